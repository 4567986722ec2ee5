//! What no deal of the same shifts can better, within class, contract and day.
//!
//! Rules over several days are left out (any deal that keeps them is one that is bounded); which shift may be
//! given to whom on which day is kept.

use super::later;
use super::matching::cheapest;
use super::team::Team;

/// Rounds in which prices are bettered.
const ROUNDS: usize = 240;
/// Price of a grade missed, beyond anything else.
const GRADE: i128 = 1_000_000_000_000_000_000;

/// Grades missed: the best deal of every day by itself; a day that nobody's refusals allow proves nothing.
pub fn wishes(team: &Team<'_>) -> u64 {
    let day = |day: usize| {
        let cost = |m: usize, q: usize| {
            let of_day = team.days[m][day][team.hands[q][day]];
            of_day.can.then_some(i128::from(of_day.missed))
        };
        cheapest(team.people.len(), &cost).map_or(0, |(sum, _)| sum as u64)
    };
    (0..team.shifts.len()).map(day).sum()
}

/// Unfairness in millionths. With `granted`, of deals that miss as few wishes on every day as can be.
///
/// Unfairness is a sum of functions of counts: evenings, weekend days, days against a preference and paid
/// time of each person. Any prices of the counts prove a bound (Lagrange): the least of function less price ×
/// count by itself, plus the cheapest deal of every day at these prices, an assignment problem. Prices follow the
/// subgradient (Polyak 1969) from the slopes at the deal at hand. All sums are of whole numbers.
pub fn fairness(team: &Team<'_>, granted: bool) -> u64 {
    let value: u64 = team.hands.iter().enumerate().map(|(m, hand)| team.borne(m, hand).2).sum();
    let burdens = Burdens::of(team);
    let mut prices = burdens.slopes();
    let mut best = (0_i128, prices.clone());
    let (mut pace, mut idle_rounds) = (1.0, 0);
    for _ in 0..ROUNDS {
        let Some((bound, lean)) = burdens.bound(&prices, granted) else { return 0 };
        idle_rounds += 1;
        if bound > best.0 {
            best = (bound, prices.clone());
            idle_rounds = 0;
        }
        let steep: f64 = lean.iter().flatten().map(|g| (g * g) as f64).sum();
        if best.0 >= i128::from(value) || steep == 0.0 {
            break;
        }
        let step = pace * (i128::from(value) - bound) as f64 / steep;
        for (price, lean) in prices.iter_mut().flatten().zip(lean.iter().flatten()) {
            *price += step * *lean as f64;
        }
        if idle_rounds == 10 {
            (pace, idle_rounds) = (pace / 2.0, 0);
            prices.clone_from(&best.1);
        }
    }
    (best.0.max(0) as u64).min(value)
}

/// Counts of each person: three burdens, and paid time in units.
type Counts<T> = Vec<[T; 4]>;

struct Burdens<'a> {
    team: &'a Team<'a>,
    /// Minutes in which all paid times are whole.
    unit: u32,
    /// By person what each count costs, from 0 on.
    costs: Counts<Vec<i128>>,
    /// By person what the counts are.
    counts: Counts<usize>,
}

impl<'a> Burdens<'a> {
    fn of(team: &'a Team<'a>) -> Self {
        let paid = team.worked.iter().flatten().flatten().map(|w| w.paid);
        let unit = paid.fold(0, common).max(1);
        let costs = (0..team.people.len())
            .map(|m| {
                let there = team.there[m];
                let counted = |burden: usize| {
                    let could = |day: &&Vec<super::team::Day>| {
                        day.iter().any(|of_day| of_day.can && of_day.burdens[burden])
                    };
                    let most = team.days[m].iter().filter(could).count() as u32;
                    (0..=most).map(|n| i128::from(later::squared(n, there))).collect()
                };
                let paid = |u: u32| {
                    let paid = i64::from(u) * i64::from(unit);
                    i128::from(later::idle(team.people[m], paid, there))
                };
                let granted = (0..=most_paid(team, m) / unit).map(paid).collect();
                [counted(0), counted(1), counted(2), granted]
            })
            .collect();
        let mut burdens = Self { team, unit, costs, counts: Vec::new() };
        burdens.counts = burdens.dealt(&|m, day| team.hands[m][day]);
        burdens
    }

    /// The counts when everybody has such a shift on each day.
    fn dealt(&self, shift: &dyn Fn(usize, usize) -> usize) -> Counts<usize> {
        let of = |m: usize| {
            let mut counts = [0; 4];
            for day in 0..self.team.shifts.len() {
                let own = self.has(m, day, shift(m, day));
                counts.iter_mut().zip(own).for_each(|(count, n)| *count += n);
            }
            counts
        };
        (0..self.team.people.len()).map(of).collect()
    }

    /// What a shift adds to a person's counts.
    fn has(&self, m: usize, day: usize, shift: usize) -> [usize; 4] {
        let [a, b, c] = self.team.days[m][day][shift].burdens.map(usize::from);
        let paid = self.team.worked[day][shift].map_or(0, |w| w.paid / self.unit);
        [a, b, c, paid as usize]
    }

