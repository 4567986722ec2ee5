//! Names of the sheets, and the last one: what words mean and what the figures rest on.

use super::super::View;
use super::text;
use crate::domain::units::Language;
use crate::report::words::keys;
use crate::report::words::memo as told;
use crate::report::workbook::{self as book, Table};
use rust_xlsxwriter::{Workbook, XlsxError};

/// Names of sheets, and words that only the workbook has.
#[allow(missing_docs)]
pub(super) struct Sheets {
    pub(super) recommendation: &'static str,
    pub(super) closings: &'static str,
    pub(super) half_hours: &'static str,
    pub(super) frontier: &'static str,
    pub(super) uncertainty: &'static str,
    pub(super) definitions: &'static str,
    pub(super) weeks: &'static str,
    pub(super) best_now: &'static str,
    pub(super) inputs_note: &'static str,
    pub(super) proven_low: &'static str,
    pub(super) proven_high: &'static str,
    pub(super) open_hours: &'static str,
    pub(super) net: &'static str,
    pub(super) seconds: &'static str,
    pub(super) key: &'static str,
    pub(super) at: &'static str,
    pub(super) leaves: &'static str,
    pub(super) changes: &'static str,
    pub(super) quantiles: [&'static str; 3],
}

const ENGLISH: Sheets = Sheets {
    recommendation: "Recommendation",
    closings: "Closing times",
    half_hours: "Half-hours",
    frontier: "Cost against wait",
    uncertainty: "Uncertainty",
    definitions: "Definitions",
    weeks: "weeks a year",
    best_now: "least cost less worth",
    inputs_note: "Yellow cells are inputs: change them, and extra cost a year, cost less worth of calls and the hours that come out best follow on the next sheet.",
    proven_low: "proven from",
    proven_high: "proven to",
    open_hours: "opening hours, all lines",
    net: "cost less worth of calls",
    seconds: "s",
    key: "key in the scenario",
    at: "at",
    leaves: "recommendation stays at",
    changes: "and is another at",
    quantiles: ["5% lie below", "half lie below", "95% lie below"],
};

const POLISH: Sheets = Sheets {
    recommendation: "Zalecenie",
    closings: "Godziny zamknięcia",
    half_hours: "Półgodziny",
    frontier: "Koszt a czekanie",
    uncertainty: "Niepewność",
    definitions: "Definicje",
    weeks: "tygodnie w roku",
    best_now: "najmniejszy koszt po odjęciu wartości",
    inputs_note: "Żółte komórki to dane wejściowe: po ich zmianie przeliczą się koszt roczny, koszt po odjęciu wartości połączeń i najlepsze godziny na następnym arkuszu.",
    proven_low: "dowiedzione od",
    proven_high: "dowiedzione do",
    open_hours: "godziny otwarcia, wszystkie linie",
    net: "koszt po odjęciu wartości połączeń",
    seconds: "s",
    key: "klucz w scenariuszu",
    at: "przy",
    leaves: "zalecenie zostaje przy",
    changes: "a zmienia się przy",
    quantiles: ["poniżej leży 5%", "poniżej leży połowa", "poniżej leży 95%"],
};

pub(super) fn sheets(language: Language) -> &'static Sheets {
    match language {
        Language::En => &ENGLISH,
        Language::Pl => &POLISH,
    }
}

pub(super) fn definitions(
    view: &View<'_>,
    workbook: &mut Workbook,
    names: &Sheets,
) -> Result<(), XlsxError> {
    let (p, l, w) = (view.p, view.language, told::words(view.language));
    let sheet = book::sheet(workbook, names.definitions, true)?;
    let meanings = told::definitions(p.peak, l);
    let meanings: Vec<_> =
        meanings.iter().map(|(word, meaning)| vec![text(word), text(meaning)]).collect();
    let at = meanings.len() as u32 + 3;
    let head = vec![w.definitions.into(), String::new()];
    book::table(sheet, &Table { at: 0, head, rows: meanings, chosen: None })?;
    let rows = p.assumptions.iter().map(|a| {
        let range = a.range.as_ref().map(|range| keys::value(&a.key, range, l));
        vec![
            text(&view.key(&a.key)),
            text(&keys::value(&a.key, &a.value, l)),
            text(&range.unwrap_or_default()),
            text(told::basis(a.basis, l)),
            text(a.note.as_deref().unwrap_or_default()),
            text(&a.key),
        ]
    });
    let table = Table {
        at,
        head: [w.assumptions, w.value, w.range, w.basis, w.note, names.key]
            .map(String::from)
            .into(),
        rows: rows.collect(),
        chosen: None,
    };
    book::table(sheet, &table)?;
    let end = at + table.rows.len() as u32 + 2;
    let s = &p.scenario;
    let made = told::provenance(&p.version, &s.file, &s.sha256, p.seed, l);
    book::paragraph(sheet, end, 5, &made, 3, false)?;
    for (column, width) in (0..).zip([38, 60, 16, 14, 50, 36]) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}
