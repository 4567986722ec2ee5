//! The last pass over shortages: days on which people are short are planned anew, all people at once.
//!
//! A search by lines leaves now and then a need short that whole lines and single changes do not meet, though
//! people could change places. So each such day is one exact programme: everybody may take any shift of the
//! day, or be off, that keeps every rule with the rest of their days; breaks are pooled by kind of shift. Then
//! the same with a second day, next to it or elsewhere in the range, since rest and hours tie days; then, where all weeks
//! are planned, chains of changes that begin with several days of one person (`moves`). What is less short is kept, and
//! the pass begins again.

use super::around::Around;
use super::assemble::{lacking, short_hours};
use super::may_lack::MayLack;
use super::moves::Moves;
use super::setting::{Assigned, Assignments, Person, Setting};
use super::weeks::{RowOf, Who};
use crate::plan::milp::{Limits, Programme, Solver, Verdict};
use std::collections::BTreeMap;
use std::ops::Range;

/// Ways through the days of a programme that one person is given at the most.
const WAYS: usize = 180;
/// Second days that are tried with a day.
const SECOND_DAYS: usize = 12;
/// Programmes of one pass at the most.
const PROGRAMMES: usize = 40;
/// People whom chains of one pass begin with at the most, and whom they go on with, times all people: each is tried
/// against everybody.
const BEGIN_CHAINS: usize = 600;
const CARRY_CHAINS: usize = 2_000;
/// Limits of one programme.
const LIMITS: Limits = Limits { gap: 0.02, seconds: None, work: 1_000_000 };
/// What an hour is worth where hours are to be saved for other days: more than its pay, far less than one short.
const SAVED: f64 = 200.0;
/// How near to the fewest hours of a day such a programme comes.
const NEAR: f64 = 0.002;

/// A shift, or a day off, on each of some days.
type Way = Vec<Option<usize>>;

