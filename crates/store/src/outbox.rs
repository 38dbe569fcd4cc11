//! The outbox: entries that somebody must be told of, each a document ([`DocKind::Outbox`]) of the commit that it was
//! written in, until whoever tells of it has taken care. Knows no mail and no webhook.
//!
//! Its bound: it grows by one document for each such entry and shrinks as the process that leads deletes them. Where none
//! does, nothing is lost and nothing is refused: it grows on disk with the ledger, at most as fast. So how many there are is
//! measured (`scrip_outbox`), and an operator is told to look when it does not fall.

use scrip_core::entry::Entry;
use scrip_core::id::{PoolNo, Seq};

use crate::canonical::entry_bytes;
use crate::doc::{Doc, DocKind};

/// The key of an entry's document: pool and seq as ten hexadecimal digits each, so that a pool's come in order.
pub fn key(pool: PoolNo, seq: Seq) -> String {
    format!("{:010x}{:010x}", pool.get(), seq.get())
}

/// The entry of a document's key.
pub fn place(key: &str) -> Option<(PoolNo, Seq)> {
    let (pool, seq) = key.split_at_checked(10).filter(|(_, seq)| seq.len() == 10)?;
    let number = |digits| u64::from_str_radix(digits, 16).ok();
    Some((PoolNo::new(number(pool)?)?, Seq::new(number(seq)?)?))
}

/// The document of an entry: its canonical bytes, so that one scan reads all that is to be told.
pub(crate) fn doc(pool: PoolNo, entry: &Entry) -> Doc {
    Doc { kind: DocKind::Outbox, key: key(pool, entry.seq), body: Some(entry_bytes(entry)) }
}

#[cfg(test)]
mod tests {
    use super::{key, place};
    use scrip_core::id::{PoolNo, Seq};

    #[test]
    fn a_key_leads_to_its_entry_and_a_pools_keys_are_in_order() {
        let last = (1 << 40) - 1;
        let places = [(0, 1), (0, 15), (0, 16), (1, 1), (1, last), (last, last)];
        let places = places.map(|(pool, seq)| (PoolNo::new(pool).unwrap(), Seq::new(seq).unwrap()));
        let keys = places.map(|(pool, seq)| key(pool, seq));
        assert!(keys.is_sorted());
        assert_eq!(keys.each_ref().map(|key| place(key)), places.map(Some));
        for bad in ["", "0000000001000000000", "00000000010000000001f", "000000000100000000gg", "f".repeat(20).as_str()]
        {
            assert_eq!(place(bad).is_some(), bad.len() == 20 && bad.starts_with('f'), "{bad}");
        }
    }
}
