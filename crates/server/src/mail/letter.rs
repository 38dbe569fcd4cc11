//! Letters: what a mail says, as values without a language: its kind, its account, amounts and instants. No names.

use std::collections::BTreeMap;

use minijinja::Value as Shown;
use scrip_core::credits::Credits;
use scrip_core::entry::Subject;
use scrip_core::id::AccountId;
use scrip_core::money::Money;
use scrip_core::period::Zone;
use scrip_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::language::Language;
use super::texts::Levels;
use crate::wire::words::{read_subject, subject};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident, $name:literal;)+) => {
        /// What a mail is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum MailKind {
            $($(#[$doc])* $variant,)+
        }

        impl MailKind {
            /// Every kind.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word of the API, of the templates and of the texts.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

kinds! {
    /// The invoice of a paid order, attached.
    Invoice, "invoice";
    /// Where to transfer the money to, with the pro-forma attached.
    ProForma, "pro_forma";
    /// A transfer arrived and the credits are there.
    PaymentReceived, "payment_received";
    /// Nothing was paid in time.
    OrderUnpaid, "order_unpaid";
    /// The operator rejected the order.
    OrderRejected, "order_rejected";
    /// Money goes back: the credit note, attached.
    CreditNote, "credit_note";
    /// Money that went back came back from the bank: the invoice that takes the credit note back, attached.
    RefundFailed, "refund_failed";
    /// A share of the monthly credits is used.
    Low, "low";
    /// Few extra credits are left.
    ExtraLow, "extra_low";
    /// The monthly credits are used up.
    Depleted, "depleted";
    /// Extra credits are about to expire.
    Expiring, "expiring";
    /// Automatic top-up did not work and is off.
    TopUpFailed, "top_up_failed";
    /// A spend limit is reached.
    LimitReached, "limit_reached";
    /// The trial is about to end.
    TrialEnding, "trial_ending";
}

impl MailKind {
    /// The kind of a word.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// A value of a letter, before it is written in a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Value {
    /// Milli-credits.
    Credits(i64),
    /// Minor units and the currency.
    Money(u64, String),
    /// A day, by an instant in microseconds.
    Date(i64),
    /// An instant, in microseconds.
    Time(i64),
    /// A whole number.
    Number(u64),
    /// Yes or no, for what a text says then.
    Flag(bool),
    /// Text as it is.
    Text(String),
    /// Whose spend limit, as the API names it.
    Level(String),
}

impl From<Credits> for Value {
    fn from(credits: Credits) -> Self {
        Self::Credits(credits.milli())
    }
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Self::Money(money.amount, money.currency.to_string())
    }
}

impl Value {
    /// A day.
    pub(crate) fn date(at: Timestamp) -> Self {
        Self::Date(at.micros())
    }

    /// An instant.
    pub(crate) fn time(at: Timestamp) -> Self {
        Self::Time(at.micros())
    }

    /// Text.
    pub(crate) fn text(text: &(impl ToString + ?Sized)) -> Self {
        Self::Text(text.to_string())
    }

    /// Whose spend limit.
    pub(crate) fn level(whose: &Subject) -> Self {
        Self::Level(subject(whose))
    }
}

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Letter {
    /// What it is about.
    pub(crate) kind: MailKind,
    /// The account that it is about.
    pub(crate) account: String,
    /// The account's zone: its dates are those of that place.
    pub(crate) zone: String,
    /// Its values by the names that templates know.
    pub(crate) values: BTreeMap<String, Value>,
}

impl Letter {
    /// About an account that lives in a zone.
    pub(crate) fn of(kind: MailKind, account: &AccountId, zone: Zone) -> Self {
        Self { kind, account: account.to_string(), zone: zone.name().to_owned(), values: BTreeMap::new() }
    }

    /// With a value.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    /// With a value that may be missing.
    #[must_use]
    pub(crate) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Its values in a language. Every name that templates of any kind know is there: what a letter does not have is none.
    pub(super) fn shown(
        &self,
        language: Language,
        levels: &Levels,
        name_of: &dyn Fn(&str) -> Option<String>,
    ) -> BTreeMap<String, Shown> {
        let zone: Zone = self.zone.parse().unwrap_or_else(|_| Zone::utc());
        let mut shown: BTreeMap<String, Shown> =
            NAMES.iter().map(|name| ((*name).to_owned(), Shown::from(()))).collect();
        shown.insert("account".to_owned(), Shown::from(self.account.as_str()));
        for (name, value) in &self.values {
            let value = match value {
                Value::Credits(milli) => Shown::from(language.credits(Credits::from_milli(*milli))),
                Value::Money(amount, currency) => match currency.parse() {
                    Ok(currency) => Shown::from(language.money(Money { amount: *amount, currency })),
                    Err(_) => Shown::from(format!("{amount} {currency}")),
                },
                Value::Date(micros) => Shown::from(language.date(Timestamp::from_micros(*micros), zone)),
                Value::Time(micros) => Shown::from(language.time(Timestamp::from_micros(*micros), zone)),
                Value::Number(number) => Shown::from(*number),
                Value::Flag(is) => Shown::from(*is),
                Value::Text(text) => Shown::from(text.as_str()),
                Value::Level(subject) => Shown::from(level(subject, levels, name_of)),
            };
            shown.insert(name.clone(), value);
        }
        shown
    }
}

/// The names of all values, as docs/mail.md lists them.
pub(crate) const NAMES: &[&str] = &[
    "account",
    "available",
    "bank_name",
    "bic",
    "business_days",
    "credits",
    "credits_by",
    "date",
    "ends_at",
    "ends_on",
    "expires_at",
    "expires_on",
    "extra",
    "has_available",
    "has_left",
    "iban",
    "left",
    "limit",
    "name",
    "number",
    "order",
    "pay_by",
    "percent",
    "reason",
    "renews_at",
    "resets_at",
    "total",
    "used",
    "whose",
];

/// A sample of a kind, for tests.
#[cfg(test)]
pub(crate) fn sample(kind: MailKind) -> Letter {
    super::samples::full(kind)
}

/// Whose limit it is, in words.
fn level(text: &str, levels: &Levels, name_of: &dyn Fn(&str) -> Option<String>) -> String {
    let put = |pattern: &str, who: &str| pattern.replace("{{ who }}", who);
    match read_subject(text) {
        Some(Subject::Account) => levels.account.clone(),
        Some(Subject::EachMember) => levels.each_member.clone(),
        Some(Subject::EachSubaccount) => levels.each_subaccount.clone(),
        Some(Subject::Member(id)) => put(&levels.member, &name_of(id.as_str()).unwrap_or_else(|| id.to_string())),
        Some(Subject::Subaccount(id)) => put(&levels.subaccount, id.as_str()),
        None => text.to_owned(),
    }
}
