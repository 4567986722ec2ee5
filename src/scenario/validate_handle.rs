//! Rules for how handle times scatter, and the file that shows it.

use super::HandleTimes;
use super::file::{HandleTimesFile, LineFile, Shape};
use super::problems::{At, shown};
use super::validate::Context;
use crate::domain::cause::DemandCause;

/// The only column, named in the first row.
const HEADER: &str = "seconds";
/// Longest handle time, seconds.
const LONGEST: f64 = 86_400.0;
/// Most handle times that are read.
const ROWS_MAX: usize = 1_000_000;

/// Judges `handle_times`; exponential where a line says nothing.
pub(super) fn handle_times(context: &Context, line: &LineFile) -> HandleTimes {
    let Some(file) = &line.handle_times else {
        return HandleTimes::Exponential;
    };
    goes_with_shape(context, file);
    match (file.shape.as_ref().map(|s| s.value), &file.cv, &file.csv) {
        (Some(Shape::LogNormal), Some(cv), _) => HandleTimes::LogNormal(cv.value.clone()),
        (Some(Shape::Empirical), _, Some(csv)) => {
            let seconds = sample(context, csv);
            if seconds.is_empty() {
                HandleTimes::Exponential
            } else {
                HandleTimes::Empirical(seconds)
            }
        }
        _ => HandleTimes::Exponential,
    }
}

/// A log-normal shape has `cv`, an empirical one `csv`, and nothing else.
fn goes_with_shape(context: &Context, file: &HandleTimesFile) {
    let Some(shape) = &file.shape else { return };
    let (needs, shape) = match shape.value {
        Shape::Exponential => ([false, false], None),
        Shape::LogNormal => ([true, false], Some("cv")),
        Shape::Empirical => ([false, true], Some("csv")),
    };
    for (key, (needed, given)) in ["cv", "csv"].into_iter().zip(needs.into_iter().zip(file.given)) {
        let cause = match (needed, given) {
            (true, false) => DemandCause::ShapeNeeds { key, shape },
            (false, true) => DemandCause::ShapeIgnores { key, shape },
            (true, true) | (false, false) => continue,
        };
        context.log.report(&file.span, cause);
    }
}

/// The handle times in a file, one a row.
fn sample(context: &Context, csv: &At<String>) -> Vec<f64> {
    let text = match (context.read_csv)(&csv.value) {
        Ok(text) => text,
        Err(fault) => {
            context
                .log
                .report(&csv.span, DemandCause::TimesUnreadable { file: shown(&csv.value), fault });
            return Vec::new();
        }
    };
    let seconds = rows(context, &csv.value, &text);
    context.csv_texts.borrow_mut().push(text);
    seconds.unwrap_or_default()
}

/// Every row, or the first that cannot be read.
fn rows(context: &Context, name: &str, text: &str) -> Option<Vec<f64>> {
    let mut at = 0;
    let mut seconds = Vec::new();
    let mut header = false;
    for line in text.split_inclusive('\n') {
        let (start, row) = (at, line.trim_end_matches(['\n', '\r']));
        at += line.len();
        let field = row.trim_start_matches('\u{feff}').trim().trim_matches('"');
        if field.is_empty() {
            continue;
        }
        let value = field.parse::<f64>().ok().filter(|v| *v > 0.0 && *v <= LONGEST);
        match (header, value) {
            (false, _) if field == HEADER => header = true,
            (true, Some(value)) if seconds.len() < ROWS_MAX => seconds.push(value),
            _ => {
                let row_text = shown(row);
                let cause = match header {
                    true => DemandCause::BadTime { row: row_text },
                    false => DemandCause::TimesWithoutHeader { row: row_text },
                };
                let span = start..start + row.len();
                context.log.report_in(name, text, &span, cause);
                return None;
            }
        }
    }
    if seconds.is_empty() {
        context.log.report_in(name, text, &(0..0), DemandCause::NoTimes);
    }
    Some(seconds)
}
