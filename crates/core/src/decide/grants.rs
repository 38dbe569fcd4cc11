//! Grants made and voided by the operator.

use super::{Court, No};
use crate::catalog::Plan;
use crate::change::Change;
use crate::command::{Expires, MakeGrant};
use crate::credits::{Amount, Credits};
use crate::entry::{Fact, Voided};
use crate::grant::{GrantKind, Scope, Terms};
use crate::id::Seq;
use crate::refusal::Refusal;
use crate::time::Timestamp;

/// How many grants a pool holds from which something may yet come; those that plans make are not refused.
const OPEN_MAX: usize = 10_000;

/// All credits that a pool ever held stay within 64 bits of thousandths.
pub(super) const HELD_MAX: Credits = Credits::from_milli(i64::MAX / 4);

impl Court<'_> {
    pub(super) fn make_grant(&self, make: &MakeGrant) -> Result<Change, No> {
        if matches!(make.kind, GrantKind::Plan | GrantKind::Trial | GrantKind::Legacy) {
            let reason = "is made by the account's life alone: name package, promotional or adjustment";
            return Err(Refusal::invalid("kind", "invalid_kind", reason).into());
        }
        let effective_at = make.effective_at.unwrap_or(self.now);
        let expires_at = self.end_of(make, effective_at)?;
        if make.priority > Plan::PRIORITY_MAX {
            return Err(Refusal::invalid("priority", "invalid_priority", "must be between 0 and 1000").into());
        }
        let scope = self.scope_of(make)?;
        let held = self.pool.grants.iter().fold(make.credits.credits(), |sum, g| sum.saturating_add(g.available));
        if held > HELD_MAX {
            let reason = "together with what is there it is more than a pool can hold: grant less";
            return Err(Refusal::invalid("credits", "invalid_amount", reason).into());
        }
        if self.pool.grants.len() >= OPEN_MAX {
            return Err(Refusal::TooMany { what: "open grants", max: u64::try_from(OPEN_MAX).unwrap_or(0) }.into());
        }
        let terms = Terms {
            kind: make.kind,
            credits: make.credits.credits(),
            priority: make.priority,
            effective_at,
            expires_at,
            scope: if scope.is_open() { None } else { Some(Box::new(scope)) },
            cost_basis: make.cost_basis,
            rolled_from: None,
            plan: None,
        };
        let mut draft = self.draft();
        draft.grant(terms, make.reason.clone())?;
        Ok(draft.into_change())
    }

    fn end_of(&self, make: &MakeGrant, effective_at: Timestamp) -> Result<Option<Timestamp>, Refusal> {
        let end = match make.expires {
            Expires::Never => return Ok(None),
            Expires::At(end) => end,
            Expires::After(span) => effective_at.plus(span),
        };
        if end <= effective_at {
            let reason = "must be after effective_at: a grant that ends before it starts is never usable";
            return Err(Refusal::invalid("expires_at", "invalid_expires_at", reason));
        }
        if end <= self.now {
            let reason = "must be in the future: this grant would have ended already";
            return Err(Refusal::invalid("expires_at", "invalid_expires_at", reason));
        }
        Ok(Some(end))
    }

    /// A grant made to a subaccount is the agency's, scoped to it.
    fn scope_of(&self, make: &MakeGrant) -> Result<Scope, Refusal> {
        let place = self.pool.place_of(&make.account).ok_or(Refusal::NotFound("account"))?;
        let mut scope = make.scope.clone();
        if scope.features.iter().any(|feature| self.catalog.feature(feature.as_str()).is_none()) {
            return Err(Refusal::UnknownFeature);
        }
        let is_unknown = |account| !self.pool.house.subaccounts.contains(account);
        if scope.subaccounts.iter().any(is_unknown) {
            let reason = "names an account that is no subaccount of this agency";
            return Err(Refusal::invalid("scope.subaccounts", "invalid_scope", reason));
        }
        if let Some(subaccount) = place {
            if scope.subaccounts.iter().any(|account| account != subaccount) {
                let reason = "a grant to a subaccount is for that subaccount alone: make it to the agency instead";
                return Err(Refusal::invalid("scope.subaccounts", "invalid_scope", reason));
            }
            scope.subaccounts = vec![subaccount.clone()];
        }
        Ok(scope)
    }

    pub(super) fn void_grant(&self, seq: Seq, credits: Option<Amount>) -> Result<Change, No> {
        let grant = self.pool.grant(seq).ok_or(Refusal::NotFound("grant"))?;
        let is_over = !grant.is_voided && (grant.has_ended_at(self.now) || grant.is_closed());
        if is_over {
            return Err(Refusal::GrantNotOpen.into());
        }
        let most = credits.map_or(grant.available, Amount::credits);
        let credits_voided = grant.available.min(most);
        let voided =
            Voided { grant: seq, credits: credits_voided, is_whole: credits.is_none(), available: Credits::ZERO };
        let mut draft = self.draft();
        draft.push(Fact::Void(voided))?;
        let available = draft.pool().available(None, None, self.now);
        draft.set_available(available);
        Ok(draft.into_change())
    }
}
