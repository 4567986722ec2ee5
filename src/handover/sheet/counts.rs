//! The hidden sheet that turns cells into numbers, hours after midnight: what all totals are made of.
//!
//! Blocks of columns, a day each: text without blanks, start, end, paid hours; for each break its text,
//! start and end, and of work away from the phone. A cell that is no shift has 0 everywhere, a break that lies outside its shift too.

use super::facts::Facts;
use super::layout::{Column, FIRST_PERSON, Row, cell, range};
use super::{Book, breaks, formula, grid, shifts, text_formula};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Blocks.
pub(super) const TEXT: usize = 0;
pub(super) const START: usize = 1;
pub(super) const END: usize = 2;
pub(super) const PAID: usize = 3;
/// First block of the breaks; three for each.
const BREAKS: usize = 4;

/// Row of flags: an absence takes the day from the norm.
pub(super) const COUNTS_ROW: Row = 2;
/// Row of flags: weekend or public holiday.
pub(super) const WEEKEND_ROW: Row = 3;

/// Column of a day in a block.
pub(super) fn column(facts: &Facts<'_>, block: usize, day: usize) -> Column {
    (1 + block * facts.dates.len() + day) as Column
}

/// Blocks of the start and end of a break.
pub(super) fn break_blocks(b: usize) -> (usize, usize) {
    (BREAKS + 3 * b + 1, BREAKS + 3 * b + 2)
}

/// Blocks of the start and end of work away from the phone.
fn off_blocks(facts: &Facts<'_>, k: usize) -> (usize, usize) {
    let first = BREAKS + 3 * facts.breaks + 2 * k;
    (first, first + 1)
}

/// Column of what people count in a set of lines.
pub(super) fn weight_column(facts: &Facts<'_>, set: usize) -> Column {
    column(facts, off_blocks(facts, facts.offs).0, 0) + set as Column
}

/// All days of a row of flags.
pub(super) fn flags(facts: &Facts<'_>, row: Row) -> String {
    range((row, column(facts, TEXT, 0)), (row, column(facts, TEXT, facts.dates.len() - 1)))
}

/// Cells of all people in a column.
pub(super) fn people(facts: &Facts<'_>, column: Column) -> String {
    let last = FIRST_PERSON + facts.days.len() as Row - 1;
    super::layout::on(super::layout::COUNTS, &range((FIRST_PERSON, column), (last, column)))
}

pub(super) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let facts = &book.facts;
    sheet.set_hidden(true);
    sheet.set_formula_result_default("");
    for d in 0..facts.dates.len() {
        let column = column(facts, TEXT, d);
        sheet.write_number(COUNTS_ROW, column, f64::from(u8::from(facts.counts(d))))?;
        sheet.write_number(WEEKEND_ROW, column, f64::from(u8::from(facts.weekend(d))))?;
    }
    for (p, days) in facts.days.iter().enumerate() {
        let row = FIRST_PERSON + p as Row;
        let list = shifts::keys(book, &facts.contract(p));
        for d in 0..days.len() {
            shift(book, sheet, (p, d), list.as_ref())?;
            for b in 0..facts.breaks {
                one_break(book, sheet, (p, d), b)?;
            }
            for k in 0..facts.offs {
                one_off(book, sheet, (p, d), k)?;
            }
        }
        for (s, set) in facts.sets.iter().enumerate() {
            sheet.write_number(row, weight_column(facts, s), facts.weight(p, set))?;
        }
    }
    Ok(())
}

/// Text of a stretch of time without blanks, with plain hyphens and colons.
fn cleaned(cell: &str) -> String {
    let mut text = cell.to_owned();
    for (from, to) in [("–", "-"), (" ", ""), (".", ":")] {
        text = format!("SUBSTITUTE({text},\"{from}\",\"{to}\")");
    }
    text
}

/// Hours of the time before or after the hyphen of a text; an error if there is none.
fn clock(text: &str, after: bool) -> String {
    let part = if after {
        format!("MID({text},FIND(\"-\",{text})+1,9)")
    } else {
        format!("LEFT({text},FIND(\"-\",{text})-1)")
    };
    format!("ROUND(1440*TIMEVALUE({part}&IF(ISNUMBER(FIND(\":\",{part})),\"\",\":00\")),0)/60")
}

