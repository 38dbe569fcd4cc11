//! Profiles: names, mail addresses, billing details. Beside the ledger, so that they can be forgotten; entries hold ids.

use scrip_core::id::{AccountId, MemberId};
use scrip_store::{Doc, DocKind, Ledger, StoreError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is known about a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Profile {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<String>,
    /// The language, BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) locale: Option<String>,
}

/// What is known about an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccountProfile {
    /// The language, BCP 47.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) locale: Option<String>,
    /// Where invoices go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) billing: Option<Billing>,
}

/// Where invoices go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Billing {
    /// The name on the invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    pub(crate) name: Option<String>,
    /// Where it is mailed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 254)]
    pub(crate) email: Option<String>,
    /// The address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub(crate) address: Option<String>,
    /// The country, ISO 3166, two capital letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[A-Z]{2}$")]
    pub(crate) country: Option<String>,
    /// The tax id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 50)]
    pub(crate) tax_id: Option<String>,
}

fn member_key(account: &AccountId, member: &MemberId) -> String {
    // Ids hold no slash, so no two members have one key.
    format!("member/{account}/{member}")
}

fn account_key(account: &AccountId) -> String {
    format!("account/{account}")
}

impl Profile {
    /// What is known about a member; nothing for one who was forgotten.
    pub(crate) fn of_member(ledger: &Ledger, account: &AccountId, member: &MemberId) -> Result<Self, StoreError> {
        let bytes = ledger.doc(DocKind::Profile, &member_key(account, member))?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
    }

    /// The document that keeps it, or that forgets it when there is nothing to keep.
    pub(crate) fn doc(&self, account: &AccountId, member: &MemberId) -> Doc {
        let body = if *self == Self::default() { None } else { serde_json::to_vec(self).ok() };
        Doc { kind: DocKind::Profile, key: member_key(account, member), body }
    }
}

impl AccountProfile {
    /// What is known about an account.
    pub(crate) fn of(ledger: &Ledger, account: &AccountId) -> Result<Self, StoreError> {
        let bytes = ledger.doc(DocKind::Profile, &account_key(account))?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
    }

    /// The document that keeps it.
    pub(crate) fn doc(&self, account: &AccountId) -> Doc {
        let body = if *self == Self::default() { None } else { serde_json::to_vec(self).ok() };
        Doc { kind: DocKind::Profile, key: account_key(account), body }
    }
}
