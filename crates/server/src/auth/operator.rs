//! Operators: the staff who sign in to the console, and their sessions. All of them stand in memory, hashed where they are secrets.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::RwLock;
use scrip_core::time::{Span, Timestamp};
use scrip_store::{Doc, DocKind, StoreError};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::password::{Kept, Passwords};
use super::rate::Bucket;
use super::role::Role;
use super::session::Support;
use super::tries::Tries;
use super::turn::{number_of, operator_key, operator_of};
use crate::random;

/// A session ends so long after its last call.
pub(crate) const IDLE: Span = Span::MINUTE.times(30);

/// A session ends so long after its sign-in, whatever was called: a long day's work.
pub(crate) const LIFE: Span = Span::HOUR.times(12);

/// That a session is in use is written down this often, so that other processes and a restart know it.
const TOUCH: Span = Span::MINUTE.times(5);

/// More operators than a company's staff that looks after credits.
pub(crate) const OPERATORS_MAX: usize = 1_000;

/// Sessions of one operator: a few browsers on a few machines. A further sign-in ends the oldest.
const SESSIONS_MAX: usize = 10;

/// A member of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Operator {
    /// `opr_…`: the only thing of a person that the audit names.
    #[serde(skip)]
    pub(crate) id: String,
    /// What colleagues call him.
    pub(crate) name: String,
    /// The address that he signs in with.
    pub(crate) email: String,
    /// What he may do.
    pub(crate) role: Role,
    /// What is kept of the password.
    pub(crate) password: Kept,
    /// True for one who may not sign in.
    pub(crate) is_disabled: bool,
    /// Sessions are of one generation: whatever must end them all raises it.
    pub(crate) generation: u32,
    /// When he was added, in microseconds.
    pub(crate) created_at: i64,
    /// The number of the change that made him what he is; 0: he is as he was added.
    #[serde(skip)]
    pub(crate) version: u64,
}

pub(super) const BY_ID: &str = "id/";
const BY_MAIL: &str = "mail/";
const SIGNED_IN: &str = "signed_in/";

/// One mail is one operator, however it is typed.
fn mail_key(email: &str) -> String {
    let hash: [u8; 32] = Sha256::digest(email.to_lowercase().as_bytes()).into();
    format!("{BY_MAIL}{}", random::to_hex(&hash))
}

pub(super) fn doc(kind: DocKind, key: String, body: Option<Vec<u8>>) -> Doc {
    Doc { kind, key, body }
}

impl Operator {
    /// The operator as a document.
    pub(crate) fn doc(&self) -> Doc {
        doc(DocKind::Operator, operator_key(&self.id, self.version), serde_json::to_vec(self).ok())
    }

    /// What holds the mail for this operator: two of one mail cannot both be new.
    pub(crate) fn mail_doc(&self) -> Doc {
        doc(DocKind::Operator, mail_key(&self.email), Some(self.id.clone().into_bytes()))
    }

    /// Removes all that is kept.
    pub(crate) fn gone_docs(&self) -> Vec<Doc> {
        let keys = [operator_key(&self.id, self.version), mail_key(&self.email), format!("{SIGNED_IN}{}", self.id)];
        keys.into_iter().map(|key| doc(DocKind::Operator, key, None)).collect()
    }

    /// True for one whose loss would leave nobody who may do everything.
    fn is_acting_admin(&self) -> bool {
        self.role == Role::Admin && !self.is_disabled
    }
}

/// A session of an operator: one browser.
#[derive(Debug)]
pub(crate) struct SignedIn {
    /// SHA-256 of the cookie's secret, in hexadecimal.
    pub(crate) hash: String,
    /// Whose.
    pub(crate) operator: String,
    generation: u32,
    created_at: Timestamp,
    seen_at: AtomicI64,
    touched_at: AtomicI64,
    /// What it may yet send in this second.
    pub(crate) bucket: Bucket,
}

