//! Alerts: what a pool was told already, so that each crossing is said once, and how much may be used before there is more
//! to say. What has to be said is decided in `decide/alert`.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::credits::Credits;
use crate::entry::{Draw, Entry, Fact, Per, Subject};
use crate::id::Seq;
use crate::time::Timestamp;

/// What was said and still holds. Behind one pointer, like all that is rare.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Alerts {
    /// The percentage of the monthly credits used that was told last and not recovered from; 0: none, 100: all.
    #[n(0)]
    pub monthly_percent: u32,
    /// It was told that there are few extra credits.
    #[n(1)]
    pub is_extra_low: bool,
    /// Limits that were told as reached. One that is over is forgotten with the next that is told, so there are never
    /// more than subjects that used something.
    #[n(2)]
    pub limits: BTreeMap<Subject, Told>,
    /// The instant of the last warning of an expiry,
    #[n(3)]
    pub warned_at: Timestamp,
    /// and its grant: those of one instant are warned of in order.
    #[n(4)]
    pub warned: Seq,
    /// It was told that the trial ends.
    #[n(5)]
    pub is_trial_told: bool,
}

/// In which window a limit was told as reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Told {
    /// How long it counts.
    #[n(0)]
    pub per: Per,
    /// Its first instant.
    #[n(1)]
    pub start: Timestamp,
    /// The instant at which the next begins.
    #[n(2)]
    pub end: Timestamp,
}

impl Alerts {
    /// Forgets what was told of a limit that is another now; a limit for each is the limit of all of its kind.
    pub(crate) fn forget(&mut self, subject: &Subject) {
        self.limits.retain(|told, _| match subject {
            Subject::EachMember => !matches!(told, Subject::Member(_)),
            Subject::EachSubaccount => !matches!(told, Subject::Subaccount(_)),
            one => told != one,
        });
    }
}

/// How much may be drawn before there may be something to tell: derived, so that an ordinary spend costs one comparison.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Room {
    /// Less than this crosses no line, whatever grants it is drawn from.
    pub(crate) left: Credits,
    /// From here on a look is needed: a grant becomes effective.
    pub(crate) until: Timestamp,
    /// The catalog version whose lines these are.
    pub(crate) catalog: u32,
    /// There are as many extra credits as the catalog's figure, or more.
    pub(crate) is_extra_high: bool,
}

impl Room {
    /// True when it holds at t under a catalog version.
    pub(crate) fn covers(&self, catalog: u32, t: Timestamp) -> bool {
        self.catalog == catalog && t < self.until
    }

    /// What is left after these entries of one change; nothing where a look is needed.
    pub(crate) fn after(self, entries: &[Entry]) -> Option<Self> {
        let left = entries.iter().try_fold(self.left, |left, entry| {
            let drawn: &[&[Draw]] = match &entry.fact {
                Fact::Spend(spent) => &[&spent.draws],
                Fact::Reserve(reserved) => &[&reserved.draws],
                Fact::Settle(settled) if settled.returned.is_empty() => &[&settled.kept, &settled.surplus],
                Fact::Quote(_) | Fact::Extend(_) => &[],
                _ => return None,
            };
            let drawn = drawn.iter().flat_map(|draws| draws.iter());
            Some(drawn.fold(left, |left, draw| left.less(draw.credits)))
        })?;
        left.is_positive().then_some(Self { left, ..self })
    }
}
