//! `GET` of orders: one, and an account's, the newest first.

use scrip_core::catalog::Right;
use scrip_core::id::OrderId;

use super::out::OrderOut;
use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Page, listed};
use crate::edge::{Answer, Call, Operation, Place, Shape, Verb, Who};
use crate::problem::{Code, Problem};

listed!(
    /// A page of orders.
    OrdersOut of OrderOut
);

const READ: Who = Who::ServerOrSession(Scope::Read);

pub(crate) const OPERATION: Operation = Operation {
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, "/v1/orders/{order}"),
        "getOrder",
        "An order, as it stands",
        READ,
        (200, Shape::of::<OrderOut>()),
    )
};

pub(crate) const LIST: Operation = Operation {
    query: &[LIMIT, AFTER],
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/orders"),
        "listOrders",
        "An account's orders, the newest first",
        READ,
        (200, Shape::of::<OrdersOut>()),
    )
};

/// Refuses a member who neither buys nor sees invoices.
fn require(call: &Call, place: &Place) -> Result<(), Problem> {
    if place.may(Right::SeeInvoices) { Ok(()) } else { place.require(call, Right::Buy) }
}

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let id: OrderId = call.id(2, "order")?;
    let place = call.place_of_pool(id.pool, "order")?;
    require(&call, &place)?;
    let order = place.pool.order(id.seq).ok_or_else(|| Problem::not_found("order"))?;
    Ok(Answer::ok(&OrderOut::of(&call.app, &place.pool, id, order)?))
}

pub(crate) async fn list(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    require(&call, &place)?;
    let page = Page::of(&call.query()?)?;
    let after = match page.after_number()? {
        0 => u64::MAX,
        after => after,
    };
    let pool = &place.pool;
    let mut all: Vec<_> = pool.trade.iter().flat_map(|trade| trade.orders()).collect();
    all.reverse();
    // A subaccount's are those that were bought for it.
    let here = all.into_iter().filter(|(seq, order)| {
        let is_here = place.subaccount.is_none() || order.placed.subaccount == place.subaccount;
        is_here && seq.get() < after
    });
    let listed = page.take(here.map(|(seq, order)| (seq.to_string(), (seq, order))));
    let shown = |(seq, order)| OrderOut::of(&call.app, pool, OrderId { pool: pool.no, seq }, order);
    let data = listed.data.into_iter().map(shown).collect::<Result<Vec<_>, _>>()?;
    Ok(Answer::ok(&OrdersOut::from(crate::edge::page::Listed { data, next_cursor: listed.next_cursor })))
}
