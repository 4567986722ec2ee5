//! Tables of the plan as CSV: comma-separated, UTF-8, a header row, decimal points, whatever the
//! language, so that a spreadsheet or a script reads the same file everywhere.
//!
//! Columns are added at the end only; their names and order do not change within a schema.

use crate::domain::clock::Weekday;
use crate::domain::measure::LevelOf;
use crate::domain::text::visible;
use crate::scenario::Scenario;
use crate::simulate::verdict::{SimulatedInterval, Simulation};
use crate::simulate::{Estimate, Outcome, Record, Results};
use crate::wire::answer::{Interval, Plan, Shift};
use ::csv::WriterBuilder;

/// Columns of [`intervals`], in order. `lines` are joined by `+`, waits are in seconds, shares run
/// from 0 to 1, and `exact` is `true` where everyone counted answers every line of the row. `service_level_of` is what
/// the service level is a share of.
pub const INTERVAL_COLUMNS: [&str; 14] = [
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
    "service_level_of",
];

/// Columns of [`shifts`], in order. `breaks` are `start-end`, separated by spaces; `paid_hours` and
/// `cost` are those of one consultant, `count` is how many consultants work the shift.
pub const SHIFT_COLUMNS: [&str; 10] =
    ["group", "contract", "rule", "day", "start", "end", "breaks", "paid_hours", "cost", "count"];

/// Every open interval of every sharing set, one a row: [`INTERVAL_COLUMNS`].
pub fn intervals(plan: &Plan) -> String {
    let of = plan.service_level_of();
    written(&INTERVAL_COLUMNS, plan.intervals.iter().map(|row| interval(row, of)))
}

/// Every shift to staff, one a row: [`SHIFT_COLUMNS`].
pub fn shifts(plan: &Plan) -> String {
    written(&SHIFT_COLUMNS, plan.shifts.iter().map(shift))
}

/// Columns of [`roster`], in order: one row a person and day; `code` is `shift`, `off` or `absent`.
/// `window_shortened` is `true` where a break lies outside of the window of its shift rule. A roster with activities has
/// [`OFF_PHONE`] as a last column.
pub const ROSTER_COLUMNS: [&str; 10] = [
    "name",
    "group",
    "contract",
    "date",
    "code",
    "start",
    "end",
    "breaks",
    "paid_hours",
    "window_shortened",
];

/// Work away from the phone: `training 10:00-12:00`, several apart by `; `.
pub const OFF_PHONE: &str = "off_phone";

/// The columns of a roster.
fn roster_columns(roster: &crate::wire::roster_answer::Roster) -> Vec<&'static str> {
    let off = (!roster.activities.is_empty()).then_some(OFF_PHONE);
    ROSTER_COLUMNS.into_iter().chain(off).collect()
}

/// Every day of everybody: [`ROSTER_COLUMNS`].
pub fn roster(roster: &crate::wire::roster_answer::Roster) -> String {
    written(&roster_columns(roster), person_days(roster))
}

/// The same as Excel with Polish settings opens it by a double click: semicolons, decimal commas and a byte-order mark.
pub fn roster_excel(roster: &crate::wire::roster_answer::Roster) -> String {
    let hours = ROSTER_COLUMNS.iter().position(|column| *column == "paid_hours");
    let comma = |mut row: Vec<String>| {
        if let Some(cell) = hours.and_then(|hours| row.get_mut(hours)) {
            *cell = cell.replace('.', ",");
        }
        row
    };
    let rows = person_days(roster).map(comma);
    format!("\u{feff}{}", separated(b';', &roster_columns(roster), rows))
}

/// Every day of everybody.
fn person_days(
    roster: &crate::wire::roster_answer::Roster,
) -> impl Iterator<Item = Vec<String>> + '_ {
    let off = !roster.activities.is_empty();
    let all = roster.people.iter().flat_map(|p| p.days.iter().map(move |d| (p, d)));
    all.map(move |(person, day)| {
        let mut row = person_day(person, day);
        if off {
            let told = day.shift.iter().flat_map(|shift| shift.off_phone_text());
            row.push(told.collect::<Vec<_>>().join("; "));
        }
        row
    })
}

fn person_day(
    person: &crate::wire::roster_answer::Person,
    day: &crate::wire::roster_answer::Day,
) -> Vec<String> {
    use crate::wire::roster_answer::Code;
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
        None => row.extend(["", "", "", "0", "false"].map(str::to_owned)),
        Some(s) => {
            let breaks = s.breaks_text().into_iter().map(|[a, b]| format!("{a}-{b}"));
            row.extend(s.hours_text());
            row.extend([breaks.collect::<Vec<_>>().join(" "), number(s.paid_hours)]);
            row.push(s.window_shortened.to_string());
        }
    }
    row
}

