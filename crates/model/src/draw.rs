//! Draw: the burn order, what a use may draw on, and taking from grants. Judges no right and no limit.

use crate::answer::Draw;
use crate::command::{Kind, Micros, Milli, Use};
use crate::state::{Grant, State};

/// Where the drawn credits go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Into {
    Spent,
    Reserved,
}

impl Grant {
    /// Rule 1: usable at `now` with `effective_at <= now < expires_at` and something available.
    pub(crate) fn usable(&self, now: Micros) -> bool {
        self.effective_at <= now && self.expires_at.is_none_or(|end| now < end) && self.available > 0
    }

    /// Rule 2: a use that does not fit never draws on it.
    pub(crate) fn fits(&self, feature: Option<&str>, subaccount: Option<&str>) -> bool {
        let feature_fits = self.features.is_empty() || feature.is_some_and(|id| self.features.iter().any(|f| f == id));
        let place_fits =
            self.subaccounts.is_empty() || subaccount.is_some_and(|id| self.subaccounts.iter().any(|s| s == id));
        feature_fits && place_fits
    }

    /// Rule 2, the total order: lower is drawn first. (Inside the fitting grants, "scoped" is "not empty".)
    fn burn_key(&self) -> impl Ord + use<> {
        (
            self.subaccounts.is_empty(),
            self.priority,
            self.expires_at.is_none(),
            self.expires_at,
            self.features.is_empty(),
            self.kind == Kind::Package,
            self.effective_at,
            self.label,
        )
    }
}

impl State {
    /// The labels of the grants that the use may draw on now, in burn order.
    ///
    /// Rule 24: a subaccount draws on grants scoped to it always, on unscoped ones while sharing is on.
    pub(crate) fn burn_order(&self, now: Micros, feature: Option<&str>, subaccount: Option<&str>) -> Vec<u64> {
        let mut fitting: Vec<&Grant> = self
            .grants
            .iter()
            .filter(|grant| grant.usable(now) && grant.fits(feature, subaccount))
            .filter(|grant| subaccount.is_none() || self.sharing || !grant.subaccounts.is_empty())
            .collect();
        fitting.sort_by_key(|grant| grant.burn_key());
        fitting.iter().map(|grant| grant.label).collect()
    }

    /// What the use may draw on now, in all.
    pub(crate) fn available_for(&self, now: Micros, feature: Option<&str>, subaccount: Option<&str>) -> Milli {
        let account_ended_shut = self.is_ended() && !self.catalog().ended_may_spend;
        if account_ended_shut {
            // Reading (8): where an ended account may not spend, nothing is available to it.
            return 0;
        }
        self.burn_order(now, feature, subaccount)
            .iter()
            .filter_map(|label| self.grant(*label))
            .map(|grant| grant.available)
            .sum()
    }

    /// [`State::available_for`] the account and feature of a use.
    pub(crate) fn available_to(&self, now: Micros, usage: &Use) -> Milli {
        self.available_for(now, usage.feature.as_deref(), usage.subaccount.as_deref())
    }

    /// Takes up to `credits` along the burn order.
    pub(crate) fn draw(&mut self, now: Micros, usage: &Use, credits: Milli, into: Into) -> Vec<Draw> {
        let mut left = credits;
        let mut draws = Vec::new();
        for label in self.burn_order(now, usage.feature.as_deref(), usage.subaccount.as_deref()) {
            let grant = self.grant_mut(label);
            let taken = left.min(grant.available);
            if taken == 0 {
                break;
            }
            grant.available -= taken;
            match into {
                Into::Spent => grant.spent += taken,
                Into::Reserved => grant.reserved += taken,
            }
            left -= taken;
            draws.push(Draw { grant: label, credits: taken });
        }
        draws
    }
}

#[cfg(test)]
mod tests {
    use crate::command::Kind;
    use crate::state::{Grant, State};

    /// A grant usable from 0 with one credit; the rest as the row says.
    fn grant(label: u64) -> Grant {
        Grant {
            label,
            kind: Kind::Promotional,
            priority: 500,
            effective_at: 0,
            expires_at: None,
            features: Vec::new(),
            subaccounts: Vec::new(),
            rolled_from: None,
            void: false,
            ended: false,
            begun: true,
            granted: 1000,
            returned: 0,
            available: 1000,
            reserved: 0,
            spent: 0,
            expired: 0,
            voided: 0,
            rolled_over: 0,
        }
    }

    fn check(grants: &[Grant], subaccount: Option<&str>, sharing: bool, expected: &[u64]) {
        let mut state = State::new(crate::catalog::sample());
        state.grants = grants.to_vec();
        state.sharing = sharing;
        assert_eq!(state.burn_order(100, Some("lunar"), subaccount), expected);
    }

    #[test]
    fn each_rung_of_the_burn_order_decides_before_the_next() {
        let sub = || vec!["s".to_owned()];
        let lunar = || vec!["lunar".to_owned()];
        // In each pair the second goes first although every later rung speaks for the first.
        let rows = [
            [Grant { priority: 0, ..grant(1) }, Grant { subaccounts: sub(), priority: 1000, ..grant(2) }],
            [Grant { expires_at: Some(200), priority: 501, ..grant(1) }, Grant { priority: 500, ..grant(2) }],
            [Grant { features: lunar(), expires_at: None, ..grant(1) }, Grant { expires_at: Some(200), ..grant(2) }],
            [
                Grant { features: lunar(), expires_at: Some(201), ..grant(1) },
                Grant { expires_at: Some(200), ..grant(2) },
            ],
            [grant(1), Grant { features: lunar(), kind: Kind::Package, ..grant(2) }],
            [Grant { kind: Kind::Package, ..grant(1) }, Grant { effective_at: 50, ..grant(2) }],
            [Grant { effective_at: 51, ..grant(1) }, Grant { effective_at: 50, ..grant(2) }],
        ];
        for row in rows {
            check(&row, Some("s"), true, &[2, 1]);
        }
        check(&[grant(1), grant(2)], Some("s"), true, &[1, 2]);
    }

    #[test]
    fn what_does_not_fit_is_never_drawn() {
        let other = || vec!["other".to_owned()];
        let rows = [
            Grant { features: other(), ..grant(1) },
            Grant { subaccounts: other(), ..grant(1) },
            Grant { effective_at: 101, ..grant(1) },
            Grant { expires_at: Some(100), ..grant(1) },
            Grant { available: 0, ..grant(1) },
        ];
        for row in rows {
            check(&[row], Some("s"), true, &[]);
        }
        let edge = Grant { effective_at: 100, expires_at: Some(101), ..grant(1) };
        check(std::slice::from_ref(&edge), Some("s"), true, &[1]);
        check(std::slice::from_ref(&edge), Some("s"), false, &[]);
        let ringed = Grant { subaccounts: vec!["s".to_owned()], ..grant(1) };
        check(std::slice::from_ref(&ringed), Some("s"), false, &[1]);
        check(&[ringed], None, true, &[]);
    }
}
