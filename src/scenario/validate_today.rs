//! Rules for `[today]`.

use super::Line;
use super::file::{LineFile, ScenarioFile};
use super::file_today::{TodayFile, TodayLineFile};
use super::problems::{At, Log, shown};
use super::today::{Today, TodayLine};
use super::validate::resolve;
use super::validate_line::uncertain;
use crate::domain::cause::{HoursCause, Kind};
use crate::domain::units::{Money, Seconds, Share};

/// Judges `[today]`.
pub(super) fn today(log: &Log, mirror: &ScenarioFile, lines: &[Line]) -> Option<Today> {
    let file: &TodayFile = mirror.today.as_ref()?;
    let mut own = vec![TodayLine::default(); lines.len()];
    for (id, stated) in &file.lines {
        if let Some(k) = resolve(log, Kind::Line, id, lines.iter().map(|l| l.id.as_str())) {
            own[k] = line(log, stated, (&mirror.lines[k], &lines[k]));
        }
    }
    Some(Today {
        consultants: file.consultants.clone(),
        paid_hours: file.paid_hours.clone(),
        cost: file.cost.as_ref().map(|cost| uncertain(cost, Money::new)),
        lines: own,
    })
}

fn line(log: &Log, stated: &TodayLineFile, of: (&LineFile, &Line)) -> TodayLine {
    let share = |value: &Option<_>| value.as_ref().map(|u| uncertain(u, Share::new));
    TodayLine {
        close: stated.close.as_ref().and_then(|label| close(log, label, of)),
        mean_wait: stated.mean_wait.as_ref().map(|u| uncertain(u, Seconds::new)),
        abandoned: share(&stated.abandoned),
        service_level: share(&stated.service_level),
    }
}

/// Today's close is one of those that are compared; else nothing could be laid beside it.
fn close(log: &Log, label: &At<String>, (file, line): (&LineFile, &Line)) -> Option<usize> {
    let found = line.candidates.iter().position(|candidate| candidate.label == label.value);
    // Where a candidate could not be read, it may well be that one.
    if found.is_none() && line.candidates.len() == file.candidates_given {
        let known = line.candidates.iter().map(|c| shown(&c.label)).collect();
        let close = shown(&label.value);
        log.report(
            &label.span,
            HoursCause::TodayNoCandidate { line: shown(&line.id), close, known },
        );
    }
    found
}
