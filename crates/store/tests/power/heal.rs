//! The whole store on a failing disk: it says why, keeps what it promised, and serves again when the cause is gone.

use scrip_store::sqlite::{Options, SqliteStore};
use scrip_store::{Store, StoreError, Work};

use super::common::{NOON, catalogs, credits, open, pool, scratch, spend, word};
use super::disk::{DISK, Fault, Random};
use super::{TURN, vfs};
use scrip_core::entry::AccountKind::Business;

fn commit(store: &SqliteStore, requests: Vec<scrip_core::command::Request>) -> Result<Vec<&'static str>, StoreError> {
    let committed = store.commit(&catalogs(), Work { requests, ..Work::default() })?;
    Ok(committed.answers.iter().map(word).collect())
}

/// One spend after the other, each asked again with its key until it is answered.
fn check(fault: Fault, cause: &str) {
    let folder = scratch();
    DISK.reset(None, false);
    let options =
        Options { vfs: Some(vfs::NAME.to_owned()), wal_bytes: Some(0), checkpoint_pages: Some(12), pools_max: Some(1) };
    let store = SqliteStore::open(&folder.path().join("ledger.db"), options).unwrap();
    assert_eq!(commit(&store, vec![open("acme", Business), open("other", Business)]).unwrap(), ["done", "done"]);
    let (mut random, mut failures, mut replays) = (Random(3), 0, 0);
    for n in 0..90 {
        let request = spend(1, "acme", &format!("k{n}"));
        loop {
            DISK.set_fault(if random.below(3) == 0 { fault } else { Fault::None });
            match commit(&store, vec![request.clone(), spend(2, "other", &format!("k{n}"))]) {
                Ok(words) => {
                    replays += words.iter().filter(|word| **word == "replayed").count();
                    assert!(words.iter().all(|word| ["done", "replayed"].contains(word)), "{words:?}");
                    break;
                }
                Err(error) => {
                    assert!(error.chain().contains(cause), "{fault:?}: {}", error.chain());
                    failures += 1;
                    // A try while the cause is there may fail too, and harms nothing.
                    _ = store.reopen();
                    DISK.set_fault(Fault::None);
                    store.reopen().unwrap();
                }
            }
        }
        for no in [1, 2] {
            let left = store.pool(pool(no)).unwrap().unwrap().available(None, None, NOON);
            assert_eq!(left, credits(99 - n), "{fault:?}: pool {no} after {n} spends, {replays} replays");
        }
    }
    assert!(failures > 5, "{fault:?} was met {failures} times");
}

#[test]
fn the_store_serves_again_when_the_cause_is_gone_and_nothing_is_taken_twice() {
    let _turn = TURN.lock();
    vfs::register();
    check(Fault::Full, "full");
    check(Fault::Write, "disk I/O error");
    check(Fault::Flush, "disk I/O error");
}
