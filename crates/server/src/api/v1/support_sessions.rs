//! `POST /v1/accounts/{account}/support-sessions`: look on as a member would see it, for a reason that stands in the audit.

use scrip_core::catalog::Right;
use scrip_core::id::MemberId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::session::{SUPPORT_LIFE, Support};
use crate::auth::{Caller, Scope, Session};
use crate::edge::{Answer, Call, Operation, Place, Shape, Verb, Who};
use crate::problem::Problem;
use crate::wire::field::{Given, MemberIdField, TextField};
use crate::wire::shown::{AccountIdOut, MemberIdOut, Shown, TimeOut};

/// A look to be taken.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSupportSession {
    /// As whom; without it as one who sees most.
    member: Option<MemberIdField>,
    /// Why: it stands in the audit.
    #[schema(required)]
    reason: Option<TextField>,
}

/// A token that reads what a member sees, and changes nothing.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SupportSession {
    /// Send it as `Authorization: Bearer`.
    token: String,
    /// The account.
    account: AccountIdOut,
    /// As whom.
    member: MemberIdOut,
    /// Until when it holds: half an hour, and no longer than the operator's own session.
    expires_at: TimeOut,
}

pub(super) const OPERATION: Operation = Operation {
    body: Some(Shape::of::<NewSupportSession>()),
    ..Operation::of(
        (Verb::Post, "/v1/accounts/{account}/support-sessions"),
        "createSupportSession",
        "Look on as a member, for a reason; reads only",
        Who::Server(Scope::Operator),
        (201, Shape::of::<SupportSession>()),
    )
};

pub(super) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let body: NewSupportSession = call.body()?;
    let reason = body.reason.required("reason")?;
    let member = match body.member.optional("member")? {
        Some(member) => {
            place.pool.member(place.subaccount.as_ref(), &member).ok_or_else(|| Problem::not_found("member"))?;
            member
        }
        None => who_sees_most(&place).ok_or_else(|| {
            Problem::invalid("member", "invalid_member", "names nobody: the account has no members to look on as")
        })?,
    };
    let caller = call.caller()?;
    let support = match caller {
        Caller::Operator(acting) => {
            Support { by: acting.operator.id.clone(), session: Some(acting.session.hash.clone()) }
        }
        Caller::Server(key) => Support { by: key.id.clone(), session: None },
        Caller::Member(_) => return Err(Problem::not_found("account")),
    };
    let subject = format!("{}/{member}", place.account);
    let audit = call.app.audit_because(caller, call.clock, "support_session", &subject, Some(&reason));
    // No look without its line.
    call.app.ledger.put(vec![audit]).await?;
    let expires_at = call.clock.plus(SUPPORT_LIFE);
    let session = Session { account: place.account, member, expires_at, support: Some(Box::new(support)) };
    let token = call.app.sessions.sign(&session);
    let Session { account, member, .. } = session;
    let answer =
        SupportSession { token, account: Shown(account), member: Shown(member), expires_at: Shown(expires_at) };
    Ok(Answer::created(&answer))
}

/// Who may manage members sees everything; else whoever there is.
fn who_sees_most(place: &Place) -> Option<MemberId> {
    let (catalog, subaccount) = (place.catalog(), place.subaccount.as_ref());
    let managing = place.pool.who_can(catalog, subaccount, Right::ManageMembers).map(|(id, _)| id);
    let using = place.pool.who_can(catalog, subaccount, Right::Use).map(|(id, _)| id);
    managing.chain(using).find(|id| place.pool.member(subaccount, id).is_some()).cloned()
}
