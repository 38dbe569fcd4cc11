//! SIGKILL at random moments under write load: every acknowledged effect is there once, none is twice, all adds up.
//!
//! Fifty rounds, or `SCRIP_KILL_ROUNDS`.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a failed step is a failed test")]

mod common;

use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use common::{Served, adds_up, said, scratch, scrip};
use scrip_client::{BalanceAt, Client, Credits, EntryFilter, NewAccount, NewGrant, Use};
use scrip_pg_server::PgServer;

const ACCOUNTS: [&str; 3] = ["acme", "beta", "corp"];
const WRITERS: usize = 6;
const GRANTED: i32 = 1_000_000;

/// Something that was asked for with a key of its own, and the answer if one came.
#[derive(Clone)]
struct Asked {
    key: String,
    account: &'static str,
    what: What,
    answer: Option<String>,
}

#[derive(Clone)]
enum What {
    Spend,
    Reserve,
    Settle(String),
}

impl Asked {
    /// Asks, or asks once more. The answer as it came, and whether it was a replay.
    fn ask(&self, client: &Client) -> Result<(String, bool), scrip_client::Error> {
        let client = client.with_key(self.key.as_str());
        let one = Use::costing(1);
        Ok(match &self.what {
            What::Spend => client.spend(self.account, &one).map(|reply| (reply.json, reply.replayed))?,
            What::Reserve => client.reserve(self.account, &one).map(|reply| (reply.json, reply.replayed))?,
            What::Settle(id) => client.settle(id, &Use::default()).map(|reply| (reply.json, reply.replayed))?,
        })
    }
}

/// Writes until the server is gone. Every third use is a reservation and its settle.
fn write(client: &Client, round: usize, writer: usize) -> Vec<Asked> {
    let account = ACCOUNTS[writer % ACCOUNTS.len()];
    let mut all = Vec::new();
    for n in 0.. {
        let key = format!("r{round}-w{writer}-{n}");
        let what = if n % 3 == 0 { What::Reserve } else { What::Spend };
        let mut asked = Asked { key: key.clone(), account, what, answer: None };
        let answered = asked.ask(client);
        asked.answer = answered.as_ref().ok().map(|(json, _)| json.clone());
        let id = asked.answer.as_deref().and_then(|json| {
            let answer: serde_json::Value = serde_json::from_str(json).unwrap();
            answer["id"].as_str().filter(|id| id.starts_with("rsv_")).map(ToOwned::to_owned)
        });
        all.push(asked);
        if answered.is_err() {
            break;
        }
        if let Some(id) = id {
            let mut settle = Asked { key: format!("{key}-settle"), account, what: What::Settle(id), answer: None };
            settle.answer = settle.ask(client).ok().map(|(json, _)| json);
            let is_over = settle.answer.is_none();
            all.push(settle);
            if is_over {
                break;
            }
        }
    }
    all
}

/// Asks everything of the last round once more, by the same keys.
fn look_back(client: &Client, asked: &mut [Asked]) {
    for asked in asked {
        let (json, replayed) = asked.ask(client).unwrap_or_else(|error| panic!("{}: {error}", asked.key));
        if let Some(first) = &asked.answer {
            assert!(replayed, "{} was acknowledged and is gone", asked.key);
            assert_eq!(&json, first, "{}: another answer", asked.key);
        }
        asked.answer = Some(json);
    }
}

#[test]
fn killed_at_any_moment_nothing_is_lost_or_done_twice() {
    let rounds = std::env::var("SCRIP_KILL_ROUNDS").map_or(50, |rounds| rounds.parse().unwrap());
    let folder = scratch();
    killed(folder.path().join("scrip.db").to_str().unwrap(), rounds, None);
}

/// The one who stays sees all that the killed one had answered, though it was told of none of it.
#[test]
fn one_of_two_on_a_database_killed_at_any_moment_loses_nothing() {
    let url = PgServer::shared().fresh_database();
    assert_eq!(said(scrip().args(["migrate", "--store", &url])).code, 0);
    let other = Served::on(&url);
    killed(&url, 15, Some(&other));
    assert_eq!(other.stop(), Some(0));
}

