//! From a file to a database and back, with proof on each way.

use scrip_core::batch::Outcome;
use scrip_core::entry::{Entry, Fact, OrderFact};
use scrip_core::id::PoolNo;
use scrip_pg_server::PgServer;
use scrip_store::export::export_whole;
use scrip_store::import::{ImportError, import, refuse_unfinished};
use scrip_store::postgres::{LedgerDatabase, MigrateOptions, Options, PostgresStore, migrate};
use scrip_store::verify::Source;
use scrip_store::{Store, StoreError, Work};

use super::common::{catalogs, issued, open, pay, spend, word};
use super::faulty::Faulty;
use super::{Business, Moved, before, docs};

fn database(buckets: u16) -> String {
    let url = PgServer::shared().fresh_database();
    migrate(&url, &MigrateOptions { buckets: Some(buckets), citus: false }).unwrap();
    url
}

fn connect(url: &str) -> PostgresStore {
    PostgresStore::connect(url, Options::default()).unwrap()
}

fn take_in(moved: &Moved, url: &str, store: &dyn Store) -> Result<scrip_store::import::Proof, ImportError> {
    import(&moved.at("out"), store, &|| Ok(Box::new(LedgerDatabase::open(url)?)), &mut |_, _, _| {})
}

#[test]
fn a_ledger_goes_from_a_file_to_a_database_and_back() {
    let moved = Moved::new();
    moved.export("from.db", "out");
    for buckets in [1, 4] {
        let url = database(buckets);
        let proof = take_in(&moved, &url, &connect(&url)).unwrap();
        assert!(proof.is_equal(), "{:?}", proof.differences());
        assert_eq!(proof.equal_pools(), 9);
        assert!(LedgerDatabase::open(&url).unwrap().verify(None).unwrap().is_sound());
        // Again: all is there.
        assert!(take_in(&moved, &url, &connect(&url)).unwrap().is_equal());
        // Another process serves it: keys are known, accounts are found, new pools come after.
        let store = connect(&url);
        refuse_unfinished(&store).unwrap();
        assert_eq!(docs(&store), docs(&moved.from));
        store.refresh(&[]).unwrap();
        let requests = vec![spend(1, "a1", "s3"), spend(9, "a9", "new"), open("late", Business), open("a3", Business)];
        let answers = store.commit(&catalogs(), Work { requests, ..Work::default() }).unwrap().answers;
        assert_eq!(answers.iter().map(word).collect::<Vec<_>>(), ["replayed", "done", "done", "replayed"]);
        // The papers' numbers go on where they were.
        let orders = store.newest("", 99).unwrap().unwrap().0.into_iter();
        let is_order =
            |(no, entry): &(PoolNo, Entry)| no.get() == 9 && matches!(entry.fact, Fact::Order(OrderFact::Placed(_)));
        let (_, order) = orders.into_iter().find(is_order).unwrap();
        let work = Work { requests: vec![pay(9, order.seq)], ..Work::default() };
        let answers = store.commit(&catalogs(), work).unwrap().answers;
        let Ok(Outcome::Done { entries, .. }) = &answers[0] else { panic!("{answers:?}") };
        assert_eq!(entries.iter().find_map(issued), Some((2026, 8)));
        let late = store.account(&"late".parse().unwrap()).unwrap();
        assert!(late.is_some_and(|no| no.get() > 9), "{late:?}");
        drop(store);
        // And back.
        let mut ledger = LedgerDatabase::open(&url).unwrap();
        let exported = export_whole(&mut ledger, &moved.at("back"), &mut |_, _, _| {}).unwrap();
        let name = format!("back{buckets}.db");
        let proof = moved.import("back", &name).unwrap();
        assert!(proof.is_equal(), "{:?}", proof.differences());
        assert_eq!(moved.heads(&name).pools, exported.heads.pools);
        assert_eq!(exported.heads.pools, LedgerDatabase::open(&url).unwrap().verify(None).unwrap().heads.pools);
        // What went on there is not taken back over.
        let gone_on = take_in(&moved, &url, &connect(&url)).unwrap_err();
        assert!(matches!(&gone_on, ImportError::Another(_)), "{gone_on}");
    }
}

#[test]
fn an_export_of_the_program_before_goes_into_a_database() {
    let url = database(2);
    let store = connect(&url);
    let read = || -> Result<Box<dyn Source>, StoreError> { Ok(Box::new(LedgerDatabase::open(&url)?)) };
    let proof = import(&before(), &store, &read, &mut |_, _, _| {}).unwrap();
    assert!(proof.is_equal(), "{:?}", proof.differences());
}

#[test]
fn an_import_into_a_database_that_broke_goes_on() {
    let moved = Moved::new();
    moved.export("from.db", "out");
    for writes in 0..4 {
        let url = database(3);
        let store = Faulty::failing_at(Box::new(connect(&url)), writes);
        let error = take_in(&moved, &url, &store).unwrap_err();
        assert!(matches!(error, ImportError::Store(StoreError::Paused(_))), "{error}");
        assert_eq!(refuse_unfinished(&store).is_err(), writes > 0, "after {writes} writes");
        let store = connect(&url);
        let proof = take_in(&moved, &url, &store).unwrap();
        assert!(proof.is_equal(), "after {writes} writes: {:?}", proof.differences());
        refuse_unfinished(&store).unwrap();
    }
}
