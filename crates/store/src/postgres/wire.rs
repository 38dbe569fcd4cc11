//! Small things on the wire: numbers and sixteen bytes as PostgreSQL takes them, pools and their buckets.

use std::error::Error;

use bytes::{BufMut, BytesMut};
use scrip_core::id::{AccountId, PoolNo, Seq};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use super::failure::Failure;
use crate::chain::Hash;
use crate::error::StoreError;

/// Sixteen bytes as a `uuid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Uuid(pub(super) u128);

impl ToSql for Uuid {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        out.put_u128(self.0);
        Ok(IsNull::No)
    }

    fn accepts(of: &Type) -> bool {
        *of == Type::UUID
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Uuid {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(u128::from_be_bytes(raw.try_into()?)))
    }

    fn accepts(of: &Type) -> bool {
        *of == Type::UUID
    }
}

/// How pools and accounts are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Buckets(u16);

impl Buckets {
    pub(super) fn new(count: i16) -> Self {
        Self(u16::try_from(count).unwrap_or(1).max(1))
    }

    pub(super) fn count(self) -> u16 {
        self.0
    }

    pub(super) fn all(self) -> impl Iterator<Item = i16> {
        (0..self.0).map(|number| i16::try_from(number).unwrap_or(0))
    }

    /// The pool's bucket, which its number says for ever.
    pub(super) fn of(self, pool: PoolNo) -> i16 {
        i16::try_from(pool.get() % u64::from(self.0)).unwrap_or(0)
    }

    /// The bucket in which an account is claimed.
    pub(super) fn of_account(self, id: &AccountId) -> i16 {
        self.of_text(id.as_str())
    }

    /// A bucket for whatever leads to no pool: always the same for the same text.
    pub(super) fn of_text(self, text: &str) -> i16 {
        i16::try_from(Hash::of(text.as_bytes()).prefix() % u128::from(self.0)).unwrap_or(0)
    }
}

/// Three numbers, big end first, and a hash.
pub(super) const SECTION_BYTES: usize = 56;

/// Entries of one pool in a commit, as its record names them.
pub(super) struct Section {
    pub(super) pool: u64,
    pub(super) first_seq: u64,
    pub(super) count: u64,
    /// The pool's head after them.
    pub(super) head: Hash,
}

/// The sections of a record; what is no whole one at the end is left out.
pub(super) fn sections(bytes: &[u8]) -> Vec<Section> {
    let section = |bytes: &[u8; SECTION_BYTES]| {
        let part = |at: usize| bytes.as_chunks().0.get(at).map_or(0, |eight| u64::from_be_bytes(*eight));
        let head = Hash(bytes.last_chunk().copied().unwrap_or_default());
        Section { pool: part(0), first_seq: part(1), count: part(2), head }
    };
    bytes.as_chunks().0.iter().map(section).collect()
}

/// A number as PostgreSQL holds it; ours all fit.
pub(super) fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A pool's number as it was read.
pub(super) fn pool_no(number: i64) -> Result<PoolNo, Failure> {
    let no = u64::try_from(number).ok().and_then(PoolNo::new);
    no.ok_or_else(|| corrupt(format!("{number} is no number of a pool")))
}

/// An entry's place as it was read; 0 before the first.
pub(super) fn seq(number: i64) -> Result<Seq, Failure> {
    let seq = u64::try_from(number).ok().and_then(Seq::new);
    seq.ok_or_else(|| corrupt(format!("{number} is no place of an entry")))
}

/// A hash as it was read.
pub(super) fn hash(bytes: &[u8]) -> Result<Hash, Failure> {
    Hash::from_slice(bytes).ok_or_else(|| corrupt("a hash is not of 32 bytes".to_owned()))
}

/// Stored facts contradict each other.
pub(super) fn corrupt(what: String) -> Failure {
    Failure::Final(StoreError::Corrupt(what))
}
