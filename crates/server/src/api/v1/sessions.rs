//! Sessions: a token for one member of one account, and what it may do.

use axum::http::StatusCode;
use scrip_core::catalog::{Right, Rights};
use scrip_core::entry::AccountKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::accounts::out::{KindOut, StateOut, kind};
use crate::auth::{Scope, Session, session};
use crate::edge::{Answer, Call, Endpoint, Operation, Shape, Verb, Who, endpoint};
use crate::problem::{Problem, WhoCan, who_can};
use crate::wire::field::{Given, MemberIdField};
use crate::wire::shown::{AccountIdOut, MemberIdOut, PlanIdOut, RightOut, RoleIdOut, Shown, TimeOut};

/// A session to be opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSession {
    /// Whose.
    #[schema(required)]
    member: Option<MemberIdField>,
}

/// A token for one member of one account.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SessionToken {
    /// Send it as `Authorization: Bearer`.
    token: String,
    /// Until when it holds.
    expires_at: TimeOut,
}

/// Whose session it is and what it may do.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
#[serde(deny_unknown_fields)]
struct SessionOut {
    /// The account.
    account: AccountIdOut,
    /// The member.
    member: MemberIdOut,
    /// The role.
    role: RoleIdOut,
    /// Its rights.
    rights: Vec<RightOut>,
    /// What the account is.
    kind: KindOut,
    /// The plan that holds: a subaccount's is its agency's.
    plan: SessionPlan,
    /// Where the account stands.
    state: StateOut,
    /// The subaccounts that the member looks after, the first 200 by their ids. Only in an agency's main account.
    #[serde(skip_serializing_if = "Option::is_none")]
    subaccounts: Option<Vec<AccountIdOut>>,
    /// Who can use, buy and share.
    who_can: CanOut,
    /// True where an operator looks on as the member: nothing can be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    support: Option<bool>,
}

/// A plan, as a page shows it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SessionPlan {
    /// Its id.
    id: PlanIdOut,
    /// Its name, in the catalog's words.
    name: String,
}

/// Subaccounts that a session names: what a page lists. A host knows its own.
const SUBACCOUNTS_MAX: usize = 200;

/// Who can use, buy and share.
#[derive(Serialize, ToSchema)]
#[schema(as = SessionWhoCan)]
#[serde(deny_unknown_fields)]
struct CanOut {
    /// Use features.
    r#use: Vec<WhoCan>,
    /// Buy credits.
    buy: Vec<WhoCan>,
    /// Turn sharing on.
    share: Vec<WhoCan>,
}

const CREATE: Operation = Operation {
    body: Some(Shape::of::<NewSession>()),
    ..Operation::of(
        (Verb::Post, "/v1/accounts/{account}/sessions"),
        "createSession",
        "A token for a member, for the browser; at most an hour",
        Who::Server(Scope::Write),
        (201, Shape::of::<SessionToken>()),
    )
};

const GET: Operation = Operation::of(
    (Verb::Get, "/v1/session"),
    "getSession",
    "Whose session it is and what it may do",
    Who::Session,
    (200, Shape::of::<SessionOut>()),
);

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&CREATE, create), endpoint(&GET, get)]
}

async fn create(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let body: NewSession = call.body()?;
    let member = body.member.required("member")?;
    place.pool.member(place.subaccount.as_ref(), &member).ok_or_else(|| Problem::not_found("member"))?;
    let expires_at = call.clock.plus(session::LIFE);
    let session = Session { account: place.account, member, expires_at, support: None };
    let token = SessionToken { token: call.app.sessions.sign(&session), expires_at: Shown(expires_at) };
    Ok(Answer::json(StatusCode::CREATED, &token))
}

async fn get(call: Call) -> Result<Answer, Problem> {
    let not_there = || Problem::not_found("session");
    let Session { account, member, support, .. } = call.caller()?.session().cloned().ok_or_else(not_there)?;
    let no = call.app.ledger.account(&account)?.ok_or_else(not_there)?;
    let place = call.place_in(no, &account)?;
    let (_, rights) = place.member.as_ref().ok_or_else(not_there)?;
    let role = &place.pool.member(place.subaccount.as_ref(), &member).ok_or_else(not_there)?.role;
    let name_of = |account: &_, member: &_| call.app.name_of(account, member);
    let scene = place.scene(&name_of, None);
    let plan = &place.pool.life.choice.plan;
    let is_main = place.subaccount.is_none() && place.pool.kind == AccountKind::Agency;
    let all = place.pool.house.subaccounts.iter();
    let looked_after = all.filter(|id| {
        let rights = place.pool.rights(place.catalog(), Some(id), &member);
        rights.is_some_and(|rights| rights != Rights::NONE)
    });
    let session = SessionOut {
        account: Shown(account),
        role: Shown(role.clone()),
        rights: rights.iter().map(Shown).collect(),
        kind: kind(&place.pool, place.subaccount.as_ref()),
        plan: SessionPlan {
            name: place.catalog().plan(plan.as_str()).map_or_else(|| plan.to_string(), |plan| plan.name.clone()),
            id: Shown(plan.clone()),
        },
        state: place.pool.life.state.into(),
        subaccounts: is_main.then(|| looked_after.take(SUBACCOUNTS_MAX).cloned().map(Shown).collect()),
        who_can: CanOut {
            r#use: who_can(&scene, Right::Use),
            buy: who_can(&scene, Right::Buy),
            share: who_can(&scene, Right::Share),
        },
        member: Shown(member),
        support: support.map(|_| true),
    };
    Ok(Answer::ok(&session))
}
