//! `fit`: parameters from records or from reported totals.

use super::args::{FitArguments, FitFormat, FitTable, HorizonName};
use super::output::{refuse, write};
use super::planned;
use super::{Failure, Outcome, read, refusal};
use crate::domain::cause::{CommandCause, ProfileFault};
use crate::domain::error::Error;
use crate::domain::shift::Opening;
use crate::domain::units::Language;
use crate::estimate::against::PlannedWeek;
use crate::estimate::backtest::{Horizon, forecast};
use crate::estimate::totals::{Combination, Period, Profile, Range, range};
use crate::estimate::totals_change::{Changes, changes};
use crate::estimate::unusual::first_calls;
use crate::estimate::{Estimates, Gather, HALF_HOURS, History, Options, estimate};
use crate::records::{DayProfile, Layout, Mapping, Reading, Records, Salt, load};
use crate::report::fit::{Fit, arrivals_csv, fit_json, forecast_csv, goodness_csv, totals_json};
use crate::report::write::Manner;
use crate::report::{fitted_scenario, text};
use crate::scenario::validate::parse;
use crate::witness::check;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// `obsada fit`.
pub(super) fn fit(arguments: &FitArguments) -> Result<Outcome, Failure> {
    let language = arguments.lang.map_or(Language::En, Language::from);
    if let Some(path) = &arguments.out {
        let inputs = [&arguments.records, &arguments.mapping, &arguments.profile];
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
        HorizonName::Quarter => Horizon::Quarter,
    });
    let planned = match &arguments.against {
        Some(path) => Some(Box::new(planned_week(path, arguments.line.as_deref())?)),
        None => None,
    };
    let profile =
        arguments.profile.as_deref().map(|file| day_profile(arguments, file)).transpose()?;
    let (reading, mut history) = gathered(arguments, path, profile)?;
    let options = Options {
        leave_out_unusual: arguments.leave_out_unusual_days,
        seed: arguments.seed,
        planned,
    };
    let estimates: Estimates = estimate(&mut history, &options).ok_or_else(|| nothing(path))?;
    if let (Some(plan), None) = (&arguments.against, &estimates.against) {
        return Err(
            refusal(CommandCause::NothingPlanned { plan: plan.display().to_string() }).into()
        );
    }
    let ahead =
        horizon.and_then(|h| forecast(&first_calls(&history), h, arguments.holidays.is_some()));
    if horizon.is_some() && ahead.is_none() {
        return Err(refusal(CommandCause::TooFewDays).into());
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
            .ok_or_else(|| refusal(CommandCause::NoHandleTimes))?;
        valid(&scenario, path)?;
        write(path, &scenario, Manner { overwrite: arguments.force, private: false })?;
    }
    Ok(Outcome::done(match (arguments.format, arguments.table) {
        (FitFormat::Text, _) => text::fit(&fit, language),
        (FitFormat::Json, _) => fit_json(&fit)?,
        (FitFormat::Csv, FitTable::Goodness) => goodness_csv(&estimates),
        (FitFormat::Csv, FitTable::Arrivals) => arrivals_csv(&estimates),
        (FitFormat::Csv, FitTable::Forecast) => ahead.as_ref().map_or(String::new(), forecast_csv),
    }))
}

/// What a plan says of the line asked for; without one, of all its lines as one queue.
fn planned_week(path: &Path, line: Option<&str>) -> Result<PlannedWeek, Failure> {
    let file = path.display().to_string();
    let plan = check::parse_plan(&read(path)?, &file)?;
    let own = match line {
        None => None,
        Some(named) => {
            let found = plan.lines.iter().find(|l| l.line == named || l.name == named);
            let known = || plan.lines.iter().map(|l| l.line.clone()).collect();
            let cause =
                || CommandCause::ScenarioLine { named: Some(named.to_owned()), known: known() };
            Some(found.ok_or_else(|| refusal(cause()))?.line.clone())
        }
    };
    Ok(planned::week(&plan, own.as_deref()))
}

/// Whether a scenario is one that `plan` takes: records that are damaged may hold figures that no line has.
fn valid(scenario: &str, path: &Path) -> Result<(), Error> {
    let no_files = |_: &str| Err("no demand file".into());
    let Err(problems) = parse(scenario, &path.display().to_string(), &no_files) else {
        return Ok(());
    };
    let code = problems.first().map_or("E103", |problem| problem.code());
    Err(refusal(CommandCause::NoScenario { code }))
}

fn nothing(path: &Path) -> Error {
    refusal(CommandCause::NoCallLeft { file: path.display().to_string() })
}

/// Longest table of times and shares, bytes.
const PROFILE_MOST: u64 = 65_536;

