//! Rosters made from scenarios: lawful, proven, the same on every run, private, repairable.

use obsada::domain::shift::{Stretch, Worked};
use obsada::domain::units::Language;
use obsada::report::{csv, json, text};
use obsada::roster::may_lack::MayLack;
use obsada::roster::moves::Moves;
use obsada::roster::repair::News;
use obsada::roster::setting::{Assigned, Assignments, Setting};
use obsada::roster::{Options, assemble, explain, repair, roster, solve};
use obsada::scenario::roster::Days;
use obsada::scenario::validate::parse;
use obsada::scenario::{Scenario, load::load};
use obsada::wire::answer::Status;
use obsada::wire::roster_answer::{Code, Day, Roster, Wait, parse as parse_roster};
use std::path::Path;

/// What the witness finds, as JSON has it.
pub(super) fn check(
    scenario: &obsada::scenario::Scenario,
    roster: &obsada::wire::roster_answer::Roster,
) -> obsada::wire::answer::CheckReport {
    obsada::report::words::findings::report(&obsada::witness::roster_check::check(scenario, roster))
}

/// A small desk of two weeks: `people` are entries of [[consultant]], `roster` more keys of [roster].
fn small(calls: u32, people: &str, roster: &str) -> Scenario {
    let text = small_text(calls, people, roster);
    parse(&text, "small.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

fn person(name: &str, more: &str) -> String {
    format!("[[consultant]]\nname = \"{name}\"\ngroup = \"desk\"\ncontract = \"full\"\n{more}\n")
}

fn five() -> String {
    ["Ada", "Bea", "Cyd", "Dan", "Eve"].map(|n| person(n, "")).concat()
}

fn made(scenario: &Scenario) -> Roster {
    let made = roster(scenario, &Options::default()).unwrap();
    let report = check(scenario, &made);
    assert!(report.passed, "{:#?}", report.violations);
    made
}

fn setting(scenario: &Scenario) -> Setting<'_> {
    let settings = scenario.roster.as_ref().unwrap();
    Setting::new(scenario, settings, scenario.calendar.week_start.unwrap())
}

#[test]
fn a_small_desk_is_covered_at_the_least_cost() {
    let scenario = small(60, &five(), "");
    let made = made(&scenario);
    assert!(made.shortages.is_empty());
    // One caller in an hour and a half needs somebody there from 8 to 18: two shifts a day.
    let shifts = made.duties().count();
    assert_eq!(made.stages[1].status, Status::Optimal, "{:?}", made.stages[1]);
    // Norms are no reason to plan a third; five people are paid for 80 hours each, planned or not.
    assert_eq!(shifts, 12);
    assert!((made.cost - 5.0 * 80.0 * 48.0).abs() < 1e-6);
    assert!(made.stages.iter().all(|s| s.bound <= s.value + 1e-9));
}

#[test]
fn the_same_seed_gives_the_same_bytes_whatever_the_threads() {
    let scenario = small(150, &five(), "");
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| json::text(&made(&scenario)).unwrap())
    };
    assert_eq!(with(1), with(3));
    let read = parse_roster(&with(1)).unwrap();
    assert_eq!(json::text(&read).unwrap(), with(1));
}

#[test]
fn who_is_missing_is_named_with_the_least_relaxation() {
    let away = "absent = [2026-11-03]";
    let people = [person("Ada", away), person("Bea", away), person("Cyd", "")].concat();
    let scenario = small(60, &people, "");
    let made = made(&scenario);
    assert!(!made.shortages.is_empty());
    assert!(made.shortages.iter().all(|s| s.date == "2026-11-03"), "{:?}", made.shortages);
    let blocked: Vec<&str> = made.shortages[0]
        .blocked
        .iter()
        .filter(|b| b.rule.code() == "absent")
        .map(|b| b.name.as_str())
        .collect();
    assert_eq!(blocked, ["Ada", "Bea"]);
    // The shortage is proven, and either of the two would end it.
    assert_eq!(made.stages[0].status, Status::Optimal, "{:?}", made.stages[0]);
    let helped: Vec<&str> = made
        .relaxations
        .iter()
        .filter(|r| r.kind.code() == "absence" && r.short_hours < 1e-6)
        .map(|r| r.subject.as_str())
        .collect();
    assert_eq!(helped, ["Ada", "Bea"]);
    assert!(made.relaxations.is_sorted_by(|a, b| a.short_hours <= b.short_hours));
}

