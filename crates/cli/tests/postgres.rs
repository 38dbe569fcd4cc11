//! A database from the command line: prepared once, served by two processes at once, and nothing said of its password.

mod common;

use common::{Said, Served, said, scrip};
use scrip_pg_server::{Login, Options, PgServer};

fn migrate(url: &str, more: &[&str]) -> Said {
    said(scrip().args(["migrate", "--store", url]).args(more))
}

#[test]
fn a_database_is_prepared_once_and_then_served_by_any_number() {
    let url = PgServer::shared().fresh_database();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "none", "--store"];
    let early = said(scrip().args(serve).arg(&url));
    assert_eq!(early.code, 1);
    assert!(early.err.contains("run `scrip migrate`"), "{}", early.err);
    let first = migrate(&url, &["--buckets", "3", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&first.out).unwrap_or_else(|_| panic!("{}", first.err));
    assert!(json["from"] == 0 && json["to"].as_i64() > Some(0) && json["buckets"] == 3, "{json}");
    let again = migrate(&url, &[]);
    let ready = format!("was ready already: schema version {}, 3 buckets", json["to"]);
    assert!(again.code == 0 && again.out.contains(&ready), "{} {}", again.out, again.err);
    let other = migrate(&url, &["--buckets", "4"]);
    assert!(other.code == 1 && other.err.contains("3 buckets"), "{}", other.err);

    let (one, two) = (Served::on(&url), Served::on(&url));
    one.json(&["account", "create", "acme", "--kind", "business", "--plan", "build"]);
    assert_eq!(two.json(&["balance", "acme"])["available"], 2_500);
    two.json(&["spend", "acme", "--credits", "7"]);
    assert_eq!(one.json(&["balance", "acme"])["available"], 2_493);
    one.kill();
    assert_eq!(two.json(&["balance", "acme"])["available"], 2_493);
    let verified = || two.client(1).verify().unwrap();
    assert!(verified().ok, "{}", verified().json);
    // A superuser changes a line behind everybody's back, where no pool in memory looks again.
    let name = url.rsplit('/').next().unwrap();
    PgServer::shared().sql(name, "UPDATE scrip.commit SET at = at + 1 WHERE number = 1");
    assert!(!verified().ok && verified().json.contains("does not hash"), "{}", verified().json);
    assert_eq!(two.stop(), Some(0));
}

#[test]
fn what_is_no_database_is_not_migrated() {
    let file = migrate("scrip.db", &[]);
    assert!(file.code == 2 && file.err.contains("only a database is migrated"), "{}", file.err);
}

#[test]
fn a_password_is_never_said() {
    let server = Options::new().login(Login::Scram("s3cret".to_owned())).start();
    let url = server.fresh_database();
    assert!(url.contains("s3cret"), "{url}");
    let wrong = url.replace("s3cret", "s3cretly-wrong");
    let nowhere = "postgres://scrip:s3cret@127.0.0.1:1/scrip";
    let bad = format!("{url}?sslmode=s3cret-mode");
    for (place, works) in [(url.as_str(), true), (&wrong, false), (nowhere, false), (&bad, false)] {
        let serve = said(scrip().args(["serve", "--log", "debug", "--listen", "192.0.2.1:1", "--store", place]));
        for said in [migrate(place, &[]), migrate(place, &["--json"]), serve] {
            assert!(!said.out.contains("s3cret") && !said.err.contains("s3cret"), "{place}: {} {}", said.out, said.err);
            assert!(works || said.code == 1, "{place}: {}", said.err);
        }
    }
    let help = said(scrip().args(["migrate", "--help"]).env("SCRIP_STORE", &url));
    let more = said(scrip().args(["serve", "--help"]).env("SCRIP_STORE", &url));
    assert!(!help.out.contains("s3cret") && !more.out.contains("s3cret"), "{}", help.out);
}
