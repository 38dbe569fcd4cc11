//! What can go wrong below the rules: one enum for the whole crate. A refusal is an answer and never stands here.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;

/// A failure of the store. The message says what failed; the source, where there is one, says why.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process owns the ledger file.
    #[error("{} is served by another process; stop that one first, or ask it over its API", path.display())]
    InUse {
        /// The ledger file.
        path: PathBuf,
    },
    /// The store cannot write or read now: disk full, input/output error. Nothing was acknowledged. It may heal.
    #[error("the ledger cannot {what}")]
    Unavailable {
        /// The step that failed, as a verb: "write a commit".
        what: &'static str,
        /// What the system said.
        #[source]
        source: Arc<dyn Error + Send + Sync>,
    },
    /// Stored facts contradict each other. Never heals by itself: run `scrip verify`.
    #[error("stored facts contradict each other: {0}")]
    Corrupt(String),
    /// The connection was lost while a commit was under way, and nobody could be asked in time whether it was done. Whoever
    /// asks again with the same key gets the one effect's answer.
    #[error("whether a commit was done is not known")]
    Uncertain {
        /// What the system said.
        #[source]
        source: Arc<dyn Error + Send + Sync>,
    },
    /// Another process has published a newer catalog than the one by which requests are decided here.
    #[error("a newer catalog was published elsewhere")]
    Stale,
    /// A document that must be new is there already. Nothing was done.
    #[error("the document {0} is there already")]
    Taken(String),
    /// The store is set up so that Scrip will not serve on it: what is wrong, and the remedy.
    #[error("{0}")]
    Unfit(String),
    /// The queue before the writer is full. The caller may try again in a moment.
    #[error("the ledger has more requests waiting than it takes")]
    Busy,
    /// Writing was stopped on purpose, and says why.
    #[error("the ledger does not write now: {0}")]
    Paused(String),
    /// The ledger is being stopped, or was.
    #[error("the ledger is stopped")]
    Stopped,
}

impl StoreError {
    /// Wraps a system's error: `.map_err(StoreError::unavailable("write a commit"))`.
    pub(crate) fn unavailable<E>(what: &'static str) -> impl FnOnce(E) -> Self
    where
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        move |source| Self::Unavailable { what, source: Arc::from(source.into()) }
    }

    /// The message and all its sources, for an operator's log.
    pub fn chain(&self) -> String {
        let mut text = self.to_string();
        let mut source = self.source();
        while let Some(error) = source {
            text.push_str(": ");
            text.push_str(&error.to_string());
            source = error.source();
        }
        text
    }
}
