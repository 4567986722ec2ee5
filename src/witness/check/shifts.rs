//! Shifts of a plan read back, held against the rule they name, and priced minute by minute.

use super::findings::Findings;
use crate::domain::clock::{DAY_MINUTES, TimeOfDay, Weekday};
use crate::domain::finding::{Fault, Forbidden};
use crate::domain::shift::{self, Crew, Stretch};
use crate::scenario::{BreakRule, BreakWindow, Scenario, ShiftRule};
use crate::wire::answer::{self, Plan};

/// A shift as it is worked. Minutes count from midnight before its start and run on past 24:00.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Worked {
    /// How messages name it.
    pub(super) place: String,
    /// Index of the group.
    pub(super) group: usize,
    /// Index of the contract within the group, where it exists.
    pub(super) contract: Option<usize>,
    /// Day of the start.
    pub(super) day: Weekday,
    /// Start, minutes.
    pub(super) start: u32,
    /// End, minutes; at most 24 hours after the start.
    pub(super) end: u32,
    /// Breaks in the order of the plan.
    pub(super) pauses: Vec<Pause>,
    /// Consultants who work it.
    pub(super) count: u32,
}

/// A break as it is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pause {
    /// Start, minutes.
    pub(super) start: u32,
    /// End, minutes.
    pub(super) end: u32,
    /// Whether it is paid time.
    pub(super) paid: bool,
}

impl Worked {
    /// Minutes from start to end.
    pub(super) fn length(&self) -> u32 {
        self.end - self.start
    }

    /// Minutes of presence that are paid: all but those of unpaid breaks.
    fn paid(&self) -> impl Iterator<Item = u32> {
        (self.start..self.end).filter(|minute| {
            !self.pauses.iter().any(|p| !p.paid && (p.start..p.end).contains(minute))
        })
    }

    /// Who is at work when; `None` where a break lies outside of the shift or in another, which is a
    /// finding of its own.
    pub(super) fn crew(&self) -> Option<Crew> {
        let pauses = self.pauses.iter().map(|pause| Stretch::new(pause.start, pause.end));
        let span = Stretch::new(self.start, self.end)?;
        let worked = shift::Worked::new(span, pauses.collect::<Option<Vec<Stretch>>>()?)?;
        Some(Crew { group: self.group, day: self.day, worked, count: self.count })
    }

    /// Paid minutes of one consultant.
    pub(super) fn paid_minutes(&self) -> u32 {
        self.paid().count() as u32
    }

    /// Cost of one consultant's shift: each paid minute at its hourly cost with its premiums.
    pub(super) fn cost(&self, scenario: &Scenario) -> f64 {
        let group = &scenario.groups[self.group];
        let own = self.contract.and_then(|c| group.contracts[c].hourly_cost.as_ref());
        let hourly_cost = own.unwrap_or(&group.hourly_cost).value.get();
        let premiums: f64 = self.paid().map(|minute| premium(scenario, self.day, minute)).sum();
        hourly_cost * (f64::from(self.paid_minutes()) + premiums) / 60.0
    }
}

/// Premiums, as a share of the hourly cost, for the minute that lies this far after the midnight at
/// which `day` begins. Past midnight the next weekday's premium holds, Monday's after Sunday's.
fn premium(scenario: &Scenario, day: Weekday, minute: u32) -> f64 {
    let costs = &scenario.costs;
    let today = Weekday::ALL[(day.index() + (minute / DAY_MINUTES) as usize) % 7];
    let time = minute % DAY_MINUTES;
    let evening = costs.evening.as_ref().filter(|evening| time >= evening.from.minutes());
    let weekend = match today {
        Weekday::Sat => costs.saturday.as_ref(),
        Weekday::Sun => costs.sunday.as_ref(),
        _ => None,
    };
    let holiday = costs.holiday.as_ref().filter(|_| scenario.calendar.holidays[today.index()]);
    evening.map_or(0.0, |evening| evening.premium.value)
        + holiday.or(weekend).map_or(0.0, |share| share.value)
}

/// Reads every shift and holds it against its rule. A shift of an unknown group
/// is reported and left out of everything else.
pub(super) fn read(scenario: &Scenario, plan: &Plan, findings: &mut Findings) -> Vec<Worked> {
    plan.shifts.iter().filter_map(|shift| read_one(scenario, shift, findings)).collect()
}

