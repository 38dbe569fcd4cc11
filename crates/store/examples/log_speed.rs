//! How fast the log takes commits on this machine, beside a bare file that is appended to and flushed.
//!
//! `cargo run --release -p scrip-store --example log_speed -- [folder] [entries] [pools]`
#![expect(clippy::disallowed_methods, reason = "it measures time")]
#![expect(clippy::as_conversions, clippy::float_arithmetic, clippy::cast_precision_loss, reason = "it prints figures")]

use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

use scrip_store::Hash;
use scrip_store::sqlite::{Draft, Log, Options, Reading};

const ENTRY_BYTES: usize = 150;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "target/log_speed".to_owned());
    let entries: usize = args.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let pools: u64 = args.next().map_or(Ok(10_000), |text| text.parse())?;
    fs::create_dir_all(&folder)?;
    ceiling(Path::new(&folder))?;
    for batch in [1, 64, 512, 4_096] {
        let path = Path::new(&folder).join(format!("speed-{batch}.db"));
        for ending in ["", "-wal", "-shm", "-lock"] {
            _ = fs::remove_file(format!("{}{ending}", path.display()));
        }
        Log::forget_cache(&path)?;
        let log = Log::open(&path, Options::default(), Reading { key_of, state_version: 1 })?;
        run(&log, batch, entries.min(batch * 20_000), pools)?;
        drop(log);
        let start = Instant::now();
        let log = Log::open(&path, Options::default(), Reading { key_of, state_version: 1 })?;
        println!("       opened again in {:?}, {} blocks", start.elapsed(), log.tip().block);
    }
    Ok(())
}

fn run(log: &Log, batch: usize, entries: usize, pools: u64) -> Result<(), Box<dyn Error>> {
    let mut state: HashMap<u64, (u64, Hash)> = HashMap::new();
    let mut random = 88_172_645_463_325_252_u64;
    let mut next = || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    let mut draft = Draft::default();
    let (mut waits, start) = (Vec::new(), Instant::now());
    for round in 0..entries.div_ceil(batch) {
        let begin = Instant::now();
        let mut wanted: Vec<_> =
            (0..batch).map(|_| (next() % pools, u128::from(next()) << 64 | u128::from(next()))).collect();
        wanted.sort_unstable();
        let keys: Vec<_> = wanted.iter().map(|w| w.1).collect();
        assert!(log.by_keys(&keys)?.iter().all(Option::is_none), "keys are new");
        draft.clear(i64::try_from(round)?);
        let mut last = None;
        for (pool, key) in &wanted {
            let (seq, head) = state.entry(*pool).or_insert((0, Hash::ZERO));
            *seq += 1;
            if last != Some(pool) {
                draft.pool(*pool, *seq, *head);
                last = Some(pool);
            }
            draft.entry(Some(*key), |bytes| {
                bytes.extend_from_slice(&key.to_be_bytes());
                bytes.resize(bytes.len() + ENTRY_BYTES - 16, 7);
            });
        }
        log.append(&mut draft)?;
        for part in draft.parts() {
            state.entry(part.pool).and_modify(|s| s.1 = part.head);
        }
        waits.push(begin.elapsed());
    }
    let took = start.elapsed();
    let done = entries.div_ceil(batch) * batch;
    println!("{batch:>5}: {:>9.0} entries/s   {}", done as f64 / took.as_secs_f64(), percentiles(waits));
    Ok(())
}

fn key_of(_pool: u64, entry: &[u8]) -> Option<u128> {
    entry.first_chunk().copied().map(u128::from_be_bytes)
}

/// Flushes of 4 KiB over a file that exists.
fn ceiling(folder: &Path) -> Result<(), Box<dyn Error>> {
    let file = File::create(folder.join("ceiling"))?;
    file.write_all_at(&vec![0; 8 << 20], 0)?;
    file.sync_all()?;
    let mut waits = Vec::new();
    for n in 0..2_000 {
        let begin = Instant::now();
        file.write_all_at(&[1; 4_096], n * 4_096)?;
        file.sync_data()?;
        waits.push(begin.elapsed());
    }
    println!("fdatasync of 4 KiB, overwriting: {}", percentiles(waits));
    Ok(())
}

fn percentiles(mut waits: Vec<Duration>) -> String {
    waits.sort_unstable();
    let at = |part: usize| waits.get(waits.len() * part / 1_000).copied().unwrap_or_default();
    format!(
        "p50 {:?}  p99 {:?}  p99.9 {:?}  max {:?}",
        at(500),
        at(990),
        at(999),
        waits.last().copied().unwrap_or_default()
    )
}
