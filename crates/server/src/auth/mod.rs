//! Who calls: server keys, session tokens, operators by their cookie, and what each may do. Knows no endpoint.

pub(crate) mod key;
pub(crate) mod session;

pub(crate) mod cookie;
pub(crate) mod operator;
pub(crate) mod password;
pub(crate) mod role;
pub(crate) mod turn;

mod rate;
mod tries;

use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use scrip_core::command::Actor;
use scrip_core::entry::Space;
use scrip_core::id::AccountId;
use scrip_core::time::Timestamp;

pub(crate) use key::{ApiKey, Keys};
pub use key::{Mode, Scope};
pub(crate) use operator::{Acting, Operators};
pub(crate) use rate::Rates;
pub(crate) use role::Role;
pub(crate) use session::{Session, Sessions};

use crate::app::App;
use crate::problem::{Code, Problem};

/// Who calls.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    /// A server, by its key.
    Server(Arc<ApiKey>),
    /// An operator at the console, by the cookie.
    Operator(Acting),
    /// A member, by a session.
    Member(Session),
}

impl Caller {
    /// Who the core is told asks.
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Server(_) => Actor::Product,
            // Ids are made here, so each is one.
            Self::Operator(acting) => acting.operator.id.parse().map_or(Actor::Product, Actor::Operator),
            Self::Member(session) => {
                Actor::Session { account: session.account.clone(), member: session.member.clone() }
            }
        }
    }

    /// Where its idempotency keys are apart from others'.
    pub(crate) const fn space(&self) -> Space {
        match self {
            Self::Server(_) | Self::Operator(_) => Space::Server,
            Self::Member(_) => Space::Session,
        }
    }

    /// The session, if it is one.
    pub(crate) const fn session(&self) -> Option<&Session> {
        match self {
            Self::Server(_) | Self::Operator(_) => None,
            Self::Member(session) => Some(session),
        }
    }

    /// The operator, if it is one.
    pub(crate) const fn operator(&self) -> Option<&Acting> {
        match self {
            Self::Operator(acting) => Some(acting),
            Self::Server(_) | Self::Member(_) => None,
        }
    }

    /// Whether what lets this caller in holds still, for answers that go on for long.
    pub(crate) fn holds(&self, app: &App, now: Timestamp) -> bool {
        match self {
            // A key's answers go on to their end; revoking it ends whatever begins after.
            Self::Server(_) => true,
            Self::Operator(acting) => app.operators.still(&acting.session, now),
            Self::Member(session) => now < session.expires_at && looks_on(app, session, now),
        }
    }
}

/// Finds out who calls. Whether a session's member is still there is asked where its pool is read. A cookie counts only where
/// no key and no token is sent, and only from the console's own page.
pub(crate) fn who(parts: &Parts, app: &App, now: Timestamp) -> Result<Caller, Problem> {
    let Some(token) = token(&parts.headers) else {
        let Some(token) = cookie::token(parts) else {
            return Err(stranger("Send Authorization: Bearer with a server key or a session token."));
        };
        let acting = app.operators.acting(token, now);
        let acting = acting.ok_or_else(|| ended("The operator's session is over. Sign in again."))?;
        cookie::from_console(parts)?;
        return Ok(Caller::Operator(acting));
    };
    if token.starts_with(session::PREFIX) {
        let session = app.sessions.read(token, now).filter(|session| looks_on(app, session, now));
        return session.map(Caller::Member).ok_or_else(|| ended("The session is unknown or over."));
    }
    app.keys.find(token).map(Caller::Server).ok_or_else(|| stranger("The key is unknown, revoked, or of another mode."))
}

/// True for a member's own session, and for a support session whose operator is still signed in or whose key still there.
fn looks_on(app: &App, session: &Session, now: Timestamp) -> bool {
    session.support.as_deref().is_none_or(|support| {
        if support.session.is_some() {
            app.operators.holds(support, now)
        } else {
            app.keys.all().iter().any(|key| key.id == support.by)
        }
    })
}

/// The account that a session names, before it is known whether it holds.
pub(crate) fn account_named(headers: &HeaderMap) -> Option<AccountId> {
    Sessions::named(token(headers)?)
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = header.and_then(|value| value.split_once(' ')).filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
    token.map(|(_, token)| token)
}

fn stranger(detail: &'static str) -> Problem {
    Problem::new(Code::Unauthenticated, detail)
}

/// The session holds no more.
pub(crate) fn ended(detail: &'static str) -> Problem {
    Problem::new(Code::Unauthenticated, detail)
}
