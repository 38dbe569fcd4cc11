//! Deeds: what an operator does gets a line of the audit before it is done, and the line says afterwards what became of it.
//!
//! The line stands first, because a deed without a line is worse than a line whose deed nobody knows the end of: it says `begun` until
//! the deed is done or refused. Operations with a line of their own write it in the commit of the deed, and none when they are refused.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::request::Parts;
use scrip_core::time::Timestamp;
use scrip_store::Doc;
use serde::Deserialize;

use super::{Answer, Operation, Verb};
use crate::app::App;
use crate::auth::{Acting, role};
use crate::problem::Problem;

/// A deed that is under way.
pub(crate) struct Deed {
    app: Arc<App>,
    operator: String,
    operation: &'static Operation,
    subject: String,
    /// Where its line stands.
    key: String,
}

/// The word of a line whose deed is under way, or whose end is not known.
pub(crate) const BEGUN: &str = "begun";

/// The word of a line whose deed was refused; the problem's code follows.
pub(crate) const REFUSED: &str = "refused";

/// What became of a deed.
pub(crate) enum End {
    Done,
    /// With the problem's code.
    Refused(String),
    Unknown,
}

impl End {
    /// As it is answered.
    pub(crate) fn of(answered: &Result<Answer, Problem>) -> Self {
        match answered {
            Ok(_) => Self::Done,
            Err(problem) if problem.status() < 500 => Self::Refused(problem.code().to_owned()),
            Err(_) => Self::Unknown,
        }
    }
}

impl Deed {
    /// Notes that an operator's session is in use, and what it is about to do.
    pub(crate) async fn begin(
        app: &Arc<App>,
        operation: &'static Operation,
        (parts, body): (&Parts, &Bytes),
        acting: &Acting,
        clock: Timestamp,
    ) -> Result<Option<Box<Self>>, Problem> {
        let mut docs: Vec<Doc> = acting.session.touch(clock).into_iter().collect();
        let mut begun = None;
        if !role::has_own_line(operation.id) && !is_look(operation, parts, body) {
            let (operator, subject) = (acting.operator.id.clone(), parts.uri.path().to_owned());
            let line = app.audit_by(&operator, clock, &format!("{} {BEGUN}", operation.id), &subject, None);
            begun = Some(Box::new(Self { app: Arc::clone(app), operator, operation, subject, key: line.key.clone() }));
            docs.push(line);
        }
        if docs.is_empty() {
            return Ok(None);
        }
        match app.ledger.put(docs).await {
            // A look needs no line.
            Err(error) if begun.is_none() => {
                tracing::warn!(error = error.chain(), "use of an operator's session not written down");
                Ok(None)
            }
            written => Ok(written.map(|()| begun)?),
        }
    }

    /// Writes down what became of it. Where that is not known, or cannot be written, the line says on that it was begun.
    pub(crate) async fn end(self, end: End) {
        let action = match end {
            End::Done => self.operation.id.to_owned(),
            End::Refused(code) => format!("{} {REFUSED} {code}", self.operation.id),
            End::Unknown => return,
        };
        let line = self.app.audit_by(&self.operator, Timestamp::EPOCH, &action, &self.subject, None);
        if let Err(error) = self.app.ledger.put(vec![Doc { key: self.key, ..line }]).await {
            tracing::warn!(error = error.chain(), action, "what became of an operator's deed not written down");
        }
    }
}

/// True for what changes nothing: reads, checks, and what only says what would be.
fn is_look(operation: &Operation, parts: &Parts, body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Asked {
        preview: Option<bool>,
    }
    match operation.id {
        "checkUse" => true,
        "changePlan" => serde_json::from_slice(body).is_ok_and(|asked: Asked| asked.preview == Some(true)),
        "putCatalog" => parts.uri.query() == Some("dry_run=true"),
        _ => operation.verb == Verb::Get,
    }
}