fn read_one(scenario: &Scenario, shift: &answer::Shift, findings: &mut Findings) -> Option<Worked> {
    let place = format!(
        "shift {}/{}/{} on {} {}–{}",
        shift.group, shift.contract, shift.rule, shift.day, shift.start, shift.end
    );
    let Some(group) = scenario.groups.iter().position(|group| group.id == shift.group) else {
        findings.add(&place, Fault::NoSuchGroup);
        return None;
    };
    let start = shift.start.minutes();
    let (day, end) = (shift.day, after(shift.end, start + 1));
    let contracts = &scenario.groups[group].contracts;
    let contract = contracts.iter().position(|contract| contract.id == shift.contract);
    findings.expect(contract.is_some(), &place, || Fault::NoSuchContract);
    findings.expect(shift.count >= 1, &place, || Fault::NobodyWorks);

    let rule = scenario.shifts.iter().find(|rule| rule.id == shift.rule);
    let pauses = pauses(shift, start);
    let mut worked = Worked { place, group, contract, day, start, end, pauses, count: shift.count };
    match rule {
        Some(rule) => {
            follows(rule, &shift.contract, &worked, findings);
            let due = due_breaks(rule, worked.length());
            for (pause, rule) in worked.pauses.iter_mut().zip(&due) {
                pause.paid = rule.paid;
            }
            breaks_follow(&due, &worked, findings);
        }
        None => findings.add(&worked.place, Fault::NoSuchRule),
    }
    let hours = f64::from(worked.paid_minutes()) / 60.0;
    findings.number(&worked.place, "paid_hours", shift.paid_hours, hours);
    findings.number(&worked.place, "cost", shift.cost, worked.cost(scenario));
    Some(worked)
}

/// The first minute at or after `from` at which the clock shows `time`.
fn after(time: TimeOfDay, from: u32) -> u32 {
    let time = time.minutes() % DAY_MINUTES;
    let days = from.saturating_sub(time).div_ceil(DAY_MINUTES);
    time + days * DAY_MINUTES
}

/// The breaks; each begins at or after the start and ends after it begins.
fn pauses(shift: &answer::Shift, start: u32) -> Vec<Pause> {
    let pause = |[from, to]: &[TimeOfDay; 2]| {
        let from = after(*from, start);
        Pause { start: from, end: after(*to, from + 1), paid: false }
    };
    shift.breaks.iter().map(pause).collect()
}

/// Whether the rule allows this group, contract, day, start and length.
fn follows(rule: &ShiftRule, contract: &str, worked: &Worked, findings: &mut Findings) {
    let place = &worked.place;
    let mut allow = |holds: bool, what: Forbidden| {
        findings.expect(holds, place, || Fault::Forbidden(what));
    };
    allow(rule.groups.contains(&worked.group), Forbidden::Group);
    let any_contract = rule.contracts.is_empty();
    allow(any_contract || rule.contracts.iter().any(|id| id == contract), Forbidden::Contract);
    allow(rule.days.contains(&worked.day), Forbidden::Day(worked.day));
    allow(rule.starts.contains(&worked.start), Forbidden::Start);
    let length = worked.length();
    allow(rule.lengths.contains(&length), Forbidden::Length(length));
}

/// The breaks that a shift of this length must have, in order.
fn due_breaks(rule: &ShiftRule, length: u32) -> Vec<&BreakRule> {
    rule.breaks.iter().filter(|rule| rule.min_shift <= length).collect()
}

/// Whether the breaks are those due: as many, as long, each in its window, one after the other.
fn breaks_follow(due: &[&BreakRule], worked: &Worked, findings: &mut Findings) {
    let (place, pauses) = (&worked.place, &worked.pauses);
    findings.expect(pauses.len() == due.len(), place, || Fault::BreakCount {
        breaks: pauses.len(),
        due: due.len(),
    });
    for (number, (pause, rule)) in pauses.iter().zip(due).enumerate() {
        let (number, minutes) = (number + 1, pause.end - pause.start);
        findings.expect(minutes == rule.minutes, place, || Fault::BreakLength {
            number,
            minutes,
            due: rule.minutes,
        });
        let (from, to) = window(rule, worked);
        findings.expect(
            from <= i64::from(pause.start) && i64::from(pause.end) <= to,
            place,
            || Fault::BreakWindow { number },
        );
    }
    for (number, pair) in pauses.windows(2).enumerate() {
        findings.expect(pair[0].end <= pair[1].start, place, || Fault::BreaksOverlap {
            number: number + 1,
        });
    }
}

/// Earliest start and latest end of a break, always within the shift.
fn window(rule: &BreakRule, worked: &Worked) -> (i64, i64) {
    let (start, end) = (i64::from(worked.start), i64::from(worked.end));
    match rule.window {
        BreakWindow::Relative { after_start, before_end } => {
            (start + i64::from(after_start), end - i64::from(before_end))
        }
        BreakWindow::Clock(stretch) => {
            (start.max(stretch.from.minutes().into()), end.min(stretch.to.minutes().into()))
        }
    }
}
