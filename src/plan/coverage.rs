//! Shifts to intervals: who is on duty when, and what callers experience of it, half-hour by
//! half-hour.

use crate::domain::clock::{DAY_MINUTES, Grid, Weekday};
use crate::domain::shift::{Crew, Stretch};
use crate::plan::requirements::{Caller, SetInterval};
use crate::queue::Queue;
use crate::scenario::{LevelOf, Measure, Scenario};

/// Agents on duty by group and interval of the week, breaks taken off; fractional where a break
/// covers part of an interval.
pub fn on_duty(scenario: &Scenario, crews: &[Crew]) -> Vec<Vec<f64>> {
    let grid = scenario.calendar.grid;
    let mut agents = vec![vec![0.0; grid.per_week()]; scenario.groups.len()];
    for crew in crews {
        let (own, count) = (&mut agents[crew.group], f64::from(crew.count));
        let span = crew.worked.span();
        for minute in (span.from()..span.to()).step_by(grid.minutes() as usize) {
            own[grid.at(crew.day, minute)] += count;
        }
        for pause in crew.worked.breaks() {
            for (interval, share) in shares(grid, crew.day, *pause) {
                own[interval] -= share * count;
            }
        }
    }
    agents
}

/// People of a group through the week, by minute, breaks taken off where they are.
#[derive(Debug, Clone, Default)]
pub struct Presence {
    /// On duty.
    pub people: Vec<u32>,
    /// On duty in the minute before, and now not.
    pub leave: Vec<u32>,
    /// Breaks: the first minute, the first one after, and how many have them.
    pub breaks: Vec<(usize, usize, u32)>,
}

/// Who is on duty in every minute of the week, by group; who leaves and comes back.
pub fn presence(scenario: &Scenario, crews: &[Crew]) -> Vec<Presence> {
    let week = (7 * DAY_MINUTES) as usize;
    let nobody = Presence { people: vec![0; week], leave: vec![0; week], breaks: Vec::new() };
    let mut groups = vec![nobody; scenario.groups.len()];
    for crew in crews {
        let group = &mut groups[crew.group];
        let at = |minute: u32| (crew.day.index() * DAY_MINUTES as usize + minute as usize) % week;
        let here = crew.worked.on_duty();
        for (k, part) in here.iter().enumerate() {
            (part.from()..part.to()).for_each(|minute| group.people[at(minute)] += crew.count);
            group.leave[at(part.to())] += crew.count;
            if let Some(next) = here.get(k + 1) {
                group.breaks.push((at(part.to()), at(next.from()), crew.count));
            }
        }
    }
    groups
}

/// Intervals that a stretch of minutes touches, with the share of each that it takes.
fn shares(grid: Grid, day: Weekday, taken: Stretch) -> impl Iterator<Item = (usize, f64)> {
    let (step, from, to) = (grid.minutes(), taken.from(), taken.to());
    (from / step..to.div_ceil(step)).map(move |k| {
        let overlap = to.min((k + 1) * step) - from.max(k * step);
        (grid.at(day, k * step), f64::from(overlap) / f64::from(step))
    })
}

/// What callers of a sharing set experience in one interval.
///
/// Averages are over the calls offered, so a moment in which more call again counts for more.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Agents on duty who can answer any of the lines.
    pub agents: f64,
    /// Those at the phone.
    pub at_phone: f64,
    /// What service levels are shares of.
    level_of: LevelOf,
    /// The whole numbers at the phone that the interval is a mix of, with their shares.
    mix: Vec<(f64, Option<Queue>)>,
}

impl Service {
    /// The service of a set with these agents on duty, by group.
    ///
    /// A break over part of an interval makes it a mix of moments with one agent more and one
    /// fewer. With the same shrinkage for everyone a whole number on duty is itself a mix of two
    /// whole numbers at the phone; with different shrinkages the agents at the phone are mixed
    /// directly.
    pub fn of(scenario: &Scenario, set: &SetInterval, on_duty: &[Vec<f64>]) -> Self {
        let share = |g: &usize| 1.0 - scenario.groups[*g].shrinkage.value.get();
        let duty = |g: &usize| on_duty[*g][set.interval];
        let agents: f64 = set.groups.iter().map(duty).sum();
        let at_phone = set.groups.iter().map(|g| duty(g) * share(g)).sum();
        let first = set.groups.first().map_or(1.0, share);
        let uniform = set.groups.iter().all(|g| share(g) == first);
        let at: Vec<(f64, f64)> = if uniform {
            whole_parts(agents)
                .into_iter()
                .flat_map(|(weight, n)| {
                    whole_parts(n * first).into_iter().map(move |(w, m)| (weight * w, m))
                })
                .collect()
        } else {
            whole_parts(at_phone)
        };
        let mix = at.into_iter().map(|(w, n)| (w, set.queue(n as u32))).collect();
        let mix = if set.calls > 0.0 { mix } else { Vec::new() };
        Self { agents, at_phone, level_of: scenario.level_of, mix }
    }

