//! Power loss and failing disks: what was acknowledged is there, what is there adds up, and nothing is promised that a
//! failing disk cannot hold.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;
mod disk;
mod heal;
mod vfs;

use std::path::Path;

use disk::{DISK, Fault, Random};
use parking_lot::Mutex;
use scrip_store::sqlite::{Draft, Log, Options, Reading};
use scrip_store::{Hash, StoreError};
use tempfile::TempDir;

/// Tests of this file share one disk.
static TURN: Mutex<()> = Mutex::new(());
const POOLS: usize = 5;
const COMMITS: usize = 24;

/// A folder in memory where there is one: the disk that matters here is ours.
fn scratch() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

fn open(path: &Path, vfs: Option<&str>) -> Result<Log, StoreError> {
    let options =
        Options { vfs: vfs.map(str::to_owned), wal_bytes: Some(0), checkpoint_pages: Some(12), ..Options::default() };
    Log::open(path, options, Reading { key_of: |_, _| None, state_version: 1 })
}

/// The entries of one commit, the same for the same seed and number.
fn commit(seed: u64, number: usize) -> Vec<(usize, Vec<u8>)> {
    let mut random = Random(seed ^ (u64::try_from(number).unwrap() << 32));
    let mut entries: Vec<_> = (0..=random.below(40))
        .map(|_| (random.below(POOLS), vec![u8::try_from(number).unwrap(); random.below(300)]))
        .collect();
    entries.sort_by_key(|entry| entry.0);
    entries
}

#[derive(Default)]
struct State {
    pools: [(u64, Hash); POOLS],
}

impl State {
    fn append(&mut self, log: &Log, entries: &[(usize, Vec<u8>)]) -> Result<(), StoreError> {
        let (mut draft, mut last) = (Draft::default(), None);
        let mut pools = self.pools;
        for (pool, bytes) in entries {
            let (seq, head) = &mut pools[*pool];
            *seq += 1;
            if last != Some(*pool) {
                draft.pool(u64::try_from(*pool).unwrap(), *seq, *head);
                last = Some(*pool);
            }
            *head = head.then(bytes);
            draft.entry(None, |buffer| buffer.extend_from_slice(bytes));
        }
        log.append(&mut draft)?;
        self.pools = pools;
        Ok(())
    }
}

/// Whether the log holds exactly the first commits of the seed, and how many.
fn holds(log: &Log, seed: u64) -> Result<usize, String> {
    let commits = usize::try_from(log.tip().number).unwrap();
    let mut wanted: Vec<Vec<Vec<u8>>> = vec![Vec::new(); POOLS];
    for (pool, bytes) in (0..commits).flat_map(|number| commit(seed, number)) {
        wanted[pool].push(bytes);
    }
    for (pool, wanted) in wanted.iter().enumerate() {
        let number = u64::try_from(pool).unwrap();
        let found = log.entries(number, 1, u64::MAX).map_err(|error| error.chain())?;
        if found.iter().map(|entry| &entry.1).ne(wanted) {
            return Err(format!("pool {pool} has {} entries, not {}", found.len(), wanted.len()));
        }
        let head = wanted.iter().fold(Hash::ZERO, |head, bytes| head.then(bytes));
        if !wanted.is_empty() && log.head(number).map_err(|error| error.chain())?.map(|found| found.1) != Some(head) {
            return Err(format!("the head of pool {pool} is another"));
        }
    }
    Ok(commits)
}

/// Works until the power goes at some change; what is wrong with what it leaves, if anything.
fn pull_the_plug(seed: u64, flush_does_nothing: bool) -> Result<(), String> {
    let folder = scratch();
    let path = folder.path().join("ledger.db");
    let mut random = Random(seed);
    // The work makes some 400 changes; where it makes fewer, the power goes at its end.
    DISK.reset(Some(random.below(420) + 1), flush_does_nothing);
    let log = open(&path, Some(vfs::NAME)).unwrap();
    let mut state = State::default();
    for number in 0..COMMITS {
        state.append(&log, &commit(seed, number)).unwrap();
        DISK.acknowledge();
    }
    let after = scratch();
    let acknowledged = DISK.left_behind(seed, after.path());
    drop(log);
    let log = open(&after.path().join("ledger.db"), None).map_err(|error| error.chain())?;
    let commits = holds(&log, seed)?;
    if commits < acknowledged {
        return Err(format!("{acknowledged} commits were acknowledged, {commits} are there"));
    }
    // It goes on from there.
    state = State::default();
    for (pool, known) in state.pools.iter_mut().enumerate() {
        *known = log.head(u64::try_from(pool).unwrap()).map_err(|error| error.chain())?.unwrap_or_default();
    }
    state.append(&log, &commit(seed, commits)).map_err(|error| error.chain())?;
    let more = holds(&log, seed)?;
    (more == commits + 1).then_some(()).ok_or_else(|| "the next commit went astray".to_owned())
}

#[test]
fn what_was_acknowledged_survives_the_loss_of_power() {
    let _turn = TURN.lock();
    vfs::register();
    for seed in 0..1_000 {
        if let Err(wrong) = pull_the_plug(seed, false) {
            panic!("seed {seed}: {wrong}");
        }
    }
}

/// The test above can fail: it does so where flushes do nothing.
#[test]
fn a_flush_that_does_nothing_is_noticed() {
    let _turn = TURN.lock();
    vfs::register();
    let noticed = (0..100).filter(|seed| pull_the_plug(*seed, true).is_err()).count();
    assert!(noticed > 80, "noticed for {noticed} of 100 seeds");
}

/// A fault comes, stays for a while and goes: no acknowledged commit is lost, none half done, the cause is named, and
/// after opening anew the log goes on.
fn fail(fault: Fault, cause: &str, seed: u64) -> usize {
    let folder = scratch();
    let path = folder.path().join("ledger.db");
    DISK.reset(None, false);
    let mut log = open(&path, Some(vfs::NAME)).unwrap();
    let mut state = State::default();
    let (mut random, mut acknowledged, mut failures) = (Random(seed), 0, 0);
    while acknowledged < COMMITS {
        DISK.set_fault(if random.below(3) == 0 { fault } else { Fault::None });
        match state.append(&log, &commit(seed, acknowledged)) {
            Ok(()) => acknowledged += 1,
            Err(error) => {
                assert!(error.chain().contains(cause), "{fault:?}: {}", error.chain());
                failures += 1;
                drop(log);
                let again = open(&path, Some(vfs::NAME)).map(|_| ());
                assert!(again.is_ok() || DISK.fault() != Fault::None, "{again:?}");
                DISK.set_fault(Fault::None);
                log = open(&path, Some(vfs::NAME)).unwrap();
                let found = holds(&log, seed).unwrap();
                assert!(found == acknowledged || found == acknowledged + 1, "{found} for {acknowledged} acknowledged");
                acknowledged = found;
                for (pool, known) in state.pools.iter_mut().enumerate() {
                    *known = log.head(u64::try_from(pool).unwrap()).unwrap().unwrap_or_default();
                }
            }
        }
    }
    assert_eq!(holds(&log, seed).unwrap(), acknowledged);
    failures
}

#[test]
fn a_full_disk_and_failing_writes_and_flushes_lose_nothing() {
    let _turn = TURN.lock();
    vfs::register();
    for (fault, cause) in [(Fault::Full, "full"), (Fault::Write, "disk I/O error"), (Fault::Flush, "disk I/O error")] {
        let failures: usize = (0..20).map(|seed| fail(fault, cause, seed)).sum();
        assert!(failures > 60, "{fault:?} was met {failures} times");
    }
}
