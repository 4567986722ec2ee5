//! One plan a block, so that together they keep the ties at the least objective.
//!
//! A shortest path with resources over the blocks: labels carry the objective and the usage of each
//! tie; a label that another undercuts in everything goes, and so does one that, with the best the
//! remaining blocks can do, can neither keep a tie nor beat the best plan known.

/// A choice for one block: objective and usage of each tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Objective.
    pub objective: f64,
    /// Usage of each tie.
    pub usage: Vec<f64>,
}

/// The best choice, if there is one below the cutoff.
#[derive(Debug, Clone, PartialEq)]
pub struct Combination {
    /// Index of the option taken, by block.
    pub picks: Vec<usize>,
    /// Sum of the objectives.
    pub objective: f64,
}

/// What a search over the options came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Combined {
    /// The best combination found.
    pub best: Option<Combination>,
    /// Whether nothing was left out: then no combination is better.
    pub complete: bool,
}

/// Labels kept after each block at the most.
const MOST_LABELS: usize = 20_000;
/// Labels extended by a choice for each block at the most. With many ties few labels undercut others,
/// and their number grows from block to block; the most promising go on then.
const MOST_EXTENSIONS: usize = 400_000;
/// Ties may be exceeded by this much, relative to their limit.
const TOLERANCE: f64 = 1e-7;

#[derive(Debug, Clone)]
struct Label {
    objective: f64,
    usage: Vec<f64>,
    picks: Vec<usize>,
}

/// Finds the cheapest combination of one option a block that keeps `Σ usage ≤ limits`, cheaper than
/// `cutoff`. `multipliers` price the ties and make the pruning sharp; any values are valid.
pub fn combine(
    options: &[&[Choice]],
    limits: &[f64],
    multipliers: &[f64],
    cutoff: f64,
) -> Combined {
    let slack = |r: usize| limits[r] + TOLERANCE * limits[r].abs().max(1e-3);
    let priced =
        |o: f64, usage: &[f64]| o + usage.iter().zip(multipliers).map(|(a, u)| a * u).sum::<f64>();
    let rest = Rest::of(options, limits.len(), &priced);
    let budget: f64 = (0..limits.len()).map(|r| multipliers[r] * slack(r)).sum();
    let mut complete = true;
    let mut labels =
        vec![Label { objective: 0.0, usage: vec![0.0; limits.len()], picks: Vec::new() }];
    for (b, choices) in options.iter().enumerate() {
        let most = MOST_LABELS.min(MOST_EXTENSIONS / choices.len().max(1));
        if labels.len() > most {
            complete = false;
            labels.sort_by(|a, b| {
                priced(a.objective, &a.usage).total_cmp(&priced(b.objective, &b.usage))
            });
            labels.truncate(most);
        }
        let mut next: Vec<Label> = Vec::new();
        let mut usage = vec![0.0; limits.len()];
        for label in &labels {
            for (k, choice) in choices.iter().enumerate() {
                let objective = label.objective + choice.objective;
                if objective + rest.objective[b + 1] >= cutoff {
                    continue;
                }
                for (r, sum) in usage.iter_mut().enumerate() {
                    *sum = label.usage[r] + choice.usage[r];
                }
                let keeps = (0..limits.len()).all(|r| usage[r] + rest.usage[b + 1][r] <= slack(r));
                let value = priced(objective, &usage) + rest.priced[b + 1] - budget;
                if keeps && value < cutoff {
                    let mut picks = label.picks.clone();
                    picks.push(k);
                    next.push(Label { objective, usage: usage.clone(), picks });
                }
            }
        }
        labels = undominated(next);
    }
    let best = labels
        .into_iter()
        .min_by(|a, b| a.objective.total_cmp(&b.objective).then_with(|| a.picks.cmp(&b.picks)))
        .map(|label| Combination { picks: label.picks, objective: label.objective });
    Combined { best, complete }
}

/// The least that blocks from some index on can come to, each measure on its own.
struct Rest {
    objective: Vec<f64>,
    priced: Vec<f64>,
    usage: Vec<Vec<f64>>,
}

