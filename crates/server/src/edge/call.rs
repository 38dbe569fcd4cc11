//! Calls: one request, read and authenticated. Gives the endpoint its ids, query and body, each parsed or refused.

use std::borrow::Cow;
use std::future::poll_fn;
use std::pin::pin;
use std::str::FromStr;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use percent_encoding::percent_decode_str;
use scrip_core::id::{AccountId, GrantId, OrderId, ReservationId, SpendId};
use scrip_core::text::Text;
use scrip_core::time::Timestamp;
use scrip_store::Ask;
use serde::Deserialize;

use super::deed::Deed;
use super::operation::{Operation, Verb, Who};
use crate::app::App;
use crate::auth::operator::Operator;
use crate::auth::{self, Acting, Caller, Role, Scope};
use crate::problem::{self, Code, Extra, Problem, WhoCan};
use crate::wire::field::{Given, TextField};
use crate::wire::parse::Fault;
use crate::wire::{Shown, from_body};

/// One request, read and authenticated.
pub(crate) struct Call {
    /// The server.
    pub(crate) app: Arc<App>,
    /// What is called.
    pub(crate) operation: &'static Operation,
    /// Who calls.
    pub(crate) caller: Option<Caller>,
    /// The clock when it came.
    pub(crate) clock: Timestamp,
    /// Method, address, headers.
    pub(crate) parts: Parts,
    /// The body.
    pub(crate) body: Bytes,
    /// What an operator is about to do.
    pub(super) deed: Option<Box<Deed>>,
}

/// More headers than any client or proxy sends.
pub(crate) const HEADERS_MAX: usize = 100;

/// The longest address.
const URI_BYTES_MAX: usize = 8 << 10;

/// A body arrives within this time, or whoever sends it has gone.
const BODY_WAIT: Duration = Duration::from_secs(10);

impl Call {
    /// Reads a request: bounds first, then who calls, then the body.
    pub(crate) async fn read(
        app: &Arc<App>,
        operation: &'static Operation,
        request: Request<Body>,
    ) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        if parts.headers.len() > HEADERS_MAX {
            return Err(Problem::new(Code::HeadersTooLarge, format!("At most {HEADERS_MAX} headers are read.")));
        }
        if parts.uri.path_and_query().is_some_and(|path| path.as_str().len() > URI_BYTES_MAX) {
            return Err(Problem::new(Code::UriTooLong, "The address is longer than 8 KiB."));
        }
        let clock = if app.ledger.is_shared() && operation.who != Who::Anyone {
            // Apart, so that the way of a call to a store of one process stays small.
            Box::pin(app.fresh(asks(&parts))).await?
        } else {
            app.clock.now()
        };
        let caller = match operation.who {
            Who::Anyone => None,
            who => {
                let caller = auth::who(&parts, app, clock)?;
                may_call(app, who, operation, &caller)?;
                app.rates.take(&caller, clock)?;
                Some(caller)
            }
        };
        let body = if parts.method == Method::GET { Bytes::new() } else { read_body(&parts, body, operation).await? };
        let deed = match &caller {
            // Apart: the way of a server's call stays small.
            Some(Caller::Operator(acting)) => {
                Box::pin(Deed::begin(app, operation, (&parts, &body), acting, clock)).await?
            }
            _ => None,
        };
        Ok(Self { app: Arc::clone(app), operation, caller, clock, parts, body, deed })
    }

    /// The decoded segment of the path at this place, counted from 0 after the first slash.
    pub(crate) fn segment(&self, place: usize) -> Cow<'_, str> {
        let segment = self.parts.uri.path().split('/').nth(place + 1).unwrap_or_default();
        if segment.contains('%') { percent_decode_str(segment).decode_utf8_lossy() } else { Cow::Borrowed(segment) }
    }

    /// An id in the path. A text that cannot be one names nothing.
    pub(crate) fn id<T: FromStr>(&self, place: usize, what: &str) -> Result<T, Problem> {
        self.segment(place).parse().map_err(|_| Problem::not_found(what))
    }

    /// The account of the path `/v1/accounts/{account}/…`.
    pub(crate) fn account(&self) -> Result<AccountId, Problem> {
        self.id(2, "account")
    }

    /// The body.
    pub(crate) fn body<'c, T: Deserialize<'c>>(&'c self) -> Result<T, Problem> {
        // A call whose fields are all optional may leave the body out.
        from_body(if self.body.is_empty() { b"{}" } else { &self.body })
    }

    /// A header as text.
    pub(crate) fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.headers().get(name).and_then(|value| value.to_str().ok())
    }

    /// The headers.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The query's parameters by name. One that the operation does not know, or that stands there twice, is refused.
    pub(crate) fn query(&self) -> Result<Query<'_>, Problem> {
        let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::new();
        for pair in self.parts.uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name), decoded(value));
            if !self.operation.query.iter().any(|parameter| parameter.name == name) {
                let known: Vec<_> = self.operation.query.iter().map(|parameter| parameter.name).collect();
                let remedy = if known.is_empty() { "this call takes none".to_owned() } else { known.join(", ") };
                let reason = format!("is no parameter of this call; it takes: {remedy}");
                return Err(Problem::invalid(&name, "invalid_query", &reason));
            }
            if pairs.iter().any(|(other, _)| *other == name) {
                return Err(Problem::invalid(&name, "invalid_query", "stands there twice"));
            }
            pairs.push((name, value));
        }
        Ok(Query(pairs))
    }

    /// True for a server key with operator scope, and for an operator who may do everything.
    pub(crate) fn is_operator(&self) -> bool {
        match &self.caller {
            Some(Caller::Server(key)) => key.scope >= Scope::Operator,
            Some(Caller::Operator(acting)) => acting.operator.role == Role::Admin,
            Some(Caller::Member(_)) | None => false,
        }
    }

    /// The reason that an operator must give; a server key may.
    pub(crate) fn reason(&self, given: Option<TextField>) -> Result<Option<Text>, Problem> {
        match &self.caller {
            Some(Caller::Operator(_)) => given.required("reason").map(Some),
            _ => given.optional("reason"),
        }
    }

    /// Refuses a session where a part of the call is never open to one.
    pub(crate) fn require_server(&self, detail: &'static str) -> Result<(), Problem> {
        match &self.caller {
            Some(Caller::Member(_)) => Err(scope_missing(detail)),
            _ => Ok(()),
        }
    }

    /// Who calls, for what is written down.
    pub(crate) fn caller(&self) -> Result<&Caller, Problem> {
        self.caller.as_ref().ok_or_else(|| Problem::new(Code::Unauthenticated, "This call needs a key or a session."))
    }
}

