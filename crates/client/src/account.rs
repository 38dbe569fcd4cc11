//! Accounts: made, shown, listed, moved between plans; and what is left on them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::send::{nothing, path};
use crate::{Client, Credits, Error, List, Reply};

/// An account to be made.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewAccount {
    /// The host's own id.
    pub id: String,
    /// `business`, `agency` or `subaccount`.
    pub kind: String,
    /// The agency of a subaccount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Its plan; none for a subaccount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// `trial` or `active`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The anchor of its periods; none: now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<String>,
    /// The trial's end; none: as the catalog says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trial_ends_at: Option<String>,
    /// An IANA zone; none: UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// A language for mails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// To whom invoices go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing: Option<Billing>,
    /// The test clock that it lives by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_clock: Option<String>,
}

/// To whom invoices go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Billing {
    /// The buyer's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where invoices go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The buyer's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Two letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The tax id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
    /// Whether an operator has verified it; operators only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id_verified: Option<bool>,
}

/// An account.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// `business`, `agency` or `subaccount`.
    pub kind: String,
    /// The agency of a subaccount.
    pub parent: Option<String>,
    /// Its plan.
    pub plan: Option<String>,
    /// `trial`, `active`, `canceling` or `ended`.
    pub state: Option<String>,
    /// Whether no period is granted until it is resumed.
    pub paused: Option<bool>,
    /// Its zone.
    pub time_zone: Option<String>,
    /// The trial's end, while in it.
    pub trial_ends_at: Option<String>,
    /// The running period.
    pub period: Option<Period>,
    /// Whether an agency shares its credits with its subaccounts.
    pub sharing: Option<bool>,
    /// Everything else that the server says.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

/// One monthly credit billing period.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Period {
    /// Its first instant.
    pub start: String,
    /// The first instant that is no longer in it: the next one's start.
    pub end: String,
    /// The credits that go with it.
    pub allowance: Credits,
}

/// Which accounts a list holds.
#[derive(Clone, Debug, Default)]
pub struct AccountFilter {
    /// Part of an id, name or address.
    pub q: Option<String>,
    /// `business`, `agency` or `subaccount`.
    pub kind: Option<String>,
    /// `trial`, `active`, `canceling` or `ended`.
    pub status: Option<String>,
    /// On this plan.
    pub plan: Option<String>,
    /// Of this agency.
    pub parent: Option<String>,
}

/// A change of plan.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PlanChange {
    /// The plan.
    pub plan: String,
    /// `now` or `period_end`; none: as the catalog says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// An agreed allowance instead of the plan's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits_per_period: Option<Credits>,
    /// Say what it would do, and do nothing.
    #[serde(skip_serializing_if = "is_false")]
    pub preview: bool,
}

// serde asks with a reference.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that skip_serializing_if calls")]
fn is_false(value: &bool) -> bool {
    !value
}

/// What is left, as of an instant.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Balance {
    /// The instant.
    pub as_of: String,
    /// What this account could spend now.
    pub available: Credits,
    /// What is set aside.
    pub reserved: Credits,
    /// What the pool owes.
    pub owed: Credits,
    /// Of kinds plan and trial.
    pub monthly: Monthly,
    /// Of all other kinds.
    pub extra: Extra,
    /// By kind of grant.
    pub by_kind: BTreeMap<String, Value>,
    /// What ends when.
    pub expiring: Vec<Expiring>,
    /// What is for certain features or subaccounts only.
    pub scoped: Vec<ScopedCredits>,
    /// The agency whose credits these are.
    pub shared_from: Option<String>,
}

/// Monthly credits.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Monthly {
    /// What is left of them.
    pub available: Credits,
    /// What was granted for the running period.
    pub granted: Option<Credits>,
    /// When they are renewed.
    pub renews_at: Option<String>,
}

/// Extra credits.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Extra {
    /// What is left of them.
    pub available: Credits,
}

