//! Who gets which of the shifts: wishes first, then fairness, then steadiness.
//!
//! Two people of one class and contract may exchange what they work on some days: coverage and cost stay
//! as they are. All such exchanges of single days, of runs of days within a week and of whole weeks are
//! tried until none improves the stages in their order; an exchange must keep every rule.

use super::rules::Worked;
use super::setting::{Assigned, Assignments, Person, Setting};
use crate::milp::{Programme, Solver, Verdict};
use crate::scenario::roster::WishKind;
use crate::shift_plan::search::Settings;

/// Passes over all exchanges at the most.
const PASSES: usize = 12;
/// Fairness is counted in parts of this size, so that sums compare exactly.
const FINE: f64 = 1e6;

/// The later stages of one person or of all: wishes, fairness, steadiness; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Later {
    /// Grades of wishes missed, over all days.
    pub wishes: u64,
    /// Σ count² ÷ working days there for days' work less than the norm, evenings (of those who do not wish for them), weekend days and
    /// days against a preference, in millionths.
    pub fairness: u64,
    /// Days worked whose start differs from that of the day worked before, and those whose start differs from
    /// that of the same weekday a week before; the roster before counts.
    pub changes: u64,
}

impl Later {
    fn plus(self, other: Self) -> Self {
        Self {
            wishes: self.wishes + other.wishes,
            fairness: self.fairness + other.fairness,
            changes: self.changes + other.changes,
        }
    }
}

/// Counts of a person that fairness looks at: evenings, weekend days, days against a preference.
pub fn burdens(setting: &Setting<'_>, person: &Person, days: &[Option<Assigned>]) -> [u32; 3] {
    let mut counts = [0; 3];
    for (d, a) in days.iter().enumerate() {
        let Some(a) = a else { continue };
        let duty = &setting.weeks[d / 7].week.duties[a.duty];
        let evening = setting.evening(duty);
        counts[0] += u32::from(evening);
        counts[1] += u32::from(d % 7 >= 5 || setting.holiday(d));
        let against = |w: &crate::scenario::roster::Wish| match w.kind {
            WishKind::Early => evening,
            WishKind::Late => !evening,
            _ => false,
        };
        counts[2] += u32::from(person.wishes.iter().any(against));
    }
    counts
}

/// Days' work that the settlement periods grant a person and the roster does not give, squared, over the
/// days there; nothing where there is no norm.
fn idle(person: &Person, worked: &[Worked], there: u32) -> u64 {
    let days = idle_days(person, worked);
    (days * days / f64::from(there) * FINE).round() as u64
}

fn idle_days(person: &Person, worked: &[Worked]) -> f64 {
    if person.rules.period_day.is_none() {
        return 0.0;
    }
    let paid: i64 = worked.iter().filter(|w| w.start >= 0).map(|w| i64::from(w.paid)).sum();
    let norm: i64 = person.norms.iter().sum();
    (norm - paid).max(0) as f64 / 480.0
}

/// Whether evenings are no burden to a person, who wishes for them.
fn likes_evenings(person: &Person) -> bool {
    person.wishes.iter().any(|w| w.kind == WishKind::Late)
}

/// Days on which a person could be asked to work.
pub fn there(setting: &Setting<'_>, person: &Person) -> u32 {
    let can =
        |d: &usize| setting.duties_of(person, *d).any(|k| setting.refusal(person, *d, k).is_none());
    ((0..setting.days()).filter(can).count() as u32).max(1)
}

/// The later stages of one person.
pub fn later(
    setting: &Setting<'_>,
    person: &Person,
    days: &[Option<Assigned>],
    there: u32,
) -> Later {
    let missed = |(d, a): (usize, &Option<Assigned>)| {
        u64::from(setting.missed(person, d, a.as_ref().map(|a| a.duty)))
    };
    let mut counts = burdens(setting, person, days);
    if likes_evenings(person) {
        counts[0] = 0;
    }
    let fairness: u64 =
        counts.iter().map(|n| (f64::from(n * n) / f64::from(there) * FINE).round() as u64).sum();
    let worked = setting.history(person, days);
    let fairness = fairness + idle(person, &worked, there);
    let changes = changes(&worked);
    Later { wishes: days.iter().enumerate().map(missed).sum(), fairness, changes }
}

