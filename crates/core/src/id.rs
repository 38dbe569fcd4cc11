//! Ids: the host's own names (accounts, members), the catalog's, and Scrip's prefixed ids that lead to their pool.

use core::fmt;
use core::hash::Hasher;
use core::str::FromStr;

use minicbor::{Decode, Decoder, Encode, Encoder};
use smol_str::SmolStr;

/// A text that is no id of the kind asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not 1-64 characters of `A-Za-z0-9._:-`, the first a letter or digit.
    #[error("must be 1 to 64 characters of A-Z a-z 0-9 . _ : - and begin with a letter or digit")]
    Name,
    /// Not the prefix of this kind and 16 characters of Crockford's base 32.
    #[error("is not an id of this kind")]
    Object,
}

/// The longest name: what a host's uuid, e-mail digest or slug needs, and what an index carries well.
const NAME_LEN_MAX: usize = 64;

fn is_name(text: &str) -> bool {
    let first = text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    let rest = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b':' | b'-'));
    first && rest && text.len() <= NAME_LEN_MAX
}

/// A name as a type: parsed once, compared as bytes.
macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(SmolStr);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                if is_name(text) { Ok(Self(SmolStr::new(text))) } else { Err(IdError::Name) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.str(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                Ok(Self(SmolStr::new(d.str()?)))
            }
        }

        impl core::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

name!(/// A customer: business, agency or subaccount. The host's own id.
    AccountId);
name!(/// A person in an account. The host's own id; also what an entry keeps of a person.
    MemberId);
name!(/// A plan of the catalog.
    PlanId);
name!(/// A package of the catalog.
    PackageId);
name!(/// A feature of the catalog, paid, gated or free.
    FeatureId);
name!(/// A role of the catalog.
    RoleId);
name!(/// One of the staff who looks after credits; all that an entry keeps of him.
    OperatorId);

/// A pool's number: one paying account's ledger. At most 40 bits, so that an id stays short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct PoolNo(#[n(0)] u64);

/// The place of an entry in its pool, from 1. At most 40 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Seq(#[n(0)] u64);

const FORTY_BITS: u64 = (1 << 40) - 1;

impl PoolNo {
    /// A number of at most 40 bits.
    pub const fn new(number: u64) -> Option<Self> {
        if number <= FORTY_BITS { Some(Self(number)) } else { None }
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl Seq {
    /// Before the first entry.
    pub const ZERO: Self = Self(0);

    /// A place of at most 40 bits.
    pub const fn new(place: u64) -> Option<Self> {
        if place <= FORTY_BITS { Some(Self(place)) } else { None }
    }

    /// The place.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The place after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Hashes pools' numbers for maps: spreads consecutive ones. They come from us, so nobody can choose them to meet.
#[derive(Clone, Copy, Debug, Default)]
pub struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(self.0 ^ u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }
}

/// Crockford's base 32: no I, L, O, U; ascending, so that ids of a pool sort by creation.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn write_40_bits(f: &mut fmt::Formatter<'_>, value: u64) -> fmt::Result {
    // One piece, not eight: whoever writes JSON looks at every piece for what it must escape.
    let mut letters = [b'0'; 8];
    for (letter, place) in letters.iter_mut().zip((0..8).rev()) {
        let digit = usize::try_from((value >> (place * 5)) & 31).unwrap_or(0);
        *letter = ALPHABET.get(digit).copied().unwrap_or(b'0');
    }
    f.write_str(core::str::from_utf8(&letters).unwrap_or_default())
}

fn read_40_bits(text: &str) -> Option<u64> {
    text.bytes().try_fold(0_u64, |value, letter| {
        let digit = ALPHABET.iter().position(|a| *a == letter)?;
        Some(value << 5 | u64::try_from(digit).ok()?)
    })
}

/// An id of Scrip's own: a prefix that exists only as text, the pool's number, the entry that made the thing.
macro_rules! object {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// The pool it belongs to.
            pub pool: PoolNo,
            /// The entry that made it.
            pub seq: Seq,
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($prefix)?;
                write_40_bits(f, self.pool.get())?;
                write_40_bits(f, self.seq.get())
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let rest = text.strip_prefix($prefix).filter(|rest| rest.len() == 16 && rest.is_ascii()).ok_or(IdError::Object)?;
                let (pool, seq) = rest.split_at(8);
                let pool = read_40_bits(pool).and_then(PoolNo::new).ok_or(IdError::Object)?;
                let seq = read_40_bits(seq).and_then(Seq::new).ok_or(IdError::Object)?;
                Ok(Self { pool, seq })
            }
        }
    };
}

