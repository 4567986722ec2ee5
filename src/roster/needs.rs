//! Weeks with their classes, duties and needs, from the code of the shift plan.

use super::setting::{PlanWeek, Row};
use crate::domain::clock::{Grid, Weekday};
use crate::plan::closed_loop::Tightening;
use crate::plan::coverage::whole_parts;
use crate::plan::demand::{LineDemand, demand};
use crate::plan::requirements::{SetInterval, held_against, requirements};
use crate::plan::shift_plan::block::Week;
use crate::plan::shift_plan::build;
use crate::plan::shift_plan::curve::{scheduled, uniform_phone_share};
use crate::queue::Queue;
use crate::scenario::roster::RosterSettings;
use crate::scenario::{Consultant, Measure, Over, Scenario, Target};
use jiff::civil::Date;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// People of a group who answer the same of its lines, and who lead or do not, where leaders are asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Class {
    pub group: usize,
    pub lines: Vec<usize>,
    pub leads: bool,
    pub contracts: Vec<String>,
}

impl Class {
    /// Whether a person is one of these.
    pub fn holds(&self, settings: &RosterSettings, person: &Consultant) -> bool {
        self.group == person.group
            && self.lines == person.personal.lines
            && self.leads == leads(settings, person)
    }
}

/// Whether a person leads where that counts: on a line that asks for leaders.
fn leads(settings: &RosterSettings, person: &Consultant) -> bool {
    person.personal.leader && person.personal.lines.iter().any(|line| settings.leaders[*line] > 0)
}

pub(super) fn classes(scenario: &Scenario, settings: &RosterSettings) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    for person in &scenario.consultants {
        match classes.iter_mut().find(|class| class.holds(settings, person)) {
            Some(class) => class.contracts.push(person.contract.clone()),
            None => classes.push(Class {
                group: person.group,
                lines: person.personal.lines.clone(),
                leads: leads(settings, person),
                contracts: vec![person.contract.clone()],
            }),
        }
    }
    classes
}

/// The scenario with a group for each class, and the closing that the roster is for.
fn derived(scenario: &Scenario, settings: &RosterSettings, classes: &[Class]) -> Scenario {
    let mut derived = scenario.clone();
    derived.later_weeks.clear();
    derived.groups = classes
        .iter()
        .enumerate()
        .map(|(k, class)| {
            let mut group = scenario.groups[class.group].clone();
            group.id = format!("{}-{k}", group.id);
            group.lines = class.lines.clone();
            group.head_count = None;
            group.contracts.retain(|c| class.contracts.contains(&c.id));
            for contract in &mut group.contracts {
                let heads = class.contracts.iter().filter(|c| **c == contract.id).count();
                contract.heads = Some(heads as u32);
                contract.share_max = None;
            }
            group
        })
        .collect();
    for rule in &mut derived.shifts {
        let groups = std::mem::take(&mut rule.groups);
        rule.groups = (0..classes.len()).filter(|k| groups.contains(&classes[*k].group)).collect();
    }
    // The closing is decided: it becomes the only candidate.
    for (line, chosen) in derived.lines.iter_mut().zip(&settings.closing) {
        line.candidates = chosen.map(|k| line.candidates[k].clone()).into_iter().collect();
    }
    derived
}

/// A week with its needs; where days are said to be `busier`, their calls are multiplied.
pub(super) fn plan_week(
    of_week: &Scenario,
    settings: &RosterSettings,
    classes: &[Class],
    monday: Date,
    busier: &[(Weekday, f64)],
) -> PlanWeek {
    let scenario = derived(of_week, settings, classes);
    let choices = scenario.closings();
    let mut demand = demand(&scenario, &choices[0]);
    for line in &mut demand {
        for (t, calls) in line.calls.iter_mut().enumerate() {
            let day = scenario.calendar.grid.start_of(t).0;
            let factors = busier.iter().filter(|(busy, _)| *busy == day);
            *calls *= factors.map(|(_, factor)| factor).product::<f64>();
        }
    }
    let mut formula = requirements(&scenario, &demand);
    crews_alone(&scenario, &mut formula);
    keep_averages(&scenario, &demand, &mut formula, &Tightening::default());
    let sets = formula.clone();
    let led = led(settings, classes, &demand);
    PlanWeek::of(scenario, demand, (formula, sets, led), monday)
}

