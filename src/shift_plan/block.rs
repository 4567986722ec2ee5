//! The week as data for the programme: blocks of days that no shift ties together, and the ties.
//!
//! A *block* holds the days that shifts past midnight join (usually one day): duties, break
//! families, coverage needs and wait curves, with indices of its own so that two equal days are
//! equal values. A *tie* is a row over the whole week: a promise about waits, or a contract's days,
//! hours or share. Every tie reads `Σ usage ≤ limit`.

use super::catalogue::{self, Duty};
use crate::clock::{Grid, Weekday};
use crate::demand::LineDemand;
use crate::queue::ErlangC;
use crate::requirements::SetInterval;
use crate::scenario::{Measure, Over, Scenario};
use std::collections::BTreeMap;

/// The week, ready for the programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// Days that can be planned apart but for the ties.
    pub blocks: Vec<Block>,
    /// Rows over the whole week.
    pub ties: Vec<Tie>,
    /// The catalogue the blocks' duties come from.
    pub duties: Vec<Duty>,
    /// Length of an interval, minutes.
    pub interval_minutes: u32,
}

/// What a tie limits.
#[derive(Debug, Clone, PartialEq)]
pub enum TieKind {
    /// A promise to the callers of a line, averaged by calls over a day or the week.
    Promise {
        /// Index of the line.
        line: usize,
        /// Index of the target in the line's list.
        target: usize,
        /// The day; `None` for the week.
        day: Option<Weekday>,
    },
    /// Days a week of a contract: group and contract.
    Days(usize, usize),
    /// Paid minutes a week of a contract.
    Minutes(usize, usize),
    /// Largest share of the group's paid minutes.
    ShareMax(usize, usize),
}

/// A row over the whole week: the blocks' usages sum to at most the limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// What it limits.
    pub kind: TieKind,
    /// Largest sum.
    pub limit: f64,
}

/// Days planned together.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Index of each duty in [`Week::duties`]; not part of what makes two blocks equal.
    pub duty_ids: Vec<usize>,
    /// Interval of the week of each of the block's intervals; likewise.
    pub interval_ids: Vec<usize>,
    /// What the programme sees.
    pub body: Body,
}

/// A block in indices of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Body {
    /// Duties.
    pub duties: Vec<BlockDuty>,
    /// Break families.
    pub families: Vec<Family>,
    /// Sets of groups with what they must cover.
    pub covers: Vec<Cover>,
    /// Waits of a line in an interval.
    pub values: Vec<Value>,
    /// Limits within the block: these duties together, at most so many.
    pub caps: Vec<(Vec<usize>, f64)>,
}

/// A duty within a block.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockDuty {
    /// Index of the group.
    pub group: usize,
    /// Cost of one.
    pub cost: f64,
    /// Intervals covered (block's own indices), before breaks.
    pub cover: Vec<usize>,
    /// Usage of ties: tie and amount for one duty.
    pub usage: Vec<(usize, f64)>,
}

/// Breaks of the same kind, pooled over the shifts of one length (Bechtold & Jacobs 1990): how many
/// start in each slot, and which shifts need one between which slots.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Index of the group.
    pub group: usize,
    /// Which break of its rule it is.
    pub break_index: usize,
    /// Slots in order: the intervals (block's own) and the shares the break takes of them.
    pub slots: Vec<Slot>,
    /// Duties with their first and last slot (excluded); both ascend together.
    pub windows: Vec<(usize, usize, usize)>,
}

/// One slot of a family.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Intervals (block's own) with the share that one break takes.
    pub loss: Vec<(usize, f64)>,
    /// What taking an unpaid break here saves in premium, as a (negative) cost.
    pub cost: f64,
    /// Intervals after midnight of the first interval, to find the slot again.
    pub key: u32,
}

/// The agents of a set of groups in an interval: how many are needed and what more of them do.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// Block's own interval.
    pub interval: usize,
    /// Groups, with what one agent on duty counts: 1 where all of them have the same shrinkage (the
    /// need and the curves are then in agents on duty), else the share of time at the phone.
    pub groups: Vec<(usize, f64)>,
    /// Agents needed, so counted.
    pub need: f64,
    /// Agents that are there whatever is planned (shifts fixed before), so counted.
    pub given: f64,
    /// Wait curves over the agents, so counted.
    pub curves: Vec<Curve>,
}

