//! What may be short while a roster is changed.

use super::assemble::{lacking, lacks};
use super::setting::{Assignments, PlanWeek, Setting};

/// Agents that may be short of each need, by week and row; without end where nothing is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct MayLack(pub(super) Vec<Vec<f64>>);

impl MayLack {
    /// As much as is short in a roster.
    pub fn of(setting: &Setting<'_>, grid: &Assignments) -> Self {
        Self::against(setting, &setting.weeks, &lacks(setting, grid))
    }

    /// As much as was short, row by row, when the weeks were calm: needs that are new may lack nothing.
    pub fn against(setting: &Setting<'_>, calm: &[PlanWeek], lacks: &[Vec<(usize, f64)>]) -> Self {
        // What nobody could give is not asked for.
        let first = |w: usize| if w == 0 { setting.first_asked() } else { 0 };
        let weeks = setting.weeks.iter().enumerate();
        let rows = weeks.map(|(w, week)| {
            let may = |row: &super::setting::Row| {
                let same = |(old, _): &&(usize, f64)| {
                    let old = &calm[w].rows[*old];
                    (old.interval, old.led, &old.classes) == (row.interval, row.led, &row.classes)
                };
                match row.interval < first(w) {
                    true => f64::INFINITY,
                    false => lacks[w].iter().find(same).map_or(0.0, |(_, lack)| *lack),
                }
            };
            week.rows.iter().map(may).collect()
        });
        Self(rows.collect())
    }

    /// Nothing may be short.
    pub fn nothing(setting: &Setting<'_>) -> Self {
        Self::against(setting, &setting.weeks, &vec![Vec::new(); setting.weeks.len()])
    }

    /// Nothing is asked any more of what lies before a minute of a day.
    pub fn past(mut self, setting: &Setting<'_>, day: usize, minute: Option<u32>) -> Self {
        let Some(minute) = minute else { return self };
        let grid = setting.grid();
        for (w, (week, may)) in setting.weeks.iter().zip(&mut self.0).enumerate() {
            for (row, may) in week.rows.iter().zip(may) {
                let (weekday, start) = grid.start_of(row.interval);
                if (7 * w + weekday.index(), start) <= (day, minute) {
                    *may = f64::INFINITY;
                }
            }
        }
        self
    }

    /// Anything may be short: only rules count.
    pub fn anything(setting: &Setting<'_>) -> Self {
        Self(setting.weeks.iter().map(|week| vec![f64::INFINITY; week.rows.len()]).collect())
    }

    /// Person-hours of a roster that are shorter than they may be.
    pub fn beyond(&self, setting: &Setting<'_>, grid: &Assignments) -> f64 {
        let lacks = (0..setting.weeks.len()).flat_map(|w| {
            let beyond = move |(r, lack): (usize, f64)| (lack - self.0[w][r]).max(0.0);
            lacking(setting, grid, w).into_iter().map(beyond)
        });
        lacks.filter(|lack| *lack > 1e-6).sum::<f64>() * setting.grid().hours()
    }
}
