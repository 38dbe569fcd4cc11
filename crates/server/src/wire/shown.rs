//! What answers are made of: the core's values as JSON, without a copy where the text can be written straight out.

use std::borrow::Cow;
use std::fmt::Display;

use scrip_core::catalog::Right;
use scrip_core::credits::{Amount, Credits};
use scrip_core::decimal::{Rate, Used};
use scrip_core::entry::{LimitedBy, PayWith, Per};
use scrip_core::grant::{GrantKind, WayBack};
use scrip_core::id::{
    AccountId, EntryId, FeatureId, GrantId, InvoiceId, MemberId, OrderId, PackageId, PlanId, QuoteId, ReservationId,
    ReversalId, RoleId, SpendId,
};
use scrip_core::money::{Currency, Money};
use scrip_core::order::{DisputeState, RefundState, Status};
use scrip_core::period::Zone;
use scrip_core::text::Text;
use scrip_core::time::{Span, Timestamp};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::described::Described;
use super::words::{
    DISPUTE_STATES, GRANT_KINDS, LIMITED_BY, ORDER_STATUSES, PAY_WITHS, PERS, REFUND_STATES, WAYS_BACK, word,
};

/// A value of the core in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shown<T>(pub(crate) T);

impl<T> From<T> for Shown<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// Shows a value that may be missing.
pub(crate) fn some<T: Clone>(value: Option<&T>) -> Option<Shown<T>> {
    value.cloned().map(Shown)
}

impl<T: Described> PartialSchema for Shown<T> {
    fn schema() -> RefOr<Schema> {
        T::schema().into()
    }
}

impl<T: Described> ToSchema for Shown<T> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }
}

macro_rules! texts {
    ($($type:ty),+) => {$(
        impl Serialize for Shown<$type> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }
    )+};
}

texts!(
    EntryId,
    GrantId,
    InvoiceId,
    OrderId,
    QuoteId,
    ReservationId,
    ReversalId,
    SpendId,
    Timestamp,
    Span,
    Zone,
    Currency
);

/// Names are texts already: nothing is formatted.
macro_rules! names {
    ($($type:ty),+) => {$(
        impl Serialize for Shown<$type> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0.as_str())
            }
        }
    )+};
}

names!(AccountId, FeatureId, MemberId, PackageId, PlanId, RoleId);

impl Serialize for Shown<Text> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

macro_rules! words {
    ($($type:ty, $words:expr;)+) => {$(
        impl Serialize for Shown<$type> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(word($words, &self.0))
            }
        }
    )+};
}

words! {
    GrantKind, GRANT_KINDS; Per, PERS; LimitedBy, LIMITED_BY; WayBack, WAYS_BACK; PayWith, PAY_WITHS; Status, ORDER_STATUSES;
    RefundState, REFUND_STATES; DisputeState, DISPUTE_STATES;
}

impl Serialize for Shown<Right> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name())
    }
}

impl Serialize for Shown<Credits> {
    /// A whole number goes straight out; one with decimals as its exact text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let milli = self.0.milli();
        if milli % 1_000 == 0 { serializer.serialize_i64(milli / 1_000) } else { exact(&self.0, serializer) }
    }
}

impl Serialize for Shown<Amount> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Shown(self.0.credits()).serialize(serializer)
    }
}

impl Serialize for Shown<Used> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        exact(&self.0, serializer)
    }
}

impl Serialize for Shown<Rate> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        exact(&self.0, serializer)
    }
}

/// The text of a number as a JSON number, digit by digit.
fn exact<S: Serializer>(number: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    let raw = RawValue::from_string(number.to_string()).map_err(serde::ser::Error::custom)?;
    raw.serialize(serializer)
}

/// JSON text of the host's own, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Notes(pub(crate) Box<str>);

impl Serialize for Notes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = RawValue::from_string(self.0.clone().into_string()).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

/// Money in minor units.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Money)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoneyOut {
    /// Minor units (cents).
    amount: u64,
    /// ISO 4217.
    currency: CurrencyOut,
}

impl MoneyOut {
    /// Minor units.
    pub(crate) const fn amount(self) -> u64 {
        self.amount
    }

    /// The currency.
    pub(crate) const fn currency(self) -> Currency {
        self.currency.0
    }
}

impl From<Money> for MoneyOut {
    fn from(money: Money) -> Self {
        Self { amount: money.amount, currency: Shown(money.currency) }
    }
}

// The names under which the OpenAPI derive finds them: it reads types without their arguments.
pub(crate) type CreditsOut = Shown<Credits>;
pub(crate) type UsedOut = Shown<Used>;
pub(crate) type RateOut = Shown<Rate>;
pub(crate) type AccountIdOut = Shown<AccountId>;
pub(crate) type MemberIdOut = Shown<MemberId>;
pub(crate) type FeatureIdOut = Shown<FeatureId>;
pub(crate) type PackageIdOut = Shown<PackageId>;
pub(crate) type PlanIdOut = Shown<PlanId>;
pub(crate) type RoleIdOut = Shown<RoleId>;
pub(crate) type GrantIdOut = Shown<GrantId>;
pub(crate) type SpendIdOut = Shown<SpendId>;
pub(crate) type ReservationIdOut = Shown<ReservationId>;
pub(crate) type QuoteIdOut = Shown<QuoteId>;
pub(crate) type OrderIdOut = Shown<OrderId>;
pub(crate) type InvoiceIdOut = Shown<InvoiceId>;
pub(crate) type PayWithOut = Shown<PayWith>;
pub(crate) type OrderStatusOut = Shown<Status>;
pub(crate) type RefundStateOut = Shown<RefundState>;
pub(crate) type DisputeStateOut = Shown<DisputeState>;
pub(crate) type ReversalIdOut = Shown<ReversalId>;
pub(crate) type EntryIdOut = Shown<EntryId>;
pub(crate) type TimeOut = Shown<Timestamp>;
pub(crate) type ZoneOut = Shown<Zone>;
pub(crate) type CurrencyOut = Shown<Currency>;
pub(crate) type TextOut = Shown<Text>;
pub(crate) type GrantKindOut = Shown<GrantKind>;
pub(crate) type PerOut = Shown<Per>;
pub(crate) type RightOut = Shown<Right>;
pub(crate) type LimitedByOut = Shown<LimitedBy>;
