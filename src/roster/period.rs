//! What ties the weeks of a settlement period: hours.
//!
//! A period may grant people less than its weeks could hold (a public holiday for part time, hours carried
//! over). Which week goes without is decided by a price on their hours (Lagrangian relaxation, Geoffrion
//! 1974): with an hour of each such group of people priced, every week is a problem of its own, and
//! `Σ bounds of the weeks − Σ price × hours granted` bounds the whole plan whatever the prices are. The best
//! prices are approached by steps along what the weeks' lines use too much or too little (Held, Wolfe &
//! Crowder 1974).

use super::around::Around;
use super::assemble::short_in;
use super::columns::{Pool, hours_at_bound};
use super::given;
use super::promises::Kept;
use super::search::Effort;
use super::setting::{Assignments, Person, Setting};
use super::weeks::WISHES;
use crate::domain::error::Error;
use crate::parallel;
use crate::plan::through_day::Playing;
use std::ops::Range;

/// Steps towards the best prices at the most.
const STEPS: usize = 24;

/// People of one class and contract whom a settlement period grants less than its weeks could hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// The people.
    pub people: Vec<usize>,
    /// Weeks of the period.
    pub weeks: Range<usize>,
    /// Hours granted to all of them.
    pub hours: f64,
}

/// What an hour of each person costs in each week beside the wages, and what that proves.
#[derive(Debug, Clone, PartialEq)]
pub struct Prices {
    /// By person, for each week; empty: nobody's hours are tied.
    pub hour: Vec<Vec<f64>>,
    /// Price × hours granted, over all ties.
    pub granted: f64,
    /// No roster has less wages and shortage together than this.
    pub bound: f64,
}

impl Default for Prices {
    fn default() -> Self {
        Self { hour: Vec::new(), granted: 0.0, bound: f64::NEG_INFINITY }
    }
}

/// What solving the weeks in turn came to.
pub struct Found {
    /// Who works what.
    pub grid: Assignments,
    /// No roster has less wages, shortage and priced hours in each week.
    pub by_week: Vec<f64>,
    /// Price × hours granted, to be taken off the sum of these.
    pub granted: f64,
    /// No roster is shorter, person-hours.
    pub short_bound: f64,
    /// Whether time ended the search.
    pub stopped: bool,
    /// How each week came to keep its promises through the day; empty where that was not asked for.
    pub kept: Vec<Kept>,
}

