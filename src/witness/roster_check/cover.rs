//! Who is at the phone when, against what the lines need.

use super::person::{Person, Shift};
use super::{Case, activities};
use crate::domain::finding::{Counted, Fault};
use crate::scenario::roster::RosterSettings;
use crate::scenario::{Closing, Over, Scenario};
use crate::wire::roster_answer::{Goal, Roster};
use crate::witness::check::needs::needs;
use std::collections::BTreeMap;

const WEEK: i32 = 7 * 1440;

/// Recomputes needs and people on duty in every interval of every week, and whether what is short is
/// owned up to. Fewest and most person-hours short of what the roster says is required: of the sets in an
/// interval the one that is shortest, and all, as needs that sets share may be counted once.
/// Person-hours short of leaders, who are asked for beside, count in all.
pub(super) fn check(
    case: &mut Case<'_>,
    roster: &Roster,
    people: &[Person<'_>],
    led: f64,
) -> (f64, f64) {
    let mut short = 0.0;
    let mut worst: BTreeMap<(i32, usize), f64> = BTreeMap::new();
    let mut all = 0.0;
    let mut rows = 0;
    for w in 0..case.settings.weeks as i32 {
        let scenario = skills(case.week(7 * w), people);
        let closing = closing(&scenario, case.settings);
        for need in needs(&scenario, &closing) {
            rows += 1;
            let (by_formula, claimed) = interval(case, roster, people, (w, &scenario), &need);
            short += by_formula;
            all += claimed;
            let worst = worst.entry((w, need.interval)).or_default();
            *worst = worst.max(claimed);
        }
    }
    short += led;
    if rows != roster.coverage.len() {
        let claimed = roster.coverage.len().to_string();
        let expected = rows.to_string();
        case.add("coverage", Fault::InsteadOf { claimed, what: Counted::Rows, expected });
    }
    let claimed = roster.stages.iter().find(|s| s.stage == Goal::Coverage).map_or(0.0, |s| s.value);
    // Needs that several sets share are counted once in the roster and by set here.
    if short > 1e-6 && (claimed <= 0.0 || roster.shortages.is_empty()) {
        case.add("coverage", Fault::ShortSilent { hours: short });
    }
    (worst.values().sum::<f64>() + led, all + led)
}

/// The closing of each line.
pub(super) fn closing<'a>(
    scenario: &'a Scenario,
    settings: &RosterSettings,
) -> Vec<Option<&'a Closing>> {
    let lines = scenario.lines.iter().zip(&settings.closing);
    lines.map(|(line, k)| k.map(|k| &line.candidates[k])).collect()
}

