//! The books: pools folded from their entries, and each grant's credits summed a second way, by the core's audit.

use std::collections::BTreeMap;
use std::ops::Range;

use scrip_core::audit::Audit;
use scrip_core::id::PoolNo;
use scrip_core::pool::Pool;

use super::papers::Papers;
use super::{Commit, Report, States, Witness};
use crate::adopt::made_by;
use crate::canonical::{pool_bytes, read_entry};

/// The books of some pools.
pub(super) struct Books<'a> {
    pools: Range<u64>,
    states: &'a States,
    open: BTreeMap<u64, Book>,
    findings: Vec<String>,
}

#[derive(Default)]
struct Book {
    pool: Option<Pool>,
    audit: Audit,
    is_broken: bool,
}

impl<'a> Books<'a> {
    pub(super) fn new(pools: Range<u64>, states: &'a States) -> Self {
        Self { pools, states, open: BTreeMap::new(), findings: Vec::new() }
    }

    pub(super) fn read(&mut self, commit: &Commit, papers: &mut Papers, witness: &mut dyn Witness) {
        for section in &commit.sections {
            if !self.pools.contains(&section.pool) {
                continue;
            }
            let book = self.open.entry(section.pool).or_default();
            for (bytes, seq) in section.entries.iter().zip(section.first_seq..) {
                if book.is_broken {
                    break;
                }
                if let Err(finding) = book.read(section.pool, bytes, (papers, witness)) {
                    self.findings.push(format!("pool {}, entry {seq}: {finding}", section.pool));
                    book.is_broken = true;
                    break;
                }
                if let (Some(state), Some(pool)) = (self.states.get(&(section.pool, seq)), &book.pool)
                    && pool_bytes(pool) != *state
                {
                    let finding =
                        format!("pool {}: its snapshot at entry {seq} is not what its entries make", section.pool);
                    self.findings.push(finding + "; remove it, and it is made again");
                }
            }
        }
    }

    pub(super) fn finish(self, report: &mut Report, witness: &mut dyn Witness) {
        for finding in self.findings {
            report.find(finding);
        }
        for (number, book) in self.open {
            let Some(pool) = book.pool.filter(|_| !book.is_broken) else { continue };
            witness.pool(number, &pool);
            for finding in book.audit.compare(&pool) {
                report.find(format!("pool {number}, account {}: {finding}", pool.account));
            }
            for finding in broken_identities(&pool) {
                report.find(format!("pool {number}, account {}: {finding}", pool.account));
            }
        }
    }
}

impl Book {
    fn read(
        &mut self,
        number: u64,
        bytes: &[u8],
        (papers, witness): (&mut Papers, &mut dyn Witness),
    ) -> Result<(), String> {
        let no = PoolNo::new(number).ok_or("is of a pool whose number is too high")?;
        let entry = read_entry(no, bytes).map_err(|error| error.to_string())?;
        if let Some(made) = made_by(&entry) {
            witness.account(made, number);
        }
        self.audit.read(&entry);
        papers.read(number, &entry);
        let folded = match &mut self.pool {
            Some(pool) => pool.apply(&entry),
            None => Pool::open(no, &entry).map(|pool| self.pool = Some(pool)),
        };
        folded.map_err(|corrupt| corrupt.to_string())
    }
}

/// Grants that break the identity: granted + returned = available + reserved + spent + expired + voided + rolled over.
fn broken_identities(pool: &Pool) -> Vec<String> {
    let wrong = |grant: &scrip_core::grant::Grant| {
        let sum =
            |parts: &[scrip_core::credits::Credits]| parts.iter().map(|part| i128::from(part.milli())).sum::<i128>();
        let came = sum(&[grant.terms.credits, grant.returned]);
        let parts = [grant.available, grant.reserved, grant.spent, grant.expired, grant.voided, grant.rolled_over];
        came != sum(&parts) || parts.iter().any(|part| part.milli() < 0)
    };
    pool.all_grants().filter(|grant| wrong(grant)).map(|grant| format!("grant {} does not add up", grant.seq)).collect()
}
