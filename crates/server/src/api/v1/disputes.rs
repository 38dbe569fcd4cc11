//! `GET /v1/disputes`: disputes of every account's payments, the newest first.

use scrip_core::id::OrderId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Listed, Page, listed};
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::payments::docs;
use crate::problem::Problem;
use crate::wire::shown::{AccountIdOut, CreditsOut, DisputeStateOut, MoneyOut, OrderIdOut, Shown, TimeOut};

/// A dispute.
#[derive(Serialize, ToSchema)]
#[schema(as = Dispute)]
#[serde(deny_unknown_fields)]
pub(crate) struct DisputeOut {
    /// The gateway's id of it.
    id: String,
    /// The order.
    order: OrderIdOut,
    /// Whose order.
    account: AccountIdOut,
    /// Where it stands.
    status: DisputeStateOut,
    /// How much of what was paid; none of one that was over before it was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<MoneyOut>,
    /// The same share of the order's credits.
    share: CreditsOut,
    /// Credits that were taken back for it.
    credits: CreditsOut,
    /// When it was told.
    created_at: TimeOut,
}

listed!(
    /// A page of disputes.
    DisputesOut of DisputeOut
);

pub(crate) const OPERATION: Operation = Operation {
    query: &[LIMIT, AFTER],
    ..Operation::of(
        (Verb::Get, "/v1/disputes"),
        "listDisputes",
        "Disputes of payments, the newest first",
        Who::Server(Scope::Operator),
        (200, Shape::of::<DisputesOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let page = Page::of(&call.query()?)?;
    let after = page.after.as_ref().map_or_else(String::new, |after| format!("{}{after}", docs::DISPUTES));
    let limit = u32::try_from(page.limit).unwrap_or(200);
    // One more, to know whether another page follows.
    let found = docs::some(&call.app.ledger, docs::DISPUTES, &after, limit.saturating_add(1))?;
    let mut listed = Vec::new();
    for (key, body) in &found {
        let (Some(cursor), Some(dispute)) = (key.strip_prefix(docs::DISPUTES), shown(&call, key, body).await?) else {
            continue;
        };
        listed.push((cursor.to_owned(), dispute));
    }
    let Listed { data, next_cursor } = page.take(listed.into_iter());
    Ok(Answer::ok(&DisputesOut::from(Listed { data, next_cursor })))
}

async fn shown(call: &Call, key: &str, body: &[u8]) -> Result<Option<DisputeOut>, Problem> {
    let id: String = docs::read_bytes(key, body)?;
    let (Ok(id), Some((_, reference))) = (id.parse::<OrderId>(), key.rsplit_once('/')) else { return Ok(None) };
    call.app.fresh_pools([id.pool]).await?;
    let Some(pool) = call.app.ledger.pool(id.pool)? else { return Ok(None) };
    let Some(dispute) = pool.order(id.seq).and_then(|order| order.dispute(reference)) else { return Ok(None) };
    Ok(Some(DisputeOut {
        id: reference.to_owned(),
        order: Shown(id),
        account: Shown(pool.account.clone()),
        status: Shown(dispute.state),
        amount: dispute.amount.map(Into::into),
        share: Shown(dispute.share),
        credits: Shown(dispute.taken),
        created_at: Shown(dispute.at),
    }))
}
