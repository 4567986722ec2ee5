//! Interval reports: tables with one interval a row, and rows of totals between them.

use super::call::{IntervalRow, Reading};
use super::calls::{dropped, moment, never, no_time};
use super::fault::{Fault, needed, not_number, well_formed};
use super::figure::{Figure, blank};
use super::headings::{Arrival, IntervalColumns};
use super::ledger::Ledger;
use super::mapping::Mapping;
use super::rows::Rows;
use super::source::{Options, Records};
use super::values::{self, Dates, Decimal, Moment};
use super::zone::{Occurs, Zone};
use crate::domain::cause::{RecordsCause, TotalOf};
use crate::domain::error::Error;
use jiff::civil::Date;
use std::collections::HashMap;

/// Length of an interval where neither the report nor the mapping says, minutes.
const HALF_HOUR: u32 = 30;

/// Length of a row without a time of day, minutes.
const WHOLE_DAY: u32 = 1440;

/// Most calls or people of an interval: more is something else in the wrong column.
const COUNT_MAX: f64 = 1e6;

/// Longest mean wait or handle time of an interval that is believed where nobody says what the column
/// counts, seconds.
const MEAN_MAX_S: f64 = 7200.0;

/// First words of rows that sum or average the rows above.
const TOTALS: [&str; 11] = [
    "razem",
    "suma",
    "ogółem",
    "łącznie",
    "podsumowanie",
    "total",
    "totals",
    "sum",
    "subtotal",
    "grand",
    "summary",
];
const AVERAGES: [&str; 6] = ["średnio", "średnia", "śr", "average", "avg", "mean"];

/// What a row of a report is.
enum Kind {
    Row(Box<IntervalRow>),
    Total,
    Average,
    Heading,
    Dropped,
}

/// Reads an interval report from its first record on.
pub(super) fn read(
    mut records: Records,
    columns: &IntervalColumns,
    zone: Zone,
    options: &Options,
    sink: &mut dyn FnMut(&IntervalRow),
) -> Result<Reading, Error> {
    let order = records.order(&columns.start)?;
    let (file, mapping) = (records.file.clone(), records.mapping.clone());
    let mut ledger = Ledger::new(&file);
    let decimal = records.decimal;
    let mut report = Report {
        columns,
        mapping: &mapping,
        dates: mapping.dates(order),
        decimal,
        zone,
        row_above: None,
        times: HashMap::new(),
        since_total: [0.0; 3],
        all: [0.0; 3],
    };
    while records.advance()? {
        ledger.reading.rows += 1;
        let rows = &records.rows;
        match report.row(rows, &mut ledger)? {
            Ok(Kind::Row(row)) => {
                ledger.reading.used += 1;
                ledger.day(row.date);
                report.sum(&row);
                sink(&row);
            }
            Ok(Kind::Total) => {
                ledger.reading.used += 1;
                ledger.quirk("total_row", "", rows.line());
                report.check_total(rows, &mut ledger);
            }
            Ok(Kind::Average) => {
                ledger.reading.used += 1;
                ledger.quirk("average_row", "", rows.line());
            }
            Ok(Kind::Heading) => {
                ledger.reading.used += 1;
                ledger.quirk("heading_again", "", rows.line());
            }
            Ok(Kind::Dropped) => ledger.reading.used += 1,
            Err(fault) => ledger.bad(rows, fault),
        }
    }
    ledger.finish(options.bad_rows)
}

struct Report<'a> {
    columns: &'a IntervalColumns,
    mapping: &'a Mapping,
    dates: Dates<'a>,
    decimal: Decimal,
    zone: Zone,
    /// Day of the row above: reports write it once.
    row_above: Option<Date>,
    /// How often each line's wall-clock start was seen. One entry for each interval of the report.
    times: HashMap<(u32, Date, u32), u32>,
    /// Offered, answered and abandoned since the last total, and in all.
    since_total: [f64; 3],
    all: [f64; 3],
}

