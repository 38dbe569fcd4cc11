//! Money goes back: a refund of an order, and a payment that was one too many. Once each, whoever asks.

use scrip_core::command::OrderCommand;
use scrip_core::entry::PayWith;
use scrip_core::id::OrderId;
use scrip_core::order::RefundState as Stands;
use scrip_core::text::Text;

use super::docs::{self, Course, Errand, FIRST_LOOK, SentBack, What};
use super::gateway::{Back, GatewayError, Refund, RefundState};
use super::pay::{Taken, patiently};
use super::witness::unanswered;
use super::{order_of, say};
use crate::app::App;
use crate::problem::Problem;

/// Takes up a refund that has just begun, and has the reconciler look after it. The caller has the order's turn.
pub(crate) async fn begin(app: &App, id: OrderId, number: u32) -> Result<Taken, Problem> {
    let errand = Errand::new(What::Refund(number), id);
    let at = app.clock.now().plus(FIRST_LOOK);
    app.ledger.put(vec![errand.doc(at)]).await?;
    let taken = refund(app, id, number).await?;
    if taken == Taken::Settled {
        app.ledger.put(vec![docs::gone(errand.key(at))]).await?;
    }
    Ok(taken)
}

/// Sees to an order's refund of this number.
pub(crate) async fn refund(app: &App, id: OrderId, number: u32) -> Result<Taken, Problem> {
    let Some((_, order)) = order_of(app, id).await? else { return Ok(Taken::Settled) };
    let place = usize::try_from(number).unwrap_or(0).checked_sub(1);
    let Some(stands) = place.and_then(|place| order.refunds.get(place)) else { return Ok(Taken::Settled) };
    let (Stands::Pending, Some(payment)) = (stands.state, &order.payment) else { return Ok(Taken::Settled) };
    let gateway = match &app.payments.gateway {
        Some(gateway) if order.placed.pay_with != PayWith::Transfer => gateway,
        // The operator sends it by bank, and says so by asking for the refund.
        _ => {
            by_hand(app, id, number).await?;
            return Ok(Taken::Settled);
        }
    };
    // Asked for again under its key, the gateway would say again what it said at first.
    let known = docs::refund(&app.ledger, id, number)?.or_else(|| stands.reference.as_ref().map(Text::to_string));
    let answer = if let Some(known) = &known {
        gateway.refund_state(known).await
    } else {
        let (payment, amount) = (payment.reference.to_string(), stands.total.gross());
        let back = Back { payment, amount, order: id, number: Some(number) };
        patiently(|| gateway.refund(&back)).await
    };
    match answer {
        Ok(refund) => {
            if known.is_none() {
                app.ledger.put(vec![docs::refund_doc(id, number, &refund.id)]).await?;
            }
            ended(app, id, number, &refund).await?;
            Ok(if refund.state == RefundState::Waiting { Taken::Waits } else { Taken::Settled })
        }
        Err(GatewayError::Refused { code, .. }) => {
            tracing::warn!(order = %id, number, code, "refund refused");
            end(app, id, number, None, false).await?;
            Ok(Taken::Settled)
        }
        Err(GatewayError::NotThere) => {
            end(app, id, number, None, false).await?;
            Ok(Taken::Settled)
        }
        Err(error) => {
            tracing::warn!(order = %id, number, %error, "refund not asked");
            Ok(Taken::Waits)
        }
    }
}

/// Asks after a refund that is done: the buyer's bank may have sent the money back since. Waits while it stands.
pub(crate) async fn returned(app: &App, id: OrderId, number: u32) -> Result<Taken, Problem> {
    let Some((_, order)) = order_of(app, id).await? else { return Ok(Taken::Settled) };
    let (Some(gateway), Some(stands)) = (&app.payments.gateway, order.refund(number)) else {
        return Ok(Taken::Settled);
    };
    let (Stands::Done, Some(reference)) = (stands.state, &stands.reference) else { return Ok(Taken::Settled) };
    match gateway.refund_state(reference).await {
        Ok(refund) => {
            ended(app, id, number, &refund).await?;
            Ok(if refund.state == RefundState::Failed { Taken::Settled } else { Taken::Waits })
        }
        Err(error) if error.may_heal() => Err(unanswered(&error)),
        Err(error) => {
            tracing::warn!(order = %id, number, %error, "gateway does not know a refund that it made");
            Ok(Taken::Settled)
        }
    }
}

