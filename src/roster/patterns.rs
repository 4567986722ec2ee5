//! Patterns of a person's days in the search for lines: days and days off in a row, evenings, early shifts after
//! them. What they mean stands in [`super::rules`]; here is what has to be remembered from day to day.

use super::edges::{After, Before};
use super::line::{Agent, Limits, State};
use super::rules::{self, Worked};
use super::setting::{Person, Setting};

impl Limits {
    /// Whether a day off is one of absence or a public holiday, which breaks no pattern.
    pub(super) fn eases(&self, day: usize) -> bool {
        self.eased.get(day).is_some_and(|eased| *eased)
    }

    /// Whether it matters that a run may be shorter than asked for.
    fn looks_at_runs(&self) -> bool {
        self.run_least.is_some() || self.off_least.is_some()
    }
}

impl Agent {
    /// A run of days begins, or goes on, with a day worked; `None` if the days off before were too few.
    pub(super) fn work_run(&self, state: &State, next: &mut State) -> Option<()> {
        let limits = &self.limits;
        if state.run < 0 && !state.short {
            let off = state.run.unsigned_abs();
            if limits.off_least.is_some_and(|least| off < least) {
                return None;
            }
        }
        let counted = limits.run_most.is_some() || limits.looks_at_runs();
        next.run = if counted { state.run.max(0) + 1 } else { 0 };
        if limits.run_most.is_some_and(|most| next.run > most as i32) {
            return None;
        }
        if limits.looks_at_runs() {
            // A run that nobody saw begin, or that began after a day of absence, may be short.
            next.short = if state.run > 0 { state.short } else { state.run == 0 || state.eased };
            next.eased = false;
        }
        Some(())
    }

    /// A run of days off begins or goes on; `None` if the days worked before were too few.
    pub(super) fn off_run(&self, state: &State, next: &mut State, day: usize) -> Option<()> {
        let limits = &self.limits;
        let eased = limits.eases(day);
        if state.run > 0 && !state.short && !eased {
            let worked = state.run as u32;
            if limits.run_least.is_some_and(|least| worked < least) {
                return None;
            }
        }
        let counted = limits.looks_at_runs();
        // Counted up to what the limit looks at.
        let most = limits.off_least.unwrap_or(1) as i32;
        next.run = if counted { (state.run.min(0) - 1).max(-most) } else { 0 };
        if counted {
            let before = if state.run < 0 { state.short } else { state.run == 0 };
            next.short = before || eased;
            next.eased = eased;
        }
        Some(())
    }

    /// The day after the last must not leave a run too short.
    pub(super) fn last_run(&self, next: &State) -> Option<()> {
        let limits = &self.limits;
        let short = |least: Option<u32>| {
            !next.short && least.is_some_and(|least| next.run.unsigned_abs() < least)
        };
        let broken = match limits.after {
            After::Open => false,
            After::Off => next.run > 0 && short(limits.run_least),
            After::Worked => next.run < 0 && short(limits.off_least),
        };
        (!broken).then_some(())
    }

    /// Evenings counted, and early shifts held against the last one; `kind`: of the shift, `None` on a day off.
    pub(super) fn evenings(
        &self,
        state: &State,
        next: &mut State,
        kind: Option<usize>,
    ) -> Option<()> {
        let limits = &self.limits;
        let is = |kinds: &[usize]| kind.is_some_and(|kind| kinds.binary_search(&kind).is_ok());
        let evening = is(&limits.evening_kinds);
        if let Some(most) = limits.evenings_run {
            next.evenings = if evening { state.evenings + 1 } else { 0 };
            if u32::from(next.evenings) > most {
                return None;
            }
        }
        if let Some(most) = limits.evenings_week {
            next.week_evenings += u8::from(evening);
            if u32::from(next.week_evenings) > most {
                return None;
            }
        }
        if let Some(days) = limits.no_early {
            if is(&limits.early_kinds) && (1..=days).contains(&u32::from(state.since_evening)) {
                return None;
            }
            // Days ago as seen from the next day; 0 once it does not matter any more.
            let ago = match (evening, state.since_evening) {
                (true, _) => 1,
                (false, 0) => 0,
                (false, ago) => u32::from(ago) + 1,
            };
            next.since_evening = if ago > days { 0 } else { ago as u8 };
        }
        Some(())
    }
}

