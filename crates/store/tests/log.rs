//! The log against plain maps: appended, sealed, reopened, its cache lost, foreign or torn; and its doors.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test")]

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use scrip_store::sqlite::{Draft, Log, Options, Reading, Snapshot};
use scrip_store::{Doc, DocKind, Hash, StoreError};
use tempfile::TempDir;

const READING: Reading = Reading { key_of, state_version: 1 };

/// Our entries begin with their key; zero is none.
fn key_of(_pool: u64, entry: &[u8]) -> Option<u128> {
    entry.first_chunk().copied().map(u128::from_be_bytes).filter(|key| *key != 0)
}

fn open(path: &Path) -> Result<Log, StoreError> {
    Log::open(path, Options { wal_bytes: Some(0), ..Options::default() }, READING)
}

#[derive(Default)]
struct Model {
    entries: BTreeMap<u64, Vec<Vec<u8>>>,
    heads: BTreeMap<u64, Hash>,
    keys: HashMap<u128, (u64, u64)>,
    random: u64,
}

impl Model {
    fn next(&mut self, below: u64) -> u64 {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % below
    }

    fn commit(&mut self, log: &Log, entries: u64, pools: u64, size_max: u64) {
        let mut by_pool: BTreeMap<u64, Vec<Vec<u8>>> = BTreeMap::new();
        for _ in 0..entries {
            let (pool, size) = (self.next(pools) + 1, self.next(size_max));
            let n = self.keys.len().to_be_bytes();
            let key = if self.next(4) == 0 { 0 } else { Hash::of(&n).prefix() };
            let entry = [key.to_be_bytes().as_slice(), &vec![9; usize::try_from(size).unwrap()]].concat();
            let list = by_pool.entry(pool).or_default();
            list.push(entry);
            let seq = self.entries.get(&pool).map_or(0, Vec::len) + list.len();
            if key != 0 {
                self.keys.insert(key, (pool, u64::try_from(seq).unwrap()));
            }
        }
        let mut draft = Draft::default();
        draft.clear(77);
        for (pool, list) in by_pool {
            let all = self.entries.entry(pool).or_default();
            let head = self.heads.entry(pool).or_default();
            draft.pool(pool, u64::try_from(all.len()).unwrap() + 1, *head);
            for entry in list {
                *head = head.then(&entry);
                draft.entry(key_of(pool, &entry), |bytes| bytes.extend_from_slice(&entry));
                all.push(entry);
            }
        }
        log.append(&mut draft).unwrap();
        assert!(draft.parts().iter().all(|part| self.heads[&part.pool] == part.head));
    }

    fn check(&mut self, log: &Log, few: bool) {
        for (pool, entries) in &self.entries {
            let all: Vec<_> = (1..).zip(entries.iter().cloned()).collect();
            let last = u64::try_from(all.len()).unwrap();
            assert_eq!(log.head(*pool).unwrap(), Some((last, self.heads[pool])), "head of pool {pool}");
            let windows =
                if few { vec![(last, last + 9)] } else { vec![(1, u64::MAX), (last / 2, last / 2 + 7), (last, last)] };
            for (low, high) in windows {
                let wanted: Vec<_> = all.iter().filter(|(seq, _)| (low..=high).contains(seq)).cloned().collect();
                assert_eq!(log.entries(*pool, low, high).unwrap(), wanted, "pool {pool}, {low} to {high}");
            }
        }
        for (key, (pool, seq)) in &self.keys {
            let (found_pool, found_seq, entry) = log.by_key(*key).unwrap().expect("the key is found");
            assert_eq!((found_pool, found_seq), (*pool, *seq));
            assert_eq!(key_of(*pool, &entry), Some(*key));
        }
        assert_eq!(log.by_key(Hash::of(b"never").prefix()).unwrap(), None);
        assert_eq!(log.head(1 << 39).unwrap(), None);
        assert!(log.entries(1 << 39, 1, 9).unwrap().is_empty());
    }
}

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    (folder, path)
}