fn killed(place: &str, rounds: usize, other: Option<&Served>) {
    make_accounts(place);
    let mut all: Vec<Asked> = Vec::new();
    let mut last: Vec<Asked> = Vec::new();
    for round in 0..rounds {
        let server = Served::on(place);
        look_back(&other.unwrap_or(&server).client(5), &mut last);
        all.append(&mut last);
        let client = server.client(1);
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let client = client.clone();
                thread::spawn(move || write(&client, round, writer))
            })
            .collect();
        // Anywhere from the first write on; a step that shares no factor with the rounds' own rhythm.
        thread::sleep(Duration::from_micros(u64::try_from(round * 7_919 % 90_000).unwrap()));
        server.kill();
        last = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
        assert_eq!(adds_up(place.as_ref())["ok"], true);
    }
    let server = Served::on(place);
    look_back(&server.client(5), &mut last);
    all.append(&mut last);
    let acknowledged = all.len();
    assert!(acknowledged > rounds * WRITERS, "only {acknowledged} writes: the load was none");
    for account in ACCOUNTS {
        every_effect_is_there_once(&server.client(5), account, &all);
    }
    assert_eq!(server.stop(), Some(0));
    assert_eq!(adds_up(place.as_ref())["ok"], true);
}

fn make_accounts(place: &str) {
    let server = Served::on(place);
    let client = server.client(5);
    for account in ACCOUNTS {
        let new = NewAccount {
            id: account.to_owned(),
            kind: "business".to_owned(),
            plan: Some("build".to_owned()),
            status: Some("active".to_owned()),
            ..NewAccount::default()
        };
        client.create_account(&new).unwrap();
        let grant = NewGrant {
            kind: "promotional".to_owned(),
            credits: Credits::from(GRANTED),
            reason: "for the test".to_owned(),
            ..NewGrant::default()
        };
        client.create_grant(account, &grant).unwrap();
    }
    server.kill();
}

/// Each use took one credit; each id stands in the entries once.
fn every_effect_is_there_once(client: &Client, account: &str, all: &[Asked]) {
    let uses: Vec<&Asked> =
        all.iter().filter(|asked| asked.account == account && !matches!(asked.what, What::Settle(_))).collect();
    let balance = client.balance(account, &BalanceAt::default()).unwrap();
    let taken = Credits::from(GRANTED + 2_500) - balance.available;
    assert_eq!(taken, Credits::from(i32::try_from(uses.len()).unwrap()), "{account}");

    let mut lines = 0;
    for kind in ["spend", "reserve"] {
        let filter = EntryFilter { kind: Some(kind.to_owned()), ..EntryFilter::default() };
        lines += client.entries(account, filter).limit(200).all().map(Result::unwrap).count();
    }
    assert_eq!(lines, uses.len(), "{account}: lines of the ledger");
    let ids: BTreeSet<String> = uses
        .iter()
        .map(|asked| {
            let answer: serde_json::Value = serde_json::from_str(asked.answer.as_ref().unwrap()).unwrap();
            answer["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), uses.len(), "{account}: an id was given twice");
}

#[test]
fn a_stop_answers_what_was_accepted() {
    let folder = scratch();
    let place = folder.path().join("scrip.db");
    let place = place.to_str().unwrap();
    make_accounts(place);
    for round in 0..5 {
        let server = Served::on(place);
        let client = server.client(1);
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let client = client.clone();
                thread::spawn(move || write(&client, 1_000 + round, writer))
            })
            .collect();
        thread::sleep(Duration::from_millis(60 + 13 * u64::try_from(round).unwrap()));
        assert_eq!(server.stop(), Some(0));
        let asked: Vec<Asked> = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
        assert!(asked.iter().filter(|asked| asked.answer.is_some()).count() > WRITERS);

        // What got no answer had no effect: its key is unknown.
        let server = Served::on(place);
        for asked in &asked {
            let (_, replayed) = asked.ask(&server.client(5)).unwrap();
            assert_eq!(replayed, asked.answer.is_some(), "{}", asked.key);
        }
        assert_eq!(server.stop(), Some(0));
        assert_eq!(adds_up(place.as_ref())["ok"], true);
    }
}

#[test]
fn a_second_server_on_the_same_file_is_refused() {
    let folder = scratch();
    let server = Served::start(folder.path());
    let second = said(
        scrip()
            .args(["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "none", "--store"])
            .arg(folder.path().join("scrip.db")),
    );
    assert_eq!(second.code, 1, "{}", second.out);
    assert!(second.err.contains("is served by another process"), "{}", second.err);
    // The first goes on as if nothing had been.
    server.client(1).ready().unwrap();
}
