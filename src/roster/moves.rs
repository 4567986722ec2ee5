//! The fewest changes to a roster that make it whole again.
//!
//! A change gives one person another shift, other breaks or a day off on one day. The search deepens by
//! one change at a time and branches on something that is wrong: a need that falls short can only be
//! helped by a change that gives to it, a broken rule only by a change of that person within the days the
//! rule looks at. So every set of changes that mends the roster is met, and the first depth with one is
//! the least number (iterative deepening, Korf 1985). Counted work limits it; whether the limit was
//! reached is part of the result.

use super::assemble::lacking;
use super::setting::{Assigned, Assignments, PlanWeek, Setting};
use std::cell::RefCell;
use std::collections::BTreeMap;

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
type Options = Vec<(Option<Assigned>, Gives)>;

/// A search from one roster.
pub struct Moves<'a> {
    setting: &'a Setting<'a>,
    grid: Assignments,
    have: Vec<Vec<f64>>,
    allowed: Vec<Vec<f64>>,
    from: usize,
    locked: Vec<Cell>,
    work: u64,
    options: RefCell<BTreeMap<Cell, std::rc::Rc<Options>>>,
}

impl<'a> Moves<'a> {
    /// From a roster in which days before `from` stay as they are. What is short in it may stay short.
    pub fn new(setting: &'a Setting<'a>, grid: &Assignments, from: usize) -> Self {
        let weeks = setting.weeks.len();
        let mut have: Vec<Vec<f64>> =
            (0..weeks).map(|w| vec![0.0; setting.weeks[w].rows.len()]).collect();
        let mut moves = Self {
            setting,
            grid: vec![vec![None; setting.days()]; setting.people.len()],
            have: Vec::new(),
            allowed: Vec::new(),
            from,
            locked: Vec::new(),
            work: 0,
            options: RefCell::default(),
        };
        for (p, days) in grid.iter().enumerate() {
            for (d, a) in days.iter().enumerate() {
                for ((w, r), amount) in moves.gives(p, d, a.as_ref()) {
                    have[w][r] += amount;
                }
            }
        }
        let mut allowed: Vec<Vec<f64>> = have.iter().map(|rows| vec![0.0; rows.len()]).collect();
        for (w, rows) in allowed.iter_mut().enumerate() {
            lacking(setting, grid, w).into_iter().for_each(|(r, lack)| rows[r] = lack);
            if w == 0 {
                // What nobody could give is not asked for.
                let first = setting.first_asked();
                for (r, row) in setting.weeks[0].rows.iter().enumerate() {
                    if row.interval < first {
                        rows[r] = f64::INFINITY;
                    }
                }
            }
        }
        moves.grid.clone_from(grid);
        moves.have = have;
        moves.allowed = allowed;
        moves
    }

    /// Lets no more be short than was when the weeks were calm.
    pub fn against(&mut self, calm: &[PlanWeek], lacks: &[Vec<(usize, f64)>]) {
        for (w, week) in self.setting.weeks.iter().enumerate() {
            for (r, row) in week.rows.iter().enumerate() {
                let same = |(old, _): &&(usize, f64)| {
                    let old = &calm[w].rows[*old];
                    (old.interval, &old.classes) == (row.interval, &row.classes)
                };
                if self.allowed[w][r].is_finite() {
                    self.allowed[w][r] = lacks[w].iter().find(same).map_or(0.0, |(_, lack)| *lack);
                }
            }
        }
    }

    fn gives(&self, p: usize, d: usize, a: Option<&Assigned>) -> Gives {
        let Some(a) = a else { return Vec::new() };
        let class = self.setting.people[p].class;
        let mut gives = Gives::new();
        let last = (d / 7 + 1).min(self.setting.weeks.len() - 1);
        for w in d / 7..=last {
            let cover = self.setting.cover_of(w, class, d, a);
            gives.extend(cover.into_iter().map(|(r, amount)| ((w, r), amount)));
        }
        gives.sort_by_key(|g| g.0);
        gives.dedup_by(|b, a| {
            let same = a.0 == b.0;
            if same {
                a.1 += b.1;
            }
            same
        });
        gives
    }

