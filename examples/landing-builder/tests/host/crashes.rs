//! The host's own program killed in the middle of a run: credits come back, or work that is there is settled once.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use scrip_client::{BalanceAt, Client, Credits, NewAccount, NewMember};
use serde_json::Value;
use tempfile::TempDir;

use crate::between::{Between, Cut};
use crate::world::{KEY, Person, comes, named, order, scrip};

const CSV: &str = "service,city,price\nGarden care,Rome,20\nGarden care,Oslo,30\n";

/// The program, killed when it goes out of scope.
struct Program {
    child: Child,
    url: String,
}

impl Program {
    fn start(folder: &Path, scrip: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_landing-builder"))
            .env("LANDING_BUILDER_LISTEN", "127.0.0.1:0")
            .env("LANDING_BUILDER_DATA", folder)
            .env("SCRIP_URL", scrip)
            .env("SCRIP_KEY", KEY)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("no host: {line:?}"));
        Self { child, url: said["url"].as_str().unwrap().to_owned() }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An account on a clock of its own, and a host that is killed when the wire is cut.
fn killed_at(cut: Cut) -> (Client, TempDir, String) {
    let scrip = scrip();
    let clock = scrip.create_test_clock("2026-03-01T09:00:00Z").unwrap().value.id;
    let acme =
        NewAccount { plan: Some("build".to_owned()), test_clock: Some(clock.clone()), ..named("acme", "business") };
    scrip.create_account(&acme).unwrap();
    scrip.put_member("acme", "ann", &NewMember { role: "owner".to_owned(), ..NewMember::default() }).unwrap();
    let folder = tempfile::Builder::new().prefix("landing-builder-").tempdir().unwrap();
    let between = Between::new(scrip.url(), cut);
    let program = Program::start(folder.path(), &between.url);
    let ann = Person::sign_in(&program.url, "acme", "ann");
    thread::scope(|scope| {
        // Nobody answers this: the program is killed before.
        let sent = scope.spawn(|| ann.send("/programmatic/run", &order("intention-1", CSV)));
        between.cut.recv().unwrap();
        drop(program);
        assert!(sent.join().is_err(), "somebody answered");
    });
    (scrip, folder, clock)
}

fn balance(scrip: &Client) -> (Credits, Credits) {
    let balance = scrip.balance("acme", &BalanceAt::default()).unwrap().value;
    (balance.available, balance.reserved)
}

#[test]
fn killed_after_the_reservation_nothing_is_taken() {
    let (scrip, _folder, clock) = killed_at(Cut::Answer("POST /v1/accounts/acme/reservations"));
    assert_eq!(balance(&scrip), (Credits::from(2_460), Credits::from(40)), "set aside, and nobody knows");
    scrip.advance_test_clock(&clock, "2026-03-01T10:00:00Z").unwrap();
    assert_eq!(balance(&scrip), (Credits::from(2_500), Credits::ZERO), "it has run out by itself");
}

#[test]
fn killed_before_the_settle_the_work_is_settled_once_at_the_next_start() {
    let (scrip, folder, _) = killed_at(Cut::Request("/settle"));
    assert_eq!(balance(&scrip), (Credits::from(2_460), Credits::from(40)));
    for _ in 0..2 {
        let program = Program::start(folder.path(), scrip.url());
        comes("the settle", || balance(&scrip) == (Credits::from(2_460), Credits::ZERO));
        let ann = Person::sign_in(&program.url, "acme", "ann");
        assert!(ann.get("/").body.contains("2 pages"), "the pages are there");
    }
}

#[test]
fn killed_before_the_settle_and_away_until_the_reservation_is_over_the_work_is_settled_late() {
    let (scrip, folder, clock) = killed_at(Cut::Request("/settle"));
    scrip.advance_test_clock(&clock, "2026-03-01T10:00:00Z").unwrap();
    assert_eq!(balance(&scrip), (Credits::from(2_500), Credits::ZERO));
    let _program = Program::start(folder.path(), scrip.url());
    comes("the late settle", || balance(&scrip) == (Credits::from(2_460), Credits::ZERO));
}
