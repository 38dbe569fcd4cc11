//! `GET /v1/accounts/{account}/invoices`: invoices and credit notes, the oldest first.

use scrip_core::id::{InvoiceId, Seq};
use scrip_core::order::Order;

use super::out::InvoiceOut;
use super::{problem, require};
use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Listed, Page, listed};
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::papers::kept::{self, PaperId};
use crate::problem::{Code, Problem};

listed!(
    /// A page of invoices and credit notes.
    InvoicesOut of InvoiceOut
);

pub(crate) const OPERATION: Operation = Operation {
    query: &[LIMIT, AFTER],
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/invoices"),
        "listInvoices",
        "Invoices and credit notes, the oldest first; a subaccount has none of its own",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<InvoicesOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    require(&call, &place)?;
    let page = Page::of(&call.query()?)?;
    let after = page.after_number()?;
    let orders = place.pool.trade.as_ref().filter(|_| place.subaccount.is_none());
    let mut papers: Vec<(Seq, &Order)> = orders
        .iter()
        .flat_map(|trade| trade.orders())
        .flat_map(|(_, order)| papers_of(order).map(move |seq| (seq, order)))
        .filter(|(seq, _)| seq.get() > after)
        .collect();
    papers.sort_unstable_by_key(|(seq, _)| *seq);
    let Listed { data, next_cursor } = page.take(papers.into_iter().map(|paper| (paper.0.to_string(), paper)));
    let mut shown = Vec::with_capacity(data.len());
    for (seq, order) in data {
        let id = InvoiceId { pool: place.pool.no, seq };
        let entry = call.app.ledger.entry(id.pool, seq)?.ok_or_else(|| Problem::not_found("invoice"))?;
        let issued = kept::issued(&entry).ok_or_else(|| Problem::not_found("invoice"))?;
        let paper = kept::paper(&call.app.ledger, PaperId::Numbered(id)).map_err(problem)?;
        let sha256 = kept::sha256(&call.app.ledger, PaperId::Numbered(id))?;
        shown.push(InvoiceOut::of(id, &entry, issued, order, &paper, sha256));
    }
    Ok(Answer::ok(&InvoicesOut::from(Listed { data: shown, next_cursor })))
}

/// The invoice of an order, its credit notes, and the invoices that take a credit note back.
fn papers_of(order: &Order) -> impl Iterator<Item = Seq> {
    let of_refunds = order.refunds.iter().flat_map(|refund| refund.credit_note.into_iter().chain(refund.restored));
    order.invoice.into_iter().chain(of_refunds)
}
