//! `GET /v1/accounts/{account}/balance`: what an account has, now or at an earlier instant, for a feature or for any.

use std::collections::BTreeMap;
use std::sync::Arc;

use scrip_core::balance::Balance;
use scrip_core::id::{FeatureId, MemberId, Seq};
use scrip_core::pool::Pool;
use scrip_core::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Parameter, Place, Shape, Verb, Who};
use crate::problem::Problem;
use crate::wire::parse::Fault;
use crate::wire::shown::{AccountIdOut, CreditsOut, FeatureIdOut, Shown, TimeOut, some};
use crate::wire::words::{GRANT_KINDS, word};

/// What an account has at an instant.
#[derive(Serialize, ToSchema)]
#[schema(as = Balance)]
#[serde(deny_unknown_fields)]
pub(crate) struct BalanceOut {
    /// The instant.
    as_of: TimeOut,
    /// What this account could spend on the feature asked for; for any: what is scoped to none.
    available: CreditsOut,
    /// Set aside by open reservations.
    reserved: CreditsOut,
    /// What the pool's spends owe.
    owed: CreditsOut,
    /// Monthly credits.
    monthly: MonthlyOut,
    /// Extra credits.
    extra: ExtraOut,
    /// Available by kind.
    by_kind: ByKindOut,
    /// What of the available expires when, the soonest first.
    expiring: Vec<ExpiringOut>,
    /// Grants that are not for everything and everybody.
    scoped: Vec<ScopedOut>,
    /// The agency whose credits this subaccount shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    shared_from: Option<AccountIdOut>,
}

/// Monthly credits: of kinds plan and trial.
#[derive(Serialize, ToSchema)]
#[schema(as = MonthlyCredits)]
#[serde(deny_unknown_fields)]
struct MonthlyOut {
    /// What is left.
    available: CreditsOut,
    /// What was granted for the running period or trial.
    granted: CreditsOut,
    /// When the next period begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    renews_at: Option<TimeOut>,
}

/// Extra credits: of all other kinds.
#[derive(Serialize, ToSchema)]
#[schema(as = ExtraCredits)]
#[serde(deny_unknown_fields)]
struct ExtraOut {
    /// What is left.
    available: CreditsOut,
}

/// Available by kind.
#[derive(Serialize, ToSchema)]
#[schema(as = CreditsByKind)]
#[serde(deny_unknown_fields)]
struct ByKindOut {
    /// Of a plan's allowance.
    plan: CreditsOut,
    /// Of the trial.
    trial: CreditsOut,
    /// Of a legacy plan.
    legacy: CreditsOut,
    /// Bought.
    package: CreditsOut,
    /// Given away.
    promotional: CreditsOut,
    /// Corrections.
    adjustment: CreditsOut,
}

/// What expires at an instant.
#[derive(Serialize, ToSchema)]
#[schema(as = ExpiringCredits)]
#[serde(deny_unknown_fields)]
struct ExpiringOut {
    /// How many.
    credits: CreditsOut,
    /// When.
    at: TimeOut,
}

/// What is for certain features or subaccounts only.
#[derive(Serialize, ToSchema)]
#[schema(as = ScopedCredits)]
#[serde(deny_unknown_fields)]
struct ScopedOut {
    /// These features; none: any.
    features: Vec<FeatureIdOut>,
    /// These subaccounts; none: the main account.
    subaccounts: Vec<AccountIdOut>,
    /// How many.
    available: CreditsOut,
}

impl From<Balance> for BalanceOut {
    fn from(balance: Balance) -> Self {
        let kinds: BTreeMap<&str, _> =
            balance.by_kind.iter().map(|(kind, credits)| (word(GRANT_KINDS, kind), *credits)).collect();
        let of = |kind: &str| Shown(kinds.get(kind).copied().unwrap_or_default());
        let expiring =
            balance.expiring.iter().map(|(at, credits)| ExpiringOut { credits: Shown(*credits), at: Shown(*at) });
        let scoped = balance.scoped.iter().map(|(scope, credits)| ScopedOut {
            features: scope.features.iter().cloned().map(Shown).collect(),
            subaccounts: scope.subaccounts.iter().cloned().map(Shown).collect(),
            available: Shown(*credits),
        });
        Self {
            as_of: Shown(balance.as_of),
            available: Shown(balance.available),
            reserved: Shown(balance.reserved),
            owed: Shown(balance.owed),
            monthly: MonthlyOut {
                available: Shown(balance.monthly),
                granted: Shown(balance.monthly_granted),
                renews_at: balance.renews_at.map(Shown),
            },
            extra: ExtraOut { available: Shown(balance.extra) },
            by_kind: ByKindOut {
                plan: of("plan"),
                trial: of("trial"),
                legacy: of("legacy"),
                package: of("package"),
                promotional: of("promotional"),
                adjustment: of("adjustment"),
            },
            expiring: expiring.collect(),
            scoped: scoped.collect(),
            shared_from: some(balance.shared_from.as_ref()),
        }
    }
}

pub(crate) const OPERATION: Operation = Operation {
    query: &[
        Parameter {
            name: "at",
            about: "An instant of the past; what a reader would have got then.",
            form: "date-time",
        },
        Parameter { name: "feature", about: "What could be spent on this feature.", form: "" },
        Parameter { name: "member", about: "For whom; must be a member of the account.", form: "" },
    ],
    codes: &[crate::problem::Code::RoleNotAllowed, crate::problem::Code::UnknownFeature],
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/balance"),
        "getBalance",
        "What an account has, now or at an earlier instant",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<BalanceOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    place.require(&call, scrip_core::catalog::Right::SeeBalance)?;
    let query = call.query()?;
    let feature: Option<FeatureId> = query.value("feature", "must be a feature's id")?;
    let member: Option<MemberId> = query.value("member", "must be a member's id")?;
    if let Some(member) = place.own_member(&call, member)?.filter(|_| place.member.is_none()) {
        let known = place.pool.rights(place.catalog(), place.subaccount.as_ref(), &member);
        known.ok_or_else(|| Problem::not_found("member"))?;
    }
    if feature.as_ref().is_some_and(|id| place.catalog().feature(id.as_str()).is_none()) {
        return Err(place.refused(&call, &scrip_core::refusal::Refusal::UnknownFeature));
    }
    let at: Option<Timestamp> = query.value("at", "must be an RFC 3339 time, such as 2026-01-31T12:00:00Z")?;
    let (pool, at) = match at {
        None => (Arc::clone(&place.pool), place.now),
        Some(at) => (Arc::new(earlier(&call, &place, at)?), at),
    };
    Ok(Answer::ok(&BalanceOut::from(pool.balance(&place.catalogs, place.subaccount.as_ref(), feature.as_ref(), at))))
}

/// The pool as a reader would have seen it then.
fn earlier(call: &Call, place: &Place, at: Timestamp) -> Result<Pool, Problem> {
    if at > place.now {
        return Err(Problem::fault("at", &Fault::new("must not be in the future")));
    }
    let no = place.pool.no;
    let last = call.app.ledger.pool(no)?.map_or(Seq::ZERO, |pool| pool.last);
    let entries = call.app.ledger.entries(no, Seq::ZERO.next(), last)?;
    let pool = Pool::at(no, entries.iter(), &place.catalogs, at)?;
    let pool = pool.ok_or_else(|| Problem::fault("at", &Fault::new("is before the account was created")))?;
    let is_there = place.subaccount.as_ref().is_none_or(|sub| pool.house.subaccounts.contains(sub));
    if is_there { Ok(pool) } else { Err(Problem::fault("at", &Fault::new("is before the account was created"))) }
}
