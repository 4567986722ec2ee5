//! `roster`.

use super::args::{PromiseName, RosterArguments, RosterFormat};
use super::output::{deliver, say};
use super::{Failure, Outcome, hand_over, refusal, refuse_absent};
use crate::domain::cause::{CommandCause, EditionFault, Misfit};
use crate::domain::clock::TimeOfDay;
use crate::domain::error::Error;
use crate::domain::finding::Verdict;
use crate::domain::units::Language;
use crate::handover::names::Names;
use crate::handover::read_back::ReadBack;
use crate::plan::milp::Solver;
use crate::plan::through_day::Playing;
use crate::report::words::{failures, findings};
use crate::report::write::Manner;
use crate::report::{json, text};
use crate::roster::edition::{self, Issue};
use crate::roster::repair::{News, Trading};
use crate::roster::setting::Setting;
use crate::roster::{self, Options, explain, promises, repair};
use crate::scenario::{Scenario, load};
use crate::wire::roster_answer::{Repair, RepairOption, Roster, Standing, Trade};
use crate::witness::roster_check;
use jiff::civil::Date;
use std::path::Path;
use std::time::Instant;

/// `obsada roster`.
pub(super) fn roster(arguments: &RosterArguments) -> Result<Outcome, Failure> {
    hand_over::refuse(arguments)?;
    refuse_absent(arguments.solver)?;
    let scenario = load::load_with(&arguments.scenario, arguments.allow_outside)?;
    let language = arguments.lang.map_or(scenario.locale, Language::from);
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads.map_or(0, usize::from))
        .build()
        .map_err(|error| Error::Internal(error.to_string()))?;
    let names = hand_over::names(arguments, &scenario)?;
    let answered = threads.install(|| answered(arguments, (&scenario, &names), language));
    answered.map_err(|error| Failure { error, language: Some(language) })
}

/// What is asked for, printed or written; exit code 3 where people are short or a promise is broken, which
/// the text explains.
fn answered(
    arguments: &RosterArguments,
    (scenario, names): (&Scenario, &Names),
    language: Language,
) -> Result<Outcome, Error> {
    let started = Instant::now();
    let limit = arguments.time_limit;
    let left = move || limit - started.elapsed().as_secs_f64();
    let options = Options {
        solver: Solver::from(arguments.solver),
        gap: arguments.gap,
        seed: arguments.seed,
        playing: match arguments.promise {
            PromiseName::Formula => None,
            PromiseName::ThroughDay => Some(Playing { weeks: None, seed: arguments.seed }),
        },
        seconds_left: Some(&left),
        ..Options::default()
    };
    if let Some([name, date]) = arguments.why.as_deref() {
        let text = why(arguments, scenario, (name, date), &options, language)?;
        let manner = Manner { overwrite: arguments.force, private: true };
        return deliver(arguments.output.as_deref(), manner, text.into_bytes(), 0);
    }
    let found = match (&arguments.repair, &arguments.swap) {
        (Some(path), _) => Some(mended(arguments, scenario, path, &options)?),
        (None, Some(trade)) => Some(traded(arguments, scenario, trade, &options)?),
        (None, None) => None,
    };
    if let Some((found, verdict)) = found {
        leaves(&found, verdict, arguments.format)?;
        let lawful = found.trade != Some(Trade::Unlawful);
        let exit_code = if found.roster.check.passed && lawful { 0 } else { 5 };
        let told = match arguments.format {
            RosterFormat::Text => Some(text::repair(&found, language)),
            RosterFormat::Json => Some(json::text(&found)?),
            _ => None,
        };
        return hand_over::hand_over(
            arguments,
            (scenario, names),
            (&found.roster, told, exit_code),
            language,
        );
    }
    let made = match &arguments.from {
        Some(path) => given(scenario, path, &options),
        None => roster::roster(scenario, &options).map(|made| (made, None)),
    };
    let made = made
        .and_then(|(made, before)| set_against(arguments, scenario, made, (before, &options)))
        .and_then(|made| checked(scenario, made, &options))
        .inspect_err(|error| breaks_rules(error, arguments.from.as_deref(), language))?;
    let held = made.through_day.iter().all(|week| week.broken.is_empty());
    let exit_code = if made.shortages.is_empty() && held { 0 } else { 3 };
    hand_over::hand_over(arguments, (scenario, names), (&made, None, exit_code), language)
}

