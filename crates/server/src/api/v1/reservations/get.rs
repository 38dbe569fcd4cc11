//! `GET` of reservations: one, whatever became of it, and an account's open ones.

use scrip_core::entry::{Entry, Fact};
use scrip_core::id::{ReservationId, Seq};
use scrip_core::pool::{EndedReservation, Reservation};

use super::out::{ReservationOut, ReservationState, Shape as ReservationShape};
use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Page, listed};
use crate::edge::{Answer, Call, Operation, Place, Shape, Verb, Who};
use crate::problem::Problem;

listed!(
    /// A page of reservations.
    ReservationsOut of ReservationOut
);

pub(crate) const OPERATION: Operation = Operation::of(
    (Verb::Get, "/v1/reservations/{reservation}"),
    "getReservation",
    "A reservation, whatever became of it",
    Who::ServerOrSession(Scope::Read),
    (200, Shape::of::<ReservationOut>()),
);

pub(crate) const LIST: Operation = Operation {
    query: &[LIMIT, AFTER],
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/reservations"),
        "listReservations",
        "An account's open reservations, the oldest first",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<ReservationsOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let not_there = || Problem::not_found("reservation");
    let id: ReservationId = call.id(2, "reservation")?;
    let place = call.place_of_pool(id.pool, "reservation")?;
    if let Some(open) = place.pool.reservations.get(&id.seq).filter(|open| place.sees(&open.usage)) {
        return Ok(Answer::ok(&shown(&place, id.seq, ReservationState::Open, open)));
    }
    let entry = call.app.ledger.entry(id.pool, id.seq)?.ok_or_else(not_there)?;
    let made = made(&entry).filter(|made| place.sees(&made.usage)).ok_or_else(not_there)?;
    let state = match place.pool.ended.get(&id.seq) {
        Some(EndedReservation::TimedOut(_)) => ReservationState::Expired,
        // Of one that is remembered no more, only that it is over is known.
        Some(EndedReservation::Closed) | None => ReservationState::Closed,
    };
    Ok(Answer::ok(&shown(&place, id.seq, state, &made)))
}

pub(crate) async fn list(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let page = Page::of(&call.query()?)?;
    let after = page.after_number()?;
    let here = place.pool.reservations.iter();
    let here = here.filter(|(seq, open)| seq.get() > after && place.sees(&open.usage));
    let all = here.map(|(seq, open)| (seq.to_string(), shown(&place, *seq, ReservationState::Open, open)));
    Ok(Answer::ok(&ReservationsOut::from(page.take(all))))
}

fn shown(place: &Place, seq: Seq, state: ReservationState, open: &Reservation) -> ReservationOut {
    let shape = ReservationShape {
        usage: &open.usage,
        credits: open.credits,
        draws: &open.draws,
        quote: open.quote,
        created_at: open.created_at,
        expires_at: open.expires_at,
    };
    ReservationOut::of(place.pool.no, &place.pool.account, seq, state, &shape)
}

/// A reservation as its entry made it.
fn made(entry: &Entry) -> Option<Reservation> {
    let Fact::Reserve(reserved) = &entry.fact else { return None };
    Some(Reservation {
        usage: reserved.usage.clone(),
        credits: reserved.credits,
        draws: reserved.draws.clone(),
        quote: reserved.quote,
        catalog: entry.catalog,
        created_at: entry.at,
        expires_at: reserved.expires_at,
    })
}
