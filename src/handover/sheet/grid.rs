//! The sheet of the grid: people down, days across.

use super::coverage::Places;
use super::layout::{
    COUNTS, Column, DATES_MARK, DATES_ROW, FIRST_DAY, FIRST_PERSON, ID, NAME, Row, SUMS_MARK,
    TOTALS, WEEKS_ROW, cell, column_name, on, range,
};
use super::style::Kind;
use super::{Book, counts, formula, shifts};
use crate::report::words::{edition, hand_over, labels, numbers};
use crate::roster::rules;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, ExcelDateTime, Format,
    Formula, Worksheet, XlsxError,
};

/// A shift that ends less than this after the evening begins is none of the evening, hours.
const LATER: f64 = 1e-9;

type Done = Result<(), XlsxError>;

/// Days on one printed page.
const DAYS_A_PAGE: usize = 14;

pub(super) fn write(book: &Book<'_>, places: &Places, sheet: &mut Worksheet) -> Done {
    let facts = &book.facts;
    let (people, days) = (facts.days.len() as Row, facts.dates.len() as Column);
    top(book, sheet)?;
    heads(book, sheet)?;
    for p in 0..facts.days.len() {
        person(book, sheet, p)?;
        totals(book, sheet, p)?;
    }
    sums(book, places, sheet)?;
    validation(book, sheet)?;
    colours(book, sheet, (people, days))?;
    sheet.set_freeze_panes(FIRST_PERSON, FIRST_DAY)?;
    page(book, sheet)?;
    Ok(())
}

/// Title, what it is about, and the widths of columns.
fn top(book: &Book<'_>, sheet: &mut Worksheet) -> Done {
    let (facts, w) = (&book.facts, book.w);
    sheet.write_string_with_format(0, NAME, heading(book), &book.styles.title)?;
    sheet.write_string_with_format(1, NAME, w.notice, &book.styles.note)?;
    sheet.set_column_width(ID, 4)?.set_column_hidden(ID)?;
    let widest = facts.roster.people.iter().map(|p| book.names.shown(&p.name).chars().count());
    sheet.set_column_width(NAME, widest.max().unwrap_or(10).clamp(14, 32) as f64 + 1.0)?;
    sheet.set_column_range_width(TOTALS, TOTALS + 2, 7)?;
    let last = FIRST_DAY + facts.dates.len() as Column;
    sheet.set_column_range_width(FIRST_DAY, last - 1, 10.3)?;
    sheet.set_column_range_width(last, last + 3 + (facts.dates.len() / 7) as Column, 9)?;
    Ok(())
}

/// The three rows above the people, the same on the sheet of breaks.
pub(super) fn day_heads(book: &Book<'_>, sheet: &mut Worksheet) -> Done {
    let (facts, w) = (&book.facts, book.w);
    sheet.write_string(DATES_ROW, ID, DATES_MARK)?;
    let names = labels(book.language).days;
    for (d, date) in facts.dates.iter().enumerate() {
        let column = FIRST_DAY + d as Column;
        let kind = kind(book, d);
        let label = match d % 7 {
            0 => format!("{} {}", w.week, d / 7 + 1),
            _ => String::new(),
        };
        sheet.write_string_with_format(WEEKS_ROW, column, label, &book.styles.head)?;
        let head = book.styles.day_head(kind, false);
        sheet.write_string_with_format(WEEKS_ROW + 1, column, names[d % 7], &head)?;
        let day =
            ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8)?;
        let head = book.styles.day_head(kind, true);
        sheet.write_datetime_with_format(DATES_ROW, column, &day, &head)?;
    }
    Ok(())
}

pub(super) fn kind(book: &Book<'_>, day: usize) -> Kind {
    match (book.facts.holidays[day], day % 7) {
        (true, _) => Kind::Holiday,
        (false, 5 | 6) => Kind::Weekend,
        _ => Kind::Weekday,
    }
}

fn heads(book: &Book<'_>, sheet: &mut Worksheet) -> Done {
    let (facts, w) = (&book.facts, book.w);
    day_heads(book, sheet)?;
    let head = &book.styles.head;
    let mut put = |column: Column, text: &str| -> Done {
        sheet.write_string_with_format(WEEKS_ROW, column, "", head)?;
        sheet.write_string_with_format(WEEKS_ROW + 1, column, "", head)?;
        sheet.write_string_with_format(DATES_ROW, column, text, head)?;
        Ok(())
    };
    put(NAME, w.name)?;
    put(TOTALS, w.hours)?;
    put(TOTALS + 1, w.norm)?;
    put(TOTALS + 2, w.balance)?;
    let mut next = FIRST_DAY + facts.dates.len() as Column;
    for week in 0..facts.dates.len() / 7 {
        put(next, &format!("{} {}", w.week, week + 1))?;
        next += 1;
    }
    for text in [w.days_worked, w.evenings, w.weekend_days, w.group] {
        put(next, text)?;
        next += 1;
    }
    sheet.set_column_width(next - 4, 12)?.set_column_width(next - 2, 13)?;
    sheet.set_column_width(next - 1, 20)?;
    Ok(())
}