impl Setting<'_> {
    /// Makes what is short on some days less, as far as days planned anew, one or two at a time, can. `hour` is
    /// what an hour of each person is worth elsewhere; empty: nothing.
    pub(super) fn rescue(
        &self,
        grid: &mut Assignments,
        (range, hour): (Range<usize>, &[f64]),
        time_left: &dyn Fn() -> bool,
    ) {
        let mut closed: Vec<usize> = Vec::new();
        let mut left = PROGRAMMES;
        let mut chains = [BEGIN_CHAINS, CARRY_CHAINS].map(|most| most / self.people.len().max(1));
        loop {
            let short = self.short_days(grid, &range);
            let Some(day) = short.into_iter().find(|d| !closed.contains(d)) else { return };
            let better = second_days(day, &range).into_iter().find_map(|days| {
                if left == 0 || !time_left() {
                    return None;
                }
                left -= 1;
                self.anew(grid, &days, hour)
            });
            let whole = range == (0..self.days());
            match better
                .or_else(|| whole.then(|| self.chained(grid, day, &mut chains, time_left))?)
            {
                Some(better) => *grid = better,
                None => closed.push(day),
            }
        }
    }

    /// Plans every day of a range anew with the fewest hours that leave nothing shorter: what it saves of people's
    /// norms may be worked where somebody is short. Whether any hour was saved.
    pub(super) fn save_hours(
        &self,
        grid: &mut Assignments,
        range: Range<usize>,
        time_left: &dyn Fn() -> bool,
    ) -> bool {
        let hour = vec![SAVED; self.people.len()];
        let limits = Limits { gap: NEAR, ..LIMITS };
        let paid = |grid: &Assignments, d: usize| -> u32 {
            let duties = grid.iter().filter_map(|days| Some(days[d].as_ref()?.duty));
            duties.map(|k| self.worked(d, k).paid).sum()
        };
        let mut saved = false;
        for d in range {
            if !time_left() {
                return saved;
            }
            let Some(slim) = self.replanned(grid, &[d], &hour, limits) else { continue };
            let shorter = short_hours(self, &slim) > short_hours(self, grid) + 1e-6;
            if !shorter && paid(&slim, d) < paid(grid, d) {
                *grid = slim;
                saved = true;
            }
        }
        saved
    }

    /// Days of a range on which something is short.
    fn short_days(&self, grid: &Assignments, range: &Range<usize>) -> Vec<usize> {
        let per_day = self.grid().per_day();
        let weeks = range.start / 7..range.end.div_ceil(7);
        let day = |w: usize, r: usize| 7 * w + self.weeks[w].rows[r].interval / per_day;
        let of = |w: usize| self.to_rescue(grid, w).into_iter().map(move |r| (w, r));
        let mut days: Vec<usize> = weeks.flat_map(of).map(|(w, r)| day(w, r)).collect();
        days.retain(|d| range.contains(d));
        days.dedup();
        days
    }

    /// Rows of a week that are short though somebody could give to them.
    pub(super) fn to_rescue(&self, grid: &Assignments, w: usize) -> Vec<usize> {
        let somebody = |r: &usize| self.people.iter().any(|p| self.could_give(p, w, *r));
        lacking(self, grid, w).into_iter().map(|(r, _)| r).filter(somebody).collect()
    }

    /// Whether a person could give to a row of a week, whatever else they work.
    fn could_give(&self, person: &Person, w: usize, r: usize) -> bool {
        let per_day = self.grid().per_day();
        let step = self.grid().minutes() as usize;
        let row = &self.weeks[w].rows[r];
        let day = 7 * w + row.interval / per_day;
        let minute = row.interval % per_day * step;
        let on = |d: usize| {
            let at = (minute + (day - d) * per_day * step) as u32;
            self.duties_of(person, d).any(|k| {
                let duty = &self.weeks[d / 7].week.duties[k];
                let there = duty.start <= at && at < duty.start + duty.length;
                there && self.refusal(person, d, k).is_none()
            })
        };
        row.classes.iter().any(|c| c.0 == person.class)
            && [day.checked_sub(1), Some(day)].into_iter().flatten().any(on)
    }

    /// Less short by a chain of changes that begins with somebody who could give what is short on a day: those first who
    /// are off.
    fn chained(
        &self,
        grid: &Assignments,
        day: usize,
        [begun, carried]: &mut [usize; 2],
        time_left: &dyn Fn() -> bool,
    ) -> Option<Assignments> {
        let (w, per_day) = (day / 7, self.grid().per_day());
        let mut rows = self.to_rescue(grid, w);
        rows.retain(|r| 7 * w + self.weeks[w].rows[*r].interval / per_day == day);
        let could = |p: &usize| rows.iter().any(|r| self.could_give(&self.people[*p], w, *r));
        let mut givers: Vec<usize> = (0..self.people.len()).filter(could).collect();
        givers.sort_by_key(|p| grid[*p][day].is_some());
        let mut moves = Moves::new(self, grid, 0, MayLack::nothing(self));
        let left = |work: &mut usize| {
            let more = *work > 0 && time_left();
            *work = work.saturating_sub(1);
            more
        };
        let by_one = givers.iter().take_while(|_| left(begun)).any(|p| moves.chain(*p, day));
        let found = by_one || moves.chain_of_two(&givers, day, &mut || left(carried));
        found.then(|| moves.grid().clone())
    }

    /// These days planned anew, where that leaves less short.
    fn anew(&self, grid: &Assignments, days: &[usize], hour: &[f64]) -> Option<Assignments> {
        let better = self.replanned(grid, days, hour, LIMITS)?;
        (short_hours(self, &better) < short_hours(self, grid) - 1e-6).then_some(better)
    }

    /// These days planned anew.
    fn replanned(
        &self,
        grid: &Assignments,
        days: &[usize],
        hour: &[f64],
        limits: Limits,
    ) -> Option<Assignments> {
        let mut left = grid.clone();
        for own in &mut left {
            days.iter().for_each(|d| own[*d] = None);
        }
        let ways: Vec<Vec<Way>> =
            (0..self.people.len()).map(|p| self.ways_of(grid, p, days)).collect();
        let planned = Anew { setting: self, days, hour, ways, lacks: self.missing(&left, days) };
        let dealt = planned.solve(limits)?;
        for (own, dealt) in left.iter_mut().zip(dealt) {
            days.iter().zip(dealt).for_each(|(d, a)| own[*d] = a);
        }
        let clashes = |grid: &Assignments| self.clash_count(grid, None);
        (self.settings.pairs.is_empty() || clashes(&left) <= clashes(grid)).then_some(left)
    }

    /// What is short of every need of the weeks that some days give to.
    fn missing(&self, grid: &Assignments, days: &[usize]) -> BTreeMap<RowOf, f64> {
        let weeks: std::collections::BTreeSet<usize> =
            days.iter().flat_map(|d| [d / 7, (d + 1) / 7]).collect();
        let weeks = weeks.into_iter().filter(|w| *w < self.weeks.len());
        let of = |w: usize| lacking(self, grid, w).into_iter().map(move |(r, lack)| ((w, r), lack));
        weeks.flat_map(of).collect()
    }

    /// What a person may work on some days beside their others; the way they go now first.
    fn ways_of(&self, grid: &Assignments, p: usize, days: &[usize]) -> Vec<Way> {
        let person = &self.people[p];
        let now: Way = days.iter().map(|d| grid[p][*d].as_ref().map(|a| a.duty)).collect();
        let mut all: Vec<Way> = vec![Vec::new()];
        for d in days {
            let free = person.absent[*d] || self.must_work(person, *d).is_none();
            let off = free.then_some(None);
            let duties =
                self.duties_of(person, *d).filter(|k| self.refusal(person, *d, *k).is_none());
            let options: Vec<Option<usize>> = off.into_iter().chain(duties.map(Some)).collect();
            let with = |head: Way| {
                options.iter().map(move |k| [head.as_slice(), &[*k]].concat()).collect::<Vec<_>>()
            };
            all = all.into_iter().flat_map(with).collect();
        }
        if all.len() > WAYS {
            let differs = |way: &Way| way.iter().zip(&now).filter(|(a, b)| a != b).count();
            all.retain(|way| differs(way) <= 1);
        }
        let mut own = grid[p].clone();
        let mut lawful = |way: &Way| {
            for (d, k) in days.iter().zip(way) {
                own[*d] = k.map(|duty| Assigned { duty, slots: Vec::new() });
            }
            self.broken(person, &own).is_none()
        };
        all.retain(|way| *way != now && lawful(way));
        all.insert(0, now);
        all
    }
}