/// A session as a document; when it was last used stands in another, so that writing that never revives it.
#[derive(Serialize, Deserialize)]
struct Line {
    operator: String,
    generation: u32,
    created_at: i64,
}

const SESSION: &str = "session/";
const USED: &str = "used/";

fn hash_of(token: &str) -> String {
    let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
    random::to_hex(&hash)
}

impl SignedIn {
    /// When it is over in any case.
    pub(crate) fn expires_at(&self) -> Timestamp {
        self.created_at.plus(LIFE)
    }

    /// When it is over if it is not used.
    pub(crate) fn idle_expires_at(&self) -> Timestamp {
        Timestamp::from_micros(self.seen_at.load(Ordering::Relaxed)).plus(IDLE).min(self.expires_at())
    }

    fn doc(&self) -> Doc {
        let (operator, generation, created_at) = (self.operator.clone(), self.generation, self.created_at.micros());
        let line = Line { operator, generation, created_at };
        doc(DocKind::Session, format!("{SESSION}{}", self.hash), serde_json::to_vec(&line).ok())
    }

    /// Notes that it is used; the document of that, where it is to be written down.
    pub(crate) fn touch(&self, now: Timestamp) -> Option<Doc> {
        self.seen_at.fetch_max(now.micros(), Ordering::Relaxed);
        let touched = self.touched_at.load(Ordering::Relaxed);
        let is_due = now.micros() >= touched.saturating_add(TOUCH.micros());
        let is_mine = is_due
            && self.touched_at.compare_exchange(touched, now.micros(), Ordering::Relaxed, Ordering::Relaxed).is_ok();
        is_mine.then(|| doc(DocKind::Session, format!("{USED}{}", self.hash), Some(now.micros().to_string().into())))
    }

    fn gone_docs(hash: &str) -> [Doc; 2] {
        [SESSION, USED].map(|prefix| doc(DocKind::Session, format!("{prefix}{hash}"), None))
    }
}

/// An operator who has signed in, by one of his sessions.
#[derive(Clone, Debug)]
pub(crate) struct Acting {
    /// Who.
    pub(crate) operator: Arc<Operator>,
    /// By which session.
    pub(crate) session: Arc<SignedIn>,
}

/// Every operator of the deployment and every session.
#[derive(Debug, Default)]
pub(crate) struct Operators {
    state: RwLock<State>,
    /// One change at a time, from reading who is there to writing who will be.
    pub(crate) changing: tokio::sync::Mutex<()>,
    /// Hashes passwords.
    pub(crate) passwords: Passwords,
    /// Tries to sign in.
    pub(crate) tries: Tries,
}

#[derive(Debug, Default)]
struct State {
    by_id: HashMap<String, Arc<Operator>>,
    signed_in_at: HashMap<String, Timestamp>,
    sessions: HashMap<String, Arc<SignedIn>>,
    /// The number of the last change.
    turns: u64,
}

impl State {
    fn acting(&self, hash: &str, now: Timestamp) -> Option<Acting> {
        let session = Arc::clone(self.sessions.get(hash)?);
        let operator = Arc::clone(self.by_id.get(&session.operator)?);
        let holds = !operator.is_disabled
            && operator.generation == session.generation
            && now < session.expires_at()
            && now < session.idle_expires_at();
        holds.then_some(Acting { operator, session })
    }
}

impl Operators {
    /// Who acts by a cookie's secret. The map finds it by a hash that a guesser cannot steer.
    pub(crate) fn acting(&self, token: &str, now: Timestamp) -> Option<Acting> {
        self.state.read().acting(&hash_of(token), now)
    }

    /// Whether a session holds still.
    pub(crate) fn still(&self, session: &SignedIn, now: Timestamp) -> bool {
        self.state.read().acting(&session.hash, now).is_some()
    }