#[test]
fn fixed_duties_that_break_a_rule_are_named() {
    let fixed = "fixed = [{ date = 2026-11-02, start = \"10:00\", length = \"8h\" }, { date = 2026-11-03, start = \"08:00\", length = \"8h\" }]";
    let scenario = small(60, &[person("Ada", fixed), person("Bea", "")].concat(), "");
    let error = roster(&scenario, &Options::default()).unwrap_err();
    assert_eq!(error.exit_code(), 3);
    assert!(error.to_string().contains("Ada"), "{error}");
    // With a flexible start the same duties are lawful.
    let scenario =
        small(60, &[person("Ada", fixed), person("Bea", "")].concat(), "flexible_start = true");
    let made = made(&scenario);
    let ada: Vec<bool> =
        made.people[0].days.iter().filter_map(|d| Some(d.shift.as_ref()?.fixed)).collect();
    assert!(ada.iter().filter(|f| **f).count() == 2);
}

/// A duty that its person cannot work, whatever else they do, is told at once with the day and the reason, all of them
/// together, and why somebody is protected is not said.
#[test]
fn fixed_duties_that_nobody_may_work_are_named_with_day_and_reason() {
    let tuesday = "fixed = [{ date = 2026-11-03, start = \"08:00\", length = \"8h\" }]";
    let people = [
        person("Ada", &format!("{tuesday}\navailable = {{ tue = [\"10:00-18:00\"] }}")),
        person("Bea", &format!("{tuesday}\ndaily_limit = \"7h\"")),
        person("Cyd", &format!("{tuesday}\nprotected = [\"disability\"]")),
        person("Dan", tuesday),
    ];
    let error = roster(&small(60, &people.concat(), ""), &Options::default()).unwrap_err();
    assert_eq!(error.exit_code(), 3);
    let told = error.to_string();
    for known in
        ["Ada 2026-11-03: not available", "Bea 2026-11-03: personal", "Cyd 2026-11-03: personal"]
    {
        assert!(told.contains(known), "{known}: {told}");
    }
    assert!(!told.contains("Dan") && !told.contains("disab"), "{told}");
    // Who is away has no duty to keep.
    let mut away = small(60, &people[3..].concat(), "");
    let tuesday = jiff::civil::date(2026, 11, 3);
    away.consultants[0].personal.absent.push(Days { from: tuesday, to: tuesday });
    assert!(roster(&away, &Options::default()).unwrap().people[0].days[1].shift.is_none());
}

#[test]
fn wishes_are_granted_where_they_cost_nothing_and_priced_where_not() {
    let people = [
        person("Ada", "wishes = [{ off = 2026-11-03, grade = 5, reason = \"zebra\" }]"),
        person("Bea", ""),
        person("Cyd", ""),
    ]
    .concat();
    let made = made(&small(60, &people, ""));
    assert!(made.wishes[0].granted);
    // With two people both are needed on every day.
    let people = [
        person("Ada", "wishes = [{ off = 2026-11-03, grade = 5, reason = \"zebra\" }]"),
        person("Bea", ""),
    ]
    .concat();
    let other = roster(&small(60, &people, ""), &Options::default()).unwrap();
    assert!(!other.wishes[0].granted);
    let price = other.wishes[0].price.as_ref().unwrap();
    assert!(price.changes.is_none() && price.short_hours > 0.0);
    for text in [
        json::text(&other).unwrap(),
        csv::roster(&other),
        text::roster::roster(&other, Language::Pl),
    ] {
        assert!(!text.contains("zebra"));
    }
}

