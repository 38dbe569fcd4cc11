//! A filter in memory that says of most keys "certainly not here", so that a new key costs no read.
//!
//! All bits of one key lie in one cache line. Keys are hashes already; nothing is hashed again.

/// Bits spent on each key: about one key in 150 that is not there is looked for in vain.
const BITS_PER_KEY: usize = 12;
/// Words of 64 bits in a line; each key sets one bit in each.
const LINE: usize = 8;

/// The filter of one run or tail.
#[derive(Clone, Default)]
pub(super) struct Bloom {
    lines: Vec<[u64; LINE]>,
}

impl Bloom {
    /// An empty filter, sized for so many keys.
    pub(super) fn sized(keys: usize) -> Self {
        Self { lines: vec![[0; LINE]; (keys * BITS_PER_KEY).div_ceil(LINE * 64).max(1)] }
    }

    pub(super) fn insert(&mut self, key: u128) {
        let at = self.line(key);
        if let Some(line) = self.lines.get_mut(at) {
            for (word, bit) in line.iter_mut().zip(mask(key)) {
                *word |= bit;
            }
        }
    }

    pub(super) fn may_have(&self, key: u128) -> bool {
        let line = self.lines.get(self.line(key));
        line.is_some_and(|line| line.iter().zip(mask(key)).all(|(word, bit)| word & bit == bit))
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.lines.iter().flatten().flat_map(|word| word.to_le_bytes()).collect()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let (chunks, _) = bytes.as_chunks::<{ LINE * 8 }>();
        let line = |chunk: &[u8; LINE * 8]| {
            let mut line = [0; LINE];
            for (word, eight) in line.iter_mut().zip(chunk.as_chunks().0) {
                *word = u64::from_le_bytes(*eight);
            }
            line
        };
        Self { lines: chunks.iter().map(line).collect() }
    }

    /// The high half of the key picks the line, without a division.
    fn line(&self, key: u128) -> usize {
        let lines = u128::try_from(self.lines.len()).unwrap_or(0);
        usize::try_from(((key >> 64) * lines) >> 64).unwrap_or(0)
    }
}

/// The low half of the key picks the bits: six of its bits for each word, so no two probes meet.
fn mask(key: u128) -> [u64; LINE] {
    let mut mask = [0; LINE];
    let mut bits = key;
    for word in &mut mask {
        *word = 1 << (bits & 63);
        bits >>= 6;
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::Hash;

    fn key(n: u64) -> u128 {
        Hash::of(&n.to_be_bytes()).prefix()
    }

    #[test]
    fn keys_inside_are_never_denied_and_few_others_pass() {
        let mut bloom = Bloom::sized(20_000);
        (0..20_000).for_each(|n| bloom.insert(key(n)));
        let bloom = Bloom::from_bytes(&bloom.to_bytes());
        assert!((0..20_000).all(|n| bloom.may_have(key(n))));
        let wrong = (20_000..120_000).filter(|&n| bloom.may_have(key(n))).count();
        assert!(wrong < 900, "{wrong} of 100,000 pass");
    }
}
