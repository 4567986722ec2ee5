//! The sentences of an explanation, in English.

use crate::domain::clock::{Grid, TimeOfDay, Weekday, clock_text};
use crate::plan::requirements::SetInterval;
use crate::plan::shift_plan::block::Week;
use crate::plan::shift_plan::build::duty_intervals;
use crate::scenario::{Measure, Scenario};
use crate::wire::answer::{BindingLimit, Limit, Shortage};

/// A weekday's name.
pub fn day_name(day: Weekday) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][day.index()]
}

/// A number with at most one decimal, none where it is whole; small amounts with two.
pub fn number(value: f64) -> String {
    let places = if value.abs() < 0.095 { 100.0 } else { 10.0 };
    let rounded = (value * places).round() / places;
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded}") }
}

fn counted(value: f64, one: &str, many: &str) -> String {
    let text = number(value);
    if text == "1" { format!("1 {one}") } else { format!("{text} {many}") }
}

/// The remedy for a head count: people now and how many more are needed at least.
pub fn more_heads(more: Option<(u32, u32)>, place: &str) -> String {
    match more {
        Some((now, more)) => {
            let people = if more == 1 { "person" } else { "people" };
            format!(
                "either allow at least {more} more {people} {place} ({} in place of {now}) or ease \
                 the targets",
                now + more
            )
        }
        None => format!("either allow more people {place} or ease the targets"),
    }
}

/// The remedy for the days of a contract.
pub fn more_days(days: Option<u32>, contract: &str) -> String {
    let amount = days.map_or("more working days".to_owned(), |d| {
        let days = if d == 1 { "working day" } else { "working days" };
        format!("at least {d} more {days} a week")
    });
    format!("either allow {amount} on contract {contract} or put more people on it")
}

/// The remedy for the hours of a contract.
pub fn more_hours(hours: Option<f64>, contract: &str) -> String {
    let amount = hours.map_or("more paid hours".to_owned(), |h| {
        let tenths = ((h - 1e-4) * 10.0).ceil().max(1.0) / 10.0;
        format!("at least {} more a week", counted(tenths, "paid hour", "paid hours"))
    });
    format!("either allow {amount} on contract {contract} or put more people on it")
}

/// The remedy for the share of a contract.
pub fn more_share(now: f64, enough: Option<f64>, contract: &str) -> String {
    let percent = |share: f64| number(share * 100.0);
    let to = enough.map_or(String::new(), |s| {
        let up = ((s - 1e-6) * 100.0).ceil();
        format!(" from {} % to {} %", percent(now), number(up))
    });
    format!("either raise the largest share of contract {contract}{to} or add hours on the others")
}

/// The remedy for opening hours.
pub fn close_earlier(line: &str, label: &str) -> String {
    format!(
        "either close {line} at {label}, the latest closing without shortage, or staff the hours after it"
    )
}

/// The remedy where several limits on people bind together.
pub fn more_staff() -> String {
    "either raise head counts and contracts together or ease the targets; no single limit is enough"
        .to_owned()
}

/// The remedy for the shifts allowed: where none covers what is short, or that they fit badly.
pub fn other_shifts(
    scenario: &Scenario,
    week: &Week,
    sets: &[SetInterval],
    short: &[usize],
) -> String {
    let grid = scenario.calendar.grid;
    let bare: Vec<usize> = uncovered(grid, week, sets, short);
    let (intervals, what) = if bare.is_empty() {
        (short, "add starts or lengths that fit the hours that are short")
    } else {
        (&bare[..], "allow a shift that covers hours that none covers now")
    };
    match stretches(grid, intervals).first() {
        Some((day, from, to)) => format!(
            "either {what} ({} {}–{} first) or close the line then",
            day_name(*day),
            clock_text(*from),
            clock_text(*to)
        ),
        None => format!("either {what} or ease the targets"),
    }
}

/// Short intervals of sets that no duty of their groups covers.
fn uncovered(grid: Grid, week: &Week, sets: &[SetInterval], short: &[usize]) -> Vec<usize> {
    let bare = |t: &usize| {
        sets.iter().filter(|s| s.interval == *t && s.required != Some(0)).any(|set| {
            let mut able = week.duties.iter().filter(|d| set.groups.contains(&d.group));
            !able.any(|d| duty_intervals(grid, d).contains(t))
        })
    };
    short.iter().copied().filter(bare).collect()
}

