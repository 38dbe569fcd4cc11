//! Usage: credits used, net of reversals, by who, what and when. Summed by quarters of an hour: every zone's day begins
//! with one.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::credits::Credits;
use crate::entry::{Entry, Fact, Usage};
use crate::id::{AccountId, FeatureId, MemberId};
use crate::measure::Measure;
use crate::price::Use;
use crate::text::Text;
use crate::time::{Span, Timestamp};

/// A quarter of an hour.
pub const QUARTER: Span = Span::from_micros(15 * 60 * 1_000_000);

/// Uses that are summed together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Group {
    /// When its quarter of an hour begins, UTC.
    #[n(0)]
    pub quarter: Timestamp,
    /// The feature; none: `other`.
    #[n(1)]
    pub feature: Option<FeatureId>,
    /// The member who acted; none: the product itself.
    #[n(2)]
    pub member: Option<MemberId>,
    /// The subaccount whose use it is; none: the main account.
    #[n(3)]
    pub subaccount: Option<AccountId>,
    /// The model, of a metered feature that has models.
    #[n(4)]
    pub model: Option<Text>,
}

/// What a group came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Sum {
    /// Credits used, less what was put back; below 0 where more was put back than used.
    #[n(0)]
    pub credits: Credits,
    /// How many spends.
    #[n(1)]
    pub spends: u64,
}

impl Sum {
    /// Adds another one; beyond 64 bits it stands still.
    pub fn add(&mut self, other: Self) {
        let milli = self.credits.milli().saturating_add(other.credits.milli());
        *self = Self { credits: Credits::from_milli(milli), spends: self.spends.saturating_add(other.spends) };
    }
}

/// The groups of some entries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Sums(#[n(0)] BTreeMap<Group, Sum>);

impl Sums {
    /// Those of these entries.
    pub fn of<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Self {
        let mut sums = Self::default();
        for entry in entries {
            let Some((usage, sum)) = used(entry) else { continue };
            let quarter = quarter_of(entry.at);
            let (feature, member) = (usage.feature.clone(), usage.member.clone());
            let (subaccount, model) = (usage.subaccount.clone(), model_of(usage).map(Text::from));
            sums.0.entry(Group { quarter, feature, member, subaccount, model }).or_default().add(sum);
        }
        sums
    }

    /// Each group, by time.
    pub fn iter(&self) -> impl Iterator<Item = (&Group, &Sum)> {
        self.0.iter()
    }
}

/// What a line adds to the usage, and whose use it is.
pub fn used(entry: &Entry) -> Option<(&Usage, Sum)> {
    match &entry.fact {
        Fact::Spend(spent) => Some((&spent.usage, Sum { credits: spent.credits, spends: 1 })),
        Fact::Settle(settled) => Some((&settled.usage, Sum { credits: settled.credits, spends: 1 })),
        Fact::Reverse(reversed) => {
            let back = Credits::from_milli(reversed.credits.milli().saturating_neg());
            Some((&reversed.usage, Sum { credits: back, spends: 0 }))
        }
        _ => None,
    }
}

/// The model that was used, where one was named.
pub fn model_of(usage: &Usage) -> Option<&str> {
    match &usage.measure {
        Measure::Priced(Use::Usage(used)) => used.model.as_deref(),
        _ => None,
    }
}

fn quarter_of(at: Timestamp) -> Timestamp {
    Timestamp::from_micros(at.micros() - at.micros().rem_euclid(QUARTER.micros()))
}
