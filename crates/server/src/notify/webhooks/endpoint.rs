//! Endpoints: addresses that are told of events, with their secrets and whether they still answer. Documents.

use scrip_core::time::Timestamp;
use scrip_store::{Doc, DocKind, Ledger, StoreError};
use serde::{Deserialize, Serialize};

use super::sign::Secrets;
use crate::notify::event::EventType;

/// More receivers than a product has; each event goes to each.
pub(crate) const ENDPOINTS_MAX: usize = 16;

/// Documents of endpoints begin with this; beside them stands how each does.
const PREFIX: &str = "endpoint/";

/// An address that is told of events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Endpoint {
    /// Its id: `whe_…`.
    pub(crate) id: String,
    /// Where events are posted.
    pub(crate) url: String,
    /// What it is for.
    pub(crate) description: String,
    /// The types that it is told of; none: all.
    pub(crate) events: Vec<String>,
    /// What signs.
    pub(crate) secrets: Secrets,
    /// Whether it is told.
    pub(crate) is_enabled: bool,
    /// Why it is not, where Scrip disabled it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) disabled_reason: Option<String>,
    /// When it was made, in microseconds.
    pub(crate) created_at: i64,
}

impl Endpoint {
    /// True when it is told of events of this type.
    pub(crate) fn takes(&self, kind: EventType) -> bool {
        self.events.is_empty() || self.events.iter().any(|name| name == kind.name())
    }

    /// The document that keeps it.
    pub(crate) fn doc(&self) -> Doc {
        Doc { kind: DocKind::Webhook, key: key(&self.id), body: serde_json::to_vec(self).ok() }
    }

    /// The documents that forget it and how it did.
    pub(crate) fn forget(id: &str) -> Vec<Doc> {
        vec![Doc { kind: DocKind::Webhook, key: key(id), body: None }, failing(id, None)]
    }

    /// Reads one.
    pub(crate) fn find(ledger: &Ledger, id: &str) -> Result<Option<Self>, StoreError> {
        ledger.doc(DocKind::Webhook, &key(id))?.map(|body| read(id, &body)).transpose()
    }
}

fn key(id: &str) -> String {
    format!("{PREFIX}{id}")
}

fn read(id: &str, body: &[u8]) -> Result<Endpoint, StoreError> {
    serde_json::from_slice(body).map_err(|_| StoreError::Corrupt(format!("the webhook endpoint {id} cannot be read")))
}

/// All endpoints, the oldest first.
pub(crate) fn all(ledger: &Ledger) -> Result<Vec<Endpoint>, StoreError> {
    let most = u32::try_from(ENDPOINTS_MAX).unwrap_or(u32::MAX);
    let docs = ledger.docs(DocKind::Webhook, PREFIX, "", most)?;
    let mut all: Vec<Endpoint> = docs.iter().map(|(key, body)| read(key, body)).collect::<Result<_, _>>()?;
    all.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
    Ok(all)
}

/// Since when an endpoint takes nothing; none: it took the last that was sent.
pub(crate) fn failing_since(ledger: &Ledger, id: &str) -> Result<Option<Timestamp>, StoreError> {
    let body = ledger.doc(DocKind::Webhook, &failing_key(id))?;
    let micros = body.and_then(|body| String::from_utf8(body).ok()?.parse().ok());
    Ok(micros.map(Timestamp::from_micros))
}

/// The document that says since when it takes nothing.
pub(crate) fn failing(id: &str, since: Option<Timestamp>) -> Doc {
    let body = since.map(|since| since.micros().to_string().into_bytes());
    Doc { kind: DocKind::Webhook, key: failing_key(id), body }
}

fn failing_key(id: &str) -> String {
    format!("failing/{id}")
}
