//! Entries of all pools, newest first: each once, whatever the pages, and each pool's in their order.

use std::collections::HashMap;

use scrip_core::entry::AccountKind::Business;
use scrip_core::entry::Entry;
use scrip_core::id::{PoolNo, Seq};
use scrip_store::Store;

use crate::common::{NOON, open, pool, spend};
use crate::{check, words};

fn all(store: &dyn Store, limit: u32) -> Vec<(PoolNo, Entry)> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let (page, next) = store.newest(&cursor, limit).unwrap().unwrap();
        assert!(page.len() <= usize::try_from(limit).unwrap(), "{} of {limit}", page.len());
        assert!(next.is_empty() || page.len() == usize::try_from(limit).unwrap(), "only the last page is short");
        found.extend(page);
        if next.is_empty() {
            return found;
        }
        cursor = next;
    }
}

/// A ledger of four pools in which every commit comes a minute later; some hold many entries, some are of many pools.
fn fill(store: &dyn Store) {
    words(store, (1..=4).map(|no| open(&format!("a{no}"), Business)).collect());
    for round in 0..160_u64 {
        let spends = if round % 20 == 0 { 12 } else { 1 };
        let one = |n: u64| {
            let no = (round + if round % 40 == 0 { n } else { 0 }) % 4 + 1;
            let mut request = spend(no, &format!("a{no}"), &format!("{round}-{n}"));
            request.clock = NOON.plus(scrip_core::time::Span::MINUTE.times(i64::try_from(round).unwrap()));
            request
        };
        words(store, (0..spends).map(one).collect());
    }
}

#[test]
fn every_entry_comes_once_and_the_newest_first_whatever_the_pages() {
    check(|store| {
        assert_eq!(store.newest("", 10).unwrap(), Some((Vec::new(), String::new())));
        fill(store);
        let wanted = all(store, 1_000);
        assert!(wanted.is_sorted_by(|(_, one), (_, next)| one.at >= next.at));
        let mut next: HashMap<PoolNo, Seq> = HashMap::new();
        for no in (1..=4).map(pool) {
            let last = store.pool(no).unwrap().unwrap().last;
            let of_pool: Vec<_> = wanted.iter().filter(|(of, _)| *of == no).map(|(_, entry)| entry.clone()).collect();
            let mut in_order = store.entries(no, Seq::ZERO.next(), last).unwrap();
            in_order.reverse();
            assert_eq!(of_pool, in_order);
            next.insert(no, last);
        }
        assert_eq!(u64::try_from(wanted.len()).unwrap(), next.values().map(|seq| seq.get()).sum::<u64>());
        for limit in [1, 2, 7, 64, 65] {
            assert_eq!(all(store, limit), wanted, "pages of {limit}");
        }
    });
}

#[test]
fn what_is_written_between_two_pages_is_in_neither() {
    check(|store| {
        fill(store);
        let before = all(store, 1_000);
        let (first, cursor) = store.newest("", 5).unwrap().unwrap();
        for n in 0..70 {
            words(store, (1..=4).map(|no| spend(no, &format!("a{no}"), &format!("late-{n}"))).collect());
        }
        let (second, _) = store.newest(&cursor, 500).unwrap().unwrap();
        assert_eq!([first, second].concat(), before);
    });
}

#[test]
fn a_cursor_of_something_else_is_told() {
    check(|store| {
        fill(store);
        for cursor in ["x", "-1", "1.x", "1-2-3-4-5-6-7", " ", "ord_0000000100000002"] {
            assert_eq!(store.newest(cursor, 5).unwrap(), None, "{cursor}");
        }
    });
}
