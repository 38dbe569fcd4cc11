//! `GET /v1/invoices/{invoice}/pdf`: the paper itself, the same bytes for ever.

use axum::http::{StatusCode, header};

use super::{find, problem};
use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::papers::kept::{Kept, PaperId, kept};
use crate::problem::{Code, Problem};
use crate::wire::shown::TextOut;

pub(crate) const OPERATION: Operation = Operation {
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, "/v1/invoices/{invoice}/pdf"),
        "getInvoicePdf",
        "An invoice or a credit note as PDF/A-3 with Factur-X",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<TextOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let (id, ..) = find(&call)?;
    let paper = kept(&call.app, PaperId::Numbered(id)).await.map_err(problem)?;
    Ok(answer(paper))
}

/// A paper as a download.
fn answer(paper: Kept) -> Answer {
    let named = format!("attachment; filename=\"{}\"", paper.file_name);
    Answer::bytes(StatusCode::OK, "application/pdf", paper.pdf)
        .with(header::CONTENT_DISPOSITION, &named)
        .with(header::ETAG, &format!("\"{}\"", paper.sha256))
        .with(header::CACHE_CONTROL, "private, max-age=31536000, immutable")
}
