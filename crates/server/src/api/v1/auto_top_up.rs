//! Auto top-up: one package is ordered with the saved card whenever less than a threshold is available.

use scrip_core::command::{Command, OrderCommand, SetTopUp};
use scrip_core::entry::TopUp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::payment_method::buyer;
use crate::app::profile::AccountProfile;
use crate::auth::Scope;
use crate::edge::answer::broken;
use crate::edge::{Answer, Call, Endpoint, Operation, Shape, Verb, Who, endpoint};
use crate::problem::{Code, Problem};
use crate::wire::field::{AmountField, Given, PackageIdField};
use crate::wire::money::NewMoney;
use crate::wire::parse::Fault;
use crate::wire::shown::{CreditsOut, MemberIdOut, MoneyOut, PackageIdOut, Shown, some};

/// Auto top-up to be set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAutoTopUp {
    /// When less than so many credits are available.
    #[schema(required)]
    threshold: Option<AmountField>,
    /// What is then ordered, one at a time.
    #[schema(required)]
    package: Option<PackageIdField>,
    /// At most so much in a calendar month, gross.
    #[schema(required)]
    monthly_max: Option<NewMoney>,
}

/// Auto top-up as it is set.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AutoTopUp {
    /// When less than so many credits are available.
    threshold: CreditsOut,
    /// What is then ordered.
    package: PackageIdOut,
    /// At most so much in a calendar month, gross.
    monthly_max: MoneyOut,
    /// Who arranged it; none: the product.
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<MemberIdOut>,
}

/// It was switched off.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RemovedAutoTopUp {
    /// True.
    removed: bool,
}

const ONE: &str = "/v1/accounts/{account}/auto-top-up";
const WHO: Who = Who::ServerOrSession(Scope::Write);

const PUT: Operation = Operation {
    body: Some(Shape::of::<NewAutoTopUp>()),
    codes: &[Code::RoleNotAllowed, Code::AccountEnded, Code::SubaccountCannotBuy, Code::TrialCannotBuy],
    ..Operation::of(
        (Verb::Put, ONE),
        "putAutoTopUp",
        "Order a package by itself whenever there is too little",
        WHO,
        (200, Shape::of::<AutoTopUp>()),
    )
};

const GET: Operation = Operation {
    codes: &[Code::RoleNotAllowed, Code::SubaccountCannotBuy],
    ..Operation::of(
        (Verb::Get, ONE),
        "getAutoTopUp",
        "Auto top-up, where it is on",
        WHO,
        (200, Shape::of::<AutoTopUp>()),
    )
};

const DELETE: Operation = Operation {
    codes: &[Code::RoleNotAllowed, Code::SubaccountCannotBuy],
    ..Operation::of(
        (Verb::Delete, ONE),
        "deleteAutoTopUp",
        "Switch auto top-up off",
        WHO,
        (200, Shape::of::<RemovedAutoTopUp>()),
    )
};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&PUT, put), endpoint(&GET, get), endpoint(&DELETE, delete)]
}

fn shown(top_up: &TopUp) -> AutoTopUp {
    AutoTopUp {
        threshold: Shown(top_up.threshold),
        package: Shown(top_up.package.clone()),
        monthly_max: top_up.monthly_max.into(),
        member: some(top_up.member.as_ref()),
    }
}

async fn put(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let body: NewAutoTopUp = call.body()?;
    let monthly_max = body.monthly_max.ok_or_else(|| Problem::fault("monthly_max", &Fault::new("is required")))?;
    let set = SetTopUp {
        member: place.own_member(&call, None)?,
        threshold: body.threshold.required("threshold")?.credits(),
        package: body.package.required("package")?,
        monthly_max: monthly_max.read(["monthly_max.amount", "monthly_max.currency"])?,
        buyer: AccountProfile::of(&call.app.ledger, &place.pool.account)?.buyer(),
    };
    // Roles are asked before what the account is, and a subaccount before a trial.
    buyer(&call)?;
    let made = call.ask(place.pool.no, None, Command::Order(OrderCommand::SetTopUp(set))).await?;
    let pool = made.pool(&call.app)?;
    let top_up = pool.trade.as_ref().and_then(|trade| trade.top_up.as_ref());
    Ok(Answer::ok(&shown(top_up.ok_or_else(|| broken("auto top-up that was set is off"))?)))
}

async fn get(call: Call) -> Result<Answer, Problem> {
    let place = buyer(&call)?;
    let top_up = place.pool.trade.as_ref().and_then(|trade| trade.top_up.as_ref());
    Ok(Answer::ok(&shown(top_up.ok_or_else(|| Problem::not_found("auto top-up"))?)))
}

async fn delete(call: Call) -> Result<Answer, Problem> {
    let place = buyer(&call)?;
    if place.pool.trade.as_ref().is_none_or(|trade| trade.top_up.is_none()) {
        return Err(Problem::not_found("auto top-up"));
    }
    call.ask(place.pool.no, None, Command::Order(OrderCommand::RemoveTopUp)).await?;
    Ok(Answer::ok(&RemovedAutoTopUp { removed: true }))
}