/// Says how a refund ended, if it has.
pub(super) async fn ended(app: &App, id: OrderId, number: u32, refund: &Refund) -> Result<(), Problem> {
    match refund.state {
        RefundState::Waiting => Ok(()),
        RefundState::Done => end(app, id, number, Some(&refund.id), true).await,
        RefundState::Failed => end(app, id, number, Some(&refund.id), false).await,
    }
}

async fn end(app: &App, id: OrderId, number: u32, reference: Option<&str>, is_done: bool) -> Result<(), Problem> {
    let word = if is_done { "done" } else { "refused" };
    let fact = format!("refund:{id}:{number}:{word}");
    let reference = reference.filter(|reference| !reference.is_empty()).map(Text::from);
    let command = OrderCommand::EndRefund { order: id.seq, refund: number, is_done, reference };
    say(app, id.pool, &fact, command, Vec::new()).await.map(drop)
}

async fn by_hand(app: &App, id: OrderId, number: u32) -> Result<(), Problem> {
    end(app, id, number, None, true).await
}

/// Sends back a payment that did not pay for its order.
pub(crate) async fn overpaid(app: &App, id: OrderId, payment: &str) -> Result<Taken, Problem> {
    let Some((_, order)) = order_of(app, id).await? else { return Ok(Taken::Settled) };
    let Some(over) = order.overpaid.iter().find(|over| &*over.reference == payment) else {
        return Ok(Taken::Settled);
    };
    // What came by transfer goes back by transfer: the operator sends it.
    let gateway = app.payments.gateway.as_deref().filter(|_| order.placed.pay_with != PayWith::Transfer);
    let Some(gateway) = gateway else { return over_by_hand(app, id, payment).await };
    let back = Back { payment: payment.to_owned(), amount: over.amount, order: id, number: None };
    match patiently(|| gateway.refund(&back)).await {
        Ok(Refund { state: RefundState::Failed, .. }) | Err(GatewayError::Refused { .. } | GatewayError::NotThere) => {
            over_by_hand(app, id, payment).await
        }
        Ok(_) => {
            app.ledger.put(vec![docs::sent_back_doc(id, payment, SentBack::Done)]).await?;
            Ok(Taken::Settled)
        }
        Err(error) => {
            tracing::warn!(order = %id, payment, %error, "overpaid money not sent back yet");
            Ok(Taken::Waits)
        }
    }
}

/// The gateway cannot send it back: the order says so to the operator from now on.
pub(super) async fn over_by_hand(app: &App, id: OrderId, payment: &str) -> Result<Taken, Problem> {
    tracing::error!(order = %id, payment, "payment does not pay for its order: send it back by hand");
    app.ledger.put(vec![docs::sent_back_doc(id, payment, SentBack::ByHand)]).await?;
    Ok(Taken::Settled)
}

/// Closes the page of an order that is not to be paid there any more. The caller has the order's turn.
pub(crate) async fn close_page(app: &App, id: OrderId) -> Result<Taken, Problem> {
    let (Some(gateway), Some(mut course)) = (app.payments.gateway.as_deref(), Course::of(&app.ledger, id)?) else {
        return Ok(Taken::Settled);
    };
    let Some(page) = course.page.clone() else { return Ok(Taken::Settled) };
    match gateway.close_page(&page.id).await {
        Err(error) if error.may_heal() => Ok(Taken::Waits),
        // Closed by now, or paid: then the payment is told.
        _ => {
            course.page = None;
            app.ledger.put(vec![course.doc(id)]).await?;
            Ok(Taken::Settled)
        }
    }
}