    /// Whether the operator's session that opened a support session still holds.
    pub(crate) fn holds(&self, support: &Support, now: Timestamp) -> bool {
        let acting = support.session.as_ref().and_then(|hash| self.state.read().acting(hash, now));
        acting.is_some_and(|acting| acting.operator.id == support.by)
    }

    /// An operator by the id.
    pub(crate) fn get(&self, id: &str) -> Option<Arc<Operator>> {
        self.state.read().by_id.get(id).cloned()
    }

    /// An operator by the mail, however it is typed.
    pub(crate) fn of_mail(&self, email: &str) -> Option<Arc<Operator>> {
        let email = email.to_lowercase();
        self.state.read().by_id.values().find(|operator| operator.email.to_lowercase() == email).cloned()
    }

    /// Every operator, the oldest first.
    pub(crate) fn all(&self) -> Vec<Arc<Operator>> {
        let mut all: Vec<_> = self.state.read().by_id.values().cloned().collect();
        all.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
        all
    }

    /// When an operator last signed in.
    pub(crate) fn signed_in_at(&self, id: &str) -> Option<Timestamp> {
        self.state.read().signed_in_at.get(id).copied()
    }

    /// True when there is no other who may do everything.
    pub(crate) fn is_last_admin(&self, id: &str) -> bool {
        let state = self.state.read();
        state.by_id.get(id).is_some_and(|operator| operator.is_acting_admin())
            && !state.by_id.values().any(|other| other.id != id && other.is_acting_admin())
    }

    /// How many changes there were.
    pub(super) fn turns(&self) -> u64 {
        self.state.read().turns
    }

    /// A change is written: the operator is what he is from now on, or none.
    pub(super) fn changed(&self, number: u64, id: &str, next: Option<Operator>) -> Option<Arc<Operator>> {
        let changed = next.map(|next| self.put(next));
        if changed.is_none() {
            self.remove(id);
        }
        let mut state = self.state.write();
        state.turns = state.turns.max(number);
        changed
    }

    /// Adds an operator.
    pub(crate) fn put(&self, operator: Operator) -> Arc<Operator> {
        let operator = Arc::new(operator);
        self.state.write().by_id.insert(operator.id.clone(), Arc::clone(&operator));
        operator
    }

    /// Forgets an operator, and the sessions with him.
    fn remove(&self, id: &str) {
        let mut state = self.state.write();
        state.by_id.remove(id);
        state.signed_in_at.remove(id);
        state.sessions.retain(|_, session| session.operator != id);
    }

    /// A new session of an operator: the cookie's secret, the session, and the documents: of it, and of those that end for it.
    pub(crate) fn open(
        &self,
        operator: &Operator,
        now: Timestamp,
    ) -> Result<(String, Arc<SignedIn>, Vec<Doc>), getrandom::Error> {
        let token = random::hex::<32>()?;
        let session = SignedIn {
            hash: hash_of(&token),
            operator: operator.id.clone(),
            generation: operator.generation,
            created_at: now,
            seen_at: AtomicI64::new(now.micros()),
            touched_at: AtomicI64::new(now.micros()),
            bucket: Bucket::default(),
        };
        let state = self.state.read();
        let mut others: Vec<_> = state.sessions.values().filter(|other| other.operator == operator.id).collect();
        others.sort_by_key(|other| other.created_at);
        let surplus = (others.len() + 1).saturating_sub(SESSIONS_MAX);
        let is_over = |other: &SignedIn| other.expires_at() <= now || other.generation != operator.generation;
        let ended = others.iter().enumerate().filter(|(place, other)| *place < surplus || is_over(other));
        let mut docs: Vec<Doc> = ended.flat_map(|(_, other)| SignedIn::gone_docs(&other.hash)).collect();
        let used = Some(now.micros().to_string().into_bytes());
        docs.push(session.doc());
        docs.push(doc(DocKind::Session, format!("{USED}{}", session.hash), used.clone()));
        docs.push(doc(DocKind::Operator, format!("{SIGNED_IN}{}", operator.id), used));
        Ok((token, Arc::new(session), docs))
    }

