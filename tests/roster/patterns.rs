//! Patterns of days: the model's rule, the search for lines and the witness hold the same, at every boundary.

use obsada::domain::finding::Fault;
use obsada::domain::labour::{Reason, RuleId};
use obsada::roster::around::Around;
use obsada::roster::line::Line;
use obsada::roster::setting::{Assigned, Assignments, Setting};
use obsada::roster::{self, Options, Solved};
use obsada::scenario::Scenario;
use obsada::scenario::roster::{Days, PreviousDuty};
use obsada::scenario::validate::parse;
use obsada::witness::roster_check;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::collections::BTreeSet;

/// One person who may work early or in the evening on every day, under no rule but the pattern.
fn one(weeks: u32, pattern: &str) -> Scenario {
    let text = format!(
        r#"title = "One"
[calendar]
interval_minutes = 60
week_start = 2026-12-07
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
holidays = "PL"
[[line]]
id = "city"
open = "07:00"
close = "20:00"
aht = "4m"
open_on_holidays = true
[line.demand]
calls_per_week = 10
[[line.target]]
mean_wait = "10m"
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 40
contracts = [{{ id = "full", weekly_hours = 56, days_per_week = 7 }}]
[[shift]]
id = "any"
groups = ["desk"]
starts = ["07:00", "12:00"]
lengths = ["8h"]
[[consultant]]
name = "A"
group = "desk"
contract = "full"
[roster]
weeks = {weeks}
[roster.rules]
daily-rest = false
working-day = false
weekly-rest = false
weekly-hours = false
period-hours = false
weekly-cap = false
breaks = false
free-sunday = false
contract-days = false
{pattern}
"#
    );
    parse(&text, "one.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:?}"))
}

const PATTERNS: [(RuleId, &str); 7] = [
    (RuleId::MostDays, "most-days-in-a-row"),
    (RuleId::LeastDays, "least-days-in-a-row"),
    (RuleId::DaysOffTogether, "days-off-together"),
    (RuleId::EveningsInARow, "most-evenings-in-a-row"),
    (RuleId::EveningsAWeek, "most-evenings-a-week"),
    (RuleId::NoEarlyAfterEvening, "no-early-after-evening"),
    (RuleId::FreeWeekend, "free-weekend"),
];

/// The grid of a word: `E` early, `L` late, `-` off; a day on which nothing may be worked is off.
fn grid(setting: &Setting<'_>, word: &str) -> Assignments {
    let shift = |(d, letter): (usize, char)| {
        let start = match letter {
            'E' => 420,
            'L' => 720,
            _ => return None,
        };
        let person = &setting.people[0];
        let duties = &setting.weeks[d / 7].week.duties;
        let duty = setting
            .duties_of(person, d)
            .filter(|k| setting.refusal(person, d, *k).is_none())
            .find(|k| duties[*k].start == start)?;
        Some(Assigned { duty, slots: Vec::new() })
    };
    vec![word.chars().enumerate().map(shift).collect()]
}

/// The patterns that the model's rules find broken, and those that the witness does.
fn broken(scenario: &Scenario, word: &str) -> [BTreeSet<&'static str>; 2] {
    let settings = scenario.roster.as_ref().unwrap();
    let setting = Setting::new(scenario, settings, scenario.calendar.week_start.unwrap());
    let grid = grid(&setting, word);
    let code = |reason: Reason| {
        PATTERNS.iter().find(|(id, _)| id.reason() == reason).map(|(_, name)| *name)
    };
    let own = setting.breaches(&setting.people[0], &grid[0], 0, usize::MAX);
    let own = own.into_iter().filter_map(|(reason, _)| code(reason)).collect();
    let options = Options { playing: None, ..Options::default() };
    let roster = roster::answer(&setting, &Solved::unproven(grid), &options);
    let verdict = roster_check::check(scenario, &roster);
    let seen = verdict.findings.iter().filter_map(|f| match &f.fault {
        Fault::Rule(reason) => code(*reason),
        _ => None,
    });
    [own, seen.collect()]
}

fn holds(weeks: u32, pattern: &str, word: &str) -> bool {
    let [model, witness] = broken(&one(weeks, pattern), word);
    assert_eq!(model, witness, "{pattern}: {word}");
    model.is_empty()
}

