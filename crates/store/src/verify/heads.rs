//! Heads: a few bytes that pin down a whole ledger, to be kept where nobody who can write the ledger can write.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::chain::Hash;

/// The last commit and the head of every pool, as of one instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// The last commit's number.
    pub commit: u64,
    /// Its hash.
    pub hash: Hash,
    /// By pool: the last seq and the head after it.
    pub pools: BTreeMap<u64, (u64, Hash)>,
}

/// A text that holds no heads.
#[derive(Clone, Debug, thiserror::Error)]
#[error("is no file of heads: {0}")]
pub struct HeadsError(String);

impl Heads {
    /// As JSON: `{"commit", "hash", "pools": {"<number>": {"seq", "head"}}}`, hashes in hexadecimal.
    pub fn to_json(&self) -> String {
        let pool = |(number, (seq, head)): (&u64, &(u64, Hash))| {
            (number.to_string(), json!({ "seq": seq, "head": head.to_string() }))
        };
        let pools: Map<String, Value> = self.pools.iter().map(pool).collect();
        json!({ "commit": self.commit, "hash": self.hash.to_string(), "pools": pools }).to_string()
    }

    /// Reads [`Heads::to_json`].
    pub fn from_json(text: &str) -> Result<Self, HeadsError> {
        let value: Value = serde_json::from_str(text).map_err(|error| HeadsError(error.to_string()))?;
        let pools = value.get("pools").and_then(Value::as_object).ok_or_else(|| missing("pools"))?;
        let pool = |(number, value): (&String, &Value)| {
            let number = number.parse().map_err(|_| missing("a pool's number"))?;
            Ok((number, (number_of(value, "seq")?, hash_of(value, "head")?)))
        };
        let pools = pools.iter().map(pool).collect::<Result<_, HeadsError>>()?;
        Ok(Self { commit: number_of(&value, "commit")?, hash: hash_of(&value, "hash")?, pools })
    }
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
