//! What the queue model expects in the half-hour of a call.
//!
//! - calls: those that came on its line in that half-hour (or as a scenario says);
//! - handle time: mean of the line's answered calls of that month (or the scenario's);
//! - agents: as asked for; else those on duty by comings and goings; else those at work by their calls
//!   of the line, each taken to be there between two calls less than half an hour apart; averaged over
//!   the half-hour and rounded;
//! - patience: total wait of the line's calls of that month ÷ calls given up, the maximum-likelihood
//!   estimate of an exponential patience when those answered are censored observations (or the
//!   scenario's). Where nobody gave up, callers are taken to wait however long: Erlang C.

use super::call::{Call, Outcome, Reading};
use crate::queue::{ErlangA, ErlangC, offered_load};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Length of the intervals compared, seconds.
pub(super) const HALF_HOUR_S: f64 = 1800.0;

/// An agent is taken to be there between two calls that are less than this apart, seconds.
pub(super) const GAP_S: f64 = 1800.0;

/// What a scenario says about the half-hour of a call.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Given {
    /// Calls in half an hour.
    pub calls: f64,
    /// Mean handle time, seconds.
    pub aht_s: f64,
    /// Mean patience, seconds, where the scenario gives one.
    pub patience_s: Option<f64>,
}

/// What the model expects in the half-hour of a call.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Expected {
    /// `erlang_a`, `erlang_c`, or none of them.
    pub model: Option<&'static str>,
    /// `scenario` or `log`: where calls, handle time and patience are from.
    pub basis: &'static str,
    /// `asked`, `on_duty` (by comings and goings) or `at_work` (by their calls): where the agents are
    /// from.
    pub agents_basis: &'static str,
    /// Calls in the half-hour.
    pub calls: f64,
    /// Mean handle time, seconds.
    pub aht_s: Option<f64>,
    /// Agents, whole.
    pub agents: u32,
    /// Before rounding: averaged over the half-hour, where that is known from the log.
    pub agents_mean: Option<f64>,
    /// Mean patience, seconds.
    pub patience_s: Option<f64>,
    /// Mean wait over all calls, seconds.
    pub mean_wait_s: Option<f64>,
    /// Share of calls that spend longer in the queue than this one did.
    pub p_longer: Option<f64>,
    /// Why there is no figure: `no_agents`, `no_handle_time` or `overload`.
    pub why_not: Option<&'static str>,
}

/// What the log shows about a line around one call asked for.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Calls in the half-hour.
    calls: u64,
    /// By agent, calls in hand in and around the half-hour: from, to.
    agents: BTreeMap<u32, Vec<(f64, f64)>>,
    /// Of the month: total wait, calls given up, total handle time and calls with one.
    wait_s: f64,
    abandoned: u64,
    handle_s: f64,
    handled: u64,
}

impl Seen {
    /// Counts a call of the same line as the one asked for.
    pub fn add(&mut self, target: &Call, call: &Call) {
        let start = half_hour_start(target);
        let end = start + HALF_HOUR_S;
        self.calls += u64::from((start..end).contains(&call.epoch_s));
        if let (Some(agent), Some(handle_s)) = (call.agent, call.handle_s) {
            let from = call.epoch_s + call.wait_s.unwrap_or(0.0);
            if from < end + GAP_S && from + handle_s > start - GAP_S {
                self.agents.entry(agent).or_default().push((from, from + handle_s));
            }
        }
        if call.date.first_of_month() != target.date.first_of_month() {
            return;
        }
        if let Some(wait_s) = call.wait_s {
            self.wait_s += wait_s;
            self.abandoned += u64::from(call.outcome == Outcome::Abandoned);
        }
        if let Some(handle_s) = call.handle_s {
            self.handle_s += handle_s;
            self.handled += 1;
        }
    }
}

/// Start of a call's half-hour, seconds since 1970.
fn half_hour_start(call: &Call) -> f64 {
    call.epoch_s - call.wall_s % HALF_HOUR_S
}

/// Agents at work in the half-hour from `start`, on average, by their calls.
fn at_work(agents: &BTreeMap<u32, Vec<(f64, f64)>>, start: f64) -> f64 {
    let end = start + HALF_HOUR_S;
    let seconds = |calls: &Vec<(f64, f64)>| {
        let mut calls = calls.clone();
        calls.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut sum, mut until) = (0.0, f64::NEG_INFINITY);
        for (from, to) in calls {
            let from = if from - until < GAP_S { until } else { from };
            sum += (to.min(end) - from.max(start)).max(0.0);
            until = to.max(until);
        }
        sum
    };
    agents.values().map(seconds).sum::<f64>() / HALF_HOUR_S
}

/// What the model expects for a call; `asked` is a number of agents known better than from the log.
pub(super) fn expected(
    call: &Call,
    seen: &Seen,
    reading: &Reading,
    asked: Option<u32>,
    given: Option<Given>,
) -> Expected {
    let start = half_hour_start(call);
    let on_duty = reading.presence.iter().find(|p| p.line == Some(call.line) && p.epoch_s == start);
    let (agents_mean, agents_basis) = match (asked, on_duty) {
        (Some(_), _) => (None, "asked"),
        (None, Some(presence)) => (Some(presence.available), "on_duty"),
        (None, None) => (Some(at_work(&seen.agents, start)), "at_work"),
    };
    let agents = asked.unwrap_or_else(|| match agents_mean {
        // Somebody was there.
        Some(mean) if mean > 0.0 => mean.round().max(1.0) as u32,
        _ => 0,
    });
    let basis = if given.is_some() { "scenario" } else { "log" };
    let from_log = || Given {
        calls: seen.calls as f64,
        aht_s: seen.handle_s / seen.handled as f64,
        patience_s: (seen.abandoned > 0).then(|| seen.wait_s / seen.abandoned as f64),
    };
    let Given { calls, aht_s, patience_s } = given.unwrap_or_else(from_log);
    let mut expected = Expected {
        model: None,
        basis,
        agents_basis,
        calls,
        aht_s: Some(aht_s).filter(|aht| aht.is_finite() && *aht > 0.0),
        agents,
        agents_mean,
        patience_s: patience_s.filter(|p| *p > 0.0),
        mean_wait_s: None,
        p_longer: None,
        why_not: None,
    };
    let Some(aht_s) = expected.aht_s else {
        expected.why_not = Some("no_handle_time");
        return expected;
    };
    let load = offered_load(calls, HALF_HOUR_S, aht_s);
    // Of a call whose wait is not known only the mean can be said.
    let waited = call.wait_s.unwrap_or(0.0);
    let figures = match expected.patience_s {
        _ if agents == 0 => Err("no_agents"),
        Some(patience_s) => ErlangA::new(agents, load, aht_s, patience_s)
            .map(|q| ("erlang_a", q.mean_wait_s(), q.wait_exceeds(waited)))
            .ok_or("overload"),
        None => ErlangC::new(agents, load, aht_s)
            .map(|q| ("erlang_c", q.mean_wait_s(), q.wait_exceeds(waited)))
            .ok_or("overload"),
    };
    match figures {
        Ok((model, mean_wait_s, p_longer)) => {
            expected.model = Some(model);
            expected.mean_wait_s = Some(mean_wait_s);
            expected.p_longer = call.wait_s.map(|_| p_longer);
        }
        Err(reason) => expected.why_not = Some(reason),
    }
    expected
}
