//! From two reported figures to every combination of parameters that explains them.
//!
//! A report says how many calls were handled over so many days and how long these had waited on
//! average. Given the opening hours and a profile of the day, and any number of consultants at the
//! phone together with any patience, one mean handle time makes the queue reproduce both
//! figures: it is found as a root, for the wait of the handled grows with the handle time. Handled is
//! not offered: with impatient callers offered = handled ÷ (1 − share who hang up), and the offered
//! calls are themselves a root, for the handled grow with the offered.
//!
//! Each half-hour is a steady queue (Erlang C, or Erlang A where callers hang up). A fraction of a
//! consultant is one who is there for that share of every half-hour.

use crate::queue::{ErlangA, ErlangC, offered_load};
use schemars::JsonSchema;
use serde::Serialize;

/// Figures found are those reported if they differ by less than this share.
const SAME: f64 = 1e-7;

/// Handle times held plausible, seconds: two to eight minutes.
pub const PLAUSIBLE_S: [f64; 2] = [120.0, 480.0];

/// Share who hang up beyond which a combination is not held plausible.
pub const ABANDONED_MAX: f64 = 0.5;

/// Consultants at the phone that are tried.
pub const AGENTS: [f64; 7] = [1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0];

/// Patience that is tried, seconds; `None`: nobody hangs up.
pub const PATIENCE_S: [Option<f64>; 5] = [None, Some(600.0), Some(300.0), Some(180.0), Some(120.0)];

/// Offered calls beyond so many times the handled are not looked for.
const OFFERED_MAX: f64 = 20.0;

/// Two figures and when they were taken.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Period {
    /// What to call it.
    pub label: String,
    /// Calls handled.
    pub handled: f64,
    /// Mean wait of the handled, seconds.
    pub mean_wait_s: f64,
    /// Days on which the line was open.
    pub days: f64,
}

/// How the calls fall on the half-hours of a day: groups of half-hours with equally many calls.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Profile {
    /// First minute of the opening hours.
    pub from_minute: u32,
    /// Last minute.
    pub to_minute: u32,
    /// The peak, minutes, if it lies within the opening hours.
    pub peak: Option<(u32, u32)>,
    /// Share of the day's calls that come within the peak.
    pub peak_share: f64,
    /// How many half-hours, and the share of the day's calls that one of them gets.
    pub groups: Vec<(f64, f64)>,
}

impl Profile {
    /// Calls spread evenly within and outside the peak; evenly over the day if the peak is not wholly
    /// within the opening hours. Times in minutes, on half-hours.
    pub fn new(from: u32, to: u32, peak: (u32, u32), peak_share: f64) -> Self {
        let all = f64::from(to - from) / 30.0;
        let inside = f64::from(peak.1.saturating_sub(peak.0)) / 30.0;
        if from <= peak.0 && peak.0 < peak.1 && peak.1 <= to && inside < all {
            let outside = all - inside;
            let groups =
                vec![(inside, peak_share / inside), (outside, (1.0 - peak_share) / outside)];
            return Self { from_minute: from, to_minute: to, peak: Some(peak), peak_share, groups };
        }
        let groups = vec![(all, 1.0 / all)];
        Self { from_minute: from, to_minute: to, peak: None, peak_share: 1.0, groups }
    }

    /// Half-hours of a day.
    pub fn half_hours(&self) -> f64 {
        self.groups.iter().map(|(count, _)| count).sum()
    }
}

/// A day under given parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Day {
    /// Calls answered.
    pub handled: f64,
    /// Mean wait of the answered, seconds.
    pub asa_s: f64,
}

/// The day with these many offered calls; `None` where the queue would grow without end, or where
/// nobody is ever answered.
pub fn day(
    profile: &Profile,
    offered: f64,
    agents: f64,
    aht_s: f64,
    patience_s: Option<f64>,
) -> Option<Day> {
    let (mut handled, mut waited) = (0.0, 0.0);
    let part = agents.fract();
    for (half_hours, share) in &profile.groups {
        let calls = offered * share;
        for (count, weight) in [(agents.floor(), 1.0 - part), (agents.floor() + 1.0, part)] {
            if weight > 0.0 {
                let (answered, asa) = half_hour(calls, count as u32, aht_s, patience_s)?;
                handled += half_hours * weight * calls * answered;
                waited += half_hours * weight * calls * answered * asa;
            }
        }
    }
    (handled > 0.0).then(|| Day { handled, asa_s: waited / handled })
}

/// Share answered and their mean wait.
fn half_hour(calls: f64, agents: u32, aht_s: f64, patience_s: Option<f64>) -> Option<(f64, f64)> {
    let erlangs = offered_load(calls, 1800.0, aht_s);
    match patience_s {
        None => ErlangC::new(agents, erlangs, aht_s).map(|queue| (1.0, queue.mean_wait_s())),
        Some(patience) => {
            let queue = ErlangA::new(agents, erlangs, aht_s, patience)?;
            Some((1.0 - queue.p_abandon(), queue.asa_s().unwrap_or(0.0)))
        }
    }
}

