//! A shortage that cannot be ended, made smaller one step after another.

use super::{Cell, Change, EPS, Moves};
use crate::roster::setting::Assigned;

impl Moves<'_> {
    /// Changes that leave as little short as single steps can, at most so many: in each step the one
    /// lawful change of a day with a shortage that helps most, the cheapest among equals. Nothing is proven of them.
    pub fn ease(mut self, most: usize) -> Vec<Change> {
        let mut made: Vec<Change> = Vec::new();
        self.eased(&mut made, most);
        made
    }

    /// The same after changes that were made already, at most so many in all; what was there before each.
    pub(super) fn eased(&mut self, made: &mut Vec<Change>, most: usize) -> Vec<Change> {
        let mut undo = Vec::new();
        while made.len() < most {
            let short = self.short_hours();
            let mut best: Option<(f64, f64, Change)> = None;
            for cell in self.near_shortage() {
                let taken = self.locked.contains(&cell) || made.iter().any(|c| c.cell == cell);
                if cell.1 < self.from || taken {
                    continue;
                }
                let added = |a: Option<&Assigned>| a.map_or(0.0, |a| self.setting.added(cell.1, a));
                let now = added(self.grid[cell.0][cell.1].as_ref());
                for (to, gives) in self.options(cell).iter() {
                    let more = added(to.as_ref()) - now;
                    let (old, given) = self.set(cell, to.clone(), gives.clone());
                    let left = self.short_hours();
                    let better = best.as_ref().is_none_or(|(least, cost, _)| {
                        left < least - EPS || (left < least + EPS && more < cost - EPS)
                    });
                    if left < short - EPS && better && self.lawful(cell.0) {
                        best = Some((left, more, Change { cell, to: to.clone() }));
                    }
                    self.set(cell, old, given);
                }
            }
            let Some((.., change)) = best else { break };
            undo.push(self.make(&change));
            made.push(change);
        }
        undo
    }

    /// Makes a change; the change that takes it back.
    pub(super) fn make(&mut self, Change { cell, to }: &Change) -> Change {
        let gives = self.gives(cell.0, cell.1, to.as_ref());
        let (old, _) = self.set(*cell, to.clone(), gives.into());
        Change { cell: *cell, to: old }
    }

    /// Everybody on the days on which something is shorter than before, and on the days before those.
    fn near_shortage(&self) -> Vec<Cell> {
        let per_day = self.setting.grid().per_day();
        let mut days: Vec<usize> = Vec::new();
        for (w, r, _) in self.lacks() {
            let day = 7 * w + self.setting.weeks[w].rows[r].interval / per_day;
            days.extend([day.saturating_sub(1), day]);
        }
        days.sort_unstable();
        days.dedup();
        let people = 0..self.setting.people.len();
        people.flat_map(|p| days.iter().map(move |d| (p, *d))).collect()
    }
}
