//! From the text of a scenario to a [`Scenario`], or to everything that is wrong with it.
//!
//! The text is parsed (`toml`), mirrored key by key (`file`) and then judged by the
//! rules here and in the `validate_*` files, one function per rule. Every rule sees the healthy parts
//! only, so that one mistake is reported once.

use super::digest;
use super::file::{self, CalendarFile, HolidaysFile, ScenarioFile};
use super::keys;
use super::problems::{At, Log, Span, nearest, shown};
use super::table::Table;
use super::validate_hours::Hours;
use super::validate_shift::Usual;
use super::{Calendar, Group, Line, Scenario, ShiftRule, ShiftTimes, Source};
use super::{
    validate_activity, validate_cost, validate_group, validate_line, validate_roster,
    validate_shift, validate_today,
};
use crate::domain::cause::{Crowd, DemandCause, FileFault, HoursCause, Kind, SyntaxCause};
use crate::domain::clock::{Grid, Weekday, is_polish_holiday};
use crate::domain::error::Problem;
use crate::domain::units::{Basis, Uncertain};
use jiff::civil::Date;
use std::cell::RefCell;
use std::collections::BTreeMap;
use toml::de::DeTable;

/// Largest scenario text, bytes.
const TEXT_MAX: usize = 1 << 20;
/// Most combinations of closing times that are compared.
const CLOSINGS_MAX: usize = 512;

/// Gives the text of a demand file named in the scenario, or why it cannot be read.
pub type ReadCsv<'a> = &'a dyn Fn(&str) -> Result<String, FileFault>;

/// Reads a scenario from its text. `file` is the name used in messages; `read_csv` is called with
/// the names of demand files as they stand in the scenario.
///
/// # Errors
/// Every problem found, in the order of the file.
pub fn parse(text: &str, file: &str, read_csv: ReadCsv) -> Result<Scenario, Vec<Problem>> {
    let log = Log::new(file, text);
    let scenario = tree(&log).and_then(|tree| build(&log, &tree, read_csv));
    match scenario {
        Some(scenario) if log.is_clean() => Ok(scenario),
        _ => Err(log.into_problems()),
    }
}

/// The TOML tree; `None` if the text is not TOML. A key that is there twice spoils nothing else.
fn tree<'a>(log: &Log<'a>) -> Option<DeTable<'a>> {
    if log.text.len() > TEXT_MAX {
        log.report(&(0..0), SyntaxCause::TooLong);
        return None;
    }
    if log.text.starts_with('\u{feff}') {
        log.report(&(0..'\u{feff}'.len_utf8()), SyntaxCause::ByteOrderMark);
    }
    let (tree, errors) = DeTable::parse_recoverable(log.text);
    let mut broken = false;
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        if error.message().starts_with("duplicate key") {
            let key = log.text.get(span.clone()).unwrap_or_default();
            log.report(&span, SyntaxCause::KeyTwice { key: shown(key) });
        } else if !broken {
            // What follows the first error of syntax is mostly its consequence.
            broken = true;
            log.report(&span, SyntaxCause::NotToml { parser: error.message().to_owned() });
        }
    }
    (!broken).then_some(tree.into_inner())
}

impl ScenarioFile {
    /// Whether a roster of several weeks is asked for.
    fn several_weeks(&self) -> bool {
        let weeks = self.roster.as_ref().and_then(|roster| roster.weeks.as_ref());
        weeks.is_some_and(|weeks| weeks.value > 1)
    }
}

/// What the rules need to know beside the part they judge.
pub(super) struct Context<'a> {
    pub log: &'a Log<'a>,
    pub calendar: Calendar,
    /// Whether a day of the calendar could not be read, so that days cannot be judged.
    pub days_lost: bool,
    /// Whether a roster of several weeks is planned.
    pub several_weeks: bool,
    pub read_csv: ReadCsv<'a>,
    /// Texts of the demand files read so far.
    pub csv_texts: RefCell<Vec<String>>,
}

