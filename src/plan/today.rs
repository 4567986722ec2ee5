//! The present state, carried from the scenario into the answer as it is: nothing of it is planned.

use crate::domain::units::{Money, Seconds, Share, Uncertain};
use crate::plan::figures;
use crate::scenario::Scenario;
use crate::wire::answer;

/// The present state as the scenario tells it.
pub fn today(scenario: &Scenario) -> Option<answer::Today> {
    let today = scenario.today.as_ref()?;
    let closing = scenario.lines.iter().enumerate().map(|(k, line)| {
        (line.id.clone(), figures::closing_label(line, scenario.present_close(k)))
    });
    let lines = scenario.lines.iter().zip(&today.lines).map(|(line, own)| answer::TodayLine {
        line: line.id.clone(),
        mean_wait_s: own.mean_wait.as_ref().map(|u| known(u, Seconds::get)),
        p_abandon: own.abandoned.as_ref().map(|u| known(u, Share::get)),
        service_level: own.service_level.as_ref().map(|u| known(u, Share::get)),
    });
    let plain = |u: &Uncertain<f64>| known(u, |value| value);
    Some(answer::Today {
        closing: closing.collect(),
        same_hours: scenario.present_hours(),
        consultants: today.consultants.as_ref().map(plain),
        paid_hours_per_week: today.paid_hours.as_ref().map(plain),
        cost_per_week: today.cost.as_ref().map(|u| known(u, Money::get)),
        lines: lines.collect(),
    })
}

fn known<T: Copy>(u: &Uncertain<T>, number: fn(T) -> f64) -> answer::Known {
    answer::Known {
        value: number(u.value),
        low: u.low.map(number),
        high: u.high.map(number),
        basis: u.basis,
        note: u.note.clone(),
    }
}
