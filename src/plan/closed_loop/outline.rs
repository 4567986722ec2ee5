//! What a change of shifts does to the promises, by the sketch of each pool's queue, beside shifts that were followed.
//!
//! How near a promise is to being broken in an interval is taken to change by the factor by which the sketch of the whole pool's
//! queue does. A line that not everybody answers waits longer than the pool, by a part that falls as more answer
//! it. An average is put together from its intervals; what is told is told of the sure side of its confidence
//! interval, as plans are judged.

use super::judge::Judge;
use super::looks::Followed;
use super::sketch::{Callers, Crowd, Picture};
use crate::domain::clock::Weekday;
use crate::domain::shift::{Crew, crews};
use crate::plan::coverage;
use crate::plan::demand::LineDemand;
use crate::plan::through_day::{pools, reached};
use crate::scenario::{Line, Measure, Over, Scenario, Target};

/// Strain that no caller sees: what is nearly nothing is not divided by.
pub(crate) const LITTLE: f64 = 0.02;

/// What the callers of an interval meet, between the crowds at its start and at its end.
#[derive(Clone, Default)]
pub(super) struct Sight {
    start: Crowd,
    end: Crowd,
    picture: Picture,
}

/// What was seen before of a day that was looked at anew, by pool and interval.
pub(super) type Before = Vec<(usize, usize, Sight)>;

/// A promise of a line as it was followed and as it is seen now, interval by interval.
struct Watched {
    line: usize,
    target: Target,
    pool: usize,
    threshold: usize,
    /// How near it was to being broken when it was followed, and by the sketch of then.
    followed: Vec<f64>,
    sketched: Vec<f64>,
    /// Agents who answered the line then.
    agents: Vec<f64>,
    /// How much longer its callers wait than those of all lines, times the agents who answer it.
    apart: f64,
    now: Vec<f64>,
}

/// Somewhere a promise must hold.
struct Place {
    watched: usize,
    /// How near it was to being broken, as far as that was sure.
    followed: f64,
    /// Intervals, with the calls of each, and what they came to.
    over: Vec<(usize, f64)>,
    all: f64,
}

/// The promises of shifts as they change, all pools of a scenario.
pub(super) struct Outline<'a> {
    scenario: &'a Scenario,
    pools: Vec<pools::Pool>,
    callers: Vec<Vec<Callers>>,
    thresholds: Vec<Vec<f64>>,
    /// Agents on duty by group and interval.
    on_duty: Vec<Vec<f64>>,
    /// By pool and interval.
    sights: Vec<Vec<Sight>>,
    /// Intervals in which somebody came or went since they were looked at.
    touched: Vec<bool>,
    watched: Vec<Watched>,
    places: Vec<Place>,
    /// How many times nearer to being broken promises are taken to be.
    warier: f64,
}

impl<'a> Outline<'a> {
    /// The outline of shifts that were followed, which is to keep so far away from what is promised, relatively.
    pub(super) fn of(judge: &'a Judge<'_>, now: &Followed, margin: f64) -> Self {
        let (scenario, demand) = (judge.situation.scenario, judge.situation.demand);
        let mut outline = Self::drawn(scenario, demand, &crews(&now.shifts));
        outline.warier = 1.0 + margin;
        outline.watch(judge, now);
        (0..scenario.calendar.grid.per_week()).for_each(|t| outline.compare(t));
        outline
    }

    /// What the callers of crews meet by the sketch, without anything that was followed.
    pub(super) fn drawn(scenario: &'a Scenario, demand: &[LineDemand], crews: &[Crew]) -> Self {
        let per_week = scenario.calendar.grid.per_week();
        let pools = pools::pools(scenario);
        let callers = pools.iter().map(|pool| callers(scenario, demand, pool)).collect();
        let thresholds = pools.iter().map(|pool| {
            let targets = pool.lines.iter().flat_map(|l| &scenario.lines[*l].targets);
            targets.filter_map(|target| target.measure.threshold_s()).collect()
        });
        let mut outline = Self {
            scenario,
            callers,
            thresholds: thresholds.collect(),
            sights: vec![vec![Sight::default(); per_week]; pools.len()],
            touched: vec![true; per_week],
            on_duty: coverage::on_duty(scenario, crews),
            pools,
            watched: Vec::new(),
            places: Vec::new(),
            warier: 1.0,
        };
        (0..7).for_each(|day| drop(outline.look(day)));
        outline
    }

