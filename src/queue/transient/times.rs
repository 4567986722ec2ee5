//! What has become of callers by a given time after their arrival.
//!
//! Callers who arrive while nothing changes until that time are followed together, from the time
//! integral of the system. For the others, whose wait runs into a change, the share depends on when
//! they arrive; it is integrated over the moment of arrival by Gauss–Kronrod panels, between the moments
//! from which a given time reaches a change, and halved until two rules agree.

use super::away::Joint;
use super::callers::{Followed, advance_all};
use super::follow::{Course, Then};
use super::rates::Rates;
use super::state::State;
use super::steps::{Span, Tagged, advance_callers};
use super::{ByTime, Day};
use crate::domain::time::{TimeLeft, is_over};

/// Moments nearer than this are one, seconds.
const SAME_S: f64 = 1e-6;

/// Two rules of a panel may differ by this share of the cohort's calls; the better one is then far
/// closer.
const PANEL_ERROR: f64 = 1e-9;

/// Panels are halved at most so often.
const HALVINGS: u32 = 24;

impl Day {
    /// See [`Day::by_time_within`]; the cohort exists and the time is in range.
    pub(super) fn outcome(
        &self,
        cohort: usize,
        time: f64,
        time_left: TimeLeft<'_>,
    ) -> Option<ByTime> {
        let calls = self.course.calls(cohort);
        if calls == 0.0 {
            return Some(ByTime { answered: 1.0, ..ByTime::default() });
        }
        let mut sum = ByTime::default();
        for index in (0..self.course.len()).filter(|i| self.course.cohort[*i] == cohort) {
            if self.course.rates[index].arrivals > 0.0 {
                Arrivals { course: &self.course, index, time, calls, time_left }
                    .add(&self.starts[index], &mut sum)?;
            }
        }
        let share = |x: f64| (x / calls).clamp(0.0, 1.0);
        Some(ByTime {
            answered: share(sum.answered),
            waiting: share(sum.waiting),
            cut_off: share(sum.cut_off),
        })
    }
}

/// Callers who arrive in one stretch.
struct Arrivals<'a> {
    course: &'a Course,
    index: usize,
    time: f64,
    /// Calls of the whole cohort.
    calls: f64,
    time_left: TimeLeft<'a>,
}

