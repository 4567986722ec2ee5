//! The legal shifts: every start and length that the scenario's rules allow, with what they cost.

use crate::domain::clock::{Grid, TimeOfDay, Weekday};
use crate::domain::shift::{ShiftTime, Stretch};
use crate::scenario::{BreakRule, BreakWindow, Scenario};

/// A shift that may be worked: one group, contract, day, start and length. Where its breaks lie is
/// decided by the programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    /// Index into the scenario's groups.
    pub group: usize,
    /// Index into the group's contracts.
    pub contract: usize,
    /// Index into the scenario's shift rules.
    pub rule: usize,
    /// Day on which it starts.
    pub day: Weekday,
    /// Minutes after midnight.
    pub start: u32,
    /// Minutes of presence.
    pub length: u32,
    /// Paid minutes.
    pub paid_minutes: u32,
    /// Cost, as if unpaid breaks were taken at hours without premium.
    pub cost: f64,
    /// Indices of the breaks (into the rule's) that a shift of this length has.
    pub breaks: Vec<usize>,
}

impl Duty {
    /// Start and length.
    pub fn time(&self) -> ShiftTime {
        ShiftTime { start: self.start, length: self.length }
    }

    /// Whether it ends after midnight of the day on which it starts.
    pub fn crosses_midnight(&self) -> bool {
        self.start + self.length > crate::domain::clock::DAY_MINUTES
    }
}

/// Where a break may start, and what it takes from the intervals it touches.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakSlot {
    /// First minute at which it may start, after midnight of the shift's day.
    pub minute: u32,
    /// Intervals after that midnight, each with the share of it that the break takes.
    pub loss: Vec<(u32, f64)>,
    /// How many breaks fit side by side from `minute` to the end of the interval or window.
    pub room: u32,
}

impl BreakSlot {
    /// Whether a break of so many minutes that starts at `from` is one of this slot.
    pub fn holds(&self, from: u32, minutes: u32) -> bool {
        self.minute <= from && from < self.minute + self.room.max(1) * minutes
    }
}

/// Every duty of the scenario, by group, contract, day, start and length; a start and length that
/// several rules allow with the same breaks is listed once.
pub fn catalogue(scenario: &Scenario) -> Vec<Duty> {
    let mut duties: Vec<Duty> = Vec::new();
    for (rule_index, rule) in scenario.shifts.iter().enumerate() {
        for &group in &rule.groups {
            for (contract, terms) in scenario.groups[group].contracts.iter().enumerate() {
                if !rule.contracts.is_empty() && !rule.contracts.contains(&terms.id) {
                    continue;
                }
                for &day in &rule.days {
                    for &start in &rule.starts {
                        for &length in &rule.lengths {
                            duties.push(duty(
                                scenario,
                                (group, contract, rule_index),
                                day,
                                start,
                                length,
                            ));
                        }
                    }
                }
            }
        }
    }
    duties.retain(|d| scenario.shift_times.allow(d.time()));
    duties.retain(|d| d.paid_minutes > 0 && d.paid_minutes <= contract_minutes(scenario, d));
    duties.sort_by_key(|d| (d.group, d.contract, d.day, d.start, d.length, d.rule));
    duties.dedup_by(|b, a| {
        (a.group, a.contract, a.day, a.start, a.length)
            == (b.group, b.contract, b.day, b.start, b.length)
            && breaks_of(scenario, a).eq(breaks_of(scenario, b))
    });
    duties
}

fn contract_minutes(scenario: &Scenario, duty: &Duty) -> u32 {
    scenario.groups[duty.group].contracts[duty.contract].weekly_minutes
}

/// The breaks of a duty, in the order of the day.
pub fn breaks_of<'a>(
    scenario: &'a Scenario,
    duty: &'a Duty,
) -> impl Iterator<Item = &'a BreakRule> {
    duty.breaks.iter().map(|b| &scenario.shifts[duty.rule].breaks[*b])
}

fn duty(
    scenario: &Scenario,
    (group, contract, rule): (usize, usize, usize),
    day: Weekday,
    start: u32,
    length: u32,
) -> Duty {
    let rules = &scenario.shifts[rule].breaks;
    let breaks: Vec<usize> = (0..rules.len()).filter(|b| rules[*b].min_shift <= length).collect();
    let unpaid: u32 = breaks.iter().filter(|b| !rules[**b].paid).map(|b| rules[*b].minutes).sum();
    let per_minute = scenario.groups[group].hour_on(contract) / 60.0;
    let grid = scenario.calendar.grid;
    let presence: f64 = (start..start + length)
        .step_by(grid.minutes() as usize)
        .map(|minute| f64::from(grid.minutes()) * (1.0 + premium(scenario, day, minute)))
        .sum();
    Duty {
        group,
        contract,
        rule,
        day,
        start,
        length,
        paid_minutes: length.saturating_sub(unpaid),
        cost: per_minute * (presence - f64::from(unpaid)),
        breaks,
    }
}

