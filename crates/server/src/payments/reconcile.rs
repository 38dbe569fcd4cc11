//! The reconciler: asks the gateway after whatever waits, in the process that leads, at once after the start and then by and by.
//!
//! It is nobody's only hope: what it finds, the answer to a call or a webhook may have told before. What it asks after, how
//! often it did, and when it does again are documents, so that another process goes on where this one ends.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use scrip_core::entry::{Entry, Fact, OrderFact, PayWith, RefundBegun};
use scrip_core::id::{OrderId, PoolNo};
use scrip_core::time::Timestamp;
use scrip_store::{Doc, StoreError};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::back;
use super::docs::{self, Course, Errand, FIRST_LOOK, WAITS, What};
use super::pay::{self, Taken};
use crate::app::App;
use crate::problem::Problem;

/// How often it looks what is due.
const EVERY: Duration = Duration::from_secs(1);

/// Errands of one round: minutes of work. The rest comes in the next.
const ROUND_MAX: usize = 4_096;

/// Documents at a time.
const CHUNK: u32 = 256;

/// Errands at once: each is a call or two of the gateway, which takes a hundred a second.
const AT_ONCE_MAX: usize = 8;

/// What an entry leaves to be seen to, as documents for the commit of whoever reads it: once or more, the same each time.
/// Most of it is done already by the call that made the entry; where that one fell over, the reconciler finds it here.
pub(crate) fn errands(no: PoolNo, entry: &Entry, now: Timestamp) -> Vec<Doc> {
    let Fact::Order(fact) = &entry.fact else { return Vec::new() };
    let id = |seq| OrderId { pool: no, seq };
    let soon = |what, seq| Errand::new(what, id(seq)).doc(now);
    match fact {
        OrderFact::Placed(placed) => {
            let is_transfer = placed.pay_with == PayWith::Transfer;
            let mut work = docs::listed(id(entry.seq), entry.at, is_transfer);
            if !is_transfer {
                let at = if placed.is_top_up { now } else { now.plus(FIRST_LOOK) };
                work.push(Errand::new(What::Payment, id(entry.seq)).doc(at));
            }
            work
        }
        OrderFact::Paid(paid) => vec![docs::unqueued(id(paid.order))],
        OrderFact::Canceled { order, .. } => vec![docs::unqueued(id(*order)), soon(What::Close, *order)],
        OrderFact::RefundBegun(RefundBegun { order, refund, .. }) => vec![soon(What::Refund(*refund), *order)],
        // Only the gateway's are asked after: what goes back by hand has no name there. The same document whoever reads the entry.
        OrderFact::RefundEnded { order, refund, is_done: true, reference: Some(_) } => {
            let first = docs::pause_of_done(0).unwrap_or(FIRST_LOOK);
            vec![Errand::new(What::Returned(*refund), id(*order)).doc(entry.at.plus(first))]
        }
        OrderFact::Overpaid { order, payment, .. } => vec![soon(What::Overpaid(payment.to_string()), *order)],
        _ => Vec::new(),
    }
}

/// Runs until told to stop.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    // Whatever waits is asked after once when this process begins to lead, due or not: it may have been told meanwhile.
    let mut has_led = false;
    loop {
        if app.payments.gateway.is_some() && leads(&app) {
            let by = if has_led { app.clock.now() } else { Timestamp::from_micros(i64::MAX) };
            has_led = true;
            tokio::select! {
                done = round(&app, by) => {
                    if let Err(problem) = done {
                        tracing::warn!(code = problem.code(), "reconciler stopped short");
                    }
                }
                _ = stop.changed() => return,
            }
        } else {
            has_led = false;
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
    }
}

fn leads(app: &App) -> bool {
    app.ledger.lead().unwrap_or_else(|error| {
        tracing::warn!(error = error.chain(), "lead not known");
        false
    })
}

/// Sees to everything that is due by then; how many errands it was.
pub(crate) async fn round(app: &Arc<App>, by: Timestamp) -> Result<usize, Problem> {
    let mut due = due(app, by)?;
    let count = due.len();
    let mut running = JoinSet::new();
    while !due.is_empty() || !running.is_empty() {
        while running.len() < AT_ONCE_MAX
            && let Some((key, body)) = due.pop_front()
        {
            let app = Arc::clone(app);
            running.spawn(async move { one(&app, key, &body).await });
        }
        if let Some(Ok(Err(problem))) = running.join_next().await {
            tracing::warn!(code = problem.code(), "errand failed");
        }
    }
    Ok(count)
}

