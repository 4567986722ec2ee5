//! A shortage made smaller by changes that help only together: several days of one person, and after these single days of
//! others.

use super::{Change, EPS, Moves};

/// Days of a week that the first person changes at the most.
const CHANGED: usize = 3;
/// Ways of the first person that others are tried after: those that leave the least short, of all that help on the day.
const WAYS: usize = 16;
/// Changes of others at the most.
const OTHERS: usize = 4;
/// Single days that chains of a second person are tried after, and as much as they may leave short more, person-hours.
const FIRST: usize = 6;
const MORE_SHORT: f64 = 4.0;
/// The same limits for the second person.
const CHANGED_BY_SECOND: usize = 2;
const WAYS_OF_SECOND: usize = 3;

impl Moves<'_> {
    /// Makes less short by changes that begin with those of a person in the week of a day; whether that was found.
    /// Otherwise nothing is changed.
    pub fn chain(&mut self, person: usize, day: usize) -> bool {
        let before = self.short_hours();
        self.follow(Vec::new(), (person, day), (CHANGED, WAYS), before)
    }

    /// The same by a single day of one of some people, then several days of another, as long as more may be tried.
    pub fn chain_of_two(
        &mut self,
        givers: &[usize],
        day: usize,
        go_on: &mut dyn FnMut() -> bool,
    ) -> bool {
        let before = self.short_hours();
        for first in self.first_of(givers, day) {
            let undo = self.make(&first);
            for second in (0..self.grid.len()).filter(|p| *p != first.cell.0) {
                let limits = (CHANGED_BY_SECOND, WAYS_OF_SECOND);
                if go_on() && self.follow(vec![first.clone()], (second, day), limits, before) {
                    return true;
                }
            }
            self.make(&undo);
        }
        false
    }

    /// After changes that were made already, changes of a person within the week of a day and single days of others; whether
    /// less is short then. Otherwise nothing more is changed.
    fn follow(
        &mut self,
        made: Vec<Change>,
        (person, day): (usize, usize),
        (changed, ways): (usize, usize),
        before: f64,
    ) -> bool {
        let mut found = self.ways_of(person, day, changed);
        found.truncate(ways);
        for way in found {
            let mut undo = self.make_all(&way);
            let mut made = [made.as_slice(), &way].concat();
            let most = made.len() + OTHERS;
            undo.extend(self.eased(&mut made, most));
            if self.short_hours() < before - EPS {
                return true;
            }
            self.take_back(&undo);
        }
        false
    }

    /// Makes changes; those that take them back.
    fn make_all(&mut self, changes: &[Change]) -> Vec<Change> {
        changes.iter().map(|change| self.make(change)).collect()
    }

    /// Takes changes back, the last one first.
    fn take_back(&mut self, undo: &[Change]) {
        undo.iter().rev().for_each(|change| {
            self.make(change);
        });
    }

    /// Lawful changes of a single day that give to what is short there, those first that leave the least short in all.
    fn first_of(&mut self, givers: &[usize], day: usize) -> Vec<Change> {
        let rows = self.short_on(day);
        let (here, most) = (self.lack_of(&rows), self.short_hours() + MORE_SHORT);
        let mut found: Vec<(f64, Change)> = Vec::new();
        for giver in givers {
            for change in self.one_of_each((*giver, day)) {
                let undo = self.make(&change);
                let short = self.short_hours();
                if self.lack_of(&rows) < here - EPS && short <= most && self.lawful(*giver) {
                    found.push((short, change));
                }
                self.make(&undo);
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.truncate(FIRST);
        found.into_iter().map(|(_, change)| change).collect()
    }

    /// Lawful changes of a person within the week of a day that give to what is short on that day, those first that leave the
    /// least short in all.
    fn ways_of(&mut self, person: usize, day: usize, changed: usize) -> Vec<Vec<Change>> {
        let (monday, rows) = (day / 7 * 7, self.short_on(day));
        let here = self.lack_of(&rows);
        let mut begun: Vec<Vec<Change>> = vec![Vec::new()];
        for d in monday..monday + 7 {
            let options = self.one_of_each((person, d));
            for way in begun.clone().into_iter().filter(|way| way.len() < changed) {
                begun.extend(
                    options
                        .iter()
                        .map(|change| [way.as_slice(), std::slice::from_ref(change)].concat()),
                );
            }
        }
        let mut found: Vec<(f64, Vec<Change>)> = Vec::new();
        for way in begun.into_iter().filter(|way| !way.is_empty()) {
            let undo = self.make_all(&way);
            if self.lack_of(&rows) < here - EPS && self.lawful(person) {
                found.push((self.short_hours(), way));
            }
            self.take_back(&undo);
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.into_iter().map(|(_, way)| way).collect()
    }

    /// The needs that are short on a day: week and row.
    fn short_on(&self, day: usize) -> Vec<(usize, usize)> {
        let per_day = self.setting.grid().per_day();
        let of = |w: usize, r: usize| 7 * w + self.setting.weeks[w].rows[r].interval / per_day;
        self.lacks().filter(|(w, r, _)| of(*w, *r) == day).map(|(w, r, _)| (w, r)).collect()
    }

    /// What these needs lack.
    fn lack_of(&self, rows: &[(usize, usize)]) -> f64 {
        let of = |(w, r): &(usize, usize)| {
            let need = self.setting.weeks[*w].rows[*r].need;
            (need - self.have[*w][*r] - self.may.0[*w][*r]).max(0.0)
        };
        rows.iter().map(of).sum()
    }

    /// A day off and each other duty of a day, its breaks where they leave the least short.
    fn one_of_each(&mut self, cell: (usize, usize)) -> Vec<Change> {
        let now = self.grid[cell.0][cell.1].as_ref().map(|a| a.duty);
        let mut best: Vec<(f64, Change)> = Vec::new();
        for (to, _) in self.options(cell).iter() {
            let duty = to.as_ref().map(|a| a.duty);
            if duty == now {
                continue;
            }
            let change = Change { cell, to: to.clone() };
            let undo = self.make(&change);
            let short = self.short_hours();
            self.make(&undo);
            match best.iter_mut().find(|(_, c)| c.to.as_ref().map(|a| a.duty) == duty) {
                Some(known) if short < known.0 - EPS => *known = (short, change),
                Some(_) => {}
                None => best.push((short, change)),
            }
        }
        best.into_iter().map(|(_, change)| change).collect()
    }
}
