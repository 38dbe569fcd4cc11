//! `POST /v1/operator-sessions`: sign in with a password and get a cookie; `…/current`: who am I, sign out, another password.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::out::{self, SessionOut};
use crate::api::front::Peer;
use crate::auth::operator::{Operator, Operators};
use crate::auth::turn::{Changed, TRIES_MAX, look_anew, never_its_turn};
use crate::auth::{Acting, cookie};
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::{Code, Problem};
use crate::wire::field::{Given, PasswordField, TextField};

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    /// The operator's mail.
    #[schema(required)]
    email: Option<TextField>,
    /// The password.
    #[schema(required)]
    password: Option<PasswordField>,
}

/// Another password of one's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OwnPassword {
    /// The one that holds until now.
    #[schema(required)]
    current_password: Option<PasswordField>,
    /// The new one, 12 to 128 characters.
    #[schema(required)]
    password: Option<PasswordField>,
}

/// The end of a session.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignedOut {
    /// True.
    signed_out: bool,
}

const CURRENT: &str = "/v1/operator-sessions/current";

/// Because anybody may try, what every other call has anyway stands here.
const SIGN_IN_CODES: &[Code] = &[
    Code::SignInFailed,
    Code::TooManyTries,
    Code::NotFromConsole,
    Code::InvalidParameters,
    Code::Busy,
    Code::Stopping,
];

pub(super) const SIGN_IN: Operation = Operation {
    body: Some(Shape::of::<SignIn>()),
    codes: SIGN_IN_CODES,
    ..Operation::of(
        (Verb::Post, "/v1/operator-sessions"),
        "createOperatorSession",
        "Sign in to the console; the answer sets its cookie",
        Who::Anyone,
        (201, Shape::of::<SessionOut>()),
    )
};

pub(super) const GET: Operation = Operation::of(
    (Verb::Get, CURRENT),
    "getOperatorSession",
    "Who has signed in, and until when",
    Who::Operator,
    (200, Shape::of::<SessionOut>()),
);

pub(super) const END: Operation = Operation::of(
    (Verb::Delete, CURRENT),
    "endOperatorSession",
    "Sign out",
    Who::Operator,
    (200, Shape::of::<SignedOut>()),
);

pub(super) const PASSWORD: Operation = Operation {
    body: Some(Shape::of::<OwnPassword>()),
    codes: &[Code::TooManyTries],
    ..Operation::of(
        (Verb::Put, "/v1/operator-sessions/current/password"),
        "changeOwnPassword",
        "Take another password; all other sessions of the operator end",
        Who::Operator,
        (200, Shape::of::<SessionOut>()),
    )
};

pub(super) async fn sign_in(call: Call) -> Result<Answer, Problem> {
    cookie::from_console(&call.parts)?;
    let body: SignIn = call.body()?;
    let email = out::mail(&body.email.required("email")?)?.to_lowercase();
    let password = body.password.required("password")?;
    let app = &call.app;
    let now = app.fresh(Vec::new()).await?;
    let address = address(&call);
    let tried = app.operators.tries.begin(&email, address, now).map_err(too_many)?;
    // Whoever it is, or nobody: the same work, and then the same answer.
    let known = app.operators.of_mail(&email).filter(|operator| !operator.is_disabled);
    let kept = known.as_ref().map(|operator| operator.password.clone());
    let is_right = app.operators.passwords.is_of(password, kept).await?;
    // Whatever happened to the operator while the password was hashed holds.
    let operator = known.and_then(|known| app.operators.get(&known.id).filter(|now| *now == known));
    let (true, Some(operator)) = (is_right, operator) else {
        let who = app.operators.of_mail(&email).map_or_else(|| "nobody".to_owned(), |operator| operator.id.clone());
        tracing::warn!(operator = who, %address, "sign-in failed");
        app.ledger.put(vec![app.audit_by(&who, now, "sign_in_failed", &address.to_string(), None)]).await?;
        return Err(Problem::new(Code::SignInFailed, "The mail or the password is wrong."));
    };
    app.operators.tries.forgive(tried);
    open(&call, &operator, "signed_in", Vec::new()).await
}

