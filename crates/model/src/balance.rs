//! Balance: what an account has, at an instant, for one feature. Changes nothing.

use std::collections::BTreeMap;

use crate::answer::Balance;
use crate::command::{Kind, Micros, Milli};
use crate::state::{Phase, Scheduled, State, Status};

impl State {
    /// The balance at `now`, which is not before anything written in this state.
    pub(crate) fn balance(&self, now: Micros, feature: Option<&str>, subaccount: Option<&str>) -> Balance {
        let available = self.available_for(now, feature, subaccount);
        let mut by_kind: BTreeMap<Kind, Milli> = BTreeMap::new();
        if available > 0 {
            for grant in self.burn_order(now, feature, subaccount).iter().filter_map(|label| self.grant(*label)) {
                *by_kind.entry(grant.kind).or_insert(0) += grant.available;
            }
        }
        // Rule 11: monthly is what is available of kinds plan and trial, extra of all other kinds.
        let monthly: Milli = by_kind
            .iter()
            .filter(|(kind, _)| matches!(kind, Kind::Plan | Kind::Trial))
            .map(|(_, credits)| credits)
            .sum();
        // Reading (api.md): reserved and owed of the main account are the whole pool's, of a subaccount its own uses'.
        let counts = |place: &Option<String>| subaccount.is_none() || place.as_deref() == subaccount;
        let open = self.reservations.iter().filter(|reservation| reservation.status == Status::Open);
        let reserved = open.filter(|open| counts(&open.usage.subaccount)).map(|open| open.credits).sum();
        let owed = self.spends.iter().filter(|spend| counts(&spend.usage.subaccount)).map(|spend| spend.owed).sum();
        let renews_at = self.account.as_ref().and_then(|account| match &account.phase {
            Phase::Active(period) if account.scheduled != Some(Scheduled::Cancel) => Some(period.end),
            _ => None,
        });
        Balance { available, monthly, extra: available - monthly, by_kind, reserved, owed, renews_at }
    }
}
