//! Gathering: what a batch must see before it is decided, and what it made, ready to be written. Both stores use it.

use std::cell::RefCell;
use std::collections::HashSet;
use std::mem::take;
use std::sync::Arc;

use scrip_core::batch::{Batch, Outcome, Seen, decide_batch};
use scrip_core::catalog::Catalogs;
use scrip_core::command::{Command, Request};
use scrip_core::entry::{Entry, Key, Space, Tells};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::order::Series;
use scrip_core::pool::Pool;

use crate::ahead::Ahead;
use crate::chain::Hash;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::outbox;
use crate::store::Committed;

/// The document that holds the number of the last pool made.
pub(crate) const LAST_POOL: &str = "last_pool";

/// What a store has, as a batch needs it.
pub(crate) trait Shelf {
    /// Has what lies in memory of these pools fetched: they are read next.
    fn fetch_ahead(&self, _pools: &[PoolNo]) {}
    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError>;
    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError>;
    fn entry(&self, pool: PoolNo, seq: Seq) -> Result<Option<Arc<Entry>>, StoreError>;
    /// The entries of these hashed keys, aligned with them.
    fn keyed(&self, hashes: &[u128]) -> Result<Vec<Option<Arc<Entry>>>, StoreError>;
    fn last_pool(&self) -> u64;
    /// The documents of the series of papers: asked for only where a request may take the next number.
    fn series(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError>;
}

/// A decided batch, ready to be written.
pub(crate) struct Decided {
    pub(crate) batch: Batch,
    /// Entries by pool, each pool's in order, with their hashed keys.
    pub(crate) lines: Vec<(PoolNo, Arc<[Entry]>, Option<u128>)>,
    /// Accounts that were made, a new number of the last pool, and the last numbers of papers.
    pub(crate) docs: Vec<Doc>,
    /// The outbox's documents of entries that somebody must be told of.
    pub(crate) told: Vec<Doc>,
    pub(crate) accounts: Vec<(AccountId, PoolNo)>,
    pub(crate) last_pool: u64,
}

/// The hash under which a key is found again.
pub(crate) fn key_hash(pool: PoolNo, key: &Key) -> u128 {
    let space = match key.space {
        Space::Server => [0],
        Space::Session => [1],
        Space::Gateway => [2],
    };
    Hash::of_parts(&[&pool.get().to_be_bytes(), &space, key.text.as_bytes()]).prefix()
}

/// The body of an account's document.
pub(crate) fn pool_body(no: u64) -> Vec<u8> {
    no.to_be_bytes().to_vec()
}

/// Reads [`pool_body`].
pub(crate) fn pool_of_body(body: &[u8]) -> Result<PoolNo, StoreError> {
    let number = body.try_into().ok().map(u64::from_be_bytes).and_then(PoolNo::new);
    number.ok_or_else(|| StoreError::Corrupt("an account leads to no pool".to_owned()))
}

/// The document of a year's last number.
pub(crate) fn series_doc(year: u16, number: u64) -> Doc {
    Doc { kind: DocKind::Series, key: format!("{year:04}"), body: Some(pool_body(number)) }
}

/// Reads every [`series_doc`].
pub(crate) fn read_series(docs: &[(String, Vec<u8>)]) -> Result<Series, StoreError> {
    let mut series = Series::new();
    for (year, body) in docs {
        let number = body.as_slice().try_into().ok().map(u64::from_be_bytes);
        let pair = year.parse().ok().zip(number);
        let (year, number) = pair.ok_or_else(|| StoreError::Corrupt("a year's last number is none".to_owned()))?;
        series.set(year, number);
    }
    Ok(series)
}

/// How many years of papers are read: more than any ledger will see.
pub(crate) const YEARS_MAX: u32 = 10_000;

/// How many of the requests may be decided together: two that would make one account may not, for the second must see
/// whether the first was done.
pub(crate) fn together(requests: &[Request]) -> usize {
    let mut made = HashSet::new();
    let twin = requests.iter().position(|request| request.command.makes().is_some_and(|id| !made.insert(id)));
    twin.unwrap_or(requests.len())
}

/// Decides the requests on what the shelf has; what comes of them is told as far as this.
pub(crate) fn decide(
    shelf: &impl Shelf,
    catalogs: &Catalogs,
    requests: &mut [Request],
    tells: Tells,
) -> Result<Decided, StoreError> {
    let last_pool = shelf.last_pool();
    let mut seen = see(shelf, requests, last_pool)?;
    let hashes: Vec<_> =
        requests.iter().map(|request| request.key.as_ref().map(|key| key_hash(request.pool, key))).collect();
    let asked: Vec<_> = hashes.iter().copied().flatten().collect();
    let mut found = shelf.keyed(&asked)?.into_iter();
    for (seen, _) in seen.iter_mut().zip(&hashes).filter(|(_, hash)| hash.is_some()) {
        seen.keyed = found.next().flatten();
    }
    let failure = RefCell::new(None);
    let ahead = Ahead::of(requests.iter().map(|request| request.pool).collect());
    let pool = |no| {
        shelf.fetch_ahead(ahead.reached(no));
        shelf.pool(no).unwrap_or_else(|error| {
            *failure.borrow_mut() = Some(error);
            None
        })
    };
    let series = if requests.iter().any(|request| request.command.issues()) {
        read_series(&shelf.series()?)?
    } else {
        Series::new()
    };
    let decided = decide_batch(requests, &seen, catalogs, &series, pool);
    // A pool that could not be read was decided on as if it were not there: then nothing of the batch holds.
    if let Some(error) = failure.into_inner() {
        return Err(error);
    }
    let batch = decided.map_err(|corrupt| StoreError::Corrupt(corrupt.to_string()))?;
    Ok(arrange(requests, &hashes, batch, (last_pool, tells)))
}

/// Finds accounts and entries that requests name, and gives new accounts their pool.
fn see(shelf: &impl Shelf, requests: &mut [Request], last_pool: u64) -> Result<Vec<Seen>, StoreError> {
    let mut seen = Vec::with_capacity(requests.len());
    let mut next = last_pool;
    for request in requests {
        let mut one = Seen::default();
        if let Some(account) = request.command.makes() {
            let stands = shelf.account(account)?;
            if matches!(request.command, Command::Open(_)) {
                let new = || {
                    next += 1;
                    PoolNo::new(next).ok_or_else(|| StoreError::Corrupt("no pool number is left".to_owned()))
                };
                request.pool = stands.map_or_else(new, Ok)?;
            } else {
                one.is_account_taken = stands.is_some_and(|no| no != request.pool);
            }
        }
        if let Some(seq) = request.command.reads() {
            one.entry = shelf.entry(request.pool, seq)?;
        }
        seen.push(one);
    }
    Ok(seen)
}

/// Puts what was made in the order in which it is written.
fn arrange(
    requests: &[Request],
    hashes: &[Option<u128>],
    mut batch: Batch,
    (last_pool, tells): (u64, Tells),
) -> Decided {
    let (mut accounts, mut docs, mut last) = (Vec::new(), Vec::new(), last_pool);
    let mut written = Vec::new();
    for ((request, hash), outcome) in requests.iter().zip(hashes).zip(&batch.outcomes) {
        let Outcome::Done { entries, .. } = outcome else { continue };
        if hash.is_some() && !entries.is_empty() {
            written.push(*hash);
        }
        if let Some(account) = request.command.makes() {
            let body = Some(pool_body(request.pool.get()));
            docs.push(Doc { kind: DocKind::Account, key: account.to_string(), body });
            accounts.push((account.clone(), request.pool));
            last = last.max(request.pool.get());
        }
    }
    if last > last_pool {
        docs.push(Doc { kind: DocKind::Setting, key: LAST_POOL.to_owned(), body: Some(pool_body(last)) });
    }
    docs.extend(batch.series.years().map(|(year, number)| series_doc(year, number)));
    let mut written = written.into_iter();
    let mut line = |(no, entries): (PoolNo, Arc<[Entry]>)| {
        let has_key = entries.first().is_some_and(|entry| entry.key.is_some());
        (no, entries, if has_key { written.next().flatten() } else { None })
    };
    let mut lines: Vec<_> = take(&mut batch.writes).into_iter().map(&mut line).collect();
    lines.sort_by_key(|(no, ..)| *no);
    let entries = lines.iter().flat_map(|(no, entries, _)| entries.iter().map(|entry| (*no, entry)));
    // Where nothing is told, which is most commits, this costs a look at each entry and no memory.
    let told = entries.filter(|(_, entry)| entry.is_told(tells)).map(|(no, entry)| outbox::doc(no, entry)).collect();
    Decided { batch, lines, docs, told, accounts, last_pool: last }
}

/// The caller's documents of requests that were done; `from` is the place of the batch's first request.
pub(crate) fn docs_of<'d>(
    docs: &'d [(usize, Doc)],
    from: usize,
    decided: &'d Decided,
) -> impl Iterator<Item = &'d Doc> + 'd {
    let is_done = move |place: usize| {
        let outcome = place.checked_sub(from).and_then(|at| decided.batch.outcomes.get(at));
        matches!(outcome, Some(Outcome::Done { .. }))
    };
    docs.iter().filter(move |(place, _)| is_done(*place)).map(|(_, doc)| doc)
}

/// Hands the answers over, now that what they rest on is written.
pub(crate) fn conclude(decided: Decided, committed: &mut Committed) {
    committed.answers.extend(decided.batch.outcomes.into_iter().map(Ok));
    let mut last = None;
    for (no, ..) in decided.lines {
        if last != Some(no) {
            committed.changed.extend(decided.batch.pools.get(&no).cloned());
            last = Some(no);
        }
    }
}