/// See [`Later::changes`]; `worked` is in order, and planned from minute 0 on.
fn changes(worked: &[Worked]) -> u64 {
    let start = |w: &Worked| w.start.rem_euclid(1440);
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

/// The later stages of everybody.
pub fn total(setting: &Setting<'_>, grid: &Assignments) -> Later {
    let each =
        setting.people.iter().zip(grid).map(|(p, days)| later(setting, p, days, there(setting, p)));
    each.fold(Later::default(), Later::plus)
}

/// Exchanges shifts until nothing improves. What is worked before day `from` stays.
pub fn polish(
    setting: &Setting<'_>,
    grid: &mut Assignments,
    from: usize,
    time_left: &dyn Fn() -> bool,
) {
    let there: Vec<u32> = setting.people.iter().map(|p| there(setting, p)).collect();
    let mut own: Vec<Later> = setting
        .people
        .iter()
        .enumerate()
        .map(|(p, person)| later(setting, person, &grid[p], there[p]))
        .collect();
    for _ in 0..PASSES {
        let mut improved = false;
        for p in 0..grid.len() {
            for q in p + 1..grid.len() {
                let (a, b) = (&setting.people[p], &setting.people[q]);
                if (a.class, a.contract) != (b.class, b.contract) {
                    continue;
                }
                if !time_left() {
                    return;
                }
                for (first, last) in stretches(setting.days(), from) {
                    improved |= exchange(setting, grid, &mut own, &there, (p, q), (first, last));
                }
            }
        }
        if !improved {
            return;
        }
    }
}

/// Runs of days within a week, whole weeks included.
fn stretches(days: usize, from: usize) -> impl Iterator<Item = (usize, usize)> {
    (from..days).flat_map(move |first| {
        let week_end = first / 7 * 7 + 7;
        (first..week_end.min(days)).map(move |last| (first, last))
    })
}

fn exchange(
    setting: &Setting<'_>,
    grid: &mut Assignments,
    own: &mut [Later],
    there: &[u32],
    (p, q): (usize, usize),
    (first, last): (usize, usize),
) -> bool {
    if grid[p][first..=last] == grid[q][first..=last]
        || grid[p][first] == grid[q][first]
        || grid[p][last] == grid[q][last]
    {
        return false;
    }
    let (a, b) = (&setting.people[p], &setting.people[q]);
    let may = |person: &Person, days: &[Option<Assigned>]| {
        days.iter().enumerate().all(|(k, a)| {
            let d = first + k;
            match a {
                Some(a) => setting.refusal(person, d, a.duty).is_none(),
                None => !setting.fixed(person, d),
            }
        })
    };
    if !may(a, &grid[q][first..=last]) || !may(b, &grid[p][first..=last]) {
        return false;
    }
    let before = own[p].plus(own[q]);
    swap(grid, p, q, first, last);
    let (new_p, new_q) =
        (later(setting, a, &grid[p], there[p]), later(setting, b, &grid[q], there[q]));
    let better = new_p.plus(new_q) < before
        && setting.broken(a, &grid[p]).is_none()
        && setting.broken(b, &grid[q]).is_none();
    if better {
        own[p] = new_p;
        own[q] = new_q;
    } else {
        swap(grid, p, q, first, last);
    }
    better
}

fn swap(grid: &mut Assignments, p: usize, q: usize, first: usize, last: usize) {
    let (head, tail) = grid.split_at_mut(q);
    head[p][first..=last].swap_with_slice(&mut tail[0][first..=last]);
}

/// A bound on the grades missed when the shifts of each class, contract and day are dealt out anew: the
/// best assignment of every day by itself.
pub fn wishes_bound(setting: &Setting<'_>, grid: &Assignments, settings: &Settings<'_>) -> u64 {
    let mut bound = 0.0;
    for day in 0..setting.days() {
        let mut kinds: Vec<(usize, usize)> =
            setting.people.iter().map(|p| (p.class, p.contract)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            let members: Vec<usize> = (0..grid.len())
                .filter(|p| (setting.people[*p].class, setting.people[*p].contract) == kind)
                .collect();
            bound += day_bound(setting, grid, &members, day, settings);
        }
    }
    (bound - 1e-6).ceil().max(0.0) as u64
}

fn day_bound(
    setting: &Setting<'_>,
    grid: &Assignments,
    members: &[usize],
    day: usize,
    settings: &Settings<'_>,
) -> f64 {
    let dealt: Vec<Option<usize>> =
        members.iter().map(|p| grid[*p][day].as_ref().map(|a| a.duty)).collect();
    let missed = |p: usize, k: Option<usize>| setting.missed(&setting.people[p], day, k);
    if members.iter().zip(&dealt).all(|(p, k)| missed(*p, *k) == 0) {
        return 0.0;
    }
    let mut kinds = dealt.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let mut programme = Programme::default();
    let mut people = vec![Vec::new(); members.len()];
    let mut taken = vec![Vec::new(); kinds.len()];
    for (m, p) in members.iter().enumerate() {
        let person = &setting.people[*p];
        for (k, kind) in kinds.iter().enumerate() {
            let may = match kind {
                Some(duty) => setting.refusal(person, day, *duty).is_none(),
                None => !setting.fixed(person, day),
            };
            if may {
                let column = programme.column(0.0, 1.0, false, f64::from(missed(*p, *kind)));
                people[m].push((column, 1.0));
                taken[k].push((column, 1.0));
            }
        }
    }
    people.into_iter().for_each(|terms| programme.equal(terms, 1.0));
    for (k, terms) in taken.into_iter().enumerate() {
        programme.equal(terms, dealt.iter().filter(|d| **d == kinds[k]).count() as f64);
    }
    match programme.solve(Solver::Default, settings.limits(0.0)) {
        Verdict::Solved(found) => found.bound.max(0.0),
        _ => 0.0,
    }
}

/// A bound on the fairness of hours, evenings and weekend days, in millionths, when the shifts of each class and
/// contract are dealt out anew: each next one goes to whom it burdens least (exact for a sum of convex
/// functions, Gross 1956).
pub fn fairness_bound(setting: &Setting<'_>, grid: &Assignments) -> u64 {
    let mut bound = 0;
    let mut kinds: Vec<(usize, usize)> =
        setting.people.iter().map(|p| (p.class, p.contract)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let members: Vec<usize> = (0..grid.len())
            .filter(|p| (setting.people[*p].class, setting.people[*p].contract) == kind)
            .collect();
        let there: Vec<f64> =
            members.iter().map(|p| f64::from(there(setting, &setting.people[*p]))).collect();
        // Σ x² ÷ days is least where x is in proportion to the days (Cauchy & Schwarz); rounding takes
        // a millionth a person at the most.
        let idle: f64 = members
            .iter()
            .map(|p| {
                let person = &setting.people[*p];
                idle_days(person, &setting.history(person, &grid[*p]))
            })
            .sum();
        let least = (idle * idle / there.iter().sum::<f64>() * FINE) as u64;
        bound += least.saturating_sub(members.len() as u64);
        for burden in 0..2 {
            let total: u32 = members
                .iter()
                .map(|p| burdens(setting, &setting.people[*p], &grid[*p])[burden])
                .sum();
            // Evenings go to those who wish for them first.
            let glad = |k: &usize| burden == 0 && likes_evenings(&setting.people[members[*k]]);
            let free: u32 = (0..members.len()).filter(glad).map(|k| there[k] as u32).sum();
            let others: Vec<usize> = (0..members.len()).filter(|k| !glad(k)).collect();
            let mut counts = vec![0u32; members.len()];
            for _ in 0..total.saturating_sub(free) {
                let next = |k: usize| f64::from(2 * counts[k] + 1) / there[k];
                let best = others.iter().copied().min_by(|a, b| next(*a).total_cmp(&next(*b)));
                best.into_iter().for_each(|k| counts[k] += 1);
            }
            bound += counts
                .iter()
                .zip(&there)
                .map(|(n, there)| (f64::from(n * n) / there * FINE).round() as u64)
                .sum::<u64>();
        }
    }
    bound
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
