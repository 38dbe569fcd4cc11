//! The sweeper: writes down what time has done, by ordinary commands, so that entries and events come without a reader.

use std::sync::Arc;
use std::time::Duration;

use scrip_core::command::{Actor, Command, Request};
use scrip_core::id::{PoolNo, Seq};
use scrip_core::time::Timestamp;
use scrip_store::{Ask, Doc, DocKind, StoreError};
use tokio::sync::watch;

use crate::app::App;

/// How often it looks.
const EVERY: Duration = Duration::from_secs(1);

/// Pools that are looked at each time: a few milliseconds. A million pools take four minutes a round; whoever reads or
/// asks sees what is due at once, so nothing waits for it but the entries of pools that nobody touches.
const LOOK_MAX: u64 = 4_096;

/// Ticks in one batch: a small part of what a commit takes.
const BATCH_MAX: usize = 256;

/// Under which key stands the catalog version for which every pool was looked at.
const SWEPT: &str = "swept_catalog";

/// Where it is in its round.
#[derive(Debug, Default)]
pub(crate) struct Sweeper {
    /// The pool to go on with.
    from: u64,
    /// The catalog version for which this round looks at every pool, due or not: a database finds what is due by what was
    /// noted when a pool changed last, and another catalog may warn sooner. It is noted anew.
    whole: Option<u32>,
}

/// Sweeps until told to stop.
pub(super) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut sweeper = Sweeper::default();
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
        if let Err(error) = sweeper.sweep(&app).await {
            tracing::warn!(error = error.chain(), "sweep failed");
        }
    }
}

impl Sweeper {
    /// Looks at the next pools.
    pub(crate) async fn sweep(&mut self, app: &App) -> Result<(), StoreError> {
        if app.refuse_after_leap().is_err() {
            return Ok(());
        }
        self.begin_whole(app)?;
        let by = if self.whole.is_some() { Timestamp::MAX } else { app.clock.now() };
        let (pools, next) = app.ledger.perhaps_due(self.from.max(1), by, LOOK_MAX)?;
        write_down(app, &pools, self.whole.is_some()).await?;
        self.from = next.unwrap_or(1);
        if let Some(version) = self.whole.filter(|_| next.is_none()) {
            let body = Some(version.to_string().into_bytes());
            app.ledger.put(vec![Doc { kind: DocKind::Setting, key: SWEPT.to_owned(), body }]).await?;
            self.whole = None;
        }
        Ok(())
    }

    /// After another catalog the process that leads looks at every pool once; one that takes over begins again.
    fn begin_whole(&mut self, app: &App) -> Result<(), StoreError> {
        let version = app.ledger.catalogs().current().version();
        if !app.ledger.is_shared() || self.whole == Some(version) || !app.leads() {
            return Ok(());
        }
        let swept = app.ledger.doc(DocKind::Setting, SWEPT)?;
        if swept.is_none_or(|swept| swept != version.to_string().as_bytes()) {
            (self.from, self.whole) = (1, Some(version));
        }
        Ok(())
    }
}

/// Ticks those of these pools in which something is due; of the others it notes, where it is to, when that will be.
async fn write_down(app: &App, pools: &[PoolNo], is_noted: bool) -> Result<(), StoreError> {
    let mut ticks = Vec::new();
    for chunk in pools.chunks(BATCH_MAX) {
        if app.ledger.is_shared() {
            app.ledger.fresh(chunk.iter().copied().map(Ask::Pool).collect()).await?;
        }
        let mut dues = Vec::new();
        for no in chunk {
            match tick(app, *no)? {
                Some(Found::Due(tick)) => ticks.push(*tick),
                Some(Found::Later(last, at)) if is_noted => dues.push((*no, last, at)),
                Some(Found::Later(..)) | None => {}
            }
        }
        app.ledger.note_due(&dues)?;
    }
    for batch in ticks.chunks(BATCH_MAX) {
        app.ledger.ask_all(batch.to_vec()).await?;
    }
    Ok(())
}

/// How a pool was found.
enum Found {
    /// Something is due: its tick.
    Due(Box<Request>),
    /// Nothing is before then; it stands at this entry.
    Later(Seq, Option<Timestamp>),
}

/// The tick of a pool with something due, or when that will be. A pool that lives by a test clock is always perhaps due.
fn tick(app: &App, no: PoolNo) -> Result<Option<Found>, StoreError> {
    let Some(pool) = app.ledger.pool(no)? else { return Ok(None) };
    let clock = app.time_by(&pool, app.clock.now());
    let next = pool.next_event(&app.ledger.catalogs());
    if next.is_none_or(|at| at > clock) {
        return Ok(pool.house.test_clock.is_none().then_some(Found::Later(pool.last, next)));
    }
    let tick = Request { pool: no, clock, actor: Actor::Product, key: None, command: Command::Tick };
    Ok(Some(Found::Due(Box::new(tick))))
}
