//! Plans: no statement of the store reads a table from end to end where the table grows.

use std::collections::BTreeSet;

use scrip_pg_server::PgServer;
use scrip_store::postgres::statements;

use crate::database;

/// Tables that grow with accounts or entries. Those of the house hold some dozens of rows.
const GROWING: [&str; 8] = ["entry", "commit", "pool", "snapshot", "usage", "account", "doc", "tip"];

/// Enough rows that reading all of them would never be the cheapest plan.
const FILL: &str = "
INSERT INTO scrip.entry SELECT n % 4, n / 100, n % 100 + 1, n, gen_random_uuid(), 'x' FROM generate_series(1, 60000) AS n;
INSERT INTO scrip.commit SELECT n % 4, n / 4, n, 'x', 'x', 'x', gen_random_uuid() FROM generate_series(1, 20000) AS n;
INSERT INTO scrip.pool SELECT n % 4, n, 1, 'x', n, 0 FROM generate_series(1, 40000) AS n;
INSERT INTO scrip.snapshot SELECT n % 4, n, 1, 1, 'x', 'x' FROM generate_series(1, 20000) AS n;
INSERT INTO scrip.usage SELECT n % 4, n / 100, n % 100, 1, 'x' FROM generate_series(1, 20000) AS n;
INSERT INTO scrip.account SELECT n % 4, 'account-' || n, n, n FROM generate_series(1, 20000) AS n;
INSERT INTO scrip.doc SELECT n % 4, 'profile', 'account/' || n, 'x' FROM generate_series(1, 20000) AS n;
INSERT INTO scrip.tip SELECT n, 0, 'x', 'x' FROM generate_series(10, 9000) AS n;
ANALYZE;";

fn parameters(sql: &str) -> usize {
    let mut all: BTreeSet<usize> = BTreeSet::new();
    for (at, _) in sql.match_indices('$') {
        let digits: String = sql[at + 1..].chars().take_while(char::is_ascii_digit).collect();
        all.extend(digits.parse::<usize>());
    }
    all.len()
}

/// The plan that serves whatever the parameters are, as a connection keeps it.
fn plan(database: &str, sql: &str) -> String {
    let nulls = vec!["NULL"; parameters(sql)].join(", ");
    let call = if nulls.is_empty() { "asked".to_owned() } else { format!("asked({nulls})") };
    let script = format!("SET plan_cache_mode = force_generic_plan; PREPARE asked AS {sql}; EXPLAIN EXECUTE {call};");
    PgServer::shared().sql(database, &script)
}

/// Tables that a plan reads from end to end.
fn scanned(plan: &str) -> Vec<&'static str> {
    let lines = plan.lines().filter(|line| line.contains("Seq Scan on "));
    let names = lines.filter_map(|line| line.split("Seq Scan on ").nth(1)?.split_whitespace().next());
    let names: Vec<&str> = names.collect();
    GROWING.into_iter().filter(|table| names.contains(table)).collect()
}

#[test]
fn no_statement_reads_a_growing_table_from_end_to_end() {
    let url = database(4);
    let name = url.rsplit('/').next().unwrap().split('?').next().unwrap();
    PgServer::shared().sql(name, FILL);
    let mut looked_at = 0;
    for (statement, sql) in statements() {
        let touches = GROWING.iter().any(|table| sql.contains(&format!("scrip.{table}")));
        let is_planned = ["SELECT", "INSERT", "UPDATE", "DELETE"].iter().any(|word| sql.starts_with(word));
        if touches && is_planned {
            let plan = plan(name, sql);
            assert_eq!(scanned(&plan), Vec::<&str>::new(), "{statement}: {sql}\n{plan}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 20, "only {looked_at} statements were looked at");
    let without_bucket = plan(name, "SELECT body FROM scrip.entry WHERE at = $1");
    assert_eq!(scanned(&without_bucket), ["entry"], "this one must be found: {without_bucket}");
}

/// Statements that look up what an array asks for, and the array's name in them.
const LOOK_UPS: [(&str, &str); 7] = [
    ("KEYED", "asked.key"),
    ("NAMED", "named.seq"),
    ("SNAPSHOTS", "asked.pool"),
    ("SINCE", "known.seq"),
    ("CLAIMS", "asked.id"),
    ("POOLS", "asked.pool"),
    ("RUNS", "run.last"),
];

/// As connections are set: a plan is made while the tables are empty and kept while they grow.
const SETTINGS: &str = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; \
    SET enable_bitmapscan = off; SET enable_material = off; SET enable_memoize = off";

/// Whether the index is asked by it, so that nothing is read only to be left out.
fn is_looked_up(database: &str, sql: &str, asked: &str) -> bool {
    let nulls = vec!["NULL"; parameters(sql)].join(", ");
    let script = format!(
        "{SETTINGS}; SET plan_cache_mode = force_generic_plan; PREPARE asked AS {sql}; EXPLAIN EXECUTE asked({nulls});"
    );
    let plan = PgServer::shared().sql(database, &script);
    plan.lines().any(|line| line.contains("Index Cond") && line.contains(asked))
}

#[test]
fn what_is_asked_for_is_looked_up_by_its_whole_key_also_while_tables_are_young() {
    let url = database(4);
    let name = url.rsplit('/').next().unwrap().split('?').next().unwrap();
    for (statement, asked) in LOOK_UPS {
        let (_, sql) = statements().iter().find(|(name, _)| *name == statement).unwrap();
        assert!(is_looked_up(name, sql, asked), "{statement}");
    }
    let join = "SELECT entry.body FROM unnest($2::uuid[]) AS asked (key) JOIN scrip.entry ON entry.bucket = $1 \
        AND entry.key = asked.key";
    assert!(!is_looked_up(name, join, "asked.key"), "a join that turns round must be found");
}
