//! One commit of the store: requests are decided, written, and then seen in memory. A large batch is decided and seen in halves.

use std::ops::Range;
use std::sync::Arc;

use scrip_core::catalog::Catalogs;
use scrip_core::command::Request;
use scrip_core::entry::Tells;
use scrip_core::id::PoolNo;

use super::draft::{Draft, Part};
use super::log::Log;
use super::snapshots::Due;
use super::store::SqliteStore;
use super::view::View;
use crate::canonical::write_entry;
use crate::chain::Hash;
use crate::doc::Doc;
use crate::error::StoreError;
use crate::gather::{self, Decided};
use crate::halves::{self, Halves};
use crate::pools::{ByPool, Held, Pools};
use crate::store::Committed;

/// What the next commit rests on and is gathered in.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) last_pool: u64,
    draft: Draft,
    /// Of a batch's right half.
    other: Draft,
    due: Due,
}

impl Desk {
    pub(super) fn new(last_pool: u64) -> Self {
        Self { last_pool, ..Self::default() }
    }
}

/// By what requests are decided.
pub(super) struct By<'s> {
    pub(super) store: &'s SqliteStore,
    pub(super) log: &'s Log,
    pub(super) catalogs: &'s Catalogs,
    pub(super) tells: Tells,
}

/// What was made of requests that were decided one after the other.
pub(super) struct Made {
    decided: Decided,
    seen: ByPool,
}

/// A decided batch.
pub(super) enum Decision {
    Whole(Made),
    /// In halves; so many parts of the draft are the left one's.
    Halves(Halves, Box<[Made; 2]>, usize),
}

impl By<'_> {
    /// Decides some of the requests; the desk's draft then holds what is to be written. Where they are all there is and
    /// many, in halves at once if they may be parted.
    pub(super) fn decide(
        &self,
        desk: &mut Desk,
        requests: &mut Vec<Request>,
        (range, may_part): (Range<usize>, bool),
    ) -> Result<Decision, StoreError> {
        let halves = if may_part && range.len() == requests.len() { Halves::of(requests) } else { None };
        let Some(halves) = halves else {
            let some = requests.get_mut(range).unwrap_or_default();
            return self.make(desk.last_pool, some, &mut desk.draft).map(Decision::Whole);
        };
        let (mut left, mut right) = halves.part(requests);
        let Desk { last_pool, draft, other, .. } = desk;
        let last_pool = *last_pool;
        let made = halves::both(|| self.make(last_pool, &mut left, draft), || self.make(last_pool, &mut right, other));
        match made {
            (Ok(one), Ok(two)) => {
                let parts = draft.parts().len();
                draft.append(other);
                Ok(Decision::Halves(halves, Box::new([one, two]), parts))
            }
            (Err(error), _) | (_, Err(error)) => {
                *requests = halves.join(left, right);
                Err(error)
            }
        }
    }

    fn make(&self, last_pool: u64, requests: &mut [Request], draft: &mut Draft) -> Result<Made, StoreError> {
        let view = View::new(self.store, self.log, last_pool, requests.len());
        let decided = gather::decide(&view, self.catalogs, requests, self.tells)?;
        Ok(Made::of(decided, view, draft))
    }
}

impl Made {
    /// Puts what was decided into the draft, pool by pool.
    fn of(decided: Decided, view: View<'_>, draft: &mut Draft) -> Self {
        let seen = view.into_seen();
        let mut last = None;
        draft.clear(0);
        for (no, entries, key) in &decided.lines {
            let Some(first) = entries.first() else { continue };
            draft.at = draft.at.max(first.at.micros());
            if last != Some(*no) {
                let head = seen.get(no).map_or(Hash::ZERO, |held| held.head);
                draft.pool(no.get(), first.seq.get(), head);
                last = Some(*no);
            }
            let keys = std::iter::once(*key).chain(std::iter::repeat(None));
            for (entry, key) in entries.iter().zip(keys) {
                draft.entry(key, |buffer| write_entry(entry, buffer));
            }
        }
        Self { decided, seen }
    }

    /// Puts the pools into memory as they stand now that it is written.
    fn publish(self, pools: &Pools, parts: &[Part]) -> (Committed, Due) {
        let (mut committed, mut due) = (Committed::default(), Due::default());
        for part in parts {
            let Some(no) = PoolNo::new(part.pool) else { continue };
            let Some(pool) = self.decided.batch.pools.get(&no) else { continue };
            let kept = self.seen.get(&no).map_or(0, |held| held.kept);
            let mut held = Held { pool: Arc::clone(pool), head: part.head, kept };
            due.look(&mut held);
            if let Some(gone) = pools.put(no, held) {
                due.farewell(gone);
            }
        }
        gather::conclude(self.decided, &mut committed);
        (committed, due)
    }
}

impl Decision {
    /// What was not decided here, but taken over from another store.
    pub(super) fn adopted(decided: Decided, view: View<'_>, desk: &mut Desk) -> Self {
        Self::Whole(Made::of(decided, view, &mut desk.draft))
    }

    /// Writes the draft, with these documents of callers that belong to some of the requests, the first of which is at
    /// `from`, and with these that belong to none; then all of it is seen.
    pub(super) fn write(
        self,
        (store, log): (&SqliteStore, &Log),
        desk: &mut Desk,
        (docs, from): (&[(usize, Doc)], usize),
        mut other_docs: Vec<Doc>,
    ) -> Result<Committed, StoreError> {
        for made in self.made() {
            let of_callers = gather::docs_of(docs, from, &made.decided);
            other_docs.extend(made.decided.docs.iter().chain(&made.decided.told).chain(of_callers).cloned());
        }
        desk.draft.add_docs(other_docs);
        if !desk.draft.is_empty() {
            log.append(&mut desk.draft)?;
        }
        for made in self.made() {
            desk.last_pool = made.decided.last_pool;
            store.accounts.extend(&made.decided.accounts);
        }
        let (pools, parts) = (&store.pools, desk.draft.parts());
        let (committed, dues) = match self {
            Self::Whole(made) => {
                let (committed, due) = made.publish(pools, parts);
                (committed, [due, Due::default()])
            }
            Self::Halves(halves, made, count) => {
                let [one, two] = *made;
                let (left, right) = parts.split_at_checked(count).unwrap_or_default();
                let ((one, due), (two, other)) =
                    halves::both(|| one.publish(pools, left), || two.publish(pools, right));
                let answers = halves.join(one.answers, two.answers);
                let changed = one.changed.into_iter().chain(two.changed).collect();
                (Committed { answers, changed }, [due, other])
            }
        };
        for due in dues {
            desk.due.add(due);
        }
        desk.due.hand_over(log);
        Ok(committed)
    }

    fn made(&self) -> &[Made] {
        match self {
            Self::Whole(made) => std::slice::from_ref(made),
            Self::Halves(_, made, _) => &**made,
        }
    }
}
