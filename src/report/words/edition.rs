//! Words of drafts, published versions and what changes between them, in both languages.

use super::macros::{either, say, words};
use super::roster;
use crate::domain::units::Language;
use crate::wire::roster_answer::{Changed, Edition, FirstNew, OnDay, Standing};

words! {
    /// Headings and phrases of an edition.
    words -> EditionWords {
        title: "Draft or published", "Projekt czy opublikowany";
        changes: "What changes, and for whom", "Co i komu się zmienia";
        none: "Nothing changes.", "Nic się nie zmienia.";
        name: "name", "osoba";
        day: "day", "dzień";
        before: "before", "było";
        after: "now", "jest";
        notice: "notice", "wyprzedzenie";
        late: "shorter than the rule asks for", "krótsze, niż wymaga reguła";
        unknown_day:
            "Notice is counted from the day on which the roster is handed out: give it with --today.",
            "Wyprzedzenie liczy się od dnia przekazania grafiku: podaj go w --today.";
        asked:
            "A schedule is handed over at least a week before work in its period begins (KP 129 §3; schedule-notice in [roster.rules]). The law says nothing of changes; the same notice is asked of them here.",
            "Rozkład czasu pracy przekazuje się co najmniej na tydzień przed rozpoczęciem pracy w jego okresie (KP 129 §3; schedule-notice w [roster.rules]). O zmianach ustawa nie mówi; tu wymaga się dla nich tego samego wyprzedzenia.";
    }
}

/// State, version and what it is set against: `Published on 2026-11-20 as version 2, after version 1 of 2026-11-02.`
pub fn state(edition: &Edition, language: Language) -> String {
    let version = edition.version;
    let head = match (edition.state, &edition.on) {
        (Standing::Published, Some(on)) => say!(
            language,
            "Published on {on} as version {version}",
            "Opublikowany {on} jako wersja {version}"
        ),
        (Standing::Published, None) => {
            say!(language, "Published as version {version}", "Opublikowany jako wersja {version}")
        }
        (Standing::Draft, _) => {
            say!(language, "Draft of version {version}", "Projekt wersji {version}")
        }
    };
    match &edition.against {
        None => format!("{head}."),
        Some(before) => {
            let (number, on) = (before.version, &before.on);
            say!(
                language,
                "{head}, after version {number} of {on}.",
                "{head}, po wersji {number} z {on}."
            )
        }
    }
}

/// From when on something is new, where it is.
pub fn first_new(first: &FirstNew, language: Language) -> String {
    let date = &first.date;
    let notice = with_notice(first.notice_days, first.late, language);
    say!(
        language,
        "The first day of work not published before is {date}{notice}.",
        "Pierwszy dzień pracy, którego wcześniej nie opublikowano, to {date}{notice}."
    )
}

/// What a day holds, in words.
pub fn on_day(day: &OnDay, language: Language) -> String {
    roster::shift_text(&day.text(), language)
}

/// A change of a day, without whose it is: `2026-12-14: off → 07:30-15:30 (break 11:00); 12 days of notice`.
pub fn change(change: &Changed, language: Language) -> String {
    let (before, after) = (on_day(&change.before, language), on_day(&change.after, language));
    let notice = with_notice(change.notice_days, change.late, language);
    format!("{}: {before} → {after}{notice}", change.date)
}

/// Notice behind a semicolon; nothing where it is not known.
fn with_notice(days: Option<i32>, late: bool, language: Language) -> String {
    let Some(days) = days else { return String::new() };
    let mark = if late { format!(" – {}", words(language).late) } else { String::new() };
    format!("; {}{mark}", notice(days, language))
}

/// Notice in days.
pub fn notice(days: i32, language: Language) -> String {
    match days {
        ..0 => either(language, "the day is past", "dzień już minął").to_owned(),
        0 => either(language, "on the same day", "tego samego dnia").to_owned(),
        1 => either(language, "1 day of notice", "wyprzedzenie 1 dzień").to_owned(),
        _ => say!(language, "{days} days of notice", "wyprzedzenie {days} dni"),
    }
}
