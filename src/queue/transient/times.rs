//! What has become of callers by a given time after their arrival.
//!
//! Callers who arrive while nothing changes until that time are followed together, from the time
//! integral of the system. For the others, whose wait runs into a change, the share depends on when
//! they arrive; it is integrated over the moment of arrival by Gauss–Kronrod panels, between the moments
//! from which a given time reaches a change, and halved until two rules agree.

use super::follow::{Course, Tagged, Then};
use super::rates::Rates;
use super::state::State;
use super::steps::{Span, advance, advance_callers};
use super::{ByTime, Day};

/// Two rules of a panel may differ by this share of the cohort's calls; the better one is then far
/// closer.
const PANEL_ERROR: f64 = 1e-9;

/// Panels are halved at most so often.
const HALVINGS: u32 = 24;

impl Day {
    /// See [`Day::by_times`]; the cohort exists and the times rise.
    pub(super) fn outcomes(&self, cohort: usize, times: &[f64]) -> Option<Vec<ByTime>> {
        let calls = self.course.calls(cohort);
        let none = ByTime { answered: 1.0, waiting: 0.0 };
        if calls == 0.0 {
            return Some(vec![none; times.len()]);
        }
        let mut sums = vec![ByTime::default(); times.len()];
        for index in (0..self.course.len()).filter(|i| self.course.cohort[*i] == cohort) {
            if self.course.rates[index].arrivals > 0.0 {
                Arrivals { course: &self.course, index, times, calls }
                    .add(&self.starts[index], &mut sums)?;
            }
        }
        let share = |x: f64| (x / calls).clamp(0.0, 1.0);
        let shares =
            sums.iter().map(|s| ByTime { answered: share(s.answered), waiting: share(s.waiting) });
        Some(shares.collect())
    }
}

/// Callers who arrive in one stretch.
struct Arrivals<'a> {
    course: &'a Course,
    index: usize,
    times: &'a [f64],
    /// Calls of the whole cohort.
    calls: f64,
}

impl Arrivals<'_> {
    fn rates(&self) -> &Rates {
        &self.course.rates[self.index]
    }

    /// Adds those in each state by the times asked for.
    fn add(&self, start: &State, sums: &mut [ByTime]) -> Option<()> {
        let seconds = self.course.seconds[self.index];
        let changes = self.changes();
        let first = changes.first().copied().unwrap_or(f64::INFINITY);
        let mut edges: Vec<f64> = changes
            .iter()
            .flat_map(|change| self.times.iter().map(move |t| change - t))
            .filter(|s| *s > 1e-6 && *s < seconds - 1e-6)
            .collect();
        edges.push(seconds);
        edges.sort_by(f64::total_cmp);
        edges.dedup_by(|a, b| *a - *b < 1e-6);
        let (mut from, mut system) = (0.0, start.clone());
        for to in edges {
            // Times that end before anything changes come first.
            let together = self.times.partition_point(|t| to + t <= first + 1e-6);
            let mut end = system.clone();
            let mut integral = State::default();
            self.advance(&mut end, to - from, &mut integral)?;
            self.add_together(&integral, to - from, together, sums)?;
            if together < self.times.len() {
                let panel = Panel { from, to, system: &system, first: together };
                self.integrate(&panel, HALVINGS, sums)?;
            }
            (from, system) = (to, end);
        }
        Some(())
    }

    /// When the service changes, in seconds from the start of the stretch, as far as the times reach.
    fn changes(&self) -> Vec<f64> {
        let longest = self.times.last().copied().unwrap_or(0.0);
        let own = self.course.seconds[self.index];
        let (mut index, mut end, mut rates) = (self.index, own, *self.rates());
        let mut changes = Vec::new();
        while end <= own + longest {
            index += 1;
            match self.course.then(index) {
                Then::CutOff => {
                    changes.push(end);
                    break;
                }
                Then::Rates(next, seconds) => {
                    if !next.serves_like(&rates) {
                        changes.push(end);
                    }
                    (rates, end) = (next, end + seconds);
                }
            }
        }
        changes
    }

    fn advance(&self, system: &mut State, seconds: f64, integral: &mut State) -> Option<()> {
        let whole = self.course.span(self.index, 0.0);
        let cut = whole.cut * seconds / whole.seconds;
        advance(&Span { seconds, cut, ..whole }, system, None, integral).map(|_| ())
    }

    /// Callers whose first `count` times end before anything changes.
    fn add_together(
        &self,
        integral: &State,
        seconds: f64,
        count: usize,
        sums: &mut [ByTime],
    ) -> Option<()> {
        let arrivals = self.rates().arrivals;
        let mut tagged = Tagged::default();
        integral.add_arrivals_to(&mut tagged.mass, self.rates(), arrivals);
        let mut passed = 0.0;
        for (t, sum) in self.times[..count].iter().zip(sums) {
            self.wait(&mut tagged, self.rates(), t - passed)?;
            passed = *t;
            add(sum, arrivals * seconds, &tagged, 0.0, 1.0);
        }
        Some(())
    }

    fn wait(&self, tagged: &mut Tagged, rates: &Rates, seconds: f64) -> Option<()> {
        if seconds <= 0.0 {
            return Some(());
        }
        // Ages are not asked for.
        tagged.age = State::default();
        let cut_callers = 1e-6 * self.course.tolerance * tagged.mass.total();
        advance_callers(&Span { rates: *rates, seconds, cut: 0.0, cut_callers }, tagged)
    }

    /// Adds a panel, in halves where its two rules differ.
    fn integrate(&self, panel: &Panel<'_>, halvings: u32, sums: &mut [ByTime]) -> Option<()> {
        let half = 0.5 * (panel.to - panel.from);
        let count = self.times.len() - panel.first;
        let mut kronrod = vec![ByTime::default(); count];
        let mut gauss = kronrod.clone();
        let (mut now, mut system) = (panel.from, panel.system.clone());
        let mut middle = None;
        for (k, (node, weight, gauss_weight)) in nodes().enumerate() {
            let at = panel.from + half * (1.0 + node);
            self.advance(&mut system, at - now, &mut State::default())?;
            now = at;
            let values = self.shares(&system, at, panel.first)?;
            for ((value, k), g) in values.iter().zip(&mut kronrod).zip(&mut gauss) {
                k.answered += half * weight * value.answered;
                k.waiting += half * weight * value.waiting;
                g.answered += half * gauss_weight * value.answered;
                g.waiting += half * gauss_weight * value.waiting;
            }
            if k == 7 {
                middle = Some(system.clone());
            }
        }
        let apart = |k: &ByTime, g: &ByTime| {
            (k.answered - g.answered).abs().max((k.waiting - g.waiting).abs())
        };
        let error = kronrod.iter().zip(&gauss).map(|(k, g)| apart(k, g)).fold(0.0, f64::max);
        if error * self.rates().arrivals > PANEL_ERROR * self.calls && halvings > 0 {
            let split = panel.from + half;
            self.integrate(&Panel { to: split, ..*panel }, halvings - 1, sums)?;
            let system = &middle?;
            let right = Panel { from: split, system, ..*panel };
            return self.integrate(&right, halvings - 1, sums);
        }
        for (sum, k) in sums[panel.first..].iter_mut().zip(&kronrod) {
            sum.answered += self.rates().arrivals * k.answered;
            sum.waiting += self.rates().arrivals * k.waiting;
        }
        Some(())
    }

    /// One caller who arrives `at` seconds into the stretch, by each of the times from `first` on.
    fn shares(&self, system: &State, at: f64, first: usize) -> Option<Vec<ByTime>> {
        let mut tagged = Tagged::default();
        system.add_arrivals_to(&mut tagged.mass, self.rates(), 1.0);
        let mut index = self.index;
        let (mut rates, mut left) = (*self.rates(), self.course.seconds[index] - at);
        let (mut passed, mut cut_off) = (0.0, 0.0);
        let mut shares = Vec::with_capacity(self.times.len() - first);
        for t in &self.times[first..] {
            while t - passed > left {
                self.wait(&mut tagged, &rates, left)?;
                passed += left;
                index += 1;
                match self.course.then(index) {
                    Then::CutOff => {
                        cut_off += tagged.mass.total();
                        tagged.mass = State::default();
                        left = f64::INFINITY;
                    }
                    Then::Rates(next, seconds) => {
                        tagged.change(&rates, &next);
                        (rates, left) = (next, seconds);
                    }
                }
            }
            self.wait(&mut tagged, &rates, t - passed)?;
            left -= t - passed;
            passed = *t;
            let mut share = ByTime::default();
            add(&mut share, 1.0, &tagged, cut_off, 1.0);
            shares.push(share);
        }
        Some(shares)
    }
}

