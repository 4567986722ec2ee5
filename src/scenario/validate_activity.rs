//! Rules for `[[roster.activity]]` and `[[roster.pair]]`.

use super::Consultant;
use super::file_activity::{ActivityFile, PairFile};
use super::file_roster::RosterFile;
use super::problems::{At, Log, nearest, shown};
use super::roster::{Activity, Pair, PairKind, When};
use super::validate::{Context, distinct, resolve};
use super::validate_hours::stretch;
use super::validate_roster::{Planned, in_weeks, is_contract};
use crate::domain::cause::{ActivityCause, Kind};
use crate::domain::clock::Weekday;
use jiff::civil::Date;

/// Length of a piece unless the scenario says otherwise.
const PIECE: u32 = 30;

/// Judges the activities of the roster, each by itself, then against the people's days and against each other.
pub(super) fn activities(
    context: &Context,
    file: &RosterFile,
    people: &[Consultant],
    planned: &Planned<'_>,
) -> Vec<Activity> {
    distinct(context.log, Kind::Activity, file.activities.iter().map(|a| &a.id));
    let mut found: Vec<(&ActivityFile, Activity)> = Vec::new();
    for entry in &file.activities {
        let told = context.log.count();
        let who = people_of(context.log, entry, people, planned);
        let all_known = context.log.count() == told;
        let when = when(context, entry, planned);
        // A name that nobody has is told already.
        if who.is_empty() && all_known {
            let activity = shown(&entry.id.value);
            context.log.report(&entry.id.span, ActivityCause::ActivityOfNobody { activity });
        }
        if let Some(when) = when.filter(|_| !who.is_empty()) {
            found.push((entry, Activity { id: entry.id.value.clone(), people: who, when }));
        }
    }
    for (k, (entry, activity)) in found.iter().enumerate() {
        attended(context, entry, activity, (people, planned));
        let before = found[..k].iter().map(|(_, other)| other);
        apart(context, entry, (activity, before), people);
    }
    found.into_iter().map(|(_, activity)| activity).collect()
}

/// The position of a consultant.
fn person(log: &Log, name: &At<String>, people: &[Consultant]) -> Option<usize> {
    let found = people.iter().position(|p| p.name == name.value);
    if found.is_none() {
        let known = people.iter().map(|p| p.name.as_str());
        let meant = nearest(&name.value, known).map(str::to_owned);
        log.report(&name.span, ActivityCause::NoSuchPerson { name: shown(&name.value), meant });
    }
    found
}

/// Whom an activity is for: those named, else everybody of its groups on its contracts.
fn people_of(
    log: &Log,
    entry: &ActivityFile,
    people: &[Consultant],
    planned: &Planned<'_>,
) -> Vec<usize> {
    let ids = || planned.groups.iter().map(|g| g.id.as_str());
    let groups = entry.groups.iter().filter_map(|name| resolve(log, Kind::Group, name, ids()));
    let groups: Vec<usize> = groups.collect();
    let contracts = entry.contracts.iter().filter(|name| is_contract(log, name, planned.groups));
    let contracts: Vec<&str> = contracts.map(|c| c.value.as_str()).collect();
    if let Some(names) = &entry.people {
        if !(entry.groups.is_empty() && entry.contracts.is_empty()) {
            let activity = shown(&entry.id.value);
            log.report(&entry.id.span, ActivityCause::UnclearActivity { activity });
        }
        let mut found: Vec<usize> =
            names.iter().filter_map(|name| person(log, name, people)).collect();
        found.sort_unstable();
        found.dedup();
        return found;
    }
    let of = |p: &Consultant| {
        (entry.groups.is_empty() || groups.contains(&p.group))
            && (entry.contracts.is_empty() || contracts.contains(&p.contract.as_str()))
    };
    (0..people.len()).filter(|p| of(&people[*p])).collect()
}

/// When an activity is; `None` after a problem.
fn when(context: &Context, entry: &ActivityFile, planned: &Planned<'_>) -> Option<When> {
    let log = context.log;
    let activity = || shown(&entry.id.value);
    let unclear = entry.set_keys == entry.placed_keys
        || entry.date.is_some() && entry.days.is_some()
        || entry.set_keys && (entry.start.is_none() || entry.length.is_none());
    if unclear || entry.placed_keys && entry.per_week.is_none() {
        log.report(&entry.id.span, ActivityCause::UnclearActivity { activity: activity() });
        return None;
    }
    let days = match &entry.days {
        Some(days) => days.iter().map(|day| day.value).collect(),
        None => Weekday::ALL[..5].to_vec(),
    };
    if let (Some(start), Some(length)) = (&entry.start, &entry.length) {
        if let Some(date) = &entry.date {
            in_weeks(log, date.value, &date.span, planned);
        }
        let date = entry.date.as_ref().map(|date| date.value);
        return Some(When::Set { date, days, start: start.value.minutes(), length: length.value });
    }
    let per_week = entry.per_week.as_ref()?;
    let between = match &entry.between {
        Some(raw) => {
            let within = stretch(context, raw)?;
            (within.from.minutes(), within.to.minutes())
        }
        None => (0, 2 * 1440),
    };
    let piece = entry.piece.as_ref().map_or(PIECE.min(per_week.value), |piece| piece.value);
    if per_week.value % piece != 0 || piece > between.1 - between.0 {
        log.report(&per_week.span, ActivityCause::ActivityPieces { activity: activity() });
        return None;
    }
    Some(When::Placed { per_week: per_week.value, shared: entry.shared, piece, days, between })
}

