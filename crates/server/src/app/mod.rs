//! The server's state: the ledger, the clock, keys, sessions, names. What every endpoint may ask for; no endpoint here.

pub(crate) mod start;

pub(crate) mod fresh;
pub(crate) mod house;

pub(crate) mod cors;
pub(crate) mod ids;
pub(crate) mod profile;

mod test_clocks;

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use scrip_core::id::{AccountId, MemberId, PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_core::time::Timestamp;
use scrip_store::{Doc, DocKind, Ledger, StoreError};
use tokio::sync::watch;

pub(crate) use test_clocks::TestClocks;

use crate::auth::{Caller, Keys, Operators, Rates, Sessions};
use crate::clock::Clock;
use crate::config::StorePlace;
use crate::mail::sender::Mailer;
use crate::metrics::Metrics;
use crate::notify::counts::Counts;
use crate::notify::webhooks::sender::Webhooks;
use crate::payments::Payments;
use crate::problem::{Code, Problem};
use fresh::Loaded;
use ids::{RequestId, RequestIds};
use profile::Profile;

/// The server's state.
pub(crate) struct App {
    /// The ledger.
    pub(crate) ledger: Ledger,
    /// Where the ledger is kept.
    pub(crate) place: StorePlace,
    /// The one clock.
    pub(crate) clock: Clock,
    /// Server keys.
    pub(crate) keys: Keys,
    /// Session tokens.
    pub(crate) sessions: Sessions,
    /// Operators and their sessions.
    pub(crate) operators: Operators,
    /// Rate limits.
    pub(crate) rates: Rates,
    /// Clocks of test accounts.
    pub(crate) test_clocks: TestClocks,
    /// Which state of keys, operators, catalogs and test clocks is in memory.
    pub(crate) loaded: Loaded,
    /// How money comes in.
    pub(crate) payments: Payments,
    /// Counters.
    pub(crate) metrics: Metrics,
    /// What sends mails.
    pub(crate) mailer: Mailer,
    /// What sends webhooks.
    pub(crate) webhooks: Webhooks,
    /// What was told, and what waits to be.
    pub(crate) told: Counts,
    /// Origins whose pages may call from the browser.
    pub(crate) origins: Vec<HeaderValue>,
    /// Numbers requests.
    pub(crate) ids: RequestIds,
    /// One publisher of catalogs at a time: between reading the newest version and writing the next.
    pub(crate) publishing: tokio::sync::Mutex<()>,
    /// One report at a time: each reads whole pools.
    pub(crate) reporting: Arc<tokio::sync::Semaphore>,
    /// True when the server stops: it is not ready any more, and what would go on for ever ends.
    pub(crate) stopping: watch::Sender<bool>,
}

impl App {
    /// The next request's id.
    pub(crate) fn request_id(&self) -> RequestId {
        self.ids.next()
    }

    /// The origin of a browser's call, if it may read the answer.
    pub(crate) fn allowed_origin(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let origin = headers.get(header::ORIGIN)?;
        self.origins.iter().find(|allowed| *allowed == origin || *allowed == "*").map(|_| origin.clone())
    }

    /// The time that a pool lives by: the clock's, or that of its test clock.
    pub(crate) fn time_by(&self, pool: &Pool, clock: Timestamp) -> Timestamp {
        pool.house.test_clock.as_ref().and_then(|id| self.test_clocks.now(id)).unwrap_or(clock)
    }

    /// The same, by the pool's number. Without test clocks nothing is looked up.
    pub(crate) fn time_of(&self, no: PoolNo, clock: Timestamp) -> Result<Timestamp, StoreError> {
        if self.test_clocks.is_empty() {
            return Ok(clock);
        }
        Ok(self.ledger.pool(no)?.map_or(clock, |pool| self.time_by(&pool, clock)))
    }

    /// Refuses to write while the clock is not believed.
    pub(crate) fn refuse_after_leap(&self) -> Result<(), Problem> {
        match self.clock.read().leapt_to {
            None => Ok(()),
            Some(_) => Err(Problem::retry(
                Code::Unavailable,
                "The clock leapt by more than an hour. Nothing is written until it agrees again or an operator accepts it.",
                60,
            )),
        }
    }

    /// True where this process is the one that tells: sends mails and webhooks, and empties the outbox.
    pub(crate) fn leads(&self) -> bool {
        self.ledger.lead().unwrap_or_else(|error| {
            tracing::warn!(error = error.chain(), "who leads is not known");
            false
        })
    }

    /// The pool as it stood after one of its entries.
    pub(crate) fn pool_as_of(&self, no: PoolNo, last: Seq) -> Result<Pool, StoreError> {
        let entries = self.ledger.entries(no, Seq::ZERO.next(), last)?;
        let corrupt = |corrupt: scrip_core::Corrupt| StoreError::Corrupt(corrupt.to_string());
        let mut entries = entries.iter();
        let first = entries.next().ok_or_else(|| StoreError::Corrupt(format!("pool {} has no entry", no.get())))?;
        let mut pool = Pool::open(no, first).map_err(corrupt)?;
        for entry in entries {
            pool.apply(entry).map_err(corrupt)?;
        }
        Ok(pool)
    }

    /// A member's name, where one is known.
    pub(crate) fn name_of(&self, account: &AccountId, member: &MemberId) -> Option<String> {
        Profile::of_member(&self.ledger, account, member).ok()?.name
    }

    /// A line of the audit: who did what to what. A document of its own, in the commit of what was done where there is one.
    pub(crate) fn audit(&self, caller: &Caller, at: Timestamp, action: &str, subject: &str) -> Doc {
        self.audit_because(caller, at, action, subject, None)
    }

    /// The same with the reason that was given.
    pub(crate) fn audit_because(
        &self,
        caller: &Caller,
        at: Timestamp,
        action: &str,
        subject: &str,
        reason: Option<&str>,
    ) -> Doc {
        let who = match caller {
            Caller::Server(key) => key.id.clone(),
            Caller::Operator(acting) => acting.operator.id.clone(),
            Caller::Member(session) => format!("{}/{}", session.account, session.member),
        };
        self.audit_by(&who, at, action, subject, reason)
    }

    /// A line of the audit: what Scrip itself did.
    pub(crate) fn audit_own(&self, at: Timestamp, action: &str, subject: &str) -> Doc {
        self.audit_by("scrip", at, action, subject, None)
    }

    /// A line of the audit: four lines of text, the last only where there is a reason.
    pub(crate) fn audit_by(&self, who: &str, at: Timestamp, action: &str, subject: &str, reason: Option<&str>) -> Doc {
        // Keys sort by time; the rest is of this process and this line alone.
        let key = format!("{:020}-{}", at.micros(), self.ids.next().text());
        let reason = reason.map_or(String::new(), |reason| format!("\n{reason}"));
        Doc { kind: DocKind::Audit, key, body: Some(format!("{who}\n{action}\n{subject}{reason}").into_bytes()) }
    }
}
