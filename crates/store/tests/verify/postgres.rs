//! What a superuser did to a ledger in PostgreSQL is found: by verify there, and by verify on an export of it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use scrip_pg_server::PgServer;
use scrip_store::export::{export, verify_export};
use scrip_store::postgres::{LedgerDatabase, MigrateOptions, Options, PostgresStore, migrate};
use scrip_store::verify::Heads;
use scrip_store::{Store, StoreError, Work};

use super::common::{catalogs, open, order_of, pay, place, scratch, spend, word};
use super::{Business, history};

/// A sound ledger of three buckets at rest, by the name of its database, and its heads.
fn base() -> &'static (String, Heads) {
    static BASE: OnceLock<(String, Heads)> = OnceLock::new();
    BASE.get_or_init(|| {
        let url = PgServer::shared().fresh_database();
        migrate(&url, &MigrateOptions { buckets: Some(3), citus: false }).unwrap();
        let store = PostgresStore::connect(&url, Options::default()).unwrap();
        for requests in history() {
            store.commit(&catalogs(), Work { requests, ..Work::default() }).unwrap();
        }
        for no in [5, 6] {
            let commit = |request| {
                let work = Work { requests: vec![request], ..Work::default() };
                store.commit(&catalogs(), work).unwrap().answers.pop().unwrap()
            };
            let order = order_of(&commit(place(no, &format!("a{no}"), "order")));
            assert_eq!(word(&commit(pay(no, order))), "done");
        }
        store.settle().unwrap();
        drop(store);
        let report = LedgerDatabase::open(&url).unwrap().verify(None).unwrap();
        assert!(report.is_sound() && report.notes.is_empty(), "{:?} {:?}", report.findings, report.notes);
        assert_eq!(report.heads.chains.len(), 3);
        assert_eq!(report.papers.values().copied().collect::<Vec<_>>(), [1, 1], "pool 5 is a year ahead");
        (url.rsplit_once('/').unwrap().1.to_owned(), report.heads)
    })
}

/// A copy of it.
fn copy() -> String {
    static COPIES: AtomicU32 = AtomicU32::new(0);
    let name = format!("copy_{}", COPIES.fetch_add(1, Ordering::Relaxed));
    PgServer::shared().sql("postgres", &format!("CREATE DATABASE {name} TEMPLATE {}", base().0));
    name
}

struct Found {
    there: Vec<String>,
    exported: Vec<String>,
}

/// What is found after these statements, there and in an export, without heads kept elsewhere or with them.
fn found(sql: &str, against: Option<&Heads>, outside: Option<&Heads>) -> Found {
    let name = copy();
    let server = PgServer::shared();
    server.sql(&name, sql);
    let ledger = LedgerDatabase::open(&server.url(&name)).unwrap();
    let there = ledger.verify(against).map_or_else(|error| vec![error.chain()], |report| report.findings);
    let folder = scratch();
    export(&ledger, folder.path()).unwrap();
    Found { there, exported: verify_export(folder.path(), outside).unwrap().findings }
}

/// Found there; and where commits or entries were touched, in an export too, by the heads from before.
fn check(what: &str, sql: &str, wanted: &str, is_in_export: bool) {
    let Found { there, exported } = found(sql, None, Some(&base().1));
    assert!(there.iter().any(|finding| finding.contains(wanted)), "{what}: {there:?}");
    assert_eq!(!exported.is_empty(), is_in_export, "{what}, exported: {exported:?}");
}

/// Turns the first "a test" into "a joke".
const EDIT: &str = "UPDATE scrip.entry SET body = overlay(body PLACING 'a joke'::bytea FROM position('a test'::bytea IN body)) \
    WHERE (bucket, pool, seq) = (SELECT bucket, pool, seq FROM scrip.entry WHERE position('a test'::bytea IN body) > 0 \
    ORDER BY pool, seq LIMIT 1)";

