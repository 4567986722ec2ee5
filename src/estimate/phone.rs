//! Consultants at the phone.
//!
//! A log of calls shows who took a call in a half-hour, not who sat ready for one: of those seen, some
//! came or left within it, are on a break, or write up the last call. Yet something is known at every
//! instant. While somebody waits, all at the phone are busy, so the number at the phone is the
//! number busy. While nobody waits, it is at least the number busy. The number at the phone is thus a
//! right-censored observation at every instant, and a product-limit estimator (Kaplan & Meier 1958)
//! turns the instants of half-hours with equally many consultants seen into a mean that neither the
//! quiet times (too few busy) nor the queues (which form when few are there) bias.
//!
//! One thing is added to it: all can be busy with nobody waiting, and then the number busy is the
//! number at the phone unseen. Of the instants at which all n are busy, somebody waits at a share
//! r/(1 + r), r = Σ_k Π_{i≤k} λ/(nμ + iθ), by the balance of flows of Erlang A (Palm 1957); instants
//! with somebody waiting are divided by it.
//!
//! A single half-hour has too few instants for that. It borrows those of all half-hours alike (the
//! same number seen; where agents are unknown, the same time of day), scaled to weigh as much as one
//! half-hour's own. After-call work that the log leaves out counts as time not at the phone.

use super::day::{Day, INSTANTS};
use super::handle::Handle;
use super::stats::clustered_ratio;
use super::{Estimate, HALF_HOUR_S, HALF_HOURS, History, Method};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many instants there were by number busy: with somebody waiting, with nobody waiting.
#[derive(Debug, Clone, Default)]
struct Counts {
    waiting: Vec<f64>,
    idle: Vec<f64>,
    /// At how many instants these were all at the phone, as far as can be told.
    all_busy: Vec<f64>,
}

fn at(list: &[f64], k: usize) -> f64 {
    list.get(k).copied().unwrap_or(0.0)
}

fn put(list: &mut Vec<f64>, k: usize, weight: f64) {
    if list.len() <= k {
        list.resize(k + 1, 0.0);
    }
    list[k] += weight;
}

impl Counts {
    fn merge(&mut self, other: &Counts, weight: f64) {
        let lists = [
            (&mut self.waiting, &other.waiting),
            (&mut self.idle, &other.idle),
            (&mut self.all_busy, &other.all_busy),
        ];
        for (own, more) in lists {
            for (busy, n) in more.iter().enumerate().filter(|(_, n)| **n > 0.0) {
                put(own, busy, n * weight);
            }
        }
    }

    fn total(&self) -> f64 {
        self.waiting.iter().chain(&self.idle).sum()
    }

    /// Mean of the product-limit distribution, cut off at the largest number ever busy (Efron 1967):
    /// nothing tells of more.
    fn mean(&self) -> f64 {
        let mut at_risk = self.total();
        let (mut survival, mut mean) = (1.0, 0.0);
        for k in 0..self.waiting.len().max(self.idle.len()).saturating_sub(1) {
            if at_risk > 0.0 {
                survival *= 1.0 - (at(&self.all_busy, k) / at_risk).min(1.0);
            }
            mean += survival;
            at_risk -= at(&self.waiting, k) + at(&self.idle, k);
        }
        mean
    }
}

/// What half-hours are put together to learn from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Alike {
    Seen(usize),
    TimeOfDay(usize),
}

/// Consultants of a half-hour of the day, averaged over days on which the line was open.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OnDuty {
    /// Number of the half-hour.
    pub half_hour: usize,
    /// Different consultants seen, or logged in where the source tells.
    pub seen: f64,
    /// At the phone.
    pub at_phone: Estimate,
    /// Busy with a call.
    pub busy: f64,
}

