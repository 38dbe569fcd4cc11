//! Events: what happened in all pools, the newest first; sent to webhooks again on request. There whether or not any is set.

use scrip_core::entry::Entry;
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Listed, Page, listed};
use crate::edge::{Answer, Call, Endpoint, Operation, Parameter, Shape, Verb, Who, endpoint};
use crate::notify::event::{EventOut, EventType, Ground, Which, types_of};
use crate::notify::webhooks::delivery::{Delivery, DeliveryStatus, Lane};
use crate::notify::webhooks::endpoint::{self, Endpoint as Receiver};
use crate::notify::webhooks::sender::find;
use crate::problem::{Code, Problem};
use crate::wire::field::{Given, TextField};
use crate::wire::parse::Fault;

listed!(
    /// A page of events.
    EventsOut of EventOut
);

/// Where an event is sent again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Redelivery {
    /// This endpoint alone; without it every one that is told of events of this type.
    endpoint: Option<TextField>,
}

/// An event that is sent again.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Redelivered {
    /// The event.
    id: String,
    /// The endpoints that it is sent to, at once.
    endpoints: Vec<String>,
}

const OPERATOR: Who = Who::Server(Scope::Operator);

const LIST: Operation = Operation {
    query: &[
        LIMIT,
        AFTER,
        Parameter { name: "type", about: "Only events of this type.", form: "^[a-z_]+\\.[a-z_]+$" },
        Parameter { name: "account", about: "Only of the pool of this account.", form: "" },
    ],
    ..Operation::of(
        (Verb::Get, "/v1/events"),
        "listEvents",
        "What happened in all pools, the newest first",
        OPERATOR,
        (200, Shape::of::<EventsOut>()),
    )
};

const REDELIVER: Operation = Operation {
    body: Some(Shape::of::<Redelivery>()),
    codes: &[Code::NotFound],
    ..Operation::of(
        (Verb::Post, "/v1/events/{event}/redeliver"),
        "redeliverEvent",
        "Send an event to webhook endpoints again",
        OPERATOR,
        (200, Shape::of::<Redelivered>()),
    )
};

/// Entries that one page looks at, so that a rare filter gives short pages, never a slow one.
const LOOK_MAX: usize = 10_000;

/// Entries read at once.
const CHUNK: u32 = 256;

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&LIST, list), endpoint(&REDELIVER, redeliver)]
}

/// A page as it fills.
struct Found {
    events: Vec<EventOut>,
    /// The page is full, or has looked at enough.
    is_over: bool,
    looked: usize,
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let query = call.query()?;
    let page = Page::of(&query)?;
    let only = match query.text("type") {
        None => None,
        Some(name) => Some(EventType::of_name(name).ok_or_else(|| unknown_type("type"))?),
    };
    let account: Option<AccountId> = query.value("account", "must be an account's id")?;
    let mut found = Found { events: Vec::new(), is_over: false, looked: 0 };
    let next = match account {
        Some(account) => of_account(&call, &account, &page, only, &mut found).await?,
        None => of_all(&call, &page, only, &mut found).await?,
    };
    Ok(Answer::ok(&EventsOut::from(Listed { data: found.events, next_cursor: next })))
}

/// A fault that names a type nobody knows.
pub(crate) fn unknown_type(field: &'static str) -> Problem {
    let all: Vec<&str> = EventType::ALL.iter().map(|kind| kind.name()).collect();
    Problem::fault(field, &Fault::new(format!("must be one of {}", all.join(", "))))
}

/// Of all pools, by the store's own order. The cursor is the store's, with how many of its entries were taken.
async fn of_all(
    call: &Call,
    page: &Page,
    only: Option<EventType>,
    found: &mut Found,
) -> Result<Option<String>, Problem> {
    let stale = || Problem::fault("after", &Fault::new("must be the next_cursor of a page before"));
    let (mut before, mut taken) = match page.after.as_deref() {
        None => (String::new(), 0),
        Some(after) => {
            let (taken, before) = after.split_once('~').filter(|(_, before)| !before.is_empty()).ok_or_else(stale)?;
            (before.to_owned(), taken.parse::<usize>().map_err(|_| stale())?)
        }
    };
    if call.app.ledger.is_shared() {
        call.app.fresh(Vec::new()).await?;
    }
    loop {
        // Only a cursor of the store's stands still while others write: the first entry is read for its own.
        let chunk = if before.is_empty() { 1 } else { CHUNK };
        let (entries, next) = call.app.ledger.newest(&before, chunk)?.ok_or_else(stale)?;
        for (at, (no, entry)) in entries.iter().enumerate().skip(taken) {
            if found.is_over {
                return Ok(Some(format!("{at}~{before}")));
            }
            let Some(pool) = call.app.ledger.pool(*no)? else { continue };
            found.see(call, &pool, entry, page, only)?;
        }
        if next.is_empty() {
            return Ok(None);
        }
        (before, taken) = (next, 0);
        if found.is_over {
            return Ok(Some(format!("0~{before}")));
        }
    }
}

