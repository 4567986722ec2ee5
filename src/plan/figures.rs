//! A week's shifts turned into the figures of the answer: lines, intervals, groups, evening.

use crate::domain::clock::{Grid, TimeOfDay, Weekday, clock_text};
use crate::domain::measure::{Direction, MeasureUnit};
use crate::domain::shift::PlannedShift;
use crate::plan::coverage::Service;
use crate::plan::demand::{Choice, LineDemand};
use crate::plan::requirements::{
    Caller, SetInterval, nearest_patience_s, pooled_required, sharing_sets, threshold_s,
};
use crate::scenario::{Closing, LevelOf, Line, Measure, Over, Scenario, Target};
use crate::wire::answer;
use std::collections::BTreeMap;

/// Where more than this share hang up, fewer than one in a million is answered, and those have no mean
/// wait that could be stated.
const NONE_ANSWERED: f64 = 1.0 - 1e-6;

/// One closing with its demand and sharing sets.
pub struct Situation<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The closing, a choice a line.
    pub choice: &'a Choice<'a>,
    /// Demand by line.
    pub demand: &'a [LineDemand],
    /// Sharing sets of every open interval.
    pub sets: &'a [SetInterval],
}

/// Relative room within which a promise counts as kept.
const TOLERANCE: f64 = 1e-6;

