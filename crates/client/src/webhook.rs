//! Webhook endpoints: addresses of the host's that are told of events.

use serde::{Deserialize, Serialize};

use crate::{Client, Error, Reply};

/// An endpoint to be made.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewWebhookEndpoint {
    /// Where events are posted.
    pub url: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The types of events that it is told of; none: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
}

/// An endpoint. Its secret is said once, when it is made.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WebhookEndpoint {
    /// `whe_…`
    pub id: String,
    /// Where events are posted.
    pub url: String,
    /// What signs them, `whsec_…`.
    pub secret: Option<String>,
}

impl Client {
    /// Has an address told of events.
    pub fn create_webhook_endpoint(&self, endpoint: &NewWebhookEndpoint) -> Result<Reply<WebhookEndpoint>, Error> {
        self.make("/v1/webhook-endpoints".to_owned(), endpoint).send()
    }
}
