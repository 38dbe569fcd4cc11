//! Pruning: what was kept of an order's dealings with the gateway is forgotten long after the order is settled.
//!
//! The answer to a call stays as long as its entry does, for the same key has the same answer; so do the lists of orders
//! and disputes, and that a payment is to be sent back by hand. A payment that is told of later is asked for at the gateway.

use scrip_core::id::OrderId;
use scrip_core::order::{DisputeState, Order, RefundState, State};
use scrip_core::time::{Span, Timestamp};
use scrip_store::{Doc, StoreError};

use super::docs::{self, COURSES, PAYMENTS, REFUNDS};
use crate::app::App;

/// How long after it was placed the documents of a settled order are kept: longer than banks dispute a payment as a rule.
pub(crate) const KEPT: Span = Span::DAY.times(400);

/// Documents that it looks at each time: half a million a day, each with its pool.
const LOOK_MAX: u32 = 128;

/// What is looked through, in turn.
const KINDS: [&str; 3] = [COURSES, REFUNDS, PAYMENTS];

/// Where it goes on.
#[derive(Debug, Default)]
pub(crate) struct Place {
    kind: usize,
    after: String,
}

/// Looks at the next documents, and gives those that are to be forgotten.
pub(crate) fn forgotten(app: &App, place: &mut Place, now: Timestamp) -> Result<Vec<Doc>, StoreError> {
    let kind = KINDS.get(place.kind).copied().unwrap_or(COURSES);
    let found = docs::some(&app.ledger, kind, &place.after, LOOK_MAX)?;
    match found.last() {
        Some((last, _)) => place.after.clone_from(last),
        None => *place = Place { kind: (place.kind + 1) % KINDS.len(), after: String::new() },
    }
    let mut gone = Vec::new();
    for (key, body) in found {
        if let Some(order) = docs::order_named_by(kind, &key, &body)
            && is_settled(app, order, now)?
        {
            gone.push(docs::gone(key));
        }
    }
    Ok(gone)
}

/// True when nothing of the order is under way any more, and has not been for long.
fn is_settled(app: &App, id: OrderId, now: Timestamp) -> Result<bool, StoreError> {
    let Some(pool) = app.ledger.pool(id.pool)? else { return Ok(false) };
    let Some(order) = pool.order(id.seq) else { return Ok(false) };
    if now.since(order.placed_at) <= KEPT || !is_final(order) {
        return Ok(false);
    }
    for over in &order.overpaid {
        if docs::sent_back(&app.ledger, id, &over.reference)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_final(order: &Order) -> bool {
    matches!(order.state, State::Paid | State::Canceled)
        && order.refunds.iter().all(|refund| refund.state != RefundState::Pending)
        && order.disputes.iter().all(|dispute| dispute.state != DisputeState::Open)
}
