//! `erlang`, the calculator.

use super::args::ErlangArguments;
use super::output::say;
use super::{Failure, Outcome, read, refusal};
use crate::calculator::{self, Case, Defaults, Measures, Staffing};
use crate::domain::cause::CommandCause;
use crate::domain::error::{Error, Place, Problem};
use crate::domain::units::Language;
use crate::queue::Targets;
use crate::report::json;
use crate::report::words::calculator as words;
use crate::report::words::problems::message;
use std::fmt::Write;
use std::io::Read;
use std::path::Path;

/// `obsada erlang`.
pub(super) fn erlang(arguments: &ErlangArguments) -> Result<Outcome, Failure> {
    match &arguments.csv {
        Some(path) => table(path, arguments),
        None => one(arguments),
    }
}

/// Every row answered; rows that cannot be are told on standard error and give exit code 2.
fn table(path: &Path, arguments: &ErlangArguments) -> Result<Outcome, Failure> {
    let text = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|e| refusal(CommandCause::InputUnreadable { fault: (&e).into() }))?;
        text
    } else {
        read(path)?
    };
    let answer = calculator::table_with(&text, &defaults(arguments))
        .map_err(|e| row_error(path, &text, &e))?;
    if !answer.unused.is_empty() && answer.rows > 0 {
        let unused: Vec<&str> = answer.unused.iter().map(|column| option_of(column)).collect();
        return Err(refusal(CommandCause::OptionsUnused { options: unused.join(", ") }).into());
    }
    let language = arguments.lang.map_or(Language::En, Language::from);
    for error in &answer.errors {
        let cause = CommandCause::Table { words: error.to_string() }.into();
        say(format!("{}: {}\n", path.display(), message(&cause, language).message));
    }
    if !answer.errors.is_empty() {
        let (bad, all) = (answer.errors.len(), answer.rows);
        say(words::rows_without_answer(bad, all, language) + "\n");
    }
    let exit_code = if answer.errors.is_empty() { 0 } else { 2 };
    Ok(Outcome { text: answer.csv, exit_code })
}

/// The options that fill empty cells, by the columns they stand for.
const OPTIONS: [(&str, &str); 10] = [
    ("interval_minutes", "--interval"),
    ("threshold_s", "--threshold"),
    ("patience_s", "--patience"),
    ("service_level_min", "--service-level"),
    ("mean_wait_max_s", "--mean-wait"),
    ("occupancy_max", "--occupancy"),
    ("agents_min", "--agents-min"),
    ("shrinkage", "--shrinkage"),
    ("trunks", "--trunks"),
    ("blocking_max", "--blocking"),
];

fn option_of(column: &str) -> &'static str {
    OPTIONS.iter().find(|(name, _)| *name == column).map_or("", |(_, option)| option)
}

fn defaults(a: &ErlangArguments) -> Defaults {
    let given = [
        a.interval,
        a.threshold,
        a.patience,
        a.service_level,
        a.mean_wait,
        a.occupancy,
        a.agents_min.map(f64::from),
        a.shrinkage,
        a.trunks.map(f64::from),
        a.blocking,
    ];
    let filled =
        OPTIONS.iter().zip(given).filter_map(|((column, _), value)| Some((*column, value?)));
    Defaults(filled.collect())
}

fn row_error(path: &Path, text: &str, error: &calculator::CalculatorError) -> Error {
    let line = error.line.map(|line| line as usize);
    let place = line.filter(|l| *l > 0).map(|line| {
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let length = text[start..].lines().next().map_or(0, str::len);
        Place { file: path.display().to_string(), line, column: 1, span: start..start + length }
    });
    let cause = CommandCause::Table { words: error.to_string() };
    Problem { place, cause: cause.into() }.into()
}

fn one(arguments: &ErlangArguments) -> Result<Outcome, Failure> {
    let (Some(calls), Some(aht_s)) = (arguments.calls, arguments.aht) else {
        return Err(refusal(CommandCause::CallsAndAht).into());
    };
    let threshold_s = arguments.threshold.unwrap_or(THRESHOLD_S);
    let targets = Targets {
        mean_wait_s: arguments.mean_wait,
        service_level: arguments.service_level.map(|share| (threshold_s, share)),
        occupancy_max: arguments.occupancy,
        agents_min: arguments.agents_min.unwrap_or(0),
        ..Targets::default()
    };
    let case = Case {
        calls,
        interval_s: arguments.interval.map_or(calculator::HALF_HOUR_S, |minutes| minutes * 60.0),
        aht_s,
        staffing: Staffing::Targets(targets),
        patience_s: arguments.patience,
        threshold_s,
    };
    let refused = |error: calculator::CalculatorError| {
        refusal(CommandCause::Calculator { words: error.to_string() })
    };
    let measures = match arguments.agents {
        Some(agents) => calculator::measure_on_average(&case, agents),
        None => calculator::measure(&case),
    }
    .map_err(refused)?;
    let more = further(arguments, &case, &measures).map_err(refused)?;
    Ok(Outcome::done(if arguments.json {
        json(&measures, &more)?
    } else {
        text(&measures, &more, arguments)
    }))
}

