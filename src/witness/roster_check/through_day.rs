//! What callers experience through the day, played out anew with the roster's own people.

use super::person::{Person, Shift};
use super::{Case, cover, rules};
use crate::domain::clock::{DAY_MINUTES, Weekday};
use crate::domain::finding::{Counted, Fault, Finding};
use crate::domain::shift::{Crew, Stretch, Worked};
use crate::scenario::Scenario;
use crate::wire::answer::{Decided, TargetThroughDay};
use crate::wire::roster_answer::{Roster, WeekThroughDay};
use crate::witness::check::through_day::{Claim, of_roster};

const WEEK: i32 = 7 * DAY_MINUTES as i32;

/// Lays the roster's figures of every week beside weeks played out anew, if it has any.
pub(super) fn check(case: &mut Case<'_>, roster: &Roster, people: &[Person<'_>]) {
    if roster.through_day.is_empty() {
        return;
    }
    let weeks = case.settings.weeks as usize;
    if roster.through_day.len() != weeks {
        let claimed = roster.through_day.len().to_string();
        let expected = weeks.to_string();
        case.add("through_day", Fault::InsteadOf { claimed, what: Counted::Weeks, expected });
        return;
    }
    for (w, week) in roster.through_day.iter().enumerate() {
        identity(case, w, week);
        let scenario = teams(case.week(7 * w as i32), people);
        let closing = cover::closing(&scenario, case.settings);
        let crews = crews(case, &scenario, people, w as i32);
        let found = of_roster(&scenario, &closing, &claims(week), (&crews, case.time_left));
        let of_week = |f: Finding| (format!("week of {}: {}", week.monday, f.place), f.fault);
        found.into_iter().map(of_week).for_each(|(place, fault)| case.add(&place, fault));
        promises(case, week);
    }
}

/// Whether the week, its lines and their promises are those of the scenario.
fn identity(case: &mut Case<'_>, w: usize, week: &WeekThroughDay) {
    let place = format!("week of {}", week.monday);
    if week.monday != case.date(7 * w as i32).to_string() {
        case.add(&place, Fault::OtherMonday);
    }
    if week.lines.len() != case.scenario.lines.len() {
        let claimed = week.lines.len().to_string();
        let expected = case.scenario.lines.len().to_string();
        case.add(&place, Fault::InsteadOf { claimed, what: Counted::Lines, expected });
    }
    for (claimed, line) in week.lines.iter().zip(&case.scenario.lines) {
        let told = claimed.targets.iter().map(|t| (t.measure, t.over, t.between, t.promised));
        let own = line
            .targets
            .iter()
            .map(|t| (t.measure.name(), t.over, t.between, t.measure.promised()));
        if claimed.line != line.id || told.ne(own) {
            case.add(&place, Fault::OtherPromises { line: line.id.clone() });
        }
    }
}

fn claims(week: &WeekThroughDay) -> Vec<Claim<'_>> {
    let lines = week.lines.iter().map(|line| Claim {
        line: &line.line,
        threshold_s: line.threshold_s,
        figures: Some(&line.figures),
        targets: &line.targets,
    });
    lines.collect()
}

/// Whether what is listed as broken is what the promises say.
fn promises(case: &mut Case<'_>, week: &WeekThroughDay) {
    let mut missed = Vec::new();
    for line in &week.lines {
        for target in &line.targets {
            // What lies within the interval of what was played out is open, not broken.
            let decided = |t: &TargetThroughDay| t.decided(target.measure, target.promised);
            let through = target.through_day.as_ref();
            if through.is_some_and(|t| decided(t) == Decided::Broken) {
                missed.push((&line.line, &target.measure, &target.over, &target.between));
            }
        }
    }
    let listed: Vec<_> =
        week.broken.iter().map(|b| (&b.line, &b.measure, &b.over, &b.between)).collect();
    for (line, measure, over, _) in missed.iter().filter(|miss| !listed.contains(miss)) {
        let place = format!("week of {}, line {line}", week.monday);
        let (measure, over) = (measure.code().to_owned(), over.code().to_owned());
        case.add(&place, Fault::BrokenUnlisted { measure, over });
    }
}

/// The scenario with a group of its own for each set of lines that people of a group answer.
fn teams(scenario: &Scenario, people: &[Person<'_>]) -> Scenario {
    let mut own = cover::skills(scenario, people);
    for group in &mut own.groups {
        group.id = team(&group.id, &group.lines);
    }
    own
}

fn team(group: &str, lines: &[usize]) -> String {
    format!("{group} {lines:?}")
}

/// Everybody's presence in a week. What lies past its end is the next week's; the first Monday has what
/// the roster before leaves, or without one what the first Sunday does.
fn crews(case: &Case<'_>, scenario: &Scenario, people: &[Person<'_>], w: i32) -> Vec<Crew> {
    let alone = w == 0 && case.settings.previous.is_empty();
    let mut all = Vec::new();
    for person in people {
        let group = &case.scenario.groups[person.consultant.group].id;
        let name = team(group, &person.consultant.personal.lines);
        let Some(group) = scenario.groups.iter().position(|group| group.id == name) else {
            continue;
        };
        let mut add = |shift: &Shift, within, by| all.extend(piece(group, shift, within, by));
        for shift in &person.shifts {
            add(shift, [w * WEEK, (w + 1) * WEEK], 0);
            if alone && shift.start < WEEK {
                add(shift, [WEEK, 2 * WEEK], -WEEK);
            }
        }
        if w == 0 {
            before(case, person).for_each(|shift| add(&shift, [0, WEEK], 0));
        }
    }
    all
}

/// What somebody worked before the first day planned.
fn before(case: &Case<'_>, person: &Person<'_>) -> impl Iterator<Item = Shift> {
    let earlier = rules::times(case, person).into_iter().filter(|(start, _)| *start < 0);
    earlier.map(|(start, end)| Shift {
        start,
        end,
        paid: 0,
        paid_breaks: 0,
        breaks: Vec::new(),
        cost: 0.0,
        off: Vec::new(),
    })
}

/// The part of a shift between two minutes, moved by some minutes, in the days of a week.
fn piece(group: usize, shift: &Shift, [from, to]: [i32; 2], by: i32) -> Option<Crew> {
    let within = |(a, b): (i32, i32)| Some((a.max(from), b.min(to))).filter(|(a, b)| a < b);
    let (start, end) = within((shift.start, shift.end))?;
    let first = (start + by).rem_euclid(WEEK) as u32;
    let midnight = start - (first % DAY_MINUTES) as i32;
    let part = |(a, b): (i32, i32)| Stretch::new((a - midnight) as u32, (b - midnight) as u32);
    // Work away from the phone takes nobody's call, as a break does not.
    let off = shift.off.iter().map(|off| (off.from, off.to));
    let away = shift.breaks.iter().copied().chain(off);
    let breaks = away.filter_map(|pair| part(within(pair)?));
    Some(Crew {
        group,
        day: Weekday::ALL[(first / DAY_MINUTES) as usize],
        worked: Worked::new(part((start, end))?, breaks.collect())?,
        count: 1,
    })
}
