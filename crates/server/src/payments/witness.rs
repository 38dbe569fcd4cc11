//! Witnesses: whatever anybody says of a payment, a refund or a dispute becomes one command, keyed by the fact itself.
//!
//! The answer to our own call, a webhook and an answer to the reconciler come here alike. Whoever is first has the effect,
//! the others are told that it was had.

use scrip_core::batch::Outcome;
use scrip_core::command::{OrderCommand, Payment as Said};
use scrip_core::id::OrderId;
use scrip_core::order::{Order, State};
use scrip_core::text::Text;

use super::gateway::{Dispute, DisputeState, Gateway, GatewayError, Payment, PaymentState, Refund, RefundState, Told};
use super::{back, card, docs, order_of, say};
use crate::app::App;
use crate::problem::{Code, Problem};

/// Says that an order was paid.
pub(crate) async fn paid(app: &App, id: OrderId, payment: &Payment) -> Result<(), Problem> {
    let fact = format!("pay:{id}:{}", payment.id);
    let saved_card = payment.card.as_deref().map(Text::from);
    let said = Said { reference: Text::from(payment.id.as_str()), amount: payment.amount, saved_card };
    let docs = vec![docs::order_of_doc(&payment.id, id)];
    let outcome = say(app, id.pool, &fact, OrderCommand::Pay { order: id.seq, payment: said }, docs).await?;
    if let (Outcome::Done { .. }, Some(card)) = (&outcome, &payment.card) {
        // What the card looks like is shown later, and asked for then if it cannot be now.
        card::remember(app, id.pool, card).await;
    }
    Ok(())
}

/// Says that a payment of an order was declined; which one is the fact.
pub(crate) async fn declined(app: &App, id: OrderId, payment: &str, reason: &str) -> Result<(), Problem> {
    let Some((_, order)) = order_of(app, id).await? else { return Ok(()) };
    if order.state != State::Pending {
        return Ok(());
    }
    let fact = format!("decline:{id}:{payment}");
    let command = OrderCommand::Decline { order: id.seq, reason: Text::from(reason) };
    say(app, id.pool, &fact, command, Vec::new()).await.map(drop)
}

/// Hands on what the gateway told of its own accord.
pub(crate) async fn told(app: &App, gateway: &dyn Gateway, told: Told) -> Result<(), Problem> {
    match told {
        Told::Payment(payment) => told_payment(app, &payment).await,
        Told::Page { order, payment: Some(payment), .. } => {
            // The page is done; the payment itself says how.
            let Some(payment) = asked(gateway.payment(&payment).await)? else { return Ok(()) };
            let payment = Payment { order: Some(order), ..payment };
            told_payment(app, &payment).await
        }
        Told::Page { order, page, payment: None } => page_ended(app, order, &page).await,
        Told::SetUp { account, customer, set_up } => card::set_up(app, gateway, &account, &customer, &set_up).await,
        Told::CardGone { card, customer } => card::gone(app, &card, &customer).await,
        Told::Refund(refund) => told_refund(app, gateway, &refund).await,
        Told::Dispute(dispute) => told_dispute(app, gateway, &dispute).await,
    }
}

/// What a gateway answered, if it knows the thing at all. What may be known later is to be told again.
fn asked<T>(answer: Result<T, GatewayError>) -> Result<Option<T>, Problem> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.may_heal() => Err(unanswered(&error)),
        Err(error) => {
            tracing::warn!(%error, "gateway does not know what it told");
            Ok(None)
        }
    }
}

/// The gateway has no answer now.
pub(crate) fn unanswered(error: &GatewayError) -> Problem {
    tracing::warn!(%error, "gateway does not answer");
    Problem::retry(Code::Unavailable, "The payment gateway does not answer now. Try again in a moment.", 5)
}

async fn told_payment(app: &App, payment: &Payment) -> Result<(), Problem> {
    let Some(id) = payment.order else { return Ok(()) };
    let Some((_, order)) = order_of(app, id).await? else { return Ok(()) };
    match &payment.state {
        PaymentState::Paid => paid(app, id, payment).await,
        // On a page the buyer goes on with another card; what the saved card's bank said was asked for by us.
        PaymentState::Declined(reason) if order.placed.is_top_up => declined(app, id, &payment.id, reason).await,
        _ => Ok(()),
    }
}

