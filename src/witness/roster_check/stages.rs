//! What the roster says was minimised: the stages, recomputed from what everybody works.

use super::person::Person;
use super::{Case, near, rhythm, rules};
use crate::domain::finding::{Counted, Fault};
use crate::scenario::roster::{Wish, WishKind};
use crate::wire::answer::Status;
use crate::wire::roster_answer::{Goal, Roster};

const DAY: i32 = 1440;
/// The stages in their order; that of the days was not told by rosters made before.
const GOALS: [Goal; 6] =
    [Goal::Coverage, Goal::Cost, Goal::Wishes, Goal::Rhythm, Goal::Fairness, Goal::Steadiness];

/// Holds every stage against its own figures and against what is recomputed; fairness by its own figures
/// alone. `short`: fewest and most person-hours short, as sets that share people are counted.
pub(super) fn check(
    case: &mut Case<'_>,
    roster: &Roster,
    people: &[Person<'_>],
    short: (f64, f64),
) {
    let goals: Vec<Goal> = roster.stages.iter().map(|s| s.stage).collect();
    let before = GOALS.into_iter().filter(|goal| *goal != Goal::Rhythm);
    if goals != GOALS && (roster.rhythm.is_some() || !before.eq(goals.iter().copied())) {
        let names = |goals: &[Goal]| {
            let names: Vec<&str> = goals.iter().map(|goal| goal.code()).collect();
            format!("{names:?}")
        };
        let (claimed, expected) = (names(&goals), names(&GOALS));
        case.add("stages", Fault::InsteadOf { claimed, what: Counted::Those, expected });
        return;
    }
    let cost = super::cost(case, roster, people);
    let wishes: u32 = people.iter().map(|p| wishes(case, p)).sum();
    let steadiness: usize = people.iter().map(|p| steadiness(case, p)).sum();
    let uneven = rhythm::uneven(case, people);
    let own = |goal: Goal| match goal {
        Goal::Coverage => Some(short),
        Goal::Cost => Some((cost, cost)),
        Goal::Wishes => Some((f64::from(wishes), f64::from(wishes))),
        Goal::Rhythm => Some((f64::from(uneven), f64::from(uneven))),
        Goal::Fairness => None,
        Goal::Steadiness => Some((steadiness as f64, steadiness as f64)),
    };
    for stage in &roster.stages {
        let own = own(stage.stage);
        let place = format!("stage {}", stage.stage.code());
        let (value, bound) = (stage.value, stage.bound);
        if let Some((least, most)) = own
            && !(near(value, least) || near(value, most) || (least < value && value < most))
        {
            case.add(&place, Fault::StageClaimed { claimed: value, least, most });
        }
        if bound > value + 1e-6 {
            case.add(&place, Fault::BoundAboveValue);
        }
        let gap = if value > 0.0 { (value - bound) / value } else { 0.0 };
        if !near(stage.gap, gap) {
            case.add(&place, Fault::GapClaimed { claimed: stage.gap, recomputed: gap });
        }
        if stage.status == Status::Optimal && gap > 1e-5 {
            case.add(&place, Fault::NotOptimal);
        }
    }
}

/// Grades of a person's wishes missed, over all days.
fn wishes(case: &Case<'_>, person: &Person<'_>) -> u32 {
    let wishes = person.consultant.personal.wishes.iter();
    wishes.map(|wish| wish.grade * missed(case, person, wish)).sum()
}

/// Days on which a wish is missed.
pub(super) fn missed(case: &Case<'_>, person: &Person<'_>, wish: &Wish) -> u32 {
    let evening = |end: i32| end > case.settings.evening_from as i32;
    let on = |day: i32| {
        let shift = person.shifts.iter().find(|s| s.day() == day);
        let times = shift.map(|s| (s.start - day * DAY, s.end - day * DAY));
        match wish.kind {
            WishKind::Off(date) => case.date(day) == date && times.is_some(),
            WishKind::Early => times.is_some_and(|(_, end)| evening(end)),
            WishKind::Late => times.is_some_and(|(_, end)| !evening(end)),
            WishKind::Start(date, start) => {
                case.date(day) == date && times.is_none_or(|(own, _)| own != start as i32)
            }
        }
    };
    (0..case.days()).filter(|day| on(*day)).count() as u32
}

/// Days whose start differs from that of the day worked before, and from that of the same weekday a week
/// before.
fn steadiness(case: &Case<'_>, person: &Person<'_>) -> usize {
    let starts: Vec<i32> = rules::times(case, person).into_iter().map(|(start, _)| start).collect();
    let mut changed = 0;
    for (k, start) in starts.iter().enumerate().filter(|(_, start)| **start >= 0) {
        let day_before = k.checked_sub(1).map(|before| starts[before]);
        let same = |other: &&i32| other.div_euclid(DAY) == start.div_euclid(DAY) - 7;
        let week_before = starts.iter().find(same).copied();
        let other = |before: &i32| (start - before).rem_euclid(DAY) != 0;
        changed += day_before.into_iter().chain(week_before).filter(other).count();
    }
    changed
}
