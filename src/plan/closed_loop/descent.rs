//! Cheaper shifts from shifts that keep every promise: one person fewer, or one on a cheaper shift.
//!
//! The programme plans for requirements; here shifts are tried on the question itself. Moves are taken in the
//! order of what they save for each person-interval that is missed where waits are long, the queue through the day
//! judges each, and the first that keeps every promise is made. Fewer people wait no shorter, so what was refused once
//! is not tried again.

use super::judge::{Judge, Judgement};
use super::moves::{Move, after, allowed, crewed, felt, name, with_breaks};
use crate::domain::shift::{PlannedShift, crews};
use crate::plan::shift_plan::catalogue::{self, Duty};
use std::collections::BTreeSet;

/// Judgements at the most; where queues are followed by their equations, as many as this work allows
/// ([`Judge::work`]). A look at a few weeks alone counts for a small part of one.
const MOST_EXACT: f64 = 600.0;
const MOST_WORK: f64 = 4e7;
const MOST_PLAYED: f64 = 3.0;
const A_LOOK: f64 = 0.08;
/// A move saves at least so much of the week's cost.
const WORTH: f64 = 1e-9;

/// Shifts that cost less and keep every promise, with their judgement; the same where none is found.
pub(super) fn descend(
    judge: &Judge<'_>,
    shifts: Vec<PlannedShift>,
    judged: Judgement,
    exact: bool,
) -> (Vec<PlannedShift>, Judgement) {
    let scenario = judge.situation.scenario;
    let duties = catalogue::catalogue(scenario);
    let mut refused: BTreeSet<String> = BTreeSet::new();
    let (mut best, mut judged) = (shifts, judged);
    let by_work = (MOST_WORK / judge.work()).min(MOST_EXACT);
    let mut left = if exact { by_work } else { MOST_PLAYED };
    loop {
        if judge.out_of_time() {
            return (best, judged);
        }
        let moves = moves(judge, &duties, &best, &judged);
        let mut made = None;
        for step in moves {
            if judge.out_of_time() {
                return (best, judged);
            }
            let name = name(&best, &step);
            if left <= 0.0 || refused.contains(&name) {
                continue;
            }
            let tried = after(&best, &step);
            if !allowed(scenario, &tried) || !crewed(judge, &tried) {
                continue;
            }
            let people = crews(&tried);
            if !exact {
                left -= A_LOOK;
                if judge.fails_soon(&people) {
                    refused.insert(name);
                    continue;
                }
            }
            left -= 1.0;
            let judgement = judge.surely(judge.judge_in_full(&people));
            if judgement.strain <= 0.0 {
                made = Some((tried, judgement));
                break;
            }
            refused.insert(name);
        }
        match made {
            Some((shifts, judgement)) => (best, judged) = (shifts, judgement),
            None => return (best, judged),
        }
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
