//! Turns: had where a pool is wanted twice, given up with the commit, kept by somebody and not waited for.

use std::sync::Arc;
use std::thread;

use scrip_core::entry::AccountKind::Business;
use scrip_core::id::Seq;
use scrip_pg_server::PgServer;
use scrip_store::postgres::{LedgerDatabase, MigrateOptions, PostgresStore, migrate};
use scrip_store::{Ask, Hash, Ledger, Store, Work, entry_bytes, heads};

use crate::common::{open, pool, spend, word};
use crate::{available, catalogs, connect, words};

const TURNS: &str = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1935896432 AND granted";

/// A server, its database of one bucket, and two accounts there.
struct Place {
    /// Before its server: a store that ends looks for its database in vain for seconds once it is gone.
    store: PostgresStore,
    server: PgServer,
    url: String,
}

fn place() -> Place {
    let server = PgServer::start();
    let url = server.fresh_database();
    migrate(&url, &MigrateOptions { buckets: Some(1), citus: false }).unwrap();
    let store = connect(&url);
    words(&store, vec![open("a1", Business), open("a2", Business)]);
    Place { store, server, url }
}

impl Place {
    fn turns(&self) -> String {
        self.server.sql("postgres", TURNS)
    }
}

/// A commit in which one pool is wanted twice.
fn twice(store: &PostgresStore, key: &str) {
    let key = |n: u8| format!("{key}-{n}");
    assert_eq!(words(store, vec![spend(1, "a1", &key(1)), spend(1, "a1", &key(2))]), ["done", "done"]);
}

#[test]
fn a_turn_is_had_where_a_pool_was_wanted_twice_and_ends_with_the_commit() {
    let place = place();
    let store = &place.store;
    words(store, vec![spend(1, "a1", "one"), spend(2, "a2", "two")]);
    store.take_turn(0);
    assert_eq!(place.turns(), "0", "each pool was wanted once");
    let commits: [&dyn Fn(); 3] = [
        &|| twice(store, "again"),
        // Nothing is committed: what was asked for was done before.
        &|| assert_eq!(words(store, vec![spend(1, "a1", "one")]), ["replayed"]),
        &|| assert!(store.commit(&catalogs(), Work::default()).is_ok()),
    ];
    for (n, commit) in commits.into_iter().enumerate() {
        twice(store, &format!("before-{n}"));
        store.take_turn(0);
        assert_eq!(place.turns(), "1");
        commit();
        assert_eq!(place.turns(), "0", "commit {n}");
    }
    twice(store, "before the end");
    store.take_turn(0);
    assert!(place.server.terminate_backends() > 0);
    assert_eq!(words(store, vec![spend(1, "a1", "after")]), ["done"]);
    assert_eq!(place.turns(), "0");
}

#[test]
fn a_turn_that_somebody_keeps_holds_nobody_up() {
    let place = place();
    let (store, keeper) = (&place.store, connect(&place.url));
    twice(&keeper, "keeper");
    keeper.take_turn(0);
    assert_eq!(place.turns(), "1");
    let waits = || store.retries().into_iter().find(|(cause, _)| *cause == "turn").unwrap().1;
    twice(store, "one");
    for key in ["two", "three"] {
        // The second time it is not even asked for.
        store.take_turn(0);
        assert_eq!(waits(), 1);
        twice(store, key);
    }
    assert_eq!(words(&keeper, vec![spend(1, "a1", "last")]), ["done"]);
    assert_eq!((place.turns().as_str(), available(store, pool(1))), ("0", 100 - 9));
}

#[test]
fn callers_are_waited_for_where_another_process_commits_to_the_same_pools() {
    let place = place();
    let (store, other) = (&place.store, connect(&place.url));
    let alone = |key: &str| assert_eq!(words(store, vec![spend(1, "a1", key)]), ["done"]);
    alone("one");
    assert!(store.take_turn(0).is_zero());
    assert_eq!(words(&other, vec![spend(1, "a1", "two")]), ["done"]);
    alone("three");
    assert!(!store.take_turn(0).is_zero(), "it found what the other had done");
    alone("four");
    assert!(store.take_turn(0).is_zero(), "the other has gone quiet");
}

/// Entries of the other's spends that somebody damages: so that they are none, and so that they are others.
const DAMAGES: [&str; 2] = [
    "UPDATE scrip.entry SET body = body || '\\x00' WHERE position('other'::bytea IN body) > 0",
    "UPDATE scrip.entry SET body = overlay(body PLACING 'ether'::bytea FROM position('other'::bytea IN body)) \
     WHERE position('other'::bytea IN body) > 0",
];

#[test]
fn what_comes_with_a_turn_is_not_read_again_and_counts_only_when_it_is_so() {
    for damage in DAMAGES {
        let place = place();
        let (store, other) = (&place.store, connect(&place.url));
        let database = place.url.rsplit('/').next().unwrap();
        let sql = |sql: &str| drop(place.server.sql(database, sql));
        sql("CREATE TABLE sound (seq bigint, body bytea)");
        let keep = || sql("TRUNCATE sound; INSERT INTO sound SELECT seq, body FROM scrip.entry WHERE pool = 1");
        let mend =
            || sql("UPDATE scrip.entry SET body = sound.body FROM sound WHERE pool = 1 AND entry.seq = sound.seq");
        let mut spent = 2;
        let mut both = |before: &dyn Fn(), between: &dyn Fn(), n: u8| {
            twice(&other, &format!("other-{n}"));
            keep();
            before();
            store.take_turn(0);
            between();
            twice(store, &format!("{n}"));
            mend();
            spent += 4;
            assert_eq!(available(&other, pool(1)), 100 - spent);
        };
        twice(store, "first");
        both(&|| (), &|| (), 1);
        both(&|| (), &|| sql(damage), 2);
        both(&|| sql(damage), &mend, 3);
        spent += 2;
        twice(store, "last");
        assert_eq!(available(store, pool(1)), 100 - spent);
        assert!(LedgerDatabase::open(&place.url).unwrap().verify(None).unwrap().is_sound());
    }
}

#[test]
fn ledgers_that_take_turns_at_a_pool_take_no_more_than_there_is() {
    let place = place();
    let done: usize = thread::scope(|scope| {
        let spending: Vec<_> = (0..2)
            .map(|at| {
                let store: Arc<dyn Store> = Arc::new(connect(&place.url));
                let ledger = Ledger::start(store, catalogs()).unwrap();
                scope.spawn(move || {
                    let mut done = 0;
                    for round in 0..20 {
                        let one = |n: usize| Work {
                            requests: vec![spend(1, "a1", &format!("{at}-{round}-{n}"))],
                            ..Work::default()
                        };
                        let answers: Vec<_> = (0..4).map(|n| ledger.submit(one(n)).unwrap()).collect();
                        for answer in answers.into_iter().flat_map(|answers| answers.wait_here().unwrap()) {
                            let word = word(&answer);
                            assert!(["done", "insufficient_credits"].contains(&word), "{word}");
                            done += usize::from(word == "done");
                        }
                    }
                    ledger.stop().unwrap();
                    done
                })
            })
            .collect();
        spending.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert_eq!((done, available(&place.store, pool(1))), (100, 0));
    place.store.refresh(&[Ask::Pool(pool(1))]).unwrap();
    let (last, head) = heads(&place.store).unwrap()[&pool(1)];
    let entries = place.store.entries(pool(1), Seq::ZERO.next(), last).unwrap();
    assert_eq!(entries.iter().fold(Hash::ZERO, |head, entry| head.then(&entry_bytes(entry))), head);
    assert_eq!(place.turns(), "0");
}
