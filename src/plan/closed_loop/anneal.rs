//! Cheaper shifts by a long walk of small changes, judged by a rough picture of the queue.
//!
//! From shifts whose queues were followed in full, somebody goes, comes or works at another time, again and again; what that
//! does to the promises is read off a sketch ([`super::sketch`]) as a factor of what was found when they were followed. A
//! change for the worse is made with a probability that falls as the walk goes on (Kirkpatrick, Gelatt & Vecchi 1983), and
//! what a promise is broken by costs little at first: the way to cheaper shifts leads through some that break it.
//! The cheapest shifts that keep every promise by the sketch are followed in full; what they break or leave is
//! what the next walk begins with. Random numbers begin alike every time, so that the same week gives the same plan.

use super::LARGE;
use super::judge::Judge;
use super::looks::Followed;
use super::moves::{allowed, crewed, in_order, placed};
use super::outline::Outline;
use crate::domain::shift::{Crew, PlannedShift, cost, crews};
use crate::plan::shift_plan::catalogue;
use crate::plan::through_day::{days_apart, weeks_played};
use rand::RngExt;
use rand_pcg::Pcg64Mcg;
use std::ops::Range;

/// Walks at the most, and those in a row that may come to nothing.
const WALKS: usize = 20;
const IN_VAIN: usize = 4;
/// Changes that are tried in a walk for each shift of a person, and at the most.
const CHANGES: usize = 400;
const MOST_CHANGES: usize = 20_000;
/// Places of the breaks of a new shift.
const MOST_PLACED: usize = 64;
/// A change may cost about so much at the beginning and the end of a walk, in shares of the dearest shift.
const WARM: f64 = 0.01;
const COLD: f64 = 0.001;
/// What a promise broken by all of itself costs at the beginning and the end of a walk, in dearest shifts.
const BROKEN_FIRST: f64 = 2.0;
const BROKEN_LAST: f64 = 100.0;
/// After each walk that ended with a broken promise the next keeps so much more away from what is promised, relatively.
const WARIER: f64 = 0.005;
/// A cost that is none.
const NOTHING: f64 = 1e-6;
/// A shift is tried at one of so many others near it.
const NEAR: usize = 24;

/// Whether walks can go on from such shifts: their queues are played out, and each day's begins with nobody in it.
pub(super) fn walks(judge: &Judge<'_>, shifts: &[PlannedShift]) -> bool {
    let (scenario, demand) = (judge.situation.scenario, judge.situation.demand);
    judge.playing.is_some_and(|playing| weeks_played(scenario, demand, playing).is_some())
        && judge.work() < LARGE
        && days_apart(scenario, demand, &crews(shifts))
        && crewed(judge, shifts)
}

/// Shifts that keep every promise and cost less than what is known, from shifts that may break some.
pub(super) fn anneal(judge: &Judge<'_>, start: Followed, known: f64) -> Option<Followed> {
    let places = Places::of(judge, &start.shifts);
    let mut random = Pcg64Mcg::new(0x0b5a_da00_0000_0000_0000_0000_0000_0001);
    let mut best: Option<Followed> = None;
    let mut now = start;
    let mut in_vain = 0;
    for _ in 0..WALKS {
        if judge.out_of_time() || in_vain == IN_VAIN {
            break;
        }
        let margin = WARIER * in_vain as f64;
        let Some(walk) = Walk::from(judge, &places, &now, margin) else { break };
        in_vain += 1;
        let known = best.as_ref().map_or(known, |best| cost(&best.shifts));
        let Some(found) = walk.go(&mut random, known) else {
            now = best.clone().unwrap_or(now);
            continue;
        };
        now = judge.sure(judge.in_full(found));
        if now.judgement.strain <= 0.0 {
            best = Some(now.clone());
            in_vain = 0;
        }
    }
    best
}

/// Everything that one person may be planned to do, day by day, like beside like.
struct Places {
    shifts: Vec<PlannedShift>,
    /// Those of each day.
    days: [Range<usize>; 7],
    /// Intervals of the week with the share of them that the person is on duty.
    there: Vec<Vec<(usize, f64)>>,
    dearest: f64,
}

