//! Rules for shifts and their breaks.

use super::file_staff::{BreakFile, ShiftFile, StartsFile};
use super::problems::{At, Span, nearest, shown};
use super::validate::{Context, at_most, resolve};
use super::validate_hours::{Hours, in_calendar, on_grid, stretch};
use super::{BreakRule, BreakWindow, Contract, Group, Line, ShiftRule};
use crate::domain::cause::{Crowd, Gridded, Kind, StaffCause, SyntaxCause};
use crate::domain::clock::DAY_MINUTES;

/// Judges a `[[shift]]`.
pub(super) fn shift(
    context: &Context,
    lines: &[Usual],
    groups: &[Group],
    file: &ShiftFile,
) -> ShiftRule {
    let members = groups_of(context, groups, file);
    if let Some(days) = &file.days {
        days.iter().for_each(|day| in_calendar(context, day));
    }
    contracts_exist(context, groups, &members, file);
    let before = context.log.count();
    let rule = ShiftRule {
        id: file.id.value.clone(),
        groups: members,
        contracts: file.contracts.iter().map(|c| c.value.clone()).collect(),
        days: match &file.days {
            Some(days) => {
                let mut days: Vec<_> = days.iter().map(|d| d.value).collect();
                days.sort();
                days
            }
            None => context.calendar.days.clone(),
        },
        starts: starts(context, file),
        lengths: lengths(context, file),
        breaks: file.breaks.iter().filter_map(|b| break_rule(context, b)).collect(),
    };
    if before == context.log.count() && rule.breaks.len() == file.breaks.len() {
        breaks_fit(context, file, &rule);
        fits_contracts(context, groups, file, &rule);
        covers_something(context, lines, groups, file, &rule);
    }
    rule
}

fn groups_of(context: &Context, groups: &[Group], file: &ShiftFile) -> Vec<usize> {
    let mut members = Vec::new();
    for name in &file.groups {
        let known = groups.iter().map(|g| g.id.as_str());
        match resolve(context.log, Kind::Group, name, known) {
            Some(index) if members.contains(&index) => context
                .log
                .report(&name.span, SyntaxCause::GroupTwice { group: name.value.clone() }),
            Some(index) => members.push(index),
            None => {}
        }
    }
    members
}

/// Contracts of a group that a shift is for.
fn contracts_for<'g>(group: &'g Group, file: &ShiftFile) -> impl Iterator<Item = &'g Contract> {
    let named: Vec<String> = file.contracts.iter().map(|c| c.value.clone()).collect();
    group.contracts.iter().filter(move |c| named.is_empty() || named.contains(&c.id))
}

/// Every contract named belongs to a group of the shift, and every group has one of them.
fn contracts_exist(context: &Context, groups: &[Group], members: &[usize], file: &ShiftFile) {
    if members.is_empty() || members.len() != file.groups.len() {
        return;
    }
    let mut complete = true;
    let known = || members.iter().flat_map(|g| groups[*g].contracts.iter().map(|c| c.id.as_str()));
    for name in &file.contracts {
        if !known().any(|id| id == name.value) {
            complete = false;
            let meant = nearest(&name.value, known()).map(str::to_owned);
            context.log.report(
                &name.span,
                StaffCause::UnknownContract {
                    contract: shown(&name.value),
                    meant,
                    known: known().take(8).map(str::to_owned).collect(),
                },
            );
        }
    }
    for (group, name) in members.iter().map(|g| &groups[*g]).zip(&file.groups) {
        if complete && contracts_for(group, file).next().is_none() {
            context.log.report(&name.span, StaffCause::NoneOfContracts { group: group.id.clone() });
        }
    }
}

fn starts(context: &Context, file: &ShiftFile) -> Vec<u32> {
    let mut starts: Vec<u32> = Vec::new();
    match &file.starts {
        None => {}
        Some(StartsFile::Times(times)) => {
            for time in times {
                let minutes = time.value.minutes();
                on_grid(context, minutes, &time.span, Gridded::Time);
                before_midnight(context, minutes, &time.span);
                named_once(context, &starts, minutes, &time.span);
                starts.push(minutes);
            }
        }
        Some(StartsFile::Range { span, from, to, every }) => {
            let (first, last, step) = (from.value.minutes(), to.value.minutes(), every.value);
            on_grid(context, first, &from.span, Gridded::Time);
            on_grid(context, step, &every.span, Gridded::Step);
            before_midnight(context, last, &to.span);
            if first > last {
                context
                    .log
                    .report(span, StaffCause::StartsReversed { from: from.value, to: to.value });
            }
            starts.extend((first..=last).step_by(step as usize));
        }
    }
    starts.sort_unstable();
    starts
}

fn before_midnight(context: &Context, minutes: u32, span: &Span) {
    if minutes >= DAY_MINUTES {
        context.log.report(span, StaffCause::StartAtMidnight);
    }
}

fn named_once(context: &Context, seen: &[u32], minutes: u32, span: &Span) {
    if seen.contains(&minutes) {
        context.log.report(span, SyntaxCause::ValueTwice);
    }
}

fn lengths(context: &Context, file: &ShiftFile) -> Vec<u32> {
    let mut lengths: Vec<u32> = Vec::new();
    for length in &file.lengths {
        on_grid(context, length.value, &length.span, Gridded::Length);
        named_once(context, &lengths, length.value, &length.span);
        lengths.push(length.value);
    }
    lengths.sort_unstable();
    at_most(context.log, &file.span, Crowd::Breaks, file.breaks.len(), 8);
    lengths
}

