//! Cells of a workbook by place, whatever size its sheets say they have.

use crate::handover::sheet::layout::{Column, Row, cell};
use calamine::{DataRef, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Text.
    Text(String),
    /// A number, as a program shows it.
    Number(f64),
    /// A day or time, as the number of days since 1900 it is kept as.
    Date(f64),
    /// A value that a formula gives.
    Formula,
    /// True, false or an error.
    Other,
}

/// A sheet's cells that are not empty.
#[derive(Debug)]
pub(super) struct Sheet {
    pub name: String,
    pub cells: BTreeMap<(Row, Column), Value>,
}

impl Sheet {
    /// Text of a cell, without blanks around it; empty if there is none.
    pub fn text(&self, row: Row, column: Column) -> &str {
        match self.cells.get(&(row, column)) {
            Some(Value::Text(text)) => text.trim(),
            _ => "",
        }
    }

    /// `roster.xlsx:Roster!F12`.
    pub fn place(&self, file: &str, row: Row, column: Column) -> String {
        format!("{file}:{}!{}", self.name, cell(row, column))
    }
}

/// A workbook.
pub(super) struct Book(Xlsx<Cursor<Vec<u8>>>);

/// Most cells of a sheet: far beyond 200 people over five weeks.
const CELLS_MAX: usize = 1_000_000;

impl Book {
    /// Opens a workbook.
    ///
    /// # Errors
    /// Why it is none.
    pub fn open(bytes: Vec<u8>) -> Result<Self, String> {
        Xlsx::new(Cursor::new(bytes)).map(Self).map_err(|error| error.to_string())
    }

    /// A sheet by its name; `None` if there is none, or if it cannot be read.
    pub fn sheet(&mut self, name: &str) -> Option<Sheet> {
        if !self.0.sheet_names().iter().any(|own| own == name) {
            return None;
        }
        let mut cells = BTreeMap::new();
        let mut reader = self.0.worksheet_cells_reader(name).ok()?;
        while let Some(cell) = reader.next_cell().ok()? {
            let (row, column) = cell.get_position();
            let value = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::String(text) => Value::Text(text.clone()),
                DataRef::SharedString(text) => Value::Text((*text).to_owned()),
                DataRef::Int(number) => Value::Number(*number as f64),
                DataRef::Float(number) => Value::Number(*number),
                DataRef::DateTime(date) => Value::Date(date.as_f64()),
                _ => Value::Other,
            };
            if cells.len() >= CELLS_MAX {
                return None;
            }
            cells.insert((row, column as Column), value);
        }
        drop(reader);
        let mut reader = self.0.worksheet_cells_reader(name).ok()?;
        while let Some(cell) = reader.next_formula().ok()? {
            let (row, column) = cell.get_position();
            if !cell.get_value().is_empty() && cells.len() < CELLS_MAX {
                cells.insert((row, column as Column), Value::Formula);
            }
        }
        Some(Sheet { name: name.to_owned(), cells })
    }
}