/// A roster made before, with what can be said of its wishes and shortages where it says nothing; and, of an edited
/// workbook, the published roster that it was written from.
pub(super) fn given(
    scenario: &Scenario,
    path: &Path,
    options: &Options<'_>,
) -> Result<(Roster, Option<Roster>), Error> {
    let (settings, monday) = roster::parts(scenario)?;
    let mut setting = Setting::new(scenario, settings, monday);
    let ReadBack { roster, written, edited, .. } = hand_over::read_roster(path, scenario, options)?;
    let before = written.filter(|written| edited && edition::is_published(written));
    let grid = hand_over::grid(path, &mut setting, &roster)?;
    // Before the work of explaining it.
    let mut roster = checked(scenario, roster, options)?;
    if edited {
        promises::tell(&setting, &mut roster, options, &[]);
    }
    if roster.wishes.is_empty() {
        roster.wishes = explain::wishes(&setting, &grid, options);
    }
    if roster.relaxations.is_empty() {
        roster.relaxations = explain::relaxations(&setting, &grid, &roster.shortages, options);
    }
    Ok((roster, before))
}

/// What to do about a roster that was read and fails.
fn breaks_rules(error: &Error, path: Option<&Path>, language: Language) {
    if let (Error::CheckFailed { .. }, Some(path)) = (error, path) {
        let told = failures::mend_it(&path.display().to_string(), language);
        say(format!("{told}\n"));
    }
}

/// A roster with the verdict of the check; one that fails does not leave.
fn checked(scenario: &Scenario, mut made: Roster, options: &Options<'_>) -> Result<Roster, Error> {
    let verdict = verdict_on(scenario, &mut made, options);
    if verdict.passed() { Ok(made) } else { Err(failed(verdict)) }
}

/// The verdict of the check, within the limit of time; the roster tells it too.
fn verdict_on(scenario: &Scenario, made: &mut Roster, options: &Options<'_>) -> Verdict {
    let time_left = || !options.out_of_time();
    let verdict = roster_check::check_within(scenario, made, Some(&time_left));
    made.check = findings::report(&verdict);
    verdict
}

fn failed(verdict: Verdict) -> Error {
    Error::CheckFailed { what: "roster", findings: verdict.findings }
}

/// A name or date of the command line that does not fit.
fn unfit(misfit: Misfit) -> Error {
    refusal(CommandCause::Unfit { misfit })
}

fn why(
    arguments: &RosterArguments,
    scenario: &Scenario,
    (name, date): (&str, &str),
    options: &Options<'_>,
    language: Language,
) -> Result<String, Error> {
    let (settings, monday) = roster::parts(scenario)?;
    let mut setting = Setting::new(scenario, settings, monday);
    let p = repair::person_named(&setting, name).map_err(unfit)?;
    let d = repair::day_of(&setting, date).map_err(unfit)?;
    let grid = match &arguments.from {
        Some(path) => {
            let roster = hand_over::read_roster(path, scenario, options)?.roster;
            hand_over::grid(path, &mut setting, &roster)?
        }
        None => roster::solve_and_place(&mut setting, options)?.grid,
    };
    let list = explain::why(&setting, &grid, (p, d));
    Ok(match arguments.format {
        RosterFormat::Json => json::text(&list)?,
        _ => text::roster::why(name, date, &list, &scenario.currency, language),
    })
}

