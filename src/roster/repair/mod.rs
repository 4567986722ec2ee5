//! Somebody is away, a day is busier, or somebody edited the roster: as few changes as can be, ranked,
//! and what nothing at all would mean for callers.

mod morning;
mod read;
mod report;
mod swap;
mod waits;

pub use swap::{Trading, swap};

pub use read::{
    Lacks, away_said, day_of, grid_of, person_meant, person_named, still_ahead, trade_said,
    unsaid_windows,
};

use super::assemble::{clean, lacks};
use super::may_lack::MayLack;
use super::moves::{Cell, Change, Mended, Moves};
use super::setting::{Assignments, PlanWeek, Setting};
use super::{Options, Solved, answer, owed, place, promises};
use crate::domain::cause::Misfit;
use crate::domain::clock::clock_text;
use crate::domain::labour::Reason;
use crate::domain::time::TimeLeft;
use crate::wire::roster_answer::NOTICE;
use crate::wire::roster_answer::{
    Away, Breach, Busier, REPAIR_SCHEMA, Repair, RepairOption, Roster, Shortage,
};
use std::collections::BTreeSet;
use waits::Followed;

/// Most changes tried, as far as the work allowed goes.
const MOST_CHANGES: usize = 6;
/// Most changes to make a shortage smaller that cannot be ended.
const EASING: usize = 6;
/// Options told.
const OPTIONS: usize = 6;

/// Options, each with the roster after it.
type Ways = Vec<(RepairOption, Assignments)>;

/// What has happened since a roster was made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct News {
    /// People who are away, each with the day.
    pub away: Vec<Cell>,
    /// Days with so many times the calls expected.
    pub busier: Vec<(usize, f64)>,
    /// What is known of the roster before somebody edited it.
    pub written: Written,
    /// Days with a break outside of its window that do not say so.
    pub unsaid: Vec<Cell>,
    /// Minute of the first day that may change at which it is now: what has begun goes on as planned.
    pub now: Option<u32>,
    /// Minutes of notice before a shift that somebody is called in for, from now on.
    pub notice: u32,
    /// The option whose roster is asked for, from 1; `None`: the best that does something.
    pub option: Option<usize>,
}

/// What is known of a roster as it was before it was edited.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Written {
    /// That it was the same.
    #[default]
    Same,
    /// Everybody's days.
    Days(Assignments),
    /// Where people were short in it.
    Short(Vec<Shortage>),
}

impl Written {
    fn days(&self) -> Option<&Assignments> {
        match self {
            Written::Days(days) => Some(days),
            _ => None,
        }
    }
}

/// The roster as it was handed in, and all that is measured against it.
struct Before<'a> {
    grid: &'a Assignments,
    /// What it cost the employer, less what is paid to those away.
    cost: f64,
    /// As it was written, where that is known.
    written: Option<&'a Assignments>,
    /// Days that differ from what was written.
    typed: Vec<Cell>,
    /// The weeks before some were busier.
    calm: &'a [PlanWeek],
    /// What may be short.
    may: MayLack,
    /// Days that are wrong by themselves.
    amiss: Vec<Cell>,
    /// Days with a break outside of its window that do not say so.
    unsaid: &'a [Cell],
    /// First day that may change.
    from: usize,
    /// Minute of it up to which shifts have begun.
    now: Option<u32>,
    /// Whether there is time left.
    time_left: TimeLeft<'a>,
}