/// A page that ended without a payment is no longer shown.
async fn page_ended(app: &App, id: OrderId, page: &str) -> Result<(), Problem> {
    let _turn = app.payments.turns.take(id.to_string()).await?;
    let Some(mut course) = docs::Course::of(&app.ledger, id)? else { return Ok(()) };
    if course.page.as_ref().is_some_and(|open| open.id == page) {
        course.page = None;
        app.ledger.put(vec![course.doc(id)]).await?;
    }
    Ok(())
}

/// The order that a payment counts for. Where it is not known to be paid yet, the payment is heard first.
async fn order_paid_by(app: &App, gateway: &dyn Gateway, payment: &str) -> Result<Option<(OrderId, Order)>, Problem> {
    let known = docs::order_of(&app.ledger, payment)?;
    let is_paid = |order: &Order| order.payment.as_ref().is_some_and(|paid| &*paid.reference == payment);
    let mut id = known;
    if let Some(known) = known
        && let Some((_, order)) = order_of(app, known).await?
        && (order.payment.is_some())
    {
        return Ok(is_paid(&order).then_some((known, order)));
    }
    if let Some(payment) = asked(gateway.payment(payment).await)? {
        id = payment.order.or(id);
        if let (Some(id), PaymentState::Paid) = (id, &payment.state) {
            if order_of(app, id).await?.is_none() {
                return Ok(None);
            }
            paid(app, id, &payment).await?;
        }
    }
    let Some(id) = id else { return Ok(None) };
    let found = order_of(app, id).await?.map(|(_, order)| order);
    Ok(found.filter(is_paid).map(|order| (id, order)))
}

async fn told_refund(app: &App, gateway: &dyn Gateway, refund: &Refund) -> Result<(), Problem> {
    match refund.ours {
        Some((id, Some(number))) => back::ended(app, id, number, refund).await,
        Some((id, None)) => {
            if let (RefundState::Failed, Some(payment)) = (refund.state, &refund.payment) {
                back::over_by_hand(app, id, payment).await?;
            }
            Ok(())
        }
        None => foreign_refund(app, gateway, refund).await,
    }
}

/// A refund that somebody made at the gateway, not here.
async fn foreign_refund(app: &App, gateway: &dyn Gateway, refund: &Refund) -> Result<(), Problem> {
    let Some(payment) = &refund.payment else { return Ok(()) };
    let Some((id, order)) = order_paid_by(app, gateway, payment).await? else { return Ok(()) };
    let is_known = |known: &scrip_core::order::Refund| known.reference.as_deref() == Some(refund.id.as_str());
    let reference = Text::from(refund.id.as_str());
    let number = order.refunds.iter().zip(1..).find(|(known, _)| is_known(known)).map(|(_, number)| number);
    match (number, refund.state) {
        (Some(number), _) => back::ended(app, id, number, refund).await,
        (None, RefundState::Failed) => Ok(()),
        (None, _) => {
            // What is told may be an older state than that of the refund: one that has failed since takes nothing.
            let Some(now) = asked(gateway.refund_state(&refund.id).await)? else { return Ok(()) };
            if now.state == RefundState::Failed {
                return Ok(());
            }
            let is_done = now.state == RefundState::Done;
            let command = OrderCommand::ForeignRefund { order: id.seq, reference, amount: refund.amount, is_done };
            let fact = format!("refund:{}", refund.id);
            say(app, id.pool, &fact, command, Vec::new()).await.map(drop)
        }
    }
}

async fn told_dispute(app: &App, gateway: &dyn Gateway, dispute: &Dispute) -> Result<(), Problem> {
    let Some((id, _)) = order_paid_by(app, gateway, &dispute.payment).await? else { return Ok(()) };
    let (order, reference, amount) = (id.seq, Text::from(dispute.id.as_str()), dispute.amount);
    let (command, state) = match dispute.state {
        DisputeState::Inquiry => return Ok(()),
        DisputeState::Open => (OrderCommand::OpenDispute { order, reference, amount, is_inquiry: false }, "open"),
        DisputeState::Won => (OrderCommand::CloseDispute { order, reference, amount, is_won: true }, "won"),
        DisputeState::Lost => (OrderCommand::CloseDispute { order, reference, amount, is_won: false }, "lost"),
    };
    let fact = format!("dispute:{}:{state}", dispute.id);
    say(app, id.pool, &fact, command, Vec::new()).await?;
    // Whoever tells of it again lists it, should this not come to pass; where it stands already it is the same line.
    let order = order_of(app, id).await?.map(|(_, order)| order);
    if let Some(known) = order.as_ref().and_then(|order| order.dispute(&dispute.id)) {
        app.ledger.put(vec![docs::disputed(&dispute.id, id, known.at)]).await?;
    }
    Ok(())
}
