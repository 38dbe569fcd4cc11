//! The chains: each pool's over its entries, each bucket's commits over each other and the heads. Knows bytes, no entry.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::replace;

use super::{Commit, Heads, Report};
use crate::chain::Hash;

/// What the walk knows so far.
pub(super) struct Chains<'a> {
    against: Option<&'a Heads>,
    /// By bucket: the last commit and its hash.
    tips: BTreeMap<u16, (u64, Hash)>,
    pools: BTreeMap<u64, (u64, Hash)>,
    /// Tips and heads asked for that were met on the way.
    met_tips: BTreeSet<u16>,
    met: u64,
    commits: u64,
    entries: u64,
    findings: Vec<String>,
}

impl<'a> Chains<'a> {
    pub(super) fn new(against: Option<&'a Heads>) -> Self {
        Self {
            against,
            tips: BTreeMap::new(),
            pools: BTreeMap::new(),
            met_tips: BTreeSet::new(),
            met: 0,
            commits: 0,
            entries: 0,
            findings: Vec::new(),
        }
    }

    pub(super) fn read(&mut self, commit: &Commit) {
        let Commit { bucket, number, .. } = *commit;
        let named = named(bucket, number);
        let (last, before) = replace(self.tips.entry(bucket).or_default(), (number, commit.hash));
        if number != last + 1 {
            self.find(format!("{named} follows commit {last}"));
        }
        if commit.before != before {
            self.find(format!("{named} does not chain the one before it"));
        }
        for section in &commit.sections {
            self.entries += u64::try_from(section.entries.len()).unwrap_or(u64::MAX);
            self.section(&named, section.pool, section.first_seq, &section.entries, section.head);
        }
        if commit.computed() != commit.hash {
            self.find(format!("{named} does not hash to what its record says"));
        }
        self.commits += 1;
        if self.against.and_then(|heads| heads.chains.get(&bucket)) == Some(&(number, commit.hash)) {
            self.met_tips.insert(bucket);
        }
    }

    fn section(&mut self, commit: &str, pool: u64, first_seq: u64, entries: &[Vec<u8>], head: Hash) {
        let (last, mut running) = self.pools.get(&pool).copied().unwrap_or((0, Hash::ZERO));
        if first_seq != last + 1 {
            self.find(format!("{commit}: pool {pool} goes on with entry {first_seq} after entry {last}"));
        }
        let wanted = self.against.and_then(|heads| heads.pools.get(&pool)).copied();
        let mut seq = first_seq.saturating_sub(1);
        for bytes in entries {
            seq += 1;
            running = running.then(bytes);
            if wanted == Some((seq, running)) {
                self.met += 1;
            }
        }
        if running != head {
            self.find(format!("{commit}: the chain of pool {pool} is broken between entries {first_seq} and {seq}"));
        }
        self.pools.insert(pool, (seq, head));
    }

    /// Compares with the heads that were kept elsewhere; says the highest number of a pool.
    pub(super) fn finish(mut self, report: &mut Report) -> u64 {
        if let Some(heads) = self.against {
            for (bucket, (number, _)) in &heads.chains {
                if *number > 0 && !self.met_tips.contains(bucket) {
                    self.find(format!("{} of the heads is not the one in the ledger", named(*bucket, *number)));
                }
            }
            if self.met < u64::try_from(heads.pools.len()).unwrap_or(u64::MAX) {
                self.compare(heads);
            }
        }
        report.commits = self.commits;
        report.entries = self.entries;
        for finding in self.findings {
            report.find(finding);
        }
        let last = self.pools.keys().next_back().copied().unwrap_or(0);
        report.heads = Heads { chains: self.tips, pools: self.pools };
        last
    }

    fn compare(&mut self, heads: &Heads) {
        let mut findings = Vec::new();
        for (pool, (seq, head)) in &heads.pools {
            match self.pools.get(pool) {
                None => findings.push(format!("pool {pool} of the heads is missing")),
                Some((last, _)) if last < seq => {
                    findings.push(format!("pool {pool} ends at entry {last}, the heads know entry {seq}"));
                }
                Some((last, mine)) if last == seq && mine != head => {
                    findings.push(format!("pool {pool}: its chain to entry {seq} is another than the heads'"));
                }
                Some(_) => {}
            }
        }
        if findings.is_empty() {
            findings.push("a pool's chain passes by its head in the heads".to_owned());
        }
        self.findings.extend(findings);
    }

    fn find(&mut self, finding: String) {
        self.findings.push(finding);
    }
}

/// A ledger in a file has one bucket, which nobody knows of.
fn named(bucket: u16, number: u64) -> String {
    if bucket == 0 { format!("commit {number}") } else { format!("bucket {bucket}, commit {number}") }
}