    /// Everything a person may do on a day: off, and every duty with its breaks in every place.
    fn options(&self, (p, d): Cell) -> std::rc::Rc<Options> {
        if let Some(known) = self.options.borrow().get(&(p, d)) {
            return known.clone();
        }
        let (setting, person) = (self.setting, &self.setting.people[p]);
        let mut all: Options = Vec::new();
        if !setting.fixed(person, d) {
            all.push((None, Gives::new()));
        }
        for k in setting.duties_of(person, d).filter(|k| setting.refusal(person, d, *k).is_none()) {
            for slots in placed(setting, d, k) {
                let a = Assigned { duty: k, slots };
                let gives = self.gives(p, d, Some(&a));
                all.push((Some(a), gives));
            }
        }
        let all = std::rc::Rc::new(all);
        self.options.borrow_mut().insert((p, d), all.clone());
        all
    }

    /// Gives a cell something else for good, without counting it.
    pub fn put(&mut self, cell: Cell, to: Option<Assigned>) {
        self.set(cell, to);
        self.locked.push(cell);
    }

    fn set(&mut self, (p, d): Cell, to: Option<Assigned>) -> Option<Assigned> {
        let old = std::mem::replace(&mut self.grid[p][d], to);
        for ((w, r), amount) in self.gives(p, d, old.as_ref()) {
            self.have[w][r] -= amount;
        }
        for ((w, r), amount) in self.gives(p, d, self.grid[p][d].as_ref()) {
            self.have[w][r] += amount;
        }
        old
    }

    /// The first need that is shorter than it may be, and by how much the worst is.
    fn wrong(&self) -> (Option<(usize, usize)>, f64) {
        let mut first = None;
        let mut worst = 0.0f64;
        for (w, rows) in self.have.iter().enumerate() {
            for (r, have) in rows.iter().enumerate() {
                let lack = self.setting.weeks[w].rows[r].need - have - self.allowed[w][r];
                if lack > EPS {
                    if lack > worst + EPS {
                        first = Some((w, r));
                    }
                    worst = worst.max(lack);
                }
            }
        }
        (first, worst)
    }

    /// Person-hours shorter than before.
    pub fn short_hours(&self) -> f64 {
        let hours = self.setting.grid().hours();
        let weeks = self.have.iter().enumerate();
        weeks
            .flat_map(|(w, rows)| {
                rows.iter().enumerate().map(move |(r, have)| {
                    (self.setting.weeks[w].rows[r].need - have - self.allowed[w][r]).max(0.0)
                })
            })
            .filter(|lack| *lack > EPS)
            .sum::<f64>()
            * hours
    }

    /// The roster as it stands.
    pub fn grid(&self) -> &Assignments {
        &self.grid
    }

    /// The fewest changes, up to `most`, after which nothing is wrong.
    pub fn mend(&mut self, most: usize) -> Mended {
        self.work = 0;
        for size in 0..=most {
            let mut ways = Vec::new();
            let mut made = Vec::new();
            let suspects: Vec<usize> = self.locked.iter().map(|c| c.0).collect();
            self.deepen(size, &mut made, &suspects, &mut ways);
            let within = self.work < WORK;
            if !ways.is_empty() || !within {
                ways.iter_mut().for_each(|way: &mut Vec<Change>| way.sort());
                ways.sort();
                ways.dedup();
                // What a full search of the smaller sizes did not find does not exist.
                return Mended { proven: within || !ways.is_empty(), ways, tried: size };
            }
        }
        Mended { ways: Vec::new(), proven: true, tried: most }
    }

    /// Changes that leave as little short as single steps can, at most so many: in each step the one
    /// lawful change of a day with a shortage that helps most. Nothing is proven of them.
    pub fn ease(mut self, most: usize) -> Vec<Change> {
        let mut made: Vec<Change> = Vec::new();
        while made.len() < most {
            let short = self.short_hours();
            let mut best: Option<(f64, Change)> = None;
            for cell in self.near_shortage() {
                let taken = self.locked.contains(&cell) || made.iter().any(|c| c.cell == cell);
                if cell.1 < self.from || taken {
                    continue;
                }
                for (to, _) in self.options(cell).iter() {
                    let old = self.set(cell, to.clone());
                    let left = self.short_hours();
                    let person = &self.setting.people[cell.0];
                    if left < best.as_ref().map_or(short, |b| b.0) - EPS
                        && self.setting.broken(person, &self.grid[cell.0]).is_none()
                    {
                        best = Some((left, Change { cell, to: to.clone() }));
                    }
                    self.set(cell, old);
                }
            }
            let Some((_, change)) = best else { break };
            self.set(change.cell, change.to.clone());
            made.push(change);
        }
        made
    }

