//! Spend limits: what each level leaves of a use, in the window in which the use began.

use super::Court;
use crate::credits::Credits;
use crate::entry::{Per, Subject, Usage};
use crate::period::Window;
use crate::pool::Limit;
use crate::refusal::{Level, Refusal};
use crate::time::Timestamp;

/// What a level leaves.
pub(crate) struct Left {
    pub(crate) level: Level,
    /// Whose, by id.
    pub(crate) subject: Subject,
    pub(crate) credits: Credits,
    pub(crate) limit: Credits,
    pub(crate) used: Credits,
    pub(crate) per: Per,
    /// The window of now.
    pub(crate) window: Window,
}

impl Court<'_> {
    /// What each level that has a limit leaves of a use that began at `began_at`, in the order in which they are judged.
    pub(crate) fn lefts(&self, usage: &Usage, began_at: Timestamp) -> Vec<Left> {
        let house = &self.pool.house;
        if house.limits.is_empty() {
            return Vec::new();
        }
        let member = usage.member.clone().map(|id| (Level::Member, Subject::Member(id), Some(Subject::EachMember)));
        let subaccount = usage.subaccount.clone();
        let subaccount =
            subaccount.map(|id| (Level::Subaccount, Subject::Subaccount(id), Some(Subject::EachSubaccount)));
        let account = Some((Level::Account, Subject::Account, None));
        let levels = member.into_iter().chain(subaccount).chain(account);
        let windows = self.pool.windows_at(self.now);
        levels
            .filter_map(|(level, own, each)| {
                let limit: &Limit = house.limits.get(&own).or_else(|| house.limits.get(&each?))?;
                let tally = self.pool.used.get(&own);
                let used = tally.map_or(Credits::ZERO, |tally| tally.used(limit.per, &windows, began_at));
                Some(Left {
                    level,
                    subject: own,
                    credits: limit.credits.less(used),
                    limit: limit.credits,
                    used,
                    per: limit.per,
                    window: windows.of(limit.per),
                })
            })
            .collect()
    }

    /// Refuses a use that would pass a limit: the first level in order is named.
    pub(crate) fn within_limits(&self, usage: &Usage, cost: Credits, began_at: Timestamp) -> Result<(), Refusal> {
        if cost.is_zero() {
            return Ok(());
        }
        match self.lefts(usage, began_at).into_iter().find(|left| cost > left.credits) {
            None => Ok(()),
            Some(left) => Err(Refusal::SpendLimitReached {
                level: left.level,
                limit: left.limit,
                used: left.used,
                resets_at: left.window.end,
                required: cost,
            }),
        }
    }
}
