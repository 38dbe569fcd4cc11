//! What is printed: sentences and tables for people, the API's JSON for programs.

use std::io::{self, Write};

use comfy_table::{Cell, CellAlignment, LineStyle, Table, TableStyle};
use scrip_client::{Credits, Reply};

use crate::fault::Fault;

/// Where answers go, and for whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Out {
    json: bool,
}

impl Out {
    pub(crate) const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether a program reads it.
    pub(crate) const fn is_json(self) -> bool {
        self.json
    }

    /// An answer: as it came for programs, as `people` puts it for people.
    pub(crate) fn reply<T>(self, reply: &Reply<T>, people: impl FnOnce(&T) -> String) {
        if self.json {
            self.line(if reply.json.is_empty() { "{}" } else { &reply.json });
        } else {
            self.line(&people(&reply.value));
            if reply.replayed {
                self.line("(The same key was used before: this is that answer once more; nothing moved again.)");
            }
        }
    }

    /// An answer that is not the API's own.
    pub(crate) fn value(self, json: &serde_json::Value, people: impl FnOnce() -> String) {
        if self.json { self.line(&json.to_string()) } else { self.line(&people()) }
    }

    /// What went wrong: a sentence on the error stream; for programs, the server's problem in place of the answer too.
    pub(crate) fn fault(self, fault: &Fault) {
        if self.json
            && let Some(problem) = fault.problem()
        {
            self.line(&problem.json);
        }
        // Nobody is left to be told when this fails.
        let _ = writeln!(io::stderr(), "scrip: {fault}");
    }

    /// One line, or several. A reader who has gone away is no fault of ours.
    #[expect(clippy::unused_self, reason = "one place decides where things are printed")]
    pub(crate) fn line(self, text: &str) {
        let _ = writeln!(io::stdout(), "{}", text.trim_end());
    }
}

/// A table for people: heads, rows; `>` before a head aligns its column to the right.
pub(crate) fn table(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')));
    table.set_header(heads.iter().map(|head| head.trim_start_matches('>')));
    for row in rows {
        table.add_row(row.into_iter().zip(heads).map(|(text, head)| {
            let align = if head.starts_with('>') { CellAlignment::Right } else { CellAlignment::Left };
            Cell::new(text).set_alignment(align)
        }));
    }
    lines(table.lines().map(|line| line.trim_end().to_owned()))
}

/// `12,345.5`, as people write credits.
pub(crate) fn credits(credits: Credits) -> String {
    let text = credits.to_string();
    let (sign, size) = text.strip_prefix('-').map_or(("", text.as_str()), |size| ("-", size));
    let (whole, part) = size.split_once('.').map_or((size, String::new()), |(whole, part)| (whole, format!(".{part}")));
    format!("{sign}{}{part}", thousands(whole))
}

/// Lines under each other.
pub(crate) fn lines(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().flat_map(|line| [line, "\n".to_owned()]).collect()
}

/// A count with commas.
pub(crate) fn count(count: &impl ToString) -> String {
    thousands(&count.to_string())
}

fn thousands(digits: &str) -> String {
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 credit`, `2 credits`.
pub(crate) fn of_credits(amount: Credits) -> String {
    format!("{} {}", credits(amount), if amount == Credits::from(1) { "credit" } else { "credits" })
}

/// An instant as people read it: without its fraction.
pub(crate) fn instant(text: &str) -> String {
    let whole = text.split(['.', 'Z']).next().unwrap_or(text);
    whole.replace('T', " ")
}

/// A cell that may be empty.
pub(crate) fn or_dash(text: Option<&str>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or("-").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_as_people_write_them() {
        let rows = [
            (0, "0"),
            (999_000, "999"),
            (1_000_000, "1,000"),
            (-1_234_567_500, "-1,234,567.5"),
            (12, "0.012"),
            (100_000_001, "100,000.001"),
        ];
        for (milli, expected) in rows {
            assert_eq!(credits(Credits::from_milli(milli)), expected);
        }
        assert_eq!(of_credits(Credits::from(1)), "1 credit");
        assert_eq!(instant("2026-11-22T21:00:00.123456Z"), "2026-11-22 21:00:00");
    }

    #[test]
    fn a_table_aligns_figures_to_the_right() {
        let drawn =
            table(&["id", ">left"], [vec!["a".to_owned(), "1".to_owned()], vec!["bc".to_owned(), "1,000".to_owned()]]);
        let lines: Vec<&str> = drawn.lines().collect();
        assert_eq!(lines[2..], [" a        1", " bc   1,000"], "{drawn}");
    }
}
