//! A plan held against the records of a time that it was for.
//!
//! Of every half-hour of every day three things differ from the plan: how many called, how long calls took, how many
//! were at the phone. What each explains of the callers' time in the queue is its Shapley value (Shapley 1953): the
//! change that it makes to the formula's time, averaged over the six orders in which the three can be exchanged, so
//! that the three add up to the whole change, whatever the order. The formula is that of a steady queue, with the
//! patience that the records show; what the recorded time lies from it is the rest: the queue carried from one
//! half-hour into the next, chance, and what a formula misses.

use super::day::Cell;
use super::goodness::steady;
use super::load::Load;
use super::phone::AtPhone;
use super::stats::poisson;
use super::{HALF_HOURS, History};
use schemars::JsonSchema;
use serde::Serialize;

/// What a plan says of a half-hour of a weekday.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Planned {
    /// Calls.
    pub calls: f64,
    /// Mean handle time, seconds.
    pub aht_s: f64,
    /// Consultants at the phone.
    pub at_phone: f64,
}

/// A planned week: half-hours by weekday, Monday first; `None` where the plan has no line open.
pub type PlannedWeek = [[Option<Planned>; HALF_HOURS]; 7];

/// Calls, handle time, consultants and waits of one side, on average of the days.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, JsonSchema)]
pub struct Side {
    /// Calls a day.
    pub calls: f64,
    /// Mean handle time weighted by calls, seconds.
    pub aht_s: f64,
    /// Consultants at the phone.
    pub at_phone: f64,
    /// Mean wait, seconds: planned by the formula, or as recorded.
    pub mean_wait_s: f64,
}

/// Callers' time in the queue, seconds a day, that each difference explains: actual less planned.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, JsonSchema)]
pub struct Explained {
    /// More or fewer calls.
    pub calls_s: f64,
    /// Longer or shorter calls.
    pub aht_s: f64,
    /// Fewer or more consultants at the phone.
    pub at_phone_s: f64,
    /// What no difference explains.
    pub rest_s: f64,
}

/// A half-hour of the day, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Compared {
    /// Number of the half-hour; `None` for the whole day.
    pub half_hour: Option<usize>,
    /// As planned.
    pub planned: Side,
    /// As recorded.
    pub actual: Side,
    /// What explains the difference of the time in the queue.
    pub explained: Explained,
}

/// A plan beside records.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Against {
    /// Days of the records on which the plan has the line open.
    pub days: u64,
    /// By half-hour of the day.
    pub rows: Vec<Compared>,
    /// Over all of them.
    pub all: Compared,
    /// Whether as many calls as recorded may come by chance (Poisson, 95%) where as many as planned are expected.
    pub calls_by_chance: bool,
    /// Calls that came when the plan has the line closed.
    pub calls_outside: f64,
    /// Half-hours of single days in which the formula has no answer: nobody hangs up and there are more calls than
    /// the consultants can answer.
    pub unanswerable: u64,
}

/// Sums over days.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    calls: f64,
    work_s: f64,
    at_phone: f64,
    wait_s: f64,
}

impl Sums {
    fn add(&mut self, load: &Load, wait_s: f64) {
        self.calls += load.calls;
        self.work_s += load.calls * load.aht_s;
        self.at_phone += load.agents;
        self.wait_s += wait_s;
    }

    fn merge(&mut self, other: &Sums) {
        self.calls += other.calls;
        self.work_s += other.work_s;
        self.at_phone += other.at_phone;
        self.wait_s += other.wait_s;
    }

    /// On average of so many days, in so many half-hours of each.
    fn side(&self, days: f64, half_hours: f64) -> Side {
        let of_calls = |sum: f64| if self.calls > 0.0 { sum / self.calls } else { 0.0 };
        Side {
            calls: self.calls / days,
            aht_s: of_calls(self.work_s),
            at_phone: self.at_phone / (days * half_hours),
            mean_wait_s: of_calls(self.wait_s),
        }
    }
}

/// Sums of a half-hour of the day.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    days: f64,
    planned: Sums,
    actual: Sums,
    explained: [f64; 4],
}

impl Slot {
    fn compared(&self, half_hour: Option<usize>, days: f64, half_hours: f64) -> Compared {
        let [calls_s, aht_s, at_phone_s, rest_s] = self.explained.map(|sum| sum / days);
        Compared {
            half_hour,
            planned: self.planned.side(days, half_hours),
            actual: self.actual.side(days, half_hours),
            explained: Explained { calls_s, aht_s, at_phone_s, rest_s },
        }
    }
}

