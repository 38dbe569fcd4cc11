//! `POST /v1/accounts/{account}/orders`: order a package, and pay for it at once, on the gateway's page, or by transfer.

use axum::http::StatusCode;
use scrip_core::catalog::Right;
use scrip_core::command::{Command, OrderCommand, Place as PlaceOrder};
use scrip_core::entry::PayWith;
use scrip_core::id::{AccountId, MemberId, OrderId};
use scrip_core::order::State;
use serde::Deserialize;
use utoipa::ToSchema;

use super::out::OrderOut;
use crate::app::profile::AccountProfile;
use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Place, Shape, Verb, Who};
use crate::papers::kept;
use crate::payments::docs::{self, Answered};
use crate::payments::{origin_of, pay, pool_of};
use crate::problem::{Code, Extra, Problem, who_can};
use crate::wire::Field;
use crate::wire::field::{AccountIdField, Given, MemberIdField, PackageIdField, PayWithField, TextField};
use crate::wire::money::NewMoney;
use crate::wire::parse::{Fault, Whole};
use crate::wire::shown::Shown;

/// A package to be ordered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOrder {
    /// Which.
    #[schema(required)]
    package: Option<PackageIdField>,
    /// How many of it; 1 without it.
    #[schema(value_type = Option<u32>, minimum = 1)]
    quantity: Option<Field<Whole>>,
    /// Who buys; a session's own member without it.
    member: Option<MemberIdField>,
    /// What the buyer was shown, gross. Another total now is refused.
    #[schema(required)]
    total: Option<NewMoney>,
    /// How; without it the saved card, else a card where a gateway is set up, else a transfer.
    pay_with: Option<PayWithField>,
    /// Where the browser comes back to from the gateway's page: of an allowed origin.
    return_url: Option<TextField>,
    /// The subaccount that the credits are for.
    r#for: Option<AccountIdField>,
}

