//! What happened: entries line by line, usage added up.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::send::path;
use crate::{Client, Credits, Error, List, Reply};

/// One immutable line of the ledger.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// Its place in the pool, from 1.
    pub sequence: Option<u64>,
    /// When.
    pub at: String,
    /// `grant`, `spend`, `reserve`, `settle` …
    pub kind: String,
    /// What moved.
    pub credits: Option<Credits>,
    /// Who.
    pub member: Option<String>,
    /// In which account.
    pub account: Option<String>,
    /// For what.
    pub feature: Option<String>,
    /// From which grants.
    pub draws: Vec<crate::Draw>,
    /// What was left after it.
    pub available: Option<Credits>,
    /// Everything else that the server says.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

/// Which entries a list holds.
#[derive(Clone, Debug, Default)]
pub struct EntryFilter {
    /// From this instant on.
    pub from: Option<String>,
    /// Before this instant.
    pub to: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// For this feature.
    pub feature: Option<String>,
    /// By this member.
    pub member: Option<String>,
    /// In this subaccount.
    pub subaccount: Option<String>,
}

/// Which usage is added up.
#[derive(Clone, Debug, Default)]
pub struct UsageFilter {
    /// From this instant on.
    pub from: Option<String>,
    /// Before this instant.
    pub to: Option<String>,
    /// `day` and one of `feature`, `member`, `subaccount`, `model`, joined with commas.
    pub group_by: Option<String>,
}

/// One sum.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct UsageLine {
    /// What was used.
    pub credits: Credits,
    /// The group: day, feature, member …
    #[serde(flatten)]
    pub group: BTreeMap<String, Value>,
}

impl EntryFilter {
    fn pairs(self) -> Vec<(&'static str, Option<String>)> {
        let Self { from, to, kind, feature, member, subaccount } = self;
        vec![
            ("from", from),
            ("to", to),
            ("kind", kind),
            ("feature", feature),
            ("member", member),
            ("subaccount", subaccount),
        ]
    }
}

impl Client {
    /// The lines of an account.
    pub fn entries(&self, account: &str, filter: EntryFilter) -> List<'_, Entry> {
        List::new(self, path("/v1/accounts/{}/entries", &[account]), filter.pairs())
    }

    /// The lines of an account as CSV.
    pub fn entries_csv(&self, account: &str, filter: EntryFilter) -> Result<String, Error> {
        let mut call = self.get(path("/v1/accounts/{}/entries", &[account])).accept("text/csv");
        for (name, value) in filter.pairs() {
            call = call.query_some(name, value.as_deref());
        }
        Ok(call.send_text()?.json)
    }

    /// What was used, added up.
    pub fn usage(&self, account: &str, filter: &UsageFilter) -> Result<Reply<Value>, Error> {
        self.get(path("/v1/accounts/{}/usage", &[account]))
            .query_some("from", filter.from.as_deref())
            .query_some("to", filter.to.as_deref())
            .query_some("group_by", filter.group_by.as_deref())
            .send()
    }
}