fn build<'a>(log: &'a Log<'a>, tree: &'a DeTable<'a>, read_csv: ReadCsv<'a>) -> Option<Scenario> {
    let mirror = file::read(&Table::new(log, tree, 0..0, "", &keys::ROOT.names()).of(&keys::ROOT));
    let assumptions = log.take_assumptions();
    let mut scenario = week(log, (tree, &mirror), read_csv, 0)?;
    scenario.assumptions = assumptions;
    let weeks = scenario.roster.as_ref().filter(|_| log.is_clean()).map_or(1, |r| r.weeks);
    for later in 1..weeks {
        let mut other = week(log, (tree, &mirror), read_csv, later)?;
        other.assumptions = scenario.assumptions.clone();
        scenario.later_weeks.push(other);
    }
    Some(scenario)
}

/// The scenario of one week: the first, or one of the roster's later weeks.
fn week<'a>(
    log: &'a Log<'a>,
    (tree, mirror): (&DeTable<'_>, &ScenarioFile),
    read_csv: ReadCsv<'a>,
    week: u32,
) -> Option<Scenario> {
    let days_lost = mirror.calendar.days_lost;
    let context = Context {
        log,
        days_lost,
        several_weeks: mirror.several_weeks(),
        calendar: calendar(log, mirror, week)?,
        read_csv,
        csv_texts: RefCell::default(),
    };
    sizes(log, mirror)?;
    distinct(log, Kind::Line, mirror.lines.iter().map(|l| &l.id));
    distinct(log, Kind::Group, mirror.groups.iter().map(|g| &g.id));
    distinct(log, Kind::Shift, mirror.shifts.iter().map(|s| &s.id));
    let (lines, hours): (Vec<Line>, Vec<Hours>) =
        mirror.lines.iter().map(|l| validate_line::line(&context, l)).unzip();
    needs_of_all(log, mirror, &lines);
    let usual: Vec<Usual> =
        lines.iter().zip(&hours).map(|(line, hours)| Usual { line, hours }).collect();
    let groups: Vec<Group> =
        mirror.groups.iter().map(|g| validate_group::group(log, &lines, g)).collect();
    let shifts: Vec<ShiftRule> =
        mirror.shifts.iter().map(|s| validate_shift::shift(&context, &usual, &groups, s)).collect();
    validate_group::lines_answered(log, mirror, &groups);
    validate_group::groups_with_shifts(log, mirror, &shifts);
    validate_group::connected_lines(log, mirror, &groups);
    combinations(log, mirror, &lines);
    let costs = validate_cost::costs(log, &mirror.cost);
    let mut consultants = validate_cost::consultants(log, mirror, &groups);
    let mut roster = mirror
        .roster
        .as_ref()
        .map(|file| validate_roster::settings(&context, file, mirror, (&lines, &groups, &costs)));
    let planned = validate_roster::Planned {
        lines: &lines,
        groups: &groups,
        shifts: &shifts,
        days: roster.as_ref().and_then(|r| planned_days(mirror, r.weeks)),
    };
    for (person, file) in consultants.iter_mut().zip(&mirror.consultants) {
        person.personal = validate_roster::personal(&context, &file.personal, person, &planned);
    }
    if let Some(file) = &mirror.roster {
        validate_roster::leaders_there_are(log, file, (&lines, &consultants));
        if let Some(roster) = &mut roster {
            roster.activities =
                validate_activity::activities(&context, file, &consultants, &planned);
            roster.pairs = validate_activity::pairs(log, file, &consultants);
        }
    }
    let csv_texts = context.csv_texts.borrow().clone();
    let texts = std::iter::once(log.text).chain(csv_texts.iter().map(String::as_str));
    Some(Scenario {
        title: mirror.title.as_ref()?.value.clone(),
        locale: mirror.locale.as_ref().map(|l| l.value).unwrap_or_default(),
        currency: mirror.currency.as_ref().map_or("PLN".to_owned(), |c| c.value.clone()),
        shift_times: ShiftTimes {
            most: mirror.shift_times_max.as_ref().map(|most| most.value),
            only: None,
        },
        costs,
        today: validate_today::today(log, mirror, &lines),
        consultants,
        roster,
        later_weeks: Vec::new(),
        assumptions: Vec::new(),
        source: Source {
            file: log.file.to_owned(),
            sha256: digest::of_texts(texts),
            parts: digest::parts(tree, &csv_texts),
        },
        calendar: context.calendar,
        level_of: mirror.level_of.as_ref().map(|of| of.value).unwrap_or_default(),
        lines,
        groups,
        shifts,
    })
}