fn person(book: &Book<'_>, sheet: &mut Worksheet, p: usize) -> Done {
    let facts = &book.facts;
    let row = FIRST_PERSON + p as Row;
    let name = &facts.roster.people[p].name;
    sheet.write_string(row, ID, name)?;
    sheet.write_string_with_format(row, NAME, book.names.shown(name), &book.styles.name)?;
    for (d, worked) in facts.days[p].iter().enumerate() {
        let format = book.styles.day(kind(book, d), worked.fixed);
        text_cell(sheet, row, FIRST_DAY + d as Column, &worked.text, &format)?;
    }
    Ok(())
}

pub(super) fn text_cell(
    sheet: &mut Worksheet,
    row: Row,
    column: Column,
    text: &str,
    format: &Format,
) -> Done {
    if text.is_empty() {
        sheet.write_blank(row, column, format)?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

fn totals(book: &Book<'_>, sheet: &mut Worksheet, p: usize) -> Done {
    let facts = &book.facts;
    let row = FIRST_PERSON + p as Row;
    let days = facts.dates.len();
    let worked = &facts.days[p];
    let block = |block, from: usize, to: usize| {
        let column = |d: usize| counts::column(facts, block, d);
        on(COUNTS, &range((row, column(from)), (row, column(to - 1))))
    };
    let sum = |from: usize, to: usize| worked[from..to].iter().map(|w| w.paid).sum::<f64>();
    let whole = sum(0, days);
    let put = |sheet: &mut Worksheet, column: Column, text: &str, result: f64, format: &Format| {
        sheet.write_formula_with_format(row, column, formula(text, result), format).map(|_| ())
    };
    let paid = format!("=SUM({})", block(counts::PAID, 0, days));
    put(sheet, TOTALS, &paid, whole, &book.styles.total)?;
    if let Some((each, count)) = facts.norm(p) {
        let cells = range((row, FIRST_DAY), (row, FIRST_DAY + days as Column - 1));
        let flags = on(COUNTS, &counts::flags(facts, counts::COUNTS_ROW));
        let away = (0..days).filter(|d| worked[*d].absent && facts.counts(*d)).count();
        let norm = rules::norm_hours((each, count), away);
        let text = format!(
            "=ROUND(({count}-SUMPRODUCT(({cells}=\"{}\")*{flags}))*{each}*60,0)/60",
            hand_over::ABSENT
        );
        put(sheet, TOTALS + 1, &text, norm, &book.styles.hours)?;
        let text = format!("={}-{}", cell(row, TOTALS), cell(row, TOTALS + 1));
        put(sheet, TOTALS + 2, &text, whole - norm, &book.styles.balance)?;
    } else {
        for column in [TOTALS + 1, TOTALS + 2] {
            sheet.write_string_with_format(row, column, numbers::NONE, &book.styles.hours)?;
        }
    }
    let mut next = FIRST_DAY + days as Column;
    for week in (0..days).step_by(7) {
        let text = format!("=SUM({})", block(counts::PAID, week, week + 7));
        put(sheet, next, &text, sum(week, week + 7), &book.styles.hours)?;
        next += 1;
    }
    let ends = block(counts::END, 0, days);
    let count = |test: &dyn Fn(usize) -> bool| (0..days).filter(|d| test(*d)).count() as f64;
    let evening = |d: usize| worked[d].end > facts.evening_from + LATER;
    let weekend = on(COUNTS, &counts::flags(facts, counts::WEEKEND_ROW));
    let three = [
        (format!("=COUNTIF({ends},\">0\")"), count(&|d| worked[d].end > 0.0)),
        (format!("=SUMPRODUCT(({ends}>{})*1)", facts.evening_from), count(&evening)),
        (
            format!("=SUMPRODUCT(({ends}>0)*{weekend})"),
            count(&|d| worked[d].end > 0.0 && facts.weekend(d)),
        ),
    ];
    for (text, result) in three {
        put(sheet, next, &text, result, &book.styles.whole)?;
        next += 1;
    }
    sheet.write_string_with_format(row, next, facts.contract(p), &book.styles.name)?;
    Ok(())
}

/// Below the people: how many work, and in how many half-hours people are short.
fn sums(book: &Book<'_>, places: &Places, sheet: &mut Worksheet) -> Done {
    let facts = &book.facts;
    let last = FIRST_PERSON + facts.days.len() as Row - 1;
    let row = last + 2;
    for (k, label) in [book.w.working, book.w.short].into_iter().enumerate() {
        sheet.write_string(row + k as Row, ID, SUMS_MARK)?;
        sheet.write_string_with_format(row + k as Row, NAME, label, &book.styles.name)?;
    }
    for d in 0..facts.dates.len() {
        let column = FIRST_DAY + d as Column;
        let ends = counts::column(facts, counts::END, d);
        let all = on(COUNTS, &range((FIRST_PERSON, ends), (last, ends)));
        let working = facts.days.iter().filter(|days| days[d].end > 0.0).count() as f64;
        let text = format!("=COUNTIF({all},\">0\")");
        sheet.write_formula_with_format(
            row,
            column,
            formula(&text, working),
            &book.styles.whole,
        )?;
        let (text, short) = places.short(book, d);
        sheet.write_formula_with_format(
            row + 1,
            column,
            formula(&text, short),
            &book.styles.whole,
        )?;
    }
    let hours: f64 = facts.days.iter().flatten().map(|w| w.paid).sum();
    let text = format!("=SUM({})", range((FIRST_PERSON, TOTALS), (last, TOTALS)));
    sheet.write_formula_with_format(row, TOTALS, formula(&text, hours), &book.styles.total)?;
    let red = ConditionalFormatFormula::new()
        .set_rule(format!("={}>0", cell(row + 1, FIRST_DAY)).as_str())
        .set_format(&book.styles.red);
    let end = FIRST_DAY + facts.dates.len() as Column - 1;
    sheet.add_conditional_format(row + 1, FIRST_DAY, row + 1, end, &red)?;
    Ok(())
}

/// A drop-down list of the shifts of each person's contract; other text is asked about.
fn validation(book: &Book<'_>, sheet: &mut Worksheet) -> Done {
    let facts = &book.facts;
    let last = FIRST_DAY + facts.dates.len() as Column - 1;
    let mut first = 0;
    // People of one contract who stand together share one list.
    for p in 0..facts.days.len() {
        let ends = p + 1 == facts.days.len() || facts.contract(p + 1) != facts.contract(p);
        if !ends {
            continue;
        }
        let list = shifts::list(book, &facts.contract(p));
        let validation = DataValidation::new()
            .allow_list_formula(Formula::new(format!("={list}")))
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title(book.w.prompt_title)?
            .set_error_message(book.w.refused)?
            .show_input_message(false);
        let (from, to) = (FIRST_PERSON + first as Row, FIRST_PERSON + p as Row);
        sheet.add_data_validation(from, FIRST_DAY, to, last, &validation)?;
        first = p + 1;
    }
    Ok(())
}

/// Text that is no shift is red, absences are grey, evenings blue.
fn colours(book: &Book<'_>, sheet: &mut Worksheet, (people, days): (Row, Column)) -> Done {
    let here = format!("{}{}", column_name(FIRST_DAY), FIRST_PERSON + 1);
    let column = column_name(counts::column(&book.facts, counts::END, 0));
    let end = on(COUNTS, &format!("{column}{}", FIRST_PERSON + 1));
    let absent = hand_over::ABSENT;
    let evening = book.facts.evening_from;
    let rules = [
        (format!("={here}=\"{absent}\""), &book.styles.grey),
        (format!("=AND({here}<>\"\",{end}=0)"), &book.styles.red),
        (format!("={end}>{evening}"), &book.styles.blue),
    ];
    for (rule, format) in rules {
        let rule = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_format(format)
            .set_stop_if_true(true);
        let (to_row, to_column) = (FIRST_PERSON + people - 1, FIRST_DAY + days - 1);
        sheet.add_conditional_format(FIRST_PERSON, FIRST_DAY, to_row, to_column, &rule)?;
    }
    Ok(())
}

/// The title, and which edition the workbook is written from.
fn heading(book: &Book<'_>) -> String {
    let roster = book.facts.roster;
    let state = roster.edition.as_ref().map(|own| edition::state(own, book.language));
    let title = std::iter::once(roster.scenario.title.clone()).chain(state);
    title.collect::<Vec<_>>().join(" · ")
}

/// A4 across, two weeks a page, names and days repeated.
pub(super) fn page(book: &Book<'_>, sheet: &mut Worksheet) -> Done {
    let days = book.facts.dates.len();
    sheet.set_paper_size(9).set_landscape().set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
    sheet.set_repeat_rows(WEEKS_ROW, DATES_ROW)?;
    sheet.set_repeat_columns(ID, TOTALS + 2)?;
    // Two weeks of these widths across A4.
    sheet.set_print_scale(56);
    let breaks: Vec<u32> =
        (1..=days / DAYS_A_PAGE).map(|k| u32::from(FIRST_DAY) + (k * DAYS_A_PAGE) as u32).collect();
    sheet.set_vertical_page_breaks(&breaks)?;
    let title = book.facts.roster.scenario.title.replace('&', "&&");
    sheet.set_header(format!("&L&8{title}&R&8&A")).set_footer("&R&8&P / &N");
    Ok(())
}

/// The cell of a person's day.
pub(super) fn day_cell(book: &Book<'_>, p: usize, d: usize) -> String {
    on(book.w.grid_sheet, &cell(FIRST_PERSON + p as Row, FIRST_DAY + d as Column))
}
