//! Refusals as problems: what is missing, who can, and which ways cover it. Picks no status.

use std::borrow::Cow;

use scrip_core::catalog::{Catalog, Plan, Right};
use scrip_core::credits::Credits;
use scrip_core::grant::GrantKind;
use scrip_core::id::{AccountId, MemberId};
use scrip_core::pool::{Pool, State};
use scrip_core::refusal::Refusal;

use super::{Code, Extra, Problem, Way, WayKind, Who, WhoCan};
use crate::wire::shown::Shown;

/// Where a refusal was given: what is needed to say who can, and what would help.
pub(crate) struct Scene<'a> {
    /// The pool, as of then.
    pub(crate) pool: &'a Pool,
    /// The catalog that holds for it.
    pub(crate) catalog: &'a Catalog,
    /// The subaccount that asked; none: the main account.
    pub(crate) subaccount: Option<&'a AccountId>,
    /// The member that asked; none: the product itself, for which every way is open.
    pub(crate) member: Option<&'a MemberId>,
    /// The name of a member of an account, where one is known.
    pub(crate) name_of: &'a dyn Fn(&AccountId, &MemberId) -> Option<String>,
}

/// A refusal as a problem.
pub(crate) fn refused(refusal: &Refusal, scene: Option<&Scene<'_>>) -> Problem {
    if let Refusal::Invalid(invalid) = refusal {
        return Problem::invalid(invalid.field, invalid.rule, invalid.reason);
    }
    Problem::with(Code::of(refusal), detail(refusal), extra(refusal, scene))
}

/// Why a check says no: the refusal's code as the API names it.
pub(crate) fn reason(refusal: &Refusal) -> &'static str {
    refusal.code()
}

fn detail(refusal: &Refusal) -> Cow<'static, str> {
    match refusal {
        Refusal::Invalid(invalid) => invalid.reason.into(),
        Refusal::TooMany { what, max } => format!("The account holds {max} {what} already, which is the most.").into(),
        Refusal::AccountExists => "An account of this id exists. Ids are yours to choose, once each.".into(),
        Refusal::NotFound(what) => format!("There is no such {what}.").into(),
        Refusal::UnknownFeature => "The catalog has no such feature. GET /v1/catalog lists them.".into(),
        Refusal::UnknownDimension(dimension) => {
            format!("The feature's price has no rate for {}.", dimension.escape_debug()).into()
        }
        Refusal::GrantNotOpen => "The grant is used up, expired or ended: nothing of it can be voided.".into(),
        Refusal::ReservationNotOpen => "The reservation was settled or voided before.".into(),
        Refusal::ReservationExpired => {
            "The reservation is over and its credits are free again. Settle with \"late\": true to spend now.".into()
        }
        Refusal::ReversalExceedsSpend { left } => {
            format!("At most {left} credits of this spend can be put back.").into()
        }
        Refusal::OrderNotOpen => "The order stands elsewhere: it is paid or canceled already, or not paid yet.".into(),
        Refusal::OrderDisputed => "The buyer's bank disputes the payment: nothing is refunded beside it.".into(),
        Refusal::NothingToRefund => "The order's credits are used, gone or refunded: nothing is left to refund.".into(),
        Refusal::SubaccountCannotBuy => "A subaccount has no purchases of its own: its agency buys for it.".into(),
        Refusal::TrialCannotBuy => "Nothing is bought in a trial. Activate the account first.".into(),
        Refusal::PriceChanged { total } => {
            format!("It costs {} {} in minor units now; nothing was charged.", total.amount, total.currency).into()
        }
        Refusal::AccountEnded => "The trial or subscription is over. The account can be activated again.".into(),
        Refusal::RoleNotAllowed { right } => format!("The member's role lacks the right to {}.", right.name()).into(),
        Refusal::PlanLacksFeature { .. } => "The account's plan does not include this feature.".into(),
        Refusal::SharingDisabled => {
            "The agency does not share its credits with its subaccounts, and this one's own do not suffice.".into()
        }
        Refusal::QuoteUsed => "A quote is used once. Ask for a new one.".into(),
        Refusal::QuoteExpired => "The quote has expired. Ask for a new one.".into(),
        Refusal::QuoteMismatch => "The quote is for another account, member, feature or amount.".into(),
        Refusal::MaxCreditsExceeded { cost } => format!("It costs {cost} credits, more than max_credits.").into(),
        Refusal::SettleExceedsReservation { cost, reserved } => {
            format!("It costs {cost} credits; at most {reserved} may be settled. The reservation stays open.").into()
        }
        Refusal::SpendLimitReached { level, limit, used, resets_at, required } => {
            let (level, left) = (level.name(), limit.less(*used));
            format!(
                "It takes {required} credits; the spend limit of the {level} leaves {left} of {limit} until {resets_at}."
            )
            .into()
        }
        Refusal::InsufficientCredits { required, available } => {
            format!("It takes {required} credits; {available} are available.").into()
        }
    }
}

