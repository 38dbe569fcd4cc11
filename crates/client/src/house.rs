//! The house itself: keys, checks of the ledger, test clocks, health.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::send::{nothing, path};
use crate::{Client, Error, List, Reply};

/// A server key to be made.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewApiKey {
    /// `read`, `write` or `operator`.
    pub scope: String,
    /// For people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A server key. Its secret is said once, when it is made.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ApiKey {
    /// Its id.
    pub id: String,
    /// `read`, `write` or `operator`.
    pub scope: String,
    /// For people.
    pub name: Option<String>,
    /// The secret, said once.
    pub key: Option<String>,
    /// How the secret begins.
    pub prefix: Option<String>,
    /// When it was made.
    pub created_at: Option<String>,
    /// When it was revoked.
    pub revoked_at: Option<String>,
}

/// What a check of the whole ledger found.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Verification {
    /// Whether every line adds up.
    pub ok: bool,
    /// How many pools were walked.
    pub pools: Option<u64>,
    /// How many entries.
    pub entries: Option<u64>,
    /// What does not add up.
    pub faults: Vec<Value>,
}

/// A test clock's time.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TestClock {
    /// Its id.
    pub id: String,
    /// Its time.
    pub now: String,
}

impl Client {
    /// Makes a server key.
    pub fn create_api_key(&self, key: &NewApiKey) -> Result<Reply<ApiKey>, Error> {
        self.make("/v1/api-keys".to_owned(), key).send()
    }

    /// The server keys, without their secrets.
    pub fn api_keys(&self) -> List<'_, ApiKey> {
        List::new(self, "/v1/api-keys".to_owned(), Vec::new())
    }

    /// Revokes a server key: from now on it is unknown.
    pub fn revoke_api_key(&self, id: &str) -> Result<Reply<Value>, Error> {
        self.delete(path("/v1/api-keys/{}", &[id])).send()
    }

    /// Adds the whole ledger up a second time.
    pub fn verify(&self) -> Result<Reply<Verification>, Error> {
        self.ask("/v1/verifications".to_owned(), &nothing()).send()
    }

    /// Makes a test clock, in test mode.
    pub fn create_test_clock(&self, now: &str) -> Result<Reply<TestClock>, Error> {
        self.make("/v1/test-clocks".to_owned(), &serde_json::json!({ "now": now })).send()
    }

    /// Moves a test clock on: renewals and expiries happen in order.
    pub fn advance_test_clock(&self, id: &str, to: &str) -> Result<Reply<TestClock>, Error> {
        self.ask(path("/v1/test-clocks/{}/advance", &[id]), &serde_json::json!({ "to": to })).send()
    }

    /// Whether the server takes requests.
    pub fn ready(&self) -> Result<(), Error> {
        self.get("/readyz".to_owned()).send_text().map(drop)
    }
}
