//! Callers by cohort, from their arrival until they are answered, hang up or are turned away.

use super::away::Joint;
use super::callers::{Followed, advance_all};
use super::change::{Change, Leave};
use super::closing::closing;
use super::input::{before, check};
use super::rates::{Agents, Rates};
use super::state::State;
use super::steps::{Span, Sums};
use super::{AtClose, Break, Cohort, Day, Stretch, TransientError};
use crate::domain::time::{TimeLeft, is_over};

/// Where less than this share of the calls is answered, the answered have no mean wait.
const ANSWERED: f64 = 1e-9;

/// Iterations after which a week that does not repeat itself is given up.
const WEEKS_MAX: usize = 500;

/// The stretches with their rates, and what comes after the last.
#[derive(Debug, Clone)]
pub(super) struct Course {
    pub rates: Vec<Rates>,
    pub seconds: Vec<f64>,
    pub cohort: Vec<usize>,
    pub at_close: AtClose,
    pub tolerance: f64,
    /// Who goes and comes at the start of each stretch.
    turns: Vec<Option<Change>>,
    /// Probability that a call which nobody follows comes back from a break.
    unfelt: f64,
}

/// What holds at a place in the course.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Then {
    /// These rates for so long; without end after closing.
    Rates(Rates, f64),
    /// Callers who still wait are turned away.
    CutOff,
}

impl Course {
    fn new(
        stretches: &[Stretch],
        breaks: &[Break],
        at_close: AtClose,
        tolerance: f64,
    ) -> Result<Self, TransientError> {
        let repeats = at_close == AtClose::Repeat;
        check(stretches, breaks, repeats, tolerance)?;
        let mut course = Self {
            turns: Vec::new(),
            rates: stretches.iter().map(Rates::of).collect(),
            seconds: stretches.iter().map(|s| s.seconds).collect(),
            cohort: stretches.iter().map(|s| s.cohort).collect(),
            at_close,
            tolerance,
            unfelt: 0.0,
        };
        course.turns =
            (0..stretches.len()).map(|index| course.change(stretches, breaks, index)).collect();
        let leaves = course.turns.iter().flatten().flat_map(|change| &change.leave);
        let unfelt = leaves.filter(|leave| !leave.felt);
        course.unfelt = unfelt.map(|leave| leave.people as f64 * leave.goes_on).sum();
        Ok(course)
    }

    /// Who goes and comes at the start of a stretch; `None` if nobody does.
    fn change(&self, stretches: &[Stretch], breaks: &[Break], index: usize) -> Option<Change> {
        let (n, repeats) = (self.len(), self.at_close == AtClose::Repeat);
        let before = before(index, n, repeats)?;
        let (old, now) = (Agents::of(stretches[before].agents), &stretches[index]);
        let new = Agents::of(now.agents);
        if old == new && now.relieved == 0 {
            return None;
        }
        let going = (old.number - new.number).max(0.0) + f64::from(now.relieved);
        let left = Agents::of((old.number - going).max(0.0));
        let these = |end: fn(&Break) -> usize| breaks.iter().filter(move |b| end(b) == index);
        let until = |one: &Break| {
            let to = if one.to > one.from { one.to } else { one.to + n };
            self.leave(one.people as usize, one.from, to)
        };
        let mut leave: Vec<Leave> = these(|b| b.from).map(until).collect();
        let on_breaks: usize = leave.iter().map(|leave| leave.people).sum();
        let leavers = Agents::of(old.number - left.number);
        let for_good = leavers.whole.saturating_sub(on_breaks);
        // Where there are parts of agents, those who leave do so at once.
        let whole = old.waits == 1.0 && leavers.waits == 1.0;
        if !repeats && whole && for_good > 0 {
            leave.push(self.leave(for_good, index, n));
        }
        let back = these(|b| b.to).map(until).collect();
        Some(Change { old, leave, back, left, new })
    }

    /// So many who leave at the start of one stretch until that of another, or until closing; and whether it
    /// matters which of their calls go on so long.
    fn leave(&self, people: usize, from: usize, to: usize) -> Leave {
        let n = self.len();
        let ended: f64 = (from..to).map(|i| self.rates[i % n].handle * self.seconds[i % n]).sum();
        let goes_on = libm::exp(-ended);
        let felt = people as f64 * goes_on * n as f64 > 0.005 * self.tolerance;
        Leave { people, stretches: to - from, goes_on, felt }
    }

    pub fn len(&self) -> usize {
        self.rates.len()
    }

    /// What holds in stretch `index`, counted on beyond the last.
    pub fn then(&self, index: usize) -> Then {
        let n = self.len();
        match self.at_close {
            _ if index < n => Then::Rates(self.rates[index], self.seconds[index]),
            AtClose::Serve => Then::Rates(self.rates[n - 1].without_arrivals(), f64::INFINITY),
            AtClose::CutOff => Then::CutOff,
            AtClose::Repeat => Then::Rates(self.rates[index % n], self.seconds[index % n]),
        }
    }

