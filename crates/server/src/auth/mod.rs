//! Who calls: server keys and session tokens, and what each may do. Knows no endpoint.

pub(crate) mod key;
pub(crate) mod session;

mod rate;

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use scrip_core::command::Actor;
use scrip_core::entry::Space;
use scrip_core::id::AccountId;
use scrip_core::time::Timestamp;

pub(crate) use key::{ApiKey, Keys};
pub use key::{Mode, Scope};
pub(crate) use rate::Rates;
pub(crate) use session::{Session, Sessions};

use crate::problem::{Code, Problem};

/// Who calls.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    /// A server, by its key.
    Server(Arc<ApiKey>),
    /// A member, by a session.
    Member(Session),
}

impl Caller {
    /// Who the core is told asks.
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Server(_) => Actor::Product,
            Self::Member(session) => {
                Actor::Session { account: session.account.clone(), member: session.member.clone() }
            }
        }
    }

    /// Where its idempotency keys are apart from others'.
    pub(crate) const fn space(&self) -> Space {
        match self {
            Self::Server(_) => Space::Server,
            Self::Member(_) => Space::Session,
        }
    }

    /// The session, if it is one.
    pub(crate) const fn session(&self) -> Option<&Session> {
        match self {
            Self::Server(_) => None,
            Self::Member(session) => Some(session),
        }
    }
}

/// Finds out who calls. Whether a session's member is still there is asked where its pool is read.
pub(crate) fn who(headers: &HeaderMap, keys: &Keys, sessions: &Sessions, now: Timestamp) -> Result<Caller, Problem> {
    let token = token(headers);
    let token = token.ok_or_else(|| stranger("Send Authorization: Bearer with a server key or a session token."))?;
    if token.starts_with(session::PREFIX) {
        return sessions.read(token, now).map(Caller::Member).ok_or_else(|| ended("The session is unknown or over."));
    }
    keys.find(token).map(Caller::Server).ok_or_else(|| stranger("The key is unknown, revoked, or of another mode."))
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
