//! The seam to whatever keeps the ledger: one way to write, a few ways to read. No driver's type stands here.
//!
//! A store calls the rules itself, inside its own transaction: locks, caches and batching are its private matter.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use scrip_core::batch::Outcome;
use scrip_core::catalog::Catalogs;
use scrip_core::command::Request;
use scrip_core::entry::{Entry, Key, Tells};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_core::time::Timestamp;
use scrip_core::usage::Sums;

use crate::chain::Hash;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;

/// What is to be decided and written together, as far as the rules allow it.
#[derive(Debug, Default)]
pub struct Work {
    /// Decided in order, each seeing those before it. An `Open` names no pool: the store finds or makes it, and any
    /// number that stands there is replaced.
    pub requests: Vec<Request>,
    /// Documents that are written if the request at that place is done, in its commit.
    pub docs: Vec<(usize, Doc)>,
    /// Documents that are written whatever becomes of the requests.
    pub other_docs: Vec<Doc>,
    /// True when the other documents must not be there yet: where one is, nothing is done and the answer is
    /// [`StoreError::Taken`]. Those without a body are deleted with them.
    pub must_be_new: bool,
    /// Which of the entries that come of it are put into the outbox.
    pub tells: Tells,
}

/// Entries of all pools, newest first, and the cursor of those before them; empty where there are none.
pub type Newest = (Vec<(PoolNo, Entry)>, String);

/// The answer to one request, or why there is none.
pub type Answer = Result<Outcome, StoreError>;

/// What a commit answers.
#[derive(Debug, Default)]
pub struct Committed {
    /// One answer a request, in order. All that they rest on is durable.
    pub answers: Vec<Answer>,
    /// The pools that changed, as they now stand.
    pub changed: Vec<Arc<Pool>>,
}

/// Entries of one pool that follow each other, exactly as another store has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The pool, under the number that it has everywhere.
    pub pool: PoolNo,
    /// The seq of the first.
    pub first_seq: u64,
    /// Canonical bytes of each.
    pub entries: Vec<Vec<u8>>,
    /// The pool's head after the last.
    pub head: Hash,
}

/// What a caller is about to read or to act on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ask {
    /// A pool by its number.
    Pool(PoolNo),
    /// The pool that an account belongs to.
    Account(AccountId),
}

/// How things stand for callers that begin now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fresh {
    /// Another number whenever a document that processes keep in memory was written, by whichever process.
    pub generation: u64,
    /// The time by the store's own clock, where it has one.
    pub now: Option<Timestamp>,
}

/// Told by a store of changes that other processes made.
pub type Tell = Arc<dyn Fn(Changed) + Send + Sync>;

/// What another process changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A pool, up to this entry.
    Pool(PoolNo, Seq),
    /// Anything: some news may have been lost.
    Anything,
}

/// A place in which the ledger is kept.
pub trait Store: Send + Sync {
    /// Decides the requests and makes what they did durable before it returns. An error of one request stands in its
    /// answer; an error here means that nothing of the rest was done, and that [`Store::reopen`] is due.
    fn commit(&self, catalogs: &Catalogs, work: Work) -> Result<Committed, StoreError>;

    /// Writes entries of another store as they are, and documents with them: all or, on an error, perhaps only some pools
    /// whole. Each pool comes in one run and goes on where it ends here; bytes, chain, fold, accounts and keys are checked
    /// first, and nothing is written over anything but a document of the same kind and key. Nobody else may use the store
    /// meanwhile.
    fn adopt(&self, _runs: Vec<Run>, _docs: Vec<Doc>) -> Result<(), StoreError> {
        Err(StoreError::Unfit("this store takes no ledger over".to_owned()))
    }

    /// Drops everything in memory, opens what is durable, and makes sure that it can be read again.
    fn reopen(&self) -> Result<(), StoreError>;

    /// The pool as of its last commit.
    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError>;

    /// The pool that an account, paying or sub, belongs to.
    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError>;

    /// How many pools were made: they are numbered from 1, and some numbers may be unused.
    fn last_pool(&self) -> Result<u64, StoreError>;

    /// The pool's entries from one to another, both included, in order; as many of them as there are.
    fn entries(&self, pool: PoolNo, from: Seq, to: Seq) -> Result<Vec<Entry>, StoreError>;

    /// At most so many entries of all pools, newest first; of one pool always in their order, of several by the time of their
    /// commits. `before` is empty, or the cursor that came with the entries after them; none where no store like this one
    /// gave that out.
    fn newest(&self, before: &str, limit: u32) -> Result<Option<Newest>, StoreError>;

