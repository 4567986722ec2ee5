//! How people's days fall: single working days and single days off, thin weeks, jumps of the start, and how far
//! evenings and Saturdays lie apart within a contract. Told with every roster, and bettered when shifts are dealt out.
//!
//! A day of absence or a public holiday makes no run of days too short, neither the run that it lies in nor one
//! beside it; a run that nobody saw begin or end may be of any length, as for the patterns of [`super::rules`].

use super::rules::{self, Worked};

/// Weekly minutes of a contract from which on it is full time.
const FULL_TIME: u32 = 35 * 60;
/// Days worked in a week of somebody full time at the most that make it thin.
const THIN: u32 = 2;
/// Weekdays on which somebody could be asked to work that a week has at least for it to count.
const WHOLE: usize = 4;

/// Days before the plan that the marks hold.
const BACK: i32 = 3;

/// What is counted of a person's days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Days worked with a day off before and after.
    pub single_days: u32,
    /// Days off with a day worked before and after.
    pub single_days_off: u32,
    /// Weeks of one or two days of somebody full time.
    pub thin_weeks: u32,
}

impl Counts {
    /// All together.
    pub fn sum(&self) -> u32 {
        self.single_days + self.single_days_off + self.thin_weeks
    }
}

/// What of a person the counts look at, whatever they work: marks of days, three of them before the plan.
#[derive(Debug, Clone)]
pub struct Around {
    /// Days worked before the plan.
    before: u64,
    /// Days of which something is known, and neither absences nor holidays.
    open: u64,
    /// Weeks that may be thin.
    weeks: Vec<u32>,
}

fn mark(day: i32) -> u64 {
    if (-BACK..64 - BACK).contains(&day) { 1 << (day + BACK) } else { 0 }
}

impl Around {
    /// Of a person who worked these days before the plan, in order, and is away or on holiday on days planned that are
    /// `eased`.
    pub fn new(before: &[Worked], eased: &[bool], weekly_minutes: u32) -> Self {
        let known = rules::known_from(before.first(), 1).unwrap_or(0);
        let before = before.iter().map(|w| mark(w.day())).fold(0, |a, b| a | b);
        let full_time = weekly_minutes >= FULL_TIME;
        let past = (known.max(-BACK)..0).map(mark);
        let planned = eased.iter().enumerate().filter(|(_, e)| !**e).map(|(d, _)| mark(d as i32));
        let whole = |w: &usize| {
            let there = eased[7 * w..7 * w + 5].iter().filter(|e| !**e).count();
            full_time && there >= WHOLE
        };
        Self {
            before,
            open: past.chain(planned).fold(0, |a, b| a | b),
            weeks: (0..eased.len() / 7).filter(whole).map(|w| w as u32).collect(),
        }
    }

    /// The counts of the days planned on which a person works.
    pub fn counts(&self, days: impl Iterator<Item = usize>) -> Counts {
        let worked = days.map(|d| mark(d as i32)).fold(self.before, |a, b| a | b);
        let off = self.open & !worked;
        // Of days before the plan only the last one can be seen to be single by a day planned.
        let seen = !0 << (BACK - 1);
        let week = |w: &&u32| {
            let own = (worked >> (7 * **w + BACK as u32)) & 0x7f;
            (1..=THIN).contains(&own.count_ones())
        };
        Counts {
            single_days: (worked & (off << 1) & (off >> 1) & seen).count_ones(),
            single_days_off: (off & (worked << 1) & (worked >> 1) & seen).count_ones(),
            thin_weeks: self.weeks.iter().filter(week).count() as u32,
        }
    }
}

/// Minutes between the starts of two days worked in a row, over all of them, and how many such pairs there are;
/// `worked` is in order.
pub fn jumps(worked: &[Worked]) -> (u32, u32) {
    let start = |w: &Worked| w.start.rem_euclid(1440);
    let pairs = worked.windows(2).filter(|p| p[1].day() >= 0 && p[1].day() == p[0].day() + 1);
    pairs.fold((0, 0), |(sum, n), p| (sum + start(&p[0]).abs_diff(start(&p[1])), n + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift((day, hour): (i32, i32)) -> Worked {
        let start = day * 1440 + hour * 60;
        Worked { start, end: start + 480, paid: 480, breaks: 15 }
    }

    #[test]
    fn single_days_and_thin_weeks_are_those_that_are_seen_whole() {
        let counts = |days: &[usize], eased: &[usize], past: &[i32]| {
            let past: Vec<Worked> = past.iter().map(|day| shift((*day, 8))).collect();
            let eased: Vec<bool> = (0..14).map(|d| eased.contains(&d)).collect();
            let c = Around::new(&past, &eased, FULL_TIME).counts(days.iter().copied());
            [c.single_days, c.single_days_off, c.thin_weeks]
        };
        // Tuesday alone, then Thursday and Friday: one single day, one single day off; three days are no thin week.
        assert_eq!(counts(&[1, 3, 4], &[], &[]), [1, 1, 0]);
        // Monday may follow a day worked, and the last Sunday be followed by one; both weeks have a day alone.
        assert_eq!(counts(&[0, 13], &[], &[]), [0, 0, 2]);
        // An absence on either side makes a run of any length good, and a week with two of them does not count.
        assert_eq!(counts(&[1, 3, 4], &[0, 2], &[]), [0, 0, 0]);
        assert_eq!(counts(&[1], &[0], &[]), [0, 0, 1]);
        // A duty on the Sunday before: Monday is a single day off.
        assert_eq!(counts(&[1, 2, 3], &[], &[-1]), [0, 1, 0]);
        // Known since Friday, worked on Sunday: that was a single day once Monday is free; the Saturday is past.
        assert_eq!(counts(&[1, 2, 3], &[], &[-3, -1]), [1, 1, 0]);
    }

    #[test]
    fn jumps_are_those_between_days_in_a_row() {
        let worked = [(-1, 8), (0, 9), (1, 7), (3, 12), (4, 12)].map(shift);
        assert_eq!(jumps(&worked), (60 + 120, 3));
    }
}
