//! `POST /v1/reservations/{reservation}/settle`: turn a reservation into a spend of what was really used.

use scrip_core::command::{Command, Settle};
use scrip_core::credits::Credits;
use scrip_core::entry::{Fact, Return};
use scrip_core::id::ReservationId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::v1::spends::out::SpendOut;
use crate::auth::Scope;
use crate::edge::answer::broken;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::{Code, Problem};
use crate::wire::field::{CreditsField, FlagField, Given};
use crate::wire::shown::{CreditsOut, ReservationIdOut, Shown};
use crate::wire::usage::{QuantityField, UsageField, measure};

/// What was really used. Nothing named: all that was reserved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSettle {
    /// The cost itself.
    credits: Option<CreditsField>,
    /// What was used, of a metered feature.
    usage: Option<UsageField>,
    /// How many uses or units.
    quantity: Option<QuantityField>,
    /// More than this is refused.
    max_credits: Option<CreditsField>,
    /// After the reservation's end, be a spend of now.
    late: Option<FlagField>,
}

/// A reservation that was settled.
#[derive(Serialize, ToSchema)]
#[schema(as = Settled)]
#[serde(deny_unknown_fields)]
struct SettledOut {
    /// The reservation.
    reservation: ReservationIdOut,
    /// The spend that it made; of 0 for a settle of 0, which gives all back like a void.
    #[serde(skip_serializing_if = "Option::is_none")]
    spend: Option<SpendOut>,
    /// What was set aside and went back.
    released: CreditsOut,
    /// What could not be taken, where the feature's rule lets a settle take what it may.
    #[serde(skip_serializing_if = "Option::is_none")]
    uncovered: Option<CreditsOut>,
    /// What this account could then spend on this feature.
    available: CreditsOut,
}

pub(crate) const OPERATION: Operation = Operation {
    is_keyed: true,
    body: Some(Shape::of::<NewSettle>()),
    codes: &[
        Code::ReservationNotOpen,
        Code::ReservationExpired,
        Code::SettleExceedsReservation,
        Code::UnknownDimension,
        Code::MaxCreditsExceeded,
        Code::SharingDisabled,
        Code::SpendLimitReached,
        Code::InsufficientCredits,
    ],
    ..Operation::of(
        (Verb::Post, "/v1/reservations/{reservation}/settle"),
        "settleReservation",
        "Turn a reservation into a spend of what was really used",
        Who::Server(Scope::Write),
        (200, Shape::of::<SettledOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let ReservationId { pool: no, seq } = call.id(2, "reservation")?;
    let body: NewSettle = call.body()?;
    let key = call.key()?;
    let command = Command::Settle(Settle {
        reservation: seq,
        measure: measure(body.credits, body.quantity, body.usage)?,
        max_credits: body.max_credits.optional("max_credits")?,
        late: body.late.optional("late")?.unwrap_or(false),
    });
    let pool = call.app.ledger.pool(no)?.ok_or_else(|| Problem::not_found("reservation"))?;
    let made = call.ask(no, Some(key), command).await?;
    let entry = made.entry()?;
    let reservation = Shown(ReservationId { pool: no, seq });
    let settled = match &entry.fact {
        Fact::Settle(settled) => SettledOut {
            reservation,
            spend: Some(SpendOut::of(no, &pool.account, entry)?),
            released: Shown(sum(&settled.returned)),
            uncovered: settled.uncovered.is_positive().then_some(Shown(settled.uncovered)),
            available: Shown(settled.available),
        },
        Fact::Release(released) => SettledOut {
            reservation,
            spend: None,
            released: Shown(sum(&released.returned)),
            uncovered: None,
            available: Shown(released.available),
        },
        _ => return Err(broken("an answer of a settle is none")),
    };
    Ok(Answer::ok(&settled).replayed(made.is_replayed()))
}

/// All that went back.
pub(super) fn sum(returned: &[Return]) -> Credits {
    returned.iter().fold(Credits::ZERO, |sum, back| sum.saturating_add(back.credits))
}
