//! The ledger file: who owns it, how it is opened, how its write-ahead log is kept from growing.
//!
//! Flushes: `synchronous=FULL` flushes the write-ahead log once a commit. `.cargo/config.toml` has SQLite built with
//! `fdatasync`; the log is written full of zeros once and then overwritten round after round, so that a flush changes
//! no length and costs half as much.

use std::fs::{self, File, TryLockError};
use std::io::{Error as IoError, Write};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Error as SqlError, OpenFlags};

use super::schema;
use crate::error::StoreError;

/// The write-ahead log is written full of zeros to this length when it is new. A checkpoint begins long before it
/// is full, so that in a steady state it does not grow.
const WAL_BYTES: usize = 32 << 20;
/// Statements kept ready on a connection: all that schema.rs has for it.
const STATEMENTS: usize = 32;

/// How to open a ledger.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A virtual file system registered with SQLite, by name; for tests that pull the plug.
    pub vfs: Option<String>,
    /// Length to which a new write-ahead log is filled, in bytes; none: as much as a busy server needs.
    pub wal_bytes: Option<usize>,
    /// Pages in the write-ahead log at which a checkpoint begins; none: as many as suit a busy server.
    pub checkpoint_pages: Option<u64>,
    /// Pools held in memory at most; none: a million.
    pub pools_max: Option<usize>,
}

/// The right to serve a ledger file: held by one process, gone with it, however it ends.
pub(super) struct Lock(#[expect(dead_code, reason = "held, never read")] File);

impl Lock {
    pub(super) fn take(path: &Path) -> Result<Self, StoreError> {
        let file = File::create(beside(path, "-lock")).map_err(StoreError::unavailable("make its lock file"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: path.to_owned() }),
            Err(TryLockError::Error(error)) => Err(StoreError::unavailable("lock its file")(error)),
        }
    }
}

/// A path beside the ledger file, its name with an ending more.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Opens the ledger for its owner, and makes it if there is none.
pub(super) fn open(path: &Path, options: &Options) -> Result<Connection, StoreError> {
    let failed = |error: SqlError| StoreError::unavailable("open its file")(error);
    let connection = connect(path, options, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE);
    let connection = connection.map_err(failed)?;
    create(&connection, path)?;
    // The last connection to go removes the write-ahead log; SQLite takes one that it finds only beside a file with
    // tables. So it is filled when there are tables and nobody is connected.
    drop(connection);
    if options.vfs.is_none() && fill_wal(path, options.wal_bytes.unwrap_or(WAL_BYTES)).is_err() {
        // It only makes flushes quick. Where there is no room for it there may yet be room to read.
        _ = fs::remove_file(beside(path, "-wal"));
    }
    connect_more(path, options)
}

/// One more connection of the owner: to read, or to move pages from the write-ahead log home.
pub(super) fn connect_more(path: &Path, options: &Options) -> Result<Connection, StoreError> {
    connect(path, options, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(StoreError::unavailable("open its file"))
}

fn connect(path: &Path, options: &Options, flags: OpenFlags) -> Result<Connection, SqlError> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match &options.vfs {
        None => Connection::open_with_flags(path, flags)?,
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs.as_str())?,
    };
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.execute_batch(
        "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;
         PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON; PRAGMA cache_size=-4096; PRAGMA temp_store=MEMORY;",
    )?;
    Ok(connection)
}

fn create(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let id: i32 = connection
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(StoreError::unavailable("read its file"))?;
    if id == schema::APPLICATION_ID {
        return Ok(());
    }
    let tables: i64 =
        connection.query_row(schema::TABLES, [], |row| row.get(0)).map_err(StoreError::unavailable("read its file"))?;
    if id != 0 || tables != 0 {
        return Err(StoreError::Corrupt(format!("{} is not a ledger of Scrip", path.display())));
    }
    let all = format!("BEGIN IMMEDIATE; {} PRAGMA application_id={}; COMMIT;", schema::LEDGER, schema::APPLICATION_ID);
    connection.execute_batch(&all).map_err(StoreError::unavailable("make its tables"))
}

/// A log of zeros holds nothing: SQLite sees no valid header and begins at its start.
fn fill_wal(path: &Path, bytes: usize) -> Result<(), IoError> {
    let wal = beside(path, "-wal");
    if fs::metadata(&wal).is_ok_and(|data| data.len() > 0) {
        return Ok(());
    }
    let mut file = File::create(&wal)?;
    let zeros = vec![0; 1 << 20];
    for from in (0..bytes).step_by(zeros.len()) {
        file.write_all(zeros.get(..zeros.len().min(bytes - from)).unwrap_or_default())?;
    }
    file.sync_all()
}