fn mended(
    arguments: &RosterArguments,
    scenario: &Scenario,
    path: &Path,
    options: &Options<'_>,
) -> Result<(Repair, Verdict), Error> {
    let (settings, monday) = roster::parts(scenario)?;
    let mut setting = Setting::new(scenario, settings, monday);
    let ReadBack { roster, written, .. } = hand_over::read_roster(path, scenario, options)?;
    let grid = hand_over::grid(path, &mut setting, &roster)?;
    let before = in_force(&roster, written.as_ref());
    let (written, unsaid) = hand_over::known(path, &setting, &roster, written.as_ref())?;
    let away = repair::away_said(&setting, &arguments.absent).map_err(unfit)?;
    let busier: Vec<(usize, f64)> =
        arguments.busier.iter().map(|text| busier(&setting, text)).collect::<Result<_, Error>>()?;
    let days = away.iter().map(|cell| cell.1).chain(busier.iter().map(|(day, _)| *day));
    let now = arguments.now.as_deref().map(|text| now(&setting, text)).transpose()?;
    let today = arguments.today.as_deref().map(|date| first_open(&setting, date)).transpose()?;
    let today = today.or(now.map(|(day, _)| day));
    if today.is_some_and(|today| days.min().is_some_and(|first| first < today)) {
        return Err(unfit(Misfit::BeforeToday));
    }
    if let Some(now) = now {
        repair::still_ahead(&setting, &grid, &away, now).map_err(unfit)?;
    }
    let news = News {
        away,
        busier,
        written,
        unsaid,
        now: now.map(|(_, minute)| minute),
        notice: arguments.notice.unwrap_or(settings.call_in_notice),
        option: arguments.option.map(usize::from),
    };
    let mut found = repair::repair(&mut setting, &grid, &news, today, options);
    let there = found.options.len();
    if let Some(asked) = news.option.filter(|asked| *asked > there) {
        return Err(unfit(Misfit::NoOption { asked, there }));
    }
    found.roster = set_against(arguments, scenario, found.roster, (before, options))?;
    let verdict = verdict_on(scenario, &mut found.roster, options);
    Ok((found, verdict))
}

/// Two people who trade a day of a roster, which is made first where none is named.
fn traded(
    arguments: &RosterArguments,
    scenario: &Scenario,
    trade: &str,
    options: &Options<'_>,
) -> Result<(Repair, Verdict), Error> {
    let (settings, monday) = roster::parts(scenario)?;
    let mut setting = Setting::new(scenario, settings, monday);
    let (people, day) = repair::trade_said(&setting, trade).map_err(unfit)?;
    let (grid, unsaid, before) = match &arguments.from {
        Some(path) => {
            let ReadBack { roster, written, .. } = hand_over::read_roster(path, scenario, options)?;
            let grid = hand_over::grid(path, &mut setting, &roster)?;
            let before = in_force(&roster, written.as_ref());
            (grid, hand_over::known(path, &setting, &roster, written.as_ref())?.1, before)
        }
        None => (roster::solve_and_place(&mut setting, options)?.grid, Vec::new(), None),
    };
    let trading = Trading { people, day };
    let mut found = repair::swap(&setting, &grid, (trading, &unsaid), options).map_err(unfit)?;
    found.roster = set_against(arguments, scenario, found.roster, (before, options))?;
    let verdict = verdict_on(scenario, &mut found.roster, options);
    Ok((found, verdict))
}

/// A published roster that was read, or that an edited workbook was written from.
fn in_force(roster: &Roster, written: Option<&Roster>) -> Option<Roster> {
    written.into_iter().chain([roster]).find(|r| edition::is_published(r)).cloned()
}

