//! Test clocks: accounts that live in a time of their own, moved by hand. In test mode only.

use std::collections::HashMap;

use parking_lot::RwLock;
use scrip_core::time::Timestamp;
use scrip_store::{Doc, DocKind, Ledger, StoreError};

/// Times of one clock that are kept: one, and those of who moved it on at the same moment.
const TIMES_MAX: u32 = 1_000;

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

    /// Takes in what is kept of all of them.
    pub(crate) fn read(&self, docs: &[(String, Vec<u8>)]) {
        for (key, body) in docs {
            self.set(id_of(key), time_of(body));
        }
    }

    /// What is written of one that is made, or moved on. Each of its times is a document of its own and the latest one counts:
    /// whoever writes an earlier one at the same moment does not put it back. Those before it are deleted.
    pub(crate) fn moved(ledger: &Ledger, id: &str, to: Timestamp) -> Result<Vec<Doc>, StoreError> {
        let doc = |key: String, body| Doc { kind: DocKind::TestClock, key, body };
        let before = ledger.docs(DocKind::TestClock, id, "", TIMES_MAX)?;
        let before = before.into_iter().filter(|(_, body)| time_of(body) < to).map(|(key, _)| doc(key, None));
        let micros = to.micros().to_string();
        Ok(before.chain([doc(format!("{id}@{micros}"), Some(micros.into_bytes()))]).collect())
    }
}

/// The clock of a document. The first versions kept one for each clock, by its id alone.
fn id_of(key: &str) -> &str {
    key.split_once('@').map_or(key, |(id, _)| id)
}

fn time_of(body: &[u8]) -> Timestamp {
    let micros = std::str::from_utf8(body).ok().and_then(|text| text.parse().ok());
    Timestamp::from_micros(micros.unwrap_or(0))
}
