//! One suite for all stores: what a store must do, whatever it is made of.
#![expect(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod adopt;
mod docs;
mod newest;
mod outbox;
mod series;

use std::sync::Arc;

use common::{catalogs, credits, grant, key, open, pool, request, scratch, seq, spend, word};
use scrip_core::batch::Outcome;
use scrip_core::command::{Command, Request};
use scrip_core::entry::AccountKind::{Agency, Business};
use scrip_core::id::Seq;
use scrip_pg_server::PgServer;
use scrip_store::memory::MemoryStore;
use scrip_store::postgres::{self, MigrateOptions, PostgresStore, migrate};
use scrip_store::sqlite::{Options, SqliteStore};
use scrip_store::{Doc, DocKind, Hash, Store, StoreError, Work, entry_bytes, heads};
use tempfile::TempDir;

/// A store that is thrown away with its folder.
struct Place {
    store: Box<dyn Store>,
    _folder: Option<TempDir>,
}

type Make = fn() -> Place;

const STORES: [(&str, Make); 5] = [
    ("memory", || Place { store: Box::new(MemoryStore::default()), _folder: None }),
    ("sqlite", || sqlite(1_000)),
    // Hardly a pool stays in memory: nearly every look is a load from the log.
    ("sqlite, two pools in memory", || sqlite(2)),
    ("postgres, one bucket", || postgres(1, 1_000)),
    ("postgres, three buckets, two pools in memory", || postgres(3, 2)),
];

fn postgres(buckets: u16, pools_max: usize) -> Place {
    let url = PgServer::shared().fresh_database();
    migrate(&url, &MigrateOptions { buckets: Some(buckets), citus: false }).unwrap();
    let options = postgres::Options { pools_max: Some(pools_max) };
    Place { store: Box::new(PostgresStore::connect(&url, options).unwrap()), _folder: None }
}

fn sqlite(pools_max: usize) -> Place {
    let folder = scratch();
    let options = Options { wal_bytes: Some(0), pools_max: Some(pools_max), ..Options::default() };
    let store = Box::new(SqliteStore::open(&folder.path().join("ledger.db"), options).unwrap());
    Place { store, _folder: Some(folder) }
}

/// Runs a case on every store.
fn check(case: fn(&dyn Store)) {
    for (name, make) in STORES {
        println!("on {name}");
        case(&*make().store);
    }
}

fn words(store: &dyn Store, requests: Vec<Request>) -> Vec<&'static str> {
    let work = Work { requests, ..Work::default() };
    store.commit(&catalogs(), work).unwrap().answers.iter().map(word).collect()
}

fn available(store: &dyn Store, no: u64) -> i64 {
    let pool = store.pool(pool(no)).unwrap().unwrap();
    pool.available(None, None, common::NOON).milli() / 1_000
}

#[test]
fn accounts_are_made_once_and_lead_to_their_pool() {
    check(|store| {
        assert_eq!(words(store, vec![open("acme", Business), open("agency", Agency)]), ["done", "done"]);
        let twins = vec![
            open("twin", Business),
            request(2, "", sub("twin")),
            open("twin", Business),
            sub_of(2, "kid"),
            sub_of(2, "kid"),
        ];
        assert_eq!(words(store, twins), ["done", "account_exists", "replayed", "done", "account_exists"]);
        let mut stranger = open("acme", Business);
        stranger.key = Some(key("another"));
        let mut again = open("kid", Business);
        again.key = Some(key("third"));
        assert_eq!(
            words(store, vec![stranger, again, open("acme", Business)]),
            ["account_exists", "account_exists", "replayed"]
        );
        for (account, no) in [("acme", 1), ("agency", 2), ("twin", 3), ("kid", 2)] {
            assert_eq!(store.account(&account.parse().unwrap()).unwrap(), Some(pool(no)), "{account}");
        }
        assert_eq!(store.account(&"nobody".parse().unwrap()).unwrap(), None);
        assert_eq!(store.last_pool().unwrap(), 3);
        assert!(store.pool(pool(4)).unwrap().is_none());
    });
}

