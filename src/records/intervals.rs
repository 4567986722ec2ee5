//! Interval reports: tables with one interval a row, and rows of totals between them.

use super::call::{IntervalRow, Reading};
use super::calls::{dropped, never, no_time};
use super::fault::{Fault, needed, not_number, well_formed};
use super::figure::{Figure, blank};
use super::headings::{Arrival, IntervalColumns};
use super::ledger::Ledger;
use super::mapping::Mapping;
use super::moments::{self, Dates, Moment};
use super::numbers::{self, Decimal};
use super::rows::{Kept, Rows};
use super::source::{Options, Records};
use super::totals::{AVERAGES, Stated, TOTALS, Totals, WHOLE};
use super::zone::{Occurs, Zone};
use crate::domain::cause::RecordsCause;
use crate::domain::error::Error;
use jiff::civil::Date;
use std::collections::HashMap;

/// Length of an interval where neither the report nor the mapping says, minutes.
const HALF_HOUR: u32 = 30;

/// Length of a row without a time of day, minutes.
const WHOLE_DAY: u32 = 1440;

/// Most calls or people of an interval: more is something else in the wrong column.
const COUNT_MAX: f64 = 1e6;

/// Lengths that intervals of reports have, minutes.
const LENGTHS: [u32; 6] = [5, 10, 15, 20, 30, 60];

/// Rows that are looked at to find out how far starts lie apart, and how often they must do so.
const APART_ROWS: usize = 2000;
const APART_LEAST: u32 = 2;

