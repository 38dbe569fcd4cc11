//! `POST /v1/accounts/{account}/reservations`: set credits aside.

use scrip_core::command::{Command, Reserve};
use scrip_core::entry::Fact;
use scrip_core::time::Span;
use serde::Deserialize;
use utoipa::ToSchema;

use super::out::{ReservationOut, ReservationState, Shape as ReservationShape};
use crate::api::v1::spends::{Metadata, USE_CODES, Wanted};
use crate::auth::Scope;
use crate::edge::answer::broken;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::Problem;
use crate::wire::Field;
use crate::wire::field::{CreditsField, DurationField, FeatureIdField, Given, MemberIdField, QuoteIdField};
use crate::wire::shown::{Notes, Shown};
use crate::wire::usage::{QuantityField, UsageField};

/// Credits to be set aside. Nothing named: what the feature's price says under `reserve`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewReservation {
    /// The member who acts; without it the product itself.
    member: Option<MemberIdField>,
    /// The feature; may be left out where `credits` states the amount.
    feature: Option<FeatureIdField>,
    /// For so many uses or units.
    quantity: Option<QuantityField>,
    /// For what will be used, of a metered feature.
    usage: Option<UsageField>,
    /// So many credits.
    credits: Option<CreditsField>,
    /// The quote that binds the cost.
    quote: Option<QuoteIdField>,
    /// For how long; an hour without it, 24 hours at most.
    expires_in: Option<DurationField>,
    /// Notes of your own, kept with the entry.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Field<Metadata>>,
}

pub(crate) const OPERATION: Operation = Operation {
    is_keyed: true,
    body: Some(Shape::of::<NewReservation>()),
    codes: USE_CODES,
    ..Operation::of(
        (Verb::Post, "/v1/accounts/{account}/reservations"),
        "createReservation",
        "Set credits aside before a use of unknown cost",
        Who::Server(Scope::Write),
        (201, Shape::of::<ReservationOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let account = call.account()?;
    let (no, _) = call.target(&account)?;
    let body: NewReservation = call.body()?;
    let key = call.key()?;
    let quote = body.quote.optional("quote")?;
    if quote.is_some_and(|quote| quote.pool != no) {
        return Err(Problem::not_found("quote"));
    }
    let wanted = Wanted::of(body.member, body.feature, body.credits, body.quantity, body.usage)?;
    let is_default = wanted.measure.is_none() && quote.is_none();
    let command = Command::Reserve(Reserve {
        usage: wanted.asked(account.clone()),
        is_default,
        quote: quote.map(|quote| quote.seq),
        expires_in: body.expires_in.optional("expires_in")?.unwrap_or(Span::HOUR),
        metadata: body.metadata.optional("metadata")?.map(|Metadata(text)| text),
    });
    let made = call.ask(no, Some(key), command).await?;
    let entry = made.entry()?;
    let Fact::Reserve(reserved) = &entry.fact else { return Err(broken("an answer of a reservation is none")) };
    let shape = ReservationShape {
        usage: &reserved.usage,
        credits: reserved.credits,
        draws: &reserved.draws,
        quote: reserved.quote,
        created_at: entry.at,
        expires_at: reserved.expires_at,
    };
    let mut reservation = ReservationOut::of(no, &account, entry.seq, ReservationState::Open, &shape);
    reservation.metadata = reserved.metadata.clone().map(Notes);
    reservation.available = Some(Shown(reserved.available));
    Ok(Answer::created(&reservation).replayed(made.is_replayed()))
}
