//! How a type of the core looks in the OpenAPI document: its component's name and its schema.

use scrip_core::catalog::Right;
use scrip_core::credits::{Amount, Credits};
use scrip_core::decimal::{Rate, Used};
use scrip_core::entry::{LimitedBy, PayWith, Per};
use scrip_core::grant::{GrantKind, WayBack};
use scrip_core::id::{
    AccountId, EntryId, FeatureId, GrantId, InvoiceId, MemberId, OrderId, PackageId, PlanId, QuoteId, ReservationId,
    ReversalId, RoleId, SpendId,
};
use scrip_core::money::Currency;
use scrip_core::order::{DisputeState, RefundState, Status};
use scrip_core::period::Zone;
use scrip_core::text::Text;
use scrip_core::time::{Span, Timestamp};
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use utoipa::openapi::{KnownFormat, SchemaFormat};

use crate::auth::password::Password;

/// A type that stands in JSON under one name.
pub(crate) trait Described {
    /// The component's name.
    const NAME: &'static str;

    /// Its schema.
    fn schema() -> Object;
}

/// A text with a pattern and a description.
fn text(description: &str, pattern: &str, len_max: usize) -> ObjectBuilder {
    let pattern = Some(pattern).filter(|pattern| !pattern.is_empty());
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .pattern(pattern)
        .max_length(Some(len_max))
}

const NAME_PATTERN: &str = "^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$";

macro_rules! described {
    ($($type:ty, $name:literal, $schema:expr;)+) => {$(
        impl Described for $type {
            const NAME: &'static str = $name;

            fn schema() -> Object {
                $schema.build()
            }
        }
    )+};
}

fn number(description: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Number).description(Some(description))
}

fn named(description: &str) -> ObjectBuilder {
    text(description, NAME_PATTERN, 64).min_length(Some(1))
}

fn object(prefix: &str, description: &str) -> ObjectBuilder {
    text(description, &format!("^{prefix}_[0-9A-HJKMNP-TV-Z]{{16}}$"), 20)
}

/// The largest amount, as the document's library takes it. No credit is computed with it.
const LIMIT: f64 = 1e12;

/// The same, for the least.
const LIMIT_BELOW: f64 = -1e12;

described! {
    Credits, "Credits", number("Credits: a number with at most three decimals, exact.")
        .minimum(Some(LIMIT_BELOW)).maximum(Some(LIMIT));
    Amount, "Amount", number("Credits, more than 0, with at most three decimals.")
        .exclusive_minimum(Some(0.0)).maximum(Some(LIMIT));
    Used, "Used", number("How much was used: not negative, with at most six decimals.")
        .minimum(Some(0.0)).maximum(Some(LIMIT));
    Rate, "Rate", number("Credits for so many: not negative, with at most nine decimals.").minimum(Some(0.0));
    AccountId, "AccountId", named("An account, by the host's own id.");
    MemberId, "MemberId", named("A member, by the host's own id.");
    FeatureId, "FeatureId", named("A feature of the catalog.");
    PlanId, "PlanId", named("A plan of the catalog.");
    PackageId, "PackageId", named("A package of the catalog.");
    RoleId, "RoleId", named("A role of the catalog.");
    GrantId, "GrantId", object("grt", "A grant.");
    SpendId, "SpendId", object("spd", "A spend.");
    ReservationId, "ReservationId", object("rsv", "A reservation.");
    QuoteId, "QuoteId", object("quo", "A quote.");
    ReversalId, "ReversalId", object("rev", "A reversal.");
    OrderId, "OrderId", object("ord", "An order.");
    InvoiceId, "InvoiceId", object("inv", "An invoice or a credit note.");
    EntryId, "EntryId", object("ent", "An entry of the ledger.");
    Timestamp, "Time", ObjectBuilder::new().schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
        .description(Some("An instant, RFC 3339, between 1970 and 9999; answers are in UTC."));
    Span, "Duration", text("A length of time, ISO 8601, such as PT15M or P7D.", "^P", 64);
    Zone, "TimeZone", text("A time zone, by its IANA name.", "", 64);
    Currency, "Currency", text("A currency, ISO 4217.", "^[A-Z]{3}$", 3);
    Password, "Password", text("A password; kept as a hash only.", "", 128).min_length(Some(1)).format(Some(SchemaFormat::KnownFormat(KnownFormat::Password)));
    Text, "Text", text("A short text.", "", 500);
    bool, "Flag", ObjectBuilder::new().schema_type(Type::Boolean);
    GrantKind, "GrantKind", words(super::words::GRANT_KINDS.iter().map(|(word, _)| *word), "Where a grant's credits come from.");
    Per, "Per", words(super::words::PERS.iter().map(|(word, _)| *word), "How long a spend limit counts before it begins again.");
    Right, "Right", words(Right::ALL.into_iter().map(Right::name), "A right of a role.");
    LimitedBy, "LimitedBy", words(super::words::LIMITED_BY.iter().map(|(word, _)| *word), "What made a partial spend smaller than its cost.");
    WayBack, "WayBack", words(super::words::WAYS_BACK.iter().map(|(word, _)| *word), "What became of credits that went back.");
    PayWith, "PayWith", words(super::words::PAY_WITHS.iter().map(|(word, _)| *word), "How an order is paid: the saved card, a card on the gateway's page, a bank transfer.");
    Status, "OrderStatus", words(super::words::ORDER_STATUSES.iter().map(|(word, _)| *word), "Where an order stands.");
    RefundState, "RefundStatus", words(super::words::REFUND_STATES.iter().map(|(word, _)| *word), "Where a refund stands.");
    DisputeState, "DisputeStatus", words(super::words::DISPUTE_STATES.iter().map(|(word, _)| *word), "Where a dispute stands.");
}

/// One of some words.
pub(crate) fn words<'a>(words: impl Iterator<Item = &'a str>, description: &str) -> ObjectBuilder {
    let mut all: Vec<_> = words.map(str::to_owned).collect();
    // Two values may have one word.
    all.dedup();
    ObjectBuilder::new().schema_type(Type::String).description(Some(description)).enum_values(Some(all))
}