impl Arrivals<'_> {
    fn rates(&self) -> &Rates {
        &self.course.rates[self.index]
    }

    /// Adds what has become of them by the time asked for.
    fn add(&self, start: &Joint, sum: &mut ByTime) -> Option<()> {
        let seconds = self.course.seconds[self.index];
        let (changes, last) = self.changes();
        let first = changes.first().copied().unwrap_or(f64::INFINITY);
        let moments = changes.iter().map(|change| change - self.time);
        let mut edges: Vec<f64> =
            moments.filter(|s| *s > SAME_S && *s < seconds - SAME_S).collect();
        edges.push(seconds);
        // Nobody notices here who comes back later.
        let (mut from, mut system) = (0.0, start.up_to(last));
        for to in edges {
            let mut end = system.clone();
            let mut integral = State::default();
            self.advance(&mut end, to - from, &mut integral)?;
            if to + self.time <= first + SAME_S {
                self.add_together(&integral, to - from, sum)?;
            } else {
                self.integrate(&Panel { from, to, system: &system }, HALVINGS, sum)?;
            }
            (from, system) = (to, end);
        }
        Some(())
    }

    /// When the service changes, in seconds from the start of the stretch, as far as the time reaches; and the
    /// last stretch that is reached.
    fn changes(&self) -> (Vec<f64>, usize) {
        let own = self.course.seconds[self.index];
        let (mut index, mut end, mut rates) = (self.index, own, *self.rates());
        let mut changes = Vec::new();
        while end <= own + self.time {
            index += 1;
            match self.course.then(index) {
                Then::CutOff => {
                    changes.push(end);
                    break;
                }
                Then::Rates(next, seconds) => {
                    if !next.serves_like(&rates) || self.course.changes(index) {
                        changes.push(end);
                    }
                    (rates, end) = (next, end + seconds);
                }
            }
        }
        (changes, index)
    }

    fn advance(&self, system: &mut Joint, seconds: f64, integral: &mut State) -> Option<()> {
        let whole = self.course.span(self.index, 0.0);
        let cut = whole.cut * seconds / whole.seconds;
        advance_all(&Span { seconds, cut, ..whole }, system, None, integral).map(|_| ())
    }

    /// Callers whose time ends before anything changes.
    fn add_together(&self, integral: &State, seconds: f64, sum: &mut ByTime) -> Option<()> {
        let calls = self.rates().arrivals * seconds;
        let mut tagged = Tagged::default();
        integral.add_arrivals_to(&mut tagged.mass, &self.rates().agents, self.rates().arrivals);
        if self.time > 0.0 {
            advance_callers(&self.span(self.rates(), self.time, calls), &mut tagged)?;
        }
        add(sum, 1.0, &outcome(calls, tagged.sums.hung, tagged.mass.total(), 0.0));
        Some(())
    }

    /// A time in which some of `calls` callers wait, of whom hardly any is cut off.
    fn span(&self, rates: &Rates, seconds: f64, calls: f64) -> Span {
        let cut_callers = 0.01 * self.course.tolerance * calls;
        Span { rates: *rates, seconds, cut: 0.0, cut_callers }
    }

    /// Adds a panel, in halves where its two rules differ.
    fn integrate(&self, panel: &Panel<'_>, halvings: u32, sum: &mut ByTime) -> Option<()> {
        let half = 0.5 * (panel.to - panel.from);
        let factor = half * self.rates().arrivals;
        let (mut kronrod, mut gauss) = (ByTime::default(), ByTime::default());
        let (mut now, mut system) = (panel.from, panel.system.clone());
        let mut middle = None;
        for (k, (node, weight, gauss_weight)) in nodes().enumerate() {
            if is_over(self.time_left) {
                return None;
            }
            let at = panel.from + half * (1.0 + node);
            self.advance(&mut system, at - now, &mut State::default())?;
            now = at;
            let value = self.one_caller(&system, at)?;
            add(&mut kronrod, factor * weight, &value);
            add(&mut gauss, factor * gauss_weight, &value);
            if k == 7 {
                middle = Some(system.clone());
            }
        }
        let apart = (kronrod.answered - gauss.answered).abs();
        let apart = apart.max((kronrod.waiting - gauss.waiting).abs());
        if apart > PANEL_ERROR * self.calls && halvings > 0 {
            let split = panel.from + half;
            self.integrate(&Panel { to: split, ..*panel }, halvings - 1, sum)?;
            let right = Panel { from: split, system: &middle?, ..*panel };
            return self.integrate(&right, halvings - 1, sum);
        }
        add(sum, 1.0, &kronrod);
        Some(())
    }

    /// One caller who arrives `at` seconds into the stretch.
    fn one_caller(&self, system: &Joint, at: f64) -> Option<ByTime> {
        let mut caller = Followed { mass: Joint::like(system), ..Followed::default() };
        for (back, state) in system.layers() {
            state.add_arrivals_to(caller.mass.layer(back), &self.rates().agents, 1.0);
        }
        let mut index = self.index;
        let (mut rates, mut left) = (*self.rates(), self.course.seconds[index] - at);
        let mut time = self.time;
        while time > left {
            if left > 0.0 {
                caller.advance(&self.span(&rates, left, 1.0))?;
            }
            time -= left;
            index += 1;
            let Then::Rates(next, seconds) = self.course.then(index) else {
                return Some(outcome(1.0, caller.sums.hung, 0.0, caller.mass.total()));
            };
            self.course.enter_callers(index, self.index + 1, &mut caller);
            (rates, left) = (next, seconds);
        }
        if time > 0.0 {
            caller.advance(&self.span(&rates, time, 1.0))?;
        }
        Some(outcome(1.0, caller.sums.hung, caller.mass.total(), 0.0))
    }
}

/// What has become of so many callers, of whom these have hung up, wait, and were turned away.
fn outcome(callers: f64, hung: f64, waiting: f64, cut_off: f64) -> ByTime {
    ByTime { answered: callers - hung - waiting - cut_off, waiting, cut_off }
}

fn add(sum: &mut ByTime, factor: f64, value: &ByTime) {
    sum.answered += factor * value.answered;
    sum.waiting += factor * value.waiting;
    sum.cut_off += factor * value.cut_off;
}

/// Moments of arrival, in seconds of the stretch, with the system at the first of them.
#[derive(Clone, Copy)]
struct Panel<'s> {
    from: f64,
    to: f64,
    system: &'s Joint,
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
    (0.405_845_151_377_397_2, 0.190_350_578_064_785_4, 0.381_830_050_505_118_9),
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
