//! What is looked at once coverage and cost are settled: wishes, fairness, steadiness.

use crate::roster::rules::Worked;
use crate::roster::setting::{Assigned, Person, Setting};
use crate::scenario::roster::WishKind;

/// Fairness is counted in parts of this size, so that sums compare exactly.
const FINE: f64 = 1e6;

/// The later stages of one person or of all: wishes, rhythm, fairness, steadiness; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Later {
    /// Grades of wishes missed, over all days.
    pub wishes: u64,
    /// Single working days, single days off, and thin weeks (`rhythm.rs`).
    pub uneven: u64,
    /// Σ count² ÷ working days there for days' work less than the norm, evenings (of those who do not wish for them), weekend days and
    /// days against a preference, in millionths.
    pub fairness: u64,
    /// Days worked whose start differs from that of the day worked before, and those whose start differs from
    /// that of the same weekday a week before; the roster before counts.
    pub changes: u64,
    /// Quarters of an hour by which starts of days in a row differ; of deals alike in all else the steadiest.
    pub jump: u64,
}

impl Later {
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            wishes: self.wishes + other.wishes,
            uneven: self.uneven + other.uneven,
            fairness: self.fairness + other.fairness,
            changes: self.changes + other.changes,
            jump: self.jump + other.jump,
        }
    }
}

/// Whether a shift is an evening, falls on a weekend or a holiday, is against a preference.
pub(super) fn burden(setting: &Setting<'_>, person: &Person, day: usize, duty: usize) -> [bool; 3] {
    let duty = &setting.weeks[day / 7].week.duties[duty];
    let evening = setting.evening(duty);
    let against = |w: &crate::scenario::roster::Wish| match w.kind {
        WishKind::Early => evening,
        WishKind::Late => !evening,
        _ => false,
    };
    let weekend = day % 7 >= 5 || setting.holiday(day);
    [evening, weekend, person.wishes.iter().any(against)]
}

/// Counts of a person's evenings, weekend days and days against a preference.
pub fn burdens(setting: &Setting<'_>, person: &Person, days: &[Option<Assigned>]) -> [u32; 3] {
    let mut counts = [0; 3];
    for (d, a) in days.iter().enumerate() {
        let Some(a) = a else { continue };
        for (count, has) in counts.iter_mut().zip(burden(setting, person, d, a.duty)) {
            *count += u32::from(has);
        }
    }
    counts
}

/// A count squared over the days there.
pub(super) fn squared(count: u32, there: u32) -> u64 {
    (f64::from(count * count) / f64::from(there) * FINE).round() as u64
}

/// Days' work of the contract's norms that the roster does not give a person, squared, over the days there; nothing
/// where there is no norm. Not of their own norm, which this figure would tell.
pub(super) fn idle(person: &Person, paid: i64, there: u32) -> u64 {
    if person.rules.period_day.is_none() {
        return 0;
    }
    let norm: i64 = person.hours.paid.iter().sum();
    let days = (norm - paid).max(0) as f64 / 480.0;
    (days * days / f64::from(there) * FINE).round() as u64
}

/// Whether evenings are no burden to a person, who wishes for them.
pub(super) fn likes_evenings(person: &Person) -> bool {
    person.wishes.iter().any(|w| w.kind == WishKind::Late)
}

/// Days on which a person could be asked to work.
pub(super) fn there(setting: &Setting<'_>, person: &Person) -> u32 {
    let can =
        |d: &usize| setting.duties_of(person, *d).any(|k| setting.refusal(person, *d, k).is_none());
    ((0..setting.days()).filter(can).count() as u32).max(1)
}

/// Minute of the day on which a shift starts.
pub(super) fn start(worked: &Worked) -> i32 {
    worked.start.rem_euclid(1440)
}

/// See [`Later::changes`]; `worked` is in order, and planned from minute 0 on.
pub(super) fn changes(worked: &[Worked]) -> u64 {
    let planned = worked.partition_point(|w| w.start < 0);
    let mut changes = 0;
    for (k, now) in worked.iter().enumerate().skip(planned) {
        let day_before = k.checked_sub(1).map(|before| &worked[before]);
        let week_before = worked[..k].iter().rev().find(|w| w.day() <= now.day() - 7);
        let week_before = week_before.filter(|w| w.day() == now.day() - 7);
        for before in day_before.into_iter().chain(week_before) {
            changes += u64::from(start(before) != start(now));
        }
    }
    changes
}

/// Fairness as it is reported.
pub fn fairness_value(millionths: u64) -> f64 {
    millionths as f64 / FINE
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shifts by day (before the plan below 0) and hour of their start.
    fn worked(shifts: &[(i32, i32)]) -> Vec<Worked> {
        let shift = |(day, hour): &(i32, i32)| {
            let start = day * 1440 + hour * 60;
            Worked { start, end: start + 480, paid: 480, breaks: 15 }
        };
        shifts.iter().map(shift).collect()
    }

    #[test]
    fn starts_are_compared_with_the_day_and_the_week_before() {
        assert_eq!(changes(&worked(&[(0, 8), (1, 8), (2, 8)])), 0);
        // Another start on Tuesday, and back on Wednesday.
        assert_eq!(changes(&worked(&[(0, 8), (1, 10), (2, 8)])), 2);
        // The second week begins and stays later: once for the day before, thrice for the week before.
        let later = [(0, 8), (1, 8), (2, 8), (7, 10), (8, 10), (9, 10)];
        assert_eq!(changes(&worked(&later)), 4);
        // The roster before counts, but what changed within it does not; Wednesday was off in it.
        assert_eq!(changes(&worked(&[(-7, 8), (-6, 10), (0, 8), (1, 8), (2, 8)])), 2);
    }
}
