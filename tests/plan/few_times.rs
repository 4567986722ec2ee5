//! Few shift times: plans against every choice of times there is, what nobody may claim of them, and what fewer cost.

use crate::dice::Dice;
use obsada::domain::error::Error;
use obsada::domain::units::Language;
use obsada::plan::through_day::Playing;
use obsada::report::text;
use obsada::scenario::{Scenario, validate::parse};
use obsada::solve::{Options, Promise, solve};
use obsada::wire::answer::{Cause, Plan};
use obsada::witness::check::check;

/// Hours from nine o'clock on.
const HOURS: usize = 5;
/// What an hour costs.
const PAY: f64 = 50.0;

/// Needs of two days by hour.
type Needs = [[u32; HOURS]; 2];

/// Shifts of two and three hours that begin at full hours and end by 14:00: start and length.
fn all_times() -> Vec<(usize, usize)> {
    let starts = (0..HOURS).flat_map(|start| [(start, 2), (start, 3)]);
    starts.filter(|(start, length)| start + length <= HOURS).collect()
}

fn of_needs(needs: Needs, most: Option<u32>) -> Scenario {
    let most = most.map(|most| format!("shift_times_max = {most}\n")).unwrap_or_default();
    let rules = all_times().into_iter().map(|(start, length)| {
        let hour = 9 + start;
        format!(
            "[[shift]]\nid = \"s{start}-{length}\"\ngroups = [\"g\"]\nstarts = [\"{hour:02}:00\"]\nlengths = [\"{length}h\"]\n"
        )
    });
    let text = format!(
        "title = \"Few times\"\n{most}[calendar]\ninterval_minutes = 60\ndays = [\"mon\", \"tue\"]\n[[line]]\nid = \"a\"\n\
         open = \"09:00\"\nclose = \"14:00\"\ndemand = {{ needs = \"a.csv\" }}\n[[group]]\nid = \"g\"\nlines = [\"a\"]\n\
         hourly_cost = {PAY}\n{}",
        rules.collect::<String>()
    );
    let csv = move |_: &str| {
        let days = ["mon", "tue"].into_iter().zip(needs);
        let rows = days.flat_map(|(day, needs)| {
            (9..).zip(needs).map(move |(hour, n)| format!("{day},{hour:02}:00,{n}\n"))
        });
        Ok(format!("day,start,consultants\n{}", rows.collect::<String>()))
    };
    parse(&text, "few.toml", &csv).unwrap_or_else(|problems| panic!("{}", Error::Input(problems)))
}

/// Least hours that cover a day with these times; infinite where they cannot.
fn least_hours(needs: &[u32; HOURS], times: &[(usize, usize)]) -> f64 {
    let most = *needs.iter().max().unwrap();
    let covered = |counts: &[u32]| {
        (0..HOURS).all(|hour| {
            let there = |(start, length): &(usize, usize)| (*start..start + length).contains(&hour);
            let people = times.iter().zip(counts).filter(|(time, _)| there(time));
            people.map(|(_, count)| count).sum::<u32>() >= needs[hour]
        })
    };
    let all = (most + 1).pow(times.len() as u32);
    let counts = (0..all).map(|code| {
        (0..times.len() as u32).map(|k| code / (most + 1).pow(k) % (most + 1)).collect::<Vec<u32>>()
    });
    let hours = |counts: &Vec<u32>| -> f64 {
        times.iter().zip(counts).map(|((_, length), n)| *length as f64 * f64::from(*n)).sum()
    };
    counts.filter(|counts| covered(counts)).map(|c| hours(&c)).fold(f64::INFINITY, f64::min)
}

/// Least cost of the week with so many times at the most.
fn least_cost(needs: &Needs, most: u32) -> f64 {
    let all = all_times();
    let subsets = (0_u32..1 << all.len()).filter(|set| set.count_ones() <= most);
    let cost = |set: u32| {
        let times: Vec<(usize, usize)> =
            (0..all.len()).filter(|k| set >> k & 1 == 1).map(|k| all[k]).collect();
        needs.iter().map(|day| least_hours(day, &times)).sum::<f64>() * PAY
    };
    subsets.map(cost).fold(f64::INFINITY, f64::min)
}

/// Shift times of a plan, counted from its rows.
fn used(plan: &Plan) -> usize {
    let times: std::collections::BTreeSet<_> =
        plan.shifts.iter().map(|shift| (shift.start, shift.end)).collect();
    times.len()
}

#[test]
fn few_times_are_chosen_nearly_as_well_as_can_be() {
    let mut dice = Dice::new(11, 70);
    let (mut tried, mut best, mut dearer) = (0, 0, 0.0_f64);
    for _ in 0..60 {
        let needs: Needs = std::array::from_fn(|_| std::array::from_fn(|_| dice.between(0, 3)));
        let most = dice.between(1, 3);
        let scenario = of_needs(needs, Some(most));
        let least = least_cost(&needs, most);
        match solve(&scenario, &Options { gap: 0.0, ..Options::default() }) {
            Ok(plan) => {
                assert!(used(&plan) <= most as usize, "{needs:?} {most}: {}", used(&plan));
                let times = plan.shift_times.as_ref().unwrap();
                assert_eq!((times.used.len(), times.most), (used(&plan), Some(most)));
                assert!(plan.cost_per_week >= least - 1e-6, "{} {least}", plan.cost_per_week);
                assert!(plan.solver.bound <= least + 1e-6, "{} {least}", plan.solver.bound);
                tried += 1;
                best += u32::from(plan.cost_per_week <= least + 1e-6);
                dearer = dearer.max(plan.cost_per_week / least - 1.0);
            }
            Err(Error::Infeasible(cause)) => {
                let Cause::ShiftTimes { most: allowed, least: known } = cause.cause else {
                    panic!("{needs:?}: {:?}", cause.cause)
                };
                assert!(allowed == most && known > most);
            }
            Err(other) => panic!("{other}"),
        }
    }
    println!("{best} of {tried} at the least cost, the worst {:.1}% above it", dearer * 100.0);
    assert!(tried >= 25 && best * 10 >= tried * 8, "{best} of {tried}");
}