    /// When one person of a crew is on duty: intervals of the week with shares of them.
    pub(super) fn there(scenario: &Scenario, crew: &Crew) -> Vec<(usize, f64)> {
        let one = Crew { count: 1, ..crew.clone() };
        let duty = coverage::on_duty(scenario, &[one]).swap_remove(crew.group);
        duty.into_iter().enumerate().filter(|(_, share)| *share > 0.0).collect()
    }

    /// Adds people of a group, or takes them away; the days must be looked at afterwards.
    pub(super) fn add(&mut self, group: usize, there: &[(usize, f64)], times: f64) {
        for (t, share) in there {
            self.on_duty[group][*t] += times * share;
            self.touched[*t] = true;
        }
    }

    fn day(&self, day: usize) -> std::ops::Range<usize> {
        let all = self.scenario.calendar.grid.per_day();
        day * all..(day + 1) * all
    }

    /// Takes what was seen before a change, which is taken back.
    pub(super) fn back_to(&mut self, before: Before) {
        for (p, t, sight) in before {
            self.sights[p][t] = sight;
            self.touched[t] = false;
            self.compare(t);
        }
    }

    /// Looks at a day anew, where somebody came or went and as long as that is felt.
    pub(super) fn look(&mut self, day: usize) -> Before {
        let mut before = Before::new();
        let seconds = self.scenario.calendar.grid.seconds();
        for (p, pool) in self.pools.iter().enumerate() {
            let mut crowd = Crowd::default();
            for t in self.day(day) {
                let callers = &self.callers[p][t];
                if callers.calls_per_s <= 0.0 {
                    crowd = Crowd::default();
                    continue;
                }
                let known = &mut self.sights[p][t];
                if !self.touched[t] && crowd.like(known.start) {
                    crowd = known.end;
                    continue;
                }
                let agents = at_phone(self.scenario, &self.on_duty, &pool.groups, t);
                let start = crowd;
                let picture = crowd.through(callers, (agents, seconds), &self.thresholds[p]);
                let sight = Sight { start, end: crowd, picture };
                before.push((p, t, std::mem::replace(known, sight)));
            }
        }
        for (_, t, _) in &before {
            self.touched[*t] = false;
            self.compare(*t);
        }
        before
    }

    /// How near every promise is to being broken in an interval.
    fn compare(&mut self, t: usize) {
        let (scenario, on_duty, sights) = (self.scenario, &self.on_duty, &self.sights);
        for own in self.watched.iter_mut().filter(|own| own.followed[t] > 0.0) {
            let (line, picture) = (&scenario.lines[own.line], &sights[own.pool][t].picture);
            let seen = sketched(own.target.measure, line, picture, own.threshold) + LITTLE;
            let beside = |agents: f64| 1.0 + own.apart / agents.max(0.5);
            let agents = answering(scenario, on_duty, own.line, t);
            let by_agents = beside(agents) / beside(own.agents[t]);
            own.now[t] = own.followed[t] * by_agents * seen / (own.sketched[t] + LITTLE);
        }
    }

    /// The pool of a line.
    fn pool_of(&self, line: usize) -> Option<usize> {
        self.pools.iter().position(|pool| pool.lines.contains(&line))
    }

    /// The pool of a line, and which of its thresholds is that of one of the line's promises.
    fn seen_in(&self, line: usize, target: usize) -> Option<(usize, usize)> {
        let pool = self.pool_of(line)?;
        let before = self.pools[pool].lines.iter().take_while(|l| **l != line);
        let lines = &self.scenario.lines;
        let targets = before.flat_map(|l| &lines[*l].targets);
        let own = lines[line].targets.iter().take(target);
        let thresholds = targets.chain(own).filter(|t| t.measure.threshold_s().is_some());
        Some((pool, thresholds.count()))
    }