/// Mends a roster when some people are away, some days are busier, or what was edited breaks a rule or
/// leaves people short. Days before `from` stay as they are; `None`: those before the first day that
/// is concerned, and all may change where it is the roster itself that is wrong. The roster in the result is
/// judged by what the scenario asks for.
pub fn repair(
    setting: &mut Setting<'_>,
    before: &Assignments,
    news: &News,
    from: Option<usize>,
    options: &Options<'_>,
) -> Repair {
    let time_left = || !options.out_of_time();
    let (lacks, wrong) = as_written(setting, before, news);
    let first = news.away.iter().map(|c| c.1).chain(news.busier.iter().map(|b| b.0)).min();
    let from = from.unwrap_or(if wrong { 0 } else { first.unwrap_or(0) });
    let broken = breaches(setting, before, &news.unsaid, from);
    let written = news.written.days();
    let calm = setting.busier(&news.busier);
    let edited = written.map(|written| report::edited(setting, written, before));
    let cost = owed::cost(setting, before);
    let norms = setting.norm_pay();
    setting.mark_absent(&news.away);
    let may = MayLack::against(setting, &calm, &lacks).past(setting, from, news.now);
    setting.release_pieces(
        &without(before, &news.away),
        &may,
        (from, news.now.map_or(0, |m| m + 1)),
    );
    let absence_pay = clean(morning::absence_pay(setting, norms));
    let before = Before {
        grid: before,
        cost: cost - absence_pay,
        written,
        typed: written.map_or(Vec::new(), |written| differing(written, before)),
        calm: &calm,
        may,
        amiss: amiss(setting, before, &news.unsaid).into_iter().map(|(cell, _)| cell).collect(),
        unsaid: &news.unsaid,
        from,
        now: news.now,
        time_left: Some(&time_left),
    };
    let (mended, ways) = ways(setting, &before, news);
    let mut ways = in_order(ways, news.now.is_some());
    ways.iter_mut().for_each(|(o, grid)| o.waits = waits::waits(setting, &before, grid));
    let mut followed = options.playing.map(|playing| Followed::new(setting, &before, playing));
    for (option, grid) in &mut ways {
        if let Some(followed) = &mut followed {
            option.days = followed.days(grid);
        }
        option.promises = morning::rest_of_day(setting, &before, (followed.as_mut(), grid));
    }
    let chosen = chosen(&ways, news.option);
    let grid = ways.get(chosen).map_or_else(|| before.grid.clone(), |(_, grid)| grid.clone());
    place(setting, &grid, (from, news.now.map_or(0, |minute| minute + 1)), options);
    setting.weeks = calm.clone();
    let mut roster = answer(setting, &Solved::unproven(grid), options);
    promises::tell(setting, &mut roster, options, &[]);
    Repair {
        schema: REPAIR_SCHEMA.into(),
        notice: NOTICE.into(),
        absent: news.away.iter().map(|cell| away(setting, *cell)).collect(),
        busier: news
            .busier
            .iter()
            .map(|(d, times)| Busier { date: setting.date(*d).to_string(), times: *times })
            .collect(),
        edited,
        broken,
        from: setting.date(from.min(setting.days() - 1)).to_string(),
        least_changes: mended.ways.first().map(|way| way.len() as u32),
        at_least: match mended.ways.first() {
            Some(way) => way.len() as u32,
            // All smaller sets were searched; these too, unless the search was limited.
            None => mended.tried as u32 + u32::from(mended.proven),
        },
        proven: mended.proven,
        tried: mended.tried as u32,
        trade: None,
        absence_pay,
        now: news.now.map(|now| format!("{} {}", setting.date(from), clock_text(now))),
        chosen: chosen as u32 + 1,
        options: ways.into_iter().map(|(option, _)| option).collect(),
        roster,
    }
}

/// A roster with some people away.
fn without(grid: &Assignments, away: &[Cell]) -> Assignments {
    let mut left = grid.clone();
    away.iter().for_each(|(p, d)| left[*p][*d] = None);
    left
}

/// Where it is known what time it is, doing nothing comes first, so that each option is read against it.
fn in_order(ways: Ways, morning: bool) -> Ways {
    if !morning {
        return ways;
    }
    let (mut nothing, rest): (Ways, Ways) =
        ways.into_iter().partition(|(option, _)| option.changes.is_empty());
    nothing.truncate(1);
    for (option, _) in nothing.iter_mut().filter(|(o, _)| o.kind == "accept-shortage") {
        option.kind = "do-nothing".into();
    }
    nothing.into_iter().chain(rest).collect()
}

/// The option whose roster is asked for; else the best that does something.
fn chosen(ways: &Ways, asked: Option<usize>) -> usize {
    let best = ways.iter().position(|(option, _)| option.kind != "do-nothing").unwrap_or(0);
    asked.and_then(|k| k.checked_sub(1)).filter(|k| *k < ways.len()).unwrap_or(best)
}

fn away(setting: &Setting<'_>, (p, d): Cell) -> Away {
    Away { name: setting.scenario.consultants[p].name.clone(), date: setting.date(d).to_string() }
}