/// Time within which a call should be answered unless said otherwise, seconds.
const THRESHOLD_S: f64 = 20.0;

/// A figure beside the measures: its key, its name and value as text, and what it means.
struct Further {
    key: &'static str,
    value: serde_json::Value,
    name: &'static str,
    text: String,
    meaning: String,
}

/// Consultants to schedule and trunk lines, where asked for.
fn further(
    arguments: &ErlangArguments,
    case: &Case,
    measures: &Measures,
) -> Result<Vec<Further>, calculator::CalculatorError> {
    let language = arguments.lang.map_or(Language::En, Language::from);
    let w = words::calculator(language);
    let mut more = Vec::new();
    if let Some(shrinkage) = arguments.shrinkage {
        let scheduled = calculator::scheduled(measures.agents_on_average(), shrinkage)?;
        more.push(Further {
            key: "scheduled",
            value: scheduled.into(),
            name: w.scheduled,
            text: number(scheduled, 2, language),
            meaning: w.scheduled_means.to_owned(),
        });
    }
    if let Some(trunks) = arguments.trunks {
        let blocked = calculator::blocked(case, measures, trunks);
        more.push(Further {
            key: "p_blocked",
            value: blocked.into(),
            name: w.blocked,
            text: number(blocked, 4, language),
            meaning: words::blocked_means(trunks, language),
        });
    }
    if let Some(most) = arguments.blocking {
        let trunks = calculator::trunks_for(case, measures, most).ok_or_else(|| {
            calculator::CalculatorError {
                line: None,
                field: "blocking".to_owned(),
                found: format!("{most:?}"),
                expected: "a share that at most 1000000 trunk lines can keep".to_owned(),
            }
        })?;
        more.push(Further {
            key: "trunks",
            value: trunks.into(),
            name: w.trunks,
            text: trunks.to_string(),
            meaning: words::trunks_mean(most, language),
        });
    }
    Ok(more)
}

/// A number with so many decimals.
fn number(value: f64, decimals: usize, language: Language) -> String {
    let text = format!("{value:.decimals$}");
    match language {
        Language::En => text,
        Language::Pl => text.replace('.', ","),
    }
}

fn text(m: &Measures, more: &[Further], arguments: &ErlangArguments) -> String {
    let language = arguments.lang.map_or(Language::En, Language::from);
    let w = words::calculator(language);
    let model =
        if m.p_abandon > 0.0 || arguments.patience.is_some() { "Erlang A" } else { "Erlang C" };
    let mut text = String::new();
    let mut line = |name: &str, value: String, meaning: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:<16}{value:>14}  {meaning}");
    };
    let share = |value| number(value, 4, language);
    let seconds = |value| format!("{} s", number(value, 2, language));
    line(w.model, model.into(), "");
    line(w.offered_load, share(m.offered_load), w.load_means);
    let agents = match (arguments.agents, m.agents_mean) {
        (None, _) => w.fewest,
        (Some(_), None) => w.given,
        (Some(_), Some(_)) => w.given_mean,
    };
    let count = m.agents_on_average().to_string();
    line(w.agents, if language == Language::Pl { count.replace('.', ",") } else { count }, agents);
    line(w.p_wait, share(m.p_wait), w.p_wait_means);
    line(w.mean_wait, seconds(m.mean_wait_s), w.mean_wait_means);
    if let (Some(asa), true) = (m.asa_s, arguments.patience.is_some()) {
        line(w.asa, seconds(asa), w.asa_means);
        line(w.hang_up, share(m.p_abandon), w.hang_up_means);
    }
    line(w.service_level, share(m.service_level), &words::within(m.threshold_s, language));
    line(w.occupancy, share(m.occupancy), w.occupancy_means);
    for figure in more {
        line(figure.name, figure.text.clone(), &figure.meaning);
    }
    text
}

/// The measures as JSON, followed by what else was asked for.
fn json(m: &Measures, more: &[Further]) -> Result<String, Error> {
    if more.is_empty() {
        return json::text(m);
    }
    let own = serde_json::to_value(m).map_err(|error| Error::Internal(error.to_string()))?;
    let mut all = own.as_object().cloned().unwrap_or_default();
    all.extend(more.iter().map(|figure| (figure.key.to_owned(), figure.value.clone())));
    json::text(&all)
}