/// The roster set against the version published before: the one named, else the one that was read.
fn set_against(
    arguments: &RosterArguments,
    scenario: &Scenario,
    roster: Roster,
    (read, options): (Option<Roster>, &Options<'_>),
) -> Result<Roster, Error> {
    let named = match &arguments.published {
        Some(path) => {
            still_draft(arguments.from.as_deref().unwrap_or(path), &roster)?;
            Some(hand_over::read_roster(path, scenario, options)?.roster)
        }
        None => None,
    };
    let Some(published) = named.or(read) else { return Ok(roster) };
    let now = arguments.now.as_deref().and_then(|now| now.trim().split([' ', 'T']).next());
    let on = arguments.today.as_deref().or(now).map(date).transpose()?;
    let issue = Issue { state: Standing::Draft, on, published: Some(&published) };
    let inputs = [&arguments.published, &arguments.repair, &arguments.from];
    let path = inputs.into_iter().flatten().next().unwrap_or(&arguments.scenario);
    with_edition(scenario, roster, issue, path)
}

/// What is published already is neither set against another nor published again.
pub(super) fn still_draft(path: &Path, roster: &Roster) -> Result<(), Error> {
    let published = roster.edition.as_ref().filter(|e| e.state == Standing::Published);
    published.map_or(Ok(()), |e| {
        Err(unpublishable(path, EditionFault::AlreadyPublished { version: e.version }))
    })
}

/// The roster with its edition.
fn with_edition(
    scenario: &Scenario,
    mut roster: Roster,
    issue: Issue<'_>,
    path: &Path,
) -> Result<Roster, Error> {
    let (settings, _) = roster::parts(scenario)?;
    let edition = edition::edition((scenario, settings), &roster, issue);
    roster.edition = Some(edition.map_err(|fault| unpublishable(path, fault))?);
    Ok(roster)
}

/// The same with the verdict of the check; one that fails does not leave.
pub(super) fn issued(
    scenario: &Scenario,
    roster: Roster,
    issue: Issue<'_>,
    path: &Path,
) -> Result<Roster, Error> {
    let mut roster = with_edition(scenario, roster, issue, path)?;
    let verdict = roster_check::check_against(scenario, &roster, issue.published);
    roster.check = findings::report(&verdict);
    if verdict.passed() { Ok(roster) } else { Err(failed(verdict)) }
}

/// A roster that cannot be published, or not be set against another.
pub(super) fn unpublishable(path: &Path, fault: EditionFault) -> Error {
    refusal(CommandCause::Edition { file: path.display().to_string(), fault })
}

/// A date of the command line.
pub(super) fn date(text: &str) -> Result<Date, Error> {
    text.trim().parse().map_err(|_| unfit(Misfit::NotDate { text: text.to_owned() }))
}

/// The first day that may change where it is this date: the first of all before the weeks planned.
fn first_open(setting: &Setting<'_>, text: &str) -> Result<usize, Error> {
    match date(text)? < setting.date(0) {
        true => Ok(0),
        false => repair::day_of(setting, text.trim()).map_err(unfit),
    }
}

/// Day and minute, from `2026-11-25 07:10`.
fn now(setting: &Setting<'_>, text: &str) -> Result<(usize, u32), Error> {
    let parts = text.trim().split_once([' ', 'T']);
    let Some((date, time)) = parts.and_then(|(date, time)| Some((date, TimeOfDay::parse(time)?)))
    else {
        return Err(refusal(CommandCause::NotNow { text: text.to_owned() }));
    };
    Ok((repair::day_of(setting, date).map_err(unfit)?, time.minutes()))
}

/// Whether the roster of a repair may leave as one: it keeps every rule.
fn leaves(found: &Repair, verdict: Verdict, format: RosterFormat) -> Result<(), Error> {
    let told = matches!(format, RosterFormat::Text | RosterFormat::Json);
    if found.trade == Some(Trade::Unlawful) && !told {
        return Err(unfit(Misfit::Unlawful {
            rules: found.options.first().map_or(0, |o| o.broken.len()),
        }));
    }
    if found.roster.check.passed || (told && option(found).is_some_and(|o| !o.broken.is_empty())) {
        return Ok(());
    }
    Err(failed(verdict))
}

/// The option whose roster comes with a repair.
fn option(found: &Repair) -> Option<&RepairOption> {
    found.options.get((found.chosen as usize).checked_sub(1)?)
}

/// A day and how many times the calls expected it brings, from `2026-11-25=+20%`.
fn busier(setting: &Setting<'_>, text: &str) -> Result<(usize, f64), Error> {
    let percent = |more: &str| more.strip_prefix('+')?.strip_suffix('%')?.parse::<f64>().ok();
    let parts = text.split_once('=').and_then(|(date, more)| Some((date, percent(more)?)));
    match parts {
        Some((date, more)) if more > 0.0 && more <= 900.0 => {
            Ok((repair::day_of(setting, date).map_err(unfit)?, 1.0 + more / 100.0))
        }
        _ => Err(refusal(CommandCause::NotBusier { text: text.to_owned() })),
    }
}
