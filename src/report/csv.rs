//! Tables of the plan as CSV: comma-separated, UTF-8, a header row, decimal points, whatever the
//! language, so that a spreadsheet or a script reads the same file everywhere.
//!
//! Columns are added at the end only; their names and order do not change within a schema.

use crate::answer::{Interval, Plan, Shift};
use ::csv::Writer;

/// Columns of [`intervals`], in order. `lines` are joined by `+`, waits are in seconds, shares run
/// from 0 to 1, and `exact` is `true` where everyone counted answers every line of the row.
pub const INTERVAL_COLUMNS: [&str; 13] = [
    "day",
    "start",
    "lines",
    "calls",
    "aht_s",
    "agents_required",
    "agents",
    "agents_at_phone",
    "mean_wait_s",
    "service_level",
    "p_abandon",
    "occupancy",
    "exact",
];

/// Columns of [`shifts`], in order. `breaks` are `start-end`, separated by spaces; `paid_hours` and
/// `cost` are those of one consultant, `count` is how many consultants work the shift.
pub const SHIFT_COLUMNS: [&str; 10] =
    ["group", "contract", "rule", "day", "start", "end", "breaks", "paid_hours", "cost", "count"];

/// Every open interval of every sharing set, one a row: [`INTERVAL_COLUMNS`].
pub fn intervals(plan: &Plan) -> String {
    written(&INTERVAL_COLUMNS, plan.intervals.iter().map(interval))
}

/// Every shift to staff, one a row: [`SHIFT_COLUMNS`].
pub fn shifts(plan: &Plan) -> String {
    written(&SHIFT_COLUMNS, plan.shifts.iter().map(shift))
}

/// Columns of [`roster`], in order: one row a person and day; `code` is `shift`, `off` or `absent`.
pub const ROSTER_COLUMNS: [&str; 9] =
    ["name", "group", "contract", "date", "code", "start", "end", "breaks", "paid_hours"];

/// Every day of everybody: [`ROSTER_COLUMNS`].
pub fn roster(roster: &crate::roster_answer::Roster) -> String {
    let rows = roster.people.iter().flat_map(|p| p.days.iter().map(move |d| person_day(p, d)));
    written(&ROSTER_COLUMNS, rows)
}

fn person_day(person: &crate::roster_answer::Person, day: &crate::roster_answer::Day) -> Vec<String> {
    use crate::roster_answer::Code;
    let code = match day.code {
        Code::Shift => "shift",
        Code::Off => "off",
        Code::Absent => "absent",
    };
    let mut row = vec![
        person.name.clone(),
        person.group.clone(),
        person.contract.clone(),
        day.date.clone(),
        code.to_owned(),
    ];
    match &day.shift {
        None => row.extend([String::new(), String::new(), String::new(), "0".to_owned()]),
        Some(s) => {
            let breaks: Vec<String> = s.breaks.iter().map(|[a, b]| format!("{a}-{b}")).collect();
            row.extend([s.start.clone(), s.end.clone(), breaks.join(" "), number(s.paid_hours)]);
        }
    }
    row
}

fn interval(row: &Interval) -> Vec<String> {
    vec![
        row.day.clone(),
        row.start.clone(),
        row.lines.join("+"),
        number(row.calls),
        number(row.aht_s),
        row.agents_required.to_string(),
        number(row.agents),
        number(row.agents_at_phone),
        number(row.mean_wait_s),
        number(row.service_level),
        number(row.p_abandon),
        number(row.occupancy),
        row.exact.to_string(),
    ]
}

fn shift(row: &Shift) -> Vec<String> {
    let breaks: Vec<String> =
        row.breaks.iter().map(|[start, end]| format!("{start}-{end}")).collect();
    vec![
        row.group.clone(),
        row.contract.clone(),
        row.rule.clone(),
        row.day.clone(),
        row.start.clone(),
        row.end.clone(),
        breaks.join(" "),
        number(row.paid_hours),
        number(row.cost),
        row.count.to_string(),
    ]
}

/// The fewest digits that read back as the same number; empty for what is not a number.
fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

/// Header and rows. Writing to memory rows of one length cannot fail.
fn written(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    let mut result = writer.write_record(header);
    for row in rows {
        result = result.and_then(|()| writer.write_record(&row));
    }
    result
        .ok()
        .and_then(|()| writer.into_inner().ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}