/// Longest mean wait or handle time of an interval that is believed where nobody says what the column
/// counts, seconds.
const MEAN_MAX_S: f64 = 7200.0;

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
        apart: None,
        mapping: &mapping,
        dates: mapping.dates(order),
        decimal,
        zone,
        row_above: None,
        times: HashMap::new(),
        totals: Totals::default(),
    };
    report.apart = report.apart(&mut records)?;
    while records.advance()? {
        ledger.reading.rows += 1;
        let rows = &records.rows;
        match report.row(rows, &mut ledger)? {
            Ok(Kind::Row(row)) => {
                ledger.reading.used += 1;
                ledger.day(row.date);
                let calls = [row.offered, row.answered, row.abandoned];
                report.totals.add(row.line, calls);
                if report.apart == Some(row.minutes) {
                    ledger.quirk("length_by_starts", &row.minutes.to_string(), rows.line());
                }
                sink(&row);
            }
            Ok(Kind::Total) => {
                ledger.reading.used += 1;
                ledger.quirk("total_row", "", rows.line());
                let stated = report.stated(rows);
                report.totals.total(rows.line(), stated);
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
    report.totals.tell(&mut ledger);
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
    /// How far starts lie apart, where neither the report nor the mapping says how long its intervals are.
    apart: Option<u32>,
    totals: Totals,
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
        let words = |field: usize| {
            let text = rows.field(field).unwrap_or("").to_lowercase();
            let words = text.split([' ', ':', '.', '\u{a0}']).filter(|word| !word.is_empty());
            words.map(str::to_owned).collect::<Vec<_>>()
        };
        let when: Vec<usize> = [c.start.timestamp, c.start.date]
            .into_iter()
            .flatten()
            .chain(c.start.time.clone())
            .collect();
        // The name of a line may have any of these words behind its first.
        let named: Vec<String> = [Some(0), c.line]
            .into_iter()
            .flatten()
            .filter_map(|field| words(field).into_iter().next())
            .chain(when.iter().flat_map(|field| words(*field)))
            .collect();
        let any = |list: &[&str]| named.iter().any(|word| list.contains(&word.as_str()));
        let whole = when.iter().flat_map(|f| words(*f)).any(|word| WHOLE.contains(&word.as_str()));
        if any(&TOTALS) || whole || self.total_without_a_name(rows, &when) {
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
            Some(field) => {
                let (from, to) = match self.dates.timestamp {
                    None => moments::stretch(needed(rows, field)?),
                    Some(_) => (needed(rows, field)?, None),
                };
                let (date, from_s) = self.wall(from).ok_or_else(|| no_time(start))?;
                let length =
                    to.map(|to| self.until(to, date, from_s).ok_or_else(|| no_time(start)));
                (date, from_s, length.transpose()?)
            }
            None => self.day_and_stretch(rows)?,
        };
        self.row_above = Some(date);
        let length = match length {
            None => self.length_by_end(rows, date, wall_s)?,
            length => length,
        };
        let minutes = said.or(length).or(self.apart).unwrap_or(HALF_HOUR);
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
        let (from, to) = match (pattern, text.split_once(['-', '–', '—'])) {
            (None, Some((from, to))) => (from.trim(), Some(to.trim())),
            (None, None) => moments::stretch(text),
            (Some(_), _) => (text, None),
        };
        let to_s = to.and_then(moments::start_of_interval);
        let from = match (moments::half_day(from), to.and_then(moments::half_day), to_s) {
            // `8:00-8:30 AM`, `11:30-12:00 PM`: the half of the day in which it is before the end.
            (None, Some((afternoon, _)), Some(to_s)) => {
                let same =
                    moments::time(&format!("{from} {}", if afternoon { "PM" } else { "AM" }), None);
                let other =
                    moments::time(&format!("{from} {}", if afternoon { "AM" } else { "PM" }), None);
                same.filter(|from| *from < to_s).or(other)
            }
            _ if pattern.is_some() => moments::time(from, pattern),
            _ => moments::start_of_interval(from),
        };
        let from = from.ok_or_else(fault)?;
        let Some(to) = to else {
            // An hour alone stands for the whole of it.
            let hour = pattern.is_none() && text.bytes().all(|b| b.is_ascii_digit());
            return Ok((date, from, hour.then_some(60)));
        };
        let length = self.until(to, date, from).ok_or_else(fault)?;
        Ok((date, from, Some(length)))
    }

    /// Day and seconds after midnight by the wall clock.
    fn wall(&self, text: &str) -> Option<(Date, f64)> {
        match moments::moment(text, &self.dates)? {
            Moment::Wall(date, wall_s) => Some((date, wall_s)),
            Moment::Epoch(at) => self.zone.local(at),
        }
    }

    /// Length of an interval from its start to a written end, minutes, if an interval may be so long.
    fn until(&self, end: &str, date: Date, from_s: f64) -> Option<u32> {
        let wall = self.wall(end).filter(|(day, _)| *day >= date);
        let end_s = match (end, wall) {
            ("24" | "24:00" | "24:00:00", _) => 86_400.0,
            (_, Some((day, wall_s))) => f64::from((day - date).get_days()) * 86_400.0 + wall_s,
            // Midnight is the end of the day.
            _ => match moments::start_of_interval(end)? {
                0.0 => 86_400.0,
                end_s => end_s,
            },
        };
        // 07:30–07:59 means up to 08:00.
        let minutes = ((end_s - from_s) / 60.0).round() as i64;
        let minutes = u32::try_from(minutes + i64::from(minutes % 5 == 4)).ok()?;
        LENGTHS.contains(&minutes).then_some(minutes)
    }

    /// Whether clocks are changed on this day.
    fn clock_changes(&self, date: Date) -> bool {
        let mut zone = self.zone.clone();
        let midnight = |zone: &mut Zone, date| match zone.occurs(date, 0.0) {
            Occurs::Once(at) => Some(at),
            _ => None,
        };
        let both =
            midnight(&mut zone, date).zip(midnight(&mut zone, date.tomorrow().unwrap_or(date)));
        both.is_none_or(|(from, to)| to - from != 86_400.0)
    }

    /// The length by a column with the interval's end; on a day on which clocks are changed its clock may not say.
    fn length_by_end(&self, rows: &Rows, date: Date, from_s: f64) -> Result<Option<u32>, Fault> {
        let Some((field, text)) = self.cell(rows, self.columns.end)? else { return Ok(None) };
        match self.until(text, date, from_s) {
            Some(minutes) => Ok(Some(minutes)),
            None if self.clock_changes(date) => Ok(None),
            None => Err((field, RecordsCause::NoTime)),
        }
    }

    /// How far the starts of a line's intervals mostly lie apart, where nothing else says how long they are:
    /// a report has a row for each. `None` for half-hours.
    fn apart(&mut self, records: &mut Records) -> Result<Option<u32>, Error> {
        let start = &self.columns.start;
        let timed = start.timestamp.is_some() || !start.time.is_empty();
        if self.mapping.interval_minutes.is_some() || self.columns.end.is_some() || !timed {
            return Ok(None);
        }
        // Starts on any grid are of interest here.
        self.apart = Some(5);
        let mut kept = Kept::default();
        let mut before: HashMap<String, (Date, u32)> = HashMap::new();
        let (mut counts, mut on_the_hour, mut ahead) = ([0_u32; LENGTHS.len()], true, 0);
        while ahead < APART_ROWS && records.advance()? {
            records.rows.keep(&mut kept);
            ahead += 1;
            let rows = &records.rows;
            let Ok((date, at, 5)) = self.start(rows) else { continue };
            on_the_hour &= at.is_multiple_of(60);
            let line = self.columns.line.and_then(|line| rows.field(line)).unwrap_or("");
            let last = before.insert(line.to_owned(), (date, at));
            let gap = last.filter(|last| last.0 == date).and_then(|last| at.checked_sub(last.1));
            let gap = LENGTHS.iter().position(|length| Some(*length) == gap);
            if let Some(gap) = gap {
                counts[gap] += 1;
            }
        }
        records.rows.put_back(kept);
        self.row_above = None;
        // Of two as frequent the shorter, which has more rows.
        let most = (0..LENGTHS.len()).rev().max_by_key(|i| counts[*i]).unwrap_or(0);
        let length = LENGTHS[most];
        let clear = counts[most] >= APART_LEAST && (length < 60 || on_the_hour);
        Ok((clear && length != HALF_HOUR).then_some(length))
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
        let day = |text| moments::date(text, self.dates.date, self.dates.order);
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
        let value = numbers::number(bare, self.decimal).map_err(|w| not_number(field, w, false))?;
        let share = if bare.len() < text.len() || value > 1.0 { value / 100.0 } else { value };
        if !(0.0..=1.0).contains(&share) {
            return Err((field, RecordsCause::NotShare));
        }
        Ok(Some(share))
    }

    /// Whether a row without day and time states the sums of the rows above.
    fn total_without_a_name(&self, rows: &Rows, when: &[usize]) -> bool {
        let unnamed = when.iter().all(|field| rows.field(*field).is_some_and(blank));
        if when.is_empty() || !unnamed {
            return false;
        }
        let stated = self.stated(rows);
        !stated.is_empty() && self.totals.agree(&stated)
    }

    /// Which figures a row has.
    fn stated(&self, rows: &Rows) -> Vec<Stated> {
        let c = self.columns;
        let figures = [&c.offered, &c.answered, &c.abandoned].into_iter().enumerate();
        let value = |(i, figure): (usize, &Option<Figure>)| {
            let value = self.count(rows, figure.as_ref()).ok().flatten()?;
            Some((i, rows.column(figure.as_ref()?.place()), value))
        };
        figures.filter_map(value).collect()
    }
}

fn twice(start: &Arrival) -> Fault {
    (start.time.first().copied().unwrap_or(start.first()), RecordsCause::Twice)
}
