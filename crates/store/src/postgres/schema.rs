//! Each statement on the tables, by name: locks, reads, writes, accounts, documents, news. SQL stands in no other file but
//! the migrations.
//!
//! Rules that bind every statement, so that a distributed PostgreSQL takes it: one bucket as a constant, unless it only
//! lists or touches reference tables; rows of many pools come in as arrays; what is locked is sorted first.

/// Declares the constants and the list of all of them.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub(super) const $name: &str = $sql;)*

        /// Every statement by its name, for whoever checks them.
        pub fn statements() -> &'static [(&'static str, &'static str)] {
            &[$((stringify!($name), $name)),*]
        }
    };
}

statements! {
    BEGIN = "BEGIN";
    COMMIT = "COMMIT";
    ROLLBACK = "ROLLBACK";
    /// What was planned for small tables is planned anew for grown ones.
    PLAN_ANEW = "DISCARD PLANS";

    /// Whatever a server must be before anything is served on it.
    FITNESS = "SELECT current_setting('fsync') = 'on', current_setting('synchronous_commit'), pg_is_in_recovery(), \
               current_setting('server_version_num')::int";
    /// Which history the database is on: it changes when a back-up is restored, when a standby takes over, and when
    /// another database takes the name.
    HISTORY = "SELECT system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8) || \
               (SELECT oid::text FROM pg_database WHERE datname = current_database()) FROM pg_control_system()";
    /// A distributed PostgreSQL cannot plan a join or a subquery before it knows the bucket: it is let to plan each anew.
    PLANS_OF_A_CLUSTER = "SELECT set_config('plan_cache_mode', 'auto', false) \
                          WHERE EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')";
    /// What was migrated: nothing where there is no such table.
    IS_MIGRATED = "SELECT to_regclass('scrip.migration') IS NOT NULL";
    SCHEMA_VERSION = "SELECT coalesce(max(version), 0) FROM scrip.migration";
    LEDGER = "SELECT buckets FROM scrip.ledger";
    /// True where the role could change what was written.
    MAY_CHANGE = "SELECT has_table_privilege('scrip.entry', 'UPDATE, DELETE, TRUNCATE, TRIGGER') \
                  OR has_table_privilege('scrip.commit', 'UPDATE, DELETE, TRUNCATE, TRIGGER') \
                  OR has_any_column_privilege('scrip.entry', 'UPDATE') \
                  OR has_any_column_privilege('scrip.commit', 'UPDATE')";

    /// Rows for pools that are about to be opened.
    ADD_POOLS = "INSERT INTO scrip.pool (bucket, pool, last_seq, head, fence) \
                 SELECT $1::smallint, new.pool, 0, $3::bytea, 0 FROM unnest($2::bigint[]) AS new (pool) ORDER BY new.pool \
                 ON CONFLICT DO NOTHING";
    /// The pools' locks, always taken in the order of their numbers.
    LOCK_POOLS = "SELECT pool, last_seq, head, fence FROM scrip.pool WHERE bucket = $1 AND pool = ANY ($2::bigint[]) \
                  ORDER BY pool FOR UPDATE";
    /// Here and below, what is asked for comes first and each is looked up by its whole key: a join may turn round while the
    /// tables are young and read them all, once for each that is asked for.
    KEYED = "SELECT found.key, found.pool, found.body FROM unnest($2::uuid[]) AS asked (key) \
             CROSS JOIN LATERAL (SELECT entry.key, entry.pool, entry.body FROM scrip.entry \
             WHERE entry.bucket = $1 AND entry.key = asked.key LIMIT 1) AS found";
    NAMED = "SELECT found.pool, found.seq, found.body FROM unnest($2::bigint[], $3::bigint[]) AS named (pool, seq) \
             CROSS JOIN LATERAL (SELECT entry.pool, entry.seq, entry.body FROM scrip.entry \
             WHERE entry.bucket = $1 AND entry.pool = named.pool AND entry.seq = named.seq LIMIT 1) AS found";
    /// The newest catalog, and a name for this attempt to commit.
    NEWEST = "SELECT gen_random_uuid(), (SELECT max(key) FROM scrip.house WHERE kind = 'catalog')";
    SNAPSHOTS = "SELECT found.pool, found.seq, found.head, found.state FROM unnest($2::bigint[]) AS asked (pool) \
                 CROSS JOIN LATERAL (SELECT snapshot.pool, snapshot.seq, snapshot.head, snapshot.state \
                 FROM scrip.snapshot WHERE snapshot.bucket = $1 AND snapshot.pool = asked.pool \
                 AND snapshot.version = $3 LIMIT 1) AS found";
    /// What came after what is known of each pool, at most so many entries each.
    SINCE = "SELECT later.pool, later.seq, later.body FROM unnest($2::bigint[], $3::bigint[]) AS known (pool, seq) \
             CROSS JOIN LATERAL (SELECT entry.pool, entry.seq, entry.body FROM scrip.entry \
             WHERE entry.bucket = $1 AND entry.pool = known.pool AND entry.seq > known.seq \
             ORDER BY entry.seq LIMIT $4) AS later";

    /// The one lock of the whole ledger, taken after the pools' by steps that may give a paper its number, and by no other;
    /// what it guards is read in a statement after it.
    LOCK_SERIES = "SELECT key FROM scrip.house WHERE kind = 'lock' AND key = 'series' FOR UPDATE";
    SERIES = "SELECT key, body FROM scrip.house WHERE kind = 'series' ORDER BY key";

    ADD_ENTRIES = "INSERT INTO scrip.entry (bucket, pool, seq, at, key, body) \
                   SELECT $1::smallint, new.pool, new.seq, new.at, new.key, new.body \
                   FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::uuid[], $6::bytea[]) \
                   AS new (pool, seq, at, key, body)";
    MOVE_POOLS = "UPDATE scrip.pool SET last_seq = new.last_seq, head = new.head, next_due = new.next_due \
                  FROM unnest($2::bigint[], $3::bigint[], $4::bytea[], $5::bigint[]) \
                  AS new (pool, last_seq, head, next_due) WHERE pool.bucket = $1 AND pool.pool = new.pool";
    /// The chain goes on inside the database, so that the tip is locked only while the commit is flushed.
    MOVE_TIP = "UPDATE scrip.tip SET number = number + 1, before = hash, \
                hash = sha256(hash || int8send(number + 1) || int8send($2::bigint) || $3::bytea) WHERE bucket = $1";
    ADD_COMMIT = "INSERT INTO scrip.commit (bucket, number, at, before, hash, sections, attempt) \
                  SELECT bucket, number, $2::bigint, before, hash, $3::bytea, $4::uuid FROM scrip.tip \
                  WHERE bucket = $1 RETURNING number";
    /// Whether a commit whose answer was lost was done.
    ATTEMPT = "SELECT number FROM scrip.commit WHERE bucket = $1 AND attempt = $2";

    /// A bucket's turn: waited for as long as is said and no longer, and held by the connection.
    TAKE_TURN = "SELECT set_config('lock_timeout', $2, true), pg_advisory_lock(1935896432, $1::int)";
    END_TURN = "SELECT pg_advisory_unlock(1935896432, $1::int)";
    /// Who leads: whoever has the lock, which ends with the connection that took it. That it was taken is noted on the
    /// connection: taken again it would have to be let go twice.
    LEAD = "SELECT CASE WHEN current_setting('scrip.leads', true) = 'yes' THEN true \
            WHEN pg_try_advisory_lock(7165065950261868) THEN set_config('scrip.leads', 'yes', false) = 'yes' \
            ELSE false END";

    CLAIMS = "SELECT found.id, found.pool, found.token FROM unnest($2::text[]) AS asked (id) \
              CROSS JOIN LATERAL (SELECT account.id, account.pool, account.token FROM scrip.account \
              WHERE account.bucket = $1 AND account.id = asked.id LIMIT 1) AS found";
    POOL_NUMBERS = "SELECT nextval('scrip.pool_no') FROM generate_series(1, $1::bigint)";
    TOKENS = "SELECT nextval('scrip.token') FROM generate_series(1, $1::bigint)";
    CLAIM = "INSERT INTO scrip.account (bucket, id, pool, token) \
             SELECT $1::smallint, new.id, new.pool, new.token \
             FROM unnest($2::text[], $3::bigint[], $4::bigint[]) AS new (id, pool, token) ORDER BY new.id \
             ON CONFLICT DO NOTHING RETURNING id";
    /// The same where nobody else uses the ledger: what was claimed and never made counts no more.
    CLAIM_ANEW = "INSERT INTO scrip.account (bucket, id, pool, token) \
                  SELECT $1::smallint, new.id, new.pool, new.token \
                  FROM unnest($2::text[], $3::bigint[], $4::bigint[]) AS new (id, pool, token) ORDER BY new.id \
                  ON CONFLICT (bucket, id) DO UPDATE SET pool = excluded.pool, token = excluded.token";
    /// Pools that are made from here on come after this one.
    NUMBER_AFTER = "SELECT setval('scrip.pool_no', greatest($1, last_value)) FROM scrip.pool_no";
    DROP_CLAIM = "DELETE FROM scrip.account WHERE bucket = $1 AND id = $2 AND token = $3";
    /// From here on nobody who claimed by this token or an earlier one makes an account in the pool.
    FENCE = "INSERT INTO scrip.pool (bucket, pool, last_seq, head, fence) VALUES ($1, $2, 0, $3, $4) \
             ON CONFLICT (bucket, pool) DO UPDATE SET fence = greatest(pool.fence, excluded.fence)";

    POOLS = "SELECT found.pool, found.last_seq, found.head FROM unnest($2::bigint[]) AS asked (pool) \
             CROSS JOIN LATERAL (SELECT pool.pool, pool.last_seq, pool.head FROM scrip.pool \
             WHERE pool.bucket = $1 AND pool.pool = asked.pool LIMIT 1) AS found";
    ENTRIES = "SELECT body FROM scrip.entry WHERE bucket = $1 AND pool = $2 AND seq BETWEEN $3 AND $4 ORDER BY seq";
    LAST_POOL = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM scrip.pool_no";
    /// How things stand: the database's clock and the generation of the house documents.
    NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, (SELECT number FROM scrip.generation)";
    DUE = "SELECT pool FROM scrip.pool WHERE bucket = $1 AND next_due <= $2 AND pool >= $3 ORDER BY pool LIMIT $4";
    /// One pool a statement: whoever locks one row waits for nobody who waits for him.
    NOTE_DUE = "UPDATE scrip.pool SET next_due = $4 WHERE bucket = $1 AND pool = $2 AND last_seq = $3 \
                AND next_due IS DISTINCT FROM $4";
    ACCOUNTS = "SELECT id, pool FROM scrip.account WHERE bucket = $1 AND id >= $2 AND id > $3 AND id < $4 \
                ORDER BY id LIMIT $5";

    PUT_SNAPSHOTS = "INSERT INTO scrip.snapshot (bucket, pool, seq, version, head, state) \
                     SELECT $1::smallint, new.pool, new.seq, $2::bigint, new.head, new.state \
                     FROM unnest($3::bigint[], $4::bigint[], $5::bytea[], $6::bytea[]) AS new (pool, seq, head, state) \
                     ORDER BY new.pool ON CONFLICT (bucket, pool) DO UPDATE SET seq = excluded.seq, \
                     version = excluded.version, head = excluded.head, state = excluded.state \
                     WHERE snapshot.seq < excluded.seq OR snapshot.version <> excluded.version";

    USAGE = "SELECT page, body FROM scrip.usage WHERE bucket = $1 AND pool = $2 AND page >= $3 AND page < $4 \
             AND version = $5";
    PUT_USAGE = "INSERT INTO scrip.usage (bucket, pool, page, version, body) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (bucket, pool, page) DO UPDATE SET version = excluded.version, body = excluded.body";

    DOC = "SELECT body FROM scrip.doc WHERE bucket = $1 AND kind = $2 AND key = $3";
    DOCS = "SELECT key, body FROM scrip.doc WHERE bucket = $1 AND kind = $2 AND key >= $3 AND key > $4 AND key < $5 \
            ORDER BY key LIMIT $6";
    /// How many there are, counted up to so many.
    COUNT_DOCS = "SELECT count(*) FROM (SELECT FROM scrip.doc WHERE bucket = $1 AND kind = $2 ORDER BY key LIMIT $3) \
                  AS counted";
    COUNT_HOUSES = "SELECT count(*) FROM (SELECT FROM scrip.house WHERE kind = $1 LIMIT $2) AS counted";
    /// What somebody must be told of, all that a commit has of it.
    ADD_OUTBOX = "INSERT INTO scrip.doc (bucket, kind, key, body) \
                  SELECT $1::smallint, 'outbox', new.key, new.body FROM unnest($2::text[], $3::bytea[]) AS new (key, body)";
    PUT_DOC = "INSERT INTO scrip.doc (bucket, kind, key, body) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (bucket, kind, key) DO UPDATE SET body = excluded.body";
    NEW_DOC = "INSERT INTO scrip.doc (bucket, kind, key, body) VALUES ($1, $2, $3, $4) \
               ON CONFLICT DO NOTHING RETURNING key";
    DELETE_DOC = "DELETE FROM scrip.doc WHERE bucket = $1 AND kind = $2 AND key = $3";
    HOUSE = "SELECT body FROM scrip.house WHERE kind = $1 AND key = $2";
    HOUSES = "SELECT key, body FROM scrip.house WHERE kind = $1 AND key >= $2 AND key > $3 AND key < $4 \
              ORDER BY key LIMIT $5";
    PUT_HOUSE = "INSERT INTO scrip.house (kind, key, body) VALUES ($1, $2, $3) \
                 ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body RETURNING key";
    NEW_HOUSE = "INSERT INTO scrip.house (kind, key, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING key";
    DELETE_HOUSE = "DELETE FROM scrip.house WHERE kind = $1 AND key = $2 RETURNING key";
    NEXT_GENERATION = "UPDATE scrip.generation SET number = number + 1";

    /// What is read to verify or export it all, page by page.
    BEGIN_VIEW = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    TIP = "SELECT number, hash FROM scrip.tip WHERE bucket = $1";
    ENTRY_COUNT = "SELECT coalesce(sum(last_seq), 0)::bigint FROM scrip.pool WHERE bucket = $1";
    LAST_COMMIT = "SELECT max(number) FROM scrip.commit WHERE bucket = $1";
    COMMITS = "SELECT number, at, before, hash, sections FROM scrip.commit \
               WHERE bucket = $1 AND number > $2 AND number <= $3 ORDER BY number LIMIT $4";
    NEWEST_COMMITS = "SELECT number, at, sections FROM scrip.commit \
                      WHERE bucket = $1 AND number <= $2 ORDER BY number DESC LIMIT $3";
    RUNS = "SELECT found.pool, found.seq, found.key, found.body \
            FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS run (pool, first, last) \
            CROSS JOIN LATERAL (SELECT entry.pool, entry.seq, entry.key, entry.body FROM scrip.entry \
            WHERE entry.bucket = $1 AND entry.pool = run.pool AND entry.seq BETWEEN run.first AND run.last \
            ORDER BY entry.seq OFFSET 0) AS found";
    POOL_ROWS = "SELECT pool, last_seq, head FROM scrip.pool WHERE bucket = $1 AND pool > $2 ORDER BY pool LIMIT $3";
    /// The first and the last entry of each pool that has any: one look into the index for each.
    ENDS = "WITH RECURSIVE held (pool) AS (\
            (SELECT min(entry.pool) FROM scrip.entry WHERE entry.bucket = $1 AND entry.pool > $2) UNION ALL \
            SELECT (SELECT min(entry.pool) FROM scrip.entry WHERE entry.bucket = $1 AND entry.pool > held.pool) \
            FROM held WHERE held.pool IS NOT NULL) \
            SELECT held.pool, \
            (SELECT min(entry.seq) FROM scrip.entry WHERE entry.bucket = $1 AND entry.pool = held.pool), \
            (SELECT max(entry.seq) FROM scrip.entry WHERE entry.bucket = $1 AND entry.pool = held.pool) \
            FROM held WHERE held.pool IS NOT NULL LIMIT $3";
    ALL_SNAPSHOTS = "SELECT pool, seq, state FROM scrip.snapshot \
                     WHERE bucket = $1 AND version = $2 AND pool > $3 ORDER BY pool LIMIT $4";
    DOCS_AFTER = "SELECT key, body FROM scrip.doc WHERE bucket = $1 AND kind = $2 AND key > $3 ORDER BY key LIMIT $4";
    HOUSES_AFTER = "SELECT key, body FROM scrip.house WHERE kind = $1 AND key > $2 ORDER BY key LIMIT $3";

    LISTEN = "LISTEN scrip";
    ARE_YOU_THERE = "SELECT 1";
    /// For hints and snapshots, which may be lost.
    NEED_NO_FLUSH = "SET synchronous_commit = off";
    NOTIFY = "SELECT pg_notify('scrip', $1)";
}
