//! Invoices and credit notes: list, read, as a PDF, by mail. Issued by payments and refunds alone, never changed.

mod email;
mod get;
mod list;
mod out;
mod pdf;

use scrip_core::catalog::Right;
use scrip_core::entry::Entry;
use scrip_core::id::InvoiceId;

use crate::edge::{Call, Endpoint, Place, endpoint};
use crate::papers::kept::{PaperError, issued};
use crate::problem::{Code, Problem};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(&list::OPERATION, list::run),
        endpoint(&get::OPERATION, get::run),
        endpoint(&pdf::OPERATION, pdf::run),
        endpoint(&email::OPERATION, email::run),
    ]
}

/// Refuses who may neither buy nor see invoices. A subaccount has no papers: they are its agency's.
fn require(call: &Call, place: &Place) -> Result<(), Problem> {
    if place.may(Right::Buy) { Ok(()) } else { place.require(call, Right::SeeInvoices) }
}

/// The invoice of the path, its entry, and the account that it belongs to.
fn find(call: &Call) -> Result<(InvoiceId, Entry, Place), Problem> {
    let not_there = || Problem::not_found("invoice");
    let id: InvoiceId = call.id(2, "invoice")?;
    let place = call.place_of_pool(id.pool, "invoice")?;
    // A subaccount's session is not told of its agency's papers.
    if place.subaccount.is_some() {
        return Err(not_there());
    }
    let entry =
        call.app.ledger.entry(id.pool, id.seq)?.filter(|entry| issued(entry).is_some()).ok_or_else(not_there)?;
    require(call, &place)?;
    Ok((id, entry, place))
}

/// Why there is no paper, for whoever asked.
fn problem(error: PaperError) -> Problem {
    match error {
        PaperError::NotThere => Problem::not_found("invoice"),
        PaperError::Store(error) => error.into(),
        PaperError::Pdf(_) | PaperError::Lost(_) => {
            let error: &dyn std::error::Error = &error;
            tracing::error!(error, "paper not rendered");
            Problem::new(Code::Internal, "The paper could not be rendered. The log of the server says why.")
        }
    }
}
