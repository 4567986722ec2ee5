//! How long a trial must last: sample sizes from the variance of what is measured.
//!
//! A trial measures one figure, week by week, and decides on which side of a given value the truth lies. It looks twice,
//! halfway and at the end. Where the figure lies so far above the value that, were the truth no higher than the value, this
//! would happen with probability α, it decides for what is right above; below likewise; in between it goes on, and at the end
//! leaves it open. Halfway α is 0.1% (Haybittle 1971, *British Journal of Radiology* 44; Peto et al. 1976, *British Journal of
//! Cancer* 34), at the end 4.9%, so both looks together decide wrongly in at most 5% whatever the truth.
//!
//! The mean of n weeks is taken to be normal with variance κ₂/n, corrected for its skewness by κ₃ (Cornish & Fisher 1938):
//! z·√(κ₂/n) + (z² − 1)/6·κ₃/(κ₂·n). Cumulants of a week at the true value θ:
//!
//! | figure | κ₂ | κ₃ |
//! |---|---|---|
//! | calls counted, Poisson on days whose busyness is a Gamma factor of coefficient of variation c (days have shares sᵢ) | θ + c²θ²Σsᵢ² | θ + 3c²θ²Σsᵢ² + 2c⁴θ³Σsᵢ³ |
//! | mean of n times with coefficient of variation c and skewness g·c | c²θ²/n | g·c⁴θ³/n² |
//! | share of n | θ(1 − θ)/n | θ(1 − θ)(1 − 2θ)/n² |
//!
//! The number of weeks is the least for which the trial decides with the probability aimed at, over what is held possible
//! before it: the expected power, or assurance (O'Hagan, Stevens & Campbell 2005, *Pharmaceutical Statistics* 4).

use statrs::distribution::{ContinuousCDF, Normal};

/// Largest probability of a wrong decision halfway.
pub const HALFWAY: f64 = 0.001;
/// Largest probability of a wrong decision at the end.
pub const END: f64 = 0.049;
/// Probability of a decision that is aimed at.
pub const AIM: f64 = 0.8;
/// Fewest weeks: callers have to learn of new hours, and each day of the week is seen twice before the first look.
pub const FEWEST_WEEKS: u32 = 4;
/// Most weeks: a trial of more than a year is none.
pub const MOST_WEEKS: u32 = 52;

/// What is measured in a week.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// Calls counted; the squares and the cubes of the days' shares of the week summed, and the busyness of days.
    Count {
        /// Σsᵢ².
        squares: f64,
        /// Σsᵢ³.
        cubes: f64,
        /// Coefficient of variation of the factor of a day.
        busyness: f64,
    },
    /// The mean of so many times a week.
    Mean {
        /// How many.
        a_week: f64,
        /// Their coefficient of variation.
        variation: f64,
        /// Their skewness ÷ their coefficient of variation: 2 for Gamma (and exponential) times.
        skewness: f64,
    },
    /// The share of so many that are looked at.
    Share {
        /// How many.
        a_week: f64,
    },
}

impl Figure {
    /// Second and third cumulant of the figure of a week, where the truth is this.
    pub fn cumulants(&self, truth: f64) -> [f64; 2] {
        match *self {
            Figure::Count { squares, cubes, busyness } => {
                let of_days = busyness * busyness * truth * truth * squares;
                let skewed = 2.0 * busyness.powi(4) * truth.powi(3) * cubes;
                [truth + of_days, truth + 3.0 * of_days + skewed]
            }
            Figure::Mean { a_week, variation, skewness } => {
                let deviation = variation * truth;
                let third = skewness * variation * deviation.powi(3);
                [deviation * deviation / a_week, third / (a_week * a_week)]
            }
            Figure::Share { a_week } => {
                let spread = truth * (1.0 - truth);
                [spread / a_week, spread * (1.0 - 2.0 * truth) / (a_week * a_week)]
            }
        }
    }

