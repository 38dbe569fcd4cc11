//! The catalog file: TOML for people, JSON for programs, one set of names. Read whole, with every problem and its line.
//!
//! [`parse`] reads, [`Wire`] is the same in JSON on the way out. What a catalog may say is checked by `scrip_core::catalog`.

mod read;
mod read_feature;
mod read_plan;
mod read_settings;
mod reader;
mod tree;
mod write;

pub mod wire;

use std::fmt;

use scrip_core::catalog::{Catalog, Flaw};

pub use wire::Wire;

use reader::Reader;

/// How a catalog file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TOML, for people.
    Toml,
    /// JSON, the same names.
    Json,
}

/// One problem with a catalog file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogProblem {
    /// Where, in the names of the file: `features[2].price.tiers[1].up_to`; empty for the file as a whole.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub reason: String,
    /// What would be right.
    pub remedy: String,
}

impl fmt::Display for CatalogProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column, reason, remedy } = self;
        write!(f, "line {line}, column {column}")?;
        if !path.is_empty() {
            write!(f, ", {path}")?;
        }
        write!(f, ": {reason}. Right would be: {remedy}")
    }
}

/// The longest catalog file: a thousand features in full fit well.
pub const FILE_BYTES_MAX: usize = 1 << 20;

/// More problems than anybody reads at once.
const PROBLEMS_MAX: usize = 100;

/// The catalog of a file as the version of that number, or every problem of the file in the order of its lines.
pub fn parse(source: &str, format: Format, version: u32) -> Result<Catalog, Vec<CatalogProblem>> {
    if source.len() > FILE_BYTES_MAX {
        let reason = format!("a file of {} bytes", source.len());
        return Err(vec![problem(source, "", 0, &reason, &format!("at most {FILE_BYTES_MAX} bytes"))]);
    }
    let tree = match format {
        Format::Toml => tree::of_toml(source),
        Format::Json => tree::of_json(source),
    };
    let tree = tree.map_err(|broken| {
        let remedy = match format {
            Format::Toml => "TOML: `key = value` lines under [table] and [[list]] heads",
            Format::Json => "JSON, with the names of the catalog file",
        };
        broken
            .iter()
            .take(PROBLEMS_MAX)
            .map(|broken| problem(source, "", broken.at, &broken.reason, remedy))
            .collect::<Vec<_>>()
    })?;
    let mut reader = Reader::default();
    let draft = read::draft(&mut reader, &tree);
    let checked = Catalog::new(version, draft);
    let flaws = checked.as_ref().err().map(Vec::as_slice).unwrap_or_default();
    let problems = problems(source, &reader, flaws);
    match checked {
        Ok(catalog) if problems.is_empty() => Ok(catalog),
        _ => Err(problems),
    }
}

/// What the reader found and what the check found, by line. A value that could not be read was replaced, so what the
/// check says about it, or about what it holds, is left out.
fn problems(source: &str, reader: &Reader, flaws: &[Flaw]) -> Vec<CatalogProblem> {
    let found = reader.found.iter().map(|f| (f.at, problem(source, &f.path, f.at, &f.reason, &f.remedy)));
    let flawed = flaws.iter().filter(|flaw| !reader.is_unread(&flaw.path)).map(|flaw| {
        let at = reader.place(&flaw.path);
        (at, problem(source, &flaw.path, at, &flaw.reason, &flaw.remedy))
    });
    let mut all: Vec<(usize, CatalogProblem)> = found.chain(flawed).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, problem)| problem).take(PROBLEMS_MAX).collect()
}

/// The catalog as JSON with the names of the file: what `parse` reads back to the same catalog.
pub fn to_json(catalog: &Catalog) -> String {
    serde_json::to_string(&Wire::from(catalog)).unwrap_or_default()
}

fn problem(source: &str, path: &str, at: usize, reason: &str, remedy: &str) -> CatalogProblem {
    let before = source.get(..at).unwrap_or(source);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    CatalogProblem { path: path.to_owned(), line, column, reason: reason.to_owned(), remedy: remedy.to_owned() }
}

#[cfg(test)]
mod tests;