fn sub(account: &str) -> Command {
    Command::AddSubaccount { account: account.parse().unwrap() }
}

fn sub_of(no: u64, account: &str) -> Request {
    request(no, "", sub(account))
}

#[test]
fn an_account_that_was_refused_is_free_for_the_next_of_the_batch() {
    check(|store| {
        let mut wrong = open("acme", Business);
        let Command::Open(open_wrong) = &mut wrong.command else { return };
        open_wrong.plan = "nothing".parse().unwrap();
        assert_eq!(words(store, vec![wrong, open("acme", Business)]), ["invalid_plan", "done"]);
        assert_eq!(store.account(&"acme".parse().unwrap()).unwrap(), Some(pool(1)));
    });
}

#[test]
fn each_request_sees_those_before_it_and_never_more_is_taken_than_there_is() {
    check(|store| {
        words(store, vec![open("acme", Business)]);
        let requests: Vec<_> = (0..130).map(|n| spend(1, "acme", &format!("k{n}"))).collect();
        let words: Vec<_> = requests.chunks(50).flat_map(|some| words(store, some.to_vec())).collect();
        assert_eq!(words.iter().filter(|word| **word == "done").count(), 100);
        assert!(words[100..].iter().all(|word| *word == "insufficient_credits"));
        assert_eq!(available(store, 1), 0);
    });
}

#[test]
fn a_document_that_must_be_new_is_written_once() {
    check(|store| {
        let put = |body: u8| {
            let doc = Doc { kind: DocKind::Catalog, key: "0000000001".to_owned(), body: Some(vec![body]) };
            store.commit(&catalogs(), Work { other_docs: vec![doc], must_be_new: true, ..Work::default() })
        };
        put(1).unwrap();
        assert!(matches!(put(2), Err(StoreError::Taken(key)) if key == "0000000001"));
        assert_eq!(store.doc(DocKind::Catalog, "0000000001").unwrap(), Some(vec![1]));
    });
}

#[test]
fn a_key_has_one_effect_and_its_answer_is_replayed() {
    check(|store| {
        words(store, vec![open("acme", Business), open("other", Business)]);
        let first = spend(1, "acme", "one");
        assert_eq!(words(store, vec![first.clone(), first.clone()]), ["done", "replayed"]);
        assert_eq!(
            words(store, vec![first.clone(), spend(2, "other", "one")]),
            ["replayed", "done"],
            "keys belong to pools"
        );
        let mut body = first.clone();
        body.key.as_mut().unwrap().fingerprint = [2; 16];
        assert_eq!(words(store, vec![body]), ["key_reused"]);
        assert_eq!(available(store, 1), 99);
        let found = store.keyed(pool(1), &key("one")).unwrap().unwrap();
        assert_eq!(store.entries(pool(1), found.seq, found.seq).unwrap(), [(*found).clone()]);
        assert!(store.keyed(pool(1), &key("never")).unwrap().is_none());
    });
}

#[test]
fn a_refusal_leaves_no_key_and_no_entry() {
    check(|store| {
        words(store, vec![open("acme", Business)]);
        let too_much: Vec<_> = (0..100).map(|n| spend(1, "acme", &format!("k{n}"))).collect();
        words(store, too_much);
        let head = store.head(pool(1)).unwrap();
        assert_eq!(words(store, vec![spend(1, "acme", "late")]), ["insufficient_credits"]);
        assert_eq!(store.head(pool(1)).unwrap(), head);
        assert_eq!(words(store, vec![grant(1, "acme", 5, "more"), spend(1, "acme", "late")]), ["done", "done"]);
    });
}

