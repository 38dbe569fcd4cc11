//! `GET /v1/webhook-endpoints/{endpoint}/deliveries`: what was sent there, the newest event first, with every attempt.

use scrip_core::time::Timestamp;
use scrip_store::DocKind;
use serde::Serialize;
use utoipa::ToSchema;

use super::OPERATOR;
use crate::edge::page::{AFTER, LIMIT, Page, listed};
use crate::edge::{Answer, Call, Operation, Shape, Verb};
use crate::notify::webhooks::delivery::{Attempt, Delivery};
use crate::notify::webhooks::endpoint::Endpoint;
use crate::problem::Problem;
use crate::wire::shown::{Shown, TimeOut};

/// An event's way to an endpoint.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookDelivery)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeliveryOut {
    /// The event.
    event: String,
    /// Its type.
    r#type: String,
    /// How far it is.
    #[schema(pattern = "^(waiting|delivered|failed)$")]
    status: &'static str,
    /// The latest attempts, the oldest first.
    attempts: Vec<AttemptOut>,
    /// When the event happened.
    created_at: TimeOut,
    /// When the next attempt is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_attempt_at: Option<TimeOut>,
}

/// One attempt.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookAttempt)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttemptOut {
    /// When.
    at: TimeOut,
    /// The status that the receiver answered; without it there was no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 100, maximum = 999)]
    status: Option<u16>,
    /// Why it failed; without it it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// How long it took.
    #[schema(minimum = 0)]
    took_ms: u64,
}

listed!(
    /// A page of deliveries.
    DeliveriesOut of DeliveryOut
);

pub(super) const OPERATION: Operation = Operation {
    query: &[LIMIT, AFTER],
    ..Operation::of(
        (Verb::Get, "/v1/webhook-endpoints/{endpoint}/deliveries"),
        "listWebhookDeliveries",
        "What was sent to an endpoint, the newest event first",
        OPERATOR,
        (200, Shape::of::<DeliveriesOut>()),
    )
};

impl From<Attempt> for AttemptOut {
    fn from(Attempt { at, status, error, took_ms }: Attempt) -> Self {
        Self { at: Shown(Timestamp::from_micros(at)), status, error, took_ms }
    }
}

pub(super) async fn run(call: Call) -> Result<Answer, Problem> {
    let id = call.segment(2).into_owned();
    let page = Page::of(&call.query()?)?;
    Endpoint::find(&call.app.ledger, &id)?.ok_or_else(|| Problem::not_found("webhook endpoint"))?;
    let prefix = format!("{id}/");
    let after = page.after.as_ref().map_or(String::new(), |after| format!("{prefix}{after}"));
    let limit = u32::try_from(page.limit + 1).unwrap_or(u32::MAX);
    let mut shown = Vec::new();
    for (key, body) in call.app.ledger.docs(DocKind::Delivery, &prefix, &after, limit)? {
        let delivery = Delivery::read(&key, &body)?;
        let at = |micros: i64| Shown(Timestamp::from_micros(micros));
        let cursor = delivery.cursor();
        let out = DeliveryOut {
            event: delivery.event,
            r#type: delivery.kind,
            status: delivery.status.name(),
            attempts: delivery.attempts.into_iter().map(Into::into).collect(),
            created_at: at(delivery.at),
            next_attempt_at: delivery.due.map(|due| at(due.at)),
        };
        shown.push((cursor, out));
    }
    Ok(Answer::ok(&DeliveriesOut::from(page.take(shown.into_iter()))))
}
