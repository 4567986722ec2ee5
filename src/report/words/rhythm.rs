//! Words of how the days of a roster fall, in both languages.

use super::macros::{say, words};
use super::numbers::number;
use crate::domain::units::Language;
use crate::wire::roster_answer::{Rhythm, Span, Spread};

words! {
    /// Headings of how the days fall.
    words -> RhythmWords {
        title: "How the days fall", "Jak układają się dni";
        contract: "contract", "umowa";
        people: "people", "osób";
        evenings: "evenings each", "wieczory na osobę";
        saturdays: "Saturdays each", "soboty na osobę";
    }
}

/// Single days, thin weeks and jumps of the start.
pub fn days(rhythm: &Rhythm, language: Language) -> [String; 2] {
    let Rhythm { single_days, single_days_off, thin_weeks, .. } = rhythm;
    let jump = number(rhythm.start_jump_minutes, 0, language);
    [
        say!(
            language,
            "Single working days: {single_days}; single days off: {single_days_off}; weeks of one or two days on contracts of 35 h or more: {thin_weeks}.",
            "Pojedyncze dni pracy: {single_days}; pojedyncze dni wolne: {single_days_off}; tygodnie z jednym lub dwoma dniami pracy przy umowach od 35 h: {thin_weeks}."
        ),
        say!(
            language,
            "From one day worked to the next the start moves by {jump} min on average.",
            "Z dnia na dzień początek pracy przesuwa się średnio o {jump} min."
        ),
    ]
}

/// The spread within each contract: contract, people, evenings and Saturdays of each.
pub fn rows(rhythm: &Rhythm) -> Vec<[String; 4]> {
    let row = |s: &Spread| {
        let contract = format!("{}/{}", s.group, s.contract);
        [contract, s.people.to_string(), span(s.evenings), span(s.saturdays)]
    };
    rhythm.spread.iter().map(row).collect()
}

/// The least and the most of a count: `0–4`, or `3` where all have as many.
fn span(span: Span) -> String {
    match (span.least, span.most) {
        (least, most) if least == most => least.to_string(),
        (least, most) => format!("{least}–{most}"),
    }
}
