//! Every plan that costs less, where there are few: the cheapest of them is taken, and that there is no cheaper one
//! is proven.
//!
//! Waits fall when people are added anywhere in the day. So where a plan breaks a promise, every plan with fewer of the
//! same shifts breaks it too, and of all plans below a cost only those need be followed that nobody can be added to:
//! the *fullest*. If all of these break a promise, no plan costs less. Where promises hold for each interval or day,
//! and nothing else ties the days together, each day is gone through by itself.
//!
//! **What is proven.** That callers wait no longer where people are added is certain of one queue of like callers who
//! hang up, if at all, no faster than calls end: with one agent more, no fewer leave the system at any number in it. So
//! a proof is claimed where every queue is of this kind and followed by its equations, and where every place of a
//! break is tried. Elsewhere the same search finds cheaper plans, and proves nothing.

use super::judge::Judge;
use super::looks::Followed;
use super::moves::{allowed, crewed, in_order, placed};
use crate::domain::clock::Weekday;
use crate::domain::shift::{Crew, PlannedShift, cost, crews};
use crate::plan::shift_plan::catalogue;
use crate::plan::through_day::days_apart;
use crate::scenario::{LevelOf, Line, Measure, Over, Scenario};
use crate::wire::answer::Method;

/// Shifts that differ, of a day or of the week where its days are tied together, at the most.
const MOST_SHIFTS: usize = 60;
/// Plans that are put together, for each of these, at the most.
const MOST_PLANS: usize = 40_000;
/// Work of all plans that are followed by their equations ([`Judge::work`]).
const MOST_WORK: f64 = 4e7;
/// Where queues are played out: plans that are looked at in a few weeks, and that are played out for all.
const MOST_LOOKS: usize = 300;
const MOST_PLAYED: usize = 12;
/// A plan costs less where it costs less by this much.
const LESS: f64 = 1e-6;

/// The cheapest shifts that keep every promise, as far as all that cost less could be gone through, and whether they
/// could: then no plan that keeps every promise costs less.
pub(super) fn cheapest(judge: &Judge<'_>, mut best: Followed, exact: bool) -> (Followed, bool) {
    let scenario = judge.situation.scenario;
    let Some(shifts) = every_shift(scenario) else { return (best, false) };
    let units = units(judge, &shifts);
    if units.iter().any(|unit| unit.len() > MOST_SHIFTS) {
        return (best, false);
    }
    let share = 1.0 / units.len().max(1) as f64;
    let mut search = Search {
        judge,
        left: Left::of(judge, exact),
        share,
        failed: Vec::new(),
        by_chance: !exact,
    };
    let mut complete = true;
    for (k, unit) in units.iter().enumerate() {
        if k == 0 || !search.alike(&units[k - 1], unit) {
            search.failed.clear();
        }
        loop {
            let Some(tried) = search.fullest_below(unit, &best) else {
                complete = false;
                break;
            };
            match search.first_that_keeps(tried, &best) {
                Ended::Cheaper(found) => best = found,
                Ended::None => break,
                Ended::Stopped => {
                    complete = false;
                    break;
                }
            }
        }
    }
    let proven = complete && !judge.out_of_time() && !search.by_chance && certain(scenario);
    (best, proven)
}

/// Whether nobody waits longer where people are added, for certain, in queues that are followed by their equations, and what
/// is planned is all there is.
fn certain(scenario: &Scenario) -> bool {
    // A level of the calls answered may fall where people who come later answer callers late.
    let keeps_rising = |line: &Line, m: Measure| {
        let level = matches!(m, Measure::ServiceLevel { .. });
        !level || scenario.level_of != LevelOf::Answered || line.patience.is_none()
    };
    let calm = scenario.lines.iter().all(|line| {
        let patient = |p: f64| p >= line.aht.value.get();
        let of_queue = |m: Measure| !matches!(m, Measure::OccupancyMax(_));
        line.patience.as_ref().is_none_or(|p| p.is_exponential() && patient(p.mean.value.get()))
            && line.targets.iter().all(|t| of_queue(t.measure) && keeps_rising(line, t.measure))
    });
    let grid = scenario.calendar.grid;
    let placed =
        scenario.shifts.iter().flat_map(|s| &s.breaks).all(|b| b.minutes >= grid.minutes());
    calm && placed && !scenario.costs.count_waiting
}

