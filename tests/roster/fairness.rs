//! Who gets which of the shifts: against all deals of small teams, counted by the test itself.

use obsada::roster::extra;
use obsada::roster::owed;
use obsada::roster::polish::{self, Later};
use obsada::roster::setting::{Assigned, Assignments, Setting};
use obsada::scenario::Scenario;
use obsada::scenario::validate::parse;

/// Three people of one contract, two weeks, early and late shifts, also at weekends.
const HEAD: &str = r#"
title = "Three"
[calendar]
interval_minutes = 60
week_start = 2026-11-16
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
[[line]]
id = "city"
open = "08:00"
close = "20:00"
aht = "4m"
[line.demand]
calls_per_week = 70
[[line.target]]
mean_wait = "2m"
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 48
contracts = [{ id = "full", weekly_hours = 32, days_per_week = 4 }]
[[shift]]
id = "day"
groups = ["desk"]
starts = ["08:00", "10:00", "12:00"]
lengths = ["8h", "6h"]
breaks = [{ length = "30m", paid = true, after = "2h", before_end = "2h" }]
[roster]
weeks = 2
settlement_weeks = 2
evening_from = "18:00"
"#;

/// What may tie the hands of those who deal.
const PEOPLE: [[&str; 3]; 6] = [
    ["", "", ""],
    [
        "available = { mon = [\"12:00-20:00\"], tue = [\"12:00-20:00\"], wed = [\"12:00-20:00\"] }",
        "",
        "",
    ],
    [
        "wishes = [{ prefer = \"late\", grade = 2 }]",
        "wishes = [{ prefer = \"early\", grade = 1 }]",
        "",
    ],
    ["absent = [2026-11-17, 2026-11-24]", "wishes = [{ off = 2026-11-18, grade = 3 }]", ""],
    [
        "fixed = [{ date = 2026-11-18, start = \"12:00\", length = \"8h\" }]",
        "carried_hours = 4",
        "",
    ],
    [
        "protected = [\"disability\"]",
        "",
        "wishes = [{ start = \"10:00\", date = 2026-11-23, grade = 2 }]",
    ],
];

fn three(more: &[&str; 3]) -> Scenario {
    let person = |(name, more): (&str, &&str)| {
        format!(
            "[[consultant]]\nname = \"{name}\"\ngroup = \"desk\"\ncontract = \"full\"\n{more}\n"
        )
    };
    let people: String = ["Ada", "Bea", "Cyd"].into_iter().zip(more).map(person).collect();
    let text = format!("{HEAD}{people}");
    parse(&text, "three.toml", &|_| Err("none".into())).unwrap_or_else(|e| panic!("{e:#?}"))
}

fn setting(scenario: &Scenario) -> Setting<'_> {
    let settings = scenario.roster.as_ref().unwrap();
    Setting::new(scenario, settings, scenario.calendar.week_start.unwrap())
}

/// Numbers that look drawn (Knuth's multiplier).
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// Whether somebody's days keep what the rules say of single days and of all.
fn lawful(setting: &Setting<'_>, p: usize, days: &[Option<Assigned>]) -> bool {
    let person = &setting.people[p];
    let may = |(d, a): (usize, &Option<Assigned>)| match a {
        Some(a) => setting.refusal(person, d, a.duty).is_none(),
        None => !setting.fixed(person, d),
    };
    days.iter().enumerate().all(may) && setting.broken(person, days).is_none()
}

/// Days on which something is dealt.
const DEALT: [usize; 6] = [0, 1, 2, 6, 7, 8];

/// A lawful grid, drawn.
fn drawn(setting: &Setting<'_>, drawn: &mut Drawn) -> Assignments {
    let mut grid: Assignments = vec![vec![None; setting.days()]; 3];
    for d in DEALT {
        for (p, days) in grid.iter_mut().enumerate() {
            let duties: Vec<usize> = setting.duties_of(&setting.people[p], d).collect();
            let fixed = setting.fixed(&setting.people[p], d);
            for _ in 0..40 {
                let duty = duties[drawn.below(duties.len())];
                days[d] =
                    (fixed || drawn.below(4) > 0).then(|| Assigned { duty, slots: Vec::new() });
                if lawful(setting, p, days)
                    || (fixed && setting.refusal(&setting.people[p], d, duty).is_none())
                {
                    break;
                }
                days[d] = None;
            }
        }
    }
    grid
}

