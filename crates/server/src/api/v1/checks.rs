//! Checks: what a use would cost and whether it is allowed, now; one (`checks`) or every feature's (`features`).

use scrip_core::catalog::Class;
use scrip_core::check::Check;
use scrip_core::id::MemberId;
use scrip_core::refusal::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::spends::Wanted;
use crate::auth::Scope;
use crate::edge::{Answer, Call, Endpoint, Operation, Parameter, Place, Shape, Verb, Who, endpoint};
use crate::problem::{Code, Problem, Way, WhoCan, reason, ways, who_can};
use crate::wire::field::{CreditsField, FeatureIdField, MemberIdField};
use crate::wire::shown::{CreditsOut, FeatureIdOut, PlanIdOut, Shown};
use crate::wire::usage::{QuantityField, UsageField};

/// A use to be checked or quoted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCheck {
    /// The member who would act; a session asks for its own.
    member: Option<MemberIdField>,
    /// The feature.
    feature: Option<FeatureIdField>,
    /// How many uses or units; 1 without it.
    quantity: Option<QuantityField>,
    /// What would be used, of a metered feature.
    usage: Option<UsageField>,
    /// The cost itself, as the product states it; server keys only.
    credits: Option<CreditsField>,
}

/// Whether a use is allowed, and what it would cost.
#[derive(Serialize, ToSchema)]
#[schema(as = Check)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckOut {
    /// Whether it is.
    allowed: bool,
    /// Why not: the code of the problem that the use would get.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The exact cost, where it is known before.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<CreditsOut>,
    /// What a use of unknown cost usually takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<CreditsOut>,
    /// The most that it can take.
    #[serde(skip_serializing_if = "Option::is_none")]
    ceiling: Option<CreditsOut>,
    /// What this account could spend now on this feature.
    available: CreditsOut,
    /// What would be left.
    available_after: CreditsOut,
    /// Whose spend limit is in the way: `member`, `subaccount` or `account`.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    /// Ways to more credits that cover what is missing, the cheapest first.
    ways: Vec<Way>,
    /// Who could, where the member may not.
    #[serde(skip_serializing_if = "Option::is_none")]
    who_can: Option<Vec<WhoCan>>,
}

/// The features, in the order of the catalog.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Features {
    /// All of them.
    data: Vec<FeatureOut>,
    /// Always nothing: a catalog's features come at once.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// A feature, for a button.
#[derive(Serialize, ToSchema)]
#[schema(as = Feature)]
#[serde(deny_unknown_fields)]
struct FeatureOut {
    /// Its id.
    feature: FeatureIdOut,
    /// Its name.
    name: String,
    /// Paid with credits, gated by plan, or free.
    class: ClassOut,
    /// What one use costs, where it is known before.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<CreditsOut>,
    /// What a use of unknown cost usually takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<CreditsOut>,
    /// The most that it can take.
    #[serde(skip_serializing_if = "Option::is_none")]
    ceiling: Option<CreditsOut>,
    /// Whether one use is allowed now.
    allowed: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// Who could, where the member may not.
    #[serde(skip_serializing_if = "Option::is_none")]
    who_can: Option<Vec<WhoCan>>,
    /// The plans that include it, where this one does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    plans: Option<Vec<PlanIdOut>>,
}

/// What a feature takes.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = FeatureClass)]
#[serde(rename_all = "snake_case")]
enum ClassOut {
    /// Credits.
    Paid,
    /// A plan, and no credits.
    Gated,
    /// Nothing.
    Free,
}

const CHECK: Operation = Operation {
    body: Some(Shape::of::<NewCheck>()),
    codes: &[Code::UnknownFeature, Code::UnknownDimension, Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Post, "/v1/accounts/{account}/checks"),
        "checkUse",
        "What a use would cost and whether it is allowed, now; changes nothing",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<CheckOut>()),
    )
};

const FEATURES: Operation = Operation {
    query: &[Parameter { name: "member", about: "For whom; a session asks for its own.", form: "" }],
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/features"),
        "listFeatures",
        "Every feature with its cost and whether it is allowed: one call for a page of buttons",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<Features>()),
    )
};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&FEATURES, features), endpoint(&CHECK, check)]
}

async fn check(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let body: NewCheck = call.body()?;
    if body.credits.is_some() {
        call.require_server("credits states the cost itself, which only the product does.")?;
    }
    let mut wanted = Wanted::of(body.member, body.feature, body.credits, body.quantity, body.usage)?;
    wanted.member = place.own_member(&call, wanted.member)?;
    let member = wanted.member.clone();
    let asked = wanted.asked(place.account.clone());
    let check = place.pool.check(&place.catalogs, &asked, place.now).map_err(|no| place.refused(&call, &no))?;
    Ok(Answer::ok(&checked(&call, &place, member.as_ref(), &check)))
}

fn checked(call: &Call, place: &Place, member: Option<&MemberId>, check: &Check) -> CheckOut {
    let name_of = |account: &_, member: &_| call.app.name_of(account, member);
    let scene = place.scene(&name_of, member);
    let refusal = check.refusal.as_ref();
    let can = refusal.and_then(needed);
    CheckOut {
        allowed: refusal.is_none(),
        reason: refusal.map(reason),
        cost: check.cost.map(Shown),
        estimate: check.estimate.map(Shown),
        ceiling: check.ceiling.map(Shown),
        available: Shown(check.available),
        available_after: Shown(check.available_after()),
        level: match refusal {
            Some(Refusal::SpendLimitReached { level, .. }) => Some(level.name()),
            _ => None,
        },
        ways: match refusal {
            Some(Refusal::InsufficientCredits { required, available }) => ways(&scene, required.less(*available)),
            _ => Vec::new(),
        },
        who_can: can.map(|right| who_can(&scene, right)),
    }
}

/// The right that would help, for who can.
fn needed(refusal: &Refusal) -> Option<scrip_core::catalog::Right> {
    use scrip_core::catalog::Right;
    match refusal {
        Refusal::RoleNotAllowed { right } => Some(*right),
        Refusal::InsufficientCredits { .. } | Refusal::PlanLacksFeature { .. } | Refusal::AccountEnded => {
            Some(Right::Buy)
        }
        Refusal::SharingDisabled => Some(Right::Share),
        Refusal::SpendLimitReached { .. } => Some(Right::ManageMembers),
        _ => None,
    }
}

async fn features(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let member = call.query()?.value("member", "must be a member's id")?;
    let member = place.own_member(&call, member)?;
    let all = place.pool.features(&place.catalogs, &place.account, member.as_ref(), place.now);
    let all = all.map_err(|no| place.refused(&call, &no))?;
    let name_of = |account: &_, member: &_| call.app.name_of(account, member);
    let scene = place.scene(&name_of, member.as_ref());
    let shown = all.into_iter().map(|(feature, class, check)| FeatureOut {
        feature: Shown(feature.id.clone()),
        name: feature.name.clone(),
        class: match class {
            Class::Paid => ClassOut::Paid,
            Class::Gated => ClassOut::Gated,
            Class::Free => ClassOut::Free,
        },
        cost: check.cost.map(Shown),
        estimate: check.estimate.map(Shown),
        ceiling: check.ceiling.map(Shown),
        allowed: check.refusal.is_none(),
        reason: check.refusal.as_ref().map(reason),
        who_can: check.refusal.as_ref().and_then(needed).map(|right| who_can(&scene, right)),
        plans: match &check.refusal {
            Some(Refusal::PlanLacksFeature { plans, .. }) => Some(Problem::plans(plans)),
            _ => None,
        },
    });
    Ok(Answer::ok(&Features { data: shown.collect(), next_cursor: None }))
}
