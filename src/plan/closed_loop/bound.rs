//! A bound that holds for the question: no plan that keeps its promises through the day costs less.
//!
//! Waits fall when people are added anywhere in the day. So what the callers of an interval experience with everybody
//! else on duty that may be is the best they can experience, and a programme with these waits in place of
//! the steady formula's is a relaxation: every plan that keeps its promises through the day is a plan of it.
//!
//! **At best** the interval begins with nobody in the system, because those before answered every call
//! and took the calls in hand with them; everyone who is on duty at any time of it is there from its beginning to its
//! end, never away from the phone, and for these lines alone; and whoever waits at its end is answered at once. What is
//! left is one queue from empty over one interval, followed by its equations. Callers who hang up relieve a queue
//! as served ones do; where they do so faster than calls end, calls are taken to end as fast, which is
//! more optimistic still. So the waits of a line are at least those of the line by itself, answered by all
//! who can. The mean wait over several lines with an own promise each is at least that of all their calls, each as short
//! as the shortest, in one queue.
//!
//! A service level of the calls offered, or of these less early hang-ups, is at most what it is at best; one of the calls
//! answered is not ([`LevelOf::missed_at_best`]), and asks for nothing here where callers hang up.
//!
//! So is the share of their time that its agents spend on calls: fewer are in the system at every moment, and nobody
//! is on duty who is not counted. Of lines whose crews only overlap nothing is said together.
//!
//! **Where nothing is known** of the queue (handle times that are not exponential, callers who call again, days
//! busier than others) an interval is only asked for its minimum crew.

use crate::domain::time::TimeLeft;
use crate::domain::units::Share;
use crate::parallel::{self, Memo};
use crate::plan::figures::Situation;
use crate::plan::requirements::{AtBest, SetInterval};
use crate::plan::shift_plan::block::Week;
use crate::plan::shift_plan::model::is_promise;
use crate::plan::shift_plan::search::{Outcome, Settings};
use crate::plan::shift_plan::{build, plan_week};
use crate::plan::through_day::{one_queue, thresholds};
use crate::queue::transient::{AtClose, ByTime, Day, Stretch, TOLERANCE};
use crate::scenario::{HandleTimes, LevelOf, Line, Measure, Over, Patience, Scenario, Target};

/// Agents who answer whoever waits when the interval is over, beyond those in it.
const MANY: f64 = 1000.0;
/// Waits shorter than this are none, seconds; so are shares.
const NOTHING_S: f64 = 0.01;
const NOTHING: f64 = 1e-5;
/// Relative room of a promise, so that rounding never asks for more.
const ROOM: f64 = 1e-6;

/// What a queue is like: its numbers as bits, the promises and the thresholds.
type Key = Vec<u64>;
/// Fewest agents, and what more of them do.
type Best = (u32, AtBest);

/// Intervals that were followed before, by what they are like; closings under comparison share most of them.
#[derive(Debug, Default)]
pub struct Known(Memo<Key, Best>);

impl Known {
    fn of(&self, queue: &Queue, time_left: TimeLeft<'_>) -> Best {
        self.0.of(queue.key(), || queue.best(time_left))
    }
}

/// The least that a week can cost that keeps every promise through the day, without the cost of keeping lines
/// open; `None` where nothing was found out.
pub fn least_cost(
    situation: &Situation<'_>,
    settings: &Settings<'_>,
    known: &Known,
) -> Option<f64> {
    let (scenario, sets) = relaxed(situation, settings, known)?;
    if settings.out_of_time() {
        return None;
    }
    let mut week = build::week(&scenario, situation.demand, &sets);
    whole_breaks(&mut week);
    week.ties.iter_mut().filter(|tie| is_promise(tie)).for_each(|tie| tie.limit *= 1.0 + ROOM);
    match plan_week(week, scenario.calendar.grid, settings) {
        (_, Outcome::Found(plan)) => Some(plan.bound),
        _ => None,
    }
}

/// Only a break over a whole interval leaves it without the agent.
fn whole_breaks(week: &mut Week) {
    let families = week.blocks.iter_mut().flat_map(|block| &mut block.body.families);
    for slot in families.flat_map(|family| &mut family.slots) {
        slot.loss.retain(|(_, share)| *share >= 1.0 - 1e-9);
    }
}

/// The scenario and its sharing sets with what is needed at best.
fn relaxed(
    situation: &Situation<'_>,
    settings: &Settings<'_>,
    known: &Known,
) -> Option<(Scenario, Vec<SetInterval>)> {
    let mut scenario = situation.scenario.clone();
    scenario.costs.count_waiting = false;
    for group in &mut scenario.groups {
        group.shrinkage.value = Share::new(0.0)?;
    }
    let time_left = || !settings.out_of_time();
    let sets = parallel::each(situation.sets, |set| {
        // What there was no time for is not asked for.
        let queue = Queue::of(situation.scenario, set).filter(|_| !settings.out_of_time());
        let (need, best) =
            queue.map_or_else(Best::default, |queue| known.of(&queue, Some(&time_left)));
        // Somebody is on duty where anybody calls.
        let least = need.max(u32::from(set.calls > 0.0));
        SetInterval { required: Some(least), at_best: Some(best), ..set.clone() }
    });
    Some((scenario, sets))
}

