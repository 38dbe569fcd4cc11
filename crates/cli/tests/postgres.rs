//! A database from the command line: prepared once, served by two and three processes at once, and nothing said of its password.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a failed step is a failed test")]

mod common;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use common::{Said, Served, adds_up, said, scrip};
use scrip_client::{BalanceAt, Client, EntryFilter, Use};
use scrip_pg_server::{Login, Options, PgServer};

/// No answer comes later than this: a writer gives up after ten seconds, a read after eight.
const ANSWER_MAX: Duration = Duration::from_secs(30);

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

/// Those who spend at the same time, and how often one of them asks another server before it is a fault.
const CALLERS: usize = 12;
const TRIES_MAX: usize = 5;

/// Four in five spends take one credit of the first account, the others twenty of one of the rest: all that each of them has.
const ACCOUNTS: [&str; 6] = ["acme", "bravo", "coda", "delta", "echo", "folk"];
const SPENDS: usize = 3_125;

fn spend_of(n: usize) -> (&'static str, Use) {
    if n % 5 == 4 { (ACCOUNTS[1 + n / 5 % 5], Use::costing(20)) } else { (ACCOUNTS[0], Use::costing(1)) }
}

/// A caller's part: whatever nobody has spent yet, at its server, or at another one where that is gone. The ids of its spends.
fn spends(clients: &[Client], at: usize, next: &AtomicUsize, begun: &impl Fn(usize)) -> Vec<String> {
    let mut ids = Vec::new();
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        if n >= SPENDS {
            return ids;
        }
        begun(n);
        let (account, usage) = spend_of(n);
        let ask = |at: usize| clients[at % clients.len()].with_key(format!("spend-{n}")).spend(account, &usage);
        let done = (at..at + TRIES_MAX).map(ask).find(|done| !matches!(done, Err(error) if !error.is_refusal()));
        ids.push(done.unwrap_or_else(|| panic!("{n} was answered by nobody")).unwrap().value.id);
    }
}

#[test]
fn three_serve_one_database_and_what_is_there_is_spent_once_though_one_is_killed() {
    let url = PgServer::shared().fresh_database();
    assert_eq!(migrate(&url, &["--buckets", "2"]).code, 0);
    let mut servers: Vec<_> = (0..3).map(|_| Served::on(&url)).collect();
    for (n, account) in ACCOUNTS.iter().enumerate() {
        servers[n % 3].json(&["account", "create", account, "--kind", "business", "--plan", "build"]);
    }
    let clients: Vec<_> = servers.iter().map(|server| server.client(1)).collect();
    let (next, (half, is_half)) = (AtomicUsize::new(0), channel());
    let ids: Vec<String> = thread::scope(|scope| {
        let caller = |at: usize| {
            let (clients, next, half) = (&clients, &next, half.clone());
            scope.spawn(move || {
                spends(clients, at, next, &|n| {
                    if n == SPENDS / 2 {
                        half.send(()).unwrap();
                    }
                })
            })
        };
        let callers: Vec<_> = (0..CALLERS).map(caller).collect();
        is_half.recv_timeout(ANSWER_MAX).unwrap();
        servers.pop().unwrap().kill();
        callers.into_iter().flat_map(|caller| caller.join().unwrap()).collect()
    });
    assert_eq!(ids.len(), SPENDS);
    assert_eq!(ids.into_iter().collect::<BTreeSet<_>>().len(), SPENDS, "an id was given twice");

    let told = |client: &Client| {
        for account in ACCOUNTS {
            assert_eq!(client.balance(account, &BalanceAt::default()).unwrap().available, 0.into(), "{account}");
            let more = client.spend(account, &Use::costing(1)).unwrap_err();
            assert_eq!(more.code(), Some("insufficient_credits"), "{account}");
        }
        let entries = client.entries(ACCOUNTS[0], EntryFilter::default()).limit(200).all();
        let entries: Vec<_> = entries.map(|entry| format!("{:?}", entry.unwrap())).collect();
        let verified = client.verify().unwrap();
        assert!(verified.ok, "{}", verified.json);
        (entries, verified.entries)
    };
    let (one, other) = (told(&clients[0]), told(&clients[1]));
    assert_eq!(one, other);
    assert!(one.0.len() > SPENDS * 4 / 5);
    assert_eq!(adds_up(url.as_ref())["entries"].as_u64(), one.1);
    assert!(servers.into_iter().all(|server| server.stop() == Some(0)));
}

/// A call, its status, and what `Retry-After` says.
fn call(request: ureq::http::Request<String>) -> (u16, Option<String>) {
    let agent = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(ANSWER_MAX)).build();
    let answer = ureq::Agent::from(agent).run(request).unwrap();
    let later = answer.headers().get("retry-after").map(|after| after.to_str().unwrap().to_owned());
    (answer.status().as_u16(), later)
}

/// The lane of the pool's bucket connects when it first writes; when there is no connection left, a call is told so and the
/// next one is served.
#[test]
fn all_connections_busy_is_told_in_bounded_time_and_ends_by_itself() {
    let database = Options::new().set("max_connections", "12").start();
    let url = database.fresh_database();
    // What a server writes beside spends goes to the first bucket; the first pool is of the second.
    assert_eq!(migrate(&url, &["--buckets", "2"]).code, 0);
    let first = Served::on(&url);
    first.json(&["account", "create", "acme", "--kind", "business", "--plan", "build"]);
    assert_eq!(first.stop(), Some(0));
    let served = Served::on(&url);
    let taken = database.take_all_connections();
    assert!(!taken.is_empty());
    let spend = || {
        let call = ureq::http::Request::post(format!("{}/v1/accounts/acme/spends", served.url));
        let call = call.header("authorization", format!("Bearer {}", common::KEY)).header("idempotency-key", "one");
        call.header("content-type", "application/json").body(r#"{"credits": 7}"#.to_owned()).unwrap()
    };
    let (status, later) = call(spend());
    assert_eq!(status, 503);
    assert!(later.is_some_and(|seconds| seconds.parse::<u32>().is_ok()));
    drop(taken);
    assert_eq!(call(spend()).0, 201);
    assert_eq!(served.json(&["balance", "acme"])["available"], 2_493);
    assert_eq!(call(ureq::http::Request::get(format!("{}/readyz", served.url)).body(String::new()).unwrap()).0, 200);
    assert_eq!(served.stop(), Some(0));
}
