//! Drafts: a change of several facts, each seeing those before it, on a copy of the pool.

use crate::apply::Corrupt;
use crate::catalog::Catalog;
use crate::change::Change;
use crate::credits::Credits;
use crate::entry::{By, Draw, Entry, Fact, Granted, Repaid};
use crate::grant::{GrantKind, Terms};
use crate::id::Seq;
use crate::pool::Pool;
use crate::text::Text;
use crate::time::Timestamp;

/// A change that is being put together.
pub(crate) struct Draft {
    pool: Pool,
    change: Change,
}

impl Draft {
    /// Nothing yet, on a copy of the pool.
    pub(crate) fn new(pool: &Pool, catalog: u32, at: Timestamp, by: By) -> Self {
        Self { pool: pool.clone(), change: Change { at, by, catalog, facts: Vec::new() } }
    }

    /// The pool with everything so far.
    pub(crate) fn pool(&self) -> &Pool {
        &self.pool
    }

    /// The instant at which all of it holds.
    pub(crate) fn at(&self) -> Timestamp {
        self.change.at
    }

    /// Adds a fact.
    pub(crate) fn push(&mut self, fact: Fact) -> Result<(), Corrupt> {
        let entry = Entry {
            seq: self.pool.last.next(),
            at: self.change.at,
            catalog: self.change.catalog,
            by: self.change.by.clone(),
            key: None,
            follows: 0,
            fact,
        };
        self.pool.apply(&entry)?;
        self.change.facts.push(entry.fact);
        Ok(())
    }

    /// Makes a grant; what is owed by a use that it fits is paid from it at once, when it is effective.
    pub(crate) fn grant(&mut self, terms: Terms, reason: Option<Text>) -> Result<(), Corrupt> {
        let place = self.change.facts.len();
        let effective_at = terms.effective_at;
        let scope = terms.scope.clone();
        self.push(Fact::Grant(Granted { terms, reason, available: Credits::ZERO }))?;
        if effective_at <= self.at() {
            self.repay(self.pool.last)?;
        }
        let subaccount = scope.as_ref().and_then(|scope| scope.subaccounts.first());
        let feature = scope.as_ref().and_then(|scope| scope.features.first());
        let available = self.pool.available(subaccount, feature, self.at());
        if let Some(Fact::Grant(granted)) = self.change.facts.get_mut(place) {
            granted.available = available;
        }
        Ok(())
    }

    /// Pays what is owed by uses that a grant fits, the oldest first.
    pub(crate) fn repay(&mut self, seq: Seq) -> Result<(), Corrupt> {
        for debt in self.pool.debts.clone() {
            let Some(grant) = self.pool.grant(seq) else { return Ok(()) };
            let credits = grant.available.min(debt.credits);
            if credits.is_positive() && debt.fits(grant) {
                let draw = Draw { grant: seq, kind: grant.terms.kind, credits };
                self.push(Fact::Repay(Repaid { spend: debt.spend, draw }))?;
            }
        }
        Ok(())
    }

    /// Grants the running period's allowance, from its start to its end.
    pub(crate) fn grant_period(&mut self, catalog: &Catalog) -> Result<(), Corrupt> {
        let Some(period) = &self.pool.life.period else { return Ok(()) };
        self.grant_allowance(catalog, period.allowance, period.start)
    }

    /// Grants so many credits of the plan from an instant to the running period's end.
    pub(crate) fn grant_allowance(
        &mut self,
        catalog: &Catalog,
        credits: Credits,
        effective_at: Timestamp,
    ) -> Result<(), Corrupt> {
        let life = &self.pool.life;
        let Some(period) = &life.period else { return Ok(()) };
        if !credits.is_positive() {
            return Ok(());
        }
        let plan = life.choice.plan.clone();
        let priority = catalog.plan(plan.as_str()).map_or(crate::catalog::Plan::PRIORITY_DEFAULT, |plan| plan.priority);
        let terms = Terms {
            kind: GrantKind::Plan,
            credits,
            priority,
            effective_at,
            expires_at: Some(period.end),
            scope: None,
            cost_basis: None,
            rolled_from: None,
            plan: Some(plan),
        };
        self.grant(terms, None)
    }

    /// Says what could be spent after all of it, in the fact that answers.
    pub(crate) fn set_available(&mut self, available: Credits) {
        match self.change.facts.first_mut() {
            Some(Fact::Release(released)) => released.available = available,
            Some(Fact::Settle(settled)) => settled.available = available,
            Some(Fact::Reverse(reversed)) => reversed.available = available,
            Some(Fact::Void(voided)) => voided.available = available,
            _ => {}
        }
    }

    /// The change.
    pub(crate) fn into_change(self) -> Change {
        self.change
    }
}
