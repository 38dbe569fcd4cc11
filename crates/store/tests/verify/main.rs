//! Verify finds what was done to a ledger: by hand, by a forger who knows the format, by a failing disk.
#![expect(clippy::unwrap_used, reason = "a test")]

mod broken;
#[path = "../common/mod.rs"]
mod common;
mod flips;
mod forge;
mod large;
mod postgres;

use std::fs;
use std::path::{Path, PathBuf};

use common::{catalogs, grant, open, request, scratch, spend};
use rusqlite::Connection;
use scrip_core::command::{Command, Request};
use scrip_core::entry::AccountKind::{Agency, Business};
use scrip_store::export::{export, verify_export};
use scrip_store::sqlite::{LedgerFile, Options, SqliteStore};
use scrip_store::verify::{Commit, Heads, Report, Source, verify as verify_source};
use scrip_store::{Hash, Store, StoreError, Work};
use tempfile::TempDir;

const OPTIONS: Options = Options { vfs: None, wal_bytes: Some(0), checkpoint_pages: None, pools_max: None };

/// A ledger at rest, with snapshots, and its heads.
struct Ledger {
    _folder: TempDir,
    path: PathBuf,
    heads: Heads,
}

impl Ledger {
    fn new() -> Self {
        let folder = scratch();
        let path = folder.path().join("ledger.db");
        let store = SqliteStore::open(&path, OPTIONS).unwrap();
        for requests in history() {
            store.commit(&catalogs(), Work { requests, ..Work::default() }).unwrap();
        }
        store.settle().unwrap();
        drop(store);
        let report = verify(&path, None).unwrap();
        assert!(report.is_sound() && report.notes.is_empty(), "{:?} {:?}", report.findings, report.notes);
        Self { _folder: folder, path, heads: report.heads }
    }

    /// Runs SQL as somebody with a shell would.
    fn tamper(&self, sql: &str) {
        let hand = Connection::open(&self.path).unwrap();
        hand.execute_batch(&format!("DROP TRIGGER log_no_update; DROP TRIGGER log_no_delete; {sql}")).unwrap();
    }
}

fn verify(path: &Path, against: Option<&Heads>) -> Result<Report, StoreError> {
    LedgerFile::open(path)?.verify(against)
}

/// Six pools, four of them with enough entries for several blocks, and large ones.
fn history() -> Vec<Vec<Request>> {
    let mut batches = vec![(1..=6).map(|n| open(&format!("a{n}"), if n == 6 { Agency } else { Business })).collect()];
    let sub = |n: u64| Command::AddSubaccount { account: format!("sub{n}").parse().unwrap() };
    batches.push((0..3).map(|n| request(6, "", sub(n))).collect());
    for round in 0..12_u64 {
        let mut batch = Vec::new();
        for no in 1..=4 {
            batch.push(grant(no, &format!("a{no}"), 20, &format!("g{round}")));
            batch.extend((0..6 * no).map(|n| spend(no, &format!("a{no}"), &format!("s{round}-{n}"))));
        }
        batches.push(batch);
    }
    // A pool on a clock of its own is ahead of the others.
    let mut ahead = spend(5, "a5", "ahead");
    ahead.clock = common::NOON.plus(scrip_core::time::Span::DAY.times(400));
    batches.insert(4, vec![ahead]);
    let mut large = spend(1, "a1", "large");
    if let Command::Spend(spend) = &mut large.command {
        spend.metadata = Some("x".repeat(9_000).into());
    }
    batches.push(vec![large]);
    batches.extend((0..5).map(|n| vec![spend(2, "a2", &format!("alone{n}"))]));
    batches
}

/// What was done to the ledger is found, with these words.
fn check(what: &str, tamper: impl FnOnce(&Ledger), wanted: &str) {
    let ledger = Ledger::new();
    tamper(&ledger);
    let findings = match verify(&ledger.path, None) {
        Ok(report) => report.findings,
        Err(error) => vec![error.chain()],
    };
    assert!(findings.iter().any(|finding| finding.contains(wanted)), "{what}: {findings:?}");
}

