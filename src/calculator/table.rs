//! Tables of cases: CSV in, the same columns with the answers out.

use super::{
    COUNT, CalculatorError, Case, HALF_HOUR_S, Measures, Staffing, at_least_zero, blocked, measure,
    measure_on_average, read, scheduled, trunks_for,
};
use crate::queue::{AGENTS_MAX, Targets};
use csv::{ReaderBuilder, StringRecord, Writer};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Values for empty cells and missing columns, by column.
#[derive(Debug, Clone, Default)]
pub struct Defaults(pub Vec<(&'static str, f64)>);

impl Defaults {
    fn of(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|(column, _)| *column == name).map(|(_, value)| *value)
    }
}

/// Which question a table asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Given agents, how long do callers wait?
    Measures,
    /// Given targets, how many agents are needed?
    Requirements,
}

impl Kind {
    /// Columns that must be present.
    fn inputs(self) -> &'static [&'static str] {
        match self {
            Self::Measures => {
                &["model", "calls_per_half_hour", "aht_s", "agents", "patience_s", "threshold_s"]
            }
            Self::Requirements => &[
                "calls_per_half_hour",
                "aht_s",
                "threshold_s",
                "service_level_min",
                "mean_wait_max_s",
                "occupancy_max",
            ],
        }
    }

    /// Columns that may be there.
    fn extras(self) -> &'static [&'static str] {
        match self {
            Self::Measures => &[
                "calls",
                "interval_minutes",
                "trunks",
                "p_blocked",
                "blocking_max",
                "trunks_needed",
            ],
            Self::Requirements => &[
                "calls",
                "interval_minutes",
                "patience_s",
                "agents_min",
                "shrinkage",
                "scheduled",
                "trunks",
                "p_blocked",
                "blocking_max",
                "trunks_needed",
            ],
        }
    }

    /// Columns that are computed; whatever they held before is replaced.
    fn answers(self) -> &'static [&'static str] {
        match self {
            Self::Measures => &["p_wait", "mean_wait_s", "service_level", "p_abandon", "occupancy"],
            Self::Requirements => &["agents"],
        }
    }

    /// Only the measures ask for a model, only the requirements for targets.
    fn of(columns: &[String], defaults: &Defaults) -> Option<Self> {
        let has = |name: &str| columns.iter().any(|column| column == name);
        if has("model") {
            Some(Self::Measures)
        } else if TARGETS.into_iter().any(|name| has(name) || defaults.of(name).is_some()) {
            Some(Self::Requirements)
        } else {
            None
        }
    }
}

/// Columns of targets, of which a requirement needs one.
const TARGETS: [&str; 3] = ["service_level_min", "mean_wait_max_s", "occupancy_max"];

/// Columns that are answered by another.
const FURTHER: [(&str, &str); 3] =
    [("shrinkage", "scheduled"), ("trunks", "p_blocked"), ("blocking_max", "trunks_needed")];

/// The column that tells what was wrong with a row.
const ERROR: &str = "error";

/// A table with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableAnswer {
    /// The question that was recognised.
    pub kind: Kind,
    /// The columns of the question, in their order, then answer columns that were missing, then
    /// `error`. Rows keep their order; numbers are the shortest that read back as the same double.
    pub csv: String,
    /// Number of rows.
    pub rows: usize,
    /// Rows that could not be answered, each with its line; their text is in the `error` column too.
    pub errors: Vec<CalculatorError>,
    /// Defaults that no row has used: every cell they would have filled has its own value, or they have no
    /// meaning for the table.
    pub unused: Vec<&'static str>,
}

/// Answers every row of a CSV table; the module's documentation lists the columns.
///
/// Columns may stand in any order and answer columns may be missing, empty or filled. A row with a
/// mistake gets empty answers and a message in the column `error`, and the other rows their answers.
/// Blank lines are skipped.
///
/// # Errors
///
/// If the table as a whole cannot be understood: it is empty, its columns fit neither kind, or a
/// column is missing, unknown or there twice.
pub fn table(csv_text: &str) -> Result<TableAnswer, CalculatorError> {
    table_with(csv_text, &Defaults::default())
}

