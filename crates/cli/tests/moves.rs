//! A whole ledger moved by the binary: exported while it is served, imported through SIGKILLs, served on the other side.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed step is a failed test")]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{KEY, Said, Served, project, said, scratch, scrip, verified};
use scrip_client::{BatchItem, Use};
use scrip_pg_server::PgServer;
use scrip_store::sqlite::LedgerFile;
use scrip_store::verify::{Commit, Source};
use serde_json::Value;

fn run(args: &[&str]) -> Said {
    said(scrip().args(args))
}

/// A path in the folder, as it is typed.
fn at(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

/// Some accounts with so many spends.
fn fill(server: &Served, accounts: usize, spends: usize) {
    let client = server.client(3);
    let names: Vec<_> = (0..accounts).map(|n| format!("a{n}")).collect();
    for name in &names {
        server.json(&[
            "account",
            "create",
            name,
            "--plan",
            "build",
            "--name",
            "Ann Example",
            "--email",
            "ann@example.com",
        ]);
        server.json(&["grant", "create", name, "1000000", "--reason", "a test"]);
    }
    let item = |n: usize| {
        let account = names[n % accounts].clone();
        let usage = Use { feature: Some("background-removal".to_owned()), ..Use::default() };
        BatchItem { account, idempotency_key: format!("s{n}"), usage }
    };
    for from in (0..spends).step_by(100) {
        let items: Vec<_> = (from..spends.min(from + 100)).map(item).collect();
        client.spend_batch(&items).unwrap();
    }
}

#[test]
fn a_served_ledger_is_exported_imported_and_served_elsewhere() {
    let folder = scratch();
    let path = |name: &str| at(folder.path(), name);
    let server = Served::start(folder.path());
    fill(&server, 3, 200);
    let exported = run(&["export", "--store", &path("scrip.db"), "--out", &path("out")]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    assert!(exported.out.contains("in 3 pools") && exported.out.contains("Secrets stand in it"), "{}", exported.out);
    assert_eq!(fs::metadata(path("out")).unwrap().permissions().mode() & 0o777, 0o700);

    fs::create_dir(path("other")).unwrap();
    let imported = run(&["import", "--from", &path("out"), "--store", &path("other/scrip.db"), "--json"]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    let proof: Value = serde_json::from_str(&imported.out).unwrap();
    assert_eq!((&proof["ok"], &proof["equal_pools"], &proof["store"]["pools"]), (&true.into(), &3.into(), &3.into()));
    assert_eq!(proof["export"]["credits"], proof["store"]["credits"]);
    assert_eq!(proof["store"]["credits"]["spent"], "2000");
    assert_eq!(proof["store"]["documents"]["profile"], 3);
    let again = run(&["import", "--from", &path("out"), "--store", &path("other/scrip.db")]);
    assert!(again.code == 0 && again.out.contains("every entry and every document"), "{} {}", again.out, again.err);
    assert!(again.out.contains("credits spent") && again.out.contains("equal"), "{}", again.out);

    let other = Served::start(&folder.path().join("other"));
    let (here, there) = (server.json(&["balance", "a1"]), other.json(&["balance", "a1"]));
    assert_eq!(here["available"], there["available"]);
    assert_eq!(server.json(&["account", "list"])["data"], other.json(&["account", "list"])["data"]);
    // While it is served nobody imports into it.
    let served = run(&["import", "--from", &path("out"), "--store", &path("other/scrip.db")]);
    assert!(served.code == 1 && served.err.contains("is served by another process"), "{}", served.err);
    // It went on: what was exported before is no longer the whole of it.
    other.json(&["spend", "a1", "background-removal"]);
    assert_eq!(other.stop(), Some(0));
    let past = run(&["import", "--from", &path("out"), "--store", &path("other/scrip.db")]);
    assert!(
        past.code == 1 && past.err.contains("nothing was imported") && past.err.contains("has gone on"),
        "{}",
        past.err
    );
    verified(&folder.path().join("other"));
    // Nor does another ledger take it.
    drop(server);
    fs::create_dir(path("third")).unwrap();
    Served::start(&folder.path().join("third")).stop();
    let third = run(&["import", "--from", &path("out"), "--store", &path("third/scrip.db")]);
    assert!(third.code == 1 && third.err.contains("another ledger is there"), "{}", third.err);
}

#[test]
fn a_product_moves_into_a_database_and_back() {
    let folder = scratch();
    let path = |name: &str| at(folder.path(), name);
    let server = Served::start(folder.path());
    fill(&server, 3, 200);
    assert_eq!(server.stop(), Some(0));
    let url = PgServer::shared().fresh_database();
    assert_eq!(run(&["export", "--store", &path("scrip.db"), "--out", &path("out")]).code, 0);
    let early = run(&["import", "--from", &path("out"), "--store", &url]);
    assert!(early.code == 1 && early.err.contains("scrip migrate"), "{}", early.err);
    assert_eq!(run(&["migrate", "--store", &url, "--buckets", "3"]).code, 0);
    let into = said(scrip().args(["import", "--from", &path("out")]).env("SCRIP_STORE", &url));
    assert!(into.code == 0 && into.out.contains("every entry and every document"), "{} {}", into.out, into.err);
    let there = Served::on(&url);
    assert_eq!(there.json(&["account", "list"])["data"].as_array().unwrap().len(), 3);
    there.json(&["spend", "a1", "background-removal"]);
    // Also while it is served.
    let verified_there = run(&["verify", &url, "--write-heads", &path("heads.json")]);
    assert!(verified_there.code == 0 && verified_there.out.contains("every line adds up"), "{}", verified_there.err);
    assert_eq!(run(&["export", "--store", &url, "--out", &path("back")]).code, 0);
    fs::create_dir(path("home")).unwrap();
    let back = run(&["import", "--from", &path("back"), "--store", &path("home/scrip.db"), "--json"]);
    assert_eq!(back.code, 0, "{}", back.err);
    let home = Served::start(&folder.path().join("home"));
    assert_eq!(home.json(&["balance", "a1"])["available"], there.json(&["balance", "a1"])["available"]);
    let against = run(&["verify", &url, "--against", &path("heads.json")]);
    assert_eq!(against.code, 0, "{} {}", against.out, against.err);
    let memory = run(&["export", "--store", "memory", "--out", &path("no")]);
    assert!(memory.code == 2 && memory.err.contains("gone with its process"), "{}", memory.err);
}

#[test]
fn a_stranger_gets_entries_and_no_names() {
    let folder = scratch();
    let path = |name: &str| at(folder.path(), name);
    let server = Served::start(folder.path());
    fill(&server, 1, 10);
    let exported = run(&["export", "--store", &path("scrip.db"), "--out", &path("out"), "--entries-only", "--json"]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    for file in fs::read_dir(path("out")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(!text.contains("Ann Example") && !text.contains("ann@example.com"), "a name went out");
    }
    let alone = run(&["verify", "--export", &path("out")]);
    assert!(alone.code == 0 && alone.out.contains("every line adds up"), "{} {}", alone.out, alone.err);
    let imported = run(&["import", "--from", &path("out"), "--store", &path("new.db")]);
    assert!(imported.code == 1 && imported.err.contains("--entries-only"), "{}", imported.err);
}

#[test]
fn an_import_killed_in_the_middle_goes_on_and_nobody_serves_the_half() {
    let folder = scratch();
    let path = |name: &str| at(folder.path(), name);
    let server = Served::start(folder.path());
    fill(&server, 7, 35_000);
    assert_eq!(server.stop(), Some(0));
    let exported = run(&["export", "--store", &path("scrip.db"), "--out", &path("out")]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    let total = verified(folder.path())["entries"].as_u64().unwrap();
    fs::create_dir(path("to")).unwrap();
    let to = folder.path().join("to/scrip.db");
    let begin = || {
        scrip()
            .args(["import", "--from", &path("out"), "--store", &path("to/scrip.db"), "--json"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let (mut written, mut halves) = (0, 0);
    loop {
        let mut import = begin();
        let mut looks = 0;
        // Killed as soon as it has written more than the one before.
        while import.try_wait().unwrap().is_none() && entries(&to) <= written {
            looks += 1;
            assert!(looks < 10_000, "the import stands still at {written}");
            std::thread::sleep(Duration::from_millis(5));
        }
        import.kill().unwrap();
        let ended = import.wait().unwrap().success();
        written = entries(&to);
        if ended || written == total {
            break;
        }
        halves += 1;
        let served = said(&mut half(folder.path()));
        assert!(
            served.code == 1 && served.err.contains("an import into this ledger has not ended"),
            "{} {}",
            served.out,
            served.err
        );
    }
    assert!(halves >= 2, "hardly was it killed in the middle: {halves}");
    let last = run(&["import", "--from", &path("out"), "--store", &path("to/scrip.db"), "--json"]);
    assert_eq!(last.code, 0, "{}", last.err);
    let proof: Value = serde_json::from_str(&last.out).unwrap();
    assert_eq!((&proof["ok"], &proof["store"]["entries"]), (&true.into(), &total.into()));
    let to = Served::start(&folder.path().join("to"));
    assert_eq!(to.json(&["account", "list"])["data"].as_array().unwrap().len(), 7);
}

/// A server on what is half there.
fn half(folder: &Path) -> Command {
    let mut command = scrip();
    command.args(["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "none", "--operator-key", KEY]);
    command.arg("--store").arg(folder.join("to/scrip.db")).arg("--catalog").arg(project("examples/catalog.toml"));
    command
}

/// How many entries the file has by now; none while it is being made.
fn entries(file: &Path) -> u64 {
    if !file.exists() {
        return 0;
    }
    let mut count = 0;
    let mut see = |commit: Commit| count += commit.sections.iter().map(|section| section.entries.len()).sum::<usize>();
    let walked = LedgerFile::open(file).and_then(|ledger| ledger.walk(&mut see, &mut |_| {}));
    walked.map_or(0, |()| count.try_into().unwrap())
}
