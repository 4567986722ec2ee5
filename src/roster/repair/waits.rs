//! What an option means for callers: through the days that it touches, and by the formula where people are
//! short.

use super::Before;
use crate::domain::clock::clock_text;
use crate::plan::coverage::Service;
use crate::plan::requirements::SetInterval;
use crate::plan::through_day::{LineThroughDay, Playing};
use crate::roster::assemble::{self, lacking, on_duty};
use crate::roster::promises::with_judge;
use crate::roster::setting::{Assignments, PlanWeek, Setting};
use crate::wire::answer::Figure;
use crate::wire::roster_answer::{DayWait, Wait};
use std::collections::{BTreeMap, BTreeSet};

/// Waits told for each option.
const WAITS: usize = 6;
/// Calls played out for each option, and fewest and most weeks that this comes to.
const CALLS: f64 = 3e5;
const WEEKS: (f64, f64) = (20.0, 5_000.0);

/// Follows weeks through the day, those before a change only once.
pub(super) struct Followed<'a> {
    setting: &'a Setting<'a>,
    before: &'a Before<'a>,
    playing: Playing,
    earlier: BTreeMap<usize, Vec<LineThroughDay>>,
}

impl<'a> Followed<'a> {
    pub(super) fn new(setting: &'a Setting<'a>, before: &'a Before<'a>, playing: Playing) -> Self {
        let calls =
            before.calm.iter().map(|week| week.demand.iter().map(|d| d.total()).sum::<f64>());
        let weeks = (CALLS / calls.fold(1.0, f64::max)).clamp(WEEKS.0, WEEKS.1) as u32;
        let playing = Playing { weeks: playing.weeks.or(Some(weeks)), ..playing };
        Self { setting, before, playing, earlier: BTreeMap::new() }
    }

    /// What callers of a week experience with these people.
    pub(super) fn through(&self, w: usize, grid: &Assignments) -> Vec<LineThroughDay> {
        self.week(&self.setting.weeks[w], w, grid)
    }

    fn week(&self, week: &PlanWeek, w: usize, grid: &Assignments) -> Vec<LineThroughDay> {
        let shifts = self.setting.shifts(&assemble::at_phone(self.setting, grid), w);
        with_judge(week, (self.playing, self.before.time_left), |judge| {
            judge.judge(&shifts).through
        })
    }

    /// Mean waits of the days that differ, before and after, line by line.
    pub(super) fn days(&mut self, after: &Assignments) -> Vec<DayWait> {
        let (setting, before) = (self.setting, self.before);
        let written = before.written.unwrap_or(before.grid);
        let mut all = Vec::new();
        for (w, (week, calm)) in setting.weeks.iter().zip(before.calm).enumerate() {
            let differs = |d: &usize| {
                let grid = setting.grid();
                let of_day = |t: usize| grid.start_of(t).0.index() == d % 7;
                let calls = week.demand.iter().zip(&calm.demand);
                after.iter().zip(written).any(|(a, b)| a[*d] != b[*d])
                    || calls.clone().any(|(a, b)| {
                        (0..grid.per_week()).any(|t| of_day(t) && a.calls[t] != b.calls[t])
                    })
            };
            let days: Vec<usize> = (7 * w..7 * w + 7).filter(differs).collect();
            if days.is_empty() {
                continue;
            }
            if !self.earlier.contains_key(&w) {
                let earlier = self.week(calm, w, written);
                self.earlier.insert(w, earlier);
            }
            let now = self.week(week, w, after);
            for d in days {
                let lines = self.earlier[&w].iter().zip(&now).zip(&setting.scenario.lines);
                all.extend(
                    lines
                        .filter_map(|((earlier, now), line)| self.day(&line.id, d, (earlier, now))),
                );
            }
        }
        all
    }

    fn day(
        &self,
        line: &str,
        d: usize,
        (earlier, now): (&LineThroughDay, &LineThroughDay),
    ) -> Option<DayWait> {
        let mean = |line: &LineThroughDay| line.days[d % 7].as_ref().map(|e| e.mean_wait_s);
        let after = mean(now)?;
        let grid = self.setting.grid();
        let intervals = now.intervals.iter().enumerate();
        let of_day = intervals.filter(|(t, _)| grid.start_of(*t).0.index() == d % 7);
        let waits = of_day.filter_map(|(t, e)| Some((t, e.as_ref()?.mean_wait_s)));
        let worst: Option<(usize, Figure)> =
            waits.reduce(|a, b| if b.1.value > a.1.value { b } else { a });
        let (worst_at, worst) = worst?;
        Some(DayWait {
            date: self.setting.date(d).to_string(),
            line: line.to_owned(),
            method: now.method,
            before: mean(earlier),
            after,
            worst,
            worst_at: clock_text(grid.start_of(worst_at).1),
        })
    }
}

/// Where agents are fewer or calls more than before so that callers wait longer, the worst first.
pub(super) fn waits(setting: &Setting<'_>, before: &Before<'_>, after: &Assignments) -> Vec<Wait> {
    let earlier = before.written.unwrap_or(before.grid);
    let mut all: Vec<Wait> = Vec::new();
    for (w, week) in setting.weeks.iter().enumerate() {
        let calm = &before.calm[w];
        let days = 7 * w..7 * w + 7;
        let moved = |d: usize| after.iter().zip(earlier).any(|(a, b)| a[d] != b[d]);
        if week.sets == calm.sets && !days.into_iter().any(moved) {
            continue;
        }
        let (old, new) = (on_duty(setting, earlier, w), on_duty(setting, after, w));
        let lacks: BTreeSet<usize> =
            lacking(setting, after, w).iter().map(|(r, _)| week.rows[*r].interval).collect();
        for set in week.sets.iter().filter(|s| s.calls > 0.0 && lacks.contains(&s.interval)) {
            let wait = |set: &SetInterval, duty: &[Vec<f64>]| {
                let wait = Service::of(&week.scenario, set, duty).mean_wait_s(set.caller);
                wait.is_finite().then_some(wait)
            };
            let same = |s: &&SetInterval| (s.interval, &s.lines) == (set.interval, &set.lines);
            let before_s = calm.sets.iter().find(same).and_then(|set| wait(set, &old));
            let after_s = wait(set, &new);
            let longer = match (before_s, after_s) {
                (_, None) => before_s.is_some(),
                (before, Some(after)) => before.is_some_and(|before| after > before + 1e-6),
            };
            if !longer {
                continue;
            }
            let (day, minute) = setting.grid().start_of(set.interval);
            all.push(Wait {
                date: setting.date(7 * w + day.index()).to_string(),
                start: clock_text(minute),
                lines: assemble::line_names(setting, &set.lines),
                before_s,
                after_s,
            });
        }
    }
    let worst = |w: &Wait| w.after_s.unwrap_or(f64::INFINITY);
    all.sort_by(|a, b| worst(b).total_cmp(&worst(a)).then(a.start.cmp(&b.start)));
    all.truncate(WAITS);
    all
}
