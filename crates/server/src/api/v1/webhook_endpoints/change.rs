//! Webhook endpoints that are there: read, changed, disabled and enabled, removed; another secret, which signs beside the
//! one before for a day.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::OPERATOR;
use super::out::{EndpointOut, events, url};
use crate::api::v1::life::Nothing;
use crate::app::house;
use crate::edge::page::{AFTER, LIMIT, Page, listed};
use crate::edge::{Answer, Call, Operation, Shape, Verb};
use crate::notify::webhooks::endpoint::{self, Endpoint};
use crate::problem::{Code, Problem};
use crate::wire::field::{FlagField, Given, TextField};

listed!(
    /// A page of webhook endpoints.
    EndpointsOut of EndpointOut
);

/// What is changed; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WebhookEndpointChange {
    /// Where events are posted.
    url: Option<TextField>,
    /// What it is for.
    description: Option<TextField>,
    /// The types of events that it is told of; an empty list: all.
    events: Option<Vec<TextField>>,
    /// Whether it is told. What happened while it was not is sent on request, event by event.
    enabled: Option<FlagField>,
}

/// The endpoint that was removed.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RemovedWebhookEndpoint {
    /// Its id.
    id: String,
    /// True.
    removed: bool,
}

pub(super) const LIST: Operation = Operation {
    query: &[LIMIT, AFTER],
    ..Operation::of(
        (Verb::Get, "/v1/webhook-endpoints"),
        "listWebhookEndpoints",
        "Webhook endpoints, the oldest first",
        OPERATOR,
        (200, Shape::of::<EndpointsOut>()),
    )
};

pub(super) const GET: Operation = Operation::of(
    (Verb::Get, "/v1/webhook-endpoints/{endpoint}"),
    "getWebhookEndpoint",
    "A webhook endpoint",
    OPERATOR,
    (200, Shape::of::<EndpointOut>()),
);

pub(super) const PATCH: Operation = Operation {
    body: Some(Shape::of::<WebhookEndpointChange>()),
    ..Operation::of(
        (Verb::Patch, "/v1/webhook-endpoints/{endpoint}"),
        "changeWebhookEndpoint",
        "Change a webhook endpoint, disable or enable it",
        OPERATOR,
        (200, Shape::of::<EndpointOut>()),
    )
};

pub(super) const REMOVE: Operation = Operation::of(
    (Verb::Delete, "/v1/webhook-endpoints/{endpoint}"),
    "removeWebhookEndpoint",
    "Remove a webhook endpoint and its deliveries",
    OPERATOR,
    (200, Shape::of::<RemovedWebhookEndpoint>()),
);

pub(super) const ROTATE: Operation = Operation {
    body: Some(Shape::of::<Nothing>()),
    ..Operation::of(
        (Verb::Post, "/v1/webhook-endpoints/{endpoint}/rotate-secret"),
        "rotateWebhookSecret",
        "Another secret, shown once; the one before signs beside it for 24 hours",
        OPERATOR,
        (200, Shape::of::<EndpointOut>()),
    )
};

fn find(call: &Call) -> Result<Endpoint, Problem> {
    let found = Endpoint::find(&call.app.ledger, &call.segment(2))?;
    found.ok_or_else(|| Problem::not_found("webhook endpoint"))
}

pub(super) async fn list(call: Call) -> Result<Answer, Problem> {
    let page = Page::of(&call.query()?)?;
    let mut rest = Vec::new();
    for endpoint in endpoint::all(&call.app.ledger)? {
        let cursor = format!("{:020}.{}", endpoint.created_at, endpoint.id);
        if page.after.as_ref().is_none_or(|after| cursor > *after) {
            rest.push((cursor, EndpointOut::of(&call.app, &endpoint, false)?));
        }
    }
    Ok(Answer::ok(&EndpointsOut::from(page.take(rest.into_iter()))))
}

pub(super) async fn get(call: Call) -> Result<Answer, Problem> {
    Ok(Answer::ok(&EndpointOut::of(&call.app, &find(&call)?, false)?))
}

pub(super) async fn patch(call: Call) -> Result<Answer, Problem> {
    let body: WebhookEndpointChange = call.body()?;
    let app = &call.app;
    let _changing = app.webhooks.changing.lock().await;
    let mut endpoint = find(&call)?;
    if let Some(text) = body.url.optional("url")? {
        endpoint.url = url(app.webhooks.sender.rule(), &text)?;
    }
    if let Some(text) = body.description.optional("description")? {
        endpoint.description = text.to_string();
    }
    if body.events.is_some() {
        endpoint.events = events(body.events)?;
    }
    let mut docs = Vec::new();
    if let Some(is_enabled) = body.enabled.optional("enabled")? {
        endpoint.is_enabled = is_enabled;
        endpoint.disabled_reason = None;
        // It begins anew: what it did before counts no more.
        docs.push(endpoint::failing(&endpoint.id, None));
    }
    docs.push(endpoint.doc());
    docs.push(app.audit(call.caller()?, call.clock, "webhook_endpoint_changed", &endpoint.id));
    app.ledger.put(docs).await?;
    house::set_tells(&app.ledger)?;
    app.webhooks.wake();
    Ok(Answer::ok(&EndpointOut::of(app, &endpoint, false)?))
}

pub(super) async fn remove(call: Call) -> Result<Answer, Problem> {
    let app = &call.app;
    let _changing = app.webhooks.changing.lock().await;
    let id = find(&call)?.id;
    let mut docs = Endpoint::forget(&id);
    docs.push(app.audit(call.caller()?, call.clock, "webhook_endpoint_removed", &id));
    app.ledger.put(docs).await?;
    house::set_tells(&app.ledger)?;
    Ok(Answer::ok(&RemovedWebhookEndpoint { id, removed: true }))
}

pub(super) async fn rotate(call: Call) -> Result<Answer, Problem> {
    let Nothing {} = call.body()?;
    let app = &call.app;
    let _changing = app.webhooks.changing.lock().await;
    let mut endpoint = find(&call)?;
    let rotated = endpoint.secrets.rotated(app.clock.now());
    endpoint.secrets = rotated.map_err(|_| Problem::new(Code::Internal, "The system gives no randomness."))?;
    let audit = app.audit(call.caller()?, call.clock, "webhook_secret_rotated", &endpoint.id);
    app.ledger.put(vec![endpoint.doc(), audit]).await?;
    Ok(Answer::ok(&EndpointOut::of(app, &endpoint, true)?))
}