/// Consultants at the phone, for every half-hour of every day.
#[derive(Debug, Clone, PartialEq)]
pub struct AtPhone {
    /// By day and half-hour; 0 where nobody was.
    pub by_day: BTreeMap<Date, [f64; HALF_HOURS]>,
    /// The same from the consultants seen alone, learnt from the other days.
    pub by_seen: BTreeMap<Date, [f64; HALF_HOURS]>,
    /// Averages by half-hour of the day.
    pub on_duty: Vec<OnDuty>,
    /// Share of the time of consultants seen that they are not at the phone; records are days.
    pub away: Option<Estimate>,
    /// Whether the source tells of consultants logged in and available, so nothing had to be inferred.
    pub told: bool,
}

fn alike(day: &Day, half_hour: usize, agents_known: bool) -> Alike {
    if agents_known {
        Alike::Seen(day.cells[half_hour].agents.len())
    } else {
        Alike::TimeOfDay(half_hour)
    }
}

/// What tells how often all are busy with nobody waiting.
#[derive(Debug, Clone, Copy)]
pub struct Rates<'a> {
    /// Handle times.
    pub handle: Option<&'a Handle>,
    /// Mean patience, seconds; `None` if nobody hung up.
    pub patience_s: Option<f64>,
}

impl Rates<'_> {
    /// Of the instants at which all of `agents` are busy, the share with somebody waiting.
    fn somebody_waits(&self, calls: f64, agents: usize, half_hour: usize) -> f64 {
        let Some(handle) = self.handle.filter(|_| agents > 0) else { return 1.0 };
        let (arrive, serve) = (calls / HALF_HOUR_S, agents as f64 / handle.at(half_hour));
        let leave = self.patience_s.map_or(0.0, |s| 1.0 / s);
        if leave == 0.0 {
            return (arrive / serve).min(1.0);
        }
        let (mut term, mut sum, mut ahead) = (1.0, 0.0, 0.0);
        while term > 1e-9 * sum && ahead < 1e4 {
            ahead += 1.0;
            term *= arrive / (serve + ahead * leave);
            sum += term;
        }
        sum / (1.0 + sum)
    }
}

fn counts(day: &Day, half_hour: usize, rates: &Rates) -> Counts {
    let mut counts = Counts::default();
    for (busy, waiting) in day.instants(half_hour) {
        let side = if waiting > 0 { &mut counts.waiting } else { &mut counts.idle };
        put(side, usize::from(busy), 1.0);
    }
    let calls = day.cells[half_hour].offered;
    for busy in 0..counts.waiting.len() {
        let seen = counts.waiting[busy];
        if seen > 0.0 {
            let share = rates.somebody_waits(calls, busy, half_hour);
            let all = if share > 0.0 { seen / share } else { seen };
            put(&mut counts.all_busy, busy, all);
        }
    }
    counts
}

/// Estimates the consultants at the phone; `None` where the source tells neither of handle times nor
/// of consultants.
pub fn at_phone(history: &History, rates: &Rates) -> Option<AtPhone> {
    let days: Vec<(Date, &Day)> = history.open_days().collect();
    let cells = || days.iter().flat_map(|(_, day)| &day.cells);
    let told = cells().any(|c| c.duty.is_some());
    if !told && cells().all(|c| c.handle.powers[2] == 0.0) {
        return None;
    }
    let agents_known = cells().any(|c| !c.agents.is_empty());
    let (by_day, by_seen) =
        if told { told_by_day(&days) } else { inferred(&days, agents_known, rates) };
    let seen = |day: &Day, i: usize| match (told, agents_known) {
        (true, _) => day.cells[i].duty.map_or(0.0, |(logged_in, _)| logged_in),
        (false, true) => day.cells[i].agents.len() as f64,
        (false, false) => 0.0,
    };
    let on_duty = (0..HALF_HOURS).filter_map(|i| on_duty(&days, &by_day, i, seen)).collect();
    let hours = |(date, day): &(Date, &Day)| {
        let open = (0..HALF_HOURS).filter(|i| day.cells[*i].offered > 0.0);
        open.fold((0.0, 0.0), |(away, all), i| {
            let all_seen = seen(day, i);
            // More at the phone than seen means that somebody sat there without a call.
            (away + (all_seen - by_day[date][i]).max(0.0), all + all_seen)
        })
    };
    let pairs: Vec<(f64, f64)> = days.iter().map(hours).collect();
    let away = clustered_ratio(&pairs).filter(|_| told || agents_known).map(|(r, low, high)| {
        Estimate::new(r, (low.max(0.0), high.min(1.0)), pairs.len() as u64, Method::DayRatio)
    });
    Some(AtPhone { by_day, by_seen, on_duty, away, told })
}

