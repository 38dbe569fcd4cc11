//! Steps of an order: the buyer cancels or reports a transfer, the operator confirms or rejects.

use scrip_core::catalog::Right;
use scrip_core::command::{Command, OrderCommand, Payment};
use scrip_core::id::OrderId;
use scrip_core::order::State;
use serde::Deserialize;
use utoipa::ToSchema;

use super::super::life::Nothing;
use super::out::OrderOut;
use crate::auth::Scope;
use crate::edge::answer::{Made, broken};
use crate::edge::{Answer, Call, Operation, Place, Shape, Verb, Who};
use crate::payments::{back, docs};
use crate::problem::{Code, Problem};
use crate::wire::field::{Given, TextField};

/// A payment that was seen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPayment {
    /// The bank's reference of it: another reference is another payment.
    #[schema(required)]
    reference: Option<TextField>,
}

/// Why an order is turned down.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OrderReason {
    /// For whoever reads the entries.
    #[schema(required)]
    reason: Option<TextField>,
}

const BUYER: Who = Who::ServerOrSession(Scope::Write);
const OPERATOR: Who = Who::Server(Scope::Operator);
const ANSWER: (u16, Shape) = (200, Shape::of::<OrderOut>());

pub(crate) const CANCEL: Operation = Operation {
    body: Some(Shape::of::<Nothing>()),
    codes: &[Code::RoleNotAllowed, Code::OrderNotOpen],
    ..Operation::of((Verb::Post, "/v1/orders/{order}/cancel"), "cancelOrder", "Want it no more", BUYER, ANSWER)
};

pub(crate) const REPORT: Operation = Operation {
    body: Some(Shape::of::<Nothing>()),
    codes: &[Code::RoleNotAllowed, Code::OrderNotOpen],
    ..Operation::of(
        (Verb::Post, "/v1/orders/{order}/report-transfer"),
        "reportTransfer",
        "Say that the transfer is on its way: the promise credits_by counts from here",
        BUYER,
        ANSWER,
    )
};

pub(crate) const CONFIRM: Operation = Operation {
    is_keyed: true,
    body: Some(Shape::of::<NewPayment>()),
    codes: &[Code::OrderNotOpen],
    ..Operation::of(
        (Verb::Post, "/v1/orders/{order}/confirm-payment"),
        "confirmPayment",
        "Say that an order was paid, by the bank's reference",
        OPERATOR,
        ANSWER,
    )
};

pub(crate) const REJECT: Operation = Operation {
    body: Some(Shape::of::<OrderReason>()),
    codes: &[Code::OrderNotOpen],
    ..Operation::of((Verb::Post, "/v1/orders/{order}/reject"), "rejectOrder", "Turn an order down", OPERATOR, ANSWER)
};

/// The order of the path, for a caller who may buy there.
fn read(call: &Call) -> Result<(OrderId, Place), Problem> {
    let id: OrderId = call.id(2, "order")?;
    let place = call.place_of_pool(id.pool, "order")?;
    place.require(call, Right::Buy)?;
    if place.pool.order(id.seq).is_none() {
        return Err(Problem::not_found("order"));
    }
    Ok((id, place))
}

pub(crate) async fn cancel(call: Call) -> Result<Answer, Problem> {
    let Nothing {} = call.body()?;
    let (id, _) = read(&call)?;
    let made =
        call.ask_with(id.pool, None, order(OrderCommand::Cancel { order: id.seq }), vec![docs::unqueued(id)]).await?;
    close(&call, id).await;
    shown(&call, id, &made)
}

pub(crate) async fn report(call: Call) -> Result<Answer, Problem> {
    let Nothing {} = call.body()?;
    let (id, _) = read(&call)?;
    let made = call.ask(id.pool, None, order(OrderCommand::ReportTransfer { order: id.seq })).await?;
    shown(&call, id, &made)
}

pub(crate) async fn confirm(call: Call) -> Result<Answer, Problem> {
    let (id, place) = read(&call)?;
    let body: NewPayment = call.body()?;
    let key = call.key()?;
    let reference = body.reference.required("reference")?;
    let stands = place.pool.order(id.seq).ok_or_else(|| Problem::not_found("order"))?;
    let payment = Payment { reference, amount: stands.placed.total.gross(), saved_card: None };
    let audit = call.app.audit(call.caller()?, call.clock, "confirm-payment", &id.to_string());
    let command = order(OrderCommand::Pay { order: id.seq, payment });
    let made = call.ask_with(id.pool, Some(key), command, vec![audit, docs::unqueued(id)]).await?;
    if stands.state == State::Pending {
        close(&call, id).await;
    }
    shown(&call, id, &made)
}

pub(crate) async fn reject(call: Call) -> Result<Answer, Problem> {
    let (id, _) = read(&call)?;
    let body: OrderReason = call.body()?;
    let reason = Some(body.reason.required("reason")?);
    let audit = call.app.audit_because(call.caller()?, call.clock, "reject", &id.to_string(), reason.as_deref());
    let command = order(OrderCommand::Reject { order: id.seq, reason });
    let made = call.ask_with(id.pool, None, command, vec![audit, docs::unqueued(id)]).await?;
    close(&call, id).await;
    shown(&call, id, &made)
}

const fn order(command: OrderCommand) -> Command {
    Command::Order(command)
}

/// Lets nobody pay any more on the gateway's page. Where that fails the reconciler tries again, and whatever is paid after
/// all counts.
async fn close(call: &Call, id: OrderId) {
    let Ok(_turn) = call.app.payments.turns.take(id.to_string()).await else { return };
    if let Err(problem) = back::close_page(&call.app, id).await {
        tracing::info!(order = %id, code = problem.code(), "page not closed yet");
    }
}

/// The order as the step left it.
fn shown(call: &Call, id: OrderId, made: &Made) -> Result<Answer, Problem> {
    let pool = made.pool(&call.app)?;
    let order = pool.order(id.seq).ok_or_else(|| broken("an order that was changed is not there"))?;
    Ok(Answer::ok(&OrderOut::of(&call.app, &pool, id, order)?).replayed(made.is_replayed()))
}
