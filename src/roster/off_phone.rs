//! Work away from the phone within a person's shifts: activities at a set time, which their shifts must cover, and pieces
//! that were placed. It is paid as the shift is, and takes people off the phone as a break in a fixed place does.

use super::off::Off;
use super::setting::{Assigned, Person, PlanWeek, Setting};
use crate::domain::clock::Weekday;
use crate::domain::labour::Reason;
use crate::domain::shift::{Stretch, Worked};
use crate::plan::shift_plan::catalogue::Duty;
use crate::scenario::roster::When;
use crate::wire::roster_answer::{Day, OffPhone};

impl Setting<'_> {
    /// What is at a set time for a person, by day.
    pub(super) fn set_activities(&self, index: usize) -> Vec<Vec<Off>> {
        let activities = self.settings.activities.iter().enumerate();
        let mine: Vec<_> = activities.filter(|(_, a)| a.people.contains(&index)).collect();
        let on = |d: usize| {
            let held = |(k, a): &(usize, &crate::scenario::roster::Activity)| {
                let (from, to) = a.set_on(self.date(d), Weekday::ALL[d % 7], self.holiday(d))?;
                Some(Off { from, to, activity: *k, placed: false })
            };
            let mut all: Vec<Off> = mine.iter().filter_map(held).collect();
            all.sort_unstable();
            all
        };
        (0..self.days()).map(on).collect()
    }

    /// Why a person must work on a day, as long as they are there.
    pub(super) fn must_work(&self, person: &Person, day: usize) -> Option<Reason> {
        if self.fixed(person, day) {
            return Some(Reason::Fixed);
        }
        set(person, day).next().map(|_| Reason::Activity)
    }

    /// Whether a duty covers what is at a set time for a person on a day, and leaves places for its breaks.
    pub(super) fn attends(&self, person: &Person, day: usize, duty: &Duty) -> bool {
        let week = &self.weeks[day / 7];
        let open = |b: &usize| {
            let slots = self.window_slots(week, duty, *b);
            slots.iter().any(|slot| self.clear(person, day, &slot.loss))
        };
        set(person, day).next().is_none()
            || (set(person, day).all(|off| off.within(duty)) && duty.breaks.iter().all(open))
    }

    /// Whether a break in these intervals is beside everything that is at a set time for a person.
    pub(super) fn clear(&self, person: &Person, day: usize, taken: &[(u32, f64)]) -> bool {
        let step = self.grid().minutes();
        set(person, day).all(|off| taken.iter().all(|(k, _)| !off.touches(*k, step)))
    }

    /// The same of all breaks of a shift.
    pub(super) fn all_clear(&self, person: &Person, day: usize, a: &Assigned) -> bool {
        let clear = |taken: &[(u32, f64)]| self.clear(person, day, taken);
        set(person, day).next().is_none() || self.pauses(day, a).iter().all(|taken| clear(taken))
    }

    /// The intervals after midnight that each break of a shift takes something of, with the share.
    pub(super) fn pauses(&self, day: usize, a: &Assigned) -> Vec<Vec<(u32, f64)>> {
        let week: &PlanWeek = &self.weeks[day / 7];
        let duty = &week.week.duties[a.duty];
        let breaks = duty.breaks.iter().zip(&a.slots);
        breaks.filter_map(|(b, key)| Some(self.place(week, duty, *b, *key)?.taken)).collect()
    }

    /// What a person does away from the phone within a shift: what is at a set time, as far as the shift covers it, and
    /// pieces placed that fit into it beside its breaks.
    pub(super) fn off_phone(&self, person: &Person, day: usize, a: &Assigned) -> Vec<Off> {
        let all = &person.off_phone[day];
        if all.is_empty() || person.absent[day] {
            return Vec::new();
        }
        let duty = &self.weeks[day / 7].week.duties[a.duty];
        let step = self.grid().minutes();
        let pauses = self.pauses(day, a);
        let beside = |off: &Off| pauses.iter().flatten().all(|(k, _)| !off.touches(*k, step));
        let within = all.iter().filter_map(|off| {
            let (from, to) = (off.from.max(duty.start), off.to.min(duty.start + duty.length));
            let fits = !off.placed || off.within(duty) && beside(off);
            (from < to && fits).then_some(Off { from, to, ..*off })
        });
        within.collect()
    }

    /// The same as it is told.
    pub(super) fn off_phone_told(
        &self,
        person: &Person,
        day: usize,
        a: &Assigned,
    ) -> Vec<OffPhone> {
        let one = |off: Off| {
            let at = Stretch::new(off.from, off.to)?;
            Some(OffPhone { activity: self.settings.activities[off.activity].id.clone(), at })
        };
        self.off_phone(person, day, a).into_iter().filter_map(one).collect()
    }

    /// What people work, as it is at the phone: activities are off it as breaks are.
    pub(super) fn at_phone(
        &self,
        grid: &[Vec<Option<Assigned>>],
        worked: Vec<Vec<Option<Worked>>>,
    ) -> Vec<Vec<Option<Worked>>> {
        let mut all = worked;
        for (person, (days, own)) in self.people.iter().zip(grid.iter().zip(&mut all)) {
            for (d, (a, worked)) in days.iter().zip(own).enumerate() {
                let (Some(a), Some(shift)) = (a, worked.as_ref()) else { continue };
                let off = self.off_phone(person, d, a);
                let off: Vec<Stretch> =
                    off.iter().filter_map(|off| Stretch::new(off.from, off.to)).collect();
                *worked = Some(shift.without(&off));
            }
        }
        all
    }

    /// Takes over the pieces that somebody's days in a roster written before have.
    pub fn take_pieces(&mut self, name: &str, days: &[Day]) {
        let consultants = &self.scenario.consultants;
        let Some(p) = consultants.iter().position(|c| c.name == name) else { return };
        for (d, day) in days.iter().enumerate().take(self.days()) {
            for piece in day.shift.iter().flat_map(|shift| &shift.off_phone) {
                let known = |a: &crate::scenario::roster::Activity| {
                    a.id == piece.activity && matches!(a.when, When::Placed { .. })
                };
                if let Some(activity) = self.settings.activities.iter().position(known) {
                    let (from, to) = (piece.at.from(), piece.at.to());
                    self.put_piece((p, d), Off { from, to, activity, placed: true });
                }
            }
        }
    }

    /// Places a piece.
    pub(super) fn put_piece(&mut self, (p, d): (usize, usize), piece: Off) {
        let all = &mut self.people[p].off_phone[d];
        if !all.contains(&piece) {
            all.push(piece);
            all.sort_unstable();
        }
    }

    /// Takes a piece away.
    pub(super) fn drop_piece(&mut self, (p, d): (usize, usize), piece: &Off) {
        self.people[p].off_phone[d].retain(|off| off != piece);
    }
}

/// What is at a set time for a person on a day.
fn set(person: &Person, day: usize) -> impl Iterator<Item = &Off> {
    person.off_phone[day].iter().filter(|off| !off.placed)
}
