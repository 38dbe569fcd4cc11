//! The walk: commits bucket by bucket, each with the entries that its sections name.

use std::collections::HashMap;

use super::{LedgerDatabase, int, number};
use crate::canonical::key_of;
use crate::chain::Hash;
use crate::error::StoreError;
use crate::postgres::failure::Failure;
use crate::postgres::link::Live;
use crate::postgres::schema;
use crate::postgres::wire::{SECTION_BYTES, Section, Uuid, hash, sections};
use crate::verify::{Commit, Numbers, OwnedSection, Source};

/// Commits of a page, and entries asked for at once: some megabytes.
const COMMITS_MAX: i64 = 512;
const ENTRIES_MAX: u64 = 8_192;

/// A commit's record, with what its sections say.
struct Record {
    number: u64,
    at: i64,
    before: Hash,
    hash: Hash,
    sections: Vec<Section>,
    is_whole: bool,
}

impl Source for LedgerDatabase {
    fn numbers(&self) -> Option<&Numbers> {
        Some(&self.numbers)
    }

    fn walk(&self, see: &mut dyn FnMut(Commit), wrong: &mut dyn FnMut(String)) -> Result<(), StoreError> {
        for (bucket, (last, _)) in &self.tips {
            let mut next = 0;
            while next < *last {
                let records = self.read(async |live: &Live| records(live, *bucket, next, *last).await)?;
                let Some(end) = records.last().map(|record| record.number) else { break };
                next = end;
                for some in pages(&records) {
                    let (commits, found) = self.read(async |live: &Live| self.commits(live, *bucket, some).await)?;
                    found.into_iter().for_each(&mut *wrong);
                    commits.into_iter().for_each(&mut *see);
                }
            }
        }
        Ok(())
    }

    fn entries(&self) -> Option<u64> {
        Some(self.entries)
    }
}

impl LedgerDatabase {
    /// Puts the entries into commits; what is not there is missing in its section, and so breaks its chain.
    async fn commits(
        &self,
        live: &Live,
        bucket: i16,
        records: &[Record],
    ) -> Result<(Vec<Commit>, Vec<String>), Failure> {
        let all = || records.iter().flat_map(|record| &record.sections);
        let pools: Vec<_> = all().map(|section| int(section.pool)).collect();
        let firsts: Vec<_> = all().map(|section| int(section.first_seq)).collect();
        let last = |section: &Section| int(section.first_seq.saturating_add(section.count)) - 1;
        let lasts: Vec<_> = all().map(last).collect();
        let mut wrong = Vec::new();
        let mut bodies: HashMap<(u64, u64), Vec<u8>> = HashMap::new();
        for row in live.query(schema::RUNS, &[&bucket, &pools, &firsts, &lasts]).await? {
            let (pool, seq) = (number(row.try_get(0)?), number(row.try_get(1)?));
            let (key, body): (Option<Uuid>, Vec<u8>) = (row.try_get(2)?, row.try_get(3)?);
            if key.map(|key| key.0) != key_of(pool, &body) {
                wrong.push(format!("pool {pool}, entry {seq}: the key beside it is not that in its bytes"));
            }
            bodies.insert((pool, seq), body);
        }
        let mut commits = Vec::with_capacity(records.len());
        for record in records {
            if !record.is_whole {
                wrong.push(format!("bucket {bucket}, commit {}: its sections cannot be read", record.number));
            }
            let mut sections = Vec::with_capacity(record.sections.len());
            for Section { pool, first_seq, count, head } in &record.sections {
                if pool % u64::from(self.buckets.count()) != u64::try_from(bucket).unwrap_or(u64::MAX) {
                    wrong.push(format!("pool {pool} stands in bucket {bucket}, which is not its own"));
                }
                let seqs = *first_seq..first_seq.saturating_add(*count);
                let entries = seqs.map_while(|seq| bodies.remove(&(*pool, seq))).collect();
                sections.push(OwnedSection { pool: *pool, first_seq: *first_seq, entries, head: *head });
            }
            let Record { number, at, before, hash, .. } = *record;
            let bucket = u16::try_from(bucket).unwrap_or(u16::MAX);
            commits.push(Commit { bucket, number, at, before, hash, sections });
        }
        Ok((commits, wrong))
    }
}

async fn records(live: &Live, bucket: i16, after: u64, last: u64) -> Result<Vec<Record>, Failure> {
    let rows = live.query(schema::COMMITS, &[&bucket, &int(after), &int(last), &COMMITS_MAX]).await?;
    let read = |row: &tokio_postgres::Row| {
        let bytes: &[u8] = row.try_get(4)?;
        let sections = sections(bytes);
        Ok(Record {
            number: number(row.try_get(0)?),
            at: row.try_get(1)?,
            before: hash(row.try_get(2)?)?,
            hash: hash(row.try_get(3)?)?,
            is_whole: bytes.len() == sections.len() * SECTION_BYTES,
            sections,
        })
    };
    rows.iter().map(read).collect()
}

/// Records cut so that their entries can be asked for at once; one that names more comes alone.
fn pages(records: &[Record]) -> impl Iterator<Item = &[Record]> {
    let mut entries = 0_u64;
    records.chunk_by(move |one, next| {
        let count = |record: &Record| record.sections.iter().fold(0_u64, |sum, part| sum.saturating_add(part.count));
        if entries == 0 {
            entries = count(one);
        }
        entries = entries.saturating_add(count(next));
        let fits = entries <= ENTRIES_MAX;
        if !fits {
            entries = 0;
        }
        fits
    })
}
