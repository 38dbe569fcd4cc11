//! Verify: everything computed again from the entries alone: chains, commits, the tip, every grant and balance.
//!
//! It reads commits from a [`Source`]: a ledger file, a database or an export. It trusts no cache, no index, no snapshot;
//! it compares them where they are at hand. It shares nothing with the writer but the words of the format.

mod books;
mod chains;
mod heads;
mod papers;
mod totals;

use std::collections::BTreeMap;

use scrip_core::id::AccountId;
use scrip_core::pool::Pool;

pub use self::heads::{Heads, HeadsError};
pub use self::papers::Numbers;
pub use self::totals::Totals;

pub(crate) use self::papers::check_next;

use self::books::Books;
use self::chains::Chains;
use self::papers::Papers;
use crate::chain::{CommitHash, Hash};
use crate::error::StoreError;

/// Findings kept: after so many the ledger is beyond reading one by one.
const FINDINGS_MAX: usize = 200;
/// Pools whose books are kept at once: a few hundred megabytes; more pools, more passes over the source.
const POOLS_AT_ONCE: u64 = 100_000;

/// A commit as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The bucket whose chain it is in; 0 where there is one chain.
    pub bucket: u16,
    /// Its number in that chain, from 1.
    pub number: u64,
    /// Its time, microseconds since the Unix epoch.
    pub at: i64,
    /// The hash of the one before.
    pub before: Hash,
    /// Its own.
    pub hash: Hash,
    /// Its entries, in the order in which they are hashed.
    pub sections: Vec<OwnedSection>,
}

impl Commit {
    /// What it hashes to by what it holds.
    pub fn computed(&self) -> Hash {
        let mut hash = CommitHash::new(self.before, self.number, self.at);
        for section in &self.sections {
            let count = u64::try_from(section.entries.len()).unwrap_or(u64::MAX);
            hash.section(section.pool, section.first_seq, count, section.head);
        }
        hash.finish()
    }
}

/// Some entries of one pool that follow each other, and the pool's head after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedSection {
    /// The pool's number.
    pub pool: u64,
    /// The seq of the first.
    pub first_seq: u64,
    /// Canonical bytes of each.
    pub entries: Vec<Vec<u8>>,
    /// The pool's head after the last.
    pub head: Hash,
}

/// Where commits are read from, more than once, and the same ones each time: a source that others write to notes where each
/// bucket ends when it is opened, and leaves out what comes after.
pub trait Source {
    /// Shows each commit, those of one bucket in order; buckets may follow each other or be mixed. Of a pool, all is in one
    /// bucket. What cannot be read as a commit is told to `wrong`, and the walk goes on if it can.
    fn walk(&self, see: &mut dyn FnMut(Commit), wrong: &mut dyn FnMut(String)) -> Result<(), StoreError>;

    /// The last numbers of papers as documents said before the walk's end was noted; none where there are no documents.
    fn numbers(&self) -> Option<&Numbers> {
        None
    }

    /// About how many entries a walk shows, where that is known beforehand.
    fn entries(&self) -> Option<u64> {
        None
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many commits were read.
    pub commits: u64,
    /// How many entries.
    pub entries: u64,
    /// The heads of all pools, and of the commits.
    pub heads: Heads,
    /// The last number of each year's invoices and credit notes.
    pub papers: Numbers,
    /// What is wrong, in plain words; empty: every line adds up.
    pub findings: Vec<String>,
    /// What was not looked at, and why.
    pub notes: Vec<String>,
}

impl Report {
    /// True when every line adds up.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    pub(crate) fn find(&mut self, finding: String) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }
}

/// A pool's bytes as a snapshot has them, by pool and seq.
pub(crate) type States = BTreeMap<(u64, u64), Vec<u8>>;

/// Walks the source and computes everything again. `against` are heads that were kept elsewhere.
pub fn verify(source: &dyn Source, against: Option<&Heads>) -> Result<Report, StoreError> {
    verify_with(source, against, &States::new(), &mut ())
}

/// Told of what the books hold, as they are read.
pub(crate) trait Witness {
    /// An entry of this pool makes this account.
    fn account(&mut self, _account: &AccountId, _pool: u64) {}
    /// A pool after its last entry.
    fn pool(&mut self, _number: u64, _pool: &Pool) {}
}

impl Witness for () {}

/// The same, comparing snapshots, before a witness.
pub(crate) fn verify_with(
    source: &dyn Source,
    against: Option<&Heads>,
    states: &States,
    witness: &mut dyn Witness,
) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let mut chains = Chains::new(against);
    let mut wrong = Vec::new();
    source.walk(&mut |commit| chains.read(&commit), &mut |finding| wrong.push(finding))?;
    for finding in wrong {
        report.find(finding);
    }
    let last_pool = chains.finish(&mut report);
    let mut papers = Papers::default();
    for from in (0..=last_pool).step_by(usize::try_from(POOLS_AT_ONCE).unwrap_or(1)) {
        let mut books = Books::new(from..from.saturating_add(POOLS_AT_ONCE), states);
        source.walk(&mut |commit| books.read(&commit, &mut papers, witness), &mut |_| {})?;
        books.finish(&mut report, witness);
    }
    papers.finish(&mut report, source.numbers());
    Ok(report)
}
