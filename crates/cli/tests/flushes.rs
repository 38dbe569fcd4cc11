//! A hundred lone spends make at least a hundred flushes: the system counts them, by strace.

#![expect(clippy::panic, reason = "a failed step is a failed test")]

mod common;

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use common::{Served, scratch};
use scrip_client::{NewAccount, Use};

#[test]
fn a_hundred_lone_spends_flush_a_hundred_times() {
    let folder = scratch();
    let trace = folder.path().join("strace.txt");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "trace=fsync,fdatasync", "-o"]).arg(&trace).arg(env!("CARGO_BIN_EXE_scrip"));
    strace.process_group(0);
    let is_there = Command::new("strace").arg("-V").output().is_ok_and(|output| output.status.success());
    assert!(is_there, "strace is missing: `scripts/install.sh test` installs it");
    let server = Served::start_by(strace, folder.path());
    let client = server.client(1);
    let account = NewAccount {
        id: "acme".to_owned(),
        kind: "business".to_owned(),
        plan: Some("build".to_owned()),
        status: Some("active".to_owned()),
        ..NewAccount::default()
    };
    client.create_account(&account).unwrap();
    let before = flushes(&trace);
    for _ in 0..100 {
        client.spend("acme", &Use::costing(1)).unwrap();
    }
    let made = flushes(&trace) - before;
    rustix::process::kill_process_group(server.pid(), rustix::process::Signal::KILL).unwrap();
    assert!(made >= 100, "{made} flushes for 100 spends that were answered one after the other");
}

/// How often the system was told to flush, so far.
fn flushes(trace: &Path) -> usize {
    let text = fs::read_to_string(trace).unwrap_or_else(|error| panic!("strace wrote nothing: {error}"));
    // A call that another thread interrupts stands on two lines; only its beginning is counted.
    text.lines().filter(|line| line.contains("sync(") && !line.contains("resumed")).count()
}
