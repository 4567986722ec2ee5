//! Who gets which of the shifts: wishes first, then how the days fall, then fairness, then steadiness.
//!
//! What people of one class and contract work on a day may be dealt out anew among them: coverage and cost
//! stay as they are. Two kinds of step are taken until neither betters the stages in their order; a step must
//! keep every rule.
//!
//! - *A deal*: a stretch of days within a week, one day or the whole week included, is dealt out anew among
//!   all of a team, whole stretches, as an assignment problem, each person's later stages with each
//!   stretch being the cost. So exchanges among any number of people are tried at once.
//! - *A trade*: two people exchange two stretches at once, such as an evening here for a day off there.

mod bounds;
mod later;
mod matching;
mod team;

pub use later::{Later, burdens, fairness_value};

use super::setting::{Assignments, Person, Setting};
use crate::parallel;
use std::ops::RangeInclusive;
pub use team::around;
use team::{Team, teams};

/// Rounds of all steps at the most.
const ROUNDS: usize = 40;
/// Trades looked at for a team at the most, so that teams of hundreds end too.
const TRADES: usize = 40_000_000;

/// The later stages of everybody.
pub fn total(setting: &Setting<'_>, grid: &Assignments) -> Later {
    teams(setting, grid).iter().map(Team::total).fold(Later::default(), Later::plus)
}

/// The later stages of a person by themselves.
pub fn alone(setting: &Setting<'_>, grid: &Assignments, person: &Person) -> Later {
    Team::of(setting, grid, vec![&setting.people[person.index]]).total()
}

/// What no lawful deal of the same shifts within class, contract and day can better: wishes; fairness among
/// deals that miss no more wishes; changes.
pub fn bound(setting: &Setting<'_>, grid: &Assignments) -> Later {
    let teams = teams(setting, grid);
    let reached: u64 = teams.iter().map(|t| t.total().wishes).sum();
    let wishes = teams.iter().map(bounds::wishes).sum();
    // Where fewer might be missed, how the rest is shared among days and teams is not known.
    let granted = reached == wishes;
    Later {
        wishes,
        uneven: 0,
        fairness: parallel::each(&teams, |t| bounds::fairness(t, granted)).into_iter().sum(),
        changes: teams.iter().map(bounds::changes).sum(),
        jump: 0,
    }
}

/// Deals shifts out anew until nothing improves.
pub fn polish(
    setting: &Setting<'_>,
    grid: &mut Assignments,
    time_left: &(dyn Fn() -> bool + Sync),
) {
    for mut team in teams(setting, grid) {
        if !team.rest.is_empty() {
            team.rest.clone_from(grid);
        }
        better(&mut team, time_left);
        team.write(grid);
    }
}

fn better(team: &mut Team<'_>, time_left: &(dyn Fn() -> bool + Sync)) {
    let mut trades_left = TRADES;
    for _ in 0..ROUNDS {
        let mut improved = false;
        for stretch in stretches(team.shifts.len()) {
            if !time_left() {
                return;
            }
            improved |= deal(team, &stretch);
        }
        if !improved && !trade(team, &mut trades_left, time_left) {
            return;
        }
    }
}

/// Runs of days within a week, whole weeks included.
fn stretches(days: usize) -> Vec<RangeInclusive<usize>> {
    let runs = |first: usize| {
        let week_end = first / 7 * 7 + 7;
        (first..week_end.min(days)).map(move |last| first..=last)
    };
    (0..days).flat_map(runs).collect()
}

/// The later stages as one number that keeps their order: of a team single days and changes stay below 10⁵,
/// unfairness below 10¹², jumps below 10⁷.
fn weight(later: Later) -> i128 {
    let Later { wishes, uneven, fairness, changes, jump } = later;
    let [wishes, uneven, fairness, changes, jump] =
        [wishes, uneven, fairness, changes, jump].map(i128::from);
    let days = wishes * 100_000 + uneven;
    ((days * 1_000_000_000_000 + fairness) * 100_000 + changes) * 10_000_000 + jump
}

/// Deals a stretch out anew among all; whether that is better.
fn deal(team: &mut Team<'_>, stretch: &RangeInclusive<usize>) -> bool {
    let mut parts: Vec<&[usize]> = team.hands.iter().map(|h| &h[stretch.clone()]).collect();
    let own = parts.clone();
    parts.sort_unstable();
    parts.dedup();
    if parts.len() < 2 {
        return false;
    }
    let n = team.people.len();
    let kind: Vec<usize> = own.iter().map(|part| parts.binary_search(part).unwrap_or(0)).collect();
    let people: Vec<usize> = (0..n).collect();
    let of = |m: &usize| -> Vec<Option<i128>> {
        parts.iter().map(|part| with(team, *m, *stretch.start(), part)).collect()
    };
    let costs = parallel::each(&people, of);
    let own: Vec<Vec<usize>> = own.into_iter().map(<[usize]>::to_vec).collect();
    let cost = |m: usize, q: usize| costs[m][kind[q]];
    let before: Option<i128> = (0..n).map(|m| cost(m, m)).sum();
    let clashes = team.clashes();
    // Who is in a pair keeps what they have where everybody's exchange would break it.
    for held in [false, true] {
        let held = |m: usize| held && team.paired(m);
        let cost = |m: usize, q: usize| cost(m, q).filter(|_| m == q || !(held(m) || held(q)));
        let (Some(before), Some((sum, from))) = (before, matching::cheapest(n, &cost)) else {
            return false;
        };
        if sum >= before {
            return false;
        }
        let dealt: Vec<&Vec<usize>> = from.into_iter().map(|q| &own[q]).collect();
        give(team, stretch, &dealt);
        if team.clashes() <= clashes {
            return true;
        }
        give(team, stretch, &own.iter().collect::<Vec<_>>());
    }
    false
}