    /// Standard error of the mean of so many weeks.
    pub fn standard_error(&self, truth: f64, weeks: u32) -> f64 {
        (self.cumulants(truth)[0] / f64::from(weeks)).sqrt()
    }

    /// The value that the mean of so many weeks exceeds with probability `above`.
    fn exceeded(&self, truth: f64, weeks: u32, above: f64) -> f64 {
        let z = -quantile(above);
        let [second, third] = self.cumulants(truth);
        let skewed = if second > 0.0 { (z * z - 1.0) / 6.0 * third / second } else { 0.0 };
        truth + z * self.standard_error(truth, weeks) + skewed / f64::from(weeks)
    }

    /// From which and up to which mean of so many weeks a look decides; where calls are counted, these are whole calls.
    pub fn bounds(&self, deciding: f64, weeks: u32, wrong: f64) -> [f64; 2] {
        let bounds = [wrong, 1.0 - wrong].map(|above| self.exceeded(deciding, weeks, above));
        match self {
            Figure::Count { .. } => {
                let [high, low] = bounds.map(|value| value * f64::from(weeks));
                [high.ceil(), low.floor()].map(|calls| calls / f64::from(weeks))
            }
            _ => bounds,
        }
    }

    /// Probability that the look at the end decides, where the truth is this.
    pub fn decides(&self, deciding: f64, weeks: u32, truth: f64) -> f64 {
        let [high, low] = self.bounds(deciding, weeks, END);
        let error = self.standard_error(truth, weeks);
        if error <= 0.0 {
            return f64::from(u8::from(truth >= high || truth <= low));
        }
        let below = |value: f64| probability((value - truth) / error);
        1.0 - below(high) + below(low)
    }

    /// The least number of weeks with which the trial decides as often as is aimed at over these truths, each as likely as the
    /// other, and how often it does then; the most weeks where none is enough.
    pub fn weeks(&self, deciding: f64, truths: &[f64]) -> (u32, f64) {
        let count = truths.len().max(1) as f64;
        let share = |weeks: u32| {
            truths.iter().map(|truth| self.decides(deciding, weeks, *truth)).sum::<f64>() / count
        };
        for weeks in FEWEST_WEEKS..MOST_WEEKS {
            let decided = share(weeks);
            if decided >= AIM {
                return (weeks, decided);
            }
        }
        (MOST_WEEKS, share(MOST_WEEKS))
    }
}

fn standard() -> Option<Normal> {
    Normal::new(0.0, 1.0).ok()
}

/// The standard normal quantile.
fn quantile(probability: f64) -> f64 {
    standard().map_or(f64::NAN, |normal| normal.inverse_cdf(probability))
}

