//! Papers are numbered from 1 on without a gap, by whichever pools and batches.

use scrip_core::entry::AccountKind::Business;
use scrip_core::id::Seq;
use scrip_store::{DocKind, Store, Work};

use crate::common::{catalogs, issued, open, order_of, pay, place, pool, spend};
use crate::{check, words};

const POOLS: u64 = 5;

/// An order in each pool.
fn orders(store: &dyn Store, round: u64) -> Vec<Seq> {
    let requests = (1..=POOLS).map(|no| place(no, &format!("a{no}"), &format!("o{round}"))).collect();
    let answers = store.commit(&catalogs(), Work { requests, ..Work::default() }).unwrap().answers;
    answers.iter().map(order_of).collect()
}

/// The numbers that were given, in their order.
fn numbers(store: &dyn Store) -> Vec<(u16, u64)> {
    let of_pool = |no| {
        let last = store.pool(no).unwrap().unwrap().last;
        store.entries(no, Seq::ZERO.next(), last).unwrap()
    };
    let mut numbers: Vec<_> = (1..=POOLS).map(pool).flat_map(of_pool).filter_map(|entry| issued(&entry)).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn papers_are_numbered_without_a_gap() {
    check(|store| {
        words(store, (1..=POOLS).map(|no| open(&format!("a{no}"), Business)).collect());
        assert_eq!(store.docs(DocKind::Series, "", "", 9).unwrap(), []);
        for round in 0..4 {
            let mut payments: Vec<_> =
                (1..=POOLS).zip(orders(store, round)).map(|(no, order)| pay(no, order)).collect();
            // Said twice, in one batch; beside use, and beside an order that nobody placed.
            payments.extend(payments.clone());
            payments.extend([spend(1, "a1", &format!("s{round}")), pay(2, Seq::new(1).unwrap())]);
            let words = words(store, payments);
            let count = |wanted: &str| words.iter().filter(|word| **word == wanted).count();
            assert_eq!((count("done"), count("replayed"), count("not_found")), (6, 5, 1), "{words:?}");
            let wanted: Vec<_> = (1..=POOLS * (round + 1)).map(|number| (2026, number)).collect();
            assert_eq!(numbers(store), wanted);
            let last = (POOLS * (round + 1)).to_be_bytes().to_vec();
            assert_eq!(store.docs(DocKind::Series, "", "", 9).unwrap(), [("2026".to_owned(), last)]);
            store.reopen().unwrap();
        }
    });
}