/// What may stay short, and whether the roster is wrong as it stands: as much as before the edit; where
/// it keeps every rule, no more than now either.
fn as_written(setting: &Setting<'_>, before: &Assignments, news: &News) -> (Lacks, bool) {
    let now = lacks(setting, before);
    let written = match &news.written {
        Written::Same => return (now, !breaches(setting, before, &news.unsaid, 0).is_empty()),
        Written::Days(days) => lacks(setting, days),
        Written::Short(shortages) => read::owned(setting, shortages),
    };
    let of = |lacks: &Lacks, w: usize, r: usize| {
        lacks[w].iter().find(|(row, _)| *row == r).map_or(0.0, |(_, lack)| *lack)
    };
    let rows = |w: usize| now[w].iter().map(move |(r, lack)| (w, *r, *lack));
    let shorter =
        (0..now.len()).flat_map(rows).any(|(w, r, lack)| lack > of(&written, w, r) + 1e-6);
    let lawless = !breaches(setting, before, &news.unsaid, 0).is_empty();
    if lawless {
        return (written, true);
    }
    let least = written
        .iter()
        .enumerate()
        .map(|(w, rows)| rows.iter().map(|(r, lack)| (*r, lack.min(of(&now, w, *r)))).collect());
    (least.collect(), shorter)
}

/// Days on which two grids differ.
fn differing(a: &Assignments, b: &Assignments) -> Vec<Cell> {
    let people = a.iter().zip(b).enumerate();
    people
        .flat_map(|(p, (a, b))| {
            let days = a.iter().zip(b).enumerate();
            days.filter(|(_, (a, b))| a != b).map(move |(d, _)| (p, d))
        })
        .collect()
}

/// Days that are wrong whatever else the person works, with the rule.
fn amiss(setting: &Setting<'_>, grid: &Assignments, unsaid: &[Cell]) -> Vec<(Cell, Reason)> {
    let mut all = Vec::new();
    for (p, (person, days)) in setting.people.iter().zip(grid).enumerate() {
        for (d, a) in days.iter().enumerate() {
            let own = match a {
                Some(a) => setting
                    .refusal(person, d, a.duty)
                    .or_else(|| (!setting.all_clear(person, d, a)).then_some(Reason::Activity)),
                None => setting.must_work(person, d).filter(|_| !person.absent[d]),
            };
            let window = unsaid.contains(&(p, d)).then_some(Reason::BreakWindow);
            all.extend(own.or(window).map(|rule| ((p, d), rule)));
        }
    }
    all
}

/// Rules broken, under their public names.
fn breaches(
    setting: &Setting<'_>,
    grid: &Assignments,
    unsaid: &[Cell],
    from: usize,
) -> Vec<Breach> {
    let breach = |p: usize, day: i32, rule: Reason, mendable: bool| Breach {
        name: setting.scenario.consultants[p].name.clone(),
        date: setting.date(day.max(0) as usize).to_string(),
        rule: rule.public(),
        mendable,
    };
    let mut all: Vec<Breach> = Vec::new();
    for ((p, d), rule) in amiss(setting, grid, unsaid) {
        all.push(breach(p, d as i32, rule, d >= from));
    }
    for (p, (person, days)) in setting.people.iter().zip(grid).enumerate() {
        let open = setting.breaches(person, days, from, usize::MAX);
        let every = setting.breaches(person, days, 0, usize::MAX);
        let done = every.iter().filter(|other| !open.contains(other));
        all.extend(done.map(|(rule, day)| breach(p, *day, *rule, false)));
        all.extend(open.iter().map(|(rule, day)| breach(p, *day, *rule, true)));
    }
    for clash in setting.clashes(grid, 0) {
        let (p, d) = clash.cells[0];
        let mendable = clash.cells.iter().any(|(_, d)| *d >= from);
        all.push(breach(p, d as i32, clash.reason(), mendable));
    }
    all.sort();
    all
}

