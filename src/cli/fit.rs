//! `fit`: parameters from records or from reported totals.

use super::args::{FitArguments, FitFormat, FitTable, HorizonName};
use super::output::{refuse, write};
use super::{Failure, Outcome, problem};
use crate::domain::error::Error;
use crate::domain::units::Language;
use crate::estimate::backtest::{Horizon, forecast};
use crate::estimate::totals::{Combination, Period, Profile, Range, range};
use crate::estimate::totals_change::{Changes, changes};
use crate::estimate::unusual::volumes;
use crate::estimate::{Estimates, Gather, History, Options, estimate};
use crate::records::{Layout, Mapping, Reading, Records, Salt, load};
use crate::report::fit::{Fit, arrivals_csv, fit_json, forecast_csv, goodness_csv, totals_json};
use crate::report::write::Manner;
use crate::report::{fitted_scenario, text};
use std::path::{Path, PathBuf};

/// `obsada fit`.
pub(super) fn fit(arguments: &FitArguments) -> Result<Outcome, Failure> {
    let language = arguments.lang.map_or(Language::En, Language::from);
    if let Some(path) = &arguments.out {
        let inputs = [&arguments.records, &arguments.mapping];
        let inputs: Vec<&Path> = inputs.into_iter().flatten().map(PathBuf::as_path).collect();
        refuse(path, arguments.force, &inputs)?;
    }
    match &arguments.records {
        None => from_totals(arguments, language),
        Some(path) => from_records(arguments, path, language),
    }
}

fn from_records(
    arguments: &FitArguments,
    path: &Path,
    language: Language,
) -> Result<Outcome, Failure> {
    let horizon = arguments.forecast.map(|name| match name {
        HorizonName::Week => Horizon::Week,
        HorizonName::Month => Horizon::Month,
    });
    let (reading, mut history) = gathered(arguments, path)?;
    let options =
        Options { leave_out_unusual: arguments.leave_out_unusual_days, seed: arguments.seed };
    let estimates: Estimates = estimate(&mut history, &options).ok_or_else(|| nothing(path))?;
    let ahead = horizon.and_then(|h| forecast(&volumes(&history), h, arguments.holidays.is_some()));
    if horizon.is_some() && ahead.is_none() {
        let message = "fewer than seven days with calls are too few for a forecast".to_owned();
        return Err(
            problem("E942", message, "either give more records, or leave --forecast out").into()
        );
    }
    let file = path.display().to_string();
    let fit = Fit {
        file: &file,
        reading: &reading,
        passed_over: history.passed_over,
        line: arguments.line.as_deref(),
        estimates: &estimates,
        forecast: ahead.as_ref(),
    };
    if let Some(path) = &arguments.out {
        let scenario = fitted_scenario::from_records(&fit, arguments.holidays.is_some(), language)
            .ok_or_else(|| {
                let message = "the records hold no handle times, so no scenario can be written";
                problem(
                    "E943",
                    message.to_owned(),
                    "either give records with handle times, or leave --out out",
                )
            })?;
        write(path, &scenario, Manner { overwrite: arguments.force, private: false })?;
    }
    Ok(Outcome::done(match (arguments.format, arguments.table) {
        (FitFormat::Text, _) => text::fit(&fit, language),
        (FitFormat::Json, _) => fit_json(&fit),
        (FitFormat::Csv, FitTable::Goodness) => goodness_csv(&estimates),
        (FitFormat::Csv, FitTable::Arrivals) => arrivals_csv(&estimates),
        (FitFormat::Csv, FitTable::Forecast) => ahead.as_ref().map_or(String::new(), forecast_csv),
    }))
}

fn nothing(path: &Path) -> Error {
    problem(
        "E940",
        format!("no call of {} is left to estimate from", path.display()),
        "either widen --from, --to and --line, or see in the mapping whether calls are understood as such",
    )
}

/// Reads the records once and keeps sums.
fn gathered(arguments: &FitArguments, path: &Path) -> Result<(Reading, History), Failure> {
    let mapping = match &arguments.mapping {
        Some(path) => load::mapping(path)?,
        None => Mapping::default(),
    };
    let salt = Salt::random().map_err(Error::Internal)?;
    let options = crate::records::Options {
        salt,
        bad_rows: arguments.bad_rows,
        zone: arguments.zone.clone(),
    };
    let records: Records = load::records(path, mapping)?;
    let layout = records.layout();
    // The index of a line is known only after reading, so sums are kept for each line.
    let new = || Gather::new(arguments.threshold, None, arguments.from, arguments.to);
    let mut all = new();
    let mut by_line: Vec<Gather> = Vec::new();
    let separate = arguments.line.is_some();
    let mut take = |line: u32, add: &dyn Fn(&mut Gather)| {
        if separate {
            let index = line as usize;
            if by_line.len() <= index {
                by_line.resize_with(index + 1, new);
            }
            add(&mut by_line[index]);
        } else {
            add(&mut all);
        }
    };
    let reading = match layout {
        Layout::Intervals => {
            records.intervals(&options, &mut |row| take(row.line, &|gather| gather.row(row)))?
        }
        _ => records.calls(&options, &mut |call| take(call.line, &|gather| gather.call(call)))?,
    };
    for presence in &reading.presence {
        take(presence.line, &|gather| gather.presence(presence));
    }
    let mut history = match &arguments.line {
        None => all.finish(),
        Some(name) => {
            let index = reading.lines.iter().position(|line| line == name);
            let gather = index.and_then(|i| by_line.into_iter().nth(i));
            gather.ok_or_else(|| no_line(name, &reading))?.finish()
        }
    };
    if separate {
        history.passed_over += reading.used.saturating_sub(history.records + history.passed_over);
    }
    Ok((reading, history))
}