    /// The mean wait of a line's callers by the sketch, seconds; none without calls.
    pub(super) fn mean_wait_s(&self, line: usize, demand: &LineDemand) -> Option<f64> {
        let pool = self.pool_of(line)?;
        mean(demand, |_| true, |t| self.sights[pool][t].picture.wait_s)
    }

    /// How near one of a line's promises is by the sketch to being broken at the worst place; none without calls.
    pub(super) fn worst(&self, line: usize, target: usize, demand: &LineDemand) -> Option<f64> {
        let (pool, threshold) = self.seen_in(line, target)?;
        let own = &self.scenario.lines[line];
        let promise = &own.targets[target];
        let grid = self.scenario.calendar.grid;
        let value =
            |t: usize| sketched(promise.measure, own, &self.sights[pool][t].picture, threshold);
        let over = |within: &dyn Fn(usize) -> bool| {
            mean(demand, |t| within(t) && promise.looks_at(grid, t), value)
        };
        let day = |d: Weekday| over(&|t| grid.start_of(t).0 == d);
        match promise.over {
            Over::Interval => {
                (0..grid.per_week()).filter_map(|t| over(&|own| own == t)).reduce(f64::max)
            }
            Over::Day => Weekday::ALL.into_iter().filter_map(day).reduce(f64::max),
            Over::Week => over(&|_| true),
        }
    }

    /// How much promises are broken by, all together.
    pub(super) fn excess(&self) -> f64 {
        let of = |place: &Place| {
            let now = &self.watched[place.watched].now;
            let sum: f64 = place.over.iter().map(|(t, calls)| calls * now[*t]).sum();
            (place.followed * self.warier * sum / place.all - 1.0).max(0.0)
        };
        self.places.iter().map(of).sum()
    }

    /// Notes every promise and place as it was followed.
    fn watch(&mut self, judge: &Judge<'_>, followed: &Followed) {
        let scenario = self.scenario;
        let per_week = scenario.calendar.grid.per_week();
        let through = &followed.judgement.through;
        for (l, line) in scenario.lines.iter().enumerate() {
            for (k, target) in line.targets.iter().enumerate() {
                let Some((pool, threshold)) = self.seen_in(l, k) else { continue };
                let over = Target { over: Over::Interval, ..*target };
                let Some(found) = through.get(l).and_then(|own| reached(scenario, l, &over, own))
                else {
                    continue;
                };
                let mut own = Watched {
                    line: l,
                    target: *target,
                    pool,
                    threshold,
                    followed: vec![0.0; per_week],
                    sketched: vec![0.0; per_week],
                    agents: vec![0.0; per_week],
                    apart: 0.0,
                    now: vec![0.0; per_week],
                };
                for place in found {
                    let Some(t) = place.interval else { continue };
                    own.followed[t] = place.strain.max(LITTLE);
                    let picture = &self.sights[pool][t].picture;
                    own.sketched[t] = sketched(target.measure, line, picture, threshold);
                    own.agents[t] = answering(scenario, &self.on_duty, l, t);
                }
                own.apart = apart(&own, &judge.situation.demand[l].calls);
                self.watched.push(own);
            }
        }
        for (l, k, place) in judge.places(&followed.judgement, true) {
            let target = scenario.lines[l].targets[k];
            let Some(watched) = self.watched.iter().position(|w| w.line == l && w.target == target)
            else {
                continue;
            };
            let grid = scenario.calendar.grid;
            let within = |t: &usize| match (place.interval, place.day) {
                (Some(interval), _) => *t == interval,
                (None, Some(day)) => grid.start_of(*t).0 == day,
                (None, None) => true,
            };
            let own = &self.watched[watched];
            let calls = &judge.situation.demand[l].calls;
            let over: Vec<(usize, f64)> = (0..per_week)
                .filter(|t| within(t) && target.looks_at(grid, *t) && calls[*t] > 0.0)
                .map(|t| (t, calls[t]))
                .collect();
            let all: f64 = over.iter().map(|(t, calls)| calls * own.followed[*t]).sum();
            if all > 0.0 {
                self.places.push(Place { watched, followed: place.strain, over, all });
            }
        }
    }
}

