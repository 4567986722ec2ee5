//! Promises of a roster through the day: kept where people allow, told where not, and known by a witness.

use obsada::domain::clock::{TimeOfDay, Weekday};
use obsada::domain::error::Error;
use obsada::domain::measure::TakenOver;
use obsada::domain::shift::Crew;
use obsada::domain::units::Language;
use obsada::report::{json, text};
use obsada::roster::setting::Setting;
use obsada::roster::{Options, repair, roster};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::simulate::{self, Traffic};
use obsada::wire::roster_answer::{Roster, parse as parse_roster};

/// What the witness finds, as JSON has it.
fn check(
    scenario: &obsada::scenario::Scenario,
    roster: &obsada::wire::roster_answer::Roster,
) -> obsada::wire::answer::CheckReport {
    obsada::report::words::findings::report(&obsada::witness::roster_check::check(scenario, roster))
}

/// So many people of the desk.
fn crew(people: usize) -> String {
    let person =
        |k| format!("[[consultant]]\nname = \"P{k:02}\"\ngroup = \"desk\"\ncontract = \"full\"\n");
    (0..people).map(person).collect()
}

/// A desk of two days whose calls come at once at noon, with short handling: what the peak leaves in the
/// queue is still there afterwards.
fn desk(people: usize, target: &str, weeks: u32) -> Scenario {
    let people = crew(people);
    let text = format!(
        r#"
title = "A peak at noon"
[calendar]
interval_minutes = 30
week_start = 2026-11-02
days = ["mon", "tue"]
[[line]]
id = "city"
open = "08:00"
close = "16:00"
aht = "3m"
[line.demand]
calls_per_week = 885
profile = [
  {{ from = "08:00", to = "10:00", share = 0.05 }},
  {{ from = "10:00", to = "13:00", share = 0.85 }},
  {{ from = "13:00", to = "16:00", share = 0.10 }},
]
[[line.target]]
{target}
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 40
contracts = [{{ id = "full", weekly_hours = 40, days_per_week = 5 }}]
[[shift]]
id = "short"
groups = ["desk"]
starts = {{ from = "08:00", to = "15:00", every = "30m" }}
lengths = ["1h"]
{people}
[roster]
weeks = {weeks}
"#
    );
    parse(&text, "peak.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

fn made(scenario: &Scenario, options: &Options<'_>) -> Roster {
    let made = roster(scenario, options).unwrap_or_else(|e: Error| panic!("{e:?}"));
    let report = check(scenario, &made);
    assert!(report.passed, "{:#?}", report.violations);
    made
}

fn by_formula() -> Options<'static> {
    Options { playing: None, ..Options::default() }
}

/// The longest mean wait of any half-hour as the roster tells it; the figures are checked by weeks played
/// out anew.
fn worst(roster: &Roster) -> f64 {
    let targets = roster.through_day.iter().flat_map(|w| &w.lines).flat_map(|l| &l.targets);
    targets.filter_map(|t| Some(t.through_day.as_ref()?.reached.value)).fold(0.0, f64::max)
}

/// What a roster made by the formula would mean through the day.
fn followed(scenario: &Scenario, mut roster: Roster) -> Roster {
    let settings = scenario.roster.as_ref().unwrap();
    let setting = Setting::new(scenario, settings, scenario.calendar.week_start.unwrap());
    obsada::roster::promises::tell(&setting, &mut roster, &Options::default(), &[]);
    let report = check(scenario, &roster);
    assert!(report.passed, "{:#?}", report.violations);
    roster
}

const EACH: &str = "mean_wait = \"3m\"\nover = \"interval\"";

#[test]
fn needs_are_raised_until_each_half_hour_keeps_its_promise() {
    let scenario = desk(48, EACH, 2);
    let formula = followed(&scenario, made(&scenario, &by_formula()));
    assert!(worst(&formula) > 180.0, "nothing to mend: {}", worst(&formula));
    assert!(!formula.through_day[0].broken.is_empty() && formula.raised.is_empty());

    let kept = made(&scenario, &Options::default());
    assert!(worst(&kept) <= 180.0 * (1.0 + 1e-6), "{}", worst(&kept));
    assert!(kept.through_day.iter().all(|week| week.broken.is_empty() && week.obstacle.is_none()));
    assert!(kept.shortages.is_empty() && kept.paid_hours > formula.paid_hours);
    // Every raise is one: more than the formula asks for, and there are people for it.
    assert!(!kept.raised.is_empty());
    for raised in &kept.raised {
        let row =
            kept.coverage.iter().find(|c| (&c.date, &c.start) == (&raised.date, &raised.start));
        let row = row.unwrap();
        assert!(raised.planned > raised.by_formula && row.required == raised.planned);
        assert!(row.at_phone >= f64::from(raised.planned) - 1e-9);
    }
    // The second week is like the first, and begins with what that one was raised by.
    assert!(kept.through_day[0].again > 0 && kept.through_day[1].again == 0);
}

#[test]
fn a_promise_over_the_day_is_kept_through_the_day() {
    for limit in [20.0, 60.0, 110.0] {
        let scenario = desk(80, &format!("mean_wait = \"{limit}s\"\nover = \"day\""), 1);
        let kept = made(&scenario, &Options::default());
        assert!(kept.shortages.is_empty() && kept.through_day[0].broken.is_empty());
        assert!(worst(&kept) <= limit * (1.0 + 1e-6), "{}", worst(&kept));
    }
}

#[test]
fn where_stricter_needs_leave_people_short_the_broken_promise_is_told() {
    // As many people as the formula takes and not one more.
    let enough =
        (20..48).find(|people| made(&desk(*people, EACH, 1), &by_formula()).shortages.is_empty());
    let scenario = desk(enough.unwrap(), EACH, 1);
    let told = made(&scenario, &Options::default());
    assert!(told.shortages.is_empty(), "{:?}", told.shortages);
    let week = &told.through_day[0];
    assert!(!week.broken.is_empty());
    assert_eq!(week.obstacle.map(|o| o.code()), Some("people"));
    for (language, words) in
        [(Language::En, "people would be short"), (Language::Pl, "zabrakłoby ludzi")]
    {
        let text = text::roster::roster(&told, language).replace('\n', " ");
        assert!(text.contains(words), "{text}");
        assert!(text::roster::roster(&told, language).lines().all(|l| l.chars().count() <= 80));
    }
}

#[test]
fn a_roster_read_again_asks_for_what_it_was_made_for() {
    let scenario = desk(48, EACH, 1);
    let made = made(&scenario, &Options::default());
    let read = parse_roster(&json::text(&made).unwrap()).unwrap();
    let settings = scenario.roster.as_ref().unwrap();
    let mut setting = Setting::new(&scenario, settings, scenario.calendar.week_start.unwrap());
    setting.raise(&read.raised);
    let required = |date: &str, start: &str| {
        let row =
            made.coverage.iter().find(|c| (c.date.as_str(), c.start.as_str()) == (date, start));
        row.unwrap().required
    };
    for set in &setting.weeks[0].sets {
        let (day, minute) = setting.grid().start_of(set.interval);
        let date = setting.date(day.index()).to_string();
        let start = obsada::domain::clock::clock_text(minute);
        assert_eq!(set.required_or_max(), required(&date, &start), "{date} {start}");
    }
}

#[test]
fn what_is_told_of_waits_is_checked() {
    let scenario = desk(48, EACH, 1);
    let good = made(&scenario, &Options::default());
    let caught = |spoil: &dyn Fn(&mut Roster), says: &str| {
        let mut bad = good.clone();
        spoil(&mut bad);
        let found = check(&scenario, &bad).violations;
        assert!(found.iter().any(|v| v.contains(says)), "{says}: {found:#?}");
    };
    caught(
        &|r| r.through_day[0].lines[0].figures.mean_wait_s.value *= 1.5,
        "mean_wait_s is claimed",
    );
    caught(&|r| r.through_day[0].lines[0].targets[0].through_day = None, "is missing");
    caught(
        &|r| {
            r.through_day[0].lines[0].targets[0].through_day.as_mut().unwrap().reached.value = 199.0
        },
        "met through the day",
    );
    caught(&|r| r.raised[0].planned += 1, "raised to another number");
    caught(&|r| r.raised[0].by_formula = 60, "by the formula claimed");
    caught(&|r| r.through_day[0].monday = "2026-11-09".into(), "another Monday");
    caught(&|r| drop(r.through_day[0].lines.pop()), "lines instead of");
    caught(&|r| r.through_day[0].lines[0].targets[0].promised = 200.0, "promises of line city");
    let fewer = |r: &mut Roster| {
        let targets = &mut r.through_day[0].lines[0].targets;
        targets.truncate(targets.len() - 1);
    };
    caught(&fewer, "promises of line city");
    caught(&|r| r.through_day.push(r.through_day[0].clone()), "weeks instead of");
    let broken = followed(&scenario, made(&scenario, &by_formula()));
    let mut silent = broken.clone();
    silent.through_day[0].broken.clear();
    let found = check(&scenario, &silent).violations;
    assert!(found.iter().any(|v| v.contains("not listed so")), "{found:#?}");
}

/// The crews of one week, by the test's own reading.
fn crews(scenario: &Scenario, roster: &Roster) -> Vec<Crew> {
    let mut all = Vec::new();
    for person in &roster.people {
        let group = scenario.groups.iter().position(|group| group.id == person.group).unwrap();
        for (d, day) in person.days.iter().enumerate() {
            let Some(shift) = &day.shift else { continue };
            all.push(Crew { group, day: Weekday::ALL[d], worked: shift.worked.clone(), count: 1 });
        }
    }
    all
}

/// Mean wait of Monday's calls, played out.
fn played(scenario: &Scenario, roster: &Roster) -> obsada::simulate::Estimate {
    let demand = obsada::plan::demand::demand(scenario, &scenario.closings()[0]);
    let traffic: Vec<Traffic<'_>> = demand.iter().map(Traffic::from).collect();
    let options = simulate::Options { weeks: 2_000, seed: 99, ..simulate::Options::default() };
    let results = simulate::play(scenario, &traffic, &crews(scenario, roster), &options);
    results.lines[0].days[0].mean_wait.unwrap()
}

#[test]
fn a_repair_tells_what_callers_experience_on_the_days_it_touches() {
    // Everybody works every day, so that nobody can stand in.
    let enough = (20..48)
        .find(|people| made(&desk(*people, EACH, 1), &by_formula()).shortages.is_empty())
        .unwrap();
    let scenario = desk(enough, EACH, 1);
    let options = Options::default();
    let before = made(&scenario, &options);
    let settings = scenario.roster.as_ref().unwrap();
    let mut setting = Setting::new(&scenario, settings, scenario.calendar.week_start.unwrap());
    setting.raise(&before.raised);
    let grid = repair::grid_of(&setting, &before).unwrap();
    let peak = |p: &usize| {
        before.people[*p].days[0].shift.as_ref().is_some_and(|s| s.worked.span().from() == 660)
    };
    let away: Vec<(usize, usize)> = (0..enough).filter(peak).take(2).map(|p| (p, 0)).collect();
    assert_eq!(away.len(), 2);
    let news = repair::News { away, ..repair::News::default() };
    let found = repair::repair(&mut setting, &grid, &news, None, &options);
    let last = found.options.last().unwrap();
    assert_eq!(last.kind, "accept-shortage", "{:?}", found.options);
    assert!(last.changes.is_empty());
    let [day] = &last.days[..] else { panic!("{:?}", last.days) };
    assert_eq!((day.date.as_str(), day.line.as_str()), ("2026-11-02", "city"));
    let mut after = before.clone();
    for (p, d) in &news.away {
        after.people[*p].days[*d].shift = None;
    }
    for (told, own) in
        [(day.before.unwrap(), played(&scenario, &before)), (day.after, played(&scenario, &after))]
    {
        let (difference, allowed) = ((told.value - own.value).abs(), 3.0 * own.standard_error);
        assert!(difference <= allowed, "{told:?} {own:?}");
    }
    assert!(day.after.value > 1.5 * day.before.unwrap().value && day.worst.value > day.after.value);
    let formula = repair::repair(&mut setting, &grid, &news, None, &by_formula());
    assert!(formula.options.iter().all(|o| o.days.is_empty()));
}

#[test]
fn a_queue_that_keeps_growing_can_be_written_and_read_again() {
    let told = made(&desk(6, EACH, 1), &Options::default());
    let target = &told.through_day[0].lines[0].targets[0];
    assert!(!told.shortages.is_empty() && target.reached == f64::INFINITY);
    assert_eq!(parse_roster(&json::text(&told).unwrap()).unwrap(), told);
    // What is broken is not said to be enough, and is said to be worst in one place.
    let text = text::roster::roster(&told, Language::En).replace('\n', " ");
    assert!(!text.contains("are enough"), "{text}");
    let at = target.through_day.as_ref().unwrap().at;
    assert_eq!(told.through_day[0].broken[0].at, at);
}

/// Calls of a day's length: what one day leaves is still waiting on the next morning, so later days are worse than the
/// first, which followed one by one would all be alike.
#[test]
fn days_that_hand_work_on_to_each_other_are_told_as_they_are_played() {
    let text = format!(
        r#"
title = "Cases of a day"
[calendar]
interval_minutes = 60
week_start = 2026-11-02
days = ["mon", "tue", "wed"]
[[line]]
id = "cases"
open = "08:00"
close = "16:00"
aht = "16h"
[line.demand]
calls_per_week = 30
[[line.target]]
mean_wait = "1h"
over = "interval"
[[group]]
id = "desk"
lines = ["cases"]
hourly_cost = 40
contracts = [{{ id = "full", weekly_hours = 40, days_per_week = 5 }}]
[[shift]]
id = "day"
groups = ["desk"]
starts = ["08:00"]
lengths = ["8h"]
breaks = [{{ length = "15m", paid = true, after = "2h", before_end = "2h" }}]
{}
[roster]
weeks = 1
"#,
        crew(4)
    );
    let scenario =
        parse(&text, "cases.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"));
    let told = made(&scenario, &Options::default());
    let line = &told.through_day[0].lines[0];
    let (monday, claimed) = (played(&scenario, &told), &line.figures.mean_wait_s);
    assert!(claimed.value > 1.3 * monday.value, "{claimed:?} {monday:?}");
    assert_eq!(check(&scenario, &told).violations, [""; 0]);
}