#[test]
fn what_was_done_by_hand_is_found() {
    let sql = |sql: &'static str| move |ledger: &Ledger| ledger.tamper(sql);
    check("an entry edited", sql(EDIT), "the chain of pool");
    let swap = "CREATE TEMP TABLE two AS SELECT n, body FROM log WHERE n IN (5, 6);
        UPDATE log SET body = (SELECT body FROM two WHERE two.n = 11 - log.n) WHERE n IN (5, 6)";
    check("two blocks swapped", sql(swap), "goes on with entry");
    check("a block deleted", sql("DELETE FROM log WHERE n = 5"), "block 6 follows block 4");
    check(
        "a block deleted and closed up",
        sql("DELETE FROM log WHERE n = 5; UPDATE log SET n = n - 1 WHERE n > 5"),
        "goes on with entry",
    );
    check("the last deleted", sql("DELETE FROM log WHERE n = (SELECT max(n) FROM log)"), "not have the last commit");
    check(
        "the last three deleted",
        sql("DELETE FROM log WHERE n > (SELECT max(n) - 3 FROM log)"),
        "not have the last commit",
    );
    check("a block added", sql("INSERT INTO log SELECT max(n) + 1, body FROM log"), "not where its tip says");
    check("the tip edited", sql("UPDATE tip SET state = zeroblob(48)"), "not where its tip says");
    check("the tip deleted", sql("DELETE FROM tip"), "Query returned no rows");
    check("all deleted", sql("DELETE FROM log"), "not have the last commit");
    check(
        "an account led astray",
        sql("UPDATE doc SET body = x'0000000000000001' WHERE kind = 'account' AND key = 'a2'"),
        "account a2 leads",
    );
    check(
        "an account deleted",
        sql("DELETE FROM doc WHERE kind = 'account' AND key = 'sub1'"),
        "account sub1 does not lead",
    );
    check(
        "an account invented",
        sql("INSERT INTO doc VALUES ('account', 'ghost', x'0000000000000001')"),
        "account ghost leads",
    );
    check(
        "a snapshot edited",
        |ledger| cache(ledger, "UPDATE snapshot SET state = x'00' WHERE pool = 1"),
        "snapshot of pool 1 is damaged",
    );
    check("snapshots swapped", |ledger| cache(ledger, SWAP_SNAPSHOTS), "damaged");
    check(
        "the runs said to reach further",
        |ledger| cache(ledger, "UPDATE covered SET block = 3"),
        "the index is not what the log has",
    );
    check("no ledger at all", |ledger| fs::write(&ledger.path, b"").unwrap(), "is not a ledger");
}

/// Turns the first "a test" into "a joke".
const EDIT: &str = "UPDATE log SET body = CAST(substr(body, 1, instr(body, x'612074657374') - 1) || x'61206a6f6b65'
    || substr(body, instr(body, x'612074657374') + 6) AS BLOB)
    WHERE n = (SELECT min(n) FROM log WHERE instr(body, x'612074657374') > 0)";

const SWAP_SNAPSHOTS: &str = "UPDATE snapshot SET pool = pool + 100 WHERE pool IN (1, 2); UPDATE snapshot SET pool = 103 - pool WHERE pool > 100";

fn cache(ledger: &Ledger, sql: &str) {
    let hand = Connection::open(format!("{}-cache/cache.db", ledger.path.display())).unwrap();
    assert!(hand.execute_batch(sql).is_ok() && hand.total_changes() > 0, "{sql}");
}

#[test]
fn a_ledger_that_is_served_is_verified_beside_its_server() {
    let ledger = Ledger::new();
    let store = SqliteStore::open(&ledger.path, OPTIONS).unwrap();
    store.commit(&catalogs(), Work { requests: vec![spend(1, "a1", "now")], ..Work::default() }).unwrap();
    let file = LedgerFile::open(&ledger.path).unwrap();
    store
        .commit(&catalogs(), Work { requests: vec![spend(1, "a1", "then"), open("late", Business)], ..Work::default() })
        .unwrap();
    let report = file.verify(Some(&ledger.heads)).unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!(report.commits, ledger.heads.commits() + 1);
    assert!(report.notes.iter().any(|note| note.contains("being served")));
}

#[test]
fn nothing_is_left_beside_a_file_that_is_no_ledger() {
    let folder = scratch();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("notes.txt"), "no ledger, whatever its length may be: ".repeat(40)).unwrap();
    fs::write(at("empty"), "").unwrap();
    Connection::open(at("other.db")).unwrap().execute_batch("CREATE TABLE note (text)").unwrap();
    let names = || {
        let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names();
    for name in ["notes.txt", "empty", "other.db", "missing"] {
        assert!(LedgerFile::open(&at(name)).is_err(), "{name}");
        assert_eq!(names(), before, "{name}");
    }
}

/// Commits of several buckets, as a database has them.
struct Buckets(Vec<Commit>);

impl Source for Buckets {
    fn walk(&self, see: &mut dyn FnMut(Commit), _wrong: &mut dyn FnMut(String)) -> Result<(), StoreError> {
        self.0.iter().cloned().for_each(see);
        Ok(())
    }
}

impl Buckets {
    /// The ledger's pools, those with odd numbers in bucket 7.
    fn of(ledger: &Ledger) -> Self {
        let mut commits = Vec::<Commit>::new();
        let mut see = |commit: Commit| {
            for bucket in [0, 7] {
                let mut sections = commit.sections.clone();
                sections.retain(|section| section.pool % 2 == u64::from(bucket % 2));
                if !sections.is_empty() {
                    let last = commits.iter().rev().find(|before| before.bucket == bucket);
                    let (number, before) = last.map_or((1, Hash::ZERO), |last| (last.number + 1, last.hash));
                    commits.push(Commit { bucket, number, before, sections, ..commit.clone() });
                    let hash = commits.last().unwrap().computed();
                    commits.last_mut().unwrap().hash = hash;
                }
            }
        };
        LedgerFile::open(&ledger.path).unwrap().walk(&mut see, &mut |_| {}).unwrap();
        Self(commits)
    }
}