/// The mean of something over the calls of some intervals; none without calls.
fn mean(
    demand: &LineDemand,
    within: impl Fn(usize) -> bool,
    value: impl Fn(usize) -> f64,
) -> Option<f64> {
    let asked = demand.calls.iter().enumerate().filter(|(t, calls)| **calls > 0.0 && within(*t));
    let (calls, sum) =
        asked.fold((0.0, 0.0), |(all, sum), (t, calls)| (all + calls, sum + calls * value(t)));
    (calls > 0.0).then(|| sum / calls)
}

/// The callers of a pool in every interval of the week.
fn callers(scenario: &Scenario, demand: &[LineDemand], pool: &pools::Pool) -> Vec<Callers> {
    let seconds = scenario.calendar.grid.seconds();
    let of = |t: usize| {
        let calls: f64 = pool.lines.iter().map(|l| demand[*l].calls[t]).sum();
        let mean = |what: &dyn Fn(usize) -> f64| -> f64 {
            let sum: f64 = pool.lines.iter().map(|l| demand[*l].calls[t] * what(*l)).sum();
            if calls > 0.0 { sum / calls } else { what(pool.lines[0]) }
        };
        let patience = |l: usize| {
            let patience = scenario.lines[l].patience.as_ref();
            patience.map_or(0.0, |patience| 1.0 / patience.mean.value.get())
        };
        Callers {
            calls_per_s: calls / seconds,
            aht_s: mean(&|l| scenario.lines[l].aht.value.get()),
            hang_up_per_s: mean(&patience),
        }
    };
    (0..scenario.calendar.grid.per_week()).map(of).collect()
}

/// How near a promise is to being broken, were its line the whole pool; of several thresholds, by the one of this number.
fn sketched(measure: Measure, line: &Line, picture: &Picture, threshold: usize) -> f64 {
    let patience = line.patience.as_ref();
    let of = match measure {
        Measure::MeanWait(_) => picture.wait_s,
        Measure::AbandonmentMax(_) => {
            picture.wait_s / patience.map_or(f64::INFINITY, |patience| patience.mean.value.get())
        }
        Measure::ServiceLevel { .. } | Measure::LongWait { .. } => picture.longer[threshold],
        Measure::OccupancyMax(_) => picture.busy,
        Measure::AgentsMin(_) => 0.0,
    };
    of / measure.room()
}

/// How much nearer its promise a line is than the whole pool, times the agents who answer it.
fn apart(own: &Watched, calls: &[f64]) -> f64 {
    let sum = |of: &dyn Fn(usize) -> f64| -> f64 {
        (0..calls.len()).filter(|t| own.followed[*t] > 0.0).map(|t| calls[t] * of(t)).sum()
    };
    let (followed, sketched) = (sum(&|t| own.followed[t]), sum(&|t| own.sketched[t]));
    let (agents, all) = (sum(&|t| own.agents[t]), sum(&|_| 1.0));
    if sketched > 0.0 && all > 0.0 {
        (followed / sketched - 1.0).max(0.0) * agents / all
    } else {
        0.0
    }
}

/// Agents at the phone of some groups.
fn at_phone(scenario: &Scenario, on_duty: &[Vec<f64>], groups: &[usize], t: usize) -> f64 {
    let share = |g: &usize| 1.0 - scenario.groups[*g].shrinkage.value.get();
    groups.iter().map(|g| on_duty[*g][t] * share(g)).sum()
}

/// Agents at the phone who answer a line.
fn answering(scenario: &Scenario, on_duty: &[Vec<f64>], line: usize, t: usize) -> f64 {
    let groups = scenario.groups.iter().enumerate().filter(|(_, g)| g.lines.contains(&line));
    groups.map(|(g, group)| on_duty[g][t] * (1.0 - group.shrinkage.value.get())).sum()
}
