//! The courier: reads the outbox in order and turns each entry into payment work, mails and deliveries. In the process that leads.
//!
//! One commit writes what an entry becomes and takes it out of the outbox: a crash before it repeats the work, a crash after
//! it has lost nothing. Two that lead for a moment write the same documents under the same keys.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use scrip_core::entry::Entry;
use scrip_core::id::{PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_store::{Ask, Doc, DocKind, StoreError, outbox};
use tokio::sync::watch;

use super::event::{self, Ground};
use super::letters::{self, Scene};
use super::webhooks::delivery::Delivery;
use super::webhooks::endpoint::{self, Endpoint};
use crate::app::App;
use crate::mail::doc::Mail;
use crate::payments::reconcile;

/// How often it looks when there was nothing.
const EVERY: Duration = Duration::from_millis(250);

/// Entries of one commit: with sixteen endpoints and twenty readers each some thousand small documents at the most.
const BATCH_MAX: u32 = 64;

/// Tells until told to stop.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
        while app.leads() && !*stop.borrow() {
            match tell(&app).await {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(error = error.chain(), "telling failed");
                    break;
                }
            }
        }
    }
}

/// Takes the first entries out of the outbox; how many it was.
pub(crate) async fn tell(app: &Arc<App>) -> Result<usize, StoreError> {
    let waiting = app.ledger.docs(DocKind::Outbox, "", "", BATCH_MAX)?;
    if waiting.is_empty() {
        return Ok(0);
    }
    if app.ledger.is_shared() {
        let mut pools: Vec<PoolNo> = waiting.iter().filter_map(|(key, _)| Some(outbox::place(key)?.0)).collect();
        pools.dedup();
        app.ledger.fresh(pools.into_iter().map(Ask::Pool).collect()).await?;
    }
    let endpoints = endpoint::all(&app.ledger)?;
    let mut docs: Vec<Doc> = Vec::new();
    let mut told: Vec<Doc> = Vec::new();
    let mut behind: BTreeSet<PoolNo> = BTreeSet::new();
    for (key, _) in waiting {
        if let Some((no, seq)) = outbox::place(&key) {
            // A pool's entries are told in order: what comes after one that waits, waits.
            let readable = if behind.contains(&no) { None } else { readable(app, no, seq)? };
            let Some((pool, entry)) = readable else {
                behind.insert(no);
                continue;
            };
            docs.extend(become_of(app, &endpoints, &pool, &entry)?);
        }
        told.push(Doc { kind: DocKind::Outbox, key, body: None });
    }
    let count = told.len();
    if count == 0 {
        return Ok(0);
    }
    let has_deliveries = docs.iter().any(|doc| doc.kind == DocKind::DeliveryDue);
    docs.extend(told);
    app.ledger.put(docs).await?;
    if has_deliveries {
        app.webhooks.wake();
    }
    Ok(count)
}

/// An entry of the outbox with its pool. None: it was written this instant, and a store shows its documents a moment before
/// its entries. It stays where it is and is told in the next round.
fn readable(app: &App, no: PoolNo, seq: Seq) -> Result<Option<(Arc<Pool>, Entry)>, StoreError> {
    let pool = app.ledger.pool(no)?.filter(|pool| pool.last >= seq);
    Ok(pool.zip(app.ledger.entry(no, seq)?))
}

/// The documents that an entry becomes.
fn become_of(app: &Arc<App>, endpoints: &[Endpoint], pool: &Arc<Pool>, entry: &Entry) -> Result<Vec<Doc>, StoreError> {
    let no = pool.no;
    let clock = app.clock.now();
    let own = app.time_by(pool, clock);
    let catalogs = app.ledger.catalogs();
    let pool = pool.seen_at(&catalogs, own).map_err(|corrupt| StoreError::Corrupt(corrupt.to_string()))?;
    let now = pool.now(own);
    let ground = Ground::of(&app.ledger, no, &pool.account, entry)?;
    let scene = Scene { pool: &pool, catalog: pool.catalog(&catalogs, now), now, clock };
    // What is to be done at the gateway; then who is written to; then who is told.
    let mut docs = reconcile::errands(no, entry, clock);
    for mail in letters::mails(&scene, &ground, entry) {
        docs.extend(sendable(app, mail).docs(None));
    }
    for (which, kind) in event::types_of(entry, &ground) {
        for endpoint in endpoints.iter().filter(|endpoint| endpoint.is_enabled && endpoint.takes(kind)) {
            docs.extend(Delivery::new(&endpoint.id, which, kind, entry.at, clock).docs(None));
        }
    }
    Ok(docs)
}

/// Where no mail server is configured a mail says so, instead of waiting for one that may come in a year.
fn sendable(app: &App, mut mail: Mail) -> Mail {
    if app.mailer.transport.is_none() {
        mail.is_skipped("no mail server is configured (smtp_url)");
    }
    mail
}
