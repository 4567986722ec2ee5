//! The calculator behind `obsada erlang`: one queue, or a table of them.
//!
//! Computes only; reading files and printing are left to others. A mistake is answered with what was
//! found and what is expected, in the words of the question: field and column names are the same.
//!
//! Two kinds of table are understood, told apart by their columns:
//!
//! | table | question | answer |
//! |---|---|---|
//! | measures | `model`, `calls_per_half_hour`, `aht_s`, `agents`, `patience_s`, `threshold_s` | `p_wait`, `mean_wait_s`, `service_level`, `p_abandon`, `occupancy` |
//! | requirements | `calls_per_half_hour`, `aht_s`, `threshold_s`, `service_level_min`, `mean_wait_max_s`, `occupancy_max` | `agents` |
//!
//! What the measures mean is defined in [`crate::queue`].

use std::fmt;

use csv::{ReaderBuilder, StringRecord, Writer};

use crate::queue::{
    AGENTS_MAX, ErlangA, ErlangC, Targets, offered_load, required_agents,
    required_agents_with_patience,
};

/// Seconds in half an hour, the usual interval.
pub const HALF_HOUR_S: f64 = 1800.0;

/// What is wrong with a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalculatorError {
    /// Line of the table, from 1; `None` outside tables.
    pub line: Option<u64>,
    /// The field or column at fault.
    pub field: String,
    /// What was found there.
    pub found: String,
    /// What is expected instead.
    pub expected: String,
}

impl CalculatorError {
    fn new(field: &str, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { line: None, field: field.to_owned(), found: found.into(), expected: expected.into() }
    }

    fn at_line(self, line: Option<u64>) -> Self {
        Self { line, ..self }
    }
}

impl fmt::Display for CalculatorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}: found {}, expected {}", self.field, self.found, self.expected)
    }
}

impl std::error::Error for CalculatorError {}

/// How many agents there are, or what they must achieve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Staffing {
    /// So many agents.
    Agents(u32),
    /// The fewest agents that meet these targets.
    Targets(Targets),
}

/// One question to the calculator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// Calls offered in an interval, 0 or more.
    pub calls: f64,
    /// Length of the interval, seconds; usually [`HALF_HOUR_S`].
    pub interval_s: f64,
    /// Mean handle time, seconds.
    pub aht_s: f64,
    /// Agents, or the targets they must meet.
    pub staffing: Staffing,
    /// Mean patience, seconds: Erlang A. `None`: nobody hangs up, Erlang C.
    pub patience_s: Option<f64>,
    /// Seconds within which a call should be answered, for the service level reported.
    pub threshold_s: f64,
}

/// The queueing model that gave an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// Nobody hangs up.
    ErlangC,
    /// Exponential patience.
    ErlangA,
}

impl Model {
    /// The name used in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ErlangC => "erlang_c",
            Self::ErlangA => "erlang_a",
        }
    }
}

/// All measures of one queue; see [`crate::queue`] for the definitions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measures {
    /// Model used.
    pub model: Model,
    /// Arrival rate × mean handle time, erlangs.
    pub offered_load: f64,
    /// Agents given, or the fewest that meet the targets.
    pub agents: u32,
    /// Threshold of `service_level`, seconds.
    pub threshold_s: f64,
    /// Share of calls that find all agents busy.
    pub p_wait: f64,
    /// Mean wait over all offered calls, seconds.
    pub mean_wait_s: f64,
    /// Mean wait of answered calls, seconds; `None` if no call is answered.
    pub asa_s: Option<f64>,
    /// Calls answered within the threshold ÷ offered calls.
    pub service_level: f64,
    /// Share of calls abandoned; 0 for Erlang C.
    pub p_abandon: f64,
    /// Share of staffed time spent handling calls.
    pub occupancy: f64,
}