fn no_line(name: &str, reading: &Reading) -> Error {
    problem(
        "E941",
        format!("the records have no line `{name}`"),
        &format!("name one of these: {}", reading.lines.join(", ")),
    )
}

fn from_totals(arguments: &FitArguments, language: Language) -> Result<Outcome, Failure> {
    let ranges = arguments
        .totals
        .iter()
        .map(|text| period(text).map(|(period, profile)| range(&period, &profile)))
        .collect::<Result<Vec<Range>, String>>()
        .map_err(|message| problem("E944", message, TOTALS_HELP))?;
    let changed: Vec<Changes> = ranges.windows(2).map(|pair| changes(&pair[0], &pair[1])).collect();
    if let (Some(path), Some(last)) = (&arguments.out, ranges.last()) {
        let chosen = middle(last).ok_or_else(|| {
            let message =
                "no combination with a plausible handle time explains the totals".to_owned();
            problem(
                "E945",
                message,
                "check the figures; the report without --out shows every combination",
            )
        })?;
        let scenario = fitted_scenario::from_totals(last, chosen, language);
        write(path, &scenario, Manner { overwrite: arguments.force, private: false })?;
    }
    Ok(Outcome::done(match arguments.format {
        FitFormat::Json => totals_json(&ranges, &changed),
        _ => text::totals(&ranges, &changed, language),
    }))
}

const TOTALS_HELP: &str = "write such as handled=31705,mean_wait=107,days=252,hours=07:30-15:30 and, if you \
     like, label=2016,peak=10:00-13:00,peak_share=0.48";

/// Handle time nearest to which a combination is taken for the scenario, seconds.
const USUAL_S: f64 = 240.0;

/// The plausible combination nearest to a usual handle time, with the middle patience if there is one.
fn middle(range: &Range) -> Option<&Combination> {
    let far = |c: &Combination| {
        let patience = if c.patience_s == Some(180.0) { 0.0 } else { 1.0 };
        patience + (c.aht_s / USUAL_S).ln().abs()
    };
    range.plausible().min_by(|a, b| far(a).total_cmp(&far(b)))
}

/// Reads `key=value,…`.
fn period(text: &str) -> Result<(Period, Profile), String> {
    let mut label = text.to_owned();
    let (mut handled, mut wait, mut days, mut hours) = (None, None, None, None);
    let (mut peak, mut peak_share) = ((600, 780), 0.48);
    for part in text.split(',') {
        let (key, value) =
            part.split_once('=').ok_or_else(|| format!("`{part}` in --totals is not key=value"))?;
        let value = value.trim();
        let wrong = || format!("`{value}` cannot be read as {key} in --totals");
        let positive = |text: &str| text.parse().ok().filter(|n: &f64| n.is_finite() && *n > 0.0);
        match key.trim() {
            "label" => label = value.to_owned(),
            "handled" => handled = Some(positive(value).ok_or_else(wrong)?),
            "mean_wait" => wait = Some(positive(value).ok_or_else(wrong)?),
            "days" => days = Some(positive(value).ok_or_else(wrong)?),
            "hours" => hours = Some(stretch(value).ok_or_else(wrong)?),
            "peak" => peak = stretch(value).ok_or_else(wrong)?,
            "peak_share" => {
                peak_share = positive(value).filter(|s| *s < 1.0).ok_or_else(wrong)?;
            }
            other => return Err(format!("`{other}` in --totals is not known")),
        }
    }
    let lacks = |key: &str| format!("--totals lacks {key}");
    let (from, to) = hours.ok_or_else(|| lacks("hours"))?;
    let period = Period {
        label,
        handled: handled.ok_or_else(|| lacks("handled"))?,
        mean_wait_s: wait.ok_or_else(|| lacks("mean_wait"))?,
        days: days.ok_or_else(|| lacks("days"))?,
    };
    Ok((period, Profile::new(from, to, peak, peak_share)))
}

/// `07:30-15:30` on half-hours, in minutes.
fn stretch(text: &str) -> Option<(u32, u32)> {
    let (from, to) = text.split_once('-')?;
    let time = |t: &str| {
        let minutes = crate::domain::clock::TimeOfDay::parse(t.trim())?.minutes();
        minutes.is_multiple_of(30).then_some(minutes)
    };
    let (from, to) = (time(from)?, time(to)?);
    (from < to).then_some((from, to))
}