/// A day by itself, then with each of others of the range, the nearest first, then with both days around it.
fn second_days(day: usize, range: &Range<usize>) -> Vec<Vec<usize>> {
    let mut others: Vec<usize> = range.clone().filter(|d| *d != day).collect();
    others.sort_by_key(|d| (d.abs_diff(day), *d));
    let pairs =
        others.into_iter().take(SECOND_DAYS).map(|other| vec![day.min(other), day.max(other)]);
    let around = (day > range.start && day + 1 < range.end).then(|| vec![day - 1, day, day + 1]);
    std::iter::once(vec![day]).chain(pairs).chain(around).collect()
}

/// Some days as a programme.
struct Anew<'a> {
    setting: &'a Setting<'a>,
    days: &'a [usize],
    /// By person what an hour is worth elsewhere; empty: nothing.
    hour: &'a [f64],
    /// By person.
    ways: Vec<Vec<Way>>,
    /// What is short without anybody on these days.
    lacks: BTreeMap<RowOf, f64>,
}

/// A kind of shift: day and duty, and whose it is where that person is away from the phone within it.
type Kind = (usize, usize, Option<usize>);
/// Breaks of one kind of shift: which of its breaks, in which interval.
type Pause = (Kind, usize, u32);

impl Anew<'_> {
    /// What everybody works on these days; `None` where the solver finds nothing.
    fn solve(&self, limits: Limits) -> Option<Vec<Vec<Option<Assigned>>>> {
        let setting = self.setting;
        let mut programme = Programme::default();
        let mut rows: BTreeMap<RowOf, Vec<(usize, f64)>> = BTreeMap::new();
        let mut workers: BTreeMap<Kind, Vec<(usize, f64)>> = BTreeMap::new();
        let mut choices: Vec<Vec<usize>> = Vec::new();
        for (p, ways) in self.ways.iter().enumerate() {
            let own = ways.iter().map(|way| {
                let duties = self.days.iter().zip(way).filter_map(|(d, k)| Some((*d, (*k)?)));
                let cost = |duty: (usize, usize)| self.cost(p, duty);
                let x = programme.column(0.0, 1.0, true, duties.clone().map(cost).sum());
                let kinds = duties.map(|(d, k)| self.kind(p, (d, k)));
                kinds.for_each(|kind| workers.entry(kind).or_default().push((x, 1.0)));
                x
            });
            let own: Vec<usize> = own.collect();
            programme.equal(own.iter().map(|x| (*x, 1.0)).collect(), 1.0);
            choices.push(own);
        }
        let mut pauses: Vec<(Pause, usize)> = Vec::new();
        for (&(d, k, own), who) in &workers {
            let week = &setting.weeks[d / 7];
            let duty = &week.week.duties[k];
            let bare = Assigned { duty: k, slots: Vec::new() };
            let own = own.map(|p| &setting.people[p]);
            let class = duty.group;
            for (place, amount) in setting.given(Who { class, person: own }, d, &bare) {
                rows.entry(place).or_default().extend(who.iter().map(|(x, _)| (*x, amount)));
            }
            for (b, pause) in duty.breaks.iter().enumerate() {
                let mut placed: Vec<(usize, f64)> = who.iter().map(|(x, _)| (*x, -1.0)).collect();
                let clear = |taken: &[(u32, f64)]| own.is_none_or(|p| setting.clear(p, d, taken));
                for place in setting.slots(week, duty, *pause) {
                    if !clear(&place.taken) {
                        continue;
                    }
                    let most = who.len() as f64;
                    let y = programme.column(0.0, most, true, place.cost);
                    for (at, share) in setting.taken(duty.group, d, &place) {
                        rows.entry(at).or_default().push((y, -share));
                    }
                    placed.push((y, 1.0));
                    pauses.push((((d, k, own.map(|p| p.index)), b, place.key), y));
                }
                programme.equal(placed, 0.0);
            }
        }
        self.keep_pairs(&choices, &mut programme);
        let under = setting.under();
        for (place, lack) in &self.lacks {
            let Some(mut terms) = rows.remove(place) else { continue };
            let short = programme.column(0.0, f64::INFINITY, false, under);
            terms.push((short, 1.0));
            programme.at_least(terms, *lack);
        }
        let Verdict::Solved(found) = programme.solve(Solver::Default, limits) else { return None };
        let taken = |x: &usize| found.values[*x] > 0.5;
        let chosen = self
            .ways
            .iter()
            .zip(&choices)
            .map(|(ways, own)| own.iter().position(taken).map(|k| ways[k].clone()));
        let chosen: Option<Vec<Way>> = chosen.collect();
        let mut open: BTreeMap<(Kind, usize), Vec<u32>> = BTreeMap::new();
        for ((kind, b, key), y) in pauses {
            let times = found.values[y].round() as usize;
            open.entry((kind, b)).or_default().extend(std::iter::repeat_n(key, times));
        }
        let dealt = chosen?.into_iter().enumerate();
        Some(dealt.map(|(p, way)| self.dealt(p, way, &mut open)).collect())
    }

    /// Rows for two people who must not, or must, work together, of what both may work on these days.
    fn keep_pairs(&self, choices: &[Vec<usize>], programme: &mut Programme) {
        let weeks: std::collections::BTreeSet<usize> = self.days.iter().map(|d| d / 7).collect();
        for w in weeks {
            for row in self.setting.pair_rows(w, Around::Any) {
                let mut terms = Vec::new();
                for p in row.people() {
                    for (way, x) in self.ways[p].iter().zip(&choices[p]) {
                        let duties =
                            self.days.iter().zip(way).filter_map(|(d, k)| Some((*d, (*k)?)));
                        let given = duties.map(|(d, k)| row.given(self.setting, (p, d), k, w));
                        let given: f64 = given.sum();
                        if given != 0.0 {
                            terms.push((*x, given));
                        }
                    }
                }
                if terms.iter().any(|(_, given)| *given < 0.0) && row.within(self.days, w) {
                    programme.at_least(terms, row.asked());
                }
            }
        }
    }

    /// The kind of shift that a duty of a person is.
    fn kind(&self, p: usize, (d, k): (usize, usize)) -> Kind {
        let off = &self.setting.people[p].off_phone[d];
        (d, k, (!off.is_empty()).then_some(p))
    }

    /// What a shift of a person adds to the objective.
    fn cost(&self, p: usize, (day, k): (usize, usize)) -> f64 {
        let duty = &self.setting.weeks[day / 7].week.duties[k];
        let worth = self.hour.get(p).copied().unwrap_or(0.0);
        self.setting.searched(duty) + worth * f64::from(duty.paid_minutes) / 60.0
    }

    /// A way with breaks taken from those that are open.
    fn dealt(
        &self,
        p: usize,
        way: Way,
        open: &mut BTreeMap<(Kind, usize), Vec<u32>>,
    ) -> Vec<Option<Assigned>> {
        let of = |(d, k): (&usize, Option<usize>)| {
            let duty = k?;
            let breaks = self.setting.weeks[d / 7].week.duties[duty].breaks.len();
            let kind = self.kind(p, (*d, duty));
            let slot = |b: usize| open.get_mut(&(kind, b)).and_then(Vec::pop).unwrap_or(u32::MAX);
            Some(Assigned { duty, slots: (0..breaks).map(slot).collect() })
        };
        self.days.iter().zip(way).map(of).collect()
    }
}