#[test]
fn what_a_superuser_did_is_found() {
    check("an entry edited", EDIT, "the chain of pool", true);
    let swap = "UPDATE scrip.entry e SET body = other.body FROM scrip.entry other WHERE e.pool = 1 AND other.pool = 1 \
        AND e.seq IN (4, 5) AND other.seq = 9 - e.seq";
    check("two entries swapped", swap, "the chain of pool 1", true);
    check("an entry deleted", "DELETE FROM scrip.entry WHERE pool = 2 AND seq = 5", "the chain of pool 2", true);
    let close = "DELETE FROM scrip.entry WHERE pool = 2 AND seq = 5; \
        UPDATE scrip.entry SET seq = -seq WHERE pool = 2 AND seq > 5; \
        UPDATE scrip.entry SET seq = -seq - 1 WHERE pool = 2 AND seq < 0";
    check("an entry deleted and closed up", close, "the chain of pool 2", true);
    let last = "DELETE FROM scrip.entry WHERE pool = 3 AND seq > (SELECT max(seq) - 3 FROM scrip.entry WHERE pool = 3)";
    check("the last entries deleted", last, "the chain of pool 3", true);
    let all = "DELETE FROM scrip.entry WHERE pool = 3; DELETE FROM scrip.pool WHERE pool = 3; \
        DELETE FROM scrip.snapshot WHERE pool = 3; DELETE FROM scrip.account WHERE pool = 3";
    check("a whole pool deleted", all, "the chain of pool 3", true);
    let commit = "DELETE FROM scrip.commit WHERE bucket = 1 AND number = (SELECT max(number) FROM scrip.commit WHERE bucket = 1)";
    check("the last commit deleted", commit, "bucket 1 does not have the last commit", true);
    check(
        "a commit deleted",
        "DELETE FROM scrip.commit WHERE bucket = 1 AND number = 4",
        "commit 5 follows commit 3",
        true,
    );
    check(
        "a commit's time edited",
        "UPDATE scrip.commit SET at = at + 1 WHERE bucket = 2 AND number = 2",
        "does not hash to",
        true,
    );
    check(
        "sections cut",
        "UPDATE scrip.commit SET sections = substring(sections FROM 2) WHERE bucket = 2 AND number = 2",
        "cannot be read",
        true,
    );
    check("the tip edited", "UPDATE scrip.tip SET number = number - 1 WHERE bucket = 0", "behind its tip", true);
    check(
        "the tip's hash edited",
        "UPDATE scrip.tip SET hash = before WHERE bucket = 0",
        "does not have the last commit",
        false,
    );
    check("a tip deleted", "DELETE FROM scrip.tip WHERE bucket = 0", "has no tip", true);
    check(
        "a pool's row set back",
        "UPDATE scrip.pool SET last_seq = last_seq - 1 WHERE pool = 1",
        "the row of pool 1 says",
        false,
    );
    check(
        "a pool's row set on",
        "UPDATE scrip.pool SET last_seq = last_seq + 1 WHERE pool = 1",
        "which is not there",
        false,
    );
    check(
        "a pool's head edited",
        "UPDATE scrip.pool SET head = sha256(head) WHERE pool = 1",
        "the row of pool 1 says",
        false,
    );
    check("a pool's row deleted", "DELETE FROM scrip.pool WHERE pool = 1", "pool 1 has entries and no row", false);
    check(
        "an account led astray",
        "UPDATE scrip.account SET pool = 1 WHERE id = 'a2'",
        "account a2 does not lead",
        false,
    );
    let set = |last: u8| {
        format!("UPDATE scrip.house SET body = decode(lpad('{last}', 16, '0'), 'hex') WHERE kind = 'series'")
    };
    check("the papers' last number set back", &set(0), "of 2026 would get number 1, which was given", false);
    check("the papers' last number set on", &set(3), "no papers have the numbers 2 to 3 of 2026", false);
    check(
        "the papers' last number deleted",
        "DELETE FROM scrip.house WHERE kind = 'series'",
        "would get number 1",
        false,
    );
    check("an account deleted", "DELETE FROM scrip.account WHERE id = 'sub1'", "account sub1 does not lead", false);
    let more = "INSERT INTO scrip.entry SELECT bucket, pool, seq + 1, at, NULL, body FROM scrip.entry WHERE pool = 4 ORDER BY seq DESC LIMIT 1";
    check("an entry added", more, "that no commit names", false);
    let beside =
        "INSERT INTO scrip.entry SELECT bucket, 900, 1, at, NULL, body FROM scrip.entry WHERE pool = 4 AND seq = 1";
    check("a pool added", beside, "pool 900 has an entry 1 that no commit names", false);
    check(
        "keys taken away",
        "UPDATE scrip.entry SET key = NULL WHERE pool = 1 AND seq = 4",
        "the key beside it",
        false,
    );
    check(
        "a snapshot edited",
        "UPDATE scrip.snapshot SET state = state || '\\x00' WHERE pool = 1",
        "its snapshot at entry",
        false,
    );
}