impl Report<'_> {
    fn row(&mut self, rows: &Rows, ledger: &mut Ledger<'_>) -> Result<Result<Kind, Fault>, Error> {
        if let Some(kind) = self.other_row(rows, ledger) {
            return Ok(Ok(kind));
        }
        let line = match self.line_name(rows) {
            Ok(name) => ledger.line(name)?,
            Err(fault) => return Ok(Err(fault)),
        };
        Ok(self.interval(rows, line, ledger).map(|row| Kind::Row(Box::new(row))))
    }

    fn line_name<'b>(&'b self, rows: &'b Rows) -> Result<&'b str, Fault> {
        well_formed(rows)?;
        match self.columns.line {
            Some(field) => needed(rows, field),
            None => Ok(self.mapping.line_name.as_deref().unwrap_or("")),
        }
    }

    /// What a row is that holds no interval.
    fn other_row(&self, rows: &Rows, ledger: &mut Ledger<'_>) -> Option<Kind> {
        if let Some(reason) = dropped(rows, &self.columns.drop) {
            ledger.quirk("dropped", reason, rows.line());
            return Some(Kind::Dropped);
        }
        let c = self.columns;
        let named = [Some(0), c.start.timestamp, c.start.date, c.line]
            .into_iter()
            .chain(c.start.time.iter().map(|field| Some(*field)))
            .flatten();
        let words: Vec<String> = named
            .filter_map(|field| rows.field(field))
            .map(|text| {
                let first = text.split([' ', ':', '.', '\u{a0}']).find(|word| !word.is_empty());
                first.unwrap_or("").to_lowercase()
            })
            .collect();
        let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        if any(&TOTALS) {
            return Some(Kind::Total);
        }
        if any(&AVERAGES) {
            return Some(Kind::Average);
        }
        let again = super::headings::columns(&rows.fields(), self.mapping).is_ok();
        (again && self.mapping.header != Some(false)).then_some(Kind::Heading)
    }

    fn interval(
        &mut self,
        rows: &Rows,
        line: u32,
        ledger: &mut Ledger<'_>,
    ) -> Result<IntervalRow, Fault> {
        let start = &self.columns.start;
        let (date, start_minute, minutes) = self.start(rows)?;
        let occurs = self.zone.occurs(date, f64::from(start_minute) * 60.0);
        let seen = self.times.entry((line, date, start_minute)).or_insert(0);
        let (epoch_s, second_pass) = match (occurs, *seen) {
            (Occurs::Never, _) => return Err(never(start)),
            (Occurs::Once(at), 0) => (at, false),
            (Occurs::Twice(first, _), 0) => (first, false),
            (Occurs::Twice(_, second), 1) => (second, true),
            _ => return Err(twice(start)),
        };
        let mut row = IntervalRow {
            line,
            date,
            start_minute,
            minutes,
            second_pass,
            epoch_s,
            offered: None,
            answered: None,
            abandoned: None,
            mean_wait_s: None,
            mean_handle_s: None,
            agents: None,
            service_level: None,
        };
        self.figures(rows, &mut row)?;
        // Only a row that is used takes its place.
        self.times.insert((line, date, start_minute), u32::from(second_pass) + 1);
        if second_pass {
            ledger.quirk("repeated_hour", "", rows.line());
        }
        Ok(row)
    }

    /// Day, start and length of an interval.
    fn start(&mut self, rows: &Rows) -> Result<(Date, u32, u32), Fault> {
        let start = &self.columns.start;
        let said = self.mapping.interval_minutes;
        if start.timestamp.is_none() && start.time.is_empty() {
            let date = self.day(rows).ok_or_else(|| no_time(start))?;
            self.row_above = Some(date);
            return Ok((date, 0, WHOLE_DAY));
        }
        let (date, wall_s, length) = match start.timestamp {
            Some(_) => match moment(rows, start, &self.dates, &self.mapping.formats.no_time)? {
                Moment::Wall(date, wall_s) => (date, wall_s, None),
                Moment::Epoch(at) => {
                    let (date, wall_s) = self.zone.local(at).ok_or_else(|| no_time(start))?;
                    (date, wall_s, None)
                }
            },
            None => self.day_and_stretch(rows)?,
        };
        self.row_above = Some(date);
        let minutes = said.or(length).unwrap_or(HALF_HOUR);
        let whole = (wall_s / 60.0) as u32;
        if wall_s % 60.0 != 0.0 || !whole.is_multiple_of(minutes) {
            let field = start.time.first().copied().unwrap_or(start.first());
            return Err((field, RecordsCause::OffGrid { minutes }));
        }
        Ok((date, whole, minutes))
    }

    /// Day, start in seconds, and the length where the cell holds both ends, as in `07:30-08:00`.
    fn day_and_stretch(&self, rows: &Rows) -> Result<(Date, f64, Option<u32>), Fault> {
        let start = &self.columns.start;
        let fault = || no_time(start);
        let date = self.day(rows).ok_or_else(fault)?;
        let field = start.time.first().copied().unwrap_or(0);
        let text = needed(rows, field)?;
        let fault = || (field, RecordsCause::NoTime);
        let pattern = self.dates.time;
        let (from, to) = match text.split_once(['-', '–', '—']) {
            Some((from, to)) if pattern.is_none() => (from.trim(), Some(to.trim())),
            _ => (text, None),
        };
        let to_s = to.and_then(|to| values::time(to, None));
        let from = match (values::half_day(from), to.and_then(values::half_day), to_s) {
            // `8:00-8:30 AM`, `11:30-12:00 PM`: the half of the day in which it is before the end.
            (None, Some((afternoon, _)), Some(to_s)) => {
                let same =
                    values::time(&format!("{from} {}", if afternoon { "PM" } else { "AM" }), None);
                let other =
                    values::time(&format!("{from} {}", if afternoon { "AM" } else { "PM" }), None);
                same.filter(|from| *from < to_s).or(other)
            }
            _ => values::time(from, pattern),
        };
        let from = from.ok_or_else(fault)?;
        let Some(to) = to else { return Ok((date, from, None)) };
        let end = match to {
            "24:00" | "24:00:00" => 86_400.0,
            _ => match to_s.ok_or_else(fault)? {
                0.0 => 86_400.0,
                to_s => to_s,
            },
        };
        // 07:30–07:59 means up to 08:00.
        let minutes = ((end - from) / 60.0).round() as i64;
        let minutes = minutes + i64::from(minutes % 5 == 4);
        match u32::try_from(minutes) {
            Ok(minutes) if [5, 10, 15, 20, 30, 60].contains(&minutes) => {
                Ok((date, from, Some(minutes)))
            }
            _ => Err(fault()),
        }
    }

    /// The day of a row: its own, or where it is left out that of the row above.
    fn day(&self, rows: &Rows) -> Option<Date> {
        let start = &self.columns.start;
        if start.day.is_some() {
            return start.day;
        }
        let text = rows.field(start.date.unwrap_or(0))?;
        if text.is_empty() && self.row_above.is_some() {
            return self.row_above;
        }
        let day = |text| values::date(text, self.dates.date, self.dates.order);
        // Workbooks have a time of midnight in cells that show a day.
        day(text).or_else(|| day(text.split([' ', 'T']).next()?))
    }

    fn figures(&self, rows: &Rows, row: &mut IntervalRow) -> Result<(), Fault> {
        let c = self.columns;
        row.offered = self.count(rows, c.offered.as_ref())?;
        row.answered = self.count(rows, c.answered.as_ref())?;
        row.abandoned = self.count(rows, c.abandoned.as_ref())?;
        row.agents = self.count(rows, c.agents.as_ref())?;
        row.mean_wait_s = self.mean(rows, c.mean_wait.as_ref())?;
        row.mean_handle_s = self.mean(rows, c.mean_handle.as_ref())?;
        row.service_level = self.share(rows, c.service_level)?;
        Ok(())
    }

    /// A mean length of time. A bare number of a column whose unit nobody said may be milliseconds.
    fn mean(&self, rows: &Rows, figure: Option<&Figure>) -> Result<Option<f64>, Fault> {
        let Some(figure) = figure else { return Ok(None) };
        let mean = figure.seconds(rows, self.decimal)?;
        let bare = || rows.field(figure.place()).is_some_and(|text| !text.contains([':', 'h']));
        if !figure.unit_said && mean.is_some_and(|mean| mean > MEAN_MAX_S) && bare() {
            let (key, hours) = (figure.key, (MEAN_MAX_S / 3600.0) as u32);
            return Err((figure.place(), RecordsCause::LongMean { key, hours }));
        }
        Ok(mean)
    }

    /// What a cell holds; `None` for no column, an empty cell or a dash.
    fn cell<'b>(
        &self,
        rows: &'b Rows,
        field: Option<usize>,
    ) -> Result<Option<(usize, &'b str)>, Fault> {
        let Some(field) = field else { return Ok(None) };
        let text = needed(rows, field)?;
        Ok((!blank(text)).then_some((field, text)))
    }

    fn count(&self, rows: &Rows, figure: Option<&Figure>) -> Result<Option<f64>, Fault> {
        let Some(figure) = figure else { return Ok(None) };
        let field = figure.place();
        match figure.number(rows, self.decimal)? {
            None => Ok(None),
            Some(value) if (0.0..=COUNT_MAX).contains(&value) => Ok(Some(value)),
            Some(value) if value > COUNT_MAX => Err((field, RecordsCause::ManyOfInterval)),
            Some(_) => Err((field, RecordsCause::NegativeNumber)),
        }
    }

    /// A share: with a percent sign or above 1 in percent.
    fn share(&self, rows: &Rows, field: Option<usize>) -> Result<Option<f64>, Fault> {
        let Some((field, text)) = self.cell(rows, field)? else { return Ok(None) };
        let bare = text.trim_end_matches('%').trim();
        let value = values::number(bare, self.decimal).map_err(|w| not_number(field, w, false))?;
        let share = if bare.len() < text.len() || value > 1.0 { value / 100.0 } else { value };
        if !(0.0..=1.0).contains(&share) {
            return Err((field, RecordsCause::NotShare));
        }
        Ok(Some(share))
    }

    fn sum(&mut self, row: &IntervalRow) {
        for (i, value) in [row.offered, row.answered, row.abandoned].into_iter().enumerate() {
            self.since_total[i] += value.unwrap_or(0.0);
            self.all[i] += value.unwrap_or(0.0);
        }
    }

    /// Compares a total with the rows since the last total, and with all rows.
    fn check_total(&mut self, rows: &Rows, ledger: &mut Ledger<'_>) {
        let c = self.columns;
        let stated: Vec<(usize, usize, f64)> = [&c.offered, &c.answered, &c.abandoned]
            .into_iter()
            .enumerate()
            .filter_map(|(i, figure)| {
                let value = self.count(rows, figure.as_ref()).ok().flatten()?;
                Some((i, figure.as_ref()?.place(), value))
            })
            .collect();
        let same = |a: f64, b: f64| (a - b).abs() < 0.5;
        let agrees = |sums: &[f64; 3]| stated.iter().all(|(i, _, value)| same(*value, sums[*i]));
        if !agrees(&self.since_total) && !agrees(&self.all) {
            let names = [TotalOf::Offered, TotalOf::Answered, TotalOf::Abandoned];
            for (i, field, value) in &stated {
                let off = value - self.since_total[*i];
                if !same(off, 0.0) && !same(*value, self.all[*i]) {
                    ledger.bad(rows, (*field, RecordsCause::Total { of: names[*i], off }));
                }
            }
        }
        self.since_total = [0.0; 3];
    }
}

fn twice(start: &Arrival) -> Fault {
    (start.time.first().copied().unwrap_or(start.first()), RecordsCause::Twice)
}
