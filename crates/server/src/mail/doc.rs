//! A mail as a document: its letter, who reads it, how far it is. Keys lead from the newest to the oldest.

use scrip_core::id::{AccountId, EventId, MemberId};
use scrip_core::time::{Span, Timestamp};
use scrip_store::{Doc, DocKind, Ledger, StoreError};
use serde::{Deserialize, Serialize};

use super::language::Language;
use super::letter::Letter;
use crate::app::profile::{AccountProfile, Profile};

/// How long after each failed attempt the next one comes; after the last it has failed: fifteen attempts in five days.
pub(crate) const WAITS: [Span; 14] = [
    Span::SECOND.times(30),
    Span::MINUTE.times(2),
    Span::MINUTE.times(5),
    Span::MINUTE.times(15),
    Span::MINUTE.times(30),
    Span::HOUR,
    Span::HOUR.times(2),
    Span::HOUR.times(4),
    Span::HOUR.times(8),
    Span::HOUR.times(12),
    Span::HOUR.times(20),
    Span::HOUR.times(24),
    Span::HOUR.times(24),
    Span::HOUR.times(24),
];

/// The prefix of a mail's id.
const PREFIX: &str = "mail_";

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mail {
    /// Its id: `mail_`, its event's letters, and its number among that event's mails.
    pub(crate) id: String,
    /// What it says.
    pub(crate) letter: Letter,
    /// Who reads it.
    pub(crate) to: Reader,
    /// The id of the paper that is attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) paper: Option<String>,
    /// How far it is.
    pub(crate) status: MailStatus,
    /// Attempts so far, since it was last asked for.
    pub(crate) attempts: u32,
    /// How often it was asked for again.
    #[serde(default)]
    pub(crate) resends: u32,
    /// Why the last attempt failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
    /// When what it tells happened, in microseconds.
    pub(crate) at: i64,
    /// When it was written down, by the clock on the wall.
    pub(crate) created_at: i64,
    /// When the next attempt is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) due_at: Option<i64>,
    /// When a mail server took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sent_at: Option<i64>,
}

/// How far a mail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MailStatus {
    /// To be sent.
    Waiting,
    /// A mail server took it.
    Sent,
    /// A mail server refused it for good, or none took it in time.
    Failed,
    /// Nobody to send it to, or no mail server is configured.
    Skipped,
}

impl MailStatus {
    /// The words of the API.
    pub(crate) const ALL: [(&'static str, Self); 4] =
        [("waiting", Self::Waiting), ("sent", Self::Sent), ("failed", Self::Failed), ("skipped", Self::Skipped)];

    /// The word of the API.
    pub(crate) fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, status)| *status == self).map_or("", |(name, _)| name)
    }
}

/// Who reads a mail, without a name or an address: those are looked up when it is sent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reader {
    /// Whoever gets an account's invoices; where no address is known, the buyer; where none of his is, an owner.
    Billing {
        /// The paying account.
        account: String,
        /// Who bought.
        buyer: Option<String>,
        /// The owners, for an order of nobody: a paper is written to somebody.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        owners: Vec<String>,
    },
    /// A member.
    Member {
        /// The account whose member it is.
        account: String,
        /// Who.
        member: String,
    },
}

/// A reader as known now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// The address.
    pub(crate) email: String,
    /// The name.
    pub(crate) name: Option<String>,
    /// The language.
    pub(crate) language: Language,
}

impl Reader {
    /// Whoever gets the account's invoices.
    pub(crate) fn billing(account: &AccountId, buyer: Option<&MemberId>, owners: &[MemberId]) -> Self {
        let owners = owners.iter().map(ToString::to_string).collect();
        Self::Billing { account: account.to_string(), buyer: buyer.map(ToString::to_string), owners }
    }

    /// A member of an account.
    pub(crate) fn member(account: &AccountId, member: &MemberId) -> Self {
        Self::Member { account: account.to_string(), member: member.to_string() }
    }

    /// The member, if it is one.
    pub(crate) fn member_id(&self) -> Option<&str> {
        match self {
            Self::Billing { .. } => None,
            Self::Member { member, .. } => Some(member),
        }
    }