fn shift(
    book: &Book<'_>,
    sheet: &mut Worksheet,
    (p, d): (usize, usize),
    list: Option<&(String, String)>,
) -> Result<(), XlsxError> {
    let facts = &book.facts;
    let worked = &facts.days[p][d];
    let row = FIRST_PERSON + p as Row;
    let at = |block| cell(row, column(facts, block, d));
    let (text, start, end) = (at(TEXT), at(START), at(END));
    let own = worked.text.replace('–', "-");
    let source = format!("={}", cleaned(&grid::day_cell(book, p, d)));
    sheet.write_formula(row, column(facts, TEXT, d), text_formula(&source, &own))?;
    let (from, to) = (clock(&text, false), clock(&text, true));
    let source = format!("=IFERROR({from}+0*{to},0)");
    sheet.write_formula(row, column(facts, START, d), formula(&source, worked.start))?;
    let source = format!("=IFERROR({to}+IF({to}<={from},24,0),0)");
    sheet.write_formula(row, column(facts, END, d), formula(&source, worked.end))?;
    let source = match list {
        Some((keys, paid)) => {
            let key = format!("ROUND({start}*60,0)*10000+ROUND(({end}-{start})*60,0)");
            format!("=IF({end}=0,0,IFERROR(INDEX({paid},MATCH({key},{keys},0)),{end}-{start}))")
        }
        None => format!("={end}-{start}"),
    };
    sheet.write_formula(row, column(facts, PAID, d), formula(&source, worked.paid))?;
    Ok(())
}

/// A break counts where it lies within the shift.
fn one_break(
    book: &Book<'_>,
    sheet: &mut Worksheet,
    (p, d): (usize, usize),
    b: usize,
) -> Result<(), XlsxError> {
    let facts = &book.facts;
    let worked = &facts.days[p][d];
    let row = FIRST_PERSON + p as Row;
    let (from_block, to_block) = break_blocks(b);
    let text_column = column(facts, from_block - 1, d);
    let at = |block| cell(row, column(facts, block, d));
    let (start, end, from) = (at(START), at(END), at(from_block));
    let piece = worked.breaks_text.split(", ").nth(b).unwrap_or_default().replace(' ', "");
    let source = format!(
        "=TRIM(MID(SUBSTITUTE({},\",\",REPT(\" \",60)),{},60))",
        cleaned(&breaks::day_cell(book, p, d)),
        b * 60 + 1
    );
    sheet.write_formula(row, text_column, text_formula(&source, &piece))?;
    let text = cell(row, text_column);
    let (a, z) = (clock(&text, false), clock(&text, true));
    let (first, last) = worked.breaks.get(b).copied().unwrap_or((0.0, 0.0));
    let source = format!("=IF({end}=0,0,IFERROR({a}+IF({a}<{start},24,0)+0*{z},0))");
    sheet.write_formula(row, column(facts, from_block, d), formula(&source, first))?;
    let until = format!("{z}+IF({z}<{start},24,0)");
    let source = format!("=IF({from}=0,0,IF({until}>{end},{from},{until}))");
    sheet.write_formula(row, column(facts, to_block, d), formula(&source, last))?;
    Ok(())
}

/// Work away from the phone counts where it lies within the shift.
fn one_off(
    book: &Book<'_>,
    sheet: &mut Worksheet,
    (p, d): (usize, usize),
    k: usize,
) -> Result<(), XlsxError> {
    let facts = &book.facts;
    let Some((a, z)) = facts.days[p][d].off.get(k).copied() else { return Ok(()) };
    let row = FIRST_PERSON + p as Row;
    let at = |block| cell(row, column(facts, block, d));
    let within = format!("AND({}<={a},{z}<={})", at(START), at(END));
    let (from_block, to_block) = off_blocks(facts, k);
    for (block, time) in [(from_block, a), (to_block, z)] {
        let source = format!("=IF({within},{time},0)");
        sheet.write_formula(row, column(facts, block, d), formula(&source, time))?;
    }
    Ok(())
}

/// The start or end column of all people on a day, of their breaks and of work away from the phone: pairs of
/// ranges.
pub(super) fn spans(facts: &Facts<'_>, day: usize) -> Vec<(String, String)> {
    let offs = (0..facts.offs).map(|k| off_blocks(facts, k));
    let breaks = (0..facts.breaks).map(break_blocks);
    let blocks = std::iter::once((START, END)).chain(breaks).chain(offs);
    blocks
        .map(|(from, to)| {
            (people(facts, column(facts, from, day)), people(facts, column(facts, to, day)))
        })
        .collect()
}
