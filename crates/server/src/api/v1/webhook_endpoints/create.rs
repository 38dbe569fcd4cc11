//! `POST /v1/webhook-endpoints`: an address that is told of events from now on. Its secret is shown once.

use serde::Deserialize;
use utoipa::ToSchema;

use super::OPERATOR;
use super::out::{EndpointOut, events, url};
use crate::app::house;
use crate::edge::{Answer, Call, Operation, Shape, Verb};
use crate::notify::webhooks::endpoint::{self, ENDPOINTS_MAX, Endpoint};
use crate::notify::webhooks::sign::Secrets;
use crate::problem::{Code, Problem};
use crate::random;
use crate::wire::field::{Given, TextField};

/// An endpoint to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewWebhookEndpoint {
    /// Where events are posted: https in live mode, at a public address unless the deployment allows others.
    #[schema(required)]
    url: Option<TextField>,
    /// What it is for.
    description: Option<TextField>,
    /// The types of events that it is told of; without it all.
    events: Option<Vec<TextField>>,
}

pub(super) const OPERATION: Operation = Operation {
    body: Some(Shape::of::<NewWebhookEndpoint>()),
    codes: &[Code::TooMany],
    ..Operation::of(
        (Verb::Post, "/v1/webhook-endpoints"),
        "createWebhookEndpoint",
        "Have an address told of events; its secret is shown once",
        OPERATOR,
        (201, Shape::of::<EndpointOut>()),
    )
};

pub(super) async fn run(call: Call) -> Result<Answer, Problem> {
    let body: NewWebhookEndpoint = call.body()?;
    let app = &call.app;
    let url = url(app.webhooks.sender.rule(), &body.url.required("url")?)?;
    let description = body.description.optional("description")?.map_or(String::new(), |text| text.to_string());
    let events = events(body.events)?;
    let no_chance = |_| Problem::new(Code::Internal, "The system gives no randomness.");
    let _changing = app.webhooks.changing.lock().await;
    if endpoint::all(&app.ledger)?.len() >= ENDPOINTS_MAX {
        let detail = format!("A deployment has at most {ENDPOINTS_MAX} webhook endpoints; remove one first.");
        return Err(Problem::new(Code::TooMany, detail));
    }
    let endpoint = Endpoint {
        id: format!("whe_{}", random::hex::<8>().map_err(no_chance)?),
        url,
        description,
        events,
        secrets: Secrets::new().map_err(no_chance)?,
        is_enabled: true,
        disabled_reason: None,
        created_at: call.clock.micros(),
    };
    let audit = app.audit(call.caller()?, call.clock, "webhook_endpoint_created", &endpoint.id);
    app.ledger.put(vec![endpoint.doc(), audit]).await?;
    house::set_tells(&app.ledger)?;
    Ok(Answer::created(&EndpointOut::of(app, &endpoint, true)?))
}
