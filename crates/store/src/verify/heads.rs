//! Heads: a few bytes that pin down a whole ledger, to be kept where nobody who can write the ledger can write.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde_json::{Map, Value, json};

use crate::chain::Hash;

/// The last commit of each bucket and the head of every pool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// By bucket: the last commit's number and its hash. A ledger in a file has one bucket, 0.
    pub chains: BTreeMap<u16, (u64, Hash)>,
    /// By pool: the last seq and the head after it.
    pub pools: BTreeMap<u64, (u64, Hash)>,
}

/// A text that holds no heads.
#[derive(Clone, Debug, thiserror::Error)]
#[error("is no file of heads: {0}")]
pub struct HeadsError(String);

impl Heads {
    /// How many commits there are.
    pub fn commits(&self) -> u64 {
        self.chains.values().map(|(number, _)| number).sum()
    }

    /// As JSON: `{"chains": {"<bucket>": {"commit", "hash"}}, "pools": {"<number>": {"seq", "head"}}}`, hashes in
    /// hexadecimal.
    pub fn to_json(&self) -> String {
        let chains: Map<String, Value> = self
            .chains
            .iter()
            .map(|(bucket, (commit, hash))| (bucket.to_string(), json!({ "commit": commit, "hash": hash.to_string() })))
            .collect();
        let pools: Map<String, Value> = self
            .pools
            .iter()
            .map(|(number, (seq, head))| (number.to_string(), json!({ "seq": seq, "head": head.to_string() })))
            .collect();
        json!({ "chains": chains, "pools": pools }).to_string()
    }

    /// Reads [`Heads::to_json`], and what it wrote while there was one chain: `{"commit", "hash", "pools"}`.
    pub fn from_json(text: &str) -> Result<Self, HeadsError> {
        let value: Value = serde_json::from_str(text).map_err(|error| HeadsError(error.to_string()))?;
        let chains = match value.get("chains") {
            Some(chains) => numbered(chains, "chains", "commit", "hash")?,
            None => match (number_of(&value, "commit")?, hash_of(&value, "hash")?) {
                (0, _) => BTreeMap::new(),
                tip => BTreeMap::from([(0, tip)]),
            },
        };
        let pools = value.get("pools").ok_or_else(|| missing("pools"))?;
        Ok(Self { chains, pools: numbered(pools, "pools", "seq", "head")? })
    }
}

/// `{"<number>": {<last>, <hash>}}`.
fn numbered<N: FromStr + Ord>(
    value: &Value,
    name: &str,
    last: &str,
    hash: &str,
) -> Result<BTreeMap<N, (u64, Hash)>, HeadsError> {
    let entries = value.as_object().ok_or_else(|| missing(name))?.iter().map(|(number, value)| {
        let number = number.parse().map_err(|_| missing(&format!("a number in {name}")))?;
        Ok((number, (number_of(value, last)?, hash_of(value, hash)?)))
    });
    entries.collect()
}

fn number_of(value: &Value, name: &str) -> Result<u64, HeadsError> {
    value.get(name).and_then(Value::as_u64).ok_or_else(|| missing(name))
}

fn hash_of(value: &Value, name: &str) -> Result<Hash, HeadsError> {
    value.get(name).and_then(Value::as_str).and_then(Hash::from_hex).ok_or_else(|| missing(name))
}

fn missing(name: &str) -> HeadsError {
    HeadsError(format!("{name} is missing or malformed"))
}