/// Fewest changes by trying every set of so many cells with everything they could hold.
fn by_force(
    setting: &Setting<'_>,
    grid: &Assignments,
    locked: (usize, usize),
    most: usize,
) -> Option<usize> {
    let cells: Vec<(usize, usize)> = (0..grid.len())
        .flat_map(|p| (0..setting.days()).map(move |d| (p, d)))
        .filter(|c| *c != locked)
        .collect();
    let options = |(p, d): (usize, usize)| -> Vec<Option<Assigned>> {
        let person = &setting.people[p];
        let mut all = vec![None];
        for k in setting.duties_of(person, d).filter(|k| setting.refusal(person, d, *k).is_none()) {
            let week = &setting.weeks[d / 7];
            let duty = &week.week.duties[k];
            for slot in setting.slots(week, duty, duty.breaks[0]) {
                all.push(Some(Assigned { duty: k, slots: vec![slot.key] }));
            }
        }
        all
    };
    let whole = |g: &Assignments| {
        (0..setting.weeks.len()).all(|w| assemble::lacking(setting, g, w).is_empty())
            && setting.people.iter().zip(g).all(|(p, days)| setting.broken(p, days).is_none())
    };
    fn tries(
        grid: &mut Assignments,
        cells: &[(usize, usize)],
        left: usize,
        options: &dyn Fn((usize, usize)) -> Vec<Option<Assigned>>,
        whole: &dyn Fn(&Assignments) -> bool,
    ) -> bool {
        if left == 0 {
            return whole(grid);
        }
        cells.iter().enumerate().any(|(k, cell)| {
            options(*cell).into_iter().any(|to| {
                let old = std::mem::replace(&mut grid[cell.0][cell.1], to);
                let found = tries(grid, &cells[k + 1..], left - 1, options, whole);
                grid[cell.0][cell.1] = old;
                found
            })
        })
    }
    (0..=most).find(|n| tries(&mut grid.clone(), &cells, *n, &options, &whole))
}

#[test]
fn a_repair_changes_no_more_than_brute_force_finds() {
    // Four people, so that somebody is off every day; and the working day ties starts together.
    let names = ["Ada", "Bea", "Cyd", "Dan"];
    let mut seen = std::collections::BTreeSet::new();
    for calls in [60, 200, 320] {
        let people: String = names.iter().map(|n| person(n, "")).collect();
        let scenario = small(calls, &people, "");
        let mut setting = setting(&scenario);
        let grid = solve(&mut setting, &Options::default()).unwrap().grid;
        if assemble::short_hours(&setting, &grid) > 0.0 {
            continue;
        }
        for p in 0..names.len() {
            for d in [0, 1, 2] {
                if grid[p][d].is_none() {
                    continue;
                }
                setting.people[p].absent[d] = true;
                let mut moves = Moves::new(&setting, &grid, 0, MayLack::of(&setting, &grid));
                moves.put((p, d), None);
                let start = moves.grid().clone();
                let mended = moves.mend(2);
                let own = mended.ways.first().map(Vec::len);
                assert!(mended.proven);
                assert_eq!(own, by_force(&setting, &start, (p, d), 2), "{calls} {p} {d}");
                seen.insert(own);
                setting.people[p].absent[d] = false;
            }
        }
    }
    assert!(seen.len() >= 2, "the cases are too much alike: {seen:?}");
}

#[test]
fn what_cannot_be_covered_is_covered_in_part() {
    // Three people for two shifts a day. Two are away: the third cannot be there from 8 to 18.
    let people: String = ["Ada", "Bea", "Cyd"].map(|n| person(n, "")).concat();
    let scenario = small(60, &people, "");
    let mut own = setting(&scenario);
    let grid = solve(&mut own, &Options::default()).unwrap().grid;
    let there: Vec<usize> = (0..3).filter(|p| grid[*p][8].is_some()).collect();
    assert_eq!(there.len(), 2);
    let away = vec![(there[0], 8), (there[1], 8)];
    let news = News { away, ..News::default() };
    let found = repair::repair(&mut own, &grid, &news, Some(8), &Options::default());
    assert!(found.least_changes.is_none() && found.proven, "{found:#?}");
    let kinds: Vec<&str> = found.options.iter().map(|o| o.kind.as_str()).collect();
    assert_eq!(kinds, ["part-cover", "accept-shortage"]);
    let short = |k: usize| found.options[k].short_hours;
    // Eight hours of ten, less the half-hour of the break, which is an hour of the grid with half a person.
    assert!((short(1) - 10.0).abs() < 1e-6 && (short(0) - 2.5).abs() < 1e-6, "{found:#?}");
    assert!(check(&scenario, &found.roster).passed);
}

