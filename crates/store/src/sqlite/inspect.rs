//! Inspecting a ledger file from outside, served or copied: its commits, its pages, its accounts, its cache.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Error as SqlError, OpenFlags};
use scrip_core::id::{AccountId, PoolNo};

use super::block::{Block, Record};
use super::cache::{self, Snapshots};
use super::file::{Lock, beside};
use super::log::{last_commit, record_at, tip, walk};
use super::writer::Tip;
use super::{pages, schema};
use crate::canonical::POOL_VERSION;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::export::Whole;
use crate::gather::{pool_of_body, read_series};
use crate::verify::{Commit, Heads, Numbers, OwnedSection, Report, Source, States, Witness, check_next, verify_with};

/// A ledger file, opened to be read up to the commit that was its last then.
pub struct LedgerFile {
    path: PathBuf,
    connection: Connection,
    /// Accounts and their pools' documents, read before the tip: the log knows all of them.
    accounts: BTreeMap<String, Vec<u8>>,
    /// The last numbers of papers, read before the tip.
    numbers: Numbers,
    tip: Tip,
    /// Held if nobody serves the file: only then may its pages and its cache be compared.
    lock: Option<Lock>,
}

impl LedgerFile {
    /// Opens the file; a server may be writing it. If none does, what its last one left in the write-ahead log is moved
    /// home first, as a server would do.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let failed = |error: SqlError| StoreError::unavailable("open its file")(error);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(failed)?;
        if id != schema::APPLICATION_ID {
            return Err(StoreError::Corrupt(format!("{} is not a ledger of Scrip", path.display())));
        }
        // Only beside a ledger is a lock's file left.
        let lock = Lock::take(path).ok();
        connection.execute_batch("PRAGMA cell_size_check=ON").map_err(failed)?;
        if lock.is_some() {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(failed)?;
        }
        let accounts = read_accounts(&connection).map_err(failed)?;
        let numbers = read_numbers(&connection)?;
        let tip = tip(&connection).map_err(failed)?.0;
        Ok(Self { path: path.to_owned(), connection, accounts, numbers, tip, lock })
    }

    /// Computes everything again, and compares all that is stored twice.
    pub fn verify(&self, against: Option<&Heads>) -> Result<Report, StoreError> {
        let mut findings = Vec::new();
        let mut made = Made::default();
        let mut report = if self.lock.is_some() {
            self.check_pages(&mut findings);
            let states = self.states(&mut findings);
            self.check_index(&mut findings);
            verify_with(self, against, &states, &mut made)?
        } else {
            let mut report = verify_with(self, against, &States::new(), &mut made)?;
            let note = "the file is being served: its pages, its snapshots and its index were not compared";
            report.notes.push(note.to_owned());
            report
        };
        self.check_tip(&mut findings);
        check_next(&mut report, &read_numbers(&self.connection)?);
        self.check_accounts(&made.0, &mut findings);
        for finding in findings {
            report.find(finding);
        }
        Ok(report)
    }

    /// The file's own structure, and that nothing stands where nothing was written.
    fn check_pages(&self, findings: &mut Vec<String>) {
        let structure = || {
            let mut statement = self.connection.prepare(schema::CHECK)?;
            let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
            lines.collect::<Result<Vec<_>, SqlError>>()
        };
        match structure() {
            Ok(lines) => {
                findings.extend(lines.into_iter().filter(|line| line != "ok").map(|line| format!("file: {line}")));
            }
            Err(error) => findings.push(format!("file: {error}")),
        }
        if let Err(error) = pages::check(&self.path, &self.connection, findings) {
            findings.push(format!("file: {error}"));
        }
    }

    fn check_tip(&self, findings: &mut Vec<String>) {
        let at_tip = record_at(&self.connection, self.tip.block);
        let is_right = |record: &Record| (record.number, record.hash) == (self.tip.number, self.tip.hash);
        match at_tip {
            Ok(Some(record)) if is_right(&record) => {}
            Ok(None) if self.tip == Tip::START => {}
            Ok(_) => {
                findings.push(format!("the log does not have the last commit {} that its tip names", self.tip.number));
            }
            Err(error) => findings.push(format!("the last commit cannot be read: {}", error.chain())),
        }
        if self.lock.is_some() {
            match last_commit(&self.connection) {
                Ok(last) if last == self.tip => {}
                Ok(last) => findings.push(format!("the log ends with commit {}, not where its tip says", last.number)),
                Err(error) => findings.push(format!("the end of the log cannot be read: {}", error.chain())),
            }
        }
    }

    /// Every account leads to the pool whose entries made it, and no other account leads anywhere.
    fn check_accounts(&self, made: &BTreeMap<String, u64>, findings: &mut Vec<String>) {
        for (account, body) in &self.accounts {
            let pool = pool_of_body(body).map(PoolNo::get).ok();
            if pool.is_none() || made.get(account).copied() != pool {
                findings.push(format!("account {account} leads to a pool that did not make it"));
            }
        }
        for (account, pool) in made.iter().filter(|(account, _)| !self.accounts.contains_key(*account)) {
            // It may have been made between the reading of the accounts and that of the tip.
            let find = || self.connection.query_row(schema::DOC, (DocKind::Account.word(), account), |row| row.get(0));
            let leads: Option<Vec<u8>> = find().ok();
            if leads.and_then(|body| pool_of_body(&body).ok()).map(PoolNo::get) != Some(*pool) {
                findings.push(format!("account {account} does not lead to its pool"));
            }
        }
    }

    fn states(&self, findings: &mut Vec<String>) -> States {
        let folder = beside(&self.path, "-cache");
        let mut states = States::new();
        if !folder.join("cache.db").exists() {
            return states;
        }
        let read = Snapshots::open(&folder, POOL_VERSION).and_then(|snapshots| {
            let see = |snapshot: cache::Snapshot, is_whole| {
                if is_whole {
                    states.insert((snapshot.pool, snapshot.seq), snapshot.state);
                } else {
                    findings.push(format!("the snapshot of pool {} is damaged; remove the cache", snapshot.pool));
                }
            };
            snapshots.each(see).map_err(StoreError::unavailable("read its cache"))
        });
        if let Err(error) = read {
            findings.push(error.chain());
        }
        states
    }

    /// The runs hold exactly what the log has up to where they reach.
    fn check_index(&self, findings: &mut Vec<String>) {
        let compared = cache::sums(&beside(&self.path, "-cache")).and_then(|sums| {
            let Some((covered, in_runs)) = sums else { return Ok(true) };
            let mut in_log = cache::Sums::default();
            walk(&self.connection, 1, covered, |number, body| {
                in_log.add_block(number, &Block::parse(number, body)?);
                Ok(())
            })?;
            Ok(in_log == in_runs)
        });
        match compared {
            Ok(true) => {}
            Ok(false) => findings.push("the index is not what the log has; remove the cache".to_owned()),
            Err(error) => findings.push(format!("the index cannot be compared: {}", error.chain())),
        }
    }
}

