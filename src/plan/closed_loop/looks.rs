//! Shifts judged again after a change: days that it does not touch stay as they were followed before.

use super::judge::{Judge, Judgement};
use crate::domain::clock::Weekday;
use crate::domain::shift::{Crew, PlannedShift, crews};
use crate::plan::through_day::{Playing, days_anew, days_apart, weeks_played};

/// Weeks of a look, as a share of those that are played out; no fewer than so many.
const LOOK: u32 = 16;
const FEWEST: u32 = 8;

/// Shifts with what their callers experience, in all weeks or in a few, always the same ones.
#[derive(Clone)]
pub(super) struct Followed {
    pub(super) shifts: Vec<PlannedShift>,
    pub(super) judgement: Judgement,
    /// Whether that was followed as one week, not put together from days.
    pub(super) whole: bool,
}

impl Judge<'_> {
    /// Follows the queues for as many weeks as are played out at least, however clear a promise is broken.
    pub(super) fn in_full(&self, shifts: Vec<PlannedShift>) -> Followed {
        self.whole(shifts, self.playing)
    }

    /// The same after a change of shifts.
    pub(super) fn in_full_after(&self, before: &Followed, shifts: Vec<PlannedShift>) -> Followed {
        self.after(before, shifts, self.playing)
    }

    /// A few weeks of what callers experience.
    pub(super) fn look(&self, shifts: Vec<PlannedShift>) -> Followed {
        self.whole(shifts, self.few())
    }

    /// The same after a change of shifts.
    pub(super) fn look_after(&self, before: &Followed, shifts: Vec<PlannedShift>) -> Followed {
        self.after(before, shifts, self.few())
    }

    /// With promises counted as broken that are undecided; what was put together from days and keeps every promise is
    /// followed as one week before it is believed.
    pub(super) fn sure(&self, followed: Followed) -> Followed {
        let sure = |f: Followed| Followed { judgement: self.surely(f.judgement), ..f };
        let judged = sure(followed);
        if judged.whole || judged.judgement.strain > 0.0 {
            return judged;
        }
        sure(self.in_full(judged.shifts))
    }

    /// Whether a few weeks show that shifts break a promise beyond chance.
    pub(super) fn fails_soon(&self, look: &Followed) -> bool {
        let beyond_chance =
            self.only(&look.judgement, &|place, measure| place.strain_less(measure, 1.5) > 1.0);
        beyond_chance.strain > 0.0
    }

    /// How a look is played out; `None` where nothing is followed.
    fn few(&self) -> Option<Playing> {
        let (scenario, demand) = (self.situation.scenario, self.situation.demand);
        self.playing.map(|playing| {
            let all = weeks_played(scenario, demand, playing);
            Playing { weeks: all.map(|all| (all / LOOK).max(FEWEST).min(all)), ..playing }
        })
    }

    fn whole(&self, shifts: Vec<PlannedShift>, playing: Option<Playing>) -> Followed {
        let judgement = self.judge_in(&crews(&shifts), playing);
        Followed { shifts, judgement, whole: true }
    }

    fn after(
        &self,
        before: &Followed,
        shifts: Vec<PlannedShift>,
        playing: Option<Playing>,
    ) -> Followed {
        let (scenario, demand) = (self.situation.scenario, self.situation.demand);
        let through = &before.judgement.through;
        let people = crews(&shifts);
        let apart = |people: &[Crew]| days_apart(scenario, demand, people);
        let Some(playing) = playing
            .filter(|_| !through.is_empty() && apart(&people) && apart(&crews(&before.shifts)))
        else {
            return self.whole(shifts, playing);
        };
        let days = changed(&before.shifts, &shifts);
        let weeks = playing.weeks.or_else(|| weeks_played(scenario, demand, playing));
        let playing = Playing { weeks, ..playing };
        let anew =
            days_anew(scenario, demand, &people, (playing, self.time_left), (through, &days));
        Followed { judgement: self.judge_of(&people, anew), shifts, whole: false }
    }
}

/// Days on which not the same people are on duty.
fn changed(before: &[PlannedShift], after: &[PlannedShift]) -> Vec<Weekday> {
    let other = |day: &Weekday| {
        let on_day = |shift: &&PlannedShift| shift.crew.day == *day;
        before.iter().filter(on_day).ne(after.iter().filter(on_day))
    };
    Weekday::ALL.into_iter().filter(other).collect()
}