/// Every shift that may be worked, with every place of its breaks; `None` where there are more than can be gone
/// through.
fn every_shift(scenario: &Scenario) -> Option<Vec<PlannedShift>> {
    let shares = scenario.groups.iter().flat_map(|g| &g.contracts).any(|c| c.share_max.is_some());
    let duties = catalogue::catalogue(scenario);
    let most = 7 * MOST_SHIFTS;
    if shares || duties.len() > most {
        return None;
    }
    let mut all = Vec::new();
    for duty in &duties {
        all.extend(placed(scenario, duty, most + 1, |_, starts| starts));
        if all.len() > most {
            return None;
        }
    }
    Some(all)
}

/// The shifts of each day where nothing ties the days together; otherwise those of the week. Dear ones come first.
fn units(judge: &Judge<'_>, shifts: &[PlannedShift]) -> Vec<Vec<PlannedShift>> {
    let scenario = judge.situation.scenario;
    let weekly = scenario.lines.iter().flat_map(|l| &l.targets).any(|t| t.over == Over::Week);
    let limited = scenario.groups.iter().enumerate().any(|(g, group)| {
        let of = |c: usize| shifts.iter().filter(move |s| (s.crew.group, s.contract) == (g, c));
        let contracts = group.contracts.iter().enumerate().filter(|(_, c)| c.heads.is_some());
        contracts.into_iter().any(|(c, contract)| {
            let days = Weekday::ALL.iter().filter(|d| of(c).any(|s| s.crew.day == **d)).count();
            let longest = of(c).map(|s| s.paid_minutes).max().unwrap_or(0);
            days as u32 > contract.days_per_week || days as u32 * longest > contract.weekly_minutes
        })
    });
    let apart = days_apart(scenario, judge.situation.demand, &crews(shifts));
    let mut units: Vec<Vec<PlannedShift>> = if weekly || limited || !apart {
        vec![shifts.to_vec()]
    } else {
        let of = |day: Weekday| shifts.iter().filter(move |s| s.crew.day == day).cloned().collect();
        Weekday::ALL.into_iter().map(of).collect()
    };
    units.retain(|unit| !unit.is_empty());
    for unit in &mut units {
        unit.sort_by(|a, b| b.cost.total_cmp(&a.cost));
    }
    units
}

/// What may still be followed.
enum Left {
    /// Of queues that are followed by their equations: plans.
    Exact(f64),
    /// Of queues that are played out: looks, and plans in full.
    Played(usize, usize),
}

impl Left {
    fn of(judge: &Judge<'_>, exact: bool) -> Self {
        match exact {
            true => Self::Exact(MOST_WORK / judge.work().max(1.0)),
            false => Self::Played(MOST_LOOKS, MOST_PLAYED),
        }
    }
}

/// What going through plans came to.
enum Ended {
    /// A plan that costs less and keeps every promise.
    Cheaper(Followed),
    /// None of them keeps every promise.
    None,
    /// There was no time or work left.
    Stopped,
}

/// How often each shift of a unit is worked.
type Counts = Vec<u32>;

struct Search<'a> {
    judge: &'a Judge<'a>,
    left: Left,
    /// Share of the week that one plan of a unit has followed anew.
    share: f64,
    /// Plans that break a promise.
    failed: Vec<Counts>,
    /// Whether any was judged by playing it out, which proves nothing.
    by_chance: bool,
}

