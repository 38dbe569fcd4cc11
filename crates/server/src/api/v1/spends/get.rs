//! `GET /v1/spends/{spend}`: a spend, with what was put back of it since.

use scrip_core::entry::{Entry, Fact, Usage};
use scrip_core::id::SpendId;

use super::out::SpendOut;
use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::Problem;
use crate::wire::shown::Shown;

pub(crate) const OPERATION: Operation = Operation {
    verb: Verb::Get,
    path: "/v1/spends/{spend}",
    id: "getSpend",
    summary: "A spend, with what was put back of it",
    who: Who::ServerOrSession(Scope::Read),
    is_keyed: false,
    query: &[],
    body: None,
    answer: (200, Shape::of::<SpendOut>()),
    codes: &[],
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let not_there = || Problem::not_found("spend");
    let id: SpendId = call.id(2, "spend")?;
    let place = call.place_of_pool(id.pool, "spend")?;
    let entry = call.app.ledger.entry(id.pool, id.seq)?.ok_or_else(not_there)?;
    let usage = usage(&entry).ok_or_else(not_there)?;
    if !place.sees(usage) {
        return Err(not_there());
    }
    let mut spend = SpendOut::of(id.pool, &place.pool.account, &entry)?;
    let reversed = place.pool.amended.get(&id.seq).map(|amended| amended.reversed);
    spend.reversed = Some(Shown(reversed.unwrap_or_default()));
    Ok(Answer::ok(&spend))
}

/// Whose use a spend was; none for what is no spend.
pub(crate) fn usage(entry: &Entry) -> Option<&Usage> {
    match &entry.fact {
        Fact::Spend(spent) => Some(&spent.usage),
        Fact::Settle(settled) => Some(&settled.usage),
        _ => None,
    }
}
