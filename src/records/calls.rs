//! Tables with one call a row.

use super::call::{Call, Outcome, Reading};
use super::fault::{Fault, needed, not_number, well_formed};
use super::figure::blank;
use super::headings::{Arrival, CallColumns, Dropped};
use super::join::{Held, Joiner, joined, may_go_on};
use super::ledger::Ledger;
use super::mapping::Mapping;
use super::moments::{self, Dates, Moment};
use super::numbers::{self, Decimal, NotNumber};
use super::rows::Rows;
use super::seen::Seen;
use super::source::{Options, Origin, Records};
use super::zone::{Occurs, Zone};
use crate::domain::cause::RecordsCause;
use crate::domain::error::Error;
use jiff::civil::Date;

/// Half a day: a time of arrival so much before what came before it lies past midnight.
const HALF_DAY_S: f64 = 43_200.0;

/// Shorter conversations are counted: 4–5% of them in a log of a bank were none.
const SHORT_S: f64 = 10.0;

/// Rows with an id that are remembered, to notice those that come again.
const SEEN_MAX: usize = 1 << 20;

/// Calls held at most because their callers may come back: rows of a table need not be in order of time.
const HELD_MAX: usize = 4096;

/// Usual words for outcomes, where the mapping gives none.
const ANSWERED: [&str; 12] = [
    "answered",
    "answer",
    "handled",
    "completed",
    "connected",
    "transferred",
    "odebrane",
    "odebrano",
    "odebrana",
    "obsłużone",
    "obsłużona",
    "przekazane",
];
const ABANDONED: [&str; 17] = [
    "abandoned",
    "abandon",
    "hang",
    "hang up",
    "hangup",
    "hung up",
    "unanswered",
    "not answered",
    "noanswer",
    "missed",
    "lost",
    "no answer",
    "porzucone",
    "porzucono",
    "porzucona",
    "utracone",
    "nieodebrane",
];
const CUT_OFF: [&str; 8] = [
    "timeout",
    "timed out",
    "closed",
    "cut off",
    "overflow",
    "przekroczony czas",
    "odrzucone",
    "zamknięte",
];

/// Why a row gives no call.
enum Skip {
    Bad(Fault),
    /// Left out on purpose.
    Dropped,
    Fatal(Error),
}

impl From<Fault> for Skip {
    fn from(fault: Fault) -> Self {
        Skip::Bad(fault)
    }
}