#[test]
fn an_entry_that_a_command_reads_is_found_whenever_it_was_written() {
    check(|store| {
        words(store, vec![open("acme", Business)]);
        words(store, vec![spend(1, "acme", "a")]);
        let spent = store.keyed(pool(1), &key("a")).unwrap().unwrap().seq;
        let reverse = |spend: Seq, key: &str| request(1, key, Command::Reverse { spend, credits: None, reason: None });
        assert_eq!(words(store, vec![reverse(spent, "r")]), ["done"]);
        assert_eq!(available(store, 1), 100);
        let next = store.pool(pool(1)).unwrap().unwrap().last.next();
        assert_eq!(words(store, vec![spend(1, "acme", "b"), reverse(next, "s")]), ["done", "done"], "in one batch");
        assert_eq!(available(store, 1), 100);
    });
}

#[test]
fn entries_are_paged_and_chained_in_order() {
    check(|store| {
        words(store, vec![open("acme", Business), open("other", Business)]);
        for n in 0..9 {
            words(store, vec![spend(1, "acme", &format!("a{n}")), spend(2, "other", &format!("o{n}"))]);
        }
        for no in [1, 2] {
            let last = store.pool(pool(no)).unwrap().unwrap().last;
            let all = store.entries(pool(no), seq(1), last).unwrap();
            assert!(all.iter().zip(1..).all(|(entry, place)| entry.seq == seq(place)));
            assert_eq!(store.entries(pool(no), seq(3), seq(5)).unwrap(), all[2..5]);
            assert_eq!(store.entries(pool(no), seq(3), Seq::new(1 << 30).unwrap()).unwrap(), all[2..]);
            let head = all.iter().fold(Hash::ZERO, |head, entry| head.then(&entry_bytes(entry)));
            assert_eq!(store.head(pool(no)).unwrap(), Some(head));
        }
        assert!(store.entries(pool(7), seq(1), seq(9)).unwrap().is_empty());
    });
}

#[test]
fn documents_go_with_what_was_done_and_stay_away_with_what_was_not() {
    check(|store| {
        let doc = |key: &str| Doc { kind: DocKind::Profile, key: key.to_owned(), body: Some(vec![1]) };
        let mut wrong = open("wrong", Business);
        let Command::Open(open_wrong) = &mut wrong.command else { return };
        open_wrong.plan = "nothing".parse().unwrap();
        let work = Work {
            requests: vec![open("acme", Business), wrong, open("other", Business)],
            docs: vec![(0, doc("acme")), (1, doc("wrong")), (2, doc("other"))],
            other_docs: vec![doc("free")],
            ..Work::default()
        };
        store.commit(&catalogs(), work).unwrap();
        let keys: Vec<_> = store.docs(DocKind::Profile, "", "", 9).unwrap().into_iter().map(|doc| doc.0).collect();
        assert_eq!(keys, ["acme", "free", "other"]);
        let gone = Doc { body: None, ..doc("acme") };
        store.commit(&catalogs(), Work { other_docs: vec![gone], ..Work::default() }).unwrap();
        assert_eq!(store.doc(DocKind::Profile, "acme").unwrap(), None);
        assert_eq!(store.docs(DocKind::Profile, "o", "", 9).unwrap().len(), 1);
        assert_eq!(store.docs(DocKind::Profile, "", "acme", 1).unwrap()[0].0, "free");
        assert!(store.docs(DocKind::Audit, "", "", 9).unwrap().is_empty());
    });
}

#[test]
fn what_a_batch_changed_is_told() {
    check(|store| {
        words(store, vec![open("acme", Business), open("other", Business)]);
        let requests = vec![spend(2, "other", "a"), spend(2, "other", "b"), spend(2, "nobody", "c")];
        let changed = store.commit(&catalogs(), Work { requests, ..Work::default() }).unwrap().changed;
        let told: Vec<_> = changed.iter().map(|pool| (pool.no.get(), pool.last)).collect();
        assert_eq!(told, [(2, store.pool(pool(2)).unwrap().unwrap().last)]);
    });
}

