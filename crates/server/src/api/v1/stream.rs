//! `GET /v1/accounts/{account}/balance/stream`: the balance each time it changes, as server-sent events.
//!
//! Also when time changes it: an expiry, a renewal, a reservation's end. Read with fetch: no token stands in an address.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{StatusCode, header};
use hyper::body::Frame;
use scrip_core::catalog::Right;
use tokio::sync::mpsc;

use super::balance::BalanceOut;
use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::Problem;

pub(crate) const OPERATION: Operation = Operation {
    codes: &[crate::problem::Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/balance/stream"),
        "streamBalance",
        "The balance each time it changes, as server-sent events",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<BalanceOut>()),
    )
};

/// A comment is sent after so long without news, so that proxies keep the line open and a dead one is noticed.
const SILENCE_MAX: Duration = Duration::from_secs(15);

/// Changes closer together than this are told as one: a reader needs the newest balance, not each.
const PAUSE: Duration = Duration::from_millis(100);

/// Events on their way to a slow reader; then the next change waits.
const EVENTS_MAX: usize = 4;

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    // Watched before it is read: what changes in between is told.
    let changes = call.app.ledger.watch(place.pool.no);
    let first = event(&call)?;
    let (sender, receiver) = mpsc::channel(EVENTS_MAX);
    // The receiver is here, so there is one.
    _ = sender.send(first).await;
    tokio::spawn(tell(call, changes, sender));
    let answer = Answer::bytes(StatusCode::OK, "text/event-stream", Body::new(Events(receiver)));
    Ok(answer.with(header::CACHE_CONTROL, "no-store"))
}

/// Tells until nobody listens, the session is over, or the server stops.
async fn tell(
    mut call: Call,
    mut changes: tokio::sync::watch::Receiver<scrip_core::id::Seq>,
    sender: mpsc::Sender<Bytes>,
) {
    let mut stopping = call.app.stopping.subscribe();
    loop {
        let due = call.place().ok().and_then(|place| place.pool.next_due().map(|at| at.since(place.now)));
        let wait = due.map_or(SILENCE_MAX, |span| Duration::from_micros(span.micros().unsigned_abs()).min(SILENCE_MAX));
        let is_news = tokio::select! {
            changed = changes.changed() => changed.is_ok(),
            () = tokio::time::sleep(wait.max(Duration::from_millis(1))) => due.is_some() && wait < SILENCE_MAX,
            () = sender.closed() => return,
            _ = stopping.wait_for(|is_stopping| *is_stopping) => return,
        };
        call.clock = call.app.clock.now();
        let is_over = call.caller.as_ref().is_some_and(|caller| !caller.holds(&call.app, call.clock));
        let text = if is_news { event(&call) } else { Ok(Bytes::from_static(b":\n\n")) };
        let (false, Ok(text)) = (is_over, text) else { return };
        if sender.send(text).await.is_err() {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// The balance as an event; whoever may see it no longer gets none.
fn event(call: &Call) -> Result<Bytes, Problem> {
    let place = call.place()?;
    place.require(call, Right::SeeBalance)?;
    let balance = BalanceOut::from(place.pool.balance(&place.catalogs, place.subaccount.as_ref(), None, place.now));
    let json = serde_json::to_string(&balance).unwrap_or_default();
    Ok(Bytes::from(format!("event: balance\ndata: {json}\n\n")))
}

/// A body of events.
struct Events(mpsc::Receiver<Bytes>);

impl HttpBody for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(cx).map(|event| event.map(|bytes| Ok(Frame::data(bytes))))
    }
}
