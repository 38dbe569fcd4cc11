//! Taking over entries of another store: accounts claimed, numbers kept, each bucket's part in a transaction of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use scrip_core::id::PoolNo;

use super::draft::{Line, draft};
use super::failure::Failure;
use super::lane::STEP_MAX;
use super::link::{Ask, Link, Live};
use super::read::{Row, current};
use super::schema;
use super::shared::Shared;
use super::step::write as write_draft;
use super::wire::{Buckets, Uuid, corrupt, int};
use crate::chain::Hash;
use crate::error::StoreError;
use crate::gather::Decided;
use crate::pools::Held;

/// Writes what was checked. After an error perhaps only some buckets' pools are written, each whole.
pub(super) fn write(shared: &Shared, link: &mut Link, decided: &Decided) -> Result<(), StoreError> {
    let buckets = shared.buckets;
    let last = int(decided.last_pool);
    let run = async |live: &Live| {
        live.query(schema::NUMBER_AFTER, &[&last]).await?;
        claim(live, buckets, decided).await?;
        let mut lines: BTreeMap<i16, Vec<Line>> = BTreeMap::new();
        for line in &decided.lines {
            lines.entry(buckets.of(line.0)).or_default().push(line.clone());
        }
        for (bucket, lines) in lines {
            write_bucket(live, shared, bucket, (&lines, decided)).await?;
        }
        Ok(())
    };
    // Not tried again: what was written of it is there, and whoever takes over looks first what is.
    link.run(STEP_MAX * 6, run).map_err(Failure::into_error)?;
    shared.memory.accounts.extend(&decided.accounts);
    Ok(())
}

async fn claim(live: &Live, buckets: Buckets, decided: &Decided) -> Result<(), Failure> {
    let mut rows: BTreeMap<i16, Vec<(&str, i64)>> = BTreeMap::new();
    for (id, pool) in &decided.accounts {
        rows.entry(buckets.of_account(id)).or_default().push((id.as_str(), int(pool.get())));
    }
    for (bucket, rows) in rows {
        let (ids, pools): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let count = int(u64::try_from(ids.len()).unwrap_or(0));
        let tokens = live.query(schema::TOKENS, &[&count]).await?;
        let tokens: Vec<i64> = tokens.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        live.query(schema::CLAIM_ANEW, &[&bucket, &ids, &pools, &tokens]).await?;
    }
    Ok(())
}

async fn write_bucket(
    live: &Live,
    shared: &Shared,
    bucket: i16,
    (lines, decided): (&[Line], &Decided),
) -> Result<(), Failure> {
    let mut numbers: Vec<_> = lines.iter().map(|(no, ..)| int(no.get())).collect();
    numbers.dedup();
    let zero = Hash::ZERO.0.as_slice();
    let asks: [Ask<'_>; 4] = [
        (schema::BEGIN, vec![]),
        (schema::ADD_POOLS, vec![&bucket, &numbers, &zero]),
        (schema::LOCK_POOLS, vec![&bucket, &numbers]),
        (schema::NEWEST, vec![]),
    ];
    let written = write_locked(live, shared, (bucket, &asks), (lines, decided)).await;
    if written.is_err() {
        live.client.batch_execute(schema::ROLLBACK).await?;
    }
    for (no, held) in written? {
        shared.memory.pools.advance(no, held);
    }
    Ok(())
}

async fn write_locked(
    live: &Live,
    shared: &Shared,
    (bucket, asks): (i16, &[Ask<'_>]),
    (lines, decided): (&[Line], &Decided),
) -> Result<Vec<(PoolNo, Held)>, Failure> {
    let answers = live.send(asks).await?;
    let mut answers = answers.iter().rev();
    let attempt = answers.next().and_then(|rows| rows.first()).map(|row| row.try_get(0)).transpose()?;
    let attempt: Uuid = attempt.ok_or_else(|| corrupt("an attempt has no name".to_owned()))?;
    let rows = answers.next().into_iter().flatten().map(Row::read).collect::<Result<Vec<_>, _>>()?;
    let stood = current(live, bucket, &shared.memory.pools, &rows, true).await?;
    let draft = draft(lines, (&decided.batch.pools, None), &stood, Vec::new());
    write_draft(live, (bucket, shared.buckets), &draft, attempt).await?;
    let held = |(no, head)| {
        let pool = Arc::clone(decided.batch.pools.get(&no)?);
        Some((no, Held { pool, head, kept: stood.get(&no).map_or(0, |held| held.kept) }))
    };
    Ok(draft.changed_heads().filter_map(held).collect())
}
