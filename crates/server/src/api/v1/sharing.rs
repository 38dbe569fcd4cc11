//! `GET` and `PUT /v1/accounts/{account}/sharing`: whether an agency shares its credits with its subaccounts.

use scrip_core::command::Command;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::Scope;
use crate::edge::{Answer, Call, Endpoint, Operation, Shape, Verb, Who, endpoint};
use crate::problem::{Code, Problem};
use crate::wire::field::{FlagField, Given};

/// On or off.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSharing {
    /// True: subaccounts may draw on what is not scoped to them.
    #[schema(required)]
    enabled: Option<FlagField>,
}

/// On or off.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Sharing {
    /// True: subaccounts may draw on what is not scoped to them.
    enabled: bool,
}

const PUT: Operation = Operation {
    body: Some(Shape::of::<NewSharing>()),
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Put, "/v1/accounts/{account}/sharing"),
        "putSharing",
        "Share an agency's credits with its subaccounts, or no longer",
        Who::ServerOrSession(Scope::Write),
        (200, Shape::of::<Sharing>()),
    )
};

/// A page shows the switch to whoever has a session there; turning it takes the right.
const GET: Operation = Operation::of(
    (Verb::Get, "/v1/accounts/{account}/sharing"),
    "getSharing",
    "Whether an agency shares its credits with its subaccounts",
    Who::ServerOrSession(Scope::Read),
    (200, Shape::of::<Sharing>()),
);

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&GET, get), endpoint(&PUT, put)]
}

async fn get(call: Call) -> Result<Answer, Problem> {
    Ok(Answer::ok(&Sharing { enabled: call.place()?.pool.house.is_sharing }))
}

async fn put(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let body: NewSharing = call.body()?;
    let is_on = body.enabled.required("enabled")?;
    let command = Command::SetSharing { account: place.account.clone(), is_on };
    let made = call.ask(place.pool.no, None, command).await?;
    Ok(Answer::ok(&Sharing { enabled: made.pool(&call.app)?.house.is_sharing }))
}