/// Holds a planned week against the days of a history; `None` where no day is one that the plan has the line open on.
pub(super) fn against(
    history: &History,
    phone: &AtPhone,
    aht_s: &dyn Fn(usize, &Cell) -> f64,
    patience_s: Option<f64>,
    week: &PlannedWeek,
) -> Option<Against> {
    let mut slots = [Slot::default(); HALF_HOURS];
    let (mut days, mut outside, mut unanswerable) = (0, 0.0, 0);
    for (date, day) in history.open_days() {
        let planned = &week[super::unusual::weekday_index(date)];
        if planned.iter().all(Option::is_none) {
            outside += day.cells.iter().map(|cell| cell.offered).sum::<f64>();
            continue;
        }
        days += 1;
        for (at, (slot, cell)) in slots.iter_mut().zip(&day.cells).enumerate() {
            let Some(plan) = planned[at] else {
                outside += cell.offered;
                continue;
            };
            let before = Load { calls: plan.calls, aht_s: plan.aht_s, agents: plan.at_phone };
            let agents = phone.by_day.get(&date).map_or(0.0, |agents| agents[at]);
            let after = Load { calls: cell.offered, aht_s: aht_s(at, cell), agents };
            let Some(times) = Times::between(&before, &after, patience_s) else {
                unanswerable += 1;
                continue;
            };
            slot.days += 1.0;
            slot.planned.add(&before, times.planned());
            slot.actual.add(&after, cell.wait_s);
            let parts = times.shapley();
            let rest = cell.wait_s - times.actual();
            let all = [parts[0], parts[1], parts[2], rest];
            slot.explained.iter_mut().zip(all).for_each(|(sum, part)| *sum += part);
        }
    }
    let used = slots.iter().enumerate().filter(|(_, slot)| slot.days > 0.0);
    let rows: Vec<Compared> =
        used.map(|(at, slot)| slot.compared(Some(at), slot.days, 1.0)).collect();
    if rows.is_empty() {
        return None;
    }
    let mut all = Slot::default();
    for slot in &slots {
        all.days += slot.days;
        all.planned.merge(&slot.planned);
        all.actual.merge(&slot.actual);
        all.explained.iter_mut().zip(slot.explained).for_each(|(sum, part)| *sum += part);
    }
    let (low, high) = poisson(all.actual.calls);
    let count = days as f64;
    Some(Against {
        days,
        rows,
        all: all.compared(None, count, all.days / count),
        calls_by_chance: (low..=high).contains(&all.planned.calls),
        calls_outside: outside,
        unanswerable,
    })
}

/// The formula's time in the queue with each of the three as planned or as it was: bit 0 calls, bit 1 handle time,
/// bit 2 consultants.
struct Times([f64; 8]);

impl Times {
    fn between(planned: &Load, actual: &Load, patience_s: Option<f64>) -> Option<Self> {
        let mut times = [0.0; 8];
        for (mix, time) in times.iter_mut().enumerate() {
            let of = |bit: usize| if mix >> bit & 1 == 1 { actual } else { planned };
            let load = Load { calls: of(0).calls, aht_s: of(1).aht_s, agents: of(2).agents };
            *time = time_in_queue(&load, patience_s)?;
        }
        Some(Self(times))
    }

    fn planned(&self) -> f64 {
        self.0[0]
    }

    fn actual(&self) -> f64 {
        self.0[7]
    }

    /// Each one's change, averaged over the orders: of the mixes without it, none and both of the others count for
    /// two orders, one of them for one.
    fn shapley(&self) -> [f64; 3] {
        let change = |bit: usize, mix: usize| self.0[mix | 1 << bit] - self.0[mix];
        [0, 1, 2].map(|bit| {
            let mixes = (0..8_usize).filter(|mix| mix >> bit & 1 == 0);
            let weight = |mix: usize| if mix.count_ones() == 1 { 1.0 } else { 2.0 };
            mixes.map(|mix| weight(mix) * change(bit, mix)).sum::<f64>() / 6.0
        })
    }
}

/// Callers' time in the queue in a half-hour, seconds.
fn time_in_queue(load: &Load, patience_s: Option<f64>) -> Option<f64> {
    if load.calls <= 0.0 || load.aht_s <= 0.0 {
        return Some(0.0);
    }
    if load.agents <= 0.0 {
        // All who call wait as long as they have patience.
        return patience_s.map(|patience| load.calls * patience);
    }
    Some(load.calls * steady(load, patience_s, 0.0)?.mean_wait_s)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(calls: f64, aht_s: f64, agents: f64) -> Load {
        Load { calls, aht_s, agents }
    }

    #[test]
    fn what_is_explained_adds_up_to_the_difference() {
        let (planned, actual) = (load(20.0, 240.0, 4.0), load(26.0, 270.0, 3.5));
        let times = Times::between(&planned, &actual, Some(180.0)).unwrap();
        let sum: f64 = times.shapley().iter().sum();
        assert!((sum - (times.actual() - times.planned())).abs() < 1e-9 * times.actual());
        assert!(times.shapley().iter().all(|part| *part > 0.0));
    }

    #[test]
    fn one_difference_alone_explains_everything() {
        let planned = load(20.0, 240.0, 4.0);
        for (which, actual) in
            [load(25.0, 240.0, 4.0), load(20.0, 300.0, 4.0), load(20.0, 240.0, 3.0)]
                .iter()
                .enumerate()
        {
            let times = Times::between(&planned, actual, Some(180.0)).unwrap();
            let parts = times.shapley();
            assert!((parts[which] - (times.actual() - times.planned())).abs() < 1e-9);
            let others = (0..3).filter(|part| *part != which);
            assert!(others.map(|part| parts[part].abs()).all(|part| part < 1e-12));
        }
    }

    #[test]
    fn the_six_orders_by_hand() {
        // Any three ways of exchanging: time = product of calls, handle time and 1 + agents, in bits.
        let times = Times([1.0, 2.0, 3.0, 7.0, 4.0, 9.0, 11.0, 20.0]);
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let mut by_hand = [0.0; 3];
        for order in orders {
            let mut mix = 0_usize;
            for bit in order {
                by_hand[bit] += (times.0[mix | 1 << bit] - times.0[mix]) / 6.0;
                mix |= 1 << bit;
            }
        }
        for (own, other) in times.shapley().iter().zip(by_hand) {
            assert!((own - other).abs() < 1e-12);
        }
    }
}
