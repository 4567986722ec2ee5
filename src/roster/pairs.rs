//! Two people who must not, or must, work together: hard rules that tie the days of two people, where all others are about
//! one.
//!
//! In a week's programme each is a row for every moment at which it could break (a start of a shift, an end), dearer than
//! any shortage; a row that is broken all the same costs one of the two their shift. Whatever changes days later
//! asks [`Setting::clashes`].

use super::around::Around;
use super::assemble::short_in;
use super::line::Agent;
use super::master::Need;
use super::rules::WEEK;
use super::setting::{Assigned, Assignments, Person, Setting};
use crate::domain::clock::DAY_MINUTES;
use crate::domain::labour::Reason;
use crate::scenario::roster::{Pair, PairKind};
use crate::wire::answer::Cause;
use std::collections::BTreeSet;

/// What breaking a pair once costs a week's programme, in agents short for an interval: more than a shift can cover.
const BROKEN: f64 = 100.0;

/// A person on a day.
type Cell = (usize, usize);
/// Somebody's days.
type Days = [Option<Assigned>];

/// A pair that is broken: which, and the days of which one must change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clash {
    pub pair: Pair,
    pub cells: Vec<Cell>,
}

impl Clash {
    /// Why the days do not go together.
    pub fn reason(&self) -> Reason {
        match self.pair.kind {
            PairKind::Apart => Reason::Apart,
            PairKind::Together => Reason::Together,
        }
    }
}

/// When a pair is looked at within a week: a whole day, or a minute, both counted from its Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum At {
    Day(i32),
    Minute(i32),
}

/// A row of a week's programme.
pub(super) struct PairRow {
    pair: Pair,
    at: At,
}

impl PairRow {
    /// What a shift that starts on a day of the week gives to the row.
    fn amount(&self, p: usize, day: i32, (start, end): (i32, i32)) -> f64 {
        let there = match self.at {
            At::Day(at) => at == day,
            At::Minute(at) => start <= at && at < end,
        };
        match (self.pair.people.iter().position(|own| *own == p), self.pair.kind) {
            (Some(1), PairKind::Together) if there => 1.0,
            (Some(_), _) if there => -1.0,
            _ => 0.0,
        }
    }
}

impl PairRow {
    /// The two.
    pub fn people(&self) -> [usize; 2] {
        self.pair.people
    }

    /// What the two must give to it at least.
    pub fn asked(&self) -> f64 {
        if self.pair.kind == PairKind::Apart { -1.0 } else { 0.0 }
    }

    /// Whether the moment is on one of some days, so that all that gives to it is planned with them; nights apart.
    pub fn within(&self, days: &[usize], w: usize) -> bool {
        let day = match self.at {
            At::Day(day) => day,
            At::Minute(at) => at.div_euclid(DAY_MINUTES as i32),
        };
        days.contains(&(7 * w + day as usize))
    }

    /// What a duty of a person gives to it.
    pub fn given(&self, setting: &Setting<'_>, (p, d): Cell, duty: usize, w: usize) -> f64 {
        let (worked, base) = (setting.worked(d, duty), w as i32 * WEEK);
        self.amount(p, d as i32 - 7 * w as i32, (worked.start - base, worked.end - base))
    }
}

