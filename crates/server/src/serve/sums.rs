//! Sums: has the ledger sum up the usage of pools with many entries, so that reports over millions of them come at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::app::App;

/// How often it looks.
const EVERY: Duration = Duration::from_secs(1);

/// Pages of 4,096 entries at a time: some tens of milliseconds.
const PAGES_MAX: u64 = 16;

/// Sums up until told to stop.
pub(super) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
        let app = Arc::clone(&app);
        if let Ok(Err(error)) = spawn_blocking(move || app.ledger.sum_up(PAGES_MAX)).await {
            tracing::warn!(error = error.chain(), "summing up usage failed");
        }
    }
}