impl Setting<'_> {
    /// The patterns of a person for the line of a week, with what is known of the days around it.
    pub(super) fn pattern_limits(
        &self,
        person: &Person,
        done: Option<&[Worked]>,
        w: usize,
    ) -> Limits {
        let own = &person.rules.patterns;
        let mut limits = Limits {
            run_most: own.days_most,
            run_least: own.days_least,
            off_least: own.off_least,
            evenings_run: own.evenings_run,
            evenings_week: own.evenings_week,
            no_early: own.early_after,
            ..Limits::default()
        };
        if limits == Limits::default() {
            return limits;
        }
        let duties = &self.weeks[w].week.duties;
        let kinds = |is: &dyn Fn(u32, u32) -> bool| -> Vec<usize> {
            let all = duties.iter().enumerate();
            all.filter(|(_, d)| is(d.start, d.start + d.length)).map(|(k, _)| k).collect()
        };
        if own.evenings_run.is_some() || own.evenings_week.is_some() || own.early_after.is_some() {
            limits.evening_kinds = kinds(&|_, end| end > own.evening_from);
            limits.early_kinds = kinds(&|start, _| start < own.early_before);
        }
        if limits.looks_at_runs() {
            limits.eased = (7 * w..7 * w + 7).map(|d| self.eases(person, d)).collect();
        }
        if let Some(done) = done {
            limits.before = self.days_before(person, done, w);
            limits.after = self.day_after(person, w);
        }
        limits
    }

    /// Whether a day off breaks no pattern: the person is away, or it is a public holiday.
    pub(super) fn eases(&self, person: &Person, day: usize) -> bool {
        person.absent[day] || self.holiday(day)
    }

    /// What the days before a week were.
    fn days_before(&self, person: &Person, done: &[Worked], w: usize) -> Before {
        let first = 7 * w as i32;
        let known = rules::known_from(person.before.first(), first);
        let Some(known) = known else { return Before::default() };
        let own = &person.rules.patterns;
        let worked = |day: i32| done.iter().find(|d| d.day() == day);
        let evening = |day: i32| worked(day).is_some_and(|d| own.is_evening(d));
        let eased =
            |day: i32| day >= 0 && self.eases(person, day as usize) && worked(day).is_none();
        let at_work = worked(first - 1).is_some();
        let same = |day: &i32| worked(*day).is_some() == at_work;
        let run: Vec<i32> = (known..first).rev().take_while(same).collect();
        let began = *run.last().unwrap_or(&first);
        // Of a run that nobody saw begin it is not known how long it is.
        let unseen = began == known;
        let short = match at_work {
            true => unseen || eased(began - 1),
            false => unseen || run.iter().any(|day| eased(*day)),
        };
        let length = run.len() as i32;
        Before {
            run: if at_work { length } else { -length },
            short,
            eased: eased(first - 1),
            evenings: (known..first).rev().take_while(|day| evening(*day)).count() as u32,
            since_evening: (known..first).rev().position(evening).map_or(0, |ago| ago as u32 + 1),
        }
    }

    /// Whether the Monday after a week can be worked, or must be.
    fn day_after(&self, person: &Person, w: usize) -> After {
        let day = 7 * (w + 1);
        if day >= self.days() {
            return After::Open;
        }
        let mut open =
            self.duties_of(person, day).filter(|k| self.refusal(person, day, *k).is_none());
        match (open.next(), self.eases(person, day)) {
            (Some(_), _) if self.fixed(person, day) => After::Worked,
            (None, false) => After::Off,
            _ => After::Open,
        }
    }
}
