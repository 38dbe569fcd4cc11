//! The house: documents that the server holds in memory, read at the start and again when another process wrote one.
//!
//! Catalogs, server keys, operators and their sessions, the secret of session tokens, test clocks. Of an empty store the first of each is made here.

use std::sync::Arc;

use scrip_core::catalog::{Catalog, Catalogs};
use scrip_core::entry::Tells;
use scrip_core::time::Timestamp;
use scrip_store::{Doc, DocKind, Ledger, Store, StoreError, Work};

use super::start::StartError;
use super::{App, TestClocks};
use crate::auth::{ApiKey, Keys, Operators, Scope, key};
use crate::catalog_file::{self, Format};
use crate::config::Config;
use crate::notify::webhooks::endpoint;
use crate::random;

/// The setting under which the secret of session tokens is kept.
const SESSION_SECRET: &str = "session";

/// More keys than a deployment has, test clocks and catalogs than it ever makes.
const DOCS_MAX: u32 = 100_000;

/// How often the first documents are tried, where other processes make them too: once they were made they are read.
const TRIES_MAX: usize = 5;

/// What stands beside the ledger when the server starts.
pub(crate) struct House {
    pub(crate) catalogs: Catalogs,
    /// The secret of session tokens.
    pub(crate) secret: Vec<u8>,
    pub(crate) test_clocks: TestClocks,
    /// Operators and their sessions.
    pub(crate) operators: Operators,
}

impl House {
    /// Reads everything, and makes what a new ledger lacks: all of it at once, or nothing where another process was first.
    /// The text is a new operator's key, shown once.
    pub(crate) fn open(
        store: &dyn Store,
        config: &Config,
        keys: &Keys,
        now: Timestamp,
    ) -> Result<(Self, Option<String>), StartError> {
        if let Some(secret) = &config.operator_key {
            if !key::is_of_mode(secret, config.mode) {
                return Err(StartError::OperatorKey(config.mode.name()));
            }
            keys.configure(ApiKey::of(
                &key::Secret(secret.clone()),
                "key_config",
                "from the configuration",
                Scope::Operator,
                now,
            ));
        }
        let mut tries = TRIES_MAX;
        loop {
            tries -= 1;
            let mut docs = Vec::new();
            let catalogs = catalogs(store, config, now, &mut docs)?;
            keys.replace(stored_keys(|kind| store.docs(kind, "", "", DOCS_MAX))?);
            let shown = if keys.all().is_empty() { Some(first_key(keys, now, &mut docs)?) } else { None };
            let secret = session_secret(store, &mut docs)?;
            if !docs.is_empty() {
                let work = Work { other_docs: docs, must_be_new: true, ..Work::default() };
                match store.commit(&catalogs, work) {
                    Err(StoreError::Taken(_) | StoreError::Stale) if tries > 0 => continue,
                    written => drop(written?),
                }
            }
            let test_clocks = TestClocks::default();
            test_clocks.read(&store.docs(DocKind::TestClock, "", "", DOCS_MAX)?);
            let operators = Operators::default();
            set_operators(&operators, |kind| store.docs(kind, "", "", DOCS_MAX))?;
            return Ok((Self { catalogs, secret, test_clocks, operators }, shown));
        }
    }
}

/// Reads again what processes hold in memory.
pub(super) fn read_again(app: &App) -> Result<(), StoreError> {
    let App { ledger, keys, operators, test_clocks, .. } = app;
    ledger.read_catalogs()?;
    keys.replace(stored_keys(|kind| ledger.docs(kind, "", "", DOCS_MAX))?);
    set_operators(operators, |kind| ledger.docs(kind, "", "", DOCS_MAX))?;
    test_clocks.read(&ledger.docs(DocKind::TestClock, "", "", DOCS_MAX)?);
    set_tells(ledger)
}

/// Every event is put into the outbox while there is an endpoint for it; else only what somebody is written to about.
pub(crate) fn set_tells(ledger: &Ledger) -> Result<(), StoreError> {
    let is_heard = endpoint::all(ledger)?.iter().any(|endpoint| endpoint.is_enabled);
    ledger.set_tells(if is_heard { Tells::All } else { Tells::Needed });
    Ok(())
}