    /// Who that is now; none where no address is known.
    pub(crate) fn find(&self, ledger: &Ledger) -> Result<Option<Known>, StoreError> {
        match self {
            Self::Billing { account, buyer, owners } => {
                let Ok(id) = account.parse::<AccountId>() else { return Ok(None) };
                let profile = AccountProfile::of(ledger, &id)?;
                let billing = profile.billing.unwrap_or_default();
                if let Some(email) = billing.email {
                    let language = Language::of(profile.locale.as_deref());
                    return Ok(Some(Known { email, name: billing.name, language }));
                }
                for member in buyer.iter().chain(owners) {
                    let reader = Self::Member { account: account.clone(), member: member.clone() };
                    if let Some(known) = reader.find(ledger)? {
                        return Ok(Some(known));
                    }
                }
                Ok(None)
            }
            Self::Member { account, member } => {
                let (Ok(account), Ok(member)) = (account.parse::<AccountId>(), member.parse::<MemberId>()) else {
                    return Ok(None);
                };
                let profile = Profile::of_member(ledger, &account, &member)?;
                let Some(email) = profile.email else { return Ok(None) };
                let locale = match profile.locale {
                    Some(locale) => Some(locale),
                    None => AccountProfile::of(ledger, &account)?.locale,
                };
                Ok(Some(Known { email, name: profile.name, language: Language::of(locale.as_deref()) }))
            }
        }
    }
}

/// A text that sorts the newest first.
pub(crate) fn newest_first(micros: i64) -> String {
    format!("{:020}", i64::MAX.saturating_sub(micros))
}

impl Mail {
    /// The id of an event's mail of this number.
    pub(crate) fn id_of(event: EventId, number: usize) -> String {
        let letters = event.to_string();
        format!("{PREFIX}{}{number:02}", letters.strip_prefix("evt_").unwrap_or_default())
    }

    /// The event that a mail's id leads to.
    pub(crate) fn event_of(id: &str) -> Option<EventId> {
        let rest = id.strip_prefix(PREFIX)?;
        let (letters, number) = rest.split_at_checked(16)?;
        let is_number = number.len() == 2 && number.bytes().all(|digit| digit.is_ascii_digit());
        if is_number { format!("evt_{letters}").parse().ok() } else { None }
    }

    /// The key of a mail about what happened then.
    pub(crate) fn key_of(at: i64, id: &str) -> String {
        format!("{}-{id}", newest_first(at))
    }

    /// Its key.
    pub(crate) fn key(&self) -> String {
        Self::key_of(self.at, &self.id)
    }

    /// Its Message-ID: the same for each attempt, another when it was asked for again, so that a reader gets it anew.
    pub(crate) fn message_id(&self, domain: &str) -> String {
        match self.resends {
            0 => format!("<{}@{domain}>", self.id),
            again => format!("<{}.{again}@{domain}>", self.id),
        }
    }

    /// Reads one.
    pub(crate) fn read(key: &str, body: &[u8]) -> Result<Self, StoreError> {
        serde_json::from_slice(body).map_err(|_| StoreError::Corrupt(format!("the mail {key} cannot be read")))
    }

    /// The documents that write it as it is now, in place of what stood there.
    pub(crate) fn docs(&self, due_before: Option<i64>) -> Vec<Doc> {
        let due = |at: i64, body| Doc { kind: DocKind::MailDue, key: format!("{at:020}/{}", self.key()), body };
        let mut docs = vec![Doc { kind: DocKind::Mail, key: self.key(), body: serde_json::to_vec(self).ok() }];
        if due_before != self.due_at {
            docs.extend(due_before.map(|at| due(at, None)));
            docs.extend(self.due_at.map(|at| due(at, Some(Vec::new()))));
        }
        docs
    }

    /// To be sent at an instant, anew.
    pub(crate) fn wait_for(&mut self, at: Timestamp) {
        self.status = MailStatus::Waiting;
        self.attempts = 0;
        self.error = None;
        self.due_at = Some(at.micros());
    }

    /// Somebody asks for it again. One that waits is not sent twice: it is only sent sooner.
    pub(crate) fn ask_again(&mut self, now: Timestamp) {
        if self.status != MailStatus::Waiting {
            self.resends = self.resends.saturating_add(1);
        }
        self.wait_for(now);
    }

    /// A mail server took it.
    pub(crate) fn is_taken(&mut self, at: Timestamp) {
        self.attempts = self.attempts.saturating_add(1);
        self.status = MailStatus::Sent;
        self.error = None;
        self.due_at = None;
        self.sent_at = Some(at.micros());
    }

    /// There is nobody to send it to.
    pub(crate) fn is_skipped(&mut self, why: &str) {
        self.status = MailStatus::Skipped;
        self.error = Some(why.to_owned());
        self.due_at = None;
    }

    /// An attempt failed: for good, or until the next one, or there is none.
    pub(crate) fn has_failed(&mut self, at: Timestamp, why: String, is_final: bool) {
        let wait = usize::try_from(self.attempts).ok().and_then(|so_far| WAITS.get(so_far));
        self.attempts = self.attempts.saturating_add(1);
        self.error = Some(why);
        self.due_at = wait.filter(|_| !is_final).map(|wait| at.plus(*wait).micros());
        self.status = if self.due_at.is_some() { MailStatus::Waiting } else { MailStatus::Failed };
    }
}
