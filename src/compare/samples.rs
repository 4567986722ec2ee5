//! All uncertain numbers drawn at once.

use super::fixed::Fixed;
use super::moved::{Model, worth};
use super::variant::Parameter;
use crate::parallel;
use crate::scenario::Scenario;
use crate::solve::rule::Contender;
use crate::wire::proposal::{Joint, Missed, MissedPromise, Proposal};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// Quantile of the normal law for 95%.
const Z: f64 = 1.959_963_984_540_054;

/// Changes of the cost of each contender from its central value: at the low and at the high value.
pub(super) struct Effect {
    pub(super) low: Vec<f64>,
    pub(super) high: Vec<f64>,
}

pub(super) struct Samples<'a> {
    pub(super) model: &'a Model<'a>,
    pub(super) parameters: &'a [Parameter],
    pub(super) effects: &'a [Effect],
}

/// What comes of one sample.
struct Sample {
    best: Option<usize>,
    cost_difference: Option<f64>,
    net_difference: Option<f64>,
    calls_served: Option<f64>,
    proposed: Option<Judged>,
    baseline: Option<Judged>,
}

/// A staffing in one sample.
struct Judged {
    mean_wait_s: f64,
    /// By promise.
    missed: Vec<bool>,
}

impl Samples<'_> {
    /// All samples told, and what the proposed hours cost more in each less the worth of the further calls.
    pub(super) fn joint(
        &self,
        proposal: &Proposal,
        average: Option<&[Contender]>,
        proposed: Option<&Fixed<'_>>,
        baseline: Option<&Fixed<'_>>,
    ) -> (Joint, Vec<Option<f64>>) {
        let count = self.model.work.options.samples;
        let samples = self.each(|number| {
            let values = self.draw(proposal.seed, number);
            self.sample(&values, proposal, proposed, baseline)
        });
        let share = |k: usize| {
            samples.iter().filter(|s| s.best == Some(k)).count() as f64 / f64::from(count.max(1))
        };
        let net = |k: usize| average?.iter().find(|c| c.closing == k).map(|c| c.cost);
        let three = |of: fn(&Sample) -> Option<f64>| {
            let values: Vec<f64> = samples.iter().filter_map(of).collect();
            (!values.is_empty()).then(|| quantiles(values))
        };
        let joint = Joint {
            samples: count,
            best: (0..proposal.closings.len()).map(share).collect(),
            net: (0..proposal.closings.len()).map(net).collect(),
            cost_difference: three(|s| s.cost_difference),
            calls_served: three(|s| s.calls_served),
            proposed: told(&samples, proposed, |s| s.proposed.as_ref()),
            baseline: told(&samples, baseline, |s| s.baseline.as_ref()),
        };
        (joint, samples.iter().map(|sample| sample.net_difference).collect())
    }

    /// How often promises are missed with a staffing held as it is.
    pub(super) fn missed(&self, seed: u64, fixed: &Fixed<'_>) -> Missed {
        let judged = self.each(|number| judged(fixed, &self.scenario(seed, number)));
        told(&judged, Some(fixed), Some)
    }

    /// Something of every sample, by its number.
    pub(super) fn each<R: Send>(&self, of: impl Fn(u32) -> R + Sync + Send) -> Vec<R> {
        let numbers: Vec<u32> = (0..self.model.work.options.samples).collect();
        parallel::each(&numbers, |number| of(*number))
    }

    /// The scenario of a sample.
    pub(super) fn scenario(&self, seed: u64, number: u32) -> Scenario {
        let mut scenario = self.model.work.scenario.clone();
        for (parameter, value) in self.parameters.iter().zip(self.draw(seed, number)) {
            parameter.apply(&mut scenario, value);
        }
        scenario
    }

    /// The contenders with the mean over all samples of their cost less worth as cost, and nothing served beside: the rule
    /// looks at the mean. `None` where some cost is not known.
    pub(super) fn on_average(&self, seed: u64) -> Option<Vec<Contender>> {
        self.averaged(seed, None)
    }

    /// The same with one number held at a value in every sample.
    pub(super) fn averaged(&self, seed: u64, held: Option<(usize, f64)>) -> Option<Vec<Contender>> {
        let count = self.model.work.options.samples;
        let nets = self.each(|number| {
            let mut values = self.draw(seed, number);
            held.iter().for_each(|(parameter, value)| values[*parameter] = *value);
            let (scenario, moved) = self.at(&values);
            moved.iter().map(|c| c.net(worth(&scenario))).collect::<Vec<f64>>()
        });
        let all = &self.model.contenders;
        let mean = |k: usize| nets.iter().map(|nets| nets[k]).sum::<f64>() / f64::from(count);
        let means: Vec<f64> = (0..all.len()).map(mean).collect();
        (count > 0 && means.iter().all(|mean| mean.is_finite())).then(|| {
            let each = all.iter().zip(means);
            each.map(|(c, mean)| Contender { cost: mean, served: 0.0, ..*c }).collect()
        })
    }

    fn draw(&self, seed: u64, number: u32) -> Vec<f64> {
        draw(self.parameters, seed, number)
    }

    /// The scenario of a sample with its contenders.
    fn at(&self, values: &[f64]) -> (Scenario, Vec<Contender>) {
        let mut scenario = self.model.work.scenario.clone();
        let mut changes = vec![0.0; self.model.contenders.len()];
        for ((parameter, effect), value) in self.parameters.iter().zip(self.effects).zip(values) {
            parameter.apply(&mut scenario, *value);
            let (end, far) = if *value < parameter.central {
                (parameter.low, &effect.low)
            } else {
                (parameter.high, &effect.high)
            };
            let way = end - parameter.central;
            let part = if way == 0.0 { 0.0 } else { (value - parameter.central) / way };
            for (change, far) in changes.iter_mut().zip(far) {
                *change += if part == 0.0 { 0.0 } else { part * far };
            }
        }
        let moved = self.model.moved(&scenario, &changes);
        (scenario, moved)
    }

    fn sample(
        &self,
        values: &[f64],
        proposal: &Proposal,
        proposed: Option<&Fixed<'_>>,
        baseline: Option<&Fixed<'_>>,
    ) -> Sample {
        let (scenario, moved) = self.at(values);
        let of = |closing: usize| moved.iter().find(|c| c.closing == closing);
        let pair = of(proposal.proposed).zip(of(proposal.baseline));
        let worth = worth(&scenario);
        let net = pair.map(|(a, b)| a.net(worth) - b.net(worth));
        Sample {
            best: self.model.recommended(&moved, worth),
            cost_difference: pair.map(|(a, b)| a.cost - b.cost).filter(|d| d.is_finite()),
            net_difference: net.filter(|d| d.is_finite()),
            calls_served: pair.map(|(a, b)| a.served - b.served),
            proposed: proposed.map(|fixed| judged(fixed, &scenario)),
            baseline: baseline.map(|fixed| judged(fixed, &scenario)),
        }
    }
}

