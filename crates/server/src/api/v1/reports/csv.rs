//! A report as CSV (RFC 4180): a head and rows. Texts that a spreadsheet would take for a formula are guarded.

use crate::api::v1::csv_cell;

/// A head and rows.
pub(super) struct Table(String);

impl Table {
    /// Only a head yet.
    pub(super) fn of(head: &[&str]) -> Self {
        Self(head.join(",") + "\r\n")
    }

    /// Adds a row of texts and numbers, the numbers as they are.
    pub(super) fn row(&mut self, cells: &[Cell<'_>]) {
        let shown: Vec<String> = cells.iter().map(Cell::shown).collect();
        self.0.push_str(&shown.join(","));
        self.0.push_str("\r\n");
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A cell.
pub(super) enum Cell<'t> {
    /// A text of whoever.
    Text(&'t str),
    /// A number, exact.
    Number(String),
}

impl Cell<'_> {
    /// A number or an instant of ours.
    pub(super) fn number(number: impl std::fmt::Display) -> Self {
        Self::Number(number.to_string())
    }

    fn shown(&self) -> String {
        match self {
            Self::Text(text) => csv_cell(text),
            Self::Number(number) => number.clone(),
        }
    }
}