/// The standard normal probability of what is below.
fn probability(value: f64) -> f64 {
    standard().map_or(f64::NAN, |normal| normal.cdf(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, RngExt, SeedableRng};
    use rand_distr::{Distribution, Exp, Gamma, Poisson};
    use rand_pcg::Pcg64Mcg;

    /// Weeks of a figure at a truth, made by lot.
    trait World {
        fn week(&self, truth: f64, random: &mut Pcg64Mcg) -> f64;
        fn figure(&self) -> Figure;
    }

    /// Calls on five unlike days whose busyness scatters.
    struct Calls(f64);

    const SHARES: [f64; 5] = [0.3, 0.25, 0.2, 0.15, 0.1];

    impl World for Calls {
        fn week(&self, truth: f64, random: &mut Pcg64Mcg) -> f64 {
            let shape = self.0.powi(-2);
            let day = |share: &f64| {
                let factor = match self.0 > 0.0 {
                    true => Gamma::new(shape, 1.0 / shape).unwrap().sample(random),
                    false => 1.0,
                };
                Poisson::new(truth * share * factor).map_or(0.0, |law| law.sample(random))
            };
            SHARES.iter().map(day).sum()
        }

        fn figure(&self) -> Figure {
            let power = |n| SHARES.iter().map(|share| share.powi(n)).sum();
            Figure::Count { squares: power(2), cubes: power(3), busyness: self.0 }
        }
    }

    /// The mean of exponential times.
    struct Times(u32);

    impl World for Times {
        fn week(&self, truth: f64, random: &mut Pcg64Mcg) -> f64 {
            let law = Exp::new(1.0 / truth).unwrap();
            (0..self.0).map(|_| law.sample(random)).sum::<f64>() / f64::from(self.0)
        }

        fn figure(&self) -> Figure {
            Figure::Mean { a_week: f64::from(self.0), variation: 1.0, skewness: 2.0 }
        }
    }

    /// The share of so many.
    struct Looks(u32);

    impl World for Looks {
        fn week(&self, truth: f64, random: &mut Pcg64Mcg) -> f64 {
            let hits = (0..self.0).filter(|_| random.random::<f64>() < truth).count();
            hits as f64 / f64::from(self.0)
        }

        fn figure(&self) -> Figure {
            Figure::Share { a_week: f64::from(self.0) }
        }
    }

    /// Whether a trial decides for above (1), below (−1) or for neither (0), and whether at the end or halfway.
    fn tried(
        world: &dyn World,
        deciding: f64,
        weeks: u32,
        truth: f64,
        random: &mut Pcg64Mcg,
    ) -> i8 {
        let figure = world.figure();
        let mut sum = 0.0;
        for week in 1..=weeks {
            sum += world.week(truth, random);
            let wrong = match week {
                w if w == weeks => END,
                w if w == weeks / 2 => HALFWAY,
                _ => continue,
            };
            let [high, low] = figure.bounds(deciding, week, wrong);
            let mean = sum / f64::from(week);
            match (mean >= high - 1e-9, mean <= low + 1e-9) {
                (true, _) => return 1,
                (_, true) => return -1,
                _ => {}
            }
        }
        0
    }

    /// Four standard errors of a share that is estimated from so many.
    fn four_errors(share: f64, count: u32) -> f64 {
        4.0 * (share * (1.0 - share) / f64::from(count)).sqrt()
    }

    /// Each world with the value that decides and what is held possible before.
    fn worlds() -> Vec<(Box<dyn World>, f64, [f64; 2])> {
        vec![
            (Box::new(Calls(0.0)), 105.0, [60.0, 130.0]),
            (Box::new(Calls(0.0)), 12.0, [2.0, 25.0]),
            (Box::new(Calls(0.25)), 105.0, [60.0, 160.0]),
            (Box::new(Times(40)), 240.0, [210.0, 300.0]),
            (Box::new(Looks(60)), 0.3, [0.1, 0.4]),
        ]
    }

    /// Truths that are held possible, all as likely.
    fn truths([from, to]: [f64; 2]) -> Vec<f64> {
        (0..200).map(|k| from + (to - from) * (f64::from(k) + 0.5) / 200.0).collect()
    }

    #[test]
    fn where_the_truth_is_the_value_that_decides_each_side_is_chosen_in_at_most_five_per_cent() {
        for (k, (world, deciding, range)) in worlds().into_iter().enumerate() {
            let (weeks, _) = world.figure().weeks(deciding, &truths(range));
            let mut random = Pcg64Mcg::seed_from_u64(k as u64);
            let count = 8_000;
            let mut found = [0_u32; 2];
            for _ in 0..count {
                match tried(&*world, deciding, weeks, deciding, &mut random) {
                    1 => found[0] += 1,
                    -1 => found[1] += 1,
                    _ => {}
                }
            }
            for side in found {
                let share = f64::from(side) / f64::from(count);
                let most = HALFWAY + END;
                assert!(share <= most + four_errors(most, count), "{k}: {share}, {weeks} weeks");
                // No stricter than it says, but for whole calls.
                assert!(share >= 0.03, "{k}: {share}, {weeks} weeks");
            }
        }
    }

    #[test]
    fn over_what_is_held_possible_it_decides_as_often_as_it_says_and_rightly() {
        for (k, (world, deciding, range)) in worlds().into_iter().enumerate() {
            let figure = world.figure();
            let (weeks, said) = figure.weeks(deciding, &truths(range));
            assert!((AIM..1.0).contains(&said), "{k}: {said}");
            if weeks > FEWEST_WEEKS {
                let shorter: f64 = truths(range)
                    .iter()
                    .map(|truth| figure.decides(deciding, weeks - 1, *truth))
                    .sum();
                assert!(shorter / 200.0 < AIM, "{k}: {weeks} weeks");
            }
            let mut random = Pcg64Mcg::seed_from_u64(100 + k as u64);
            let (count, mut decided, mut wrong) = (8_000, 0_u32, 0_u32);
            for _ in 0..count {
                let truth = range[0] + (range[1] - range[0]) * random.random::<f64>();
                let side = tried(&*world, deciding, weeks, truth, &mut random);
                decided += u32::from(side != 0);
                wrong += u32::from(side == 1 && truth < deciding || side == -1 && truth > deciding);
            }
            let share = f64::from(decided) / f64::from(count);
            // A look halfway only adds to what the end decides.
            assert!(share >= said - four_errors(said, count) - 0.005, "{k}: {share}, not {said}");
            assert!(share <= said + four_errors(said, count) + 0.02, "{k}: {share}, not {said}");
            assert!(f64::from(wrong) / f64::from(count) <= 0.05, "{k}: {wrong} of {count}");
        }
    }

    #[test]
    fn the_cumulants_are_those_of_weeks_made_by_lot() {
        for (k, (world, deciding, _)) in worlds().into_iter().enumerate() {
            let mut random = Pcg64Mcg::seed_from_u64(random_seed(k));
            let count = 100_000;
            let weeks: Vec<f64> = (0..count).map(|_| world.week(deciding, &mut random)).collect();
            let mean = weeks.iter().sum::<f64>() / f64::from(count);
            let moment =
                |n| weeks.iter().map(|w| (w - mean).powi(n)).sum::<f64>() / f64::from(count);
            let [second, third] = world.figure().cumulants(deciding);
            // The variance of a sample variance is about 2κ₂²/n and a little more.
            assert!((moment(2) / second - 1.0).abs() < 0.03, "{k}: {} {second}", moment(2));
            let skewness = |third: f64, second: f64| third / second.powf(1.5);
            let room = 6.0 * (6.0 / f64::from(count)).sqrt() + 0.02;
            let (found, said) = (skewness(moment(3), moment(2)), skewness(third, second));
            assert!((found - said).abs() < room, "{k}: {found}, not {said}");
        }
    }

    fn random_seed(k: usize) -> u64 {
        Pcg64Mcg::seed_from_u64(k as u64 + 7).next_u64()
    }

    #[test]
    fn the_sample_size_of_a_poisson_count_is_that_of_the_textbook() {
        // A single truth of 120 against 100 with errors 4.9% and 20% takes (z₁√100 + z₂√120)²/20² weeks: 16.55 + 9.22 = 25.77,
        // so 1.7, and the fewest weeks do.
        let week = Figure::Count { squares: 0.2, cubes: 0.04, busyness: 0.0 };
        assert_eq!(week.weeks(100.0, &[120.0]).0, FEWEST_WEEKS);
        // 105 against 100: (16.55 + 8.62)²/5² = 25.3 weeks, and whole calls a little more.
        let weeks = week.weeks(100.0, &[105.0]).0;
        assert!((25..=27).contains(&weeks), "{weeks}");
        // What lies at the value that decides is never told.
        let (weeks, decided) = week.weeks(100.0, &[100.0]);
        assert_eq!(weeks, MOST_WEEKS);
        assert!(decided < 0.1);
    }
}
