//! The ledger before a store: it gathers, it answers when things are durable, it says no in time, it heals, it stops.
#![expect(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;
mod gate;
mod many;
mod shared;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use common::{catalogs, open, pool, scratch, spend, word};
use gate::{Gate, doc};
use scrip_core::entry::AccountKind::Business;
use scrip_core::id::Seq;
use scrip_store::sqlite::{Options, SqliteStore};
use scrip_store::{Answer, DocKind, Health, Ledger, REQUESTS_MAX, Store, StoreError, Work};

/// Runs a future on this thread.
fn wait<T>(future: impl Future<Output = T>) -> T {
    struct Here(Thread);
    impl Wake for Here {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Here(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

fn start() -> (Arc<Gate>, Ledger) {
    let gate = Arc::new(Gate::default());
    let ledger = Ledger::start(gate.clone(), catalogs()).unwrap();
    (gate, ledger)
}

fn ask(ledger: &Ledger, key: &str) -> Answer {
    wait(ledger.ask(spend(1, "acme", key)))
}

/// 64 callers, each with his own lone spends, on one pool of 100 credits.
fn storm(store: Arc<dyn Store>, key: impl Fn(usize, usize) -> String + Sync) -> Vec<&'static str> {
    let ledger = Ledger::start(store, catalogs()).unwrap();
    assert_eq!(word(&wait(ledger.ask(open("acme", Business)))), "done");
    thread::scope(|scope| {
        let caller = |n| {
            let (ledger, key) = (&ledger, &key);
            scope.spawn(move || (0..4).map(|round| word(&ask(ledger, &key(n, round)))).collect::<Vec<_>>())
        };
        let callers: Vec<_> = (0..64).map(caller).collect();
        callers.into_iter().flat_map(|caller| caller.join().unwrap()).collect()
    })
}

fn count(words: &[&str], word: &str) -> usize {
    words.iter().filter(|one| **one == word).count()
}

#[test]
fn parallel_callers_never_take_more_than_there_is() {
    let folder = scratch();
    let options = Options { wal_bytes: Some(0), ..Options::default() };
    let sqlite = SqliteStore::open(&folder.path().join("ledger.db"), options).unwrap();
    let stores: [Arc<dyn Store>; 2] = [Arc::new(Gate::default()), Arc::new(sqlite)];
    for store in stores {
        let words = storm(Arc::clone(&store), |caller, round| format!("{caller}-{round}"));
        assert_eq!((count(&words, "done"), count(&words, "insufficient_credits")), (100, 156));
        assert_eq!(store.pool(pool(1)).unwrap().unwrap().available(None, None, common::NOON).milli(), 0);
    }
}

#[test]
fn concurrent_twins_have_one_effect() {
    let words = storm(Arc::new(Gate::default()), |_, round| format!("{round}"));
    assert_eq!((count(&words, "done"), count(&words, "replayed")), (4, 252));
}

#[test]
fn what_waits_while_a_commit_runs_is_one_commit() {
    let (gate, ledger) = start();
    wait(ledger.ask(open("acme", Business))).unwrap();
    gate.shut();
    let mut answers = vec![ledger.submit(one("first")).unwrap()];
    while gate.commits.load(Ordering::SeqCst) < 2 {
        thread::yield_now();
    }
    answers.extend((0..50).map(|n| ledger.submit(one(&format!("{n}"))).unwrap()));
    assert_eq!(ledger.waiting(), 50, "nobody is answered before the commit is done");
    gate.open();
    assert!(answers.into_iter().all(|answer| word(&answer.wait_here().unwrap()[0]) == "done"));
    assert_eq!(gate.commits.load(Ordering::SeqCst), 3);
}

fn one(key: &str) -> Work {
    Work { requests: vec![spend(1, "acme", key)], ..Work::default() }
}

#[test]
fn a_full_queue_says_so_and_what_was_accepted_is_answered_even_after_stop() {
    let (gate, ledger) = start();
    wait(ledger.ask(open("acme", Business))).unwrap();
    gate.shut();
    let mut answers = Vec::new();
    let busy = loop {
        let requests = (0..1_024).map(|n| spend(1, "acme", &format!("{}-{n}", answers.len()))).collect();
        match ledger.submit(Work { requests, ..Work::default() }) {
            Ok(answer) => answers.push(answer),
            Err(error) => break error,
        }
    };
    assert!(matches!(busy, StoreError::Busy));
    assert!((REQUESTS_MAX / 1_024..=REQUESTS_MAX / 1_024 + 4).contains(&answers.len()), "{} were taken", answers.len());
    thread::scope(|scope| {
        let stop = scope.spawn(|| ledger.stop());
        while ledger.health() != Health::Stopped {
            thread::yield_now();
        }
        assert!(matches!(ledger.submit(one("late")), Err(StoreError::Stopped)));
        gate.open();
        let done: usize = answers.into_iter().map(|answer| answer.wait_here().unwrap().len()).sum();
        assert!(done >= REQUESTS_MAX);
        stop.join().unwrap().unwrap();
    });
    assert_eq!(gate.settled.load(Ordering::SeqCst), 1);
}

#[test]
fn a_failing_store_is_not_acknowledged_says_why_and_serves_again() {
    let (gate, ledger) = start();
    wait(ledger.ask(open("acme", Business))).unwrap();
    gate.is_full.store(true, Ordering::SeqCst);
    for key in ["a", "b"] {
        let error = ask(&ledger, key).unwrap_err();
        assert_eq!(error.chain(), "the ledger cannot write a commit: no space left on device");
        assert_eq!(ledger.health(), Health::Failed(error.chain()));
    }
    assert!(matches!(wait(ledger.probe()), Health::Failed(_)));
    assert!(ledger.pool(pool(1)).unwrap().is_some(), "reading goes on");
    gate.is_full.store(false, Ordering::SeqCst);
    assert_eq!(word(&ask(&ledger, "a")), "done");
    assert_eq!(ledger.health(), Health::Writing);
    assert_eq!(gate.reopened.load(Ordering::SeqCst), 3, "before each try after a failure");
    gate.is_full.store(true, Ordering::SeqCst);
    ask(&ledger, "c").unwrap_err();
    gate.is_full.store(false, Ordering::SeqCst);
    assert_eq!(wait(ledger.probe()), Health::Writing, "a probe heals it too");
}

#[test]
fn a_paused_ledger_reads_and_says_why_it_does_not_write() {
    let (_gate, ledger) = start();
    wait(ledger.ask(open("acme", Business))).unwrap();
    ledger.pause("the clock leapt by a year");
    assert!(matches!(ask(&ledger, "a").unwrap_err(), StoreError::Paused(why) if why.contains("a year")));
    assert_eq!(ledger.health(), Health::Paused("the clock leapt by a year".to_owned()));
    assert!(ledger.pool_of(&"acme".parse().unwrap()).unwrap().is_some());
    ledger.resume();
    assert_eq!(word(&ask(&ledger, "a")), "done");
}

#[test]
fn catalogs_hold_from_the_request_after_them() {
    let (_gate, ledger) = start();
    let before = ledger.catalogs();
    let next = catalogs();
    wait(ledger.publish(vec![doc("catalog")], Arc::clone(&next))).unwrap();
    assert!(Arc::ptr_eq(&ledger.catalogs(), &next) && !Arc::ptr_eq(&before, &next));
    assert!(ledger.doc(DocKind::Setting, "catalog").unwrap().is_some());
}

#[test]
fn who_watches_a_pool_is_told_of_its_commits_alone() {
    let (_gate, ledger) = start();
    wait(ledger.ask(open("acme", Business))).unwrap();
    wait(ledger.ask(open("other", Business))).unwrap();
    let mut watched = ledger.watch(pool(1));
    assert!(!watched.has_changed().unwrap());
    wait(ledger.ask(spend(2, "other", "a"))).unwrap();
    assert!(!watched.has_changed().unwrap());
    ask(&ledger, "a").unwrap();
    let last = ledger.pool(pool(1)).unwrap().unwrap().last;
    assert_eq!(*watched.borrow_and_update(), last);
    assert_eq!(ledger.entry(pool(1), last).unwrap().map(|entry| entry.seq), Some(last));
    assert_eq!(ledger.entry(pool(1), Seq::new(1_000).unwrap()).unwrap(), None);
}

#[test]
fn an_answer_is_seen_by_every_reader_from_then_on() {
    let (_gate, ledger) = start();
    wait(ledger.ask(open("acme", Business))).unwrap();
    for n in 1..=100 {
        ask(&ledger, &format!("{n}")).unwrap();
        let left = ledger.pool(pool(1)).unwrap().unwrap().available(None, None, common::NOON);
        assert_eq!(left, common::credits(100 - n));
    }
}
