//! The sender of webhooks: two workers an endpoint, one for first attempts and one for later ones. In the process that leads.
//!
//! First attempts go out in the order of each pool; different pools go side by side. An endpoint that is slow or dead holds
//! up nobody but itself, and its later attempts never its first ones. A crash between an answer and the note of it sends an
//! event again, under the same id.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use scrip_core::entry::Entry;
use scrip_core::time::Timestamp;
use scrip_store::{Doc, DocKind, StoreError};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::client::{Answered, Sender};
use super::delivery::{Delivery, DeliveryStatus, Due, Lane, due_of};
use super::endpoint::{self, Endpoint};
use super::schedule::DISABLED_AFTER;
use super::sign::seconds;
use crate::app::App;
use crate::notify::event::{self, EventOut, Ground, Which};

/// How often it looks for endpoints, and a worker for what is due where nobody woke it.
const EVERY: Duration = Duration::from_secs(1);

/// Deliveries of one round of a worker.
const ROUND_MAX: u32 = 64;

/// Requests to one endpoint at once, in each of its lanes.
const REQUESTS_MAX: usize = 8;

/// All that sending takes.
pub(crate) struct Webhooks {
    /// The client.
    pub(crate) sender: Sender,
    woken: watch::Sender<u64>,
    /// Changes of endpoints, one at a time.
    pub(crate) changing: tokio::sync::Mutex<()>,
}

impl Webhooks {
    /// With this client.
    pub(crate) fn new(sender: Sender) -> Self {
        Self { sender, woken: watch::Sender::new(0), changing: tokio::sync::Mutex::default() }
    }

    /// There is something to send.
    pub(crate) fn wake(&self) {
        self.woken.send_modify(|count| *count = count.wrapping_add(1));
    }
}

/// Sends until told to stop; what is on its way is waited for.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut workers: HashMap<(String, Lane), JoinHandle<()>> = HashMap::new();
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => break,
        }
        workers.retain(|_, worker| !worker.is_finished());
        if !app.leads() {
            continue;
        }
        match endpoint::all(&app.ledger) {
            Ok(all) => {
                let enabled = all.into_iter().filter(|endpoint| endpoint.is_enabled);
                for (id, lane) in enabled.flat_map(|endpoint| Lane::ALL.map(|lane| (endpoint.id.clone(), lane))) {
                    workers
                        .entry((id.clone(), lane))
                        .or_insert_with(|| tokio::spawn(work(Arc::clone(&app), id, lane, stop.clone())));
                }
            }
            Err(error) => tracing::warn!(error = error.chain(), "webhook endpoints not read"),
        }
    }
    for worker in workers.into_values() {
        _ = worker.await;
    }
}

/// One lane of one endpoint, until it is disabled, or somebody else leads, or all stops.
async fn work(app: Arc<App>, id: String, lane: Lane, mut stop: watch::Receiver<bool>) {
    let mut woken = app.webhooks.woken.subscribe();
    while app.leads() && !*stop.borrow() {
        woken.mark_unchanged();
        match round(&app, &id, lane, &stop).await {
            Ok(Some(0)) => {}
            Ok(Some(_)) => continue,
            Ok(None) => return,
            Err(error) => tracing::warn!(endpoint = id, error = error.chain(), "sending webhooks failed"),
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = woken.changed() => {}
            _ = stop.changed() => {}
        }
    }
}

/// Sends what is due in a lane, a round of it; how much it was, or none where the endpoint is not told any more.
pub(crate) async fn round(
    app: &Arc<App>,
    id: &str,
    lane: Lane,
    stop: &watch::Receiver<bool>,
) -> Result<Option<usize>, StoreError> {
    let Some(endpoint) = Endpoint::find(&app.ledger, id)?.filter(|endpoint| endpoint.is_enabled) else {
        return Ok(None);
    };
    let endpoint = Arc::new(endpoint);
    let now = app.clock.now().micros();
    let prefix = lane.prefix(id);
    let mut lines: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    let mut count = 0;
    for (key, body) in app.ledger.docs(DocKind::DeliveryDue, &prefix, "", ROUND_MAX)? {
        let Some((at, rest)) = due_of(&prefix, &key).filter(|(at, _)| *at <= now) else { break };
        count += 1;
        // First attempts of one pool go one after the other; the letters of an event's id begin with its pool's.
        let line = if lane == Lane::First { rest.get(..12).unwrap_or(&rest).to_owned() } else { rest };
        lines.entry(line).or_default().push(Item { key, due: Due { lane, at }, delivery: body });
    }
    let mut under_way = JoinSet::new();
    for (_, items) in lines {
        while under_way.len() >= REQUESTS_MAX {
            note(under_way.join_next().await)?;
        }
        let (app, endpoint, stop) = (Arc::clone(app), Arc::clone(&endpoint), stop.clone());
        under_way.spawn(async move {
            for item in items {
                if *stop.borrow() {
                    break;
                }
                send(&app, &endpoint, &item).await?;
            }
            Ok(())
        });
    }
    while let Some(done) = under_way.join_next().await {
        note(Some(done))?;
    }
    Ok(Some(count))
}