    /// The session is open: its documents are written.
    pub(crate) fn opened(&self, session: &Arc<SignedIn>, docs: &[Doc], now: Timestamp) {
        let mut state = self.state.write();
        for doc in docs.iter().filter(|doc| doc.body.is_none()) {
            state.sessions.remove(doc.key.strip_prefix(SESSION).unwrap_or_default());
        }
        state.signed_in_at.insert(session.operator.clone(), now);
        state.sessions.insert(session.hash.clone(), Arc::clone(session));
    }

    /// What ends a session.
    pub(crate) fn end_docs(session: &SignedIn) -> Vec<Doc> {
        SignedIn::gone_docs(&session.hash).into()
    }

    /// The session is over: its documents are gone.
    pub(crate) fn ended(&self, session: &SignedIn) {
        self.state.write().sessions.remove(&session.hash);
    }

    /// What ends every session of an operator.
    pub(crate) fn end_all_docs(&self, id: &str) -> Vec<Doc> {
        let state = self.state.read();
        let of_operator = state.sessions.values().filter(|session| session.operator == id);
        of_operator.flat_map(|session| SignedIn::gone_docs(&session.hash)).collect()
    }

    /// Every session of an operator is over.
    pub(crate) fn ended_all(&self, id: &str) {
        self.state.write().sessions.retain(|_, session| session.operator != id);
    }

    /// Knows these from now on and no others. Sessions that it knew go on with what they have sent in this second.
    pub(crate) fn replace(
        &self,
        operators: Vec<(String, Vec<u8>)>,
        sessions: Vec<(String, Vec<u8>)>,
    ) -> Result<(), StoreError> {
        let (mut by_id, mut signed_in_at, mut turns) = (HashMap::new(), HashMap::new(), 0);
        for (key, body) in operators {
            if let Some((id, version)) = operator_of(&key) {
                let operator: Operator = read(&key, &body)?;
                by_id.insert(id.to_owned(), Arc::new(Operator { id: id.to_owned(), version, ..operator }));
            } else if let Some(number) = number_of(&key) {
                turns = turns.max(number);
            } else if let Some(id) = key.strip_prefix(SIGNED_IN) {
                signed_in_at.insert(id.to_owned(), Timestamp::from_micros(read(&key, &body)?));
            }
        }
        let (mut lines, mut used) = (Vec::new(), HashMap::new());
        for (key, body) in sessions {
            if let Some(hash) = key.strip_prefix(SESSION) {
                lines.push((hash.to_owned(), read::<Line>(&key, &body)?));
            } else if let Some(hash) = key.strip_prefix(USED) {
                used.insert(hash.to_owned(), read::<i64>(&key, &body)?);
            }
        }
        let mut state = self.state.write();
        let mut next = HashMap::new();
        for (hash, Line { operator, generation, created_at }) in lines {
            let used = used.get(&hash).copied().unwrap_or(created_at);
            let known = state.sessions.remove(&hash).unwrap_or_else(|| {
                Arc::new(SignedIn {
                    hash: hash.clone(),
                    operator,
                    generation,
                    created_at: Timestamp::from_micros(created_at),
                    seen_at: AtomicI64::new(used),
                    touched_at: AtomicI64::new(used),
                    bucket: Bucket::default(),
                })
            });
            known.seen_at.fetch_max(used, Ordering::Relaxed);
            known.touched_at.fetch_max(used, Ordering::Relaxed);
            next.insert(hash, known);
        }
        *state = State { by_id, signed_in_at, sessions: next, turns };
        Ok(())
    }
}

fn read<T: for<'de> Deserialize<'de>>(key: &str, body: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(body)
        .map_err(|_| StoreError::Corrupt(format!("the document {key} of operators cannot be read")))
}
