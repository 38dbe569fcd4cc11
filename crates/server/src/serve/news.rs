//! News of other processes: once a second, where there are any. What they changed is told to watchers even where the
//! news of it was lost, and the shared clock is heard even where nobody calls.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::app::App;

/// How often it looks: as late as this a watcher may be told when news was lost.
const EVERY: Duration = Duration::from_secs(1);

/// Looks until told to stop.
pub(super) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
        if let Err(problem) = app.fresh(Vec::new()).await {
            tracing::warn!(code = problem.code(), "store not read");
        }
        app.ledger.look_at_watched();
    }
}
