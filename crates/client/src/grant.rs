//! Grants: lots of credits, made by hand, listed and voided.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::send::{nothing, path};
use crate::{Client, Credits, Error, List, Reply};

/// A grant to be made.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewGrant {
    /// `promotional`, `adjustment`, `package` …
    pub kind: String,
    /// How many.
    pub credits: Credits,
    /// 0-1000, lower goes first; none: 500.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<u16>,
    /// From when; none: now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_at: Option<String>,
    /// Until when; none: for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// For how long, an ISO 8601 duration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<String>,
    /// For whom and what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<GrantScope>,
    /// What was paid for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_basis: Option<Money>,
    /// Why, for the line that explains it.
    pub reason: String,
}

/// For whom and what a grant is; empty: for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GrantScope {
    /// The features.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
    /// The subaccounts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subaccounts: Vec<String>,
}

/// Money, in the currency's smallest unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Money {
    /// In minor units.
    pub amount: i64,
    /// Three letters.
    pub currency: String,
}

/// One lot of credits.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Grant {
    /// `grt_…`
    pub id: String,
    /// `plan`, `trial`, `legacy`, `package`, `promotional` or `adjustment`.
    pub kind: String,
    /// `scheduled`, `open`, `used`, `expired` or `voided`.
    pub state: String,
    /// What was granted.
    pub credits: Credits,
    /// What is left of it.
    pub available: Credits,
    /// What is set aside of it.
    pub reserved: Credits,
    /// What was spent of it.
    pub spent: Credits,
    /// Lower goes first.
    pub priority: u16,
    /// From when.
    pub effective_at: String,
    /// Until when.
    pub expires_at: Option<String>,
    /// For whom and what.
    pub scope: Option<GrantScope>,
    /// Why.
    pub reason: Option<String>,
    /// Everything else that the server says.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

/// What was voided of a grant.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Voided {
    /// `grt_…`
    pub id: String,
    /// How many credits this call voided.
    pub credits: Credits,
    /// What is left on the account.
    pub available: Credits,
}

impl Client {
    /// Makes a grant.
    pub fn create_grant(&self, account: &str, grant: &NewGrant) -> Result<Reply<Grant>, Error> {
        self.act(path("/v1/accounts/{}/grants", &[account]), grant).send()
    }

    /// The grants of an account.
    pub fn grants(&self, account: &str) -> List<'_, Grant> {
        List::new(self, path("/v1/accounts/{}/grants", &[account]), Vec::new())
    }

    /// Voids what is available of a grant, or so much of it.
    pub fn void_grant(&self, grant: &str, credits: Option<Credits>) -> Result<Reply<Voided>, Error> {
        let body = credits.map_or_else(nothing, |credits| serde_json::json!({ "credits": credits }));
        self.act(path("/v1/grants/{}/void", &[grant]), &body).send()
    }
}
