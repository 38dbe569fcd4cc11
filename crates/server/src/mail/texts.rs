//! Texts of mails in one language: a TOML file of data. An operator's file replaces what it names and nothing else.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Table, Value};

use super::letter::MailKind;

/// The texts of a language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    all: Common,
    levels: Levels,
    invoice: Said,
    pro_forma: Said,
    payment_received: Said,
    order_unpaid: Said,
    order_rejected: Said,
    credit_note: Said,
    refund_failed: Said,
    low: Said,
    extra_low: Said,
    depleted: Said,
    expiring: Said,
    top_up_failed: Said,
    limit_reached: Said,
    trial_ending: Said,
}

/// What every mail says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Common {
    /// The line at the top.
    pub(super) greeting: String,
    /// The lines at the end.
    pub(super) footer: Vec<String>,
    /// One more line at the end of mails of a test deployment.
    pub(super) test: String,
}

/// Whose a spend limit is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Levels {
    pub(super) account: String,
    pub(super) member: String,
    pub(super) each_member: String,
    pub(super) subaccount: String,
    pub(super) each_subaccount: String,
}

/// What mails of a kind say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    /// The subject.
    pub(super) subject: String,
    /// The line in large letters.
    pub(super) heading: String,
    /// The paragraphs.
    pub(super) text: Vec<String>,
    /// Labels and values; one without a value is left out.
    #[serde(default)]
    pub(super) rows: Vec<(String, String)>,
    /// What stands on the button to the product's page, where there is one.
    #[serde(default)]
    pub(super) button: Option<String>,
}

/// The texts of a language.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    pub(super) all: Common,
    pub(super) levels: Levels,
    by_kind: BTreeMap<MailKind, Said>,
}

impl Texts {
    /// Reads the built-in file, and what an operator's says instead. The error is a sentence with a line.
    pub(super) fn read(built_in: &str, own: Option<&str>) -> Result<Self, String> {
        let table = |text: &str| text.parse::<Table>().map_err(|error| error.to_string());
        let mut whole = table(built_in)?;
        if let Some(own) = own {
            replace(&mut whole, table(own)?);
        }
        let whole: Whole = whole.try_into().map_err(|error: toml::de::Error| error.to_string())?;
        let Whole { all, levels, .. } = &whole;
        let (all, levels) = (all.clone(), levels.clone());
        let by_kind = MailKind::ALL.iter().map(|kind| (*kind, whole.text(*kind).clone())).collect();
        Ok(Self { all, levels, by_kind })
    }

    /// Of a kind. Every kind is there: reading made sure of it.
    pub(super) fn of(&self, kind: MailKind) -> Option<&Said> {
        self.by_kind.get(&kind)
    }
}

impl Whole {
    const fn text(&self, kind: MailKind) -> &Said {
        match kind {
            MailKind::Invoice => &self.invoice,
            MailKind::ProForma => &self.pro_forma,
            MailKind::PaymentReceived => &self.payment_received,
            MailKind::OrderUnpaid => &self.order_unpaid,
            MailKind::OrderRejected => &self.order_rejected,
            MailKind::CreditNote => &self.credit_note,
            MailKind::RefundFailed => &self.refund_failed,
            MailKind::Low => &self.low,
            MailKind::ExtraLow => &self.extra_low,
            MailKind::Depleted => &self.depleted,
            MailKind::Expiring => &self.expiring,
            MailKind::TopUpFailed => &self.top_up_failed,
            MailKind::LimitReached => &self.limit_reached,
            MailKind::TrialEnding => &self.trial_ending,
        }
    }
}

/// Puts what a table says in place of what stands there, key by key.
fn replace(into: &mut Table, own: Table) {
    for (key, value) in own {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(inner)), Value::Table(own)) => replace(inner, own),
            (_, value) => drop(into.insert(key, value)),
        }
    }
}