/// A history of many pools: opened, granted to, spent from, keys repeated. In its second half no account is made: large
/// batches of it may be decided in halves.
fn history() -> Vec<Request> {
    let mut requests: Vec<_> =
        (1..=20).map(|n| open(&format!("a{n}"), if n % 5 == 0 { Agency } else { Business })).collect();
    let mut random = 11_u64;
    for n in 0..6_000_u64 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let no = (random >> 33) % 20 + 1;
        let account = format!("a{no}");
        let mut request = match (random >> 40) % 30 {
            0 => grant(no, &account, 7, &format!("g{n}")),
            1 => spend(no, &account, &format!("s{}", n / 2_000)),
            2 if n < 3_000 => sub_of(no, &format!("sub{}", n % 40)),
            _ => spend(no, &account, &format!("s{n}")),
        };
        request.clock = common::NOON.plus(scrip_core::time::Span::MINUTE.times(10 * i64::try_from(n).unwrap()));
        requests.push(request);
    }
    requests
}

#[test]
fn all_stores_give_the_same_entries_however_the_batches_are_cut() {
    let run = |store: &dyn Store, step: usize| {
        let words: Vec<_> = history().chunks(step).flat_map(|some| words(store, some.to_vec())).collect();
        (words, heads(store).unwrap())
    };
    let wanted = run(&MemoryStore::default(), 1);
    assert!(wanted.0.contains(&"replayed") && wanted.0.contains(&"insufficient_credits"));
    assert_eq!(wanted.1.len(), 20);
    for (name, make) in STORES {
        for step in [1, 7, 512, 4_096] {
            assert!(run(&*make().store, step) == wanted, "{name}, batches of {step}");
        }
    }
}

#[test]
fn a_store_that_is_opened_again_knows_everything() {
    for (name, make) in STORES {
        let place = make();
        let store = &*place.store;
        for some in history().chunks(100) {
            words(store, some.to_vec());
        }
        let (before, pools) = (heads(store).unwrap(), pools(store));
        for round in ["plain", "with snapshots"] {
            if round != "plain" {
                store.settle().unwrap();
            }
            store.reopen().unwrap();
            assert_eq!(heads(store).unwrap(), before, "{name}, {round}");
            assert_eq!(self::pools(store), pools, "{name}, {round}");
        }
        assert_eq!(words(store, vec![history().remove(0)]), ["replayed"], "{name}");
        assert_eq!(words(store, vec![open("next", Business)]), ["done"], "{name}");
        assert_eq!(store.account(&"next".parse().unwrap()).unwrap(), Some(pool(21)), "{name}");
    }
}

fn pools(store: &dyn Store) -> Vec<Arc<scrip_core::pool::Pool>> {
    (1..=20).map(|no| store.pool(pool(no)).unwrap().unwrap()).collect()
}

#[test]
fn two_processes_never_serve_one_file() {
    let place = scratch();
    let path = place.path().join("ledger.db");
    let options = Options { wal_bytes: Some(0), ..Options::default() };
    let store = SqliteStore::open(&path, options.clone()).unwrap();
    assert!(matches!(SqliteStore::open(&path, options.clone()).map(drop), Err(StoreError::InUse { .. })));
    store.reopen().unwrap();
    assert!(matches!(SqliteStore::open(&path, options).map(drop), Err(StoreError::InUse { .. })));
    assert_eq!(words(&store, vec![open("acme", Business)]), ["done"]);
    assert_eq!(credits(100), store.pool(pool(1)).unwrap().unwrap().available(None, None, common::NOON));
}

#[test]
fn an_answer_shows_what_was_written() {
    check(|store| {
        words(store, vec![open("acme", Business)]);
        let work = Work { requests: vec![spend(1, "acme", "a")], ..Work::default() };
        let answers = store.commit(&catalogs(), work).unwrap().answers;
        let Ok(Outcome::Done { entries, .. }) = &answers[0] else { panic!("{answers:?}") };
        assert_eq!(store.entries(pool(1), entries[0].seq, entries[0].seq).unwrap()[0], entries[0]);
    });
}
