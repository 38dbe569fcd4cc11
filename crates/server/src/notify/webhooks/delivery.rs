//! Deliveries: an event's way to one endpoint, with its attempts. Documents; keys lead from an endpoint's newest to its oldest.
//!
//! What is due stands in two lanes an endpoint: first attempts, in the order of each pool, and later ones, which never hold
//! up the first.

use scrip_core::time::Timestamp;
use scrip_store::{Doc, DocKind, StoreError};
use serde::{Deserialize, Serialize};

use super::client::Answered;
use super::schedule;
use crate::mail::doc::newest_first;
use crate::notify::event::{EventType, Which};

/// Attempts that are kept for whoever looks: a whole schedule, and some asked for by hand.
const ATTEMPTS_KEPT_MAX: usize = 20;

/// An event's way to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Delivery {
    /// The endpoint.
    pub(crate) endpoint: String,
    /// The event.
    pub(crate) event: String,
    /// Its type.
    pub(crate) kind: String,
    /// How far it is.
    pub(crate) status: DeliveryStatus,
    /// Failed attempts since it was last begun.
    pub(crate) tries: usize,
    /// The latest attempts, the oldest first.
    pub(crate) attempts: Vec<Attempt>,
    /// When the event happened, in microseconds.
    pub(crate) at: i64,
    /// When it was written down, by the clock on the wall.
    pub(crate) created_at: i64,
    /// When the next attempt is due, and in which lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) due: Option<Due>,
}

/// How far a delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeliveryStatus {
    /// Yet to be taken.
    Waiting,
    /// Taken.
    Delivered,
    /// Given up.
    Failed,
}

impl DeliveryStatus {
    /// The word of the API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

/// One attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempt {
    /// When, in microseconds.
    pub(crate) at: i64,
    /// The receiver's status; none: there was no answer.
    pub(crate) status: Option<u16>,
    /// Why it failed; none: it was taken.
    pub(crate) error: Option<String>,
    /// How long it took.
    pub(crate) took_ms: u64,
}

/// When and in which lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Due {
    pub(crate) lane: Lane,
    /// In microseconds.
    pub(crate) at: i64,
}

/// Where a delivery waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Lane {
    /// The first attempt: in the order of its pool.
    First,
    /// Another one.
    Again,
}

impl Lane {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::First, Self::Again];

    /// What the keys of an endpoint's lane begin with.
    pub(crate) fn prefix(self, endpoint: &str) -> String {
        format!("{endpoint}/{}/", if self == Self::First { "first" } else { "again" })
    }
}

/// Reads the key of what is due: its instant, and the key of the delivery.
pub(crate) fn due_of(prefix: &str, key: &str) -> Option<(i64, String)> {
    let (at, rest) = key.strip_prefix(prefix)?.split_once('/')?;
    Some((at.parse().ok()?, rest.to_owned()))
}

/// Where an event stands among others: by time, then by its place in its pool; the newest first.
fn place(at: i64, event: &str) -> String {
    let seq = event.parse::<Which>().map_or(0, |which| which.id.seq.get());
    format!("{}-{}-{event}", newest_first(at), newest_first(i64::try_from(seq).unwrap_or(0)))
}

impl Delivery {
    /// A new one: due at once, for the first time.
    pub(crate) fn new(endpoint: &str, which: Which, kind: EventType, at: Timestamp, now: Timestamp) -> Self {
        Self {
            endpoint: endpoint.to_owned(),
            event: which.to_string(),
            kind: kind.name().to_owned(),
            status: DeliveryStatus::Waiting,
            tries: 0,
            attempts: Vec::new(),
            at: at.micros(),
            created_at: now.micros(),
            due: Some(Due { lane: Lane::First, at: now.micros() }),
        }
    }

    /// The key of an event's way to an endpoint.
    pub(crate) fn key_of(endpoint: &str, at: i64, event: &str) -> String {
        format!("{endpoint}/{}", place(at, event))
    }

    /// Its key.
    pub(crate) fn key(&self) -> String {
        Self::key_of(&self.endpoint, self.at, &self.event)
    }

    /// Its key among those of its endpoint: a cursor.
    pub(crate) fn cursor(&self) -> String {
        place(self.at, &self.event)
    }

    /// The key under which it is due: by time, then by pool and sequence, which is how ids of events sort.
    pub(crate) fn due_key(&self, due: Due) -> String {
        format!("{}{:020}/{}/{}", due.lane.prefix(&self.endpoint), due.at, self.event, newest_first(self.at))
    }

    /// Reads one.
    pub(crate) fn read(key: &str, body: &[u8]) -> Result<Self, StoreError> {
        serde_json::from_slice(body).map_err(|_| StoreError::Corrupt(format!("the delivery {key} cannot be read")))
    }

    /// The documents that write it as it is now, in place of what stood there.
    pub(crate) fn docs(&self, due_before: Option<Due>) -> Vec<Doc> {
        let due = |due, body| Doc { kind: DocKind::DeliveryDue, key: self.due_key(due), body };
        let mut docs = vec![Doc { kind: DocKind::Delivery, key: self.key(), body: serde_json::to_vec(self).ok() }];
        if due_before != self.due {
            docs.extend(due_before.map(|before| due(before, None)));
            docs.extend(self.due.map(|now| due(now, Some(self.key().into_bytes()))));
        }
        docs
    }

    /// The documents that forget it.
    pub(crate) fn forget(&self) -> Vec<Doc> {
        let delivery = Doc { kind: DocKind::Delivery, key: self.key(), body: None };
        let due = self.due.map(|due| Doc { kind: DocKind::DeliveryDue, key: self.due_key(due), body: None });
        std::iter::once(delivery).chain(due).collect()
    }

    /// To be sent once more, from the beginning of the schedule.
    pub(crate) fn begin_again(&mut self, now: Timestamp) {
        self.status = DeliveryStatus::Waiting;
        self.tries = 0;
        self.due = Some(Due { lane: Lane::Again, at: now.micros() });
    }

    /// Notes an attempt, and when the next one comes.
    pub(crate) fn note(&mut self, now: Timestamp, answered: &Answered) {
        self.attempts.push(Attempt {
            at: now.micros(),
            status: answered.status,
            error: answered.error.clone(),
            took_ms: u64::try_from(answered.took.as_millis()).unwrap_or(u64::MAX),
        });
        let surplus = self.attempts.len().saturating_sub(ATTEMPTS_KEPT_MAX);
        self.attempts.drain(..surplus);
        if answered.is_taken() {
            self.status = DeliveryStatus::Delivered;
            self.due = None;
            return;
        }
        self.tries += 1;
        self.due = schedule::wait_after(self.tries).map(|wait| Due { lane: Lane::Again, at: now.plus(wait).micros() });
        if self.due.is_none() {
            self.status = DeliveryStatus::Failed;
        }
    }
}
