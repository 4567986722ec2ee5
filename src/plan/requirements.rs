//! From demand and targets to the agents required by every set of lines that share consultants.
//!
//! In an interval the open lines fall into connected components: two lines are connected where some
//! group answers both. Every subset of a component that is itself connected is a *sharing set*. It
//! is one row of the programme: the agents who can answer any line of the set must be at least as
//! many as the set needs as one pooled queue (rates added, handle time weighted by calls). For sets
//! whose agents all answer all lines the row is exact. Where skills only overlap it is the
//! condition of Hall (1935) for queues, necessary but optimistic; a little flexibility is known to
//! be nearly as good as full (Wallace & Whitt 2005).

use crate::parallel::Memo;
use crate::plan::demand::LineDemand;
use crate::queue::{
    AGENTS_MAX, PatienceLaw, Queue, Targets, nearest_exponential_s, required_agents,
    required_agents_for, required_agents_with_redials,
};
use crate::scenario::{self, LevelOf, Line, Measure, Over, Patience, Scenario, Target};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Service-level threshold of lines that promise none, seconds.
pub const DEFAULT_THRESHOLD_S: f64 = 20.0;

/// How callers of one line behave in a queue that they share with others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Caller {
    /// Mean patience, exponential, seconds; `None`: nobody hangs up.
    pub patience_s: Option<f64>,
    /// Share of those who hang up that call again.
    pub redial_share: f64,
}

impl Caller {
    /// The callers of a line; those whose patience has another law with the nearest exponential one.
    pub fn of(line: &Line) -> Self {
        Self {
            patience_s: line.patience.as_ref().map(|patience| planned_s(line, patience)),
            redial_share: line.redial_share.as_ref().map_or(0.0, |share| share.value.get()),
        }
    }

    /// Mean time in a queue that these callers share with others, seconds.
    pub fn mean_wait_s(&self, queue: &Queue) -> f64 {
        queue.seen_by(self.patience_s).mean_wait_s
    }

    /// Share who hang up when their mean wait is so long: mean wait ÷ patience (Little 1961, applied
    /// to those waiting: each of them hangs up at the rate 1/patience).
    pub fn hang_up(&self, mean_wait_s: f64) -> f64 {
        self.patience_s.map_or(0.0, |patience| (mean_wait_s / patience).min(1.0))
    }

    /// The mean wait at which so many hang up, seconds; infinite where nobody does.
    pub fn wait_for(&self, hang_up: f64) -> f64 {
        self.patience_s.map_or(f64::INFINITY, |patience| patience * hang_up)
    }

    /// Calls offered for each first call when the mean wait is so long; infinite if none of them is
    /// ever answered and all call again.
    pub fn attempts(&self, mean_wait_s: f64) -> f64 {
        let again = self.redial_share * self.hang_up(mean_wait_s);
        if again > 0.0 { 1.0 / (1.0 - again) } else { 1.0 }
    }

    /// Callers of several lines as one queue: hang-up rates averaged by calls, redial shares by those
    /// who hang up.
    fn pooled(callers: &[(f64, Self)]) -> Self {
        let calls: f64 = callers.iter().map(|(calls, _)| calls).sum();
        let rate = |caller: &Self| caller.patience_s.map_or(0.0, |patience| 1.0 / patience);
        let leaving: f64 = callers.iter().map(|(calls, c)| calls * rate(c)).sum();
        let again: f64 = callers.iter().map(|(calls, c)| calls * rate(c) * c.redial_share).sum();
        if leaving > 0.0 {
            Self { patience_s: Some(calls / leaving), redial_share: again / leaving }
        } else {
            Self { patience_s: None, redial_share: 0.0 }
        }
    }
}

