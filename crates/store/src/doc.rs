//! Documents: small things that change in place and are no part of the ledger, by kind and key.

/// What kind of thing a document is. Documents are small, change in place, and are no part of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocKind {
    /// An account's id leads to its pool.
    Account,
    /// Names, mail addresses, billing details: what may be erased on request.
    Profile,
    /// A catalog version, as published.
    Catalog,
    /// An API key, hashed.
    ApiKey,
    /// An operator of the console, with a hash of the password.
    Operator,
    /// A session of an operator, hashed.
    Session,
    /// A setting of the server.
    Setting,
    /// A secret of the server.
    Secret,
    /// A test clock.
    TestClock,
    /// What an operator did.
    Audit,
    /// What an order's papers are made from, and the papers as they were rendered.
    Paper,
    /// An entry that somebody must be told of, until it is taken care of ([`crate::outbox`]).
    Outbox,
    /// A mail.
    Mail,
    /// When a mail is to be sent: the key begins with the time.
    MailDue,
    /// An address that is told of events.
    Webhook,
    /// An event's way to one such address.
    Delivery,
    /// When a delivery is to be tried: the key begins with the time.
    DeliveryDue,
    /// What is under way with a gateway.
    Payment,
    /// The last number of a year's invoices and credit notes; the key is the year.
    Series,
}

impl DocKind {
    /// Every kind.
    pub const ALL: [Self; 19] = [
        Self::Account,
        Self::Profile,
        Self::Catalog,
        Self::ApiKey,
        Self::Operator,
        Self::Session,
        Self::Setting,
        Self::Secret,
        Self::TestClock,
        Self::Audit,
        Self::Paper,
        Self::Outbox,
        Self::Mail,
        Self::MailDue,
        Self::Webhook,
        Self::Delivery,
        Self::DeliveryDue,
        Self::Payment,
        Self::Series,
    ];

    /// The word that stands in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Profile => "profile",
            Self::Catalog => "catalog",
            Self::ApiKey => "api_key",
            Self::Operator => "operator",
            Self::Session => "session",
            Self::Setting => "setting",
            Self::Secret => "secret",
            Self::TestClock => "test_clock",
            Self::Audit => "audit",
            Self::Paper => "paper",
            Self::Outbox => "outbox",
            Self::Mail => "mail",
            Self::MailDue => "mail_due",
            Self::Webhook => "webhook",
            Self::Delivery => "delivery",
            Self::DeliveryDue => "delivery_due",
            Self::Payment => "payment",
            Self::Series => "series",
        }
    }

    /// The kind of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A document to put, or to delete if it has no body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doc {
    /// Its kind.
    pub kind: DocKind,
    /// Its key within the kind.
    pub key: String,
    /// Its bytes; none deletes it.
    pub body: Option<Vec<u8>>,
}
