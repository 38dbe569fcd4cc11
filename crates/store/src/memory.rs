//! The store in memory: the reference that the others are compared with. Plain maps, nothing durable.

use std::collections::{BTreeMap, HashMap};
use std::mem::take;
use std::sync::Arc;

use parking_lot::Mutex;
use scrip_core::catalog::Catalogs;
use scrip_core::entry::{Entry, Key};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;

use crate::adopt;
use crate::canonical::entry_bytes;
use crate::chain::Hash;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::gather::{self, Decided, Shelf, key_hash};
use crate::store::{Committed, Newest, Run, Store, Work};

/// A ledger that is gone with its process.
#[derive(Default)]
pub struct MemoryStore(Mutex<Maps>);

#[derive(Default)]
struct Maps {
    pools: HashMap<PoolNo, Kept>,
    /// Every entry, in the order in which they were written.
    log: Vec<(PoolNo, Seq)>,
    keys: HashMap<u128, (PoolNo, Seq)>,
    accounts: HashMap<AccountId, PoolNo>,
    docs: BTreeMap<(DocKind, String), Vec<u8>>,
    last_pool: u64,
}

struct Kept {
    pool: Arc<Pool>,
    head: Hash,
    entries: Vec<Entry>,
}

impl Kept {
    fn entry(&self, seq: Seq) -> Option<&Entry> {
        self.entries.get(usize::try_from(seq.get().checked_sub(1)?).ok()?)
    }
}

impl Maps {
    fn write(&mut self, decided: &Decided) {
        for (no, entries, key) in &decided.lines {
            if let (Some(key), Some(first)) = (key, entries.first()) {
                self.keys.insert(*key, (*no, first.seq));
            }
            let Some(pool) = decided.batch.pools.get(no) else { continue };
            let kept = self.pools.entry(*no).or_insert_with(|| Kept {
                pool: Arc::clone(pool),
                head: Hash::ZERO,
                entries: Vec::new(),
            });
            kept.pool = Arc::clone(pool);
            for entry in entries.iter() {
                kept.head = kept.head.then(&entry_bytes(entry));
                kept.entries.push(entry.clone());
                self.log.push((*no, entry.seq));
            }
        }
        self.accounts.extend(decided.accounts.iter().cloned());
        self.last_pool = decided.last_pool;
    }

    fn put(&mut self, doc: Doc) {
        let key = (doc.kind, doc.key);
        match doc.body {
            Some(body) => drop(self.docs.insert(key, body)),
            None => drop(self.docs.remove(&key)),
        }
    }
}

impl Shelf for Maps {
    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError> {
        Ok(self.pools.get(&no).map(|kept| Arc::clone(&kept.pool)))
    }

    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        Ok(self.accounts.get(id).copied())
    }

    fn entry(&self, pool: PoolNo, seq: Seq) -> Result<Option<Arc<Entry>>, StoreError> {
        Ok(self.pools.get(&pool).and_then(|kept| kept.entry(seq)).cloned().map(Arc::new))
    }

    fn keyed(&self, hashes: &[u128]) -> Result<Vec<Option<Arc<Entry>>>, StoreError> {
        hashes.iter().map(|hash| self.keys.get(hash).map_or(Ok(None), |(pool, seq)| self.entry(*pool, *seq))).collect()
    }

    fn last_pool(&self) -> u64 {
        self.last_pool
    }

    fn series(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let all = self.docs.range((DocKind::Series, String::new())..);
        let years = all.take_while(|((kind, _), _)| *kind == DocKind::Series);
        Ok(years.map(|((_, year), body)| (year.clone(), body.clone())).collect())
    }
}