/// Mean patience with which the formulas plan, seconds: the nearest exponential one over waits as long as the shortest
/// that the line promises.
fn planned_s(line: &Line, patience: &Patience) -> f64 {
    let mean_s = patience.mean.value.get();
    if patience.is_exponential() {
        return mean_s;
    }
    let law = match &patience.law {
        scenario::PatienceLaw::Exponential => PatienceLaw::Exponential,
        scenario::PatienceLaw::Weibull(shape) => PatienceLaw::Weibull { shape: shape.value },
        scenario::PatienceLaw::LogNormal(spread) => PatienceLaw::LogNormal { spread: spread.value },
    };
    nearest_exponential_s(law, mean_s, patience.hang_up_at_once(), promised_wait_s(line))
}

/// The same where it is not the patience that the line states.
pub fn nearest_patience_s(line: &Line) -> Option<f64> {
    let stated = line.patience.as_ref().filter(|patience| !patience.is_exponential());
    stated.map(|patience| planned_s(line, patience))
}

/// The shortest wait that a line's promises name, seconds, at least one; [`DEFAULT_THRESHOLD_S`] where they name none.
fn promised_wait_s(line: &Line) -> f64 {
    let named = line.targets.iter().filter_map(|target| match target.measure {
        Measure::MeanWait(wait) => Some(wait.get()),
        Measure::ServiceLevel { within, .. } => Some(within.get()),
        Measure::LongWait { beyond, .. } => Some(beyond.get()),
        Measure::AbandonmentMax(_) | Measure::OccupancyMax(_) | Measure::AgentsMin(_) => None,
    });
    named.reduce(f64::min).unwrap_or(DEFAULT_THRESHOLD_S).max(1.0)
}

/// A sharing set in one interval.
#[derive(Debug, Clone, PartialEq)]
pub struct SetInterval {
    /// Interval of the week.
    pub interval: usize,
    /// Lines of the set, ascending.
    pub lines: Vec<usize>,
    /// Groups that answer any of the lines, ascending.
    pub groups: Vec<usize>,
    /// Whether each of these groups answers all of the lines.
    pub exact: bool,
    /// Calls of each line in the interval.
    pub line_calls: Vec<f64>,
    /// Calls of the set in the interval.
    pub calls: f64,
    /// Mean handle time weighted by calls, seconds; 0 without calls.
    pub aht_s: f64,
    /// Load offered by first calls, erlangs.
    pub offered_load: f64,
    /// Callers of the whole set: hang-up rates averaged by calls, redial shares by those who hang up.
    pub caller: Caller,
    /// Least number of agents at the phone by the interval targets and the stability of the queue; `None` if
    /// no number up to a million would do.
    pub required: Option<u32>,
    /// People on duty, breaks taken off, without whom no line of the set may be open: time away from
    /// the phone is not taken off. Fewer are not allowed, however short the waits are through the day.
    pub crew: u32,
    /// Agents at the phone without whom the formula's queue grows without end; plans have them, so that the
    /// formula's figures beside those through the day are numbers.
    pub stable: u32,
    /// What service levels are shares of.
    pub level_of: LevelOf,
    /// What callers experience where everybody there may be is on duty before and after, by agents; in
    /// place of the formula where it is there.
    pub at_best: Option<AtBest>,
    /// Queues that were worked out before.
    pub known: KnownQueues,
}

/// Steady queues by agents, each worked out once where callers call again: their number is a fixed point that takes
/// long. Sets with the same calls share them. They follow from the other figures, so that all are equal.
#[derive(Debug, Clone, Default)]
pub struct KnownQueues(Arc<Memo<u32, Option<Queue>>>);

impl PartialEq for KnownQueues {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What callers of an interval experience at best, by agents from none upwards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AtBest {
    /// Mean wait, seconds; beyond the last entry it is 0.
    pub mean_wait_s: Vec<f64>,
    /// Share not answered within each threshold.
    pub missed: Vec<(f64, Vec<f64>)>,
    /// Share that waits longer than each threshold.
    pub longer: Vec<(f64, Vec<f64>)>,
}

impl SetInterval {
    /// The steady queue in front of so many agents at the phone; `None` where it grows without bound.
    pub fn queue(&self, agents: u32) -> Option<Queue> {
        let calls_per_s = self.offered_load / self.aht_s;
        let Caller { patience_s, redial_share } = self.caller;
        let new = || Queue::new(agents, calls_per_s, self.aht_s, patience_s, redial_share);
        if redial_share > 0.0 { self.known.0.of(agents, new) } else { new() }
    }

