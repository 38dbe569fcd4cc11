//! Keys: trusted to be new until the index of keys says otherwise, and never what an answer rests on.

use scrip_core::command::Request;
use scrip_core::entry::AccountKind::Business;
use scrip_store::Store;
use scrip_store::postgres::PostgresStore;

use crate::common::{open, pool, spend};
use crate::{available, connect, database, words};

/// Commits of new keys after which keys are trusted again.
const SOUGHT_AFTER: usize = 16;

fn used(store: &PostgresStore) -> u64 {
    store.retries().into_iter().find(|(cause, _)| *cause == "key").unwrap().1
}

fn one(key: &str) -> Request {
    spend(1, "a1", key)
}

/// A request under the key of another.
fn other(key: &str) -> Request {
    let mut request = one(key);
    request.key.as_mut().unwrap().fingerprint = [2; 16];
    request
}

#[test]
fn a_key_that_was_used_undoes_the_commit_that_trusted_it_and_is_answered() {
    let url = database(1);
    let first = connect(&url);
    words(&first, vec![open("a1", Business), open("a2", Business)]);
    words(&first, vec![one("used")]);
    let rows: [(Vec<Request>, &[&str], i64); 5] = [
        (vec![one("used")], &["replayed"], 0),
        (vec![other("used")], &["key_reused"], 0),
        // Those beside it have their effect, once.
        (vec![one("new-1"), one("used"), spend(2, "a2", "new-2")], &["done", "replayed", "done"], 1),
        (vec![one("new-3"), one("new-3")], &["done", "replayed"], 1),
        (vec![one("new-4"), other("new-4"), other("used")], &["done", "key_reused", "key_reused"], 1),
    ];
    for (requests, answers, gone) in rows {
        // Each on a connection that has met no used key yet.
        let (store, before) = (connect(&url), available(&first, pool(1)));
        assert_eq!(words(&store, requests.clone()), answers, "{requests:?}");
        assert_eq!(available(&first, pool(1)), before - gone, "{requests:?}");
    }
}

#[test]
fn trust_that_was_lost_comes_back() {
    let url = database(1);
    let store = connect(&url);
    words(&store, vec![open("a1", Business)]);
    assert_eq!(words(&store, vec![one("used")]), ["done"]);
    let replay = |counted: u64| {
        assert_eq!(words(&store, vec![one("used")]), ["replayed"]);
        assert_eq!(used(&store), counted);
    };
    // Refused on trust it is decided again under the same locks; done on trust it is undone.
    replay(1);
    replay(1);
    for n in 0..SOUGHT_AFTER {
        assert_eq!(words(&store, vec![one(&format!("new-{n}"))]), ["done"]);
    }
    replay(2);
}

#[test]
fn no_refusal_is_given_on_trust() {
    let url = database(1);
    let stores = [connect(&url), connect(&url), connect(&url)];
    words(&stores[0], vec![open("a1", Business)]);
    let all: Vec<_> = (0..100).map(|n| one(&format!("spend-{n}"))).collect();
    assert!(words(&stores[0], all).iter().all(|word| *word == "done"));
    for store in &stores[1..] {
        // Nothing is left: without its key it would be refused.
        assert_eq!(words(store, vec![one("spend-7"), one("more")]), ["replayed", "insufficient_credits"]);
        assert_eq!(used(store), 0, "nothing was to be written");
    }
    assert_eq!(available(&stores[0], pool(1)), 0);
}