/// Premium on the hourly cost, as a share of it, for the interval that starts at this minute after
/// midnight of `day` (past midnight: of the next day).
pub fn premium(scenario: &Scenario, day: Weekday, minute: u32) -> f64 {
    let costs = &scenario.costs;
    let (day, minute) = scenario.calendar.grid.start_of(scenario.calendar.grid.at(day, minute));
    let evening = costs
        .evening
        .as_ref()
        .filter(|e| TimeOfDay::from_minutes(minute).is_some_and(|m| m >= e.from))
        .map_or(0.0, |e| e.premium.value);
    let holiday = costs.holiday.as_ref().filter(|_| scenario.calendar.holidays[day.index()]);
    let of_day = holiday.or(match day {
        Weekday::Sat => costs.saturday.as_ref(),
        Weekday::Sun => costs.sunday.as_ref(),
        _ => None,
    });
    evening + of_day.map_or(0.0, |p| p.value)
}

/// What unpaid breaks at hours with a premium save of a duty's cost.
pub fn saved(scenario: &Scenario, duty: &Duty, breaks: &[Stretch]) -> f64 {
    let per_minute = scenario.groups[duty.group].hour_on(duty.contract) / 60.0;
    let rules = breaks_of(scenario, duty);
    rules
        .zip(breaks)
        .filter(|(rule, _)| !rule.paid)
        .map(|(_, pause)| {
            let of = |minute: u32| premium(scenario, duty.day, minute);
            (pause.from()..pause.to()).map(of).sum::<f64>() * per_minute
        })
        .sum()
}

/// Minutes after midnight between which a break of this duty lies.
pub fn window(duty: &Duty, rule: &BreakRule) -> (u32, u32) {
    let end = duty.start + duty.length;
    match rule.window {
        BreakWindow::Relative { after_start, before_end } => {
            (duty.start + after_start, end.saturating_sub(before_end))
        }
        BreakWindow::Clock(stretch) => {
            (duty.start.max(stretch.from.minutes()), end.min(stretch.to.minutes()))
        }
    }
}

/// Where a break may be placed: one slot for each interval in which it fits; a break longer than an
/// interval starts on the grid. A window too tight for the grid has one slot, at its start.
pub fn slots(grid: Grid, minutes: u32, (low, high): (u32, u32)) -> Vec<BreakSlot> {
    let step = grid.minutes();
    let slot =
        |minute: u32, room: u32| BreakSlot { minute, loss: loss(grid, minute, minutes), room };
    let mut slots = Vec::new();
    for interval in low / step..high.div_ceil(step) {
        let from = low.max(interval * step);
        let to = high.min((interval + 1) * step);
        if minutes <= step && from + minutes <= to {
            slots.push(slot(from, (to - from) / minutes));
        }
        if minutes > step && from == interval * step && from + minutes <= high {
            slots.push(slot(from, 1));
        }
    }
    if slots.is_empty() {
        slots.push(slot(low, 1));
    }
    slots
}

fn loss(grid: Grid, from: u32, minutes: u32) -> Vec<(u32, f64)> {
    let step = grid.minutes();
    let to = from + minutes;
    (from / step..to.div_ceil(step))
        .map(|k| {
            let overlap = to.min((k + 1) * step) - from.max(k * step);
            (k, f64::from(overlap) / f64::from(step))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        Grid::new(30).unwrap()
    }

    #[test]
    fn a_short_break_fits_twice_into_a_whole_interval_and_once_into_half_of_one() {
        let slots = slots(grid(), 15, (615, 690));
        let seen: Vec<_> = slots.iter().map(|s| (s.minute, s.room, s.loss[0])).collect();
        assert_eq!(seen, [(615, 1, (20, 0.5)), (630, 2, (21, 0.5)), (660, 2, (22, 0.5))]);
    }

    #[test]
    fn a_long_break_starts_on_the_grid_and_a_tight_window_has_one_slot() {
        let long = slots(grid(), 45, (600, 700));
        assert_eq!(long.len(), 2);
        assert_eq!(long[1].loss, [(21, 1.0), (22, 0.5)]);
        let tight = slots(grid(), 15, (620, 640));
        assert_eq!(tight.len(), 1);
        assert_eq!(tight[0].loss, [(20, 10.0 / 30.0), (21, 5.0 / 30.0)]);
    }
}
