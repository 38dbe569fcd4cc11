//! Documents of every kind: put, found, listed in order and deleted, whatever place a store has for each.

use scrip_core::entry::AccountKind::Business;
use scrip_store::{Doc, DocKind, Store, StoreError, Work};

use crate::common::{catalogs, open, pool, seq, spend};
use crate::{check, words};

/// Kinds that anybody may put. Accounts and the numbers of pools are the store's own.
fn kinds() -> impl Iterator<Item = DocKind> {
    DocKind::ALL.into_iter().filter(|kind| *kind != DocKind::Account)
}

/// Keys in their order: of pools of several buckets, of times, of names.
fn keys(kind: DocKind) -> Vec<String> {
    let outbox = |place: u64| scrip_store::outbox::key(pool(place % 7 + 1), seq(place + 1));
    let mut keys: Vec<_> = match kind {
        DocKind::Outbox => (0..20).map(outbox).collect(),
        DocKind::MailDue | DocKind::DeliveryDue => {
            (0..20).map(|n| format!("{:020}/evt_000000010000000{n:02}", n * 7)).collect()
        }
        _ => (0..20).map(|n| format!("ord_000000{n:02}00000002")).chain((0..5).map(|n| format!("k{n}"))).collect(),
    };
    keys.sort();
    keys
}

fn put(store: &dyn Store, docs: Vec<Doc>, must_be_new: bool) -> Result<(), StoreError> {
    store.commit(&catalogs(), Work { other_docs: docs, must_be_new, ..Work::default() }).map(drop)
}

#[test]
fn every_kind_is_put_found_listed_and_deleted() {
    check(|store| {
        let doc = |kind: DocKind, key: &str| Doc { kind, key: key.to_owned(), body: Some(key.as_bytes().to_vec()) };
        // All of them in one commit, of whatever place.
        let all = kinds().filter(|kind| *kind != DocKind::Setting).collect::<Vec<_>>();
        let docs = all.iter().flat_map(|kind| keys(*kind).into_iter().map(move |key| doc(*kind, &key)));
        put(store, docs.collect(), true).unwrap();
        for kind in all {
            let keys = keys(kind);
            for key in &keys {
                assert_eq!(store.doc(kind, key).unwrap(), Some(key.as_bytes().to_vec()), "{kind:?} {key}");
            }
            let listed = |prefix: &str, after: &str, limit| -> Vec<String> {
                store.docs(kind, prefix, after, limit).unwrap().into_iter().map(|(key, _)| key).collect()
            };
            assert_eq!(listed("", "", 99), keys, "{kind:?}");
            assert_eq!(listed("", &keys[2], 4), keys[3..7], "{kind:?}");
            let gone = Doc { body: None, ..doc(kind, &keys[3]) };
            put(store, vec![gone, Doc { body: Some(vec![7]), ..doc(kind, &keys[4]) }], false).unwrap();
            assert_eq!(store.doc(kind, &keys[3]).unwrap(), None, "{kind:?}");
            assert_eq!(store.doc(kind, &keys[4]).unwrap(), Some(vec![7]), "{kind:?}");
            assert_eq!(listed("", &keys[2], 1), keys[4..5], "{kind:?}");
        }
    });
}

#[test]
fn of_documents_that_must_be_new_one_that_is_there_keeps_all_away() {
    check(|store| {
        let doc = |kind, key: &str, byte| Doc { kind, key: key.to_owned(), body: Some(vec![byte]) };
        put(store, vec![doc(DocKind::Mail, "m", 1)], false).unwrap();
        let both =
            || vec![doc(DocKind::MailDue, "0001/m", 2), doc(DocKind::Webhook, "w", 2), doc(DocKind::Mail, "m", 2)];
        assert!(matches!(put(store, both(), true), Err(StoreError::Taken(key)) if key == "m"));
        assert_eq!(store.doc(DocKind::MailDue, "0001/m").unwrap(), None);
        assert_eq!(store.doc(DocKind::Webhook, "w").unwrap(), None);
        assert_eq!(store.doc(DocKind::Mail, "m").unwrap(), Some(vec![1]));
    });
}

#[test]
fn what_is_deleted_goes_with_what_must_be_new_and_stays_with_it() {
    check(|store| {
        let doc = |key: &str, body: Option<u8>| Doc {
            kind: DocKind::Operator,
            key: key.to_owned(),
            body: body.map(|byte| vec![byte]),
        };
        let turn = |number: &str| vec![doc(number, Some(1)), doc("old", None), doc("never", None)];
        put(store, vec![doc("old", Some(1)), doc("one", Some(1))], false).unwrap();
        assert!(matches!(put(store, turn("one"), true), Err(StoreError::Taken(key)) if key == "one"));
        assert_eq!(store.doc(DocKind::Operator, "old").unwrap(), Some(vec![1]));
        put(store, turn("two"), true).unwrap();
        assert_eq!(store.doc(DocKind::Operator, "old").unwrap(), None);
        assert_eq!(store.doc(DocKind::Operator, "two").unwrap(), Some(vec![1]));
    });
}

#[test]
fn a_request_takes_documents_of_any_kind_with_it() {
    check(|store| {
        words(store, (1..=3).map(|no| open(&format!("a{no}"), Business)).collect());
        let doc = |kind: DocKind| Doc { kind, key: "ord_0000000300000002".to_owned(), body: Some(vec![3]) };
        let kinds = [DocKind::Paper, DocKind::Payment, DocKind::Mail, DocKind::Webhook, DocKind::Series];
        let requests = vec![spend(1, "a1", "one"), spend(2, "nobody", "two")];
        let docs = kinds.map(|kind| (0, doc(kind))).into_iter().chain([(1, doc(DocKind::Delivery))]).collect();
        store.commit(&catalogs(), Work { requests, docs, ..Work::default() }).unwrap();
        for kind in kinds {
            assert_eq!(store.doc(kind, "ord_0000000300000002").unwrap(), Some(vec![3]), "{kind:?}");
        }
        assert_eq!(store.doc(DocKind::Delivery, "ord_0000000300000002").unwrap(), None);
    });
}
