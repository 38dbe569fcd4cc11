//! Pools in memory above one file that is appended to: nothing kept but what a spend cannot do without.
//!
//! A spend proves that its sixteen-byte key is new, reads its pool's three grants, draws in the order in which they
//! expire, and adds a row of 128 bytes. A batch is one write and one flush.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::bench::measure::{Sizes, Tried};
use crate::bench::random::Random;
use crate::bench::waits::{Pace, Waits};
use crate::stopwatch::Stopwatch;

const POOLS: u64 = 10_000;
const ROW_BYTES: usize = 128;
const COST: u64 = 3_000;

#[derive(Clone, Copy, Default)]
struct Grant {
    expires_at: u64,
    available: u64,
}

pub(super) fn measure(folder: &Path, sizes: &Sizes, batch: u64) -> Tried<Pace> {
    let path = folder.join("appended");
    let mut file = File::create(&path)?;
    let mut random = Random::new(batch);
    let pool = |random: &mut Random| {
        [100_000, 400_000, u64::MAX / 2].map(|available| Grant { expires_at: random.up_to(1_000_000), available })
    };
    let mut pools: Vec<_> = (0..POOLS).map(|_| pool(&mut random)).collect();
    let (mut keys, mut rows) = (HashSet::new(), Vec::new());
    let (mut waits, all) = (Waits::default(), Stopwatch::start());
    while all.elapsed() < sizes.ceiling {
        let asked: Vec<_> = (0..batch).map(|_| (random.sixteen(), random.next() % POOLS)).collect();
        let commit = Stopwatch::start();
        rows.clear();
        for (key, no) in asked {
            let place = usize::try_from(no)?;
            let grants = pools.get_mut(place).filter(|_| keys.insert(key)).ok_or("a key came twice")?;
            let draws = draw(grants, COST);
            let end = rows.len() + ROW_BYTES;
            rows.extend_from_slice(&key.to_be_bytes());
            rows.extend_from_slice(&no.to_be_bytes());
            for credits in draws {
                rows.extend_from_slice(&credits.to_be_bytes());
            }
            rows.resize(end, 0);
        }
        file.write_all(&rows)?;
        file.sync_data()?;
        waits.push(commit.elapsed());
    }
    fs::remove_file(path)?;
    Ok(waits.pace(batch))
}

/// Takes the cost from the grants, the soonest to expire first; what each gave.
fn draw(grants: &mut [Grant; 3], cost: u64) -> [u64; 3] {
    let mut order = [0, 1, 2];
    order.sort_unstable_by_key(|place| grants.get(*place).map(|grant| grant.expires_at));
    let (mut left, mut draws) = (cost, [0; 3]);
    for place in order {
        if let (Some(grant), Some(drawn)) = (grants.get_mut(place), draws.get_mut(place)) {
            *drawn = left.min(grant.available);
            grant.available -= *drawn;
            left -= *drawn;
        }
    }
    draws
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_soonest_to_expire_goes_first() {
        let grant = |expires_at, available| Grant { expires_at, available };
        let mut grants = [grant(3, 10), grant(1, 2), grant(2, 10)];
        assert_eq!(draw(&mut grants, 5), [0, 2, 3]);
        assert_eq!(grants.map(|grant| grant.available), [10, 0, 7]);
    }
}
