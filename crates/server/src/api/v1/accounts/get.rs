//! `GET /v1/accounts/{account}`: an account as it is now.

use super::out::AccountOut;
use crate::app::profile::AccountProfile;
use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::Problem;

pub(crate) const OPERATION: Operation = Operation {
    verb: Verb::Get,
    path: "/v1/accounts/{account}",
    id: "getAccount",
    summary: "An account as it is now",
    who: Who::Server(Scope::Read),
    is_keyed: false,
    query: &[],
    body: None,
    answer: (200, Shape::of::<AccountOut>()),
    codes: &[],
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let profile = AccountProfile::of(&call.app.ledger, &place.account)?;
    Ok(Answer::ok(&AccountOut::of(&place.pool, place.subaccount.as_ref()).with(profile)))
}