/// Answers one question.
///
/// With targets and a patience the requirement is that of Erlang A, otherwise that of Erlang C.
///
/// # Errors
///
/// Names the first field that is outside its range: `calls`, `interval_s`, `aht_s`, `patience_s`,
/// `threshold_s`, `agents`, `mean_wait_s`, `service_level`, `occupancy_max` or `agents_min`.
///
/// ```
/// use obsada::calculator::{Case, HALF_HOUR_S, Staffing, measure};
/// let case = Case {
///     calls: 360.0, interval_s: HALF_HOUR_S, aht_s: 240.0,
///     staffing: Staffing::Agents(55), patience_s: None, threshold_s: 15.0,
/// };
/// assert!((measure(&case)?.service_level - 0.845883092171).abs() < 1e-12);
/// # Ok::<(), obsada::calculator::CalculatorError>(())
/// ```
pub fn measure(case: &Case) -> Result<Measures, CalculatorError> {
    at_least_zero("calls", case.calls)?;
    above_zero("interval_s", case.interval_s)?;
    above_zero("aht_s", case.aht_s)?;
    if let Some(patience) = case.patience_s {
        above_zero("patience_s", patience)?;
    }
    at_least_zero("threshold_s", case.threshold_s)?;
    let load = offered_load(case.calls, case.interval_s, case.aht_s);
    let agents = match case.staffing {
        Staffing::Agents(agents) => agents,
        Staffing::Targets(targets) => required(load, case.aht_s, case.patience_s, &targets)?,
    };
    // No calls and no minimum: nobody is required, and nobody waits either.
    if agents == 0 && matches!(case.staffing, Staffing::Agents(_)) || agents > AGENTS_MAX {
        return Err(CalculatorError::new("agents", agents.to_string(), COUNT));
    }
    match case.patience_s {
        None => without_patience(case, load, agents),
        Some(patience) => with_patience(case, load, agents, patience),
    }
}

const COUNT: &str = "a whole number from 1 to 1000000";

fn without_patience(case: &Case, load: f64, agents: u32) -> Result<Measures, CalculatorError> {
    if agents == 0 {
        return Ok(nobody_calls(Model::ErlangC, case.threshold_s));
    }
    let queue = ErlangC::new(agents, load, case.aht_s).ok_or_else(|| {
        CalculatorError::new(
            "agents",
            format!("{agents} for an offered load of {load:?} erlangs"),
            "more agents than erlangs (Erlang C has no steady queue otherwise), or a patience (Erlang A)",
        )
    })?;
    Ok(Measures {
        model: Model::ErlangC,
        offered_load: load,
        agents,
        threshold_s: case.threshold_s,
        p_wait: queue.p_wait(),
        mean_wait_s: queue.mean_wait_s(),
        asa_s: Some(queue.mean_wait_s()),
        service_level: queue.service_level(case.threshold_s),
        p_abandon: 0.0,
        occupancy: queue.occupancy(),
    })
}

fn with_patience(
    case: &Case,
    load: f64,
    agents: u32,
    patience_s: f64,
) -> Result<Measures, CalculatorError> {
    if agents == 0 {
        return Ok(nobody_calls(Model::ErlangA, case.threshold_s));
    }
    let queue = ErlangA::new(agents, load, case.aht_s, patience_s).ok_or_else(|| {
        CalculatorError::new(
            "patience_s",
            format!(
                "{patience_s:?} with {agents} agents, {load:?} erlangs and aht_s {:?}",
                case.aht_s
            ),
            "at most 1e12 calls offered, or handled by all agents, per mean patience",
        )
    })?;
    Ok(Measures {
        model: Model::ErlangA,
        offered_load: load,
        agents,
        threshold_s: case.threshold_s,
        p_wait: queue.p_wait(),
        mean_wait_s: queue.mean_wait_s(),
        asa_s: queue.asa_s(),
        service_level: queue.service_level(case.threshold_s),
        p_abandon: queue.p_abandon(),
        occupancy: queue.occupancy(),
    })
}

/// Nobody calls and nobody is on duty: no wait, and by convention a service level of 1.
fn nobody_calls(model: Model, threshold_s: f64) -> Measures {
    Measures {
        model,
        offered_load: 0.0,
        agents: 0,
        threshold_s,
        p_wait: 0.0,
        mean_wait_s: 0.0,
        asa_s: None,
        service_level: 1.0,
        p_abandon: 0.0,
        occupancy: 0.0,
    }
}

/// The requirement, with each target checked first so that a refusal can name its cause.
fn required(
    load: f64,
    aht_s: f64,
    patience_s: Option<f64>,
    targets: &Targets,
) -> Result<u32, CalculatorError> {
    if let Some(wait) = targets.mean_wait_s {
        above_zero("mean_wait_s", wait)?;
    }
    if let Some((within, share)) = targets.service_level {
        at_least_zero("threshold_s", within)?;
        share_below_one("service_level", share)?;
    }
    if let Some(most) = targets.occupancy_max
        && !(most > 0.0 && most <= 1.0)
    {
        return Err(CalculatorError::new(
            "occupancy_max",
            format!("{most:?}"),
            "a share above 0 and at most 1",
        ));
    }
    if targets.agents_min > AGENTS_MAX {
        return Err(CalculatorError::new(
            "agents_min",
            targets.agents_min.to_string(),
            "at most 1000000",
        ));
    }
    let agents = match patience_s {
        None => required_agents(load, aht_s, targets),
        Some(patience) => required_agents_with_patience(load, aht_s, patience, targets),
    };
    agents.ok_or_else(|| {
        let found =
            format!("an offered load of {load:?} erlangs, which needs more than {AGENTS_MAX}");
        CalculatorError::new(
            "agents",
            found,
            "targets or a load that at most 1000000 agents can meet",
        )
    })
}

