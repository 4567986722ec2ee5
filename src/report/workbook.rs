//! Workbooks (XLSX): sheets of tables with real numbers, styled and set up for A4.

use crate::domain::error::Error;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet, XlsxError,
};

/// How a number is shown; its unit is in the head of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `1,234`.
    Whole,
    /// `1,234.5`.
    Tenths,
    /// `1,234.56`: money, posts.
    Hundredths,
    /// A share as per cent.
    Percent,
    /// A number a reader may change.
    Input,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing: there is no such figure.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(f64, Kind),
    /// A formula with the value it has now.
    Formula(String, f64, Kind),
    /// A formula that gives a word, with that word.
    Word(String, String),
}

impl Cell {
    /// A figure, or nothing where there is none.
    pub fn some(value: Option<f64>, kind: Kind) -> Self {
        value.filter(|v| v.is_finite()).map_or(Cell::Empty, |v| Cell::Number(v, kind))
    }
}

/// A table with its place: heads in one row, cells below.
pub struct Table {
    /// Row of the heads, from 0.
    pub at: u32,
    /// Heads.
    pub head: Vec<String>,
    /// Rows of cells.
    pub rows: Vec<Vec<Cell>>,
    /// Row to stress.
    pub chosen: Option<usize>,
}

/// Height of a row of heads: four lines.
const HEAD_HEIGHT: f64 = 62.0;

fn shown(kind: Kind) -> Format {
    let format = Format::new().set_border_bottom(FormatBorder::Hair);
    match kind {
        Kind::Whole => format.set_num_format("#,##0"),
        Kind::Tenths => format.set_num_format("#,##0.0"),
        Kind::Hundredths => format.set_num_format("#,##0.00"),
        Kind::Percent => format.set_num_format("0.0%"),
        Kind::Input => format
            .set_num_format("#,##0.00")
            .set_background_color(Color::RGB(0xFF_F2_CC))
            .set_border(FormatBorder::Thin),
    }
}

/// A workbook that is the same bytes each time.
pub fn new(title: &str) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
    Ok(book)
}

/// A sheet for A4, as many pages long as it takes.
pub fn sheet<'b>(
    book: &'b mut Workbook,
    name: &str,
    landscape: bool,
) -> Result<&'b mut Worksheet, XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(name)?.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&A&R&P / &N");
    if landscape {
        sheet.set_landscape();
    }
    Ok(sheet)
}

/// Writes a table; the heads wrap.
pub fn table(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x1F_3A_5F))
        .set_font_color(Color::White)
        .set_border(FormatBorder::Thin);
    sheet.set_row_height(table.at, HEAD_HEIGHT)?;
    for (column, text) in (0_u16..).zip(&table.head) {
        sheet.write_string_with_format(table.at, column, text, &head)?;
    }
    for (k, cells) in table.rows.iter().enumerate() {
        let row = table.at + 1 + k as u32;
        for (column, cell) in (0_u16..).zip(cells) {
            let stress = |format: Format| {
                if table.chosen == Some(k) { format.set_bold() } else { format }
            };
            write(sheet, row, column, cell, &stress)?;
        }
    }
    Ok(())
}

/// Writes a cell in its style.
pub fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    stress: &dyn Fn(Format) -> Format,
) -> Result<(), XlsxError> {
    let plain = Format::new()
        .set_border_bottom(FormatBorder::Hair)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    match cell {
        Cell::Empty => sheet.write_blank(row, column, &stress(plain))?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, text, &stress(plain))?,
        Cell::Number(value, kind) => {
            sheet.write_number_with_format(row, column, *value, &stress(shown(*kind)))?
        }
        Cell::Formula(formula, value, kind) => {
            let formula = Formula::new(formula).set_result(value.to_string());
            sheet.write_formula_with_format(row, column, formula, &stress(shown(*kind)))?
        }
        Cell::Word(formula, word) => {
            let formula = Formula::new(formula).set_result(word.clone());
            sheet.write_formula_with_format(row, column, formula, &stress(plain))?
        }
    };
    Ok(())
}

/// Text over the whole width, wrapped; `lines` high.
pub fn paragraph(
    sheet: &mut Worksheet,
    row: u32,
    last_column: u16,
    text: &str,
    lines: u32,
    bold: bool,
) -> Result<(), XlsxError> {
    let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let format = if bold { format.set_bold().set_font_size(13) } else { format };
    sheet.merge_range(row, 0, row, last_column, text, &format)?;
    sheet.set_row_height(row, 16.0 * f64::from(lines))?;
    Ok(())
}

/// A workbook that cannot be written is a defect of the program, not a mistake of the user.
pub fn defect(error: &XlsxError) -> Error {
    Error::Internal(format!("the workbook cannot be written: {error}"))
}
