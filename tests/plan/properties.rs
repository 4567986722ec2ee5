//! What must hold for every scenario, tried on random ones.

mod model;
mod random;

use model::{Model, Rule};
use obsada::domain::error::Error;
use obsada::domain::units::Language;
use obsada::report::{csv, json, text};
use obsada::scenario::{Scenario, validate::parse};
use obsada::solve::{Options, Promise, solve};
use obsada::wire::answer::{Candidate, Plan, Status};
use obsada::{plan::demand, plan::requirements, witness::check};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Numbers of the scenarios tried.
const NUMBERS: std::ops::Range<u64> = 0..84;
/// The gap asked for: what must hold, holds for any.
const GAP: f64 = 0.01;
/// What two sums of money may differ by and still be equal.
const CENT: f64 = 1e-6;

/// A scenario and what came of it.
struct Case {
    seed: u64,
    model: Model,
    result: Result<Plan, Error>,
}

fn read(model: &Model) -> Scenario {
    let text = model.toml();
    let no_csv = |_: &str| Err("none".into());
    parse(&text, "random.toml", &no_csv).unwrap_or_else(|problems| {
        panic!("{}\n{text}", Error::Input(problems));
    })
}

fn options() -> Options<'static> {
    Options { gap: GAP, promise: Promise::Formula, ..Options::default() }
}

fn solved(model: &Model) -> Result<Plan, Error> {
    let result = solve(&read(model), &options());
    match &result {
        Ok(_) | Err(Error::Infeasible(_)) => result,
        Err(other) => panic!("{other}\n{}", model.toml()),
    }
}

fn case(seed: u64) -> Case {
    let model = random::model(seed);
    let result = solved(&model);
    Case { seed, model, result }
}

/// Every scenario with its plan, made once.
fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| NUMBERS.map(case).collect())
}

/// The same scenario varied, and what came of it.
fn varied(case: &Case, change: impl FnOnce(&mut Model)) -> Case {
    let mut model = case.model.clone();
    change(&mut model);
    let result = solved(&model);
    Case { seed: case.seed, model, result }
}

type Candidates<'p> = BTreeMap<&'p BTreeMap<String, String>, &'p Candidate>;

/// Candidates by their closing times; none where no closing can be staffed.
fn candidates(result: &Result<Plan, Error>) -> Candidates<'_> {
    let all = result.as_ref().map_or(&[][..], |plan| &plan.candidates);
    all.iter().map(|c| (&c.closing, c)).collect()
}

/// What is allowed more never costs more, nor turns out impossible: how many closings showed it.
fn never_costs_more(freer: &Case, bound_by: &Case, what: &str) -> usize {
    let freer_candidates = candidates(&freer.result);
    let mut shown = 0;
    for (closing, candidate) in candidates(&bound_by.result) {
        let Some(objective) = candidate.objective else { continue };
        let found = freer_candidates.get(closing).and_then(|c| c.bound);
        assert!(
            found.is_some_and(|bound| bound <= objective + CENT),
            "scenario {}, {what}: {closing:?} costs {objective} before, at least {found:?} after\n\
             before:\n{}\nafter:\n{}",
            bound_by.seed,
            bound_by.model.toml(),
            freer.model.toml()
        );
        shown += 1;
    }
    shown
}

#[test]
fn most_scenarios_can_be_staffed_and_are_varied() {
    let cases = cases();
    let planned: Vec<&Plan> = cases.iter().filter_map(|c| c.result.as_ref().ok()).collect();
    assert!(planned.len() * 3 >= cases.len() * 2, "{} of {}", planned.len(), cases.len());
    assert!(planned.len() < cases.len(), "no scenario is impossible");
    let having = |what: &dyn Fn(&Plan) -> bool| planned.iter().filter(|p| what(p)).count();
    assert!(having(&|p| p.candidates.len() > 1) >= 10);
    assert!(having(&|p| p.intervals.iter().any(|i| !i.exact)) >= 5);
    assert!(having(&|p| p.intervals.iter().any(|i| i.lines.len() > 1 && i.exact)) >= 5);
    assert!(having(&|p| p.shifts.iter().any(|s| s.end < s.start)) >= 2);
    assert!(having(&|p| p.shifts.iter().any(|s| s.breaks.len() > 1)) >= 2);
    assert!(having(&|p| p.intervals.iter().any(|i| i.agents_at_phone < i.agents)) >= 10);
    let proven = having(&|p| p.solver.status != Status::Limit);
    assert!(proven * 10 >= planned.len() * 9, "{proven} of {} are proven", planned.len());
}

#[test]
fn every_plan_passes_the_check_and_is_as_good_as_its_status_says() {
    cases().iter().for_each(as_good_as_its_status_says);
}

fn as_good_as_its_status_says(case: &Case) {
    let Ok(plan) = &case.result else { return };
    let told = || format!("scenario {}\n{}", case.seed, case.model.toml());
    assert!(plan.check.passed && plan.check.violations.is_empty(), "{}", told());
    let own = plan.candidates.iter().find(|c| c.closing == plan.closing).unwrap();
    assert_eq!(own.objective, Some(plan.solver.objective), "{}", told());
    assert_eq!((own.bound, own.status), (Some(plan.solver.bound), plan.solver.status));
    for candidate in &plan.candidates {
        let (Some(objective), Some(bound)) = (candidate.objective, candidate.bound) else {
            assert_eq!(candidate.status, Status::Infeasible, "{}", told());
            continue;
        };
        assert!(bound <= objective, "{bound} {objective} {}", told());
        assert!(plan.solver.objective <= objective * (1.0 + 1e-6), "{}", told());
        let gap = if objective > 0.0 { (objective - bound) / objective } else { 0.0 };
        assert!((candidate.gap.unwrap() - gap).abs() <= 1e-12, "{}", told());
        let consistent = match candidate.status {
            Status::Optimal => gap <= 1e-6,
            Status::Gap => gap <= GAP + 1e-9,
            Status::Limit => gap > 1e-6,
            Status::Infeasible | Status::Unknown => false,
        };
        assert!(consistent, "{:?} with a gap of {gap}; {}", candidate.status, told());
    }
}

