//! `PATCH /v1/accounts/{account}`: time zone, language, billing, and (operators) how much the pool may owe.

use scrip_core::command::Command;
use serde::Deserialize;
use utoipa::ToSchema;

use super::create::Locale;
use super::out::AccountOut;
use crate::app::profile::{AccountProfile, Billing};
use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::{Code, Extra, Problem};
use crate::wire::Field;
use crate::wire::field::{CreditsField, Given, ZoneField};
use crate::wire::parse::Fault;

/// What is to change; the rest stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AccountPatch {
    /// Its time zone: later period ends only.
    time_zone: Option<ZoneField>,
    /// Its language, BCP 47.
    #[schema(value_type = Option<String>)]
    locale: Option<Field<Locale>>,
    /// Where its invoices go, as a whole.
    #[schema(value_type = Option<Billing>)]
    billing: Option<Field<Billing>>,
    /// How much the pool may owe; operator scope.
    overdraft_limit: Option<CreditsField>,
}

pub(crate) const OPERATION: Operation = Operation {
    verb: Verb::Patch,
    path: "/v1/accounts/{account}",
    id: "patchAccount",
    summary: "Change an account's time zone, language, billing details or overdraft limit",
    who: Who::Server(Scope::Write),
    is_keyed: false,
    query: &[],
    body: Some(Shape::of::<AccountPatch>()),
    answer: (200, Shape::of::<AccountOut>()),
    codes: &[],
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let body: AccountPatch = call.body()?;
    let zone = body.time_zone.optional("time_zone")?;
    let overdraft = body.overdraft_limit.optional("overdraft_limit")?;
    let locale = body.locale.optional("locale")?;
    let billing = body.billing.optional("billing")?;
    if overdraft.is_some() && !call.is_operator() {
        return Err(operators_only("overdraft_limit"));
    }
    let is_sub = place.subaccount.is_some();
    for (field, is_there) in [("time_zone", zone.is_some()), ("overdraft_limit", overdraft.is_some())] {
        if is_sub && is_there {
            return Err(Problem::fault(field, &Fault::new("is the agency's: change it there")));
        }
    }
    let no = place.pool.no;
    let mut profile = AccountProfile::of(&call.app.ledger, &place.account)?;
    profile.locale = locale.map(|Locale(text)| text).or(profile.locale);
    let mut docs = Vec::new();
    if let Some(billing) = billing {
        if billing.needs_operator(profile.billing.as_ref()) && !call.is_operator() {
            return Err(operators_only("billing.tax_id_verified"));
        }
        let was_verified = profile.billing.as_ref().is_some_and(Billing::is_verified);
        let billing = billing.after(profile.billing.as_ref());
        if billing.is_verified() != was_verified {
            docs.push(call.app.audit(call.caller()?, call.clock, "tax_id_verified", place.account.as_str()));
        }
        profile.billing = Some(billing);
    }
    if let Some(zone) = zone {
        call.ask(no, None, Command::SetZone(zone)).await?;
    }
    if let Some(limit) = overdraft {
        let audit = call.app.audit(call.caller()?, call.clock, "overdraft_limit", place.account.as_str());
        call.ask_with(no, None, Command::SetOverdraftLimit(limit), vec![audit]).await?;
    }
    call.app.refuse_after_leap()?;
    docs.push(profile.doc(&place.account));
    call.app.ledger.put(docs).await?;
    let place = call.place()?;
    Ok(Answer::ok(&AccountOut::of(&place.pool, place.subaccount.as_ref()).with(profile)))
}

/// A field that a key of a lesser scope may not set.
pub(super) fn operators_only(field: &str) -> Problem {
    let detail = format!("{field} is the operator's to set: use a key with the scope operator.");
    Problem::with(Code::ScopeMissing, detail, Extra { who_can: Some(Vec::new()), ..Extra::default() })
}