    /// A stretch, with what may be cut off in it: of the system a share of the tolerance in proportion
    /// to its length; of a cohort's callers, of whom there are `calls`, likewise.
    pub fn span(&self, index: usize, calls: f64) -> Span {
        let share = self.seconds[index] / self.seconds.iter().sum::<f64>();
        Span {
            rates: self.rates[index],
            seconds: self.seconds[index],
            cut: 0.3 * self.tolerance * share,
            cut_callers: 0.2 * self.tolerance * share * calls,
        }
    }

    /// The system when stretch `index` begins, from its state at the end of the one before, with calls of those
    /// who left before; and the mass cut off.
    fn enter(&self, index: usize, system: Joint, away: &mut f64) -> (Joint, f64) {
        let Some(change) = &self.turns[index] else { return (system, 0.0) };
        let (mut system, more) = change.system(index, system);
        *away = (*away + more).max(0.0);
        let lost = system.drop_light(0.1 * self.tolerance / self.len() as f64);
        (system, lost)
    }

    /// Time passes for calls of those who left; returns the expected time spent on them.
    fn pass(&self, index: usize, away: &mut f64) -> f64 {
        let handle = self.rates[index].handle;
        let ended = -libm::expm1(-handle * self.seconds[index]);
        let spent = *away * ended / handle;
        *away *= 1.0 - ended;
        spent
    }

    /// Whether agents leave or come at the start of stretch `index`, counted on beyond the last.
    pub fn changes(&self, index: usize) -> bool {
        self.turn(index).is_some()
    }

    fn turn(&self, index: usize) -> Option<&Change> {
        match self.at_close {
            AtClose::Repeat => self.turns[index % self.len()].as_ref(),
            AtClose::Serve | AtClose::CutOff => self.turns.get(index)?.as_ref(),
        }
    }

    /// Waiting callers when stretch `index` begins, counted on beyond the last; `apart` as in
    /// [`Change::callers`].
    pub fn enter_callers(&self, index: usize, apart: usize, followed: &mut Followed) {
        if let Some(change) = self.turn(index) {
            for joint in [&mut followed.mass, &mut followed.age] {
                *joint = change.callers(index, apart, std::mem::take(joint));
            }
        }
    }

