//! `GET /v1/accounts/{account}/offers?quantity=`: the packages with their price for this buyer, higher plans, and how one may pay.

use scrip_core::catalog::{Plan, Right};
use scrip_core::command::Command;
use scrip_core::credits::Credits;
use scrip_core::entry::{PayWith, PlanChoice};
use scrip_core::money::Money;
use scrip_core::order::QUANTITY_MAX;
use scrip_core::order::total::total;
use scrip_core::pool::State;
use scrip_core::refusal::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

use super::balance::BalanceOut;
use super::orders::BankOut;
use crate::app::profile::AccountProfile;
use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Parameter, Place, Shape, Verb, Who};
use crate::problem::{Code, Problem};
use crate::wire::parse::Fault;
use crate::wire::shown::{CreditsOut, MoneyOut, PackageIdOut, PayWithOut, PlanIdOut, RateOut, Shown};

/// What an account may buy now.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Offers {
    /// Extra credits, bought once; none in a trial, which buys nothing.
    packages: Vec<PackageOffer>,
    /// Higher plans, which are paid at the host.
    plans: Vec<PlanOffer>,
    /// How an order may be paid, the usual way first.
    pay_with: Vec<PayWithOut>,
    /// Where a transfer goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    transfer_details: Option<TransferDetails>,
    /// The terms of sale.
    #[serde(skip_serializing_if = "Option::is_none")]
    terms_url: Option<String>,
}

/// A package with its price for this buyer.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PackageOffer {
    /// The package.
    id: PackageIdOut,
    /// Its name.
    name: String,
    /// Its credits, of as many as were asked for.
    credits: CreditsOut,
    /// The price without tax.
    price: MoneyOut,
    /// The tax.
    tax: MoneyOut,
    /// What is paid: an order names it.
    total: MoneyOut,
    /// The tax in percent.
    tax_rate: RateOut,
    /// True when the buyer owes the tax.
    reverse_charge: bool,
    /// How long its credits last after the payment, ISO 8601; for ever without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_in: Option<String>,
}

/// A higher plan; in a trial, a plan that it may start.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlanOffer {
    /// The plan.
    id: PlanIdOut,
    /// Its name.
    name: String,
    /// Its credits a period.
    allowance: CreditsOut,
    /// Its price, where one is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<MoneyOut>,
    /// The balance right after the change.
    balance_after: BalanceOut,
}

/// Where a transfer goes.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TransferDetails {
    /// The seller's bank account, where the catalog names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    bank: Option<BankOut>,
    /// Within how many days an order is to be paid.
    pay_by_days: u32,
    /// Within how many business days after a transfer was seen the credits are there.
    business_days: u32,
}

pub(crate) const OPERATION: Operation = Operation {
    query: &[Parameter {
        name: "quantity",
        about: "How many of each package the credits, price, tax and total are of; 1 without it.",
        form: "quantity",
    }],
    codes: &[Code::RoleNotAllowed, Code::AccountEnded, Code::SubaccountCannotBuy],
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/offers"),
        "getOffers",
        "What an account may buy now, and for how much",
        Who::ServerOrSession(Scope::Write),
        (200, Shape::of::<Offers>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let state = place.pool.life.state;
    if state == State::Ended {
        return Err(place.refused(&call, &Refusal::AccountEnded));
    }
    place.require(&call, Right::Buy)?;
    if place.subaccount.is_some() {
        return Err(place.refused(&call, &Refusal::SubaccountCannotBuy));
    }
    let quantity = quantity(&call)?;
    let catalog = place.catalog();
    let settings = catalog.settings();
    let buyer = AccountProfile::of(&call.app.ledger, &place.pool.account)?.buyer();
    let may_buy = state != State::Trial;
    let priced = catalog.packages().iter().filter(|_| may_buy).filter_map(|package| {
        let total = total(&settings.tax, package.price, quantity, buyer)?;
        let credits = package.credits.credits().milli().checked_mul(i64::from(quantity))?;
        let money = |amount| MoneyOut::from(Money { amount, currency: total.currency });
        Some(PackageOffer {
            id: Shown(package.id.clone()),
            name: package.name.clone(),
            credits: Shown(Some(Credits::from_milli(credits)).filter(|credits| *credits <= Credits::LIMIT)?),
            price: money(total.net),
            tax: money(total.tax),
            total: money(total.gross),
            tax_rate: Shown(total.rate),
            reverse_charge: total.is_reverse_charge,
            expires_in: package.expires_after.map(|every| every.to_string()),
        })
    });
    let packages = priced.collect();
    let manual = &settings.manual_payment;
    let transfer_details = may_buy.then(|| TransferDetails {
        bank: manual.bank.as_ref().map(BankOut::from),
        pay_by_days: manual.pay_by_days,
        business_days: manual.business_days,
    });
    let offers = Offers {
        packages,
        plans: catalog.plans().iter().filter_map(|plan| offered(&place, plan)).collect(),
        pay_with: if may_buy { ways_to_pay(&call, &place) } else { Vec::new() },
        transfer_details,
        terms_url: call.app.payments.terms_url.clone(),
    };
    Ok(Answer::ok(&offers))
}

/// How many of a package the offers are for: as many as an order may be for.
fn quantity(call: &Call) -> Result<u32, Problem> {
    let reason = "must be a whole number from 1 to 1000";
    let asked = call.query()?.value("quantity", reason)?.unwrap_or(1);
    let is_right = (1..=QUANTITY_MAX).contains(&asked);
    if is_right { Ok(asked) } else { Err(Problem::fault("quantity", &Fault::new(reason))) }
}

/// A plan that has more than what the account gets now, if the account may change to it; in a trial, any plan that it may start.
fn offered(place: &Place, plan: &Plan) -> Option<PlanOffer> {
    let choice = &place.pool.life.choice;
    let is_trial = place.pool.life.state == State::Trial;
    let current = place.catalog().plan(choice.plan.as_str()).map(Plan::allowance);
    let held = choice.agreed.or(current).unwrap_or_default();
    let is_higher = plan.id != choice.plan && plan.allowance() > held;
    if plan.is_legacy() || !(is_trial || is_higher) {
        return None;
    }
    let change = if is_trial {
        Command::Activate { plan: Some(plan.id.clone()) }
    } else {
        Command::ChangePlan { choice: PlanChoice { plan: plan.id.clone(), agreed: None }, when: None }
    };
    let request = change.previewed(place.pool.no, place.now);
    let after = place.pool.preview(&place.catalogs, &request, place.now).ok()?;
    Some(PlanOffer {
        id: Shown(plan.id.clone()),
        name: plan.name.clone(),
        allowance: Shown(plan.allowance()),
        price: plan.price.map(Into::into),
        balance_after: BalanceOut::from(after.balance(&place.catalogs, None, None, place.now)),
    })
}

fn ways_to_pay(call: &Call, place: &Place) -> Vec<PayWithOut> {
    let has_gateway = call.app.payments.gateway.is_some();
    let has_card = place.pool.trade.as_ref().is_some_and(|trade| trade.has_card());
    let ways = [
        (has_gateway && has_card).then_some(PayWith::Saved),
        has_gateway.then_some(PayWith::Card),
        Some(PayWith::Transfer),
    ];
    ways.into_iter().flatten().map(Shown).collect()
}
