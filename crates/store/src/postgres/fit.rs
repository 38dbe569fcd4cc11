//! Fitness: whether a server keeps what it acknowledges, is of a schema that this program knows, and takes from the
//! serving role the means to change what was written. Asked of each new connection.

use tokio_postgres::error::SqlState;

use super::failure::Failure;
use super::link::Live;
use super::migrate::{SERVING_ROLE, VERSION};
use super::schema;
use crate::error::StoreError;

/// The oldest PostgreSQL that will do, as it numbers itself.
const SERVER_VERSION_MIN: i32 = 150_000;

/// A server's history: what was read on one may never have been on another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct History {
    server: i64,
    timeline: String,
}

/// Takes the serving role and looks at everything that could make an answer untrue.
pub(super) async fn check(live: &Live) -> Result<History, Failure> {
    if let Err(error) = live.client.batch_execute(&format!("SET ROLE {SERVING_ROLE}")).await {
        return Err(match error.code().map(SqlState::code) {
            Some("22023") => unfit("its schema is missing: run `scrip migrate`"),
            Some("42501") => {
                unfit(&format!("the user may not take the role {SERVING_ROLE}: GRANT {SERVING_ROLE} TO it"))
            }
            _ => error.into(),
        });
    }
    let rows = live.query(schema::FITNESS, &[]).await?;
    let Some(row) = rows.first() else { return Err(unfit("it says nothing of its settings")) };
    let (flushes, synchronous): (bool, &str) = (row.try_get(0)?, row.try_get(1)?);
    if !flushes {
        return Err(unfit("fsync is off, so that a crash loses what was acknowledged: set fsync = on"));
    }
    if synchronous == "off" {
        let why = "synchronous_commit is off, so that a crash loses what was acknowledged: set synchronous_commit = on";
        return Err(unfit(why));
    }
    if row.try_get(2)? {
        return Err(unfit("it is a standby, which takes no writes: name the primary"));
    }
    let version: i32 = row.try_get(3)?;
    if version < SERVER_VERSION_MIN {
        return Err(unfit(&format!("it is PostgreSQL {}: 15 or later is needed", version / 10_000)));
    }
    check_schema(live).await?;
    live.query(schema::PLANS_OF_A_CLUSTER, &[]).await?;
    if flag(live, schema::MAY_CHANGE).await? {
        let why = format!(
            "the role {SERVING_ROLE} could change or delete entries: REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER ON \
             scrip.entry, scrip.commit FROM it, and make another role their owner"
        );
        return Err(unfit(&why));
    }
    let rows = live.query(schema::HISTORY, &[]).await?;
    let Some(row) = rows.first() else { return Err(unfit("it does not say which server it is")) };
    Ok(History { server: row.try_get(0)?, timeline: row.try_get(1)? })
}

pub(super) async fn check_schema(live: &Live) -> Result<(), Failure> {
    if !flag(live, schema::IS_MIGRATED).await? {
        return Err(unfit("its schema is missing: run `scrip migrate`"));
    }
    let rows = live.query(schema::SCHEMA_VERSION, &[]).await?;
    let found: i32 = rows.first().map_or(Ok(0), |row| row.try_get(0))?;
    if found < VERSION {
        let why = format!("its schema is version {found}, this program needs {VERSION}: run `scrip migrate`");
        return Err(unfit(&why));
    }
    if found > VERSION {
        return Err(newer(found).into());
    }
    Ok(())
}

/// The refusal of a schema that a newer program made.
pub(super) fn newer(found: i32) -> StoreError {
    let why = format!("its schema is version {found}, made by a newer program than this one, which knows {VERSION}");
    StoreError::Unfit(format!("the database will not do: {why}; use the newer program"))
}

async fn flag(live: &Live, sql: &'static str) -> Result<bool, Failure> {
    let rows = live.query(sql, &[]).await?;
    Ok(rows.first().map_or(Ok(false), |row| row.try_get(0))?)
}

fn unfit(why: &str) -> Failure {
    Failure::Final(StoreError::Unfit(format!("the database will not do: {why}")))
}