fn at_least_zero(field: &str, value: f64) -> Result<(), CalculatorError> {
    let good = value.is_finite() && value >= 0.0;
    if good {
        Ok(())
    } else {
        Err(CalculatorError::new(field, format!("{value:?}"), "a finite number, 0 or more"))
    }
}

fn above_zero(field: &str, value: f64) -> Result<(), CalculatorError> {
    let good = value.is_finite() && value > 0.0;
    if good {
        Ok(())
    } else {
        Err(CalculatorError::new(field, format!("{value:?}"), "a finite number above 0"))
    }
}

fn share_below_one(field: &str, value: f64) -> Result<(), CalculatorError> {
    let good = (0.0..1.0).contains(&value);
    if good {
        Ok(())
    } else {
        Err(CalculatorError::new(field, format!("{value:?}"), "a share from 0 to below 1"))
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

    /// Columns that are computed; whatever they held before is replaced.
    fn answers(self) -> &'static [&'static str] {
        match self {
            Self::Measures => &["p_wait", "mean_wait_s", "service_level", "p_abandon", "occupancy"],
            Self::Requirements => &["agents"],
        }
    }

    /// Only the measures ask for a model, only the requirements for targets.
    fn of(columns: &[String]) -> Option<Self> {
        let has = |name: &str| columns.iter().any(|column| column == name);
        if has("model") {
            Some(Self::Measures)
        } else if ["service_level_min", "mean_wait_max_s", "occupancy_max"].into_iter().any(has) {
            Some(Self::Requirements)
        } else {
            None
        }
    }
}

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
    let text = csv_text.strip_prefix('\u{feff}').unwrap_or(csv_text);
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records();
    let Some(first) = records.next() else {
        return Err(CalculatorError::new("table", "nothing", "a line of column names, then rows"));
    };
    let header = first.map_err(|error| unreadable(&error))?;
    let layout = Layout::read(text, &header)?;

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
    Ok(TableAnswer { kind: layout.kind, csv, rows, errors })
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
}

