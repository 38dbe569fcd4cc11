//! Idempotency keys: made of the system's randomness, one a call.

use crate::Error;

/// 128 random bits: two calls of one program never share a key, nor do two programs.
pub(crate) fn fresh() -> Result<String, Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)
        .map_err(|source| Error::Unwritable(format!("the system gives no random bytes for a key: {source}")))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_differ_and_are_visible_ascii() {
        let (one, other) = (fresh().unwrap(), fresh().unwrap());
        assert_ne!(one, other);
        assert!(one.len() == 32 && one.bytes().all(|b| b.is_ascii_hexdigit()));
    }
}