#[test]
fn a_busier_day_asks_for_more_there_and_nowhere_else() {
    // Tuesday of the second week; fewest changes by brute force, needs by a scenario with so many calls.
    let (day, people) = (8, ["Ada", "Bea", "Cyd", "Dan"].map(|n| person(n, "")).concat());
    let scenario = small(60, &people, "");
    let mut calm = setting(&scenario);
    let grid = solve(&mut calm, &Options::default()).unwrap().grid;
    assert_eq!(assemble::short_hours(&calm, &grid), 0.0);
    let mut seen = std::collections::BTreeSet::new();
    for times in [1.25, 4.0, 5.0, 6.0, 40.0] {
        let mut own = setting(&scenario);
        own.busier(&[(day, times)]);
        let busy = small((60.0 * times) as u32, &people, "");
        let busy = setting(&busy);
        for (w, week) in own.weeks.iter().enumerate() {
            let of_day = |t: usize| w == 1 && scenario.calendar.grid.start_of(t).0.index() == 1;
            for row in &week.rows {
                let witness = if of_day(row.interval) { &busy } else { &calm };
                assert!(witness.weeks[w].rows.contains(row), "{times}: {row:?}");
            }
            assert_eq!(week.rows.len(), calm.weeks[w].rows.len());
        }
        let least = by_force(&own, &grid, (usize::MAX, day), 2);
        let news = News { busier: vec![(day, times)], ..News::default() };
        let mut own = setting(&scenario);
        let found = repair::repair(&mut own, &grid, &news, Some(day), &Options::default());
        match least {
            Some(least) => assert_eq!(found.least_changes, Some(least as u32), "{times}"),
            None => assert!(found.least_changes.is_none_or(|n| n > 2), "{times}"),
        }
        assert!(found.proven);
        assert_eq!(own.weeks, calm.weeks);
        assert!(check(&scenario, &found.roster).passed);
        if least == Some(0) {
            let kinds: Vec<&str> = found.options.iter().map(|o| o.kind.as_str()).collect();
            assert_eq!(kinds, ["no-change"]);
        } else {
            let accepted = found.options.last().unwrap();
            assert_eq!(accepted.kind, "accept-shortage");
            let longer = |w: &Wait| w.before_s.unwrap() < w.after_s.unwrap_or(f64::INFINITY);
            assert!(!accepted.waits.is_empty() && accepted.waits.iter().all(longer), "{found:?}");
        }
        seen.insert(least);
    }
    assert!(seen.len() >= 3, "the cases are too much alike: {seen:?}");
}

#[test]
fn days_already_worked_are_left_alone_and_the_mended_roster_is_lawful() {
    let scenario = small(200, &five(), "");
    let mut own = setting(&scenario);
    let grid = solve(&mut own, &Options::default()).unwrap().grid;
    let p = (0..5).find(|p| grid[*p][8].is_some()).unwrap();
    let news = News { away: vec![(p, 8)], ..News::default() };
    let found = repair::repair(&mut own, &grid, &news, Some(8), &Options::default());
    assert!(found.proven);
    let report = check(&scenario, &found.roster);
    assert!(report.passed, "{:?}", report.violations);
    let again = repair::grid_of(&own, &found.roster).unwrap();
    for (q, days) in grid.iter().enumerate() {
        assert_eq!(days[..8], again[q][..8]);
    }
    assert_eq!(found.roster.people[p].days[8].code, Code::Absent);
    let changed: usize = (0..5)
        .flat_map(|q| (0..14).map(move |d| (q, d)))
        .filter(|(q, d)| (*q, *d) != (p, 8) && grid[*q][*d] != again[*q][*d])
        .count();
    assert_eq!(changed as u32, found.least_changes.unwrap_or(0));
    // What was written of the repair can be gone on with.
    assert_eq!(parse_roster(&json::text(&found).unwrap()).unwrap(), found.roster);
}

