//! Who is on duty when, and which lines share consultants.

use super::shifts::Worked;
use crate::domain::clock::Grid;
use crate::scenario::Scenario;
use std::collections::BTreeSet;

/// More sharing sets than this in one interval are not looked through.
const MOST_SETS: usize = 1 << 16;

/// Agents on duty by group and interval of the week, breaks taken off. Whoever breaks for part of an
/// interval counts for the rest of it.
pub(super) fn on_duty(scenario: &Scenario, shifts: &[Worked]) -> Vec<Vec<f64>> {
    let grid = scenario.calendar.grid;
    let mut minutes = vec![vec![0_u64; grid.per_week()]; scenario.groups.len()];
    for shift in shifts {
        for (interval, present) in presence(grid, shift) {
            minutes[shift.group][interval] += u64::from(present) * u64::from(shift.count);
        }
    }
    let length = f64::from(grid.minutes());
    let agents = |row: Vec<u64>| row.into_iter().map(|minutes| minutes as f64 / length).collect();
    minutes.into_iter().map(agents).collect()
}

/// Intervals that a shift touches, with the minutes of each in which its consultant is on duty.
fn presence(grid: Grid, shift: &Worked) -> Vec<(usize, u32)> {
    let mut touched = Vec::new();
    let mut from = shift.start;
    while from < shift.end {
        let to = ((from / grid.minutes() + 1) * grid.minutes()).min(shift.end);
        let away: u32 = shift
            .pauses
            .iter()
            .map(|pause| pause.end.min(to).saturating_sub(pause.start.max(from)))
            .sum();
        touched.push((grid.at(shift.day, from), (to - from).saturating_sub(away)));
        from = to;
    }
    touched
}

/// Lines that are served together: connected by groups who answer several of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SharingSet {
    /// Indices of the lines, ascending.
    pub(super) lines: Vec<usize>,
    /// Indices of the groups who answer any of them.
    pub(super) groups: Vec<usize>,
    /// Whether each of these groups answers all of them.
    pub(super) exact: bool,
}

/// Every nonempty set of the open lines that hangs together: from each line of it to each other one
/// leads a chain of lines of the set, neighbours in which some group answers both. `None` if there are
/// too many to look at.
pub(super) fn sharing_sets(scenario: &Scenario, open: &[usize]) -> Option<Vec<SharingSet>> {
    let mut found: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut frontier: Vec<Vec<usize>> = open.iter().map(|line| vec![*line]).collect();
    while let Some(set) = frontier.pop() {
        for line in open {
            let next_to_set = set.iter().any(|other| answered_together(scenario, *other, *line));
            if !set.contains(line) && next_to_set {
                let mut larger = set.clone();
                larger.push(*line);
                larger.sort_unstable();
                if !found.contains(&larger) {
                    frontier.push(larger);
                }
            }
        }
        found.insert(set);
        if found.len() > MOST_SETS {
            return None;
        }
    }
    Some(found.into_iter().map(|lines| describe(scenario, lines)).collect())
}

fn answered_together(scenario: &Scenario, a: usize, b: usize) -> bool {
    scenario.groups.iter().any(|group| group.lines.contains(&a) && group.lines.contains(&b))
}

fn describe(scenario: &Scenario, lines: Vec<usize>) -> SharingSet {
    let answers = |group: usize, line: &usize| scenario.groups[group].lines.contains(line);
    let any = |group: &usize| lines.iter().any(|line| answers(*group, line));
    let groups: Vec<usize> = (0..scenario.groups.len()).filter(any).collect();
    let exact = groups.iter().all(|group| lines.iter().all(|line| answers(*group, line)));
    SharingSet { lines, groups, exact }
}