/// Of one pool, from its last entry back. The cursor is the sequence of the last entry that was looked at.
async fn of_account(
    call: &Call,
    account: &AccountId,
    page: &Page,
    only: Option<EventType>,
    found: &mut Found,
) -> Result<Option<String>, Problem> {
    if call.app.ledger.is_shared() {
        call.app.fresh(vec![scrip_store::Ask::Account(account.clone())]).await?;
    }
    let no: PoolNo = call.app.ledger.account(account)?.ok_or_else(|| Problem::not_found("account"))?;
    let pool = call.app.ledger.pool(no)?.ok_or_else(|| Problem::not_found("account"))?;
    let after = page.after_number()?;
    let mut below = if after == 0 { pool.last.get() + 1 } else { after.min(pool.last.get() + 1) };
    while below > 1 {
        let first = below.saturating_sub(u64::from(CHUNK)).max(1);
        let (Some(from), Some(to)) = (Seq::new(first), Seq::new(below - 1)) else { break };
        let entries = call.app.ledger.entries(no, from, to)?;
        for entry in entries.iter().rev() {
            if found.is_over {
                return Ok(Some((entry.seq.get() + 1).to_string()));
            }
            found.see(call, &pool, entry, page, only)?;
        }
        below = first;
    }
    Ok(None)
}

impl Found {
    /// Takes the events of an entry.
    fn see(
        &mut self,
        call: &Call,
        pool: &Pool,
        entry: &Entry,
        page: &Page,
        only: Option<EventType>,
    ) -> Result<(), Problem> {
        self.looked += 1;
        let ground = Ground::of(&call.app.ledger, pool.no, &pool.account, entry)?;
        let of_entry: Vec<_> =
            types_of(entry, &ground).filter(|(_, kind)| only.is_none_or(|only| *kind == only)).collect();
        for (which, kind) in of_entry.into_iter().rev() {
            self.events.push(EventOut::of(&ground, entry, which, kind));
        }
        // A paid top-up has two events, which stay on one page.
        self.is_over = self.events.len() >= page.limit || self.looked >= LOOK_MAX;
        Ok(())
    }
}

async fn redeliver(call: Call) -> Result<Answer, Problem> {
    let id = call.segment(2).into_owned();
    let body: Redelivery = call.body()?;
    let only = body.endpoint.optional("endpoint")?.map(|id| id.to_string());
    let which: Which = id.parse().map_err(|_| Problem::not_found("event"))?;
    let (_, kind, entry) = find(&call.app, which).await?.ok_or_else(|| Problem::not_found("event"))?;
    let receivers: Vec<Receiver> = match only {
        Some(id) => vec![Receiver::find(&call.app.ledger, &id)?.ok_or_else(|| Problem::not_found("webhook endpoint"))?],
        None => endpoint::all(&call.app.ledger)?.into_iter().filter(|one| one.is_enabled && one.takes(kind)).collect(),
    };
    let mut docs = Vec::new();
    for receiver in &receivers {
        let new = Delivery::new(&receiver.id, which, kind, entry.at, call.clock);
        let key = new.key();
        let stood = call.app.ledger.doc(scrip_store::DocKind::Delivery, &key)?;
        let stood = stood.map(|body| Delivery::read(&key, &body)).transpose()?;
        let before = stood.as_ref().and_then(|stood| stood.due);
        let mut delivery = stood.unwrap_or(new);
        // Its first attempt is due anyway: in its order, not now.
        let is_first = before.is_some_and(|due| due.lane == Lane::First);
        if is_first && delivery.status == DeliveryStatus::Waiting {
            continue;
        }
        delivery.begin_again(call.app.clock.now());
        docs.extend(delivery.docs(before));
    }
    docs.push(call.app.audit(call.caller()?, call.clock, "event_redelivered", &id));
    call.app.ledger.put(docs).await?;
    call.app.webhooks.wake();
    let endpoints = receivers.into_iter().map(|receiver| receiver.id).collect();
    Ok(Answer::ok(&Redelivered { id, endpoints }))
}