/// A convex decreasing function of the agents at the phone, given at whole numbers and linear
/// between them; beyond the last number it stays at its last value.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// The whole number at which it starts.
    pub first: f64,
    /// Values at `first`, `first + 1`, …
    pub values: Vec<f64>,
}

impl Curve {
    /// The value at a number of agents at the phone, at least `first`.
    pub fn at(&self, agents: f64) -> f64 {
        let position = (agents - self.first).max(0.0);
        let k = position.floor() as usize;
        match (self.values.get(k), self.values.get(k + 1)) {
            (Some(here), Some(next)) => here + (next - here) * (position - k as f64),
            _ => self.values.last().copied().unwrap_or(0.0),
        }
    }
}

/// A line's mean wait (or missed share) in an interval: the largest of some curves.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Curves, as cover and curve within it.
    pub curves: Vec<(usize, usize)>,
    /// Objective coefficient (callers' cost of waiting).
    pub price: f64,
    /// Usage of ties: tie and weight.
    pub usage: Vec<(usize, f64)>,
}

/// What a curve measures.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Wait,
    /// Share of calls not answered within this many seconds.
    Missed(f64),
}

/// Builds the week of a scenario under one closing.
pub fn week(scenario: &Scenario, demand: &[LineDemand], sets: &[SetInterval]) -> Week {
    let grid = scenario.calendar.grid;
    let mut open = vec![false; grid.per_week()];
    sets.iter().for_each(|s| open[s.interval] = true);
    let covers = |d: &Duty| duty_intervals(grid, d).into_iter().any(|t| open[t]);
    let duties: Vec<Duty> = catalogue::catalogue(scenario).into_iter().filter(covers).collect();
    let ties = ties(scenario, demand, &duties);
    let blocks = day_blocks(grid, &open, &duties)
        .into_iter()
        .map(|days| Builder { scenario, demand, sets, duties: &duties, ties: &ties, days }.block())
        .collect();
    Week { blocks, ties, duties, interval_minutes: grid.minutes() }
}

/// The intervals of the week that a duty covers.
pub fn duty_intervals(grid: Grid, duty: &Duty) -> Vec<usize> {
    (0..duty.length / grid.minutes())
        .map(|k| grid.at(duty.day, duty.start + k * grid.minutes()))
        .collect()
}

/// Days joined by shifts that cover open intervals of two of them.
fn day_blocks(grid: Grid, open: &[bool], duties: &[Duty]) -> Vec<Vec<Weekday>> {
    let mut label: [usize; 7] = std::array::from_fn(|d| d);
    for duty in duties {
        for t in duty_intervals(grid, duty).into_iter().filter(|t| open[*t]) {
            let (from, to) = (label[duty.day.index()], label[grid.start_of(t).0.index()]);
            label.iter_mut().filter(|l| **l == to.max(from)).for_each(|l| *l = to.min(from));
        }
    }
    let used = |d: &Weekday| {
        open[d.index() * grid.per_day()..(d.index() + 1) * grid.per_day()].contains(&true)
            || duties.iter().any(|duty| duty.day == *d)
    };
    (0..7)
        .map(|l| Weekday::ALL.into_iter().filter(|d| label[d.index()] == l && used(d)).collect())
        .filter(|days: &Vec<Weekday>| !days.is_empty())
        .collect()
}

