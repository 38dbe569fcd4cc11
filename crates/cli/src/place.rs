//! Where a ledger is kept, as typed: a file or a database, to be read from outside or written.

use std::fs;
use std::path::PathBuf;
use std::str::FromStr;

use scrip_server::{DatabaseUrl, StorePlace};
use scrip_store::export::Whole;
use scrip_store::postgres::{self, LedgerDatabase, PostgresStore};
use scrip_store::sqlite::{self, LedgerFile, SqliteStore};
use scrip_store::verify::{Heads, Report, Source};
use scrip_store::{Store, StoreError};

use crate::fault::{self, Fault};

/// Where a ledger is kept.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// A ledger file.
    File(PathBuf),
    /// A PostgreSQL database that `scrip migrate` has prepared.
    Database(DatabaseUrl),
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match StorePlace::from(text.to_owned()) {
            StorePlace::Memory => {
                Err("a ledger in memory is gone with its process; name a file or a database".to_owned())
            }
            StorePlace::File(path) => Ok(Self::File(path)),
            StorePlace::Postgres(url) => Ok(Self::Database(url)),
        }
    }
}

impl Place {
    /// As it is named to people.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Database(url) => url.to_string(),
        }
    }

    /// Fails, by name, where no ledger is.
    pub(crate) fn must_be_there(&self) -> Result<(), Fault> {
        match self {
            Self::File(path) => fs::metadata(path).map(drop).map_err(fault::file("read", path)),
            // Connecting makes nothing.
            Self::Database(_) => Ok(()),
        }
    }

    /// The store, to write to; made if there is none.
    pub(crate) fn open(&self) -> Result<Box<dyn Store>, StoreError> {
        match self {
            Self::File(path) => Ok(Box::new(SqliteStore::open(path, sqlite::Options::default())?)),
            Self::Database(url) => Ok(Box::new(PostgresStore::connect(url.reveal(), postgres::Options::default())?)),
        }
    }

    /// The ledger as somebody from outside reads it; a server may be writing it.
    pub(crate) fn read(&self) -> Result<Box<dyn Source>, StoreError> {
        match self {
            Self::File(path) => Ok(Box::new(LedgerFile::open(path)?)),
            Self::Database(url) => Ok(Box::new(LedgerDatabase::open(url.reveal())?)),
        }
    }

    /// The same with its documents.
    pub(crate) fn read_whole(&self) -> Result<Box<dyn Whole>, StoreError> {
        match self {
            Self::File(path) => Ok(Box::new(LedgerFile::open(path)?)),
            Self::Database(url) => Ok(Box::new(LedgerDatabase::open(url.reveal())?)),
        }
    }

    /// Computes everything again, and compares what is stored twice.
    pub(crate) fn verify(&self, against: Option<&Heads>) -> Result<Report, StoreError> {
        match self {
            Self::File(path) => LedgerFile::open(path)?.verify(against),
            Self::Database(url) => LedgerDatabase::open(url.reveal())?.verify(against),
        }
    }

    /// A failure of the store, which names it.
    pub(crate) fn failed(&self, error: &StoreError) -> Fault {
        Fault::Here(format!("{}: {}", self.name(), error.chain()))
    }
}
