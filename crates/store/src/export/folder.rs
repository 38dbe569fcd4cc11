//! An export, read: its commits as a source, its documents, its heads.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Error as IoError};
use std::path::{Path, PathBuf};

use super::docs::{DocLines, DocSums};
use super::line::parse;
use super::{DOCS, HEADS, LEDGER};
use crate::doc::Doc;
use crate::error::StoreError;
use crate::verify::{Commit, Heads, Report, Source, verify};

/// A folder that holds an export.
pub struct Folder {
    path: PathBuf,
    heads: Heads,
    /// Words are held to their bytes in the first walk; the later ones read the same lines.
    were_words_read: Cell<bool>,
}

impl Folder {
    /// Opens an export that was written to its end.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let text = fs::read_to_string(path.join(HEADS)).map_err(StoreError::unavailable("read the export's heads"))?;
        let heads = Heads::from_json(&text).map_err(|error| StoreError::Corrupt(format!("{HEADS} {error}")))?;
        Ok(Self { path: path.to_owned(), heads, were_words_read: Cell::new(false) })
    }

    /// What the export says that it adds up to.
    pub fn heads(&self) -> &Heads {
        &self.heads
    }

    /// Whether it holds the documents too.
    pub fn is_whole(&self) -> bool {
        self.path.join(DOCS).exists()
    }

    /// Computes everything again, against the export's own heads and, if given, against others.
    pub fn verify(&self, against: Option<&Heads>) -> Result<Report, StoreError> {
        self.were_words_read.set(false);
        let mut report = verify(self, Some(against.unwrap_or(&self.heads)))?;
        self.check_heads(&mut report);
        Ok(report)
    }

    pub(crate) fn check_heads(&self, report: &mut Report) {
        if report.heads != self.heads {
            report.find(format!("{HEADS} is not what {LEDGER} adds up to"));
        }
    }

    /// Shows every document; their sums are those that the file ends with.
    pub(crate) fn docs(&self, see: &mut dyn FnMut(Doc) -> Result<(), StoreError>) -> Result<DocSums, StoreError> {
        let mut lines = DocLines::default();
        let mut is_whole = false;
        for (line, number) in open(&self.path.join(DOCS))?.lines().zip(1_u64..) {
            let broken = || StoreError::Corrupt(format!("line {number} of {DOCS} is no document"));
            let line = line.map_err(failed)?;
            match lines.parse(&line) {
                Ok(Some(doc)) if !is_whole => see(doc)?,
                Ok(None) if !is_whole => is_whole = true,
                _ => return Err(broken()),
            }
        }
        if is_whole { Ok(lines.into_sums()) } else { Err(StoreError::Corrupt(format!("{DOCS} has no end"))) }
    }
}

/// Verifies an export alone, against its own heads and, if given, against others.
pub fn verify_export(folder: &Path, against: Option<&Heads>) -> Result<Report, StoreError> {
    Folder::open(folder)?.verify(against)
}

impl Source for Folder {
    fn walk(&self, see: &mut dyn FnMut(Commit), wrong: &mut dyn FnMut(String)) -> Result<(), StoreError> {
        let with_words = !self.were_words_read.get();
        for (line, number) in open(&self.path.join(LEDGER))?.lines().zip(1_u64..) {
            match line {
                Ok(line) => match parse(&line, with_words) {
                    Some((commit, said)) => {
                        for finding in said {
                            wrong(format!("line {number}: {finding}"));
                        }
                        see(commit);
                    }
                    None => wrong(format!("line {number} of {LEDGER} is no commit")),
                },
                Err(error) => wrong(format!("line {number} of {LEDGER}: {error}")),
            }
        }
        self.were_words_read.set(true);
        Ok(())
    }

    fn entries(&self) -> Option<u64> {
        Some(self.heads.pools.values().map(|(last, _)| last).sum())
    }
}

fn open(path: &Path) -> Result<BufReader<File>, StoreError> {
    Ok(BufReader::with_capacity(1 << 20, File::open(path).map_err(failed)?))
}

fn failed(error: IoError) -> StoreError {
    StoreError::unavailable("read the export")(error)
}
