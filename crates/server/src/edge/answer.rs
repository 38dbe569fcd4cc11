//! Answers: what an endpoint gives back, and what the ledger made, first time or again.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use scrip_core::batch::Outcome;
use scrip_core::command::{Command, Request};
use scrip_core::entry::{Entry, Key};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_core::refusal::Refusal;
use scrip_core::time::Timestamp;
use scrip_store::{Doc, StoreError, Work};
use serde::Serialize;

use super::Call;
use crate::app::App;
use crate::problem::{Code, Problem, Scene, refused};

/// What an endpoint gives back.
#[derive(Debug)]
pub(crate) struct Answer(Response<Body>);

impl Answer {
    /// JSON with a status.
    pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Self {
        // An answer is a handful of lines: one allocation, seldom a second.
        let mut bytes = Vec::with_capacity(512);
        if let Err(error) = serde_json::to_writer(&mut bytes, body) {
            tracing::error!(%error, "answer cannot be written");
        }
        Self::bytes(status, "application/json", bytes)
    }

    /// 200 with JSON.
    pub(crate) fn ok(body: &impl Serialize) -> Self {
        Self::json(StatusCode::OK, body)
    }

    /// 201 with JSON.
    pub(crate) fn created(body: &impl Serialize) -> Self {
        Self::json(StatusCode::CREATED, body)
    }

    /// Bytes of a type.
    pub(crate) fn bytes(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Self {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        Self(response)
    }

    /// Says that it is the first answer again.
    pub(crate) fn replayed(self, is_replayed: bool) -> Self {
        if is_replayed { self.with(HeaderName::from_static("idempotency-replayed"), "true") } else { self }
    }

    /// With a header.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.0.headers_mut().insert(name, value);
        }
        self
    }

    /// With another status.
    pub(crate) fn status(mut self, status: StatusCode) -> Self {
        *self.0.status_mut() = status;
        self
    }

    /// As axum takes it.
    pub(crate) fn into_response(self) -> Response<Body> {
        self.0
    }
}

/// What the ledger made for a request.
#[derive(Debug)]
pub(crate) struct Made {
    /// The pool.
    pub(crate) no: PoolNo,
    first: First,
    /// The pool as the request left it, where the answer shows it and it was not answered before.
    pool: Option<Arc<Pool>>,
}

#[derive(Debug)]
enum First {
    Now(Arc<[Entry]>),
    Before(Arc<Entry>),
}

impl Made {
    /// The entry that answers.
    pub(crate) fn entry(&self) -> Result<&Entry, Problem> {
        match &self.first {
            First::Now(entries) => entries.first().ok_or_else(|| broken("a change without an entry")),
            First::Before(entry) => Ok(entry),
        }
    }

    /// True when it is the first answer again.
    pub(crate) fn is_replayed(&self) -> bool {
        matches!(self.first, First::Before(_))
    }

    /// The pool as the request left it; an earlier one is folded anew from its entries.
    pub(crate) fn pool(&self, app: &App) -> Result<Arc<Pool>, Problem> {
        if let Some(pool) = &self.pool {
            return Ok(Arc::clone(pool));
        }
        let entry = self.entry()?;
        let last = Seq::new(entry.seq.get() + u64::from(entry.follows)).unwrap_or(entry.seq);
        Ok(Arc::new(app.pool_as_of(self.no, last)?))
    }
}

/// Facts contradict each other.
pub(crate) fn broken(what: &str) -> Problem {
    Problem::from(StoreError::Corrupt(what.to_owned()))
}

impl Call {
    /// Where a request to an account goes: its pool, and the time that it lives by.
    pub(crate) fn target(&self, account: &AccountId) -> Result<(PoolNo, Timestamp), Problem> {
        let no = self.app.ledger.account(account)?.ok_or_else(|| Problem::not_found("account"))?;
        Ok((no, self.app.time_of(no, self.clock)?))
    }