fn interval(row: &Interval, of: LevelOf) -> Vec<String> {
    vec![
        row.day.to_string(),
        row.start.to_string(),
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
        of.code().to_owned(),
    ]
}

fn shift(row: &Shift) -> Vec<String> {
    let breaks: Vec<String> =
        row.breaks.iter().map(|[start, end]| format!("{start}-{end}")).collect();
    vec![
        row.group.clone(),
        row.contract.clone(),
        row.rule.clone(),
        row.day.to_string(),
        row.start.to_string(),
        row.end.to_string(),
        breaks.join(" "),
        number(row.paid_hours),
        number(row.cost),
        row.count.to_string(),
    ]
}

/// Columns of [`simulation`], in order: a line in an interval in which it is open. `attempts` are
/// those of a week; `…_half` is half the width of the 95% interval of the figure before it, empty
/// where unknown. `service_level_of` is what the service level is a share of.
pub const SIMULATION_COLUMNS: [&str; 14] = [
    "line",
    "day",
    "start",
    "attempts",
    "attempts_half",
    "mean_wait_s",
    "mean_wait_s_half",
    "service_level",
    "service_level_half",
    "p_abandon",
    "p_abandon_half",
    "p_cut_off",
    "p_cut_off_half",
    "service_level_of",
];

/// Columns of [`records`], in order. `at` is the time of the call, `HH:MM:SS` within `day`;
/// `attempt` is 1 for a first call; `group` is that of the consultant who answered.
pub const RECORD_COLUMNS: [&str; 9] =
    ["week", "line", "day", "at", "attempt", "wait_s", "outcome", "group", "handle_s"];

/// Every open interval of every line of a simulation, one a row: [`SIMULATION_COLUMNS`].
pub fn simulation(simulation: &Simulation) -> String {
    let row = |interval: &SimulatedInterval| {
        let (day, start) = (interval.day.to_string(), interval.start.to_string());
        let mut row = vec![interval.line.clone(), day, start];
        let estimates = [
            Some(interval.attempts),
            interval.mean_wait_s,
            interval.service_level,
            interval.p_abandon,
            interval.p_cut_off,
        ];
        for estimate in estimates {
            let number = |of: fn(Estimate) -> f64| estimate.map(of).map_or(String::new(), number);
            row.extend([number(|e| e.value), number(|e| e.half_width)]);
        }
        let line = simulation.lines.iter().find(|line| line.line == interval.line);
        row.push(line.map_or("", |line| line.planned.service_level_of.code()).to_owned());
        row
    };
    written(&SIMULATION_COLUMNS, simulation.intervals.iter().map(row))
}

/// Every call of every simulated week, one a row in the order in which they left the queue:
/// [`RECORD_COLUMNS`].
pub fn records(scenario: &Scenario, results: &Results) -> String {
    let row = |week: usize, record: &Record| {
        let day = Weekday::ALL[(record.at / 86_400.0) as usize % 7];
        let second = record.at as u32 % 86_400;
        let outcome = match record.outcome {
            Outcome::Answered => "answered",
            Outcome::Abandoned => "abandoned",
            Outcome::CutOff => "cut-off",
        };
        vec![
            (week + 1).to_string(),
            scenario.lines[record.line].id.clone(),
            day.code().to_owned(),
            format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60),
            record.attempt.to_string(),
            format!("{:.1}", record.wait),
            outcome.to_owned(),
            record.group.map_or(String::new(), |group| scenario.groups[group].id.clone()),
            format!("{:.1}", record.handle),
        ]
    };
    let weeks = results.records.iter().enumerate();
    let rows = weeks.flat_map(|(week, calls)| calls.iter().map(move |call| row(week, call)));
    written(&RECORD_COLUMNS, rows)
}

/// The fewest digits that read back as the same number; empty for what is not a number.
fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

/// Header and rows. Writing to memory rows of one length cannot fail.
pub(crate) fn written(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    separated(b',', header, rows)
}

fn separated(by: u8, header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = WriterBuilder::new().delimiter(by).from_writer(Vec::new());
    let mut result = writer.write_record(header);
    for row in rows {
        let row = row.into_iter().map(plain);
        result = result.and_then(|()| writer.write_record(row));
    }
    result
        .ok()
        .and_then(|()| writer.into_inner().ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

/// A field that a spreadsheet would take for a formula, as text: an apostrophe goes before it. Numbers stay
/// as they are; characters that are not seen become spaces.
fn plain(field: String) -> String {
    let field = visible(&field);
    // The wide forms of East Asian keyboards begin a formula as well.
    let formula = field.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if formula && field.parse::<f64>().is_err() { format!("'{field}") } else { field }
}
