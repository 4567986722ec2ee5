//! The cheapest week of a small scenario by trying everything. Nothing of the planner is used here.

use super::queue::{figures, sharing_sets};
use obsada::domain::clock::Weekday;
use obsada::scenario::{BreakWindow, Group, Measure, Over, Scenario};
use std::collections::HashMap;

/// A shift with its break where it is taken.
#[derive(Debug, Clone)]
pub struct Item {
    pub group: usize,
    pub contract: usize,
    pub start: u32,
    pub length: u32,
    /// Interval after midnight in which its break lies.
    pub pause: Option<u32>,
    pub cost: f64,
    paid: u32,
    /// Minutes on duty by interval of the day.
    cover: Vec<u32>,
}

/// What some shifts of a day, or of several, come to.
#[derive(Debug, Clone)]
pub struct Choice {
    pub cost: f64,
    pub usage: Vec<f64>,
}

/// Minutes on duty by interval of the day, cost, and shifts and paid minutes by contract.
#[derive(Debug, Clone)]
pub struct Crew {
    cover: Vec<u32>,
    cost: f64,
    used: Vec<(u32, u32)>,
}

/// Sums may exceed their limits by this much, relatively.
const ROOM: f64 = 1e-7;

/// Day, interval, number of a set of lines, and minutes on duty by group.
type Moment = (usize, usize, usize, Vec<u32>);

/// What makes two crews alike but for their cost: minutes on duty, and what each contract gives.
type Alike = (Vec<u32>, Vec<(u32, u32)>);

pub struct Truth<'a> {
    scenario: &'a Scenario,
    step: u32,
    /// Waits and missed shares; `None` where too few are on duty.
    known: HashMap<Moment, Option<Vec<f64>>>,
    /// By weekday the open intervals with their sets of lines that share consultants.
    open: [Vec<(usize, Vec<Vec<usize>>)>; 7],
    /// Thresholds of all service levels.
    thresholds: Vec<f64>,
}

impl<'a> Truth<'a> {
    pub fn new(scenario: &'a Scenario) -> Self {
        let all = scenario.lines.iter().flat_map(|line| &line.targets);
        let thresholds = all.filter_map(|target| match target.measure {
            Measure::ServiceLevel { within, .. } => Some(within.get()),
            _ => None,
        });
        let thresholds = thresholds.collect();
        let step = scenario.calendar.grid.minutes();
        let open = Weekday::ALL.map(|day| {
            let sets = |k: usize| (k, sharing_sets(scenario, day, k));
            let all = (0..(1440 / step) as usize).map(sets);
            all.filter(|(_, sets)| !sets.is_empty()).collect()
        });
        Self { scenario, step, known: HashMap::new(), open, thresholds }
    }

    /// The least objective of all weeks that keep every promise and limit.
    pub fn optimum(&mut self) -> Option<f64> {
        let limits = self.limits();
        let mut weeks = vec![Choice { cost: 0.0, usage: vec![0.0; limits.len()] }];
        for day in self.scenario.calendar.days.clone() {
            let options = self.day(day);
            let sum = |a: &Choice, b: &Choice| Choice {
                cost: a.cost + b.cost,
                usage: a.usage.iter().zip(&b.usage).map(|(a, b)| a + b).collect(),
            };
            weeks = weeks.iter().flat_map(|w| options.iter().map(|o| sum(w, o))).collect();
        }
        weeks.iter().filter(|w| keeps(&w.usage, &limits)).map(|w| w.cost).reduce(f64::min)
    }

    /// Limits of sums over the week: promises first, then days, minutes and share of each contract.
    pub fn limits(&self) -> Vec<f64> {
        let mut limits: Vec<f64> =
            self.promises(Over::Week).map(|(_, measure)| limit(measure)).collect();
        for contract in self.scenario.groups.iter().flat_map(|group| &group.contracts) {
            let heads = contract.heads.map_or(f64::INFINITY, f64::from);
            if contract.heads.is_some() {
                limits.push(heads * f64::from(contract.days_per_week));
                limits.push(heads * f64::from(contract.weekly_minutes));
            }
            limits.extend(contract.share_max.map(|_| 0.0));
        }
        limits
    }