/// Leaders asked for in every interval in which their line is open.
fn led(settings: &RosterSettings, classes: &[Class], demand: &[LineDemand]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (line, least) in settings.leaders.iter().enumerate().filter(|(_, least)| **least > 0) {
        let leading = |k: &usize| classes[*k].leads && classes[*k].lines.contains(&line);
        let leading: Vec<(usize, f64)> =
            (0..classes.len()).filter(leading).map(|k| (k, 1.0)).collect();
        let open = demand[line].open.iter().enumerate().filter(|(_, open)| **open);
        rows.extend(open.map(|(interval, _)| Row {
            interval,
            classes: leading.clone(),
            need: f64::from(*least),
            led: Some(line),
        }));
    }
    rows
}

impl PlanWeek {
    fn of(
        scenario: Scenario,
        demand: Vec<LineDemand>,
        (formula, sets, led): (Vec<SetInterval>, Vec<SetInterval>, Vec<Row>),
        monday: Date,
    ) -> Self {
        let mut plain = scenario.clone();
        let none = Target::new(Measure::AgentsMin(0), Over::Interval);
        plain.lines.iter_mut().for_each(|l| l.targets = vec![none]);
        plain.costs.count_waiting = false;
        let week = build::week(&plain, &demand, &sets);
        let rows = rows(&week, &led);
        let mut at: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        rows.iter().enumerate().for_each(|(r, row)| at.entry(row.interval).or_default().push(r));
        let seam = seam(&rows, &week, scenario.calendar.grid);
        let tight = Tightening::default();
        Self { scenario, demand, formula, sets, led, tight, week, rows, at, seam, monday }
    }

    /// The week with other needs; its duties stay what they are.
    fn with(&self, sets: Vec<SetInterval>) -> Self {
        let (scenario, demand) = (self.scenario.clone(), self.demand.clone());
        Self::of(scenario, demand, (self.formula.clone(), sets, self.led.clone()), self.monday)
    }

    /// The week with stricter needs than the formula's.
    pub(super) fn tightened(&self, tight: Tightening) -> Self {
        let mut sets = tight.raised(&self.formula);
        keep_averages(&self.scenario, &self.demand, &mut sets, &tight);
        Self { tight, ..self.with(sets) }
    }

    /// The week with at least so many agents required: interval, lines and agents at the phone.
    pub(super) fn raised(&self, floors: &[(usize, Vec<usize>, u32)]) -> Self {
        let mut sets = self.formula.clone();
        for set in &mut sets {
            let mine =
                floors.iter().filter(|(t, lines, _)| (*t, lines) == (set.interval, &set.lines));
            let floor = mine.map(|(.., agents)| *agents).max().unwrap_or(0);
            set.required = set.required.map(|required| required.max(floor));
        }
        self.with(sets)
    }
}

/// The needs of a busier week on its busier days; other days keep theirs, though a promise over the week
/// would share the load with them. What was raised on a day stays raised.
pub(super) fn on_busier_days(calm: &PlanWeek, busy: PlanWeek, days: &[Weekday]) -> PlanWeek {
    let grid = calm.scenario.calendar.grid;
    let asked = |t: usize| days.contains(&grid.start_of(t).0);
    let mixed = |calm: &[SetInterval], busy: &[SetInterval]| -> Vec<SetInterval> {
        let sets = calm.iter().zip(busy);
        sets.map(|(calm, busy)| if asked(calm.interval) { busy } else { calm }.clone()).collect()
    };
    let formula = mixed(&calm.formula, &busy.formula);
    let mut sets = mixed(&calm.sets, &busy.sets);
    for (set, calm) in sets.iter_mut().zip(&calm.sets) {
        set.required = set.required.map(|required| required.max(calm.required_or_max()));
    }
    let mut demand = calm.demand.clone();
    for (line, busy) in demand.iter_mut().zip(&busy.demand) {
        for (t, calls) in line.calls.iter_mut().enumerate().filter(|(t, _)| asked(*t)) {
            *calls = busy.calls[t];
        }
    }
    let needs = (formula, sets, calm.led.clone());
    PlanWeek::of(calm.scenario.clone(), demand, needs, calm.monday)
}

/// Rows of the Monday morning before its first shift.
fn seam(rows: &[Row], week: &Week, grid: Grid) -> Vec<usize> {
    let mondays = week.duties.iter().filter(|d| d.day == Weekday::Mon);
    let first = mondays.map(|d| d.start).min().unwrap_or(0) / grid.minutes();
    (0..rows.len()).filter(|r| rows[*r].interval < first as usize).collect()
}

