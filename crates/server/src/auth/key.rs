//! Server keys: `sk_test_…` and `sk_live_…`, stored as SHA-256, each with a scope. All of them stand in memory.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use parking_lot::RwLock;
use scrip_core::time::Timestamp;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::rate::Bucket;
use crate::random;

/// A deployment runs in one mode and answers only keys of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mode {
    /// For trying things out: test clocks exist.
    #[default]
    Test,
    /// For real customers.
    Live,
}

impl Mode {
    /// The word of the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Live => "live",
        }
    }

    const fn prefix(self) -> &'static str {
        match self {
            Self::Test => "sk_test_",
            Self::Live => "sk_live_",
        }
    }
}

impl FromStr for Mode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Test, Self::Live].into_iter().find(|m| m.name() == text).ok_or("must be test or live".to_owned())
    }
}

/// What a key may do; each scope holds those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Read.
    Read,
    /// Use credits and keep accounts.
    Write,
    /// Grant, void, publish catalogs, make keys.
    Operator,
}

impl Scope {
    /// Every scope, rising.
    pub const ALL: [Self; 3] = [Self::Read, Self::Write, Self::Operator];

    /// The word of the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Operator => "operator",
        }
    }
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let scope = Self::ALL.into_iter().find(|scope| scope.name() == text);
        scope.ok_or("must be read, write or operator".to_owned())
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A server key, without its secret.
#[derive(Debug)]
pub(crate) struct ApiKey {
    /// `key_…`: names it in lists and in the audit.
    pub(crate) id: String,
    /// What it is for, in the operator's words.
    pub(crate) name: String,
    /// What it may do.
    pub(crate) scope: Scope,
    /// The last characters of the secret, to tell keys apart.
    pub(crate) hint: String,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// SHA-256 of the secret.
    pub(crate) hash: [u8; 32],
    /// What it may yet send in this second.
    pub(crate) bucket: Bucket,
}

/// A secret as it is shown once.
pub(crate) struct Secret(pub(crate) String);

impl Secret {
    /// A new one of this mode: 192 bits of randomness.
    pub(crate) fn new(mode: Mode) -> Result<Self, getrandom::Error> {
        Ok(Self(format!("{}{}", mode.prefix(), random::hex::<24>()?)))
    }

    /// SHA-256 of it: enough for a secret that nobody can guess.
    pub(crate) fn hash(&self) -> [u8; 32] {
        hash(&self.0)
    }

    /// Its last four characters.
    pub(crate) fn hint(&self) -> String {
        self.0.get(self.0.len().saturating_sub(4)..).unwrap_or_default().to_owned()
    }
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// True for a text that looks like a key of this mode.
pub(crate) fn is_of_mode(secret: &str, mode: Mode) -> bool {
    secret.strip_prefix(mode.prefix()).is_some_and(|rest| (16..=200).contains(&rest.len()))
}

impl ApiKey {
    /// The key of a secret.
    pub(crate) fn of(secret: &Secret, id: &str, name: &str, scope: Scope, created_at: Timestamp) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            scope,
            hint: secret.hint(),
            created_at,
            hash: secret.hash(),
            bucket: Bucket::default(),
        }
    }

    /// The document of a key: scope, hint, time, hash and name, one a line.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let Self { name, scope, hint, created_at, hash, .. } = self;
        format!("{scope}\n{hint}\n{}\n{}\n{name}", created_at.micros(), random::to_hex(hash)).into_bytes()
    }

    /// Reads [`ApiKey::to_bytes`].
    pub(crate) fn from_bytes(id: &str, bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = text.splitn(5, '\n');
        Some(Self {
            id: id.to_owned(),
            scope: lines.next()?.parse().ok()?,
            hint: lines.next()?.to_owned(),
            created_at: Timestamp::from_micros(lines.next()?.parse().ok()?),
            hash: random::from_hex(lines.next()?)?.try_into().ok()?,
            name: lines.next()?.to_owned(),
            bucket: Bucket::default(),
        })
    }
}

/// Every key of the deployment, by its hash.
#[derive(Debug)]
pub(crate) struct Keys {
    mode: Mode,
    by_hash: RwLock<ByHash>,
    /// Known whatever the store says.
    configured: RwLock<Option<Arc<ApiKey>>>,
}

type ByHash = HashMap<[u8; 32], Arc<ApiKey>>;

impl Keys {
    /// None yet.
    pub(crate) fn new(mode: Mode) -> Self {
        Self { mode, by_hash: RwLock::default(), configured: RwLock::default() }
    }

    /// The deployment's mode.
    pub(crate) const fn mode(&self) -> Mode {
        self.mode
    }

    /// The key of a secret. The map finds it by a hash that a guesser cannot steer; the last word compares in constant time.
    pub(crate) fn find(&self, secret: &str) -> Option<Arc<ApiKey>> {
        if !is_of_mode(secret, self.mode) {
            return None;
        }
        let hash = hash(secret);
        let key = self.by_hash.read().get(&hash).cloned()?;
        bool::from(key.hash.ct_eq(&hash)).then_some(key)
    }

    /// Adds a key.
    pub(crate) fn put(&self, key: ApiKey) -> Arc<ApiKey> {
        let key = Arc::new(key);
        self.by_hash.write().insert(key.hash, Arc::clone(&key));
        key
    }

    /// Adds the key of the configuration, which no document keeps.
    pub(crate) fn configure(&self, key: ApiKey) {
        *self.configured.write() = Some(self.put(key));
    }

    /// Knows these keys from now on and no others. Those that it knew go on with what they have sent in this second.
    pub(crate) fn replace(&self, keys: Vec<ApiKey>) {
        let mut by_hash = self.by_hash.write();
        let mut next: ByHash = keys
            .into_iter()
            .map(|key| {
                (key.hash, by_hash.get(&key.hash).filter(|old| old.id == key.id).cloned().unwrap_or(Arc::new(key)))
            })
            .collect();
        next.extend(self.configured.read().iter().map(|key| (key.hash, Arc::clone(key))));
        *by_hash = next;
    }

    /// Forgets a key.
    pub(crate) fn remove(&self, id: &str) {
        self.by_hash.write().retain(|_, key| key.id != id);
    }

    /// Every key, the oldest first.
    pub(crate) fn all(&self) -> Vec<Arc<ApiKey>> {
        let mut all: Vec<_> = self.by_hash.read().values().cloned().collect();
        all.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_only_its_own_mode() {
        let keys = Keys::new(Mode::Test);
        let secret = Secret::new(Mode::Test).unwrap();
        let key = ApiKey::of(&secret, "key_1", "a\nb", Scope::Write, Timestamp::EPOCH);
        let again = ApiKey::from_bytes("key_1", &key.to_bytes()).unwrap();
        assert_eq!((again.name.as_str(), again.scope, again.hash), ("a\nb", Scope::Write, secret.hash()));
        keys.put(key);
        assert!(keys.find(&secret.0).is_some());
        assert!(keys.find(&secret.0.replace("test", "live")).is_none());
        assert!(keys.find(&format!("{}0", secret.0)).is_none());
        keys.remove("key_1");
        assert!(keys.find(&secret.0).is_none());
    }
}
