//! Replications in parallel, and their sums.

use super::estimate::Sums;
use super::pace::Pace;
use super::random::Key;
use super::setting::Setting;
use super::tally::{ANSWERED, ATTEMPTS, PLAIN, Record, Tally, WAIT_ANSWERED};
use super::world::World;
use super::{engine, single};
use crate::domain::time::TimeLeft;
use crate::parallel;

/// Blocks into which the replications are divided, at most. Their sums are added in order, so the
/// result does not depend on the number of threads.
const BLOCKS: u32 = 128;

/// How the replications are played.
pub struct Play<'a> {
    /// How many.
    pub replications: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Whether every call is kept.
    pub records: bool,
    /// Told how many more replications are done.
    pub progress: Option<&'a (dyn Fn(u32) + Sync)>,
    /// Whether there is time left; when it is over, the first ones that were played are all.
    pub time_left: TimeLeft<'a>,
    /// Whether the short way for one line may be taken; the calls are the same either way.
    pub short_way: bool,
}

/// Sums over replications.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Totals {
    pub(super) lines: Vec<LineTotals>,
    /// By group and place: on calls per time at the phone.
    pub(super) groups: Vec<Vec<Sums>>,
    /// By line and place: the same of all who answer the line.
    pub(super) crews: Vec<Vec<Sums>>,
    /// Calls of each replication, if kept.
    pub(super) records: Vec<Vec<Record>>,
}

/// Sums of one line. Places are the intervals, then the days, then the whole horizon; then for each stretch
/// of the day the days and the whole horizon again.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct LineTotals {
    pub(super) width: usize,
    sum: Vec<f64>,
    square: Vec<f64>,
    cross: Vec<f64>,
    /// By day: what a tally has of the closing.
    pub(super) closing: Vec<[Sums; 3]>,
    /// The whole horizon of each replication, one after the other.
    pub(super) horizons: Vec<f64>,
}

impl LineTotals {
    /// Thresholds that calls are counted by.
    fn thresholds(&self) -> usize {
        (self.width - PLAIN) / 3
    }

    /// What a figure is divided by: attempts, for waits of answered calls those, for service levels the calls that their
    /// definition counts.
    pub(super) fn denominator(&self, figure: usize) -> usize {
        let levels = PLAIN..PLAIN + self.thresholds();
        match figure {
            WAIT_ANSWERED => ANSWERED,
            level if levels.contains(&level) => level + 2 * self.thresholds(),
            _ => ATTEMPTS,
        }
    }

    /// One figure at one place, with its denominator.
    pub(super) fn sums(&self, place: usize, figure: usize) -> Sums {
        let at = place * self.width;
        let per = at + self.denominator(figure);
        Sums {
            y: self.sum[at + figure],
            yy: self.square[at + figure],
            x: self.sum[per],
            xx: self.square[per],
            xy: self.cross[at + figure],
        }
    }

    fn add(&mut self, place: usize, cell: &[f64]) {
        let range = place * self.width..(place + 1) * self.width;
        let (attempts, answered) = (cell[ATTEMPTS], cell[ANSWERED]);
        let sums = self.sum[range.clone()].iter_mut().zip(&mut self.square[range.clone()]);
        for (((sum, square), cross), value) in sums.zip(&mut self.cross[range.clone()]).zip(cell) {
            *sum += value;
            *square += value * value;
            *cross += value * attempts;
        }
        let thresholds = self.thresholds();
        let cross = &mut self.cross[range];
        cross[WAIT_ANSWERED] += cell[WAIT_ANSWERED] * (answered - attempts);
        for level in PLAIN..PLAIN + thresholds {
            cross[level] += cell[level] * (cell[level + 2 * thresholds] - attempts);
        }
    }

    fn merge(&mut self, other: &Self) {
        let pairs = [
            (&mut self.sum, &other.sum),
            (&mut self.square, &other.square),
            (&mut self.cross, &other.cross),
        ];
        for (own, others) in pairs {
            own.iter_mut().zip(others).for_each(|(own, other)| *own += other);
        }
        for (own, others) in self.closing.iter_mut().flatten().zip(other.closing.iter().flatten()) {
            merge(own, others);
        }
        self.horizons.extend(&other.horizons);
    }
}

/// Adds what comes in the stretches of the day that a line is asked about.
fn add_stretches(world: &World, line: usize, totals: &mut LineTotals, cells: &[f64]) {
    let width = totals.width;
    for (k, (from, to)) in world.lines[line].stretches.iter().enumerate() {
        let first = first_place(world, k);
        let mut horizon = vec![0.0; width];
        for (day, of_day) in cells.chunks_exact(width * world.per_day).enumerate() {
            let mut sum = vec![0.0; width];
            for cell in of_day.chunks_exact(width).take(*to).skip(*from) {
                sum.iter_mut().zip(cell).for_each(|(s, c)| *s += c);
            }
            totals.add(first + day, &sum);
            horizon.iter_mut().zip(&sum).for_each(|(s, c)| *s += c);
        }
        totals.add(first + world.days(), &horizon);
    }
}

/// The first place of a stretch of the day.
pub(super) fn first_place(world: &World, stretch: usize) -> usize {
    world.intervals + (stretch + 1) * (world.days() + 1)
}

fn add_group(world: &World, totals: &mut [Sums], cells: &[[f64; 2]]) {
    let mut whole = [0.0; 2];
    for (day, of_day) in cells.chunks_exact(world.per_day).enumerate() {
        let mut sum = [0.0; 2];
        for (k, [busy, phone]) in of_day.iter().enumerate() {
            add(&mut totals[day * world.per_day + k], *busy, *phone);
            sum = [sum[0] + busy, sum[1] + phone];
        }
        add(&mut totals[world.intervals + day], sum[0], sum[1]);
        whole = [whole[0] + sum[0], whole[1] + sum[1]];
    }
    add(&mut totals[world.intervals + world.days()], whole[0], whole[1]);
}

