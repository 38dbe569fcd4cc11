//! `POST /v1/accounts/{account}/quotes`: a cost that binds for one use. Reserves nothing.

use scrip_core::command::Command;
use scrip_core::entry::Fact;
use scrip_core::id::QuoteId;
use scrip_core::measure::Measure;
use scrip_core::price::{Bound, breakdown};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::spends::Wanted;
use crate::auth::Scope;
use crate::edge::answer::broken;
use crate::edge::{Answer, Call, Operation, Place, Shape, Verb, Who};
use crate::problem::{Code, Problem};
use crate::wire::field::{CreditsField, DurationField, FeatureIdField, Given, MemberIdField};
use crate::wire::shown::{CreditsOut, QuoteIdOut, RateOut, Shown, TimeOut, UsedOut};
use crate::wire::usage::{QuantityField, UsageField};

/// A use to be quoted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewQuote {
    /// The member who would act; a session asks for its own.
    member: Option<MemberIdField>,
    /// The feature.
    feature: Option<FeatureIdField>,
    /// How many uses or units; 1 without it.
    quantity: Option<QuantityField>,
    /// What would be used, of a metered feature.
    usage: Option<UsageField>,
    /// The cost itself, as the product states it; server keys only.
    credits: Option<CreditsField>,
    /// For how long it binds; as the catalog says without it.
    expires_in: Option<DurationField>,
}

/// A cost that binds for one use.
#[derive(Serialize, ToSchema)]
#[schema(as = Quote)]
#[serde(deny_unknown_fields)]
struct QuoteOut {
    /// Its id: name it in the spend or reservation.
    id: QuoteIdOut,
    /// The cost.
    credits: CreditsOut,
    /// How it comes about, before it is rounded up to the catalog's step.
    breakdown: Vec<LineOut>,
    /// The bound of the price that decided: `min` or `max`.
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<BoundOut>,
    /// The catalog version that it was priced by.
    #[schema(minimum = 1)]
    catalog_version: u32,
    /// Until when it binds.
    expires_at: TimeOut,
    /// What would be left.
    available_after: CreditsOut,
    /// Whether what is available covers it now.
    sufficient: bool,
}

/// A bound of a price.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = PriceBound)]
#[serde(rename_all = "snake_case")]
enum BoundOut {
    /// It costs no less.
    Min,
    /// It costs no more.
    Max,
}

/// One part of a cost.
#[derive(Serialize, ToSchema)]
#[schema(as = CostLine)]
#[serde(deny_unknown_fields)]
struct LineOut {
    /// The unit, the dimension, or `use`.
    item: String,
    /// The model pattern whose rate applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<String>,
    /// How many.
    quantity: UsedOut,
    /// Credits for `per` of them.
    rate: RateOut,
    /// How many the rate is for.
    #[schema(minimum = 1)]
    per: u32,
    /// Their product.
    credits: UsedOut,
}

pub(crate) const OPERATION: Operation = Operation {
    body: Some(Shape::of::<NewQuote>()),
    codes: &[
        Code::UnknownFeature,
        Code::UnknownDimension,
        Code::AccountEnded,
        Code::RoleNotAllowed,
        Code::PlanLacksFeature,
        Code::TooMany,
    ],
    ..Operation::of(
        (Verb::Post, "/v1/accounts/{account}/quotes"),
        "createQuote",
        "A cost that binds for one use",
        Who::ServerOrSession(Scope::Read),
        (201, Shape::of::<QuoteOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let body: NewQuote = call.body()?;
    if body.credits.is_some() {
        call.require_server("credits states the cost itself, which only the product does.")?;
    }
    let expires_in = body.expires_in.optional("expires_in")?;
    let mut wanted = Wanted::of(body.member, body.feature, body.credits, body.quantity, body.usage)?;
    wanted.member = place.own_member(&call, wanted.member)?;
    let usage = wanted.asked(place.account.clone());
    let made = call.ask(place.pool.no, None, Command::Quote { usage, expires_in }).await?;
    let entry = made.entry()?;
    let Fact::Quote(quoted) = &entry.fact else { return Err(broken("an answer of a quote is none")) };
    let (breakdown, bound) = lines(&place, &quoted.usage.measure, quoted.usage.feature.as_ref(), entry.catalog);
    let quote = QuoteOut {
        id: Shown(QuoteId { pool: place.pool.no, seq: entry.seq }),
        credits: Shown(quoted.credits),
        breakdown,
        bound,
        catalog_version: entry.catalog,
        expires_at: Shown(quoted.expires_at),
        available_after: Shown(quoted.available.less(quoted.credits)),
        sufficient: quoted.available >= quoted.credits,
    };
    Ok(Answer::created(&quote))
}

/// How the cost comes about by the catalog version that priced it; a stated cost has no parts.
fn lines(
    place: &Place,
    measure: &Measure,
    feature: Option<&scrip_core::id::FeatureId>,
    version: u32,
) -> (Vec<LineOut>, Option<BoundOut>) {
    let (Measure::Priced(used), Some(catalog), Some(feature)) = (measure, place.catalogs.version(version), feature)
    else {
        return (Vec::new(), None);
    };
    let parts = catalog.feature(feature.as_str()).and_then(|feature| breakdown(catalog, feature, used).ok());
    let Some(parts) = parts else { return (Vec::new(), None) };
    let bound = parts.bound.map(|bound| match bound {
        Bound::Min => BoundOut::Min,
        Bound::Max => BoundOut::Max,
    });
    let lines = parts.lines.into_iter().map(|line| LineOut {
        item: line.item.to_string(),
        model: line.model.map(|model| model.to_string()),
        quantity: Shown(line.quantity),
        rate: Shown(line.rate),
        per: line.per,
        credits: Shown(line.credits),
    });
    (lines.collect(), bound)
}
