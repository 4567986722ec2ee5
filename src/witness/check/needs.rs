//! What every sharing set needs in every interval, for the witness of rosters.

use super::findings::Findings;
use super::{hours, service};
use crate::scenario::{Closing, Scenario};

/// A set of lines in an interval.
pub(crate) struct Need {
    /// Interval of the week.
    pub(crate) interval: usize,
    /// Lines.
    pub(crate) lines: Vec<usize>,
    /// Agents at the phone, with promises a hair looser and a hair stricter than written.
    pub(crate) least: u32,
    /// The same, stricter.
    pub(crate) most: u32,
    /// People on duty.
    pub(crate) crew: u32,
}

/// Every need of a scenario's week.
pub(crate) fn needs(scenario: &Scenario, closing: &[Option<&Closing>]) -> Vec<Need> {
    let weeks = hours::weeks(scenario, closing);
    let nobody = vec![vec![0.0; scenario.calendar.grid.per_week()]; scenario.groups.len()];
    let rows = service::rows(scenario, &weeks, &nobody, &mut Findings::default());
    rows.into_iter()
        .map(|row| Need {
            interval: row.interval,
            lines: row.set.lines.clone(),
            least: row.required.least,
            most: row.required.most,
            crew: row.required.crew,
        })
        .collect()
}
