//! One event of a `queue_log`, whether it is a line of the log or a row of the table that Asterisk
//! writes to a database.

use super::fault::{Fault, LONGEST_S};
use super::moments::{self, Dates, Moment, epoch};
use super::rows::Rows;
use super::zone::{Occurs, Zone};
use crate::domain::cause::RecordsCause;

/// Fields before an event's data in a line of the log.
const HEAD: usize = 5;

/// Where the parts of an event stand.
#[derive(Debug, Clone)]
pub(super) struct LogColumns {
    pub at: usize,
    pub call: usize,
    pub queue: usize,
    pub agent: usize,
    pub event: usize,
    pub data: Data,
}

/// Where an event's data stand.
#[derive(Debug, Clone)]
pub(super) enum Data {
    /// From this field on.
    From(usize),
    /// In these fields.
    In(Vec<usize>),
    /// In one field, with bars between them.
    Packed(usize),
}

impl LogColumns {
    /// As in a line of the log.
    pub fn of_a_file() -> Self {
        Self { at: 0, call: 1, queue: 2, agent: 3, event: 4, data: Data::From(HEAD) }
    }

    /// As in a row of Asterisk's table with the row's number before it, and maybe a server's name behind the
    /// queue's.
    pub fn numbered(server: bool) -> Self {
        let agent = 4 + usize::from(server);
        Self { at: 1, call: 2, queue: 3, agent, event: agent + 1, data: Data::From(agent + 2) }
    }

    /// Fields that every event has.
    fn head(&self) -> usize {
        [self.at, self.call, self.queue, self.agent, self.event].into_iter().max().unwrap_or(0) + 1
    }
}

/// The clock of a log, which may be written by the wall.
pub(super) struct Clock<'a> {
    pub zone: Zone,
    dates: Dates<'a>,
    last: Option<f64>,
}

impl<'a> Clock<'a> {
    pub fn new(zone: Zone, dates: Dates<'a>) -> Self {
        Self { zone, dates, last: None }
    }

    fn read(&mut self, text: &str) -> Option<f64> {
        let at = match epoch(text) {
            Some(at) => at,
            None => match moments::moment(text, &self.dates)? {
                Moment::Epoch(at) => at,
                Moment::Wall(date, wall_s) => match self.zone.occurs(date, wall_s) {
                    // A machine that does not follow the change of clocks.
                    Occurs::Never => return None,
                    occurs => Zone::in_order(occurs, self.last)?,
                },
            },
        };
        self.last = Some(at);
        Some(at)
    }
}

/// An event as its line says it.
pub(super) struct Line<'a> {
    rows: &'a Rows,
    columns: &'a LogColumns,
    pub at: f64,
    pub event: &'a str,
}

impl<'a> Line<'a> {
    /// Time and event of the row at hand.
    pub fn read(
        rows: &'a Rows,
        columns: &'a LogColumns,
        clock: &mut Clock<'_>,
    ) -> Result<Self, Fault> {
        if rows.len() < columns.head() {
            return Err(short(rows.len()));
        }
        let at = rows.field(columns.at).and_then(|text| clock.read(text));
        let at = at.ok_or_else(|| no_time(columns.at))?;
        let event = rows.field(columns.event).filter(|event| {
            event.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
                && event.bytes().any(|b| b.is_ascii_alphabetic())
        });
        let event = event.ok_or((columns.event, RecordsCause::NoEvent))?;
        Ok(Self { rows, columns, at, event })
    }

    /// Number of the line in its file.
    pub fn number(&self) -> u64 {
        self.rows.line()
    }

    pub fn call(&self) -> &'a str {
        self.rows.field(self.columns.call).unwrap_or("")
    }

    /// The queue, if the event names one.
    pub fn queue(&self) -> Option<&'a str> {
        named(self.rows.field(self.columns.queue))
    }

    /// The consultant, if the event names one.
    pub fn agent(&self) -> Option<&'a str> {
        named(self.rows.field(self.columns.agent))
    }

    /// The event's data number `index`, counted from 0; `None` if it is not there or empty.
    pub fn data(&self, index: usize) -> Option<&'a str> {
        let text = match &self.columns.data {
            Data::From(first) => self.rows.field(first + index),
            Data::In(fields) => self.rows.field(*fields.get(index)?),
            Data::Packed(field) => self.rows.field(*field)?.split('|').nth(index).map(str::trim),
        };
        text.filter(|text| !text.is_empty())
    }

    /// Whether the line ends before data number `index`.
    pub fn lacks(&self, index: usize) -> bool {
        matches!(self.columns.data, Data::From(first) if first + index >= self.rows.len())
    }

    /// The field that a problem with data number `index` is reported at.
    fn place(&self, index: usize) -> usize {
        match &self.columns.data {
            Data::From(first) => first + index,
            Data::In(fields) => fields.get(index).copied().unwrap_or(self.columns.event),
            Data::Packed(field) => *field,
        }
    }

    /// The length of time in data number `index`, where there is one.
    pub fn seconds(&self, index: usize) -> Result<Option<f64>, Fault> {
        let Some(text) = self.data(index) else { return Ok(None) };
        let value = text.parse::<f64>().ok().filter(|v| (0.0..=LONGEST_S).contains(v));
        value.map(Some).ok_or((self.place(index), RecordsCause::NotSeconds))
    }

    /// That the event lacks data which it always has.
    pub fn too_short(&self) -> Fault {
        short(self.rows.len())
    }

    /// That no call of this id has entered a queue.
    pub fn no_beginning(&self) -> Fault {
        (self.columns.call, RecordsCause::NoBeginning)
    }

    /// What makes the event one of its own.
    pub fn key(&self) -> (u64, &'a str, &'a str, Option<&'a str>, Option<&'a str>) {
        (self.at.to_bits(), self.call(), self.event, self.queue(), self.agent())
    }
}

/// Asterisk writes `NONE` where there is nothing to say.
fn named(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !matches!(*text, "" | "NONE"))
}

fn short(fields: usize) -> Fault {
    (fields.saturating_sub(1), RecordsCause::ShortLine { fields })
}

pub(super) fn no_time(field: usize) -> Fault {
    (field, RecordsCause::NoLogTime)
}
