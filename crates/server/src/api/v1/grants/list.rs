//! `GET /v1/accounts/{account}/grants`: every grant that the account may draw on, the oldest first.

use scrip_core::catalog::Right;

use super::out::GrantOut;
use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Page, listed};
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::{Code, Problem};

listed!(
    /// A page of grants.
    GrantsOut of GrantOut
);

pub(crate) const OPERATION: Operation = Operation {
    query: &[LIMIT, AFTER],
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/grants"),
        "listGrants",
        "Grants, the oldest first; a subaccount's are those scoped to it",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<GrantsOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    place.require(&call, Right::SeeUsage)?;
    let page = Page::of(&call.query()?)?;
    let after = page.after_number()?;
    let here = place.pool.all_grants().filter(|grant| {
        let is_here = place.subaccount.is_none() || grant.is_scoped_to(place.subaccount.as_ref());
        is_here && grant.seq.get() > after
    });
    let shown = here.map(|grant| (grant.seq.to_string(), GrantOut::of(place.pool.no, grant, place.now)));
    Ok(Answer::ok(&GrantsOut::from(page.take(shown))))
}
