//! What a pool was told of already, so that each crossing is said once.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::entry::{Per, Subject};
use crate::id::Seq;
use crate::time::{Span, Timestamp};

/// What was said and still holds. Behind one pointer, like all that is rare.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Alerts {
    /// The highest percentage of the monthly credits that was told; 0: none.
    #[n(0)]
    pub monthly_percent: u32,
    /// It was told that all monthly credits are used.
    #[n(1)]
    pub is_monthly_depleted: bool,
    /// It was told that there are few extra credits.
    #[n(2)]
    pub is_extra_low: bool,
    /// Limits that were told, with the start of the window in which.
    #[n(3)]
    pub limits: BTreeMap<(Subject, Per), Timestamp>,
    /// Grants of whose end was warned, with the shortest span before it.
    #[n(4)]
    pub expiring: BTreeMap<Seq, Span>,
    /// It was told that the trial ends.
    #[n(5)]
    pub is_trial_told: bool,
}
