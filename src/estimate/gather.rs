//! Records in, sums out.

use super::day::{Cell, Day, half_hour};
use super::redials::Sample;
use super::{HALF_HOUR_S, HALF_HOURS};
use crate::records::{Call, DayProfile, IntervalRow, Outcome, Presence};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A time at the very end of a day belongs to its last half-hour, seconds.
const BEFORE_MIDNIGHT_S: f64 = 1e-6;

/// Seconds of a day.
const DAY_S: f64 = 86_400.0;

/// Longest handle time that is laid over the instants of days, seconds: a day.
const LONGEST_S: f64 = DAY_S;

/// Takes records one by one, in any order.
#[derive(Debug, Clone)]
pub struct Gather {
    history: History,
    line: Option<u32>,
    from: Option<Date>,
    to: Option<Date>,
    profile: Option<DayProfile>,
}

/// The sums by day, and what is known of callers who called again.
#[derive(Debug, Clone)]
pub struct History {
    /// Days on which calls came, and days that a call of the eve reached into.
    pub days: BTreeMap<Date, Day>,
    /// A sample of callers.
    pub redials: Sample,
    /// Seconds within which a call should be answered.
    pub threshold_s: f64,
    /// Records taken: calls or rows.
    pub records: u64,
    /// Records of other lines or days.
    pub passed_over: u64,
    /// Whether rows gave handled calls only, so that those are taken for the offered.
    pub handled_only: bool,
    /// Whether rows were of whole days, spread by a profile that was given.
    pub profile_given: bool,
    /// Whether reports tell how many were answered, and how many hung up.
    pub answers_told: bool,
    /// See `answers_told`.
    pub hang_ups_told: bool,
}

impl Gather {
    /// Nothing yet. Records of other lines (if one is named) and of days before `from` or after `to`
    /// are passed over; `threshold_s` is the time within which a call should be answered.
    pub fn new(threshold_s: f64, line: Option<u32>, from: Option<Date>, to: Option<Date>) -> Self {
        let history = History {
            days: BTreeMap::new(),
            redials: Sample::default(),
            threshold_s,
            records: 0,
            passed_over: 0,
            handled_only: false,
            profile_given: false,
            answers_told: false,
            hang_ups_told: false,
        };
        Self { history, line, from, to, profile: None }
    }

    /// The same, with the profile that rows of whole days are spread by.
    pub fn with_profile(self, profile: Option<DayProfile>) -> Self {
        Self { profile, ..self }
    }

    fn wanted(&mut self, line: u32, date: Date) -> bool {
        let wanted = self.line.is_none_or(|l| l == line)
            && self.from.is_none_or(|from| from <= date)
            && self.to.is_none_or(|to| date <= to);
        self.history.records += u64::from(wanted);
        self.history.passed_over += u64::from(!wanted);
        wanted
    }

    /// Adds a call.
    pub fn call(&mut self, call: &Call) {
        if !self.wanted(call.line, call.date) {
            return;
        }
        let threshold_s = self.history.threshold_s;
        self.day(call.date).count(call, threshold_s);
        let waited = call.wait_s.unwrap_or(0.0);
        let start = call.wall_s + waited;
        self.lay(call.date, call.wall_s, start, true, None);
        if call.outcome == Outcome::Answered {
            let end = start + call.handle_s.unwrap_or(0.0).min(LONGEST_S);
            self.lay(call.date, start, end, false, call.agent);
        }
        if let Some(caller) = call.caller {
            let end = call.epoch_s + waited;
            let start = (call.epoch_s, call.wall_s);
            self.history.redials.add(caller, call.date, start, end, call.outcome);
        }
    }

    fn day(&mut self, date: Date) -> &mut Day {
        self.history.days.entry(date).or_default()
    }

    /// Lays a stretch of waiting or handling, in seconds after the midnight of `date`, over the days
    /// and half-hours it reaches.
    fn lay(&mut self, date: Date, from: f64, to: f64, waiting: bool, agent: Option<u32>) {
        let (mut date, mut from, mut to) = (date, from, to);
        while to > from {
            if from < DAY_S {
                let day = self.day(date);
                day.occupy(from, to, waiting);
                if let Some(agent) = agent {
                    let last = half_hour(to.min(DAY_S - BEFORE_MIDNIGHT_S));
                    for cell in &mut day.cells[half_hour(from)..=last] {
                        cell.agents.insert(agent);
                    }
                }
            }
            let Ok(next) = date.tomorrow() else { return };
            (date, from, to) = (next, (from - DAY_S).max(0.0), to - DAY_S);
        }
    }