/// What the search came to, and its ways with the best first; never none.
fn ways(setting: &Setting<'_>, before: &Before<'_>, news: &News) -> (Mended, Ways) {
    let search = |may: MayLack| {
        let moves = Moves::new(setting, before.grid, before.from, may);
        let moves = moves.begun(before.now, news.notice).amiss(&before.amiss);
        let mut moves = moves.within(before.time_left);
        news.away.iter().for_each(|cell| moves.put(*cell, None));
        moves
    };
    let mut moves = search(before.may.clone());
    let nothing = moves.grid().clone();
    let mut mended = moves.mend(MOST_CHANGES);
    let least = mended.ways.first().map(Vec::len);
    if let Some(size) = least.filter(|_| !before.typed.is_empty()) {
        mended.ways.extend(moves.without(size, &before.typed));
        mended.ways.sort();
        mended.ways.dedup();
    }
    let told = |ways: &[Vec<Change>]| {
        ranked(
            ways.iter().map(|way| report::option(setting, before, news, &nothing, way)).collect(),
        )
    };
    let mut kept = told(&mended.ways);
    // The rules alone, whatever is short.
    let lawful = search(MayLack::anything(setting)).mend(least.unwrap_or(MOST_CHANGES));
    let rules = lawful.ways.first().map_or(0, Vec::len);
    let fewer = least.map_or(MOST_CHANGES, |least| least - 1);
    if lawful.ways.is_empty() {
        if kept.is_empty() {
            kept.push(report::option(setting, before, news, &nothing, &[]));
        }
        return (mended, kept);
    }
    if least.is_none_or(|least| least > rules.max(1)) {
        kept.extend(told(&search(before.may.clone()).wide().mend(fewer).ways));
    }
    accepting(
        (setting, before, news),
        &nothing,
        (&lawful.ways, least.is_none()),
        &search,
        &mut kept,
    );
    if news.now.is_some() && kept.iter().all(|(option, _)| !option.changes.is_empty()) {
        kept.push(report::option(setting, before, news, &nothing, &[]));
    }
    (mended, kept)
}

/// Adds options that leave people short: as little as single steps can where nothing ends it, and the
/// fewest changes that keep every rule.
fn accepting<'a>(
    (setting, before, news): (&Setting<'_>, &Before<'_>, &News),
    nothing: &Assignments,
    (lawful, ease): (&[Vec<Change>], bool),
    search: &dyn Fn(MayLack) -> Moves<'a>,
    kept: &mut Ways,
) {
    let least = lawful.iter().map(|way| report::option(setting, before, news, nothing, way));
    let key = |o: &RepairOption| ((o.short_hours * 1e4).round() as i64, rank(o));
    let Some(mut accepted) = least.min_by_key(|(option, _)| key(option)) else { return };
    if ease {
        let mut moves = search(before.may.clone());
        let base: Vec<Change> = report::between(nothing, &accepted.1);
        base.iter().for_each(|c| moves.put(c.cell, c.to.clone()));
        let steps = moves.ease(EASING);
        if !steps.is_empty() {
            kept.push(report::option(setting, before, news, nothing, &[base, steps].concat()));
        }
    }
    if accepted.0.short_hours > 0.0 {
        accepted.0.kind = "accept-shortage".into();
        kept.push(accepted);
    } else if kept.is_empty() {
        // The search for it was limited.
        kept.push(accepted);
    }
}

/// Days edited left alone first, then wages, then wishes.
fn rank(option: &RepairOption) -> (u32, i64, i64) {
    (option.edits_changed, (option.cost * 100.0).round() as i64, option.wishes as i64)
}

/// The best of each kind and set of people first, at most so many.
fn ranked(mut ways: Ways) -> Ways {
    ways.sort_by_key(|(option, _)| rank(option));
    let mut seen: BTreeSet<(String, Vec<String>)> = BTreeSet::new();
    let mut kept = Ways::new();
    for (option, grid) in ways {
        let who = option.changes.iter().map(|c| c.name.clone()).collect();
        if kept.len() < OPTIONS && seen.insert((option.kind.clone(), who)) {
            kept.push((option, grid));
        }
    }
    kept
}

/// What the roster says of itself that a repair looks at.
///
/// # Errors
/// What does not fit the scenario, one sentence.
pub fn known(
    setting: &Setting<'_>,
    roster: &Roster,
    written: Option<&Roster>,
) -> Result<(Written, Vec<Cell>), Misfit> {
    let unsaid = unsaid_windows(setting, roster)?;
    // As it was written it may not fit the scenario of today.
    let written = match written.and_then(|written| grid_of(setting, written).ok()) {
        Some(days) => Written::Days(days),
        None => Written::Short(roster.shortages.clone()),
    };
    Ok((written, unsaid))
}
