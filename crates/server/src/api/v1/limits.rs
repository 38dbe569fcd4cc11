//! Spend limits: of a member, a subaccount, each of them, or the account; per period, day or month.

use scrip_core::catalog::Right;
use scrip_core::command::Command;
use scrip_core::entry::Subject;
use scrip_core::pool::Limit;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Page, listed};
use crate::edge::{Answer, Call, Endpoint, Operation, Place, Shape, Verb, Who, endpoint};
use crate::problem::{Code, Problem};
use crate::wire::field::{CreditsField, Given, PerField};
use crate::wire::parse::Fault;
use crate::wire::shown::{CreditsOut, PerOut, Shown};
use crate::wire::words::{read_subject, subject};

/// A spend limit to be set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewLimit {
    /// How many credits, 0 included.
    #[schema(required)]
    credits: Option<CreditsField>,
    /// In what time.
    #[schema(required)]
    per: Option<PerField>,
}

/// A spend limit.
#[derive(Serialize, ToSchema)]
#[schema(as = SpendLimit)]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitOut {
    /// Whose: `member:<id>`, `member:*`, `subaccount:<id>`, `subaccount:*` or `account`.
    subject: String,
    /// How many credits.
    credits: CreditsOut,
    /// In what time.
    per: PerOut,
}

listed!(
    /// A page of spend limits.
    LimitsOut of LimitOut
);

/// The limit that was removed.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RemovedLimit {
    /// Whose it was.
    subject: String,
    /// True.
    removed: bool,
}

const ONE: &str = "/v1/accounts/{account}/limits/{subject}";
const CODES: &[Code] = &[Code::RoleNotAllowed];

const PUT: Operation = Operation {
    body: Some(Shape::of::<NewLimit>()),
    codes: &[Code::RoleNotAllowed, Code::TooMany],
    ..Operation::of(
        (Verb::Put, ONE),
        "putLimit",
        "Set a spend limit",
        Who::ServerOrSession(Scope::Write),
        (200, Shape::of::<LimitOut>()),
    )
};

const GET: Operation = Operation {
    codes: CODES,
    ..Operation::of(
        (Verb::Get, ONE),
        "getLimit",
        "A spend limit",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<LimitOut>()),
    )
};

const LIST: Operation = Operation {
    query: &[LIMIT, AFTER],
    codes: CODES,
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/limits"),
        "listLimits",
        "An account's spend limits",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<LimitsOut>()),
    )
};

const DELETE: Operation = Operation {
    codes: CODES,
    ..Operation::of(
        (Verb::Delete, ONE),
        "deleteLimit",
        "Remove a spend limit",
        Who::ServerOrSession(Scope::Write),
        (200, Shape::of::<RemovedLimit>()),
    )
};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&PUT, put), endpoint(&GET, get), endpoint(&LIST, list), endpoint(&DELETE, delete)]
}

/// The account, and whose limit. Limits are the paying account's; a subaccount's members see its own.
fn read(call: &Call) -> Result<(Place, Subject), Problem> {
    let place = call.place()?;
    place.require(call, Right::ManageMembers)?;
    let reason = "must be member:<id>, member:*, subaccount:<id>, subaccount:* or account";
    let text = call.segment(4);
    let subject = read_subject(&text).ok_or_else(|| Problem::fault("subject", &Fault::new(reason)))?;
    Ok((place, subject))
}

/// True for a limit that binds somebody in this account: a member's session sees nothing of others in a subaccount.
fn is_here(place: &Place, whose: &Subject) -> bool {
    let (Some(subaccount), Some(_)) = (&place.subaccount, &place.member) else { return true };
    match whose {
        Subject::Subaccount(id) => id == subaccount,
        Subject::Member(id) => place.pool.member(Some(subaccount), id).is_some(),
        Subject::Account | Subject::EachMember | Subject::EachSubaccount => true,
    }
}

fn shown(whose: &Subject, limit: Limit) -> LimitOut {
    LimitOut { subject: subject(whose), credits: Shown(limit.credits), per: Shown(limit.per) }
}

async fn put(call: Call) -> Result<Answer, Problem> {
    let (place, subject) = read(&call)?;
    let body: NewLimit = call.body()?;
    let limit = Limit { credits: body.credits.required("credits")?, per: body.per.required("per")? };
    let command = Command::SetLimit { subject: subject.clone(), credits: limit.credits, per: limit.per };
    call.ask(place.pool.no, None, command).await?;
    Ok(Answer::ok(&shown(&subject, limit)))
}

async fn get(call: Call) -> Result<Answer, Problem> {
    let (place, subject) = read(&call)?;
    let limit = place.pool.house.limits.get(&subject).filter(|_| is_here(&place, &subject));
    let limit = limit.ok_or_else(|| Problem::not_found("limit"))?;
    Ok(Answer::ok(&shown(&subject, *limit)))
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    place.require(&call, Right::ManageMembers)?;
    let page = Page::of(&call.query()?)?;
    let here = place.pool.house.limits.iter().filter(|(whose, _)| is_here(&place, whose));
    let mut all: Vec<_> = here.map(|(whose, limit)| (subject(whose), shown(whose, *limit))).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let rest = all.into_iter().filter(|(cursor, _)| page.after.as_ref().is_none_or(|after| cursor > after));
    Ok(Answer::ok(&LimitsOut::from(page.take(rest))))
}

async fn delete(call: Call) -> Result<Answer, Problem> {
    let (place, whose) = read(&call)?;
    call.ask(place.pool.no, None, Command::RemoveLimit { subject: whose.clone() }).await?;
    Ok(Answer::ok(&RemovedLimit { subject: subject(&whose), removed: true }))
}