/// Writes every head, section, commit and tip anew, as they follow from the entries that are there.
const RECOMPUTE: &str = "
CREATE TEMP TABLE forged (pool bigint PRIMARY KEY, head bytea);
DO $$
DECLARE b record; c record; e record; running bytea; said bytea; link bytea; p bigint; f bigint; n bigint; k bigint; i int;
BEGIN
  FOR b IN SELECT bucket FROM scrip.tip LOOP
    running := decode(repeat('00', 32), 'hex');
    FOR c IN SELECT * FROM scrip.commit WHERE bucket = b.bucket ORDER BY number LOOP
      said := ''::bytea;
      FOR i IN 0 .. length(c.sections) / 56 - 1 LOOP
        p := ('x' || encode(substring(c.sections FROM i * 56 + 1 FOR 8), 'hex'))::bit(64)::bigint;
        f := ('x' || encode(substring(c.sections FROM i * 56 + 9 FOR 8), 'hex'))::bit(64)::bigint;
        n := ('x' || encode(substring(c.sections FROM i * 56 + 17 FOR 8), 'hex'))::bit(64)::bigint;
        link := coalesce((SELECT forged.head FROM forged WHERE forged.pool = p), decode(repeat('00', 32), 'hex'));
        k := 0;
        FOR e IN SELECT body FROM scrip.entry WHERE bucket = b.bucket AND pool = p AND seq BETWEEN f AND f + n - 1 ORDER BY seq LOOP
          link := sha256(link || e.body);
          k := k + 1;
        END LOOP;
        IF k > 0 THEN
          said := said || int8send(p) || int8send(f) || int8send(k) || link;
          INSERT INTO forged VALUES (p, link) ON CONFLICT (pool) DO UPDATE SET head = excluded.head;
        END IF;
      END LOOP;
      UPDATE scrip.commit SET before = running, sections = said,
        hash = sha256(running || int8send(number) || int8send(at) || said) WHERE bucket = b.bucket AND number = c.number;
      SELECT commit.hash INTO running FROM scrip.commit WHERE bucket = b.bucket AND number = c.number;
    END LOOP;
    UPDATE scrip.tip SET hash = (SELECT commit.hash FROM scrip.commit WHERE commit.bucket = tip.bucket AND commit.number = tip.number)
      WHERE bucket = b.bucket;
  END LOOP;
  DELETE FROM scrip.snapshot;
  DELETE FROM scrip.pool WHERE NOT EXISTS (SELECT FROM forged WHERE forged.pool = pool.pool);
  UPDATE scrip.pool SET head = forged.head,
    last_seq = (SELECT max(seq) FROM scrip.entry WHERE entry.bucket = pool.bucket AND entry.pool = pool.pool)
    FROM forged WHERE forged.pool = pool.pool;
END $$";

/// A forger who knows the format: found by heads kept elsewhere and by nothing else, there and in an export.
fn forged(what: &str, sql: &str, wanted: &str) {
    let sql = format!("{sql}; {RECOMPUTE}");
    let alone = found(&sql, None, None);
    assert!(alone.there.is_empty() && alone.exported.is_empty(), "{what} is no good forgery: {:?}", alone.there);
    let Found { there, exported } = found(&sql, Some(&base().1), Some(&base().1));
    for findings in [there, exported] {
        assert!(findings.iter().any(|finding| finding.contains(wanted)), "{what}: {findings:?}");
    }
}

#[test]
fn what_a_superuser_computed_anew_is_found_by_the_heads() {
    let whole = found(RECOMPUTE, None, None);
    assert!(whole.there.is_empty() && whole.exported.is_empty(), "nothing changed: {:?}", whole.there);
    forged("an entry edited and all later hashes recomputed", EDIT, "its chain");
    let last = "DELETE FROM scrip.entry WHERE pool = 2 AND seq > 20";
    forged("the last entries deleted", last, "pool 2 ends at entry 20");
    let pool = "DELETE FROM scrip.entry WHERE pool = 3; DELETE FROM scrip.account WHERE pool = 3";
    forged("a whole pool deleted", pool, "pool 3 of the heads is missing");
    let commits = "DELETE FROM scrip.entry WHERE bucket = 1 AND (pool, seq) IN (SELECT pool, seq FROM scrip.entry WHERE bucket = 1 \
        AND pool = 1 ORDER BY seq DESC LIMIT 1); DELETE FROM scrip.commit WHERE bucket = 1 AND number = \
        (SELECT number FROM scrip.tip WHERE bucket = 1); UPDATE scrip.tip SET number = number - 1 WHERE bucket = 1";
    forged("the last commit deleted, its tip too", commits, "of the heads is not the one");
}

#[test]
fn a_database_that_is_written_meanwhile_is_verified_as_it_was() {
    let name = copy();
    let url = PgServer::shared().url(&name);
    let store = PostgresStore::connect(&url, Options::default()).unwrap();
    let ledger = LedgerDatabase::open(&url).unwrap();
    let requests = vec![spend(1, "a1", "then"), open("late", Business)];
    store.commit(&catalogs(), Work { requests, ..Work::default() }).unwrap();
    let report = ledger.verify(Some(&base().1)).unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!(report.heads, base().1);
    assert!(report.notes.iter().any(|note| note.contains("was written meanwhile")), "{:?}", report.notes);
    let now = LedgerDatabase::open(&url).unwrap().verify(Some(&base().1)).unwrap();
    assert!(now.is_sound() && now.heads.commits() > base().1.commits(), "{:?}", now.findings);
}

#[test]
fn a_database_without_a_ledger_is_told_so() {
    let url = PgServer::shared().fresh_database();
    let Err(error) = LedgerDatabase::open(&url) else { panic!("there is none") };
    assert!(matches!(&error, StoreError::Unfit(why) if why.contains("scrip migrate")), "{error}");
}