impl Situation<'_> {
    /// Label of each line's closing: the candidate's, else the latest end of the line's hours.
    pub fn closing(&self) -> BTreeMap<String, String> {
        (0..self.scenario.lines.len())
            .map(|l| (self.scenario.lines[l].id.clone(), self.closing_label(l)))
            .collect()
    }

    fn closing_label(&self, line: usize) -> String {
        closing_label(&self.scenario.lines[line], self.choice[line])
    }

    /// Opening hours of a line in the week.
    pub fn open_hours(&self, line: usize) -> f64 {
        self.demand[line].open_intervals() as f64 * self.scenario.calendar.grid.hours()
    }

    /// Cost of keeping the lines open.
    pub fn opening_cost(&self) -> f64 {
        let hour = self.scenario.costs.opening_hour.as_ref().map_or(0.0, |c| c.value.get());
        hour * (0..self.scenario.lines.len()).map(|l| self.open_hours(l)).sum::<f64>()
    }

    /// What callers experience in each sharing set and interval with these agents on duty.
    pub fn services(&self, on_duty: &[Vec<f64>]) -> Vec<Service> {
        self.sets.iter().map(|set| Service::of(self.scenario, set, on_duty)).collect()
    }

    /// Every interval row of the answer.
    pub fn intervals(&self, services: &[Service]) -> Vec<answer::Interval> {
        let grid = self.scenario.calendar.grid;
        self.sets
            .iter()
            .zip(services)
            .map(|(set, service)| {
                let (day, minute) = grid.start_of(set.interval);
                answer::Interval {
                    lines: self.ids(&set.lines),
                    day,
                    start: TimeOfDay::on_clock(minute),
                    calls: set.calls,
                    attempts: set.calls * service.attempts(set.caller),
                    aht_s: set.aht_s,
                    agents_required: set.required_or_max(),
                    crew_required: set.crew,
                    agents: service.agents,
                    agents_at_phone: service.at_phone,
                    mean_wait_s: service.mean_wait_s(set.caller),
                    service_level: service
                        .service_level(set.caller, self.strictest_threshold(&set.lines)),
                    p_abandon: set.caller.hang_up(service.mean_wait_s(set.caller)),
                    occupancy: service.occupancy(),
                    exact: set.exact,
                }
            })
            .collect()
    }

    fn ids(&self, lines: &[usize]) -> Vec<String> {
        let mut ids: Vec<String> =
            lines.iter().map(|l| self.scenario.lines[*l].id.clone()).collect();
        ids.sort();
        ids
    }

    fn strictest_threshold(&self, lines: &[usize]) -> f64 {
        let within = |target: &Target| target.measure.answered_within_s();
        lines
            .iter()
            .flat_map(|l| self.scenario.lines[*l].targets.iter().filter_map(within))
            .reduce(f64::min)
            .unwrap_or(crate::plan::requirements::DEFAULT_THRESHOLD_S)
    }

    /// What the callers of each line experience.
    pub fn lines(&self, services: &[Service]) -> Vec<answer::LineReport> {
        (0..self.scenario.lines.len()).map(|line| self.line(line, services)).collect()
    }

    fn line(&self, line: usize, services: &[Service]) -> answer::LineReport {
        let data = &self.scenario.lines[line];
        let moments = Moments::of(self, line, services);
        let within = threshold_s(self.scenario, line);
        let over_week = |value: &dyn Fn(&Moment<'_>) -> f64| moments.average(&|_| true, value);
        let mean_wait_s = over_week(&|m| m.mean_wait()).unwrap_or(0.0);
        let p_abandon = over_week(&|m| m.p_abandon()).unwrap_or(0.0);
        let answered_wait_s = over_week(&|m| m.answered_wait()).unwrap_or(0.0);
        let attempts: f64 = moments.0.iter().map(Moment::attempts).sum();
        let minute = self.scenario.costs.caller_minute.as_ref().map(|c| c.value.get());
        answer::LineReport {
            line: data.id.clone(),
            name: data.name.clone(),
            closing: self.closing_label(line),
            needs_stated: data.demand.needs.is_some(),
            calls_per_week: self.demand[line].total(),
            attempts_per_week: attempts,
            evening_calls_per_week: self.evening_calls(line),
            calls_outside_hours: self.demand[line].outside_hours,
            mean_wait_s,
            asa_s: if p_abandon < NONE_ANSWERED {
                answered_wait_s / (1.0 - p_abandon)
            } else {
                0.0
            },
            threshold_s: within,
            service_level: moments
                .share(&|_| true, &|m| m.service_level(within), &|m| m.level_base(within))
                .unwrap_or(1.0),
            service_level_of: self.scenario.level_of,
            p_abandon,
            formula_patience_s: nearest_patience_s(data),
            open_hours: self.open_hours(line),
            waiting_cost: minute
                .map(|price| price * attempts * mean_wait_s / 60.0)
                .filter(|cost| cost.is_finite()),
            waiting_cost_through_day: None,
            targets: data
                .targets
                .iter()
                .map(|t| moments.target(self.grid(), self.scenario.level_of, t))
                .collect(),
            through_day: None,
        }
    }

    /// A promise's value by the formula over a day or the week, as a share of what is promised (of a
    /// service level: the share that is late ÷ the share that may be); `None` without calls.
    pub fn strain(
        &self,
        line: usize,
        target: usize,
        day: Option<Weekday>,
        services: &[Service],
    ) -> Option<f64> {
        let target = &self.scenario.lines[line].targets[target];
        let moments = Moments::of(self, line, services);
        let counts = |m: &Moment<'_>| {
            target.looks_at(self.grid(), m.interval) && day.is_none_or(|d| d == m.day)
        };
        let value = moments.value(&counts, target.measure)?;
        Some(target.measure.strain(value))
    }

    fn grid(&self) -> Grid {
        self.scenario.calendar.grid
    }

    fn evening_calls(&self, line: usize) -> f64 {
        let grid = self.scenario.calendar.grid;
        (0..grid.per_week())
            .filter(|t| {
                let (day, minute) = grid.start_of(*t);
                self.demand[line].evening_from[day.index()].is_some_and(|from| minute >= from)
            })
            .map(|t| self.demand[line].calls[t])
            .sum()
    }

    /// Agents needed with shared and with separate crews in the intervals that a later close adds.
    pub fn evening(&self) -> Vec<answer::EveningNeed> {
        let grid = self.scenario.calendar.grid;
        let later = |line: usize, t: usize| {
            let (day, minute) = grid.start_of(t);
            !self.scenario.lines[line].candidates.is_empty()
                && self.demand[line].open[t]
                && self.demand[line].evening_from[day.index()].is_some_and(|from| minute >= from)
        };
        let mut needs = Vec::new();
        for t in 0..grid.per_week() {
            let open: Vec<usize> =
                (0..self.scenario.lines.len()).filter(|l| self.demand[*l].open[t]).collect();
            let sets = sharing_sets(self.scenario, &open);
            let largest = |set: &&Vec<usize>| {
                !sets.iter().any(|s| s.len() > set.len() && set.iter().all(|l| s.contains(l)))
            };
            for set in sets.iter().filter(largest).filter(|s| s.iter().any(|l| later(*l, t))) {
                needs.extend(self.evening_need(t, set));
            }
        }
        needs
    }

    fn evening_need(&self, t: usize, set: &[usize]) -> Option<answer::EveningNeed> {
        let mut lines = set.to_vec();
        lines.sort_by(|a, b| self.scenario.lines[*a].id.cmp(&self.scenario.lines[*b].id));
        let alone = |l: &usize| pooled_required(self.scenario, self.demand, t, &[*l]);
        let (day, minute) = self.scenario.calendar.grid.start_of(t);
        Some(answer::EveningNeed {
            day,
            start: TimeOfDay::on_clock(minute),
            lines: self.ids(&lines),
            calls: lines.iter().map(|l| self.demand[*l].calls[t]).collect(),
            separate: lines.iter().map(alone).collect::<Option<Vec<u32>>>()?,
            shared: pooled_required(self.scenario, self.demand, t, &lines)?,
        })
    }
}

