//! Random scenarios, the same ones on every run: a number stands for a scenario.

use super::model::{Contract, Group, Line, Model, Rule, Target, quoted};
use crate::dice::Dice;
use std::fmt::Write;

/// These scenarios apart from those of other tests.
const KIND: u64 = 0x9e37_79b9_7f4a_7c15;
const HOUR: u32 = 60;
const OPEN: u32 = 8 * HOUR;

/// The scenario of a number.
pub fn model(seed: u64) -> Model {
    let mut dice = Dice::new(seed, KIND);
    if seed % 16 == 5 {
        return round_the_clock(&mut dice);
    }
    let grid = dice.pick(&[15, 30, 30, 60, 60]);
    let days = dice.between(3, [3, 5, 7][(grid / 30) as usize]) as usize;
    let count = dice.between(1, if grid == 15 { 2 } else { 3 }) as usize;
    let lines: Vec<Line> = (0..count).map(|k| line(&mut dice, k, days, count)).collect();
    let groups = groups(&mut dice, &lines);
    let latest =
        lines.iter().flat_map(|l| l.candidates.iter().copied().chain([l.close])).max().unwrap();
    let rules = rules(&mut dice, &groups, latest);
    let costs = costs(&mut dice, latest);
    Model { grid, days, locale: dice.pick(&["pl", "en"]), lines, groups, rules, costs }
}

/// A scenario whose first line closes early or late with the same calls, all of them before the early
/// close, and no promise that asks for anybody without calls; every shift starts before that close.
pub fn short_and_long(seed: u64) -> Model {
    let mut dice = Dice::new(seed ^ 0xc105e, KIND);
    let mut model = model(seed);
    for line in &mut model.lines {
        line.evening = None;
        line.candidates.clear();
        line.targets.retain(|t| !matches!(t, Target::AgentsMin(_)));
        if line.targets.is_empty() {
            line.targets.push(Target::MeanWait(40.0, "day"));
        }
    }
    let first = &mut model.lines[0];
    let early = first.close;
    if early < 24 * HOUR {
        first.candidates = vec![early, (early + dice.between(1, 3) * HOUR).min(24 * HOUR)];
    } else {
        first.close = 20 * HOUR;
        first.candidates = vec![20 * HOUR, 24 * HOUR];
    }
    let early = first.candidates[0];
    first.profile = vec![(first.open, early, 100)];
    for rule in &mut model.rules {
        rule.starts.retain(|start| *start < early);
    }
    model
}

fn line(dice: &mut Dice, k: usize, days: usize, of: usize) -> Line {
    let open = OPEN + if k == 0 { 0 } else { dice.pick(&[0, 0, HOUR]) };
    let close = open + dice.between(4, 5) * HOUR;
    let mut candidates = Vec::new();
    let mut evening = None;
    // Few combinations: closings of the first two lines only.
    if k < 2 && dice.one_in(3) {
        candidates = vec![close, close + dice.between(1, 2) * HOUR];
        if dice.one_in(2) {
            let (share, new) = (dice.pick(&["0", "0.03", "0.08"]), dice.pick(&["0", "1.5"]));
            evening = Some(format!(
                "moved_share_per_hour = {share}\nnew_calls_per_hour = {new}\nmoved_from = [{}, {}]",
                quoted(open),
                quoted(close)
            ));
        }
    }
    let aht = dice.between(90, 420);
    let erlangs = f64::from(dice.between(2, if of == 1 { 40 } else { 20 })) / 10.0;
    let week_seconds = f64::from((close - open) * 60) * days as f64;
    let weekday_percent = if dice.one_in(2) { percents(dice, days) } else { Vec::new() };
    let profile = if dice.one_in(2) {
        let (a, b) = (open + HOUR, close - HOUR);
        let shares = percents(dice, 3);
        vec![(open, a, shares[0]), (a, b, shares[1]), (b, close, shares[2])]
    } else {
        Vec::new()
    };
    Line {
        id: ["a", "b", "c"][k].to_owned(),
        open,
        close,
        candidates,
        aht,
        calls: erlangs * week_seconds / f64::from(aht),
        weekday_percent,
        profile,
        targets: targets(dice),
        evening,
    }
}