fn extra(refusal: &Refusal, scene: Option<&Scene<'_>>) -> Extra {
    let can = |right| Some(scene.map(|scene| who_can(scene, right)).unwrap_or_default());
    let none = Extra::default();
    match refusal {
        Refusal::InsufficientCredits { required, available } => {
            let shortfall = required.less(*available);
            Extra {
                required: Some(Shown(*required)),
                available: Some(Shown(*available)),
                shortfall: Some(Shown(shortfall)),
                ways: Some(scene.map(|scene| ways(scene, shortfall)).unwrap_or_default()),
                who_can: can(Right::Buy),
                ..none
            }
        }
        Refusal::SpendLimitReached { level, limit, used, resets_at, required } => Extra {
            level: Some(level.name()),
            limit: Some(Shown(*limit)),
            used: Some(Shown(*used)),
            resets_at: Some(Shown(*resets_at)),
            required: Some(Shown(*required)),
            who_can: can(Right::ManageMembers),
            ..none
        },
        Refusal::RoleNotAllowed { right } => Extra { who_can: can(*right), ..none },
        Refusal::AccountEnded | Refusal::TrialCannotBuy | Refusal::SubaccountCannotBuy => {
            Extra { who_can: can(Right::Buy), ..none }
        }
        Refusal::PriceChanged { total } => Extra { total: Some((*total).into()), ..none },
        Refusal::SharingDisabled => Extra { who_can: can(Right::Share), ..none },
        Refusal::PlanLacksFeature { plans, .. } => {
            Extra { plans: Some(Problem::plans(plans)), who_can: can(Right::Buy), ..none }
        }
        Refusal::MaxCreditsExceeded { cost } => Extra { cost: Some(Shown(*cost)), ..none },
        Refusal::SettleExceedsReservation { cost, reserved } => {
            Extra { cost: Some(Shown(*cost)), reserved: Some(Shown(*reserved)), ..none }
        }
        Refusal::ReversalExceedsSpend { left } => Extra { left: Some(Shown(*left)), ..none },
        Refusal::Invalid(_)
        | Refusal::TooMany { .. }
        | Refusal::AccountExists
        | Refusal::NotFound(_)
        | Refusal::UnknownFeature
        | Refusal::UnknownDimension(_)
        | Refusal::GrantNotOpen
        | Refusal::ReservationNotOpen
        | Refusal::ReservationExpired
        | Refusal::OrderNotOpen
        | Refusal::OrderDisputed
        | Refusal::NothingToRefund
        | Refusal::QuoteUsed
        | Refusal::QuoteExpired
        | Refusal::QuoteMismatch => none,
    }
}

/// A person asks a handful of people, not thousands.
const WHO_MAX: usize = 20;

/// The members who hold a right where the scene is, by role.
pub(crate) fn who_can(scene: &Scene<'_>, right: Right) -> Vec<WhoCan> {
    let mut roles: Vec<WhoCan> = Vec::new();
    for (id, member) in scene.pool.who_can(scene.catalog, scene.subaccount, right).take(WHO_MAX) {
        let name = scene.subaccount.and_then(|account| (scene.name_of)(account, id));
        let name = name.or_else(|| (scene.name_of)(&scene.pool.account, id));
        let who = Who { id: Shown(id.clone()), name };
        match roles.iter_mut().find(|role| role.role.0 == member.role) {
            Some(role) => role.members.push(who),
            None => roles.push(WhoCan { role: Shown(member.role.clone()), members: vec![who] }),
        }
    }
    roles
}

/// The packages and plans that cover what is missing and that this member may get, the cheapest first.
pub(crate) fn ways(scene: &Scene<'_>, shortfall: Credits) -> Vec<Way> {
    let Scene { pool, catalog, .. } = scene;
    let may_buy = scene.member.is_none_or(|member| {
        pool.rights(catalog, scene.subaccount, member).is_some_and(|rights| rights.has(Right::Buy))
    });
    if scene.subaccount.is_some() || !may_buy || pool.life.state == State::Ended {
        return Vec::new();
    }
    let mut ways = Vec::new();
    let is_trial = pool.life.state == State::Trial;
    if !is_trial {
        let packages = catalog.packages().iter().filter(|package| package.credits.credits() >= shortfall);
        ways.extend(packages.map(|package| Way {
            kind: WayKind::Package,
            id: package.id.to_string(),
            name: package.name.clone(),
            price: Some(package.price.into()),
        }));
    }
    let choice = &pool.life.choice;
    let held = choice.agreed.or_else(|| Some(catalog.plan(choice.plan.as_str())?.allowance())).unwrap_or_default();
    let granted = |plan: &Plan| if plan.id == choice.plan { held } else { plan.allowance() };
    // Whoever is on a trial starts a plan: all of its credits come, and what is left of the trial's goes.
    let given_up = if is_trial { left_of_trial(pool) } else { held };
    let plans = catalog.plans().iter().filter(|plan| {
        !plan.is_legacy() && granted(plan).less(given_up) >= shortfall && (is_trial || granted(plan) > held)
    });
    ways.extend(plans.map(|plan| Way {
        kind: WayKind::Plan,
        id: plan.id.to_string(),
        name: plan.name.clone(),
        price: plan.price.map(Into::into),
    }));
    ways.sort_by_key(|way| way.price.map_or(u64::MAX, super::super::wire::shown::MoneyOut::amount));
    ways
}

fn left_of_trial(pool: &Pool) -> Credits {
    let trial = pool.all_grants().filter(|grant| grant.terms.kind == GrantKind::Trial);
    trial.fold(Credits::ZERO, |sum, grant| sum.saturating_add(grant.available))
}