/// Accounts that entries make, each with its pool.
#[derive(Default)]
struct Made(BTreeMap<String, u64>);

impl Witness for Made {
    fn account(&mut self, account: &AccountId, pool: u64) {
        self.0.insert(account.to_string(), pool);
    }
}

fn read_accounts(connection: &Connection) -> Result<BTreeMap<String, Vec<u8>>, SqlError> {
    let mut statement = connection.prepare(schema::ALL_DOCS)?;
    let rows = statement.query_map([DocKind::Account.word()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

fn read_numbers(connection: &Connection) -> Result<Numbers, StoreError> {
    let read = || {
        let mut statement = connection.prepare(schema::ALL_DOCS)?;
        let rows = statement.query_map([DocKind::Series.word()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<Result<Vec<_>, SqlError>>()
    };
    let docs = read().map_err(StoreError::unavailable("read its documents"))?;
    Ok(read_series(&docs)?.years().collect())
}

impl Whole for LedgerFile {
    fn docs(&mut self, see: &mut dyn FnMut(Doc)) -> Result<(), StoreError> {
        let failed = |error: SqlError| StoreError::unavailable("read its documents")(error);
        let view = self.connection.unchecked_transaction().map_err(failed)?;
        self.numbers = read_numbers(&view)?;
        self.tip = tip(&view).map_err(failed)?.0;
        let mut statement = view.prepare(schema::EVERY_DOC).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let (word, key): (String, String) = (row.get(0).map_err(failed)?, row.get(1).map_err(failed)?);
            let kind = DocKind::of_word(&word);
            let kind = kind.ok_or_else(|| StoreError::Corrupt(format!("the document {key} is of no kind: {word}")))?;
            see(Doc { kind, key, body: Some(row.get(2).map_err(failed)?) });
        }
        Ok(())
    }
}

impl Source for LedgerFile {
    fn numbers(&self) -> Option<&Numbers> {
        Some(&self.numbers)
    }

    fn walk(&self, see: &mut dyn FnMut(Commit), wrong: &mut dyn FnMut(String)) -> Result<(), StoreError> {
        let (mut sections, mut next) = (Vec::new(), 1);
        let walked = walk(&self.connection, 1, self.tip.block, |number, body| {
            if number != next {
                wrong(format!("block {number} follows block {}", next - 1));
            }
            next = number + 1;
            match Block::parse(number, body) {
                Err(error) => wrong(error.to_string()),
                Ok(block) => {
                    sections.extend(block.sections.into_iter().map(|section| OwnedSection {
                        pool: section.pool,
                        first_seq: section.first_seq,
                        entries: section.entries.into_iter().map(<[u8]>::to_vec).collect(),
                        head: section.head,
                    }));
                    if let Some(record) = block.record {
                        let (number, at) = (record.number, record.at);
                        let sections = std::mem::take(&mut sections);
                        see(Commit { bucket: 0, number, at, before: record.before, hash: record.hash, sections });
                    }
                }
            }
            Ok(())
        });
        // A file too damaged to be read to its end is a finding, not a failure to look.
        if let Err(error) = walked {
            wrong(error.chain());
        }
        if !sections.is_empty() {
            wrong("the log ends within a commit".to_owned());
        }
        Ok(())
    }
}
