//! Cheaper shifts from shifts that keep every promise: one person fewer, or one on a cheaper shift.
//!
//! The programme plans for requirements; here shifts are tried on the question itself. Moves are taken in the
//! order of what they save for each person-interval that is missed where waits are long, the queue through the day
//! judges each, and the first that keeps every promise is made. Fewer people wait no shorter, so what was refused once
//! is not tried again.

use super::judge::{Judge, Judgement};
use super::looks::Followed;
use super::moves::{Move, after, allowed, crewed, felt, name, uncrewed, with_breaks};
use crate::domain::shift::PlannedShift;
use crate::plan::shift_plan::catalogue::{self, Duty};
use std::collections::BTreeSet;

/// Judgements of a week at the most; where queues are followed by their equations, as many as this work allows
/// ([`Judge::work`]). One of the days that a move touches counts for a part of it, a look at a few weeks of them for
/// a small part.
const MOST_EXACT: f64 = 600.0;
const MOST_WORK: f64 = 4e7;
const MOST_PLAYED: f64 = 10.0;
const OF_DAYS: f64 = 0.25;
const A_LOOK: f64 = 0.02;
/// A move saves at least so much of the week's cost.
const WORTH: f64 = 1e-9;

/// Shifts that cost less and keep every promise, with their judgement; the same where none is found.
pub(super) fn descend(judge: &Judge<'_>, mut best: Followed, exact: bool) -> Followed {
    let scenario = judge.situation.scenario;
    let duties = catalogue::catalogue(scenario);
    let mut refused: BTreeSet<String> = BTreeSet::new();
    let mut look = (!exact).then(|| judge.look(best.shifts.clone()));
    let by_work = (MOST_WORK / judge.work()).min(MOST_EXACT);
    let mut left = if exact { by_work } else { MOST_PLAYED };
    loop {
        if judge.out_of_time() {
            return best;
        }
        let moves = moves(judge, &duties, &best.shifts, &best.judgement);
        let mut made = None;
        for step in moves {
            if judge.out_of_time() {
                return best;
            }
            let name = name(&best.shifts, &step);
            if left <= 0.0 || refused.contains(&name) {
                continue;
            }
            let tried = after(&best.shifts, &step);
            // Played out, a queue that the formula calls endless rarely keeps its promise: no work is spent on it.
            let crewed =
                if exact { crewed(judge, &tried) } else { uncrewed(judge, &tried).is_empty() };
            if !allowed(scenario, &tried) || !crewed {
                continue;
            }
            if let Some(look) = &look {
                left -= A_LOOK;
                if judge.fails_soon(&judge.look_after(look, tried.clone())) {
                    refused.insert(name);
                    continue;
                }
            }
            left -= OF_DAYS;
            let tried = judge.sure(judge.in_full_after(&best, tried));
            if tried.judgement.strain <= 0.0 {
                made = Some(tried);
                break;
            }
            refused.insert(name);
        }
        let Some(found) = made else { return best };
        best = found;
        look = look.map(|_| judge.look(best.shifts.clone()));
    }
}

/// Every move that saves, the most promising first.
fn moves(
    judge: &Judge<'_>,
    duties: &[Duty],
    shifts: &[PlannedShift],
    judged: &Judgement,
) -> Vec<Move> {
    let scenario = judge.situation.scenario;
    let pressure = judge.pressure(judged);
    let mut found = Vec::new();
    for (gone, shift) in shifts.iter().enumerate() {
        let lost = felt(scenario, shift, &pressure);
        let fewest = shift.cost * WORTH;
        let rank = shift.cost / (lost + 0.01);
        found.push(Move { gone: Some(gone), come: None, extra: -shift.cost, rank });
        for duty in duties.iter().filter(|duty| duty.day == shift.crew.day) {
            for come in with_breaks(scenario, duty, shift.crew.worked.breaks()) {
                let saves = shift.cost - come.cost;
                if saves > fewest {
                    let less = lost - felt(scenario, &come, &pressure);
                    let rank = saves / (less.max(0.0) + 0.01);
                    found.push(Move { gone: Some(gone), come: Some(come), extra: -saves, rank });
                }
            }
        }
    }
    found.sort_by(|a, b| {
        b.rank.total_cmp(&a.rank).then(a.extra.total_cmp(&b.extra)).then(a.gone.cmp(&b.gone))
    });
    found
}