/// The profile of the day in a file: a table of times and shares, or what records of calls come to.
fn day_profile(arguments: &FitArguments, file: &Path) -> Result<DayProfile, Failure> {
    let told = |fault| refusal(CommandCause::Profile { file: file.display().to_string(), fault });
    // A table of times and shares is short; what cannot be opened is told when it is opened as records.
    let mut head = Vec::new();
    let opened = File::open(file).and_then(|f| f.take(PROFILE_MOST).read_to_end(&mut head));
    let text = opened.map(|_| String::from_utf8_lossy(&head).into_owned()).unwrap_or_default();
    if let Some(profile) = DayProfile::parse(&text) {
        return Ok(profile.map_err(told)?);
    }
    let records = load::records(file, Mapping::default())?;
    let mut gather = Gather::new(arguments.threshold, None, None, None);
    let options = reading_options(arguments)?;
    match records.layout() {
        Layout::Intervals => records.intervals(&options, &mut |row| gather.row(row))?,
        Layout::Calls | Layout::QueueLog => {
            records.calls(&options, &mut |call| gather.call(call))?
        }
    };
    let mut calls = [0.0; HALF_HOURS];
    for (_, day) in gather.finish().open_days() {
        calls.iter_mut().zip(&day.cells).for_each(|(sum, cell)| *sum += cell.offered);
    }
    Ok(DayProfile::of_calls(calls).ok_or_else(|| told(ProfileFault::NoCalls))?)
}

fn reading_options(arguments: &FitArguments) -> Result<crate::records::Options, Error> {
    Ok(crate::records::Options {
        salt: Salt::random().map_err(Error::Internal)?,
        bad_rows: arguments.bad_rows,
        zone: arguments.zone.clone(),
        by_line: arguments.line.is_some(),
    })
}

/// Reads the records once and keeps sums; where a profile is given they are totals of days.
fn gathered(
    arguments: &FitArguments,
    path: &Path,
    profile: Option<DayProfile>,
) -> Result<(Reading, History), Failure> {
    let mapping = match &arguments.mapping {
        Some(path) => load::mapping(path)?,
        None => Mapping::default(),
    };
    let mapping = if profile.is_some() { mapping.of_whole_days() } else { mapping };
    let options = reading_options(arguments)?;
    let records: Records = load::records(path, mapping)?;
    if let Some(file) = arguments.profile.as_ref().filter(|_| !records.has_whole_days()) {
        let (file, fault) = (file.display().to_string(), ProfileFault::Unneeded);
        return Err(refusal(CommandCause::Profile { file, fault }).into());
    }
    let layout = records.layout();
    // The index of a line is known only after reading, so sums are kept for each line.
    let new = || {
        let gather = Gather::new(arguments.threshold, None, arguments.from, arguments.to);
        gather.with_profile(profile.clone())
    };
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
    for presence in reading.presence.iter().filter(|p| p.line.is_some() == separate) {
        take(presence.line.unwrap_or(0), &|gather| gather.presence(presence));
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
    refusal(CommandCause::RecordsLine { line: name.to_owned(), known: reading.lines.clone() })
}

fn from_totals(arguments: &FitArguments, language: Language) -> Result<Outcome, Failure> {
    let ranges = arguments
        .totals
        .iter()
        .map(|text| period(text).map(|(period, profile)| range(&period, &profile)))
        .collect::<Result<Vec<Range>, CommandCause>>()
        .map_err(refusal)?;
    let changed: Vec<Changes> = ranges.windows(2).map(|pair| changes(&pair[0], &pair[1])).collect();
    if let (Some(path), Some(last)) = (&arguments.out, ranges.last()) {
        let chosen = middle(last).ok_or_else(|| refusal(CommandCause::Unexplained))?;
        let scenario = fitted_scenario::from_totals(last, chosen, language);
        write(path, &scenario, Manner { overwrite: arguments.force, private: false })?;
    }
    Ok(Outcome::done(match arguments.format {
        FitFormat::Json => totals_json(&ranges, &changed)?,
        _ => text::totals(&ranges, &changed, language),
    }))
}

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
fn period(text: &str) -> Result<(Period, Profile), CommandCause> {
    let mut label = text.to_owned();
    let (mut handled, mut wait, mut days, mut hours) = (None, None, None, None);
    let (mut peak, mut peak_share) = ((600, 780), 0.48);
    for part in text.split(',') {
        let (key, value) = part
            .split_once('=')
            .ok_or_else(|| CommandCause::NotKeyValue { part: part.to_owned() })?;
        let value = value.trim();
        let wrong = || CommandCause::TotalsValue { key: key.to_owned(), value: value.to_owned() };
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
            other => return Err(CommandCause::TotalsKey { key: other.to_owned() }),
        }
    }
    let lacks = |key: &'static str| CommandCause::TotalsLack { key };
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
    let hours = Opening::parse(text)?;
    let (from, to) = (hours.from.minutes(), hours.to.minutes());
    (from.is_multiple_of(30) && to.is_multiple_of(30)).then_some((from, to))
}
