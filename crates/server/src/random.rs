//! The one source of randomness: secrets of keys, sessions and webhooks, ids of requests. Nothing of the ledger is random.

use std::fmt::Write;

/// So many random bytes.
pub(crate) fn bytes<const BYTES: usize>() -> Result<[u8; BYTES], getrandom::Error> {
    let mut bytes = [0_u8; BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// So many random bytes in hexadecimal.
pub(crate) fn hex<const BYTES: usize>() -> Result<String, getrandom::Error> {
    Ok(to_hex(&bytes::<BYTES>()?))
}

/// Bytes in hexadecimal.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing into a String does not fail.
        _ = write!(text, "{byte:02x}");
    }
    text
}

/// Reads [`to_hex`]; lower case only, so that one value has one text.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    text.as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}
