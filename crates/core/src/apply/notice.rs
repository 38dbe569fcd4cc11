//! Folding notices: what was said once is remembered, so that it is not said again.

use crate::entry::Notice;
use crate::pool::Pool;

impl Pool {
    pub(super) fn fold_notice(&mut self, notice: &Notice) {
        let at = self.last_at;
        self.alerts.get_or_insert_default().make_mut().remember(notice, at);
    }
}