/// Reads a table of calls from its first record on.
pub(super) fn read(
    mut records: Records,
    columns: &CallColumns,
    zone: Zone,
    options: &Options,
    sink: &mut dyn FnMut(&Call, &Origin<'_>),
) -> Result<Reading, Error> {
    let order = records.order(&columns.arrival)?;
    let file = records.file.clone();
    let mapping = records.mapping.clone();
    let mut ledger = Ledger::new(&file);
    let mut table = Table {
        columns,
        mapping: &mapping,
        dates: mapping.dates(order),
        decimal: records.decimal,
        outcomes: Words::new(&mapping),
        zone,
        last_epoch: None,
    };
    let mut visits =
        Visits { by_line: options.by_line, seen: Seen::new(SEEN_MAX), joiner: Joiner::default() };
    while records.advance()? {
        ledger.reading.rows += 1;
        match table.call(&records.rows, options, &mut ledger) {
            Ok(call) => {
                ledger.reading.used += 1;
                ledger.day(call.date);
                let id = columns.id.and_then(|id| records.rows.field(id));
                visits.take(call, records.rows.line(), id, &mut ledger, sink);
            }
            Err(Skip::Dropped) => ledger.reading.used += 1,
            Err(Skip::Bad(fault)) => ledger.bad(&records.rows, fault),
            Err(Skip::Fatal(error)) => return Err(error),
        }
    }
    visits.release(0, sink);
    ledger.finish(options.bad_rows)
}

/// Puts together rows that are visits of one call, and leaves out rows that come again; both need an id.
struct Visits {
    by_line: bool,
    seen: Seen,
    joiner: Joiner,
}

impl Visits {
    fn take(
        &mut self,
        call: Call,
        row: u64,
        id: Option<&str>,
        ledger: &mut Ledger<'_>,
        sink: &mut dyn FnMut(&Call, &Origin<'_>),
    ) {
        let Some(named) = id.filter(|id| !id.is_empty()) else {
            sink(&call, &Origin { line: row, id });
            return;
        };
        if self.seen.again((named, call.epoch_s.to_bits(), call.line), call.epoch_s) {
            ledger.quirk("duplicate", "", row);
            return;
        }
        let call = match self.joiner.take(named, call.epoch_s) {
            None => call,
            Some(before) => {
                let moved = before.call.line != call.line;
                ledger.quirk(if moved { "moved_on" } else { "put_back" }, "", row);
                if moved && self.by_line {
                    sink(&before.call, &Origin { line: before.row, id });
                    call
                } else {
                    joined(&before.call, &call)
                }
            }
        };
        if may_go_on(&call) {
            self.joiner.hold(named, Held { call, row });
            self.release(HELD_MAX, sink);
        } else {
            sink(&call, &Origin { line: row, id });
        }
    }

    /// Hands over held calls until only so many are left.
    fn release(&mut self, most: usize, sink: &mut dyn FnMut(&Call, &Origin<'_>)) {
        while let Some((id, held)) = self.joiner.beyond(most) {
            sink(&held.call, &Origin { line: held.row, id: Some(&id) });
        }
    }
}

/// The source's words for outcomes, in lower case.
struct Words(Vec<(String, Outcome)>);

impl Words {
    fn new(mapping: &Mapping) -> Self {
        let own = mapping.outcomes.as_ref();
        let of = |words: Option<&Vec<String>>, usual: &[&str], outcome: Outcome| {
            let words = match words {
                Some(words) => words.iter().map(|w| w.to_lowercase()).collect(),
                None => usual.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>(),
            };
            words.into_iter().map(move |word| (word, outcome)).collect::<Vec<_>>()
        };
        let mut all = of(own.map(|o| &o.answered), &ANSWERED, Outcome::Answered);
        all.extend(of(own.map(|o| &o.abandoned), &ABANDONED, Outcome::Abandoned));
        all.extend(of(own.map(|o| &o.cut_off), &CUT_OFF, Outcome::CutOff));
        Self(all)
    }

    fn outcome(&self, text: &str) -> Option<Outcome> {
        let same = |word: &str| {
            word == text || (word.len() == text.len() && word.eq_ignore_ascii_case(text))
        };
        let found = self.0.iter().find(|(word, _)| same(word)).map(|(_, outcome)| *outcome);
        // Letters beyond ASCII in capitals.
        found.or_else(|| {
            let lower = text.to_lowercase();
            self.0.iter().find(|(word, _)| *word == lower).map(|(_, outcome)| *outcome)
        })
    }
}

struct Table<'a> {
    columns: &'a CallColumns,
    mapping: &'a Mapping,
    dates: Dates<'a>,
    decimal: Decimal,
    outcomes: Words,
    zone: Zone,
    /// Arrival of the row above.
    last_epoch: Option<f64>,
}

impl Table<'_> {
    fn call(
        &mut self,
        rows: &Rows,
        options: &Options,
        ledger: &mut Ledger<'_>,
    ) -> Result<Call, Skip> {
        let c = self.columns;
        well_formed(rows)?;
        for (field, name) in &c.nonnegative {
            let value = rows.field(*field).map(|text| numbers::duration(text, self.decimal, 1.0));
            if matches!(value, Some(Ok(value)) if value < 0.0) {
                ledger.quirk("negative_time", name, rows.line());
            }
        }
        if let Some(reason) = dropped(rows, &c.drop) {
            ledger.quirk("dropped", reason, rows.line());
            return Err(Skip::Dropped);
        }
        let outcome = self.outcomes.outcome(needed(rows, c.outcome)?);
        let outcome = outcome.ok_or((c.outcome, RecordsCause::Outcome))?;
        let (date, wall_s, epoch_s) = self.arrival(rows, ledger)?;
        let wait_s = self.wait(rows, outcome, ledger)?;
        let handle_s = self.handle(rows, outcome, ledger)?;
        let name = c.line.map_or(Ok(self.mapping.line_name.as_deref().unwrap_or("")), |line| {
            needed(rows, line)
        })?;
        let line = ledger.line(name).map_err(Skip::Fatal)?;
        let agent = self.agent(rows, outcome, ledger)?;
        let number = c.number.and_then(|number| rows.field(number));
        let nobody = |n: &str| blank(n) || self.mapping.unknown.number.iter().any(|none| none == n);
        let known = number.filter(|n| !nobody(n));
        let caller = known.and_then(|number| options.salt.caller(number));
        Ok(Call { line, date, wall_s, epoch_s, wait_s, outcome, handle_s, agent, caller })
    }

    /// Day, wall clock and running time of arrival.
    fn arrival(&mut self, rows: &Rows, ledger: &mut Ledger<'_>) -> Result<(Date, f64, f64), Skip> {
        let c = self.columns;
        let no_times = &self.mapping.formats.no_time;
        let (mut date, wall_s) = match moment(rows, &c.arrival, &self.dates, no_times)? {
            Moment::Wall(date, wall_s) => (date, wall_s),
            Moment::Epoch(at) => {
                let (date, wall_s) = self.zone.local(at).ok_or_else(|| no_time(&c.arrival))?;
                self.last_epoch = Some(at);
                return Ok((date, wall_s, at));
            }
        };
        let before = c.after.and_then(|field| rows.field(field));
        let before = before.and_then(|text| moments::time(text, self.dates.time));
        if before.is_some_and(|before| before - wall_s > HALF_DAY_S) {
            date = date.tomorrow().map_err(|_| no_time(&c.arrival))?;
            ledger.quirk("past_midnight", "", rows.line());
        }
        let occurs = self.zone.occurs(date, wall_s);
        if matches!(occurs, Occurs::Twice(..)) {
            ledger.quirk("repeated_hour", "", rows.line());
        }
        let at = Zone::in_order(occurs, self.last_epoch).ok_or_else(|| never(&c.arrival))?;
        self.last_epoch = Some(at);
        Ok((date, wall_s, at))
    }

    /// The wait; a caller who was not answered may have one that nobody wrote down.
    fn wait(
        &self,
        rows: &Rows,
        outcome: Outcome,
        ledger: &mut Ledger<'_>,
    ) -> Result<Option<f64>, Skip> {
        let wait_s = self.columns.wait.seconds(rows, self.decimal)?;
        if wait_s.is_none() && outcome == Outcome::Answered {
            return Err(not_number(self.columns.wait.place(), NotNumber::Unreadable, true).into());
        }
        if wait_s.is_none() {
            ledger.quirk("unanswered_without_wait", "", rows.line());
        }
        Ok(wait_s)
    }

    fn handle(
        &self,
        rows: &Rows,
        outcome: Outcome,
        ledger: &mut Ledger<'_>,
    ) -> Result<Option<f64>, Skip> {
        let figure = self.columns.handle.as_ref().filter(|_| outcome == Outcome::Answered);
        let Some(figure) = figure else { return Ok(None) };
        let Some(handle) = figure.seconds(rows, self.decimal)? else {
            ledger.quirk("answered_without_handle_time", "", rows.line());
            return Ok(None);
        };
        if handle == 0.0 {
            ledger.quirk("zero_handle_time", "", rows.line());
        }
        if handle < SHORT_S {
            ledger.quirk("short_handle_time", "", rows.line());
        }
        Ok(Some(handle))
    }

    fn agent(
        &self,
        rows: &Rows,
        outcome: Outcome,
        ledger: &mut Ledger<'_>,
    ) -> Result<Option<u32>, Skip> {
        let field = self.columns.agent.filter(|_| outcome == Outcome::Answered);
        let Some(field) = field else { return Ok(None) };
        let name = rows.field(field).unwrap_or("");
        if blank(name) || self.mapping.unknown.agent.iter().any(|none| none == name) {
            ledger.quirk("answered_without_agent", "", rows.line());
            return Ok(None);
        }
        ledger.agent(name).map(Some).map_err(Skip::Fatal)
    }
}

/// Why this row is left out, if a rule of the mapping says so.
pub(super) fn dropped<'a>(rows: &Rows, rules: &'a [Dropped]) -> Option<&'a str> {
    let holds = |(field, values): &(usize, Vec<String>)| {
        rows.field(*field).is_some_and(|text| values.iter().any(|value| value == text))
    };
    rules.iter().find(|rule| rule.conditions.iter().all(holds)).map(|rule| rule.reason.as_str())
}