/// The rows over the whole week; those that can never bind are left out.
fn ties(scenario: &Scenario, demand: &[LineDemand], duties: &[Duty]) -> Vec<Tie> {
    let mut ties = Vec::new();
    for (line, data) in scenario.lines.iter().enumerate() {
        for (target, promise) in data.targets.iter().enumerate() {
            let limit = match promise.measure {
                Measure::MeanWait(wait) => wait.get(),
                Measure::ServiceLevel { share, .. } => 1.0 - share.get(),
                Measure::OccupancyMax(_) | Measure::AgentsMin(_) => continue,
            };
            let days = match promise.over {
                Over::Interval => continue,
                Over::Week => vec![None],
                Over::Day => Weekday::ALL.into_iter().map(Some).collect(),
            };
            for day in days {
                if calls_over(scenario, &demand[line], day) > 0.0 {
                    ties.push(Tie { kind: TieKind::Promise { line, target, day }, limit });
                }
            }
        }
    }
    for (g, group) in scenario.groups.iter().enumerate() {
        for (c, contract) in group.contracts.iter().enumerate() {
            let mine = || duties.iter().filter(|d| (d.group, d.contract) == (g, c));
            let days: std::collections::BTreeSet<Weekday> = mine().map(|d| d.day).collect();
            let longest = mine().map(|d| d.paid_minutes).max().unwrap_or(0);
            if let Some(heads) = contract.heads.map(f64::from) {
                let most_days = contract.days_per_week.min(days.len() as u32);
                if (days.len() as u32) > contract.days_per_week {
                    let limit = heads * f64::from(contract.days_per_week);
                    ties.push(Tie { kind: TieKind::Days(g, c), limit });
                }
                if longest * most_days > contract.weekly_minutes {
                    let limit = heads * f64::from(contract.weekly_minutes) / 60.0;
                    ties.push(Tie { kind: TieKind::Minutes(g, c), limit });
                }
            }
            if contract.share_max.is_some_and(|s| s.get() < 1.0) && mine().next().is_some() {
                ties.push(Tie { kind: TieKind::ShareMax(g, c), limit: 0.0 });
            }
        }
    }
    ties
}

fn calls_over(scenario: &Scenario, demand: &LineDemand, day: Option<Weekday>) -> f64 {
    let grid = scenario.calendar.grid;
    let of_day = |t: &usize| day.is_none_or(|d| grid.start_of(*t).0 == d);
    (0..grid.per_week()).filter(of_day).map(|t| demand.calls[t]).sum()
}

/// Builds one block.
struct Builder<'a> {
    scenario: &'a Scenario,
    demand: &'a [LineDemand],
    sets: &'a [SetInterval],
    duties: &'a [Duty],
    ties: &'a [Tie],
    days: Vec<Weekday>,
}