    /// Asks the ledger.
    pub(crate) async fn ask(&self, no: PoolNo, key: Option<Key>, command: Command) -> Result<Made, Problem> {
        self.ask_with(no, key, command, Vec::new()).await
    }

    /// Asks the ledger; the documents are written with what it makes.
    pub(crate) async fn ask_with(
        &self,
        no: PoolNo,
        key: Option<Key>,
        command: Command,
        docs: Vec<Doc>,
    ) -> Result<Made, Problem> {
        let clock = self.app.time_of(no, self.clock)?;
        self.submit(Request { pool: no, clock, actor: self.caller()?.actor(), key, command }, docs).await
    }

    /// Puts a request into the ledger's queue and waits for its answer.
    pub(crate) async fn submit(&self, request: Request, docs: Vec<Doc>) -> Result<Made, Problem> {
        self.app.refuse_after_leap()?;
        let no = request.pool;
        let named = Named::of(&request.command);
        let docs = docs.into_iter().map(|doc| (0, doc)).collect();
        let work = Work { requests: vec![request], docs, ..Work::default() };
        let answers = self.app.ledger.submit(work)?.wait().await?;
        match answers.into_iter().next().ok_or(StoreError::Stopped)?? {
            Outcome::Refused(refusal) => Err(self.refused(no, &named, &refusal)),
            outcome => made(no, outcome),
        }
    }

    /// A refusal as a problem, with what helps there.
    pub(crate) fn refused(&self, no: PoolNo, named: &Named, refusal: &Refusal) -> Problem {
        let Ok(Some(pool)) = self.app.ledger.pool(no) else { return refused(refusal, None) };
        let catalogs = self.app.ledger.catalogs();
        let (subaccount, member) = named.who(&pool);
        let session = self.caller.as_ref().and_then(|caller| caller.session());
        let scene = Scene {
            pool: &pool,
            catalog: pool.catalog(&catalogs, pool.now(self.clock)),
            subaccount,
            member: member.or_else(|| session.map(|session| &session.member)),
            name_of: &|account, member| self.app.name_of(account, member),
        };
        refused(refusal, Some(&scene))
    }
}

/// What an outcome made.
pub(crate) fn made(no: PoolNo, outcome: Outcome) -> Result<Made, Problem> {
    match outcome {
        Outcome::Done { entries, pool } => {
            let no = pool.as_ref().map_or(no, |pool| pool.no);
            Ok(Made { no, first: First::Now(entries), pool })
        }
        Outcome::Replayed(entry) => Ok(Made { no, first: First::Before(entry), pool: None }),
        Outcome::KeyReused => {
            let detail = "The key stands on another call, account or body. Use a new key for a new request.";
            Err(Problem::new(Code::IdempotencyKeyReused, detail))
        }
        Outcome::Refused(refusal) => Err(refused(&refusal, None)),
    }
}

/// The account, member or reservation that a command names, kept to explain its refusal.
#[derive(Debug, Default)]
pub(crate) struct Named {
    account: Option<AccountId>,
    member: Option<scrip_core::id::MemberId>,
    reservation: Option<Seq>,
}

impl Named {
    /// What a command names.
    pub(crate) fn of(command: &Command) -> Self {
        let asked = match command {
            Command::Spend(spend) => Some(&spend.usage),
            Command::Reserve(reserve) => Some(&reserve.usage),
            Command::Quote { usage, .. } => Some(usage),
            _ => None,
        };
        let account = asked.map(|asked| asked.account.clone());
        Self { account, member: asked.and_then(|asked| asked.member.clone()), reservation: command.reads() }
    }

    fn who<'p>(&'p self, pool: &'p Pool) -> (Option<&'p AccountId>, Option<&'p scrip_core::id::MemberId>) {
        let open = self.reservation.and_then(|seq| pool.reservations.get(&seq));
        if let Some(open) = open {
            return (open.usage.subaccount.as_ref(), open.usage.member.as_ref());
        }
        let place = self.account.as_ref().and_then(|account| pool.place_of(account)).flatten();
        (place, self.member.as_ref())
    }
}