/// A line in one interval: the services of the sets that hold it.
struct Moment<'s> {
    interval: usize,
    day: Weekday,
    calls: f64,
    caller: Caller,
    services: Vec<&'s Service>,
}

impl Moment<'_> {
    /// Calls offered, with those of callers who call again.
    fn attempts(&self) -> f64 {
        if self.calls <= 0.0 {
            return 0.0;
        }
        let each = self.services.iter().map(|s| s.attempts(self.caller));
        self.calls * each.fold(1.0, f64::max)
    }

    fn mean_wait(&self) -> f64 {
        self.services.iter().map(|s| s.mean_wait_s(self.caller)).fold(0.0, f64::max)
    }

    fn p_abandon(&self) -> f64 {
        self.caller.hang_up(self.mean_wait())
    }

    fn answered_wait(&self) -> f64 {
        self.services.iter().map(|s| s.answered_wait_s(self.caller)).fold(0.0, f64::max)
    }

    fn service_level(&self, within_s: f64) -> f64 {
        self.services.iter().map(|s| s.service_level(self.caller, within_s)).fold(1.0, f64::min)
    }

    /// What the lowest service level over the sets is a share of.
    fn level_base(&self, within_s: f64) -> f64 {
        if self.services.iter().all(|s| s.counts_all()) {
            return 1.0;
        }
        let each = self.services.iter();
        let lowest = each
            .map(|s| (s.service_level(self.caller, within_s), s.level_base(self.caller, within_s)));
        lowest.reduce(|a, b| if b.0 < a.0 { b } else { a }).map_or(1.0, |(_, base)| base)
    }

    /// The worst over the sets that hold the line.
    fn value(&self, measure: Measure) -> f64 {
        let values = self.services.iter().map(|s| s.value(measure, self.caller));
        match measure.name().direction() {
            Direction::AtMost => values.fold(0.0, f64::max),
            Direction::AtLeast => values.fold(f64::INFINITY, f64::min),
        }
    }
}

/// The open intervals of a line.
struct Moments<'s>(Vec<Moment<'s>>);

impl<'s> Moments<'s> {
    fn of(situation: &Situation<'_>, line: usize, services: &'s [Service]) -> Self {
        let mut by_interval: BTreeMap<usize, Vec<&'s Service>> = BTreeMap::new();
        for (set, service) in situation.sets.iter().zip(services) {
            if set.lines.contains(&line) {
                by_interval.entry(set.interval).or_default().push(service);
            }
        }
        let moment = |(t, services)| Moment {
            interval: t,
            day: situation.scenario.calendar.grid.start_of(t).0,
            calls: situation.demand[line].calls[t],
            caller: Caller::of(&situation.scenario.lines[line]),
            services,
        };
        Self(by_interval.into_iter().map(moment).collect())
    }