impl Builder<'_> {
    fn block(&self) -> Block {
        let grid = self.scenario.calendar.grid;
        let interval_ids: Vec<usize> = self
            .days
            .iter()
            .flat_map(|d| d.index() * grid.per_day()..(d.index() + 1) * grid.per_day())
            .collect();
        let duty_ids: Vec<usize> =
            (0..self.duties.len()).filter(|d| self.days.contains(&self.duties[*d].day)).collect();
        let mut own: Vec<Option<usize>> = vec![None; grid.per_week()];
        interval_ids.iter().enumerate().for_each(|(k, t)| own[*t] = Some(k));
        let duties: Vec<BlockDuty> =
            duty_ids.iter().map(|d| self.block_duty(&self.duties[*d], &own)).collect();
        let families = self.families(&duty_ids, &own);
        let (covers, values) = self.covers(&own);
        let caps = self.caps(&duty_ids);
        Block { duty_ids, interval_ids, body: Body { duties, families, covers, values, caps } }
    }

    fn block_duty(&self, duty: &Duty, own: &[Option<usize>]) -> BlockDuty {
        let cover = duty_intervals(self.scenario.calendar.grid, duty)
            .into_iter()
            .filter_map(|t| own[t])
            .collect();
        let hours = f64::from(duty.paid_minutes) / 60.0;
        let usage = self
            .ties
            .iter()
            .enumerate()
            .filter_map(|(r, tie)| {
                let contract = (duty.group, duty.contract);
                let amount = match tie.kind {
                    TieKind::Days(g, c) if (g, c) == contract => 1.0,
                    TieKind::Minutes(g, c) if (g, c) == contract => hours,
                    TieKind::ShareMax(g, c) if g == duty.group => {
                        let share =
                            self.scenario.groups[g].contracts[c].share_max.map_or(1.0, |s| s.get());
                        if c == duty.contract { hours * (1.0 - share) } else { -hours * share }
                    }
                    _ => return None,
                };
                Some((r, amount))
            })
            .collect();
        BlockDuty { group: duty.group, cost: duty.cost, cover, usage }
    }

    /// Break families: duties of one group, day, rule and length share a break; those past midnight
    /// apart, so that they can be fixed on their own.
    fn families(&self, duty_ids: &[usize], own: &[Option<usize>]) -> Vec<Family> {
        let mut keyed: BTreeMap<(usize, Weekday, usize, u32, bool, usize), Vec<usize>> =
            BTreeMap::new();
        for (k, id) in duty_ids.iter().enumerate() {
            let d = &self.duties[*id];
            for &b in &d.breaks {
                let key = (d.group, d.day, d.rule, d.length, d.crosses_midnight(), b);
                keyed.entry(key).or_default().push(k);
            }
        }
        keyed
            .into_iter()
            .map(|((group, day, rule, _, _, b), members)| {
                self.family(duty_ids, own, (group, day, rule, b), &members)
            })
            .collect()
    }

    fn family(
        &self,
        duty_ids: &[usize],
        own: &[Option<usize>],
        (group, day, rule, break_index): (usize, Weekday, usize, usize),
        members: &[usize],
    ) -> Family {
        let scenario = self.scenario;
        let grid = scenario.calendar.grid;
        let break_rule = &scenario.shifts[rule].breaks[break_index];
        let per_minute = scenario.groups[group].hourly_cost.value.get() / 60.0;
        let mut slots: BTreeMap<u32, Slot> = BTreeMap::new();
        let mut ranges = Vec::new();
        for &k in members {
            let duty = &self.duties[duty_ids[k]];
            let found =
                catalogue::slots(grid, break_rule.minutes, catalogue::window(duty, break_rule));
            ranges.push((k, found[0].loss[0].0, found[found.len() - 1].loss[0].0));
            for slot in found {
                let key = slot.loss[0].0;
                let interval = |i: u32| own[grid.at(day, i * grid.minutes())];
                let saved: f64 = slot
                    .loss
                    .iter()
                    .map(|(i, share)| share * catalogue::premium(scenario, day, i * grid.minutes()))
                    .sum();
                let unpaid = if break_rule.paid { 0.0 } else { f64::from(grid.minutes()) };
                slots.entry(key).or_insert_with(|| Slot {
                    loss: slot
                        .loss
                        .iter()
                        .filter_map(|(i, s)| interval(*i).map(|t| (t, *s)))
                        .collect(),
                    cost: -saved * unpaid * per_minute,
                    key,
                });
            }
        }
        let keys: Vec<u32> = slots.keys().copied().collect();
        let place = |key: u32| keys.partition_point(|k| *k < key);
        let mut windows: Vec<(usize, usize, usize)> =
            ranges.into_iter().map(|(k, first, last)| (k, place(first), place(last) + 1)).collect();
        windows.sort_by_key(|(k, first, last)| (*first, *last, *k));
        Family { group, break_index, slots: slots.into_values().collect(), windows }
    }

    fn caps(&self, duty_ids: &[usize]) -> Vec<(Vec<usize>, f64)> {
        let mut caps = Vec::new();
        let mut cap = |heads: Option<u32>, mine: &dyn Fn(&Duty) -> bool| {
            let Some(heads) = heads else { return };
            for day in &self.days {
                let members: Vec<usize> = (0..duty_ids.len())
                    .filter(|k| {
                        let duty = &self.duties[duty_ids[*k]];
                        duty.day == *day && mine(duty)
                    })
                    .collect();
                if !members.is_empty() {
                    caps.push((members, f64::from(heads)));
                }
            }
        };
        for (g, group) in self.scenario.groups.iter().enumerate() {
            cap(group.head_count, &|d| d.group == g);
            for (c, contract) in group.contracts.iter().enumerate() {
                cap(contract.heads, &|d| (d.group, d.contract) == (g, c));
            }
        }
        caps
    }

    /// Covers of the block's intervals, and the lines' values over their curves.
    fn covers(&self, own: &[Option<usize>]) -> (Vec<Cover>, Vec<Value>) {
        let mut covers: Vec<Cover> = Vec::new();
        let mut values = Vec::new();
        let mut at = 0;
        while at < self.sets.len() {
            let t = self.sets[at].interval;
            let end = at + self.sets[at..].iter().take_while(|s| s.interval == t).count();
            if let Some(interval) = own[t] {
                let here = &self.sets[at..end];
                let first = covers.len();
                for set in here {
                    self.add_need(&mut covers, first, interval, set);
                }
                let mut lines: Vec<usize> = here.iter().flat_map(|s| s.lines.clone()).collect();
                lines.sort_unstable();
                lines.dedup();
                for line in lines {
                    values.extend(self.line_values(&mut covers, first, line, t, here));
                }
            }
            at = end;
        }
        (covers, values)
    }

    fn add_need(&self, covers: &mut Vec<Cover>, first: usize, interval: usize, set: &SetInterval) {
        let uniform = uniform_phone_share(self.scenario, &set.groups);
        let counts =
            |g: &usize| if uniform.is_some() { 1.0 } else { phone_share(self.scenario, *g) };
        let groups: Vec<(usize, f64)> = set.groups.iter().map(|g| (*g, counts(g))).collect();
        let required = f64::from(set.required_or_max());
        let need = uniform.map_or(required, |share| scheduled(required, share));
        match covers[first..].iter_mut().find(|c| c.groups == groups) {
            Some(cover) => cover.need = cover.need.max(need),
            None => {
                covers.push(Cover { interval, groups, need, given: 0.0, curves: Vec::new() });
            }
        }
    }

    /// The values of a line in an interval that some tie or the objective looks at.
    fn line_values(
        &self,
        covers: &mut [Cover],
        first: usize,
        line: usize,
        t: usize,
        sets: &[SetInterval],
    ) -> Vec<Value> {
        let calls = self.demand[line].calls[t];
        let mut looked_at: Vec<(Kind, f64, Vec<(usize, f64)>)> = Vec::new();
        if let (true, Some(minute)) =
            (self.scenario.costs.count_waiting, &self.scenario.costs.caller_minute)
        {
            looked_at.push((Kind::Wait, minute.value.get() / 60.0 * calls, Vec::new()));
        }
        for (r, tie) in self.ties.iter().enumerate() {
            let TieKind::Promise { line: of, target, day } = tie.kind else { continue };
            let here = self.scenario.calendar.grid.start_of(t).0;
            if of != line || day.is_some_and(|d| d != here) {
                continue;
            }
            let kind = match self.scenario.lines[line].targets[target].measure {
                Measure::ServiceLevel { within, .. } => Kind::Missed(within.get()),
                _ => Kind::Wait,
            };
            let weight = calls / calls_over(self.scenario, &self.demand[line], day);
            match looked_at.iter_mut().find(|(k, ..)| *k == kind) {
                Some((_, _, usage)) => usage.push((r, weight)),
                None => looked_at.push((kind, 0.0, vec![(r, weight)])),
            }
        }
        if calls <= 0.0 {
            return Vec::new();
        }
        looked_at
            .into_iter()
            .map(|(kind, price, usage)| {
                let curves = self.curves(covers, first, line, kind, sets);
                Value { curves, price, usage }
            })
            .collect()
    }

    /// The curves whose largest is a line's value: one for each set that contains it, less those
    /// that lie below another over the same agents.
    fn curves(
        &self,
        covers: &mut [Cover],
        first: usize,
        line: usize,
        kind: Kind,
        sets: &[SetInterval],
    ) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, Curve)> = Vec::new();
        for set in sets.iter().filter(|s| s.lines.contains(&line) && s.calls > 0.0) {
            let Some(c) = (first..covers.len())
                .find(|c| covers[*c].groups.iter().map(|g| g.0).eq(set.groups.iter().copied()))
            else {
                continue;
            };
            let share = uniform_phone_share(self.scenario, &set.groups).unwrap_or(1.0);
            let curve = curve(set, covers[c].need, share, kind);
            let above = |a: &Curve, b: &Curve| {
                a.first == b.first
                    && (0..a.values.len().max(b.values.len())).all(|k| {
                        let n = a.first + k as f64;
                        a.at(n) >= b.at(n)
                    })
            };
            if found.iter().any(|(other, old)| *other == c && above(old, &curve)) {
                continue;
            }
            found.retain(|(other, old)| *other != c || !above(&curve, old));
            found.push((c, curve));
        }
        found
            .into_iter()
            .map(|(c, curve)| {
                let curves = &mut covers[c].curves;
                let k = curves.iter().position(|old| *old == curve).unwrap_or_else(|| {
                    curves.push(curve);
                    curves.len() - 1
                });
                (c, k)
            })
            .collect()
    }
}

