//! Lines of work: what one person may work from day to day, as a path through states that hold exactly
//! what the limits look at.

use super::edges::{After, Before};
use crate::plan::shift_plan::block::added_up;

/// Minutes of a day.
const DAY: i32 = 1440;

/// A place for a break within a choice: what it takes from the rows and what it saves.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Interval after midnight of the choice's day, to find the slot again.
    pub key: u32,
    /// Added to the cost.
    pub cost: f64,
    /// Rows and what the break takes from them.
    pub loss: Vec<(usize, f64)>,
}

/// One way to work on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What it is, in the caller's numbering: a duty or a shift type.
    pub kind: usize,
    /// Minutes from midnight of the first day.
    pub start: i32,
    /// The same; after the start.
    pub end: i32,
    /// Paid minutes.
    pub paid: u32,
    /// Cost, wishes included.
    pub cost: f64,
    /// Rows covered, breaks not yet taken off.
    pub cover: Vec<(usize, f64)>,
    /// For each break, where it may lie.
    pub breaks: Vec<Vec<Slot>>,
}

/// What a line must keep; `None`: not limited.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Limits {
    /// Minutes from the end of a shift to the next start, at least.
    pub rest: Option<u32>,
    /// Minutes from a start to the next start, at least.
    pub working_day: Option<u32>,
    /// Minutes of uninterrupted rest in every week of seven days, at least.
    pub weekly_rest: Option<u32>,
    /// Days worked in every week, at most.
    pub week_days: Option<u32>,
    /// Paid minutes in every week, at most.
    pub week_minutes: Option<u32>,
    /// Kinds that may not follow one another on consecutive days.
    pub forbidden: Vec<(usize, usize)>,
    /// Consecutive days worked, at most.
    pub run_most: Option<u32>,
    /// Consecutive days worked, at least; runs at either end of the horizon may be shorter, as far as nothing is
    /// known of the days around it.
    pub run_least: Option<u32>,
    /// Consecutive days off, at least; likewise.
    pub off_least: Option<u32>,
    /// Evenings on consecutive days, at most.
    pub evenings_run: Option<u32>,
    /// Evenings in every week, at most.
    pub evenings_week: Option<u32>,
    /// Days after an evening on which no early shift may start.
    pub no_early: Option<u32>,
    /// Kinds that are evenings, ascending.
    pub evening_kinds: Vec<usize>,
    /// Kinds that are early, ascending.
    pub early_kinds: Vec<usize>,
    /// By day whether a day off then makes no run too short; empty: none does.
    pub eased: Vec<bool>,
    /// The days before the first.
    pub before: Before,
    /// The day after the last.
    pub after: After,
    /// Paid minutes over the horizon, at most and at least.
    pub minutes_most: Option<u32>,
    #[allow(missing_docs)]
    pub minutes_least: Option<u32>,
    /// Weekends with work on Saturday or Sunday, at most.
    pub weekends_most: Option<u32>,
    /// Kinds with a number of days that may hold them; at most eight, each at most 255.
    pub kind_most: Vec<(usize, u32)>,
}

/// One person, or several alike, with what each may work on every day.
#[derive(Debug, Clone, PartialEq)]
pub struct Agent {
    /// How many people are alike.
    pub count: u32,
    /// By day.
    pub choices: Vec<Vec<Choice>>,
    /// Cost of a day off, by day; `None`: the day must be worked.
    pub off: Vec<Option<f64>>,
    /// Limits.
    pub limits: Limits,
    /// Not before this minute may the first shift start; and the end of the last shift before.
    pub free_from: i32,
    #[allow(missing_docs)]
    pub last_end: i32,
}

/// A line: for each day the choice (`None`: off) and the slot of each of its breaks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Line {
    /// By day.
    pub days: Vec<Option<(usize, Vec<usize>)>>,
}

/// What the limits look at after some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct State {
    free_from: i32,
    last_end: i32,
    last_kind: u32,
    pub(super) run: i32,
    pub(super) short: bool,
    pub(super) eased: bool,
    pub(super) evenings: u8,
    pub(super) week_evenings: u8,
    pub(super) since_evening: u8,
    pub(super) minutes: u32,
    week_minutes: u32,
    week_days: u8,
    weekends: u8,
    worked_saturday: bool,
    rested: bool,
    kinds: u64,
}

/// Which of the limits can bind for an agent; what cannot is left out of the states.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tracked {
    weekly_rest: bool,
    week_days: bool,
    week_minutes: bool,
}

impl Agent {
    pub(super) fn days(&self) -> usize {
        self.choices.len()
    }

