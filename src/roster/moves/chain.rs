//! A shortage made smaller by changes that help only together: several days of one person, and after these single days of
//! others.

use super::{Change, EPS, Moves};

/// Days of a week that the first person changes at the most.
const CHANGED: usize = 3;
/// Ways of the first person that others are tried after: those that leave the least short, of all that help on the day.
const WAYS: usize = 16;
/// Changes of others at the most.
const OTHERS: usize = 4;

impl Moves<'_> {
    /// Makes less short by changes that begin with those of a person in the week of a day; whether that was found.
    /// Otherwise nothing is changed.
    pub fn chain(&mut self, person: usize, day: usize) -> bool {
        let before = self.short_hours();
        for way in self.ways_of(person, day) {
            let mut undo: Vec<Change> = way.iter().map(|change| self.make(change)).collect();
            let most = way.len() + OTHERS;
            undo.extend(self.eased(&mut way.clone(), most));
            if self.short_hours() < before - EPS {
                return true;
            }
            for change in undo.iter().rev() {
                self.make(change);
            }
        }
        false
    }

    /// Lawful changes of a person within the week of a day after which less is short on that day, those first that leave the
    /// least short in all.
    fn ways_of(&mut self, person: usize, day: usize) -> Vec<Vec<Change>> {
        let (monday, here) = (day / 7 * 7, self.short_on(day));
        let mut begun: Vec<Vec<Change>> = vec![Vec::new()];
        for d in monday..monday + 7 {
            let options = self.one_of_each((person, d));
            for way in begun.clone().into_iter().filter(|way| way.len() < CHANGED) {
                begun.extend(
                    options.iter().map(|change| [way.as_slice(), &[change.clone()]].concat()),
                );
            }
        }
        let mut found: Vec<(f64, Vec<Change>)> = Vec::new();
        for way in begun.into_iter().filter(|way| !way.is_empty()) {
            let undo: Vec<Change> = way.iter().map(|change| self.make(change)).collect();
            if self.short_on(day) < here - EPS && self.broken(person).is_none() {
                found.push((self.short_hours(), way));
            }
            for change in undo.iter().rev() {
                self.make(change);
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.truncate(WAYS);
        found.into_iter().map(|(_, way)| way).collect()
    }

    /// What is short on a day.
    fn short_on(&self, day: usize) -> f64 {
        let per_day = self.setting.grid().per_day();
        let of = |(w, r): (usize, usize)| 7 * w + self.setting.weeks[w].rows[r].interval / per_day;
        self.lacks().filter(|(w, r, _)| of((*w, *r)) == day).map(|(.., lack)| lack).sum()
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