/// Lines that promise nothing of their queue ask for people on duty alone: their minimum crew, and more than their calls
/// keep busy, time away from the phone taken off. One who is there is one, though away from the phone for a while.
fn crews_alone(scenario: &Scenario, sets: &mut [SetInterval]) {
    for set in sets {
        let mut promises = set.lines.iter().flat_map(|l| &scenario.lines[*l].targets);
        let alone = promises.all(|target| !target.measure.is_of_queue());
        let Some(share) = uniform_phone_share(scenario, &set.groups).filter(|_| alone) else {
            continue;
        };
        let busy = match set.caller.patience_s {
            None if set.calls > 0.0 => (set.offered_load / share).floor() as u32 + 1,
            _ => u32::from(set.calls > 0.0),
        };
        (set.required, set.stable) = (Some(0), 0);
        set.crew = set.crew.max(busy);
    }
}

/// Steps by which what is needed is raised for a promise of a day or the week, at the most.
const MOST_STEPS: usize = 100_000;
/// Where so many agents or more are needed, a step is this part of them.
const FINE: u32 = 500;

/// Raises what sets need until every promise over days or the week holds.
fn keep_averages(
    scenario: &Scenario,
    demand: &[LineDemand],
    sets: &mut [SetInterval],
    tight: &Tightening,
) {
    for (line, data) in scenario.lines.iter().enumerate() {
        for target in 0..data.targets.len() {
            if data.targets[target].over != Over::Interval {
                keep_promise((scenario, demand), sets, (line, target), tight);
            }
        }
    }
}

/// Raises what sets need until a line's promise over days or the week holds.
fn keep_promise(
    (scenario, demand): (&Scenario, &[LineDemand]),
    sets: &mut [SetInterval],
    (line, number): (usize, usize),
    tight: &Tightening,
) {
    let target = scenario.lines[line].targets[number];
    if !target.measure.is_of_callers() {
        return;
    }
    let limit = target.measure.room();
    let grid = scenario.calendar.grid;
    let of_queue = |queue: Option<Queue>| {
        queue.map_or(f64::INFINITY, |queue| match target.measure {
            // Averaged over calls of which different shares count.
            Measure::ServiceLevel { within, .. } => {
                queue.missed_of(scenario.level_of, queue.patience_s(), (within.get(), limit))
            }
            measure => held_against(measure, scenario.level_of, &queue),
        })
    };
    // Whole people come on duty, so that some more are at the phone than are asked for.
    let with = |set: &SetInterval, agents: u32| -> f64 {
        let agents = f64::from(agents);
        let share = uniform_phone_share(scenario, &set.groups);
        let at_phone = share.map_or(agents, |share| scheduled(agents, share) * share);
        let moments = whole_parts(at_phone).into_iter();
        moments.map(|(weight, n)| weight * of_queue(set.queue(n as u32))).sum()
    };
    // Each step changes one set, and asks for all: what the others come to is known.
    let known: RefCell<BTreeMap<(usize, u32), f64>> = RefCell::default();
    let value = |sets: &[SetInterval], k: usize, more: u32| -> f64 {
        let agents = sets[k].required_or_max().saturating_add(more);
        let earlier = known.borrow().get(&(k, agents)).copied();
        earlier.unwrap_or_else(|| {
            let found = with(&sets[k], agents);
            known.borrow_mut().insert((k, agents), found);
            found
        })
    };
    let days: Vec<Option<Weekday>> = match target.over {
        Over::Week => vec![None],
        Over::Interval | Over::Day => Weekday::ALL.into_iter().map(Some).collect(),
    };
    for day in days {
        let limit = limit * tight.share(line, number, day);
        let mine: Vec<usize> = (0..sets.len())
            .filter(|k| sets[*k].lines.contains(&line) && sets[*k].calls > 0.0)
            .filter(|k| target.looks_at(grid, sets[*k].interval))
            .filter(|k| day.is_none_or(|d| grid.start_of(sets[*k].interval).0 == d))
            .collect();
        let at: Vec<usize> = sets.iter().map(|s| s.interval).collect();
        let calls = |k: usize| demand[line].calls[at[k]];
        let mut intervals: Vec<usize> = mine.iter().map(|k| at[*k]).collect();
        intervals.sort_unstable();
        intervals.dedup();
        let all: f64 = intervals.iter().map(|t| demand[line].calls[*t]).sum();
        let of_each: Vec<Vec<usize>> = intervals
            .iter()
            .map(|t| mine.iter().filter(|k| at[**k] == *t).copied().collect())
            .collect();
        // A line waits as long as in the slowest queue of the sets that hold it: that set, its value, and what one more
        // agent takes off it.
        let slowest = |sets: &[SetInterval], here: &[usize]| {
            let values = here.iter().map(|k| (*k, value(sets, *k, 0)));
            let (k, v) = values.max_by(|a, b| a.1.total_cmp(&b.1))?;
            Some((k, v, calls(k) * (v - value(sets, k, 1))))
        };
        let mut worst: Vec<(usize, f64, f64)> =
            of_each.iter().filter_map(|here| slowest(sets, here)).collect();
        for _ in 0..MOST_STEPS {
            let mean = worst.iter().map(|(k, v, _)| calls(*k) * v).sum::<f64>() / all.max(1e-9);
            if mean <= limit {
                break;
            }
            let order = |a: &usize, b: &usize| {
                let (a, b) = (worst[*a], worst[*b]);
                a.2.total_cmp(&b.2).then(b.0.cmp(&a.0))
            };
            let Some(best) = (0..worst.len()).max_by(order) else { break };
            let (k, _, gain) = worst[best];
            if gain <= 0.0 {
                break;
            }
            sets[k].required = sets[k].required.map(|n| n + (n / FINE).max(1));
            if let Some(next) = slowest(sets, &of_each[best]) {
                worst[best] = next;
            }
        }
    }
}

