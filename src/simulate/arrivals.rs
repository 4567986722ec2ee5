//! The calls of a line in the order in which they come.

use super::random::{Key, Purpose};
use super::setting::Setting;
use super::world::{CYCLES_MAX, Line, World};
use rand::RngExt;
use rand_distr::{Distribution, Exp1, Gamma};
use rand_pcg::Pcg64Mcg;

/// A caller.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Call {
    /// When the call comes, seconds since the play began.
    pub(super) at: f64,
    /// How long it keeps an agent.
    pub(super) handle: f64,
    /// How long the caller waits at most.
    pub(super) patience: f64,
    /// When the line closes; infinite if it does not.
    pub(super) close: f64,
    /// Whether those who wait then are cut off.
    pub(super) cut: bool,
    /// The interval of the horizon in which it comes.
    pub(super) interval: u32,
    /// 1 for a first call, 2 for the next attempt …
    pub(super) attempt: u32,
    /// Names the stream for what the caller does after hanging up.
    pub(super) key: Key,
}

/// First calls of a line over one replication; as long as a play may last, if the horizon repeats.
pub(super) struct Arrivals<'w> {
    world: &'w World,
    line: &'w Line,
    closing: &'w [(f64, bool)],
    /// Of the replication, and of this line within it.
    replication: Key,
    own: Key,
    /// The interval counted from the start of the play, and where it is in the horizon.
    count: u64,
    interval: usize,
    /// When the current cycle of the horizon began.
    cycle: f64,
    /// The day's factor.
    busyness: f64,
    now: f64,
    end: f64,
    /// Mean time between calls.
    gap: f64,
    /// When the line closes next, and whether those who wait then are cut off.
    close: (f64, bool),
    key: Key,
    calls: u64,
    arrivals: Pcg64Mcg,
    handles: Pcg64Mcg,
    patiences: Pcg64Mcg,
}

impl<'w> Arrivals<'w> {
    pub(super) fn new(
        world: &'w World,
        setting: &'w Setting,
        line: usize,
        replication: Key,
    ) -> Self {
        let own = replication.part(1).part(line as u64);
        let idle = own.stream(Purpose::Arrivals);
        let mut new = Self {
            world,
            line: &world.lines[line],
            closing: &setting.closing[line],
            replication,
            own,
            count: 0,
            interval: 0,
            cycle: 0.0,
            busyness: 1.0,
            now: 0.0,
            end: 0.0,
            gap: f64::INFINITY,
            close: (f64::INFINITY, false),
            key: own,
            calls: 0,
            arrivals: idle.clone(),
            handles: idle.clone(),
            patiences: idle,
        };
        new.enter();
        new
    }

    /// Starts the interval at `count`.
    fn enter(&mut self) {
        self.interval = (self.count % self.world.intervals as u64) as usize;
        let cycles = self.count / self.world.intervals as u64;
        self.cycle = cycles as f64 * self.world.horizon();
        if self.interval.is_multiple_of(self.world.per_day) {
            self.busyness = self.factor(self.count / self.world.per_day as u64);
        }
        self.now = self.cycle + self.interval as f64 * self.world.interval_s;
        self.end = self.cycle + (self.interval + 1) as f64 * self.world.interval_s;
        let calls = self.line.calls[self.interval] * self.busyness;
        self.gap = self.world.interval_s / calls;
        if calls > 0.0 {
            let (close, cut) = self.closing[self.interval];
            self.close = (close + self.cycle, cut);
            self.key = self.own.part(self.count);
            self.calls = 0;
            self.arrivals = self.key.stream(Purpose::Arrivals);
            self.handles = self.key.stream(Purpose::Handle);
            self.patiences = self.key.stream(Purpose::Patience);
        }
    }

    /// The factor of a day, the same for all lines.
    fn factor(&self, day: u64) -> f64 {
        if self.world.busyness_cv <= 0.0 {
            return 1.0;
        }
        let shape = self.world.busyness_cv.powi(-2);
        let mut random = self.replication.part(2).part(day).stream(Purpose::Busyness);
        Gamma::new(shape, 1.0 / shape).map_or(1.0, |law| law.sample(&mut random))
    }

    /// The interval of the horizon in which the next call may come, and when it ends. A line that nobody
    /// calls would be looked at for ever.
    #[inline]
    fn advance(&mut self) -> bool {
        let last = self.interval + 1 == self.world.intervals;
        let over = !self.world.continuous || self.cycle >= CYCLES_MAX * self.world.horizon();
        if last && over {
            return false;
        }
        self.count += 1;
        self.enter();
        true
    }

    /// What a caller brings along, from the interval's streams.
    #[inline]
    fn caller(&mut self) -> Call {
        let line = self.line;
        self.calls += 1;
        Call {
            at: self.now,
            handle: line.handle.draw(&mut self.handles),
            patience: patience(line, &mut self.patiences),
            close: self.close.0,
            cut: self.close.1,
            interval: self.interval as u32,
            attempt: 1,
            key: Key::nth(self.key, self.calls),
        }
    }
}

impl Iterator for Arrivals<'_> {
    type Item = Call;

    #[inline]
    fn next(&mut self) -> Option<Call> {
        loop {
            if self.gap < f64::INFINITY {
                let unit: f64 = Exp1.sample(&mut self.arrivals);
                self.now += self.gap * unit;
                if self.now < self.end {
                    return Some(self.caller());
                }
            }
            if !self.advance() {
                self.gap = f64::INFINITY;
                return None;
            }
        }
    }
}

/// How long a caller waits at most; infinite for those who never hang up. One random number a caller, whatever the law,
/// so that callers who are impatient under one law are so under another.
#[inline]
fn patience(line: &Line, random: &mut Pcg64Mcg) -> f64 {
    if line.patience.is_none() && line.at_once <= 0.0 {
        return f64::INFINITY;
    }
    let unit: f64 = Exp1.sample(random);
    // e^(−unit) is uniform: its uppermost part are those who hang up at once, and what is left of an exponential
    // number beyond a bound is one again.
    let left = if line.at_once > 0.0 { unit + libm::log1p(-line.at_once) } else { unit };
    if left <= 0.0 {
        return 0.0;
    }
    line.patience.map_or(f64::INFINITY, |mean| mean * line.patience_law.of(left))
}

/// The next attempt of a caller who hung up at `left`; `None` if there is none, or if it would come
/// when the line is closed.
pub(super) fn redial(
    world: &World,
    setting: &Setting,
    index: usize,
    call: &Call,
    left: f64,
) -> Option<Call> {
    let line = &world.lines[index];
    let mut random = call.key.stream(Purpose::Redial);
    if line.redial_share <= 0.0 || random.random::<f64>() >= line.redial_share {
        return None;
    }
    let unit: f64 = Exp1.sample(&mut random);
    let at = left + line.redial_after * unit;
    let (cycle, interval) = setting.place(world, at)?;
    let (close, cut) = setting.closing[index][interval];
    line.open[interval].then(|| Call {
        at,
        handle: line.handle.draw(&mut random),
        patience: patience(line, &mut random),
        close: close + cycle,
        cut,
        interval: interval as u32,
        attempt: call.attempt + 1,
        key: call.key.part(u64::from(call.attempt)),
    })
}
