//! Erlang C by its sum, the agents that lines need together, and what their callers get.

use obsada::domain::clock::Weekday;
use obsada::scenario::{Line, Measure, Over, Scenario};

/// The sets of open lines that share consultants: each line, and two lines that one group answers.
pub fn sharing_sets(scenario: &Scenario, day: Weekday, k: usize) -> Vec<Vec<usize>> {
    let minute = k as u32 * scenario.calendar.grid.minutes();
    let open: Vec<usize> = (0..scenario.lines.len())
        .filter(|l| {
            let hours = &scenario.lines[*l].hours[day.index()];
            hours.iter().any(|h| h.from.minutes() <= minute && minute < h.to.minutes())
        })
        .collect();
    assert!(open.len() <= 2, "larger sets are not needed here");
    let mut sets: Vec<Vec<usize>> = open.iter().map(|l| vec![*l]).collect();
    if open.len() == 2 && scenario.groups.iter().any(|g| open.iter().all(|l| g.lines.contains(l))) {
        sets.push(open);
    }
    sets
}

/// Pooled calls: their number, handle time and load.
struct Pool {
    calls: f64,
    aht: f64,
    load: f64,
}

/// Mean wait, and the shares that wait longer than each threshold, of the pooled queue of `lines` with
/// these minutes on duty by group; `None` if they are fewer than required.
pub fn figures(
    scenario: &Scenario,
    day: Weekday,
    k: usize,
    lines: &[usize],
    minutes: &[u32],
    thresholds: &[f64],
) -> Option<Vec<f64>> {
    let grid = scenario.calendar.grid;
    let parts: Vec<(&Line, f64)> = lines
        .iter()
        .map(|l| &scenario.lines[*l])
        .map(|line| (line, line.demand.calls[day.index() * grid.per_day() + k]))
        .collect();
    let calls: f64 = parts.iter().map(|part| part.1).sum();
    let work: f64 = parts.iter().map(|(line, calls)| calls * line.aht.value.get()).sum();
    let aht = if calls > 0.0 { work / calls } else { 1.0 };
    let pool = Pool { calls, aht, load: work / grid.seconds() };
    let serving: Vec<usize> = (0..scenario.groups.len())
        .filter(|g| scenario.groups[*g].lines.iter().any(|l| lines.contains(l)))
        .collect();
    let all_answer_all =
        serving.iter().all(|g| lines.iter().all(|line| scenario.groups[*g].lines.contains(line)));
    let required = f64::from(required(&parts, &pool, all_answer_all));
    // Whoever is on duty is one of the crew, and no line that is open is without one.
    let crew = f64::from(parts.iter().map(|(line, _)| crew(line)).max().unwrap_or(0));
    let people: u32 = serving.iter().map(|g| minutes[*g]).sum();
    if f64::from(people) < crew * f64::from(grid.minutes()) {
        return None;
    }
    let phone = |g: usize| 1.0 - scenario.groups[g].shrinkage.value.get();
    let on_duty = |g: usize| f64::from(minutes[g]) / f64::from(grid.minutes());
    let alike = serving.iter().all(|g| phone(*g) == phone(serving[0]));
    let stations: Vec<(f64, u32)> = if alike {
        let people: f64 = serving.iter().map(|g| on_duty(*g)).sum();
        if people < (required / phone(serving[0]) - 1e-9).ceil() - 1e-9 {
            return None;
        }
        split(people)
            .flat_map(|(part, whole)| {
                split(f64::from(whole) * phone(serving[0])).map(move |(p, n)| (part * p, n))
            })
            .collect()
    } else {
        let agents: f64 = serving.iter().map(|g| on_duty(*g) * phone(*g)).sum();
        if agents < required - 1e-9 {
            return None;
        }
        split(agents).collect()
    };
    let mean = |measure: &dyn Fn(u32) -> f64| -> f64 {
        if pool.calls > 0.0 {
            stations.iter().map(|(part, n)| part * measure(*n)).sum()
        } else {
            0.0
        }
    };
    let waits = std::iter::once(mean(&|n| pool.mean_wait(n)));
    Some(waits.chain(thresholds.iter().map(|t| mean(&|n| pool.missed(n, *t)))).collect())
}

