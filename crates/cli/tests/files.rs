//! Commands that need no server: catalog files, and verify on ledger files, copies, exports and heads.

mod common;

use std::fs;
use std::path::Path;

use common::{Said, Served, project, said, scratch, scrip};
use serde_json::Value;

fn verify(args: &[&str]) -> Said {
    said(scrip().arg("verify").args(args))
}

#[test]
fn a_catalog_is_checked_whole() {
    let sample = project("examples/catalog.toml");
    let good = said(scrip().args(["catalog", "check"]).arg(&sample));
    assert_eq!(good.code, 0, "{}", good.err);
    assert!(good.out.contains("is a catalog: 6 plans, 3 packages, 3 features that cost credits"), "{}", good.out);

    let folder = scratch();
    let file = folder.path().join("bad.toml");
    let text = fs::read_to_string(&sample)
        .unwrap()
        .replace("per_use = 10 ", "per_use = -10 ")
        .replace("every = \"P1M\"", "every = \"P1X\"");
    fs::write(&file, text).unwrap();
    let bad = said(scrip().args(["catalog", "check"]).arg(&file));
    assert_eq!(bad.code, 1);
    assert!(bad.err.contains("is no catalog, 2 problems:"), "{}", bad.err);
    assert_eq!(bad.err.matches("line ").count(), 2, "{}", bad.err);
    let json = said(scrip().args(["catalog", "check", "--json"]).arg(&file));
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&json["ok"], json["problems"].as_array().unwrap().len()), (&Value::Bool(false), 2));
    assert!(json["problems"][0]["line"].as_u64().unwrap() > 20, "{json}");

    let missing = said(scrip().args(["catalog", "check", "no-such-file.toml"]));
    assert!(missing.code == 1 && missing.err.contains("cannot read no-such-file.toml"), "{}", missing.err);
}

#[test]
fn two_catalogs_are_compared_in_sentences() {
    let sample = project("examples/catalog.toml");
    let folder = scratch();
    let file = folder.path().join("new.toml");
    fs::write(&file, fs::read_to_string(&sample).unwrap().replace("credits = 2500 ", "credits = 3000 ")).unwrap();
    let diff = said(scrip().args(["catalog", "diff"]).arg(&sample).arg(&file));
    assert_eq!(diff.out.trim(), "- Plan Build grants 3,000 instead of 2,500 credits from each account's next period");
    let none = said(scrip().args(["catalog", "diff"]).arg(&sample).arg(&sample));
    assert_eq!((none.code, none.out.trim()), (0, "Nothing changes."));
}

/// A ledger with two accounts and ten spends.
fn ledger(folder: &Path) -> Served {
    let server = Served::start(folder);
    for account in ["acme", "beta"] {
        server.json(&["account", "create", account, "--plan", "build"]);
    }
    for _ in 0..10 {
        server.json(&["spend", "acme", "background-removal"]);
    }
    server
}

#[test]
fn verify_served_copied_exported_and_against_heads() {
    let folder = scratch();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (file, heads, dir) = (at("scrip.db"), at("heads.json"), at("export"));
    let server = ledger(folder.path());
    let served = verify(&[&file]);
    assert_eq!(served.code, 0, "{}", served.err);
    assert!(served.out.contains("every line adds up") && served.out.contains("is being served"), "{}", served.out);
    assert_eq!(verify(&[&file, "--write-heads", &heads]).code, 0);

    server.json(&["spend", "acme", "background-removal"]);
    assert_eq!(server.stop(), Some(0));
    let rest = verify(&[&file, "--against", &heads, "--write-export", &dir]);
    assert_eq!(rest.code, 0, "{}", rest.err);
    assert!(rest.out.contains("in 2 pools") && !rest.out.contains("Note"), "{}", rest.out);

    let export = verify(&["--export", &dir, "--against", &heads, "--json"]);
    assert_eq!(export.code, 0, "{} {}", export.out, export.err);
    let export: Value = serde_json::from_str(&export.out).unwrap();
    assert_eq!((&export["ok"], &export["pools"]), (&Value::Bool(true), &2.into()));

    // A stranger edits one line of the export.
    let path = folder.path().join("export/ledger.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = text.rsplit_once("\"bytes\":\"").unwrap();
    let flipped = if end.starts_with('8') { '9' } else { '8' };
    fs::write(&path, format!("{begin}\"bytes\":\"{flipped}{}", &end[1..])).unwrap();
    let edited = verify(&["--export", &dir]);
    assert_eq!(edited.code, 1, "{}", edited.out);
    assert!(
        edited.out.contains("NOT add up") && edited.err.contains("does not add up"),
        "{} {}",
        edited.out,
        edited.err
    );
}

#[test]
fn an_older_copy_lacks_what_the_heads_know() {
    let folder = scratch();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let server = ledger(folder.path());
    assert_eq!(server.stop(), Some(0));
    fs::copy(at("scrip.db"), at("old.db")).unwrap();
    let server = Served::start(folder.path());
    server.json(&["spend", "beta", "background-removal"]);
    assert_eq!(server.stop(), Some(0));
    assert_eq!(verify(&[&at("scrip.db"), "--write-heads", &at("heads.json")]).code, 0);
    assert_eq!(verify(&[&at("old.db")]).code, 0);
    let old = verify(&[&at("old.db"), "--against", &at("heads.json")]);
    assert!(old.code == 1 && old.out.contains("NOT add up"), "{} {}", old.out, old.err);
}

#[test]
fn what_is_no_ledger_is_told_so() {
    let folder = scratch();
    let file = folder.path().join("notes.txt");
    fs::write(&file, "no ledger").unwrap();
    let file = file.to_string_lossy();
    for args in [&["no-such.db"][..], &[&file], &["--export", "no-such-folder"], &["--against", &file, "no-such.db"]] {
        let said = verify(args);
        assert_eq!(said.code, 1, "{args:?}: {}", said.out);
        assert!(said.err.starts_with("scrip: "), "{args:?}: {}", said.err);
    }
    assert!(!Path::new("no-such.db").exists() && !Path::new("no-such.db-lock").exists(), "verify made a file");
}

#[test]
fn the_server_says_why_it_does_not_start() {
    let folder = scratch();
    let rows: &[(&[&str], i32, &str)] = &[
        (&["--in-memory"], 1, "a new ledger needs a catalog"),
        (&["--in-memory", "--catalog", "no-such.toml"], 1, "cannot read no-such.toml"),
        (&["--listen", "here"], 2, "--listen"),
        (&["--metrics-listen", "here"], 2, "metrics_listen"),
        (&["--in-memory", "--store", "a.db"], 2, "--store"),
        (&["--config", "no-such.toml"], 1, "cannot read no-such.toml"),
        (&["--log", "loud=;"], 2, "--log"),
    ];
    for (args, code, expected) in rows {
        let said = said(scrip().arg("serve").args(*args).current_dir(folder.path()));
        assert_eq!(said.code, *code, "{args:?}: {} {}", said.out, said.err);
        assert!(said.err.contains(expected), "{args:?}: {}", said.err);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "a server that did not start left something");
}
