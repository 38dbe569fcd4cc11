//! The sweeper: writes down what time has done, by ordinary commands, so that entries and events come without a reader.

use std::sync::Arc;
use std::time::Duration;

use scrip_core::command::{Actor, Command, Request};
use scrip_core::id::PoolNo;
use scrip_store::{Ask, StoreError};
use tokio::sync::watch;

use crate::app::App;

/// How often it looks.
const EVERY: Duration = Duration::from_secs(1);

/// Pools that are looked at each time: a few milliseconds. A million pools take four minutes a round; whoever reads or
/// asks sees what is due at once, so nothing waits for it but the entries of pools that nobody touches.
const LOOK_MAX: u64 = 4_096;

/// Ticks in one batch: a small part of what a commit takes.
const BATCH_MAX: usize = 256;

/// Sweeps until told to stop.
pub(super) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut from = 1;
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
        match sweep(&app, from).await {
            Ok(next) => from = next,
            Err(error) => tracing::warn!(error = error.chain(), "sweep failed"),
        }
    }
}

/// Looks at the pools from this number on; answers where to go on.
pub(crate) async fn sweep(app: &App, from: u64) -> Result<u64, StoreError> {
    if app.refuse_after_leap().is_err() {
        return Ok(from);
    }
    let (pools, next) = app.ledger.perhaps_due(from, app.clock.now(), LOOK_MAX)?;
    let mut ticks = Vec::new();
    for chunk in pools.chunks(BATCH_MAX) {
        if app.ledger.is_shared() {
            app.ledger.fresh(chunk.iter().copied().map(Ask::Pool).collect()).await?;
        }
        for no in chunk {
            ticks.extend(tick(app, *no)?);
        }
    }
    for batch in ticks.chunks(BATCH_MAX) {
        app.ledger.ask_all(batch.to_vec()).await?;
    }
    Ok(next.unwrap_or(1))
}

/// The tick of a pool with something due.
fn tick(app: &App, no: PoolNo) -> Result<Option<Request>, StoreError> {
    let Some(pool) = app.ledger.pool(no)? else { return Ok(None) };
    let clock = app.time_by(&pool, app.clock.now());
    let is_due = pool.next_event(&app.ledger.catalogs()).is_some_and(|at| at <= clock);
    let tick = Request { pool: no, clock, actor: Actor::Product, key: None, command: Command::Tick };
    Ok(is_due.then_some(tick))
}
