//! Shifts judged again after a change: days that it does not touch stay as they were followed before.

use super::judge::{Judge, Judgement};
use crate::domain::clock::Weekday;
use crate::domain::shift::{PlannedShift, crews};
use crate::plan::through_day::{Playing, days_anew, days_apart, weeks_played};

/// Weeks of a look, as a share of those that are played out; no fewer than so many.
const LOOK: u32 = 16;
const FEWEST: u32 = 8;

/// Shifts with what their callers experience, in all weeks or in a few, always the same ones.
#[derive(Clone)]
pub(super) struct Followed {
    pub(super) shifts: Vec<PlannedShift>,
    pub(super) judgement: Judgement,
}

impl Judge<'_> {
    /// Follows the queues for as many weeks as are played out at least, however clear a promise is broken.
    pub(super) fn in_full(&self, shifts: &[PlannedShift]) -> Judgement {
        self.judge_in(&crews(shifts), self.playing)
    }

    /// The same after a change of shifts.
    pub(super) fn in_full_after(&self, before: &Followed, shifts: &[PlannedShift]) -> Judgement {
        self.after(before, shifts, self.playing)
    }

    /// A few weeks of what callers experience.
    pub(super) fn look(&self, shifts: Vec<PlannedShift>) -> Followed {
        let judgement = self.judge_in(&crews(&shifts), self.few());
        Followed { shifts, judgement }
    }

    /// The same after a change of shifts.
    pub(super) fn look_after(&self, before: &Followed, shifts: &[PlannedShift]) -> Judgement {
        self.after(before, shifts, self.few())
    }

    /// Whether a few weeks show that shifts break a promise beyond chance.
    pub(super) fn fails_soon(&self, look: &Judgement) -> bool {
        self.only(look, &|place, measure| place.strain_less(measure, 1.5) > 1.0).strain > 0.0
    }

    /// Weeks of a look; `None` where queues are followed by their equations or not at all.
    fn few(&self) -> Option<Playing> {
        let (scenario, demand) = (self.situation.scenario, self.situation.demand);
        self.playing.map(|playing| {
            let all = weeks_played(scenario, demand, playing);
            Playing { weeks: all.map(|all| (all / LOOK).max(FEWEST).min(all)), ..playing }
        })
    }

    fn after(
        &self,
        before: &Followed,
        shifts: &[PlannedShift],
        playing: Option<Playing>,
    ) -> Judgement {
        let (scenario, demand) = (self.situation.scenario, self.situation.demand);
        let people = crews(shifts);
        let through = &before.judgement.through;
        let Some(playing) = playing.filter(|_| !through.is_empty()) else {
            return self.judge_in(&people, playing);
        };
        let apart = |people| days_apart(scenario, demand, people);
        if !apart(&people) || !apart(&crews(&before.shifts)) {
            return self.judge_in(&people, Some(playing));
        }
        let days = changed(&before.shifts, shifts);
        let weeks = playing.weeks.or_else(|| weeks_played(scenario, demand, playing));
        let playing = Playing { weeks, ..playing };
        let anew =
            days_anew(scenario, demand, &people, (playing, self.time_left), (through, &days));
        self.judge_of(&people, anew)
    }
}

/// Days on which not the same people are on duty.
pub(super) fn changed(before: &[PlannedShift], after: &[PlannedShift]) -> Vec<Weekday> {
    let of = |shifts: &[PlannedShift], day: Weekday| -> Vec<PlannedShift> {
        shifts.iter().filter(|shift| shift.crew.day == day).cloned().collect()
    };
    Weekday::ALL.into_iter().filter(|day| of(before, *day) != of(after, *day)).collect()
}
