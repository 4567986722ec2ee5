//! Stretches of time, breaks and the shift that somebody works, in minutes.

use super::clock::{DAY_MINUTES, TimeOfDay, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Opening time: from a minute of the day to a later one; both on the grid, at most 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Start, included.
    pub from: TimeOfDay,
    /// End, excluded; after the start.
    pub to: TimeOfDay,
}

impl Opening {
    /// Reads `07:30-15:30`, the end after the start.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        let (from, to) = (TimeOfDay::parse(from.trim())?, TimeOfDay::parse(to.trim())?);
        (from < to).then_some(Self { from, to })
    }
}

/// A stretch of time in minutes after the midnight at which some day begins. It may run past the next
/// midnight: 22:00 to 06:00 is 1320 to 1800.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stretch {
    from: u32,
    to: u32,
}

impl Stretch {
    /// From one minute to a later one; `None` if it would be empty.
    pub fn new(from: u32, to: u32) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    /// So many minutes from a minute on, at least one.
    pub fn lasting(from: u32, minutes: u32) -> Self {
        Self { from, to: from + minutes.max(1) }
    }

    /// From a time of the day to the first moment after it at which the clock shows the other time: the one
    /// rule for what runs past midnight. 24:00 at the start is the same as 00:00.
    pub fn between(from: TimeOfDay, to: TimeOfDay) -> Self {
        let from = from.minutes() % DAY_MINUTES;
        let to = to.minutes();
        Self { from, to: if to > from { to } else { to + DAY_MINUTES } }
    }

    /// The first stretch between these times that does not start before a minute: a break within a shift
    /// that began at that minute.
    pub fn between_after(from: TimeOfDay, to: TimeOfDay, earliest: u32) -> Self {
        let days = |minute: u32| earliest.saturating_sub(minute).div_ceil(DAY_MINUTES);
        let own = Self::between(from, to);
        let later = days(own.from) * DAY_MINUTES;
        Self { from: own.from + later, to: own.to + later }
    }

    /// First minute.
    pub fn from(self) -> u32 {
        self.from
    }

    /// First minute after it.
    pub fn to(self) -> u32 {
        self.to
    }

    /// Length in minutes, above zero.
    pub fn minutes(self) -> u32 {
        self.to - self.from
    }
}

/// When a shift starts and how long it lasts, on whatever day, for whomever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShiftTime {
    /// Minutes after midnight.
    pub start: u32,
    /// Minutes of presence.
    pub length: u32,
}

/// A day's work of one person: presence, and the breaks within it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Worked {
    span: Stretch,
    breaks: Vec<Stretch>,
}

impl Worked {
    /// A shift with its breaks in any order; `None` if a break reaches out of the shift or into another.
    pub fn new(span: Stretch, mut breaks: Vec<Stretch>) -> Option<Self> {
        breaks.sort_unstable();
        let inside = breaks.iter().all(|b| span.from <= b.from && b.to <= span.to);
        let apart = breaks.windows(2).all(|pair| pair[0].to <= pair[1].from);
        (inside && apart).then_some(Self { span, breaks })
    }

    /// A shift whose breaks are known to lie within it, one after another.
    pub fn with_breaks(span: Stretch, breaks: Vec<Stretch>) -> Self {
        debug_assert!(Self::new(span, breaks.clone()).is_some_and(|own| own.breaks == breaks));
        Self { span, breaks }
    }

    /// From coming to going.
    pub fn span(&self) -> Stretch {
        self.span
    }

    /// Breaks, in order.
    pub fn breaks(&self) -> &[Stretch] {
        &self.breaks
    }

    /// The shift with these stretches taken off as its breaks are, as far as they lie within it and beside these.
    pub fn without(&self, off: &[Stretch]) -> Self {
        let mut own = self.clone();
        for stretch in off {
            let breaks = [own.breaks.as_slice(), std::slice::from_ref(stretch)].concat();
            own = Self::new(own.span, breaks).unwrap_or(own);
        }
        own
    }

    /// Start and length.
    pub fn time(&self) -> ShiftTime {
        ShiftTime { start: self.span.from, length: self.span.minutes() }
    }

    /// The shift without its breaks, in order.
    pub fn on_duty(&self) -> Vec<Stretch> {
        let ends = self.breaks.iter().copied().map(|b| (b.from, b.to));
        let mut at = self.span.from;
        let mut parts = Vec::new();
        for (from, to) in ends.chain([(self.span.to, self.span.to)]) {
            parts.extend(Stretch::new(at, from));
            at = to;
        }
        parts
    }
}

/// Consultants of one group who start, pause and end together on one weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crew {
    /// Index into the scenario's groups.
    pub group: usize,
    /// Day on which they start.
    pub day: Weekday,
    /// Hours and breaks.
    pub worked: Worked,
    /// How many they are.
    pub count: u32,
}

/// What shifts cost, everybody's together.
pub fn cost(shifts: &[PlannedShift]) -> f64 {
    shifts.iter().map(|s| s.cost * f64::from(s.crew.count)).sum()
}

/// The shift times of a week, with how many people begin one of them on some day.
pub fn shift_times(shifts: &[PlannedShift]) -> BTreeMap<ShiftTime, u32> {
    let mut times = BTreeMap::new();
    for shift in shifts {
        *times.entry(shift.crew.worked.time()).or_default() += shift.crew.count;
    }
    times
}

/// A crew with the contract and the rule under which it works, and what it is paid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedShift {
    /// Who works when.
    pub crew: Crew,
    /// Index into the group's contracts.
    pub contract: usize,
    /// Index into the scenario's shift rules.
    pub rule: usize,
    /// Paid minutes of one consultant.
    pub paid_minutes: u32,
    /// Cost of one consultant's shift, premiums included.
    pub cost: f64,
}

impl PlannedShift {
    /// Paid hours of one consultant.
    pub fn paid_hours(&self) -> f64 {
        f64::from(self.paid_minutes) / 60.0
    }
}

/// The crews of shifts, without what they are paid.
pub fn crews(shifts: &[PlannedShift]) -> Vec<Crew> {
    shifts.iter().map(|shift| shift.crew.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> TimeOfDay {
        TimeOfDay::parse(text).unwrap()
    }

    #[test]
    fn a_night_shift_ends_on_the_next_day() {
        let night = Stretch::between(time("22:00"), time("06:00"));
        assert_eq!((night.from(), night.to(), night.minutes()), (1320, 1800, 480));
        let pause = Stretch::between_after(time("00:10"), time("00:25"), night.from());
        assert_eq!((pause.from(), pause.to()), (1450, 1465));
        let until_midnight = Stretch::between(time("16:00"), time("24:00"));
        assert_eq!(until_midnight.to(), 1440);
    }

    #[test]
    fn a_shift_is_on_duty_between_its_breaks() {
        let span = Stretch::new(1200, 1680).unwrap();
        let part = |from, to| Stretch::new(from, to).unwrap();
        let worked = Worked::new(span, vec![part(1450, 1465), part(1320, 1325)]).unwrap();
        assert_eq!(worked.on_duty(), [part(1200, 1320), part(1325, 1450), part(1465, 1680)]);
        assert_eq!(Worked::new(span, vec![part(1100, 1300)]), None);
        let ends_early = Worked::new(span, vec![part(1665, 1680)]).unwrap();
        assert_eq!(ends_early.on_duty(), [part(1200, 1665)]);
    }
}