type Table = BTreeMap<Date, [f64; HALF_HOURS]>;

fn told_by_day(days: &[(Date, &Day)]) -> (Table, Table) {
    let of_day = |day: &Day| std::array::from_fn(|i| day.cells[i].duty.map_or(0.0, |d| d.1));
    let table: Table = days.iter().map(|(date, day)| (*date, of_day(day))).collect();
    (table.clone(), table)
}

fn inferred(days: &[(Date, &Day)], agents_known: bool, rates: &Rates) -> (Table, Table) {
    let used = |day: &Day, i: usize| day.cells[i].offered > 0.0 || !day.cells[i].agents.is_empty();
    let mut pooled: BTreeMap<Alike, Counts> = BTreeMap::new();
    let mut by_date: BTreeMap<Date, BTreeMap<Alike, Counts>> = BTreeMap::new();
    for (date, day) in days {
        for i in (0..HALF_HOURS).filter(|i| used(day, *i)) {
            let (key, own) = (alike(day, i, agents_known), counts(day, i, rates));
            pooled.entry(key).or_default().merge(&own, 1.0);
            by_date.entry(*date).or_default().entry(key).or_default().merge(&own, 1.0);
        }
    }
    let (mut by_day, mut by_seen) = (Table::new(), Table::new());
    for (date, day) in days {
        let (mut own_row, mut seen_row) = ([0.0; HALF_HOURS], [0.0; HALF_HOURS]);
        for i in (0..HALF_HOURS).filter(|i| used(day, *i)) {
            let key = alike(day, i, agents_known);
            let all = &pooled[&key];
            let mut others = all.clone();
            if let Some(own_day) = by_date.get(date).and_then(|keys| keys.get(&key)) {
                others.merge(own_day, -1.0);
            }
            // With no other day alike, its own must do.
            let others = if others.total() > 0.5 { &others } else { all };
            seen_row[i] = others.mean();
            let mut own = counts(day, i, rates);
            own.merge(all, INSTANTS as f64 / all.total());
            own_row[i] = own.mean();
        }
        by_day.insert(*date, own_row);
        by_seen.insert(*date, seen_row);
    }
    (by_day, by_seen)
}

fn on_duty(
    days: &[(Date, &Day)],
    by_day: &Table,
    i: usize,
    seen: impl Fn(&Day, usize) -> f64,
) -> Option<OnDuty> {
    let open: Vec<&(Date, &Day)> = days.iter().filter(|(_, d)| d.cells[i].offered > 0.0).collect();
    let mean = |value: &dyn Fn(&(Date, &Day)) -> f64| {
        open.iter().map(|d| value(d)).sum::<f64>() / open.len() as f64
    };
    if open.is_empty() {
        return None;
    }
    let pairs: Vec<(f64, f64)> = open.iter().map(|(date, _)| (by_day[date][i], 1.0)).collect();
    let own = mean(&|(date, _)| by_day[date][i]);
    let (value, low, high) = clustered_ratio(&pairs).unwrap_or((own, 0.0, f64::INFINITY));
    Some(OnDuty {
        half_hour: i,
        seen: mean(&|(_, day)| seen(day, i)),
        at_phone: Estimate::new(
            value,
            (low.max(0.0), high),
            open.len() as u64,
            Method::ProductLimit,
        ),
        busy: mean(&|(_, day)| day.mean_busy(i)),
    })
}