/// Adds those of `callers` who are answered, and those who wait.
fn add(sum: &mut ByTime, callers: f64, tagged: &Tagged, cut_off: f64, factor: f64) {
    let waiting = tagged.mass.total();
    sum.waiting += factor * waiting;
    sum.answered += factor * (callers - tagged.hung - waiting - cut_off);
}

/// Moments of arrival, in seconds of the stretch, with the system at the first of them.
#[derive(Clone, Copy)]
struct Panel<'s> {
    from: f64,
    to: f64,
    system: &'s State,
    /// The first of the times that run into a change.
    first: usize,
}

/// The fifteen-point Kronrod rule on −1..1 with the seven-point Gauss rule inside it (Piessens et al.
/// 1983, QUADPACK): node, weight, weight in the Gauss rule.
fn nodes() -> impl Iterator<Item = (f64, f64, f64)> {
    let left = KRONROD.iter().map(|(node, weight, gauss)| (-node, *weight, *gauss));
    left.chain(KRONROD[..7].iter().rev().copied())
}

const KRONROD: [(f64, f64, f64); 8] = [
    (0.991_455_371_120_812_6, 0.022_935_322_010_529_224, 0.0),
    (0.949_107_912_342_758_5, 0.063_092_092_629_978_55, 0.129_484_966_168_869_7),
    (0.864_864_423_359_769_1, 0.104_790_010_322_250_18, 0.0),
    (0.741_531_185_599_394_4, 0.140_653_259_715_525_92, 0.279_705_391_489_276_67),
    (0.586_087_235_467_691_1, 0.169_004_726_639_267_9, 0.0),
    (0.405_845_151_377_397_17, 0.190_350_578_064_785_4, 0.381_830_050_505_118_94),
    (0.207_784_955_007_898_47, 0.204_432_940_075_298_9, 0.0),
    (0.0, 0.209_482_141_084_727_83, 0.417_959_183_673_469_4),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_rules_integrate_their_degrees_exactly() {
        for degree in (0..=22).step_by(2) {
            let exact = 2.0 / f64::from(degree + 1);
            let kronrod: f64 = nodes().map(|(x, w, _)| w * x.powi(degree)).sum();
            assert!((kronrod - exact).abs() < 1e-14, "degree {degree}");
            if degree <= 13 {
                let gauss: f64 = nodes().map(|(x, _, g)| g * x.powi(degree)).sum();
                assert!((gauss - exact).abs() < 1e-14, "degree {degree}");
            }
        }
    }
}
