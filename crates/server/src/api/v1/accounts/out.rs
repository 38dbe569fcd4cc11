//! An account as the API shows it: a main account from its pool, a subaccount from its agency's.

use scrip_core::entry::AccountKind;
use scrip_core::id::AccountId;
use scrip_core::pool::Pool;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::profile::{AccountProfile, Billing};
use crate::wire::shown::{AccountIdOut, CreditsOut, PlanIdOut, Shown, TimeOut, ZoneOut};
use crate::wire::words;

/// An account.
#[derive(Serialize, ToSchema)]
#[schema(as = Account)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountOut {
    /// Its id.
    id: AccountIdOut,
    /// What it is.
    kind: KindOut,
    /// A subaccount's agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<AccountIdOut>,
    /// The plan that holds: a subaccount's is its agency's.
    plan: PlanIdOut,
    /// Where it stands.
    state: StateOut,
    /// True while the host's bill is unpaid: no period is granted.
    paused: bool,
    /// Its time zone.
    time_zone: ZoneOut,
    /// The trial's end, while in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    trial_ends_at: Option<TimeOut>,
    /// The running period.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<PeriodOut>,
    /// Credits a period that were agreed instead of the plan's.
    #[serde(skip_serializing_if = "Option::is_none")]
    credits_per_period: Option<CreditsOut>,
    /// The change that waits for the period's end.
    #[serde(skip_serializing_if = "Option::is_none")]
    scheduled: Option<ScheduledOut>,
    /// An agency shares its credits with its subaccounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    sharing: Option<bool>,
    /// How much the pool may owe.
    overdraft_limit: CreditsOut,
    /// The test clock that it lives by.
    #[serde(skip_serializing_if = "Option::is_none")]
    test_clock: Option<String>,
    /// Its language. Only where the account itself is created, read or changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<String>,
    /// Where its invoices go. Likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    billing: Option<Billing>,
}

/// What an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AccountKind)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KindOut {
    /// One account.
    Business,
    /// A main account with subaccounts.
    Agency,
    /// A subaccount of an agency.
    Subaccount,
}

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AccountState)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StateOut {
    /// In its trial.
    Trial,
    /// On a plan.
    Active,
    /// On a plan that ends with the running period.
    Canceling,
    /// Trial over, or canceled and period over.
    Ended,
}

impl From<scrip_core::pool::State> for StateOut {
    fn from(state: scrip_core::pool::State) -> Self {
        use scrip_core::pool::State;
        match state {
            State::Trial => Self::Trial,
            State::Active => Self::Active,
            State::Canceling => Self::Canceling,
            State::Ended => Self::Ended,
        }
    }
}

/// A period.
#[derive(Serialize, ToSchema)]
#[schema(as = Period)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeriodOut {
    /// Its first instant.
    start: TimeOut,
    /// The first instant that is no longer in it.
    end: TimeOut,
    /// The allowance that goes with it.
    allowance: CreditsOut,
}

/// A change that waits.
#[derive(Serialize, ToSchema)]
#[schema(as = ScheduledChange)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScheduledOut {
    /// The plan that will hold.
    plan: PlanIdOut,
    /// Credits a period that were agreed with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    credits_per_period: Option<CreditsOut>,
    /// When.
    at: TimeOut,
}

/// What an account of a pool is.
pub(crate) fn kind(pool: &Pool, subaccount: Option<&AccountId>) -> KindOut {
    match (subaccount, pool.kind) {
        (Some(_), _) => KindOut::Subaccount,
        (None, AccountKind::Business) => KindOut::Business,
        (None, AccountKind::Agency) => KindOut::Agency,
    }
}

impl AccountOut {
    /// An account of a pool, without what stands beside the ledger.
    pub(crate) fn of(pool: &Pool, subaccount: Option<&AccountId>) -> Self {
        let life = &pool.life;
        let period = life.period.as_ref();
        let scheduled = life.scheduled.as_ref().zip(period).map(|(choice, period)| ScheduledOut {
            plan: Shown(choice.plan.clone()),
            credits_per_period: choice.agreed.map(Shown),
            at: Shown(period.end),
        });
        let is_agency = subaccount.is_none() && pool.kind == AccountKind::Agency;
        Self {
            id: Shown(subaccount.unwrap_or(&pool.account).clone()),
            kind: kind(pool, subaccount),
            parent: subaccount.map(|_| Shown(pool.account.clone())),
            plan: Shown(life.choice.plan.clone()),
            state: life.state.into(),
            paused: life.is_paused,
            time_zone: Shown(pool.house.zone),
            trial_ends_at: life.trial_ends_at.map(Shown),
            period: period.map(|period| PeriodOut {
                start: Shown(period.start),
                end: Shown(period.end),
                allowance: Shown(period.allowance),
            }),
            credits_per_period: life.choice.agreed.map(Shown),
            scheduled,
            sharing: is_agency.then_some(pool.house.is_sharing),
            overdraft_limit: Shown(pool.house.overdraft_limit),
            test_clock: pool.house.test_clock.as_ref().map(ToString::to_string),
            locale: None,
            billing: None,
        }
    }

    /// With what stands beside the ledger.
    pub(crate) fn with(self, profile: AccountProfile) -> Self {
        Self { locale: profile.locale, billing: profile.billing, ..self }
    }
}

/// The state's word, for filters.
pub(crate) fn is_state(pool: &Pool, word: &str) -> bool {
    words::state(pool.life.state) == word
}