impl Places {
    /// Those of the catalogue, and those that people work now: their breaks may lie side by side.
    fn of(judge: &Judge<'_>, worked: &[PlannedShift]) -> Self {
        let scenario = judge.situation.scenario;
        let every = |_: usize, starts: Vec<u32>| starts;
        let one = |shift: PlannedShift| {
            let crew = Crew { count: 1, ..shift.crew };
            PlannedShift { crew, ..shift }
        };
        let duties = catalogue::catalogue(scenario);
        let mut shifts: Vec<PlannedShift> = duties
            .iter()
            .flat_map(|duty| placed(scenario, duty, MOST_PLACED, every))
            .chain(worked.iter().cloned().map(one))
            .collect();
        shifts.sort_by_key(|shift| {
            let span = shift.crew.worked.span();
            let breaks: Vec<u32> = shift.crew.worked.breaks().iter().map(|b| b.from()).collect();
            let who = (shift.crew.day, shift.crew.group, shift.contract, shift.rule);
            (who, span.minutes(), span.from(), breaks)
        });
        shifts.dedup_by(|a, b| a.crew == b.crew && (a.contract, a.rule) == (b.contract, b.rule));
        let day = |d: usize| {
            let first = shifts.partition_point(|s| s.crew.day.index() < d);
            first..shifts.partition_point(|s| s.crew.day.index() <= d)
        };
        let days = std::array::from_fn(day);
        let there = shifts.iter().map(|shift| Outline::there(scenario, &shift.crew)).collect();
        let dearest = shifts.iter().map(|shift| shift.cost).fold(0.0, f64::max);
        Self { shifts, days, there, dearest }
    }

    /// The place that a shift is.
    fn find(&self, shift: &PlannedShift) -> Option<usize> {
        let range = self.days[shift.crew.day.index()].clone();
        range.into_iter().find(|p| {
            let place = &self.shifts[*p];
            (place.contract, place.rule, place.crew.group)
                == (shift.contract, shift.rule, shift.crew.group)
                && place.crew.worked == shift.crew.worked
        })
    }
}

/// A change of one person: from a place, to a place.
#[derive(Clone, Copy)]
struct Change {
    /// Index of the person among those of the day.
    person: Option<usize>,
    to: Option<usize>,
}

struct Walk<'a> {
    judge: &'a Judge<'a>,
    places: &'a Places,
    outline: Outline<'a>,
    /// The places of everybody, by day.
    people: [Vec<usize>; 7],
    cost: f64,
    /// How much promises are broken by.
    excess: f64,
}

/// What a change for the worse meets at some time of a walk.
struct Weather {
    /// What promises that are broken by all of themselves cost.
    price: f64,
    /// How much worse shifts may become.
    may: f64,
}

/// The best shifts that a walk met.
#[derive(Default)]
struct Met {
    /// The cheapest that keep every promise by the sketch, with their cost.
    kept: Option<(f64, Vec<PlannedShift>)>,
    /// The cheapest when what they break has its price, with that.
    nearly: Option<(f64, Vec<PlannedShift>)>,
}

impl<'a> Walk<'a> {
    fn from(judge: &'a Judge<'a>, places: &'a Places, now: &Followed, margin: f64) -> Option<Self> {
        let mut people: [Vec<usize>; 7] = Default::default();
        for shift in &now.shifts {
            let place = places.find(shift)?;
            let own = &mut people[shift.crew.day.index()];
            own.extend(std::iter::repeat_n(place, shift.crew.count as usize));
        }
        let outline = Outline::of(judge, now, margin);
        let excess = outline.excess();
        Some(Self { judge, places, outline, people, cost: cost(&now.shifts), excess })
    }

