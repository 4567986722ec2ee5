//! Rosters that somebody edited, mended: as few changes as brute force finds, the edits left alone where
//! that takes no more, breaks outside of their windows only where nothing else does.

use obsada::domain::shift::{Stretch, Worked};
use obsada::domain::units::Language;
use obsada::handover::sheet;
use obsada::report::{csv, json, text};
use obsada::roster::repair::{News, Written, grid_of, known, repair};
use obsada::roster::setting::{Assigned, Assignments, Setting};
use obsada::roster::{Options, Solved, answer, assemble, solve};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;
use obsada::wire::roster_answer::{Repair, Roster};

/// What the witness finds, as JSON has it.
fn check(
    scenario: &obsada::scenario::Scenario,
    roster: &obsada::wire::roster_answer::Roster,
) -> obsada::wire::answer::CheckReport {
    obsada::report::words::findings::report(&obsada::witness::roster_check::check(scenario, roster))
}

/// Three days a week over two weeks; `shift` are the starts, lengths and breaks.
fn desk(people: &[&str], demand: &str, close: &str, shift: &str) -> Scenario {
    let people: String = people
        .iter()
        .map(|n| format!("[[consultant]]\nname = \"{n}\"\ngroup = \"desk\"\ncontract = \"full\"\n"))
        .collect();
    let text = format!(
        "title = \"Desk\"\n[calendar]\ninterval_minutes = 60\nweek_start = 2026-11-02\n\
         days = [\"mon\", \"tue\", \"wed\"]\n[[line]]\nid = \"city\"\nopen = \"08:00\"\n\
         close = \"{close}\"\naht = \"4m\"\n[line.demand]\n{demand}\n[[line.target]]\n\
         mean_wait = \"2m\"\n[[group]]\nid = \"desk\"\nlines = [\"city\"]\nhourly_cost = 48\n\
         contracts = [{{ id = \"full\", weekly_hours = 40, days_per_week = 5 }}]\n[[shift]]\n\
         id = \"day\"\ngroups = [\"desk\"]\n{shift}\n{people}\n[roster]\nweeks = 2\n"
    );
    parse(&text, "desk.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

const WINDOW: &str =
    "breaks = [{ length = \"30m\", paid = true, after = \"3h\", before_end = \"3h\" }]";

fn early_and_late() -> Scenario {
    let shift = format!("starts = [\"08:00\", \"10:00\"]\nlengths = [\"8h\"]\n{WINDOW}");
    desk(&["Ada", "Bea", "Cyd", "Dan"], "calls_per_week = 60", "18:00", &shift)
}

fn setting(scenario: &Scenario) -> Setting<'_> {
    let settings = scenario.roster.as_ref().unwrap();
    Setting::new(scenario, settings, scenario.calendar.week_start.unwrap())
}

/// Numbers without end, the same every time.
fn random(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

/// Everything that could be worked on a day, lawful or not, breaks in every hour inside the shift if
/// `wide`, else in those of the window.
fn choices(setting: &Setting<'_>, (p, d): (usize, usize), wide: bool) -> Vec<Option<Assigned>> {
    let mut all = vec![None];
    for k in setting.duties_of(&setting.people[p], d) {
        let duty = &setting.weeks[d / 7].week.duties[k];
        let hours = match wide {
            true => duty.start / 60 + 1..(duty.start + duty.length) / 60 - 1,
            false => duty.start / 60 + 3..(duty.start + duty.length) / 60 - 3,
        };
        all.extend(hours.map(|hour| Some(Assigned { duty: k, slots: vec![hour] })));
    }
    all
}

/// Whether everybody may work so, and nobody is short.
fn whole(setting: &Setting<'_>, grid: &Assignments) -> bool {
    let day = |p: usize, d: usize, a: &Option<Assigned>| {
        a.as_ref().is_none_or(|a| setting.refusal(&setting.people[p], d, a.duty).is_none())
    };
    let lawful = grid.iter().enumerate().all(|(p, days)| {
        days.iter().enumerate().all(|(d, a)| day(p, d, a))
            && setting.broken(&setting.people[p], days).is_none()
    });
    lawful && assemble::short_hours(setting, grid) < 1e-9
}

/// Every set of exactly `left` cells changed that leaves a whole roster, as lists of cells.
fn sets(
    setting: &Setting<'_>,
    grid: &mut Assignments,
    (cells, left, wide): (&[(usize, usize)], usize, bool),
    made: &mut Vec<(usize, usize)>,
    found: &mut Vec<Vec<(usize, usize)>>,
) {
    if left == 0 {
        if whole(setting, grid) {
            found.push(made.clone());
        }
        return;
    }
    for (k, cell) in cells.iter().enumerate() {
        let old = grid[cell.0][cell.1].clone();
        for to in choices(setting, *cell, wide).into_iter().filter(|to| *to != old) {
            grid[cell.0][cell.1] = to;
            made.push(*cell);
            sets(setting, grid, (&cells[k + 1..], left - 1, wide), made, found);
            made.pop();
        }
        grid[cell.0][cell.1] = old;
    }
}

/// Days that somebody could change: those on which shifts start, `locked` apart.
fn cells(setting: &Setting<'_>, locked: Option<(usize, usize)>) -> Vec<(usize, usize)> {
    let people = 0..setting.people.len();
    let all = people.flat_map(|p| (0..setting.days()).map(move |d| (p, d)));
    all.filter(|(_, d)| d % 7 < 3).filter(|cell| Some(*cell) != locked).collect()
}

fn mended(scenario: &Scenario, grid: &Assignments, news: &News, from: Option<usize>) -> Repair {
    let mut own = setting(scenario);
    repair(&mut own, grid, news, from, &Options::default())
}

#[test]
fn what_was_edited_is_mended_with_no_more_changes_than_brute_force_finds() {
    let scenario = early_and_late();
    let mut own = setting(&scenario);
    let written = solve(&mut own, &Options::default()).unwrap().grid;
    assert!(whole(&own, &written));
    let every = cells(&own, None);
    let (mut seed, mut seen) = (7, std::collections::BTreeSet::new());
    for trial in 0..60 {
        let mut grid = written.clone();
        for _ in 0..1 + trial % 3 {
            let cell = every[random(&mut seed) % every.len()];
            let all = choices(&own, cell, false);
            grid[cell.0][cell.1] = all[random(&mut seed) % all.len()].clone();
        }
        let typed = |cell: &(usize, usize)| grid[cell.0][cell.1] != written[cell.0][cell.1];
        let mut least = None;
        for size in 0..=2 {
            let mut found = Vec::new();
            sets(&own, &mut grid.clone(), (&every, size, false), &mut Vec::new(), &mut found);
            let undone = found.iter().map(|set| set.iter().filter(|c| typed(c)).count()).min();
            if let Some(undone) = undone {
                least = Some((size as u32, undone as u32));
                break;
            }
        }
        let news = News { written: Written::Days(written.clone()), ..News::default() };
        let found = mended(&scenario, &grid, &news, None);
        assert!(found.proven && found.least_changes.is_none_or(|least| least == found.at_least));
        let Some((size, undone)) = least else {
            assert!(found.least_changes.is_none_or(|n| n > 2), "{trial}: {found:#?}");
            continue;
        };
        assert_eq!(found.least_changes, Some(size), "{trial}");
        // The first option leaves alone as many edited days as any can.
        assert_eq!(found.options[0].edits_changed, undone, "{trial}: {:#?}", found.options);
        assert_eq!(found.options[0].changes.len(), size as usize);
        let report = check(&scenario, &found.roster);
        assert!(report.passed, "{trial}: {:?}", report.violations);
        assert_eq!(found.edited.unwrap().len(), every.iter().filter(|c| typed(c)).count());
        seen.insert((size, undone, found.broken.is_empty()));
    }
    // Undone, mended elsewhere, nothing to do; with and without a broken rule.
    assert!(seen.len() >= 5, "the cases are too much alike: {seen:?}");
}

#[test]
fn without_the_days_as_they_were_a_roster_is_held_to_what_it_owns_up_to() {
    let scenario = early_and_late();
    let mut own = setting(&scenario);
    let written = solve(&mut own, &Options::default()).unwrap().grid;
    let p = (0..4).find(|p| written[*p][1].is_some()).unwrap();
    let mut grid = written.clone();
    grid[p][1] = None;
    let solved = |grid: &Assignments| Solved::unproven(grid.clone());
    // Days taken out by hand: the file still says that nobody is short.
    let mut edited = answer(&own, &solved(&grid), &Options::default());
    edited.shortages.clear();
    let read = |roster: &Roster| {
        let (written, unsaid) = known(&own, roster, None).unwrap();
        News { written, unsaid, ..News::default() }
    };
    let found = mended(&scenario, &grid, &read(&edited), None);
    assert_eq!((found.least_changes, found.edited), (Some(1), None));
    assert!(check(&scenario, &found.roster).passed);
    // Made short by obsada, it says so, and nothing has to change.
    let honest = answer(&own, &solved(&grid), &Options::default());
    assert!(!honest.shortages.is_empty());
    let found = mended(&scenario, &grid, &read(&honest), None);
    assert_eq!(found.least_changes, Some(0));
    assert_eq!(found.options[0].kind, "no-change");
}

#[test]
fn what_is_worked_already_is_told_and_left_and_the_rest_is_mended() {
    let scenario = early_and_late();
    let mut own = setting(&scenario);
    let written = solve(&mut own, &Options::default()).unwrap().grid;
    let duty = |d: usize, start: u32| {
        let all = own.duties_of(&own.people[0], d).collect::<Vec<_>>();
        let of = |k: &&usize| own.weeks[d / 7].week.duties[**k].start == start;
        Some(Assigned {
            duty: **all.iter().find(of).as_ref().unwrap(),
            slots: vec![start / 60 + 3],
        })
    };
    // Late, then early, within 24 hours: in both weeks.
    let mut grid = written.clone();
    for monday in [0, 7] {
        grid[0][monday] = duty(monday, 600);
        grid[0][monday + 1] = duty(monday + 1, 480);
    }
    let news = News { written: Written::Days(written.clone()), ..News::default() };
    let found = mended(&scenario, &grid, &news, Some(7));
    let told: Vec<(&str, &str, bool)> =
        found.broken.iter().map(|b| (b.date.as_str(), b.rule.code(), b.mendable)).collect();
    assert_eq!(told, [("2026-11-03", "working-day", false), ("2026-11-10", "working-day", true)]);
    let again = grid_of(&own, &found.roster).unwrap();
    assert_eq!(again[0][..7], grid[0][..7]);
    let left = &found.options[0].broken;
    assert_eq!((left.len(), left[0].mendable), (1, false), "{left:?}");
    // Mended as far as can be, the second breach is gone and the first stays.
    assert!(own.breaches(&own.people[0], &again[0], 7, 9).is_empty());
    let report = check(&scenario, &found.roster);
    assert_eq!(report.violations, ["Ada 2026-11-03: working-day"]);
    // With the first week only, nothing can be mended.
    grid[0][7..].clone_from_slice(&written[0][7..]);
    let found = mended(&scenario, &grid, &news, Some(7));
    assert!(found.broken.iter().all(|b| !b.mendable) && found.broken.len() == 1);
    let page = text::repair(&found, Language::En);
    assert!(page.contains("cannot be mended"), "{page}");
}

/// Two agents are needed from 11 to 13, where the windows of the breaks lie, and one at other times.
fn peak() -> Scenario {
    let demand = "calls_per_week = 108\nprofile = [\n{ from = \"08:00\", to = \"11:00\", share = \
                  0.1667 },\n{ from = \"11:00\", to = \"13:00\", share = 0.6666 },\n{ from = \
                  \"13:00\", to = \"16:00\", share = 0.1667 }]";
    let shift = format!("starts = [\"08:00\"]\nlengths = [\"8h\"]\n{WINDOW}");
    desk(&["Ada", "Bea", "Cyd"], demand, "16:00", &shift)
}

#[test]
fn a_break_leaves_its_window_only_where_nothing_else_does() {
    let scenario = peak();
    let mut own = setting(&scenario);
    let grid = solve(&mut own, &Options::default()).unwrap().grid;
    assert!(whole(&own, &grid) && grid.iter().all(|days| days[1].is_some()));
    let news = News { away: vec![(2, 1)], ..News::default() };
    let found = mended(&scenario, &grid, &news, Some(1));
    assert_eq!((found.least_changes, found.proven), (None, true));
    let kinds: Vec<&str> = found.options.iter().map(|o| o.kind.as_str()).collect();
    assert_eq!(kinds.first(), Some(&"window-shortened"), "{kinds:?}");
    assert_eq!(kinds.last(), Some(&"accept-shortage"));
    // Witness: brute force over every hour inside the shifts, and over those of the windows.
    own.people[2].absent[1] = true;
    let mut start = grid.clone();
    start[2][1] = None;
    let tuesday = [(0, 1), (1, 1)];
    let least = |wide: bool| {
        (0..=2).find(|size| {
            let mut found = Vec::new();
            let of = (&tuesday[..], *size, wide);
            sets(&own, &mut start.clone(), of, &mut Vec::new(), &mut found);
            !found.is_empty()
        })
    };
    assert_eq!(least(false), None);
    assert_eq!(least(true), Some(found.options[0].changes.len()));
    for change in &found.options[0].changes {
        let [one] = change.shortened.as_slice() else { panic!("{change:?}") };
        let hours: u32 = one.start[..2].parse().unwrap();
        let from_edge = if one.edge == "start" { hours - 8 } else { 16 - hours };
        assert_eq!(one.rule_minutes, 180);
        // A break of half an hour that starts on the hour ends half an hour earlier before the end.
        let half = if one.edge == "start" { 0 } else { 30 };
        assert_eq!(one.minutes, 60 * from_edge - half);
        assert!((60..=360).contains(&one.minutes) && one.minutes < 180);
    }
    let page = text::repair(&found, Language::En);
    assert!(page.contains("shorter break window") && page.contains("the rule says 3 h"), "{page}");
    assert!(text::repair(&found, Language::Pl).contains("krótsze okno przerwy"));
}

#[test]
fn a_shortened_window_is_a_remark_only_where_the_roster_says_so() {
    let scenario = peak();
    let mut own = setting(&scenario);
    let grid = solve(&mut own, &Options::default()).unwrap().grid;
    let news = News { away: vec![(2, 1)], ..News::default() };
    let mut roster = mended(&scenario, &grid, &news, Some(1)).roster;
    roster.check = check(&scenario, &roster);
    assert!(roster.check.passed, "{:?}", roster.check.violations);
    // Beside them the check names what it does not recount.
    let windows = roster.check.remarks.iter().filter(|r| r.contains("break-window"));
    let windows: Vec<&String> = windows.collect();
    assert_eq!(windows.len(), 2, "{:?}", roster.check.remarks);
    assert!(windows.iter().all(|r| r.contains("2026-11-03: break-window")));
    let said = |roster: &Roster| check(&scenario, roster).violations;
    // Kept quiet about, it is a violation; so is saying it of a break within its window.
    let mut quiet = roster.clone();
    quiet.people[0].days[1].shift.as_mut().unwrap().window_shortened = false;
    assert!(said(&quiet).iter().any(|v| v.starts_with("Ada 2026-11-03: break-window")));
    let mut loud = roster.clone();
    loud.people[0].days[0].shift.as_mut().unwrap().window_shortened = true;
    assert!(said(&loud).iter().any(|v| v.starts_with("Ada 2026-11-02: break-window")));
    // Never in the first or last interval of the shift.
    for at in [480, 900] {
        let mut edge = roster.clone();
        let shift = edge.people[0].days[1].shift.as_mut().unwrap();
        shift.worked = Worked::with_breaks(shift.worked.span(), vec![Stretch::lasting(at, 30)]);
        assert!(said(&edge).iter().any(|v| v.starts_with("Ada 2026-11-03: breaks")), "{at}");
    }
    // JSON, CSV and workbook carry it.
    let again = obsada::wire::roster_answer::parse(&json::text(&roster).unwrap()).unwrap();
    assert_eq!(again, roster);
    let rows = csv::roster(&roster);
    assert_eq!(rows.lines().filter(|line| line.ends_with(",true")).count(), 2, "{rows}");
    let names = obsada::handover::names::Names::default();
    let bytes = sheet::workbook(&scenario, &roster, &names, Language::En).unwrap();
    let back =
        obsada::handover::read_back::read(bytes, "r.xlsx", &scenario, &Options::default()).unwrap();
    assert!(!back.edited && back.notes.is_empty(), "{:?}", back.notes);
    assert_eq!(back.roster.people, roster.people);
}

#[test]
fn a_break_typed_outside_of_its_window_is_put_back() {
    let scenario = early_and_late();
    let mut own = setting(&scenario);
    let grid = solve(&mut own, &Options::default()).unwrap().grid;
    let solved = Solved::unproven(grid);
    let mut roster = answer(&own, &solved, &Options::default());
    let days = &mut roster.people.iter_mut().flat_map(|p| &mut p.days);
    let shift =
        days.find_map(|d| d.shift.as_mut().filter(|s| s.worked.span().from() == 480)).unwrap();
    shift.worked = Worked::with_breaks(shift.worked.span(), vec![Stretch::lasting(840, 30)]);
    let (written, unsaid) = known(&own, &roster, None).unwrap();
    assert_eq!(unsaid.len(), 1);
    let grid = grid_of(&own, &roster).unwrap();
    let found = mended(&scenario, &grid, &News { written, unsaid, ..News::default() }, None);
    assert_eq!(found.broken.len(), 1);
    assert_eq!(found.broken[0].rule.code(), "break-window");
    assert_eq!(found.least_changes, Some(1));
    assert_eq!(found.options[0].kind, "break-moved");
    assert!(check(&scenario, &found.roster).passed);
}

#[test]
fn more_than_can_be_mended_is_said_and_the_roster_stays() {
    let scenario = early_and_late();
    let mut own = setting(&scenario);
    let grid = solve(&mut own, &Options::default()).unwrap().grid;
    // Seven days that are wrong, each by itself; six changes are tried.
    let worked = cells(&own, None).into_iter().filter(|(p, d)| grid[*p][*d].is_some());
    let news = News { unsaid: worked.take(7).collect(), ..News::default() };
    let found = mended(&scenario, &grid, &news, None);
    assert_eq!((found.least_changes, found.proven, found.tried), (None, true, 6));
    assert_eq!(found.at_least, 7);
    let [only] = found.options.as_slice() else { panic!("{:#?}", found.options) };
    assert_eq!((only.kind.as_str(), only.broken.len()), ("rule-broken", 7));
    assert_eq!(grid_of(&own, &found.roster).unwrap(), grid);
    for language in [Language::En, Language::Pl] {
        let page = text::repair(&found, language);
        assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
    }
    // Six of them can be.
    let news = News { unsaid: news.unsaid[1..].to_vec(), ..News::default() };
    assert_eq!(mended(&scenario, &grid, &news, None).least_changes, Some(6));
}

#[test]
fn a_shift_that_has_begun_is_left_alone() {
    let scenario = early_and_late();
    let mut own = setting(&scenario);
    let grid = solve(&mut own, &Options::default()).unwrap().grid;
    let start = |a: &Assigned| own.weeks[0].week.duties[a.duty].start;
    let late = (0..4).find(|p| grid[*p][0].as_ref().is_some_and(|a| start(a) == 600)).unwrap();
    let begun = |clock: &str| clock.starts_with("08:00");
    let options = |now: Option<u32>| {
        let news = News { away: vec![(late, 0)], now, ..News::default() };
        let found = mended(&scenario, &grid, &news, Some(0));
        let changes = found.options.into_iter().flat_map(|o| o.changes);
        changes.filter(|c| c.date == "2026-11-02").collect::<Vec<_>>()
    };
    // The day before, Monday may change; at 8:00 and after, no early shift does or begins.
    assert!(!options(None).is_empty());
    assert_eq!(options(Some(479)), options(None));
    for now in [480, 510] {
        let open = options(Some(now));
        assert!(open.iter().all(|c| !begun(&c.before) && !begun(&c.after)), "{now}: {open:#?}");
    }
    // Once the late shift has begun too, nothing of the day is left to change.
    assert!(options(Some(600)).is_empty());
}
