//! Rules for `[roster]` and for what it says of people.

use super::file::ScenarioFile;
use super::file_roster::{FixedFile, PersonalFile, RosterFile, WishFile};
use super::problems::{At, Log, Span, shown};
use super::roster::{
    Days, FixedDuty, Personal, PreviousDuty, RosterSettings, RuleChange, Wish, WishKind,
};
use super::validate::{Context, resolve};
use super::validate_hours::stretch;
use super::{Consultant, Costs, Group, Line, ShiftRule};
use crate::domain::cause::{Kind, PeopleCause};
use crate::wire::roster_answer;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Minute from which a shift is an evening unless the scenario says otherwise: 18:00.
const EVENING: u32 = 1080;

/// Minute before which a shift is early unless the scenario says otherwise: 9:00.
const EARLY: u32 = 540;

/// Share of the pay that the employer pays for the first 33 days of illness in a year (KP 92 §1).
const SICK_PAY: f64 = 0.8;

/// Judges `[roster]`.
pub(super) fn settings(
    context: &Context,
    file: &RosterFile,
    mirror: &ScenarioFile,
    (lines, groups, costs): (&[Line], &[Group], &Costs),
) -> RosterSettings {
    let log = context.log;
    let weeks = file.weeks.as_ref().map_or(1, |w| w.value);
    if context.calendar.week_start.is_none() && !mirror.calendar.week_start_given {
        log.report(&file.span, PeopleCause::NoWeekStart);
    }
    if mirror.consultants.is_empty() {
        log.report(&file.span, PeopleCause::Nobody);
    }
    let settlement = settlement(log, file, weeks);
    let contracts = |names: &[At<String>]| -> Vec<String> {
        names
            .iter()
            .filter(|name| is_contract(log, name, groups))
            .map(|n| n.value.clone())
            .collect()
    };
    RosterSettings {
        weeks,
        settlement_weeks: settlement,
        closing: closing(log, file, lines),
        leaders: leaders(log, file, lines),
        evening_from: file
            .evening_from
            .as_ref()
            .map(|t| t.value.minutes())
            .or(costs.evening.as_ref().map(|e| e.from.minutes()))
            .unwrap_or(EVENING),
        early_before: file.early_before.as_ref().map_or(EARLY, |t| t.value.minutes()),
        flexible_start: file.flexible_start,
        contractors: contracts(&file.contractors),
        equivalent: contracts(&file.equivalent),
        sick_pay: file.sick_pay.as_ref().map_or(SICK_PAY, |share| share.value),
        call_in_notice: file.call_in_notice.as_ref().map_or(0, |notice| notice.value),
        rules: file
            .rules
            .iter()
            .map(|r| RuleChange {
                rule: r.rule,
                parameter: r.parameter,
                off: r.off,
                off_for: contracts(&r.off_for),
            })
            .collect(),
        previous: file.previous.as_ref().map(|name| previous(context, name)).unwrap_or_default(),
        // These look at the people, who are judged later.
        activities: Vec::new(),
        pairs: Vec::new(),
    }
}

fn settlement(log: &Log, file: &RosterFile, weeks: u32) -> u32 {
    let Some(at) = &file.settlement_weeks else { return weeks };
    if at.value > weeks {
        log.report(&at.span, PeopleCause::Settlement { settled: at.value, planned: weeks });
    }
    at.value.min(weeks)
}

pub(super) fn is_contract(log: &Log, name: &At<String>, groups: &[Group]) -> bool {
    let known = || groups.iter().flat_map(|g| g.contracts.iter().map(|c| c.id.as_str()));
    let found = known().any(|id| id == name.value);
    if !found {
        let distinct: BTreeSet<&str> = known().collect();
        log.report(
            &name.span,
            PeopleCause::UnknownContract {
                contract: shown(&name.value),
                known: distinct.into_iter().map(str::to_owned).collect(),
            },
        );
    }
    found
}

/// By line the candidate named; without a name the last one.
fn closing(log: &Log, file: &RosterFile, lines: &[Line]) -> Vec<Option<usize>> {
    let mut chosen: Vec<Option<usize>> =
        lines.iter().map(|l| l.candidates.len().checked_sub(1)).collect();
    for (line, label) in &file.closing {
        let Some(k) = resolve(log, Kind::Line, line, lines.iter().map(|l| l.id.as_str())) else {
            continue;
        };
        let labels = || lines[k].candidates.iter().map(|c| c.label.as_str());
        chosen[k] = labels().position(|l| l == label.value);
        if chosen[k].is_none() {
            log.report(
                &label.span,
                PeopleCause::UnknownClosing {
                    line: line.value.clone(),
                    label: shown(&label.value),
                    known: labels().take(8).map(str::to_owned).collect(),
                },
            );
        }
    }
    chosen
}