    /// The slopes of the costs where the counts are.
    fn slopes(&self) -> Counts<f64> {
        let slope = |costs: &Vec<i128>, count: usize| {
            let last = costs.len() - 1;
            let (low, high) = (count.saturating_sub(1).min(last), (count + 1).min(last));
            (costs[high] - costs[low]) as f64 / (high - low).max(1) as f64
        };
        let of = |(costs, counts): (&[Vec<i128>; 4], &[usize; 4])| {
            std::array::from_fn(|b| slope(&costs[b], counts[b]))
        };
        self.costs.iter().zip(&self.counts).map(of).collect()
    }

    /// What these prices prove, and which way each should lean: the count that the deals of the days come
    /// to less that which is cheapest by itself. `None` where some day has no deal.
    fn bound(&self, prices: &Counts<f64>, granted: bool) -> Option<(i128, Counts<i64>)> {
        let team = self.team;
        let prices: Counts<i128> =
            prices.iter().map(|of| of.map(|price| price.round() as i128)).collect();
        let mut bound = 0;
        let mut chosen = Vec::with_capacity(team.shifts.len());
        for day in 0..team.shifts.len() {
            let missed = |m: usize, shift: usize| {
                if granted { i128::from(team.days[m][day][shift].missed) * GRADE } else { 0 }
            };
            let cost = |m: usize, q: usize| {
                let shift = team.hands[q][day];
                let priced = self.has(m, day, shift).into_iter().zip(prices[m]);
                let priced: i128 = priced.map(|(n, price)| n as i128 * price).sum();
                team.days[m][day][shift].can.then_some(missed(m, shift) + priced)
            };
            let (sum, from) = cheapest(team.people.len(), &cost)?;
            let shifts: Vec<usize> = from.into_iter().map(|q| team.hands[q][day]).collect();
            // A deal that misses more than the least would only lower what is proven.
            bound += sum - shifts.iter().enumerate().map(|(m, k)| missed(m, *k)).sum::<i128>();
            chosen.push(shifts);
        }
        let dealt = self.dealt(&|m, day| chosen[day][m]);
        let mut lean = vec![[0; 4]; dealt.len()];
        for (m, counts) in dealt.iter().enumerate() {
            for b in 0..4 {
                let price = prices[m][b];
                let of = |(n, cost): (usize, &i128)| (*cost - n as i128 * price, n);
                let least = self.costs[m][b].iter().enumerate().map(of).min();
                let (cost, count) = least.unwrap_or_default();
                bound += cost;
                lean[m][b] = counts[b] as i64 - count as i64;
            }
        }
        Some((bound, lean))
    }
}

/// Paid minutes that a person can come to: the longest shift of every day, what weeks and periods allow.
fn most_paid(team: &Team<'_>, m: usize) -> u32 {
    let person = team.people[m];
    let longest = |day: usize| {
        let can = (0..team.shifts[day].len()).filter(|shift| team.days[m][day][*shift].can);
        can.filter_map(|shift| Some(team.worked[day][shift]?.paid)).max().unwrap_or(0)
    };
    let a_week = person.rules.week_minutes.iter().map(|(_, most)| *most).min();
    let week = |week: usize| {
        let days = 7 * week..7 * week + 7;
        days.map(longest).sum::<u32>().min(a_week.unwrap_or(u32::MAX))
    };
    let all: u32 = (0..team.shifts.len() / 7).map(week).sum();
    let periods = person.hours.by_period.iter().zip(&person.hours.paid);
    let norm: i64 = periods.map(|(own, paid)| *own.max(paid)).sum();
    match person.rules.period_day {
        Some(_) => all.min(u32::try_from(norm).unwrap_or(u32::MAX)),
        None => all,
    }
}

fn common(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { common(b, a % b) }
}

/// Starts that must differ from the day worked before, and from the same weekday a week before: of two days
/// as many as there are people on the later one, less those who can have the same start on both, less
/// those who can have been off on the first. The day before is the last on which anybody of the team worked.
pub fn changes(team: &Team<'_>) -> u64 {
    let starts = |day: usize| -> Vec<i32> {
        let own = team.hands.iter().filter_map(|hand| team.worked[day][hand[day]].as_ref());
        own.map(later::start).collect()
    };
    let starts: Vec<Vec<i32>> = (0..team.shifts.len()).map(starts).collect();
    let works = |m: usize, day: usize| {
        (0..team.shifts[day].len())
            .any(|shift| team.worked[day][shift].is_some() && team.days[m][day][shift].can)
    };
    let between = |before: usize, day: usize| {
        let mut open = starts[before].clone();
        let same = |start: &&i32| {
            let found = open.iter().position(|s| s == *start);
            found.map(|k| open.swap_remove(k)).is_some()
        };
        let same = starts[day].iter().filter(same).count();
        let people = 0..team.people.len();
        let off_on_both = people.filter(|m| !works(*m, before) && !works(*m, day)).count();
        let fresh = team.people.len() - starts[before].len() - off_on_both;
        starts[day].len().saturating_sub(same + fresh) as u64
    };
    let of = |day: usize| {
        let day_before = (0..day).rev().find(|before| !starts[*before].is_empty());
        let week_before = day.checked_sub(7);
        day_before.into_iter().chain(week_before).map(|before| between(before, day)).sum::<u64>()
    };
    (0..team.shifts.len()).map(of).sum()
}