/// Whole per cents above zero that sum to 100.
fn percents(dice: &mut Dice, count: usize) -> Vec<u32> {
    let weights: Vec<u32> = (0..count).map(|_| dice.between(5, 12)).collect();
    let sum: u32 = weights.iter().sum();
    let mut percents: Vec<u32> = weights.iter().map(|w| w * 100 / sum).collect();
    percents[0] += 100 - percents.iter().sum::<u32>();
    percents
}

fn targets(dice: &mut Dice) -> Vec<Target> {
    let count = dice.between(1, 3);
    (0..count)
        .map(|_| {
            let over = dice.pick(&["interval", "day", "week"]);
            match dice.between(1, 8) {
                1..=3 => Target::MeanWait(f64::from(dice.between(10, 120)), over),
                4..=6 => {
                    let share = f64::from(dice.between(60, 90)) / 100.0;
                    Target::ServiceLevel(dice.between(10, 60), share, over)
                }
                7 => Target::Occupancy(f64::from(dice.between(60, 90)) / 100.0),
                _ => Target::AgentsMin(dice.between(1, 2)),
            }
        })
        .collect()
}

fn groups(dice: &mut Dice, lines: &[Line]) -> Vec<Group> {
    let ids: Vec<String> = lines.iter().map(|l| l.id.clone()).collect();
    let all = ids.clone();
    let skills: Vec<Vec<String>> = match (dice.between(1, 3), ids.len()) {
        // One crew for all.
        (1, _) | (_, 1) => {
            if dice.one_in(3) {
                vec![all.clone(), all]
            } else {
                vec![all]
            }
        }
        // A crew for each line.
        (2, _) => ids.iter().map(|id| vec![id.clone()]).collect(),
        // Skills that overlap.
        (_, 2) => vec![all, vec![ids[1].clone()]],
        _ => vec![ids[..2].to_vec(), ids[1..].to_vec()],
    };
    let shrinkage = dice.pick(&[0.0, 0.0, 0.1, 0.125]);
    let equal = dice.one_in(2);
    skills
        .into_iter()
        .enumerate()
        .map(|(k, lines)| Group {
            id: format!("g{k}"),
            lines,
            head_count: dice.one_in(3).then(|| dice.between(5, 12)),
            shrinkage: if equal { shrinkage } else { dice.pick(&[0.0, 0.08, 0.15, 0.2]) },
            cost: f64::from(dice.between(36, 60)),
            contracts: contracts(dice),
        })
        .collect()
}

fn contracts(dice: &mut Dice) -> Vec<Contract> {
    let heads = |dice: &mut Dice| dice.one_in(2).then(|| dice.between(4, 14));
    let full = Contract { id: "full", hours: 40, days: 5, heads: heads(dice), share_max: None };
    if dice.one_in(3) {
        return vec![full];
    }
    let share_max = dice.one_in(2).then(|| dice.pick(&[0.3, 0.5, 0.7]));
    let (hours, days) = dice.pick(&[(20, 5), (24, 4), (12, 3)]);
    vec![full, Contract { id: "part", hours, days, heads: heads(dice), share_max }]
}