#[test]
fn each_pattern_holds_up_to_its_boundary_and_not_beyond() {
    // Week of 7 December 2026, a Monday; no holiday within two weeks.
    let kept_and_broken = [
        ("most-days-in-a-row = 3", "EEE-EEE", "EEEE-EE"),
        // Across the border of two weeks.
        ("most-days-in-a-row = 3", "-----EEE------", "-----EEEE-----"),
        ("least-days-in-a-row = 2", "-EE--EE", "-EE-E--"),
        // What begins or ends unseen may be of any length.
        ("least-days-in-a-row = 2", "E--EE-E", "E-E-EE-"),
        ("least-days-in-a-row = 2", "------EE------", "------E-------"),
        ("days-off-together = 2", "-EE--EE", "EE-EE--"),
        ("days-off-together = 2", "EEEEE--EE-----", "EEEEEE-EEE----"),
        ("most-evenings-in-a-row = 2", "LLELL-L", "LLL----"),
        ("most-evenings-in-a-row = 2", "-----LLE------", "-----LLL------"),
        ("most-evenings-a-week = 3", "L-L-L-E", "L-L-L-L"),
        ("most-evenings-a-week = 3", "----LLLLLL----", "----LLLLLLL---"),
        ("no-early-after-evening = 2", "L--E--L", "L-E----"),
        ("no-early-after-evening = 1", "L-E-LL-", "LE-----"),
        ("no-early-after-evening = 2", "------L--E----", "------L-E-----"),
        ("free-weekend = 2", "EEEEEE-EEEEE--", "------E-----E-"),
        ("free-weekend = 3", "-----E------EE-------", "-----E------E------E-"),
    ];
    for (pattern, kept, broken) in kept_and_broken {
        let weeks = |word: &str| word.len() as u32 / 7;
        assert!(holds(weeks(kept), pattern, kept), "{pattern} is kept by {kept}");
        assert!(!holds(weeks(broken), pattern, broken), "{pattern} is broken by {broken}");
    }
    // Off unless asked for, and for the contracts that it is for.
    assert!(holds(1, "", "EEEEEEE"));
    let off = "most-days-in-a-row = { value = 3, off_for = [\"full\"] }";
    assert!(holds(1, off, "EEEEEEE"));
    assert!(!holds(1, "most-days-in-a-row = 3", "EEEEEEE"));
}

#[test]
fn a_day_of_absence_or_a_holiday_makes_no_run_too_short() {
    let away = |pattern: &str| {
        let mut scenario = one(1, pattern);
        let date = "2026-12-09".parse().unwrap();
        scenario.consultants[0].personal.absent = vec![Days { from: date, to: date }];
        scenario
    };
    // Wednesday away between two worked days, and beside a single one.
    for (pattern, word) in
        [("days-off-together = 2", "EE-EE--"), ("least-days-in-a-row = 2", "-E--EE-")]
    {
        assert!(!holds(1, pattern, word));
        assert_eq!(broken(&away(pattern), word), [BTreeSet::new(), BTreeSet::new()], "{word}");
    }
}

#[test]
fn what_was_worked_before_counts() {
    let with = |pattern: &str, days: &[&str]| {
        let mut scenario = one(1, pattern);
        let duty = |date: &&str| PreviousDuty {
            name: "A".into(),
            date: date.parse().unwrap(),
            start: 720,
            length: 480,
        };
        scenario.roster.as_mut().unwrap().previous = days.iter().map(duty).collect();
        scenario
    };
    let before = ["2026-12-02", "2026-12-05", "2026-12-06"];
    for (pattern, kept, worse) in [
        ("most-days-in-a-row = 3", "E-EE---", "EE-----"),
        ("most-evenings-in-a-row = 2", "E-LL---", "L------"),
        ("no-early-after-evening = 1", "L--E---", "E------"),
        ("days-off-together = 2", "--EE---", "-EE----"),
        ("least-days-in-a-row = 3", "EEE----", "-------"),
        ("free-weekend = 2", "EEEEE--", "-----E-"),
    ] {
        let scenario = with(pattern, &before);
        let [model, witness] = broken(&scenario, kept);
        assert_eq!((model.len(), witness.len()), (0, 0), "{pattern}: {kept}");
        let [model, witness] = broken(&scenario, worse);
        assert_eq!((model.len(), witness.len()), (1, 1), "{pattern}: {worse}");
    }
}

