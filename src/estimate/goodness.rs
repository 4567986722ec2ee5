//! The queue model fed with the estimates, against the waits observed.
//!
//! For every half-hour of every day the model gets the calls offered, the handle time of that time of
//! day, the consultants at the phone and the mean patience. Fractions of a consultant are read
//! between the whole numbers. Rows are half-hours of the day over all days, averages weighted by
//! calls.
//!
//! Distances are call-weighted mean absolute differences. How near a *true* model would come is no
//! matter of opinion: the days are played out from the very same estimates (`replay`), and a replayed
//! day lies some distance from the formula too, by chance, because a queue of one half-hour is
//! still there in the next, and because handle times are not exponential. What the records lie
//! further away than replays do is what the estimates or the model miss.

use super::handle::Handle;
pub use super::load::{DayLoad, Load, Waits};
use super::load::{Tallies, Tally};
use super::phone::AtPhone;
use super::replay::{Settings, replay};
use super::{HALF_HOUR_S, HALF_HOURS, History};
use crate::queue::{ErlangA, ErlangC, offered_load};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// What callers of each half-hour of a day may expect by the steady-state queue of that half-hour.
/// `None` where nobody called, or where nobody hangs up and the load exceeds the consultants. A model
/// that carries the queue through the day has the same shape.
pub fn expected(day: &DayLoad, patience_s: Option<f64>, threshold_s: f64) -> Vec<Option<Waits>> {
    day.iter().map(|load| load.and_then(|l| steady(&l, patience_s, threshold_s))).collect()
}

/// The same of one half-hour.
pub(super) fn steady(load: &Load, patience_s: Option<f64>, threshold_s: f64) -> Option<Waits> {
    let erlangs = offered_load(load.calls, HALF_HOUR_S, load.aht_s);
    let whole = |agents: f64| match patience_s {
        Some(patience) => {
            let queue = ErlangA::new(agents as u32, erlangs, load.aht_s, patience)?;
            Some([queue.mean_wait_s(), queue.service_level(threshold_s), queue.p_abandon()])
        }
        None => {
            let queue = ErlangC::new(agents as u32, erlangs, load.aht_s)?;
            Some([queue.mean_wait_s(), 1.0 - queue.wait_exceeds(threshold_s), 0.0])
        }
    };
    let (below, part) = (load.agents.floor(), load.agents.fract());
    let below = if part < 1.0 { whole(below) } else { None };
    let above = if part > 0.0 { whole(load.agents.floor() + 1.0) } else { below };
    let between = |k: usize| Some((1.0 - part) * below.as_ref()?[k] + part * above.as_ref()?[k]);
    Some(Waits { mean_wait_s: between(0)?, service_level: between(1)?, p_abandon: between(2)? })
}

/// A half-hour of the day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Row {
    /// Number of the half-hour.
    pub half_hour: usize,
    /// Calls offered, over all days.
    pub calls: f64,
    /// Consultants at the phone, weighted by calls.
    pub agents: f64,
    /// As recorded.
    pub observed: Waits,
    /// By the formula.
    pub model: Waits,
    /// Mean over the replays.
    pub replayed: Waits,
}

/// Call-weighted mean absolute differences of the measures.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, JsonSchema)]
pub struct Distance {
    /// Of the mean wait, seconds.
    pub mean_wait_s: f64,
    /// Of the service level.
    pub service_level: f64,
    /// Of the share who hang up.
    pub p_abandon: f64,
}

/// How near the model comes.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Goodness {
    /// By half-hour of the day.
    pub rows: Vec<Row>,
    /// Over all calls: as recorded, by the formula, and replayed.
    pub overall: [Waits; 3],
    /// Records from the formula, by half-hour of the day.
    pub distance: Distance,
    /// Records from the formula, by single half-hour of a single day.
    pub distance_single: Distance,
    /// As `distance`, with the consultants at the phone told from the number seen, learnt from other days
    /// only.
    pub distance_from_seen: Distance,
    /// Records from the mean of the replays, by half-hour of the day.
    pub distance_replayed: Distance,
    /// Replays from the formula, by half-hour of the day: mean, least and greatest mean wait distance.
    pub chance: Distance,
    /// See `chance`.
    pub chance_range_s: [f64; 2],
    /// Replays from the formula, by single half-hour.
    pub chance_single: Distance,
    /// The formula from the mean of the replays, by half-hour of the day.
    pub formula_error: Distance,
    /// Number of replays and their seed.
    pub replays: u32,
    /// See `replays`.
    pub seed: u64,
    /// Calls in half-hours for which the model has no answer.
    pub unanswerable: f64,
}