/// A number between two whole ones: each with its weight.
fn split(number: f64) -> impl Iterator<Item = (f64, u32)> {
    let whole = (number + 1e-9).floor();
    let part = (number - whole).max(0.0);
    let parts = [(1.0 - part, whole as u32), (part, whole as u32 + 1)];
    parts.into_iter().filter(|(weight, _)| *weight > 1e-9)
}

impl Pool {
    /// Share of the calls that wait: Erlang's formula with its sum written out.
    fn waiting(&self, agents: u32) -> f64 {
        let (mut term, mut sum) = (1.0, 0.0);
        for k in 0..agents {
            sum += term;
            term *= self.load / f64::from(k + 1);
        }
        let last = term * f64::from(agents) / (f64::from(agents) - self.load);
        last / (sum + last)
    }

    fn mean_wait(&self, agents: u32) -> f64 {
        self.waiting(agents) * self.aht / (f64::from(agents) - self.load)
    }

    fn missed(&self, agents: u32, within: f64) -> f64 {
        self.waiting(agents) * (-(f64::from(agents) - self.load) * within / self.aht).exp()
    }
}

/// The fewest people on duty that a line promises.
fn crew(line: &Line) -> u32 {
    let promised = line.targets.iter().filter_map(|target| match target.measure {
        Measure::AgentsMin(least) => Some(least),
        _ => None,
    });
    promised.max().unwrap_or(1)
}

/// The smallest number of agents by the promises for every interval. Where skills only overlap the
/// pool keeps what the promises of all lines imply together.
fn required(parts: &[(&Line, f64)], pool: &Pool, all_answer_all: bool) -> u32 {
    let promised = |line: &Line| -> Vec<Measure> {
        line.targets.iter().filter(|t| t.over == Over::Interval).map(|t| t.measure).collect()
    };
    if pool.calls <= 0.0 {
        return 0;
    }
    let calling: Vec<(&Line, f64)> = parts.iter().copied().filter(|part| part.1 > 0.0).collect();
    let (mut waits, mut levels, mut busy) = (Vec::new(), Vec::new(), Vec::new());
    for (line, calls) in &calling {
        let mine = promised(line);
        let of = |pick: &dyn Fn(&Measure) -> Option<f64>| mine.iter().find_map(pick);
        waits.extend(
            of(&|m| if let Measure::MeanWait(s) = m { Some(s.get()) } else { None })
                .map(|w| (w, *calls)),
        );
        busy.extend(of(&|m| if let Measure::OccupancyMax(s) = m { Some(s.get()) } else { None }));
        levels.extend(mine.iter().filter_map(|m| match m {
            Measure::ServiceLevel { within, share } => Some((within.get(), share.get())),
            _ => None,
        }));
    }
    if !all_answer_all {
        let every = |n: usize| n == calling.len();
        let largest = |all: &[f64]| all.iter().copied().reduce(f64::max);
        let smallest = |all: &[f64]| all.iter().copied().reduce(f64::min);
        let total: f64 = waits.iter().map(|(wait, calls)| wait * calls).sum();
        waits = if every(waits.len()) { vec![(total / pool.calls, 0.0)] } else { Vec::new() };
        let (within, shares): (Vec<f64>, Vec<f64>) = levels.iter().copied().unzip();
        let loosest = largest(&within).zip(smallest(&shares)).filter(|_| every(levels.len()));
        levels = loosest.into_iter().collect();
        busy = largest(&busy).filter(|_| every(busy.len())).into_iter().collect();
    }
    let met = |n: u32| {
        f64::from(n) > pool.load
            && waits.iter().all(|(wait, _)| pool.mean_wait(n) <= *wait)
            && levels.iter().all(|(within, share)| pool.missed(n, *within) <= 1.0 - share)
            && busy.iter().all(|most| pool.load / f64::from(n) <= *most)
    };
    (1..).find(|n| met(*n)).unwrap()
}