/// The days of the week that is judged, each with its weekday and whether it is a public holiday.
fn days(context: &Context<'_>) -> impl Iterator<Item = (Date, Weekday, bool)> {
    let holidays = context.calendar.holidays;
    let monday = context.calendar.week_start;
    (0..7).filter_map(move |d| {
        let date = monday?.checked_add(jiff::Span::new().days(d as i64)).ok()?;
        Some((date, Weekday::ALL[d], holidays[d]))
    })
}

/// Everybody can attend what is at a set time: who is named is not away that day, and some shift of theirs covers it.
/// Who is in it by group or contract, or every week, is excused on days away.
fn attended(
    context: &Context,
    entry: &ActivityFile,
    activity: &Activity,
    (people, planned): (&[Consultant], &Planned<'_>),
) {
    for p in &activity.people {
        let person = &people[*p];
        for (date, weekday, holiday) in days(context) {
            let Some(span) = activity.set_on(date, weekday, holiday) else { continue };
            let (id, name) = (activity.id.clone(), person.name.clone());
            let away = person.personal.absent.iter().any(|days| days.holds(date));
            if away && entry.people.is_some() && entry.date.is_some() {
                let cause = ActivityCause::ActivityWhileAway { activity: id, name, date };
                context.log.report(&entry.id.span, cause);
                break;
            }
            if !away
                && !planned.shifts.is_empty()
                && !covered(person, (date, weekday), span, planned)
            {
                let cause = ActivityCause::ActivityOutsideShifts { activity: id, name, date };
                context.log.report(&entry.id.span, cause);
                break;
            }
        }
    }
}

/// Whether a shift that a person may have on a day covers a stretch of it.
fn covered(
    person: &Consultant,
    (date, weekday): (Date, Weekday),
    (from, to): (u32, u32),
    planned: &Planned<'_>,
) -> bool {
    if let Some(fixed) = person.personal.fixed.iter().find(|duty| duty.date == date) {
        return fixed.start <= from && to <= fixed.start + fixed.length;
    }
    planned.shifts.iter().any(|rule| {
        let longest = rule.lengths.iter().max().copied().unwrap_or(0);
        rule.groups.contains(&person.group)
            && (rule.contracts.is_empty() || rule.contracts.contains(&person.contract))
            && rule.days.contains(&weekday)
            && rule.starts.iter().any(|start| *start <= from && to <= start + longest)
    })
}

/// Nobody is to be in two places at once.
fn apart<'o>(
    context: &Context,
    entry: &ActivityFile,
    (activity, others): (&Activity, impl Iterator<Item = &'o Activity>),
    people: &[Consultant],
) {
    for other in others {
        let both = activity.people.iter().find(|p| other.people.contains(p));
        let Some(p) = both else { continue };
        let clash = days(context).find(|(date, weekday, holiday)| {
            let at = |a: &Activity| a.set_on(*date, *weekday, *holiday);
            at(activity).zip(at(other)).is_some_and(|(a, b)| a.0 < b.1 && b.0 < a.1)
        });
        if let Some((date, ..)) = clash {
            let cause = ActivityCause::ActivitiesOverlap {
                activity: activity.id.clone(),
                other: other.id.clone(),
                name: people[*p].name.clone(),
                date,
            };
            context.log.report(&entry.id.span, cause);
        }
    }
}

/// Judges the pairs of the roster.
pub(super) fn pairs(log: &Log, file: &RosterFile, people: &[Consultant]) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    for entry in &file.pairs {
        let Some(pair) = pair(log, entry, people) else { continue };
        let [a, b] = pair.people;
        let against = |other: &&Pair| {
            other.kind != pair.kind && (other.people == [a, b] || other.people == [b, a])
        };
        if found.iter().any(|other| against(&other)) {
            let [first, second] = pair.people.map(|p| people[p].name.clone());
            log.report(&entry.span, ActivityCause::PairAgainstItself { first, second });
        }
        found.push(pair);
    }
    found
}

fn pair(log: &Log, entry: &PairFile, people: &[Consultant]) -> Option<Pair> {
    let [(kind, names)] = entry.people.as_slice() else {
        log.report(&entry.span, ActivityCause::UnclearPair);
        return None;
    };
    let found: Vec<usize> = names.iter().filter_map(|name| person(log, name, people)).collect();
    match found.as_slice() {
        [a, b] if a != b && names.len() == 2 => {
            Some(Pair { kind: *kind, people: [*a, *b], by_day: entry.by_day })
        }
        // A name that nobody has is told already.
        [] | [_] if names.len() == 2 => None,
        _ => {
            log.report(&entry.span, ActivityCause::UnclearPair);
            None
        }
    }
}

impl PairKind {
    /// Its key in the scenario.
    pub fn code(self) -> &'static str {
        match self {
            PairKind::Apart => "apart",
            PairKind::Together => "together",
        }
    }
}
