//! Balances: what an account has at an instant, by kind, by scope, by expiry. Derived; nothing is stored.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::apply::Corrupt;
use crate::catalog::Catalogs;
use crate::command::{Command, Request};
use crate::credits::Credits;
use crate::decide::{NO_SERIES, No, decide};
use crate::entry::Entry;
use crate::grant::{Grant, GrantKind, Scope};
use crate::id::{AccountId, FeatureId, PoolNo};
use crate::pool::{Pool, State};
use crate::time::Timestamp;

/// What an account has at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The instant.
    pub as_of: Timestamp,
    /// What this account could spend now on the feature asked for; for any feature: what is scoped to none.
    pub available: Credits,
    /// Set aside by open reservations: a main account's are the whole pool's, a subaccount's its own.
    pub reserved: Credits,
    /// What the pool's spends owe.
    pub owed: Credits,
    /// Available of kinds plan and trial.
    pub monthly: Credits,
    /// The monthly credits that were granted for the running period or trial.
    pub monthly_granted: Credits,
    /// When the next period begins, if one will.
    pub renews_at: Option<Timestamp>,
    /// Available of all other kinds.
    pub extra: Credits,
    /// Available by kind, every kind.
    pub by_kind: BTreeMap<GrantKind, Credits>,
    /// What of the available expires when, the soonest first.
    pub expiring: Vec<(Timestamp, Credits)>,
    /// Usable grants that are not for everything and everybody, by scope.
    pub scoped: Vec<(Scope, Credits)>,
    /// The agency whose credits this subaccount shares.
    pub shared_from: Option<AccountId>,
}

impl Pool {
    /// The balance at t of the main account (none) or a subaccount, for a feature or for any. What is due by t must be
    /// applied: see [`Pool::seen_at`].
    pub fn balance(
        &self,
        catalogs: &Catalogs,
        subaccount: Option<&AccountId>,
        feature: Option<&FeatureId>,
        t: Timestamp,
    ) -> Balance {
        // Where the catalog lets nothing be used after the end, nothing is available after it.
        let may_spend = self.may_spend(self.catalog(catalogs, t));
        let is_sharing = self.house.is_sharing;
        let mut balance = Balance {
            as_of: t,
            available: Credits::ZERO,
            reserved: self.reserved_by(subaccount),
            owed: self.owed(),
            monthly: Credits::ZERO,
            monthly_granted: self.monthly_granted(t),
            renews_at: self.renews_at(),
            extra: Credits::ZERO,
            by_kind: GrantKind::ALL.into_iter().map(|kind| (kind, Credits::ZERO)).collect(),
            expiring: Vec::new(),
            scoped: if may_spend { self.scoped(subaccount, t) } else { Vec::new() },
            shared_from: (subaccount.is_some() && is_sharing).then(|| self.account.clone()),
        };
        let mut expiring: BTreeMap<Timestamp, Credits> = BTreeMap::new();
        let usable = self.grants.iter().filter(|g| may_spend && g.is_usable_at(t) && g.available.is_positive());
        for grant in usable.filter(|g| g.fits(subaccount, feature, is_sharing)) {
            let kind = grant.terms.kind;
            let part = if kind.is_monthly() { &mut balance.monthly } else { &mut balance.extra };
            *part = part.saturating_add(grant.available);
            balance.available = balance.available.saturating_add(grant.available);
            add(balance.by_kind.entry(kind).or_default(), grant);
            if let Some(end) = grant.terms.expires_at {
                add(expiring.entry(end).or_default(), grant);
            }
        }
        balance.expiring = expiring.into_iter().collect();
        balance
    }

    fn reserved_by(&self, subaccount: Option<&AccountId>) -> Credits {
        let open = self.reservations.values();
        let own = open.filter(|open| subaccount.is_none() || open.usage.subaccount.as_ref() == subaccount);
        own.fold(Credits::ZERO, |sum, open| sum.saturating_add(open.credits))
    }

    fn monthly_granted(&self, t: Timestamp) -> Credits {
        let running = self.all_grants().filter(|grant| {
            let terms = &grant.terms;
            let in_time = terms.effective_at <= t && terms.expires_at.is_none_or(|end| t < end);
            terms.kind.is_monthly() && terms.rolled_from.is_none() && in_time && !grant.is_ended
        });
        running.fold(Credits::ZERO, |sum, grant| sum.saturating_add(grant.terms.credits))
    }

    /// When the next period begins; nothing when none will.
    pub fn renews_at(&self) -> Option<Timestamp> {
        let period = self.life.period.as_ref()?;
        (self.life.state == State::Active).then_some(period.end)
    }

    fn scoped(&self, subaccount: Option<&AccountId>, t: Timestamp) -> Vec<(Scope, Credits)> {
        let mut scoped: Vec<(Scope, Credits)> = Vec::new();
        for grant in self.grants.iter().filter(|g| g.is_usable_at(t) && g.available.is_positive()) {
            let Some(scope) = &grant.terms.scope else { continue };
            let for_others = subaccount.is_some() && !scope.subaccounts.is_empty() && !grant.is_scoped_to(subaccount);
            if for_others {
                continue;
            }
            match scoped.iter_mut().find(|(seen, _)| seen == &**scope) {
                Some((_, credits)) => add(credits, grant),
                None => scoped.push(((**scope).clone(), grant.available)),
            }
        }
        scoped
    }

    /// The pool as a command would leave it, or why it is refused; nothing is written. For previews.
    pub fn preview(&self, catalogs: &Catalogs, request: &Request, now: Timestamp) -> Result<Self, No> {
        let change = decide(Some(self), catalogs, &NO_SERIES, None, request, now)?;
        Ok(Arc::unwrap_or_clone(Arc::new(self.clone()).written(catalogs, change)?))
    }

    /// The pool as a reader would have seen it at an earlier instant, from its entries in order.
    pub fn at<'e>(
        no: PoolNo,
        entries: impl Iterator<Item = &'e Entry>,
        catalogs: &Catalogs,
        t: Timestamp,
    ) -> Result<Option<Self>, Corrupt> {
        let mut pool: Option<Self> = None;
        for entry in entries.take_while(|entry| entry.at <= t) {
            match &mut pool {
                Some(pool) => pool.apply(entry)?,
                None => pool = Some(Self::open(no, entry)?),
            }
        }
        let seen = pool.map(|pool| Arc::new(pool).seen_at(catalogs, t)).transpose()?;
        Ok(seen.map(Arc::unwrap_or_clone))
    }
}

fn add(sum: &mut Credits, grant: &Grant) {
    *sum = sum.saturating_add(grant.available);
}

impl Command {
    /// A request of the product itself, without a key: for previews.
    pub fn previewed(self, pool: PoolNo, clock: Timestamp) -> Request {
        Request { pool, clock, actor: crate::command::Actor::Product, key: None, command: self }
    }
}