/// Day and time of a row; `no_times` stand for no time.
pub(super) fn moment(
    rows: &Rows,
    arrival: &Arrival,
    dates: &Dates,
    no_times: &[String],
) -> Result<Moment, Fault> {
    let fault = || no_time(arrival);
    if let Some(field) = arrival.timestamp {
        return moments::moment(needed(rows, field)?, dates).ok_or_else(fault);
    }
    let date = match arrival.day {
        Some(day) => day,
        None => moments::date(needed(rows, arrival.date.unwrap_or(0))?, dates.date, dates.order)
            .ok_or_else(fault)?,
    };
    let filled = |text: &str| !text.is_empty() && !no_times.iter().any(|none| none == text);
    let mut at = arrival.time.first().copied().unwrap_or(0);
    let mut text = needed(rows, at)?;
    for field in arrival.time.iter().skip(1) {
        if filled(text) {
            break;
        }
        (at, text) = (*field, needed(rows, *field)?);
    }
    match moments::time(text, dates.time) {
        Some(wall_s) => Ok(Moment::Wall(date, wall_s)),
        None => Err((at, RecordsCause::NoTime)),
    }
}

pub(super) fn no_time(arrival: &Arrival) -> Fault {
    (arrival.first(), RecordsCause::NoTime)
}

pub(super) fn never(arrival: &Arrival) -> Fault {
    (arrival.time.first().copied().unwrap_or(arrival.first()), RecordsCause::NeverTime)
}
