//! Several stores on one database: never more is taken than there is, all see the same, and each hears of the others.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use scrip_core::command::{Command, Request};
use scrip_core::entry::AccountKind::{Agency, Business};
use scrip_core::id::{PoolNo, Seq};
use scrip_pg_server::PgServer;
use scrip_store::postgres::PostgresStore;
use scrip_store::{Ask, Changed, Doc, DocKind, Hash, Store, Work, entry_bytes, heads};

use crate::common::{grant, key, open, pool, request, spend};
use crate::{available, connect, database, several, words};

/// Threads of each store, as its lanes and those who ask it directly are.
const THREADS: usize = 3;

/// Every store spends from pools at once, `each` spends of `size` in a commit; how many were done.
fn race(stores: &[PostgresStore], accounts: u64, each: usize, size: usize) -> usize {
    let done = AtomicUsize::new(0);
    thread::scope(|scope| {
        for (at, store) in stores.iter().enumerate() {
            for thread in 0..THREADS {
                let done = &done;
                scope.spawn(move || {
                    for from in (0..each).step_by(size) {
                        let one = |n: usize| {
                            let no = u64::try_from(n + at + thread).unwrap() % accounts + 1;
                            spend(no, &format!("a{no}"), &format!("{at}-{thread}-{n}"))
                        };
                        let words = words(store, (from..from + size).map(one).collect());
                        assert!(words.iter().all(|word| ["done", "insufficient_credits"].contains(word)), "{words:?}");
                        done.fetch_add(words.iter().filter(|word| **word == "done").count(), Ordering::Relaxed);
                    }
                });
            }
        }
    });
    done.into_inner()
}

/// Every store gives the same entries and heads, and the heads follow from the entries.
fn agree(stores: &[PostgresStore]) {
    let wanted = heads(&stores[0]).unwrap();
    assert!(!wanted.is_empty());
    for store in stores {
        let asks: Vec<_> = wanted.keys().map(|no| Ask::Pool(*no)).collect();
        store.refresh(&asks).unwrap();
        assert_eq!(heads(store).unwrap(), wanted);
    }
    for (no, (last, head)) in wanted {
        let entries = stores[0].entries(no, Seq::ZERO.next(), last).unwrap();
        assert_eq!(entries.iter().fold(Hash::ZERO, |head, entry| head.then(&entry_bytes(entry))), head);
    }
}

#[test]
fn exactly_as_many_succeed_as_there_are_credits() {
    for (stores, buckets, accounts, size) in [(2, 1, 1, 1), (3, 2, 1, 7), (2, 3, 8, 5), (3, 2, 8, 20)] {
        let stores = several(&database(buckets), stores);
        let opened: Vec<_> = (1..=accounts).map(|no| open(&format!("a{no}"), Business)).collect();
        words(&stores[0], opened);
        let each = 400 / (THREADS * stores.len()) / size * size;
        let done = race(&stores, accounts, each, size);
        let there = 100 * usize::try_from(accounts).unwrap();
        assert_eq!(done, there.min(each * THREADS * stores.len()), "{buckets} buckets, {accounts} accounts");
        for store in &stores {
            let left: i64 = (1..=accounts).map(|no| available(store, pool(no))).sum();
            assert_eq!(usize::try_from(left).unwrap(), there - done);
        }
        agree(&stores);
    }
}

/// Has every store do its part at the same instant.
fn at_once<T: Send>(stores: &[PostgresStore], part: impl Fn(usize, &PostgresStore) -> T + Sync) -> Vec<T> {
    let gate = Barrier::new(stores.len());
    let run = |(at, store)| {
        gate.wait();
        part(at, store)
    };
    thread::scope(|scope| {
        let parts: Vec<_> = stores.iter().enumerate().map(|one| scope.spawn(move || run(one))).collect();
        parts.into_iter().map(|part| part.join().unwrap()).collect()
    })
}

#[test]
fn a_key_has_one_effect_whichever_processes_it_is_sent_to() {
    let stores = several(&database(2), 3);
    words(&stores[0], vec![open("a1", Business)]);
    for n in 0..30 {
        let mut found = at_once(&stores, |_, store| words(store, vec![spend(1, "a1", &format!("k{n}"))])[0]);
        found.sort_unstable();
        assert_eq!(found, ["done", "replayed", "replayed"]);
    }
    assert_eq!(available(&stores[2], pool(1)), 70);
}