impl Setting<'_> {
    /// From coming to going on a day, in minutes of the plan.
    fn span_on(&self, days: &Days, d: usize) -> Option<(i32, i32)> {
        let worked = self.worked(d, days.get(d)?.as_ref()?.duty);
        Some((worked.start, worked.end))
    }

    /// Every break of a pair that some days, by person, hold.
    fn clashes_in<'d>(&self, pair: &Pair, days: impl Fn(usize) -> &'d Days) -> Vec<Clash> {
        let [a, b] = pair.people;
        let mut all = Vec::new();
        for d in 0..self.days() {
            let Some(own) = self.span_on(days(a), d) else { continue };
            let near = [d.checked_sub(1), Some(d), Some(d + 1)];
            let near = || near.into_iter().flatten().filter(|e| !pair.by_day || *e == d);
            let others = || near().filter_map(|e| Some((e, self.span_on(days(b), e)?)));
            match pair.kind {
                PairKind::Apart => {
                    let meet = |(_, other): &(usize, (i32, i32))| {
                        pair.by_day || own.0 < other.1 && other.0 < own.1
                    };
                    let clash = |(e, _)| Clash { pair: *pair, cells: vec![(a, d), (b, e)] };
                    all.extend(others().filter(meet).map(clash));
                    let of_before =
                        self.before(b).filter(|other| meet(&(d, *other)) && !pair.by_day);
                    all.extend(of_before.map(|_| Clash { pair: *pair, cells: vec![(a, d)] }));
                }
                PairKind::Together => {
                    let mut there = others().map(|(_, other)| other).chain(self.before(b));
                    if !there.any(|other| pair.by_day || other.0 <= own.0 && own.1 <= other.1) {
                        let cells = std::iter::once((a, d));
                        let of_other = near().filter(|e| *e <= d && *e < self.days());
                        let cells = cells.chain(of_other.map(|e| (b, e))).collect();
                        all.push(Clash { pair: *pair, cells });
                    }
                }
            }
        }
        // A night of the one that began before the plan, against the other's first days.
        if let (PairKind::Apart, false, Some(own)) = (pair.kind, pair.by_day, self.before(a)) {
            let meets = |d: &usize| self.span_on(days(b), *d).is_some_and(|other| other.0 < own.1);
            let first = (0..self.days().min(2)).filter(meets);
            all.extend(first.map(|d| Clash { pair: *pair, cells: vec![(b, d)] }));
        }
        all
    }

    /// What somebody worked last before the plan.
    fn before(&self, p: usize) -> Option<(i32, i32)> {
        let last = self.people[p].before.last()?;
        (last.end > 0).then_some((last.start, last.end))
    }

    /// The pairs that a roster breaks, on days from one on or touching them.
    pub(super) fn clashes(&self, grid: &Assignments, from: usize) -> Vec<Clash> {
        let pairs = self.settings.pairs.iter();
        let all = pairs.flat_map(|pair| self.clashes_in(pair, |p| grid[p].as_slice()));
        all.filter(|clash| clash.cells.iter().any(|(_, d)| *d >= from)).collect()
    }

    /// How often a roster breaks the pairs of a person; of everybody without one.
    pub(super) fn clash_count(&self, grid: &Assignments, p: Option<usize>) -> usize {
        let mine = |pair: &&Pair| p.is_none_or(|p| pair.people.contains(&p));
        let pairs = self.settings.pairs.iter().filter(mine);
        pairs.map(|pair| self.clashes_in(pair, |p| grid[p].as_slice()).len()).sum()
    }

    /// Why a person's day does not go with those of others when they have these days.
    pub(super) fn clash_with(
        &self,
        grid: &Assignments,
        (p, d): Cell,
        days: &Days,
    ) -> Option<Reason> {
        let mine = self.settings.pairs.iter().filter(|pair| pair.people.contains(&p));
        let of = |q: usize| if q == p { days } else { grid[q].as_slice() };
        let mut all = mine.flat_map(|pair| self.clashes_in(pair, of));
        all.find(|clash| clash.cells.contains(&(p, d))).map(|clash| clash.reason())
    }

    /// Whether somebody is in a pair.
    pub(super) fn paired(&self, p: usize) -> bool {
        self.settings.pairs.iter().any(|pair| pair.people.contains(&p))
    }

    /// The moments of a week at which a pair could break.
    pub(super) fn pair_rows(&self, w: usize, around: Around<'_>) -> Vec<PairRow> {
        let mut rows = Vec::new();
        // What a night before the week gives to its first hours is not known.
        let longest =
            self.weeks[w].week.duties.iter().map(|d| d.start + d.length).max().unwrap_or(0);
        let night = longest.saturating_sub(DAY_MINUTES) as i32;
        let known = |at: &At| !matches!((around, at), (Around::Any, At::Minute(at)) if *at < night);
        for pair in &self.settings.pairs {
            let mut moments: BTreeSet<At> = BTreeSet::new();
            let looked_at = match pair.kind {
                PairKind::Apart => &pair.people[..],
                PairKind::Together => &pair.people[..1],
            };
            for (p, d) in looked_at.iter().flat_map(|p| (7 * w..7 * w + 7).map(move |d| (*p, d))) {
                for duty in self.duties_of(&self.people[p], d) {
                    let worked = self.worked(d, duty);
                    let base = w as i32 * WEEK;
                    let (start, end) = (worked.start - base, worked.end - base);
                    if pair.by_day {
                        moments.insert(At::Day((d - 7 * w) as i32));
                        continue;
                    }
                    moments.insert(At::Minute(start));
                    if pair.kind == PairKind::Together {
                        moments.insert(At::Minute(end - 1));
                    }
                }
            }
            let moments = moments.into_iter().filter(known);
            rows.extend(moments.map(|at| PairRow { pair: *pair, at }));
        }
        rows
    }

    /// What the rows of the pairs ask for, given the nights before the week.
    pub(super) fn pair_needs(
        &self,
        w: usize,
        rows: &[PairRow],
        (around, under): (Around<'_>, f64),
    ) -> Vec<Need> {
        let before = |p: usize| -> Option<(i32, i32)> {
            let span = match (around, w) {
                (Around::Any, _) => None,
                (_, 0) => self.before(p),
                (Around::Before(grid) | Around::Left(grid), _) => self.span_on(&grid[p], 7 * w - 1),
            };
            span.map(|(start, end)| (start - w as i32 * WEEK, end - w as i32 * WEEK))
        };
        let of = |row: &PairRow| {
            let given =
                row.pair.people.iter().filter_map(|p| Some(row.amount(*p, -1, before(*p)?)));
            Need { need: row.asked() - given.sum::<f64>(), under: BROKEN * under, over: 0.0 }
        };
        rows.iter().map(of).collect()
    }

    /// Adds to what a person may work in a week what it gives to the rows of the pairs, which follow others.
    pub(super) fn give_to_pairs(
        &self,
        p: usize,
        agent: &mut Agent,
        rows: &[PairRow],
        first: usize,
    ) {
        if !self.paired(p) {
            return;
        }
        for (d, choices) in agent.choices.iter_mut().enumerate() {
            for choice in choices {
                let span = (choice.start, choice.end);
                let amounts = rows.iter().map(|row| row.amount(p, d as i32, span));
                let given = amounts.enumerate().filter(|(_, amount)| *amount != 0.0);
                choice.cover.extend(given.map(|(k, amount)| (first + k, amount)));
            }
        }
    }

    /// Takes shifts out of a week until no pair is broken any more in it, as far as nobody must work them: of two who must
    /// be apart the one that leaves the least short, else the one who must not be alone.
    pub(super) fn part(&self, grid: &mut Assignments, w: usize) {
        if self.settings.pairs.is_empty() {
            return;
        }
        for _ in 0..7 * self.people.len() {
            let mut found = self.clashes(grid, 0).into_iter().flat_map(|clash| {
                let own =
                    clash.cells.len().min(if clash.reason() == Reason::Apart { 2 } else { 1 });
                let free =
                    |(p, d): &Cell| d / 7 == w && self.must_work(&self.people[*p], *d).is_none();
                let cells: Vec<Cell> = clash.cells[..own].iter().copied().filter(free).collect();
                (!cells.is_empty()).then_some(cells)
            });
            let Some(cells) = found.next() else { return };
            let short = |(p, d): &Cell| {
                let mut without = grid.clone();
                without[*p][*d] = None;
                short_in(self, &without, w)
            };
            let least = cells.iter().map(|cell| (short(cell), *cell));
            let least = least.min_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            let Some((_, (p, d))) = least else { return };
            grid[p][d] = None;
        }
    }

    /// A pair that is broken, as why there is no roster.
    pub(super) fn refused_pair(&self, grid: &Assignments) -> Option<Cause> {
        let clash = self.clashes(grid, 0).into_iter().next()?;
        let name = |p: usize| self.scenario.consultants[self.people[p].index].name.clone();
        Some(Cause::RefusedPair {
            people: clash.pair.people.map(name),
            date: self.date(clash.cells[0].1).to_string(),
            reason: clash.reason(),
        })
    }
}

/// A pair that what is given beforehand breaks whatever else is worked.
pub(super) fn given_against(setting: &Setting<'_>) -> Option<Cause> {
    let grid = setting.given_alone();
    let clash = setting.clashes(&grid, 0).into_iter().find(|clash| match clash.pair.kind {
        PairKind::Apart => true,
        PairKind::Together => {
            let day = clash.cells[0].1;
            setting.people[clash.pair.people[1]].absent[day] && clash.pair.by_day
        }
    })?;
    let name = |person: &Person| setting.scenario.consultants[person.index].name.clone();
    Some(Cause::RefusedPair {
        people: clash.pair.people.map(|p| name(&setting.people[p])),
        date: setting.date(clash.cells[0].1).to_string(),
        reason: clash.reason(),
    })
}
