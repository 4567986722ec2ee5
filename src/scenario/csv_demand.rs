//! Calls by interval from a CSV file with the columns `day,start,calls`, and consultants needed from one with
//! the columns `day,start,consultants`.

use super::problems::{At, Span, shown};
use super::validate::Context;
use crate::domain::cause::{Cause, DemandCause, HoursCause};
use crate::domain::clock::{TimeOfDay, Weekday};

/// What a file holds: the columns, in this order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Calls,
    Needs,
}

impl Holds {
    fn header(self) -> [&'static str; 3] {
        match self {
            Holds::Calls => ["day", "start", "calls"],
            Holds::Needs => ["day", "start", "consultants"],
        }
    }

    /// The number in a row.
    fn number(self, text: &str) -> Option<f64> {
        match self {
            Holds::Calls => text.parse::<f64>().ok().filter(|c| (0.0..=1e9).contains(c)),
            Holds::Needs => {
                text.parse::<u32>().ok().filter(|people| *people <= PEOPLE_MAX).map(f64::from)
            }
        }
    }
}

/// Most consultants that an interval may need.
const PEOPLE_MAX: u32 = 10_000;
/// Most problems reported from one file.
const PROBLEMS_MAX: usize = 20;

/// Reads the file named in the scenario: what it holds by interval of an ordinary week. `is_open`
/// tells whether the line is open at a minute of a day at any candidate.
pub(super) fn read(
    context: &Context,
    csv: &At<String>,
    holds: Holds,
    is_open: &dyn Fn(Weekday, u32) -> bool,
) -> Vec<f64> {
    let mut calls = vec![0.0; context.calendar.grid.per_week()];
    let text = match (context.read_csv)(&csv.value) {
        Ok(text) => text,
        Err(fault) => {
            context
                .log
                .report(&csv.span, DemandCause::FileUnreadable { file: shown(&csv.value), fault });
            return calls;
        }
    };
    let file = Csv { context, name: &csv.value, text: &text, holds, is_open };
    let before = context.log.count();
    let mut seen = vec![false; calls.len()];
    let mut rows = file.rows();
    match rows.next() {
        Some((_, fields)) if header(&fields, holds) => {}
        first => file.wrong_header(first),
    }
    for (span, fields) in rows {
        if context.log.count() >= before + PROBLEMS_MAX {
            break;
        }
        if let Some((interval, value)) = file.row(&span, &fields) {
            file.once(&span, seen[interval]);
            seen[interval] = true;
            calls[interval] = value;
        }
    }
    context.csv_texts.borrow_mut().push(text);
    calls
}

fn header(fields: &[String], holds: Holds) -> bool {
    fields.iter().map(|f| f.trim_start_matches('\u{feff}')).eq(holds.header())
}

struct Csv<'a> {
    context: &'a Context<'a>,
    name: &'a str,
    text: &'a str,
    holds: Holds,
    is_open: &'a dyn Fn(Weekday, u32) -> bool,
}

impl Csv<'_> {
    /// Rows that are not blank, with the bytes they stand on; quotes are taken off.
    fn rows(&self) -> impl Iterator<Item = (Span, Vec<String>)> {
        let mut at = 0;
        self.text.split_inclusive('\n').filter_map(move |line| {
            let start = at;
            at += line.len();
            let row = line.trim_end_matches(['\n', '\r']);
            let fields = row.split(',').map(|f| f.trim().trim_matches('"').to_owned()).collect();
            (!row.trim().is_empty()).then_some((start..start + row.len(), fields))
        })
    }

    fn report(&self, span: &Span, cause: impl Into<Cause>) {
        self.context.log.report_in(self.name, self.text, span, cause);
    }

    fn wrong_header(&self, first: Option<(Span, Vec<String>)>) {
        let (span, found) = first.map_or((0..0, String::new()), |(s, f)| (s, f.join(",")));
        let row = shown(&found);
        self.report(
            &span,
            match self.holds {
                Holds::Calls => DemandCause::NoHeader { row },
                Holds::Needs => DemandCause::NeedsHeader { row },
            },
        );
    }

    /// The interval and the calls of a row.
    fn row(&self, span: &Span, fields: &[String]) -> Option<(usize, f64)> {
        let [day, start, calls] = fields else {
            self.report(span, DemandCause::RowLength { fields: fields.len() });
            return None;
        };
        let number = self.holds.number(calls);
        let (Some(day), Some(start), Some(calls)) = (
            Weekday::from_code(day),
            TimeOfDay::parse(start).filter(|t| *t < TimeOfDay::END),
            number,
        ) else {
            let row = shown(&fields.join(","));
            self.report(
                span,
                match self.holds {
                    Holds::Calls => DemandCause::BadRow { row },
                    Holds::Needs => DemandCause::NeedsRow { row },
                },
            );
            return None;
        };
        self.on_grid(span, start)?;
        self.while_open(span, day, start, calls);
        Some((self.context.calendar.grid.at(day, start.minutes()), calls))
    }

    fn on_grid(&self, span: &Span, start: TimeOfDay) -> Option<()> {
        let grid = self.context.calendar.grid;
        if grid.divides(start.minutes()) {
            return Some(());
        }
        self.report(span, HoursCause::RowOffGrid { start, grid: grid.minutes() });
        None
    }

    fn while_open(&self, span: &Span, day: Weekday, start: TimeOfDay, calls: f64) {
        if calls > 0.0 && !(self.is_open)(day, start.minutes()) {
            self.report(span, DemandCause::RowWhenClosed { day, start });
        }
    }

    fn once(&self, span: &Span, seen: bool) {
        if seen {
            self.report(span, DemandCause::RowTwice);
        }
    }
}