/// By line the least leaders on duty.
fn leaders(log: &Log, file: &RosterFile, lines: &[Line]) -> Vec<u32> {
    let mut least = vec![0; lines.len()];
    for (line, number) in &file.leaders {
        if let Some(k) = resolve(log, Kind::Line, line, lines.iter().map(|l| l.id.as_str())) {
            least[k] = number.value;
        }
    }
    least
}

/// Refuses leaders that nobody could be: a line which asks for more than there are.
pub(super) fn leaders_there_are(
    log: &Log,
    file: &RosterFile,
    (lines, people): (&[Line], &[Consultant]),
) {
    for (line, asked) in &file.leaders {
        let Some(k) = lines.iter().position(|l| l.id == line.value) else { continue };
        let leads = |p: &&Consultant| p.personal.leader && p.personal.lines.contains(&k);
        let there = people.iter().filter(leads).count() as u32;
        if there < asked.value {
            let (line, asked_for) = (line.value.clone(), asked.value);
            log.report(&asked.span, PeopleCause::TooFewLeaders { line, asked: asked_for, there });
        }
    }
}

/// The duties of the roster file that was before.
fn previous(context: &Context, name: &At<String>) -> Vec<PreviousDuty> {
    let file = shown(&name.value);
    let read = match (context.read_csv)(&name.value) {
        Ok(text) => roster_answer::parse(&text)
            .and_then(|roster| roster.duties().map(previous_duty).collect())
            .map_err(|parser| PeopleCause::PreviousNotRoster { file, parser }),
        Err(fault) => Err(PeopleCause::PreviousUnreadable { file, fault }),
    };
    match read {
        Ok(duties) => duties,
        Err(cause) => {
            context.log.report(&name.span, cause);
            Vec::new()
        }
    }
}

fn previous_duty(duty: roster_answer::Duty) -> Result<PreviousDuty, String> {
    let date = duty.date.parse().map_err(|_| format!("`{}` is no date", duty.date))?;
    let (start, length) = (duty.span.from(), duty.span.minutes());
    Ok(PreviousDuty { name: duty.name, date, start, length })
}

/// Where the people's dates and shifts must lie.
pub(super) struct Planned<'a> {
    pub lines: &'a [Line],
    pub groups: &'a [Group],
    pub shifts: &'a [ShiftRule],
    /// First and last day planned, where known.
    pub days: Option<Days>,
}

/// Judges the personal keys of a `[[consultant]]`.
pub(super) fn personal(
    context: &Context,
    file: &PersonalFile,
    person: &Consultant,
    planned: &Planned<'_>,
) -> Personal {
    let log = context.log;
    let mut available: super::roster::Availability = Default::default();
    for (day, stretches) in &file.available {
        let found = stretches.iter().filter_map(|raw| stretch(context, raw)).collect();
        available[day.value.index()] = Some(found);
    }
    Personal {
        lines: lines(log, file, person, planned),
        leader: file.leader,
        available,
        absent: file.absent.iter().filter_map(|at| in_order(log, at)).collect(),
        fixed: fixed_duties(context, file, person, planned),
        wishes: file.wishes.iter().filter_map(|w| wish(log, w, planned)).collect(),
        daily_limit: file.daily_limit.as_ref().map(|m| m.value),
        protections: file.protections.clone(),
        carried_minutes: file.carried_hours.as_ref().map_or(0, |h| (h.value * 60.0).round() as i32),
    }
}

fn lines(log: &Log, file: &PersonalFile, person: &Consultant, planned: &Planned<'_>) -> Vec<usize> {
    let Some(group) = planned.groups.get(person.group) else { return Vec::new() };
    if file.lines.is_empty() {
        return group.lines.clone();
    }
    let mut found = Vec::new();
    for name in &file.lines {
        let Some(line) =
            resolve(log, Kind::Line, name, planned.lines.iter().map(|l| l.id.as_str()))
        else {
            continue;
        };
        if group.lines.contains(&line) {
            found.push(line);
        } else {
            log.report(
                &name.span,
                PeopleCause::LineOfOthers { group: group.id.clone(), line: name.value.clone() },
            );
        }
    }
    // In the group's order of priority, each once.
    group.lines.iter().copied().filter(|l| found.contains(l)).collect()
}