/// A value for every number, from a stream of its own.
pub(super) fn draw(parameters: &[Parameter], seed: u64, number: u32) -> Vec<f64> {
    let seed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(u64::from(number));
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let one = |p: &Parameter| triangular(p.low, p.central, p.high, random.random());
    parameters.iter().map(one).collect()
}

fn judged(fixed: &Fixed<'_>, scenario: &Scenario) -> Judged {
    let held = fixed.held(scenario);
    Judged { mean_wait_s: fixed.wait_of(&held), missed: fixed.missed(&held) }
}

/// The value below which this share of a triangular law lies.
pub(super) fn triangular(low: f64, mode: f64, high: f64, share: f64) -> f64 {
    let (range, left, right) = (high - low, mode - low, high - mode);
    let value = if share * range < left {
        low + (share * range * left).sqrt()
    } else {
        high - ((1.0 - share) * range * right).sqrt()
    };
    value.clamp(low, high)
}

/// The values below which 5%, 50% and 95% lie (nearest rank).
fn quantiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    let last = values.len() - 1;
    [0.05, 0.5, 0.95].map(|share| values[((share * last as f64).round() as usize).min(last)])
}

fn told<'s, S>(
    samples: &'s [S],
    fixed: Option<&Fixed<'_>>,
    of: impl Fn(&'s S) -> Option<&'s Judged>,
) -> Missed {
    let judged: Vec<&Judged> = samples.iter().filter_map(of).collect();
    let count = judged.len().max(1) as f64;
    let share = |of: &dyn Fn(&Judged) -> bool| {
        judged.iter().filter(|judged| of(judged)).count() as f64 / count
    };
    let promises = fixed.map_or_else(Vec::new, |fixed| {
        fixed
            .promises()
            .into_iter()
            .enumerate()
            .map(|(k, (line, target, correction))| MissedPromise {
                line,
                measure: target.measure,
                over: target.over,
                between: target.between,
                promised: target.promised,
                share: share(&|j| j.missed[k]),
                correction,
            })
            .collect()
    });
    let any = share(&|j| j.missed.contains(&true));
    let waits: Vec<f64> = judged.iter().map(|judged| judged.mean_wait_s).collect();
    let waits = if waits.is_empty() { [f64::INFINITY; 3] } else { quantiles(waits) };
    Missed {
        any,
        half_width: wilson(any, count),
        promises,
        mean_wait_s: waits.map(|wait| wait.is_finite().then_some(wait)),
    }
}

/// Half the width of Wilson's 95% interval of a share (1927, *JASA* 22(158)).
fn wilson(share: f64, count: f64) -> f64 {
    let z2 = Z * Z;
    Z * (share * (1.0 - share) / count + z2 / (4.0 * count * count)).sqrt() / (1.0 + z2 / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_triangular_law_has_its_mean_variance_and_median() {
        let (low, mode, high) = (2.0, 3.0, 7.0);
        let draws = 200_000;
        let values: Vec<f64> = (0..draws)
            .map(|k| triangular(low, mode, high, (f64::from(k) + 0.5) / f64::from(draws)))
            .collect();
        let mean = values.iter().sum::<f64>() / f64::from(draws);
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / f64::from(draws);
        // Mean (a + b + c) ÷ 3; variance (a² + b² + c² − ab − ac − bc) ÷ 18.
        assert!((mean - 4.0).abs() < 1e-6);
        assert!((variance - (4.0 + 49.0 + 9.0 - 14.0 - 6.0 - 21.0) / 18.0).abs() < 1e-6);
        assert_eq!(
            (triangular(low, mode, high, 0.0), triangular(low, mode, high, 1.0)),
            (2.0, 7.0)
        );
        assert_eq!(triangular(1.0, 1.0, 2.0, 0.0), 1.0);
    }

    #[test]
    fn wilson_half_width_is_as_published() {
        // Newcombe (1998), table I: 81 of 263, interval 0.2553 to 0.3662.
        assert!((wilson(81.0 / 263.0, 263.0) - (0.3662 - 0.2553) / 2.0).abs() < 5e-5);
    }
}
