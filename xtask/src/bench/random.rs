//! Numbers that look random, quickly; the same in every run.

/// Xorshift.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// From 1 to `max`.
    pub(crate) fn up_to(&mut self, max: u64) -> u64 {
        self.next() % max.max(1) + 1
    }

    pub(crate) fn sixteen(&mut self) -> u128 {
        (u128::from(self.next()) << 64) | u128::from(self.next())
    }

    /// Sixteen random bytes as the 22 letters that a caller would send as its key.
    pub(crate) fn key(&mut self) -> [u8; 22] {
        let mut bits = self.sixteen();
        let mut key = [0; 22];
        for place in &mut key {
            let six = usize::try_from(bits & 63).unwrap_or_default();
            *place = LETTERS.get(six).copied().unwrap_or_default();
            bits >>= 6;
        }
        key
    }
}