/// A line that never closes, in one week with no roster before it: nobody is asked to work its first night.
fn never_closed(people: usize) -> Scenario {
    let people = crew(people);
    let text = format!(
        r#"
title = "Round the clock"
[calendar]
interval_minutes = 30
week_start = 2026-11-02
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
[[line]]
id = "city"
open = "00:00"
close = "24:00"
aht = "3m"
[line.demand]
calls_per_week = 1500
[[line.target]]
mean_wait = "60s"
over = "interval"
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 40
contracts = [{{ id = "full", weekly_hours = 40, days_per_week = 5 }}]
[[shift]]
id = "three"
groups = ["desk"]
starts = ["06:00", "14:00", "22:00"]
lengths = ["8h"]
breaks = [{{ length = "15m", paid = true, after = "2h", before_end = "2h" }}]
{people}
[roster]
weeks = 1
"#
    );
    parse(&text, "clock.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

#[test]
fn what_only_the_sunday_before_could_help_is_told_and_not_raised() {
    let told = made(&never_closed(16), &Options { rounds: 5, ..Options::default() });
    let week = &told.through_day[0];
    assert!(told.shortages.is_empty());
    assert!(
        told.raised.iter().all(|r| (r.date.as_str(), r.start.as_str()) >= ("2026-11-02", "06:00"))
    );
    let midnight = TakenOver::Interval { day: Weekday::Mon, start: TimeOfDay::START };
    assert_eq!(week.broken.iter().map(|b| b.at).collect::<Vec<_>>(), [midnight]);
    assert_eq!(week.obstacle.map(|o| o.code()), Some("before"));
    for (language, words) in [(Language::En, "Sunday before"), (Language::Pl, "niedzieli")] {
        assert!(text::roster::roster(&told, language).replace('\n', " ").contains(words));
    }
    let breaks = told.people.iter().flat_map(|p| &p.days).filter_map(|d| d.shift.as_ref());
    let breaks = breaks.flat_map(|s| s.breaks_text()).map(|[from, _]| from);
    let breaks: Vec<String> = breaks.collect();
    assert!(breaks.iter().any(|from| from.as_str() < "06:00"));
    assert!(breaks.iter().all(|from| from.as_str() < "24:00"));
}

#[test]
fn a_desk_without_anybody_is_not_said_to_keep_its_promises() {
    // Shifts of eight hours without the break that the law wants: nobody may work them, and nobody is there.
    let text = format!(
        r#"
title = "Nobody"
[calendar]
week_start = 2026-11-02
days = ["mon", "tue"]
[[line]]
id = "city"
open = "08:00"
close = "16:00"
aht = "3m"
[line.demand]
calls_per_week = 10
[[line.target]]
agents_min = 1
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 40
contracts = [{{ id = "full", weekly_hours = 40, days_per_week = 5 }}]
[[shift]]
id = "day"
groups = ["desk"]
starts = ["08:00"]
lengths = ["8h"]
[roster]
weeks = 1
{}"#,
        crew(2)
    );
    let scenario =
        parse(&text, "nobody.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"));
    let told = roster(&scenario, &Options::default()).unwrap();
    assert!(told.duties().count() == 0 && !told.shortages.is_empty());
    for (language, words) in [(Language::En, "all the same"), (Language::Pl, "Mimo to")] {
        let text = text::roster::roster(&told, language);
        assert!(!text.contains(words), "{text}");
    }
}