/// The same with values for empty cells and missing columns.
///
/// # Errors
///
/// As [`table`].
pub fn table_with(csv_text: &str, defaults: &Defaults) -> Result<TableAnswer, CalculatorError> {
    let text = csv_text.strip_prefix('\u{feff}').unwrap_or(csv_text);
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records();
    let Some(first) = records.next() else {
        return Err(CalculatorError::new("table", "nothing", "a line of column names, then rows"));
    };
    let header = first.map_err(|error| unreadable(&error))?;
    let layout = Layout::read(text, &header, defaults)?;

    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(&layout.output).map_err(|error| unreadable(&error))?;
    let (mut rows, mut errors) = (0, Vec::new());
    for record in records {
        let record = record.map_err(|error| unreadable(&error))?;
        let (cells, error) = layout.answer(&record);
        writer.write_record(&cells).map_err(|error| unreadable(&error))?;
        rows += 1;
        errors.extend(error.map(|error| error.at_line(line_of(text, &record))));
    }
    let bytes = writer.into_inner().map_err(|error| unreadable(&error.into_error().into()))?;
    let csv = String::from_utf8(bytes)
        .map_err(|_| CalculatorError::new("table", "bytes that are not UTF-8", "UTF-8 text"))?;
    let used = layout.used.borrow();
    let unused =
        defaults.0.iter().map(|(name, _)| *name).filter(|name| !used.contains(name)).collect();
    Ok(TableAnswer { kind: layout.kind, csv, rows, errors, unused })
}

fn unreadable(error: &csv::Error) -> CalculatorError {
    let found =
        CalculatorError::new("table", error.to_string(), "comma-separated values (RFC 4180)");
    match error.position() {
        Some(position) => found.at_line(Some(position.line())),
        None => found,
    }
}

/// Line on which a record starts. The reader's position lies before blank lines that it skips.
fn line_of(text: &str, record: &StringRecord) -> Option<u64> {
    let position = record.position()?;
    let rest = text.as_bytes().get(usize::try_from(position.byte()).ok()?..)?;
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let skipped = blank.filter(|byte| **byte == b'\n').count();
    Some(position.line() + u64::try_from(skipped).ok()?)
}

/// The columns of one table.
struct Layout {
    kind: Kind,
    /// Columns of the question, in its order.
    columns: Vec<String>,
    /// Columns of the answer.
    output: Vec<String>,
    /// Those of them that are computed, in the order of the answers.
    answers: Vec<&'static str>,
    defaults: Defaults,
    /// Defaults that rows have used.
    used: RefCell<BTreeSet<&'static str>>,
}

impl Layout {
    fn read(
        text: &str,
        header: &StringRecord,
        defaults: &Defaults,
    ) -> Result<Self, CalculatorError> {
        let line = line_of(text, header);
        let columns: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let kind = Kind::of(&columns, defaults).ok_or_else(|| {
            let names = |kind: Kind| kind.inputs().join(",");
            let expected =
                format!("either {} or {}", names(Kind::Measures), names(Kind::Requirements));
            CalculatorError::new("columns", format!("\"{}\"", columns.join(",")), expected)
                .at_line(line)
        })?;
        let known = |name: &str| {
            let lists = [kind.inputs(), kind.extras(), kind.answers(), &[ERROR]];
            lists.iter().any(|list| list.contains(&name))
        };
        for (place, name) in columns.iter().enumerate() {
            if !known(name) {
                let expected = format!(
                    "only {},{},{ERROR}",
                    kind.inputs().join(","),
                    kind.answers().join(",")
                );
                let found = format!("unknown column \"{name}\"");
                return Err(CalculatorError::new("columns", found, expected).at_line(line));
            }
            if columns[..place].contains(name) {
                let found = format!("column \"{name}\" twice");
                return Err(
                    CalculatorError::new("columns", found, "each column once").at_line(line)
                );
            }
        }
        let has = |name: &str| columns.iter().any(|column| column == name);
        let targets = TARGETS.iter().any(|name| has(name) || defaults.of(name).is_some());
        let may_lack = |name: &str| {
            defaults.of(name).is_some()
                || name == "calls_per_half_hour" && has("calls")
                || TARGETS.contains(&name) && targets && !defaults.0.is_empty()
                // It matters only to a service level, whose rows ask for it.
                || name == "threshold_s" && kind == Kind::Requirements && !defaults.0.is_empty()
        };
        for name in kind.inputs() {
            if !has(name) && !may_lack(name) {
                let found = format!("no column \"{name}\"");
                let expected = format!("all of {}", kind.inputs().join(","));
                return Err(CalculatorError::new("columns", found, expected).at_line(line));
            }
        }
        let other_interval = has("interval_minutes")
            || defaults.of("interval_minutes").is_some_and(|minutes| minutes * 60.0 != HALF_HOUR_S);
        if has("calls_per_half_hour") && (has("calls") || other_interval) {
            let found = "calls_per_half_hour beside another number of calls or length of interval";
            let expected = "the column `calls` where intervals have another length";
            return Err(CalculatorError::new("columns", found, expected).at_line(line));
        }
        let mut output: Vec<String> =
            columns.iter().filter(|name| *name != ERROR).cloned().collect();
        let mut answers = kind.answers().to_vec();
        let asked = |question: &str| {
            kind.extras().contains(&question) && (has(question) || defaults.of(question).is_some())
        };
        answers.extend(FURTHER.iter().filter(|(question, _)| asked(question)).map(|f| f.1));
        output.extend(answers.iter().filter(|name| !has(name)).map(|name| (*name).to_owned()));
        output.push(ERROR.to_owned());
        let used = RefCell::default();
        Ok(Self { kind, columns, output, answers, defaults: defaults.clone(), used })
    }