    /// Everybody on the days on which something is shorter than before, and on the days before those.
    fn near_shortage(&self) -> Vec<Cell> {
        let per_day = self.setting.grid().per_day();
        let mut days: Vec<usize> = Vec::new();
        for (w, rows) in self.have.iter().enumerate() {
            for (r, have) in rows.iter().enumerate() {
                let row = &self.setting.weeks[w].rows[r];
                if row.need - have - self.allowed[w][r] > EPS {
                    let day = 7 * w + row.interval / per_day;
                    days.extend([day.saturating_sub(1), day]);
                }
            }
        }
        days.sort_unstable();
        days.dedup();
        let people = 0..self.setting.people.len();
        people.flat_map(|p| days.iter().map(move |d| (p, *d))).collect()
    }

    fn deepen(
        &mut self,
        left: usize,
        made: &mut Vec<Change>,
        suspects: &[usize],
        ways: &mut Vec<Vec<Change>>,
    ) {
        if self.work >= WORK || ways.len() >= KEPT {
            return;
        }
        let (row, worst) = self.wrong();
        // A change gives at most one agent to a need.
        if worst > left as f64 + EPS {
            return;
        }
        let broken = suspects.iter().find_map(|p| {
            let person = &self.setting.people[*p];
            self.setting.broken(person, &self.grid[*p]).map(|(rule, day)| (*p, rule, day))
        });
        if left == 0 {
            if row.is_none() && broken.is_none() {
                ways.push(made.clone());
            }
            return;
        }
        match (row, broken) {
            (Some(row), _) => self.help(row, left, made, suspects, ways),
            (None, Some((p, rule, day))) => {
                for d in window(rule, day, self.setting) {
                    self.try_cell((p, d), None, left, made, suspects, ways);
                }
            }
            (None, None) => {}
        }
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
        let (p, d) = cell;
        let taken = self.locked.contains(&cell) || made.iter().any(|c| c.cell == cell);
        if d < self.from || taken || self.work >= WORK {
            return;
        }
        let options = self.options(cell);
        let amount = |gives: &Gives| {
            row.map_or(0.0, |row| gives.iter().filter(|g| g.0 == row).map(|g| g.1).sum())
        };
        let now = amount(&self.gives(p, d, self.grid[p][d].as_ref()));
        for (to, gives) in options.iter() {
            if *to == self.grid[p][d] || (row.is_some() && amount(gives) <= now + EPS) {
                continue;
            }
            self.work += 1;
            let old = self.set(cell, to.clone());
            made.push(Change { cell, to: to.clone() });
            let mut next = suspects.to_vec();
            if !next.contains(&p) {
                next.push(p);
            }
            self.deepen(left - 1, made, &next, ways);
            made.pop();
            self.set(cell, old);
        }
    }
}

/// The places in which a duty's breaks can lie, all combinations.
fn placed(setting: &Setting<'_>, day: usize, k: usize) -> Vec<Vec<u32>> {
    let week = &setting.weeks[day / 7];
    let duty = &week.week.duties[k];
    let mut all: Vec<Vec<u32>> = vec![Vec::new()];
    for b in &duty.breaks {
        let keys: Vec<u32> = setting.slots(week, duty, *b).into_iter().map(|s| s.key).collect();
        all = all
            .into_iter()
            .flat_map(|head| {
                keys.iter().map(move |key| {
                    let mut next = head.clone();
                    next.push(*key);
                    next
                })
            })
            .collect();
    }
    all
}

/// Days of a person of which one must change if a rule broken at this day is to hold.
fn window(rule: &str, day: i32, setting: &Setting<'_>) -> Vec<usize> {
    let last = setting.days() as i32;
    let week = day.div_euclid(7) * 7;
    let days = match rule {
        "daily-rest" | "working-day" => day - 2..day + 1,
        // A shift that runs into the week from the evening before belongs to what is looked at.
        "weekly-rest" => week - 1..week + 7,
        "weekly-hours" | "disability-week" | "contract-days" => week..week + 7,
        _ => 0..last,
    };
    days.filter(|d| (0..last).contains(d)).map(|d| d as usize).collect()
}
