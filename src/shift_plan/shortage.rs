//! stub
use super::block::Week;
use super::search::Settings;
use crate::answer::Infeasibility;
use crate::requirements::SetInterval;
use crate::scenario::Scenario;
/// stub
pub fn explain(_: &Scenario, _: &Week, _: &[SetInterval], _: &Settings<'_>) -> Infeasibility {
    Infeasibility {
        summary: String::new(),
        shortage_hours: 0.0,
        proven: false,
        short: vec![],
        missed: vec![],
        limits: vec![],
    }
}
