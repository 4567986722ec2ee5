//! The sheet of coverage: for each set of lines people present, needed and the difference.

use super::facts::{Facts, hours};
use super::grid::kind;
use super::layout::{Column, Row, cell, column_name, on, range};
use super::{Book, counts, formula};
use crate::report::words::labels;
use crate::wire::roster_answer::Coverage;
use rust_xlsxwriter::{ConditionalFormatFormula, ExcelDateTime, Worksheet, XlsxError};

/// The column of times.
const TIME: Column = 0;
/// The column of the first day.
const FIRST: Column = 1;
/// Rows above the first set.
const TOP: Row = 2;

/// One set of lines and where it stands.
pub(super) struct Place<'a> {
    set: usize,
    /// Start of each interval with the row needed on each day.
    times: Vec<(u32, Vec<Option<&'a Coverage>>)>,
    /// Rows of the head of the three blocks.
    heads: [Row; 3],
}

/// All sets.
pub(super) struct Places<'a>(Vec<Place<'a>>);

/// Where every set stands.
pub(super) fn places<'a>(facts: &Facts<'a>) -> Places<'a> {
    let mut next = TOP;
    let mut all = Vec::new();
    for (set, lines) in facts.sets.iter().enumerate() {
        let times: Vec<_> = facts.table(lines).into_iter().collect();
        let length = times.len() as Row + 2;
        // The set's name, then for each block its own and the heads.
        let first = next + 2;
        all.push(Place { set, times, heads: [first, first + length, first + 2 * length] });
        next = first + 3 * length + 1;
    }
    Places(all)
}

impl Places<'_> {
    /// Formula and value: half-hours of a day in which some set is short.
    pub(super) fn short(&self, book: &Book<'_>, day: usize) -> (String, f64) {
        let column = FIRST + day as Column;
        let mut parts = Vec::new();
        let mut count = 0;
        for place in &self.0 {
            let first = place.heads[2] + 1;
            let last = first + place.times.len() as Row - 1;
            let cells = on(book.w.coverage_sheet, &range((first, column), (last, column)));
            // A criterion of COUNTIF would be read with the decimal mark of the reader's country.
            parts.push(format!("SUMPRODUCT(({cells}<-0.001)*1)"));
            count += place
                .times
                .iter()
                .filter(|(start, rows)| {
                    rows[day].is_some_and(|row| balance(&book.facts, row, day, *start) < -0.001)
                })
                .count();
        }
        (format!("={}", parts.join("+")), count as f64)
    }
}

fn span(facts: &Facts<'_>, start: u32) -> (f64, f64) {
    (hours(start), hours(start + facts.scenario.calendar.grid.minutes()))
}

fn balance(facts: &Facts<'_>, row: &Coverage, day: usize, start: u32) -> f64 {
    facts.present(&row.lines, day, span(facts, start)) - facts.needed(row)
}

pub(super) fn write(
    book: &Book<'_>,
    places: &Places<'_>,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let facts = &book.facts;
    let title = format!("{} – {}", book.w.coverage_sheet, facts.roster.scenario.title);
    sheet.write_string_with_format(0, TIME, title, &book.styles.title)?;
    sheet.set_column_width(TIME, 8)?;
    sheet.set_column_range_width(FIRST, FIRST + facts.dates.len() as Column - 1, 6)?;
    for place in &places.0 {
        let lines: Vec<&str> = facts.sets[place.set].iter().map(|l| name(book, l)).collect();
        let text = format!("{}: {}", book.w.lines, lines.join(" + "));
        sheet.write_string_with_format(place.heads[0] - 2, TIME, text, &book.styles.title)?;
        let words = [book.w.present, book.w.needed, book.w.surplus];
        for (block, (head, word)) in place.heads.iter().zip(words).enumerate() {
            heads(book, sheet, *head, word)?;
            for (k, (start, rows)) in place.times.iter().enumerate() {
                let at = head + 1 + k as Row;
                let time = ExcelDateTime::from_hms((start / 60) as u16, (start % 60) as u8, 0)?;
                sheet.write_datetime_with_format(at, TIME, &time, &book.styles.time)?;
                for (d, row) in rows.iter().enumerate() {
                    let Some(row) = row else { continue };
                    figure(book, sheet, place, (block, k, d), (*start, row))?;
                }
            }
        }
        colours(book, sheet, place)?;
    }
    sheet.set_freeze_panes(0, FIRST)?;
    sheet.set_paper_size(9).set_landscape().set_repeat_columns(TIME, TIME)?;
    sheet.set_print_fit_to_pages(2, 0).set_footer("&R&8&P / &N");
    Ok(())
}