    pub(super) fn tracked(&self) -> Tracked {
        let weeks = || self.choices.chunks(7);
        let worked = |week: &[Vec<Choice>]| week.iter().filter(|c| !c.is_empty()).count();
        let longest = |week: &[Vec<Choice>]| {
            let paid = week.iter().map(|c| c.iter().map(|c| c.paid).max().unwrap_or(0));
            let mut paid: Vec<u32> = paid.collect();
            paid.sort_unstable_by(|a, b| b.cmp(a));
            let most = self.limits.week_days.map_or(7, |d| d as usize);
            paid.into_iter().take(most).sum::<u32>()
        };
        Tracked {
            weekly_rest: self.limits.weekly_rest.is_some_and(|rest| !self.always_rests(rest)),
            week_days: self
                .limits
                .week_days
                .is_some_and(|d| weeks().any(|w| worked(w) > d as usize)),
            week_minutes: self.limits.week_minutes.is_some_and(|m| weeks().any(|w| longest(w) > m)),
        }
    }

    /// The agent without limits on the week that cannot bind, so that agents alike are equal.
    pub fn plain(mut self) -> Self {
        let tracked = self.tracked();
        let limits = &mut self.limits;
        limits.week_minutes = limits.week_minutes.filter(|_| tracked.week_minutes);
        limits.week_days = limits.week_days.filter(|_| tracked.week_days);
        limits.weekly_rest = limits.weekly_rest.filter(|_| tracked.weekly_rest);
        if !tracked.weekly_rest {
            self.last_end = 0;
        }
        self
    }

    /// Whether every week holds two days in a row that cannot be worked and leave enough rest.
    fn always_rests(&self, rest: u32) -> bool {
        let weeks = self.days().div_ceil(7);
        (0..weeks).all(|week| {
            let last = (7 * week + 7).min(self.days());
            (7 * week..last.saturating_sub(1)).any(|day| {
                let free = self.choices[day].is_empty() && self.choices[day + 1].is_empty();
                let before = if day == 0 {
                    self.last_end
                } else {
                    let ends = self.choices[day - 1].iter().map(|c| c.end);
                    ends.max().unwrap_or(i32::MIN)
                };
                free && before <= (day as i32 + 2) * DAY - rest as i32
            })
        })
    }

    pub(super) fn first_state(&self) -> State {
        State {
            free_from: self.free_from.max(0),
            last_end: self.last_end.max(0),
            last_kind: u32::MAX,
            run: self.limits.before.run,
            short: self.limits.before.short,
            eased: self.limits.before.eased,
            evenings: self.limits.before.evenings.min(255) as u8,
            week_evenings: 0,
            since_evening: self.limits.before.since_evening.min(255) as u8,
            minutes: 0,
            week_minutes: 0,
            week_days: 0,
            weekends: 0,
            worked_saturday: false,
            rested: false,
            kinds: 0,
        }
    }

    /// The state after a day off or a choice; `None` where a limit forbids it.
    pub(super) fn next(
        &self,
        state: &State,
        day: usize,
        choice: Option<&Choice>,
        t: Tracked,
    ) -> Option<State> {
        let mut next = *state;
        match choice {
            Some(choice) => self.work(state, &mut next, day, choice, t)?,
            None => self.rest_day(state, &mut next, day)?,
        }
        if day % 7 == 6 || day + 1 == self.days() {
            self.end_week(&mut next, day, t)?;
        }
        next.free_from = next.free_from.max((day as i32 + 1) * DAY);
        if !t.weekly_rest {
            next.last_end = 0;
        }
        Some(next)
    }

