//! The ledger before a store of several lanes that other processes write to.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;

use scrip_core::catalog::{Catalog, Catalogs};
use scrip_core::entry::AccountKind::Business;
use scrip_core::id::PoolNo;
use scrip_core::time::Timestamp;
use scrip_store::{Answers, Ask, Changed, Health, Ledger, Store, StoreError, Work};

use super::common::{catalogs, open, pool, spend, word};
use super::gate::doc;
use super::many::Many;
use super::{start as alone, wait};

/// A ledger with the accounts `one` to `four` in the pools of those numbers.
fn start() -> (Arc<Many>, Ledger) {
    let many = Arc::new(Many::default());
    let newer = |_: &dyn Store, held: &Catalogs| {
        let version = held.current().version() + 1;
        let mut next = held.clone();
        let draft = scrip_core::catalog::Draft::empty("test", "USD".parse().unwrap());
        next.publish(Timestamp::EPOCH, Arc::new(Catalog::new(version, draft).unwrap()));
        Ok(Some(next))
    };
    let ledger = Ledger::start_with(many.clone(), catalogs(), Box::new(newer)).unwrap();
    for account in ACCOUNTS {
        assert_eq!(word(&wait(ledger.ask(open(account, Business)))), "done");
    }
    many.begun();
    many.catalogs.lock().clear();
    (many, ledger)
}

const ACCOUNTS: [&str; 4] = ["one", "two", "three", "four"];

fn spends(pools: &[u64], key: &str) -> Work {
    let requests = pools.iter().enumerate().map(|(place, no)| {
        let account = ACCOUNTS.iter().zip(1..).find(|(_, of)| of == no).unwrap().0;
        spend(*no, account, &format!("{key}-{place}"))
    });
    Work { requests: requests.collect(), ..Work::default() }
}

fn full() -> StoreError {
    let source: Arc<dyn std::error::Error + Send + Sync> = Arc::from(Box::from("no connection"));
    StoreError::Unavailable { what: "write a commit", source }
}

fn lost() -> StoreError {
    StoreError::Uncertain { source: Arc::from(Box::from("no connection")) }
}

