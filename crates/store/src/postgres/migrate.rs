//! Migrations: versioned steps under one lock, the roles that go with them, and how a distributed PostgreSQL spreads the
//! tables. Safe from several processes at once; refuses a schema that a newer program made.

use std::sync::Arc;
use std::time::Duration;

use tokio_postgres::Client;

use super::failure::Failure;
use super::fit::newer;
use super::link::{Home, Link};
use super::retries::Retries;
use super::{schema, tls, url};
use crate::chain::Hash;
use crate::error::StoreError;

/// Steps in order; the place of each, from 1, is its version. A step that was ever released is never changed.
const STEPS: [(&str, &str); 3] = [
    ("the ledger", include_str!("migrations/0001_ledger.sql")),
    ("usage of whole pages", include_str!("migrations/0002_usage.sql")),
    ("the numbers of papers", include_str!("migrations/0003_series.sql")),
];

/// The version that this program needs.
pub(super) const VERSION: i32 = 3;

/// The role that serves: a process logs in as whomever it likes, and then takes this one.
pub(super) const SERVING_ROLE: &str = "scrip_serve";

/// Buckets, where nobody says otherwise: few, for what is written together is quick.
const BUCKETS: u16 = 2;
/// More would only make small batches.
const BUCKETS_MAX: u16 = 1_024;

/// How long a migration may take, waiting for others included.
const MIGRATION_MAX: Duration = Duration::from_hours(1);

/// One migration at a time in a database.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7165065950261867)";
const NO_BOUNDS: &str = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; \
                         SET LOCAL idle_in_transaction_session_timeout = 0";
const FOUNDATION: &str = "CREATE SCHEMA IF NOT EXISTS scrip; CREATE TABLE IF NOT EXISTS scrip.migration \
                          (version int PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now())";
const ADD_STEP: &str = "INSERT INTO scrip.migration (version, name) VALUES ($1, $2)";
const ADD_LEDGER: &str = "INSERT INTO scrip.ledger (id, buckets) VALUES (gen_random_uuid(), $1)";
const ADD_TIPS: &str = "INSERT INTO scrip.tip (bucket, number, before, hash) \
                        SELECT n, 0, $2, $2 FROM generate_series(0, $1::int - 1) AS n";

/// A role belongs to the whole server: another database's migration may be making it at this moment.
const ADD_ROLE: &str = "DO $$ BEGIN CREATE ROLE scrip_serve NOLOGIN; \
                        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";
const HAS_ROLE: &str = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'scrip_serve')";
const IS_MEMBER: &str = "SELECT pg_has_role(current_user, 'scrip_serve', 'MEMBER')";
const JOIN_ROLE: &str = "GRANT scrip_serve TO CURRENT_USER";

/// What the serving role may do. Entries and commits are added to and read; they are never changed or deleted.
pub const PRIVILEGES: [&str; 6] = [
    "REVOKE ALL ON ALL TABLES IN SCHEMA scrip FROM PUBLIC, scrip_serve",
    "GRANT USAGE ON SCHEMA scrip TO scrip_serve",
    "GRANT SELECT ON ALL TABLES IN SCHEMA scrip TO scrip_serve",
    "GRANT INSERT ON scrip.entry, scrip.commit TO scrip_serve",
    "GRANT INSERT, UPDATE ON scrip.pool, scrip.tip, scrip.generation TO scrip_serve",
    "GRANT INSERT, UPDATE, DELETE ON scrip.snapshot, scrip.usage, scrip.account, scrip.doc, scrip.house TO scrip_serve",
];
const SEQUENCES: &str = "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA scrip TO scrip_serve";

/// How the tables are spread over the machines of a distributed PostgreSQL: a table, and the statement that spreads it.
pub const DISTRIBUTION: [(&str, &str); 11] = [
    ("entry", "SELECT create_distributed_table('scrip.entry', 'bucket')"),
    ("commit", "SELECT create_distributed_table('scrip.commit', 'bucket', colocate_with => 'scrip.entry')"),
    ("tip", "SELECT create_distributed_table('scrip.tip', 'bucket', colocate_with => 'scrip.entry')"),
    ("pool", "SELECT create_distributed_table('scrip.pool', 'bucket', colocate_with => 'scrip.entry')"),
    ("snapshot", "SELECT create_distributed_table('scrip.snapshot', 'bucket', colocate_with => 'scrip.entry')"),
    ("usage", "SELECT create_distributed_table('scrip.usage', 'bucket', colocate_with => 'scrip.entry')"),
    ("account", "SELECT create_distributed_table('scrip.account', 'bucket', colocate_with => 'scrip.entry')"),
    ("doc", "SELECT create_distributed_table('scrip.doc', 'bucket', colocate_with => 'scrip.entry')"),
    ("house", "SELECT create_reference_table('scrip.house')"),
    ("generation", "SELECT create_reference_table('scrip.generation')"),
    ("ledger", "SELECT create_reference_table('scrip.ledger')"),
];
const EXTENSION: &str = "CREATE EXTENSION IF NOT EXISTS citus";
const IS_SPREAD: &str = "SELECT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = ('scrip.' || $1)::regclass)";