impl Setting<'_> {
    /// Groups of people whom a settlement period grants less than its weeks could hold.
    pub fn ties(&self) -> Vec<Tie> {
        let per = self.settings.settlement_weeks as usize;
        let mut ties: Vec<((usize, usize, i64), Tie)> = Vec::new();
        for (p, person) in self.people.iter().enumerate() {
            for (k, norm) in person.hours.by_period.iter().enumerate() {
                let weeks = per * k..(per * (k + 1)).min(self.weeks.len());
                let length = weeks.len() as i64;
                let cap = person.rules.weekly_cap.map_or(i64::MAX, |c| i64::from(c) * length);
                let granted = (*norm).min(cap).max(0);
                let could: i64 = weeks.clone().map(|w| self.could_work(person, w)).sum();
                if could <= granted {
                    continue;
                }
                let hours = granted as f64 / 60.0;
                let key = (person.class, person.contract, granted);
                match ties.iter_mut().find(|(other, tie)| *other == key && tie.weeks == weeks) {
                    Some((_, tie)) => {
                        tie.people.push(p);
                        tie.hours += hours;
                    }
                    None => ties.push((key, Tie { people: vec![p], weeks, hours })),
                }
            }
        }
        ties.into_iter().map(|(_, tie)| tie).collect()
    }

    /// Paid minutes that a week could hold for a person at the most.
    pub(super) fn could_work(&self, person: &Person, w: usize) -> i64 {
        let longest = |d: usize| {
            let duties = self.duties_of(person, d);
            let open = duties.filter(|k| self.refusal(person, d, *k).is_none());
            open.map(|k| i64::from(self.worked(d, k).paid)).max().unwrap_or(0)
        };
        let mut days: Vec<i64> = (7 * w..7 * w + 7).map(longest).collect();
        days.sort_unstable_by(|a, b| b.cmp(a));
        let most = person.rules.week_days.map_or(7, |d| d as usize);
        let week = person.rules.week_minutes.iter().map(|(_, m)| i64::from(*m)).min();
        days.into_iter().take(most).sum::<i64>().min(week.unwrap_or(i64::MAX))
    }

    /// Prices of tied hours that prove as much as was found.
    pub fn hour_prices(&self, ties: &[Tie], effort: &Effort<'_>) -> Prices {
        let mut best = Prices::default();
        if ties.is_empty() || effort.out_of_time() {
            return best;
        }
        // Never quite nothing, and never the same: so ties stay apart, and lines keep their agents.
        let floor = |k: usize| 1e-7 * (k + 1) as f64;
        let mut price: Vec<f64> = (0..ties.len()).map(floor).collect();
        let mut pools: Vec<Pool> = self.weeks.iter().map(|_| Pool::default()).collect();
        // A first step that asks for a tenth of a wage where all hours granted were too much.
        let wage =
            self.scenario.groups.iter().map(|g| g.hourly_cost.value.get()).fold(0.0, f64::max);
        let mut step = 0.25 * wage;
        for _ in 0..STEPS {
            let hour = self.spread(ties, &price);
            let granted: f64 = ties.iter().zip(&price).map(|(t, p)| t.hours * p).sum();
            let (bounds, used) = self.priced(ties, &hour, &mut pools, effort);
            let bound = bounds - granted;
            if bound > best.bound {
                best = Prices { hour, granted, bound };
            } else {
                step *= 0.6;
            }
            let beyond: Vec<f64> = ties
                .iter()
                .zip(&used)
                .map(|(t, used)| (used - t.hours) / t.hours.max(1.0))
                .collect();
            let done =
                beyond.iter().zip(&price).all(|(b, p)| b.abs() < 0.002 || (*p < 1e-3 && *b < 0.0));
            if done || step < 0.01 * wage || effort.time_left.is_some_and(|left| !left()) {
                break;
            }
            let size = beyond.iter().map(|b| b.abs()).fold(0.0, f64::max).max(0.02);
            for (k, (p, b)) in price.iter_mut().zip(&beyond).enumerate() {
                *p = (*p + step * b / size).max(floor(k));
            }
        }
        best
    }

    /// The prices by person and week.
    fn spread(&self, ties: &[Tie], price: &[f64]) -> Vec<Vec<f64>> {
        let mut hour = vec![vec![0.0; self.people.len()]; self.weeks.len()];
        for (tie, price) in ties.iter().zip(price) {
            for w in tie.weeks.clone() {
                tie.people.iter().for_each(|p| hour[w][*p] = *price);
            }
        }
        hour
    }

    /// The sum of the weeks' bounds at these prices, and the hours that each tie uses then.
    fn priced(
        &self,
        ties: &[Tie],
        hour: &[Vec<f64>],
        pools: &mut Vec<Pool>,
        effort: &Effort<'_>,
    ) -> (f64, Vec<f64>) {
        let weeks: Vec<(usize, std::sync::Mutex<Pool>)> =
            std::mem::take(pools).into_iter().map(std::sync::Mutex::new).enumerate().collect();
        let solved = parallel::each(&weeks, |(w, pool)| {
            let mut pool = std::mem::take(&mut *pool.lock().unwrap_or_else(|e| e.into_inner()));
            let week = self.week_problem(*w, Around::Any, &hour[*w]);
            let (bound, used) = hours_at_bound(&week.problem, &mut pool, effort);
            (bound, used, week.members, pool)
        });
        let held: f64 = (0..self.weeks.len()).map(|w| self.held(w)).sum();
        let mut total = -self.wished() - held;
        let mut used = vec![0.0; ties.len()];
        for (w, (bound, hours, members, pool)) in solved.into_iter().enumerate() {
            total += bound;
            for (hours, people) in hours.iter().zip(members) {
                let each = hours / people.len() as f64;
                for (tie, sum) in ties.iter().zip(&mut used).filter(|(t, _)| t.weeks.contains(&w)) {
                    *sum += each * people.iter().filter(|p| tie.people.contains(p)).count() as f64;
                }
            }
            pools.push(pool);
        }
        (total, used)
    }

    /// One week after another, each with the weeks before as they are. With `playing`, needs are raised
    /// until the promises hold through the day.
    ///
    /// # Errors
    /// [`Error::Infeasible`] if somebody's fixed duties break a rule.
    pub fn in_turn(
        &mut self,
        prices: &Prices,
        effort: &Effort<'_>,
        playing: Option<Playing>,
    ) -> Result<Found, Error> {
        let mut found = Found {
            grid: self.given_alone(),
            by_week: Vec::new(),
            granted: prices.granted,
            short_bound: 0.0,
            stopped: false,
            kept: Vec::new(),
        };
        for w in 0..self.weeks.len() {
            let hour = prices.hour.get(w).map_or(&[][..], |hour| hour);
            self.begin_week(w);
            let effort = &Effort { paid_anyway: self.norm_pay_in(w), ..*effort };
            let solved = self.solve_week(w, &mut found.grid, hour, effort);
            let mut solved = solved.ok_or_else(|| given::conflict(self, &found.grid, w))?;
            if let Some(playing) = playing {
                let (again, kept) =
                    self.keep_promises(w, &mut found.grid, solved, (hour, effort), playing);
                solved = again;
                found.kept.push(kept);
            }
            let (problem, solution) = solved;
            found.stopped |= solution.stopped;
            found.by_week.push(self.free_bound(w, (&problem, hour), &solution, effort));
            if solution.objective > problem.under * 0.4 {
                let short = short_in(self, &found.grid, w);
                found.short_bound += self.short_bound(w, short, effort);
            }
        }
        Ok(found)
    }

    /// What the wishes of all weeks may add to a bound on wages.
    fn wished(&self) -> f64 {
        let wished = self.people.iter().any(|p| !p.wishes.is_empty());
        if wished { WISHES * self.weeks.len() as f64 } else { 0.0 }
    }
}