    /// What its steady queue depends on.
    fn of_queue(&self) -> [u64; 4] {
        let Caller { patience_s, redial_share } = self.caller;
        let patience_s = patience_s.unwrap_or(f64::INFINITY);
        [self.offered_load, self.aht_s, patience_s, redial_share].map(f64::to_bits)
    }

    /// People needed, at the phone or as a crew on duty.
    pub fn needed(&self) -> u32 {
        self.required_or_max().max(self.crew)
    }

    /// Agents at the phone that are required; a million where no number would do.
    pub fn required_or_max(&self) -> u32 {
        self.required.unwrap_or(AGENTS_MAX)
    }
}

/// The service-level threshold of a line, seconds: its first service-level target's, else 20 s.
pub fn threshold_s(scenario: &Scenario, line: usize) -> f64 {
    scenario.lines[line]
        .targets
        .iter()
        .find_map(|t| t.measure.answered_within_s())
        .unwrap_or(DEFAULT_THRESHOLD_S)
}

/// People on duty without whom some lines may not be open in an interval: as many as each has for its minimum
/// crew, and as all of them together are stated to need.
fn crew_of(scenario: &Scenario, lines: &[usize], interval: usize) -> u32 {
    let needs = lines.iter().filter_map(|l| scenario.lines[*l].demand.needs.as_ref());
    let needed: u32 = needs.map(|needs| needs[interval]).sum();
    lines.iter().map(|l| crew(scenario, *l, interval)).max().unwrap_or(0).max(needed)
}

/// People on duty without whom a line may not be open in an interval: its minimum crew; one, unless the
/// scenario says otherwise or states how many are needed.
fn crew(scenario: &Scenario, line: usize, interval: usize) -> u32 {
    let grid = scenario.calendar.grid;
    let targets = scenario.lines[line].targets.iter().filter(|t| t.looks_at(grid, interval));
    let crews = targets.filter_map(|target| match target.measure {
        Measure::AgentsMin(least) => Some(least),
        Measure::MeanWait(_)
        | Measure::ServiceLevel { .. }
        | Measure::AbandonmentMax(_)
        | Measure::LongWait { .. }
        | Measure::OccupancyMax(_) => None,
    });
    crews.max().unwrap_or(u32::from(scenario.lines[line].demand.needs.is_none()))
}

/// What a promise holds against a queue, less being better: seconds, or the share of calls or of time that it
/// wants small; `of` is what service levels are shares of.
pub fn held_against(measure: Measure, of: LevelOf, queue: &Queue) -> f64 {
    match measure {
        Measure::MeanWait(_) => queue.mean_wait_s(),
        Measure::ServiceLevel { within, .. } => {
            1.0 - queue.level_of(of, queue.patience_s(), within.get())
        }
        Measure::AbandonmentMax(_) => queue.p_abandon(),
        Measure::LongWait { beyond, .. } => queue.wait_exceeds(beyond.get()),
        Measure::OccupancyMax(_) => queue.occupancy(),
        // Crews depend on no queue.
        Measure::AgentsMin(_) => 0.0,
    }
}

/// Every sharing set of every open interval, by interval, then size, then lines.
pub fn requirements(scenario: &Scenario, demand: &[LineDemand]) -> Vec<SetInterval> {
    let mut rows = Vec::new();
    let mut alike = BTreeMap::new();
    for interval in 0..scenario.calendar.grid.per_week() {
        let open: Vec<usize> =
            (0..scenario.lines.len()).filter(|l| demand[*l].open[interval]).collect();
        for lines in sharing_sets(scenario, &open) {
            rows.push(set_interval((scenario, demand), interval, lines, &mut alike));
        }
    }
    let mut known: BTreeMap<[u64; 4], KnownQueues> = BTreeMap::new();
    for row in &mut rows {
        row.known = known.entry(row.of_queue()).or_default().clone();
    }
    rows
}

/// The connected subsets of the open lines, smaller ones first.
pub fn sharing_sets(scenario: &Scenario, open: &[usize]) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = open.iter().map(|l| vec![*l]).collect();
    let mut from = 0;
    while from < sets.len() {
        let set = sets[from].clone();
        from += 1;
        for &line in open {
            if set.contains(&line) || !connects(scenario, &set, line) {
                continue;
            }
            let mut larger = set.clone();
            larger.push(line);
            larger.sort_unstable();
            if !sets.contains(&larger) {
                sets.push(larger);
            }
        }
    }
    sets
}

