//! `GET /v1/audit`: what operators did: grants, voids, catalogs, keys, limits of debt. The newest last.

use scrip_core::time::Timestamp;
use scrip_store::DocKind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Page, listed};
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::Problem;
use crate::wire::shown::{Shown, TimeOut};

/// Something that an operator did.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuditLine {
    /// When.
    at: TimeOut,
    /// Who: a key's id.
    who: String,
    /// What was done.
    action: String,
    /// To what.
    subject: String,
}

listed!(
    /// A page of the audit.
    AuditOut of AuditLine
);

pub(crate) const OPERATION: Operation = Operation {
    query: &[LIMIT, AFTER],
    ..Operation::of(
        (Verb::Get, "/v1/audit"),
        "listAudit",
        "What operators did, the oldest first",
        Who::Server(Scope::Operator),
        (200, Shape::of::<AuditOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let page = Page::of(&call.query()?)?;
    let after = page.after.clone().unwrap_or_default();
    let limit = u32::try_from(page.limit + 1).unwrap_or(u32::MAX);
    let docs = call.app.ledger.docs(DocKind::Audit, "", &after, limit)?;
    let lines = docs.into_iter().filter_map(|(key, body)| {
        let text = String::from_utf8(body).ok()?;
        let mut parts = text.splitn(3, '\n').map(str::to_owned);
        let micros = key.split('-').next()?.parse().ok()?;
        let line = AuditLine {
            at: Shown(Timestamp::from_micros(micros)),
            who: parts.next()?,
            action: parts.next()?,
            subject: parts.next()?,
        };
        Some((key, line))
    });
    Ok(Answer::ok(&AuditOut::from(page.take(lines))))
}