fn rules(dice: &mut Dice, groups: &[Group], latest: u32) -> Vec<Rule> {
    let ids: Vec<String> = groups.iter().map(|g| g.id.clone()).collect();
    let with_part: Vec<String> =
        groups.iter().filter(|g| g.contracts.len() > 1).map(|g| g.id.clone()).collect();
    let step = dice.pick(&[HOUR, 2 * HOUR]);
    let starts = |length: u32| -> Vec<u32> {
        let last = (latest - length).max(OPEN);
        let mut starts: Vec<u32> = (OPEN..=last).step_by(step as usize).collect();
        if starts.last() != Some(&last) {
            starts.push(last);
        }
        starts
    };
    let length = dice.pick(&[4, 5, 6]) * HOUR;
    let mut rules = vec![Rule {
        id: "long".into(),
        groups: ids.clone(),
        contracts: vec!["full"],
        starts: starts(length),
        lengths: if dice.one_in(3) { vec![length, length + HOUR] } else { vec![length] },
        breaks: relative_breaks(dice, length),
    }];
    if dice.one_in(2) {
        let length = dice.pick(&["15m", "30m"]);
        let window = format!("[{}, {}]", quoted(OPEN + 2 * HOUR), quoted(OPEN + 4 * HOUR));
        let paid = dice.one_in(2);
        rules.push(Rule {
            id: "noon".into(),
            groups: ids,
            contracts: vec!["full"],
            starts: vec![OPEN, OPEN + HOUR],
            lengths: vec![5 * HOUR],
            breaks: vec![format!("{{ length = \"{length}\", paid = {paid}, window = {window} }}")],
        });
    }
    if !with_part.is_empty() {
        let length = dice.pick(&[3, 4]) * HOUR;
        let breaks = if dice.one_in(2) { relative_breaks(dice, length) } else { Vec::new() };
        rules.push(Rule {
            id: "short".into(),
            groups: with_part,
            contracts: vec!["part"],
            starts: starts(length),
            lengths: vec![length],
            breaks,
        });
    }
    rules
}

fn relative_breaks(dice: &mut Dice, length: u32) -> Vec<String> {
    let paid = dice.one_in(2);
    match dice.between(1, 3) {
        1 => Vec::new(),
        2 if length == 6 * HOUR => vec![
            format!("{{ length = \"15m\", paid = {paid}, after = \"1h\", before_end = \"4h\" }}"),
            "{ length = \"30m\", paid = false, min_shift = \"6h\", after = \"3h\", before_end = \"1h\" }"
                .to_owned(),
        ],
        _ => {
            let minutes = dice.pick(&[10, 15, 30]);
            vec![format!(
                "{{ length = \"{minutes}m\", paid = {paid}, after = \"1h\", before_end = \"1h\" }}"
            )]
        }
    }
}

fn costs(dice: &mut Dice, latest: u32) -> String {
    let mut out = String::new();
    if dice.one_in(2) {
        let from = quoted(latest - dice.between(1, 3) * HOUR);
        let _ = writeln!(out, "evening = {{ from = {from}, premium = 0.2 }}");
    }
    if dice.one_in(2) {
        out.push_str("saturday_premium = 0.25\nsunday_premium = 1.0\n");
    }
    if dice.one_in(2) {
        let _ = writeln!(out, "opening_per_hour = {}", dice.between(5, 40));
    }
    if dice.one_in(3) {
        let _ = writeln!(out, "caller_minute = 0.29\ncount_waiting = {}", dice.one_in(2));
    }
    out
}

/// Open day and night: shifts past midnight tie the days together.
fn round_the_clock(dice: &mut Dice) -> Model {
    let mut line = line(dice, 2, 3, 1);
    (line.open, line.close) = (0, 24 * HOUR);
    line.weekday_percent.clear();
    line.profile = vec![(0, 6 * HOUR, 10), (6 * HOUR, 18 * HOUR, 60), (18 * HOUR, 24 * HOUR, 30)];
    let contract = Contract { id: "full", hours: 40, days: 5, heads: None, share_max: None };
    let group = Group {
        id: "g0".into(),
        lines: vec![line.id.clone()],
        head_count: None,
        shrinkage: dice.pick(&[0.0, 0.1]),
        cost: 40.0,
        contracts: vec![contract],
    };
    let rule = Rule {
        id: "eight".into(),
        groups: vec!["g0".into()],
        contracts: Vec::new(),
        starts: (0..6).map(|k| k * 4 * HOUR).collect(),
        lengths: vec![8 * HOUR],
        breaks: vec![
            "{ length = \"30m\", paid = true, after = \"2h\", before_end = \"2h\" }".into(),
        ],
    };
    Model {
        grid: 60,
        days: 3,
        locale: "pl",
        lines: vec![line],
        groups: vec![group],
        rules: vec![rule],
        costs: "evening = { from = \"21:00\", premium = 0.2 }\n".into(),
    }
}
