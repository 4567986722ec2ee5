//! Callers by cohort, from their arrival until they are answered, hang up or are turned away.

use super::away::Away;
use super::change::Change;
use super::closing::closing;
use super::rates::Rates;
use super::state::State;
use super::steps::{Span, advance, advance_callers};
use super::{AtClose, Cohort, Day, Stretch, TransientError};

/// Iterations after which a week that does not repeat itself is given up.
const WEEKS_MAX: usize = 500;

/// Waiting callers of one cohort and what they have been through so far, as expected numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Tagged {
    /// Those still waiting, by the calls ahead of them.
    pub mass: State,
    /// The same, each multiplied by the time waited so far; only where `ages` are asked for.
    pub age: State,
    pub ages: bool,
    /// Time waited by all.
    pub waited: f64,
    /// Callers who hung up, and the time they had waited.
    pub hung: f64,
    pub hung_waited: f64,
    /// Callers cut off by truncation.
    pub lost: f64,
}

impl Tagged {
    /// Adds a Poisson term: its weight, and its share of the time integral.
    pub fn collect(&mut self, weight: f64, time: f64, hang_up: f64, mass: &State, age: &State) {
        self.mass.add_scaled(weight, mass);
        self.age.add_scaled(weight, age);
        let waited = time * mass.total();
        self.waited += waited;
        self.hung += hang_up * waited;
        if hang_up > 0.0 {
            self.hung_waited += hang_up * time * age.total();
        }
    }
}

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
        at_close: AtClose,
        tolerance: f64,
    ) -> Result<Self, TransientError> {
        check(stretches, at_close == AtClose::Repeat, tolerance)?;
        let turn = |index: usize| {
            let before = before(index, stretches.len(), at_close == AtClose::Repeat)?;
            Change::between(&stretches[before], &stretches[index])
        };
        Ok(Self {
            turns: (0..stretches.len()).map(turn).collect(),
            rates: stretches.iter().map(Rates::of).collect(),
            seconds: stretches.iter().map(|s| s.seconds).collect(),
            cohort: stretches.iter().map(|s| s.cohort).collect(),
            at_close,
            tolerance,
        })
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
            cut: 0.4 * self.tolerance * share,
            cut_callers: 0.2 * self.tolerance * share * calls,
        }
    }

    /// The system when stretch `index` begins, from its state at the end of the one before.
    fn enter(&mut self, index: usize, system: State, away: &mut Away) -> State {
        let Some(change) = &mut self.turns[index] else { return system };
        change.busy_back = away.come_back(change.from_break);
        let (system, calls) = change.system(&system);
        away.leave(change.leavers(), change.to_break, calls);
        system
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

    /// Waiting callers when stretch `index` begins, counted on beyond the last; once the system has
    /// been through it.
    pub fn enter_callers(&self, index: usize, tagged: &mut Tagged) {
        if let Some(change) = self.turn(index) {
            tagged.mass = change.callers(&tagged.mass);
            tagged.age = change.callers(&tagged.age);
        }
    }

    /// Follows callers from the start of stretch `index` until hardly any of `calls` is left; returns
    /// those who are turned away and the time they waited.
    fn follow_to_end(
        &self,
        mut index: usize,
        calls: f64,
        tagged: &mut Tagged,
    ) -> Result<(f64, f64), TransientError> {
        let few = 0.1 * self.tolerance * calls;
        loop {
            let left = tagged.mass.total();
            if left <= few {
                tagged.lost += left;
                return Ok((0.0, 0.0));
            }
            let Then::Rates(rates, seconds) = self.then(index) else {
                return Ok((left, tagged.age.total()));
            };
            self.enter_callers(index, tagged);
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
            advance_callers(&span, tagged).ok_or(too_many)?;
            index += usize::from(!endless);
        }
    }

    /// The system at the start: empty, or as it is at the end of the week.
    fn start(&mut self) -> Result<(State, Away, f64), TransientError> {
        let (mut system, mut away) = (State::empty_system(), Away::default());
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
                end = self.enter(index, end, &mut away);
                advance(&self.span(index, 0.0), &mut end, None, &mut State::default())
                    .ok_or(TransientError::TooManyStates { stretch: index })?;
                away.pass(self.rates[index].handle, self.seconds[index]);
            }
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
    pub fn day(mut self) -> Result<Day, TransientError> {
        let (mut system, mut away, mut lost) = self.start()?;
        let mut starts = Vec::with_capacity(self.len());
        // Cohorts at the end of their own stretches.
        let mut waiting: Vec<(usize, Tagged, Times)> = Vec::new();
        // A wait has two kinds of end, or only one.
        let ages = self.at_close == AtClose::CutOff || self.rates.iter().any(|r| r.hang_up > 0.0);
        let new = || Tagged { ages, ..Tagged::default() };
        let mut tagged = new();
        let mut times = Times::default();
        for index in 0..self.len() {
            system = self.enter(index, system, &mut away);
            starts.push(system.clone());
            self.enter_callers(index, &mut tagged);
            let (rates, seconds) = (self.rates[index], self.seconds[index]);
            let mut integral = State::default();
            let span = self.span(index, self.calls(self.cohort[index]));
            lost += advance(&span, &mut system, Some(&mut tagged), &mut integral)
                .ok_or(TransientError::TooManyStates { stretch: index })?;
            times.add(&rates, seconds, &integral);
            times.busy += away.pass(rates.handle, seconds);
            if self.cohort.get(index + 1) != Some(&self.cohort[index]) {
                let done = std::mem::replace(&mut tagged, new());
                waiting.push((index + 1, done, std::mem::take(&mut times)));
            }
        }
        // Only now is it known who comes back from a break with a call in hand.
        let mut cohorts = Vec::with_capacity(waiting.len());
        let mut lost_callers: f64 = 0.0;
        for (number, (index, mut tagged, times)) in waiting.into_iter().enumerate() {
            let calls = self.calls(number);
            let cut_off = self.follow_to_end(index, calls, &mut tagged)?;
            lost_callers = lost_callers.max(if calls > 0.0 { tagged.lost / calls } else { 0.0 });
            cohorts.push(cohort(calls, &tagged, cut_off, &times));
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
                let closing = closing(&system, &last, away.calls, serve);
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

fn cohort(calls: f64, tagged: &Tagged, cut_off: (f64, f64), times: &Times) -> Cohort {
    let share = |callers: f64| if calls > 0.0 { callers / calls } else { 0.0 };
    let answered = calls - tagged.hung - cut_off.0;
    let answered_waited = (tagged.waited - tagged.hung_waited - cut_off.1).max(0.0);
    Cohort {
        calls,
        mean_wait_s: share(tagged.waited),
        asa_s: (answered > 1e-9 * calls).then(|| answered_waited / answered),
        p_abandon: share(tagged.hung),
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
        at_close: AtClose,
        tolerance: f64,
    ) -> Result<Self, TransientError> {
        Course::new(stretches, at_close, tolerance)?.day()
    }
}

/// The stretch before another one, if there is one.
fn before(index: usize, all: usize, repeats: bool) -> Option<usize> {
    if repeats { Some((index + all - 1) % all) } else { index.checked_sub(1) }
}

/// Refuses numbers outside their ranges.
fn check(stretches: &[Stretch], repeats: bool, tolerance: f64) -> Result<(), TransientError> {
    let problem = |stretch: usize, what: &'static str| Err(TransientError::Input { stretch, what });
    if stretches.is_empty() {
        return problem(0, "there must be at least one stretch");
    }
    if !(1e-13..=0.01).contains(&tolerance) {
        return problem(stretches.len(), "the tolerance must be from 1e-13 to 0.01");
    }
    let positive = |x: f64| (1e-9..=1e9).contains(&x);
    let mut cohort = 0;
    for (index, stretch) in stretches.iter().enumerate() {
        let next = if index == 0 { 0..=0 } else { cohort..=cohort + 1 };
        let what = if !next.contains(&stretch.cohort) {
            "cohorts must be numbered 0, 1, 2 … in order"
        } else if !positive(stretch.seconds) {
            "its length must be more than 0"
        } else if !(0.0..=1e6).contains(&stretch.calls_per_s) {
            "its calls a second must be 0 or more"
        } else if !(0.0..=10_000.0).contains(&stretch.agents) {
            "its agents must be from 0 to 10,000"
        } else if !positive(stretch.aht_s) {
            "its handle time must be more than 0"
        } else if !stretch.patience_s.is_none_or(positive) {
            "its patience must be more than 0"
        } else if before(index, stretches.len(), repeats)
            .is_some_and(|before| !turns(&stretches[before], stretch))
        {
            "no more agents can be relieved, go or come than there are"
        } else {
            cohort = stretch.cohort;
            continue;
        };
        return problem(index, what);
    }
    Ok(())
}

/// Whether so many agents can go and come between two stretches.
fn turns(before: &Stretch, now: &Stretch) -> bool {
    let (turnover, more) = (&now.turnover, now.agents - before.agents);
    let relieved = f64::from(turnover.relieved);
    let (leave, come) = ((-more).max(0.0) + relieved, more.max(0.0) + relieved);
    let within = |number: f64, most: f64| number <= most + 1e-6;
    within(leave, before.agents)
        && within(f64::from(turnover.to_break), leave)
        && within(f64::from(turnover.from_break), come)
}