pub(super) async fn get(call: Call) -> Result<Answer, Problem> {
    let acting = acting(&call)?;
    Ok(Answer::ok(&SessionOut::of(&acting.operator, &acting.session)))
}

pub(super) async fn end(call: Call) -> Result<Answer, Problem> {
    let acting = acting(&call)?;
    let mut docs = Operators::end_docs(&acting.session);
    docs.push(call.app.audit(call.caller()?, call.clock, "signed_out", &address(&call).to_string()));
    call.app.ledger.put(docs).await?;
    call.app.operators.ended(&acting.session);
    Ok(Answer::ok(&SignedOut { signed_out: true }).with(header::SET_COOKIE, &cookie::clear(&call.parts)))
}

pub(super) async fn password(call: Call) -> Result<Answer, Problem> {
    let body: OwnPassword = call.body()?;
    let (current, next) = (body.current_password.required("current_password")?, body.password.required("password")?);
    let operators = &call.app.operators;
    let acting = acting(&call)?;
    let email = &acting.operator.email;
    next.check_new("password", email)?;
    let tried = operators.tries.begin(&email.to_lowercase(), address(&call), call.clock).map_err(too_many)?;
    if !operators.passwords.is_of(current, Some(acting.operator.password.clone())).await? {
        return Err(Problem::invalid("current_password", "invalid_current_password", "is wrong"));
    }
    operators.tries.forgive(tried);
    let kept = operators.passwords.keep(next).await?;
    let _changing = operators.changing.lock().await;
    let gone = || Problem::new(Code::Unauthenticated, "The operator's session is over. Sign in again.");
    for _ in 0..TRIES_MAX {
        let turn = operators.turn();
        let old = operators.get(&acting.operator.id).filter(|now| *now == acting.operator).ok_or_else(gone)?;
        let generation = old.generation.wrapping_add(1);
        let changed = Operator { password: kept.clone(), generation, ..Operator::clone(&old) };
        let audit = call.app.audit(call.caller()?, call.clock, "password_changed", &old.id);
        let sessions = operators.end_all_docs(&old.id);
        match operators.change(&call.app.ledger, turn, &old, Some(changed), (audit, sessions)).await? {
            Changed::Done(operator) => {
                operators.ended_all(&old.id);
                let answer = open(&call, &*operator.ok_or_else(gone)?, "signed_in", Vec::new()).await?;
                return Ok(answer.status(StatusCode::OK));
            }
            Changed::Late => look_anew(&call.app, call.caller()?).await?,
        }
    }
    Err(never_its_turn())
}

/// Opens a session of an operator, and gives its cookie.
async fn open(
    call: &Call,
    operator: &Operator,
    action: &str,
    others: Vec<scrip_store::Doc>,
) -> Result<Answer, Problem> {
    let app = &call.app;
    let now = app.clock.now();
    let no_chance = |_| Problem::new(Code::Internal, "The system gives no randomness.");
    let (token, session, mut docs) = app.operators.open(operator, now).map_err(no_chance)?;
    docs.extend(others);
    docs.push(app.audit_by(&operator.id, now, action, &address(call).to_string(), None));
    app.ledger.put(docs.clone()).await?;
    app.operators.opened(&session, &docs, now);
    let answer = Answer::created(&SessionOut::of(operator, &session));
    let answer = answer.with(header::SET_COOKIE, &cookie::set(&call.parts, &token));
    Ok(answer.with(header::CACHE_CONTROL, "no-store"))
}

fn acting(call: &Call) -> Result<Acting, Problem> {
    let acting = call.caller()?.operator().cloned();
    acting.ok_or_else(|| Problem::new(Code::Unauthenticated, "This call needs an operator's session."))
}

fn too_many(seconds: u64) -> Problem {
    let detail = "Too many sign-ins failed with this mail or from this address. Try again later, or ask an admin.";
    Problem::retry(Code::TooManyTries, detail, seconds)
}

/// Who is at the other end of the connection: behind a proxy, the proxy.
fn address(call: &Call) -> IpAddr {
    call.parts.extensions.get().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |Peer(address)| *address)
}
