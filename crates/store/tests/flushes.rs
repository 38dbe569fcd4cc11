//! A lone spend is flushed before its answer: the system itself counts the flushes.

mod common;

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use common::{catalogs, open, spend, word};
use scrip_core::entry::AccountKind::Business;
use scrip_store::sqlite::{Options, SqliteStore};
use scrip_store::{Store, Work};

const FOLDER: &str = "SCRIP_TEST_FLUSHES";
const SPENDS: usize = 100;

/// Runs itself under strace: the other half of this test is [`lone_spends`].
#[test]
fn a_hundred_lone_spends_are_at_least_a_hundred_flushes() {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    let status = Command::new("strace")
        .args(["-f", "-e", "trace=fsync,fdatasync", "-o"])
        .arg(&trace)
        .arg(env::current_exe().unwrap())
        .args(["lone_spends", "--exact", "--nocapture"])
        .env(FOLDER, folder.path())
        .status();
    assert!(status.is_ok_and(|status| status.success()), "strace is needed: scripts/install.sh test");
    let text = fs::read_to_string(&trace).unwrap();
    let during = text.lines().filter(|line| line.contains("fdatasync(") && line.ends_with("= 0")).count();
    assert!(during >= SPENDS, "{during} flushes");
}

/// Spends alone, one after the other, where the environment names a folder; else a few, to be a test by itself.
#[test]
fn lone_spends() {
    let own = tempfile::tempdir().unwrap();
    let named = env::var_os(FOLDER);
    let folder = named.as_deref().map_or(own.path(), Path::new);
    let store = SqliteStore::open(&folder.join("ledger.db"), Options::default()).unwrap();
    let commit = |request| {
        let work = Work { requests: vec![request], ..Work::default() };
        assert_eq!(word(&store.commit(&catalogs(), work).unwrap().answers[0]), "done");
    };
    commit(open("acme", Business));
    let spends = if named.is_some() { SPENDS } else { 3 };
    for n in 0..spends {
        commit(spend(1, "acme", &format!("k{n}")));
    }
}