/// The published catalogs; of a new ledger the configured one, with the document that publishes it.
fn catalogs(store: &dyn Store, config: &Config, now: Timestamp, docs: &mut Vec<Doc>) -> Result<Catalogs, StartError> {
    let mut all: Option<Catalogs> = None;
    for (key, body) in store.docs(DocKind::Catalog, "", "", DOCS_MAX)? {
        let (at, catalog) = read_catalog(&key, &body)?;
        match &mut all {
            Some(catalogs) => catalogs.publish(at, catalog),
            None => all = Some(Catalogs::new(at, catalog)),
        }
    }
    if let Some(catalogs) = all {
        return Ok(catalogs);
    }
    let (source, is_json) = config.catalog.as_ref().ok_or(StartError::NoCatalog)?;
    let format = if *is_json { Format::Json } else { Format::Toml };
    let catalog = catalog_file::parse(source, format, 1).map_err(StartError::Catalog)?;
    docs.push(catalog_doc(now, &catalog));
    Ok(Catalogs::new(now, Arc::new(catalog)))
}

/// These catalogs with those that were published since, if any were.
pub(super) fn newer_catalogs(store: &dyn Store, held: &Catalogs) -> Result<Option<Catalogs>, StoreError> {
    let docs = store.docs(DocKind::Catalog, "", &catalog_key(held.current().version()), DOCS_MAX)?;
    if docs.is_empty() {
        return Ok(None);
    }
    let mut catalogs = held.clone();
    for (key, body) in docs {
        let (at, catalog) = read_catalog(&key, &body)?;
        catalogs.publish(at, catalog);
    }
    Ok(Some(catalogs))
}

/// A published version as a document: its instant, then its JSON.
pub(crate) fn catalog_doc(at: Timestamp, catalog: &Catalog) -> Doc {
    let body = format!("{}\n{}", at.micros(), catalog_file::to_json(catalog)).into_bytes();
    Doc { kind: DocKind::Catalog, key: catalog_key(catalog.version()), body: Some(body) }
}

/// Keys sort as versions do.
fn catalog_key(version: u32) -> String {
    format!("{version:010}")
}

fn read_catalog(key: &str, body: &[u8]) -> Result<(Timestamp, Arc<Catalog>), StoreError> {
    let corrupt = || StoreError::Corrupt(format!("catalog version {key} cannot be read"));
    let text = std::str::from_utf8(body).map_err(|_| corrupt())?;
    let (micros, json) = text.split_once('\n').ok_or_else(corrupt)?;
    let at = Timestamp::from_micros(micros.parse().map_err(|_| corrupt())?);
    let version = key.parse().map_err(|_| corrupt())?;
    let catalog = catalog_file::parse(json, Format::Json, version).map_err(|_| corrupt())?;
    Ok((at, Arc::new(catalog)))
}

fn stored_keys(
    docs: impl FnOnce(DocKind) -> Result<Vec<(String, Vec<u8>)>, StoreError>,
) -> Result<Vec<ApiKey>, StoreError> {
    let read = |(id, body): (String, Vec<u8>)| {
        ApiKey::from_bytes(&id, &body).ok_or_else(|| StoreError::Corrupt(format!("the key {id} cannot be read")))
    };
    docs(DocKind::ApiKey)?.into_iter().map(read).collect()
}

fn set_operators(
    operators: &Operators,
    docs: impl Fn(DocKind) -> Result<Vec<(String, Vec<u8>)>, StoreError>,
) -> Result<(), StoreError> {
    operators.replace(docs(DocKind::Operator)?, docs(DocKind::Session)?)
}

fn first_key(keys: &Keys, now: Timestamp, docs: &mut Vec<Doc>) -> Result<String, StartError> {
    let secret = key::Secret::new(keys.mode())?;
    let id = format!("key_{}", random::hex::<8>()?);
    let key = ApiKey::of(&secret, &id, "the first key", Scope::Operator, now);
    docs.push(Doc { kind: DocKind::ApiKey, key: id, body: Some(key.to_bytes()) });
    keys.put(key);
    Ok(secret.0)
}

fn session_secret(store: &dyn Store, docs: &mut Vec<Doc>) -> Result<Vec<u8>, StartError> {
    if let Some(secret) = store.doc(DocKind::Secret, SESSION_SECRET)? {
        return Ok(secret);
    }
    let secret = random::hex::<32>()?.into_bytes();
    docs.push(Doc { kind: DocKind::Secret, key: SESSION_SECRET.to_owned(), body: Some(secret.clone()) });
    Ok(secret)
}
