//! A ledger whose tables have grown more than one level deep is as sound as a small one.

use scrip_store::sqlite::SqliteStore;
use scrip_store::{Store, Work};

use super::common::{catalogs, grant, open, scratch, spend};
use super::{Business, OPTIONS, verify};

/// Commits of several blocks each: an inner page of the log has room for about 500 of its pages, and there are to be some.
const COMMITS: u64 = 140;

#[test]
fn a_ledger_of_several_inner_pages_adds_up() {
    let folder = scratch();
    let path = folder.path().join("ledger.db");
    let store = SqliteStore::open(&path, OPTIONS).unwrap();
    let write = |requests| store.commit(&catalogs(), Work { requests, ..Work::default() }).unwrap();
    write(vec![open("acme", Business), grant(1, "acme", 100_000, "enough")]);
    for commit in 0..COMMITS {
        write((0..100).map(|n| spend(1, "acme", &format!("{commit}-{n}-{}", "k".repeat(240)))).collect());
    }
    drop(store);
    let report = verify(&path, None).unwrap();
    assert!(report.is_sound() && report.notes.is_empty(), "{:?}", report.findings);
}
