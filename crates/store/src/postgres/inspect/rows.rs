//! Rows that say again what entries say: pools, accounts, snapshots; and entries that no commit names.

use std::collections::BTreeMap;

use scrip_core::id::AccountId;

use super::{Buckets, LedgerDatabase, ROWS_MAX, int, number, tip, version};
use crate::chain::Hash;
use crate::error::StoreError;
use crate::postgres::failure::Failure;
use crate::postgres::link::Live;
use crate::postgres::schema;
use crate::postgres::wire::hash;
use crate::verify::{Report, States};

impl LedgerDatabase {
    /// Every pool's row ends where its chain does. One that others have moved on since names an entry that is there.
    pub(super) fn check_pools(&self, report: &mut Report) -> Result<(), StoreError> {
        let mut missing = report.heads.pools.clone();
        for bucket in self.buckets.all() {
            let mut after = 0;
            loop {
                let rows = self.read(async |live: &Live| pool_rows(live, bucket, after).await)?;
                let Some((last, ..)) = rows.last() else { break };
                after = *last;
                for (pool, seq, head) in rows {
                    let walked = missing.remove(&number(pool));
                    let (end, mine) = walked.unwrap_or((0, Hash::ZERO));
                    if seq < end || (seq == end && seq > 0 && head != mine) {
                        report
                            .find(format!("the row of pool {pool} says entry {seq}, its chain ends with entry {end}"));
                    } else if seq > end && !self.is_there(bucket, pool, seq)? {
                        report.find(format!("the row of pool {pool} says entry {seq}, which is not there"));
                    }
                }
            }
        }
        for pool in missing.keys() {
            report.find(format!("pool {pool} has entries and no row"));
        }
        Ok(())
    }

    fn is_there(&self, bucket: i16, pool: i64, seq: u64) -> Result<bool, StoreError> {
        let seq = int(seq);
        self.read(async |live: &Live| Ok(!live.query(schema::ENTRIES, &[&bucket, &pool, &seq, &seq]).await?.is_empty()))
    }

    /// Entries stand in a commit, each. Where commits were added meanwhile, what is new is left to the next time.
    pub(super) fn check_strays(&self, report: &mut Report) -> Result<(), StoreError> {
        for bucket in self.buckets.all() {
            let mut strays = Vec::new();
            let mut after = i64::MIN;
            loop {
                let rows = self.read(async |live: &Live| ends(live, bucket, after).await)?;
                let Some((last, ..)) = rows.last() else { break };
                after = *last;
                for (pool, first, end) in rows {
                    let walked = report.heads.pools.get(&number(pool)).map_or(0, |(end, _)| *end);
                    if first < 1 || number(end) > walked {
                        strays.push(format!("pool {pool} has an entry {end} that no commit names"));
                    }
                }
            }
            let now = self.read(async |live: &Live| tip(live, bucket).await)?;
            if now == self.tips.get(&bucket).copied() {
                for stray in strays {
                    report.find(stray);
                }
            } else if !strays.is_empty() {
                let note =
                    format!("bucket {bucket} was written meanwhile: entries that no commit names were not looked for");
                report.notes.push(note);
            }
        }
        Ok(())
    }

    /// Every account that entries make is claimed for the pool that made it. A claim more is of somebody who never came to
    /// make the account, and leads nowhere.
    pub(super) fn check_accounts(
        &self,
        made: &BTreeMap<AccountId, u64>,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        let made: Vec<_> = made.iter().collect();
        for some in made.chunks(usize::try_from(ROWS_MAX).unwrap_or(1)) {
            let ids: Vec<_> = some.iter().map(|(id, _)| (*id).clone()).collect();
            let buckets = self.buckets;
            let claims = self.read(async |live: &Live| claims(live, buckets, &ids).await)?;
            for (id, pool) in some {
                if claims.get(*id) != Some(pool) {
                    report.find(format!("account {id} does not lead to its pool"));
                }
            }
        }
        Ok(())
    }

    /// Snapshots of this program's shape, to be compared with what entries make.
    pub(super) fn states(&self) -> Result<States, StoreError> {
        let mut states = States::new();
        for bucket in self.buckets.all() {
            let mut after = 0;
            loop {
                let some = self.read(async |live: &Live| snapshots(live, bucket, after).await)?;
                let Some(((pool, _), _)) = some.last() else { break };
                after = int(*pool);
                states.extend(some);
            }
        }
        Ok(states)
    }
}

async fn pool_rows(live: &Live, bucket: i16, after: i64) -> Result<Vec<(i64, u64, Hash)>, Failure> {
    let rows = live.query(schema::POOL_ROWS, &[&bucket, &after, &ROWS_MAX]).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, number(row.try_get(1)?), hash(row.try_get(2)?)?))).collect()
}

async fn ends(live: &Live, bucket: i16, after: i64) -> Result<Vec<(i64, i64, i64)>, Failure> {
    let rows = live.query(schema::ENDS, &[&bucket, &after, &ROWS_MAX]).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
}

async fn claims(live: &Live, buckets: Buckets, ids: &[AccountId]) -> Result<BTreeMap<AccountId, u64>, Failure> {
    let claims = crate::postgres::read::claims(live, buckets, ids).await?;
    Ok(claims.into_iter().map(|(id, pool, _)| (id, pool.get())).collect())
}

type State = ((u64, u64), Vec<u8>);

async fn snapshots(live: &Live, bucket: i16, after: i64) -> Result<Vec<State>, Failure> {
    let rows = live.query(schema::ALL_SNAPSHOTS, &[&bucket, &version(), &after, &(ROWS_MAX / 10)]).await?;
    rows.iter().map(|row| Ok(((number(row.try_get(0)?), number(row.try_get(1)?)), row.try_get(2)?))).collect()
}
