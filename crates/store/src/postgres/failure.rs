//! What can go wrong with a statement, sorted by what may be done about it: again, on a new connection, or not at all.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tokio_postgres::error::SqlState;

use crate::error::StoreError;

/// A failure, by what may be done about it.
#[derive(Debug)]
pub(super) enum Failure {
    /// Others were in the way; the connection is whole, the transaction is not.
    Again(Cause),
    /// The connection is of no more use.
    Lost(Cause),
    /// Nothing that trying again would mend.
    Final(StoreError),
}

/// What the system said.
pub(super) type Cause = Arc<dyn Error + Send + Sync>;

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Final(error)
    }
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(state) = error.code().cloned() else { return Self::Lost(Arc::new(error)) };
        let again = [
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::LOCK_NOT_AVAILABLE,
            SqlState::QUERY_CANCELED,
            // A transaction of ours that failed before: what failed in it says why.
            SqlState::IN_FAILED_SQL_TRANSACTION,
            SqlState::UNIQUE_VIOLATION,
        ];
        // Shut down, crashed, starting up, out of connections, read-only after a change of roles, told off by a proxy.
        let class = state.code().get(..2).unwrap_or_default();
        let is_lost =
            matches!(class, "08" | "57" | "XX") || matches!(state.code(), "53300" | "25006" | "25P03" | "25P04");
        let cause: Cause = Arc::new(error);
        if again.contains(&state) {
            Self::Again(cause)
        } else if is_lost {
            Self::Lost(cause)
        } else {
            Self::Final(StoreError::Unavailable { what: WHAT, source: cause })
        }
    }
}

const WHAT: &str = "use its database";

impl Failure {
    /// What the server calls it, where it was the server that failed and may be asked again.
    pub(super) fn state(&self) -> Option<&SqlState> {
        let Self::Again(cause) = self else { return None };
        cause.downcast_ref::<tokio_postgres::Error>().and_then(tokio_postgres::Error::code)
    }

    /// True where something was to be written under a name that is taken.
    pub(super) fn is_taken(&self) -> bool {
        self.state() == Some(&SqlState::UNIQUE_VIOLATION)
    }

    /// For callers who try no more.
    pub(super) fn into_error(self) -> StoreError {
        match self {
            Self::Again(source) | Self::Lost(source) => StoreError::Unavailable { what: WHAT, source },
            Self::Final(error) => error,
        }
    }
}

/// Until when something may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deadline(Instant);

impl Deadline {
    pub(super) fn after(time: Duration) -> Self {
        Self(Instant::now() + time)
    }

    pub(super) fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    pub(super) fn is_over(self) -> bool {
        self.left().is_zero()
    }
}

#[cfg(test)]
mod tests {
    use super::{Deadline, Failure};
    use std::sync::Arc;
    use std::time::Duration;

    #[test]
    fn a_deadline_passes() {
        assert!(Deadline::after(Duration::ZERO).is_over());
        assert!(!Deadline::after(Duration::from_secs(9)).is_over());
        let failure = Failure::Lost(Arc::new(std::io::Error::other("gone")));
        assert_eq!(failure.into_error().chain(), "the ledger cannot use its database: gone");
    }
}