    /// The cells of the answer, and what was wrong.
    fn answer(&self, record: &StringRecord) -> (Vec<String>, Option<CalculatorError>) {
        let row = Row { layout: self, record };
        let result = row.check_length().and_then(|()| match self.kind {
            Kind::Measures => row.measures(),
            Kind::Requirements => row.requirement(),
        });
        let (answers, error) = match result {
            Ok(answers) => (answers, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let message = error.as_ref().map(ToString::to_string).unwrap_or_default();
        let cell = |name: &String| {
            if name == ERROR {
                return message.clone();
            }
            match self.answers.iter().position(|answer| answer == name) {
                Some(place) => answers.get(place).cloned().unwrap_or_default(),
                None => row.raw(name).to_owned(),
            }
        };
        (self.output.iter().map(cell).collect(), error)
    }
}

/// One row of the question.
struct Row<'a> {
    layout: &'a Layout,
    record: &'a StringRecord,
}

impl Row<'_> {
    /// The cell as written; empty if the row is too short.
    fn raw(&self, name: &str) -> &str {
        let place = self.layout.columns.iter().position(|column| column == name);
        place.and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    fn check_length(&self) -> Result<(), CalculatorError> {
        let (found, expected) = (self.record.len(), self.layout.columns.len());
        if found == expected {
            return Ok(());
        }
        Err(CalculatorError::new(
            "row",
            format!("{found} cells"),
            format!("{expected}, one for each column"),
        ))
    }

    /// A number; for an empty cell the default, or `None`.
    fn optional(&self, name: &str) -> Result<Option<f64>, CalculatorError> {
        let cell = self.raw(name).trim();
        if cell.is_empty() {
            let default = self.layout.defaults.0.iter().find(|(column, _)| *column == name);
            self.layout.used.borrow_mut().extend(default.map(|(column, _)| *column));
            return Ok(default.map(|(_, value)| *value));
        }
        let value = match name {
            "service_level_min" | "occupancy_max" | "shrinkage" | "blocking_max" => {
                read::share(cell)
            }
            name if name.ends_with("_s") => read::seconds(cell),
            _ => read::number(cell),
        };
        match value {
            Some(value) => Ok(Some(value)),
            None => Err(CalculatorError::new(
                name,
                format!("\"{cell}\""),
                "a finite number with a decimal point",
            )),
        }
    }

    fn number(&self, name: &str) -> Result<f64, CalculatorError> {
        self.optional(name)?.ok_or_else(|| CalculatorError::new(name, "an empty cell", "a number"))
    }

    /// A whole number of agents, none included.
    fn count(&self, name: &str) -> Result<Option<u32>, CalculatorError> {
        let Some(value) = self.optional(name)? else { return Ok(None) };
        let countable = (0.0..=f64::from(AGENTS_MAX)).contains(&value) && value.fract() == 0.0;
        // The range above makes the conversion exact.
        let whole = countable.then_some(value as u32);
        let refused = || CalculatorError::new(name, self.raw(name).trim(), COUNT);
        whole.map(Some).ok_or_else(refused)
    }

    /// What follows from the question and its answer: people to schedule, and trunk lines.
    fn further(&self, case: &Case, measures: &Measures) -> Result<Vec<String>, CalculatorError> {
        let asked = FURTHER.iter().filter(|(_, answer)| self.layout.answers.contains(answer));
        asked.map(|(question, _)| self.one_further(question, case, measures)).collect()
    }

    fn one_further(
        &self,
        question: &str,
        case: &Case,
        measures: &Measures,
    ) -> Result<String, CalculatorError> {
        if question == "trunks" {
            let trunks = self.count("trunks")?;
            let text = trunks.map(|trunks| format!("{:?}", blocked(case, measures, trunks)));
            return Ok(text.unwrap_or_default());
        }
        let Some(value) = self.optional(question)? else { return Ok(String::new()) };
        if question == "shrinkage" {
            return Ok(format!("{:?}", scheduled(measures.agents_on_average(), value)?));
        }
        let needed = (0.0..=1.0).contains(&value).then(|| trunks_for(case, measures, value));
        let refused =
            || CalculatorError::new(question, format!("{value:?}"), "a share from 0 to 1");
        needed.flatten().map(|trunks| trunks.to_string()).ok_or_else(refused)
    }

    /// Calls in an interval, and its length in seconds.
    fn calls(&self) -> Result<(f64, f64), CalculatorError> {
        if !self.layout.columns.iter().any(|column| column == "calls") {
            // Half an hour is what the column says, and what a default can only say too.
            self.optional("interval_minutes")?;
            let calls = self.number("calls_per_half_hour")?;
            at_least_zero("calls_per_half_hour", calls)?;
            return Ok((calls, HALF_HOUR_S));
        }
        let calls = self.number("calls")?;
        at_least_zero("calls", calls)?;
        let minutes = self.optional("interval_minutes")?.unwrap_or(HALF_HOUR_S / 60.0);
        Ok((calls, minutes * 60.0))
    }

    fn case(
        &self,
        staffing: Staffing,
        patience_s: Option<f64>,
        threshold_s: f64,
    ) -> Result<Case, CalculatorError> {
        let (calls, interval_s) = self.calls()?;
        Ok(Case {
            calls,
            interval_s,
            aht_s: self.number("aht_s")?,
            staffing,
            patience_s,
            threshold_s,
        })
    }

    fn measures(&self) -> Result<Vec<String>, CalculatorError> {
        let patience_s = match self.raw("model").trim() {
            "erlang_c" => match self.raw("patience_s").trim() {
                "" => None,
                patience => {
                    let expected = "an empty cell, or the model erlang_a";
                    return Err(CalculatorError::new(
                        "patience_s",
                        format!("{patience} for erlang_c"),
                        expected,
                    ));
                }
            },
            "erlang_a" => Some(self.number("patience_s")?),
            other => {
                return Err(CalculatorError::new(
                    "model",
                    format!("\"{other}\""),
                    "erlang_c or erlang_a",
                ));
            }
        };
        let agents = self.number("agents")?;
        let case = self.case(Staffing::Agents(0), patience_s, self.number("threshold_s")?)?;
        let answer = measure_on_average(&case, agents)?;
        let values = [
            answer.p_wait,
            answer.mean_wait_s,
            answer.service_level,
            answer.p_abandon,
            answer.occupancy,
        ];
        // Debug gives the shortest digits that read back the same, with an exponent where that is shorter.
        let mut answers: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
        answers.extend(self.further(&case, &answer)?);
        Ok(answers)
    }

    fn requirement(&self) -> Result<Vec<String>, CalculatorError> {
        let share = self.optional("service_level_min")?;
        let mean_wait_s = self.optional("mean_wait_max_s")?;
        let occupancy_max = self.optional("occupancy_max")?;
        if share.is_none() && mean_wait_s.is_none() && occupancy_max.is_none() {
            let expected = "at least one of service_level_min, mean_wait_max_s, occupancy_max";
            return Err(CalculatorError::new("targets", "empty cells only", expected));
        }
        // A threshold matters only to a service level.
        let threshold_s = match share {
            Some(_) => self.number("threshold_s")?,
            None => self.optional("threshold_s")?.unwrap_or(0.0),
        };
        let service_level = share.map(|share| (threshold_s, share));
        let agents_min = self.count("agents_min")?.unwrap_or(0);
        let patience_s = self.optional("patience_s")?;
        let targets =
            Targets { mean_wait_s, service_level, occupancy_max, agents_min, ..Targets::default() };
        let case = self.case(Staffing::Targets(targets), patience_s, threshold_s)?;
        let answer = measure(&case)
            .map_err(|error| CalculatorError { field: column_of(error.field), ..error })?;
        let mut answers = vec![answer.agents.to_string()];
        answers.extend(self.further(&case, &answer)?);
        Ok(answers)
    }
}

/// A requirement table has its own names for two of the targets.
fn column_of(field: String) -> String {
    match field.as_str() {
        "mean_wait_s" => "mean_wait_max_s".to_owned(),
        "service_level" => "service_level_min".to_owned(),
        _ => field,
    }
}
