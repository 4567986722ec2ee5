//! People who must not, or must, work together, minute by minute and day by day.

use super::Case;
use super::person::Person;
use super::rules::times;
use crate::domain::finding::Fault;
use crate::domain::labour::Reason;
use crate::scenario::roster::{Pair, PairKind};

const DAY: i32 = 1440;

/// Holds every pair against what both work; of each it tells the first day that breaks it.
pub(super) fn check(case: &mut Case<'_>, people: &[Person<'_>]) {
    for pair in &case.settings.pairs {
        let names = pair.people.map(|p| &case.scenario.consultants[p].name);
        let person = |name: &String| people.iter().find(|p| p.consultant.name == *name);
        let (Some(first), Some(second)) = (person(names[0]), person(names[1])) else { continue };
        if let Some(day) = broken(case, pair, (first, second)) {
            let reason = match pair.kind {
                PairKind::Apart => Reason::Apart,
                PairKind::Together => Reason::Together,
            };
            let place = format!("{} {}", names[0], case.date(day));
            case.add(&place, Fault::Pair { reason, other: names[1].clone() });
        }
    }
}

/// The first day planned on which a pair is broken.
fn broken(
    case: &Case<'_>,
    pair: &Pair,
    (first, second): (&Person<'_>, &Person<'_>),
) -> Option<i32> {
    // With what the roster before left: a night may end on the first morning.
    let (mut one, other) = (times(case, first), times(case, second));
    if pair.kind == PairKind::Together {
        // A night that the roster before planned is no day of this one.
        one.retain(|(start, _)| *start >= 0);
    }
    let works = |times: &[(i32, i32)], day: i32| times.iter().any(|t| t.0.div_euclid(DAY) == day);
    let at_work = |times: &[(i32, i32)], minute: i32| {
        times.iter().any(|(start, end)| *start <= minute && minute < *end)
    };
    let wrong = |one: bool, other: bool| match pair.kind {
        PairKind::Apart => one && other,
        PairKind::Together => one && !other,
    };
    if pair.by_day {
        return (0..case.days()).find(|day| wrong(works(&one, *day), works(&other, *day)));
    }
    let minutes = 0..(case.days() + 1) * DAY;
    let minute = minutes.into_iter().find(|m| wrong(at_work(&one, *m), at_work(&other, *m)))?;
    Some(minute / DAY)
}