#[test]
fn without_a_limit_no_more_is_paid_for_few_times() {
    let needs = [[1, 3, 2, 2, 1], [0, 2, 3, 1, 1]];
    let free = solve(&of_needs(needs, None), &Options { gap: 0.0, ..Options::default() }).unwrap();
    assert!((free.cost_per_week - least_cost(&needs, 7)).abs() < 1e-6);
    assert_eq!(free.shift_times.as_ref().map(|times| times.most), Some(None));
    assert_eq!(free.candidates[0].shift_times, Some(used(&free) as u32));
}

/// A line of a few calls that is open longer than any shift.
fn of_calls(most: Option<u32>) -> Scenario {
    let most = most.map(|most| format!("shift_times_max = {most}\n")).unwrap_or_default();
    let text = format!(
        "title = \"Calls\"\n{most}[calendar]\ndays = [\"mon\", \"tue\"]\n[[line]]\nid = \"a\"\nopen = \"08:00\"\nclose = \"18:00\"\n\
         aht = \"4m\"\n[line.demand]\ncalls_per_week = 260\nweekday_share = {{ mon = 0.6, tue = 0.4 }}\n[[line.target]]\n\
         mean_wait = \"90s\"\nover = \"day\"\n[[group]]\nid = \"g\"\nlines = [\"a\"]\nhourly_cost = {PAY}\n[[shift]]\nid = \"s\"\n\
         groups = [\"g\"]\nstarts = {{ from = \"08:00\", to = \"14:00\", every = \"1h\" }}\nlengths = [\"4h\", \"6h\"]\n"
    );
    let none = |_: &str| Err("none".to_owned().into());
    parse(&text, "calls.toml", &none)
        .unwrap_or_else(|problems| panic!("{}", Error::Input(problems)))
}

fn through_day(scenario: &Scenario, fewer_times: bool) -> Result<Plan, Error> {
    let promise = Promise::ThroughDay(Playing { weeks: Some(60), seed: 1 });
    solve(scenario, &Options { promise, fewer_times, ..Options::default() })
}

#[test]
fn promises_hold_through_the_day_with_few_times() {
    let free = through_day(&of_calls(None), false).unwrap();
    for most in [2, 3] {
        let plan = through_day(&of_calls(Some(most)), false).unwrap();
        assert!(plan.holds() && used(&plan) <= most as usize, "{}", used(&plan));
        assert!(plan.check.passed && plan.cost_per_week >= free.solver.bound - 1e-6);
    }
    // Ten hours take two shifts of six hours.
    let Err(Error::Infeasible(cause)) = through_day(&of_calls(Some(1)), false) else {
        panic!("one shift time does for ten hours")
    };
    assert!(matches!(cause.cause, Cause::ShiftTimes { most: 1, least } if least >= 2));
    for language in [Language::En, Language::Pl] {
        assert!(text::infeasible(&cause, language).contains("shift_times_max"));
    }
}

#[test]
fn what_fewer_times_cost_goes_up_and_is_what_a_limit_comes_to() {
    let plan = through_day(&of_calls(None), true).unwrap();
    let steps = plan.shift_times.as_ref().unwrap().fewer.as_ref().unwrap();
    let mut before = (used(&plan), plan.cost_per_week);
    for step in steps {
        assert!(step.used.len() < before.0 && step.cost_per_week >= before.1 - 0.01);
        before = (step.used.len(), step.cost_per_week);
    }
    assert!(before.0 <= 3, "{steps:?}");
    let shown = text::plan(&plan, Language::En);
    assert!(shown.contains("Shift times (a start with a length)"));
    assert!(steps.is_empty() || shown.contains("Plans of fewer shift times"));
}

#[test]
fn false_words_about_shift_times_are_found() {
    let scenario = of_calls(None);
    let plan = through_day(&scenario, true).unwrap();
    assert!(check(&scenario, &plan).passed());
    let used = used(&plan) as u32;
    // The same plan where fewer are allowed than it uses: it says so itself, and still has too many.
    let mut strict = scenario.clone();
    strict.shift_times.most = Some(used - 1);
    let mut told = plan.clone();
    told.shift_times.as_mut().unwrap().most = Some(used - 1);
    assert!(!check(&strict, &told).passed());
    let lies: [fn(&mut Plan); 4] = [
        |plan| plan.shift_times.as_mut().unwrap().used[0].shifts += 1,
        |plan| {
            plan.shift_times.as_mut().unwrap().used.pop();
        },
        |plan| plan.shift_times.as_mut().unwrap().most = Some(99),
        |plan| plan.candidates[0].shift_times = Some(99),
    ];
    for (number, lie) in lies.iter().enumerate() {
        let mut lied = plan.clone();
        lie(&mut lied);
        assert!(!check(&scenario, &lied).passed(), "lie {number}");
    }
}