#[test]
fn rules_lines_and_witness_agree_on_drawn_days() {
    let mut rng = Pcg64::seed_from_u64(20261207);
    let mut seen = [0; 2];
    for _ in 0..60 {
        let pick: Vec<String> = PATTERNS
            .iter()
            .filter_map(|(_, name)| {
                let value: u32 = rng.random_range(1..4);
                rng.random_bool(0.4).then(|| format!("{name} = {value}"))
            })
            .collect();
        let mut scenario = one(2, &pick.join("\n"));
        if rng.random_bool(0.5) {
            let day = rng.random_range(7..21);
            let date = format!("2026-12-{day:02}").parse().unwrap();
            scenario.consultants[0].personal.absent = vec![Days { from: date, to: date }];
        }
        let settings = scenario.roster.as_ref().unwrap();
        let setting = Setting::new(&scenario, settings, scenario.calendar.week_start.unwrap());
        let mut draw = |n: usize| -> String {
            (0..n).map(|_| ['E', 'L', '-', '-'][rng.random_range(0..4)]).collect()
        };
        // A first week that some second week goes on from without breaking anything.
        let whole = |word: &str| {
            let days = grid(&setting, word).remove(0);
            setting.breaches(&setting.people[0], &days, 0, usize::MAX).is_empty()
        };
        let first = (0..100).find_map(|_| {
            let first = draw(7);
            (0..20).any(|_| whole(&format!("{first}{}", draw(7)))).then_some(first)
        });
        let Some(first) = first else { continue };
        let done = grid(&setting, &format!("{first}-------"));
        let week = setting.week_problem(1, Around::Before(&done), &[]);
        let agent = &week.problem.agents[0];
        let base = &setting.weeks[1].week.duties;
        for _ in 0..60 {
            let second = draw(7);
            let own = grid(&setting, &format!("{first}{second}"));
            let word: String = own[0]
                .iter()
                .enumerate()
                .map(|(d, a)| match a {
                    None => '-',
                    Some(a) if setting.weeks[d / 7].week.duties[a.duty].start == 420 => 'E',
                    Some(_) => 'L',
                })
                .collect();
            let [model, witness] = broken(&scenario, &word);
            assert_eq!(model, witness, "{pick:?}: {word}");
            // The same as a line of the second week.
            let days = (7..14).map(|d| {
                let duty = own[0][d].as_ref()?.duty;
                let start = base[duty].start;
                let choices = &agent.choices[d - 7];
                Some(choices.iter().position(|c| base[c.kind].start == start).map(|c| (c, vec![])))
            });
            let days: Vec<_> = days.collect();
            // A shift that the weekends forbid is no choice at all.
            let open = days.iter().all(|day| !matches!(day, Some(None)));
            let line = Line { days: days.into_iter().map(|day| day.flatten()).collect() };
            let allowed = open && agent.allows(&line);
            assert_eq!(allowed, model.is_empty(), "{pick:?}: {word} {model:?}");
            seen[usize::from(allowed)] += 1;
        }
    }
    assert!(seen.iter().all(|n| *n > 200), "{seen:?}");
}

#[test]
fn a_roster_with_patterns_is_made_and_keeps_them() {
    // Six people for two shifts a day, seven days a week; single days would be the easy way.
    let mut scenario = one(
        2,
        "most-days-in-a-row = 4\nleast-days-in-a-row = 2\ndays-off-together = 2\nfree-weekend = 2\nno-early-after-evening = 1",
    );
    let first = scenario.consultants[0].clone();
    scenario.consultants = ["A", "B", "C", "D", "E", "F"]
        .iter()
        .map(|name| obsada::scenario::Consultant { name: (*name).into(), ..first.clone() })
        .collect();
    let options = Options { playing: None, rounds: 12, ..Options::default() };
    let made = roster::roster(&scenario, &options).unwrap();
    let verdict = roster_check::check(&scenario, &made);
    assert!(verdict.passed(), "{:?}", verdict.findings);
    assert!(made.shortages.is_empty(), "{:?}", made.shortages);
    // By a count of its own: no single day off or worked inside the plan, four in a row at the most.
    for person in &made.people {
        let works: String =
            person.days.iter().map(|d| if d.shift.is_some() { 'x' } else { '-' }).collect();
        let inner = works.trim_matches('-');
        assert!(
            !inner.contains("x-x") && !works.contains("-x-") && !works.contains("xxxxx"),
            "{works}"
        );
    }
}
