//! Metrics: counters in memory, Prometheus text on an address of their own. No label holds a key, an account or a member.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::http::StatusCode;
use scrip_store::{DocKind, Health, Ledger};

use crate::clock::Clock;
use crate::edge::Operation;

/// Upper ends of the buckets of a latency, in microseconds.
const BUCKETS_MICROS: [u64; 12] =
    [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 500_000, 2_500_000];

/// The outbox is counted up to here: whoever sees this many looks why nobody takes them away.
const OUTBOX_COUNTED_MAX: u32 = 100_000;

/// Counts of one operation.
#[derive(Debug, Default)]
struct Counts {
    /// By the status' first digit, from 1.
    by_class: [AtomicU64; 5],
    /// By latency; the last is beyond all ends.
    by_latency: [AtomicU64; BUCKETS_MICROS.len() + 1],
    micros: AtomicU64,
}

/// Counters of every operation.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    counts: HashMap<&'static str, Counts>,
}

impl Metrics {
    /// For these operations.
    pub(crate) fn of(operations: impl Iterator<Item = &'static Operation>) -> Self {
        Self { counts: operations.map(|operation| (operation.id, Counts::default())).collect() }
    }

    /// Starts a stopwatch.
    #[expect(clippy::unused_self, reason = "a stopwatch belongs to what it is counted in")]
    pub(crate) fn start(&self) -> Instant {
        Clock::instant()
    }

    /// Counts an answer.
    pub(crate) fn finish(&self, operation: &Operation, status: StatusCode, started: Instant) {
        let Some(counts) = self.counts.get(operation.id) else { return };
        let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        let bucket = BUCKETS_MICROS.iter().position(|end| micros <= *end).unwrap_or(BUCKETS_MICROS.len());
        let counters = [counts.by_class.get(class), counts.by_latency.get(bucket)];
        for counter in counters.into_iter().flatten() {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        counts.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// The text that Prometheus reads.
    pub(crate) fn text(&self, ledger: &Ledger) -> String {
        let mut out = String::new();
        // Writing into a String does not fail.
        _ = self.write(&mut out);
        let is_writing = u8::from(ledger.health() == Health::Writing);
        _ = writeln!(out, "# TYPE scrip_ledger_writing gauge\nscrip_ledger_writing {is_writing}");
        _ = writeln!(
            out,
            "# TYPE scrip_ledger_waiting_requests gauge\nscrip_ledger_waiting_requests {}",
            ledger.waiting()
        );
        _ = writeln!(out, "# TYPE scrip_ledger_lanes gauge\nscrip_ledger_lanes {}", ledger.lanes());
        if let Ok(count) = ledger.count_docs(DocKind::Outbox, OUTBOX_COUNTED_MAX) {
            _ = writeln!(out, "# TYPE scrip_outbox gauge\nscrip_outbox {count}");
        }
        if ledger.is_shared() {
            let refreshes = ledger.refreshes();
            _ = writeln!(out, "# TYPE scrip_ledger_refreshes_total counter\nscrip_ledger_refreshes_total {refreshes}");
        }
        for (place, (cause, count)) in ledger.retries().into_iter().enumerate() {
            if place == 0 {
                _ = writeln!(out, "# TYPE scrip_ledger_retries_total counter");
            }
            _ = writeln!(out, "scrip_ledger_retries_total{{cause=\"{cause}\"}} {count}");
        }
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        let mut rows: Vec<_> = self.counts.iter().collect();
        rows.sort_by_key(|(id, _)| **id);
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        writeln!(out, "# TYPE scrip_http_requests_total counter")?;
        for (id, counts) in &rows {
            for (class, counter) in counts.by_class.iter().enumerate() {
                let count = read(counter);
                if count > 0 {
                    writeln!(
                        out,
                        "scrip_http_requests_total{{operation=\"{id}\",status=\"{}xx\"}} {count}",
                        class + 1
                    )?;
                }
            }
        }
        writeln!(out, "# TYPE scrip_http_request_seconds histogram")?;
        for (id, counts) in &rows {
            let mut sum = 0;
            for (counter, end) in counts.by_latency.iter().zip(BUCKETS_MICROS.iter().map(Some).chain([None])) {
                sum += read(counter);
                let end = end.map_or("+Inf".to_owned(), |micros| seconds(*micros));
                writeln!(out, "scrip_http_request_seconds_bucket{{operation=\"{id}\",le=\"{end}\"}} {sum}")?;
            }
            writeln!(out, "scrip_http_request_seconds_sum{{operation=\"{id}\"}} {}", seconds(read(&counts.micros)))?;
            writeln!(out, "scrip_http_request_seconds_count{{operation=\"{id}\"}} {sum}")?;
        }
        Ok(())
    }
}

fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}
