//! Notices: what somebody must be told of. They move nothing, and are written in the commit of their cause.

use minicbor::{Decode, Encode};

use crate::credits::Credits;
use crate::entry::{Per, Subject};
use crate::id::Seq;
use crate::time::{Span, Timestamp};

/// Something crossed a line, or came back over it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Notice {
    /// So much of the running period's monthly credits is used.
    #[n(0)]
    MonthlyUsed {
        /// The percentage that was reached.
        #[n(0)]
        percent: u32,
        /// How many are used.
        #[n(1)]
        used: Credits,
        /// Of how many.
        #[n(2)]
        granted: Credits,
    },
    /// All of the running period's monthly credits are used.
    #[n(1)]
    MonthlyDepleted {
        /// How many there were.
        #[n(0)]
        granted: Credits,
    },
    /// There are few extra credits left.
    #[n(2)]
    ExtraLow {
        /// How many are available.
        #[n(0)]
        available: Credits,
        /// The line that was crossed.
        #[n(1)]
        below: Credits,
    },
    /// What was crossed is no longer so.
    #[n(3)]
    Recovered {
        /// Which line.
        #[n(0)]
        which: Alert,
        /// The highest percentage of the monthly credits that is passed all the same; 0: none.
        #[n(1)]
        percent: u32,
    },
    /// A spend limit is reached in its window.
    #[n(4)]
    LimitReached {
        /// Whose limit: a member or subaccount by id, or the account.
        #[n(0)]
        subject: Subject,
        /// In what time.
        #[n(1)]
        per: Per,
        /// The limit.
        #[n(2)]
        limit: Credits,
        /// What is used of it.
        #[n(3)]
        used: Credits,
        /// Since when it counts.
        #[n(4)]
        window_start: Timestamp,
        /// When it begins again.
        #[n(5)]
        resets_at: Timestamp,
    },
    /// Extra credits are about to expire.
    #[n(5)]
    Expiring {
        /// The grant.
        #[n(0)]
        grant: Seq,
        /// How many are available of it.
        #[n(1)]
        credits: Credits,
        /// When they expire.
        #[n(2)]
        at: Timestamp,
        /// How long before that this is said, by the catalog.
        #[n(3)]
        before: Span,
    },
    /// The trial is about to end.
    #[n(6)]
    TrialEnding {
        /// When.
        #[n(0)]
        at: Timestamp,
    },
}

/// A line that can be crossed and come back over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Alert {
    /// Monthly credits used, by percentage.
    #[n(0)]
    MonthlyUsed,
    /// Monthly credits all used.
    #[n(1)]
    MonthlyDepleted,
    /// Extra credits low.
    #[n(2)]
    ExtraLow,
}