    /// The entry that carries the key in this pool, if it was used.
    fn keyed(&self, pool: PoolNo, key: &Key) -> Result<Option<Arc<Entry>>, StoreError>;

    /// The pool's head, if it has entries.
    fn head(&self, pool: PoolNo) -> Result<Option<Hash>, StoreError>;

    /// A document.
    fn doc(&self, kind: DocKind, key: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Documents of a kind whose keys begin with `prefix` and come after `after`, in the order of their keys.
    fn docs(&self, kind: DocKind, prefix: &str, after: &str, limit: u32) -> Result<Vec<(String, Vec<u8>)>, StoreError>;

    /// How many documents of a kind there are, counted up to so many.
    fn count_docs(&self, kind: DocKind, most: u32) -> Result<u32, StoreError> {
        Ok(u32::try_from(self.docs(kind, "", "", most)?.len()).unwrap_or(u32::MAX))
    }

    /// Keeps what makes the next start quick. The store may still be used.
    fn settle(&self) -> Result<(), StoreError>;

    /// True where this process leads those that write to the store: one of them does, and another takes over when it stops
    /// or dies. Asked again and again. One that lost its lead learns of it when it asks next; until then two may act, so
    /// what a leader does must bear being done twice.
    fn lead(&self) -> Result<bool, StoreError> {
        Ok(true)
    }

    /// Lets another process lead.
    fn step_down(&self) {}

    /// The usage of whole pages of a pool, as far as it was kept ([`crate::usage::PAGE`]).
    fn sums(&self, _pool: PoolNo, _pages: Range<u64>) -> Result<Vec<(u64, Sums)>, StoreError> {
        Ok(Vec::new())
    }

    /// Keeps the usage of a whole page. Derived: it may be lost, and is then summed up again.
    fn keep_sums(&self, _pool: PoolNo, _page: u64, _sums: &Sums) -> Result<(), StoreError> {
        Ok(())
    }

    /// True when other processes may write to it. Then whoever reads asks [`Store::refresh`] first.
    fn is_shared(&self) -> bool {
        false
    }

    /// Called when a lane has something to commit, before it takes what waits: may wait a moment for its turn, in which
    /// more comes together, and says how long the callers of its last commit are worth waiting for. A hint: a commit without
    /// is as safe.
    fn take_turn(&self, _lane: usize) -> Duration {
        Duration::ZERO
    }

    /// How often something was in the way and was tried again, by cause; nothing where nothing can be.
    fn retries(&self) -> Vec<(&'static str, u64)> {
        Vec::new()
    }

    /// How many commits may run at once. Requests of one lane are committed one batch after the other.
    fn lanes(&self) -> usize {
        1
    }

    /// The lane of a request, below [`Store::lanes`]: all requests that act on one pool have one, but for those that make
    /// an account.
    fn lane(&self, _request: &Request) -> usize {
        0
    }

    /// Brings what is in memory about these up to all that was durable when the call began, so that reading them shows
    /// whatever any process has answered. Does nothing where no other process writes.
    fn refresh(&self, _asks: &[Ask]) -> Result<Fresh, StoreError> {
        Ok(Fresh::default())
    }

    /// Has the store tell of what other processes change, as soon as it hears. News may be late or lost.
    fn listen(&self, _tell: Tell) {}

    /// Pools from this number on in which something may be due by then, in order, and the number to go on from; none
    /// when there is no more. A store that has no list of what is due names the next `most` pools.
    fn perhaps_due(&self, from: u64, _by: Timestamp, most: u64) -> Result<(Vec<PoolNo>, Option<u64>), StoreError> {
        let last = self.last_pool()?;
        let to = last.min(from.saturating_add(most.saturating_sub(1)));
        Ok(((from..=to).filter_map(PoolNo::new).collect(), (to < last).then_some(to + 1)))
    }

    /// Notes when something is next due, of pools that stand at these entries still: another catalog may warn sooner than
    /// was noted when they changed last. A store that has no list of what is due notes nothing.
    fn note_due(&self, _dues: &[(PoolNo, Seq, Option<Timestamp>)]) -> Result<(), StoreError> {
        Ok(())
    }
}

/// The heads of all pools, for whoever keeps them elsewhere to compare with later.
pub fn heads(store: &dyn Store) -> Result<BTreeMap<PoolNo, (Seq, Hash)>, StoreError> {
    let mut heads = BTreeMap::new();
    for no in (1..=store.last_pool()?).filter_map(PoolNo::new) {
        if let (Some(pool), Some(head)) = (store.pool(no)?, store.head(no)?) {
            heads.insert(no, (pool.last, head));
        }
    }
    Ok(heads)
}