fn in_order(log: &Log, at: &At<(Date, Date)>) -> Option<Days> {
    let (from, to) = at.value;
    if from > to {
        log.report(&at.span, PeopleCause::AbsenceReversed { from, to });
        return None;
    }
    Some(Days { from, to })
}

pub(super) fn in_weeks(log: &Log, date: Date, span: &Span, planned: &Planned<'_>) {
    if let Some(days) = planned.days.filter(|days| !days.holds(date)) {
        log.report(span, PeopleCause::OutsideWeeks { date, from: days.from, to: days.to });
    }
}

/// One a day at the most.
fn fixed_duties(
    context: &Context,
    file: &PersonalFile,
    person: &Consultant,
    planned: &Planned<'_>,
) -> Vec<FixedDuty> {
    let log = context.log;
    let mut seen = BTreeSet::new();
    let mut once = |duty: &&FixedFile| {
        let new = seen.insert(duty.date.value);
        if !new {
            log.report(&duty.date.span, PeopleCause::DutyTwice { date: duty.date.value });
        }
        new
    };
    let duties = file.fixed.iter().filter(|duty| once(duty));
    let duties = duties.filter(|duty| while_there(log, duty, file));
    let duties = duties.filter(|duty| while_open(context, duty, person, planned));
    duties.filter_map(|duty| fixed(log, duty, person, planned)).collect()
}

/// A fixed duty does not lie on a day of absence.
fn while_there(log: &Log, duty: &FixedFile, file: &PersonalFile) -> bool {
    let date = duty.date.value;
    let away = file.absent.iter().any(|at| (at.value.0..=at.value.1).contains(&date));
    if away {
        log.report(&duty.date.span, PeopleCause::DutyWhileAway { date });
    }
    !away
}

/// A fixed duty does not lie on a public holiday on which every line of the person's group is closed.
fn while_open(
    context: &Context,
    duty: &FixedFile,
    person: &Consultant,
    planned: &Planned<'_>,
) -> bool {
    let date = duty.date.value;
    let monday = context.calendar.week_start;
    let day = monday.map(|monday| date.since(monday).map_or(-1, |span| span.get_days()));
    let Some(day) = day.and_then(|day| usize::try_from(day).ok()).filter(|day| *day < 7) else {
        return true;
    };
    let lines = planned.groups.get(person.group).map_or(&[][..], |group| &group.lines);
    let open = lines.iter().any(|line| !planned.lines[*line].hours[day].is_empty());
    let closed = context.calendar.holidays[day] && !open;
    if closed {
        context.log.report(&duty.date.span, PeopleCause::DutyWhileClosed { date });
    }
    !closed
}

/// A fixed duty is a shift that the rules make for the person's group and contract.
fn fixed(
    log: &Log,
    file: &FixedFile,
    person: &Consultant,
    planned: &Planned<'_>,
) -> Option<FixedDuty> {
    in_weeks(log, file.date.value, &file.date.span, planned);
    let (start, length) = (file.start.value.minutes(), file.length.value);
    let weekday = crate::domain::clock::Weekday::ALL
        [file.date.value.weekday().to_monday_zero_offset() as usize];
    let made = planned.shifts.iter().any(|rule| {
        rule.groups.contains(&person.group)
            && (rule.contracts.is_empty() || rule.contracts.contains(&person.contract))
            && rule.days.contains(&weekday)
            && rule.starts.contains(&start)
            && rule.lengths.contains(&length)
    });
    if !made && !planned.shifts.is_empty() {
        log.report(&file.start.span, PeopleCause::NoSuchDuty { start: file.start.value });
        return None;
    }
    Some(FixedDuty { date: file.date.value, start, length })
}

fn wish(log: &Log, file: &WishFile, planned: &Planned<'_>) -> Option<Wish> {
    let kind = match (&file.off, &file.late, &file.start, &file.date) {
        (Some(date), None, None, None) => {
            in_weeks(log, date.value, &date.span, planned);
            Some(WishKind::Off(date.value))
        }
        (None, Some(late), None, None) if late.value => Some(WishKind::Late),
        (None, Some(_), None, None) => Some(WishKind::Early),
        (None, None, Some(start), Some(date)) => {
            in_weeks(log, date.value, &date.span, planned);
            Some(WishKind::Start(date.value, start.value.minutes()))
        }
        _ => None,
    };
    // What could not be read has been reported already.
    let read = usize::from(file.off.is_some())
        + usize::from(file.late.is_some())
        + usize::from(file.start.is_some());
    if kind.is_none() && read == file.given {
        log.report(&file.span, PeopleCause::UnclearWish);
    }
    Some(Wish { kind: kind?, grade: file.grade })
}