pub(crate) const OPERATION: Operation = Operation {
    is_keyed: true,
    body: Some(Shape::of::<NewOrder>()),
    codes: &[
        Code::PaymentDeclined,
        Code::RoleNotAllowed,
        Code::AccountEnded,
        Code::SubaccountCannotBuy,
        Code::TrialCannotBuy,
        Code::PriceChanged,
        Code::TooMany,
    ],
    ..Operation::of(
        (Verb::Post, "/v1/accounts/{account}/orders"),
        "createOrder",
        "Order a package and pay for it",
        Who::ServerOrSession(Scope::Write),
        (201, Shape::of::<OrderOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let body: NewOrder = call.body()?;
    let key = call.key()?;
    let package = body.package.required("package")?;
    let Whole(quantity) = body.quantity.optional("quantity")?.unwrap_or(Whole(1));
    let quantity = u32::try_from(quantity).ok().filter(|quantity| *quantity > 0);
    let quantity = quantity.ok_or_else(|| Problem::fault("quantity", &Fault::new("must be a whole number from 1")))?;
    let total = body.total.ok_or_else(|| Problem::fault("total", &Fault::new("is required")))?;
    let shown = total.read(["total.amount", "total.currency"])?;
    let return_url = read_return_url(&call, body.return_url.optional("return_url")?.as_deref())?;
    let pay_with = pay_with(&call, &place, body.pay_with.optional("pay_with")?, return_url.is_some())?;
    let member = place.own_member(&call, body.member.optional("member")?)?;
    let app = &call.app;
    let profile = AccountProfile::of(&app.ledger, &place.pool.account)?;
    let catalog = place.catalog();
    let sold = catalog.package(package.as_str());
    let papers = sold.map(|sold| kept::snapshot(&app.ledger, catalog, &place.pool.account, sold)).transpose()?;
    let (snapshot, docs) = papers.as_ref().map(kept::snapshot_doc).unzip();
    let command = PlaceOrder {
        account: place.account.clone(),
        member,
        for_subaccount: body.r#for.optional("for")?,
        package,
        quantity,
        shown,
        buyer: profile.buyer(),
        pay_with,
        snapshot,
    };
    let made = call
        .ask_with(place.pool.no, Some(key), Command::Order(OrderCommand::Place(command)), docs.into_iter().collect())
        .await?;
    let id = OrderId { pool: made.no, seq: made.entry()?.seq };
    // Whoever sends the same call meanwhile waits here for its answer.
    let _turn = call.app.payments.turns.take(id.to_string()).await?;
    if let Some(answered) = docs::answered(&call.app.ledger, id)? {
        return Ok(again(answered).replayed(made.is_replayed()));
    }
    let answered = see_to(&call, &place, id, return_url).await?;
    call.app.ledger.put(vec![docs::answered_doc(id, &answered)]).await?;
    Ok(again(answered).replayed(made.is_replayed()))
}

/// Takes the order up, and says how it stands.
async fn see_to(call: &Call, place: &Place, id: OrderId, return_url: Option<String>) -> Result<Answered, Problem> {
    let app = &call.app;
    let not_there = || Problem::not_found("order");
    let pool = pool_of(app, id.pool).await?;
    let order = pool.order(id.seq).ok_or_else(not_there)?;
    app.ledger.put(pay::begun(id, order, return_url, app.clock.now())).await?;
    if let Err(problem) = pay::take_up(app, id, 0).await {
        // The order stands; the reconciler goes on with it.
        tracing::warn!(order = %id, code = problem.code(), "order not taken up");
    }
    let pool = pool_of(app, id.pool).await?;
    let order = pool.order(id.seq).ok_or_else(not_there)?;
    if order.state == State::Pending
        && let Some(reason) = &order.declined
    {
        let name_of = |account: &AccountId, member: &MemberId| app.name_of(account, member);
        let scene = place.scene(&name_of, None);
        let extra = Extra {
            order: Some(Shown(id)),
            reason: Some(reason.to_string()),
            who_can: Some(who_can(&scene, Right::Buy)),
            ..Extra::default()
        };
        let detail = "The payment was declined; nothing was charged. Order again with another card, or by transfer.";
        let problem = Problem::with(Code::PaymentDeclined, detail, extra);
        let body = serde_json::to_string(&problem.body(None)).unwrap_or_default();
        return Ok(Answered { status: problem.status(), body });
    }
    let out = OrderOut::of(app, &pool, id, order)?;
    let body = serde_json::to_string(&out).unwrap_or_default();
    Ok(Answered { status: StatusCode::CREATED.as_u16(), body })
}

/// An answer as it was given first.
pub(super) fn again(answered: Answered) -> Answer {
    let status = StatusCode::from_u16(answered.status).unwrap_or(StatusCode::CREATED);
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    Answer::bytes(status, kind, answered.body)
}

/// How it is paid: as was asked, as far as it is possible here.
fn pay_with(call: &Call, place: &Place, asked: Option<PayWith>, comes_back: bool) -> Result<PayWith, Problem> {
    let payments = &call.app.payments;
    let has_gateway = payments.gateway.is_some();
    let has_card = place.pool.trade.as_ref().is_some_and(|trade| trade.has_card());
    let usual = match (has_gateway, has_card) {
        (true, true) => PayWith::Saved,
        (true, false) => PayWith::Card,
        (false, _) => PayWith::Transfer,
    };
    let pay_with = asked.unwrap_or(usual);
    if pay_with != PayWith::Transfer && !has_gateway {
        let fault = Fault::new("must be transfer: no payment gateway is set up here");
        return Err(Problem::fault("pay_with", &fault));
    }
    if pay_with == PayWith::Card && !comes_back && payments.public_url.is_none() {
        let fault = Fault::new("is required: this deployment has no public_url to come back to");
        return Err(Problem::fault("return_url", &fault));
    }
    Ok(pay_with)
}

/// The longest address that the gateway takes, and then some.
const URL_LEN_MAX: usize = 500;

/// An address to come back to, if it is of an origin that the deployment allows: else anybody could send buyers anywhere.
pub(crate) fn read_return_url(call: &Call, url: Option<&str>) -> Result<Option<String>, Problem> {
    let Some(url) = url else { return Ok(None) };
    let app = &call.app;
    let own = app.payments.public_url.as_deref().and_then(origin_of);
    let is_allowed = origin_of(url)
        .is_some_and(|origin| own == Some(origin) || app.origins.iter().any(|allowed| *allowed == origin));
    if is_allowed && url.len() <= URL_LEN_MAX {
        return Ok(Some(url.to_owned()));
    }
    let reason = "must be an address of public_url's or an allowed origin, such as https://app.example.com/credits";
    Err(Problem::fault("return_url", &Fault::new(reason)))
}
