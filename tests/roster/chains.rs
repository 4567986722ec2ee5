//! Shortages that end only when several people change at once.

use obsada::roster::may_lack::MayLack;
use obsada::roster::moves::Moves;
use obsada::roster::setting::{Assigned, Assignments, Setting};
use obsada::scenario::{Scenario, validate::parse};

/// A desk that wants one person from 07:00 to 17:00 on three days. Bea is away on Wednesday; Cyd can come on Wednesday
/// mornings alone, if at all.
fn desk(cyd: &str) -> Scenario {
    let text = format!(
        r#"title = "One at a time"
[calendar]
week_start = 2026-11-16
days = ["mon", "tue", "wed"]
[[line]]
id = "l"
open = "07:00"
close = "17:00"
aht = "1m"
[line.demand]
calls_per_week = 1
[[line.target]]
agents_min = 1
[[group]]
id = "g"
lines = ["l"]
hourly_cost = 50
contracts = [{{ id = "full", weekly_hours = 40, days_per_week = 5 }}]
[[shift]]
id = "s"
groups = ["g"]
starts = ["07:00", "12:00"]
lengths = ["5h"]
[[consultant]]
name = "Ada"
group = "g"
contract = "full"
[[consultant]]
name = "Bea"
group = "g"
contract = "full"
absent = [{{ from = 2026-11-18, to = 2026-11-18 }}]
[[consultant]]
name = "Cyd"
group = "g"
contract = "full"
available = {{ mon = [], tue = [], wed = [{cyd}] }}
[roster]
"#
    );
    parse(&text, "chains.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

/// Ada in the mornings, Bea in the afternoons while she is there.
fn written(setting: &Setting<'_>) -> Assignments {
    let mut grid: Assignments = vec![vec![None; setting.days()]; setting.people.len()];
    for (p, d, start) in [(0, 0, 420), (0, 1, 420), (0, 2, 420), (1, 0, 720), (1, 1, 720)] {
        let duty = setting
            .duties_of(&setting.people[p], d)
            .find(|k| setting.weeks[0].week.duties[*k].start == start)
            .unwrap();
        grid[p][d] = Some(Assigned { duty, slots: Vec::new() });
    }
    grid
}

#[test]
fn one_goes_where_people_are_short_and_another_takes_their_place() {
    let scenario = desk("\"07:00-12:00\"");
    let monday = scenario.calendar.week_start.unwrap();
    let setting = Setting::new(&scenario, scenario.roster.as_ref().unwrap(), monday);
    let grid = written(&setting);
    let mut moves = Moves::new(&setting, &grid, 0, MayLack::nothing(&setting));
    // Wednesday from 12:00 to 17:00.
    assert!((moves.short_hours() - 5.0).abs() < 1e-9, "{}", moves.short_hours());
    assert!(moves.chain(0, 2));
    assert!(moves.short_hours() < 1e-9);
    let start = |p: usize| {
        let a = moves.grid()[p][2].as_ref().unwrap();
        setting.weeks[0].week.duties[a.duty].start
    };
    assert_eq!((start(0), start(2)), (720, 420));
    for (person, days) in setting.people.iter().zip(moves.grid()) {
        assert!(setting.broken(person, days).is_none());
    }
    // What one begins and a second one carries on ends the same shortage.
    let mut moves = Moves::new(&setting, &grid, 0, MayLack::nothing(&setting));
    assert!(moves.chain_of_two(&[0], 2, &mut || true));
    assert!(moves.short_hours() < 1e-9);
}

#[test]
fn where_nobody_can_take_the_place_nothing_is_changed() {
    let scenario = desk("");
    let monday = scenario.calendar.week_start.unwrap();
    let setting = Setting::new(&scenario, scenario.roster.as_ref().unwrap(), monday);
    let grid = written(&setting);
    let mut moves = Moves::new(&setting, &grid, 0, MayLack::nothing(&setting));
    // From 07:00 to 12:00 instead of from 12:00 to 17:00 is no less.
    assert!(!moves.chain(0, 2) && moves.grid() == &grid);
    assert!(!moves.chain_of_two(&[0], 2, &mut || true) && moves.grid() == &grid);
    assert!((moves.short_hours() - 5.0).abs() < 1e-9);
}
