//! Building the week of a scenario under one closing.

use super::block::{Block, BlockDuty, Body, Cover, Curve, Family, Slot, Tie, TieKind, Value, Week};
use super::catalogue::{self, Duty};
use super::curve::{Asked, Kind, averaged, curve, phone_share, scheduled, uniform_phone_share};
use crate::domain::clock::{Grid, Weekday};
use crate::plan::demand::LineDemand;
use crate::plan::requirements::{Caller, SetInterval};
use crate::scenario::{Over, Scenario, Target};
use std::collections::BTreeMap;

/// What the duties of a break family share: group, the first of its contracts that pays the same by the
/// hour, day, rule, length, whether they run past midnight, and which of the rule's breaks it is.
type FamilyKey = (usize, usize, Weekday, usize, u32, bool, usize);
/// A measure of a line's calls in an interval that something looks at: its price in the objective and
/// the ties it enters with their weights.
type Looked = (Asked, f64, Vec<(usize, f64)>);

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
            let Some((_, limit)) = averaged(promise.measure, &Caller::of(data)) else { continue };
            let days = match promise.over {
                Over::Interval => continue,
                Over::Week => vec![None],
                Over::Day => Weekday::ALL.into_iter().map(Some).collect(),
            };
            for day in days {
                if calls_over(scenario, &demand[line], (promise, day)) > 0.0 {
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

/// Calls that a promise averages over on a day, or in the week.
fn calls_over(
    scenario: &Scenario,
    demand: &LineDemand,
    (promise, day): (&Target, Option<Weekday>),
) -> f64 {
    let grid = scenario.calendar.grid;
    let counts =
        |t: &usize| promise.looks_at(grid, *t) && day.is_none_or(|d| grid.start_of(*t).0 == d);
    (0..grid.per_week()).filter(counts).map(|t| demand.calls[t]).sum()
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
        Block {
            duty_ids,
            interval_ids,
            body: Body { duties, families, covers, values, caps, limits: vec![] },
        }
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

    /// Break families: duties of one group, pay, day, rule and length share a break; those past midnight
    /// apart, so that they can be fixed on their own.
    fn families(&self, duty_ids: &[usize], own: &[Option<usize>]) -> Vec<Family> {
        let mut keyed: BTreeMap<FamilyKey, Vec<usize>> = BTreeMap::new();
        for (k, id) in duty_ids.iter().enumerate() {
            let d = &self.duties[*id];
            let group = &self.scenario.groups[d.group];
            let pay = group.hour_on(d.contract);
            let alike = (0..d.contract).find(|c| group.hour_on(*c) == pay).unwrap_or(d.contract);
            for &b in &d.breaks {
                let key = (d.group, alike, d.day, d.rule, d.length, d.crosses_midnight(), b);
                keyed.entry(key).or_default().push(k);
            }
        }
        keyed
            .into_iter()
            .map(|((group, contract, day, rule, _, _, b), members)| {
                self.family(duty_ids, own, (group, contract, day, rule, b), &members)
            })
            .collect()
    }

    fn family(
        &self,
        duty_ids: &[usize],
        own: &[Option<usize>],
        (group, contract, day, rule, break_index): (usize, usize, Weekday, usize, usize),
        members: &[usize],
    ) -> Family {
        let scenario = self.scenario;
        let grid = scenario.calendar.grid;
        let break_rule = &scenario.shifts[rule].breaks[break_index];
        let per_minute = scenario.groups[group].hour_on(contract) / 60.0;
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
        let crew = f64::from(set.crew);
        let need = uniform.map_or(required, |share| scheduled(required, share).max(crew));
        let mut add = |groups: Vec<(usize, f64)>, need: f64| match covers[first..]
            .iter_mut()
            .find(|c| c.groups == groups)
        {
            Some(cover) => cover.need = cover.need.max(need),
            None => {
                covers.push(Cover { interval, groups, need, given: 0.0, curves: Vec::new() });
            }
        };
        let people: Vec<(usize, f64)> = set.groups.iter().map(|g| (*g, 1.0)).collect();
        let apart = uniform.is_none() && crew > 0.0;
        // Curves are those of the first cover of these groups: of agents at the phone.
        add(groups, need);
        if apart {
            add(people, crew);
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
        let caller = Caller::of(&self.scenario.lines[line]);
        let mut looked_at: Vec<Looked> = Vec::new();
        if let (true, Some(minute)) =
            (self.scenario.costs.count_waiting, &self.scenario.costs.caller_minute)
        {
            let asked = Asked { kind: Kind::Wait, caller, limit: 0.0 };
            looked_at.push((asked, minute.value.get() / 60.0 * calls, Vec::new()));
        }
        for (r, tie) in self.ties.iter().enumerate() {
            let TieKind::Promise { line: of, target, day } = tie.kind else { continue };
            let grid = self.scenario.calendar.grid;
            if of != line || day.is_some_and(|d| d != grid.start_of(t).0) {
                continue;
            }
            let promise = &self.scenario.lines[line].targets[target];
            if !promise.looks_at(grid, t) {
                continue;
            }
            let Some((kind, _)) = averaged(promise.measure, &caller) else { continue };
            let weight = calls / calls_over(self.scenario, &self.demand[line], (promise, day));
            let limit = if caller.redial_share > 0.0 { tie.limit } else { 0.0 };
            let asked = Asked { kind, caller, limit };
            match looked_at.iter_mut().find(|(old, ..)| *old == asked) {
                Some((_, _, usage)) => usage.push((r, weight)),
                None => looked_at.push((asked, 0.0, vec![(r, weight)])),
            }
        }
        if calls <= 0.0 {
            return Vec::new();
        }
        looked_at
            .into_iter()
            .map(|(asked, price, usage)| {
                let curves = self.curves(covers, first, line, asked, sets);
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
        asked: Asked,
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
            let curve = curve(set, covers[c].need, share, asked);
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