/// Below this share of its first value a curve is cut off: more agents than that change nothing
/// that could be seen.
const CURVE_TAIL: f64 = 1e-7;

/// Share of their paid time that the consultants of a group are at the phone.
fn phone_share(scenario: &Scenario, group: usize) -> f64 {
    1.0 - scenario.groups[group].shrinkage.value.get()
}

/// The same for a set of groups, where it is the same for all.
fn uniform_phone_share(scenario: &Scenario, groups: &[usize]) -> Option<f64> {
    let share = phone_share(scenario, *groups.first()?);
    groups.iter().all(|g| phone_share(scenario, *g) == share).then_some(share)
}

/// Whole agents on duty who keep this many at the phone: required ÷ (1 − shrinkage), rounded up.
fn scheduled(required: f64, phone_share: f64) -> f64 {
    (required / phone_share - 1e-9).ceil()
}

/// The curve of a set from the agents it needs upwards, made convex by its lower envelope (for
/// Erlang C it is convex already: Dyer & Proll 1977; Harel & Zipkin 1987). Where one agent on duty
/// is at the phone for a share of the time, a whole number on duty is a mix of two whole numbers at
/// the phone, and its value the mean of theirs.
fn curve(set: &SetInterval, need: f64, phone_share: f64, kind: Kind) -> Curve {
    let mut values: Vec<f64> = Vec::new();
    let first = need.max(1.0);
    while values.len() < 400 {
        let at_phone = (first + values.len() as f64) * phone_share;
        let Some(value) = mixed_value(set, at_phone, kind) else { break };
        values.push(value);
        if value <= CURVE_TAIL * values[0] {
            break;
        }
    }
    Curve { first, values: lower_envelope(values) }
}

