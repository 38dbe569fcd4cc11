//! Who asks to use what, as spends, checks, quotes and reservations name it in their bodies.

use scrip_core::command::Asked;
use scrip_core::id::{AccountId, FeatureId, MemberId};
use scrip_core::measure::Measure;

use crate::problem::Problem;
use crate::wire::canonical;
use crate::wire::field::{CreditsField, FeatureIdField, Given, MemberIdField};
use crate::wire::parse::{Fault, FromJson};
use crate::wire::usage::{QuantityField, UsageField, measure};

/// The parsed part that they share.
pub(crate) struct Wanted {
    /// The member who acts.
    pub(crate) member: Option<MemberId>,
    /// The feature.
    pub(crate) feature: Option<FeatureId>,
    /// How much; none: nothing was named.
    pub(crate) measure: Option<Measure>,
}

impl Wanted {
    /// Of a body's fields.
    pub(crate) fn of(
        member: Option<MemberIdField>,
        feature: Option<FeatureIdField>,
        credits: Option<CreditsField>,
        quantity: Option<QuantityField>,
        usage: Option<UsageField>,
    ) -> Result<Self, Problem> {
        let member = member.optional("member")?;
        let feature = feature.optional("feature")?;
        Ok(Self { member, feature, measure: measure(credits, quantity, usage)? })
    }

    /// As the core is asked; nothing named is one use.
    pub(crate) fn asked(self, account: AccountId) -> Asked {
        let Self { member, feature, measure } = self;
        Asked { account, member, feature, measure: measure.unwrap_or(Measure::ONCE) }
    }
}

/// Notes of the host's own: a flat or nested JSON object, kept as it is.
#[derive(Clone, Debug)]
pub(crate) struct Metadata(pub(crate) Box<str>);

/// Entries live for ever: notes are ids and short texts, no documents.
const METADATA_BYTES_MAX: usize = 4 << 10;

impl FromJson for Metadata {
    fn from_json(json: &str) -> Result<Self, Fault> {
        if !json.starts_with('{') || json.len() > METADATA_BYTES_MAX {
            return Err(Fault::new("must be a JSON object of at most 4 KiB"));
        }
        let mut bytes = Vec::with_capacity(json.len());
        canonical::write(json, &mut bytes);
        let text = String::from_utf8(bytes).map_err(|_| Fault::new("must be UTF-8"))?;
        Ok(Self(text.into_boxed_str()))
    }
}