/// Agents that some lines need as one pooled queue whose agents all answer all of them, with the
/// lines' interval targets; as many as the largest minimum crew at least.
pub fn pooled_required(
    scenario: &Scenario,
    demand: &[LineDemand],
    interval: usize,
    lines: &[usize],
) -> Option<u32> {
    let line_calls: Vec<f64> = lines.iter().map(|l| demand[*l].calls[interval]).collect();
    let pool = pool(scenario, lines, &line_calls);
    let crew = crew_of(scenario, lines, interval);
    Some(pooled_targets((scenario, interval), lines, &line_calls, true).required(&pool)?.max(crew))
}

/// Calls of some lines as one queue.
struct Pool {
    aht_s: f64,
    offered_load: f64,
    caller: Caller,
}

/// Handle time weighted by calls, load and callers.
fn pool(scenario: &Scenario, lines: &[usize], line_calls: &[f64]) -> Pool {
    let calls: f64 = line_calls.iter().sum();
    let work: f64 =
        lines.iter().zip(line_calls).map(|(l, c)| c * scenario.lines[*l].aht.value.get()).sum();
    let aht_s = if calls > 0.0 { work / calls } else { 0.0 };
    let callers: Vec<(f64, Caller)> = lines
        .iter()
        .zip(line_calls)
        .map(|(line, calls)| (*calls, Caller::of(&scenario.lines[*line])))
        .collect();
    let offered_load = work / scenario.calendar.grid.seconds();
    Pool { aht_s, offered_load, caller: Caller::pooled(&callers) }
}

fn connects(scenario: &Scenario, set: &[usize], line: usize) -> bool {
    scenario
        .groups
        .iter()
        .any(|g| g.lines.contains(&line) && set.iter().any(|l| g.lines.contains(l)))
}

/// What agents are required by: the lines, the calls of each, and which of their promises look at the interval.
type Asked = (Vec<usize>, Vec<u64>, Vec<bool>);

fn asked(scenario: &Scenario, interval: usize, lines: &[usize], line_calls: &[f64]) -> Asked {
    let grid = scenario.calendar.grid;
    let targets = lines.iter().flat_map(|l| &scenario.lines[*l].targets);
    let looked_at = targets.map(|target| target.looks_at(grid, interval)).collect();
    (lines.to_vec(), line_calls.iter().map(|calls| calls.to_bits()).collect(), looked_at)
}