/// The calls of a set in an interval as one queue from empty.
struct Queue {
    seconds: f64,
    calls: f64,
    aht_s: f64,
    patience_s: Option<f64>,
    /// Mean wait promised of the interval, if it is, and service levels: threshold, share, and what it is one of.
    mean_wait_s: Option<f64>,
    levels: Vec<(f64, f64, LevelOf)>,
    /// Long waits promised of the interval: beyond, and the largest share.
    longer: Vec<(f64, f64)>,
    /// Largest share of their time that the agents spend on calls, if it is promised of the interval.
    occupancy_max: Option<f64>,
    /// Thresholds that averages look at.
    thresholds: Vec<f64>,
    /// Whether what it says holds for every line by itself.
    tells_each_line: bool,
    /// Whether an average over a day or the week looks at it.
    averaged: bool,
}

impl Queue {
    /// `None` without calls, and where nothing is known.
    fn of(scenario: &Scenario, set: &SetInterval) -> Option<Self> {
        let lines = || set.lines.iter().map(|l| &scenario.lines[*l]);
        let known = scenario.calendar.busyness_cv.value == 0.0
            && lines().all(|line| {
                line.handle_times == HandleTimes::Exponential
                    && line.patience.as_ref().is_none_or(Patience::is_exponential)
                    && line.redial_share.as_ref().is_none_or(|share| share.value.get() == 0.0)
            });
        if !known || set.calls <= 0.0 {
            return None;
        }
        let patience = |line: &Line| line.patience.as_ref().map(|p| p.mean.value.get());
        // The fastest way out of the system that any call has.
        let aht_s = lines()
            .map(|line| line.aht.value.get().min(patience(line).unwrap_or(f64::INFINITY)))
            .fold(f64::INFINITY, f64::min);
        let patience_s = lines().filter_map(patience).reduce(f64::min);
        let tells_each_line = set.lines.len() == 1 || one_queue(scenario, &set.lines);
        let mut queue = Self {
            seconds: scenario.calendar.grid.seconds(),
            calls: set.calls,
            aht_s,
            patience_s,
            mean_wait_s: None,
            levels: Vec::new(),
            longer: Vec::new(),
            occupancy_max: None,
            thresholds: set.lines.iter().flat_map(|l| thresholds(scenario, *l)).collect(),
            tells_each_line,
            averaged: tells_each_line
                && lines().any(|line| line.targets.iter().any(|t| t.over != Over::Interval)),
        };
        queue.promised(scenario, set);
        Some(queue)
    }

    /// What the lines promise of the interval, as far as it holds for all of their calls together.
    fn promised(&mut self, scenario: &Scenario, set: &SetInterval) {
        let grid = scenario.calendar.grid;
        let mut waits = Vec::new();
        for (line, calls) in set.lines.iter().zip(&set.line_calls).filter(|(_, c)| **c > 0.0) {
            let line = &scenario.lines[*line];
            let mut own = f64::INFINITY;
            let asked = |t: &&Target| t.over == Over::Interval && t.looks_at(grid, set.interval);
            for target in line.targets.iter().filter(asked) {
                match (target.measure, &line.patience) {
                    (Measure::MeanWait(most), _) => own = own.min(most.get()),
                    (Measure::AbandonmentMax(most), Some(patience)) => {
                        own = own.min(most.get() * patience.mean.value.get());
                    }
                    (Measure::ServiceLevel { within, share }, patience) if self.tells_each_line => {
                        // Where nobody hangs up all definitions are the same.
                        let of = patience.as_ref().map_or(LevelOf::Offered, |_| scenario.level_of);
                        self.levels.push((within.get(), share.get(), of));
                    }
                    (Measure::LongWait { beyond, share }, _) if self.tells_each_line => {
                        self.longer.push((beyond.get(), share.get()));
                    }
                    (Measure::OccupancyMax(most), _) if set.exact => {
                        let strictest = self.occupancy_max.unwrap_or(f64::INFINITY);
                        self.occupancy_max = Some(strictest.min(most.get()));
                    }
                    (
                        Measure::AbandonmentMax(_)
                        | Measure::ServiceLevel { .. }
                        | Measure::LongWait { .. }
                        | Measure::OccupancyMax(_)
                        | Measure::AgentsMin(_),
                        _,
                    ) => {}
                }
            }
            waits.push((*calls, own));
        }
        let total: f64 = waits.iter().map(|(calls, wait)| calls * wait).sum();
        let strictest = waits.iter().map(|(_, wait)| *wait).fold(f64::INFINITY, f64::min);
        let most = if self.tells_each_line { strictest } else { total / self.calls };
        self.mean_wait_s = Some(most).filter(|most| most.is_finite());
    }

