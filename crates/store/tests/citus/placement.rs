//! Where a distributed PostgreSQL keeps each table: spread by bucket, or a copy on every machine.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, FunctionArguments, ObjectName, Statement, Value, visit_expressions,
};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

/// What a ledger's row is placed by.
pub(crate) const BUCKET: &str = "bucket";

/// Of migrations alone, or a sequence: on the coordinator, and never beside a ledger's table in one statement.
const COORDINATORS_OWN: &[&str] = &["migration", "pool_no", "token"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Each row on the machine of its bucket
    Spread,
    /// Whole on every machine
    Copied,
    Coordinator,
}

/// Table names of schema `scrip`, without it.
#[derive(Debug, Default)]
pub(crate) struct Placement {
    spread: BTreeSet<String>,
    copied: BTreeSet<String>,
}

impl Placement {
    /// Reads it from the calls of `create_distributed_table` and `create_reference_table`; and what is wrong with them.
    pub(crate) fn read<'a>(calls: impl Iterator<Item = &'a str>) -> (Self, Vec<String>) {
        let (mut placement, mut faults) = (Self::default(), Vec::new());
        for sql in calls {
            for (function, arguments) in parse(sql).iter().flat_map(functions) {
                let table =
                    arguments.first().map(|table| table.trim_start_matches("scrip.").to_owned()).unwrap_or_default();
                match function.as_str() {
                    "create_reference_table" => drop(placement.copied.insert(table)),
                    "create_distributed_table" => {
                        if arguments.get(1).is_none_or(|column| column != BUCKET) {
                            faults.push(format!("{table}: is not distributed by the bucket"));
                        }
                        if !placement.spread.is_empty() && arguments.len() < 3 {
                            faults.push(format!("{table}: is not co-located with the others"));
                        }
                        placement.spread.insert(table);
                    }
                    _ => faults.push(format!("{function}: places no table")),
                }
            }
        }
        (placement, faults)
    }

    /// None: nobody placed it.
    pub(crate) fn of(&self, table: &ObjectName) -> Option<Place> {
        let name = last(table);
        if self.spread.contains(&name) {
            Some(Place::Spread)
        } else if self.copied.contains(&name) {
            Some(Place::Copied)
        } else {
            COORDINATORS_OWN.contains(&name.as_str()).then_some(Place::Coordinator)
        }
    }
}

#[track_caller]
pub(crate) fn parse(sql: &str) -> Vec<Statement> {
    Parser::parse_sql(&PostgreSqlDialect {}, sql).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// `scrip.entry` is `entry`.
pub(crate) fn last(name: &ObjectName) -> String {
    name.0.last().and_then(|part| part.as_ident()).map(|ident| ident.value.clone()).unwrap_or_default()
}

/// Every function that a statement calls, with those of its arguments that are plain text.
pub(crate) fn functions(statement: &Statement) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    let _ = visit_expressions(statement, |expr| {
        if let Expr::Function(function) = expr {
            let arguments = match &function.args {
                FunctionArguments::List(list) => list.args.iter().filter_map(text).collect(),
                _ => Vec::new(),
            };
            found.push((last(&function.name), arguments));
        }
        ControlFlow::<()>::Continue(())
    });
    found
}

fn text(argument: &FunctionArg) -> Option<String> {
    let (FunctionArg::Unnamed(value)
    | FunctionArg::Named { arg: value, .. }
    | FunctionArg::ExprNamed { arg: value, .. }) = argument;
    let FunctionArgExpr::Expr(Expr::Value(value)) = value else { return None };
    match &value.value {
        Value::SingleQuotedString(text) => Some(text.clone()),
        _ => None,
    }
}

/// A smaller ledger, for statements that are broken on purpose.
pub(crate) fn example() -> Placement {
    let calls = [
        "SELECT create_distributed_table('scrip.entry', 'bucket')",
        "SELECT create_distributed_table('scrip.pool', 'bucket', colocate_with => 'scrip.entry')",
        "SELECT create_reference_table('scrip.house')",
    ];
    Placement::read(calls.into_iter()).0
}

#[test]
fn placements_that_split_a_transaction_are_found() {
    const FIRST: &str = "SELECT create_distributed_table('scrip.entry', 'bucket')";
    let rows: &[(&str, &[&str])] = &[
        ("SELECT create_distributed_table('scrip.pool', 'bucket', colocate_with => 'scrip.entry')", &[]),
        ("SELECT create_reference_table('scrip.house')", &[]),
        (
            "SELECT create_distributed_table('scrip.pool', 'pool', colocate_with => 'scrip.entry')",
            &["pool: is not distributed by the bucket"],
        ),
        ("SELECT create_distributed_table('scrip.pool', 'bucket')", &["pool: is not co-located with the others"]),
        ("SELECT create_time_partitions('scrip.pool')", &["create_time_partitions: places no table"]),
    ];
    for (call, expected) in rows {
        assert_eq!(Placement::read([FIRST, *call].into_iter()).1, *expected, "{call}");
    }
}
