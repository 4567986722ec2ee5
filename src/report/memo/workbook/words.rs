//! Names of the sheets, and the last one: what words mean and what the figures rest on.

use super::super::View;
use super::text;
use crate::report::words::keys;
use crate::report::words::macros::words;
use crate::report::words::memo as phrases;
use crate::report::workbook::{self as book, Table};
use rust_xlsxwriter::{Workbook, XlsxError};

words! {
    /// Names of sheets, and words that only the workbook has.
    sheets -> Sheets {
        recommendation: "Recommendation", "Zalecenie";
        closings: "Closing times", "Godziny zamknięcia";
        half_hours: "Half-hours", "Półgodziny";
        frontier: "Cost against wait", "Koszt a czekanie";
        uncertainty: "Uncertainty", "Niepewność";
        definitions: "Definitions", "Definicje";
        weeks: "weeks a year", "tygodnie w roku";
        best_now: "least cost less worth", "najmniejszy koszt po odjęciu wartości";
        inputs_note:
            "Yellow cells are inputs: change them, and extra cost a year, cost less worth of calls and the hours that come out best follow on the next sheet.",
            "Żółte komórki to dane wejściowe: po ich zmianie przeliczą się koszt roczny, koszt po odjęciu wartości połączeń i najlepsze godziny na następnym arkuszu.";
        proven_low: "proven from", "dowiedzione od";
        proven_high: "proven to", "dowiedzione do";
        open_hours: "opening hours, all lines", "godziny otwarcia, wszystkie linie";
        net: "cost less worth of calls", "koszt po odjęciu wartości połączeń";
        seconds: "s", "s";
        key: "key in the scenario", "klucz w scenariuszu";
        at: "at", "przy";
        leaves: "recommendation stays at", "zalecenie zostaje przy";
        changes: "and is another at", "a zmienia się przy";
        quantiles[3]:
            ["5% lie below", "half lie below", "95% lie below"],
            ["poniżej leży 5%", "poniżej leży połowa", "poniżej leży 95%"];
    }
}

pub(super) fn definitions(
    view: &View<'_>,
    workbook: &mut Workbook,
    names: &Sheets,
) -> Result<(), XlsxError> {
    let (p, l, w) = (view.p, view.language, phrases::words(view.language));
    let sheet = book::sheet(workbook, names.definitions, true)?;
    let meanings = phrases::definitions(p.peak, view.level_of(), l);
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
            text(phrases::basis(a.basis, l)),
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
    let made = phrases::provenance(&p.version, &s.file, &s.sha256, p.seed, l);
    book::paragraph(sheet, end, 5, &made, 3, false)?;
    for (column, width) in (0..).zip([38, 60, 16, 14, 50, 36]) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}
