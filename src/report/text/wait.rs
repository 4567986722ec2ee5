//! The report on single waits.

use super::page::Page;
use crate::calculator::wait::{HalfHour, Waits};
use crate::domain::units::Language;
use crate::report::words::numbers::{day, duration, number, percent};
use crate::report::words::through_day::with_interval;
use crate::report::words::wait::words;

/// Characters of the longest bar.
const BAR: f64 = 12.0;

/// Text of an answer, with the line's name.
pub fn wait(waits: &Waits, line_name: &str, language: Language) -> String {
    let words = words(language);
    let mut page = Page::default();
    let wait = duration(waits.longer_than_s, language);
    page.title(&words.title.replace("{line}", line_name).replace("{closing}", &waits.closing));
    match &waits.at {
        Some(at) => page.paragraph(&at_text(words.at, at, &wait, language)),
        None if waits.asked.is_some() => page.paragraph(words.closed),
        None => {}
    }
    page.paragraph(
        &words
            .week
            .replace("{share}", &share(waits.share_longer, language))
            .replace("{calls}", &number(waits.calls_per_week, 0, language))
            .replace("{wait}", &wait)
            .replace("{mean}", &duration(waits.mean_wait_s, language)),
    );
    if waits.overlapping {
        page.paragraph(words.overlapping);
    }
    if let Some(nearest) = waits.nearest_patience_s {
        page.paragraph(&words.nearest.replace("{patience}", &duration(nearest, language)));
    }
    if let Some(played) = waits.played_mean_wait_s {
        let played = with_interval(played, &|value| duration(value, language));
        page.paragraph(&words.played.replace("{mean}", &played));
    }
    if !waits.places.is_empty() {
        page.section(words.places);
        page.line(words.place_columns);
        for place in &waits.places {
            let (mean, p90) = (duration(place.mean_s, language), duration(place.p90_s, language));
            page.line(&format!("{:>5}{mean:>13}{p90:>13}", place.place));
        }
    }
    page.section(words.by_half_hour);
    page.line(words.columns);
    let most = waits.intervals.iter().map(|row| row.share_longer).fold(0.0, f64::max);
    for row in &waits.intervals {
        page.line(&row_text(row, most, language));
    }
    page.blank();
    page.paragraph(words.method);
    page.finish()
}

fn at_text(sentence: &str, at: &HalfHour, wait: &str, language: Language) -> String {
    let percentile = |p: Option<f64>| p.map_or("—".into(), |p| duration(p, language));
    sentence
        .replace("{day}", day(at.day, language))
        .replace("{start}", &at.start.to_string())
        .replace("{wait}", wait)
        .replace("{share}", &share(at.share_longer, language))
        .replace("{p50}", &percentile(at.p50_s))
        .replace("{p90}", &percentile(at.p90_s))
        .replace("{mean}", &duration(at.mean_wait_s, language))
        .replace("{agents}", &number(at.agents_at_phone, 1, language))
}

fn row_text(row: &HalfHour, most: f64, language: Language) -> String {
    let percentile = |p: Option<f64>| p.map_or("—".into(), |p| duration(p, language));
    let bar = if most > 0.0 { (BAR * row.share_longer / most).round() as usize } else { 0 };
    format!(
        "{:<4}{}{:>6}{:>7}{:>12}{:>12}{:>12}{:>9} {}",
        day(row.day, language),
        row.start,
        number(row.calls, 1, language),
        number(row.agents_at_phone, 1, language),
        duration(row.mean_wait_s, language),
        percentile(row.p50_s),
        percentile(row.p90_s),
        share(row.share_longer, language),
        "█".repeat(bar),
    )
}

/// Small shares with more digits.
fn share(share: f64, language: Language) -> String {
    percent(share, if share < 0.01 { 2 } else { 1 }, language)
}
