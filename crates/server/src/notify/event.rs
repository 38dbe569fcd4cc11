//! Events: which entries are events, of which type, and what each says. From the ledger alone, so that an event is the same
//! whenever it is read or sent again, and there whether or not anybody listened.

use std::fmt;
use std::str::FromStr;

use scrip_core::entry::{AccountFact, Entry, Fact, Notice, OrderFact, PayWith, Placed, ReleaseCause, TopUpOffCause};
use scrip_core::id::{AccountId, EventId, IdError, PoolNo, Seq};
use scrip_store::{Ledger, StoreError};
use serde::Serialize;
use utoipa::ToSchema;

use super::details::EventDetails;
use crate::api::v1::entries::out::EntryOut;
use crate::wire::shown::{AccountIdOut, Shown, TimeOut};

macro_rules! types {
    ($($variant:ident, $name:literal, $about:literal;)+) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum EventType {
            $(#[doc = $about] $variant,)+
        }

        impl EventType {
            /// Every type.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word of the API.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// When it comes, in a sentence. docs/webhooks.md has it.
            #[cfg(test)]
            pub(crate) const fn about(self) -> &'static str {
                match self {
                    $(Self::$variant => $about,)+
                }
            }
        }
    };
}

types! {
    GrantCreated, "grant.created", "Credits were granted, bought, or carried into a new period.";
    GrantExpiring, "grant.expiring", "Extra credits are about to expire.";
    GrantExpired, "grant.expired", "Unused credits expired.";
    GrantVoided, "grant.voided", "Unused credits were voided by an operator, a refund or a dispute.";
    SpendRecorded, "spend.recorded", "Credits were used.";
    SpendReversed, "spend.reversed", "Credits of a spend were put back.";
    ReservationCreated, "reservation.created", "Credits were set aside.";
    ReservationSettled, "reservation.settled", "A reservation became a spend.";
    ReservationVoided, "reservation.voided", "A reservation was voided, or settled at nothing.";
    ReservationExpired, "reservation.expired", "A reservation timed out.";
    BalanceLow, "balance.low", "A share of the monthly credits is used, or few extra credits are left.";
    BalanceDepleted, "balance.depleted", "All monthly credits are used.";
    BalanceRecovered, "balance.recovered", "What was low or depleted is so no longer.";
    SpendLimitReached, "spend_limit.reached", "A spend limit is reached in its window.";
    PeriodRenewed, "period.renewed", "A new period began.";
    PlanChanged, "plan.changed", "Another plan holds, or the account was activated on one.";
    TrialEnded, "trial.ended", "The trial is over.";
    OrderAwaitingPayment, "order.awaiting_payment", "An order waits for a bank transfer.";
    OrderPaid, "order.paid", "An order was paid; its credits are there.";
    OrderOverdue, "order.overdue", "The promised day has passed and the credits are not there.";
    OrderOverpaid, "order.overpaid", "A second payment came for an order, or one of another amount; it grants nothing and is to be sent back.";
    OrderCanceled, "order.canceled", "An order will not be paid.";
    OrderRefunded, "order.refunded", "Money of an order went back, or came back from the bank after that: `refund_status` says which.";
    OrderDisputed, "order.disputed", "The buyer's bank disputes a payment, or has decided a dispute.";
    InvoiceIssued, "invoice.issued", "An invoice or a credit note got its number.";
    AutoTopupSucceeded, "auto_topup.succeeded", "Automatic top-up bought credits.";
    AutoTopupFailed, "auto_topup.failed", "Automatic top-up could not buy credits and was switched off.";
    SharingChanged, "sharing.changed", "An agency turned sharing on or off.";
}

impl EventType {
    /// The type of a word.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// Something that happened.
#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventOut {
    /// Its id. The same event has the same id however often it is sent.
    #[schema(pattern = "^evt_[0-9A-HJKMNP-TV-Z]{16}(_2)?$")]
    pub(crate) id: String,
    /// What happened.
    pub(crate) r#type: String,
    /// The account that it is about.
    pub(crate) account: AccountIdOut,
    /// The paying account in whose pool it happened.
    pub(crate) pool: AccountIdOut,
    /// Its place in that pool: later events have higher numbers.
    #[schema(minimum = 1)]
    pub(crate) sequence: u64,
    /// When it happened.
    pub(crate) created_at: TimeOut,
    /// What there is to say.
    pub(crate) data: EventData,
}

/// What an event says: the line of the ledger that it is, and what that line leaves to others.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventData {
    /// The line of the ledger, as `GET …/entries` shows it.
    entry: EntryOut,
    /// What the line leaves to others, by the event's type; often empty.
    details: EventDetails,
}

/// The id of an event: its entry's, and which of that entry's events it is. Only a paid top-up has two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Which {
    /// The entry.
    pub(crate) id: EventId,
    /// True for the second.
    pub(crate) is_second: bool,
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.id, if self.is_second { "_2" } else { "" })
    }
}

impl FromStr for Which {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (id, is_second) = text.strip_suffix("_2").map_or((text, false), |id| (id, true));
        Ok(Self { id: id.parse()?, is_second })
    }
}

/// What events of an entry rest on besides it.
pub(crate) struct Ground {
    /// The pool.
    pub(crate) no: PoolNo,
    /// Its paying account.
    pub(crate) account: AccountId,
    /// The order that the entry is about.
    pub(crate) placed: Option<Placed>,
    /// True for the end of a trial.
    pub(crate) is_trial_end: bool,
}

