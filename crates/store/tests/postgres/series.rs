//! Papers are numbered without a gap, whichever processes take payments and whatever befalls their connections.

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

use scrip_core::command::Request;
use scrip_core::entry::AccountKind::Business;
use scrip_core::id::Seq;
use scrip_pg_server::{PgServer, Proxy};
use scrip_store::postgres::{MigrateOptions, PostgresStore, migrate};
use scrip_store::{DocKind, Store, Work};

use crate::common::{catalogs, issued, open, order_of, pay, place, pool, spend, word};
use crate::{database, several, words};

/// Pools of as many buckets as there are, and orders of each.
const POOLS: u64 = 12;
const ORDERS: u64 = 5;

/// Opens pools and orders in each; the payments of all of them, by pool.
fn orders(store: &dyn Store) -> Vec<Vec<Request>> {
    words(store, (1..=POOLS).map(|no| open(&format!("a{no}"), Business)).collect());
    let of_pool = |no: u64| {
        let account = format!("a{no}");
        let requests = (0..ORDERS).map(|n| place(no, &account, &format!("order-{n}"))).collect();
        let answers = store.commit(&catalogs(), Work { requests, ..Work::default() }).unwrap().answers;
        answers.iter().map(|answer| pay(no, order_of(answer))).collect()
    };
    (1..=POOLS).map(of_pool).collect()
}

/// Every number that was given, by year, in their order.
fn numbers(store: &dyn Store) -> BTreeMap<u16, Vec<u64>> {
    let mut numbers: BTreeMap<u16, Vec<u64>> = BTreeMap::new();
    for no in (1..=POOLS).map(pool) {
        store.refresh(&[scrip_store::Ask::Pool(no)]).unwrap();
        let last = store.pool(no).unwrap().unwrap().last;
        for (year, number) in store.entries(no, Seq::ZERO.next(), last).unwrap().iter().filter_map(issued) {
            numbers.entry(year).or_default().push(number);
        }
    }
    for numbers in numbers.values_mut() {
        numbers.sort_unstable();
    }
    numbers
}

/// Each number from 1 on once, one a payment, and the last is what the document says.
fn without_a_gap(store: &dyn Store) {
    assert_eq!(numbers(store), BTreeMap::from([(2026, (1..=POOLS * ORDERS).collect::<Vec<_>>())]));
    let last = store.doc(DocKind::Series, "2026").unwrap().unwrap();
    assert_eq!(u64::from_be_bytes(last.try_into().unwrap()), POOLS * ORDERS);
}

/// Asks again by the same key until there is an answer, as every witness of a payment does.
fn insist(store: &PostgresStore, request: &Request) {
    let one = || {
        let work = Work { requests: vec![request.clone()], ..Work::default() };
        store.commit(&catalogs(), work).ok()?.answers.into_iter().next()?.ok()
    };
    let answer = loop {
        if let Some(answer) = one() {
            break Ok(answer);
        }
        thread::sleep(Duration::from_millis(20));
    };
    assert!(["done", "replayed"].contains(&word(&answer)), "{answer:?}");
}

#[test]
fn payments_on_several_stores_and_buckets_take_each_number_once() {
    let url = database(4);
    let stores = several(&url, 2);
    let payments = orders(&stores[0]);
    thread::scope(|scope| {
        for store in &stores {
            for of_pool in &payments {
                // Both stores are told of each payment, and use goes on beside them.
                scope.spawn(move || {
                    for payment in of_pool {
                        let no = payment.pool.get();
                        let mut requests = vec![spend(no, &format!("a{no}"), &format!("s-{no}")), payment.clone()];
                        requests.rotate_left(usize::from(no % 2 == 0));
                        let words = words(store, requests);
                        assert!(words.iter().all(|word| ["done", "replayed"].contains(word)), "{words:?}");
                    }
                });
            }
        }
    });
    for store in &stores {
        without_a_gap(store);
    }
}

#[test]
fn lost_answers_and_crashes_leave_no_gap() {
    let server = PgServer::start();
    let url = server.fresh_database();
    migrate(&url, &MigrateOptions { buckets: Some(3), citus: false }).unwrap();
    let proxy = Proxy::to(server.port());
    let (through, direct) = (crate::connect(&proxy.url(&url)), crate::connect(&url));
    let payments = orders(&direct);
    thread::scope(|scope| {
        for (at, of_pool) in payments.iter().enumerate() {
            let store = if at % 2 == 0 { &through } else { &direct };
            scope.spawn(move || {
                for payment in of_pool {
                    insist(store, payment);
                    thread::sleep(Duration::from_millis(30));
                }
            });
        }
        let moment = Duration::from_millis(60);
        for _ in 0..3 {
            // The server does it, and nobody hears of it; or its connections are ended, or all of it.
            proxy.stall_to_client();
            thread::sleep(moment);
            proxy.cut_open();
            proxy.resume();
            thread::sleep(moment);
            server.terminate_backends();
            thread::sleep(moment);
        }
        server.stop_immediate();
        server.start_again();
    });
    // Whoever was not sure and asked again was told of the one effect.
    for payment in payments.iter().flatten() {
        insist(&direct, payment);
    }
    without_a_gap(&direct);
    without_a_gap(&through);
}