/// The stages of one person, from what `docs/roster.md` says of them.
fn counted(setting: &Setting<'_>, p: usize, days: &[Option<Assigned>]) -> Later {
    let person = &setting.people[p];
    let consultant = &setting.scenario.consultants[p];
    let likes = |late: bool| {
        use obsada::scenario::roster::WishKind::{Early, Late};
        let own = &consultant.personal.wishes;
        own.iter().any(|w| if late { w.kind == Late } else { w.kind == Early })
    };
    let there = (0..setting.days())
        .filter(|d| setting.duties_of(person, *d).any(|k| setting.refusal(person, *d, k).is_none()))
        .count() as f64;
    let duty = |d: usize, a: &Assigned| setting.weeks[d / 7].week.duties[a.duty].clone();
    let shifts: Vec<_> =
        days.iter().enumerate().filter_map(|(d, a)| Some((d, duty(d, a.as_ref()?)))).collect();
    let late = |start: u32, length: u32| start + length > 18 * 60;
    let evenings = shifts.iter().filter(|(_, s)| late(s.start, s.length)).count();
    let against = match (likes(false), likes(true)) {
        (true, _) => evenings,
        (_, true) => shifts.len() - evenings,
        _ => 0,
    };
    let weekend = shifts.iter().filter(|(d, _)| d % 7 > 4).count();
    let paid: i64 = shifts.iter().map(|(_, s)| i64::from(s.paid_minutes)).sum();
    let idle = (person.hours.paid.iter().sum::<i64>() - paid).max(0) as f64 / 480.0;
    let evenings = if likes(true) { 0 } else { evenings };
    let squares = [evenings as f64, weekend as f64, against as f64, idle]
        .map(|n| (n * n / there * 1e6).round() as u64);
    let mut changes = 0;
    for (k, (d, s)) in shifts.iter().enumerate() {
        changes += u64::from(k > 0 && shifts[k - 1].1.start != s.start);
        changes += u64::from(shifts.iter().any(|(e, t)| e + 7 == *d && t.start != s.start));
    }
    // What is seen whole: a run from a day off to a day off, neither of them one of absence.
    let works = |d: usize| days[d].is_some();
    let off = |d: usize| !works(d) && !person.absent[d];
    let inner = || 1..days.len() - 1;
    let single = inner().filter(|d| works(*d) && off(d - 1) && off(d + 1)).count();
    let single_off = inner().filter(|d| off(*d) && works(d - 1) && works(d + 1)).count();
    let jump = shifts.windows(2).filter(|p| p[1].0 == p[0].0 + 1);
    let jump: u32 = jump.map(|p| p[0].1.start.abs_diff(p[1].1.start) / 15).sum();
    let missed = |d: usize| u64::from(setting.missed(person, d, days[d].as_ref().map(|a| a.duty)));
    Later {
        wishes: (0..days.len()).map(missed).sum(),
        // Nobody is full time, so no week is thin.
        uneven: (single + single_off) as u64,
        fairness: squares.iter().sum(),
        changes,
        jump: u64::from(jump),
    }
}

fn sum(all: impl Iterator<Item = Later>) -> Later {
    all.fold(Later::default(), |a, b| Later {
        wishes: a.wishes + b.wishes,
        uneven: a.uneven + b.uneven,
        fairness: a.fairness + b.fairness,
        changes: a.changes + b.changes,
        jump: a.jump + b.jump,
    })
}