/// Calls that must be offered on a day so that `handled` are answered; and that day.
pub fn offered_for(
    profile: &Profile,
    handled: f64,
    agents: f64,
    aht_s: f64,
    patience_s: Option<f64>,
) -> Option<(f64, Day)> {
    if patience_s.is_none() {
        return day(profile, handled, agents, aht_s, None).map(|day| (handled, day));
    }
    let short = |offered: f64| {
        day(profile, offered, agents, aht_s, patience_s).map(|day| day.handled - handled)
    };
    let mut high = handled * 1.05;
    while short(high)? < 0.0 {
        high *= 1.5;
        if high > OFFERED_MAX * handled {
            return None;
        }
    }
    let offered = root(handled, high, short)?;
    day(profile, offered, agents, aht_s, patience_s).map(|day| (offered, day))
}

/// Parameters that reproduce both figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Combination {
    /// Consultants at the phone.
    pub agents: f64,
    /// Mean patience, seconds; `None`: nobody hangs up.
    pub patience_s: Option<f64>,
    /// Mean handle time, seconds.
    pub aht_s: f64,
    /// Calls offered on a day.
    pub offered_per_day: f64,
    /// Share of the offered who hang up.
    pub p_abandon: f64,
    /// Share of the consultants' time that calls take.
    pub occupancy: f64,
    /// Whether the handle time is one that calls have, two to eight minutes, and no more
    /// than half hang up.
    pub plausible: bool,
}

/// The combination for so many consultants and such patience; `None` where no handle time reproduces the
/// figures.
pub fn combination(
    profile: &Profile,
    period: &Period,
    agents: f64,
    patience_s: Option<f64>,
) -> Option<Combination> {
    let handled = period.handled / period.days;
    let staffed_s = agents * profile.half_hours() * 1800.0;
    let excess = |aht: f64| {
        offered_for(profile, handled, agents, aht, patience_s)
            .map(|(_, day)| day.asa_s - period.mean_wait_s)
    };
    // More work than the consultants have time for cannot be handled.
    let limit = staffed_s / handled;
    let low = limit * 1e-4;
    if excess(low)? > 0.0 {
        return None;
    }
    let high = bracket(low, limit, excess)?;
    let aht_s = root(low, high, excess)?;
    let (offered, reached) = offered_for(profile, handled, agents, aht_s, patience_s)?;
    let near = |a: f64, b: f64| (a / b - 1.0).abs() < SAME;
    if !near(reached.asa_s, period.mean_wait_s) || !near(reached.handled, handled) {
        return None;
    }
    Some(Combination {
        agents,
        patience_s,
        aht_s,
        offered_per_day: offered,
        p_abandon: 1.0 - handled / offered,
        occupancy: handled * aht_s / staffed_s,
        plausible: (PLAUSIBLE_S[0]..=PLAUSIBLE_S[1]).contains(&aht_s)
            && 1.0 - handled / offered <= ABANDONED_MAX,
    })
}

/// A point up to `limit` where a function that increases from below zero is above zero; it may be
/// undefined from somewhere on.
pub(super) fn bracket(low: f64, limit: f64, f: impl Fn(f64) -> Option<f64>) -> Option<f64> {
    let (mut below, mut beyond) = (low, limit);
    for _ in 0..60 {
        let middle = 0.5 * (below + beyond);
        match f(middle) {
            Some(value) if value >= 0.0 => return Some(middle),
            Some(_) => below = middle,
            None => beyond = middle,
        }
    }
    None
}

/// Where a continuous function crosses zero between a point below and one above it, by regula falsi in
/// the Illinois form (Dowell & Jarratt 1971).
pub(super) fn root(low: f64, high: f64, f: impl Fn(f64) -> Option<f64>) -> Option<f64> {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a)?, f(b)?);
    for _ in 0..200 {
        if fa == 0.0 || (b - a).abs() <= 1e-14 * b.abs() {
            return Some(a);
        }
        if fb == 0.0 {
            return Some(b);
        }
        let c = b - fb * (b - a) / (fb - fa);
        let fc = f(c)?;
        if (fc < 0.0) == (fb < 0.0) {
            fa *= 0.5;
        } else {
            (a, fa) = (b, fb);
        }
        if c == b {
            return Some(b);
        }
        (b, fb) = (c, fc);
    }
    Some(b)
}

/// All combinations of a period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Range {
    /// The period.
    pub period: Period,
    /// How calls fall on the day.
    pub profile: Profile,
    /// For each number of consultants (1 to 4 by halves) a row, in it one entry for each patience
    /// (nobody hangs up, 600, 300, 180 and 120 s); `None` where nothing fits.
    pub table: Vec<Vec<Option<Combination>>>,
}

impl Range {
    /// The plausible combinations.
    pub fn plausible(&self) -> impl Iterator<Item = &Combination> {
        self.table.iter().flatten().flatten().filter(|c| c.plausible)
    }
}

/// Every combination tried.
pub fn range(period: &Period, profile: &Profile) -> Range {
    let row = |agents: f64| {
        PATIENCE_S.iter().map(|patience| combination(profile, period, agents, *patience)).collect()
    };
    Range {
        period: period.clone(),
        profile: profile.clone(),
        table: AGENTS.iter().map(|agents| row(*agents)).collect(),
    }
}
