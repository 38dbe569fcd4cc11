//! Which pool an account belongs to, in memory. An account never moves, so what is here is never wrong.

use std::collections::HashMap;

use parking_lot::RwLock;
use scrip_core::id::{AccountId, PoolNo};

/// Accounts kept in memory: 30 MB. When there are more, all are forgotten and found again as they are asked for.
const ACCOUNTS_MAX: usize = 500_000;

/// The directory's part in memory.
#[derive(Default)]
pub(crate) struct Accounts(RwLock<HashMap<AccountId, PoolNo>>);

impl Accounts {
    pub(crate) fn get(&self, id: &AccountId) -> Option<PoolNo> {
        self.0.read().get(id).copied()
    }

    pub(crate) fn extend(&self, accounts: &[(AccountId, PoolNo)]) {
        if accounts.is_empty() {
            return;
        }
        let mut map = self.0.write();
        if map.len() + accounts.len() > ACCOUNTS_MAX {
            map.clear();
        }
        map.extend(accounts.iter().cloned());
    }

    pub(crate) fn clear(&self) {
        self.0.write().clear();
    }
}