#[test]
fn an_account_is_made_once_whichever_processes_are_asked() {
    let stores = several(&database(2), 3);
    words(&stores[0], vec![open("g1", Agency), open("g2", Agency), open("g3", Agency)]);
    for n in 0..15 {
        let name = format!("account-{n}");
        let mut found = at_once(&stores, |_, store| words(store, vec![open(&name, Business)])[0]);
        found.sort_unstable();
        assert_eq!(found, ["done", "replayed", "replayed"], "{name}");
        let kid = format!("kid-{n}");
        let sub = |no: u64| request(no, "", Command::AddSubaccount { account: kid.parse().unwrap() });
        let of = |at: usize| u64::try_from(at).unwrap() + 1;
        let mut found = at_once(&stores, |at, store| words(store, vec![sub(of(at))])[0]);
        let winner = found.iter().position(|word| *word == "done").unwrap();
        found.sort_unstable();
        assert_eq!(found, ["account_exists", "account_exists", "done"], "{kid}");
        for store in &stores {
            store.refresh(&[Ask::Account(kid.parse().unwrap())]).unwrap();
            assert_eq!(store.account(&kid.parse().unwrap()).unwrap(), Some(pool(of(winner))), "{kid}");
        }
        // One wants it as an account of its own, one as a subaccount.
        let both = format!("both-{n}");
        let ask = |at: usize| match at {
            0 => open(&both, Business),
            _ => request(of(at), "", Command::AddSubaccount { account: both.parse().unwrap() }),
        };
        let found = at_once(&stores, |at, store| words(store, vec![ask(at)])[0]);
        assert_eq!(found.iter().filter(|word| **word == "done").count(), 1, "{both}: {found:?}");
    }
    agree(&stores);
}

#[test]
fn a_refresh_shows_what_others_have_answered() {
    let url = database(3);
    let (one, other) = (connect(&url), connect(&url));
    let account = "a1".parse().unwrap();
    assert_eq!(one.account(&account).unwrap(), None);
    words(&other, vec![open("a1", Business)]);
    one.refresh(&[Ask::Account("a1".parse().unwrap())]).unwrap();
    assert_eq!(one.account(&account).unwrap(), Some(pool(1)));
    let mut before = one.refresh(&[]).unwrap();
    for n in 1..20 {
        words(&other, vec![spend(1, "a1", &format!("k{n}"))]);
        assert_eq!(available(&one, pool(1)), 100 - n);
        let now = one.refresh(&[Ask::Pool(pool(1)), Ask::Account("a1".parse().unwrap())]).unwrap();
        assert_eq!(now.generation, before.generation, "a spend writes no house document");
        assert!(now.now > before.now);
        before = now;
    }
    let doc = |body: Option<u8>| Doc { kind: DocKind::ApiKey, key: "k".to_owned(), body: body.map(|byte| vec![byte]) };
    for body in [Some(1), Some(2), None] {
        other.commit(&crate::catalogs(), Work { other_docs: vec![doc(body)], ..Work::default() }).unwrap();
        let now = one.refresh(&[]).unwrap();
        assert_ne!(now.generation, before.generation);
        assert_eq!(one.doc(DocKind::ApiKey, "k").unwrap(), body.map(|byte| vec![byte]));
        before = now;
    }
    other.commit(&crate::catalogs(), Work { other_docs: vec![doc(None)], ..Work::default() }).unwrap();
    assert_eq!(one.refresh(&[]).unwrap().generation, before.generation, "nothing was there to be deleted");
}

#[test]
fn who_decides_by_an_older_catalog_than_the_newest_is_told() {
    let url = database(2);
    let (one, other) = (connect(&url), connect(&url));
    words(&one, vec![open("a1", Business)]);
    let published = |key: &str| Doc { kind: DocKind::Catalog, key: key.to_owned(), body: Some(vec![1]) };
    let put =
        |key: &str| other.commit(&crate::catalogs(), Work { other_docs: vec![published(key)], ..Work::default() });
    put("0000000001").unwrap();
    assert_eq!(words(&one, vec![spend(1, "a1", "a")]), ["done"]);
    put("0000000002").unwrap();
    for asked in [spend(1, "a1", "b"), open("a2", Business)] {
        let work = Work { requests: vec![asked], ..Work::default() };
        let error = one.commit(&crate::catalogs(), work).unwrap_err();
        assert!(matches!(error, scrip_store::StoreError::Stale), "{error:?}");
    }
    assert_eq!(available(&other, pool(1)), 99);
}