/// Something that is due.
struct Item {
    key: String,
    due: Due,
    /// The key of the delivery.
    delivery: Vec<u8>,
}

fn note(done: Option<Result<Result<(), StoreError>, tokio::task::JoinError>>) -> Result<(), StoreError> {
    match done {
        Some(Ok(result)) => result,
        Some(Err(error)) => {
            tracing::error!(%error, "a webhook's task fell over");
            Ok(())
        }
        None => Ok(()),
    }
}

/// Makes one attempt and notes what became of it.
async fn send(app: &Arc<App>, endpoint: &Endpoint, item: &Item) -> Result<(), StoreError> {
    let stale = || vec![Doc { kind: DocKind::DeliveryDue, key: item.key.clone(), body: None }];
    let key = String::from_utf8_lossy(&item.delivery).into_owned();
    let Some(body) = app.ledger.doc(DocKind::Delivery, &key)? else { return app.ledger.put(stale()).await };
    let mut delivery = Delivery::read(&key, &body)?;
    if delivery.due != Some(item.due) {
        return app.ledger.put(stale()).await;
    }
    let Some(event) = event_of(app, &delivery.event).await? else { return app.ledger.put(delivery.forget()).await };
    let answered = post(app, endpoint, &delivery.event, &event).await;
    let now = app.clock.now();
    delivery.note(now, &answered);
    let mut docs = delivery.docs(Some(item.due));
    docs.extend(judge(app, endpoint, &answered, now)?);
    match delivery.status {
        DeliveryStatus::Delivered => app.told.deliveries_sent.add(1),
        DeliveryStatus::Failed => app.told.deliveries_failed.add(1),
        DeliveryStatus::Waiting => {}
    }
    if let Some(error) = &answered.error {
        tracing::info!(
            endpoint = endpoint.id,
            event = delivery.event,
            tries = delivery.tries,
            error,
            "webhook not taken"
        );
    }
    app.ledger.put(docs).await
}

/// The event as it stands in the ledger.
pub(crate) async fn event_of(app: &App, id: &str) -> Result<Option<EventOut>, StoreError> {
    let Ok(which) = id.parse::<Which>() else { return Ok(None) };
    Ok(find(app, which).await?.map(|(event, ..)| event))
}

/// An event by its id, with its type and its entry.
pub(crate) async fn find(app: &App, which: Which) -> Result<Option<(EventOut, event::EventType, Entry)>, StoreError> {
    let no = which.id.pool;
    if app.ledger.is_shared() {
        app.ledger.fresh(vec![scrip_store::Ask::Pool(no)]).await?;
    }
    let Some(pool) = app.ledger.pool(no)?.filter(|pool| which.id.seq <= pool.last) else { return Ok(None) };
    let Some(entry) = app.ledger.entry(no, which.id.seq)? else { return Ok(None) };
    let ground = Ground::of(&app.ledger, no, &pool.account, &entry)?;
    let kind = event::types_of(&entry, &ground).find(|(other, _)| *other == which).map(|(_, kind)| kind);
    Ok(kind.map(|kind| (EventOut::of(&ground, &entry, which, kind), kind, entry)))
}

async fn post(app: &App, endpoint: &Endpoint, id: &str, event: &EventOut) -> Answered {
    let at = app.clock.now();
    let body = serde_json::to_vec(event).unwrap_or_default();
    let headers = vec![
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", seconds(at).to_string()),
        ("webhook-signature", endpoint.secrets.sign(id, at, &body)),
    ];
    app.webhooks.sender.post(&endpoint.url, headers, body).await
}

/// What an answer says about the endpoint: it works, or has failed for so long that it is disabled.
fn judge(app: &App, endpoint: &Endpoint, answered: &Answered, now: Timestamp) -> Result<Vec<Doc>, StoreError> {
    let since = endpoint::failing_since(&app.ledger, &endpoint.id)?;
    if answered.is_taken() {
        return Ok(since.map(|_| endpoint::failing(&endpoint.id, None)).into_iter().collect());
    }
    let reason = match since {
        _ if answered.status == Some(410) => "it answered 410 Gone: it wants no more",
        Some(since) if now.since(since) >= DISABLED_AFTER => "it took nothing for five days",
        Some(_) => return Ok(Vec::new()),
        None => return Ok(vec![endpoint::failing(&endpoint.id, Some(now))]),
    };
    // Read anew: somebody may have changed it since the round began.
    let Some(mut endpoint) = Endpoint::find(&app.ledger, &endpoint.id)?.filter(|endpoint| endpoint.is_enabled) else {
        return Ok(Vec::new());
    };
    tracing::warn!(endpoint = endpoint.id, reason, "webhook endpoint disabled");
    endpoint.is_enabled = false;
    endpoint.disabled_reason = Some(reason.to_owned());
    let audit = app.audit_own(now, "webhook_endpoint_disabled", &endpoint.id);
    Ok(vec![endpoint.doc(), endpoint::failing(&endpoint.id, None), audit])
}