    /// Mean over the calls of the intervals that count; `None` without calls.
    fn average(
        &self,
        counts: &dyn Fn(&Moment<'_>) -> bool,
        value: &dyn Fn(&Moment<'_>) -> f64,
    ) -> Option<f64> {
        self.share(counts, value, &|_| 1.0)
    }

    /// Mean over a share of the calls of the intervals that count; `None` without calls.
    fn share(
        &self,
        counts: &dyn Fn(&Moment<'_>) -> bool,
        value: &dyn Fn(&Moment<'_>) -> f64,
        base: &dyn Fn(&Moment<'_>) -> f64,
    ) -> Option<f64> {
        let counted = self.0.iter().filter(|m| m.calls > 0.0 && counts(m));
        let (calls, sum) = counted.fold((0.0, 0.0), |(calls, sum), m| {
            let calls_here = m.attempts() * base(m);
            (calls + calls_here, sum + calls_here * value(m))
        });
        (calls > 0.0).then(|| sum / calls)
    }

    /// What a promise looks at, together over the intervals that count.
    fn value(&self, counts: &dyn Fn(&Moment<'_>) -> bool, measure: Measure) -> Option<f64> {
        let base =
            |m: &Moment<'_>| measure.answered_within_s().map_or(1.0, |within| m.level_base(within));
        self.share(counts, &|m| m.value(measure), &base)
    }

    /// A target with the worst value reached over what it is averaged over.
    fn target(&self, grid: Grid, level_of: LevelOf, target: &Target) -> answer::TargetReport {
        let looks = |m: &&Moment<'_>| target.looks_at(grid, m.interval);
        let here = || self.0.iter().filter(looks);
        let over = |day: Option<Weekday>| {
            let counts = |m: &Moment<'_>| looks(&m) && day.is_none_or(|d| d == m.day);
            self.value(&counts, target.measure)
        };
        let value = |m: &Moment<'_>| m.value(target.measure);
        let people = target.measure.name().unit() == MeasureUnit::Agents;
        let values: Vec<f64> = match (target.measure.is_of_callers(), target.over) {
            (false, _) if people => here().map(value).collect(),
            (false, _) | (_, Over::Interval) => {
                here().filter(|m| m.calls > 0.0).map(value).collect()
            }
            (_, Over::Day) => Weekday::ALL.iter().filter_map(|d| over(Some(*d))).collect(),
            (_, Over::Week) => over(None).into_iter().collect(),
        };
        let values = values.into_iter();
        let measure = target.measure;
        let promised = measure.promised();
        let direction = measure.name().direction();
        let worst = match direction {
            Direction::AtMost => values.reduce(f64::max),
            Direction::AtLeast => values.reduce(f64::min),
        };
        let reached = worst.unwrap_or(measure.without_calls());
        let met = match direction {
            Direction::AtMost => reached <= promised * (1.0 + TOLERANCE),
            Direction::AtLeast => reached >= promised * (1.0 - TOLERANCE),
        };
        answer::TargetReport {
            measure: target.measure.name(),
            over: target.over,
            between: target.between,
            promised,
            within_s: target.measure.threshold_s(),
            service_level_of: target.measure.answered_within_s().map(|_| level_of),
            reached,
            met,
            through_day: None,
        }
    }
}

/// The scenario that an answer belongs to.
pub fn scenario_ref(scenario: &Scenario) -> answer::ScenarioRef {
    answer::ScenarioRef {
        title: scenario.title.clone(),
        sha256: scenario.source.sha256.clone(),
        file: scenario.source.file.clone(),
        currency: scenario.currency.clone(),
        locale: scenario.locale,
        interval_minutes: scenario.calendar.grid.minutes(),
    }
}

/// What was stated, estimated and assumed, in the order of the file.
pub fn assumptions(scenario: &Scenario) -> Vec<answer::AssumptionReport> {
    let told = |a: &crate::scenario::Assumption| answer::AssumptionReport {
        key: a.key.clone(),
        value: a.value.clone(),
        range: a.range.clone(),
        basis: a.basis,
        note: a.note.clone(),
    };
    scenario.assumptions.iter().map(told).collect()
}

/// Groups with what the shifts use of their contracts.
pub fn groups(scenario: &Scenario, shifts: &[PlannedShift]) -> Vec<answer::GroupReport> {
    scenario
        .groups
        .iter()
        .enumerate()
        .map(|(g, group)| {
            let contracts: Vec<answer::ContractReport> = group
                .contracts
                .iter()
                .enumerate()
                .map(|(c, contract)| {
                    let mine = shifts.iter().filter(|s| s.crew.group == g && s.contract == c);
                    contract_report(contract, &mine.collect::<Vec<_>>())
                })
                .collect();
            answer::GroupReport {
                group: group.id.clone(),
                name: group.name.clone(),
                lines: group.lines.iter().map(|l| scenario.lines[*l].id.clone()).collect(),
                paid_hours: contracts.iter().map(|c| c.paid_hours).sum(),
                contracts,
            }
        })
        .collect()
}

/// How a line's close is named: as the candidate is, or by the end of the hours.
pub fn closing_label(line: &Line, closing: Option<&Closing>) -> String {
    let ends = line.hours.iter().filter_map(|day| day.last());
    match closing {
        Some(closing) => closing.label.clone(),
        None => clock_text(ends.map(|s| s.to.minutes()).max().unwrap_or(0)),
    }
}

/// People whom the shifts of all groups need at least.
pub fn people_needed(groups: &[answer::GroupReport]) -> u32 {
    groups.iter().flat_map(|group| &group.contracts).map(|contract| contract.people_needed).sum()
}

fn contract_report(
    contract: &crate::scenario::Contract,
    shifts: &[&PlannedShift],
) -> answer::ContractReport {
    let on_day = |day: &Weekday| -> u32 {
        shifts.iter().filter(|s| s.crew.day == *day).map(|s| s.crew.count).sum()
    };
    let count: u32 = shifts.iter().map(|s| s.crew.count).sum();
    let paid_hours: f64 = shifts.iter().map(|s| s.paid_hours() * f64::from(s.crew.count)).sum();
    let most = Weekday::ALL.iter().map(on_day).max().unwrap_or(0);
    let by_hours = paid_hours * 60.0 / f64::from(contract.weekly_minutes);
    answer::ContractReport {
        contract: contract.id.clone(),
        shifts: count,
        paid_hours,
        people_needed: most
            .max(count.div_ceil(contract.days_per_week))
            .max((by_hours - 1e-9).ceil() as u32),
        heads: contract.heads,
    }
}