fn merge(own: &mut Sums, other: &Sums) {
    own.y += other.y;
    own.yy += other.yy;
    own.x += other.x;
    own.xx += other.xx;
    own.xy += other.xy;
}

fn add(sums: &mut Sums, y: f64, x: f64) {
    merge(sums, &Sums { y, yy: y * y, x, xx: x * x, xy: x * y });
}

impl Totals {
    fn new(world: &World) -> Self {
        let places = world.intervals + world.days() + 1;
        let tally = Tally::new(world, false);
        let line = |(width, stretches): (usize, usize)| LineTotals {
            width,
            sum: vec![0.0; width * (places + stretches * (world.days() + 1))],
            square: vec![0.0; width * (places + stretches * (world.days() + 1))],
            cross: vec![0.0; width * (places + stretches * (world.days() + 1))],
            closing: vec![[Sums::default(); 3]; world.days()],
            horizons: Vec::new(),
        };
        Self {
            lines: tally
                .lines
                .iter()
                .zip(&world.lines)
                .map(|(tally, l)| line((tally.width, l.stretches.len())))
                .collect(),
            groups: vec![vec![Sums::default(); places]; world.groups.len()],
            crews: vec![vec![Sums::default(); places]; world.lines.len()],
            records: Vec::new(),
        }
    }

    fn add(&mut self, world: &World, tally: Tally) {
        for (line, totals) in self.lines.iter_mut().enumerate() {
            let width = totals.width;
            let mut horizon = vec![0.0; width];
            let days = tally.lines[line].cells.chunks_exact(width * world.per_day);
            for (day, of_day) in days.enumerate() {
                let mut sum = vec![0.0; width];
                for (k, cell) in of_day.chunks_exact(width).enumerate() {
                    if cell[ATTEMPTS] > 0.0 {
                        totals.add(day * world.per_day + k, cell);
                        sum.iter_mut().zip(cell).for_each(|(s, c)| *s += c);
                    }
                }
                totals.add(world.intervals + day, &sum);
                horizon.iter_mut().zip(&sum).for_each(|(s, c)| *s += c);
                let closing = tally.lines[line].closing[day];
                for (sums, value) in totals.closing[day].iter_mut().zip(closing) {
                    add(sums, value, 0.0);
                }
            }
            totals.add(world.intervals + world.days(), &horizon);
            totals.horizons.extend(horizon);
            add_stretches(world, line, totals, &tally.lines[line].cells);
        }
        for (group, totals) in self.groups.iter_mut().enumerate() {
            add_group(world, totals, &tally.groups[group]);
        }
        for (line, totals) in self.crews.iter_mut().enumerate() {
            let answers = |group: &usize| world.groups[*group].lines.contains(&line);
            let groups: Vec<usize> = (0..world.groups.len()).filter(answers).collect();
            let sum = |interval: usize, what: usize| {
                groups.iter().map(|group| tally.groups[*group][interval][what]).sum()
            };
            let cells: Vec<[f64; 2]> =
                (0..world.intervals).map(|i| [sum(i, 0), sum(i, 1)]).collect();
            add_group(world, totals, &cells);
        }
        self.records.extend(tally.records);
    }

    fn merge(mut self, other: Self) -> Self {
        self.lines.iter_mut().zip(&other.lines).for_each(|(own, other)| own.merge(other));
        let own = self.groups.iter_mut().chain(&mut self.crews).flatten();
        for (own, others) in own.zip(other.groups.iter().chain(&other.crews).flatten()) {
            merge(own, others);
        }
        self.records.extend(other.records);
        self
    }
}

/// Plays the replications; where time is over before the last of them, as many of the first as were played. Returns how
/// many these are.
pub(super) fn run(world: &World, play: &Play) -> (Totals, u32) {
    let setting = Setting::new(world);
    let short_way = play.short_way && single::suits(world);
    let size = play.replications.div_ceil(BLOCKS).max(1);
    let blocks: Vec<(u32, u32)> = (0..play.replications)
        .step_by(size as usize)
        .map(|from| (from, (from + size).min(play.replications)))
        .collect();
    let root = Key::new(play.seed);
    let pace = Pace::new(play.time_left);
    let played = parallel::each(&blocks, |(from, to)| {
        let mut totals = Totals::new(world);
        let mut done = 0;
        for number in (*from..*to).take_while(|number| pace.begins(*number)) {
            let mut tally = Tally::new(world, play.records);
            let replication = root.part(u64::from(number));
            let steps = pace.of_week(number);
            let whole = if short_way {
                single::play(world, &setting, replication, &mut tally, steps)
            } else {
                engine::play(world, &setting, replication, &mut tally, steps)
            };
            if !whole {
                break;
            }
            totals.add(world, tally);
            done += 1;
        }
        if let Some(progress) = play.progress {
            progress(done);
        }
        (totals, done)
    });
    first_of(world, &blocks, played)
}

/// The sums of the first replications, up to the first that was not played to its end.
fn first_of(world: &World, blocks: &[(u32, u32)], played: Vec<(Totals, u32)>) -> (Totals, u32) {
    let (mut all, mut replications) = (Totals::new(world), 0);
    for ((from, to), (totals, done)) in blocks.iter().zip(played) {
        if done > 0 {
            all = all.merge(totals);
            replications += done;
        }
        if done < to - from {
            break;
        }
    }
    (all, replications)
}