fn by_half_hour(days: &Tallies) -> [Tally; HALF_HOURS] {
    let mut sums = [Tally::default(); HALF_HOURS];
    for day in days {
        sums.iter_mut().zip(day).for_each(|(sum, cell)| sum.add(cell));
    }
    sums
}

fn overall(days: &Tallies) -> Waits {
    let mut sum = Tally::default();
    days.iter().flatten().for_each(|cell| sum.add(cell));
    sum.waits()
}

/// Distance of one list of tallies from another, weighted by the calls of the first.
fn distance<'a>(
    from: impl IntoIterator<Item = &'a Tally>,
    to: impl IntoIterator<Item = &'a Tally>,
) -> Distance {
    let (mut sum, mut calls) = (Distance::default(), 0.0);
    for (a, b) in from.into_iter().zip(to).filter(|(a, b)| a.calls > 0.0 && b.calls > 0.0) {
        let (x, y) = (a.waits(), b.waits());
        sum.mean_wait_s += a.calls * (x.mean_wait_s - y.mean_wait_s).abs();
        sum.service_level += a.calls * (x.service_level - y.service_level).abs();
        sum.p_abandon += a.calls * (x.p_abandon - y.p_abandon).abs();
        calls += a.calls;
    }
    scaled(sum, 1.0 / f64::max(calls, 1.0))
}

fn scaled(d: Distance, by: f64) -> Distance {
    Distance {
        mean_wait_s: d.mean_wait_s * by,
        service_level: d.service_level * by,
        p_abandon: d.p_abandon * by,
    }
}

fn mean_distance(list: &[Distance]) -> Distance {
    let sum = list.iter().fold(Distance::default(), |s, d| Distance {
        mean_wait_s: s.mean_wait_s + d.mean_wait_s,
        service_level: s.service_level + d.service_level,
        p_abandon: s.p_abandon + d.p_abandon,
    });
    scaled(sum, 1.0 / list.len().max(1) as f64)
}

/// What the model is fed with.
pub struct Fed<'a> {
    /// Handle times.
    pub handle: &'a Handle,
    /// Consultants.
    pub phone: &'a AtPhone,
    /// Mean patience, seconds; `None` if nobody hung up.
    pub patience_s: Option<f64>,
}

/// Most calls that all replays together play out.
const REPLAYED_MAX: f64 = 3e6;

