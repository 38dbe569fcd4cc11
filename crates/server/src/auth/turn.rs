//! Turns: how the staff is changed one change after the other, whichever processes are asked. Knows no rule of who may change whom.
//!
//! A change takes its turn before it looks at who is there, and is written with a document of that turn that must be new: where another
//! process changed anybody meanwhile nothing is written, and whoever decides looks anew. So two admins cannot remove each other.

use std::sync::Arc;

use scrip_store::{Doc, DocKind, Ledger, StoreError};

use super::operator::{BY_ID, Operator, Operators, doc};
use crate::app::App;
use crate::problem::{Code, Problem};

/// The document of a turn.
const TURN: &str = "turn/";

/// Turns whose documents are kept: a change that is decided while so many others are made does not exist.
const TURNS_KEPT: u64 = 1_000;

/// How often a change is decided anew, each time because another one was made.
pub(crate) const TRIES_MAX: usize = 20;

/// The number of a change: all before it are known to whoever decides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn(u64);

/// What became of a change.
pub(crate) enum Changed {
    /// It is written: the operator as he is from now on, if he is still one.
    Done(Option<Arc<Operator>>),
    /// Another had this turn; nothing is written.
    Late,
}

fn key(number: u64) -> String {
    format!("{TURN}{number:012}")
}

/// The number of a turn's document.
pub(super) fn number_of(key: &str) -> Option<u64> {
    key.strip_prefix(TURN)?.parse().ok()
}

/// The key of an operator as a change made him; 0: as he was added.
pub(super) fn operator_key(id: &str, version: u64) -> String {
    if version == 0 { format!("{BY_ID}{id}") } else { format!("{BY_ID}{id}@{version}") }
}

/// The id of an operator's document, and the change that made him so.
pub(super) fn operator_of(key: &str) -> Option<(&str, u64)> {
    let rest = key.strip_prefix(BY_ID)?;
    rest.split_once('@').map_or(Some((rest, 0)), |(id, version)| Some((id, version.parse().ok()?)))
}

impl Operators {
    /// The next change's turn.
    pub(crate) fn turn(&self) -> Turn {
        Turn(self.turns().saturating_add(1))
    }

    /// Writes an operator as he is from now on, or that he is none, in a turn, with its line of the audit and what else goes with it.
    pub(crate) async fn change(
        &self,
        ledger: &Ledger,
        Turn(number): Turn,
        old: &Operator,
        next: Option<Operator>,
        (audit, others): (Doc, Vec<Doc>),
    ) -> Result<Changed, StoreError> {
        let next = next.map(|next| Operator { version: number, ..next });
        let mut docs = match &next {
            Some(next) => vec![doc(DocKind::Operator, operator_key(&old.id, old.version), None), next.doc()],
            None => old.gone_docs(),
        };
        docs.extend(others);
        if let Some(over) = number.checked_sub(TURNS_KEPT) {
            docs.push(doc(DocKind::Operator, key(over), None));
        }
        // The line of the audit is this change's alone: by it the change is known again when the answer to its commit was lost.
        let mark = audit.key.clone().into_bytes();
        docs.extend([doc(DocKind::Operator, key(number), Some(mark.clone())), audit]);
        match ledger.put_new(docs).await {
            Err(StoreError::Taken(_)) if ledger.doc(DocKind::Operator, &key(number))? != Some(mark) => {
                return Ok(Changed::Late);
            }
            Err(StoreError::Taken(_)) => {}
            written => written?,
        }
        Ok(Changed::Done(self.changed(number, &old.id, next)))
    }
}

/// Brings who is there up to what another process has made of it, if whoever calls is still let in.
pub(crate) async fn look_anew(app: &App, caller: &super::Caller) -> Result<(), Problem> {
    let now = app.fresh(Vec::new()).await?;
    if caller.holds(app, now) {
        return Ok(());
    }
    Err(Problem::new(Code::Unauthenticated, "The operator's session is over. Sign in again."))
}

/// Others change the staff all the time.
pub(crate) fn never_its_turn() -> Problem {
    Problem::retry(Code::Busy, "The operators are being changed by others; nothing was done. Try again.", 1)
}