    /// The cheapest shifts met that keep every promise by the sketch and cost less than what is known, or those that nearly do.
    fn go(mut self, random: &mut Pcg64Mcg, known: f64) -> Option<Vec<PlannedShift>> {
        let dearest = self.places.dearest;
        let days: Vec<usize> = (0..7).filter(|d| !self.places.days[*d].is_empty()).collect();
        let everybody: usize = self.people.iter().map(Vec::len).sum();
        let changes = (CHANGES * everybody).min(MOST_CHANGES);
        let mut met = Met::default();
        for step in 0..changes {
            if step % 256 == 0 && self.judge.out_of_time() {
                break;
            }
            let day = *days.get(random.random_range(0..days.len().max(1)))?;
            let Some(change) = self.change(random, day) else { continue };
            let part = step as f64 / changes as f64;
            let between = |first: f64, last: f64| first * libm::pow(last / first, part);
            let price = dearest * between(BROKEN_FIRST, BROKEN_LAST);
            let may = -dearest * between(WARM, COLD) * libm::log(1.0 - random.random::<f64>());
            let Some(shifts) = self.made(day, change, &Weather { price, may }) else { continue };
            if self.cost >= known - NOTHING {
                continue;
            }
            let cheaper = |than: &Option<(f64, Vec<PlannedShift>)>, cost: f64| {
                than.as_ref().is_none_or(|(least, _)| cost < *least)
            };
            if self.excess <= 0.0 && cheaper(&met.kept, self.cost) {
                met.kept = Some((self.cost, shifts));
            } else if self.excess > 0.0 && met.kept.is_none() {
                let worth = self.cost + BROKEN_LAST * dearest * self.excess;
                if cheaper(&met.nearly, worth) {
                    met.nearly = Some((worth, shifts));
                }
            }
        }
        met.kept.or(met.nearly).map(|(_, shifts)| shifts)
    }

    /// The shifts after a change, if it is made.
    fn made(&mut self, day: usize, change: Change, weather: &Weather) -> Option<Vec<PlannedShift>> {
        let from = change.person.map(|k| self.people[day][k]);
        let price_of = |p: Option<usize>| p.map_or(0.0, |p| self.places.shifts[p].cost);
        let dearer = price_of(change.to) - price_of(from);
        // No promise is less broken than not at all.
        if dearer - weather.price * self.excess > weather.may {
            return None;
        }
        self.put(from, -1.0);
        self.put(change.to, 1.0);
        let before = self.outline.look(day);
        let excess = self.outline.excess();
        if dearer + weather.price * (excess - self.excess) <= weather.may {
            let old = self.people[day].clone();
            if let Some(k) = change.person {
                self.people[day].swap_remove(k);
            }
            self.people[day].extend(change.to);
            let shifts = self.shifts();
            if self.may_be(&shifts) {
                self.cost += dearer;
                self.excess = excess;
                return Some(shifts);
            }
            self.people[day] = old;
        }
        self.put(from, 1.0);
        self.put(change.to, -1.0);
        self.outline.back_to(before);
        None
    }

    fn change(&self, random: &mut Pcg64Mcg, day: usize) -> Option<Change> {
        let range = self.places.days[day].clone();
        let people = &self.people[day];
        let any = random.random_range(range.clone());
        let kind = random.random_range(0..20);
        if kind == 0 {
            return Some(Change { person: None, to: Some(any) });
        }
        if people.is_empty() {
            return None;
        }
        let person = random.random_range(0..people.len());
        if kind == 1 {
            return Some(Change { person: Some(person), to: None });
        }
        let from = people[person];
        let low = from.saturating_sub(NEAR).max(range.start);
        let near = random.random_range(low..(from + NEAR + 1).min(range.end));
        let to = if kind < 12 { near } else { any };
        (to != from).then_some(Change { person: Some(person), to: Some(to) })
    }

    /// Adds a person at a place, or takes one away.
    fn put(&mut self, place: Option<usize>, times: f64) {
        let Some(place) = place else { return };
        let group = self.places.shifts[place].crew.group;
        self.outline.add(group, &self.places.there[place], times);
    }

    fn shifts(&self) -> Vec<PlannedShift> {
        let mut all: Vec<usize> = self.people.iter().flatten().copied().collect();
        all.sort_unstable();
        let mut shifts: Vec<PlannedShift> = all
            .chunk_by(|a, b| a == b)
            .map(|same| {
                let place = &self.places.shifts[same[0]];
                let crew = Crew { count: same.len() as u32, ..place.crew.clone() };
                PlannedShift { crew, ..place.clone() }
            })
            .collect();
        in_order(&mut shifts);
        shifts
    }

    /// Whether people may work so.
    fn may_be(&self, shifts: &[PlannedShift]) -> bool {
        allowed(self.judge.situation.scenario, shifts) && crewed(self.judge, shifts)
    }
}