/// Compares; `None` where waits were not recorded, or not those of all calls.
pub fn goodness(history: &History, fed: &Fed, seed: u64) -> Option<Goodness> {
    let days: Vec<Date> = history.open_days().map(|(date, _)| date).collect();
    let cells = || days.iter().flat_map(|date| &history.days[date].cells);
    if cells().all(|c| c.wait_s == 0.0) || cells().any(|c| c.waits_unknown > 0.0) {
        return None;
    }
    let loads = |table: &std::collections::BTreeMap<Date, [f64; HALF_HOURS]>| -> Vec<DayLoad> {
        days.iter().map(|date| day_load(history, *date, fed, &table[date])).collect()
    };
    let (own, seen) = (loads(&fed.phone.by_day), loads(&fed.phone.by_seen));
    let model = modelled(&own, fed, history.threshold_s);
    let from_seen = modelled(&seen, fed, history.threshold_s);
    let observed = observed(history, &days, &model);
    let calls: f64 = cells().map(|c| c.offered).sum();
    let answerable: f64 = observed.iter().flatten().map(|t| t.calls).sum();
    let replays = (REPLAYED_MAX / calls.max(1.0)).clamp(3.0, 40.0) as u32;
    let settings = Settings {
        patience_s: fed.patience_s,
        threshold_s: history.threshold_s,
        variation: fed.handle.variation.map(|v| v.value),
    };
    let runs: Vec<Tallies> = (0..replays)
        .map(|run| replay(&own, &settings, seed.wrapping_add(u64::from(run))))
        .collect();
    let mut mean_run = runs[0].clone();
    for run in &runs[1..] {
        mean_run.iter_mut().zip(run).for_each(|(sums, day)| {
            sums.iter_mut().zip(day).for_each(|(sum, cell)| sum.add(cell));
        });
    }
    let (seen_rows, model_rows) = (by_half_hour(&from_seen), by_half_hour(&model));
    let (rows, run_rows) = (by_half_hour(&observed), by_half_hour(&mean_run));
    let chance: Vec<Distance> =
        runs.iter().map(|run| distance(&by_half_hour(run), &model_rows)).collect();
    let single: Vec<Distance> =
        runs.iter().map(|run| distance(run.iter().flatten(), model.iter().flatten())).collect();
    let waits = chance.iter().map(|d| d.mean_wait_s);
    Some(Goodness {
        rows: table(&rows, &model_rows, &run_rows, &own),
        overall: [overall(&observed), overall(&model), overall(&mean_run)],
        distance: distance(&rows, &model_rows),
        distance_single: distance(observed.iter().flatten(), model.iter().flatten()),
        distance_from_seen: distance(&rows, &seen_rows),
        distance_replayed: distance(&rows, &run_rows),
        chance: mean_distance(&chance),
        chance_range_s: [waits.clone().fold(f64::INFINITY, f64::min), waits.fold(0.0, f64::max)],
        chance_single: mean_distance(&single),
        formula_error: distance(&model_rows, &run_rows),
        replays,
        seed,
        unanswerable: calls - answerable,
    })
}

fn day_load(history: &History, date: Date, fed: &Fed, agents: &[f64; HALF_HOURS]) -> DayLoad {
    let day = &history.days[&date];
    std::array::from_fn(|i| {
        let calls = day.cells[i].offered;
        // A half-hour without calls still has consultants, who may take callers left from before.
        (calls > 0.0 || agents[i] > 0.0).then(|| Load {
            calls,
            aht_s: fed.handle.at(i),
            agents: agents[i],
        })
    })
}

fn modelled(days: &[DayLoad], fed: &Fed, threshold_s: f64) -> Tallies {
    days.iter()
        .map(|day| {
            let waits = expected(day, fed.patience_s, threshold_s);
            std::array::from_fn(|i| match (day[i], waits[i]) {
                (Some(load), Some(waits)) => Tally::of(&waits, load.calls),
                _ => Tally::default(),
            })
        })
        .collect()
}

/// The records of half-hours for which the model has an answer.
fn observed(history: &History, days: &[Date], model: &Tallies) -> Tallies {
    let one = |(date, model): (&Date, &[Tally; HALF_HOURS])| {
        std::array::from_fn(|i| {
            let cell = &history.days[date].cells[i];
            if model[i].calls == 0.0 {
                return Tally::default();
            }
            Tally {
                calls: cell.offered,
                wait_s: cell.wait_s,
                within: cell.within,
                gave_up: cell.abandoned,
            }
        })
    };
    days.iter().zip(model).map(one).collect()
}

fn table(
    rows: &[Tally; HALF_HOURS],
    model: &[Tally; HALF_HOURS],
    runs: &[Tally; HALF_HOURS],
    loads: &[DayLoad],
) -> Vec<Row> {
    (0..HALF_HOURS)
        .filter(|i| rows[*i].calls > 0.0)
        .map(|i| {
            let own = loads.iter().filter_map(|day| day[i]);
            let (agents, calls) =
                own.fold((0.0, 0.0), |(a, n), l| (a + l.agents * l.calls, n + l.calls));
            Row {
                half_hour: i,
                calls: rows[i].calls,
                agents: agents / calls,
                observed: rows[i].waits(),
                model: model[i].waits(),
                replayed: runs[i].waits(),
            }
        })
        .collect()
}
