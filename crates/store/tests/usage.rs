//! Usage over pages of entries: the sums that are kept say what the lines say, wherever a span begins and ends.
#![expect(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::{catalogs, grant, open, pool, request, scratch, seq, spend};
use scrip_core::command::Command;
use scrip_core::credits::Credits;
use scrip_core::entry::AccountKind::Business;
use scrip_core::time::{Span as Time, Timestamp};
use scrip_core::usage::{Group, QUARTER, Sum, used};
use scrip_pg_server::PgServer;
use scrip_store::memory::MemoryStore;
use scrip_store::postgres::{self, MigrateOptions, PostgresStore, migrate};
use scrip_store::sqlite::{Options, SqliteStore};
use scrip_store::usage::{PAGE, Span, usage};
use scrip_store::{Ledger, Store, Work};

/// Two whole pages and a part of the third.
const ENTRIES: u64 = 2 * PAGE + 100;

/// Spends ten seconds apart, some of them by members, some put back.
fn fill(store: &dyn Store) {
    let mut requests = vec![open("acme", Business), grant(1, "acme", 1_000_000, "grant")];
    for n in 0..ENTRIES {
        let mut next = spend(1, "acme", &format!("s{n}"));
        next.clock = at(n);
        requests.push(next);
        if n % 50 == 49 {
            let reverse =
                Command::Reverse { spend: seq(n / 50 * 51 + 10), credits: None, reason: Some("a test".into()) };
            let mut back = request(1, &format!("r{n}"), reverse);
            back.clock = at(n);
            requests.push(back);
        }
    }
    for some in requests.chunks(512) {
        let work = Work { requests: some.to_vec(), ..Work::default() };
        assert!(store.commit(&catalogs(), work).unwrap().answers.iter().all(Result::is_ok));
    }
}

fn at(n: u64) -> Timestamp {
    common::NOON.plus(Time::SECOND.times(i64::try_from(n * 10).unwrap()))
}

type Told = BTreeMap<Option<Timestamp>, (i64, u64)>;

/// What is told, by quarters where they are whole.
fn told(store: &dyn Store, first: u64, last: u64, is_whole: &dyn Fn(Timestamp) -> bool) -> Told {
    let mut all = Told::new();
    let span = Span { pool: pool(1), first, last, is_whole };
    let mut see = |at: Timestamp, _: &Group, sum: Sum| {
        add(&mut all, is_whole(quarter(at)).then(|| quarter(at)), sum);
        true
    };
    usage(store, &span, &mut see).unwrap();
    all
}

fn by_line(store: &dyn Store, first: u64, last: u64, is_whole: &dyn Fn(Timestamp) -> bool) -> Told {
    let mut all = Told::new();
    for entry in store.entries(pool(1), seq(first), seq(last)).unwrap() {
        if let Some((_, sum)) = used(&entry) {
            add(&mut all, is_whole(quarter(entry.at)).then(|| quarter(entry.at)), sum);
        }
    }
    all
}

fn add(all: &mut Told, at: Option<Timestamp>, sum: Sum) {
    let so_far = all.entry(at).or_default();
    *so_far = (so_far.0 + sum.credits.milli(), so_far.1 + sum.spends);
}

fn quarter(at: Timestamp) -> Timestamp {
    Timestamp::from_micros(at.micros() / QUARTER.micros() * QUARTER.micros())
}

#[test]
fn pages_say_what_the_lines_say() {
    let folder = scratch();
    let options = Options { wal_bytes: Some(0), ..Options::default() };
    let sqlite = SqliteStore::open(&folder.path().join("ledger.db"), options).unwrap();
    let url = PgServer::shared().fresh_database();
    migrate(&url, &MigrateOptions::default()).unwrap();
    let postgres = PostgresStore::connect(&url, postgres::Options::default()).unwrap();
    let stores: [&dyn Store; 3] = [&MemoryStore::default(), &sqlite, &postgres];
    for store in stores {
        fill(store);
        let last = store.pool(pool(1)).unwrap().unwrap().last.get();
        assert!(last > ENTRIES);
        let all = |_: Timestamp| true;
        let some = |quarter: Timestamp| quarter.micros() / QUARTER.micros() % 7 != 0;
        // Twice: what was summed up the first time is read the second.
        for _ in 0..2 {
            for (first, end) in
                [(1, last), (1, PAGE), (2, PAGE), (1, PAGE - 1), (PAGE + 1, 2 * PAGE), (5, last - 5), (9, 8)]
            {
                assert_eq!(told(store, first, end, &all), by_line(store, first, end, &all), "{first} to {end}");
                assert_eq!(
                    told(store, first, end, &some),
                    by_line(store, first, end, &some),
                    "{first} to {end}, split"
                );
            }
            store.settle().unwrap();
        }
        // The reference keeps nothing that is derived.
        let kept = store.sums(pool(1), 0..9).unwrap().len();
        assert_eq!(kept, if std::ptr::addr_eq(store, stores[0]) { 0 } else { 2 });
    }
    let net: i64 = told(&sqlite, 1, ENTRIES, &|_| true).values().map(|(milli, _)| milli).sum();
    assert!(net > 0 && net < Credits::from_whole(i64::try_from(ENTRIES).unwrap()).unwrap().milli());
}

#[test]
fn a_ledger_sums_up_what_it_wrote_and_a_store_keeps_it() {
    let folder = scratch();
    let path = folder.path().join("ledger.db");
    let options = Options { wal_bytes: Some(0), ..Options::default() };
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&path, options.clone()).unwrap());
    fill(&*store);
    let ledger = Ledger::start(Arc::clone(&store), catalogs()).unwrap();
    assert_eq!(ledger.sum_up(9).unwrap(), 0, "nothing was written through it yet");
    ledger.submit(Work { requests: vec![spend(1, "acme", "last")], ..Work::default() }).unwrap().wait_here().unwrap();
    assert_eq!((ledger.sum_up(1).unwrap(), ledger.sum_up(9).unwrap(), ledger.sum_up(9).unwrap()), (1, 1, 0));
    ledger.stop().unwrap();
    drop((ledger, store));
    let store = SqliteStore::open(&path, options).unwrap();
    let pages: Vec<u64> = store.sums(pool(1), 0..9).unwrap().into_iter().map(|(page, _)| page).collect();
    assert_eq!(pages, [0, 1]);
}