/// Errands that are due by then, the oldest first. They are read before the first is seen to: it may wait again.
fn due(app: &App, by: Timestamp) -> Result<VecDeque<(String, Vec<u8>)>, Problem> {
    let mut due = VecDeque::new();
    let mut after = String::new();
    while due.len() < ROUND_MAX {
        let found = docs::some(&app.ledger, WAITS, &after, CHUNK)?;
        let Some((last, _)) = found.last() else { break };
        after.clone_from(last);
        let before = due.len() + found.len();
        due.extend(found.into_iter().filter(|(key, _)| is_due(key, by)));
        if due.len() < before {
            break;
        }
    }
    Ok(due)
}

fn is_due(key: &str, by: Timestamp) -> bool {
    let micros = key.strip_prefix(WAITS).and_then(|rest| rest.split('/').next()?.parse::<i64>().ok());
    micros.is_none_or(|micros| micros <= by.micros())
}

/// Sees to one errand, and has it wait again where it was in vain.
async fn one(app: &App, key: String, body: &[u8]) -> Result<(), Problem> {
    let errand: Errand = docs::read_bytes(&key, body)?;
    let corrupt = |_| StoreError::Corrupt(format!("the payment document {key} names no order"));
    let id: OrderId = errand.order.parse().map_err(corrupt)?;
    let _turn = app.payments.turns.take(id.to_string()).await?;
    let mut course = Course::of(&app.ledger, id)?;
    let is_older = course.as_ref().and_then(|course| course.waits.as_ref()).is_some_and(|waits| *waits != key);
    if errand.what == What::Payment && is_older {
        app.ledger.put(vec![docs::gone(key)]).await?;
        return Ok(());
    }
    // What fails here is tried again like what waits there.
    let taken = match &errand.what {
        What::Payment => pay::take_up(app, id, errand.tries.saturating_add(1)).await,
        What::Refund(number) => back::refund(app, id, *number).await,
        What::Overpaid(payment) => back::overpaid(app, id, payment).await,
        What::Close => back::close_page(app, id).await,
        What::Returned(number) => return returned(app, key, &errand, id, *number).await,
    };
    let mut changes = vec![docs::gone(key)];
    course = Course::of(&app.ledger, id)?.or(course);
    let next = match taken {
        Ok(Taken::Settled) => None,
        Ok(Taken::Waits) | Err(_) => Some(Errand { tries: errand.tries.saturating_add(1), ..errand.clone() }),
    };
    let at = app.clock.now().plus(docs::pause(errand.tries));
    changes.extend(next.as_ref().map(|next| next.doc(at)));
    if errand.what == What::Payment
        && let Some(mut course) = course
    {
        course.waits = next.as_ref().map(|next| next.key(at));
        changes.push(course.doc(id));
    }
    app.ledger.put(changes).await?;
    taken.map(drop)
}

/// Looks at a refund that is done, and has it looked at again for as long as it may come back.
async fn returned(app: &App, key: String, errand: &Errand, id: OrderId, number: u32) -> Result<(), Problem> {
    let now = app.clock.now();
    let taken = back::returned(app, id, number).await;
    // Asked after before its time, by a process that has just begun to lead: its own look is still to come.
    let is_early = !is_due(&key, now);
    let next = match taken {
        Ok(Taken::Settled) => None,
        Ok(Taken::Waits) if is_early => return Ok(()),
        Ok(Taken::Waits) => docs::pause_of_done(errand.tries.saturating_add(1))
            .map(|pause| (Errand { tries: errand.tries.saturating_add(1), ..errand.clone() }, pause)),
        Err(_) if is_early => return taken.map(drop),
        // It was not looked at.
        Err(_) => Some((errand.clone(), docs::pause(u32::MAX))),
    };
    let next = next.map(|(errand, pause)| errand.doc(now.plus(pause)));
    app.ledger.put([docs::gone(key)].into_iter().chain(next).collect()).await?;
    taken.map(drop)
}
