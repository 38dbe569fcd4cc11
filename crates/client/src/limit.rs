//! What an account says about itself: sharing with subaccounts, spend limits.

use serde::Deserialize;
use serde_json::Value;

use crate::send::path;
use crate::{Client, Credits, Error, List, Reply};

/// Whether an agency's credits are shared with its subaccounts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sharing {
    /// Whether.
    pub enabled: bool,
}

/// A cap for a member, a subaccount or the account.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Limit {
    /// `member:<id>`, `member:*`, `subaccount:<id>`, `subaccount:*` or `account`.
    pub subject: String,
    /// The cap.
    pub credits: Credits,
    /// `period`, `day` or `month`.
    pub per: String,
    /// What was used of it.
    pub used: Option<Credits>,
    /// When it begins again.
    pub resets_at: Option<String>,
}

impl Client {
    /// Shares an agency's credits with its subaccounts, or no longer.
    pub fn set_sharing(&self, account: &str, enabled: bool) -> Result<Reply<Sharing>, Error> {
        self.put(path("/v1/accounts/{}/sharing", &[account]), &serde_json::json!({ "enabled": enabled })).send()
    }

    /// Sets a spend limit per `period`, `day` or `month`.
    pub fn set_limit(&self, account: &str, subject: &str, credits: Credits, per: &str) -> Result<Reply<Limit>, Error> {
        let body = serde_json::json!({ "credits": credits, "per": per });
        self.put(path("/v1/accounts/{}/limits/{}", &[account, subject]), &body).send()
    }

    /// The spend limits of an account.
    pub fn limits(&self, account: &str) -> List<'_, Limit> {
        List::new(self, path("/v1/accounts/{}/limits", &[account]), Vec::new())
    }

    /// Removes a spend limit.
    pub fn remove_limit(&self, account: &str, subject: &str) -> Result<Reply<Value>, Error> {
        self.delete(path("/v1/accounts/{}/limits/{}", &[account, subject])).send()
    }
}
