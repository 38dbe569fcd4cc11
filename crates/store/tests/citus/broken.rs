//! A broken statement for each rule, beside the sound one that it came from.

use crate::placement::example;
use crate::statement;

#[test]
fn statements_that_a_cluster_refuses_or_splits_are_found() {
    let rows: &[(&str, &[&str])] = &[
        // Reads name their bucket, wherever the table stands in the statement.
        ("SELECT pool FROM scrip.pool WHERE bucket = $1 AND pool = ANY ($2::bigint[])", &[]),
        ("SELECT key FROM scrip.house WHERE kind = $1", &[]),
        (
            "SELECT e.pool FROM unnest($2::bigint[]) AS n (pool) JOIN scrip.entry AS e ON e.bucket = $1 AND e.pool = n.pool",
            &[],
        ),
        ("SELECT p.pool FROM scrip.pool p JOIN scrip.entry e ON e.bucket = p.bucket WHERE p.bucket = $1", &[]),
        ("SELECT pool FROM scrip.pool WHERE pool = ANY ($1::bigint[])", &["pool: is read without its bucket"]),
        ("SELECT pool FROM scrip.pool WHERE bucket = $1 OR pool = $2", &["pool: is read without its bucket"]),
        ("SELECT pool FROM scrip.pool WHERE bucket = ANY ($1::smallint[])", &["pool: is read without its bucket"]),
        ("SELECT pool FROM scrip.pool WHERE bucket = pool % 4", &["pool: is read without its bucket"]),
        (
            "SELECT p.pool FROM scrip.pool p JOIN scrip.entry e ON e.pool = p.pool WHERE p.bucket = $1",
            &["e: is read without its bucket"],
        ),
        (
            "SELECT n.pool FROM unnest($2::bigint[]) AS n (pool) CROSS JOIN LATERAL (SELECT seq FROM scrip.entry \
             WHERE entry.pool = n.pool LIMIT 1) AS last",
            &["entry: is read without its bucket"],
        ),
        ("SELECT 1 WHERE EXISTS (SELECT FROM scrip.entry WHERE key = $1)", &["entry: is read without its bucket"]),
        (
            "SELECT a.pool FROM scrip.pool a JOIN scrip.pool b ON b.bucket = $2 WHERE a.bucket = $1",
            &["names several buckets: {\"$1\", \"$2\"}"],
        ),
        ("SELECT pool FROM scrip.account WHERE bucket = $1", &["scrip.account: nobody placed it"]),
        (
            "SELECT pool FROM scrip.pool, scrip.migration WHERE bucket = $1",
            &["joins a table of the coordinator with a spread one"],
        ),
        // Locks keep to one bucket and to one order.
        ("SELECT pool FROM scrip.pool WHERE bucket = $1 AND pool = ANY ($2) ORDER BY pool FOR UPDATE", &[]),
        ("SELECT pool FROM scrip.pool WHERE bucket = $1 AND pool = $2 FOR UPDATE", &[]),
        (
            "SELECT pool FROM scrip.pool WHERE pool = ANY ($2) ORDER BY pool FOR UPDATE",
            &["pool: FOR UPDATE over several buckets is refused", "pool: is read without its bucket"],
        ),
        (
            "SELECT pool FROM scrip.pool WHERE bucket = $1 AND pool = ANY ($2) FOR UPDATE",
            &["rows are locked in no order"],
        ),
        // Writes, too, and in no form that a cluster does not take.
        (
            "UPDATE scrip.pool SET seq = n.seq FROM unnest($2::bigint[]) AS n (seq) WHERE pool.bucket = $1 AND pool.pool = n.seq",
            &[],
        ),
        (
            "UPDATE scrip.pool SET seq = n.seq FROM unnest($1::bigint[]) AS n (seq) WHERE pool.pool = n.seq",
            &["pool: is updated without its bucket"],
        ),
        ("DELETE FROM scrip.pool WHERE bucket = $1", &[]),
        ("DELETE FROM scrip.pool WHERE pool = $1", &["pool: is deleted from without its bucket"]),
        (
            "UPDATE scrip.pool SET seq = ($2::bigint[])[1] WHERE bucket = $1",
            &["seq: is set from an array by its index"],
        ),
        (
            "INSERT INTO scrip.pool (bucket, pool, seq) VALUES ($1, $2, 0) \
             ON CONFLICT (bucket, pool) DO UPDATE SET seq = ($3::bigint[])[1]",
            &["seq: is set from an array by its index"],
        ),
        (
            "MERGE INTO scrip.pool p USING unnest($1::bigint[]) AS n (pool) ON p.pool = n.pool WHEN MATCHED THEN DO NOTHING",
            &["MERGE does not serve"],
        ),
        (
            "INSERT INTO scrip.pool (bucket, pool) SELECT $1::smallint, n.pool FROM unnest($2::bigint[]) AS n (pool)",
            &[],
        ),
        ("INSERT INTO scrip.pool (bucket, pool) VALUES ($1, $2), ($1, $3)", &[]),
        ("INSERT INTO scrip.pool (bucket, pool) SELECT bucket, pool FROM scrip.entry WHERE bucket = $1", &[]),
        ("INSERT INTO scrip.pool (pool) VALUES ($1)", &["pool: is inserted into without a bucket"]),
        ("INSERT INTO scrip.pool (bucket, pool) VALUES ($2 % 4, $2)", &["pool: the bucket inserted is no constant"]),
        (
            "INSERT INTO scrip.pool (bucket, pool) VALUES ($1, $3), ($2, $3)",
            &["names several buckets: {\"$1\", \"$2\"}"],
        ),
        (
            "INSERT INTO scrip.pool (bucket, pool) SELECT $1::smallint, pool FROM scrip.entry WHERE bucket = $1",
            &["pool: rows read from entry take their bucket from there, or they go by the coordinator"],
        ),
        (
            "INSERT INTO scrip.house (kind) SELECT body FROM scrip.entry WHERE bucket = $1",
            &["writes to every machine beside reading one"],
        ),
        // News is no part of what is committed.
        ("SELECT pg_notify('scrip', $1)", &[]),
        ("NOTIFY scrip", &[]),
        (
            "SELECT pg_notify('scrip', pool::text) FROM scrip.pool WHERE bucket = $1",
            &["notifies beside other work: news leaves the coordinator, after the commit"],
        ),
        ("SELECT 1; SELECT 2", &["not one statement"]),
    ];
    for (sql, expected) in rows {
        assert_eq!(statement::faults(&example(), sql, false), *expected, "{sql}");
    }
}

#[test]
fn a_listing_may_read_many_buckets_and_neither_lock_nor_write_them() {
    let rows: &[(&str, &[&str])] = &[
        ("SELECT pool FROM scrip.pool ORDER BY pool LIMIT $1", &[]),
        ("SELECT pool FROM scrip.pool ORDER BY pool FOR UPDATE", &["pool: FOR UPDATE over several buckets is refused"]),
        ("UPDATE scrip.pool SET seq = 0", &["pool: is updated without its bucket"]),
        ("DELETE FROM scrip.pool", &["pool: is deleted from without its bucket"]),
    ];
    for (sql, expected) in rows {
        assert_eq!(statement::faults(&example(), sql, true), *expected, "{sql}");
    }
}
