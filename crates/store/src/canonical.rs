//! Canonical bytes: entries and pools as CBOR, the form that is stored, hashed and exported.

use minicbor::decode::Error as DecodeError;
use minicbor::{Decoder, decode, encode};
use scrip_core::entry::{Entry, Key};
use scrip_core::id::PoolNo;
use scrip_core::pool::Pool;
use scrip_core::usage::Sums;

use crate::error::StoreError;
use crate::gather::key_hash;

/// The version of a pool's shape and of the rules that fold it: the hash of the core's sources, from build.rs. With
/// another core, pools are folded from all their entries and snapshots are made anew.
pub(crate) const POOL_VERSION: u64 = match u64::from_str_radix(env!("SCRIP_POOL_VERSION"), 10) {
    Ok(version) => version,
    Err(_) => 0,
};

/// Appends the entry's bytes.
pub(crate) fn write_entry(entry: &Entry, buffer: &mut Vec<u8>) {
    // A vector takes every write, and the types of the core every encoding.
    _ = encode(entry, buffer);
}

/// The entry's bytes.
pub fn entry_bytes(entry: &Entry) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_entry(entry, &mut bytes);
    bytes
}

/// Reads an entry; bytes that the writer would not have written are corrupt.
pub fn read_entry(pool: PoolNo, bytes: &[u8]) -> Result<Entry, StoreError> {
    let entry = decode(bytes).map_err(|error| StoreError::Corrupt(format!("pool {}: {error}", pool.get())))?;
    if entry_bytes(&entry) == bytes {
        return Ok(entry);
    }
    Err(StoreError::Corrupt(format!("pool {}, entry {}: not in canonical form", pool.get(), entry.seq)))
}

/// The pool's bytes.
pub(crate) fn pool_bytes(pool: &Pool) -> Vec<u8> {
    let mut bytes = Vec::new();
    _ = encode(pool, &mut bytes);
    bytes
}

/// Reads a pool; none if it is of another shape.
pub(crate) fn read_pool(bytes: &[u8]) -> Option<Pool> {
    decode(bytes).ok()
}

/// The bytes of a page's usage.
pub(crate) fn sums_bytes(sums: &Sums) -> Vec<u8> {
    let mut bytes = Vec::new();
    _ = encode(sums, &mut bytes);
    bytes
}

/// Reads them; none if they are of another shape.
pub(crate) fn read_sums(bytes: &[u8]) -> Option<Sums> {
    decode(bytes).ok()
}

/// The hashed key of an entry, read without the rest of it.
pub(crate) fn key_of(pool: u64, entry: &[u8]) -> Option<u128> {
    let read = || -> Result<Option<Key>, DecodeError> {
        let mut decoder = Decoder::new(entry);
        decoder.array()?;
        for _ in 0..4 {
            decoder.skip()?;
        }
        decoder.decode()
    };
    let key = read().ok().flatten()?;
    Some(key_hash(PoolNo::new(pool)?, &key))
}