/// A set in an interval. Days are much alike, and where callers call again a single number of agents takes a fixed
/// point: `alike` has what is required and what is stable of the intervals before.
fn set_interval(
    (scenario, demand): (&Scenario, &[LineDemand]),
    interval: usize,
    lines: Vec<usize>,
    alike: &mut BTreeMap<Asked, (Option<u32>, u32)>,
) -> SetInterval {
    let groups: Vec<usize> = (0..scenario.groups.len())
        .filter(|g| scenario.groups[*g].lines.iter().any(|l| lines.contains(l)))
        .collect();
    let exact = groups.iter().all(|g| lines.iter().all(|l| scenario.groups[*g].lines.contains(l)));
    let line_calls: Vec<f64> = lines.iter().map(|l| demand[*l].calls[interval]).collect();
    let calls: f64 = line_calls.iter().sum();
    let pool = pool(scenario, &lines, &line_calls);
    let work_out = || {
        let targets = pooled_targets((scenario, interval), &lines, &line_calls, exact);
        let stable = Pooled::default().required(&pool).unwrap_or(AGENTS_MAX);
        (targets.required(&pool), stable)
    };
    let asked = asked(scenario, interval, &lines, &line_calls);
    let (required, stable) = *alike.entry(asked).or_insert_with(work_out);
    let crew = crew_of(scenario, &lines, interval);
    let Pool { aht_s, offered_load, caller } = pool;
    SetInterval {
        interval,
        lines,
        groups,
        exact,
        line_calls,
        calls,
        aht_s,
        offered_load,
        caller,
        required,
        crew,
        stable,
        level_of: scenario.level_of,
        at_best: None,
        known: KnownQueues::default(),
    }
}

/// What the pooled queue of a set must keep in an interval.
///
/// Where everyone answers everything, callers of all lines find the same queue, so the queue keeps every
/// line's targets: for callers of that line's patience, where it is not the same for all. Where skills only overlap, the pooled queue is a relaxation and may be held only
/// to what the lines' own promises imply for it: the mean wait averaged by calls, the longest
/// threshold with the smallest share, the longest wait with the largest share of long ones, the largest
/// occupancy, and each only where all lines promise.
fn pooled_targets(
    (scenario, interval): (&Scenario, usize),
    lines: &[usize],
    line_calls: &[f64],
    exact: bool,
) -> Pooled {
    let mut pooled = Pooled::default();
    pooled.one.level_of = scenario.level_of;
    let mut waits = Vec::new();
    let mut levels = Vec::new();
    let mut longer = Vec::new();
    let mut occupancies = Vec::new();
    let mut each: Vec<(Caller, Pooled)> = Vec::new();
    let calling = line_calls.iter().filter(|calls| **calls > 0.0).count();
    for (line, calls) in lines.iter().zip(line_calls) {
        let caller = Caller::of(&scenario.lines[*line]);
        let own = interval_targets(scenario, *line, interval);
        if *calls > 0.0 {
            waits.extend(own.one.mean_wait_s.map(|w| (*calls, w)));
            levels.extend(own.levels.iter().copied().map(|level| (*line, level)));
            longer.extend(own.longer.iter().copied().map(|longer| (*line, longer)));
            occupancies.extend(own.one.occupancy_max);
            each.push((caller, own));
        }
    }
    let least = |values: &mut dyn Iterator<Item = f64>| values.reduce(f64::min);
    let most = |values: &mut dyn Iterator<Item = f64>| values.reduce(f64::max);
    let differ = each.iter().any(|(caller, _)| caller.patience_s != each[0].0.patience_s);
    if exact && differ {
        pooled.one.occupancy_max = least(&mut occupancies.iter().copied());
        pooled.each = each;
        return pooled;
    }
    if exact {
        pooled.one.mean_wait_s = least(&mut waits.iter().map(|w| w.1));
        pooled.levels = levels.into_iter().map(|(_, level)| level).collect();
        pooled.longer = longer.into_iter().map(|(_, longer)| longer).collect();
        pooled.one.occupancy_max = least(&mut occupancies.iter().copied());
        return pooled;
    }
    if waits.len() == calling && calling > 0 {
        let calls: f64 = waits.iter().map(|w| w.0).sum();
        pooled.one.mean_wait_s = Some(waits.iter().map(|(c, w)| c * w).sum::<f64>() / calls);
    }
    let promising = lines.iter().filter(|l| levels.iter().any(|(line, _)| line == *l)).count();
    if promising == calling && calling > 0 {
        let within = most(&mut levels.iter().map(|(_, level)| level.0));
        let share = least(&mut levels.iter().map(|(_, level)| level.1));
        pooled.levels.extend(within.zip(share));
    }
    let promising = lines.iter().filter(|l| longer.iter().any(|(line, _)| line == *l)).count();
    if promising == calling && calling > 0 {
        let beyond = most(&mut longer.iter().map(|(_, longer)| longer.0));
        let share = most(&mut longer.iter().map(|(_, longer)| longer.1));
        pooled.longer.extend(beyond.zip(share));
    }
    if occupancies.len() == calling && calling > 0 {
        pooled.one.occupancy_max = most(&mut occupancies.iter().copied());
    }
    pooled
}

