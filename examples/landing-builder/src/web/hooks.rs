//! Webhooks from Scrip: verified, each once, the last ones shown.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Html;
use minijinja::context;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Signed;
use crate::app::App;
use crate::clock;
use crate::fault::Fault;

/// What is remembered and shown of all accounts together.
const EVENTS_MAX: usize = 500;
const SHOWN_MAX: usize = 50;

/// The last events, the newest first.
#[derive(Default)]
pub(crate) struct News(Mutex<VecDeque<Event>>);

/// An event of Scrip, as far as this host reads it.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Event {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    account: Option<String>,
    pool: Option<String>,
    #[serde(default)]
    data: Value,
    #[serde(default)]
    heard: String,
}

impl News {
    /// An event comes at least once; the second time it is known by its id.
    fn add(&self, event: Event) {
        let mut events = self.0.lock();
        if events.iter().any(|known| known.id == event.id) {
            return;
        }
        events.push_front(event);
        events.truncate(EVENTS_MAX);
    }

    /// Those of this account, and of a paying account those of whoever draws on it.
    fn of(&self, account: &str) -> Vec<Event> {
        let is_ours = |event: &&Event| [&event.account, &event.pool].iter().any(|id| id.as_deref() == Some(account));
        self.0.lock().iter().filter(is_ours).take(SHOWN_MAX).cloned().collect()
    }
}

/// Answers at once, so that Scrip need not wait; there is nothing here to work on.
pub(super) async fn receive(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Result<StatusCode, Fault> {
    let Some(webhook) = &app.webhook else { return Err(Fault::NotFound) };
    webhook.verify(&body, &headers).map_err(|_| Fault::Csrf)?;
    let event: Event = serde_json::from_slice(&body).map_err(|error| Fault::bad(error.to_string()))?;
    app.news.add(Event { heard: clock::time_of_day(clock::seconds()), ..event });
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn show(State(app): State<Arc<App>>, Signed(viewer): Signed) -> Result<Html<String>, Fault> {
    let events = app.news.of(&viewer.account).into_iter().map(|event| {
        let text = event.data.get("entry").and_then(|entry| entry.get("text")?.as_str()).unwrap_or_default().to_owned();
        context! { kind => event.kind, account => event.account, heard => event.heard, text, id => event.id }
    });
    let events = events.collect::<Vec<_>>();
    app.views.page(app.scrip.url(), &viewer, "events.html", context! { events, is_set_up => app.webhook.is_some() })
}
