//! Lines connected by the groups that answer them.

use crate::scenario::{HandleTimes, Line, Patience, Scenario};

/// Lines that share consultants, directly or through others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pool {
    /// Lines, ascending.
    pub(crate) lines: Vec<usize>,
    /// Groups that answer any of them, ascending.
    pub(crate) groups: Vec<usize>,
    /// Whether it is one queue of like callers, of exponential patience, in front of like agents, all of them at the phone as
    /// long as they are on duty.
    pub(crate) exact: bool,
}

/// The pools of a scenario, by their first line.
pub(crate) fn pools(scenario: &Scenario) -> Vec<Pool> {
    let mut label: Vec<usize> = (0..scenario.lines.len()).collect();
    for group in &scenario.groups {
        let Some(first) = group.lines.iter().map(|l| label[*l]).min() else { continue };
        let joined: Vec<usize> = group.lines.iter().map(|l| label[*l]).collect();
        label.iter_mut().filter(|l| joined.contains(l)).for_each(|l| *l = first);
    }
    let all: Vec<usize> = (0..scenario.lines.len()).filter(|l| label[*l] == *l).collect();
    all.into_iter()
        .map(|first| {
            let lines: Vec<usize> = (0..label.len()).filter(|l| label[*l] == first).collect();
            let groups: Vec<usize> = (0..scenario.groups.len())
                .filter(|g| scenario.groups[*g].lines.iter().any(|l| lines.contains(l)))
                .collect();
            let exact = exact(scenario, &lines, &groups);
            Pool { lines, groups, exact }
        })
        .collect()
}

fn exact(scenario: &Scenario, lines: &[usize], groups: &[usize]) -> bool {
    let first = &scenario.lines[lines[0]];
    let mean = |line: &Line| line.patience.as_ref().map(|patience| patience.mean.value);
    let like = |line: &usize| {
        let line = &scenario.lines[*line];
        line.aht.value == first.aht.value
            && mean(line) == mean(first)
            && line.patience.as_ref().is_none_or(Patience::is_exponential)
            && line.redial_share.as_ref().is_none_or(|share| share.value.get() == 0.0)
            && line.at_close == first.at_close
            && line.handle_times == HandleTimes::Exponential
    };
    let always_there = |group: &usize| {
        let group = &scenario.groups[*group];
        group.shrinkage.value.get() == 0.0 && lines.iter().all(|l| group.lines.contains(l))
    };
    scenario.calendar.busyness_cv.value == 0.0
        && lines.iter().all(like)
        && groups.iter().all(always_there)
}