/// Credits that end.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Expiring {
    /// How many.
    pub credits: Credits,
    /// When.
    pub at: String,
}

/// Credits for certain features or subaccounts only.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ScopedCredits {
    /// The features; empty: any.
    pub features: Vec<String>,
    /// The subaccounts; empty: any.
    pub subaccounts: Vec<String>,
    /// What is left of them.
    pub available: Credits,
}

/// Which balance is asked for.
#[derive(Clone, Debug, Default)]
pub struct BalanceAt {
    /// As of this instant, not in the future.
    pub at: Option<String>,
    /// For this feature.
    pub feature: Option<String>,
    /// For this member.
    pub member: Option<String>,
}

impl Client {
    /// Makes an account.
    pub fn create_account(&self, account: &NewAccount) -> Result<Reply<Account>, Error> {
        self.act("/v1/accounts".to_owned(), account).send()
    }

    /// One account.
    pub fn account(&self, id: &str) -> Result<Reply<Account>, Error> {
        self.get(path("/v1/accounts/{}", &[id])).send()
    }

    /// The accounts that fit.
    pub fn accounts(&self, filter: AccountFilter) -> List<'_, Account> {
        let AccountFilter { q, kind, status, plan, parent } = filter;
        let filter = vec![("q", q), ("kind", kind), ("status", status), ("plan", plan), ("parent", parent)];
        List::new(self, "/v1/accounts".to_owned(), filter)
    }

    /// Changes what an account says about itself: `time_zone`, `locale`, `billing`, `overdraft_limit`.
    pub fn update_account(&self, id: &str, fields: &Value) -> Result<Reply<Account>, Error> {
        self.patch(path("/v1/accounts/{}", &[id]), fields).send()
    }

    /// Changes the plan, or says what the change would do. The two answer differently, so the answer is as it came.
    pub fn change_plan(&self, id: &str, change: &PlanChange) -> Result<Reply<Value>, Error> {
        self.act(path("/v1/accounts/{}/plan", &[id]), change).send()
    }

    /// Drops the change that waits for the period's end.
    pub fn drop_scheduled(&self, id: &str) -> Result<Reply<Value>, Error> {
        self.delete(path("/v1/accounts/{}/plan/scheduled", &[id])).send()
    }

    /// Out of the trial, or back from the end.
    pub fn activate(&self, id: &str, plan: Option<&str>) -> Result<Reply<Account>, Error> {
        let body = plan.map_or_else(nothing, |plan| serde_json::json!({ "plan": plan }));
        self.act(path("/v1/accounts/{}/activate", &[id]), &body).send()
    }

    /// Ends with the running period.
    pub fn cancel(&self, id: &str) -> Result<Reply<Account>, Error> {
        self.act(path("/v1/accounts/{}/cancel", &[id]), &nothing()).send()
    }

    /// Grants no periods until resumed.
    pub fn pause(&self, id: &str) -> Result<Reply<Account>, Error> {
        self.act(path("/v1/accounts/{}/pause", &[id]), &nothing()).send()
    }

    /// Grants the running period, once, and goes on.
    pub fn resume(&self, id: &str) -> Result<Reply<Account>, Error> {
        self.act(path("/v1/accounts/{}/resume", &[id]), &nothing()).send()
    }

    /// What is left.
    pub fn balance(&self, id: &str, at: &BalanceAt) -> Result<Reply<Balance>, Error> {
        self.get(path("/v1/accounts/{}/balance", &[id]))
            .query_some("at", at.at.as_deref())
            .query_some("feature", at.feature.as_deref())
            .query_some("member", at.member.as_deref())
            .send()
    }

    /// What is left, again and again: now, and after each change. Ends when the server closes the stream.
    pub fn balance_stream(&self, id: &str) -> Result<impl Iterator<Item = Result<Balance, Error>>, Error> {
        self.get(path("/v1/accounts/{}/balance/stream", &[id])).stream()
    }
}
