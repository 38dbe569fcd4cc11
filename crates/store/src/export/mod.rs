//! Exports: a folder that holds a ledger, for a stranger to verify alone, or whole, to be taken over by another store.
//!
//! - `ledger.jsonl`, a line a commit: `{"bucket", "commit", "at", "before", "hash", "sections": [{"pool", "first_seq",
//!   "head", "entries": [{"seq", "at", "says", "bytes"}]}]}`. `bytes` is what is hashed, in hexadecimal; `at` and `says` say
//!   the same for people, and verify holds them to it. Times of commits are microseconds since the Unix epoch.
//! - `docs.jsonl`, a line a document: `{"kind", "key", "text"}`, or `bytes` in hexadecimal where it is no text; the last line
//!   is `{"documents", "sum"}`. Names, mail addresses and secrets stand here: nobody else may read the folder then.
//! - `heads.json`, written last: a folder without it holds no export.

mod docs;
mod folder;
mod line;
mod progress;

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{BufWriter, Error as IoError, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

pub use self::folder::{Folder, verify_export};
pub use self::progress::{Progress, Step};

pub(crate) use self::docs::{DocSums, is_carried};
pub(crate) use self::progress::Told;

use self::docs::DocLines;
use self::line::line;
use crate::doc::Doc;
use crate::error::StoreError;
use crate::verify::{Commit, Heads, Report, Source, verify};

const LEDGER: &str = "ledger.jsonl";
const DOCS: &str = "docs.jsonl";
const HEADS: &str = "heads.json";

/// A ledger as a whole, which others may write to meanwhile.
pub trait Whole: Source {
    /// Shows every document. From then on the walk ends with the commits that were there at the same instant.
    fn docs(&mut self, see: &mut dyn FnMut(Doc)) -> Result<(), StoreError>;
}

/// Writes all commits of the source into the folder, and says what it found on the way.
pub fn export(source: &dyn Source, folder: &Path) -> Result<Report, StoreError> {
    let report = verify(source, None)?;
    let files = Files::new(folder, false)?;
    files.commits(source, &report.heads)?;
    files.finish(&report.heads)?;
    Ok(report)
}

/// Writes the ledger as a whole into the folder, which only its owner may read then. A ledger that does not add up is not
/// exported: what was found is told, and no export is left in the folder.
pub fn export_whole(source: &mut dyn Whole, folder: &Path, tell: &mut Progress<'_>) -> Result<Report, StoreError> {
    let files = Files::new(folder, true)?;
    files.docs(source)?;
    let report = verify(&Told::new(source, Step::Checking, tell), None)?;
    if report.is_sound() {
        files.commits(&Told::new(source, Step::Writing, tell), &report.heads)?;
        files.finish(&report.heads)?;
    } else {
        files.remove().map_err(failed)?;
    }
    Ok(report)
}

/// The files of an export that is being written.
struct Files<'f> {
    folder: &'f Path,
    is_secret: bool,
}

impl<'f> Files<'f> {
    /// Makes the folder ready; an export that is there is none from now on.
    fn new(folder: &'f Path, is_secret: bool) -> Result<Self, StoreError> {
        let ready = || {
            let mode = if is_secret { 0o700 } else { 0o777 };
            DirBuilder::new().recursive(true).mode(mode).create(folder)?;
            if is_secret {
                fs::set_permissions(folder, Permissions::from_mode(mode))?;
            }
            Ok(())
        };
        ready().map_err(failed)?;
        let files = Self { folder, is_secret };
        files.remove().map_err(failed)?;
        Ok(files)
    }

    fn remove(&self) -> Result<(), IoError> {
        for name in [HEADS, DOCS, LEDGER] {
            match fs::remove_file(self.folder.join(name)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn create(&self, name: &str) -> Result<BufWriter<File>, IoError> {
        let mode = if self.is_secret { 0o600 } else { 0o666 };
        let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(self.folder.join(name))?;
        Ok(BufWriter::with_capacity(1 << 20, file))
    }

    fn commits(&self, source: &dyn Source, heads: &Heads) -> Result<(), StoreError> {
        let mut file = self.create(LEDGER).map_err(failed)?;
        let mut result = Ok(());
        let mut see = |commit: Commit| {
            // What came after the heads were taken is left for the next export.
            let last = heads.chains.get(&commit.bucket).map_or(0, |(number, _)| *number);
            if result.is_ok() && commit.number <= last {
                result = writeln!(file, "{}", line(&commit));
            }
        };
        source.walk(&mut see, &mut |_| {})?;
        result.and_then(|()| flush(file)).map_err(failed)
    }

    fn docs(&self, source: &mut dyn Whole) -> Result<(), StoreError> {
        let mut file = self.create(DOCS).map_err(failed)?;
        let (mut lines, mut result) = (DocLines::default(), Ok(()));
        source.docs(&mut |doc| {
            if result.is_ok() && is_carried(&doc) {
                result = writeln!(file, "{}", lines.line(&doc));
            }
        })?;
        let end = |()| writeln!(file, "{}", lines.last());
        result.and_then(end).and_then(|()| flush(file)).map_err(failed)
    }

    fn finish(&self, heads: &Heads) -> Result<(), StoreError> {
        let write = || {
            let mut file = self.create(HEADS)?;
            file.write_all(heads.to_json().as_bytes())?;
            flush(file)?;
            File::open(self.folder)?.sync_all()
        };
        write().map_err(failed)
    }
}

fn flush(file: BufWriter<File>) -> Result<(), IoError> {
    file.into_inner().map_err(IoError::other)?.sync_all()
}

fn failed(error: IoError) -> StoreError {
    StoreError::unavailable("write the export")(error)
}
