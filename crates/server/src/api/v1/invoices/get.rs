//! `GET /v1/invoices/{invoice}`: an invoice or a credit note.

use super::out::InvoiceOut;
use super::{find, problem};
use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::papers::kept::{self, PaperId};
use crate::problem::{Code, Problem};

pub(crate) const OPERATION: Operation = Operation {
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, "/v1/invoices/{invoice}"),
        "getInvoice",
        "An invoice or a credit note",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<InvoiceOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let not_there = || Problem::not_found("invoice");
    let (id, entry, place) = find(&call)?;
    let issued = kept::issued(&entry).ok_or_else(not_there)?;
    let order = place.pool.order(issued.order).ok_or_else(not_there)?;
    let paper = kept::paper(&call.app.ledger, PaperId::Numbered(id)).map_err(problem)?;
    let sha256 = kept::sha256(&call.app.ledger, PaperId::Numbered(id))?;
    Ok(Answer::ok(&InvoiceOut::of(id, &entry, issued, order, &paper, sha256)))
}
