//! Consultants on duty over time, from the comings, goings and pauses in a `queue_log`.
//!
//! A consultant is on duty in a line from `ADDMEMBER` to `REMOVEMEMBER`, and in every line from
//! `AGENTLOGIN` to `AGENTLOGOFF`. One whose going or pause is told without a coming was there when the
//! log begins. Whoever is still there when it ends was there until then.

use super::call::Presence;
use super::zone::Zone;
use std::collections::{BTreeMap, HashMap};

/// Length of the intervals, seconds.
const HALF_HOUR_S: f64 = 1800.0;

/// Longest time a consultant is taken to be on duty without a word: who was never logged off would
/// otherwise stay for ever.
const STRETCH_MAX_S: f64 = 24.0 * 3600.0;

/// What a log says about a consultant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Come,
    Go,
    Pause,
    Resume,
}

/// A consultant's time in a line (`None`: every line).
type Key = (Option<u32>, u32);

#[derive(Debug, Clone, Copy, Default)]
struct Present {
    since: Option<f64>,
    paused_since: Option<f64>,
}

/// Collects the comings and goings of one log.
#[derive(Debug, Default)]
pub(super) struct Duty {
    first: Option<f64>,
    last: f64,
    people: HashMap<Key, Present>,
    /// By line and half-hour: seconds logged in, and of these paused.
    sums: BTreeMap<(Option<u32>, i64), [f64; 2]>,
    /// Consultants in any line, paused where they are so in all of theirs; and their sums by half-hour.
    anywhere: HashMap<u32, Present>,
    together: BTreeMap<i64, [f64; 2]>,
}

impl Duty {
    /// Notes that the log has come to this time.
    pub fn at(&mut self, epoch_s: f64) {
        self.first.get_or_insert(epoch_s);
        self.last = self.last.max(epoch_s);
    }

    /// Whether the consultant has come, gone or paused in this line.
    pub fn knows(&self, line: Option<u32>, agent: u32) -> bool {
        self.people.contains_key(&(line, agent))
    }

    /// A change; whether the consultant was there before the log begins.
    pub fn change(&mut self, line: Option<u32>, agent: u32, change: Change, at: f64) -> bool {
        let first = self.first.unwrap_or(at);
        let known = self.people.contains_key(&(line, agent));
        let person = self.people.entry((line, agent)).or_default();
        let before_log = !known && change != Change::Come;
        if before_log {
            person.since = Some(first);
        }
        if !known && change == Change::Resume {
            person.paused_since = Some(first);
        }
        let before = *person;
        if before_log {
            self.follow(agent, first);
        }
        let person = self.people.entry((line, agent)).or_default();
        match change {
            Change::Come => person.since = person.since.or(Some(at)),
            Change::Pause => person.paused_since = person.paused_since.or(Some(at)),
            Change::Resume => person.paused_since = None,
            Change::Go => *person = Present::default(),
        }
        if matches!(change, Change::Resume | Change::Go)
            && let Some(paused) = before.paused_since
            && before.since.is_some()
        {
            self.add(line, paused.max(before.since.unwrap_or(paused)), at, 1);
        }
        if change == Change::Go
            && let Some(since) = before.since
        {
            self.add(line, since, at, 0);
        }
        self.follow(agent, at);
        before_log
    }

    /// Notes where a consultant is there at all, and where not paused in all lines, after a change at this time.
    fn follow(&mut self, agent: u32, at: f64) {
        let own = self.people.iter().filter(|(key, own)| key.1 == agent && own.since.is_some());
        let (mut there, mut free) = (false, false);
        for (_, own) in own {
            (there, free) = (true, free || own.paused_since.is_none());
        }
        let before = self.anywhere.get(&agent).copied().unwrap_or_default();
        let mut now = before;
        if there {
            now.since = before.since.or(Some(at));
            now.paused_since = before.paused_since.or(Some(at)).filter(|_| !free);
        } else {
            now = Present::default();
        }
        self.anywhere.insert(agent, now);
        let ended = |before: Option<f64>, now: Option<f64>| before.filter(|_| now.is_none());
        for (which, from) in
            [ended(before.since, now.since), ended(before.paused_since, now.paused_since)]
                .into_iter()
                .enumerate()
        {
            if let Some(from) = from {
                spread(from, at, |bin, seconds| {
                    self.together.entry(bin).or_default()[which] += seconds;
                });
            }
        }
    }

    /// A change in every line that the consultant is known in.
    pub fn change_all(&mut self, agent: u32, change: Change, at: f64) {
        let lines: Vec<Option<u32>> =
            self.people.keys().filter(|key| key.1 == agent).map(|key| key.0).collect();
        for line in lines {
            self.change(line, agent, change, at);
        }
    }

    /// Adds a stretch to a line's half-hours.
    fn add(&mut self, line: Option<u32>, from: f64, to: f64, which: usize) {
        spread(from, to, |bin, seconds| {
            self.sums.entry((line, bin)).or_default()[which] += seconds;
        });
    }

