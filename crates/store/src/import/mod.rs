//! Import: takes a whole ledger over from an export, and proves that both are the same.
//!
//! In this order: what is there is read and must be the beginning of the same ledger, or nothing → a mark says that the
//! ledger there is not whole, so that nobody serves it → entries that are not there yet, pools going on where they end →
//! documents that are not there yet → everything is read back and compared → the mark goes. Killed anywhere, it is run
//! again and goes on. Commits are the store's own, for they say when it wrote what; the pools' chains are the same.

mod docs;
mod proof;

use std::collections::BTreeMap;
use std::mem::take;
use std::path::Path;

use scrip_core::id::PoolNo;

pub use self::proof::{Proof, Side};

use self::docs::{carry, compare};
use crate::chain::Hash;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::export::{Folder, Progress, Step, Told};
use crate::store::{Run, Store};
use crate::verify::{Commit, Heads, Source, verify};

/// The setting that stands in a ledger while it is not whole.
pub(crate) const UNFINISHED: &str = "unfinished_import";

/// Entries written in one commit, and their bytes: enough to make the flush cheap, few enough to be quick on all stores.
const ENTRIES_TOGETHER: usize = 8_192;
const BYTES_TOGETHER: usize = 16 << 20;

/// Why an import was not done. Nothing was written, but for [`ImportError::Store`].
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The export cannot be read, or the store not be written. What was written stands; run again, it goes on.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The export has no documents.
    #[error(
        "the export holds entries only, for verifying: a ledger needs its catalogs and keys too. Export it again without --entries-only"
    )]
    EntriesOnly,
    /// The export does not add up.
    #[error("the export does not add up: {}", .0.join("; "))]
    Unsound(Vec<String>),
    /// The store has a ledger that does not add up.
    #[error("the ledger that is there does not add up; verify it, and import into an empty place: {}", .0.join("; "))]
    UnsoundThere(Vec<String>),
    /// The store has another ledger, or the same one has gone on.
    #[error("another ledger is there, or it has gone on since it was exported; import into an empty place: {}", .0.join("; "))]
    Another(Vec<String>),
}

/// An error if an import into this store has begun and not ended: what is there is not the whole ledger.
pub fn refuse_unfinished(store: &dyn Store) -> Result<(), StoreError> {
    match store.doc(DocKind::Setting, UNFINISHED)? {
        None => Ok(()),
        Some(_) => Err(StoreError::Unfit(
            "an import into this ledger has not ended: what is here is not the whole. Run `scrip import` again, it goes on".to_owned(),
        )),
    }
}

/// Takes the ledger in the folder over into the store. `there` reads what the store has, as somebody else would. Nobody
/// else may use the store meanwhile.
pub fn import(
    folder: &Path,
    store: &dyn Store,
    there: &dyn Fn() -> Result<Box<dyn Source>, StoreError>,
    tell: &mut Progress<'_>,
) -> Result<Proof, ImportError> {
    let folder = Folder::open(folder)?;
    if !folder.is_whole() {
        return Err(ImportError::EntriesOnly);
    }
    let begun = stands(&*there()?)?;
    let mut from = Side::of_folder(&folder, &begun, tell)?;
    let missing = compare(&folder, store)?;
    let is_all_there = begun.pools == from.heads().pools && missing.is_empty();
    if !is_all_there {
        store.adopt(Vec::new(), vec![mark(Some(b"see docs/cli.md, scrip import"))])?;
        write(&folder, store, &begun, tell)?;
    }
    from.docs = carry(&folder, store, &missing)?;
    store.settle()?;
    let to = Side::of_store(&*there()?, store, tell)?;
    let proof = Proof { from, to };
    if proof.is_equal() {
        store.adopt(Vec::new(), vec![mark(None)])?;
    }
    Ok(proof)
}

/// The pools that the store has; each must be sound.
fn stands(there: &dyn Source) -> Result<Heads, ImportError> {
    let report = verify(there, None)?;
    if !report.is_sound() {
        return Err(ImportError::UnsoundThere(report.findings));
    }
    Ok(Heads { chains: BTreeMap::new(), pools: report.heads.pools })
}

fn mark(body: Option<&[u8]>) -> Doc {
    Doc { kind: DocKind::Setting, key: UNFINISHED.to_owned(), body: body.map(<[u8]>::to_vec) }
}

/// Writes what the store does not have yet, some commits at a time.
fn write(folder: &Folder, store: &dyn Store, begun: &Heads, tell: &mut Progress<'_>) -> Result<(), StoreError> {
    let mut gathered = Gathered { begun, runs: BTreeMap::new(), entries: 0, bytes: 0 };
    let mut result = Ok(());
    let mut see = |commit: Commit| {
        if result.is_ok() {
            gathered.add(commit);
            if gathered.is_full() {
                result = gathered.flush(store);
            }
        }
    };
    Told::new(folder, Step::Writing, tell).walk(&mut see, &mut |_| {})?;
    result.and_then(|()| gathered.flush(store))
}

/// Entries that are written together.
struct Gathered<'h> {
    begun: &'h Heads,
    runs: BTreeMap<u64, Gathering>,
    entries: usize,
    bytes: usize,
}

struct Gathering {
    first_seq: u64,
    entries: Vec<Vec<u8>>,
    head: Hash,
}

impl Gathered<'_> {
    fn add(&mut self, commit: Commit) {
        for section in commit.sections {
            let stood = self.begun.pools.get(&section.pool).map_or(0, |(last, _)| *last);
            let skipped = usize::try_from((stood + 1).saturating_sub(section.first_seq)).unwrap_or(usize::MAX);
            if skipped >= section.entries.len() {
                continue;
            }
            let first_seq = section.first_seq.max(stood + 1);
            let run = self.runs.entry(section.pool);
            let run = run.or_insert_with(|| Gathering { first_seq, entries: Vec::new(), head: Hash::ZERO });
            for bytes in section.entries.into_iter().skip(skipped) {
                self.entries += 1;
                self.bytes += bytes.len();
                run.entries.push(bytes);
            }
            run.head = section.head;
        }
    }

    fn is_full(&self) -> bool {
        self.entries >= ENTRIES_TOGETHER || self.bytes >= BYTES_TOGETHER
    }

    fn flush(&mut self, store: &dyn Store) -> Result<(), StoreError> {
        (self.entries, self.bytes) = (0, 0);
        let run = |(number, run): (u64, Gathering)| {
            let pool = PoolNo::new(number);
            let pool = pool.ok_or_else(|| StoreError::Corrupt(format!("{number} is no number of a pool")))?;
            Ok(Run { pool, first_seq: run.first_seq, entries: run.entries, head: run.head })
        };
        let runs = take(&mut self.runs).into_iter().map(run).collect::<Result<Vec<_>, StoreError>>()?;
        if runs.is_empty() { Ok(()) } else { store.adopt(runs, Vec::new()) }
    }
}
