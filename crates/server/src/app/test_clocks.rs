//! Test clocks: accounts that live in a time of their own, moved by hand. In test mode only.

use std::collections::HashMap;

use parking_lot::RwLock;
use scrip_core::time::Timestamp;

/// Every test clock with its time.
#[derive(Debug, Default)]
pub(crate) struct TestClocks(RwLock<HashMap<String, Timestamp>>);

impl TestClocks {
    /// True when there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.read().is_empty()
    }

    /// The time of one.
    pub(crate) fn now(&self, id: &str) -> Option<Timestamp> {
        self.0.read().get(id).copied()
    }

    /// Sets one; its time never runs back.
    pub(crate) fn set(&self, id: &str, now: Timestamp) {
        let mut clocks = self.0.write();
        let clock = clocks.entry(id.to_owned()).or_insert(now);
        *clock = now.max(*clock);
    }
}
