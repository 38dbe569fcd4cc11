//! The saved card of an account: a page that saves one, how it looks, removing it. Card numbers never come here.

use scrip_core::catalog::Right;
use scrip_core::command::{Command, OrderCommand};
use scrip_core::refusal::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::orders::read_return_url;
use crate::auth::Scope;
use crate::edge::{Answer, Call, Endpoint, Operation, Place, Shape, Verb, Who, endpoint};
use crate::payments::{card, docs, pay, witness};
use crate::problem::{Code, Problem};
use crate::wire::field::{Given, TextField};
use crate::wire::parse::Fault;

/// A page to be opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSetup {
    /// Where the browser comes back to: of an allowed origin.
    return_url: Option<TextField>,
}

/// A page of the gateway's on which a card is saved.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PaymentMethodSetup {
    /// Where the browser goes.
    url: String,
}

/// The saved card.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PaymentMethod {
    /// `visa`, `mastercard` …
    brand: String,
    /// Its last digits.
    last4: String,
    /// The month in which it ends.
    exp_month: u32,
    /// The year.
    exp_year: u32,
    /// True when its last payment was declined.
    declined: bool,
}

/// The card that was removed.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RemovedPaymentMethod {
    /// True.
    removed: bool,
}

const ONE: &str = "/v1/accounts/{account}/payment-method";
const WHO: Who = Who::ServerOrSession(Scope::Write);
const CODES: &[Code] = &[Code::RoleNotAllowed, Code::SubaccountCannotBuy];

const SET_UP: Operation = Operation {
    body: Some(Shape::of::<NewSetup>()),
    codes: &[Code::RoleNotAllowed, Code::SubaccountCannotBuy, Code::Unavailable],
    ..Operation::of(
        (Verb::Post, "/v1/accounts/{account}/payment-method/setup"),
        "setUpPaymentMethod",
        "Open a page of the gateway's on which a card is saved",
        WHO,
        (201, Shape::of::<PaymentMethodSetup>()),
    )
};

const GET: Operation = Operation {
    codes: CODES,
    ..Operation::of((Verb::Get, ONE), "getPaymentMethod", "The saved card", WHO, (200, Shape::of::<PaymentMethod>()))
};

const DELETE: Operation = Operation {
    codes: CODES,
    ..Operation::of(
        (Verb::Delete, ONE),
        "deletePaymentMethod",
        "Remove the saved card; auto top-up goes off with it",
        WHO,
        (200, Shape::of::<RemovedPaymentMethod>()),
    )
};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&SET_UP, set_up), endpoint(&GET, get), endpoint(&DELETE, delete)]
}

/// The account, for a caller who may buy there.
pub(super) fn buyer(call: &Call) -> Result<Place, Problem> {
    let place = call.place()?;
    place.require(call, Right::Buy)?;
    if place.subaccount.is_some() {
        return Err(place.refused(call, &Refusal::SubaccountCannotBuy));
    }
    Ok(place)
}

async fn set_up(call: Call) -> Result<Answer, Problem> {
    let place = buyer(&call)?;
    let body: NewSetup = call.body()?;
    let return_url = read_return_url(&call, body.return_url.optional("return_url")?.as_deref())?;
    let payments = &call.app.payments;
    let Some(gateway) = payments.gateway.as_deref() else {
        let reason = "has no way to save a card: no payment gateway is set up here";
        return Err(Problem::invalid("account", "invalid_account", reason));
    };
    let return_url = return_url.or_else(|| payments.public_url.clone());
    let required = || Problem::fault("return_url", &Fault::new("is required: this deployment has no public_url"));
    let return_url = return_url.ok_or_else(required)?;
    let account = &place.pool.account;
    let customer = pay::customer(&call.app, gateway, account).await?;
    let page = gateway.set_up(&customer, account, &return_url).await;
    let page = page.map_err(|error| witness::unanswered(&error))?;
    Ok(Answer::created(&PaymentMethodSetup { url: page.url }))
}

async fn get(call: Call) -> Result<Answer, Problem> {
    let place = buyer(&call)?;
    let not_there = || Problem::not_found("payment method");
    let card = card::shown(&call.app, &place.pool).await?.ok_or_else(not_there)?;
    let declined = place.pool.trade.as_ref().is_some_and(|trade| !trade.has_card());
    let (brand, last4, exp_month, exp_year) = (card.brand, card.last4, card.exp_month, card.exp_year);
    Ok(Answer::ok(&PaymentMethod { brand, last4, exp_month, exp_year, declined }))
}

async fn delete(call: Call) -> Result<Answer, Problem> {
    let place = buyer(&call)?;
    let held = place.pool.trade.as_ref().and_then(|trade| trade.card.as_ref());
    let held = held.ok_or_else(|| Problem::not_found("payment method"))?.reference.to_string();
    let looks = docs::card_doc(&place.pool.account, None);
    call.ask_with(place.pool.no, None, Command::Order(OrderCommand::RemoveCard), vec![looks]).await?;
    // Nobody is charged any more; whether the gateway forgets it too is seen in its log.
    if let Some(gateway) = call.app.payments.gateway.as_deref()
        && let Err(error) = gateway.remove_card(&held).await
    {
        tracing::warn!(%error, "card not removed at the gateway");
    }
    Ok(Answer::ok(&RemovedPaymentMethod { removed: true }))
}
