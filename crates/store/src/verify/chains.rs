//! The chains: each pool's over its entries, the commits' over each other and the heads. Knows bytes, no entry.

use std::collections::BTreeMap;

use super::{Commit, Heads, Report};
use crate::chain::{CommitHash, Hash};

/// What the walk knows so far.
pub(super) struct Chains<'a> {
    against: Option<&'a Heads>,
    pools: BTreeMap<u64, (u64, Hash)>,
    /// Heads asked for that were met on the way.
    met: u64,
    tip_met: bool,
    number: u64,
    hash: Hash,
    entries: u64,
    findings: Vec<String>,
}

impl<'a> Chains<'a> {
    pub(super) fn new(against: Option<&'a Heads>) -> Self {
        Self {
            against,
            pools: BTreeMap::new(),
            met: 0,
            tip_met: against.is_none_or(|heads| heads.commit == 0),
            number: 0,
            hash: Hash::ZERO,
            entries: 0,
            findings: Vec::new(),
        }
    }

    pub(super) fn read(&mut self, commit: &Commit) {
        let number = commit.number;
        if number != self.number + 1 {
            self.find(format!("commit {number} follows commit {}", self.number));
        }
        if commit.before != self.hash {
            self.find(format!("commit {number} does not chain the one before it"));
        }
        let mut hash = CommitHash::new(commit.before, number, commit.at);
        for section in &commit.sections {
            let count = u64::try_from(section.entries.len()).unwrap_or(u64::MAX);
            hash.section(section.pool, section.first_seq, count, section.head);
            self.entries += count;
            self.section(number, section.pool, section.first_seq, &section.entries, section.head);
        }
        if hash.finish() != commit.hash {
            self.find(format!("commit {number} does not hash to what its record says"));
        }
        (self.number, self.hash) = (number, commit.hash);
        if self.against.is_some_and(|heads| heads.commit == number) {
            self.tip_met = self.against.is_some_and(|heads| heads.hash == commit.hash);
        }
    }

    fn section(&mut self, commit: u64, pool: u64, first_seq: u64, entries: &[Vec<u8>], head: Hash) {
        let (last, mut running) = self.pools.get(&pool).copied().unwrap_or((0, Hash::ZERO));
        if first_seq != last + 1 {
            self.find(format!("commit {commit}: pool {pool} goes on with entry {first_seq} after entry {last}"));
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
            self.find(format!(
                "commit {commit}: the chain of pool {pool} is broken between entries {first_seq} and {seq}"
            ));
        }
        self.pools.insert(pool, (seq, head));
    }

    /// Compares with the heads that were kept elsewhere; says the highest number of a pool.
    pub(super) fn finish(mut self, report: &mut Report) -> u64 {
        if let Some(heads) = self.against {
            if !self.tip_met {
                self.find(format!("commit {} of the heads is not the one in the ledger", heads.commit));
            }
            if self.met < u64::try_from(heads.pools.len()).unwrap_or(u64::MAX) {
                self.compare(heads);
            }
        }
        report.commits = self.number;
        report.entries = self.entries;
        report.tip = self.hash;
        for finding in self.findings {
            report.find(finding);
        }
        let last = self.pools.keys().next_back().copied().unwrap_or(0);
        report.heads = Heads { commit: self.number, hash: self.hash, pools: self.pools };
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
