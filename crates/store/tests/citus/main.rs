//! Citus on paper: schema and statements, parsed and held against what a distributed PostgreSQL takes.
//!
//! No Citus runs in these tests. The rules were found on a real one (13.2, PostgreSQL 15) and stand in docs/scaling.md;
//! each has a broken row below that shows that it bites.

#![expect(clippy::panic, reason = "SQL that cannot be read fails its test")]

mod broken;
mod placement;
mod shape;
mod statement;

use std::fs;
use std::path::Path;

use placement::Placement;
use scrip_store::postgres;

/// Statements that read more than one bucket, each with the reason why it may. A statement that locks or writes never may.
const LISTINGS: &[(&str, &str)] = &[];

#[test]
fn the_schema_can_be_distributed() {
    let placement = placement();
    let mut steps = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/postgres/migrations")).unwrap() {
        let path = entry.unwrap().path();
        let sql = fs::read_to_string(&path).unwrap();
        assert_eq!(shape::faults(&placement, &sql), Vec::<String>::new(), "{}", path.display());
        steps += 1;
    }
    assert!(steps > 0);
}

#[test]
fn every_statement_keeps_to_one_bucket() {
    let placement = placement();
    for (name, sql) in postgres::statements() {
        let is_listing = LISTINGS.iter().any(|(listed, _)| listed == name);
        assert_eq!(statement::faults(&placement, sql, is_listing), Vec::<String>::new(), "{name}");
        if is_listing {
            assert_ne!(
                statement::faults(&placement, sql, false),
                Vec::<String>::new(),
                "{name} is no listing any more"
            );
        }
    }
    for (listed, _) in LISTINGS {
        assert!(postgres::statements().iter().any(|(name, _)| name == listed), "{listed} is listed and gone");
    }
}

/// News goes out on a connection of its own, after the commit: no file that notifies opens a transaction.
fn notifies_in_a_transaction(source: &str) -> bool {
    source.contains("schema::NOTIFY") && source.contains("schema::BEGIN")
}

#[test]
fn nobody_notifies_inside_a_transaction() {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/postgres")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            assert!(!notifies_in_a_transaction(&fs::read_to_string(&path).unwrap()), "{}", path.display());
        }
    }
    assert!(notifies_in_a_transaction("run(schema::BEGIN); run(schema::ADD_ENTRIES); run(schema::NOTIFY);"));
    assert!(!notifies_in_a_transaction("run(schema::BEGIN); run(schema::ADD_ENTRIES); run(schema::COMMIT);"));
}

/// What `scrip migrate --citus` does to the tables.
fn placement() -> Placement {
    let (placement, faults) = Placement::read(postgres::migrate::DISTRIBUTION.iter().map(|(_, sql)| *sql));
    assert_eq!(faults, Vec::<String>::new());
    placement
}
