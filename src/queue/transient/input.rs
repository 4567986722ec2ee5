//! What the stretches and breaks of a day must be.

use super::{Break, Stretch, TransientError};

/// What rounding may add to a number of people.
const ROUNDING: f64 = 1e-6;

/// The stretch before another one, if there is one.
pub(super) fn before(index: usize, all: usize, repeats: bool) -> Option<usize> {
    if repeats { Some((index + all - 1) % all) } else { index.checked_sub(1) }
}

/// Refuses numbers outside their ranges.
pub(super) fn check(
    stretches: &[Stretch],
    breaks: &[Break],
    repeats: bool,
    tolerance: f64,
) -> Result<(), TransientError> {
    let problem = |stretch: usize, what: &'static str| Err(TransientError::Input { stretch, what });
    let n = stretches.len();
    if n == 0 {
        return problem(0, "there must be at least one stretch");
    }
    if !(1e-13..=0.01).contains(&tolerance) {
        return problem(n, "the tolerance must be from 1e-13 to 0.01");
    }
    for one in breaks {
        let forward = if repeats { one.from != one.to } else { 0 < one.from && one.from < one.to };
        if one.from >= n || one.to >= n || !forward {
            return problem(
                one.from,
                "a break must begin and end between stretches, in this order",
            );
        }
    }
    let positive = |x: f64| (1e-9..=1e9).contains(&x);
    let mut cohort = 0;
    for (index, stretch) in stretches.iter().enumerate() {
        let next = if index == 0 { 0..=0 } else { cohort..=cohort + 1 };
        let what = if !next.contains(&stretch.cohort) {
            "cohorts must be numbered 0, 1, 2 … in order"
        } else if !positive(stretch.seconds) {
            "its length must be more than 0"
        } else if !(0.0..=1e6).contains(&stretch.calls_per_s) {
            "its calls a second must be 0 or more"
        } else if !(0.0..=10_000.0).contains(&stretch.agents) {
            "its agents must be from 0 to 10,000"
        } else if !positive(stretch.aht_s) {
            "its handle time must be more than 0"
        } else if !stretch.patience_s.is_none_or(positive) {
            "its patience must be more than 0"
        } else if before(index, n, repeats)
            .is_some_and(|before| !turns(&stretches[before], stretch, breaks, index))
        {
            "no more agents can be relieved, go or come than there are"
        } else {
            cohort = stretch.cohort;
            continue;
        };
        return problem(index, what);
    }
    Ok(())
}

/// Whether so many agents can go and come between two stretches.
fn turns(before: &Stretch, now: &Stretch, breaks: &[Break], index: usize) -> bool {
    let (relieved, more) = (f64::from(now.relieved), now.agents - before.agents);
    let (leave, come) = ((-more).max(0.0) + relieved, more.max(0.0) + relieved);
    let people = |end: fn(&Break) -> usize| -> f64 {
        breaks.iter().filter(|b| end(b) == index).map(|b| f64::from(b.people)).sum()
    };
    let within = |number: f64, most: f64| number <= most + ROUNDING;
    within(leave, before.agents)
        && within(people(|b| b.from), leave)
        && within(people(|b| b.to), come)
}
