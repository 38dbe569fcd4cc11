//! `POST /v1/grants/{grant}/void`: take back what is available of a grant, not what was spent or is reserved.

use scrip_core::command::Command;
use scrip_core::entry::Fact;
use scrip_core::id::GrantId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::Scope;
use crate::edge::answer::broken;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::{Code, Problem};
use crate::wire::field::{AmountField, Given, TextField};
use crate::wire::shown::{CreditsOut, GrantIdOut, Shown, TimeOut};

/// What is to be voided.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewVoid {
    /// At most so many; without it the whole grant, and what returns to it later.
    credits: Option<AmountField>,
    /// Why: it stands in the audit. An operator at the console must say.
    reason: Option<TextField>,
}

/// What was voided.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VoidedGrant {
    /// The grant.
    id: GrantIdOut,
    /// How many credits.
    credits: CreditsOut,
    /// True for the whole grant.
    whole: bool,
    /// What the paying account could then spend.
    available: CreditsOut,
    /// When.
    created_at: TimeOut,
}

pub(crate) const OPERATION: Operation = Operation {
    is_keyed: true,
    body: Some(Shape::of::<NewVoid>()),
    codes: &[Code::GrantNotOpen],
    ..Operation::of(
        (Verb::Post, "/v1/grants/{grant}/void"),
        "voidGrant",
        "Void what is available of a grant",
        Who::Server(Scope::Operator),
        (200, Shape::of::<VoidedGrant>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let id: GrantId = call.id(2, "grant")?;
    let body: NewVoid = call.body()?;
    let key = call.key()?;
    let credits = body.credits.optional("credits")?;
    let reason = call.reason(body.reason)?;
    let audit = call.app.audit_because(call.caller()?, call.clock, "void", &id.to_string(), reason.as_deref());
    let command = Command::VoidGrant { grant: id.seq, credits };
    let made = call.ask_with(id.pool, Some(key), command, vec![audit]).await?;
    let entry = made.entry()?;
    let Fact::Void(voided) = &entry.fact else { return Err(broken("an answer of a void is none")) };
    let answer = VoidedGrant {
        id: Shown(id),
        credits: Shown(voided.credits),
        whole: voided.is_whole,
        available: Shown(voided.available),
        created_at: Shown(entry.at),
    };
    Ok(Answer::ok(&answer).replayed(made.is_replayed()))
}