#[test]
fn why_tells_what_an_alternative_would_break() {
    let scenario = small(60, &five(), "");
    let setting = setting(&scenario);
    let mut grid: Assignments = vec![vec![None; 14]; 5];
    let late = setting.duties_of(&setting.people[0], 0).last().unwrap();
    let slot = |d: usize, k: usize| {
        let week = &setting.weeks[d / 7];
        let duty = &week.week.duties[k];
        setting.slots(week, duty, duty.breaks[0])[0].key
    };
    grid[0][0] = Some(Assigned { duty: late, slots: vec![slot(0, late)] });
    let list = explain::why(&setting, &grid, (0, 1));
    let early = list.iter().find(|a| a.shift == "08:00-16:00").unwrap();
    assert_eq!(early.breaks.map(|rule| rule.code()), Some("working-day"));
    let same = list.iter().find(|a| a.shift == "10:00-18:00").unwrap();
    // Within the norm a shift adds nothing to what the employer pays.
    assert_eq!((same.breaks, same.cost), (None, 0.0));
    assert!(list.iter().any(|a| a.shift == "off" && a.chosen));
}

#[test]
fn the_roster_before_counts_across_the_seam() {
    let scenario = small(60, &five(), "");
    let first = made(&scenario);
    let mut before = first.clone();
    // Ada worked until midnight on the Sunday before: no start before 11:00, and none within 24 hours.
    let dates = ["10-26", "10-27", "10-28", "10-29", "10-30", "10-31", "11-01"];
    before.weeks = vec![format!("2026-{}", dates[0])];
    before.people.truncate(1);
    before.people[0].name = "Ada".into();
    before.people[0].days.truncate(7);
    for (day, date) in before.people[0].days.iter_mut().zip(dates) {
        *day = Day { date: format!("2026-{date}"), code: Code::Off, shift: None };
    }
    let mut shifts = first.people.iter().flat_map(|p| &p.days).filter_map(|d| d.shift.clone());
    let mut late = shifts.next().unwrap();
    late.worked = Worked::with_breaks(Stretch::lasting(960, 480), Vec::new());
    before.people[0].days[6].code = Code::Shift;
    before.people[0].days[6].shift = Some(late);
    (before.coverage, before.through_day) = (Vec::new(), Vec::new());
    let text = json::text(&before).unwrap();
    let with = |people: &str| {
        let own = small_text(60, people, "previous = \"last.json\"");
        parse(&own, "small.toml", &|_| Ok(text.clone())).unwrap_or_else(|e| panic!("{e:#?}"))
    };
    let made = made(&with(&five()));
    let ada = made.people.iter().find(|p| p.name == "Ada").unwrap();
    assert_eq!(ada.days[0].code, Code::Off);
}

fn small_text(calls: u32, people: &str, roster: &str) -> String {
    format!(
        "title = \"Small desk\"\n[calendar]\ninterval_minutes = 60\nweek_start = 2026-11-02\ndays = [\"mon\", \"tue\", \"wed\"]\n[[line]]\nid = \"city\"\nopen = \"08:00\"\nclose = \"18:00\"\naht = \"4m\"\n[line.demand]\ncalls_per_week = {calls}\n[[line.target]]\nmean_wait = \"2m\"\n[[group]]\nid = \"desk\"\nlines = [\"city\"]\nhourly_cost = 48\ncontracts = [{{ id = \"full\", weekly_hours = 40, days_per_week = 5 }}]\n[[shift]]\nid = \"day\"\ngroups = [\"desk\"]\nstarts = [\"08:00\", \"10:00\"]\nlengths = [\"8h\"]\nbreaks = [{{ length = \"30m\", paid = true, after = \"3h\", before_end = \"3h\" }}]\n{people}\n[roster]\nweeks = 2\n{roster}\n"
    )
}