#[test]
fn gives_back_what_was_appended_before_and_after_reopening_and_without_its_cache() {
    let (_folder, path) = place();
    let mut model = Model { random: 7, ..Model::default() };
    let mut log = open(&path).unwrap();
    for (entries, pools, size_max) in [(1, 1, 40), (1, 1, 40), (30, 3, 400), (500, 50, 200), (64, 9, 9_000), (2, 90, 1)]
    {
        for _ in 0..5 {
            model.commit(&log, entries, pools, size_max);
        }
        model.check(&log, false);
        let tip = log.tip();
        drop(log);
        if entries == 30 {
            Log::forget_cache(&path).unwrap();
        }
        log = open(&path).unwrap();
        assert_eq!(log.tip(), tip);
        model.check(&log, false);
    }
}

#[test]
fn finds_everything_after_the_tail_was_sealed_and_merged() {
    let (_folder, path) = place();
    let mut model = Model { random: 9, ..Model::default() };
    let log = open(&path).unwrap();
    for _ in 0..14 {
        model.commit(&log, 60_000, 40, 2);
    }
    log.flush_cache().unwrap();
    drop(log);
    model.keys = model.keys.into_iter().step_by(97).collect();
    for cache in ["kept", "torn", "lost"] {
        if cache == "torn" {
            let runs = fs::read_dir(format!("{}-cache", path.display())).unwrap();
            let run = runs.map(|file| file.unwrap().path()).find(|path| path.extension().is_some_and(|e| e == "run"));
            fs::write(run.expect("there is a run"), b"torn").unwrap();
        } else if cache == "lost" {
            Log::forget_cache(&path).unwrap();
        }
        model.check(&open(&path).unwrap(), true);
    }
}

#[test]
fn the_cache_of_another_ledger_is_not_believed() {
    let (_folder, path) = place();
    let (_other_folder, other) = place();
    let mut model = Model::default();
    let mut stranger = Model { random: 3, ..Model::default() };
    let log = open(&path).unwrap();
    model.commit(&log, 40, 4, 100);
    let strange = open(&other).unwrap();
    stranger.commit(&strange, 60, 4, 100);
    let snapshot = Snapshot { pool: 1, seq: 5, head: Hash::ZERO, state: b"strange".to_vec() };
    strange.put_snapshots(vec![snapshot.clone()]).unwrap();
    strange.flush_cache().unwrap();
    assert_eq!(strange.snapshot(1), Some(snapshot));
    drop((log, strange));
    Log::forget_cache(&path).unwrap();
    fs::rename(format!("{}-cache", other.display()), format!("{}-cache", path.display())).unwrap();
    let log = open(&path).unwrap();
    assert_eq!(log.snapshot(1), None);
    model.check(&log, false);
}

#[test]
fn a_snapshot_of_another_shape_is_as_if_it_were_not_there() {
    let (_folder, path) = place();
    let snapshot = Snapshot { pool: 1, seq: 5, head: Hash::ZERO, state: b"old".to_vec() };
    let as_version = |state_version| {
        let options = Options { wal_bytes: Some(0), ..Options::default() };
        Log::open(&path, options, Reading { key_of, state_version }).unwrap()
    };
    as_version(1).put_snapshots(vec![snapshot.clone()]).unwrap();
    assert_eq!(as_version(u64::MAX).snapshot(1), None);
    assert_eq!(as_version(1).snapshot(1), Some(snapshot));
}

#[test]
fn a_snapshot_newer_than_a_log_brought_back_is_not_believed() {
    let (_folder, path) = place();
    let mut model = Model::default();
    let log = open(&path).unwrap();
    model.commit(&log, 40, 4, 100);
    drop(log);
    let backup = fs::read(&path).unwrap();
    let log = open(&path).unwrap();
    Model { random: 4, ..Model::default() }.commit(&log, 5, 1, 10);
    log.put_snapshots(vec![Snapshot { pool: 1, seq: 99, head: Hash::ZERO, state: Vec::new() }]).unwrap();
    drop(log);
    assert!(open(&path).unwrap().snapshot(1).is_some());
    fs::write(&path, backup).unwrap();
    let log = open(&path).unwrap();
    assert_eq!(log.snapshot(1), None);
    model.check(&log, false);
}

