//! Rules for groups, their contracts and the lines they share.

use super::file::ScenarioFile;
use super::file_staff::{ContractFile, GroupFile};
use super::problems::{At, Log};
use super::validate::{at_most, distinct, resolve};
use super::validate_line::uncertain;
use super::{Contract, Group, Line, Routing, ShiftRule};
use crate::domain::cause::{Crowd, Kind, StaffCause, SyntaxCause};
use crate::domain::units::{Basis, Money, Share, Uncertain};

/// Most lines that may be connected by shared consultants: each set of them is a row of the plan.
const CONNECTED_MAX: usize = 8;

/// Judges a `[[group]]`.
pub(super) fn group(log: &Log, lines: &[Line], file: &GroupFile) -> Group {
    for heads in
        file.head_count.iter().chain(file.contracts.iter().filter_map(|c| c.heads.as_ref()))
    {
        heads_above_zero(log, heads);
    }
    distinct(log, Kind::Contract, file.contracts.iter().map(|c| &c.id));
    at_most(log, &file.span, Crowd::Contracts, file.contracts.len(), 16);
    shares_leave_room(log, file);
    let contracts = if file.contracts_given {
        file.contracts.iter().map(|c| contract(log, c)).collect()
    } else {
        vec![Contract {
            id: "full".into(),
            weekly_minutes: 2400,
            days_per_week: 5,
            heads: None,
            share_max: None,
            hourly_cost: None,
        }]
    };
    Group {
        id: file.id.value.clone(),
        name: file.name.clone().unwrap_or_else(|| file.id.value.clone()),
        lines: lines_of(log, lines, file),
        head_count: file.head_count.as_ref().map(|h| h.value),
        contracts,
        routing: file.routing.unwrap_or(Routing::LongestWait),
        shrinkage: shrinkage(log, file),
        hourly_cost: file
            .hourly_cost
            .as_ref()
            .map_or(Uncertain::plain(Money::default(), Basis::Assumed), |cost| {
                uncertain(cost, Money::new)
            }),
    }
}

/// The lines a group answers exist and are named once.
fn lines_of(log: &Log, lines: &[Line], file: &GroupFile) -> Vec<usize> {
    let mut indices = Vec::new();
    for name in &file.lines {
        let Some(index) = resolve(log, Kind::Line, name, lines.iter().map(|l| l.id.as_str()))
        else {
            continue;
        };
        if indices.contains(&index) {
            log.report(&name.span, SyntaxCause::LineTwice { line: name.value.clone() });
        } else {
            indices.push(index);
        }
    }
    indices
}

/// A number of people is at least one.
fn heads_above_zero(log: &Log, heads: &At<u32>) {
    if heads.value == 0 {
        log.report(&heads.span, StaffCause::NoPeople);
    }
}

fn contract(log: &Log, file: &ContractFile) -> Contract {
    let days = file.days_per_week.as_ref().map_or(5.0, |d| d.value);
    if let (false, Some(at)) = ((1..=7).any(|d| f64::from(d) == days), &file.days_per_week) {
        log.report(&at.span, StaffCause::DaysPerWeek { days });
    }
    let hours = file.weekly_hours.as_ref().map_or(40.0, |h| h.value);
    Contract {
        id: file.id.value.clone(),
        weekly_minutes: ((hours * 60.0 + 1e-6).floor() as u32).max(1),
        days_per_week: days as u32,
        heads: file.heads.as_ref().map(|h| h.value),
        share_max: file.share_max.as_ref().and_then(|s| Share::new(s.value)),
        hourly_cost: file.hourly_cost.as_ref().map(|cost| uncertain(cost, Money::new)),
    }
}

/// Some contract may fill what the others leave.
fn shares_leave_room(log: &Log, file: &GroupFile) {
    let shares: Vec<&At<f64>> =
        file.contracts.iter().filter_map(|c| c.share_max.as_ref()).collect();
    let sum: f64 = shares.iter().map(|s| s.value).sum();
    if let (true, true, Some(last)) =
        (shares.len() == file.contracts.len(), sum < 1.0 - 1e-9, shares.last())
    {
        log.report(&last.span, StaffCause::SharesTooSmall { sum });
    }
}

/// Shrinkage leaves somebody at the phone.
fn shrinkage(log: &Log, file: &GroupFile) -> Uncertain<Share> {
    let Some(at) = &file.shrinkage else {
        return Uncertain::plain(Share::default(), Basis::Assumed);
    };
    if at.value.value >= 1.0 || at.value.high.is_some_and(|h| h >= 1.0) {
        log.report(&at.span, StaffCause::AllAway);
    }
    uncertain(&at.value, Share::new)
}

/// Every line is answered by some group.
pub(super) fn lines_answered(log: &Log, mirror: &ScenarioFile, groups: &[Group]) {
    // A misspelt line has been reported where it is named.
    let named = |file: &GroupFile, group: &Group| {
        group.lines.len() == file.lines.len() && !file.lines.is_empty()
    };
    let clear = mirror.groups.iter().zip(groups).all(|(file, group)| named(file, group));
    for (index, line) in mirror.lines.iter().enumerate() {
        if clear && !groups.is_empty() && !groups.iter().any(|g| g.lines.contains(&index)) {
            log.report(&line.id.span, StaffCause::Unanswered { line: line.id.value.clone() });
        }
    }
}

/// Every group works some shift.
pub(super) fn groups_with_shifts(log: &Log, mirror: &ScenarioFile, shifts: &[ShiftRule]) {
    let clear =
        mirror.shifts.iter().zip(shifts).all(|(file, shift)| {
            shift.groups.len() == file.groups.len() && !file.groups.is_empty()
        });
    for (index, group) in mirror.groups.iter().enumerate() {
        if clear && !shifts.is_empty() && !shifts.iter().any(|s| s.groups.contains(&index)) {
            log.report(&group.id.span, StaffCause::WithoutShift { group: group.id.value.clone() });
        }
    }
}

/// Lines connected by shared consultants are few: their sets multiply.
pub(super) fn connected_lines(log: &Log, mirror: &ScenarioFile, groups: &[Group]) {
    let count = mirror.lines.len();
    let mut root: Vec<usize> = (0..count).collect();
    for group in groups {
        for pair in group.lines.windows(2) {
            let (keep, drop) = (root[pair[0]], root[pair[1]]);
            root.iter_mut().filter(|r| **r == drop).for_each(|r| *r = keep);
        }
    }
    for start in 0..count {
        let set: Vec<usize> = (0..count).filter(|i| root[*i] == start).collect();
        let group = groups
            .iter()
            .zip(&mirror.groups)
            .rfind(|(g, _)| g.lines.len() > 1 && root[g.lines[0]] == start);
        if let (true, Some((_, file))) = (set.len() > CONNECTED_MAX, group) {
            log.report(
                &file.id.span,
                StaffCause::TooConnected { lines: set.len(), most: CONNECTED_MAX },
            );
        }
    }
}
