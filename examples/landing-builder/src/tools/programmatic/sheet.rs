//! A CSV as rows of named fields, each row read or named with its line and what is wrong with it.

use std::collections::BTreeMap;

use crate::fault::Fault;

/// One run makes no more than this; a reservation and one file bear it.
pub(crate) const ROWS_MAX: usize = 2_000;
/// Columns of a sheet that a person wrote.
const COLUMNS_MAX: usize = 50;

/// A header and its rows.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Result<Row, Bad>>,
}

/// A row by the names of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) fields: BTreeMap<String, String>,
}

/// A row that makes no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bad {
    pub(crate) line: u64,
    pub(crate) reason: String,
}

impl Sheet {
    /// The first line names the columns.
    pub(crate) fn read(text: &str) -> Result<Self, Fault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let head = reader.headers().map_err(|error| Fault::bad(format!("This is no CSV: {error}.")))?;
        let columns: Vec<String> = head.iter().map(ToOwned::to_owned).collect();
        if columns.iter().all(String::is_empty) {
            return Err(Fault::bad("The first line must name the columns, such as city,price."));
        }
        if columns.len() > COLUMNS_MAX {
            return Err(Fault::bad(format!("A sheet has at most {COLUMNS_MAX} columns.")));
        }
        let mut rows = Vec::new();
        let mut lines = Lines::of(text);
        for record in reader.records() {
            if rows.len() == ROWS_MAX {
                return Err(Fault::bad(format!("One run makes at most {ROWS_MAX} pages. Split the sheet.")));
            }
            rows.push(match record {
                Ok(record) => row(&columns, &record, lines.at(record.position())),
                Err(error) => {
                    let line = lines.at(error.position());
                    Err(Bad { line, reason: format!("this line is no CSV: {error}") })
                }
            });
        }
        if rows.is_empty() {
            return Err(Fault::bad("There is no row below the line that names the columns."));
        }
        Ok(Self { columns, rows })
    }

    /// Rows, good or bad: what a quote is asked for.
    pub(crate) fn count(&self) -> u64 {
        u64::try_from(self.rows.len()).unwrap_or(u64::MAX)
    }
}

/// Lines as people count them. The reader's own count stands before the empty lines that it skips.
struct Lines<'a> {
    rest: &'a [u8],
    byte: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self { rest: text.as_bytes(), byte: 0, line: 1 }
    }

    /// Asked in ascending order, so that the text is walked once.
    fn at(&mut self, place: Option<&csv::Position>) -> u64 {
        let until = place.and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or_default();
        while let Some((first, rest)) = self.rest.split_first() {
            if self.byte >= until && !matches!(first, b'\n' | b'\r') {
                break;
            }
            self.line += u64::from(*first == b'\n');
            self.byte += 1;
            self.rest = rest;
        }
        self.line
    }
}

fn row(columns: &[String], record: &csv::StringRecord, line: u64) -> Result<Row, Bad> {
    if record.len() != columns.len() {
        let reason = format!("has {} fields, the first line names {}", record.len(), columns.len());
        return Err(Bad { line, reason });
    }
    let fields = columns.iter().cloned().zip(record.iter().map(ToOwned::to_owned)).collect();
    Ok(Row { line, fields })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Good and bad rows, or what is said.
    type Counted<'a> = Result<(usize, usize), &'a str>;

    #[test]
    fn sheets_and_what_is_wrong_with_them() {
        let many = format!("a\n{}", "1\n".repeat(ROWS_MAX + 1));
        let most = format!("a\n{}", "1\n".repeat(ROWS_MAX));
        let rows: &[(&str, Counted)] = &[
            ("city,price\nRome,5\nOslo,6\n", Ok((2, 0))),
            ("\u{feff}city;price\nRome;5", Ok((1, 0))),
            ("city,price\r\n\"a \"\"quoted\"\" one, with a comma\",5\r\n", Ok((1, 0))),
            ("city,price\nRome\nOslo,6,7\nBonn,8", Ok((1, 2))),
            ("city,price\n", Err("no row")),
            ("", Err("name the columns")),
            (&most, Ok((ROWS_MAX, 0))),
            (&many, Err("at most 2000")),
        ];
        for (text, expected) in rows {
            let counts = Sheet::read(text).map(|sheet| {
                let bad = sheet.rows.iter().filter(|row| row.is_err()).count();
                (sheet.rows.len() - bad, bad)
            });
            match (counts, expected) {
                (Ok(counts), Ok(expected)) => assert_eq!(counts, *expected, "{text:?}"),
                (Err(fault), Err(expected)) => assert!(fault.to_string().contains(expected), "{fault}"),
                (counts, expected) => panic!("{text:?}: {counts:?} {expected:?}"),
            }
        }
    }

    #[test]
    fn bad_rows_are_named_by_their_line() {
        let sheet = Sheet::read("city,price\nRome,5\n\nOslo\nBonn,8\n").unwrap();
        let bad: Vec<_> = sheet.rows.into_iter().filter_map(Result::err).collect();
        assert_eq!(bad, [Bad { line: 4, reason: "has 1 fields, the first line names 2".to_owned() }]);
    }
}
