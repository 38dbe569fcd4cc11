//! Words: the closed sets of the API and the core's values behind them.

use scrip_core::entry::{AccountKind, Entry, Fact, LimitedBy, PayWith, Per, Subject};
use scrip_core::grant::{GrantKind, WayBack};
use scrip_core::order::{DisputeState, RefundState, Status};
use scrip_core::pool::State;

/// Words with their values.
pub(crate) type Words<T> = &'static [(&'static str, T)];

pub(crate) const GRANT_KINDS: Words<GrantKind> = &[
    ("plan", GrantKind::Plan),
    ("trial", GrantKind::Trial),
    ("legacy", GrantKind::Legacy),
    ("package", GrantKind::Package),
    ("promotional", GrantKind::Promotional),
    ("adjustment", GrantKind::Adjustment),
];

pub(crate) const PERS: Words<Per> = &[("period", Per::Period), ("day", Per::Day), ("month", Per::Month)];

pub(crate) const LIMITED_BY: Words<LimitedBy> = &[
    ("available", LimitedBy::Available),
    ("member", LimitedBy::Member),
    ("subaccount", LimitedBy::Subaccount),
    ("account", LimitedBy::Account),
];

pub(crate) const WAYS_BACK: Words<WayBack> =
    &[("available", WayBack::Available), ("expired", WayBack::Expired), ("voided", WayBack::Voided)];

pub(crate) const PAY_WITHS: Words<PayWith> =
    &[("saved", PayWith::Saved), ("card", PayWith::Card), ("transfer", PayWith::Transfer)];

pub(crate) const ORDER_STATUSES: Words<Status> = &[
    ("pending", Status::Pending),
    ("awaiting_payment", Status::AwaitingPayment),
    ("paid", Status::Paid),
    ("canceled", Status::Canceled),
    ("refunded", Status::Refunded),
    ("disputed", Status::Disputed),
];

/// One that the gateway refused and one that the bank sent back are both failed: the money is not with the buyer.
pub(crate) const REFUND_STATES: Words<RefundState> = &[
    ("pending", RefundState::Pending),
    ("succeeded", RefundState::Done),
    ("failed", RefundState::Refused),
    ("failed", RefundState::Failed),
];

pub(crate) const DISPUTE_STATES: Words<DisputeState> =
    &[("open", DisputeState::Open), ("won", DisputeState::Won), ("lost", DisputeState::Lost)];

/// The word of a value.
pub(crate) fn word<T: PartialEq>(words: Words<T>, value: &T) -> &'static str {
    words.iter().find(|(_, other)| other == value).map_or("", |(word, _)| word)
}

/// The value of a word.
pub(crate) fn value<T: Copy>(words: Words<T>, text: &str) -> Option<T> {
    words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value)
}

/// The state's word.
pub(crate) const fn state(state: State) -> &'static str {
    match state {
        State::Trial => "trial",
        State::Active => "active",
        State::Canceling => "canceling",
        State::Ended => "ended",
    }
}

/// The kind's word.
pub(crate) const fn account_kind(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Business => "business",
        AccountKind::Agency => "agency",
    }
}

/// The entry kinds of the API that this ledger writes.
pub(crate) const ENTRY_KINDS: &[&str] = &[
    "grant",
    "expire",
    "void",
    "roll",
    "spend",
    "reserve",
    "settle",
    "release",
    "reverse",
    "claw",
    "reinstate",
    "order",
    "account",
    "notice",
];

/// The kind of an entry.
pub(crate) const fn entry_kind(entry: &Entry) -> &'static str {
    match &entry.fact {
        Fact::Grant(_) => "grant",
        Fact::Expire(_) => "expire",
        Fact::Void(_) => "void",
        Fact::Roll(_) => "roll",
        Fact::Spend(_) | Fact::Repay(_) => "spend",
        Fact::Reserve(_) | Fact::Extend(_) => "reserve",
        Fact::Settle(_) => "settle",
        Fact::Release(_) => "release",
        Fact::Reverse(_) => "reverse",
        Fact::Account(_) => "account",
        Fact::Quote(_) | Fact::Notice(_) => "notice",
        Fact::Order(_) => "order",
        Fact::Claw(_) => "claw",
        Fact::Reinstate(_) => "reinstate",
    }
}

/// The subject as the API names it: `member:<id>`, `member:*`, `subaccount:<id>`, `subaccount:*`, `account`.
pub(crate) fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Member(id) => format!("member:{id}"),
        Subject::EachMember => "member:*".to_owned(),
        Subject::Subaccount(id) => format!("subaccount:{id}"),
        Subject::EachSubaccount => "subaccount:*".to_owned(),
        Subject::Account => "account".to_owned(),
    }
}

/// Reads [`subject`].
pub(crate) fn read_subject(text: &str) -> Option<Subject> {
    match text.split_once(':') {
        None if text == "account" => Some(Subject::Account),
        Some(("member", "*")) => Some(Subject::EachMember),
        Some(("member", id)) => id.parse().ok().map(Subject::Member),
        Some(("subaccount", "*")) => Some(Subject::EachSubaccount),
        Some(("subaccount", id)) => id.parse().ok().map(Subject::Subaccount),
        _ => None,
    }
}
