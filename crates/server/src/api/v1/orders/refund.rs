//! `POST /v1/orders/{order}/refund`: give money back for what is unspent; its credits are voided in the same commit.

use axum::http::StatusCode;
use scrip_core::command::{Command, OrderCommand};
use scrip_core::entry::{Fact, OrderFact};
use scrip_core::id::OrderId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::create::again;
use super::out::OrderOut;
use crate::auth::Scope;
use crate::edge::answer::broken;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::payments::docs::Answered;
use crate::payments::{back, docs, pool_of};
use crate::problem::{Code, Problem};
use crate::wire::field::{AmountField, Given, TextField};

/// What is to go back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRefund {
    /// At most so many credits; without it all that are unspent, and what returns to their grant later.
    credits: Option<AmountField>,
    /// Why, for whoever reads the entries. An operator at the console must say.
    reason: Option<TextField>,
}

pub(crate) const OPERATION: Operation = Operation {
    is_keyed: true,
    body: Some(Shape::of::<NewRefund>()),
    codes: &[Code::OrderNotOpen, Code::OrderDisputed, Code::NothingToRefund, Code::TooMany],
    ..Operation::of(
        (Verb::Post, "/v1/orders/{order}/refund"),
        "refundOrder",
        "Give money back for what is unspent of an order",
        Who::Server(Scope::Operator),
        (200, Shape::of::<OrderOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let id: OrderId = call.id(2, "order")?;
    let place = call.place_of_pool(id.pool, "order")?;
    if place.pool.order(id.seq).is_none() {
        return Err(Problem::not_found("order"));
    }
    let body: NewRefund = call.body()?;
    let key = call.key()?;
    let (credits, reason) = (body.credits.optional("credits")?, call.reason(body.reason)?);
    let audit = call.app.audit_because(call.caller()?, call.clock, "refund", &id.to_string(), reason.as_deref());
    let command = Command::Order(OrderCommand::Refund { order: id.seq, credits, reason });
    let made = call.ask_with(id.pool, Some(key), command, vec![audit]).await?;
    let Fact::Order(OrderFact::RefundBegun(begun)) = &made.entry()?.fact else {
        return Err(broken("an answer of a refund is none"));
    };
    let _turn = call.app.payments.turns.take(id.to_string()).await?;
    if let Some(answered) = docs::refund_answered(&call.app.ledger, id, begun.refund)? {
        return Ok(again(answered).replayed(made.is_replayed()));
    }
    if let Err(problem) = back::begin(&call.app, id, begun.refund).await {
        // Its credits are voided; the reconciler goes on with the money.
        tracing::warn!(order = %id, refund = begun.refund, code = problem.code(), "refund not taken up");
    }
    let pool = pool_of(&call.app, id.pool).await?;
    let order = pool.order(id.seq).ok_or_else(|| Problem::not_found("order"))?;
    let out = OrderOut::of(&call.app, &pool, id, order)?;
    let body = serde_json::to_string(&out).unwrap_or_default();
    let answered = Answered { status: StatusCode::OK.as_u16(), body };
    call.app.ledger.put(vec![docs::refund_answered_doc(id, begun.refund, &answered)]).await?;
    Ok(again(answered).replayed(made.is_replayed()))
}