/// Gives everybody their part of a stretch.
fn give(team: &mut Team<'_>, stretch: &RangeInclusive<usize>, parts: &[&Vec<usize>]) {
    for (hand, part) in team.hands.iter_mut().zip(parts) {
        hand[stretch.clone()].copy_from_slice(part);
    }
}

/// The later stages of a person with these shifts from a day on; `None` where a rule forbids it.
fn with(team: &Team<'_>, m: usize, first: usize, part: &[usize]) -> Option<i128> {
    if !team.may(m, first, part) {
        return None;
    }
    let mut hand = team.hands[m].clone();
    hand[first..first + part.len()].copy_from_slice(part);
    let history = team.history(m, &hand);
    let lawful = team.setting.keeps_rules(team.people[m], &history);
    lawful.then(|| weight(team.later(m, &hand)))
}

/// Takes every trade that betters the stages; whether there was one.
fn trade(team: &mut Team<'_>, left: &mut usize, time_left: &(dyn Fn() -> bool + Sync)) -> bool {
    let stretches = stretches(team.shifts.len());
    let mut improved = false;
    for p in 0..team.people.len() {
        for q in p + 1..team.people.len() {
            if !time_left() {
                return improved;
            }
            let mut pair = Pair::of(team, p, q);
            for (k, one) in stretches.iter().enumerate() {
                if !pair.differ(team, one) {
                    continue;
                }
                for other in &stretches[k + 1..] {
                    if other.start() <= one.end() || !pair.differ(team, other) {
                        continue;
                    }
                    if *left == 0 {
                        return improved;
                    }
                    *left -= 1;
                    improved |= pair.exchange(team, [one, other]);
                }
            }
        }
    }
    improved
}

/// Two people with what they have.
struct Pair {
    who: [usize; 2],
    own: Later,
}

impl Pair {
    fn of(team: &Team<'_>, p: usize, q: usize) -> Self {
        let later = |m: usize| team.later(m, &team.hands[m]);
        Self { who: [p, q], own: later(p).plus(later(q)) }
    }

    /// Whether the two have different shifts at both ends of a stretch, and each may have the other's.
    fn differ(&self, team: &Team<'_>, stretch: &RangeInclusive<usize>) -> bool {
        let [p, q] = self.who;
        let (a, b) = (&team.hands[p], &team.hands[q]);
        let (first, last) = (*stretch.start(), *stretch.end());
        a[first] != b[first]
            && a[last] != b[last]
            && team.may(p, first, &b[first..=last])
            && team.may(q, first, &a[first..=last])
    }

    /// Exchanges both stretches if that is better and lawful.
    fn exchange(&mut self, team: &mut Team<'_>, parts: [&RangeInclusive<usize>; 2]) -> bool {
        let [p, q] = self.who;
        self.swap(team, parts);
        let of = |m: usize| team.borne(m, &team.hands[m]);
        let (a, b) = (of(p), of(q));
        // What can be told without the order of the days is told first.
        let own = (self.own.wishes, self.own.uneven, self.own.fairness);
        let mut better = (a.0 + b.0, a.1 + b.1, a.2 + b.2) <= own;
        if better {
            let later = |m: usize| team.later(m, &team.hands[m]);
            let new = later(p).plus(later(q));
            let lawful = |m: usize| {
                let history = team.history(m, &team.hands[m]);
                team.setting.keeps_rules(team.people[m], &history)
            };
            let tied = !team.rest.is_empty() && (team.paired(p) || team.paired(q));
            better = new < self.own && lawful(p) && lawful(q);
            if better && tied {
                let after = team.clashes();
                self.swap(team, parts);
                better = after <= team.clashes();
                self.swap(team, parts);
            }
            if better {
                self.own = new;
            }
        }
        if !better {
            self.swap(team, parts);
        }
        better
    }

    fn swap(&self, team: &mut Team<'_>, parts: [&RangeInclusive<usize>; 2]) {
        let [p, q] = self.who;
        let (head, tail) = team.hands.split_at_mut(q);
        for part in parts {
            head[p][part.clone()].swap_with_slice(&mut tail[0][part.clone()]);
        }
    }
}