/// Waits until news of this kind comes.
fn hear(news: &Receiver<Changed>, is_it: impl Fn(Changed) -> bool) -> Changed {
    loop {
        let changed = news.recv_timeout(Duration::from_secs(20)).unwrap();
        if is_it(changed) {
            return changed;
        }
    }
}

#[test]
fn each_hears_of_what_the_others_change_also_after_a_lost_connection() {
    let server = PgServer::start();
    let url = server.fresh_database();
    scrip_store::postgres::migrate(&url, &scrip_store::postgres::MigrateOptions::default()).unwrap();
    let (one, other) = (connect(&url), connect(&url));
    let (tell, news) = channel();
    one.listen(Arc::new(move |changed| _ = tell.send(changed)));
    hear(&news, |changed| changed == Changed::Anything);
    words(&other, vec![open("a1", Business)]);
    let of = |no: u64| move |changed: Changed| matches!(changed, Changed::Pool(of, _) if of == pool(no));
    hear(&news, of(1));
    let spends: Vec<Request> = (0..50).map(|n| spend(1, "a1", &format!("k{n}"))).collect();
    for some in spends.chunks(5) {
        words(&other, some.to_vec());
    }
    let last = other.pool(pool(1)).unwrap().unwrap().last;
    hear(&news, |changed| changed == Changed::Pool(pool(1), last));
    // What it changes itself it is not told.
    words(&one, vec![grant(1, "a1", 5, "own")]);
    words(&other, vec![open("a2", Business)]);
    let first = hear(&news, |changed| matches!(changed, Changed::Pool(..)));
    assert!(of(2)(first), "{first:?}");
    server.terminate_backends();
    hear(&news, |changed| changed == Changed::Anything);
    words(&other, vec![spend(2, "a2", "z")]);
    hear(&news, of(2));
}

#[test]
fn something_is_due_where_the_index_says_so() {
    let url = database(3);
    let store = connect(&url);
    let opened: Vec<_> = (1..=10).map(|n| open(&format!("a{n}"), Business)).collect();
    words(&store, opened);
    let by = |days: i64| crate::common::NOON.plus(scrip_core::time::Span::DAY.times(days));
    let numbers = |pools: Vec<PoolNo>| pools.into_iter().map(PoolNo::get).collect::<Vec<_>>();
    assert_eq!(store.perhaps_due(1, by(1), 4).unwrap(), (vec![], None));
    let (mut from, mut found) = (Some(1), Vec::new());
    while let Some(at) = from {
        let (pools, next) = store.perhaps_due(at, by(40), 4).unwrap();
        assert!(pools.len() <= 4);
        found.extend(numbers(pools));
        from = next;
    }
    assert_eq!(found, (1..=10).collect::<Vec<_>>());
    assert_eq!(numbers(store.perhaps_due(9, by(40), 4).unwrap().0), [9, 10]);
    // Whose period was renewed is due later.
    let mut tick = request(4, "", Command::Tick);
    tick.clock = by(40);
    assert_eq!(words(&store, vec![tick]), ["done"]);
    assert_eq!(numbers(store.perhaps_due(3, by(40), 2).unwrap().0), [3, 5]);
}

#[test]
fn a_key_of_another_request_is_told_apart_in_every_process() {
    let url = database(2);
    let (one, other) = (connect(&url), connect(&url));
    words(&one, vec![open("a1", Business)]);
    let first = spend(1, "a1", "k");
    assert_eq!(words(&one, vec![first.clone()]), ["done"]);
    let mut body = first;
    body.key.as_mut().unwrap().fingerprint = [9; 16];
    assert_eq!(words(&other, vec![body]), ["key_reused"]);
    assert!(other.keyed(pool(1), &key("k")).unwrap().is_some());
}

#[test]
fn what_many_ask_for_at_once_is_read_once() {
    let stores = several(&database(2), 2);
    words(&stores[0], vec![open("acme", Business), spend(1, "acme", "first")]);
    let acme = || Ask::Account("acme".parse().unwrap());
    // The other store knows nothing yet, then lags behind: neither may read an entry twice.
    for key in ["second", "third"] {
        stores[1].refresh(&[Ask::Pool(pool(1)), acme(), Ask::Pool(pool(1)), acme()]).unwrap();
        let [one, other] = [&stores[0], &stores[1]].map(|store| store.pool(pool(1)).unwrap().unwrap());
        assert_eq!(
            (one.last, one.available(None, None, crate::common::NOON)),
            (other.last, other.available(None, None, crate::common::NOON))
        );
        words(&stores[0], vec![spend(1, "acme", key)]);
    }
}