/// The scenario with a group for each set of lines that people answer.
pub(super) fn skills(scenario: &Scenario, people: &[Person<'_>]) -> Scenario {
    let mut own = scenario.clone();
    own.groups.clear();
    for person in people {
        let mut group = scenario.groups[person.consultant.group].clone();
        group.lines.clone_from(&person.consultant.personal.lines);
        if !own.groups.iter().any(|g| g.id == group.id && g.lines == group.lines) {
            own.groups.push(group);
        }
    }
    own
}

/// Person-hours short of one need, as recomputed and as the roster says is required.
fn interval(
    case: &mut Case<'_>,
    roster: &Roster,
    people: &[Person<'_>],
    (w, scenario): (i32, &Scenario),
    need: &crate::witness::check::needs::Need,
) -> (f64, f64) {
    let grid = scenario.calendar.grid;
    let (weekday, minute) = grid.start_of(need.interval);
    let day = 7 * w + weekday.index() as i32;
    let from = w * WEEK + weekday.index() as i32 * 1440 + minute as i32;
    let step = grid.minutes() as i32;
    let able = || {
        people.iter().filter(|p| p.consultant.personal.lines.iter().any(|l| need.lines.contains(l)))
    };
    let shrinkage = |p: &Person<'_>| {
        scenario
            .groups
            .iter()
            .find(|g| g.id == case.scenario.groups[p.consultant.group].id)
            .map_or(0.0, |g| g.shrinkage.value.get())
    };
    let (mut on_duty, mut at_phone) = (0.0, 0.0);
    for person in able() {
        let share = f64::from(present(person, from, from + step)) / f64::from(step);
        on_duty += share;
        at_phone += share * (1.0 - shrinkage(person));
    }
    let shares: Vec<f64> = able().map(shrinkage).collect();
    let uniform = shares.first().filter(|first| shares.iter().all(|s| s == *first)).copied();
    let place = format!(
        "{} {:02}:{:02} {}",
        case.date(day),
        minute / 60,
        minute % 60,
        names(scenario, &need.lines)
    );
    let required = compare(case, roster, &place, need, (day, minute), (on_duty, at_phone));
    let asked = !(w == 0 && day == 0 && minute < first_start(case));
    let short = |agents: u32| {
        let crew = f64::from(need.crew);
        // Where all are alike a crew that is asked for is part of the one need; else they are two.
        let lacks = match uniform {
            Some(share) => {
                [(f64::from(agents) / (1.0 - share) - 1e-9).ceil().max(crew) - on_duty, 0.0]
            }
            // Nobody answers the lines: who would be at the phone would be on duty.
            None if shares.is_empty() => [f64::from(agents).max(crew), 0.0],
            None => [f64::from(agents) - at_phone, crew - on_duty],
        };
        let lack: f64 = lacks.into_iter().filter(|lack| *lack > 1e-6).sum();
        if asked { lack * grid.hours() } else { 0.0 }
    };
    let (by_formula, claimed) = (short(need.least), short(required));
    if claimed > 0.0 {
        let able: Vec<&Person<'_>> = able().collect();
        activities::where_short(case, &able, (from, from + step));
    }
    (by_formula, claimed)
}

/// On the first morning what only a night shift of the week before could give is not asked for.
pub(super) fn first_start(case: &Case<'_>) -> u32 {
    let night = case.scenario.shifts.iter().any(|s| {
        s.days.iter().any(|d| d.index() == 6)
            && s.starts.last().zip(s.lengths.last()).is_some_and(|(a, b)| a + b > 1440)
    });
    if !night {
        return 0;
    }
    let mondays = case.scenario.shifts.iter().filter(|s| s.days.iter().any(|d| d.index() == 0));
    mondays.filter_map(|s| s.starts.first().copied()).min().unwrap_or(0)
}

/// Minutes of a stretch that a person is on duty, on no break and at no work away from the phone.
pub(super) fn present(person: &Person<'_>, from: i32, to: i32) -> u32 {
    let near: Vec<&Shift> = person.shifts.iter().filter(|s| s.start < to && from < s.end).collect();
    if near.is_empty() {
        return 0;
    }
    (from..to)
        .filter(|m| {
            near.iter().any(|s| {
                let off = |a: i32, b: i32| a <= *m && *m < b;
                off(s.start, s.end)
                    && !s.breaks.iter().any(|(a, b)| off(*a, *b))
                    && !s.off.iter().any(|o| off(o.from, o.to))
            })
        })
        .count() as u32
}

fn names(scenario: &Scenario, lines: &[usize]) -> String {
    let mut ids: Vec<&str> = lines.iter().map(|l| scenario.lines[*l].id.as_str()).collect();
    ids.sort_unstable();
    ids.join("+")
}

/// Holds the roster's own row of this need against it; agents that the row requires.
fn compare(
    case: &mut Case<'_>,
    roster: &Roster,
    place: &str,
    need: &crate::witness::check::needs::Need,
    (day, minute): (i32, u32),
    (on_duty, at_phone): (f64, f64),
) -> u32 {
    let date = case.date(day).to_string();
    let start = format!("{:02}:{:02}", minute / 60, minute % 60);
    let lines = names(case.scenario, &need.lines);
    let row = roster
        .coverage
        .iter()
        .find(|c| c.date == date && c.start == start && c.lines.join("+") == lines);
    let Some(row) = row else {
        case.add(place, Fault::NoCoverage);
        return need.least;
    };
    if (row.on_duty - on_duty).abs() > 1e-4 || (row.at_phone - at_phone).abs() > 1e-4 {
        case.add(place, Fault::OnDutyClaimed { claimed: row.on_duty, recomputed: on_duty });
    }
    let raised = roster
        .raised
        .iter()
        .find(|r| (&r.date, &r.start, &r.lines) == (&row.date, &row.start, &row.lines));
    let by_formula = raised.map_or(row.required, |raised| raised.by_formula);
    if raised.is_some_and(|raised| raised.planned != row.required) {
        case.add(place, Fault::RaisedOtherwise { required: row.required });
    }
    // Promises over a day or the week may ask for more than those of the interval.
    let mut targets = case.scenario.lines.iter().flat_map(|line| &line.targets);
    let plain = targets.all(|target| target.over == Over::Interval);
    if plain && by_formula > need.most {
        case.add(place, Fault::ByFormula { claimed: by_formula, recomputed: need.most });
    }
    if row.crew_required != need.crew {
        let (claimed, least) = (row.crew_required, need.crew);
        case.add(place, Fault::RequiredClaimed { claimed, least });
    }
    if row.required < need.least {
        case.add(place, Fault::RequiredClaimed { claimed: row.required, least: need.most });
    }
    row.required
}