/// What a migration is to do.
#[derive(Clone, Copy, Debug, Default)]
pub struct MigrateOptions {
    /// Into how many buckets pools are divided, for the life of the ledger; none: as they are, or a few.
    pub buckets: Option<u16>,
    /// Spread the tables over the machines of a Citus cluster.
    pub citus: bool,
}

/// What a migration did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The schema's version before; 0: there was none.
    pub from: i32,
    /// Its version now.
    pub to: i32,
    /// Into how many buckets pools are divided.
    pub buckets: u16,
}

/// Brings the database's schema to this program's version, and sets up the role that serves. Whoever logs in must own the
/// schema, or be allowed to make it.
pub fn migrate(url: &str, options: &MigrateOptions) -> Result<Migrated, StoreError> {
    if options.buckets.is_some_and(|buckets| buckets == 0 || buckets > BUCKETS_MAX) {
        return Err(StoreError::Unfit(format!("the number of buckets must be from 1 to {BUCKETS_MAX}")));
    }
    let address = url::parse(url)?;
    let home = Home { tls: tls::connector(&address)?, address, memory: None, retries: Retries::default() };
    let mut link = Link::new(Arc::new(home))?;
    let options = *options;
    let run = async move |live: &super::link::Live| steps(&live.client, options).await;
    link.run(MIGRATION_MAX, run).map_err(Failure::into_error)
}

async fn steps(client: &Client, options: MigrateOptions) -> Result<Migrated, Failure> {
    client.batch_execute(schema::BEGIN).await?;
    client.batch_execute(NO_BOUNDS).await?;
    client.batch_execute(LOCK).await?;
    client.batch_execute(FOUNDATION).await?;
    let from: i32 = client.query_one(schema::SCHEMA_VERSION, &[]).await?.try_get(0)?;
    if from > VERSION {
        return Err(newer(from).into());
    }
    for ((name, sql), version) in STEPS.iter().zip(1..).filter(|(_, version)| *version > from) {
        client.batch_execute(sql).await?;
        client.execute(ADD_STEP, &[&version, name]).await?;
    }
    let buckets = buckets(client, options.buckets).await?;
    roles(client).await?;
    if options.citus {
        spread(client).await?;
    }
    client.batch_execute(schema::COMMIT).await?;
    Ok(Migrated { from, to: VERSION, buckets })
}

/// The number of buckets, which is written once.
async fn buckets(client: &Client, wanted: Option<u16>) -> Result<u16, Failure> {
    if let Some(row) = client.query_opt(schema::LEDGER, &[]).await? {
        let found = u16::try_from(row.try_get::<_, i16>(0)?).unwrap_or(1);
        return match wanted {
            Some(wanted) if wanted != found => Err(Failure::Final(StoreError::Unfit(format!(
                "the ledger was made with {found} buckets, which never changes: leave --buckets out, or write {found}"
            )))),
            _ => Ok(found),
        };
    }
    let buckets = wanted.unwrap_or(BUCKETS);
    let number = i16::try_from(buckets).unwrap_or(i16::MAX);
    client.execute(ADD_LEDGER, &[&number]).await?;
    client.execute(ADD_TIPS, &[&i32::from(number), &Hash::ZERO.0.as_slice()]).await?;
    Ok(buckets)
}

async fn roles(client: &Client) -> Result<(), Failure> {
    if !client.query_one(HAS_ROLE, &[]).await?.try_get::<_, bool>(0)? {
        client.batch_execute(ADD_ROLE).await.map_err(|error| denied(error, "CREATE ROLE scrip_serve NOLOGIN"))?;
    }
    if !client.query_one(IS_MEMBER, &[]).await?.try_get::<_, bool>(0)? {
        client
            .batch_execute(JOIN_ROLE)
            .await
            .map_err(|error| denied(error, "GRANT scrip_serve TO the migrating user"))?;
    }
    for privilege in PRIVILEGES {
        client.batch_execute(privilege).await?;
    }
    Ok(client.batch_execute(SEQUENCES).await?)
}

/// Where an administrator is needed, says for what.
fn denied(error: tokio_postgres::Error, statement: &str) -> Failure {
    if error.code().is_some_and(|state| state.code() == "42501") {
        let what = format!("the user who migrates may not make roles; have an administrator run: {statement}");
        return Failure::Final(StoreError::Unfit(what));
    }
    error.into()
}

async fn spread(client: &Client) -> Result<(), Failure> {
    client.batch_execute(EXTENSION).await?;
    for (table, sql) in DISTRIBUTION {
        if !client.query_one(IS_SPREAD, &[&table]).await?.try_get::<_, bool>(0)? {
            client.batch_execute(sql).await?;
        }
    }
    Ok(())
}