impl Search<'_> {
    /// Whether what fails on one day fails on another: the same shifts before the same callers, by equations that know no
    /// chance.
    fn alike(&self, day: &[PlannedShift], other: &[PlannedShift]) -> bool {
        let grid = self.judge.situation.scenario.calendar.grid;
        let first = |unit: &[PlannedShift]| Some(grid.at(unit.first()?.crew.day, 0));
        let (Some(from), Some(to)) = (first(day), first(other)) else { return false };
        let callers = self.judge.situation.demand.iter().all(|line| {
            let at = |t: usize| (line.calls[t], line.open[t]);
            (0..grid.per_day()).all(|t| at(from + t) == at(to + t))
        });
        let same = |(a, b): (&PlannedShift, &PlannedShift)| {
            let crew = Crew { day: b.crew.day, ..a.crew.clone() };
            b == &PlannedShift { crew, ..a.clone() }
        };
        matches!(self.left, Left::Exact(_))
            && callers
            && day.len() == other.len()
            && day.iter().zip(other).all(same)
    }

    /// The fullest plans that cost less than the best, of those that are not known to fail; `None` where there are too
    /// many. Of days that are not gone through the shifts stay.
    fn fullest_below(
        &self,
        unit: &[PlannedShift],
        best: &Followed,
    ) -> Option<Vec<(Counts, Vec<PlannedShift>)>> {
        let ours = |s: &&PlannedShift| {
            let alike = |own: &PlannedShift| own.crew.day == s.crew.day;
            unit.iter().any(alike)
        };
        let others: Vec<PlannedShift> = best.shifts.iter().filter(|s| !ours(s)).cloned().collect();
        let most = cost(&best.shifts) - cost(&others) - LESS;
        let judge = self.judge;
        let mut put = Put { unit, judge, others, most, plans: 0, found: Vec::new() };
        put.together(&mut vec![0; unit.len()], 0, 0.0)?;
        let known = |counts: &Counts| {
            let within = |failed: &Counts| counts.iter().zip(failed).all(|(a, b)| a <= b);
            self.failed.iter().any(within)
        };
        put.found.retain(|(counts, _)| !known(counts));
        Some(put.found)
    }

    /// The first plan that keeps every promise.
    fn first_that_keeps(
        &mut self,
        tried: Vec<(Counts, Vec<PlannedShift>)>,
        best: &Followed,
    ) -> Ended {
        let look = match self.left {
            Left::Played(..) => Some(self.judge.look(best.shifts.clone())),
            Left::Exact(_) => None,
        };
        for (counts, shifts) in tried {
            if self.judge.out_of_time() {
                return Ended::Stopped;
            }
            if !crewed(self.judge, &shifts) {
                self.failed.push(counts);
                continue;
            }
            match self.follow(shifts, best, look.as_ref()) {
                None => return Ended::Stopped,
                Some(found) if found.judgement.strain <= 0.0 => return Ended::Cheaper(found),
                Some(_) => self.failed.push(counts),
            }
        }
        Ended::None
    }

    /// What callers experience of some shifts; `None` where no work is left.
    fn follow(
        &mut self,
        shifts: Vec<PlannedShift>,
        best: &Followed,
        look: Option<&Followed>,
    ) -> Option<Followed> {
        match (&mut self.left, look) {
            (Left::Played(looks, full), Some(look)) => {
                *looks = looks.checked_sub(1)?;
                let few = self.judge.look_after(look, shifts);
                if self.judge.fails_soon(&few) {
                    return Some(few);
                }
                *full = full.checked_sub(1)?;
                Some(self.judge.sure(self.judge.in_full_after(best, few.shifts)))
            }
            (Left::Exact(left), _) if *left >= self.share => {
                *left -= self.share;
                let found = self.judge.sure(self.judge.in_full_after(best, shifts));
                self.by_chance |=
                    found.judgement.through.iter().any(|l| l.method == Method::Simulated);
                Some(found)
            }
            _ => None,
        }
    }
}

/// Puts plans together from the shifts of a unit.
struct Put<'a> {
    unit: &'a [PlannedShift],
    judge: &'a Judge<'a>,
    /// Shifts of other days.
    others: Vec<PlannedShift>,
    /// What the plans cost at the most.
    most: f64,
    plans: usize,
    found: Vec<(Counts, Vec<PlannedShift>)>,
}

impl Put<'_> {
    /// Every plan that has these counts of the first shifts and that nobody can be added to; `None` where there are too
    /// many to go through or time is over.
    fn together(&mut self, counts: &mut Counts, next: usize, spent: f64) -> Option<()> {
        self.plans += 1;
        if self.plans > MOST_PLANS || self.judge.out_of_time() {
            return None;
        }
        let scenario = self.judge.situation.scenario;
        let Some(shift) = self.unit.get(next) else {
            let shifts = self.shifts(counts);
            let more = |shift: &PlannedShift| {
                spent + shift.cost <= self.most && allowed(scenario, &with(&shifts, shift))
            };
            if !self.unit.iter().any(more) {
                self.found.push((counts.clone(), shifts));
            }
            return Some(());
        };
        let cost = shift.cost;
        let mut spent = spent;
        while spent <= self.most && allowed(scenario, &self.shifts(counts)) {
            self.together(counts, next + 1, spent)?;
            counts[next] += 1;
            spent += cost;
        }
        counts[next] = 0;
        Some(())
    }

    fn shifts(&self, counts: &Counts) -> Vec<PlannedShift> {
        let own = self.unit.iter().zip(counts).filter(|(_, count)| **count > 0);
        let own = own.map(|(shift, count)| {
            let crew = Crew { count: *count, ..shift.crew.clone() };
            PlannedShift { crew, ..shift.clone() }
        });
        let mut all: Vec<PlannedShift> = self.others.iter().cloned().chain(own).collect();
        in_order(&mut all);
        all
    }
}

fn with(shifts: &[PlannedShift], one: &PlannedShift) -> Vec<PlannedShift> {
    shifts.iter().cloned().chain([one.clone()]).collect()
}