#[test]
fn the_shipped_roster_of_25_is_covered_lawful_and_proven_within_a_thousandth() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/roster-25.toml");
    let scenario = load(&path).unwrap();
    assert_eq!(scenario.consultants.len(), 25);
    let made = roster(&scenario, &Options { gap: 0.001, ..Options::default() }).unwrap();
    let report = check(&scenario, &made);
    assert!(report.passed, "{:#?}", report.violations);
    assert!(made.shortages.is_empty() && made.stages[0].status == Status::Optimal);
    assert!(made.stages[1].gap <= 0.001, "{:?}", made.stages[1]);
    // 20 days less 11 November, of 8 h or in proportion, less absences; none for contractors. Hours carried
    // over and personal limits are not in it.
    let norm = |name: &str| made.people.iter().find(|p| p.name == name).unwrap().norm_hours;
    for (name, hours) in [
        ("Jan Jasny", Some(152.0)),
        ("Anna Adamska", Some(112.0)),
        ("Henryk Halicki", Some(152.0)),
        ("Leon Lipski", Some(76.0)),
        ("Zenon Zielny", Some(133.0)),
        ("Natalia Nowy", None),
    ] {
        assert_eq!(norm(name), hours, "{name}");
    }
    let mut spoilt = made.clone();
    spoilt.people[0].norm_hours = Some(120.0);
    assert!(check(&scenario, &spoilt).violations.iter().any(|v| v.contains("norm")));
    // Nothing private leaves: no reason, no kind of absence, no protection.
    let source = std::fs::read_to_string(&path).unwrap();
    assert!(source.contains("kind = \"holiday\"") && source.contains("school run"));
    for text in [
        json::text(&made).unwrap(),
        csv::roster(&made),
        text::roster::roster(&made, Language::En),
        text::roster::roster(&made, Language::Pl),
    ] {
        for word in
            ["school run", "family", "studies", "appointment", "disability", "child", "carried"]
        {
            assert!(!text.contains(word), "{word}");
        }
        assert!(!text.contains("\"holiday\""));
    }
    for line in text::roster::roster(&made, Language::Pl).lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
#[ignore = "a minute of work: 120 people, for the figures in docs/roster.md"]
fn a_hundred_and_twenty_people_over_four_weeks() {
    let source = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/roster-25.toml"),
    )
    .unwrap();
    let scenario = parse(&five_fold(&source), "roster-120.toml", &|_| Err("none".into())).unwrap();
    assert_eq!(scenario.consultants.len(), 120);
    let made = made(&scenario);
    eprintln!("{:#?}", made.stages);
    assert!(made.shortages.is_empty() && made.stages[1].gap <= 0.01);
}

/// The shipped roster with five times the people (but for five) and the calls.
fn five_fold(text: &str) -> String {
    let mut parts = text.split("[[consultant]]");
    let mut head = parts.next().unwrap().to_owned();
    for heads in [10, 7, 3, 1] {
        head = head.replace(&format!("heads = {heads} }}"), &format!("heads = {} }}", 5 * heads));
    }
    head = head.replace("value = 8000", "value = 41000").replace("value = 640", "value = 3200");
    let people: Vec<&str> = parts.collect();
    for k in 0..5 {
        for person in people.iter().take(if k == 4 { 20 } else { 25 }) {
            let (before, after) = person.split_once("\"\n").unwrap();
            head += &format!("[[consultant]]{before} {k}\"\n{after}");
        }
    }
    head
}