    /// Follows callers from the start of stretch `index` until hardly any of `calls` is left; returns
    /// those who are turned away and the time they waited.
    fn follow_to_end(
        &self,
        (mut index, time_left): (usize, TimeLeft<'_>),
        calls: f64,
        followed: &mut Followed,
    ) -> Result<(f64, f64), TransientError> {
        let few = 0.05 * self.tolerance * calls;
        let apart = index;
        loop {
            in_time(time_left)?;
            let left = followed.mass.total();
            if left <= few {
                followed.sums.lost += left;
                return Ok((0.0, 0.0));
            }
            let Then::Rates(rates, seconds) = self.then(index) else {
                return Ok((left, followed.age.total()));
            };
            self.enter_callers(index, apart, followed);
            let endless = seconds.is_infinite();
            if endless && rates.capacity() == 0.0 && rates.hang_up == 0.0 {
                return Err(TransientError::NeverServed);
            }
            let span = if endless {
                // As long at a time as a call takes, while ever fewer are left.
                let cut_callers = 1e-4 * self.tolerance * left;
                Span { rates, seconds: 1.0 / rates.handle, cut: 0.0, cut_callers }
            } else {
                Span { rates, seconds, ..self.span(index % self.len(), calls) }
            };
            let too_many = TransientError::TooManyStates { stretch: index.min(self.len() - 1) };
            followed.advance(&span).ok_or(too_many)?;
            index += usize::from(!endless);
        }
    }

    /// The system at the start, calls of those who left before, and the mass cut off: empty, or as it is at
    /// the end of the week.
    fn start(&self, time_left: TimeLeft<'_>) -> Result<(Joint, f64, f64), TransientError> {
        let (mut system, mut away) = (Joint::empty_system(), 0.0);
        if self.at_close != AtClose::Repeat {
            return Ok((system, away, 0.0));
        }
        let patient = self.rates.iter().all(|r| r.hang_up == 0.0);
        let sum = |rate: fn(&Rates) -> f64| -> f64 {
            self.rates.iter().zip(&self.seconds).map(|(r, s)| rate(r) * s).sum()
        };
        if patient && sum(|r| r.arrivals) >= sum(Rates::capacity) {
            return Err(TransientError::NotPeriodic);
        }
        let mut apart_before = 1.0;
        for _ in 0..WEEKS_MAX {
            let mut end = system.clone();
            for index in 0..self.len() {
                in_time(time_left)?;
                (end, _) = self.enter(index, end, &mut away);
                advance_all(&self.span(index, 0.0), &mut end, None, &mut State::default())
                    .ok_or(TransientError::TooManyStates { stretch: index })?;
                self.pass(index, &mut away);
            }
            let mut end = end.earlier(self.len());
            end.scale(end.total().recip());
            let apart = end.distance(&system);
            // What is still to come if the distances go on falling at this ratio.
            let ratio: f64 = apart / apart_before;
            let rest = if ratio < 1.0 { apart * ratio / (1.0 - ratio) } else { apart };
            (system, apart_before) = (end, apart);
            if rest <= 0.25 * self.tolerance {
                return Ok((system, away, rest));
            }
        }
        Err(TransientError::NotPeriodic)
    }

    /// The whole day: cohorts, closing and the system at the start of every stretch.
    fn day(self, time_left: TimeLeft<'_>) -> Result<Day, TransientError> {
        let (mut system, mut away, lost) = self.start(time_left)?;
        let mut lost = lost + self.unfelt;
        let mut starts = Vec::with_capacity(self.len());
        // A wait has two kinds of end, or only one.
        let ages = self.at_close == AtClose::CutOff || self.rates.iter().any(|r| r.hang_up > 0.0);
        let mut cohorts: Vec<Cohort> = Vec::new();
        let mut lost_callers: f64 = 0.0;
        let mut followed = Followed::default();
        let mut times = Times::default();
        for index in 0..self.len() {
            in_time(time_left)?;
            let dropped;
            (system, dropped) = self.enter(index, system, &mut away);
            lost += dropped;
            starts.push(system.clone());
            if index == 0 || self.cohort[index] != self.cohort[index - 1] {
                followed = Followed::beside(&system, ages);
            } else {
                self.enter_callers(index, usize::MAX, &mut followed);
            }
            let (rates, seconds) = (self.rates[index], self.seconds[index]);
            let mut integral = State::default();
            let calls = self.calls(self.cohort[index]);
            let span = self.span(index, calls);
            lost += advance_all(&span, &mut system, Some(&mut followed), &mut integral)
                .ok_or(TransientError::TooManyStates { stretch: index })?;
            times.add(&rates, seconds, &integral);
            times.busy += self.pass(index, &mut away);
            if self.cohort.get(index + 1) != Some(&self.cohort[index]) {
                let at = (index + 1, time_left);
                let cut_off = self.follow_to_end(at, calls, &mut followed)?;
                let lost = if calls > 0.0 { followed.sums.lost / calls } else { 0.0 };
                lost_callers = lost_callers.max(lost);
                cohorts.push(cohort(calls, &followed.sums, cut_off, &std::mem::take(&mut times)));
            }
        }
        let error = lost + lost_callers;
        if error > self.tolerance {
            return Err(TransientError::Tolerance);
        }
        let last = self.rates[self.len() - 1];
        let closing = match self.at_close {
            AtClose::Repeat => None,
            at_close => {
                let serve = at_close == AtClose::Serve;
                let closing = closing(&system, self.len(), &last, away, serve);
                Some(closing.ok_or(TransientError::NeverServed)?)
            }
        };
        Ok(Day { course: self, starts, cohorts, closing, error })
    }

    /// Expected calls of a cohort.
    pub fn calls(&self, cohort: usize) -> f64 {
        let own = (0..self.len()).filter(|i| self.cohort[*i] == cohort);
        own.map(|i| self.rates[i].arrivals * self.seconds[i]).sum()
    }
}

fn in_time(time_left: TimeLeft<'_>) -> Result<(), TransientError> {
    if is_over(time_left) { Err(TransientError::OutOfTime) } else { Ok(()) }
}

/// Time integrals over a cohort's stretches.
#[derive(Debug, Clone, Copy, Default)]
struct Times {
    seconds: f64,
    busy: f64,
    waiting: f64,
    staffed: f64,
}

impl Times {
    fn add(&mut self, rates: &Rates, seconds: f64, integral: &State) {
        self.seconds += seconds;
        self.staffed += rates.agents.number * seconds;
        for (number, mass) in integral.iter() {
            self.busy += mass * rates.ends(number) / rates.handle;
            self.waiting += mass * rates.waiting(number);
        }
    }
}

fn cohort(calls: f64, sums: &Sums, cut_off: (f64, f64), times: &Times) -> Cohort {
    let share = |callers: f64| if calls > 0.0 { callers / calls } else { 0.0 };
    let answered = calls - sums.hung - cut_off.0;
    let answered_waited = (sums.waited - sums.hung_waited - cut_off.1).max(0.0);
    Cohort {
        calls,
        mean_wait_s: share(sums.waited),
        asa_s: (answered > ANSWERED * calls).then(|| answered_waited / answered),
        p_abandon: share(sums.hung),
        p_cut_off: share(cut_off.0),
        busy: times.busy / times.seconds,
        waiting: times.waiting / times.seconds,
        occupancy: if times.staffed > 0.0 { (times.busy / times.staffed).min(1.0) } else { 0.0 },
    }
}

impl Day {
    /// See [`Day::new`].
    pub(super) fn follow(
        stretches: &[Stretch],
        breaks: &[Break],
        at_close: AtClose,
        (tolerance, time_left): (f64, TimeLeft<'_>),
    ) -> Result<Self, TransientError> {
        Course::new(stretches, breaks, at_close, tolerance)?.day(time_left)
    }
}
