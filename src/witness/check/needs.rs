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

/// Whether each line is open, by interval of the week.
pub(crate) fn open(scenario: &Scenario, closing: &[Option<&Closing>]) -> Vec<Vec<bool>> {
    hours::weeks(scenario, closing).into_iter().map(|line| line.open).collect()
}

/// Every need of a scenario's week.
pub(crate) fn needs(scenario: &Scenario, closing: &[Option<&Closing>]) -> Vec<Need> {
    let weeks = hours::weeks(scenario, closing);
    let nobody = vec![vec![0.0; scenario.calendar.grid.per_week()]; scenario.groups.len()];
    let rows = service::rows(scenario, &weeks, &nobody, &mut Findings::default());
    let need = |row: service::Row| {
        let (least, most, crew) = match people_alone(scenario, &row) {
            Some(people) => (0, 0, people.max(row.required.crew)),
            None => (row.required.least, row.required.most, row.required.crew),
        };
        Need { interval: row.interval, lines: row.set.lines, least, most, crew }
    };
    rows.into_iter().map(need).collect()
}

/// People on duty whom the calls do not keep busy, where no line of the set promises anything of its queue and all
/// of them are at the phone for the same share of their time: then a crew is all that is asked for.
fn people_alone(scenario: &Scenario, row: &service::Row) -> Option<u32> {
    let mut targets = row.set.lines.iter().flat_map(|line| &scenario.lines[*line].targets);
    let phone = row.phone.filter(|_| targets.all(|t| !t.measure.is_of_queue()))?;
    Some(match row.pool.hang_up > 0.0 || row.pool.calls <= 0.0 {
        true => u32::from(row.pool.calls > 0.0),
        false => (row.pool.load / phone) as u32 + 1,
    })
}