    /// Mean over the moments; `unstable` where the queue grows without bound.
    fn over_time(&self, unstable: f64, of: impl Fn(&Queue) -> f64) -> f64 {
        self.mix.iter().map(|(w, queue)| w * queue.as_ref().map_or(unstable, &of)).sum()
    }

    /// Mean over the calls of callers like this.
    fn over_calls(&self, caller: Caller, unstable: f64, of: impl Fn(&Queue) -> f64) -> f64 {
        let attempts = |queue: &Queue| caller.attempts(caller.mean_wait_s(queue));
        self.over_time(unstable, |queue| attempts(queue) * of(queue))
            / self.over_time(1.0, attempts)
    }

    /// Calls offered for each first call of callers like this; 1 without calls.
    pub fn attempts(&self, caller: Caller) -> f64 {
        if self.mix.is_empty() {
            return 1.0;
        }
        self.over_time(1.0, |queue| caller.attempts(caller.mean_wait_s(queue)))
    }

    /// Mean wait of callers like this, seconds; 0 without calls, infinite where the queue grows without
    /// bound.
    pub fn mean_wait_s(&self, caller: Caller) -> f64 {
        if self.mix.is_empty() {
            return 0.0;
        }
        self.over_calls(caller, f64::INFINITY, |queue| caller.mean_wait_s(queue))
    }

    /// Mean wait of those who are answered, for each offered call of callers like this, seconds.
    pub fn answered_wait_s(&self, caller: Caller) -> f64 {
        if self.mix.is_empty() {
            return 0.0;
        }
        if caller.patience_s.is_none() {
            return self.mean_wait_s(caller);
        }
        let answered = |queue: &Queue| queue.seen_by(caller.patience_s).answered_wait_s;
        self.over_calls(caller, f64::INFINITY, answered)
    }

    /// Share answered within a threshold, of what the scenario's definition counts; 1 without calls.
    pub fn service_level(&self, caller: Caller, within_s: f64) -> f64 {
        if self.mix.is_empty() {
            return 1.0;
        }
        let in_time = |queue: &Queue| queue.service_level_of(caller.patience_s, within_s);
        let in_time = self.over_calls(caller, 0.0, in_time);
        self.level_of.level(in_time, self.level_base(caller, within_s))
    }

    /// Whether service levels are shares of all calls offered.
    pub fn counts_all(&self) -> bool {
        self.level_of == LevelOf::Offered
    }

    /// Share of the calls offered that a service level is a share of.
    pub fn level_base(&self, caller: Caller, within_s: f64) -> f64 {
        if self.mix.is_empty() || self.counts_all() {
            return 1.0;
        }
        self.over_calls(caller, 1.0, |queue| {
            queue.level_base(self.level_of, caller.patience_s, within_s)
        })
    }

    /// Share that waits longer than a threshold; 0 without calls.
    pub fn wait_exceeds(&self, caller: Caller, t_s: f64) -> f64 {
        if self.mix.is_empty() {
            return 0.0;
        }
        self.over_calls(caller, 1.0, |queue| queue.wait_exceeds_of(caller.patience_s, t_s))
    }

    /// What a promise to callers like this looks at.
    pub fn value(&self, measure: Measure, caller: Caller) -> f64 {
        match measure {
            Measure::MeanWait(_) => self.mean_wait_s(caller),
            Measure::AbandonmentMax(_) => caller.hang_up(self.mean_wait_s(caller)),
            Measure::ServiceLevel { within, .. } => self.service_level(caller, within.get()),
            Measure::LongWait { beyond, .. } => self.wait_exceeds(caller, beyond.get()),
            Measure::OccupancyMax(_) => self.occupancy(),
            Measure::AgentsMin(_) => self.agents,
        }
    }

    /// Share of the time at the phone spent on calls; 0 without calls.
    pub fn occupancy(&self) -> f64 {
        self.over_time(1.0, Queue::occupancy)
    }
}

/// A number as a mix of whole ones: weights and numbers.
pub fn whole_parts(number: f64) -> Vec<(f64, f64)> {
    let whole = (number + 1e-9).floor().max(0.0);
    let part = (number - whole).max(0.0);
    if part < 1e-6 { vec![(1.0, whole)] } else { vec![(1.0 - part, whole), (part, whole + 1.0)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_mixed_of_whole_ones() {
        assert_eq!(whole_parts(3.0), [(1.0, 3.0)]);
        assert_eq!(whole_parts(3.0 - 1e-12), [(1.0, 3.0)]);
        assert_eq!(whole_parts(3.25), [(0.75, 3.0), (0.25, 4.0)]);
    }

    #[test]
    fn a_break_past_midnight_takes_its_share() {
        let grid = Grid::new(30).unwrap();
        let touched: Vec<_> =
            shares(grid, Weekday::Sun, Stretch::new(1435, 1450).unwrap()).collect();
        assert_eq!(touched[0], (grid.per_week() - 1, 5.0 / 30.0));
        assert_eq!(touched[1], (0, 10.0 / 30.0));
    }
}