/// The value at a number of agents at the phone, linear between whole numbers.
fn mixed_value(set: &SetInterval, at_phone: f64, kind: Kind) -> Option<f64> {
    let value = |agents: f64| {
        let queue = ErlangC::new(agents as u32, set.offered_load, set.aht_s)?;
        Some(match kind {
            Kind::Wait => queue.mean_wait_s(),
            Kind::Missed(within) => queue.wait_exceeds(within),
        })
    };
    let whole = (at_phone + 1e-9).floor();
    let part = (at_phone - whole).max(0.0);
    let low = value(whole)?;
    if part < 1e-6 { Some(low) } else { Some(low * (1.0 - part) + value(whole + 1.0)? * part) }
}

/// The largest convex sequence below a sequence (lower hull of its points).
fn lower_envelope(values: Vec<f64>) -> Vec<f64> {
    let mut hull: Vec<usize> = Vec::new();
    for k in 0..values.len() {
        while let [.., a, b] = hull[..] {
            let slope = |i: usize, j: usize| (values[j] - values[i]) / (j - i) as f64;
            if slope(a, b) <= slope(b, k) {
                break;
            }
            hull.pop();
        }
        hull.push(k);
    }
    let mut envelope = values.clone();
    for pair in hull.windows(2) {
        for (k, value) in envelope.iter_mut().enumerate().take(pair[1]).skip(pair[0]) {
            let share = (k - pair[0]) as f64 / (pair[1] - pair[0]) as f64;
            *value = values[pair[0]] * (1.0 - share) + values[pair[1]] * share;
        }
    }
    envelope
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_is_convex_and_touches_hull_points() {
        assert_eq!(lower_envelope(vec![10.0, 9.0, 2.0, 1.0]), [10.0, 6.0, 2.0, 1.0]);
        assert_eq!(lower_envelope(vec![8.0, 4.0, 2.0, 1.0]), [8.0, 4.0, 2.0, 1.0]);
    }

    #[test]
    fn a_curve_is_linear_between_whole_numbers() {
        let curve = Curve { first: 2.0, values: vec![8.0, 4.0, 2.0] };
        assert_eq!(
            [curve.at(2.0), curve.at(2.5), curve.at(3.5), curve.at(9.0)],
            [8.0, 6.0, 3.0, 2.0]
        );
    }
}
