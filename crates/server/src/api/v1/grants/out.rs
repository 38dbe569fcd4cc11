//! A grant as the API shows it: what it was made as, and where its credits are now.

use scrip_core::grant::Grant;
use scrip_core::id::{GrantId, PoolNo};
use scrip_core::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::shown::{
    AccountIdOut, CreditsOut, FeatureIdOut, GrantIdOut, GrantKindOut, MoneyOut, PlanIdOut, Shown, TextOut, TimeOut,
    some,
};

/// A grant.
#[derive(Serialize, ToSchema)]
#[schema(as = Grant)]
#[serde(deny_unknown_fields)]
pub(crate) struct GrantOut {
    /// Its id.
    id: GrantIdOut,
    /// Where its credits come from.
    kind: GrantKindOut,
    /// `scheduled`, `open`, `used`, `expired` or `voided`.
    state: GrantState,
    /// How many were granted.
    credits: CreditsOut,
    /// Put back by reversals.
    returned: CreditsOut,
    /// Neither used, nor set aside, nor gone.
    available: CreditsOut,
    /// Set aside by open reservations.
    reserved: CreditsOut,
    /// Used.
    spent: CreditsOut,
    /// Expired unused.
    expired: CreditsOut,
    /// Voided.
    voided: CreditsOut,
    /// Moved to a later period's grant.
    rolled_over: CreditsOut,
    /// 0-1000; lower goes first.
    #[schema(maximum = 1000)]
    priority: u16,
    /// Usable from this instant.
    effective_at: TimeOut,
    /// Gone at this instant; without it never.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<TimeOut>,
    /// Whom and what it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<ScopeOut>,
    /// What was paid for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost_basis: Option<MoneyOut>,
    /// The grant from which it was rolled over.
    #[serde(skip_serializing_if = "Option::is_none")]
    rolled_from: Option<GrantIdOut>,
    /// The plan whose allowance it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<PlanIdOut>,
    /// Why it was made. Only in the answer that makes it; later the entry says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<TextOut>,
}

/// Where a grant stands.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GrantState {
    /// Not yet effective.
    Scheduled,
    /// Something may yet come from it.
    Open,
    /// Used up.
    Used,
    /// Over.
    Expired,
    /// Voided as a whole.
    Voided,
}

/// Whom and what a grant is for.
#[derive(Serialize, ToSchema)]
#[schema(as = GrantScope)]
#[serde(deny_unknown_fields)]
struct ScopeOut {
    /// These features; none: any.
    features: Vec<FeatureIdOut>,
    /// These subaccounts; none: the main account.
    subaccounts: Vec<AccountIdOut>,
}

impl GrantOut {
    /// A grant of a pool at an instant.
    pub(crate) fn of(no: PoolNo, grant: &Grant, now: Timestamp) -> Self {
        let terms = &grant.terms;
        let state = match () {
            () if grant.is_voided => GrantState::Voided,
            () if grant.has_ended_at(now) => GrantState::Expired,
            () if terms.effective_at > now => GrantState::Scheduled,
            () if grant.is_closed() => GrantState::Used,
            () => GrantState::Open,
        };
        let id = |seq| Shown(GrantId { pool: no, seq });
        Self {
            id: id(grant.seq),
            kind: Shown(terms.kind),
            state,
            credits: Shown(terms.credits),
            returned: Shown(grant.returned),
            available: Shown(grant.available),
            reserved: Shown(grant.reserved),
            spent: Shown(grant.spent),
            expired: Shown(grant.expired),
            voided: Shown(grant.voided),
            rolled_over: Shown(grant.rolled_over),
            priority: terms.priority,
            effective_at: Shown(terms.effective_at),
            expires_at: terms.expires_at.map(Shown),
            scope: terms.scope.as_ref().map(|scope| ScopeOut {
                features: scope.features.iter().cloned().map(Shown).collect(),
                subaccounts: scope.subaccounts.iter().cloned().map(Shown).collect(),
            }),
            cost_basis: terms.cost_basis.map(Into::into),
            rolled_from: terms.rolled_from.map(id),
            plan: some(terms.plan.as_ref()),
            reason: None,
        }
    }
}
