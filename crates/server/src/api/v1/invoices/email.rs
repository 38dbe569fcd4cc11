//! `POST /v1/invoices/{invoice}/email`: the paper by mail once more, to whoever gets the account's invoices.

use scrip_core::id::EventId;
use scrip_core::time::Span;
use scrip_store::DocKind;
use serde::Serialize;
use utoipa::ToSchema;

use super::find;
use crate::api::v1::life::Nothing;
use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::mail::doc::{Mail, MailStatus};
use crate::notify::event::Ground;
use crate::notify::letters::{self, Scene};
use crate::problem::{Code, Problem};
use crate::wire::shown::{InvoiceIdOut, Shown};

/// A paper on its way.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MailedInvoice {
    /// The paper.
    id: InvoiceIdOut,
    /// The address that it goes to; without it none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    /// `waiting`: it is sent now; `sent`: it was, less than a minute ago; `skipped`: there is nobody to send it to, or no
    /// mail server.
    #[schema(pattern = "^(waiting|sent|skipped)$")]
    status: &'static str,
}

pub(super) const OPERATION: Operation = Operation {
    body: Some(Shape::of::<Nothing>()),
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Post, "/v1/invoices/{invoice}/email"),
        "emailInvoice",
        "Mail an invoice or a credit note to whoever gets the account's invoices",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<MailedInvoice>()),
    )
};

/// A second click, or a third, sends nothing more.
const CALM: Span = Span::MINUTE;

pub(super) async fn run(call: Call) -> Result<Answer, Problem> {
    let Nothing {} = call.body()?;
    let (id, entry, place) = find(&call)?;
    let app = &call.app;
    let now = app.clock.now();
    let key = Mail::key_of(entry.at.micros(), &Mail::id_of(EventId { pool: id.pool, seq: id.seq }, 0));
    let stood = app.ledger.doc(DocKind::Mail, &key)?.map(|body| Mail::read(&key, &body)).transpose()?;
    let due = stood.as_ref().and_then(|mail| mail.due_at);
    let mut mail = if let Some(mail) = stood {
        mail
    } else {
        // It was not told yet, or was pruned long ago.
        let ground = Ground::of(&app.ledger, id.pool, &place.pool.account, &entry)?;
        let scene = Scene { pool: &place.pool, catalog: place.catalog(), now: place.now, clock: now };
        let made = letters::mails(&scene, &ground, &entry).into_iter().next();
        made.ok_or_else(|| Problem::not_found("invoice"))?
    };
    let known = mail.to.find(&app.ledger)?;
    let was_just_sent = mail.sent_at.is_some_and(|at| now.micros().saturating_sub(at) < CALM.micros());
    if known.is_none() || app.mailer.transport.is_none() {
        mail.is_skipped("no mail address is known, or no mail server is configured");
    } else if !(mail.status == MailStatus::Sent && was_just_sent) {
        mail.ask_again(now);
    }
    app.ledger.put(mail.docs(due)).await?;
    let status = mail.status.name();
    Ok(Answer::ok(&MailedInvoice { id: Shown(id), to: known.map(|known| known.email), status }))
}