/// The targets of a queue, with any number of service levels and of shares of long waits.
#[derive(Debug, Clone, Default)]
struct Pooled {
    one: Targets,
    levels: Vec<(f64, f64)>,
    longer: Vec<(f64, f64)>,
    /// Targets that hold for the callers of one line alone, who differ from the others in patience.
    each: Vec<(Caller, Pooled)>,
}

impl Pooled {
    /// The smallest count that meets them all: the largest of the counts for each.
    fn required(&self, pool: &Pool) -> Option<u32> {
        if pool.offered_load <= 0.0 {
            return Some(0);
        }
        let least = |targets: &Targets| {
            let (load, aht) = (pool.offered_load, pool.aht_s);
            match pool.caller {
                Caller { patience_s: None, .. } => required_agents(load, aht, targets),
                Caller { patience_s: Some(patience), redial_share } => {
                    required_agents_with_redials(load, aht, patience, redial_share, targets)
                }
            }
        };
        let mut required = self.largest(least)?;
        for (caller, own) in &self.each {
            let crowd = (pool.caller.patience_s?, pool.caller.redial_share);
            let load = (pool.offered_load, pool.aht_s);
            let least =
                |targets: &Targets| required_agents_for(caller.patience_s, load, crowd, targets);
            required = required.max(own.largest(least)?);
        }
        Some(required)
    }

    /// The largest of the counts that each of the targets needs.
    fn largest(&self, least: impl Fn(&Targets) -> Option<u32>) -> Option<u32> {
        let mut required = least(&self.one)?;
        for level in &self.levels {
            let level_of = self.one.level_of;
            let alone = Targets { service_level: Some(*level), level_of, ..Targets::default() };
            required = required.max(least(&alone)?);
        }
        for longer in &self.longer {
            let alone = Targets { long_wait: Some(*longer), ..Targets::default() };
            required = required.max(least(&alone)?);
        }
        Some(required)
    }
}

/// A line's own targets for an interval, the strictest of each kind.
fn interval_targets(scenario: &Scenario, line: usize, interval: usize) -> Pooled {
    let mut own = Pooled::default();
    own.one.level_of = scenario.level_of;
    let tighter = |old: Option<f64>, new: f64| Some(old.map_or(new, |old| old.min(new)));
    let grid = scenario.calendar.grid;
    let asked = |t: &&Target| t.over == Over::Interval && t.looks_at(grid, interval);
    for target in scenario.lines[line].targets.iter().filter(asked) {
        match target.measure {
            Measure::MeanWait(wait) => {
                own.one.mean_wait_s = tighter(own.one.mean_wait_s, wait.get());
            }
            Measure::AbandonmentMax(share) => {
                let wait = Caller::of(&scenario.lines[line]).wait_for(share.get());
                own.one.mean_wait_s = tighter(own.one.mean_wait_s, wait);
            }
            Measure::ServiceLevel { within, share } => {
                own.levels.push((within.get(), share.get()));
            }
            Measure::LongWait { beyond, share } => {
                own.longer.push((beyond.get(), share.get()));
            }
            Measure::OccupancyMax(most) => {
                own.one.occupancy_max = tighter(own.one.occupancy_max, most.get());
            }
            // People on duty, whatever the queue is like: [`crew`].
            Measure::AgentsMin(_) => {}
        }
    }
    own
}
