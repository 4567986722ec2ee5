//! The fewest changes to a roster that make it whole again.
//!
//! A change gives one person another shift, other breaks or a day off on one day. The search deepens by
//! one change at a time and branches on something that is wrong: a need that falls short can only be
//! helped by a change that gives to it, a day that is wrong by itself only by another day there, a broken
//! rule only by a change of that person within the days the rule looks at. So every set of changes that
//! mends the roster is met, and the first depth with one is the least number (iterative deepening, Korf
//! 1985). Counted work limits it; whether the limit was reached is part of the result.

mod chain;
mod ease;

use super::may_lack::MayLack;
use super::rules;
use super::setting::{Assigned, Assignments, Setting};
use super::weeks::Who;
use crate::domain::clock::DAY_MINUTES;
use crate::domain::labour::Reason;
use crate::domain::time::{TimeLeft, is_over};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Work of one search, in changes tried, at the most.
const WORK: u64 = 3_000_000;
/// Sets of changes kept for ranking.
const KEPT: usize = 400;
const EPS: f64 = 1e-6;

/// A person on a day.
pub type Cell = (usize, usize);

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Person and day.
    pub cell: Cell,
    /// What is worked from now on.
    pub to: Option<Assigned>,
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Mended {
    /// Sets of changes of the least size; empty if none was found.
    pub ways: Vec<Vec<Change>>,
    /// Whether the size is proven least (or, without ways, that no more changes than `tried` suffice).
    pub proven: bool,
    /// Largest number of changes tried.
    pub tried: usize,
}

/// Options of a cell with what they give to the needs: week and row with amount.
type Gives = Vec<((usize, usize), f64)>;
type Options = Vec<(Option<Assigned>, Rc<Gives>)>;

/// A search from one roster.
pub struct Moves<'a> {
    setting: &'a Setting<'a>,
    first: Assignments,
    grid: Assignments,
    /// What each cell of the grid gives.
    given: Vec<Vec<Rc<Gives>>>,
    have: Vec<Vec<f64>>,
    may: MayLack,
    /// No shift gives more than this to all needs together.
    most_given: f64,
    from: usize,
    /// Minute of day `from` up to which shifts have begun.
    begun: Option<u32>,
    /// Minutes of notice that who is called in has.
    notice: u32,
    locked: Vec<Cell>,
    amiss: Vec<Cell>,
    wide: bool,
    time_left: TimeLeft<'a>,
    work: u64,
    options: RefCell<BTreeMap<Cell, Rc<Options>>>,
}

impl<'a> Moves<'a> {
    /// From a roster in which days before `from` stay as they are, to one in which no more is short than
    /// may be.
    pub fn new(setting: &'a Setting<'a>, grid: &Assignments, from: usize, may: MayLack) -> Self {
        let mut moves = Self {
            setting,
            first: grid.clone(),
            grid: vec![vec![None; setting.days()]; setting.people.len()],
            given: vec![vec![Rc::default(); setting.days()]; setting.people.len()],
            have: setting.weeks.iter().map(|week| vec![0.0; week.rows.len()]).collect(),
            may,
            most_given: f64::INFINITY,
            from,
            begun: None,
            notice: 0,
            locked: Vec::new(),
            amiss: Vec::new(),
            wide: false,
            time_left: None,
            work: 0,
            options: RefCell::default(),
        };
        for (p, days) in grid.iter().enumerate() {
            for (d, a) in days.iter().enumerate() {
                let gives = moves.gives(p, d, a.as_ref());
                moves.set((p, d), a.clone(), gives.into());
            }
        }
        moves
    }

    /// On the first day that may change, shifts that start up to this minute have begun: who works one goes
    /// on as planned, or stays longer, and nobody else starts one, nor before so many minutes of notice are over.
    pub fn begun(mut self, minute: Option<u32>, notice: u32) -> Self {
        self.begun = minute;
        self.notice = notice;
        self
    }

    /// The shift that a person is in.
    fn on_duty(&self, (p, d): Cell) -> Option<&Assigned> {
        self.first[p][d].as_ref().filter(|a| self.has_begun(d, a.duty))
    }

    fn has_begun(&self, d: usize, duty: usize) -> bool {
        let start = self.setting.weeks[d / 7].week.duties[duty].start;
        d == self.from && self.begun.is_some_and(|now| start <= now)
    }