    /// The queue with so many agents; `None` where it cannot be followed, or not in time.
    fn with(&self, agents: u32, time_left: TimeLeft<'_>) -> Option<Found> {
        let stretch = |cohort: usize, seconds: f64, calls: f64, agents: f64| Stretch {
            cohort,
            seconds,
            calls_per_s: calls / self.seconds,
            agents,
            aht_s: self.aht_s,
            patience_s: self.patience_s,
            relieved: 0,
        };
        let own = stretch(0, self.seconds, self.calls, f64::from(agents));
        let after = stretch(1, 1.0, 0.0, f64::from(agents) + MANY);
        let limits = (TOLERANCE, time_left);
        let day = Day::within(&[own, after], &[], AtClose::Serve, limits).ok()?;
        let by_then = self.thresholds.iter().map(|t| day.by_time_within(0, *t, time_left));
        let by_then: Vec<ByTime> = by_then.collect::<Option<_>>()?;
        let cohort = &day.cohorts()[0];
        Some(Found {
            mean_wait_s: cohort.mean_wait_s,
            missed: by_then.iter().map(|by| 1.0 - by.answered).collect(),
            longer: by_then.iter().map(|by| by.waiting).collect(),
            occupancy: cohort.occupancy,
        })
    }

    fn key(&self) -> Key {
        let patience = self.patience_s.unwrap_or(f64::INFINITY);
        let wait = self.mean_wait_s.unwrap_or(f64::INFINITY);
        let busy = self.occupancy_max.unwrap_or(f64::INFINITY);
        let of_all = [self.calls, self.seconds, self.aht_s, patience, wait, busy];
        let levels = self
            .levels
            .iter()
            .flat_map(|(within, share, of)| [*within, *share, f64::from(*of as u8)]);
        let thresholds = self.thresholds.iter().copied();
        let longer = self.longer.iter().flat_map(|(beyond, share)| [*beyond, *share]);
        let levels = levels.chain([f64::NAN]).chain(longer);
        let numbers = of_all.into_iter().chain(levels).chain([f64::NAN]).chain(thresholds);
        let averaged = u64::from(self.averaged);
        numbers.map(f64::to_bits).chain([averaged]).collect()
    }

    /// The fewest agents with whom the promises of the interval can be kept, and where averages look at it, what
    /// more of them do. What there is no time for asks for nothing.
    fn best(&self, time_left: TimeLeft<'_>) -> Best {
        let good =
            |agents: u32| self.with(agents, time_left).is_none_or(|found| self.keeps(&found));
        let mut high = 1;
        while !good(high) {
            high *= 2;
        }
        let mut low = 0;
        while low < high {
            let middle = low.midpoint(high);
            if good(middle) { high = middle } else { low = middle + 1 }
        }
        let missed = self.thresholds.iter().map(|within| (*within, Vec::new())).collect();
        let mut best = AtBest { mean_wait_s: Vec::new(), longer: Vec::clone(&missed), missed };
        let mut agents = high;
        while let (true, Some(found)) = (self.averaged, self.with(agents, time_left)) {
            let Found { mean_wait_s: wait, missed, longer, .. } = found;
            if wait < NOTHING_S && missed.iter().all(|share| *share < NOTHING) {
                break;
            }
            // Fewer than are needed are never planned for.
            let times = if agents == high { high as usize + 1 } else { 1 };
            best.mean_wait_s.extend(std::iter::repeat_n(wait, times));
            let both = best.missed.iter_mut().zip(missed);
            for (all, share) in both.chain(best.longer.iter_mut().zip(longer)) {
                all.1.extend(std::iter::repeat_n(share, times));
            }
            agents += 1;
        }
        (high, best)
    }

    fn keeps(&self, found: &Found) -> bool {
        let Found { mean_wait_s: wait, missed, longer, occupancy } = found;
        let most = self.mean_wait_s.unwrap_or(f64::INFINITY) * (1.0 + ROOM);
        let late = |(within, share, of): &(f64, f64, LevelOf)| {
            let k = self.thresholds.iter().position(|t| t == within);
            let limit = 1.0 - share;
            k.is_none_or(|k| of.missed_at_best(missed[k], longer[k], limit) <= limit + ROOM)
        };
        let seldom = |(beyond, share): &(f64, f64)| {
            let k = self.thresholds.iter().position(|t| t == beyond);
            k.is_none_or(|k| longer[k] <= share + ROOM)
        };
        let busiest = self.occupancy_max.unwrap_or(f64::INFINITY) * (1.0 + ROOM);
        *wait <= most
            && *occupancy <= busiest
            && self.levels.iter().all(late)
            && self.longer.iter().all(seldom)
    }
}

/// What the callers of an interval experience at best, and its agents.
struct Found {
    mean_wait_s: f64,
    /// Share not answered within each threshold.
    missed: Vec<f64>,
    /// Share that waits longer than each threshold.
    longer: Vec<f64>,
    /// Share of their time on calls.
    occupancy: f64,
}
