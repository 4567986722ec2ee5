//! Two people trade what they work on a day: whether that is lawful and fair, what callers feel and what it costs.

use super::waits::{self, Followed};
use super::{Before, News, Written, breaches, morning, report};
use crate::domain::cause::Misfit;
use crate::domain::labour::Reason;
use crate::roster::assemble::clean;
use crate::roster::may_lack::MayLack;
use crate::roster::moves::{Cell, Change};
use crate::roster::polish;
use crate::roster::setting::{Assigned, Assignments, Setting};
use crate::roster::{Options, Solved, answer, owed, promises};
use crate::wire::roster_answer::{
    Breach, Fairness, NOTICE, REPAIR_SCHEMA, Repair, RepairOption, Trade,
};

/// Two people and a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trading {
    /// The people, indices into the setting's.
    pub people: [usize; 2],
    /// The day.
    pub day: usize,
}

/// A trade as a repair with one option. Where a rule forbids it the option says which, and the roster that comes with it
/// is the one before.
///
/// # Errors
/// [`Misfit::NothingToSwap`] where both work the same or neither works.
pub fn swap(
    setting: &Setting<'_>,
    before: &Assignments,
    (trading, unsaid): (Trading, &[Cell]),
    options: &Options<'_>,
) -> Result<Repair, Misfit> {
    let calm = setting.weeks.clone();
    let time_left = || !options.out_of_time();
    let held = Before {
        grid: before,
        cost: owed::cost(setting, before),
        written: None,
        typed: Vec::new(),
        calm: &calm,
        may: MayLack::of(setting, before),
        amiss: Vec::new(),
        unsaid,
        from: 0,
        now: None,
        time_left: Some(&time_left),
    };
    let (way, mut forbidden) = traded(setting, before, trading);
    if way.is_empty() && forbidden.is_empty() {
        return Err(nothing(setting, before, trading));
    }
    let news = News { written: Written::Same, ..News::default() };
    let (mut option, after) = report::option(setting, &held, &news, before, &way);
    let earlier = breaches(setting, before, unsaid, 0);
    forbidden.extend(option.broken.iter().filter(|b| !earlier.contains(b)).cloned());
    forbidden.sort();
    let lawful = forbidden.is_empty();
    option.kind = "swap".into();
    option.broken = forbidden;
    option.fairness = Some(fairness(setting, trading, before, &after));
    option.ring = morning::ring(setting, &news, before, &told(setting, before, &way));
    option.waits = waits::waits(setting, &held, &after);
    if let Some(playing) = options.playing {
        option.days = Followed::new(setting, &held, playing).days(&after);
    }
    let grid = if lawful { after } else { before.clone() };
    let mut roster = answer(setting, &Solved::unproven(grid), options);
    promises::tell(setting, &mut roster, options, &[]);
    Ok(whole(setting, option, roster, (way.len() as u32, lawful)))
}

fn nothing(setting: &Setting<'_>, grid: &Assignments, Trading { people, day }: Trading) -> Misfit {
    Misfit::NothingToSwap {
        people: people.map(|p| setting.scenario.consultants[p].name.clone()),
        date: setting.date(day).to_string(),
        work: grid[people[0]][day].is_some(),
    }
}

fn whole(
    setting: &Setting<'_>,
    option: RepairOption,
    roster: crate::wire::roster_answer::Roster,
    (changes, lawful): (u32, bool),
) -> Repair {
    Repair {
        schema: REPAIR_SCHEMA.into(),
        notice: NOTICE.into(),
        absent: Vec::new(),
        busier: Vec::new(),
        edited: None,
        broken: Vec::new(),
        from: setting.date(0).to_string(),
        least_changes: None,
        at_least: changes,
        proven: false,
        tried: changes,
        trade: Some(if lawful { Trade::Lawful } else { Trade::Unlawful }),
        absence_pay: 0.0,
        now: None,
        options: vec![option],
        chosen: 1,
        roster,
    }
}

fn told(
    setting: &Setting<'_>,
    before: &Assignments,
    way: &[Change],
) -> Vec<(Change, crate::wire::roster_answer::ChangeReport)> {
    let of = |c: &Change| {
        let (p, d) = c.cell;
        (c.clone(), report::change(setting, c.cell, before[p][d].as_ref(), c.to.as_ref()))
    };
    way.iter().map(of).collect()
}

/// The changes, and what forbids them by itself: a shift that no rule makes for the other, a day that one of them
/// is away or has a duty given beforehand.
fn traded(
    setting: &Setting<'_>,
    grid: &Assignments,
    Trading { people: [a, b], day }: Trading,
) -> (Vec<Change>, Vec<Breach>) {
    let mut way = Vec::new();
    let mut forbidden = Vec::new();
    for (to, from) in [(a, b), (b, a)] {
        let breach = |rule: Reason| Breach {
            name: setting.scenario.consultants[to].name.clone(),
            date: setting.date(day).to_string(),
            rule: rule.public(),
            mendable: true,
        };
        let taken = grid[from][day].as_ref();
        let own = taken.map(|shift| same_for(setting, (to, from), day, shift));
        match own {
            Some(None) => forbidden.push(breach(Reason::NoShift)),
            Some(shift) => way.push(Change { cell: (to, day), to: shift }),
            None => way.push(Change { cell: (to, day), to: None }),
        }
    }
    way.retain(|c| grid[c.cell.0][c.cell.1] != c.to);
    way.sort();
    (way, forbidden)
}

/// Another's shift as a shift of one's own: with the same breaks where the same may lie there, else with each at the first
/// place of its window.
fn same_for(
    setting: &Setting<'_>,
    (to, from): (usize, usize),
    day: usize,
    shift: &Assigned,
) -> Option<Assigned> {
    let week = &setting.weeks[day / 7];
    let other = &week.week.duties[shift.duty];
    let span = |k: &usize| {
        let duty = &week.week.duties[*k];
        (duty.start, duty.length) == (other.start, other.length)
    };
    if setting.people[to].class == setting.people[from].class
        && setting.people[to].contract == setting.people[from].contract
        && setting.all_clear(&setting.people[to], day, shift)
    {
        return Some(shift.clone());
    }
    let duty = setting.duties_of(&setting.people[to], day).find(span)?;
    let all = setting.placed(&setting.people[to], (day, duty), false);
    let same = all.iter().find(|slots| **slots == shift.slots).or(all.first())?;
    Some(Assigned { duty, slots: same.clone() })
}

/// How evenly the burdens lie before and after, and those of the two.
fn fairness(
    setting: &Setting<'_>,
    trading: Trading,
    before: &Assignments,
    after: &Assignments,
) -> Fairness {
    let value =
        |grid: &Assignments| clean(polish::fairness_value(polish::total(setting, grid).fairness));
    let of = |p: usize, grid: &Assignments| {
        let [evenings, weekend_days, _] = polish::burdens(setting, &setting.people[p], &grid[p]);
        [evenings, weekend_days]
    };
    let name = |p: usize| setting.scenario.consultants[p].name.clone();
    Fairness {
        before: value(before),
        after: value(after),
        burdens: trading.people.iter().map(|p| (name(*p), of(*p, before), of(*p, after))).collect(),
    }
}
