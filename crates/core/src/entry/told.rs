//! Told: of which entries somebody outside hears, by mail, by an event, or because a payment is to be made.

use super::{AccountFact, Entry, Fact};

/// How much is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tells {
    /// What somebody is written to about, or must act on.
    #[default]
    Needed,
    /// Every event: somebody listens.
    All,
}

impl Entry {
    /// Whether somebody is told of it.
    pub const fn is_told(&self, tells: Tells) -> bool {
        match self.fact.needs() {
            Some(Tells::Needed) => true,
            Some(Tells::All) => matches!(tells, Tells::All),
            None => false,
        }
    }
}

impl Fact {
    /// How much must be told for this to be among it; none: it is no event of its own.
    const fn needs(&self) -> Option<Tells> {
        match self {
            Self::Order(_) | Self::Claw(_) | Self::Reinstate(_) | Self::Notice(_) => Some(Tells::Needed),
            Self::Grant(_)
            | Self::Expire(_)
            | Self::Void(_)
            | Self::Roll(_)
            | Self::Spend(_)
            | Self::Reserve(_)
            | Self::Settle(_)
            | Self::Release(_)
            | Self::Reverse(_) => Some(Tells::All),
            // Lines of another thing, which is told.
            Self::Repay(_) | Self::Extend(_) | Self::Quote(_) => None,
            Self::Account(fact) => fact.needs(),
        }
    }
}

impl AccountFact {
    const fn needs(&self) -> Option<Tells> {
        match self {
            Self::Sharing(_) | Self::Ended => Some(Tells::Needed),
            Self::PlanChanged(_) | Self::Activated(_) | Self::PeriodBegan(_) => Some(Tells::All),
            Self::Opened(_)
            | Self::SubaccountAdded(_)
            | Self::MemberPut(_)
            | Self::MemberRemoved { .. }
            | Self::LimitSet { .. }
            | Self::LimitRemoved(_)
            | Self::OverdraftLimit(_)
            | Self::ZoneSet(_)
            | Self::ChangeScheduled(_)
            | Self::ScheduleDropped
            | Self::Canceling
            | Self::Paused
            | Self::Resumed
            | Self::PeriodGranted(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AccountFact, Entry, Fact, Tells};
    use crate::credits::Credits;
    use crate::entry::{By, Extended, Notice, OrderFact, Taken};
    use crate::id::Seq;
    use crate::time::Timestamp;

    #[track_caller]
    fn check(fact: Fact, needed: bool, all: bool) {
        let entry =
            Entry { seq: Seq::ZERO, at: Timestamp::EPOCH, catalog: 1, by: By::Clock, key: None, follows: 0, fact };
        assert_eq!((entry.is_told(Tells::Needed), entry.is_told(Tells::All)), (needed, all), "{entry:?}");
    }

    #[test]
    fn what_is_needed_is_told_always_and_the_rest_to_listeners() {
        check(Fact::Account(AccountFact::Sharing(true)), true, true);
        check(Fact::Account(AccountFact::Ended), true, true);
        check(Fact::Notice(Notice::TrialEnding { at: Timestamp::EPOCH }), true, true);
        check(Fact::Order(OrderFact::CardRemoved), true, true);
        check(Fact::Expire(Taken { grant: Seq::ZERO, credits: Credits::ZERO, is_end: true }), false, true);
        check(Fact::Extend(Extended { reservation: Seq::ZERO, expires_at: Timestamp::EPOCH }), false, false);
        check(Fact::Account(AccountFact::Paused), false, false);
    }
}