    fn promises(&self, over: Over) -> impl Iterator<Item = (usize, Measure)> + use<'a> {
        let lines = self.scenario.lines.iter().enumerate();
        lines.flat_map(move |(index, line)| {
            let mine = line.targets.iter().filter(move |target| target.over == over);
            mine.map(move |target| (index, target.measure))
        })
    }

    /// All shifts of a day with all places of their breaks.
    pub fn items(&self, day: Weekday) -> Vec<Item> {
        let mut items = Vec::new();
        for rule in self.scenario.shifts.iter().filter(|rule| rule.days.contains(&day)) {
            for (&start, &length) in
                rule.starts.iter().flat_map(|s| rule.lengths.iter().map(move |l| (s, l)))
            {
                let pause = rule.breaks.iter().find(|pause| pause.min_shift <= length);
                let places = pause.map_or(vec![None], |pause| {
                    let (low, high) = match pause.window {
                        BreakWindow::Relative { after_start, before_end } => {
                            (start + after_start, start + length - before_end)
                        }
                        BreakWindow::Clock(window) => (
                            start.max(window.from.minutes()),
                            (start + length).min(window.to.minutes()),
                        ),
                    };
                    let fits = |k: &u32| {
                        let (from, to) = (low.max(k * self.step), high.min((k + 1) * self.step));
                        from + pause.minutes <= to
                    };
                    (0..1440 / self.step)
                        .filter(fits)
                        .map(|k| Some((k, pause.minutes, pause.paid)))
                        .collect()
                });
                for &group in &rule.groups {
                    for contract in 0..self.scenario.groups[group].contracts.len() {
                        let shift = (group, contract, start, length);
                        items.extend(places.iter().map(|place| self.item(day, shift, *place)));
                    }
                }
            }
        }
        let weekly = |i: &Item| self.scenario.groups[i.group].contracts[i.contract].weekly_minutes;
        items.retain(|item| item.paid <= weekly(item));
        items
    }

    fn item(
        &self,
        day: Weekday,
        (group, contract, start, length): (usize, usize, u32, u32),
        pause: Option<(u32, u32, bool)>,
    ) -> Item {
        let mut cover = vec![0; (1440 / self.step) as usize];
        let costs = &self.scenario.costs;
        let (mut paid, mut worth) = (0, 0.0);
        for k in start / self.step..(start + length) / self.step {
            let away = pause.filter(|pause| pause.0 == k);
            cover[k as usize] = self.step - away.map_or(0, |pause| pause.1);
            let minutes = self.step - away.map_or(0, |pause| if pause.2 { 0 } else { pause.1 });
            let evening = costs.evening.as_ref().filter(|e| e.from.minutes() <= k * self.step);
            let saturday = costs.saturday.as_ref().filter(|_| day == Weekday::Sat);
            let premium =
                evening.map_or(0.0, |e| e.premium.value) + saturday.map_or(0.0, |s| s.value);
            paid += minutes;
            worth += f64::from(minutes) * (1.0 + premium);
        }
        let cost = self.scenario.groups[group].hour_on(contract) * worth / 60.0;
        Item { group, contract, start, length, pause: pause.map(|p| p.0), cost, paid, cover }
    }

    /// All choices of a day that keep what concerns the day alone, less those that others undercut in
    /// everything.
    fn day(&mut self, day: Weekday) -> Vec<Choice> {
        let items = self.items(day);
        let by_group: Vec<Vec<Crew>> = (0..self.scenario.groups.len())
            .map(|g| {
                let mine: Vec<Item> = items.iter().filter(|i| i.group == g).cloned().collect();
                crews(nobody(self.scenario, g), &self.scenario.groups[g], &mine)
            })
            .collect();
        let mut choices = Vec::new();
        let mut picks = vec![0; by_group.len()];
        loop {
            let crews: Vec<&Crew> = picks.iter().zip(&by_group).map(|(k, all)| &all[*k]).collect();
            choices.extend(self.choice(day, &crews));
            let Some(g) = (0..picks.len()).find(|g| picks[*g] + 1 < by_group[*g].len()) else {
                break;
            };
            picks[g] += 1;
            picks[..g].fill(0);
        }
        undominated(choices)
    }

    /// What the crews of a day come to, if they keep the requirements and the day's promises.
    pub fn choice(&mut self, day: Weekday, crews: &[&Crew]) -> Option<Choice> {
        let scenario = self.scenario;
        let grid = scenario.calendar.grid;
        let measures = 1 + self.thresholds.len();
        // For each line and interval the largest wait and missed shares over the sets that hold it.
        let mut worst = vec![vec![vec![0.0_f64; measures]; grid.per_day()]; scenario.lines.len()];
        for (k, sets) in &self.open[day.index()] {
            let k = *k;
            for (number, lines) in sets.iter().enumerate() {
                let minutes = crews.iter().map(|crew| crew.cover[k]).collect();
                let key = (day.index(), k, number, minutes);
                let served = self.known.entry(key).or_insert_with_key(|(_, _, _, minutes)| {
                    figures(scenario, day, k, lines, minutes, &self.thresholds)
                });
                let served = served.as_ref()?;
                for line in lines {
                    for (worst, figure) in worst[*line][k].iter_mut().zip(served) {
                        *worst = worst.max(*figure);
                    }
                }
            }
        }
        let calls = |line: usize, k: usize| {
            scenario.lines[line].demand.calls[day.index() * grid.per_day() + k]
        };
        let sum = |line: usize, m: usize| -> f64 {
            (0..grid.per_day()).map(|k| calls(line, k) * worst[line][k][m]).sum()
        };
        let measure_of = |measure: Measure| match measure {
            Measure::ServiceLevel { within, .. } => {
                1 + self.thresholds.iter().position(|t| *t == within.get()).unwrap()
            }
            _ => 0,
        };
        for (line, measure) in self.promises(Over::Day) {
            let total: f64 = (0..grid.per_day()).map(|k| calls(line, k)).sum();
            if total > 0.0 && !keeps(&[sum(line, measure_of(measure)) / total], &[limit(measure)]) {
                return None;
            }
        }
        let mut usage: Vec<f64> = self
            .promises(Over::Week)
            .map(|(line, measure)| {
                let total: f64 = scenario.lines[line].demand.calls.iter().sum();
                if total > 0.0 { sum(line, measure_of(measure)) / total } else { 0.0 }
            })
            .collect();
        let mut cost = 0.0;
        for (group, crew) in scenario.groups.iter().zip(crews) {
            cost += crew.cost;
            let paid: u32 = crew.used.iter().map(|used| used.1).sum();
            for (contract, (shifts, minutes)) in group.contracts.iter().zip(&crew.used) {
                let (shifts, minutes) = (f64::from(*shifts), f64::from(*minutes));
                if contract.heads.is_some() {
                    usage.extend([shifts, minutes]);
                }
                let over = |most: f64| minutes - most * f64::from(paid);
                usage.extend(contract.share_max.map(|most| over(most.get())));
            }
        }
        if scenario.costs.count_waiting {
            let minute = scenario.costs.caller_minute.as_ref().unwrap().value.get();
            cost += (0..scenario.lines.len()).map(|l| minute / 60.0 * sum(l, 0)).sum::<f64>();
        }
        Some(Choice { cost, usage })
    }
}