impl Rest {
    fn of(options: &[&[Choice]], ties: usize, priced: &dyn Fn(f64, &[f64]) -> f64) -> Self {
        let n = options.len();
        let mut rest = Rest {
            objective: vec![0.0; n + 1],
            priced: vec![0.0; n + 1],
            usage: vec![vec![0.0; ties]; n + 1],
        };
        let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
        for b in (0..n).rev() {
            let choices = options[b];
            rest.objective[b] =
                rest.objective[b + 1] + least(&mut choices.iter().map(|c| c.objective));
            rest.priced[b] = rest.priced[b + 1]
                + least(&mut choices.iter().map(|c| priced(c.objective, &c.usage)));
            rest.usage[b] = (0..ties)
                .map(|r| rest.usage[b + 1][r] + least(&mut choices.iter().map(|c| c.usage[r])))
                .collect();
        }
        rest
    }
}

/// Drops labels that another one undercuts or equals in everything.
fn undominated(mut labels: Vec<Label>) -> Vec<Label> {
    labels.sort_by(|a, b| {
        a.objective.total_cmp(&b.objective).then_with(|| {
            a.usage
                .iter()
                .sum::<f64>()
                .total_cmp(&b.usage.iter().sum())
                .then_with(|| a.picks.cmp(&b.picks))
        })
    });
    // Comparing with the most recent and the first few keeps this linear; what slips through costs
    // time, not truth.
    const COMPARED: usize = 400;
    let mut kept: Vec<Label> = Vec::new();
    for label in labels {
        let dominated =
            kept.iter().rev().take(COMPARED).chain(kept.iter().take(COMPARED)).any(|k| {
                k.objective <= label.objective + 1e-9
                    && k.usage.iter().zip(&label.usage).all(|(a, b)| *a <= b + 1e-12)
            });
        if !dominated {
            kept.push(label);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(objective: f64, usage: &[f64]) -> Choice {
        Choice { objective, usage: usage.to_vec() }
    }

    #[test]
    fn the_best_combination_is_found_among_all() {
        // Every combination tried by hand: a deterministic pseudo-random table of 3 blocks × 7.
        let table: Vec<Vec<Choice>> = (0..3)
            .map(|b| {
                (0..7)
                    .map(|k| {
                        let n = ((b * 7 + k) * 7919 % 101) as f64;
                        option(100.0 - n, &[n, (n * 37.0) % 11.0])
                    })
                    .collect()
            })
            .collect();
        let refs: Vec<&[Choice]> = table.iter().map(|o| o.as_slice()).collect();
        for limit in [60.0, 120.0, 180.0] {
            let mut best = f64::INFINITY;
            for (a, b, c) in (0..343).map(|i| (i / 49, i / 7 % 7, i % 7)) {
                let sum =
                    |r: usize| table[0][a].usage[r] + table[1][b].usage[r] + table[2][c].usage[r];
                if sum(0) <= limit && sum(1) <= 12.0 {
                    best = best
                        .min(table[0][a].objective + table[1][b].objective + table[2][c].objective);
                }
            }
            let found = combine(&refs, &[limit, 12.0], &[0.9, 0.1], f64::INFINITY);
            assert!(found.complete);
            assert!((found.best.unwrap().objective - best).abs() < 1e-9);
        }
    }

    #[test]
    fn labels_that_none_undercuts_end_with_the_work_allowed() {
        // Five blocks of 60 choices, each the cheapest for some mix of five ties: no label undercuts
        // another, and 60⁵ combinations keep the limits.
        let choice = |k: usize| {
            let part = |r: usize| (10.0 * ((5 * k + r + 2) as f64).sqrt()).fract();
            let usage: Vec<f64> = (0..5).map(part).collect();
            option(1000.0 - usage.iter().sum::<f64>(), &usage)
        };
        let choices: Vec<Choice> = (0..60).map(choice).collect();
        let found = combine(&[&choices[..]; 5], &[1e6; 5], &[0.0; 5], f64::INFINITY);
        let least = choices.iter().map(|c| c.objective).fold(f64::INFINITY, f64::min);
        assert!(!found.complete);
        assert!(found.best.unwrap().objective >= 5.0 * least - 1e-9);
    }

    #[test]
    fn a_cutoff_and_an_impossible_limit_leave_nothing() {
        let options = [option(5.0, &[1.0]), option(3.0, &[2.0])];
        assert_eq!(combine(&[&options], &[0.5], &[0.0], f64::INFINITY).best, None);
        assert_eq!(combine(&[&options], &[2.0], &[0.0], 3.0).best, None);
        assert_eq!(combine(&[&options], &[2.0], &[0.0], 3.1).best.unwrap().picks, [1]);
    }
}
