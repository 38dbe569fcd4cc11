//! Reading: every pool's entries from the first, in chunks, one report at a time. What happened before `from` is read too:
//! what remains of a grant rests on it.

use scrip_core::entry::Entry;
use scrip_core::flow::{Flows, Step};
use scrip_core::id::{AccountId, PoolNo};
use scrip_core::period::Zone;
use scrip_core::time::Timestamp;
use scrip_store::{Ledger, StoreError};

use super::Months;
use crate::api::v1::scan;

/// Steps that one report lists one by one: what a spreadsheet opens.
pub(crate) const STEPS_MAX: usize = 100_000;

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Only this account's pool; none is every pool.
    pub(crate) account: Option<AccountId>,
    /// Only before this instant.
    pub(crate) to: Option<Timestamp>,
    /// Where months begin.
    pub(crate) zone: Zone,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReportError {
    /// The ledger cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// More lines than one answer holds.
    #[error("more than {STEPS_MAX} lines")]
    TooMany,
    /// No such account.
    #[error("no such account")]
    NoAccount,
}

/// A step with the entry that it is of.
#[derive(Clone, Debug)]
pub(crate) struct Traced {
    pub(crate) pool: PoolNo,
    pub(crate) account: AccountId,
    pub(crate) seq: scrip_core::id::Seq,
    pub(crate) at: Timestamp,
    pub(crate) step: Step,
}

/// The sums of all months.
pub(crate) fn read(ledger: &Ledger, asked: &Asked) -> Result<Months, ReportError> {
    let mut months = Months::of(asked.zone);
    each(ledger, asked, |_, _, entry, steps| {
        for step in &steps {
            months.add(entry.at, step);
        }
        true
    })?;
    Ok(months)
}

/// The steps themselves that `wanted` takes, from an instant on.
pub(crate) fn trace(
    ledger: &Ledger,
    asked: &Asked,
    from: Option<Timestamp>,
    wanted: impl Fn(&Step) -> bool,
) -> Result<Vec<Traced>, ReportError> {
    let mut traced = Vec::new();
    each(ledger, asked, |pool, account, entry, steps| {
        if from.is_none_or(|from| entry.at >= from) {
            let of = |step: Step| Traced { pool, account: account.clone(), seq: entry.seq, at: entry.at, step };
            traced.extend(steps.into_iter().filter(&wanted).map(of));
        }
        traced.len() <= STEPS_MAX
    })?;
    if traced.len() > STEPS_MAX { Err(ReportError::TooMany) } else { Ok(traced) }
}

fn each(
    ledger: &Ledger,
    asked: &Asked,
    mut see: impl FnMut(PoolNo, &AccountId, &Entry, Vec<Step>) -> bool,
) -> Result<(), ReportError> {
    let (first, last) = match &asked.account {
        Some(account) => {
            let no = ledger.account(account)?.ok_or(ReportError::NoAccount)?.get();
            (no, no)
        }
        None => (1, ledger.last_pool()?),
    };
    let mut goes_on = true;
    for no in (first..=last).filter_map(PoolNo::new) {
        let Some(pool) = ledger.pool(no)? else { continue };
        let mut flows = Flows::default();
        let end = pool.last.get() + 1;
        scan(ledger, no, 1..end, false, |entry| {
            if asked.to.is_some_and(|to| entry.at >= to) {
                return false;
            }
            let steps = flows.read(&entry);
            goes_on = see(no, &pool.account, &entry, steps);
            goes_on
        })?;
        if !goes_on {
            break;
        }
    }
    Ok(())
}
