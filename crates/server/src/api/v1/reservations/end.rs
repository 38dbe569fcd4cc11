//! `POST /v1/reservations/{reservation}/void` and `/extend`: give it back, or give it another end.

use scrip_core::command::Command;
use scrip_core::entry::Fact;
use scrip_core::id::ReservationId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::settle::sum;
use crate::api::v1::life::Nothing;
use crate::api::v1::spends::ReturnOut;
use crate::auth::Scope;
use crate::edge::answer::broken;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::{Code, Problem};
use crate::wire::field::{DurationField, Given};
use crate::wire::shown::{CreditsOut, ReservationIdOut, Shown, TimeOut};

/// Another end.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewEnd {
    /// Counted from now; at most 24 hours after the reservation was made.
    #[schema(required)]
    expires_in: Option<DurationField>,
}

/// A reservation that was given back.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VoidedReservation {
    /// The reservation.
    reservation: ReservationIdOut,
    /// How many credits went back.
    released: CreditsOut,
    /// To which grants, last drawn first.
    returned: Vec<ReturnOut>,
    /// What this account could then spend on this feature.
    available: CreditsOut,
}

/// A reservation with another end.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExtendedReservation {
    /// The reservation.
    reservation: ReservationIdOut,
    /// When it is over.
    expires_at: TimeOut,
}

const CODES: &[Code] = &[Code::ReservationNotOpen, Code::ReservationExpired];

pub(crate) const VOID: Operation = Operation {
    is_keyed: true,
    body: Some(Shape::of::<Nothing>()),
    codes: CODES,
    ..Operation::of(
        (Verb::Post, "/v1/reservations/{reservation}/void"),
        "voidReservation",
        "Give a reservation's credits back",
        Who::Server(Scope::Write),
        (200, Shape::of::<VoidedReservation>()),
    )
};

pub(crate) const EXTEND: Operation = Operation {
    is_keyed: true,
    body: Some(Shape::of::<NewEnd>()),
    codes: CODES,
    ..Operation::of(
        (Verb::Post, "/v1/reservations/{reservation}/extend"),
        "extendReservation",
        "Give a reservation another end, counted from now",
        Who::Server(Scope::Write),
        (200, Shape::of::<ExtendedReservation>()),
    )
};

pub(crate) async fn void(call: Call) -> Result<Answer, Problem> {
    let id: ReservationId = call.id(2, "reservation")?;
    let Nothing {} = call.body()?;
    let key = call.key()?;
    let made = call.ask(id.pool, Some(key), Command::VoidReservation { reservation: id.seq }).await?;
    let Fact::Release(released) = &made.entry()?.fact else { return Err(broken("an answer of a void is none")) };
    let answer = VoidedReservation {
        reservation: Shown(id),
        released: Shown(sum(&released.returned)),
        returned: released.returned.iter().map(|back| ReturnOut::of(id.pool, back)).collect(),
        available: Shown(released.available),
    };
    Ok(Answer::ok(&answer).replayed(made.is_replayed()))
}

pub(crate) async fn extend(call: Call) -> Result<Answer, Problem> {
    let id: ReservationId = call.id(2, "reservation")?;
    let body: NewEnd = call.body()?;
    let key = call.key()?;
    let expires_in = body.expires_in.required("expires_in")?;
    let made = call.ask(id.pool, Some(key), Command::Extend { reservation: id.seq, expires_in }).await?;
    let Fact::Extend(extended) = &made.entry()?.fact else { return Err(broken("an answer of an extend is none")) };
    let answer = ExtendedReservation { reservation: Shown(id), expires_at: Shown(extended.expires_at) };
    Ok(Answer::ok(&answer).replayed(made.is_replayed()))
}