    /// Adds a row of an interval report. Rows of a quarter are added together, rows of an hour are
    /// spread evenly over its halves, those of a day by its profile.
    pub fn row(&mut self, row: &IntervalRow) {
        let answered = row.answered;
        let sum = answered.map(|a| a + row.abandoned.unwrap_or(0.0));
        let Some(offered) = row.offered.or(sum) else { return };
        if !self.wanted(row.line, row.date) {
            return;
        }
        self.history.handled_only |= row.offered.is_none() && row.abandoned.is_none();
        self.history.answers_told |= row.answered.or(row.abandoned).is_some();
        self.history.hang_ups_told |= row.abandoned.is_some();
        let halves = (row.minutes / 30).max(1);
        let share = 1.0 / f64::from(halves);
        let first = (row.start_minute / 30) as usize;
        let profile = self.profile.clone().filter(|_| halves as usize == HALF_HOURS);
        self.history.profile_given |= profile.is_some();
        let day = self.day(row.date);
        day.from_report = true;
        if let Some(DayProfile(shares)) = profile {
            let open = day.cells.iter_mut().zip(shares).filter(|(_, share)| *share > 0.0);
            open.for_each(|(cell, share)| add_row(cell, row, offered, share));
            return;
        }
        for cell in day.cells.iter_mut().skip(first).take(halves as usize) {
            add_row(cell, row, offered, share);
        }
    }

    /// Adds what the source tells of consultants logged in and available: of one line, or of all together.
    pub fn presence(&mut self, presence: &Presence) {
        let wanted = self.line.is_none_or(|l| Some(l) == presence.line);
        // A day without calls is no day of the history.
        if let (true, Some(day)) = (wanted, self.history.days.get_mut(&presence.date)) {
            let cell = (presence.start_minute / 30) as usize;
            if let Some(cell) = day.cells.get_mut(cell) {
                let (logged_in, available) = cell.duty.unwrap_or_default();
                cell.duty = Some((logged_in + presence.logged_in, available + presence.available));
            }
        }
    }

    /// The sums.
    pub fn finish(self) -> History {
        self.history
    }
}

impl History {
    /// Days with calls, in order.
    pub fn open_days(&self) -> impl Iterator<Item = (Date, &Day)> {
        self.days.iter().filter(|(_, day)| day.offered() > 0.0).map(|(date, day)| (*date, day))
    }

    /// Leaves these days out.
    pub fn leave_out(&mut self, dates: &[Date]) {
        self.days.retain(|date, _| !dates.contains(date));
        self.redials.leave_out(dates);
    }
}

fn add_row(cell: &mut Cell, row: &IntervalRow, offered: f64, share: f64) {
    let answered = row.answered.unwrap_or(offered - row.abandoned.unwrap_or(0.0)).max(0.0) * share;
    cell.offered += offered * share;
    cell.answered += answered;
    cell.abandoned += row.abandoned.unwrap_or(0.0) * share;
    match row.mean_wait_s {
        Some(mean_wait_s) => cell.answered_wait_s += mean_wait_s * answered,
        None => cell.answered_waits_unknown += answered,
    }
    match row.service_level {
        Some(level) => cell.within += level * offered * share,
        None => cell.within_unknown += offered * share,
    }
    if let Some(handle) = row.mean_handle_s {
        cell.handle.powers[0] += answered;
        cell.handle.powers[1] += answered * handle;
    }
    if let Some(agents) = row.agents {
        let (logged_in, available) = cell.duty.unwrap_or_default();
        let part = agents * (f64::from(row.minutes) / 30.0).min(1.0);
        cell.duty = Some((logged_in + part, available + part));
    }
}

/// Minutes after midnight at which a half-hour of the day starts.
pub fn start_minute(half_hour: usize) -> u32 {
    (half_hour % HALF_HOURS) as u32 * (HALF_HOUR_S as u32 / 60)
}