/// Parameters of a query.
pub(crate) struct Query<'c>(Vec<(Cow<'c, str>, Cow<'c, str>)>);

impl Query<'_> {
    /// The text of a parameter.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_ref())
    }

    /// The value of a parameter.
    pub(crate) fn value<T: FromStr>(&self, name: &str, right: &'static str) -> Result<Option<T>, Problem> {
        let parse = |text: &str| text.parse().map_err(|_| Problem::fault(name, &Fault::new(right)));
        self.text(name).map(parse).transpose()
    }

    /// True when a parameter says so.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Problem> {
        Ok(self.value(name, "must be true or false")?.unwrap_or(false))
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let spaced = text.replace('+', " ");
    Cow::Owned(percent_decode_str(&spaced).decode_utf8_lossy().into_owned())
}

/// What a call is about, as far as its head says: the account or the pool of the path, and the account of a session.
fn asks(parts: &Parts) -> Vec<Ask> {
    let mut segments = parts.uri.path().split('/').skip(2);
    let (noun, id) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
    let id = percent_decode_str(id).decode_utf8_lossy();
    let named = match noun {
        "accounts" => id.parse().ok().map(Ask::Account),
        "grants" => id.parse().ok().map(|id: GrantId| Ask::Pool(id.pool)),
        "reservations" => id.parse().ok().map(|id: ReservationId| Ask::Pool(id.pool)),
        "orders" => id.parse().ok().map(|id: OrderId| Ask::Pool(id.pool)),
        "spends" => id.parse().ok().map(|id: SpendId| Ask::Pool(id.pool)),
        _ => None,
    };
    named.into_iter().chain(auth::account_named(&parts.headers).map(Ask::Account)).collect()
}

