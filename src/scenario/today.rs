//! The present state as somebody states it: not planned, and nothing that a plan rests on.

use super::{Closing, Scenario, Stretch};
use crate::domain::clock::Weekday;
use crate::domain::units::{Money, Seconds, Share, Uncertain};

/// `[today]`: what is known of the present state, to lay beside what is planned.
#[derive(Debug, Clone, PartialEq)]
pub struct Today {
    /// People who answer the lines.
    pub consultants: Option<Uncertain<f64>>,
    /// Hours paid a week.
    pub paid_hours: Option<Uncertain<f64>>,
    /// What they cost a week.
    pub cost: Option<Uncertain<Money>>,
    /// Line by line, as many as the scenario has.
    pub lines: Vec<TodayLine>,
}

/// What is known of a line's present state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TodayLine {
    /// Today's close, as an index into the line's candidates; `None`: as its hours say.
    pub close: Option<usize>,
    /// Mean wait of its callers.
    pub mean_wait: Option<Uncertain<Seconds>>,
    /// Share of its callers who hang up.
    pub abandoned: Option<Uncertain<Share>>,
    /// Share of its callers who are answered within the time of its target.
    pub service_level: Option<Uncertain<Share>>,
}

impl Scenario {
    /// Today's close of a line; `None`: as its hours say.
    pub fn present_close(&self, line: usize) -> Option<&Closing> {
        let close = self.today.as_ref().and_then(|today| today.lines.get(line)?.close);
        close.and_then(|k| self.lines[line].candidates.get(k))
    }

    /// Which combination of [`Scenario::closings`] has the hours of today; `None`: no candidates do.
    pub fn present_hours(&self) -> Option<usize> {
        let hours = |line: usize, closing: Option<&Closing>| -> Vec<Vec<Stretch>> {
            Weekday::ALL.into_iter().map(|day| self.stretches(line, day, closing)).collect()
        };
        let same = |choice: &Vec<Option<&Closing>>| {
            let mut lines = choice.iter().enumerate();
            lines.all(|(l, closing)| hours(l, *closing) == hours(l, self.present_close(l)))
        };
        self.closings().iter().position(same)
    }
}