#[test]
fn a_job_of_several_lanes_is_split_and_answered_in_the_order_of_its_requests() {
    let (many, ledger) = start();
    let mut work = spends(&[1, 2, 4, 3, 1], "a");
    work.requests.insert(2, open("five", Business));
    work.docs = vec![(3, doc("of four")), (2, doc("of five")), (0, doc("of one"))];
    work.other_docs = vec![doc("alone")];
    let answers = wait(ledger.submit(work).unwrap().wait()).unwrap();
    let pools: Vec<_> = answers
        .iter()
        .map(|answer| match answer {
            Ok(scrip_core::batch::Outcome::Done { entries, pool }) => {
                pool.as_ref().map_or(0, |pool| pool.no.get()) + u64::from(entries.is_empty())
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(pools, [0, 0, 5, 0, 0, 0], "the account that was made stands where it was asked for");
    let mut begun = many.begun();
    begun.sort();
    let docs = |docs: &[&str]| docs.iter().map(|doc| (*doc).to_owned()).collect::<Vec<_>>();
    assert_eq!(begun, [(0, 2, docs(&["of four", "alone"])), (1, 3, docs(&["of one"])), (2, 1, docs(&["of five"]))]);
}

#[test]
fn lanes_do_not_wait_for_each_other_and_one_that_fails_is_told_alone() {
    let (many, ledger) = start();
    many.shut(1);
    let held = ledger.submit(spends(&[1], "held")).unwrap();
    many.wait_for(1);
    assert_eq!(word(&wait(ledger.ask(spend(2, "two", "free")))), "done");
    many.open();
    assert_eq!(word(&held.wait_here().unwrap()[0]), "done");
    many.fail(1, &[full(), full()]);
    let words = |answers: Answers| -> Vec<_> { answers.wait_here().unwrap().iter().map(word).collect() };
    let answers = ledger.submit(spends(&[2, 1, 2, 3], "b")).unwrap().wait_here().unwrap();
    assert!(answers.iter().map(Result::is_ok).eq([true, false, true, false]));
    assert_eq!(ledger.health(), Health::Failed(full().chain()));
    assert!(ledger.submit(spends(&[1, 3], "c")).unwrap().wait_here().is_err(), "where all failed the job has");
    assert_eq!(words(ledger.submit(spends(&[2, 4], "d")).unwrap()), ["done", "done"]);
    assert_eq!(wait(ledger.probe()), Health::Writing);
    assert_eq!(words(ledger.submit(spends(&[2, 1], "b")).unwrap()), ["replayed", "done"]);
}

#[test]
fn what_befalls_one_piece_of_work_is_no_failure_of_the_ledger() {
    for error in [lost(), StoreError::Taken("doc".to_owned())] {
        let (many, ledger) = start();
        many.fail(0, std::slice::from_ref(&error));
        assert_eq!(wait(ledger.ask(spend(2, "two", "a"))).unwrap_err().chain(), error.chain());
        assert_eq!(ledger.health(), Health::Writing);
        assert_eq!(word(&wait(ledger.ask(spend(2, "two", "a")))), "done");
        assert_eq!(many.reopened.load(Ordering::SeqCst), 0, "nothing was wrong with what is in memory");
    }
}

#[test]
fn what_was_decided_by_an_old_catalog_is_decided_again() {
    let (many, ledger) = start();
    many.fail(0, &[StoreError::Stale, StoreError::Stale]);
    assert_eq!(word(&wait(ledger.ask(spend(2, "two", "a")))), "unknown_feature", "the newest has none");
    assert_eq!(*many.catalogs.lock(), [1, 2, 3]);
    assert_eq!(ledger.catalogs().current().version(), 3);
    many.fail(0, &vec![StoreError::Stale; 100]);
    assert!(matches!(wait(ledger.ask(spend(2, "two", "b"))), Err(StoreError::Stale)), "not for ever");
    assert_eq!((many.begun().len(), ledger.health()), (3 + 5, Health::Writing));
}

#[test]
fn what_must_be_new_shares_its_commit_with_nothing() {
    let (many, ledger) = start();
    many.shut(0);
    let put = |key: &str, must_be_new| Work { other_docs: vec![doc(key)], must_be_new, ..Work::default() };
    let mut sent = vec![ledger.submit(put("first", false)).unwrap()];
    many.wait_for(1);
    for (key, must_be_new) in [("a", false), ("a", true), ("b", false), ("c", true)] {
        sent.push(ledger.submit(put(key, must_be_new)).unwrap());
    }
    many.open();
    let ends: Vec<_> = sent.into_iter().map(|answers| answers.wait_here().map(drop)).collect();
    assert!(matches!(&ends[2], Err(StoreError::Taken(key)) if key == "a"));
    assert!(ends.iter().map(Result::is_ok).eq([true, true, false, true, true]));
    let written: Vec<_> = many.begun().into_iter().flat_map(|(.., docs)| docs).collect();
    assert_eq!(written, ["first", "a", "a", "b", "c"]);
    assert_eq!(
        wait(ledger.put_new(vec![doc("c")])).map_err(|error| error.to_string()),
        Err("the document c is there already".to_owned())
    );
}

#[test]
fn who_reads_waits_for_one_round_that_many_share() {
    let (many, ledger) = start();
    many.is_refresh_shut.store(true, Ordering::SeqCst);
    many.generation.store(7, Ordering::SeqCst);
    thread::scope(|scope| {
        let fresh = |no| wait(ledger.fresh(vec![Ask::Pool(pool(no))])).unwrap().generation;
        let first = scope.spawn(move || fresh(1));
        while many.rounds.lock().is_empty() {
            thread::yield_now();
        }
        let callers: Vec<_> = (0..20).map(|n| scope.spawn(move || fresh(n % 4 + 1))).collect();
        thread::sleep(std::time::Duration::from_millis(50));
        many.is_refresh_shut.store(false, Ordering::SeqCst);
        assert!(first.join().unwrap() == 7 && callers.into_iter().all(|caller| caller.join().unwrap() == 7));
    });
    let rounds = many.rounds.lock();
    assert!(rounds.len() < 6, "{} rounds", rounds.len());
    assert!(rounds.iter().all(|asks| asks.len() <= 4), "each pool once: {rounds:?}");
    assert_eq!(usize::try_from(ledger.refreshes()).unwrap(), rounds.len());
}

#[test]
fn who_reads_is_told_when_too_many_wait_and_when_it_ended() {
    let (many, ledger) = start();
    many.is_refresh_shut.store(true, Ordering::SeqCst);
    let asks = |count: u64| -> Vec<_> { (1..=count).filter_map(PoolNo::new).map(Ask::Pool).collect() };
    thread::scope(|scope| {
        let mut callers = vec![scope.spawn(|| wait(ledger.fresh(asks(1))).is_ok())];
        while many.rounds.lock().is_empty() {
            thread::yield_now();
        }
        callers.push(scope.spawn(|| wait(ledger.fresh(asks(100_000))).is_ok()));
        thread::sleep(std::time::Duration::from_millis(50));
        assert!(matches!(wait(ledger.fresh(asks(1))), Err(StoreError::Busy)));
        many.is_refresh_shut.store(false, Ordering::SeqCst);
        assert!(callers.into_iter().all(|caller| caller.join().unwrap()));
    });
    ledger.stop().unwrap();
    assert!(matches!(wait(ledger.fresh(asks(1))), Err(StoreError::Stopped)));
}

#[test]
fn where_nobody_else_writes_nobody_is_asked() {
    let (_gate, ledger) = alone();
    assert_eq!(wait(ledger.fresh(vec![Ask::Pool(pool(1))])).unwrap(), scrip_store::Fresh::default());
    assert_eq!((ledger.is_shared(), ledger.refreshes(), ledger.lanes()), (false, 0, 1));
}

#[test]
fn watchers_are_told_of_what_others_did_by_news_or_by_a_look() {
    let (many, ledger) = start();
    let (mut watched, other) = (ledger.watch(pool(1)), ledger.watch(pool(2)));
    let told = |watched: &mut tokio::sync::watch::Receiver<_>| {
        wait(watched.changed()).unwrap();
        *watched.borrow_and_update() == ledger.pool(pool(1)).unwrap().unwrap().last
    };
    let tell = many.tell.lock().clone().unwrap();
    let changes: [&dyn Fn(); 3] = [
        &|| tell(Changed::Pool(pool(1), ledger.pool(pool(1)).unwrap().unwrap().last)),
        &|| tell(Changed::Anything),
        &|| ledger.look_at_watched(),
    ];
    for (place, news) in changes.iter().enumerate() {
        many.elsewhere(&ledger.catalogs(), spend(1, "one", &format!("{place}")));
        assert!(!watched.has_changed().unwrap(), "nobody has said so yet");
        news();
        assert!(told(&mut watched));
    }
    let rounds = ledger.refreshes();
    tell(Changed::Pool(pool(3), ledger.pool(pool(3)).unwrap().unwrap().last));
    tell(Changed::Pool(pool(1), ledger.pool(pool(1)).unwrap().unwrap().last));
    wait(ledger.fresh(Vec::new())).unwrap();
    assert_eq!(ledger.refreshes(), rounds + 1, "nobody asks for what is not watched, or was told");
    assert!(!other.has_changed().unwrap() && !watched.has_changed().unwrap());
}
