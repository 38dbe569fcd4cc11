//! Proof: counts, sums and heads of both sides, each computed from the entries that stand there.

use std::collections::BTreeMap;

use scrip_core::pool::Pool;

use super::ImportError;
use super::docs::sums;
use crate::doc::DocKind;
use crate::error::StoreError;
use crate::export::{DocSums, Folder, Progress, Step, Told};
use crate::store::Store;
use crate::verify::{Heads, Report, Source, States, Totals, Witness, verify_with};

/// Differences named; where there are more, the first ones tell why.
const DIFFERENCES_MAX: usize = 20;

/// Both sides of an import.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The export.
    pub from: Side,
    /// What the store has, read back.
    pub to: Side,
}

/// What one side has.
#[derive(Clone, Debug)]
pub struct Side {
    report: Report,
    pools: Pools,
    pub(super) docs: DocSums,
}

/// Each pool's totals.
#[derive(Clone, Debug, Default)]
struct Pools(BTreeMap<u64, Totals>);

impl Witness for Pools {
    fn pool(&mut self, number: u64, pool: &Pool) {
        self.0.insert(number, Totals::of(pool));
    }
}

impl Side {
    /// The export: it must add up, and begin with what the store has.
    pub(super) fn of_folder(folder: &Folder, begun: &Heads, tell: &mut Progress<'_>) -> Result<Self, ImportError> {
        let mut pools = Pools::default();
        let told = Told::new(folder, Step::Checking, tell);
        let mut report = verify_with(&told, Some(begun), &States::new(), &mut pools)?;
        folder.check_heads(&mut report);
        if report.is_sound() {
            return Ok(Self { report, pools, docs: DocSums::default() });
        }
        let alone = folder.verify(None)?;
        Err(if alone.is_sound() {
            ImportError::Another(others(begun, &alone.heads))
        } else {
            ImportError::Unsound(alone.findings)
        })
    }

    pub(super) fn of_store(there: &dyn Source, store: &dyn Store, tell: &mut Progress<'_>) -> Result<Self, StoreError> {
        let mut pools = Pools::default();
        let told = Told::new(there, Step::Proving, tell);
        let report = verify_with(&told, None, &States::new(), &mut pools)?;
        Ok(Self { report, pools, docs: sums(store)? })
    }

    /// The heads of all pools, and of the side's own commits.
    pub fn heads(&self) -> &Heads {
        &self.report.heads
    }

    /// How many commits hold them: each store cuts them as it pleases.
    pub fn commits(&self) -> u64 {
        self.report.commits
    }

    /// How many entries.
    pub fn entries(&self) -> u64 {
        self.report.entries
    }

    /// The sum over all pools.
    pub fn totals(&self) -> Totals {
        let mut all = Totals::default();
        self.pools.0.values().for_each(|totals| all.add(totals));
        all
    }

    /// How many documents of each kind.
    pub fn docs(&self) -> impl Iterator<Item = (DocKind, u64)> {
        self.docs.counts()
    }
}

impl Proof {
    /// True when both sides are the same.
    pub fn is_equal(&self) -> bool {
        self.differences().is_empty()
    }

    /// Where the sides differ, or the store's does not add up.
    pub fn differences(&self) -> Vec<String> {
        let (from, to) = (&self.from, &self.to);
        let mut found = to.report.findings.clone();
        if from.entries() != to.entries() {
            found.push(format!("the export has {} entries, the store {}", from.entries(), to.entries()));
        }
        found.extend(differing("head", &from.heads().pools, &to.heads().pools));
        found.extend(differing("sums", &from.pools.0, &to.pools.0));
        if from.docs != to.docs {
            found.push("the documents are not the same".to_owned());
        }
        found.truncate(DIFFERENCES_MAX);
        found
    }

    /// How many pools have the same last entry, head and sums on both sides.
    pub fn equal_pools(&self) -> usize {
        let heads = &self.to.heads().pools;
        let is_equal = |(number, head): &(&u64, &(u64, crate::chain::Hash))| {
            heads.get(number) == Some(head) && self.from.pools.0.get(number) == self.to.pools.0.get(number)
        };
        self.from.heads().pools.iter().filter(is_equal).count()
    }
}

fn differing<T: PartialEq>(what: &str, from: &BTreeMap<u64, T>, to: &BTreeMap<u64, T>) -> Vec<String> {
    let numbers = from.keys().chain(to.keys().filter(|number| !from.contains_key(number)));
    let differing = numbers.filter(|number| from.get(number) != to.get(number)).take(DIFFERENCES_MAX);
    differing.map(|number| format!("pool {number}: its {what} on one side is not that on the other")).collect()
}

/// What is in the store and not at the beginning of the export.
fn others(begun: &Heads, here: &Heads) -> Vec<String> {
    let other = |(pool, (seq, head)): (&u64, &(u64, crate::chain::Hash))| match here.pools.get(pool) {
        None => Some(format!("pool {pool} is not in the export")),
        Some((last, _)) if last < seq => Some(format!("pool {pool} has entry {seq}, the export ends at {last}")),
        Some((last, mine)) if last == seq && mine != head => Some(format!("pool {pool} has other entries")),
        Some(_) => None,
    };
    let mut found: Vec<_> = begun.pools.iter().filter_map(other).take(DIFFERENCES_MAX).collect();
    if found.is_empty() {
        found.push("a pool has other entries".to_owned());
    }
    found
}
