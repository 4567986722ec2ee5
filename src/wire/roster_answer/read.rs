//! A roster read from its JSON, and refused where its parts contradict one another: who reads a roster
//! may rely on one day of everybody for each day of its weeks, in order.

use super::{Code, Person, REPAIR_SCHEMA, Roster, SCHEMA, Standing};
use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Most weeks of a roster.
const WEEKS: usize = 5;

/// What a file says it is.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    schema: Option<String>,
}

/// A repair, of which the roster is taken.
#[derive(Deserialize)]
struct Mended {
    roster: Roster,
}

/// Reads a roster from its JSON, or from that of a repair, whose roster is taken.
///
/// # Errors
/// What is wrong with it, in one sentence.
pub fn parse(text: &str) -> Result<Roster, String> {
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?;
    let head: Head = serde_json::from_value(value).unwrap_or(Head { schema: None });
    let wrong = |error: serde_json::Error| format!("it is not a roster: {error}");
    let roster = match head.schema.as_deref() {
        Some(SCHEMA) => serde_json::from_str(text).map_err(wrong)?,
        Some(REPAIR_SCHEMA) => serde_json::from_str::<Mended>(text).map_err(wrong)?.roster,
        other => {
            return Err(format!("its schema is `{}`, not `{SCHEMA}`", other.unwrap_or("none")));
        }
    };
    consistent(&roster)?;
    Ok(roster)
}

/// Whether the parts of a roster agree with one another.
fn consistent(roster: &Roster) -> Result<(), String> {
    let dates = dates(&roster.weeks)?;
    let mut names = BTreeSet::new();
    for person in &roster.people {
        if !names.insert(person.name.as_str()) {
            return Err(format!("{} is listed twice", person.name));
        }
        days(person, &dates)?;
    }
    let planned: BTreeSet<&str> = dates.iter().map(String::as_str).collect();
    let dated = [
        ("coverage", roster.coverage.iter().map(|row| &row.date).collect::<Vec<_>>()),
        ("raised", roster.raised.iter().map(|row| &row.date).collect()),
        ("shortages", roster.shortages.iter().map(|row| &row.date).collect()),
    ];
    for (part, of_part) in dated {
        if let Some(other) = of_part.into_iter().find(|date| !planned.contains(date.as_str())) {
            return Err(format!("`{part}` holds `{other}`, which is no day of its weeks"));
        }
    }
    editions(roster)?;
    let weeks: Vec<&String> = roster.through_day.iter().map(|week| &week.monday).collect();
    if !weeks.is_empty() && !weeks.iter().copied().eq(&roster.weeks) {
        return Err(format!("`through_day` is of the weeks {weeks:?}, not {:?}", roster.weeks));
    }
    Ok(())
}

/// Whether the dates of an edition are dates, and what is published says when.
fn editions(roster: &Roster) -> Result<(), String> {
    let Some(own) = &roster.edition else { return Ok(()) };
    if own.state == Standing::Published && own.on.is_none() {
        return Err("`edition` is published and does not say on which day".to_owned());
    }
    let dates = own.on.iter().chain(own.against.iter().map(|before| &before.on));
    let dates = dates.chain(own.first_new.iter().map(|first| &first.date));
    let dates = dates.chain(own.changes.iter().map(|change| &change.date));
    for date in dates.chain(own.earlier.iter().map(|earlier| &earlier.date)) {
        let read: Result<Date, _> = date.parse();
        read.map_err(|_| format!("`{date}` in `edition` is no date such as 2026-11-23"))?;
    }
    Ok(())
}

/// Every day of the weeks, in order.
fn dates(weeks: &[String]) -> Result<Vec<String>, String> {
    if weeks.is_empty() || weeks.len() > WEEKS {
        return Err(format!("it holds {} weeks; a roster has 1 to {WEEKS}", weeks.len()));
    }
    let mut dates = Vec::new();
    let mut expected: Option<Date> = None;
    for text in weeks {
        let mut date: Date = text
            .parse()
            .map_err(|_| format!("`{text}` in `weeks` is no date such as 2026-11-23"))?;
        if date.weekday() != Weekday::Monday {
            return Err(format!("{text} in `weeks` is no Monday"));
        }
        if expected.is_some_and(|expected| expected != date) {
            return Err(format!("{text} in `weeks` does not follow the week before it"));
        }
        for _ in 0..7 {
            dates.push(date.to_string());
            date = date.tomorrow().map_err(|_| format!("the week of {text} is too late"))?;
        }
        expected = Some(date);
    }
    Ok(dates)
}

/// Whether a person has one day for each date, and a shift where the day says so.
fn days(person: &Person, dates: &[String]) -> Result<(), String> {
    let name = &person.name;
    if person.days.len() != dates.len() {
        let (own, all) = (person.days.len(), dates.len());
        return Err(format!("{name} has {own} days, but its weeks have {all}"));
    }
    for (day, date) in person.days.iter().zip(dates) {
        if day.date != *date {
            return Err(format!("{name} has `{}` where {date} is expected", day.date));
        }
        if (day.code == Code::Shift) != day.shift.is_some() {
            return Err(format!("code and shift of {name} on {date} contradict one another"));
        }
    }
    Ok(())
}