impl Ground {
    /// Reads what an entry's events rest on.
    pub(crate) fn of(ledger: &Ledger, no: PoolNo, account: &AccountId, entry: &Entry) -> Result<Self, StoreError> {
        let mut ground = Self { no, account: account.clone(), placed: None, is_trial_end: false };
        match &entry.fact {
            Fact::Order(OrderFact::Placed(placed)) => ground.placed = Some(placed.clone()),
            Fact::Order(fact) => {
                let seq = fact.order();
                let first = seq.map_or(Ok(None), |seq| ledger.entry(no, seq))?;
                if let Some(Entry { fact: Fact::Order(OrderFact::Placed(placed)), .. }) = first {
                    ground.placed = Some(placed);
                }
            }
            Fact::Account(AccountFact::Ended) => {
                // An account is in its trial once, from its beginning; it ends at the instant that was said then.
                let first = ledger.entry(no, Seq::ZERO.next())?;
                ground.is_trial_end = first.is_some_and(|first| match first.fact {
                    Fact::Account(AccountFact::Opened(opened)) => opened.trial_ends_at == Some(entry.at),
                    _ => false,
                });
            }
            _ => {}
        }
        Ok(ground)
    }
}

/// The type of an entry's event; none: it is no event of its own.
pub(crate) fn type_of(entry: &Entry, ground: &Ground) -> Option<EventType> {
    Some(match &entry.fact {
        Fact::Grant(_) | Fact::Roll(_) => EventType::GrantCreated,
        Fact::Expire(_) => EventType::GrantExpired,
        Fact::Void(_) | Fact::Claw(_) => EventType::GrantVoided,
        Fact::Spend(_) => EventType::SpendRecorded,
        Fact::Reverse(_) => EventType::SpendReversed,
        Fact::Reserve(_) => EventType::ReservationCreated,
        Fact::Settle(_) => EventType::ReservationSettled,
        Fact::Release(released) => match released.cause {
            ReleaseCause::Voided => EventType::ReservationVoided,
            ReleaseCause::TimedOut => EventType::ReservationExpired,
        },
        Fact::Notice(notice) => match notice {
            Notice::MonthlyUsed { .. } | Notice::ExtraLow { .. } => EventType::BalanceLow,
            Notice::MonthlyDepleted { .. } => EventType::BalanceDepleted,
            Notice::Recovered { .. } => EventType::BalanceRecovered,
            Notice::LimitReached { .. } => EventType::SpendLimitReached,
            Notice::Expiring { .. } => EventType::GrantExpiring,
            Notice::TrialEnding { .. } => return None,
        },
        Fact::Account(fact) => match fact {
            AccountFact::PeriodBegan(period) if period.number > 0 => EventType::PeriodRenewed,
            AccountFact::PlanChanged(_) | AccountFact::Activated(_) => EventType::PlanChanged,
            AccountFact::Ended if ground.is_trial_end => EventType::TrialEnded,
            AccountFact::Sharing(_) => EventType::SharingChanged,
            _ => return None,
        },
        Fact::Order(fact) => match fact {
            OrderFact::Placed(placed) if placed.pay_with == PayWith::Transfer => EventType::OrderAwaitingPayment,
            OrderFact::Paid(_) => EventType::OrderPaid,
            OrderFact::Issued(_) => EventType::InvoiceIssued,
            OrderFact::Canceled { .. } => EventType::OrderCanceled,
            OrderFact::Overdue { .. } => EventType::OrderOverdue,
            OrderFact::Overpaid { .. } => EventType::OrderOverpaid,
            OrderFact::RefundEnded { is_done: true, .. } | OrderFact::RefundFailed { .. } => EventType::OrderRefunded,
            OrderFact::DisputeOpened(_) | OrderFact::DisputeClosed { .. } => EventType::OrderDisputed,
            OrderFact::TopUpOff { cause } if *cause != TopUpOffCause::Removed => EventType::AutoTopupFailed,
            _ => return None,
        },
        Fact::Repay(_) | Fact::Extend(_) | Fact::Quote(_) | Fact::Reinstate(_) => return None,
    })
}

/// The second type of an entry's event: of a paid top-up.
pub(crate) fn second_type_of(entry: &Entry, ground: &Ground) -> Option<EventType> {
    let is_top_up = ground.placed.as_ref().is_some_and(|placed| placed.is_top_up);
    (is_top_up && matches!(entry.fact, Fact::Order(OrderFact::Paid(_)))).then_some(EventType::AutoTopupSucceeded)
}

/// The events of an entry, in order: none, one, or two.
pub(crate) fn types_of(entry: &Entry, ground: &Ground) -> impl Iterator<Item = (Which, EventType)> {
    let id = EventId { pool: ground.no, seq: entry.seq };
    let first = type_of(entry, ground).map(|kind| (Which { id, is_second: false }, kind));
    let second = second_type_of(entry, ground).map(|kind| (Which { id, is_second: true }, kind));
    first.into_iter().chain(second)
}

impl EventOut {
    /// An entry's event, whole.
    pub(crate) fn of(ground: &Ground, entry: &Entry, which: Which, kind: EventType) -> Self {
        let line = EntryOut::of(ground.no, &ground.account, entry);
        let pool = Shown(ground.account.clone());
        // An order for a subaccount is placed, paid and owned by its agency; its grant is the subaccount's.
        Self {
            id: which.to_string(),
            r#type: kind.name().to_owned(),
            account: line.account.clone(),
            pool,
            sequence: entry.seq.get(),
            created_at: Shown(entry.at),
            data: EventData { entry: line, details: EventDetails::of(ground, entry) },
        }
    }
}
