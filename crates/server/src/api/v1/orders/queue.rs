//! `GET /v1/orders`: orders of every account, for operators. Those that wait for a transfer come by their promise.

use std::sync::Arc;

use scrip_core::id::OrderId;
use scrip_core::order::{Order, Status};
use scrip_core::pool::Pool;
use scrip_core::time::Timestamp;

use super::get::OrdersOut;
use super::out::OrderOut;
use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Listed, Page};
use crate::edge::{Answer, Call, Operation, Parameter, Shape, Verb, Who};
use crate::payments::docs;
use crate::problem::Problem;
use crate::wire::parse::Fault;
use crate::wire::words::{ORDER_STATUSES, value};

const STATUS: Parameter = Parameter {
    name: "status",
    about: "Only those that stand so; awaiting_payment is the queue of transfers, the next promise first.",
    form: "",
};

pub(crate) const OPERATION: Operation = Operation {
    query: &[STATUS, LIMIT, AFTER],
    ..Operation::of(
        (Verb::Get, "/v1/orders"),
        "listAllOrders",
        "Orders of every account, the newest first; with a status, the operator's queue",
        Who::Server(Scope::Read),
        (200, Shape::of::<OrdersOut>()),
    )
};

/// Orders that one page looks at: a rare status among millions gives short pages, never a slow one.
const LOOK_MAX: usize = 5_000;

/// Documents at a time.
const CHUNK: u32 = 500;

/// Transfers that wait at once: a person confirms each.
const QUEUE_MAX: u32 = 20_000;

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let query = call.query()?;
    let page = Page::of(&query)?;
    let status = match query.text("status") {
        None => None,
        Some(word) => Some(value(ORDER_STATUSES, word).ok_or_else(unknown)?),
    };
    let listed = match status {
        Some(Status::AwaitingPayment) => queue(&call, &page).await?,
        status => all(&call, &page, status).await?,
    };
    Ok(Answer::ok(&OrdersOut::from(listed)))
}

fn unknown() -> Problem {
    let words: Vec<_> = ORDER_STATUSES.iter().map(|(word, _)| *word).collect();
    Problem::fault("status", &Fault::new(format!("must be one of {}", words.join(", "))))
}

/// An order, with its pool as of now.
fn find(call: &Call, key: &str, body: &[u8]) -> Result<Option<(OrderId, Arc<Pool>, Order)>, Problem> {
    let id: String = docs::read_bytes(key, body)?;
    let Ok(id) = id.parse::<OrderId>() else { return Ok(None) };
    let Some(pool) = call.app.ledger.pool(id.pool)? else { return Ok(None) };
    let pool = pool.seen_at(&call.app.ledger.catalogs(), call.app.time_by(&pool, call.clock))?;
    let order = pool.order(id.seq).cloned();
    Ok(order.map(|order| (id, pool, order)))
}

async fn fresh(call: &Call, found: &[(String, Vec<u8>)]) -> Result<(), Problem> {
    let pool = |(key, body): &(String, Vec<u8>)| docs::read_bytes::<String>(key, body).ok()?.parse::<OrderId>().ok();
    let pools: std::collections::BTreeSet<_> = found.iter().filter_map(pool).map(|id| id.pool).collect();
    call.app.fresh_pools(pools).await
}

/// Every order, the newest first.
async fn all(call: &Call, page: &Page, status: Option<Status>) -> Result<Listed<OrderOut>, Problem> {
    let mut after = page.after.as_ref().map_or_else(String::new, |after| format!("{}{after}", docs::ORDERS));
    let (mut data, mut looked) = (Vec::new(), 0);
    let cursor = |key: &str| key.strip_prefix(docs::ORDERS).map(str::to_owned);
    loop {
        let found = docs::some(&call.app.ledger, docs::ORDERS, &after, CHUNK)?;
        fresh(call, &found).await?;
        for (key, body) in &found {
            if data.len() == page.limit || looked == LOOK_MAX {
                return Ok(Listed { data, next_cursor: cursor(&after) });
            }
            looked += 1;
            if let Some((id, pool, order)) = find(call, key, body)?
                && status.is_none_or(|status| order.status() == status)
            {
                data.push(OrderOut::of(&call.app, &pool, id, &order)?);
            }
            after.clone_from(key);
        }
        if found.len() < usize::try_from(CHUNK).unwrap_or(usize::MAX) {
            return Ok(Listed { data, next_cursor: None });
        }
    }
}

/// Transfers that wait, the next promise first; those that nobody reported by when they are to be paid.
async fn queue(call: &Call, page: &Page) -> Result<Listed<OrderOut>, Problem> {
    let found = docs::some(&call.app.ledger, docs::QUEUE, "", QUEUE_MAX)?;
    fresh(call, &found).await?;
    let mut waiting = Vec::new();
    for (key, body) in &found {
        let Some((id, pool, order)) = find(call, key, body)? else { continue };
        if order.status() == Status::AwaitingPayment {
            waiting.push((cursor(id, &order), id, pool, order));
        }
    }
    waiting.sort_by(|a, b| a.0.cmp(&b.0));
    let rest = waiting.into_iter().filter(|(cursor, ..)| page.after.as_ref().is_none_or(|after| cursor > after));
    let listed = page.take(rest.map(|(cursor, id, pool, order)| (cursor, (id, pool, order))));
    let shown = |(id, pool, order): (OrderId, Arc<Pool>, Order)| OrderOut::of(&call.app, &pool, id, &order);
    let data = listed.data.into_iter().map(shown).collect::<Result<_, _>>()?;
    Ok(Listed { data, next_cursor: listed.next_cursor })
}

/// Promised ones first, each by its time.
fn cursor(id: OrderId, order: &Order) -> String {
    let time = |at: Timestamp| format!("{:020}", at.micros().max(0));
    match order.credits_by {
        Some(at) => format!("1-{}-{id}", time(at)),
        None => format!("2-{}-{id}", time(order.placed.pay_by)),
    }
}
