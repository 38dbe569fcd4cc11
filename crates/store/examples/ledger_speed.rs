//! How many spends a second the store takes on this machine, by batch, with the rules, the chains and the keys.
//!
//! `cargo run --release -p scrip-store --example ledger_speed -- [folder] [spends] [pools] [batches]`
#![expect(clippy::disallowed_methods, reason = "it measures time")]
#![expect(clippy::as_conversions, clippy::float_arithmetic, clippy::cast_precision_loss, reason = "it prints figures")]

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use scrip_core::batch::Outcome;
use scrip_core::catalog::{
    Basis, Catalog, Catalogs, Downgrade, Draft, Feature, Plan, Price, Renewing, Rollover, Terms, Upgrade,
};
use scrip_core::command::{Actor, Asked, Command, Expires, MakeGrant, Open, Request, Spend};
use scrip_core::credits::{Amount, Credits};
use scrip_core::entry::{AccountKind, Key, Space};
use scrip_core::grant::{GrantKind, Scope};
use scrip_core::id::PoolNo;
use scrip_core::measure::Measure;
use scrip_core::period::Every;
use scrip_core::time::{Span, Timestamp};
use scrip_store::sqlite::{Options, SqliteStore};
use scrip_store::{Store, Work};

/// The allocator of the binary `scrip`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const NOON: Timestamp = Timestamp::from_micros(1_767_268_800_000_000);

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

fn fill(store: &SqliteStore, catalogs: &Catalogs, pools: u64) -> Result<(), Box<dyn Error>> {
    for from in (1..=pools).step_by(2_000) {
        let numbers = from..=pools.min(from + 1_999);
        let opened = numbers.clone().map(open).collect::<Result<_, _>>()?;
        store.commit(catalogs, Work { requests: opened, ..Work::default() })?;
        let granted = numbers.flat_map(|no| [grant(no, 30), grant(no, 60)]).collect::<Result<_, _>>()?;
        store.commit(catalogs, Work { requests: granted, ..Work::default() })?;
    }
    Ok(())
}

fn open(no: u64) -> Result<Request, Box<dyn Error>> {
    let open = Open {
        account: format!("account-{no}").parse()?,
        kind: AccountKind::Business,
        plan: "build".parse()?,
        is_trial: false,
        started_at: None,
        trial_ends_at: None,
        zone: "Europe/Warsaw".parse()?,
        test_clock: None,
    };
    request(0, None, Command::Open(open))
}

fn grant(no: u64, days: i64) -> Result<Request, Box<dyn Error>> {
    let make = MakeGrant {
        account: format!("account-{no}").parse()?,
        kind: GrantKind::Promotional,
        credits: Amount::try_from(Credits::from_milli(1_000_000_000))?,
        priority: 500,
        effective_at: None,
        expires: Expires::After(Span::DAY.times(days)),
        scope: Scope::default(),
        cost_basis: None,
        reason: None,
        package: None,
    };
    request(no, None, Command::Grant(make))
}

fn spend(random: &mut Random, pools: u64) -> Result<Request, Box<dyn Error>> {
    let no = random.next() % pools + 1;
    let usage = Asked {
        account: format!("account-{no}").parse()?,
        member: None,
        feature: Some("image".parse()?),
        measure: Measure::ONCE,
    };
    let spend = Spend { usage, quote: None, max_credits: None, allow_partial: false, metadata: None };
    let text = format!("{:016x}", random.next());
    let key = Key { space: Space::Server, text: text.as_str().into(), fingerprint: [7; 16] };
    request(no, Some(key), Command::Spend(spend))
}

fn request(no: u64, key: Option<Key>, command: Command) -> Result<Request, Box<dyn Error>> {
    let pool = PoolNo::new(no).ok_or("a pool's number")?;
    Ok(Request { pool, clock: NOON, actor: Actor::Product, key, command })
}

fn catalogs() -> Result<Catalogs, Box<dyn Error>> {
    let mut draft = Draft::empty("speed", "USD".parse()?);
    let terms = Terms::Renewing(Renewing {
        credits: Credits::from_milli(2_500_000),
        every: Every::MONTH,
        rollover: Rollover::NONE,
        upgrade: Upgrade::Difference,
        downgrade: Downgrade::PeriodEnd,
    });
    let (id, priority) = ("build".parse()?, Plan::PRIORITY_DEFAULT);
    draft.plans.push(Plan { id, name: "Build".to_owned(), price: None, priority, terms });
    let price = Some(Price::of(Basis::Fixed { per_use: "3".parse()? }));
    draft.features.push(Feature { id: "image".parse()?, name: "Image".to_owned(), price, plans: None });
    let catalog = Catalog::new(1, draft).map_err(|flaws| format!("{flaws:?}"))?;
    Ok(Catalogs::new(Timestamp::EPOCH, Arc::new(catalog)))
}

/// Numbers that look random, quickly.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

fn percentiles(mut waits: Vec<Duration>) -> String {
    waits.sort_unstable();
    let at = |part: usize| waits.get(waits.len() * part / 1_000).copied().unwrap_or_default();
    let max = waits.last().copied().unwrap_or_default();
    format!("p50 {:?}  p99 {:?}  p99.9 {:?}  max {max:?}", at(500), at(990), at(999))
}
