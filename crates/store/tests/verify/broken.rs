//! A ledger with a broken pool is served as far as it is whole.

use scrip_core::command::Request;
use scrip_store::sqlite::{Log, SqliteStore};
use scrip_store::{Store, StoreError, Work};

use super::common::{catalogs, spend};
use super::{EDIT, Ledger, OPTIONS};

/// The pool of the entry that is edited.
const BROKEN: u64 = 1;

/// In this order for the pools 1, 2, 3 and 4, each again and again.
fn spends(count: u64) -> Vec<Request> {
    (0..count).map(|n| spend(n % 4 + 1, &format!("a{}", n % 4 + 1), &format!("broken{count}-{n}"))).collect()
}

#[test]
fn a_broken_pool_fails_its_own_requests_and_no_others_however_large_the_batch() {
    let ledger = Ledger::new();
    ledger.tamper(EDIT);
    // A snapshot from before would spare the reading of what was edited.
    Log::forget_cache(&ledger.path).unwrap();
    for count in [1, 2, 40, 400] {
        let store = SqliteStore::open(&ledger.path, OPTIONS).unwrap();
        let requests = spends(count);
        let answers =
            store.commit(&catalogs(), Work { requests: requests.clone(), ..Work::default() }).unwrap().answers;
        assert_eq!(answers.len(), requests.len());
        for (request, answer) in requests.iter().zip(&answers) {
            match answer {
                Err(StoreError::Corrupt(_)) => assert_eq!(request.pool.get(), BROKEN, "of {count}"),
                Err(error) => panic!("{error:?} of {count}"),
                Ok(_) => assert_ne!(request.pool.get(), BROKEN, "of {count}"),
            }
        }
        if let Some(second) = requests.get(1) {
            assert!(store.keyed(second.pool, second.key.as_ref().unwrap()).unwrap().is_some(), "of {count}");
        }
    }
}