#[test]
fn each_bucket_has_a_chain_of_its_own() {
    let ledger = Ledger::new();
    let whole = verify_source(&Buckets::of(&ledger), None).unwrap();
    assert!(whole.is_sound(), "{:?}", whole.findings);
    assert_eq!(whole.heads.pools, ledger.heads.pools, "pools do not know in which bucket they are");
    assert_eq!(whole.heads.chains.keys().copied().collect::<Vec<_>>(), [0, 7]);
    let check = |what: &str, change: fn(&mut Vec<Commit>), wanted: &str| {
        let mut buckets = Buckets::of(&ledger);
        change(&mut buckets.0);
        let findings = verify_source(&buckets, Some(&whole.heads)).unwrap().findings;
        assert_eq!(findings.is_empty(), wanted.is_empty(), "{what}: {findings:?}");
        assert!(wanted.is_empty() || findings.iter().any(|f| f.contains(wanted)), "{what}: {findings:?}");
    };
    check("bucket after bucket", |commits| commits.sort_by_key(|commit| commit.bucket), "");
    let last = |commits: &mut Vec<Commit>| {
        let at = commits.iter().rposition(|commit| commit.bucket == 7).unwrap();
        commits.remove(at);
    };
    check("a bucket's last deleted", last, "of the heads is not the one in the ledger");
    check("a bucket deleted", |commits| commits.retain(|c| c.bucket == 0), "bucket 7, commit");
    check("one within deleted", |commits| drop(commits.remove(4)), "follows commit");
    check("put into the other's chain", |commits| commits[2].bucket = 7 - commits[2].bucket, "does not chain the one");
}

#[test]
fn heads_read_what_they_wrote() {
    let heads = Ledger::new().heads;
    let text = heads.to_json();
    assert_eq!(Heads::from_json(&text).unwrap(), heads);
    let (number, hash) = heads.chains[&0];
    let (chain, rest) = text.split_once("\"pools\"").unwrap();
    let old = format!("{{\"commit\":{number},\"hash\":\"{hash}\",\"pools\"{rest}");
    assert_eq!(Heads::from_json(&old).unwrap(), heads, "as it was written while there was one chain");
    for wrong in [
        "",
        "{}",
        "[]",
        r#"{"commit":1,"hash":"00","pools":{}}"#,
        r#"{"chains":[],"pools":{}}"#,
        &format!("{}}}", chain.trim_end_matches(',')),
        &text.replace("\"0\"", "\"70000\""),
        &text.replace("\"seq\"", "\"s\""),
    ] {
        assert!(Heads::from_json(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn an_export_is_verified_alone() {
    let ledger = Ledger::new();
    let folder = scratch();
    let exported = export(&LedgerFile::open(&ledger.path).unwrap(), folder.path()).unwrap();
    assert_eq!(exported.heads, ledger.heads);
    let report = verify_export(folder.path(), Some(&ledger.heads)).unwrap();
    assert!(report.is_sound() && report.heads == ledger.heads, "{:?}", report.findings);

    let (lines, heads) = (folder.path().join("ledger.jsonl"), folder.path().join("heads.json"));
    let whole = fs::read_to_string(&lines).unwrap();
    let check = |what: &str, text: String, wanted: &str| {
        assert_ne!(text, whole, "{what}");
        fs::write(&lines, text).unwrap();
        let findings = verify_export(folder.path(), None).unwrap().findings;
        assert!(findings.iter().any(|finding| finding.contains(wanted)), "{what}: {findings:?}");
    };
    let all: Vec<_> = whole.lines().collect();
    let without = |skip: usize| {
        all.iter().enumerate().filter(|(at, _)| *at != skip).flat_map(|(_, line)| [*line, "\n"]).collect()
    };
    check("words edited", whole.replacen("a test", "a joke", 1), "its words are not what its bytes say");
    check("bytes edited", whole.replacen("66612074657374", "66616a6f6b6573", 1), "chain of pool");
    check("a head edited", whole.replacen("\"head\":\"", "\"head\":\"0", 1), "no commit");
    check("a line deleted", without(4), "follows commit");
    check("the last line deleted", without(all.len() - 1), "not the one in the ledger");
    check("a line cut", whole.chars().take(whole.len() - 30).collect(), "no commit");
    fs::write(&lines, &whole).unwrap();
    fs::write(&heads, Heads::default().to_json()).unwrap();
    assert!(verify_export(folder.path(), None).unwrap().findings.iter().any(|f| f.contains("adds up to")));
}
