//! Pruning: mails and deliveries that were told long ago are forgotten, a few at a time, and what was kept of payments. Events stay: they are the ledger's.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use scrip_core::time::Span;
use scrip_store::{DocKind, StoreError};
use tokio::sync::watch;

use super::webhooks::delivery::{Delivery, DeliveryStatus};
use super::webhooks::endpoint;
use crate::app::App;
use crate::mail::doc::{Mail, MailStatus};
use crate::payments::prune as payments;

/// How long mails are kept that were sent or have failed: for questions and complaints.
pub(crate) const MAILS_KEPT: Span = Span::DAY.times(90);

/// How long deliveries are kept that were taken or have failed.
pub(crate) const DELIVERIES_KEPT: Span = Span::DAY.times(30);

/// How often it looks.
const EVERY: Duration = Duration::from_secs(20);

/// Documents that it looks at each time: four million a day.
const LOOK_MAX: u32 = 1_000;

/// Where it goes on.
#[derive(Debug, Default)]
pub(crate) struct Places {
    mails: String,
    deliveries: String,
    payments: payments::Place,
}

/// Prunes until told to stop.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut places = Places::default();
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
        if app.leads()
            && let Err(error) = prune(&app, &mut places).await
        {
            tracing::warn!(error = error.chain(), "pruning failed");
        }
    }
}

/// Looks at the next mails and deliveries, and forgets what is old.
pub(crate) async fn prune(app: &Arc<App>, places: &mut Places) -> Result<usize, StoreError> {
    let now = app.clock.now();
    let mut docs = Vec::new();
    let mails = app.ledger.docs(DocKind::Mail, "", &places.mails, LOOK_MAX)?;
    places.mails = mails.last().map_or(String::new(), |(key, _)| key.clone());
    for (key, body) in mails {
        let mail = Mail::read(&key, &body)?;
        if mail.status != MailStatus::Waiting && now.micros().saturating_sub(mail.created_at) > MAILS_KEPT.micros() {
            docs.push(scrip_store::Doc { kind: DocKind::Mail, key, body: None });
        }
    }
    let endpoints: HashSet<String> = endpoint::all(&app.ledger)?.into_iter().map(|endpoint| endpoint.id).collect();
    let deliveries = app.ledger.docs(DocKind::Delivery, "", &places.deliveries, LOOK_MAX)?;
    places.deliveries = deliveries.last().map_or(String::new(), |(key, _)| key.clone());
    for (key, body) in deliveries {
        let delivery = Delivery::read(&key, &body)?;
        let is_old = now.micros().saturating_sub(delivery.created_at) > DELIVERIES_KEPT.micros();
        // What waits at a disabled endpoint is given up with its age; of an endpoint that is gone nothing is kept.
        let is_over = delivery.status != DeliveryStatus::Waiting || is_old;
        if !endpoints.contains(&delivery.endpoint) || (is_over && is_old) {
            docs.extend(delivery.forget());
        }
    }
    docs.extend(payments::forgotten(app, &mut places.payments, now)?);
    let count = docs.len();
    if count > 0 {
        app.ledger.put(docs).await?;
    }
    Ok(count)
}
