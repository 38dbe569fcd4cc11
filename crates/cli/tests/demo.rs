//! The demo's totals against a second computation that shares nothing with the product: `examples/data/totals.py`.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed step is a failed test")]

mod common;

use std::process::Command;

use common::{project, said, scrip};
use scrip_pg_server::PgServer;
use serde_json::Value;

#[track_caller]
fn check(rows: Option<&str>, place: &[&str]) {
    let rows: Vec<&str> = rows.into_iter().flat_map(|rows| ["--rows", rows]).collect();
    let demo = said(scrip().args(["demo", "--exit", "--json", "--listen", "127.0.0.1:0"]).args(&rows).args(place));
    assert_eq!(demo.code, 0, "{} {}", demo.out, demo.err);
    let demo: Value = serde_json::from_str(&demo.out).unwrap();
    let totals = said(Command::new("python3").arg(project("examples/data/totals.py")).args(&rows));
    assert_eq!(totals.code, 0, "{}", totals.err);
    let totals: Value = serde_json::from_str(&totals.out).unwrap();
    let accounts = totals.as_object().unwrap();
    assert_eq!(accounts.len(), 10);
    for (account, expected) in accounts {
        assert_eq!(&demo["accounts"][account], expected, "{account}");
    }
    assert_eq!(demo["accounts"].as_object().unwrap().len(), accounts.len());
    assert_eq!(demo["operator"]["email"], "demo@scrip.example");
    assert!(demo["operator"]["password"].as_str().is_some_and(|password| password.len() > 20), "{demo}");
    assert_eq!(demo["verification"]["ok"], true, "{}", demo["verification"]);
}

#[test]
fn the_whole_trace_adds_up_twice() {
    check(None, &[]);
}

#[test]
fn a_part_of_the_trace_adds_up_twice() {
    check(Some("700"), &[]);
}

/// As `make demo STORE=postgres` runs it.
#[test]
fn a_part_of_the_trace_adds_up_twice_on_a_database() {
    let database = PgServer::shared().fresh_database();
    check(Some("700"), &["--store", &database]);
    let again = said(scrip().args(["demo", "--exit", "--rows", "1", "--store", &database]));
    assert!(again.code == 2 && again.err.contains("holds a ledger already"), "{}", again.err);
}

#[test]
fn a_folder_that_is_in_use_is_not_touched() {
    let folder = common::scratch();
    std::fs::write(folder.path().join("mine.txt"), "mine").unwrap();
    let said = said(scrip().args(["demo", "--exit", "--rows", "1", "--data"]).arg(folder.path()));
    assert_eq!(said.code, 2, "{}", said.out);
    assert!(said.err.contains("is not empty"), "{}", said.err);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
