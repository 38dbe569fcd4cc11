//! What was told of credits, held against the model's grants: each crossing once, and nothing that is not so.

use std::sync::Arc;

use scrip_core::entry::{Alert, Entry, Fact, Notice};
use scrip_core::pool::Pool;
use scrip_model::command::Kind;
use scrip_model::state::{Grant, Phase, State};

use crate::catalog::EXTRA_BELOW;
use crate::compare::Verdict;

/// The lines of every simulated catalog.
const LINES: [u32; 2] = [80, 100];

/// Compares what stands as told with what the model has used and left.
pub(crate) fn told(pool: &Pool, model: &State) -> Verdict {
    let alerts = pool.alerts.as_ref();
    let level = alerts.map_or(0, |alerts| alerts.monthly_percent);
    let running: Vec<&Grant> = model.grants.iter().filter(|grant| is_running(grant, model)).collect();
    let granted: i128 = running.iter().map(|grant| grant.granted).sum();
    let used: i128 = running.iter().map(|grant| grant.spent - grant.returned).sum();
    let passed = LINES.into_iter().filter(|line| used * 100 >= granted * i128::from(*line)).max().unwrap_or(0);
    if granted > 0 && passed != level {
        return Err(format!("{used} of {granted} monthly credits are used, but {level} percent is told"));
    }
    let last = pool.last_at.micros();
    let usable = |grant: &&Grant| {
        let is_monthly = matches!(grant.kind, Kind::Plan | Kind::Trial);
        let is_open = !grant.ended && !grant.void && grant.features.is_empty() && grant.subaccounts.is_empty();
        let in_time = grant.effective_at <= last && grant.expires_at.is_none_or(|end| last < end);
        !is_monthly && is_open && in_time
    };
    let extra: i128 = model.grants.iter().filter(usable).map(|grant| grant.available).sum();
    if alerts.is_some_and(|alerts| alerts.is_extra_low) && extra >= i128::from(EXTRA_BELOW.milli()) {
        return Err(format!("{extra} extra credits are there, but few are told"));
    }
    Ok(())
}

/// Monthly credits that were granted in the running period, or in the trial.
fn is_running(grant: &Grant, model: &State) -> bool {
    if grant.ended || grant.rolled_from.is_some() {
        return false;
    }
    match model.account.as_ref().map(|account| &account.phase) {
        Some(Phase::Active(period)) => grant.kind == Kind::Plan && grant.expires_at == Some(period.end),
        Some(Phase::Trial { .. }) => grant.kind == Kind::Trial,
        _ => false,
    }
}

/// Every notice says something new: it crosses a line upwards, or comes back over one.
pub(crate) fn once(entries: &[Arc<Entry>]) -> Verdict {
    let (mut level, mut is_low) = (0, false);
    for entry in entries {
        let Fact::Notice(notice) = &entry.fact else { continue };
        let (told, is_news) = match notice {
            Notice::MonthlyUsed { percent, .. } => (*percent, *percent > level),
            Notice::MonthlyDepleted { .. } => (100, level < 100),
            Notice::Recovered { which: Alert::MonthlyUsed | Alert::MonthlyDepleted, percent } => {
                (*percent, *percent < level)
            }
            Notice::ExtraLow { .. } => (level, !std::mem::replace(&mut is_low, true)),
            Notice::Recovered { which: Alert::ExtraLow, .. } => (level, std::mem::replace(&mut is_low, false)),
            _ => continue,
        };
        if !is_news {
            return Err(format!("entry {} tells twice: {notice:?}", entry.seq));
        }
        level = told;
    }
    Ok(())
}
