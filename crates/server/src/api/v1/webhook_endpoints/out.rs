//! A webhook endpoint as the API shows it, and the fields by which it is made and changed.

use scrip_core::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::v1::events::unknown_type;
use crate::app::App;
use crate::notify::event::EventType;
use crate::notify::webhooks::address::Rule;
use crate::notify::webhooks::endpoint::{Endpoint, failing_since};
use crate::problem::Problem;
use crate::wire::field::{TextField, all};
use crate::wire::parse::Fault;
use crate::wire::shown::{Shown, TimeOut};

/// An address that is told of events.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEndpoint)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndpointOut {
    /// Its id.
    pub(crate) id: String,
    /// Where events are posted.
    url: String,
    /// What it is for.
    description: String,
    /// The types of events that it is told of; none: all.
    events: Vec<String>,
    /// Whether it is told.
    enabled: bool,
    /// Why it is not, where Scrip disabled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    disabled_reason: Option<String>,
    /// Since when it takes nothing; without it it took the last that was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    failing_since: Option<TimeOut>,
    /// The last characters of its secret.
    secret_hint: String,
    /// The secret. Only in the answer that makes or rotates it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^whsec_")]
    secret: Option<String>,
    /// When it was made.
    created_at: TimeOut,
}

impl EndpointOut {
    /// An endpoint; with its secret where that is shown, once.
    pub(super) fn of(app: &App, endpoint: &Endpoint, shows_secret: bool) -> Result<Self, Problem> {
        Ok(Self {
            id: endpoint.id.clone(),
            url: endpoint.url.clone(),
            description: endpoint.description.clone(),
            events: endpoint.events.clone(),
            enabled: endpoint.is_enabled,
            disabled_reason: endpoint.disabled_reason.clone(),
            failing_since: failing_since(&app.ledger, &endpoint.id)?.map(Shown),
            secret_hint: endpoint.secrets.hint(),
            secret: shows_secret.then(|| endpoint.secrets.current().to_owned()),
            created_at: Shown(Timestamp::from_micros(endpoint.created_at)),
        })
    }
}

/// An address that may be told.
pub(super) fn url(rule: Rule, text: &str) -> Result<String, Problem> {
    rule.read(text).map(|url| url.to_string()).map_err(|why| Problem::fault("url", &Fault::new(why)))
}

/// Types that are known, each once.
pub(super) fn events(fields: Option<Vec<TextField>>) -> Result<Vec<String>, Problem> {
    let mut names: Vec<String> = all("events", fields)?.iter().map(ToString::to_string).collect();
    names.sort();
    names.dedup();
    if names.iter().any(|name| EventType::of_name(name).is_none()) {
        return Err(unknown_type("events"));
    }
    Ok(names)
}