#[test]
fn documents_are_put_listed_and_deleted_with_the_commit() {
    let (_folder, path) = place();
    let log = open(&path).unwrap();
    let doc = |key: &str, body: Option<&str>| Doc {
        kind: DocKind::Profile,
        key: key.to_owned(),
        body: body.map(|body| body.as_bytes().to_vec()),
    };
    let mut draft = Draft::default();
    for key in ["a/1", "a/2", "a/3", "b/1"] {
        draft.doc(doc(key, Some("x")));
    }
    draft.doc(doc("a/2", None));
    log.append(&mut draft).unwrap();
    assert_eq!(log.tip().number, 0, "documents alone make no commit of the ledger");
    let keys = |prefix, after, limit| -> Vec<String> {
        log.docs(DocKind::Profile, prefix, after, limit).unwrap().into_iter().map(|doc| doc.0).collect()
    };
    assert_eq!(keys("a/", "", 9), ["a/1", "a/3"]);
    assert_eq!(keys("a/", "a/1", 9), ["a/3"]);
    assert_eq!(keys("", "", 1), ["a/1"]);
    assert_eq!(log.doc(DocKind::Profile, "b/1").unwrap(), Some(b"x".to_vec()));
    assert_eq!(log.doc(DocKind::Audit, "b/1").unwrap(), None);
}

#[test]
fn a_second_owner_is_refused_by_the_name_of_the_file() {
    let (_folder, path) = place();
    let log = open(&path).unwrap();
    let error = open(&path).map(|_| ()).unwrap_err();
    assert!(matches!(&error, StoreError::InUse { path: named } if *named == path));
    assert!(error.to_string().contains("ledger.db is served by another process"));
    drop(log);
    open(&path).unwrap();
}

#[test]
fn a_file_of_somebody_else_is_left_alone() {
    let (_folder, path) = place();
    let stranger = rusqlite::Connection::open(&path).unwrap();
    stranger.execute_batch("CREATE TABLE theirs (x)").unwrap();
    drop(stranger);
    let error = open(&path).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("is not a ledger of Scrip"), "{error}");
}

#[test]
fn a_log_without_its_end_is_not_served() {
    let (_folder, path) = place();
    let log = open(&path).unwrap();
    let mut model = Model::default();
    (0..4).for_each(|_| model.commit(&log, 30, 3, 300));
    drop(log);
    let tamper = rusqlite::Connection::open(&path).unwrap();
    tamper.execute_batch("DROP TRIGGER log_no_delete; DELETE FROM log WHERE n = (SELECT max(n) FROM log)").unwrap();
    drop(tamper);
    assert!(matches!(open(&path).map(|_| ()).unwrap_err(), StoreError::Corrupt(_)));
}

#[test]
fn sql_itself_refuses_to_change_or_delete_an_entry() {
    let (_folder, path) = place();
    let log = open(&path).unwrap();
    Model::default().commit(&log, 30, 3, 300);
    drop(log);
    let hand = rusqlite::Connection::open(&path).unwrap();
    for statement in [
        "UPDATE log SET body = x'00' WHERE n = 1",
        "DELETE FROM log WHERE n = 1",
        "INSERT OR REPLACE INTO log VALUES (1, x'00')",
    ] {
        let error = hand.execute(statement, []).unwrap_err().to_string();
        assert!(error.contains("entries are never"), "{statement}: {error}");
    }
}

#[test]
fn the_write_ahead_log_begins_anew_and_keeps_its_length() {
    let (_folder, path) = place();
    let wal = format!("{}-wal", path.display());
    for (wal_bytes, pages_begin, length_max) in [(4 << 20, 64, 4 << 20), (0, 16, 2 << 20)] {
        let options = Options { wal_bytes: Some(wal_bytes), checkpoint_pages: Some(pages_begin), ..Options::default() };
        let log = Log::open(&path, options, READING).unwrap();
        for round in 0..1_500_u64 {
            let mut draft = Draft::default();
            let pool = pages_begin * 1_000_000 + round;
            draft.pool(pool, 1, Hash::ZERO);
            (0..3).for_each(|_| draft.entry(None, |bytes| bytes.resize(3_000, 7)));
            log.append(&mut draft).unwrap();
            if round % 100 == 0 {
                assert_eq!(log.entries(pool, 1, 9).unwrap().len(), 3);
            }
        }
        let length = fs::metadata(&wal).unwrap().len();
        assert!(length <= length_max && length >= u64::try_from(wal_bytes).unwrap(), "{length} bytes");
        drop(log);
        assert!(!Path::new(&wal).exists(), "a ledger at rest is one file");
    }
}