/// All ways to staff a group's shifts of a day with the people it has; of those that are alike in
/// everything but cost, the cheapest.
fn crews(none: Crew, group: &Group, items: &[Item]) -> Vec<Crew> {
    let mut all: HashMap<Alike, Crew> = HashMap::new();
    let mut open = vec![(none, 0)];
    while let Some((crew, from)) = open.pop() {
        let present: u32 = crew.used.iter().map(|used| used.0).sum();
        for (k, item) in items.iter().enumerate().skip(from) {
            let heads = group.contracts[item.contract].heads;
            if present < group.head_count.unwrap()
                && heads.is_none_or(|h| crew.used[item.contract].0 < h)
            {
                open.push((with(&crew, item), k));
            }
        }
        let known =
            all.entry((crew.cover.clone(), crew.used.clone())).or_insert_with(|| crew.clone());
        known.cost = known.cost.min(crew.cost);
    }
    all.into_values().collect()
}

/// A crew with one shift more.
pub fn with(crew: &Crew, item: &Item) -> Crew {
    let mut crew = crew.clone();
    crew.cover.iter_mut().zip(&item.cover).for_each(|(sum, minutes)| *sum += minutes);
    crew.cost += item.cost;
    crew.used[item.contract].0 += 1;
    crew.used[item.contract].1 += item.paid;
    crew
}

/// Nobody on duty.
pub fn nobody(scenario: &Scenario, group: usize) -> Crew {
    let used = vec![(0, 0); scenario.groups[group].contracts.len()];
    Crew { cover: vec![0; scenario.calendar.grid.per_day()], cost: 0.0, used }
}

/// Largest mean wait, or largest share that waits longer than promised.
fn limit(measure: Measure) -> f64 {
    match measure {
        Measure::MeanWait(wait) => wait.get(),
        Measure::ServiceLevel { share, .. } => 1.0 - share.get(),
        _ => f64::INFINITY,
    }
}

pub fn keeps(usage: &[f64], limits: &[f64]) -> bool {
    usage.iter().zip(limits).all(|(used, limit)| *used <= limit + ROOM * limit.abs().max(1e-3))
}

fn undominated(mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let mut kept: Vec<Choice> = Vec::new();
    for choice in choices {
        let beaten = |k: &Choice| k.usage.iter().zip(&choice.usage).all(|(a, b)| a <= b);
        if !kept.iter().any(beaten) {
            kept.push(choice);
        }
    }
    kept
}
