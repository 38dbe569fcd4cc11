//! Adopting: entries of another store, exactly as they are, made ready to be written here. All stores use it.

use std::collections::HashSet;
use std::sync::Arc;

use scrip_core::batch::Batch;
use scrip_core::entry::{AccountFact, Entry, Fact};
use scrip_core::id::{AccountId, PoolNo};
use scrip_core::pool::Pool;

use crate::canonical::read_entry;
use crate::chain::Hash;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::gather::{Decided, LAST_POOL, Shelf, key_hash, pool_body};
use crate::store::Run;

/// Checks the runs against what the shelf has, and makes of them what a decided batch is: canonical bytes, each pool's
/// chain and fold, accounts that lead nowhere else, keys that were never used. `head` is a pool's head as it stands.
pub(crate) fn take_over(
    shelf: &impl Shelf,
    runs: &[Run],
    head: impl Fn(PoolNo) -> Result<Option<Hash>, StoreError>,
) -> Result<Decided, StoreError> {
    let stood = shelf.last_pool();
    let mut decided = Decided {
        batch: Batch::default(),
        lines: Vec::new(),
        docs: Vec::new(),
        // Whoever told of them before has them in its own outbox, which comes along.
        told: Vec::new(),
        accounts: Vec::new(),
        last_pool: stood,
    };
    let (mut adopted, mut accounts, mut keys) = (HashSet::new(), HashSet::new(), HashSet::new());
    for run in runs {
        if run.entries.is_empty() || !adopted.insert(run.pool) {
            return Err(StoreError::Unfit(format!(
                "a pool comes in one run that is not empty, pool {} does not",
                run.pool.get()
            )));
        }
        let (pool, entries) = fold(run, shelf.pool(run.pool)?, head(run.pool)?)?;
        for entry in &entries {
            if let Some(account) = made_by(entry) {
                if !accounts.insert(account.clone()) || shelf.account(account)?.is_some() {
                    return Err(taken(account));
                }
                let body = Some(pool_body(run.pool.get()));
                decided.docs.push(Doc { kind: DocKind::Account, key: account.to_string(), body });
                decided.accounts.push((account.clone(), run.pool));
            }
            if let Some(hash) = entry.key.as_ref().map(|key| key_hash(run.pool, key)) {
                keys.insert(hash).then_some(()).ok_or_else(|| twice(entry, run.pool))?;
            }
        }
        decided.last_pool = decided.last_pool.max(run.pool.get());
        decided.lines.extend(lines(run.pool, &entries));
        decided.batch.pools.insert(run.pool, pool);
    }
    let asked: Vec<_> = keys.into_iter().collect();
    if let Some(entry) = shelf.keyed(&asked)?.into_iter().flatten().next() {
        return Err(StoreError::Corrupt(format!("the key of entry {} stands on another entry of its pool", entry.seq)));
    }
    if decided.last_pool > stood {
        let body = Some(pool_body(decided.last_pool));
        decided.docs.push(Doc { kind: DocKind::Setting, key: LAST_POOL.to_owned(), body });
    }
    decided.lines.sort_by_key(|(no, ..)| *no);
    Ok(decided)
}

/// The pool after the run, and the run's entries.
fn fold(run: &Run, stands: Option<Arc<Pool>>, head: Option<Hash>) -> Result<(Arc<Pool>, Vec<Entry>), StoreError> {
    let no = run.pool;
    let last = stands.as_ref().map_or(0, |pool| pool.last.get());
    if run.first_seq != last + 1 {
        let went_on = format!("pool {} goes on with entry {} after entry {last}", no.get(), run.first_seq);
        return Err(StoreError::Unfit(format!("{went_on}: another ledger stands here")));
    }
    let (mut pool, mut head) = (stands, head.unwrap_or_default());
    let mut entries = Vec::with_capacity(run.entries.len());
    for bytes in &run.entries {
        let entry = read_entry(no, bytes)?;
        head = head.then(bytes);
        let folded = match &mut pool {
            Some(pool) => Arc::make_mut(pool).apply(&entry),
            None => Pool::open(no, &entry).map(|opened| pool = Some(Arc::new(opened))),
        };
        folded.map_err(|corrupt| StoreError::Corrupt(format!("pool {}, {corrupt}", no.get())))?;
        entries.push(entry);
    }
    let broken =
        || StoreError::Corrupt(format!("the chain of pool {} does not lead to the head that it has", no.get()));
    let pool = pool.filter(|_| head == run.head).ok_or_else(broken)?;
    Ok((pool, entries))
}

/// Lines as the writer takes them: only the first entry of each may carry a key.
fn lines(no: PoolNo, entries: &[Entry]) -> Vec<(PoolNo, Arc<[Entry]>, Option<u128>)> {
    let hash = |some: &[Entry]| some.first().and_then(|entry| entry.key.as_ref()).map(|key| key_hash(no, key));
    entries.chunk_by(|_, next| next.key.is_none()).map(|some| (no, Arc::from(some), hash(some))).collect()
}

/// The account that an entry makes.
pub(crate) fn made_by(entry: &Entry) -> Option<&AccountId> {
    match &entry.fact {
        Fact::Account(AccountFact::Opened(opened)) => Some(&opened.account),
        Fact::Account(AccountFact::SubaccountAdded(account)) => Some(account),
        _ => None,
    }
}

fn taken(account: &AccountId) -> StoreError {
    StoreError::Unfit(format!("the account {account} is there already, made by another entry"))
}

fn twice(entry: &Entry, no: PoolNo) -> StoreError {
    StoreError::Corrupt(format!("pool {}, entry {}: its key stands on another entry", no.get(), entry.seq))
}