fn rows(week: &Week, led: &[Row]) -> Vec<Row> {
    let mut rows = Vec::new();
    for block in &week.blocks {
        for cover in block.body.covers.iter().filter(|c| c.need > 0.0) {
            rows.push(Row {
                interval: block.interval_ids[cover.interval],
                classes: cover.groups.clone(),
                need: cover.need,
                led: None,
            });
        }
    }
    rows.extend_from_slice(led);
    rows.sort_by_key(|row| row.interval);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::coverage::Service;
    use crate::roster::setting::Setting;
    use crate::scenario::validate::parse;

    const DESK: &str = r#"
title = "Two days"
[calendar]
interval_minutes = 60
week_start = 2026-11-02
days = ["mon", "tue"]
[[line]]
id = "city"
open = "08:00"
close = "12:00"
aht = "5m"
[line.demand]
calls_per_week = 300
[[line.target]]
mean_wait = "60s"
over = "day"
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 40
shrinkage = 0.15
contracts = [{ id = "full", weekly_hours = 40, days_per_week = 5 }]
[[shift]]
id = "day"
groups = ["desk"]
starts = ["08:00"]
lengths = ["4h"]
[[consultant]]
name = "A"
group = "desk"
contract = "full"
[roster]
weeks = 1
"#;

    /// Mean wait of a day by the formula when so many are on duty as are needed.
    fn mean_wait(week: &PlanWeek, day: Weekday) -> f64 {
        let grid = week.scenario.calendar.grid;
        let mut duty = vec![vec![0.0; grid.per_week()]];
        week.rows.iter().for_each(|row| duty[0][row.interval] = row.need);
        let sets = week.sets.iter().filter(|set| grid.start_of(set.interval).0 == day);
        let (mut waited, mut calls) = (0.0, 0.0);
        for set in sets {
            let service = Service::of(&week.scenario, set, &duty);
            waited += set.calls * service.mean_wait_s(set.caller);
            calls += set.calls;
        }
        waited / calls
    }

    #[test]
    fn needs_keep_an_average_and_a_stricter_one_where_it_is_asked_for() {
        let scenario = parse(DESK, "desk.toml", &|_| Err("none".into())).unwrap();
        let settings = scenario.roster.as_ref().unwrap();
        let setting = Setting::new(&scenario, settings, scenario.calendar.week_start.unwrap());
        let plain = &setting.weeks[0];
        let total = |week: &PlanWeek| week.rows.iter().map(|r| r.need).sum::<f64>();
        // What an agent fewer anywhere would break is not spared; what is there suffices.
        assert!(mean_wait(plain, Weekday::Mon) <= 60.0 && mean_wait(plain, Weekday::Tue) <= 60.0);
        let fewer = (0..plain.rows.len()).map(|r| {
            let mut week = plain.clone();
            week.rows[r].need -= 1.0;
            mean_wait(&week, Weekday::Mon).max(mean_wait(&week, Weekday::Tue))
        });
        assert!(fewer.fold(0.0, f64::max) > 60.0);
        // A fifth of the limit on Monday alone: Tuesday stays as it is.
        let strict = plain.tightened(Tightening::of_share((0, 0, Some(Weekday::Mon)), 0.2));
        assert!(mean_wait(&strict, Weekday::Mon) <= 12.0);
        assert_eq!(mean_wait(&strict, Weekday::Tue), mean_wait(plain, Weekday::Tue));
        assert!(total(&strict) > total(plain));
    }
}