    fn work(
        &self,
        state: &State,
        next: &mut State,
        day: usize,
        c: &Choice,
        t: Tracked,
    ) -> Option<()> {
        let limits = &self.limits;
        if c.start < state.free_from {
            return None;
        }
        if limits.forbidden.iter().any(|(a, b)| (*a as u32, *b) == (state.last_kind, c.kind)) {
            return None;
        }
        self.work_run(state, next)?;
        self.evenings(state, next, Some(c.kind))?;
        next.free_from = (c.end + limits.rest.unwrap_or(0) as i32)
            .max(c.start + limits.working_day.unwrap_or(0) as i32);
        if t.weekly_rest {
            let rest = limits.weekly_rest.unwrap_or(0) as i32;
            next.rested |= c.start - state.last_end >= rest;
            next.last_end = if next.rested { 0 } else { c.end };
            // What lies past the week's end is kept for the week that follows.
            if next.rested && day % 7 == 6 {
                next.last_end = c.end;
            }
        }
        next.last_kind = if limits.forbidden.is_empty() { u32::MAX } else { c.kind as u32 };
        if limits.minutes_most.is_some() || limits.minutes_least.is_some() {
            next.minutes += c.paid;
            if limits.minutes_most.is_some_and(|most| next.minutes > most) {
                return None;
            }
        }
        next.week_minutes += if t.week_minutes { c.paid } else { 0 };
        next.week_days += u8::from(t.week_days);
        let over = |limit: Option<u32>, is: u32| limit.is_some_and(|most| is > most);
        if (t.week_minutes && over(limits.week_minutes, next.week_minutes))
            || (t.week_days && over(limits.week_days, u32::from(next.week_days)))
        {
            return None;
        }
        if let Some(most) = limits.weekends_most {
            let sunday_too = day % 7 == 6 && state.worked_saturday;
            next.weekends += u8::from(day % 7 >= 5 && !sunday_too);
            next.worked_saturday = day % 7 == 5;
            if u32::from(next.weekends) > most {
                return None;
            }
        }
        let of_kind = limits.kind_most.iter().enumerate().filter(|(_, (kind, _))| *kind == c.kind);
        for (k, (_, most)) in of_kind {
            let used = (next.kinds >> (8 * k)) & 0xff;
            if used as u32 >= *most {
                return None;
            }
            next.kinds += 1 << (8 * k);
        }
        Some(())
    }

    fn rest_day(&self, state: &State, next: &mut State, day: usize) -> Option<()> {
        self.off_run(state, next, day)?;
        self.evenings(state, next, None)?;
        next.last_kind = u32::MAX;
        if day % 7 == 6 {
            next.worked_saturday = false;
        }
        Some(())
    }

    fn end_week(&self, next: &mut State, day: usize, t: Tracked) -> Option<()> {
        let midnight = (day as i32 + 1) * DAY;
        if t.weekly_rest {
            let rest = self.limits.weekly_rest.unwrap_or(0) as i32;
            let whole = day % 7 == 6;
            if whole && !next.rested && midnight - next.last_end < rest {
                return None;
            }
            next.rested = false;
            next.last_end = next.last_end.max(midnight);
        }
        next.week_minutes = 0;
        next.week_days = 0;
        next.week_evenings = 0;
        if day + 1 == self.days() { self.last_run(next) } else { Some(()) }
    }

    /// Whether a line keeps every limit.
    pub fn allows(&self, line: &Line) -> bool {
        let tracked = self.tracked();
        let mut state = self.first_state();
        for (day, worked) in line.days.iter().enumerate() {
            let choice = match worked {
                Some((c, _)) => match self.choices[day].get(*c) {
                    Some(choice) => Some(choice),
                    None => return false,
                },
                None if self.off[day].is_none() => return false,
                None => None,
            };
            match self.next(&state, day, choice, tracked) {
                Some(next) => state = next,
                None => return false,
            }
        }
        self.limits.minutes_least.is_none_or(|least| state.minutes >= least)
    }

    /// What a line costs, rows apart.
    pub fn cost(&self, line: &Line) -> f64 {
        let days = line.days.iter().enumerate().map(|(day, worked)| match worked {
            None => self.off[day].unwrap_or(0.0),
            Some((c, slots)) => {
                let choice = &self.choices[day][*c];
                let breaks = choice.breaks.iter().zip(slots).map(|(b, s)| b[*s].cost);
                choice.cost + breaks.sum::<f64>()
            }
        });
        days.sum()
    }

    /// Paid hours of a line.
    pub fn hours(&self, line: &Line) -> f64 {
        let days = line.days.iter().enumerate();
        let paid = days.filter_map(|(day, w)| Some(self.choices[day][w.as_ref()?.0].paid));
        f64::from(paid.sum::<u32>()) / 60.0
    }

    /// What a line gives to the rows: row and amount, each row once, ascending.
    pub fn cover(&self, line: &Line) -> Vec<(usize, f64)> {
        let mut cover: Vec<(usize, f64)> = Vec::new();
        for (day, worked) in line.days.iter().enumerate() {
            let Some((c, slots)) = worked else { continue };
            let choice = &self.choices[day][*c];
            cover.extend(&choice.cover);
            for (place, s) in choice.breaks.iter().zip(slots) {
                cover.extend(place[*s].loss.iter().map(|(r, share)| (*r, -share)));
            }
        }
        let mut cover = added_up(cover);
        cover.retain(|c| c.1.abs() > 1e-12);
        cover
    }
}
