//! `POST /v1/verifications`: computes every grant and balance again from the entries alone, compares, walks the chains.

use std::sync::Arc;

use scrip_core::audit::Audit;
use scrip_core::id::{PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_store::postgres::LedgerDatabase;
use scrip_store::sqlite::LedgerFile;
use scrip_store::{Ledger, StoreError};
use serde::Serialize;
use utoipa::ToSchema;

use super::entries::scan::scan;
use super::life::Nothing;
use crate::app::App;
use crate::auth::Scope;
use crate::config::StorePlace;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::{Code, Problem};

/// What was found.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Verification {
    /// True when every line adds up.
    ok: bool,
    /// How many pools were looked at.
    #[schema(minimum = 0)]
    pools: u64,
    /// How many entries.
    #[schema(minimum = 0)]
    entries: u64,
    /// What does not add up, at most 100.
    faults: Vec<String>,
}

pub(crate) const OPERATION: Operation = Operation {
    body: Some(Shape::of::<Nothing>()),
    ..Operation::of(
        (Verb::Post, "/v1/verifications"),
        "verify",
        "Compute every grant and balance again from the entries alone, and walk the hash chains",
        Who::Server(Scope::Operator),
        (200, Shape::of::<Verification>()),
    )
};

/// Beyond so many the ledger needs a person with `scrip verify`.
const FAULTS_MAX: usize = 100;

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let Nothing {} = call.body()?;
    let app = Arc::clone(&call.app);
    // Long work on a thread of its own: requests go on meanwhile.
    let verified = tokio::task::spawn_blocking(move || verify(&app)).await;
    let verified = verified.map_err(|_| Problem::new(Code::Internal, "The verification broke off."))?;
    Ok(Answer::ok(&verified?))
}

fn verify(app: &App) -> Result<Verification, StoreError> {
    let (ledger, mut found) = (&app.ledger, Verification::default());
    found.faults.extend(chains(&app.place)?);
    for no in (1..=ledger.store().last_pool()?).filter_map(PoolNo::new) {
        let pool = match ledger.pool(no) {
            Ok(Some(pool)) => pool,
            Ok(None) => continue,
            // That is what it was asked for.
            Err(StoreError::Corrupt(what)) => {
                found.faults.push(what);
                continue;
            }
            Err(error) => return Err(error),
        };
        found.pools += 1;
        pool_again(ledger, &pool, &mut found)?;
        if found.faults.len() >= FAULTS_MAX {
            break;
        }
    }
    found.faults.truncate(FAULTS_MAX);
    found.ok = found.faults.is_empty();
    Ok(found)
}

/// What is wrong with the ledger as `scrip verify` reads it, from outside: the chains of entries and of commits.
fn chains(place: &StorePlace) -> Result<Vec<String>, StoreError> {
    match place {
        StorePlace::File(path) => Ok(LedgerFile::open(path)?.verify(None)?.findings),
        StorePlace::Postgres(url) => Ok(LedgerDatabase::open(url.reveal())?.verify(None)?.findings),
        // Nothing in memory outlives what could check it.
        StorePlace::Memory => Ok(Vec::new()),
    }
}

/// One pool, folded again and added up a second way, as of the snapshot.
fn pool_again(ledger: &Ledger, pool: &Pool, found: &mut Verification) -> Result<(), StoreError> {
    let (mut audit, mut folded, mut broken) = (Audit::default(), None::<Pool>, None);
    let end = pool.last.get() + 1;
    scan(ledger, pool.no, 1..end, false, |entry| {
        found.entries += 1;
        audit.read(&entry);
        let applied = match &mut folded {
            Some(pool) => pool.apply(&entry),
            None => Pool::open(pool.no, &entry).map(|opened| folded = Some(opened)),
        };
        broken = applied.err();
        broken.is_none()
    })?;
    let account = &pool.account;
    if let Some(corrupt) = broken {
        found.faults.push(format!("account {account}: {corrupt}"));
    } else if folded.as_ref() != Some(pool) {
        let last = folded.map_or(Seq::ZERO, |folded| folded.last);
        found.faults.push(format!("account {account}: its entries up to {last} do not give its balance"));
    }
    found.faults.extend(audit.compare(pool).into_iter().map(|fault| format!("account {account}: {fault}")));
    Ok(())
}