#[test]
fn every_report_can_be_written_and_read() {
    for case in cases() {
        let told = || format!("scenario {}\n{}", case.seed, case.model.toml());
        for language in [Language::Pl, Language::En] {
            let text = match &case.result {
                Ok(plan) => text::plan(plan, language),
                Err(Error::Infeasible(cause)) => text::infeasible(cause, language),
                Err(other) => panic!("{other}"),
            };
            assert!(!text.trim().is_empty(), "{}", told());
            let long = text.lines().find(|line| line.chars().count() > 80);
            assert_eq!(long, None, "{}", told());
        }
        let Ok(plan) = &case.result else { continue };
        let read_back = check::parse_plan(&json::plan(plan).unwrap(), "plan.json").unwrap();
        assert_eq!(&read_back, plan, "{}", told());
        assert!(check::check(&read(&case.model), &read_back).passed(), "{}", told());
        let rows =
            |table: &str| ::csv::Reader::from_reader(table.as_bytes()).records().flatten().count();
        assert_eq!(rows(&csv::intervals(plan)), plan.intervals.len(), "{}", told());
        assert_eq!(rows(&csv::shifts(plan)), plan.shifts.len(), "{}", told());
    }
}

#[test]
fn a_looser_promise_never_costs_more() {
    let mut shown = 0;
    for case in cases() {
        let all = case.seed.is_multiple_of(2);
        let looser = varied(case, |model| {
            let targets = model.lines.iter_mut().flat_map(|l| &mut l.targets);
            targets.take(if all { usize::MAX } else { 1 }).for_each(|t| *t = t.looser());
        });
        shown += never_costs_more(&looser, case, "looser promises");
    }
    assert!(shown >= 40, "{shown}");
}

#[test]
fn one_more_head_never_costs_more() {
    let mut shown = 0;
    for case in cases() {
        let limits = case.model.clone().heads().len();
        if limits > 0 {
            let one = case.seed as usize % limits;
            let more = varied(case, |model| *model.heads()[one] += 1);
            shown += never_costs_more(&more, case, "one more head");
        }
    }
    assert!(shown >= 25, "{shown}");
}

#[test]
fn one_more_shift_rule_never_costs_more() {
    let mut shown = 0;
    for case in cases() {
        let more = varied(case, |model| {
            model.rules.push(Rule {
                id: "more".into(),
                groups: vec![model.groups[0].id.clone()],
                contracts: Vec::new(),
                starts: (8..12).map(|hour| 60 * hour).collect(),
                lengths: vec![120],
                breaks: Vec::new(),
            });
        });
        shown += never_costs_more(&more, case, "one more shift rule");
    }
    assert!(shown >= 40, "{shown}");
}

#[test]
fn the_order_of_lines_groups_and_shifts_does_not_change_the_cost() {
    let mut shown = 0;
    for case in cases() {
        let turned = varied(case, |model| {
            model.lines.reverse();
            model.groups.reverse();
            model.rules.reverse();
        });
        shown += never_costs_more(&turned, case, "another order");
        shown += never_costs_more(case, &turned, "the first order again");
    }
    assert!(shown >= 80, "{shown}");
}

#[test]
fn a_day_without_its_empty_evening_never_costs_more() {
    let mut shown = 0;
    for seed in NUMBERS {
        let model = random::short_and_long(seed);
        let scenario = read(&model);
        let closings = scenario.closings();
        assert_eq!(closings.len(), 2);
        let sets = |k: usize| {
            requirements::requirements(&scenario, &demand::demand(&scenario, &closings[k]))
        };
        let longer = sets(1);
        let shorter = sets(0);
        assert!(shorter.len() < longer.len());
        for set in &shorter {
            let same = longer.iter().find(|l| (l.interval, &l.lines) == (set.interval, &set.lines));
            let least = same.unwrap_or_else(|| panic!("{set:?} is gone\n{}", model.toml()));
            assert!(set.required <= least.required, "scenario {seed}: {set:?} {least:?}");
        }
        let Ok(plan) = solved(&model) else { continue };
        let [short, long] = &plan.candidates[..] else { panic!("two closings") };
        let Some(objective) = long.objective else { continue };
        assert!(
            short.bound.is_some_and(|bound| bound <= objective + CENT),
            "scenario {seed}: {:?} against {objective}\n{}",
            short.bound,
            model.toml()
        );
        shown += 1;
    }
    assert!(shown >= 40, "{shown}");
}

#[test]
fn threads_do_not_change_a_byte() {
    for case in cases() {
        let scenario = read(&case.model);
        let written = |result: &Result<Plan, Error>| match result {
            Ok(plan) => json::plan(plan).unwrap(),
            Err(error) => format!("{error:?}"),
        };
        // The first plan was made with as many threads as there are cores, at least two here.
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            written(&pool.install(|| solve(&scenario, &options())))
        };
        let first = written(&case.result);
        assert!(on(1) == first, "scenario {}\n{}", case.seed, case.model.toml());
    }
}