/// The consultants needed are stated for all lines or for none: what a line with calls needs beside one with
/// stated needs, nobody has said.
fn needs_of_all(log: &Log, mirror: &ScenarioFile, lines: &[Line]) {
    let with_calls = |line: &Line| line.demand.needs.is_none();
    if lines.iter().all(with_calls) {
        return;
    }
    for (line, file) in lines.iter().zip(&mirror.lines).filter(|(line, _)| with_calls(line)) {
        log.report(&file.id.span, DemandCause::NeedsOfSome { line: shown(&line.id) });
    }
}

/// First and last day of the roster.
fn planned_days(mirror: &ScenarioFile, weeks: u32) -> Option<super::roster::Days> {
    let from = mirror.calendar.week_start.as_ref()?.value;
    let to = from.checked_add(jiff::Span::new().days(7 * i64::from(weeks) - 1)).ok()?;
    Some(super::roster::Days { from, to })
}

fn calendar(log: &Log, mirror: &ScenarioFile, week: u32) -> Option<Calendar> {
    let file = &mirror.calendar;
    let days = match &file.days {
        Some(days) => {
            Weekday::ALL.into_iter().filter(|d| days.iter().any(|at| at.value == *d)).collect()
        }
        None => Weekday::ALL[..5].to_vec(),
    };
    let later = jiff::Span::new().days(7 * i64::from(week));
    let week_start = week_start(log, file).and_then(|monday| monday.checked_add(later).ok());
    Some(Calendar {
        grid: grid(log, file)?,
        week_start,
        days,
        holidays: holidays(log, mirror, week_start),
        busyness_cv: file.busyness_cv.clone().unwrap_or(Uncertain::plain(0.0, Basis::Assumed)),
    })
}

fn grid(log: &Log, file: &CalendarFile) -> Option<Grid> {
    let minutes = file.interval_minutes.as_ref().map_or(30, |m| m.value);
    if let (None, Some(at)) = (Grid::new(minutes), &file.interval_minutes) {
        log.report(&at.span, HoursCause::Interval { minutes });
    }
    // After a problem, the finest grid adds no further complaints.
    Grid::new(minutes).or(Grid::new(15))
}

fn week_start(log: &Log, file: &CalendarFile) -> Option<Date> {
    let start = file.week_start.as_ref()?;
    let offset = i64::from(start.value.weekday().to_monday_zero_offset());
    if offset != 0 {
        let monday = start.value.checked_sub(jiff::Span::new().days(offset)).ok();
        log.report(&start.span, HoursCause::NotMonday { date: start.value, monday });
        return None;
    }
    Some(start.value)
}

fn holidays(log: &Log, mirror: &ScenarioFile, monday: Option<Date>) -> [bool; 7] {
    let file = &mirror.calendar;
    let mut off = [false; 7];
    let weeks = mirror.roster.as_ref().and_then(|r| r.weeks.as_ref()).map_or(1, |w| w.value);
    let planned = planned_days(mirror, weeks);
    let needs_week = |span: &Span| {
        if !file.week_start_given {
            log.report(span, HoursCause::HolidaysWithoutWeek);
        }
    };
    let day_of = |index: usize| monday?.checked_add(jiff::Span::new().days(index as i64)).ok();
    match &file.holidays {
        None => {}
        Some(HolidaysFile::Poland(span)) => {
            needs_week(span);
            for (index, off) in off.iter_mut().enumerate() {
                *off = day_of(index).is_some_and(is_polish_holiday);
            }
        }
        Some(HolidaysFile::Dates(dates)) => {
            dates.iter().take(1).for_each(|date| needs_week(&date.span));
            for date in dates {
                match (0..7).find(|i| day_of(*i) == Some(date.value)) {
                    Some(index) => off[index] = true,
                    None if planned.is_some_and(|days| days.holds(date.value)) => {}
                    None => outside_week(log, date, monday),
                }
            }
        }
    }
    off
}

