//! What all connections of a store share: where they lead, and what is in memory.

use std::sync::Arc;

use scrip_core::id::{AccountId, PoolNo};
use scrip_core::time::Timestamp;

use super::failure::Failure;
use super::link::{Live, Memory, both};
use super::news::Hints;
use super::read;
use super::schema;
use super::snapshots::Due;
use super::step::Decision;
use super::wire::Buckets;
use crate::pools::Held;
use crate::store::{Ask, Fresh};

/// Shared by lanes, readers and listeners.
pub(super) struct Shared {
    pub(super) buckets: Buckets,
    pub(super) memory: Arc<Memory>,
    pub(super) due: Due,
    pub(super) hints: Hints,
    /// The name under which this process tells of what it changed.
    pub(super) tag: String,
}

impl Shared {
    /// What was written is there for readers.
    pub(super) fn publish(&self, decision: &Decision) {
        self.memory.accounts.extend(&decision.decided.accounts);
        for (no, head) in decision.draft.changed_heads() {
            let Some(pool) = decision.decided.batch.pools.get(&no) else { continue };
            let kept = decision.seen.get(&no).map_or(0, |held| held.kept);
            let mut held = Held { pool: Arc::clone(pool), head, kept };
            self.due.look(&mut held);
            if let Some(gone) = self.memory.pools.advance(no, held) {
                self.due.farewell(gone);
            }
        }
        let changed = decision.draft.changed_heads().map(|(no, _)| no);
        let pools = &decision.decided.batch.pools;
        self.hints.add(changed.filter_map(|no| Some((no, pools.get(&no)?.last))), !self.due.is_empty());
    }

    /// Finds out where accounts stand, and tells of claims whose pools do not hold them. Those that stand are in memory
    /// afterwards.
    pub(super) async fn locate(
        &self,
        live: &Live,
        ids: &[AccountId],
    ) -> Result<Vec<(AccountId, PoolNo, i64)>, Failure> {
        let unknown: Vec<_> = ids.iter().filter(|id| self.memory.accounts.get(id).is_none()).cloned().collect();
        if unknown.is_empty() {
            return Ok(Vec::new());
        }
        let claims = read::claims(live, self.buckets, &unknown).await?;
        let pools: Vec<_> = claims.iter().map(|(_, pool, _)| *pool).collect();
        let fresh = read::freshen(live, self.buckets, &self.memory.pools, &pools).await?;
        let mut open = Vec::new();
        for (id, no, token) in claims {
            let is_there = fresh.iter().any(|held| held.pool.no == no && held.pool.place_of(&id).is_some());
            if is_there { self.memory.accounts.extend(&[(id, no)]) } else { open.push((id, no, token)) }
        }
        Ok(open)
    }

    /// Brings what is in memory about these up to date, and says how things stand.
    pub(super) async fn refresh(&self, live: &Live, asks: &[Ask]) -> Result<Fresh, Failure> {
        let (mut pools, mut accounts) = (Vec::new(), Vec::new());
        for ask in asks {
            match ask {
                Ask::Pool(no) => pools.push(*no),
                Ask::Account(id) => match self.memory.accounts.get(id) {
                    Some(no) => pools.push(no),
                    None => accounts.push(id.clone()),
                },
            }
        }
        pools.sort_unstable();
        pools.dedup();
        let asks = [(schema::NOW, vec![])];
        let (now, fresh) = both(live.send(&asks), read::freshen(live, self.buckets, &self.memory.pools, &pools)).await;
        fresh?;
        self.locate(live, &accounts).await?;
        let answers = now?;
        let Some(row) = answers.iter().flatten().next() else { return Ok(Fresh::default()) };
        let (micros, generation): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        let generation = u64::try_from(generation).unwrap_or(0);
        Ok(Fresh { generation, now: Some(Timestamp::from_micros(micros)) })
    }
}
