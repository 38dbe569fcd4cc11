//! Entries of another store are taken over as they are, or refused before anything is written.

use scrip_core::command::Command;
use scrip_core::entry::AccountKind::{Agency, Business};
use scrip_store::memory::MemoryStore;
use scrip_store::{Doc, DocKind, Run, Store, StoreError, entry_bytes, heads};

use crate::common::{grant, key, open, pool, request, seq, spend};
use crate::{Place, STORES, words};

/// A ledger of three pools, one of an agency.
fn first() -> MemoryStore {
    let store = MemoryStore::default();
    words(&store, vec![open("acme", Business), open("agency", Agency), open("beta", Business)]);
    let sub = Command::AddSubaccount { account: "kid".parse().unwrap() };
    words(&store, vec![request(2, "", sub), grant(1, "acme", 20, "g"), grant(2, "agency", 20, "g")]);
    let accounts = [(1, "acme"), (2, "agency"), (3, "beta")];
    for round in 0..20 {
        words(&store, accounts.map(|(no, account)| spend(no, account, &format!("s{round}"))).into());
    }
    store
}

/// The pool's entries from one to another, as a run.
fn run(store: &dyn Store, no: u64, from: u64, to: u64) -> Run {
    let all = store.entries(pool(no), seq(1), seq(to)).unwrap();
    let bytes: Vec<_> = all.iter().map(entry_bytes).collect();
    let head = bytes.iter().fold(scrip_store::Hash::ZERO, |head, bytes| head.then(bytes));
    let entries = bytes.into_iter().skip(usize::try_from(from).unwrap() - 1).collect();
    Run { pool: pool(no), first_seq: from, entries, head }
}

fn last(store: &dyn Store, no: u64) -> u64 {
    store.pool(pool(no)).unwrap().unwrap().last.get()
}

fn check(case: impl Fn(&dyn Store, &dyn Store)) {
    for (name, make) in STORES {
        println!("on {name}");
        let Place { store, _folder } = make();
        case(&first(), &*store);
    }
}

fn setting(body: Option<u8>) -> Vec<Doc> {
    vec![Doc { kind: DocKind::Setting, key: "one".to_owned(), body: body.map(|byte| vec![byte]) }]
}

#[test]
fn a_ledger_taken_over_in_parts_is_the_same_ledger() {
    check(|from, to| {
        let mid = 7;
        to.adopt(vec![run(from, 1, 1, mid), run(from, 3, 1, mid)], setting(Some(1))).unwrap();
        assert_eq!(to.doc(DocKind::Setting, "one").unwrap(), Some(vec![1]));
        to.adopt(vec![run(from, 2, 1, last(from, 2))], setting(None)).unwrap();
        to.adopt(vec![run(from, 3, mid + 1, last(from, 3)), run(from, 1, mid + 1, last(from, 1))], Vec::new()).unwrap();
        assert_eq!(heads(to).unwrap(), heads(from).unwrap());
        to.reopen().unwrap();
        assert_eq!(heads(to).unwrap(), heads(from).unwrap());
        assert_eq!(to.doc(DocKind::Setting, "one").unwrap(), None);
        for (account, no) in [("acme", 1), ("agency", 2), ("kid", 2), ("beta", 3)] {
            assert_eq!(to.account(&account.parse().unwrap()).unwrap(), Some(pool(no)), "{account}");
        }
        let keyed = |store: &dyn Store| store.keyed(pool(2), &key("s19")).unwrap().map(|entry| entry_bytes(&entry));
        assert!(keyed(to).is_some() && keyed(to) == keyed(from));
        // And it goes on: an old key is known, new pools come after those that there are.
        assert_eq!(
            words(to, vec![spend(1, "acme", "s3"), spend(1, "acme", "new"), open("late", Business)]),
            ["replayed", "done", "done"]
        );
        assert!(to.account(&"late".parse().unwrap()).unwrap().is_some_and(|no| no.get() > 3));
    });
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_is_written() {
    type Change = fn(&mut Vec<Run>);
    let rows: &[(&str, Change, &str)] = &[
        ("a gap", |runs| runs[0].first_seq += 1, "goes on with entry 6 after entry 4"),
        ("what is there", |runs| runs[0].first_seq -= 1, "goes on with entry 4 after entry 4"),
        ("an entry edited", |runs| *runs[0].entries[1].last_mut().unwrap() ^= 1, "pool 1"),
        ("an entry left out", |runs| drop(runs[0].entries.remove(1)), "pool 1"),
        ("two swapped", |runs| runs[0].entries.swap(1, 2), "pool 1"),
        ("the last left out", |runs| drop(runs[0].entries.pop()), "does not lead to the head"),
        ("another head", |runs| runs[0].head.0[0] ^= 1, "does not lead to the head"),
        ("bytes at the end", |runs| runs[0].entries[0].push(0), "not in canonical form"),
        ("no entry", |runs| runs[0].entries.clear(), "one run that is not empty"),
        ("one pool twice", |runs| runs.push(runs[0].clone()), "one run that is not empty"),
        ("an account that is there", |runs| runs[1].pool = pool(9), "account agency is there already"),
    ];
    check(|from, to| {
        to.adopt(vec![run(from, 1, 1, 4), run(from, 2, 1, 2)], Vec::new()).unwrap();
        let before = heads(to).unwrap();
        let good = || vec![run(from, 1, 5, 9), run(from, 3, 1, 9)];
        for (what, change, wanted) in rows {
            let mut runs =
                if *what == "an account that is there" { vec![run(from, 1, 5, 9), run(from, 2, 1, 2)] } else { good() };
            change(&mut runs);
            let error = to.adopt(runs, setting(Some(1))).unwrap_err();
            assert!(matches!(error, StoreError::Unfit(_) | StoreError::Corrupt(_)), "{what}: {error:?}");
            assert!(error.to_string().contains(wanted), "{what}: {error}");
            assert_eq!(heads(to).unwrap(), before, "{what}");
            assert_eq!(to.doc(DocKind::Setting, "one").unwrap(), None, "{what}");
        }
        to.adopt(good(), setting(Some(1))).unwrap();
    });
}
