//! Small weeks planned and tried out: the planner's week is the cheapest of all.
//!
//! Each scenario has one or two days of four to six intervals, one or two lines, one to three groups
//! and a handful of shifts, so that every staffing with every place of the breaks can be tried. The
//! trial knows the rules from their description only: Erlang's formula as a sum, minutes on duty, and
//! averages by calls.

mod instances;
mod queue;
mod truth;

use obsada::plan::demand::demand;
use obsada::plan::milp::Solver;
use obsada::plan::requirements::requirements;
use obsada::plan::shift_plan::block::Week;
use obsada::plan::shift_plan::build::week;
use obsada::plan::shift_plan::plan::{WeekPlan, deal_breaks};
use obsada::plan::shift_plan::plan_week;
use obsada::plan::shift_plan::search::{Outcome, Settings};
use obsada::scenario::Scenario;
use truth::{Crew, Truth, keeps, nobody, with};

fn planned(scenario: &Scenario, gap: f64) -> (Week, Outcome) {
    let closings = scenario.closings();
    let demand = demand(scenario, &closings[0]);
    let sets = requirements(scenario, &demand);
    let settings = Settings { solver: Solver::Default, gap, seconds_left: None };
    plan_week(week(scenario, &demand, &sets), scenario.calendar.grid, &settings)
}

/// What a plan comes to by the rules of the trial; `None` if it breaks any.
fn tried(scenario: &Scenario, week: &Week, plan: &WeekPlan) -> Option<f64> {
    let mut truth = Truth::new(scenario);
    let limits = truth.limits();
    let mut total = 0.0;
    let mut usage = vec![0.0; limits.len()];
    for day in scenario.calendar.days.iter() {
        let items = truth.items(*day);
        let mut crews: Vec<Crew> =
            (0..scenario.groups.len()).map(|g| nobody(scenario, g)).collect();
        for (block, plan) in week.blocks.iter().zip(&plan.blocks) {
            for (duty, people) in block.duty_ids.iter().zip(deal_breaks(block, plan)) {
                let duty = &week.duties[*duty];
                for breaks in people.iter().filter(|_| duty.day == *day) {
                    let slot = |(f, s): &(usize, usize)| block.body.families[*f].slots[*s].key;
                    let pause = breaks.first().map(slot);
                    let item = items.iter().find(|i| {
                        (i.group, i.contract, i.start, i.length, i.pause)
                            == (duty.group, duty.contract, duty.start, duty.length, pause)
                    })?;
                    crews[duty.group] = with(&crews[duty.group], item);
                }
            }
        }
        let choice = truth.choice(*day, &crews.iter().collect::<Vec<_>>())?;
        total += choice.cost;
        usage.iter_mut().zip(&choice.usage).for_each(|(sum, used)| *sum += used);
    }
    keeps(&usage, &limits).then_some(total)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs())
}

/// Plans the scenarios with these numbers and tries them out; how many have a plan and how many none.
fn compare(numbers: impl Iterator<Item = u64>) -> (usize, usize) {
    let (mut feasible, mut infeasible, mut unproven) = (0, 0, 0);
    for number in numbers {
        let scenario = instances::scenario(number);
        let best = Truth::new(&scenario).optimum();
        let (exact_week, exact) = planned(&scenario, 0.0);
        let (rough_week, rough) = planned(&scenario, 0.005);
        let Some(best) = best else {
            assert_eq!(exact, Outcome::Infeasible, "number {number} has no plan");
            assert_eq!(rough, Outcome::Infeasible, "number {number} has no plan");
            infeasible += 1;
            continue;
        };
        let (Outcome::Found(exact), Outcome::Found(rough)) = (exact, rough) else {
            panic!("number {number} has a plan of {best}");
        };
        let shown = (number, exact.objective(), exact.bound, exact.stopped, best);
        assert!(near(exact.objective(), best), "objective: {shown:?}");
        assert!(exact.bound <= best * (1.0 + 1e-6), "bound: {shown:?}");
        let own = tried(&scenario, &exact_week, &exact);
        assert!(own.is_some_and(|own| near(own, best)), "tried out {own:?}: {shown:?}");

        let shown = (number, rough.objective(), rough.bound, rough.stopped, best);
        assert!(rough.bound <= best * (1.0 + 1e-6), "rough bound: {shown:?}");
        assert!(rough.objective() >= best * (1.0 - 1e-6), "rough objective: {shown:?}");
        assert!(
            rough.stopped.is_some() || rough.objective() <= best * 1.006,
            "rough gap: {shown:?}"
        );
        let own = tried(&scenario, &rough_week, &rough);
        assert!(own.is_some_and(|own| near(own, rough.objective())), "tried {own:?}: {shown:?}");
        feasible += 1;
        unproven += usize::from(exact.stopped.is_some());
    }
    assert_eq!(unproven, 0, "of {feasible} optima so many are not proven");
    (feasible, infeasible)
}

#[test]
fn weeks_with_promises_for_every_interval_are_the_cheapest_there_are() {
    let (feasible, infeasible) = compare((0..36).map(|k| 2 * k));
    assert!(feasible >= 15 && infeasible >= 5, "{feasible} with a plan, {infeasible} without");
}

#[test]
fn weeks_with_promises_on_average_are_the_cheapest_there_are() {
    let (feasible, infeasible) = compare((0..36).map(|k| 2 * k + 1));
    assert!(feasible >= 15 && infeasible >= 5, "{feasible} with a plan, {infeasible} without");
}