/// Ascending intervals merged into stretches of one day: day, first minute, last minute.
pub fn stretches(grid: Grid, intervals: &[usize]) -> Vec<(Weekday, u32, u32)> {
    let mut found: Vec<(Weekday, u32, u32)> = Vec::new();
    for &t in intervals {
        let (day, minute) = grid.start_of(t);
        match found.last_mut() {
            Some((last, _, to)) if *last == day && *to == minute => *to += grid.minutes(),
            Some((last, _, to)) if *last == day && *to > minute => {}
            _ => found.push((day, minute, minute + grid.minutes())),
        }
    }
    found
}

/// A promise that cannot be kept, and the least value that can be reached.
pub fn missed(
    scenario: &Scenario,
    (line, target): (usize, usize),
    day: Option<Weekday>,
    beyond: f64,
) -> Option<String> {
    let name = &scenario.lines[line].name;
    let when = day.map_or("over the week".to_owned(), |d| format!("on {}", day_name(d)));
    match scenario.lines[line].targets.get(target)?.measure {
        Measure::MeanWait(wait) => Some(format!(
            "{name}: mean wait {when}: {} s promised, {} s at best",
            number(wait.get()),
            number(wait.get() * (1.0 + beyond))
        )),
        Measure::ServiceLevel { within, share } => {
            let reached = 1.0 - (1.0 - share.get()) * (1.0 + beyond);
            Some(format!(
                "{name}: answered within {} s {when}: {} % promised, {} % at best",
                number(within.get()),
                number(share.get() * 100.0),
                number(reached.max(0.0) * 100.0)
            ))
        }
        _ => None,
    }
}

/// The summary of a shortage; `hours` with whether they are only a lower bound.
pub fn short_summary(
    scenario: &Scenario,
    short: &[Shortage],
    (hours, at_least): (f64, bool),
    limit: Option<&BindingLimit>,
) -> String {
    let minutes = |time: TimeOfDay| f64::from(time.minutes());
    let size = |s: &Shortage| s.short * (minutes(s.end) - minutes(s.start));
    let mut worst = short.first();
    for stretch in short {
        if worst.is_some_and(|w| size(stretch) > size(w) + 1e-6) {
            worst = Some(stretch);
        }
    }
    let Some(worst) = worst else { return "No plan meets the targets.".to_owned() };
    let day = day_name(worst.day);
    format!(
        "No plan meets the targets: {} short of {} on {day} {}–{} ({}{} a week in all){}.",
        subject(scenario, &worst.lines),
        counted(worst.short, "consultant", "consultants"),
        worst.start,
        worst.end,
        if at_least { "at least " } else { "" },
        counted(hours, "agent-hour", "agent-hours"),
        binds(limit)
    )
}

fn subject(scenario: &Scenario, ids: &[String]) -> String {
    let name = |id: &String| {
        scenario.lines.iter().find(|l| l.id == *id).map_or(id.clone(), |l| l.name.clone())
    };
    let names: Vec<String> = ids.iter().map(name).collect();
    match names.as_slice() {
        [one] => format!("{one} is"),
        [head @ .., last] => format!("{} and {last} are", head.join(", ")),
        [] => "the lines are".to_owned(),
    }
}

/// The summary of promises that cannot be kept.
pub fn missed_summary(missed: &[String], limit: Option<&BindingLimit>) -> String {
    match missed {
        [] => {
            "No plan meets the targets, although fractions of consultants would: the limits leave \
               no room for whole ones."
                .to_owned()
        }
        [one] => format!("No plan meets the targets: {one}{}.", binds(limit)),
        [first, rest @ ..] => format!(
            "No plan meets the targets: {first} (and {} more){}.",
            counted(rest.len() as f64, "promise", "promises"),
            binds(limit)
        ),
    }
}

/// The summary where no number of agents would do.
pub fn unreachable_summary(scenario: &Scenario, first: &Shortage) -> String {
    let day = day_name(first.day);
    format!(
        "No number of agents meets the targets: {} promised more than a million agents can keep, \
         first on {day} {}–{}.",
        subject(scenario, &first.lines),
        first.start,
        first.end
    )
}

fn binds(limit: Option<&BindingLimit>) -> String {
    let Some(limit) = limit else { return String::new() };
    let (what, verb) = match limit.limit {
        Limit::HeadCount => (format!("the head count of {}", limit.subject), "binds"),
        Limit::ContractDays => (format!("the working days of contract {}", limit.subject), "bind"),
        Limit::ContractHours => (format!("the weekly hours of contract {}", limit.subject), "bind"),
        Limit::ShareMax => (format!("the largest share of contract {}", limit.subject), "binds"),
        Limit::ShiftRules => (format!("the shifts allowed by {}", limit.subject), "bind"),
        Limit::OpeningHours => (format!("the opening hours of {}", limit.subject), "bind"),
        Limit::Staff => ("the limits on people and contracts together".to_owned(), "bind"),
    };
    format!("; {what} {verb}")
}
