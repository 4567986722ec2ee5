//! How long callers would wait before hanging up.
//!
//! Who is answered (or let go by the queue) would have waited longer: the wait is a censored
//! observation of patience. With exponential patience the likelihood is largest at
//!
//! mean patience = time waited by all ÷ callers who hung up
//!
//! (Mandelbaum & Zeltyn 2004), and twice the time waited over the true mean is near χ² with two
//! degrees of freedom for each hang-up. Without any such assumption the product-limit estimator
//! (Kaplan & Meier 1958) gives the share whose patience exceeds a time, and hang-ups ÷ time waited
//! within a stretch of waiting give the rate there: were patience exponential, all would be alike.

use super::day::Day;
use super::patience_law::{Law, law};
use super::stats::{Z, chi_squared, poisson};
use super::{Estimate, Method};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Ends of the stretches of waiting for which hang-up rates are shown, seconds.
const STRETCHES: [u32; 7] = [10, 20, 40, 60, 120, 240, 480];

/// Shares of callers whose patience is over for which times are shown.
const QUANTILES: [f64; 3] = [0.1, 0.25, 0.5];

/// What the records say of patience, seconds.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Patience {
    /// Mean of exponential patience; its records are the callers who hung up.
    pub mean_s: Estimate,
    /// Those who hang up at once, and the law of the others' patience; `None` with too few hang-ups to tell.
    pub law: Option<Law>,
    /// Callers who waited at all.
    pub waited: u64,
    /// Time by which a tenth, a quarter and half of the callers would hang up, product-limit.
    pub quantiles: Vec<Quantile>,
    /// Rate of hanging up by stretch of waiting.
    pub hazard: Vec<Hazard>,
}

/// A quantile of patience without an assumption about its law.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Quantile {
    /// Share of callers whose patience is over.
    pub share: f64,
    /// When; `None` if nobody was seen to wait that long.
    pub time: Option<Estimate>,
    /// The same under exponential patience.
    pub exponential_s: f64,
}

/// Hang-ups in a stretch of waiting.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Hazard {
    /// Start of the stretch, seconds.
    pub from_s: u32,
    /// Its end; `None` for the last.
    pub to_s: Option<u32>,
    /// Hang-ups per hour of waiting.
    pub per_hour: Estimate,
}

/// Patience from the waits of some days; `None` without a hang-up.
pub fn patience(days: &[&Day]) -> Option<Patience> {
    let mut waits: BTreeMap<u32, [f64; 2]> = BTreeMap::new();
    let (mut time, mut gave_up) = (0.0, 0.0);
    for day in days.iter().filter(|day| !day.from_report) {
        time += day.cells.iter().map(|c| c.wait_s).sum::<f64>();
        // Of those whose wait is not known, patience is not known either.
        gave_up += day.waits.values().map(|n| f64::from(n[0])).sum::<f64>();
        for (second, counts) in &day.waits {
            let entry = waits.entry(*second).or_default();
            entry.iter_mut().zip(counts).for_each(|(sum, n)| *sum += f64::from(*n));
        }
    }
    if gave_up == 0.0 || time == 0.0 {
        return None;
    }
    let interval = (
        2.0 * time / chi_squared(0.975, 2.0 * gave_up),
        2.0 * time / chi_squared(0.025, 2.0 * gave_up),
    );
    let mean = time / gave_up;
    Some(Patience {
        mean_s: Estimate::new(mean, interval, gave_up as u64, Method::CensoredExponential),
        law: law(&waits),
        waited: waits.range(1..).map(|(_, n)| n[0] + n[1]).sum::<f64>() as u64,
        quantiles: quantiles(&waits, mean),
        hazard: hazard(&waits),
    })
}

/// Product-limit survival with Greenwood's variance; quantiles with the interval that inverts the
/// log–log one of survival (Brookmeyer & Crowley 1982).
fn quantiles(waits: &BTreeMap<u32, [f64; 2]>, mean: f64) -> Vec<Quantile> {
    let mut at_risk: f64 = waits.values().map(|n| n[0] + n[1]).sum();
    let (mut survival, mut greenwood) = (1.0_f64, 0.0);
    let mut found = QUANTILES.map(|_| [None::<f64>; 3]);
    let mut events = 0.0;
    for (second, [gone, censored]) in waits {
        if *gone > 0.0 && at_risk > *gone {
            survival *= 1.0 - gone / at_risk;
            greenwood += gone / (at_risk * (at_risk - gone));
            events += gone;
            let half = Z * greenwood.sqrt() / survival.ln().abs();
            let bounds = [survival, survival.powf(half.exp()), survival.powf((-half).exp())];
            for (share, slots) in QUANTILES.iter().zip(&mut found) {
                for (slot, s) in slots.iter_mut().zip(bounds) {
                    if slot.is_none() && s <= 1.0 - share {
                        *slot = Some(f64::from(*second));
                    }
                }
            }
        }
        at_risk -= gone + censored;
    }
    let one = |(share, [time, low, high]): (&f64, [Option<f64>; 3])| Quantile {
        share: *share,
        time: time.map(|t| {
            let interval = (low.unwrap_or(0.0), high.unwrap_or(f64::INFINITY));
            Estimate::new(t, interval, events as u64, Method::ProductLimit)
        }),
        exponential_s: -mean * (1.0 - share).ln(),
    };
    QUANTILES.iter().zip(found).map(one).collect()
}

fn hazard(waits: &BTreeMap<u32, [f64; 2]>) -> Vec<Hazard> {
    let starts = std::iter::once(0).chain(STRETCHES);
    let ends = STRETCHES.iter().map(|e| Some(*e)).chain([None]);
    starts
        .zip(ends)
        .filter_map(|(from, to)| {
            let (mut gone, mut time) = (0.0, 0.0);
            for (second, n) in waits.range(from + 1..) {
                // Waits are whole seconds rounded up: half a second less on average.
                let spent = f64::from((*second).min(to.unwrap_or(u32::MAX)) - from);
                let ended = to.is_none_or(|to| *second <= to);
                time += (n[0] + n[1]) * if ended { spent - 0.5 } else { spent };
                gone += if ended { n[0] } else { 0.0 };
            }
            let (low, high) = poisson(gone);
            let hours = time / 3600.0;
            (time > 0.0).then(|| Hazard {
                from_s: from,
                to_s: to,
                per_hour: Estimate::new(
                    gone / hours,
                    (low / hours, high / hours),
                    gone as u64,
                    Method::ProductLimit,
                ),
            })
        })
        .collect()
}