/// Least wages of the first week by trying every line of everybody and every place of the breaks.
fn cheapest_by_force(setting: &Setting<'_>) -> Option<f64> {
    let people = setting.people.len();
    let kinds: Vec<Vec<Option<usize>>> = (0..3)
        .map(|d| {
            std::iter::once(None)
                .chain(setting.duties_of(&setting.people[0], d).map(Some))
                .collect()
        })
        .collect();
    let options = kinds[0].len();
    let combos = options.pow(people as u32);
    let of = |combo: usize, p: usize| combo / options.pow(p as u32) % options;
    let slots = |d: usize, k: usize| -> Vec<u32> {
        let week = &setting.weeks[0];
        let duty = &week.week.duties[k];
        assert_eq!(duty.breaks.len(), 1);
        assert!(d < 3);
        setting.slots(week, duty, duty.breaks[0]).into_iter().map(|s| s.key).collect()
    };
    let per_day = setting.grid().per_day();
    // Which shifts of a day cover it with their breaks in some place.
    let covers = |d: usize, combo: usize| {
        let mut grids: Vec<Assignments> = vec![vec![vec![None; setting.days()]; people]];
        for p in 0..people {
            let Some(k) = kinds[d][of(combo, p)] else { continue };
            let placed = |g: &Assignments| {
                slots(d, k)
                    .into_iter()
                    .map(|s| {
                        let mut next = g.clone();
                        next[p][d] = Some(Assigned { duty: k, slots: vec![s] });
                        next
                    })
                    .collect::<Vec<_>>()
            };
            grids = grids.iter().flat_map(placed).collect();
        }
        grids.iter().any(|g| {
            let lacks = assemble::lacking(setting, g, 0);
            lacks.iter().all(|(r, _)| setting.weeks[0].rows[*r].interval / per_day != d)
        })
    };
    let good: Vec<Vec<bool>> =
        (0..3).map(|d| (0..combos).map(|combo| covers(d, combo)).collect()).collect();
    let lawful = |line: [usize; 3]| {
        let mut days = vec![None; setting.days()];
        for d in 0..3 {
            days[d] = kinds[d][line[d]].map(|k| Assigned { duty: k, slots: vec![slots(d, k)[0]] });
        }
        setting.broken(&setting.people[0], &days).is_none()
    };
    let lines: Vec<[usize; 3]> = (0..options.pow(3))
        .map(|n| [n % options, n / options % options, n / options / options])
        .filter(|line| lawful(*line))
        .collect();
    let mut best: Option<f64> = None;
    for team in 0..lines.len().pow(people as u32) {
        let line = |p: usize| lines[team / lines.len().pow(p as u32) % lines.len()];
        let combo =
            |d: usize| (0..people).map(|p| line(p)[d] * options.pow(p as u32)).sum::<usize>();
        if (0..3).all(|d| good[d][combo(d)]) {
            let shifts = (0..people).flat_map(line).filter(|k| *k > 0).count() as f64;
            best = Some(best.map_or(384.0 * shifts, |b: f64| b.min(384.0 * shifts)));
        }
    }
    best
}

#[test]
fn small_rosters_cost_what_brute_force_finds_and_bounds_hold() {
    let people: String = ["Ada", "Bea", "Cyd"].map(|n| person(n, "")).concat();
    let mut seen = Vec::new();
    for calls in [20, 60, 100, 140, 180] {
        // Where no norm is owed, what is planned is what is paid.
        let scenario = small(calls, &people, "rules = { period-hours = false }");
        let own = setting(&scenario);
        let made = made(&scenario);
        match cheapest_by_force(&own) {
            None => assert!(!made.shortages.is_empty(), "{calls}"),
            Some(week) => {
                assert!(made.shortages.is_empty(), "{calls}");
                // Both weeks are alike, and nothing ties them.
                assert!((made.cost - 2.0 * week).abs() < 1e-6, "{calls}: {} and {week}", made.cost);
                assert!(made.stages[1].bound <= 2.0 * week + 1e-6, "{calls}: {:?}", made.stages[1]);
            }
        }
        seen.push((made.shortages.is_empty(), made.cost as u64));
    }
    seen.dedup();
    assert!(seen.len() >= 2, "the cases are too much alike: {seen:?}");
}