/// What is least over all lawful deals of the shifts of each day: in the order of the stages; of changes alone; and of
/// wishes, then unfairness, whatever the days are like.
fn by_force(setting: &Setting<'_>, grid: &Assignments) -> Option<(Later, u64, (u64, u64))> {
    const ORDERS: [[usize; 3]; 6] =
        [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let mut best: Option<(Later, u64, (u64, u64))> = None;
    // What one person comes to depends on whose shift they get each day: 3⁶ hands of each.
    let hand = |p: usize, mut code: usize| {
        let mut days = vec![None; setting.days()];
        for d in DEALT {
            days[d].clone_from(&grid[code % 3][d]);
            code /= 3;
        }
        lawful(setting, p, &days).then(|| counted(setting, p, &days))
    };
    let hands: Vec<Vec<Option<Later>>> =
        (0..3).map(|p| (0..729).map(|code| hand(p, code)).collect()).collect();
    for deal in 0..6_usize.pow(6) {
        let (mut codes, mut rest, mut place) = ([0; 3], deal, 1);
        for _ in DEALT {
            (0..3).for_each(|p| codes[p] += ORDERS[rest % 6][p] * place);
            rest /= 6;
            place *= 3;
        }
        let [Some(a), Some(b), Some(c)] = [0, 1, 2].map(|p| hands[p][codes[p]]) else { continue };
        let all = sum([a, b, c].into_iter());
        let fair = (all.wishes, all.fairness);
        best = Some(best.map_or((all, all.changes, fair), |(later, changes, fairest)| {
            (later.min(all), changes.min(all.changes), fairest.min(fair))
        }));
    }
    best
}

#[test]
fn deals_come_to_what_brute_force_finds_and_bounds_hold() {
    let (mut cases, mut best, mut tight, mut worse) = (0, 0, 0, 0.0_f64);
    let (mut fair, mut proven, mut steady, mut uneven, mut even) = (0, 0, 0, 0, 0);
    for (k, people) in PEOPLE.iter().enumerate() {
        let scenario = three(people);
        let own = setting(&scenario);
        for seed in 0..8 {
            let mut grid = drawn(&own, &mut Drawn(1000 * k as u64 + seed));
            let Some((least, changes, (_, fairest))) = by_force(&own, &grid) else { continue };
            if (0..3).any(|p| !lawful(&own, p, &grid[p])) {
                continue;
            }
            cases += 1;
            let each = |grid: &Assignments| sum((0..3).map(|p| counted(&own, p, &grid[p])));
            assert_eq!(polish::total(&own, &grid), each(&grid));
            let before = (each(&grid), shifts(&grid));
            polish::polish(&own, &mut grid, &|| true);
            let after = each(&grid);
            assert_eq!(polish::total(&own, &grid), after);
            assert!(after <= before.0 && after >= least, "{k} {seed}: {after:?} {least:?}");
            assert_eq!(shifts(&grid), before.1, "coverage and cost stay");
            assert!((0..3).all(|p| lawful(&own, p, &grid[p])));
            let bound = polish::bound(&own, &grid);
            assert!(bound.wishes <= least.wishes, "{k} {seed}");
            if after.wishes == least.wishes {
                assert!(bound.fairness <= fairest, "{k} {seed}: {bound:?} {least:?}");
            }
            assert!(bound.changes <= changes, "{k} {seed}");
            best += u32::from(after == least);
            tight += u32::from(bound.fairness == fairest);
            uneven += least.uneven;
            steady += u32::from(bound.changes > 0);
            if (after.wishes, after.uneven) == (least.wishes, least.uneven) {
                even += 1;
                worse = worse.max(after.fairness as f64 / least.fairness.max(1) as f64);
            }
            (fair, proven) = (fair + fairest, proven + bound.fairness);
        }
    }
    eprintln!("{cases} cases, {best} best, {tight} proven, worst {worse}, {proven} of {fair}");
    assert!(cases >= 40 && best * 10 >= cases * 9 && worse < 1.03, "{cases} {best} {worse}");
    assert!(even * 20 >= cases * 19, "{even} of {cases} have the fewest single days");
    assert!(uneven > 0, "no case has a day that must stay single");
    assert!(proven * 100 >= fair * 99 && tight > 0, "{proven} of {fair}");
    assert!(steady * 2 > cases, "steadiness is bounded in {steady} of {cases}");
}

/// What is worked on each day.
fn shifts(grid: &Assignments) -> Vec<Vec<Option<Assigned>>> {
    let day = |d: usize| {
        let mut all: Vec<_> = grid.iter().map(|days| days[d].clone()).collect();
        all.sort_unstable();
        all
    };
    (0..grid[0].len()).map(day).collect()
}

#[test]
fn a_shift_more_is_given_where_it_costs_nothing_and_betters_somebodys_days() {
    let mut given = 0;
    for (k, people) in PEOPLE.iter().enumerate() {
        let scenario = three(people);
        let own = setting(&scenario);
        for seed in 0..8 {
            let mut grid = drawn(&own, &mut Drawn(2000 * k as u64 + seed));
            if (0..3).any(|p| !lawful(&own, p, &grid[p])) {
                continue;
            }
            polish::polish(&own, &mut grid, &|| true);
            let each = |grid: &Assignments| sum((0..3).map(|p| counted(&own, p, &grid[p])));
            let before = (each(&grid), shifts(&grid), owed::cost(&own, &grid));
            extra::polish_and_add(&own, &mut grid, &|| true);
            let after = each(&grid);
            assert!((after.wishes, after.uneven) <= (before.0.wishes, before.0.uneven));
            assert!(owed::cost(&own, &grid) <= before.2 + 1e-6, "{k} {seed}");
            assert!((0..3).all(|p| lawful(&own, p, &grid[p])));
            // Nothing that was worked on a day is gone.
            for (now, then) in shifts(&grid).iter().zip(&before.1) {
                let mut left = now.clone();
                for shift in then.iter().flatten() {
                    let at = left.iter().position(|s| s.as_ref() == Some(shift)).unwrap();
                    left.remove(at);
                }
            }
            given += u32::from(shifts(&grid) != before.1);
            // And no shift more of one person betters theirs.
            for (p, person) in own.people.iter().enumerate() {
                let now = counted(&own, p, &grid[p]);
                for d in (0..own.days()).filter(|d| grid[p][*d].is_none()) {
                    for duty in own.duties_of(person, d) {
                        let mut days = grid[p].clone();
                        let shift = Assigned { duty, slots: Vec::new() };
                        let free = own.added(d, &shift) < 1e-6;
                        days[d] = Some(shift);
                        let then = counted(&own, p, &days);
                        let better = then.uneven < now.uneven && then.wishes <= now.wishes;
                        assert!(!(better && free && lawful(&own, p, &days)), "{k} {seed} {p} {d}");
                    }
                }
            }
        }
    }
    assert!(given > 0, "{given}");
}
