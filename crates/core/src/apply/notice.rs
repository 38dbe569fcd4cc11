//! Folding notices: what was said once is remembered, so that it is not said again.

use crate::entry::{Alert, Notice};
use crate::pool::Pool;

impl Pool {
    pub(super) fn fold_notice(&mut self, notice: &Notice) {
        let alerts = self.alerts.get_or_insert_default().make_mut();
        match notice {
            Notice::MonthlyUsed { percent, .. } => alerts.monthly_percent = alerts.monthly_percent.max(*percent),
            Notice::MonthlyDepleted { .. } => alerts.is_monthly_depleted = true,
            Notice::ExtraLow { .. } => alerts.is_extra_low = true,
            Notice::Recovered { which: Alert::MonthlyUsed } => alerts.monthly_percent = 0,
            Notice::Recovered { which: Alert::MonthlyDepleted } => alerts.is_monthly_depleted = false,
            Notice::Recovered { which: Alert::ExtraLow } => alerts.is_extra_low = false,
            Notice::LimitReached { subject, per, window_start, .. } => {
                alerts.limits.insert((subject.clone(), *per), *window_start);
            }
            Notice::Expiring { grant, before, .. } => {
                alerts.expiring.insert(*grant, *before);
            }
            Notice::TrialEnding { .. } => alerts.is_trial_told = true,
        }
    }
}
