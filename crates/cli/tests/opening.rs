//! Opening balances from a CSV file: all rows or none to begin with, each once, and a difference shown before.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed step is a failed test")]

mod common;

use std::fs;

use common::{Said, Served, scratch};
use serde_json::{Value, json};

/// A server with two accounts, and a folder for files.
struct Place {
    folder: tempfile::TempDir,
    server: Served,
}

impl Place {
    fn new() -> Self {
        let folder = scratch();
        let server = Served::start(folder.path());
        for account in ["acme", "beta"] {
            server.json(&["account", "create", account, "--plan", "build"]);
        }
        Self { folder, server }
    }

    fn import(&self, rows: &str, flags: &[&str]) -> Said {
        let file = self.folder.path().join("balances.csv");
        fs::write(&file, format!("account,kind,credits,expires_at\n{rows}")).unwrap();
        self.server.ask(&[&["import", "--opening", &file.to_string_lossy()], flags].concat())
    }

    fn json(&self, rows: &str, flags: &[&str]) -> Value {
        let said = self.import(rows, &[flags, &["--json"]].concat());
        assert_eq!(said.code, 0, "{} {}", said.out, said.err);
        serde_json::from_str(&said.out).unwrap()
    }

    fn available(&self, account: &str) -> Value {
        self.server.json(&["balance", account])["available"].clone()
    }
}

const ROWS: &str =
    "acme,promotional,12.5,\nbeta,package,100,2099-01-31T00:00:00Z\nacme,promotional,7,\nacme,adjustment,1,\n";

#[test]
fn rows_are_granted_once_and_the_difference_is_shown_before() {
    let place = Place::new();
    let (acme, beta) = (place.available("acme"), place.available("beta"));
    let dry = place.json(ROWS, &["--dry-run"]);
    assert_eq!((place.available("acme"), place.available("beta")), (acme, beta), "a dry run grants nothing");
    assert_eq!(
        dry["accounts"][0],
        json!({ "account": "acme", "now": 2500, "owed": 0, "in_file": 20.5, "new": 20.5, "after": 2520.5 })
    );
    let shown = place.import(ROWS, &["--dry-run"]);
    assert!(
        shown.out.contains("2,520.5") && shown.out.contains("120.5 credits to be granted to 2 accounts"),
        "{}",
        shown.out
    );

    let made = place.json(ROWS, &[]);
    assert_eq!(made["rows"].as_array().unwrap().iter().filter(|row| row["is_new"] == true).count(), 4);
    for account in dry["accounts"].as_array().unwrap() {
        assert_eq!(place.available(account["account"].as_str().unwrap()), account["after"], "what was forecast is so");
    }
    let grants = place.server.json(&["grant", "list", "beta"]);
    let grant = grants["data"].as_array().unwrap().iter().find(|grant| grant["kind"] == "package").unwrap();
    assert_eq!((&grant["credits"], &grant["expires_at"]), (&json!(100), &json!("2099-01-31T00:00:00Z")));

    // Again: the same answers and no effect; also when rows moved, and a new one came.
    let again = place.json(ROWS, &[]);
    assert!(again["rows"].as_array().unwrap().iter().all(|row| row["is_new"] == false), "{again}");
    let dry = place.json(ROWS, &["--dry-run"]);
    assert!(dry["accounts"].as_array().unwrap().iter().all(|account| account["new"] == 0), "{dry}");
    let moved = place
        .import(&format!("acme,adjustment,1,\nbeta,promotional,3,\n{}", ROWS.replace("acme,adjustment,1,\n", "")), &[]);
    assert!(
        moved.code == 0 && moved.out.contains("1 row granted, 4 rows had been granted before."),
        "{} {}",
        moved.out,
        moved.err
    );
    assert_eq!((place.available("acme"), place.available("beta")), (json!(2520.5), json!(2603)));
    // Another name is another opening.
    assert!(place.import(ROWS, &["--name", "second"]).out.contains("4 rows granted"));
}

#[test]
fn every_bad_row_is_named_and_nothing_is_granted() {
    let place = Place::new();
    assert_eq!(place.import(ROWS, &[]).code, 0);
    let before = (place.available("acme"), place.available("beta"));
    let rows = "acme,promotional,12.5,\nnobody,promotional,5,\nacme,plan,5,\nacme,promotional,8,\nbeta,package,100,2099-02-01T00:00:00Z\n\
                beta,promotional,5,2020-01-01T00:00:00Z\nbeta,adjustment,5,\nbeta,adjustment\n";
    for flags in [&[][..], &["--dry-run"]] {
        let said = place.import(rows, flags);
        assert_eq!(said.code, 1, "{}", said.out);
        for wanted in [
            "nothing was granted, 6 rows cannot be:",
            "line 3: there is no account nobody; make it first: `scrip account create`",
            "line 4: the kind is \"plan\"; write promotional",
            "line 5: was granted before as 7 credits for ever (grt_",
            "line 6: was granted before as 100 credits until 2099-01-31T00:00:00Z (grt_",
            "line 7: expires_at is past",
            "line 9: has 2 columns",
        ] {
            assert!(said.err.contains(wanted), "{wanted} is not in {}", said.err);
        }
    }
    let json = place.import(rows, &["--json"]);
    let told: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&told["granted"], told["bad_rows"].as_array().unwrap().len()), (&json!(0), 6));
    assert_eq!((place.available("acme"), place.available("beta")), before);
}

#[test]
fn a_run_that_stops_says_what_was_granted() {
    let place = Place::new();
    // What no look-up shows beforehand: the third row's key was used for something else.
    place.server.json(&[
        "grant",
        "create",
        "acme",
        "1",
        "--reason",
        "x",
        "--idempotency-key",
        "opening/acme/promotional/2",
    ]);
    let stopped = place.import(ROWS, &[]);
    assert_eq!(stopped.code, 1, "{}", stopped.out);
    assert!(stopped.err.contains("line 4: ") && stopped.err.contains("2 rows granted, 2 rows left"), "{}", stopped.err);
    assert!(stopped.out.contains("beta") && stopped.out.contains("granted"), "{}", stopped.out);
    let json = place.import(ROWS, &["--json"]);
    let told: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        (told["rows"].as_array().unwrap().len(), &told["stopped"]["line"], &told["rows_left"]),
        (2, &json!(4), &json!(2))
    );
    assert_eq!((place.available("acme"), place.available("beta")), (json!(2513.5), json!(2600)));
}

#[test]
fn what_cannot_be_typed() {
    let place = Place::new();
    for (flags, wanted) in [
        (&["import"][..], "required"),
        (&["import", "--from", "x"], "--store"),
        (&["import", "--from", "x", "--opening", "y"], "cannot be used with"),
        (&["import", "--from", "x", "--store", "y", "--dry-run"], "cannot be used with"),
        (&["import", "--opening", "x", "--name", "a b"], "--name has 1 to 64"),
    ] {
        let said = place.server.ask(flags);
        assert_eq!(said.code, 2, "{flags:?}: {}", said.err);
        assert!(said.err.contains(wanted), "{flags:?}: {}", said.err);
    }
    let missing = place.server.ask(&["import", "--opening", "no-such.csv"]);
    assert!(missing.code == 1 && missing.err.contains("cannot read no-such.csv"), "{}", missing.err);
}