    /// Whether a shift begins before whoever is called in for it has had their notice.
    fn too_soon(&self, d: usize, duty: usize) -> bool {
        let Some(now) = self.begun else { return false };
        let start = self.setting.weeks[d / 7].week.duties[duty].start;
        let minutes = d.saturating_sub(self.from) as u32 * DAY_MINUTES + start;
        minutes <= now || minutes < now + self.notice
    }

    /// Whether a shift is the one that a person is in, but longer; its breaks up to now are as they were.
    fn stays_longer(&self, d: usize, now: &Assigned, later: &Assigned) -> bool {
        let week = &self.setting.weeks[d / 7];
        let (old, new) = (&week.week.duties[now.duty], &week.week.duties[later.duty]);
        let minute = self.begun.unwrap_or(0);
        let step = self.setting.grid().minutes();
        let past = |slots: &[u32]| -> Vec<u32> {
            slots.iter().copied().filter(|key| key * step <= minute).collect()
        };
        new.start == old.start
            && new.length > old.length
            && old.start + old.length > minute
            && past(&now.slots) == past(&later.slots)
    }

    /// Days that are wrong by themselves, whatever else is worked: each has to change.
    pub fn amiss(mut self, days: &[Cell]) -> Self {
        let open = |cell: &Cell| cell.1 >= self.from && self.on_duty(*cell).is_none();
        self.amiss = days.iter().copied().filter(open).collect();
        self
    }

    /// Ends the search when time is over, as if its work were done.
    pub fn within(mut self, time_left: TimeLeft<'a>) -> Self {
        self.time_left = time_left;
        self
    }