impl Store for MemoryStore {
    fn commit(&self, catalogs: &Catalogs, mut work: Work) -> Result<Committed, StoreError> {
        let maps = &mut *self.0.lock();
        let mut committed = Committed::default();
        let is_there = |doc: &&Doc| doc.body.is_some() && maps.docs.contains_key(&(doc.kind, doc.key.clone()));
        if let Some(doc) = work.other_docs.iter().find(is_there).filter(|_| work.must_be_new) {
            return Err(StoreError::Taken(doc.key.clone()));
        }
        for doc in take(&mut work.other_docs) {
            maps.put(doc);
        }
        while committed.answers.len() < work.requests.len() {
            let done = committed.answers.len();
            let rest = work.requests.get_mut(done..).unwrap_or_default();
            let count = gather::together(rest);
            let decided = gather::decide(maps, catalogs, rest.get_mut(..count).unwrap_or_default(), work.tells)?;
            maps.write(&decided);
            for doc in decided.docs.iter().chain(&decided.told).chain(gather::docs_of(&work.docs, done, &decided)) {
                maps.put(doc.clone());
            }
            gather::conclude(decided, &mut committed);
        }
        Ok(committed)
    }

    fn adopt(&self, runs: Vec<Run>, docs: Vec<Doc>) -> Result<(), StoreError> {
        let maps = &mut *self.0.lock();
        let head = |no| Ok(maps.pools.get(&no).map(|kept| kept.head));
        let decided = adopt::take_over(maps, &runs, head)?;
        maps.write(&decided);
        for doc in decided.docs.into_iter().chain(docs) {
            maps.put(doc);
        }
        Ok(())
    }

    fn reopen(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError> {
        Shelf::pool(&*self.0.lock(), no)
    }

    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        Shelf::account(&*self.0.lock(), id)
    }

    fn last_pool(&self) -> Result<u64, StoreError> {
        Ok(self.0.lock().last_pool)
    }

    fn entries(&self, pool: PoolNo, from: Seq, to: Seq) -> Result<Vec<Entry>, StoreError> {
        let maps = self.0.lock();
        let entries = maps.pools.get(&pool).map(|kept| kept.entries.iter());
        Ok(entries.into_iter().flatten().filter(|entry| (from..=to).contains(&entry.seq)).cloned().collect())
    }

    fn newest(&self, before: &str, limit: u32) -> Result<Option<Newest>, StoreError> {
        let maps = self.0.lock();
        let end = if before.is_empty() { Some(maps.log.len()) } else { before.parse().ok() };
        let Some(older) = end.and_then(|end| maps.log.get(..end)) else { return Ok(None) };
        let rest = older.len().saturating_sub(usize::try_from(limit).unwrap_or(usize::MAX));
        let newest = older.iter().skip(rest).rev();
        let found = newest.filter_map(|(no, seq)| Some((*no, maps.pools.get(no)?.entry(*seq)?.clone())));
        let cursor = if rest == 0 { String::new() } else { rest.to_string() };
        Ok(Some((found.collect(), cursor)))
    }

    fn keyed(&self, pool: PoolNo, key: &Key) -> Result<Option<Arc<Entry>>, StoreError> {
        Ok(Shelf::keyed(&*self.0.lock(), &[key_hash(pool, key)])?.into_iter().flatten().next())
    }

    fn head(&self, pool: PoolNo) -> Result<Option<Hash>, StoreError> {
        Ok(self.0.lock().pools.get(&pool).map(|kept| kept.head))
    }

    fn doc(&self, kind: DocKind, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.lock().docs.get(&(kind, key.to_owned())).cloned())
    }

    fn docs(&self, kind: DocKind, prefix: &str, after: &str, limit: u32) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let maps = self.0.lock();
        let from = maps.docs.range((kind, prefix.to_owned())..);
        let fitting = from.take_while(|((of, key), _)| *of == kind && key.starts_with(prefix));
        let rest = fitting.filter(|((_, key), _)| key.as_str() > after);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(rest.take(limit).map(|((_, key), body)| (key.clone(), body.clone())).collect())
    }

    fn settle(&self) -> Result<(), StoreError> {
        Ok(())
    }
}
