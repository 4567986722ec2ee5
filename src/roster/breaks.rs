//! Where the breaks of a shift lie: within the window of the shift rule, or, where a repair says so,
//! anywhere inside the shift but in its first and last interval.
//!
//! The law asks for the break within the working time (KP 134); the window is the scenario's own rule.

use super::setting::{Assigned, Person, PlanWeek, Setting};
use super::weeks::Place;
use crate::domain::clock::clock_text;
use crate::plan::shift_plan::catalogue::{self, BreakSlot, Duty};
use crate::scenario::BreakWindow;
use crate::wire::roster_answer::Shortened;

impl Setting<'_> {
    /// Where a break of a duty lies that is in this interval, whether its window allows it or not.
    pub fn place(&self, week: &PlanWeek, duty: &Duty, b: usize, key: u32) -> Option<Place> {
        let with = |key: u32| move |place: &Place| place.key == key;
        let within = self.slots(week, duty, b).into_iter().find(with(key));
        within.or_else(|| {
            let slots = self.wide_slots(week, duty, b).into_iter();
            self.places(week, duty, b, slots).find(with(key))
        })
    }

    /// The same as a stretch of minutes.
    pub fn break_slot(
        &self,
        week: &PlanWeek,
        duty: &Duty,
        b: usize,
        key: u32,
    ) -> Option<BreakSlot> {
        let with = |slot: &BreakSlot| slot.loss[0].0 == key;
        let within = self.window_slots(week, duty, b).into_iter().find(with);
        within.or_else(|| self.wide_slots(week, duty, b).into_iter().find(with))
    }

    /// The interval of the break that starts at this minute, and whether it lies within its window;
    /// `None` if it lies nowhere inside the shift.
    pub fn slot_at(
        &self,
        week: &PlanWeek,
        duty: &Duty,
        b: usize,
        from: u32,
    ) -> Option<(u32, bool)> {
        let minutes = week.scenario.shifts[duty.rule].breaks[b].minutes;
        let find = |slots: Vec<BreakSlot>| slots.into_iter().find(|s| s.holds(from, minutes));
        let within = find(self.window_slots(week, duty, b)).map(|slot| (slot.loss[0].0, true));
        within.or_else(|| find(self.wide_slots(week, duty, b)).map(|slot| (slot.loss[0].0, false)))
    }

    pub(super) fn window_slots(&self, week: &PlanWeek, duty: &Duty, b: usize) -> Vec<BreakSlot> {
        let rule = &week.scenario.shifts[duty.rule].breaks[b];
        catalogue::slots(self.grid(), rule.minutes, catalogue::window(duty, rule))
    }

    /// Inside the shift, its first and last interval apart.
    fn wide_slots(&self, week: &PlanWeek, duty: &Duty, b: usize) -> Vec<BreakSlot> {
        let rule = &week.scenario.shifts[duty.rule].breaks[b];
        let step = self.grid().minutes();
        let (low, high) = (duty.start + step, (duty.start + duty.length).saturating_sub(step));
        if low + rule.minutes > high {
            return Vec::new();
        }
        catalogue::slots(self.grid(), rule.minutes, (low, high))
    }

    /// The places in which the breaks of a person's duty can lie beside what is at a set time for them, all
    /// combinations; `wide`: also outside of their windows, one after another in intervals of their own.
    pub(super) fn placed(
        &self,
        person: &Person,
        (day, k): (usize, usize),
        wide: bool,
    ) -> Vec<Vec<u32>> {
        let week = &self.weeks[day / 7];
        let duty = &week.week.duties[k];
        let mut all: Vec<Vec<u32>> = vec![Vec::new()];
        for b in &duty.breaks {
            let clear = |slot: &BreakSlot| self.clear(person, day, &slot.loss);
            let slots = self.window_slots(week, duty, *b).into_iter().filter(clear);
            let mut keys: Vec<u32> = slots.map(|s| s.loss[0].0).collect();
            if wide {
                let more = self.wide_slots(week, duty, *b).into_iter().filter(clear);
                let more = more.map(|s| s.loss[0].0);
                keys.extend(more.filter(|key| !keys.contains(key)).collect::<Vec<u32>>());
            }
            let with = |head: Vec<u32>| {
                keys.iter().map(move |key| [head.as_slice(), &[*key]].concat()).collect::<Vec<_>>()
            };
            all = all.into_iter().flat_map(with).collect();
        }
        if wide {
            all.retain(|slots| {
                let a = Assigned { duty: k, slots: slots.clone() };
                self.shortened(day, &a).is_empty() || self.apart(day, &a)
            });
        }
        all
    }

    /// Whether the breaks of a shift lie one after another, no two in one interval.
    fn apart(&self, day: usize, a: &Assigned) -> bool {
        let week = &self.weeks[day / 7];
        let duty = &week.week.duties[a.duty];
        let ends = |(b, key): (&usize, &u32)| {
            let place = self.break_slot(week, duty, *b, *key)?;
            Some((*key, place.loss.last()?.0))
        };
        let all: Option<Vec<(u32, u32)>> = duty.breaks.iter().zip(&a.slots).map(ends).collect();
        all.is_some_and(|all| all.windows(2).all(|pair| pair[0].1 < pair[1].0))
    }

    /// The breaks of a shift that lie outside of their windows, each with how far.
    pub fn shortened(&self, day: usize, a: &Assigned) -> Vec<Shortened> {
        let week = &self.weeks[day / 7];
        let duty = &week.week.duties[a.duty];
        let mut all = Vec::new();
        for (b, key) in duty.breaks.iter().zip(&a.slots) {
            if self.window_slots(week, duty, *b).iter().any(|s| s.loss[0].0 == *key) {
                continue;
            }
            let Some(slot) = self.break_slot(week, duty, *b, *key) else { continue };
            let rule = &week.scenario.shifts[duty.rule].breaks[*b];
            all.push(outside((duty.start, duty.length), (slot.minute, rule.minutes), rule.window));
        }
        all
    }
}

/// How a break lies outside of its window.
fn outside(
    (start, length): (u32, u32),
    (from, minutes): (u32, u32),
    rule: BreakWindow,
) -> Shortened {
    let end = start + length;
    let (edge, is, asked) = match rule {
        BreakWindow::Relative { after_start, .. } if from < start + after_start => {
            ("start", from - start, after_start)
        }
        BreakWindow::Relative { before_end, .. } => ("end", end - from - minutes, before_end),
        BreakWindow::Clock(window) if from < window.from.minutes() => {
            ("before", window.from.minutes() - from, 0)
        }
        BreakWindow::Clock(window) => {
            ("after", (from + minutes).saturating_sub(window.to.minutes()), 0)
        }
    };
    Shortened { start: clock_text(from), edge: edge.into(), minutes: is, rule_minutes: asked }
}