fn break_rule(context: &Context, file: &BreakFile) -> Option<BreakRule> {
    if file.twice {
        context.log.report(&file.span, StaffCause::WindowTwice);
    }
    let window = match &file.window {
        Some(raw) => BreakWindow::Clock(stretch(context, raw)?),
        None => BreakWindow::Relative {
            after_start: file.after.as_ref().map_or(60, |m| m.value),
            before_end: file.before_end.as_ref().map_or(60, |m| m.value),
        },
    };
    let minutes = file.minutes.as_ref()?.value;
    Some(BreakRule { minutes, paid: file.paid, min_shift: file.min_shift, window })
}

/// When a break may lie in one shift, in minutes after midnight.
fn window(rule: &BreakRule, start: u32, length: u32) -> (u32, u32) {
    match rule.window {
        BreakWindow::Relative { after_start, before_end } => {
            (start + after_start, (start + length).saturating_sub(before_end))
        }
        BreakWindow::Clock(s) => (s.from.minutes().max(start), s.to.minutes().min(start + length)),
    }
}

/// In every shift the rule makes, each break fits its window and the windows follow one another.
fn breaks_fit(context: &Context, file: &ShiftFile, rule: &ShiftRule) {
    let mut told = vec![false; rule.breaks.len()];
    for start in &rule.starts {
        for length in &rule.lengths {
            let mut last: Option<(u32, u32)> = None;
            for (index, pause) in
                rule.breaks.iter().enumerate().filter(|(_, b)| b.min_shift <= *length)
            {
                let (from, to) = window(pause, *start, *length);
                let span = &file.breaks[index].span;
                let shift = (*start, start + length);
                let cause = if to < from + pause.minutes {
                    let room = to.saturating_sub(from);
                    Some(StaffCause::BreakTooLong { shift, room, minutes: pause.minutes })
                } else {
                    let other = last.filter(|(_, end)| from < *end);
                    let window = (from, to);
                    other.map(|other| StaffCause::BreaksOverlap { shift, window, other })
                };
                if let Some(cause) = cause.filter(|_| !told[index]) {
                    told[index] = true;
                    context.log.report(span, cause);
                }
                last = Some((from, to));
            }
        }
    }
}

/// No shift is longer than what one person on its contracts may work in a week.
fn fits_contracts(context: &Context, groups: &[Group], file: &ShiftFile, rule: &ShiftRule) {
    for length in &file.lengths {
        let unpaid: u32 = rule
            .breaks
            .iter()
            .filter(|b| !b.paid && b.min_shift <= length.value)
            .map(|b| b.minutes)
            .sum();
        let paid = length.value.saturating_sub(unpaid);
        let contracts = rule
            .groups
            .iter()
            .flat_map(|g| contracts_for(&groups[*g], file).map(|c| (&groups[*g], c)));
        if let Some((group, contract)) =
            contracts.into_iter().find(|(_, c)| paid > c.weekly_minutes)
        {
            too_long(context, length, paid, group, contract);
        }
    }
}

fn too_long(context: &Context, length: &At<u32>, paid: u32, group: &Group, contract: &Contract) {
    context.log.report(
        &length.span,
        StaffCause::ShiftTooLong {
            hours: f64::from(paid) / 60.0,
            weekly: f64::from(contract.weekly_minutes) / 60.0,
            contract: contract.id.clone(),
            group: group.id.clone(),
        },
    );
}

/// A line with its hours in a week without public holidays: those of a particular week say nothing of
/// whether a shift rule makes sense.
pub(super) struct Usual<'a> {
    pub line: &'a Line,
    pub hours: &'a Hours,
}

/// Some shift of the rule covers some interval in which a line of its groups is usually open.
fn covers_something(
    context: &Context,
    lines: &[Usual],
    groups: &[Group],
    file: &ShiftFile,
    rule: &ShiftRule,
) {
    let complete = rule.groups.len() == file.groups.len()
        && rule.groups.iter().all(|g| !groups[*g].lines.is_empty())
        && lines.iter().all(|l| l.hours.iter().any(|h| !h.is_empty()));
    if !complete || rule.starts.is_empty() || rule.lengths.is_empty() {
        return;
    }
    let week = 7 * DAY_MINUTES;
    let answered: Vec<&Usual> =
        rule.groups.iter().flat_map(|g| &groups[*g].lines).map(|l| &lines[*l]).collect();
    let covers = rule.days.iter().any(|day| {
        rule.starts.iter().any(|start| {
            let from = day.index() as u32 * DAY_MINUTES + start;
            let to = from + rule.lengths.last().copied().unwrap_or(0);
            open_minutes(&answered).any(|(open, close)| {
                (open < to && from < close) || (open + week < to && from < close + week)
            })
        })
    });
    if !covers {
        context
            .log
            .report(&file.id.span, StaffCause::CoversNothing { shift: file.id.value.clone() });
    }
}

/// Usual opening stretches of a week at the latest candidates, in minutes from Monday 00:00.
fn open_minutes<'l>(lines: &'l [&'l Usual<'l>]) -> impl Iterator<Item = (u32, u32)> + 'l {
    lines.iter().flat_map(|line| {
        line.hours.iter().enumerate().flat_map(move |(day, stretches)| {
            let latest = line.line.candidates.iter().filter_map(|c| c.close[day]).max();
            let base = day as u32 * DAY_MINUTES;
            stretches.iter().enumerate().map(move |(index, s)| {
                let last = index + 1 == stretches.len();
                let to = latest.filter(|_| last).map_or(s.to, |l| l.max(s.to));
                (base + s.from.minutes(), base + to.minutes())
            })
        })
    })
}