/// A line that never closes: nights, Sundays, public holidays, four weeks, some people protected.
fn night_and_day(people: usize, agents: u32, roster: &str) -> Scenario {
    let person = |k: usize| {
        let more = match k {
            0 => "protected = [\"child\"]",
            1 => "absent = [{ from = 2026-11-09, to = 2026-11-13 }]",
            2 => "wishes = [{ prefer = \"early\", grade = 3 }, { off = 2026-11-14, grade = 2 }]",
            3 => "available = { sat = [], sun = [] }",
            _ => "",
        };
        format!("[[consultant]]\nname = \"P{k}\"\ngroup = \"desk\"\ncontract = \"full\"\n{more}\n")
    };
    let people: String = (0..people).map(person).collect();
    let text = format!(
        r#"title = "Night and day"
[calendar]
interval_minutes = 60
week_start = 2026-11-02
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
holidays = "PL"
[[line]]
id = "help"
open = "00:00"
close = "24:00"
open_on_holidays = true
aht = "4m"
[line.demand]
calls_per_week = 70
[[line.target]]
agents_min = {agents}
[[group]]
id = "desk"
lines = ["help"]
hourly_cost = 40
contracts = [{{ id = "full", weekly_hours = 40, days_per_week = 5 }}]
[[shift]]
id = "three"
groups = ["desk"]
starts = ["06:00", "14:00", "22:00"]
lengths = ["8h"]
breaks = [{{ length = "15m", paid = true, after = "3h", before_end = "3h" }}]
[cost]
sunday_premium = 1.0
holiday_premium = 1.0
{people}
[roster]
weeks = 4
evening_from = "20:00"
{roster}
"#
    );
    parse(&text, "night.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

#[test]
fn a_line_that_never_closes_has_lawful_rosters_too() {
    // Somebody is there in all of 672 hours. Norms are of 152 hours, less a week's for who is away: nine people
    // can do it, four have 568 hours.
    let flexible = "flexible_start = true";
    for (people, roster, covered) in [(18, "", true), (9, flexible, true), (4, flexible, false)] {
        let agents = 1;
        let scenario = night_and_day(people, agents, roster);
        let made = made(&scenario);
        let protected = &made.people[0];
        let nights = protected
            .days
            .iter()
            .filter(|d| d.shift.as_ref().is_some_and(|s| s.worked.span().to() > 1320))
            .count();
        assert_eq!(nights, 0);
        assert_eq!(made.shortages.is_empty(), covered, "{people}: {:#?}", made.stages);
        assert!(made.stages.iter().all(|s| s.bound <= s.value + 1e-9));
    }
}

/// A line of few calls that promises one person on duty, who is away from the phone a twentieth of the time and has a
/// break; so many people of forty hours.
fn lonely(people: usize) -> Scenario {
    let person =
        |k: usize| format!("[[consultant]]\nname = \"P{k}\"\ngroup = \"g\"\ncontract = \"full\"\n");
    let people: String = (0..people).map(person).collect();
    let text = format!(
        r#"title = "One is one"
[calendar]
week_start = 2026-11-02
[[line]]
id = "a"
open = "08:00"
close = "16:00"
aht = "4m"
[line.demand]
calls_per_week = 10
[[line.target]]
agents_min = 1
[[group]]
id = "g"
lines = ["a"]
hourly_cost = 40
shrinkage = 0.05
contracts = [{{ id = "full", weekly_hours = 40, days_per_week = 5 }}]
[[shift]]
id = "d"
groups = ["g"]
starts = ["08:00"]
lengths = ["8h"]
breaks = [{{ length = "15m", paid = true, after = "2h", before_end = "2h" }}]
{people}
[roster]
weeks = 1
"#
    );
    parse(&text, "lonely.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

#[test]
fn one_person_present_is_a_crew_of_one_and_two_cover_each_others_breaks() {
    let two = made(&lonely(2));
    assert!(two.shortages.is_empty(), "{:?}", two.shortages);
    assert!(two.coverage.iter().all(|row| row.crew_required == 1 && row.on_duty >= 1.0));
    // Alone, one has a break, and the line is empty then: half an interval each day.
    let one = made(&lonely(1));
    assert!(!one.shortages.is_empty());
    assert!(one.coverage.iter().filter(|row| row.on_duty < 1.0).count() == 5);
}