    /// Lets breaks of who is at work lie outside of their windows.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    fn gives(&self, p: usize, d: usize, a: Option<&Assigned>) -> Gives {
        let who = Who::of(&self.setting.people[p]);
        a.map_or(Gives::new(), |a| self.setting.given(who, d, a))
    }

    /// Everything a person may do on a day: off, and every duty with its breaks in every place.
    fn options(&self, (p, d): Cell) -> Rc<Options> {
        if let Some(known) = self.options.borrow().get(&(p, d)) {
            return known.clone();
        }
        let (setting, person) = (self.setting, &self.setting.people[p]);
        let mut all: Options = Vec::new();
        let in_it = self.on_duty((p, d));
        let free = person.absent[d] || setting.must_work(person, d).is_none();
        if in_it.is_none() && free {
            all.push((None, Rc::default()));
        }
        let at_work = self.first[p][d].as_ref().map(|a| a.duty);
        for k in setting.duties_of(person, d).filter(|k| setting.refusal(person, d, *k).is_none()) {
            if in_it.is_none() && at_work != Some(k) && self.too_soon(d, k) {
                continue;
            }
            for slots in setting.placed(person, (d, k), self.wide && at_work == Some(k)) {
                let a = Assigned { duty: k, slots };
                if in_it.is_some_and(|now| !self.stays_longer(d, now, &a)) {
                    continue;
                }
                let gives = self.gives(p, d, Some(&a));
                all.push((Some(a), gives.into()));
            }
        }
        let all = Rc::new(all);
        self.options.borrow_mut().insert((p, d), all.clone());
        all
    }

    /// Gives a cell something else for good, without counting it.
    pub fn put(&mut self, cell: Cell, to: Option<Assigned>) {
        let gives = self.gives(cell.0, cell.1, to.as_ref());
        self.set(cell, to, gives.into());
        self.locked.push(cell);
        self.amiss.retain(|other| *other != cell);
    }

    /// What was there before.
    fn set(
        &mut self,
        (p, d): Cell,
        to: Option<Assigned>,
        gives: Rc<Gives>,
    ) -> (Option<Assigned>, Rc<Gives>) {
        let old = std::mem::replace(&mut self.grid[p][d], to);
        let given = std::mem::replace(&mut self.given[p][d], gives);
        given.iter().for_each(|((w, r), amount)| self.have[*w][*r] -= amount);
        self.given[p][d].iter().for_each(|((w, r), amount)| self.have[*w][*r] += amount);
        (old, given)
    }

    /// The need that is shortest of what it may be, by how much, and by how much all are.
    fn wrong(&self) -> (Option<(usize, usize)>, f64, f64) {
        let mut first = None;
        let (mut worst, mut sum) = (0.0f64, 0.0);
        for (w, r, lack) in self.lacks() {
            if lack > worst + EPS {
                first = Some((w, r));
            }
            worst = worst.max(lack);
            sum += lack;
        }
        (first, worst, sum)
    }

    /// Needs shorter than they may be: week, row and by how much.
    fn lacks(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        let weeks = self.have.iter().zip(&self.setting.weeks).zip(&self.may.0).enumerate();
        let rows = weeks.flat_map(|(w, ((have, week), may))| {
            let rows = week.rows.iter().zip(have).zip(may).enumerate();
            rows.map(move |(r, ((row, have), may))| (w, r, row.need - have - may))
        });
        rows.filter(|(.., lack)| *lack > EPS)
    }

    /// The most that one shift gives to all needs together, breaks not taken off.
    fn most_of_a_shift(&self) -> f64 {
        let weeks = self.setting.weeks.iter().enumerate();
        let duties = weeks.flat_map(|(w, week)| {
            week.week.duties.iter().enumerate().map(move |(k, duty)| (w, k, duty))
        });
        let sum = |(w, k, duty): (usize, usize, &crate::plan::shift_plan::catalogue::Duty)| {
            let a = Assigned { duty: k, slots: Vec::new() };
            let who = Who { class: duty.group, person: None };
            let gives = self.setting.given(who, 7 * w + duty.day.index(), &a);
            gives.iter().map(|g| g.1).sum::<f64>()
        };
        duties.map(sum).fold(0.0, f64::max)
    }

    /// Person-hours shorter than before.
    pub fn short_hours(&self) -> f64 {
        self.lacks().map(|(.., lack)| lack).sum::<f64>() * self.setting.grid().hours()
    }

    /// The roster as it stands.
    pub fn grid(&self) -> &Assignments {
        &self.grid
    }

    /// The fewest changes, up to `most`, after which nothing is wrong.
    pub fn mend(&mut self, most: usize) -> Mended {
        self.work = 0;
        self.most_given = self.most_of_a_shift();
        for size in 0..=most {
            let ways = self.ways(size);
            let within = self.work < WORK;
            if !ways.is_empty() || !within {
                // What a full search of the smaller sizes did not find does not exist.
                return Mended { proven: within || !ways.is_empty(), ways, tried: size };
            }
        }
        Mended { ways: Vec::new(), proven: true, tried: most }
    }

    /// Sets of so many changes that leave some days alone; not all of them where there are many.
    pub fn without(&mut self, size: usize, days: &[Cell]) -> Vec<Vec<Change>> {
        self.work = 0;
        let own = self.locked.len();
        self.locked.extend(days);
        let ways = self.ways(size);
        self.locked.truncate(own);
        ways
    }

    fn ways(&mut self, size: usize) -> Vec<Vec<Change>> {
        let mut ways = Vec::new();
        let mut suspects: Vec<usize> = (0..self.grid.len())
            .filter(|p| self.broken(*p).is_some())
            .chain(self.locked.iter().map(|c| c.0))
            .collect();
        suspects.sort_unstable();
        suspects.dedup();
        self.deepen(size, &mut Vec::new(), &suspects, &mut ways);
        ways.iter_mut().for_each(|way: &mut Vec<Change>| way.sort());
        ways.sort();
        ways.dedup();
        ways
    }

    /// A rule that a person's days break and a day that may change could mend, with the day.
    fn broken(&self, p: usize) -> Option<(Reason, i32)> {
        self.setting.breaches(&self.setting.people[p], &self.grid[p], self.from, 1).pop()
    }

    /// Whether a person's days keep every rule, and break no pair more than they did.
    fn lawful(&self, p: usize) -> bool {
        let clashes = |grid: &Assignments| self.setting.clash_count(grid, Some(p));
        self.broken(p).is_none()
            && (!self.setting.paired(p) || clashes(&self.grid) <= clashes(&self.first))
    }

    fn deepen(
        &mut self,
        left: usize,
        made: &mut Vec<Change>,
        suspects: &[usize],
        ways: &mut Vec<Vec<Change>>,
    ) {
        if is_over(self.time_left) {
            self.work = WORK;
        }
        if self.work >= WORK || ways.len() >= KEPT {
            return;
        }
        let (row, worst, sum) = self.wrong();
        // A change gives at most one agent to a need, and no more than a whole shift to all.
        if worst > left as f64 + EPS || sum > left as f64 * self.most_given + EPS {
            return;
        }
        let wrong: Vec<Cell> = self.unmended(made).collect();
        let broken: Vec<(usize, (Reason, i32))> =
            suspects.iter().filter_map(|p| Some((*p, self.broken(*p)?))).collect();
        // Each day that is wrong takes a change, and so does each person who breaks a rule.
        let others = broken.iter().filter(|(p, _)| wrong.iter().all(|cell| cell.0 != *p)).count();
        if wrong.len() + others > left {
            return;
        }
        let clash = self.setting.clashes(&self.grid, self.from).into_iter().next();
        if left == 0 {
            if row.is_none() && clash.is_none() {
                ways.push(made.clone());
            }
            return;
        }
        if let Some(cell) = wrong.first() {
            return self.try_cell(*cell, None, left, made, suspects, ways);
        }
        match (row, broken.first().copied()) {
            // Days next to one another leave the fewest branches.
            (Some(row), Some((p, (rule, day)))) => {
                let days = window(rule, day, self.setting);
                if days.len() > 3 {
                    return self.help(row, left, made, suspects, ways);
                }
                days.iter().for_each(|d| self.try_cell((p, *d), None, left, made, suspects, ways));
            }
            (Some(row), None) => self.help(row, left, made, suspects, ways),
            (None, Some((p, (rule, day)))) => {
                for d in window(rule, day, self.setting) {
                    self.try_cell((p, d), None, left, made, suspects, ways);
                }
            }
            // Of two days that do not go together one must change.
            (None, None) => {
                for cell in clash.into_iter().flat_map(|clash| clash.cells) {
                    self.try_cell(cell, None, left, made, suspects, ways);
                }
            }
        }
    }

    /// Days wrong by themselves that no change has touched.
    fn unmended<'b>(&'b self, made: &'b [Change]) -> impl Iterator<Item = Cell> + 'b {
        self.amiss.iter().copied().filter(|cell| made.iter().all(|c| c.cell != *cell))
    }

    /// Branches over every change that gives to a need.
    fn help(
        &mut self,
        (w, r): (usize, usize),
        left: usize,
        made: &mut Vec<Change>,
        suspects: &[usize],
        ways: &mut Vec<Vec<Change>>,
    ) {
        let row = &self.setting.weeks[w].rows[r];
        let day = 7 * w + row.interval / self.setting.grid().per_day();
        let classes: Vec<usize> = row.classes.iter().map(|c| c.0).collect();
        for p in 0..self.setting.people.len() {
            if !classes.contains(&self.setting.people[p].class) {
                continue;
            }
            for d in [day.checked_sub(1), Some(day)].into_iter().flatten() {
                self.try_cell((p, d), Some((w, r)), left, made, suspects, ways);
            }
        }
    }

    fn try_cell(
        &mut self,
        cell: Cell,
        row: Option<(usize, usize)>,
        left: usize,
        made: &mut Vec<Change>,
        suspects: &[usize],
        ways: &mut Vec<Vec<Change>>,
    ) {
        let p = cell.0;
        let d = cell.1;
        let taken = self.locked.contains(&cell) || made.iter().any(|c| c.cell == cell);
        if d < self.from || taken || self.work >= WORK {
            return;
        }
        let options = self.options(cell);
        let amount = |gives: &Gives| {
            row.map_or(0.0, |row| gives.iter().filter(|g| g.0 == row).map(|g| g.1).sum())
        };
        let now = amount(&self.given[p][d]);
        for (to, gives) in options.iter() {
            if *to == self.grid[p][d] || (row.is_some() && amount(gives) <= now + EPS) {
                continue;
            }
            self.work += 1;
            let (old, given) = self.set(cell, to.clone(), gives.clone());
            made.push(Change { cell, to: to.clone() });
            let mut next = suspects.to_vec();
            if !next.contains(&p) {
                next.push(p);
            }
            self.deepen(left - 1, made, &next, ways);
            made.pop();
            self.set(cell, old, given);
        }
    }
}

/// Days of a person of which one must change if a rule broken at this day is to hold.
fn window(rule: Reason, day: i32, setting: &Setting<'_>) -> Vec<usize> {
    let last = setting.days() as i32;
    let days = rules::mending_days(rule, day).unwrap_or(0..last);
    days.filter(|d| (0..last).contains(d)).map(|d| d as usize).collect()
}
