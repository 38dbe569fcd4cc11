//! The ledger in this process: spends by batch, with the rules, the chains, the keys and a real flush.

mod bed;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use scrip_store::Ledger;
use serde::Serialize;
use tokio::runtime::Builder;

use super::ceiling::BATCHES;
use super::measure::{Sizes, Tried, note};
use super::random::Random;
use super::waits::{Pace, Waits};
use crate::stopwatch::{Stopwatch, unix_micros};

pub(crate) use bed::{Bed, CATALOG, account, catalogs, lasting, remove};

/// Callers at once that each send one spend and wait for it.
pub(crate) const CALLERS: u64 = 64;

/// What the ledger does.
#[derive(Debug, Serialize)]
pub(crate) struct Embedded {
    pub(crate) pools: u64,
    /// One caller, one spend at a time.
    pub(crate) lone: Pace,
    /// Spends by batch, over all pools.
    pub(crate) batches: Vec<(u64, Pace)>,
    /// All of them by one pool.
    pub(crate) hot: Vec<(u64, Pace)>,
    /// Sixty-four callers, while checkpoints come and go.
    pub(crate) callers: Pace,
    pub(crate) aged_entries: u64,
    /// By batch, after so many entries.
    pub(crate) aged: Vec<(u64, Pace)>,
    pub(crate) many_pools: u64,
    /// By batch, with many pools.
    pub(crate) many: Vec<(u64, Pace)>,
    /// How long pools of three grants each take to make.
    pub(crate) filling: Pace,
}

pub(crate) fn measure(folder: &Path, sizes: &Sizes) -> Tried<Embedded> {
    note("the ledger: a bed of pools");
    let mut bed = Bed::make(folder, "few", sizes.pools)?;
    note("the ledger: by batch");
    let lone = run(&mut bed, 1, sizes.pools, sizes.embedded)?;
    let batches = by_batch(&mut bed, sizes.pools, sizes.embedded)?;
    let hot = by_batch(&mut bed, 1, sizes.embedded)?;
    note("the ledger: 64 callers");
    let callers = callers(&bed.ledger, sizes.pools, CALLERS, sizes.callers)?;
    note("the ledger: more and more entries");
    while bed.done < sizes.aged_entries {
        let spends = bed.spends(4_096, sizes.pools)?;
        bed.commit(spends)?;
    }
    let aged = by_batch(&mut bed, sizes.pools, sizes.embedded)?;
    bed.remove()?;
    note("the ledger: many pools");
    let mut bed = Bed::make(folder, "many", sizes.many_pools)?;
    let many = by_batch(&mut bed, sizes.many_pools, sizes.embedded)?;
    let filling = bed.filled.clone().pace(2_000);
    bed.remove()?;
    Ok(Embedded {
        pools: sizes.pools,
        lone,
        batches,
        hot,
        callers,
        aged_entries: sizes.aged_entries,
        aged,
        many_pools: sizes.many_pools,
        many,
        filling,
    })
}

fn by_batch(bed: &mut Bed, pools: u64, time: Duration) -> Tried<Vec<(u64, Pace)>> {
    BATCHES.iter().map(|batch| Ok((*batch, run(bed, *batch, pools, time)?))).collect()
}

/// One batch after the other for so long; only the ledger's own time counts.
pub(crate) fn run(bed: &mut Bed, batch: u64, pools: u64, time: Duration) -> Tried<Pace> {
    let (mut waits, mut busy) = (Waits::default(), Duration::ZERO);
    while busy < time {
        let spends = bed.spends(batch, pools)?;
        let commit = Stopwatch::start();
        bed.commit(spends)?;
        let wait = commit.elapsed();
        busy += wait;
        waits.push(wait);
    }
    Ok(waits.pace(batch))
}

/// So many callers at once, one spend each at a time.
pub(crate) fn callers(ledger: &Arc<Ledger>, pools: u64, callers: u64, time: Duration) -> Tried<Pace> {
    let runtime = Builder::new_current_thread().build()?;
    let all = Stopwatch::start();
    let waits = runtime.block_on(async {
        let mut tasks = Vec::new();
        // Another key each time: one that came before would be answered again.
        let seed = (u64::try_from(unix_micros())? << 16) ^ u64::from(std::process::id()).rotate_right(16);
        for caller in 0..callers {
            let ledger = Arc::clone(ledger);
            tasks.push(tokio::spawn(async move {
                let (mut waits, mut random) = (Vec::new(), Random::new(seed + caller));
                let all = Stopwatch::start();
                while all.elapsed() < time {
                    let spend = bed::spend(&mut random, pools).map_err(|error| error.to_string())?;
                    let call = Stopwatch::start();
                    let answer = ledger.ask(spend).await;
                    waits.push(call.elapsed());
                    bed::done(&answer).map_err(|error| error.to_string())?;
                }
                Ok::<_, String>(waits)
            }));
        }
        let mut waits = Waits::default();
        for task in tasks {
            task.await??.into_iter().for_each(|wait| waits.push(wait));
        }
        Tried::Ok(waits)
    })?;
    Ok(waits.pace_within(1, all.elapsed()))
}