    /// Half-hours in which anyone was there, by line and time, and then those of all lines together.
    pub fn finish(mut self, lines: usize, zone: &Zone) -> Vec<Presence> {
        let still: Vec<(Key, Present)> = self.people.drain().collect();
        for ((line, _), present) in still {
            let Some(since) = present.since else { continue };
            self.add(line, since, self.last, 0);
            if let Some(paused) = present.paused_since {
                self.add(line, paused.max(since), self.last, 1);
            }
        }
        let anywhere: Vec<u32> = self.anywhere.keys().copied().collect();
        // All are gone now.
        anywhere.into_iter().for_each(|agent| self.follow(agent, self.last));
        let mut by_line: BTreeMap<(u32, i64), [f64; 2]> = BTreeMap::new();
        for ((line, bin), seconds) in &self.sums {
            let all = 0..lines as u32;
            for line in line.map_or(all, |line| line..line + 1) {
                let sum = by_line.entry((line, *bin)).or_default();
                sum[0] += seconds[0];
                sum[1] += seconds[1];
            }
        }
        let row = |((line, bin), [present, paused]): ((Option<u32>, i64), [f64; 2])| {
            let epoch_s = bin as f64 * HALF_HOUR_S;
            let (date, wall_s) = zone.local(epoch_s)?;
            let logged_in = present / HALF_HOUR_S;
            let available = ((present - paused) / HALF_HOUR_S).max(0.0);
            let start_minute = (wall_s / 60.0) as u32;
            Some(Presence { line, date, start_minute, epoch_s, logged_in, available })
        };
        let by_line = by_line.into_iter().map(|((line, bin), sums)| ((Some(line), bin), sums));
        let together = self.together.into_iter().map(|(bin, sums)| ((None, bin), sums));
        by_line.chain(together).filter_map(row).collect()
    }
}

/// Lays a stretch over half-hours: the number of each, and the seconds in it.
fn spread(from: f64, to: f64, mut add: impl FnMut(i64, f64)) {
    let mut from = from.max(to - STRETCH_MAX_S);
    while from < to {
        let bin = (from / HALF_HOUR_S).floor();
        let end = ((bin + 1.0) * HALF_HOUR_S).min(to);
        add(bin as i64, end - from);
        from = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comings_goings_and_pauses_add_up() {
        let zone = Zone::named("UTC").unwrap();
        let mut duty = Duty::default();
        duty.at(0.0);
        assert!(!duty.change(Some(0), 1, Change::Come, 900.0));
        assert!(!duty.change(Some(0), 1, Change::Pause, 1800.0));
        assert!(!duty.change(Some(0), 1, Change::Resume, 2700.0));
        assert!(!duty.change(Some(0), 1, Change::Go, 3600.0));
        // Was there from the start, and another stays until the end.
        assert!(duty.change(Some(0), 2, Change::Go, 1800.0));
        assert!(!duty.change(None, 3, Change::Come, 3600.0));
        duty.at(5400.0);
        let rows = duty.finish(2, &zone);
        let found: Vec<_> =
            rows.iter().map(|r| (r.line, r.start_minute, r.logged_in, r.available)).collect();
        let (first, second) = (Some(0), Some(1));
        let expected = [
            (first, 0, 1.5, 1.5),
            (first, 30, 1.0, 0.5),
            (first, 60, 1.0, 1.0),
            (second, 60, 1.0, 1.0),
            (None, 0, 1.5, 1.5),
            (None, 30, 1.0, 0.5),
            (None, 60, 1.0, 1.0),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn who_answers_several_lines_counts_once_in_all_of_them() {
        let zone = Zone::named("UTC").unwrap();
        let mut duty = Duty::default();
        duty.at(0.0);
        // In both lines for the half-hour, in one of them paused from a quarter on and in the other as well for the
        // last 300 s; and one who was there before the log, paused for the first 600 s.
        for line in [Some(0), Some(1)] {
            duty.change(line, 1, Change::Come, 0.0);
        }
        duty.change(Some(0), 1, Change::Pause, 900.0);
        duty.change(Some(1), 1, Change::Pause, 1500.0);
        assert!(duty.change(Some(0), 2, Change::Resume, 600.0));
        for (line, agent) in [(0, 1), (1, 1), (0, 2)] {
            duty.change(Some(line), agent, Change::Go, 1800.0);
        }
        let rows = duty.finish(2, &zone);
        let together: Vec<_> = rows.iter().filter(|r| r.line.is_none()).collect();
        assert_eq!(together.len(), 1);
        assert_eq!(together[0].logged_in, 2.0);
        assert!((together[0].available - (3600.0 - 300.0 - 600.0) / 1800.0).abs() < 1e-12);
        assert_eq!(rows.iter().map(|r| r.logged_in).sum::<f64>(), 2.0 + 1.0 + 2.0);
    }
}
