//! Counts of what waits and what was told, for the metrics. Counted by the process that leads; the others show nothing.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use scrip_core::time::Timestamp;
use scrip_store::{DocKind, StoreError, outbox};
use tokio::sync::watch;

use crate::app::App;

/// How often what waits is counted.
const EVERY: Duration = Duration::from_secs(10);

/// What waits is counted up to here: more is as alarming.
const COUNTED_MAX: u32 = 100_000;

/// Entries of the outbox whose age is looked at: a pool's are in order, so the oldest of a stuck outbox is among them.
const AGED_MAX: u32 = 100;

/// One number.
#[derive(Debug, Default)]
pub(crate) struct Count(AtomicU64);

impl Count {
    /// So many more.
    pub(crate) fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    fn set(&self, now: u64) {
        self.0.store(now, Ordering::Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// What was told and what waits.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) mails_sent: Count,
    pub(crate) mails_failed: Count,
    pub(crate) deliveries_sent: Count,
    pub(crate) deliveries_failed: Count,
    is_leading: AtomicBool,
    mails_waiting: Count,
    deliveries_waiting: Count,
    outbox_age_seconds: Count,
}

impl Counts {
    /// The text that Prometheus reads.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        let mut line = |kind: &str, name: &str, value: u64| {
            // Writing into a String does not fail.
            _ = writeln!(out, "# TYPE {name} {kind}\n{name} {value}");
        };
        let is_leading = self.is_leading.load(Ordering::Relaxed);
        line("gauge", "scrip_leading", u64::from(is_leading));
        line("counter", "scrip_mails_sent_total", self.mails_sent.get());
        line("counter", "scrip_mails_failed_total", self.mails_failed.get());
        line("counter", "scrip_webhook_deliveries_sent_total", self.deliveries_sent.get());
        line("counter", "scrip_webhook_deliveries_failed_total", self.deliveries_failed.get());
        if is_leading {
            line("gauge", "scrip_mails_waiting", self.mails_waiting.get());
            line("gauge", "scrip_webhook_deliveries_waiting", self.deliveries_waiting.get());
            line("gauge", "scrip_outbox_age_seconds", self.outbox_age_seconds.get());
        }
        out
    }
}

/// Counts until told to stop.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        let is_leading = app.leads();
        app.told.is_leading.store(is_leading, Ordering::Relaxed);
        if is_leading && let Err(error) = count(&app) {
            tracing::warn!(error = error.chain(), "what waits to be told was not counted");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Counts what waits now.
pub(crate) fn count(app: &App) -> Result<(), StoreError> {
    let counts = &app.told;
    counts.mails_waiting.set(u64::from(app.ledger.count_docs(DocKind::MailDue, COUNTED_MAX)?));
    counts.deliveries_waiting.set(u64::from(app.ledger.count_docs(DocKind::DeliveryDue, COUNTED_MAX)?));
    let outbox = app.ledger.docs(DocKind::Outbox, "", "", AGED_MAX)?;
    let mut oldest: Option<Timestamp> = None;
    for (no, seq) in outbox.iter().filter_map(|(key, _)| outbox::place(key)) {
        if let Some(entry) = app.ledger.entry(no, seq)? {
            oldest = Some(oldest.map_or(entry.at, |oldest| oldest.min(entry.at)));
        }
    }
    let age = oldest.map_or(0, |oldest| app.clock.now().since(oldest).micros() / 1_000_000);
    counts.outbox_age_seconds.set(u64::try_from(age).unwrap_or(0));
    Ok(())
}