/// The pool to which a text leads that is, or begins with, an id of Scrip's own, whatever its kind.
pub fn pool_of(text: &str) -> Option<PoolNo> {
    let (kind, rest) = text.split_once('_')?;
    let (id, after) = rest.split_at_checked(16)?;
    let is_whole = kind.len() == 3 && !after.starts_with(|next: char| next.is_ascii_alphanumeric());
    let (pool, seq) = id.split_at_checked(8).filter(|_| is_whole)?;
    read_40_bits(seq)?;
    read_40_bits(pool).and_then(PoolNo::new)
}

object!(/// A grant.
    GrantId, "grt_");
object!(/// A spend; also the spend that a settle made.
    SpendId, "spd_");
object!(/// A reservation.
    ReservationId, "rsv_");
object!(/// A quote.
    QuoteId, "quo_");
object!(/// A reversal.
    ReversalId, "rev_");
object!(/// An order.
    OrderId, "ord_");
object!(/// An invoice or a credit note.
    InvoiceId, "inv_");
object!(/// An event: the entry that somebody is told of.
    EventId, "evt_");
object!(/// An entry of the ledger.
    EntryId, "ent_");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_hosts() {
        for good in ["a", "7", "acme", "user:1.x_y-Z", &"a".repeat(64)] {
            assert!(good.parse::<AccountId>().is_ok(), "{good}");
        }
        for bad in ["", ".a", "-a", ":a", "_a", "a/b", "a b", "ä", "a\n", &"a".repeat(65)] {
            assert_eq!(bad.parse::<AccountId>(), Err(IdError::Name), "{bad}");
        }
    }

    #[test]
    fn whatever_begins_with_an_id_leads_to_its_pool() {
        for (text, pool) in [
            ("ord_0000000100000002", Some(1)),
            ("inv_0000001000000002/pdf", Some(32)),
            ("evt_0000000200000001-low", Some(2)),
            ("evt_00000002000000011", None),
            ("evt_000000020000001", None),
            ("evtx_0000000200000001", None),
            ("evt_000000020000000i", None),
            ("pi_3MtwBwLkdIwHu7ix28a3tqPa", None),
            ("", None),
        ] {
            assert_eq!(pool_of(text).map(PoolNo::get), pool, "{text}");
        }
    }

    #[test]
    fn ids_lead_to_their_pool_and_sort_by_creation() {
        let id = |pool, seq| GrantId { pool: PoolNo::new(pool).unwrap(), seq: Seq::new(seq).unwrap() };
        assert_eq!(id(1, 2).to_string(), "grt_0000000100000002");
        for (pool, seq) in [(0, 0), (1, 31), (33, 1 << 39), (FORTY_BITS, FORTY_BITS)] {
            assert_eq!(id(pool, seq).to_string().parse(), Ok(id(pool, seq)));
        }
        assert!(id(5, 31).to_string() < id(5, 32).to_string());
        for bad in [
            "",
            "grt_",
            "spd_0000000100000002",
            "grt_000000010000000",
            "grt_00000001000000021",
            "grt_0000000100000i02",
            "grt_00000001000000é",
        ] {
            assert_eq!(bad.parse::<GrantId>(), Err(IdError::Object), "{bad}");
        }
    }
}
