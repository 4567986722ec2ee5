//! Pools that are played out.

use super::{LineThroughDay, Playing};
use crate::answer;
use crate::demand::LineDemand;
use crate::error::Error;
use crate::scenario::Scenario;

pub(super) fn play(
    _scenario: &Scenario,
    _demand: &[LineDemand],
    _shifts: &[answer::Shift],
    _playing: Playing,
) -> Result<Vec<LineThroughDay>, Error> {
    Err(Error::Internal("not there yet".into()))
}
