//! A world made ready to be played: timetable, closings, and the order in which groups are tried.

use super::world::{Agent, World};
use crate::scenario::AtClose;
use std::collections::BTreeMap;

/// What follows from the world alone, the same in every replication.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Setting {
    /// By line and interval: when the line closes next (infinite if it does not), seconds from the
    /// start of the horizon and possibly beyond its end, and whether those who wait then are cut
    /// off.
    pub(super) closing: Vec<Vec<(f64, bool)>>,
    /// Stretches on duty by start, then by agent.
    pub(super) stretches: Vec<Stretch>,
    /// By agent: names its random numbers, so that people whose shift stays keep theirs when others come or go.
    pub(super) names: Vec<u64>,
    /// By line: groups that answer it, in the order in which an arriving call tries them.
    pub(super) tried: Vec<Vec<usize>>,
    /// Comings, goings and closings within the horizon, in order.
    pub(super) timetable: Vec<Entry>,
}

/// Somebody on duty without interruption.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) agent: usize,
    /// Whether it is the first of the agent's shift.
    pub(super) first: bool,
    /// When the agent's next one begins; infinite if there is none.
    pub(super) back: f64,
}

/// Something that happens at a fixed time. The order of the variants is the order at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fixed {
    /// The stretch with this index begins.
    Come(usize),
    /// Those who wait on this line are cut off.
    Cut(usize),
    /// The stretch with this index ends.
    Go(usize),
}

/// An entry of the timetable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Entry {
    pub(super) at: f64,
    pub(super) what: Fixed,
}

impl Setting {
    pub(super) fn new(world: &World) -> Self {
        let mut stretches: Vec<Stretch> = world
            .agents
            .iter()
            .enumerate()
            .flat_map(|(agent, person)| {
                let again = match person.duty.first() {
                    Some((from, _)) if world.continuous => from + world.horizon(),
                    _ => f64::INFINITY,
                };
                person.duty.iter().enumerate().map(move |(k, (from, to))| {
                    let back = person.duty.get(k + 1).map_or(again, |next| next.0);
                    // What begins beyond a horizon that repeats falls into its next cycle.
                    let beyond = world.continuous && *from >= world.horizon();
                    let by = if beyond { world.horizon() } else { 0.0 };
                    Stretch { from: from - by, to: to - by, agent, first: k == 0, back: back - by }
                })
            })
            .collect();
        stretches.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.agent.cmp(&b.agent)));
        let closing: Vec<_> =
            (0..world.lines.len()).map(|line| closings(world, line, &stretches)).collect();
        Self {
            names: names(world),
            tried: (0..world.lines.len()).map(|line| tried(world, line)).collect(),
            timetable: timetable(world, &stretches, &closing),
            closing,
            stretches,
        }
    }

    /// When the cycle of the horizon began in which a time lies, and the interval of the horizon;
    /// `None` beyond a horizon that does not repeat.
    pub(super) fn place(&self, world: &World, at: f64) -> Option<(f64, usize)> {
        let horizon = world.horizon();
        let cycles = if world.continuous { (at / horizon).floor() } else { 0.0 };
        let cycle = cycles * horizon;
        let interval = ((at - cycle) / world.interval_s) as usize;
        (interval < world.intervals || world.continuous)
            .then(|| (cycle, interval.min(world.intervals - 1)))
    }
}

/// A number for each agent from group, beginning and end of the shift, and its place among those alike.
fn names(world: &World) -> Vec<u64> {
    let mut alike: BTreeMap<(u64, u64, u64), u64> = BTreeMap::new();
    let name = |agent: &Agent| {
        let minute = |at: Option<f64>| at.map_or(0, |at| (at / 60.0) as u64);
        let from = minute(agent.duty.first().map(|part| part.0));
        let to = minute(agent.duty.last().map(|part| part.1));
        let place = alike.entry((agent.group as u64, from, to)).or_default();
        *place += 1;
        // Minutes of two weeks and thousands of people have room of their own.
        ((agent.group as u64 * MINUTES + from) * MINUTES + to) * MOST_ALIKE + *place
    };
    world.agents.iter().map(name).collect()
}

/// More than the minutes from the start of a horizon to the last end of a shift.
const MINUTES: u64 = 1 << 15;
/// More than work the same shift.
const MOST_ALIKE: u64 = 1 << 16;

/// By interval, when a line closes next and whether those who wait then are cut off.
fn closings(world: &World, index: usize, stretches: &[Stretch]) -> Vec<(f64, bool)> {
    let line = &world.lines[index];
    let count = world.intervals;
    (0..count)
        .map(|interval| {
            let most = if world.continuous { 2 * count } else { count };
            let next =
                (interval..most).find(|i| line.open[*i % count] && !open_at(world, index, i + 1));
            let Some(last) = next.filter(|_| line.open[interval]) else {
                return (f64::INFINITY, false);
            };
            let close = (last + 1) as f64 * world.interval_s;
            let cut = line.at_close == AtClose::CutOff || !staffed(world, index, stretches, close);
            (close, cut)
        })
        .collect()
}

fn open_at(world: &World, line: usize, interval: usize) -> bool {
    (world.continuous || interval < world.intervals)
        && world.lines[line].open[interval % world.intervals]
}

/// Whether somebody who answers the line is on duty when it closes.
fn staffed(world: &World, line: usize, stretches: &[Stretch], close: f64) -> bool {
    let horizon = world.horizon();
    let shifts: &[f64] = if world.continuous { &[-horizon, 0.0, horizon] } else { &[0.0] };
    stretches.iter().any(|s| {
        let answers = world.groups[world.agents[s.agent].group].lines.contains(&line);
        answers && shifts.iter().any(|by| s.from + by < close && close <= s.to + by)
    })
}

/// Groups that answer a line: those in whose list it stands first, then those with the fewest
/// lines.
fn tried(world: &World, line: usize) -> Vec<usize> {
    let mut found: Vec<(usize, usize, usize)> = world
        .groups
        .iter()
        .enumerate()
        .filter_map(|(index, group)| {
            let place = group.lines.iter().position(|l| *l == line)?;
            Some((place, group.lines.len(), index))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, _, index)| index).collect()
}

fn timetable(world: &World, stretches: &[Stretch], closing: &[Vec<(f64, bool)>]) -> Vec<Entry> {
    let horizon = world.horizon();
    // An end beyond a horizon that repeats falls into its next cycle.
    let within = |at: f64| if world.continuous && at > horizon { at - horizon } else { at };
    let mut entries: Vec<Entry> = Vec::new();
    for (index, stretch) in stretches.iter().enumerate() {
        entries.push(Entry { at: stretch.from, what: Fixed::Come(index) });
        entries.push(Entry { at: within(stretch.to), what: Fixed::Go(index) });
    }
    for (line, closings) in closing.iter().enumerate() {
        let mut cuts: Vec<f64> =
            closings.iter().filter(|(_, cut)| *cut).map(|(at, _)| within(*at)).collect();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup();
        entries.extend(cuts.into_iter().map(|at| Entry { at, what: Fixed::Cut(line) }));
    }
    let rank = |what: &Fixed| match what {
        Fixed::Come(index) => (0, *index),
        Fixed::Cut(index) => (1, *index),
        Fixed::Go(index) => (2, *index),
    };
    entries.sort_by(|a, b| a.at.total_cmp(&b.at).then(rank(&a.what).cmp(&rank(&b.what))));
    entries
}
