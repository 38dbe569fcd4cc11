//! Randomness for names that nobody can guess: sign-ins, pictures, pages.

use std::fmt::Write;

/// 128 bits as hexadecimal digits. The system's source does not fail on any machine that this runs on; if it did, a name
/// that can be guessed would be worse than none.
pub(crate) fn name() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
