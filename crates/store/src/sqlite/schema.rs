//! The tables of the ledger file and of the cache, and each statement on them. SQL stands here and nowhere else.

/// Marks the file as ours (`application_id`): "Scrp".
pub(super) const APPLICATION_ID: i32 = 0x5363_7270;

/// The ledger file. The log is appended to and never changed. The tip names its last commit, so that a missing end is
/// found: block, number and hash in a blob that never changes its length, so that its row stays in place. What stands
/// in `doc` is small, mutable, and no part of the ledger.
pub(super) const LEDGER: &str = "
CREATE TABLE log (n INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER log_no_replace BEFORE INSERT ON log WHEN EXISTS (SELECT 1 FROM log WHERE n = new.n)
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TABLE tip (id INTEGER PRIMARY KEY CHECK (id = 1), ledger BLOB NOT NULL, state BLOB NOT NULL);
INSERT INTO tip VALUES (1, randomblob(16), zeroblob(48));
CREATE TABLE doc (kind TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
";

pub(super) const BEGIN: &str = "BEGIN IMMEDIATE";
pub(super) const COMMIT: &str = "COMMIT";
pub(super) const ROLLBACK: &str = "ROLLBACK";

pub(super) const CHECK: &str = "PRAGMA integrity_check(20)";
pub(super) const ROOTS: &str = "SELECT name, rootpage FROM sqlite_schema WHERE name IN ('log', 'tip') ORDER BY name";
pub(super) const ALL_DOCS: &str = "SELECT key, body FROM doc WHERE kind = ?1";
pub(super) const EVERY_DOC: &str = "SELECT kind, key, body FROM doc";
pub(super) const TABLES: &str = "SELECT count(*) FROM sqlite_schema";
pub(super) const TIP: &str = "SELECT state, ledger FROM tip WHERE id = 1";
pub(super) const SET_TIP: &str = "UPDATE tip SET state = ?1 WHERE id = 1";
pub(super) const INSERT_BLOCK: &str = "INSERT INTO log (n, body) VALUES (?1, ?2)";
pub(super) const BLOCK: &str = "SELECT body FROM log WHERE n = ?1";
pub(super) const BLOCKS: &str = "SELECT n, body FROM log WHERE n BETWEEN ?1 AND ?2 ORDER BY n";
pub(super) const BLOCKS_BEFORE: &str = "SELECT n, body FROM log WHERE n <= ?1 ORDER BY n DESC LIMIT ?2";
pub(super) const LAST_BLOCK: &str = "SELECT n, body FROM log ORDER BY n DESC LIMIT 1";

pub(super) const DOC: &str = "SELECT body FROM doc WHERE kind = ?1 AND key = ?2";
pub(super) const DOCS: &str =
    "SELECT key, body FROM doc WHERE kind = ?1 AND key >= ?2 AND key > ?3 ORDER BY key LIMIT ?4";
pub(super) const COUNT_DOCS: &str = "SELECT count(*) FROM (SELECT 1 FROM doc WHERE kind = ?1 LIMIT ?2)";
pub(super) const PUT_DOC: &str = "INSERT OR REPLACE INTO doc (kind, key, body) VALUES (?1, ?2, ?3)";
pub(super) const DELETE_DOC: &str = "DELETE FROM doc WHERE kind = ?1 AND key = ?2";

/// The cache: derived from the log, made again when it is lost. `covered` says up to where the runs reach and what
/// commit was the last when a snapshot was written: a log that lacks either is an older copy, and the cache not its own.
pub(super) const CACHE: &str = "
CREATE TABLE IF NOT EXISTS covered (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL,
  ledger BLOB NOT NULL, block INTEGER NOT NULL, hash BLOB NOT NULL, seen_block INTEGER NOT NULL, seen_hash BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS run (name TEXT PRIMARY KEY, list TEXT NOT NULL, tier INTEGER NOT NULL, serial INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS snapshot (pool INTEGER PRIMARY KEY, seq INTEGER NOT NULL, head BLOB NOT NULL,
  state BLOB NOT NULL, sum BLOB NOT NULL, version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS usage (pool INTEGER NOT NULL, page INTEGER NOT NULL, version INTEGER NOT NULL,
  body BLOB NOT NULL, sum BLOB NOT NULL, PRIMARY KEY (pool, page)) WITHOUT ROWID;
";
pub(super) const COVERED: &str = "SELECT version, ledger, block, hash, seen_block, seen_hash FROM covered WHERE id = 1";
pub(super) const SET_COVERED: &str = "INSERT OR REPLACE INTO covered VALUES (1, ?1, ?2, ?3, ?4, ?3, ?4)";
pub(super) const MOVE_COVERED: &str = "UPDATE covered SET block = ?1, hash = ?2 WHERE id = 1";
pub(super) const MOVE_SEEN: &str = "UPDATE covered SET seen_block = ?1, seen_hash = ?2 WHERE id = 1";
pub(super) const RUNS: &str = "SELECT name, tier FROM run WHERE list = ?1 ORDER BY serial";
pub(super) const LAST_SERIAL: &str = "SELECT coalesce(max(serial), 0) FROM run";
pub(super) const INSERT_RUN: &str = "INSERT INTO run VALUES (?1, ?2, ?3, ?4)";
pub(super) const DELETE_RUN: &str = "DELETE FROM run WHERE name = ?1";
pub(super) const SNAPSHOT: &str = "SELECT seq, head, state, sum FROM snapshot WHERE pool = ?1 AND version = ?2";
pub(super) const PUT_SNAPSHOT: &str = "INSERT OR REPLACE INTO snapshot VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
pub(super) const USAGE: &str =
    "SELECT page, body, sum FROM usage WHERE pool = ?1 AND page >= ?2 AND page < ?3 AND version = ?4";
pub(super) const PUT_USAGE: &str = "INSERT OR REPLACE INTO usage VALUES (?1, ?2, ?3, ?4, ?5)";
pub(super) const ALL_SNAPSHOTS: &str =
    "SELECT pool, seq, head, state, sum FROM snapshot WHERE version = ?1 ORDER BY pool";
