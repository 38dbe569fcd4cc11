//! How many spends a second the store takes on this machine, by batch, with the rules, the chains and the keys.
//!
//! `cargo run --release -p scrip-store --example ledger_speed -- [folder] [spends] [pools] [batches]`
#![expect(clippy::disallowed_methods, reason = "it measures time")]
#![expect(clippy::as_conversions, clippy::float_arithmetic, clippy::cast_precision_loss, reason = "it prints figures")]

#[path = "bed/mod.rs"]
mod bed;

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use bed::{Random, catalogs, fill, percentiles, spend};
use scrip_core::batch::Outcome;
use scrip_core::catalog::Catalogs;
use scrip_core::id::PoolNo;
use scrip_store::sqlite::{Options, SqliteStore};
use scrip_store::{Store, Work};

/// The allocator of the binary `scrip`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "target/ledger_speed".to_owned());
    let spends: usize = args.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let pools: u64 = args.next().map_or(Ok(10_000), |text| text.parse())?;
    let batches = args.next().unwrap_or_else(|| "1,64,512,4096".to_owned());
    fs::create_dir_all(&folder)?;
    let path = Path::new(&folder).join("ledger_speed.db");
    for ending in ["", "-wal", "-shm", "-lock"] {
        _ = fs::remove_file(format!("{}{ending}", path.display()));
    }
    _ = fs::remove_dir_all(format!("{}-cache", path.display()));
    let catalogs = catalogs()?;
    let store = SqliteStore::open(&path, Options::default())?;
    let start = Instant::now();
    fill(&store, &catalogs, pools)?;
    println!("{pools} pools opened, two grants more each: {:?}", start.elapsed());
    let mut random = Random(88_172_645_463_325_252);
    for batch in batches.split(',') {
        let batch: usize = batch.parse()?;
        run(&store, &catalogs, &mut random, batch, spends.min(batch * 5_000), pools)?;
    }
    drop(store);
    let start = Instant::now();
    let store = SqliteStore::open(&path, Options::default())?;
    println!("opened again in {:?}", start.elapsed());
    let start = Instant::now();
    let some: Vec<_> = (1..=pools).step_by(97).filter_map(PoolNo::new).collect();
    for no in &some {
        store.pool(*no)?;
    }
    println!("{} cold pools read, {:?} each", some.len(), start.elapsed() / u32::try_from(some.len())?);
    Ok(())
}

fn run(
    store: &SqliteStore,
    catalogs: &Catalogs,
    random: &mut Random,
    batch: usize,
    spends: usize,
    pools: u64,
) -> Result<(), Box<dyn Error>> {
    let mut waits = Vec::new();
    let (mut busy, mut cpu) = (Duration::ZERO, 0);
    for _ in 0..spends.div_ceil(batch) {
        let requests = (0..batch).map(|_| spend(random, pools)).collect::<Result<Vec<_>, _>>()?;
        let (begin, cpu_begin) = (Instant::now(), cpu_ns());
        let committed = store.commit(catalogs, Work { requests, ..Work::default() })?;
        let took = begin.elapsed();
        cpu += cpu_ns() - cpu_begin;
        waits.push(took);
        busy += took;
        assert!(committed.answers.iter().all(|answer| matches!(answer, Ok(Outcome::Done { .. }))), "all are done");
    }
    let done = spends.div_ceil(batch) * batch;
    let rate = done as f64 / busy.as_secs_f64();
    println!("{batch:>5}: {rate:>9.0} spends/s   {} ns of processor each   {}", cpu / done as u64, percentiles(waits));
    Ok(())
}

/// Nanoseconds that this thread has had a processor: what a busy machine does not blur.
fn cpu_ns() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}
