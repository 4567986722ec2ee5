//! Ties that are none: a row that only one block uses does not tie it to the others.
//!
//! A promise about a day's waits is such a row. Priced like a tie it would leave a gap (a single
//! day has few plans, and no price picks the best of them); as a row of the day's own programme it
//! costs nothing but a harder block. Rows that bind nobody, because no block uses them, go.

use super::block::{Body, Limit, Tie, Week};

/// The week with each tie that only one block uses turned into a limit of that block.
pub fn localised(week: &Week) -> Week {
    let users: Vec<Vec<usize>> = (0..week.ties.len())
        .map(|r| (0..week.blocks.len()).filter(|b| uses(&week.blocks[*b].body, r)).collect())
        .collect();
    let mut local = Week { ties: Vec::new(), ..week.clone() };
    let mut place: Vec<Option<usize>> = Vec::new();
    for (tie, users) in week.ties.iter().zip(&users) {
        place.push((users.len() > 1).then_some(local.ties.len()));
        if users.len() > 1 {
            local.ties.push(tie.clone());
        }
    }
    for (b, block) in local.blocks.iter_mut().enumerate() {
        for (r, tie) in week.ties.iter().enumerate().filter(|(r, _)| users[*r] == [b]) {
            let limit = limit(&week.blocks[b].body, r, tie);
            block.body.limits.push(limit);
        }
        let moved = |usage: &mut Vec<(usize, f64)>| {
            *usage = usage.iter().filter_map(|(r, a)| Some((place[*r]?, *a))).collect();
        };
        block.body.duties.iter_mut().for_each(|duty| moved(&mut duty.usage));
        block.body.values.iter_mut().for_each(|value| moved(&mut value.usage));
    }
    local
}

fn amount(usage: &[(usize, f64)], r: usize) -> Option<f64> {
    usage.iter().find(|u| u.0 == r).map(|u| u.1)
}

fn uses(body: &Body, r: usize) -> bool {
    body.duties.iter().any(|d| amount(&d.usage, r).is_some())
        || body.values.iter().any(|v| amount(&v.usage, r).is_some())
}

fn limit(body: &Body, r: usize, tie: &Tie) -> Limit {
    let duties = body.duties.iter().enumerate();
    let values = body.values.iter().enumerate();
    Limit {
        duties: duties.filter_map(|(d, duty)| Some((d, amount(&duty.usage, r)?))).collect(),
        values: values.filter_map(|(v, value)| Some((v, amount(&value.usage, r)?))).collect(),
        most: tie.limit,
    }
}

#[cfg(test)]
mod tests {
    use super::super::block::{Block, BlockDuty, TieKind, Value};
    use super::*;

    fn block(usage: &[(usize, f64)], wait: &[(usize, f64)]) -> Block {
        let duty = BlockDuty { group: 0, cost: 1.0, cover: vec![], usage: usage.to_vec() };
        let value = Value { curves: vec![], price: 0.0, usage: wait.to_vec() };
        let body = Body { duties: vec![duty], values: vec![value], ..Body::default() };
        Block { duty_ids: vec![0], interval_ids: vec![], body }
    }

    #[test]
    fn a_row_of_one_block_leaves_the_ties_and_the_others_move_up() {
        let tie = |limit| Tie { kind: TieKind::Days(0, 0), limit };
        let week = Week {
            blocks: vec![block(&[(2, 8.0)], &[(0, 0.5)]), block(&[(2, 6.0)], &[(1, 0.25)])],
            ties: vec![tie(30.0), tie(40.0), tie(14.0)],
            duties: vec![],
            interval_minutes: 30,
        };
        let local = localised(&week);
        assert_eq!(local.ties, [tie(14.0)]);
        let [first, second] = &local.blocks[..] else { panic!() };
        assert_eq!(first.body.duties[0].usage, [(0, 8.0)]);
        assert_eq!(second.body.values[0].usage, []);
        let limit = |at, most| vec![Limit { duties: vec![], values: vec![(0, at)], most }];
        assert_eq!(first.body.limits, limit(0.5, 30.0));
        assert_eq!(second.body.limits, limit(0.25, 40.0));
    }
}
