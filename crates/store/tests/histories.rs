//! Histories of the simulation through every store: the same entries as the core alone, however the batches are cut,
//! also when a batch was decided once before and when the process ends between the write and the reply.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::sync::Arc;

use scrip_core::batch::{Outcome, Seen, decide_batch};
use scrip_core::catalog::Catalogs;
use scrip_core::command::{Command, Request};
use scrip_core::entry::Entry;
use scrip_core::id::{PoolNo, Seq};
use scrip_pg_server::PgServer;
use scrip_sim::{Case, Script, corpus, script};
use scrip_store::memory::MemoryStore;
use scrip_store::postgres::{self, MigrateOptions, PostgresStore, migrate};
use scrip_store::sqlite::{Options, SqliteStore};
use scrip_store::{Store, Work};

/// Histories of all commands; the more part of them the simulation runs on the core alone.
const SEEDS: u64 = 300;

/// Every this many batches the process ends before it replies.
const BATCHES_PER_CRASH: u64 = 5;

#[test]
fn postgres_gives_the_entries_of_the_core_alone() {
    let (mut replayed, server) = (0, PgServer::shared());
    for case in corpus().into_iter().chain((0..SEEDS).map(Case::of)) {
        let script = script(case.seed, case.ground).unwrap_or_else(|failure| panic!("{failure:?}"));
        let url = server.fresh_database();
        migrate(&url, &MigrateOptions::default()).unwrap();
        let store = PostgresStore::connect(&url, postgres::Options::default()).unwrap();
        replayed += play(&store, &script, case.seed + 2);
    }
    assert!(replayed > 100, "hardly a request was sent again: {replayed}");
}

#[test]
fn memory_and_sqlite_give_the_entries_of_the_core_alone() {
    let cases = corpus().into_iter().chain((0..SEEDS).map(Case::of));
    let mut replayed = 0;
    for case in cases {
        let script = script(case.seed, case.ground).unwrap_or_else(|failure| panic!("{failure:?}"));
        replayed += play(&MemoryStore::default(), &script, case.seed);
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        let options = Options { wal_bytes: Some(0), ..Options::default() };
        let sqlite = SqliteStore::open(&folder.path().join("ledger.db"), options).unwrap();
        replayed += play(&sqlite, &script, case.seed + 1);
    }
    assert!(replayed > 100, "hardly a request was sent again: {replayed}");
}

/// Sends a script through a store in batches cut by `cut`; how many requests were sent again after a crash.
fn play(store: &dyn Store, script: &Script, cut: u64) -> usize {
    let mut replayed = 0;
    let mut rest = script.requests.as_slice();
    let (mut size, mut batches) = (cut % 7 + 1, cut);
    while let Some((_, catalogs)) = rest.first() {
        size = size * 5 % 13 + 1;
        batches += 1;
        let most = rest.iter().take(usize::try_from(size).unwrap());
        let length = most.take_while(|(_, other)| Arc::ptr_eq(catalogs, other)).count();
        let (now, later) = rest.split_at(length);
        rest = later;
        let requests: Vec<Request> =
            now.iter().map(|(request, _)| Request { pool: pool(), ..request.clone() }).collect();
        let before = decided(store, catalogs, &requests);
        let answers = commit(store, catalogs, requests.clone());
        assert_eq!(answers.iter().flat_map(written).collect::<Vec<_>>(), before, "decided twice, seed {cut}");
        if batches.is_multiple_of(BATCHES_PER_CRASH) {
            store.reopen().unwrap();
            replayed += send_again(store, catalogs, &requests, &answers);
        }
    }
    let entries = store.entries(pool(), Seq::ZERO.next(), last(store)).unwrap();
    assert!(entries.iter().eq(script.entries.iter().map(|entry| &**entry)), "other entries, cut {cut}");
    replayed
}

/// Whoever got no reply asks again, under the same key: the same answers, and nothing more is written.
fn send_again(store: &dyn Store, catalogs: &Catalogs, requests: &[Request], answers: &[Outcome]) -> usize {
    let stood = last(store);
    let mut count = 0;
    for (request, answer) in requests.iter().zip(answers).filter(|(request, _)| request.key.is_some()) {
        let first = match answer {
            Outcome::Done { entries, .. } => entries.first(),
            Outcome::Replayed(entry) => Some(&**entry),
            // It left no key; what came after it in the batch may have changed its answer.
            Outcome::KeyReused | Outcome::Refused(_) => continue,
        };
        let again = commit(store, catalogs, vec![request.clone()]);
        let [Outcome::Replayed(entry)] = again.as_slice() else { panic!("{request:?} again: {again:?}") };
        assert_eq!(Some(&**entry), first);
        count += 1;
    }
    assert_eq!(last(store), stood);
    count
}

/// What a batch would write, decided on what the store has: as when its first write was in vain.
fn decided(store: &dyn Store, catalogs: &Catalogs, requests: &[Request]) -> Vec<Entry> {
    let seen = |request: &Request| Seen {
        keyed: request.key.as_ref().and_then(|key| store.keyed(request.pool, key).unwrap()),
        entry: request.command.reads().and_then(|seq| entry(store, seq)),
        is_account_taken: false,
    };
    let seen: Vec<Seen> = requests.iter().map(seen).collect();
    let batch =
        decide_batch(requests, &seen, catalogs, &scrip_core::order::Series::new(), |no| store.pool(no).unwrap())
            .unwrap();
    batch.outcomes.iter().flat_map(written).collect()
}

fn commit(store: &dyn Store, catalogs: &Catalogs, requests: Vec<Request>) -> Vec<Outcome> {
    let committed = store.commit(catalogs, Work { requests, ..Work::default() }).unwrap();
    committed.answers.into_iter().map(Result::unwrap).collect()
}

fn written(outcome: &Outcome) -> Vec<Entry> {
    match outcome {
        Outcome::Done { entries, .. } => entries.to_vec(),
        Outcome::Replayed(_) | Outcome::KeyReused | Outcome::Refused(_) => Vec::new(),
    }
}

/// The one pool of a history: the first that the store makes.
fn pool() -> PoolNo {
    PoolNo::new(1).unwrap()
}

fn last(store: &dyn Store) -> Seq {
    store.pool(pool()).unwrap().map_or(Seq::ZERO, |pool| pool.last)
}

fn entry(store: &dyn Store, seq: Seq) -> Option<Arc<Entry>> {
    store.entries(pool(), seq, seq).unwrap().into_iter().next().map(Arc::new)
}

#[test]
fn a_script_begins_with_its_account() {
    let script = script(1, Case::of(1).ground).unwrap();
    let (first, _) = script.requests.first().unwrap();
    assert!(matches!(first.command, Command::Open(_)));
    assert!(script.entries.len() > 30);
}