fn may_call(app: &App, who: Who, operation: &Operation, caller: &Caller) -> Result<(), Problem> {
    match (who, caller) {
        (_, Caller::Operator(acting)) => role_may(app, operation, acting),
        (_, Caller::Member(session)) if session.support.is_some() && !is_look(operation) => {
            let detail = "Who acts as support looks on: this session reads what the member sees, and changes nothing.";
            Err(Problem::with(Code::SessionReadOnly, detail, Extra { who_can: Some(Vec::new()), ..Extra::default() }))
        }
        (Who::Anyone, _) | (Who::ServerOrSession(_) | Who::Session, Caller::Member(_)) => Ok(()),
        (Who::Server(scope) | Who::ServerOrSession(scope), Caller::Server(key)) if key.scope >= scope => Ok(()),
        (Who::Server(scope) | Who::ServerOrSession(scope), Caller::Server(_)) => {
            Err(scope_missing(format!("This call needs a server key with the scope {scope}.")))
        }
        (Who::Server(_), Caller::Member(_)) => {
            Err(scope_missing("A session reads, asks and buys; this call is for your backend's server key."))
        }
        (Who::Session, Caller::Server(_)) => Err(scope_missing("This call is for a session: it asks about itself.")),
        (Who::Operator, Caller::Server(_) | Caller::Member(_)) => {
            Err(scope_missing("This call is for an operator at the console, about the own sign-in."))
        }
    }
}

/// True for what changes nothing.
fn is_look(operation: &Operation) -> bool {
    operation.verb == Verb::Get || operation.id == "checkUse"
}

/// Refuses an operator whose role does not hold the operation, and says who could.
fn role_may(app: &App, operation: &Operation, acting: &Acting) -> Result<(), Problem> {
    let Some(least) = Role::least(operation.id) else {
        return Err(scope_missing("No operator makes this call; to look on, open a support session."));
    };
    if acting.operator.role >= least {
        return Ok(());
    }
    let all = app.operators.all();
    let who_can = Role::ALL.into_iter().filter(|role| *role >= least).filter_map(|role| {
        let of_role = all.iter().filter(|operator| operator.role == role && !operator.is_disabled).take(WHO_MAX);
        let who = |operator: &Arc<Operator>| {
            Some(problem::Who { id: Shown(operator.id.parse().ok()?), name: Some(operator.name.clone()) })
        };
        Some(WhoCan { role: Shown(role.name().parse().ok()?), members: of_role.filter_map(who).collect() })
    });
    let extra = Extra { who_can: Some(who_can.collect()), ..Extra::default() };
    Err(Problem::with(Code::ScopeMissing, format!("This call needs an operator with the role {least}."), extra))
}

/// Colleagues named in one answer.
const WHO_MAX: usize = 5;

/// Nobody in the account can: only a server key can.
fn scope_missing(detail: impl Into<Cow<'static, str>>) -> Problem {
    Problem::with(Code::ScopeMissing, detail, Extra { who_can: Some(Vec::new()), ..Extra::default() })
}

async fn read_body(parts: &Parts, body: Body, operation: &Operation) -> Result<Bytes, Problem> {
    let max = operation.body_bytes_max();
    let too_large = || Problem::new(Code::BodyTooLarge, format!("At most {max} bytes are read."));
    let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > max) {
        return Err(too_large());
    }
    let mut reading = pin!(to_bytes(body, max));
    // A small body comes with its head: a timer is made only where there is something to wait for.
    let read = match poll_fn(|cx| Poll::Ready(reading.as_mut().poll(cx))).await {
        Poll::Ready(read) => Ok(read),
        Poll::Pending => Box::pin(tokio::time::timeout(BODY_WAIT, reading)).await,
    };
    let read = read.map_err(|_| Problem::new(Code::RequestTimeout, "The body did not arrive within 10 seconds."))?;
    let bytes = read.map_err(|error| {
        let mut source: Option<&dyn std::error::Error> = Some(&error);
        while let Some(inner) = source {
            if inner.to_string().contains("length limit") {
                return too_large();
            }
            source = inner.source();
        }
        Problem::new(Code::InvalidRequest, "The body could not be read to its end.")
    })?;
    let is_json = parts.headers.get(header::CONTENT_TYPE).is_some_and(is_json);
    if !bytes.is_empty() && !is_json {
        return Err(Problem::new(Code::UnsupportedMediaType, "Send the body as Content-Type: application/json."));
    }
    Ok(bytes)
}

fn is_json(value: &HeaderValue) -> bool {
    let text = value.to_str().unwrap_or_default();
    let essence = text.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}
