//! Profiles: names, mail addresses, billing details. Beside the ledger, so that they can be forgotten; entries hold ids.

use scrip_core::id::{AccountId, MemberId};
use scrip_core::order::Buyer;
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
    /// The operator has verified that the tax id is the buyer's; operator scope. Reverse charge rests on it. It holds for the
    /// country and tax id that it was set with: another one is not verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tax_id_verified: Option<bool>,
}

impl Billing {
    /// These details in place of those that were there: what was verified stays so, for the same country and tax id only.
    pub(crate) fn after(self, before: Option<&Self>) -> Self {
        let is_same = before.is_some_and(|before| before.tax_id == self.tax_id && before.country == self.country);
        let kept = before.filter(|_| is_same).is_some_and(Self::is_verified);
        let is_verified = self.tax_id_verified.unwrap_or(kept);
        Self { tax_id_verified: is_verified.then_some(true), ..self }
    }

    /// True when these details ask for more than what was there may give: only an operator may say what is verified.
    pub(crate) fn needs_operator(&self, before: Option<&Self>) -> bool {
        let kept = Self { tax_id_verified: None, ..self.clone() }.after(before);
        self.tax_id_verified.is_some_and(|said| said != kept.is_verified())
    }

    /// True when the operator has verified the tax id.
    pub(crate) fn is_verified(&self) -> bool {
        self.tax_id_verified == Some(true)
    }
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

    /// Who buys, as far as tax asks.
    pub(crate) fn buyer(&self) -> Buyer {
        let Some(billing) = &self.billing else { return Buyer::default() };
        let country = billing.country.as_ref().and_then(|country| country.parse().ok());
        Buyer::new(country, billing.tax_id.as_deref(), billing.is_verified())
    }

    /// The document that keeps it.
    pub(crate) fn doc(&self, account: &AccountId) -> Doc {
        let body = if *self == Self::default() { None } else { serde_json::to_vec(self).ok() };
        Doc { kind: DocKind::Profile, key: account_key(account), body }
    }
}
