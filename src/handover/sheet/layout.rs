//! Where things stand in the workbook; the reader of an edited one relies on the marks alone.

/// Rows and columns are counted from 0.
pub type Row = u32;
/// Columns are counted from 0.
pub type Column = u16;

/// What the identity sheet says it is.
pub const SCHEMA: &str = "obsada.roster-sheet/1";
/// The sheet with the workbook's identity; never shown.
pub const IDENTITY: &str = "obsada-identity";
/// The sheet in which cells are turned into numbers; hidden.
pub const COUNTS: &str = "obsada-counts";
/// Marks the row of dates, in the hidden first column.
pub const DATES_MARK: &str = "#dates";
/// Marks rows of sums, in the hidden first column.
pub const SUMS_MARK: &str = "#sums";

/// The hidden column of marks and identities.
pub const ID: Column = 0;
/// Names.
pub const NAME: Column = 1;
/// Hours, norm and balance.
pub const TOTALS: Column = 2;
/// First day.
pub const FIRST_DAY: Column = 5;
/// The row of weeks' labels; days and dates follow.
pub const WEEKS_ROW: Row = 2;
/// The row of dates.
pub const DATES_ROW: Row = 4;
/// First person.
pub const FIRST_PERSON: Row = 5;

/// Minutes as the key of a shift: start and length.
pub fn shift_key(start: u32, length: u32) -> u32 {
    start * 10_000 + length
}

/// `F12`.
pub fn cell(row: Row, column: Column) -> String {
    format!("{}{}", column_name(column), row + 1)
}

/// `$F$12`.
pub fn fixed_cell(row: Row, column: Column) -> String {
    format!("${}${}", column_name(column), row + 1)
}

/// `$F$6:$F$30`, both ends included.
pub fn range((row, column): (Row, Column), (to_row, to_column): (Row, Column)) -> String {
    format!("{}:{}", fixed_cell(row, column), fixed_cell(to_row, to_column))
}

/// `'Sheet'!` in front of a reference.
pub fn on(sheet: &str, reference: &str) -> String {
    format!("'{sheet}'!{reference}")
}

/// `A` to `XFD`.
pub fn column_name(column: Column) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        let names = [0, 25, 26, 51, 52, 701, 702, 16_383].map(column_name);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
        assert_eq!(range((5, 5), (9, 6)), "$F$6:$G$10");
    }
}
