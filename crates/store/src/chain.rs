//! The hash chains: one a pool over its entries, one over the commits. Knows no table and no rule.
//!
//! A stranger can check both with any SHA-256; every number is hashed as eight bytes, big end first.
//! - a pool's head after an entry: `SHA256(head before ‖ canonical bytes of the entry)`; before the first: 32 zeros
//! - a commit's hash: `SHA256(hash before ‖ number ‖ time ‖ sections)`, a section being
//!   `pool ‖ first seq ‖ count of entries ‖ head after them`; before the first: 32 zeros

use std::fmt::{Debug, Display, Formatter, Result as FmtResult};

use sha2::{Digest, Sha256};

/// A link of a chain: 32 bytes, shown as hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What stands before the first link of every chain.
    pub const ZERO: Self = Self([0; 32]);

    /// The pool's next head.
    #[must_use]
    pub fn then(self, entry: &[u8]) -> Self {
        let mut sha = Sha256::new();
        sha.update(self.0);
        sha.update(entry);
        Self(sha.finalize().into())
    }

    /// The hash of these bytes alone.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash of these parts, one after the other.
    pub(crate) fn of_parts(parts: &[&[u8]]) -> Self {
        let mut sha = Sha256::new();
        for part in parts {
            sha.update(part);
        }
        Self(sha.finalize().into())
    }

    /// The first sixteen bytes as a number, for the index of keys.
    pub fn prefix(&self) -> u128 {
        u128::from_be_bytes(self.0.first_chunk().copied().unwrap_or_default())
    }

    /// Reads 32 bytes; any other length is none.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Reads 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut hash = [0; 32];
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        for (place, at) in hash.iter_mut().zip((0..64).step_by(2)) {
            *place = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
        }
        Some(Self(hash))
    }
}

impl Display for Hash {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Debug for Hash {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        Display::fmt(self, f)
    }
}

/// The running hash of one commit.
pub(crate) struct CommitHash(Sha256);

impl CommitHash {
    pub(crate) fn new(before: Hash, number: u64, at: i64) -> Self {
        let mut sha = Sha256::new();
        sha.update(before.0);
        sha.update(number.to_be_bytes());
        sha.update(at.to_be_bytes());
        Self(sha)
    }

    pub(crate) fn section(&mut self, pool: u64, first_seq: u64, count: u64, head: Hash) {
        self.0.update(pool.to_be_bytes());
        self.0.update(first_seq.to_be_bytes());
        self.0.update(count.to_be_bytes());
        self.0.update(head.0);
    }

    pub(crate) fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}