fn outside_week(log: &Log, date: &At<Date>, monday: Option<Date>) {
    if let Some(monday) = monday {
        log.report(&date.span, HoursCause::OutsideWeek { date: date.value, monday });
    }
}

/// Ids of one kind are distinct.
pub(super) fn distinct<'m>(log: &Log, kind: Kind, ids: impl Iterator<Item = &'m At<String>>) {
    let mut seen: BTreeMap<&str, ()> = BTreeMap::new();
    for id in ids.filter(|id| !id.value.is_empty()) {
        if seen.insert(&id.value, ()).is_some() {
            log.report(&id.span, SyntaxCause::IdTwice { kind, id: shown(&id.value) });
        }
    }
}

/// The position of what `name` refers to, or a problem.
pub(super) fn resolve<'k>(
    log: &Log,
    kind: Kind,
    name: &At<String>,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Option<usize> {
    let found = known.clone().position(|id| id == name.value);
    // Where an id could not be read, the name may well be that one.
    let complete = known.clone().next().is_some() && !known.clone().any(str::is_empty);
    if found.is_none() && complete {
        let meant = nearest(&name.value, known.clone()).map(str::to_owned);
        let known = known.filter(|id| !id.is_empty()).take(8).map(str::to_owned).collect();
        log.report(
            &name.span,
            SyntaxCause::Unresolved { kind, id: shown(&name.value), meant, known },
        );
    }
    found
}

/// Reports a list with more entries than a plan can be made for.
pub(super) fn at_most(log: &Log, span: &Span, crowd: Crowd, count: usize, most: usize) {
    if count > most {
        log.report(span, SyntaxCause::TooMany { count, crowd, most });
    }
}

/// Something of every kind is there, and not too much of it; with too much no rule is worth applying.
fn sizes(log: &Log, mirror: &ScenarioFile) -> Option<()> {
    let mut bearable = true;
    let kinds = [
        (Kind::Line, Crowd::Lines, mirror.lines.iter().map(|l| &l.span).collect::<Vec<_>>(), 32),
        (Kind::Group, Crowd::Groups, mirror.groups.iter().map(|g| &g.span).collect(), 32),
        (Kind::Shift, Crowd::Shifts, mirror.shifts.iter().map(|s| &s.span).collect(), 64),
    ];
    for (kind, crowd, spans, most) in kinds {
        if spans.is_empty() && !mirror.given.contains(&kind.key()) {
            log.report(&mirror.span, SyntaxCause::MissingTable { kind });
        }
        if let Some(span) = spans.get(most) {
            bearable = false;
            at_most(log, span, crowd, spans.len(), most);
        }
    }
    if let Some(person) = mirror.consultants.get(2000) {
        bearable = false;
        at_most(log, &person.name.span, Crowd::Consultants, mirror.consultants.len(), 2000);
    }
    bearable.then_some(())
}

/// Not more combinations of closing times than can be compared.
fn combinations(log: &Log, mirror: &ScenarioFile, lines: &[Line]) {
    let count = lines.iter().fold(1usize, |n, l| n.saturating_mul(l.candidates.len().max(1)));
    let last = mirror.lines.iter().zip(lines).rfind(|(_, line)| line.candidates.len() > 1);
    if let (true, Some((file, _))) = (count > CLOSINGS_MAX, last) {
        log.report(
            &file.candidates_span,
            HoursCause::TooManyClosings { count, most: CLOSINGS_MAX },
        );
    }
}