impl Layout {
    fn read(text: &str, header: &StringRecord) -> Result<Self, CalculatorError> {
        let line = line_of(text, header);
        let columns: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let kind = Kind::of(&columns).ok_or_else(|| {
            let names = |kind: Kind| kind.inputs().join(",");
            let expected =
                format!("either {} or {}", names(Kind::Measures), names(Kind::Requirements));
            CalculatorError::new("columns", format!("\"{}\"", columns.join(",")), expected)
                .at_line(line)
        })?;
        let known = |name: &str| {
            kind.inputs().contains(&name) || kind.answers().contains(&name) || name == ERROR
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
        for name in kind.inputs() {
            if !columns.iter().any(|column| column == name) {
                let found = format!("no column \"{name}\"");
                let expected = format!("all of {}", kind.inputs().join(","));
                return Err(CalculatorError::new("columns", found, expected).at_line(line));
            }
        }
        let mut output: Vec<String> =
            columns.iter().filter(|name| *name != ERROR).cloned().collect();
        for name in kind.answers() {
            if !columns.iter().any(|column| column == name) {
                output.push((*name).to_owned());
            }
        }
        output.push(ERROR.to_owned());
        Ok(Self { kind, columns, output })
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
            match self.kind.answers().iter().position(|answer| answer == name) {
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

    /// A number, or `None` for an empty cell.
    fn optional(&self, name: &str) -> Result<Option<f64>, CalculatorError> {
        let cell = self.raw(name).trim();
        if cell.is_empty() {
            return Ok(None);
        }
        match cell.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Some(value)),
            _ => Err(CalculatorError::new(
                name,
                format!("\"{cell}\""),
                "a finite number with a decimal point",
            )),
        }
    }

    fn number(&self, name: &str) -> Result<f64, CalculatorError> {
        self.optional(name)?.ok_or_else(|| CalculatorError::new(name, "an empty cell", "a number"))
    }

    fn agents(&self) -> Result<u32, CalculatorError> {
        let value = self.number("agents")?;
        let countable = (1.0..=f64::from(AGENTS_MAX)).contains(&value) && value.fract() == 0.0;
        // The range above makes the conversion exact.
        if countable {
            Ok(value as u32)
        } else {
            Err(CalculatorError::new("agents", self.raw("agents").trim(), COUNT))
        }
    }

    fn case(
        &self,
        staffing: Staffing,
        patience_s: Option<f64>,
        threshold_s: f64,
    ) -> Result<Case, CalculatorError> {
        let calls = self.number("calls_per_half_hour")?;
        at_least_zero("calls_per_half_hour", calls)?;
        Ok(Case {
            calls,
            interval_s: HALF_HOUR_S,
            aht_s: self.number("aht_s")?,
            staffing,
            patience_s,
            threshold_s,
        })
    }

    fn measures(&self) -> Result<Vec<String>, CalculatorError> {
        let patience_s = match self.raw("model").trim() {
            "erlang_c" => match self.optional("patience_s")? {
                None => None,
                Some(patience) => {
                    let expected = "an empty cell, or the model erlang_a";
                    return Err(CalculatorError::new(
                        "patience_s",
                        format!("{patience:?} for erlang_c"),
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
        let staffing = Staffing::Agents(self.agents()?);
        let answer = measure(&self.case(staffing, patience_s, self.number("threshold_s")?)?)?;
        let values = [
            answer.p_wait,
            answer.mean_wait_s,
            answer.service_level,
            answer.p_abandon,
            answer.occupancy,
        ];
        // Debug gives the shortest digits that read back the same, with an exponent where that is shorter.
        Ok(values.iter().map(|value| format!("{value:?}")).collect())
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
        let targets = Targets { mean_wait_s, service_level, occupancy_max, agents_min: 0 };
        let answer = measure(&self.case(Staffing::Targets(targets), None, threshold_s)?)
            .map_err(|error| CalculatorError { field: column_of(error.field), ..error })?;
        Ok(vec![answer.agents.to_string()])
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

#[cfg(test)]
mod tests {
    use super::*;

    const MEASURES: &str = "model,calls_per_half_hour,aht_s,agents,patience_s,threshold_s";

    fn errors_of(rows: &[&str]) -> Vec<String> {
        let answer = table(&format!("{MEASURES}\n{}\n", rows.join("\n"))).expect("good columns");
        assert_eq!(answer.rows, rows.len());
        assert_eq!(answer.csv.lines().count(), rows.len() + 1);
        answer.errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn bad_rows_leave_the_others_alone() {
        let bad = [
            ("erlang_c,ten,60,5,,20", "calls_per_half_hour: found \"ten\""),
            ("erlang_c,10,-60,5,,20", "aht_s: found -60.0"),
            ("erlang_c,-1,60,5,,20", "calls_per_half_hour: found -1.0"),
            ("erlang_c,inf,60,5,,20", "calls_per_half_hour: found \"inf\""),
            ("erlang_c,10,NaN,5,,20", "aht_s: found \"NaN\""),
            ("erlang_c,300,60,10,,20", "agents: found 10 for an offered load of 10.0 erlangs"),
            ("erlang_c,10,60,0,,20", "agents: found 0"),
            ("erlang_c,10,60,1000001,,20", "agents: found 1000001"),
            ("erlang_c,10,60,2.5,,20", "agents: found 2.5"),
            ("erlang_c,10,,5,,20", "aht_s: found an empty cell"),
            ("erlang_c,10,60,5,,", "threshold_s: found an empty cell"),
            ("erlang_c,10,60,5,,-1", "threshold_s: found -1.0"),
            ("erlang_c,10,60,5,20", "row: found 5 cells, expected 6"),
            ("erlang_c,10,60,5,,20,1", "row: found 7 cells, expected 6"),
            ("erlang_b,10,60,5,,20", "model: found \"erlang_b\""),
            ("erlang_a,10,60,5,,20", "patience_s: found an empty cell"),
            ("erlang_a,10,60,5,0,20", "patience_s: found 0.0"),
            ("erlang_c,10,60,5,90,20", "patience_s: found 90.0 for erlang_c"),
        ];
        for (row, message) in bad {
            let errors = errors_of(&["erlang_c,10,60,5,,20", row, "erlang_a,10,60,5,90,20"]);
            assert_eq!(errors.len(), 1, "{row}: {errors:?}");
            let wanted = format!("line 3: {message}");
            assert!(
                errors[0].starts_with(&wanted),
                "{row}: {} does not start with {wanted}",
                errors[0]
            );
        }
    }

    #[test]
    fn columns_in_any_order_with_old_answers() {
        let text = "\u{feff}threshold_s,occupancy,agents, aht_s ,model,patience_s,calls_per_half_hour\r\n\
                    0,nonsense,1,60,erlang_c,,0\r\n";
        let answer = table(text).expect("good columns");
        let expected = "threshold_s,occupancy,agents,aht_s,model,patience_s,calls_per_half_hour,\
                        p_wait,mean_wait_s,service_level,p_abandon,error\n\
                        0,0.0,1,60,erlang_c,,0,0.0,0.0,1.0,0.0,\n";
        assert_eq!(answer.csv, expected);
        let again = table(&answer.csv).expect("an answer is a question too");
        assert_eq!(again, answer);
    }

    #[test]
    fn requirements() {
        let columns =
            "calls_per_half_hour,aht_s,threshold_s,service_level_min,mean_wait_max_s,occupancy_max";
        let rows = "100,180,20,0.8,,\n0,180,20,0.8,,\n100,180,,,,\n100,180,,0.8,,\n100,180,20,1,,\n\
                    100,180,,,0,\n100,180,,,,1.5\n1e9,180,20,0.8,,\n170,180,,,,0.85\n";
        let answer = table(&format!("{columns}\n{rows}")).expect("good columns");
        assert_eq!(answer.kind, Kind::Requirements);
        let lines: Vec<&str> = answer.csv.lines().skip(1).collect();
        assert_eq!(
            (lines[0], lines[1], lines[8]),
            ("100,180,20,0.8,,,14,", "0,180,20,0.8,,,0,", "170,180,,,,0.85,20,")
        );
        let found: Vec<(Option<u64>, &str)> =
            answer.errors.iter().map(|error| (error.line, error.field.as_str())).collect();
        let expected = [
            (4, "targets"),
            (5, "threshold_s"),
            (6, "service_level_min"),
            (7, "mean_wait_max_s"),
            (8, "occupancy_max"),
            (9, "agents"),
        ];
        assert_eq!(found, expected.map(|(line, field)| (Some(line), field)));
    }

    #[test]
    fn tables_that_make_no_sense() {
        for (text, message) in [
            ("", "table: found nothing"),
            ("\n\n", "table: found nothing"),
            ("a;b;c\n", "line 1: columns: found \"a;b;c\""),
            (
                "model,aht_s,agents,patience_s,threshold_s\n",
                "line 1: columns: found no column \"calls_per_half_hour\"",
            ),
            (&format!("\n{MEASURES},colour\n"), "line 2: columns: found unknown column \"colour\""),
            (&format!("{MEASURES},aht_s\n"), "line 1: columns: found column \"aht_s\" twice"),
        ] {
            let error = table(text).expect_err("no sense").to_string();
            assert!(error.starts_with(message), "{error} does not start with {message}");
        }
        for line_end in ["\n", "\r\n"] {
            let text = [MEASURES, "erlang_c,10,60,5,,20", "", "", "erlang_c,ten,60,5,,20", ""]
                .join(line_end);
            let answer = table(&text).expect("good columns");
            assert_eq!(answer.errors[0].line, Some(5), "blank lines count as lines");
        }
        let empty = table(&format!("{MEASURES}\n")).expect("no rows is no mistake");
        assert_eq!((empty.rows, empty.csv.lines().count()), (0, 1));
    }

    #[test]
    fn one_case_with_targets_and_patience() {
        let targets = Targets { service_level: Some((20.0, 0.8)), ..Targets::default() };
        let case = Case {
            calls: 100.0,
            interval_s: HALF_HOUR_S,
            aht_s: 180.0,
            staffing: Staffing::Targets(targets),
            patience_s: Some(300.0),
            threshold_s: 20.0,
        };
        let met = measure(&case).expect("in range");
        let fewer = measure(&Case { staffing: Staffing::Agents(met.agents - 1), ..case })
            .expect("in range");
        assert!(met.service_level >= 0.8 && fewer.service_level < 0.8);
        assert_eq!(met.model, Model::ErlangA);
        let none = measure(&Case { calls: 0.0, patience_s: None, ..case }).expect("no calls");
        assert_eq!((none.agents, none.service_level), (0, 1.0));
        assert!(measure(&Case { staffing: Staffing::Agents(0), ..case }).is_err());
        assert!(measure(&Case { interval_s: 0.0, ..case }).is_err());
    }
}