fn name<'a>(book: &'a Book<'_>, id: &'a str) -> &'a str {
    let lines = &book.facts.scenario.lines;
    lines.iter().find(|line| line.id == id).map_or(id, |line| line.name.as_str())
}

fn heads(book: &Book<'_>, sheet: &mut Worksheet, row: Row, word: &str) -> Result<(), XlsxError> {
    let days = labels(book.language).days;
    sheet.write_string_with_format(row, TIME, book.w.time, &book.styles.head)?;
    for (d, date) in book.facts.dates.iter().enumerate() {
        let text = format!("{} {}", days[d % 7], date.day());
        let head = book.styles.day_head(kind(book, d), false);
        sheet.write_string_with_format(row, FIRST + d as Column, text, &head)?;
    }
    sheet.write_string_with_format(row - 1, TIME, word, &book.styles.label)?;
    Ok(())
}

/// One figure: present (live), needed, or the difference (live).
fn figure(
    book: &Book<'_>,
    sheet: &mut Worksheet,
    place: &Place<'_>,
    (block, k, d): (usize, usize, usize),
    (start, row): (u32, &Coverage),
) -> Result<(), XlsxError> {
    let facts = &book.facts;
    let column = FIRST + d as Column;
    let at = place.heads[block] + 1 + k as Row;
    let style = &book.styles.people;
    match block {
        0 => {
            let value = facts.present(&row.lines, d, span(facts, start));
            let text = present(facts, place.set, d, span(facts, start));
            sheet.write_formula_with_format(at, column, formula(&text, value), style)?;
        }
        1 => {
            sheet.write_number_with_format(at, column, facts.needed(row), style)?;
        }
        _ => {
            let one = |block: usize| cell(place.heads[block] + 1 + k as Row, column);
            let text = format!("={}-{}", one(0), one(1));
            let value = balance(facts, row, d, start);
            sheet.write_formula_with_format(at, column, formula(&text, value), style)?;
        }
    }
    Ok(())
}

/// People of a set present in an interval. What a stretch from `s` to `e` has in common with `a` to `b`
/// is (|e−a| − |e−b| − |s−a| + |s−b|) ÷ 2.
fn present(facts: &Facts<'_>, set: usize, day: usize, (from, to): (f64, f64)) -> String {
    let weights = counts::people(facts, counts::weight_column(facts, set));
    let common = |day: usize, a: f64, b: f64| -> Vec<String> {
        let spans = counts::spans(facts, day).into_iter().enumerate();
        spans
            .map(|(k, (s, e))| {
                let sign = if k == 0 { "+" } else { "-" };
                format!("{sign}(ABS({e}-{a})-ABS({e}-{b})-ABS({s}-{a})+ABS({s}-{b}))")
            })
            .collect()
    };
    let mut parts = common(day, from, to);
    if facts.nights && day > 0 {
        parts.extend(common(day - 1, from + 24.0, to + 24.0));
    }
    format!("=ROUND(SUMPRODUCT({weights},{})/{},4)", parts.concat(), 2.0 * (to - from))
}

/// Short is red.
fn colours(book: &Book<'_>, sheet: &mut Worksheet, place: &Place<'_>) -> Result<(), XlsxError> {
    let first = place.heads[2] + 1;
    let last = first + place.times.len() as Row - 1;
    let here = format!("{}{}", column_name(FIRST), first + 1);
    let red = ConditionalFormatFormula::new()
        .set_rule(format!("=AND(ISNUMBER({here}),{here}<-0.001)").as_str())
        .set_format(&book.styles.red);
    let end = FIRST + book.facts.dates.len() as Column - 1;
    sheet.add_conditional_format(first, FIRST, last, end, &red)?;
    Ok(())
}
