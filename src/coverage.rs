//! Shifts to intervals: who is on duty when, and what callers experience of it, half-hour by
//! half-hour.

use crate::answer;
use crate::clock::{Grid, TimeOfDay, Weekday};
use crate::queue::ErlangC;
use crate::requirements::SetInterval;
use crate::scenario::Scenario;

/// Agents on duty by group and interval of the week, breaks taken off; fractional where a break
/// covers part of an interval.
pub fn on_duty(scenario: &Scenario, shifts: &[answer::Shift]) -> Vec<Vec<f64>> {
    let grid = scenario.calendar.grid;
    let mut agents = vec![vec![0.0; grid.per_week()]; scenario.groups.len()];
    for shift in shifts {
        let Some(group) = scenario.groups.iter().position(|g| g.id == shift.group) else {
            continue;
        };
        let Some((day, start, end)) = span(&shift.day, &shift.start, &shift.end) else { continue };
        let count = f64::from(shift.count);
        for minute in (start..end).step_by(grid.minutes() as usize) {
            agents[group][grid.at(day, minute)] += count;
        }
        for [from, to] in &shift.breaks {
            let Some((_, from, to)) = span(&shift.day, from, to) else { continue };
            let from = if from < start { from + crate::clock::DAY_MINUTES } else { from };
            let to = if to < from { to + crate::clock::DAY_MINUTES } else { to };
            for (interval, share) in shares(grid, day, from, to) {
                agents[group][interval] -= share * count;
            }
        }
    }
    agents
}

fn span(day: &str, start: &str, end: &str) -> Option<(Weekday, u32, u32)> {
    let (start, end) = (TimeOfDay::parse(start)?.minutes(), TimeOfDay::parse(end)?.minutes());
    let end = if end <= start { end + crate::clock::DAY_MINUTES } else { end };
    Some((Weekday::from_code(day)?, start, end))
}

/// Intervals that a stretch of minutes touches, with the share of each that it takes.
fn shares(grid: Grid, day: Weekday, from: u32, to: u32) -> impl Iterator<Item = (usize, f64)> {
    let step = grid.minutes();
    (from / step..to.div_ceil(step)).map(move |k| {
        let overlap = to.min((k + 1) * step) - from.max(k * step);
        (grid.at(day, k * step), f64::from(overlap) / f64::from(step))
    })
}

/// What callers of a sharing set experience in one interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Agents on duty who can answer any of the lines.
    pub agents: f64,
    /// Those at the phone.
    pub at_phone: f64,
    /// The whole numbers at the phone that the interval is a mix of, with their shares.
    mix: Vec<(f64, Option<ErlangC>)>,
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
        let queue = |n: f64| ErlangC::new(n as u32, set.offered_load, set.aht_s);
        let mix = at.into_iter().map(|(w, n)| (w, queue(n))).collect();
        let mix = if set.calls > 0.0 { mix } else { Vec::new() };
        Self { agents, at_phone, mix }
    }

    fn mean(&self, of: impl Fn(&ErlangC) -> f64, without: f64, unstable: f64) -> f64 {
        if self.mix.is_empty() {
            return without;
        }
        self.mix.iter().map(|(w, queue)| w * queue.as_ref().map_or(unstable, &of)).sum()
    }

    /// Mean wait, seconds; 0 without calls, infinite where the queue grows without bound.
    pub fn mean_wait_s(&self) -> f64 {
        self.mean(ErlangC::mean_wait_s, 0.0, f64::INFINITY)
    }

    /// Share answered within a threshold; 1 without calls.
    pub fn service_level(&self, within_s: f64) -> f64 {
        self.mean(|queue| queue.service_level(within_s), 1.0, 0.0)
    }

    /// Share of the time at the phone spent on calls; 0 without calls.
    pub fn occupancy(&self) -> f64 {
        self.mean(ErlangC::occupancy, 0.0, 1.0)
    }
}

/// A number as a mix of whole ones: weights and numbers.
fn whole_parts(number: f64) -> Vec<(f64, f64)> {
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
        let touched: Vec<_> = shares(grid, Weekday::Sun, 1435, 1450).collect();
        assert_eq!(touched[0], (grid.per_week() - 1, 5.0 / 30.0));
        assert_eq!(touched[1], (0, 10.0 / 30.0));
    }
}
