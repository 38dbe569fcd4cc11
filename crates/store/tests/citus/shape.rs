//! Rules of the schema: the bucket first in every key, no trigger, no row-level security, every table placed.

use sqlparser::ast::{
    AlterTableOperation, ColumnDef, ColumnOption, CreateTable, DataType, Expr, IndexColumn, ObjectName, Statement,
    TableConstraint,
};

use crate::placement::{BUCKET, Place, Placement, last, parse};

/// What of these statements a distributed PostgreSQL would refuse, or what would lose a guarantee there.
pub(crate) fn faults(placement: &Placement, sql: &str) -> Vec<String> {
    parse(sql).iter().flat_map(|statement| of_statement(placement, statement)).collect()
}

fn of_statement(placement: &Placement, statement: &Statement) -> Vec<String> {
    match statement {
        Statement::CreateTable(table) => of_table(placement, table),
        Statement::CreateIndex(index) if index.unique => {
            key(placement, &index.table_name, "unique index", &index.columns)
        }
        Statement::CreateTrigger(trigger) => {
            vec![format!("{}: a trigger does not serve on a distributed table", last(&trigger.table_name))]
        }
        Statement::CreatePolicy(policy) => {
            vec![format!("{}: row-level security does not serve", last(&policy.table_name))]
        }
        Statement::AlterTable(alter) => {
            alter.operations.iter().flat_map(|operation| of_change(placement, &alter.name, operation)).collect()
        }
        _ => Vec::new(),
    }
}

fn of_table(placement: &Placement, table: &CreateTable) -> Vec<String> {
    let name = last(&table.name);
    let Some(place) = placement.of(&table.name) else { return vec![format!("{name}: nobody placed it")] };
    if place != Place::Spread {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let is_bucket =
        |column: &ColumnDef| column.name.value == BUCKET && matches!(column.data_type, DataType::SmallInt(_));
    if !table.columns.first().is_some_and(is_bucket) {
        faults.push(format!("{name}: its first column is not `bucket smallint`"));
    }
    faults.extend(table.columns.iter().filter_map(|column| of_column(&table.name, column)));
    faults.extend(table.constraints.iter().flat_map(|constraint| of_constraint(placement, &table.name, constraint)));
    faults
}

/// A key of one column is a key without the bucket, unless it is the bucket.
fn of_column(table: &ObjectName, column: &ColumnDef) -> Option<String> {
    let is_key = |option: &ColumnOption| matches!(option, ColumnOption::PrimaryKey(_) | ColumnOption::Unique(_));
    let is_bad = column.name.value != BUCKET && column.options.iter().any(|option| is_key(&option.option));
    is_bad.then(|| format!("{}: a key does not begin with the bucket: {}", last(table), column.name))
}

fn of_constraint(placement: &Placement, table: &ObjectName, constraint: &TableConstraint) -> Vec<String> {
    match constraint {
        TableConstraint::PrimaryKey(primary) => key(placement, table, "primary key", &primary.columns),
        TableConstraint::Unique(unique) => key(placement, table, "unique constraint", &unique.columns),
        _ => Vec::new(),
    }
}

fn of_change(placement: &Placement, table: &ObjectName, operation: &AlterTableOperation) -> Vec<String> {
    match operation {
        AlterTableOperation::AddConstraint { constraint, .. } => of_constraint(placement, table, constraint),
        AlterTableOperation::AddColumn { column_def, .. } if placement.of(table) == Some(Place::Spread) => {
            of_column(table, column_def).into_iter().collect()
        }
        AlterTableOperation::EnableRowLevelSecurity | AlterTableOperation::ForceRowLevelSecurity => {
            vec![format!("{}: row-level security does not serve", last(table))]
        }
        _ => Vec::new(),
    }
}

fn key(placement: &Placement, table: &ObjectName, what: &str, columns: &[IndexColumn]) -> Vec<String> {
    let first = columns.first().map(|column| &column.column.expr);
    let begins_well = matches!(first, Some(Expr::Identifier(name)) if name.value == BUCKET);
    if placement.of(table) != Some(Place::Spread) || begins_well {
        return Vec::new();
    }
    vec![format!("{}: a {what} does not begin with the bucket", last(table))]
}

#[test]
fn shapes_that_cannot_be_distributed_are_found() {
    let rows: &[(&str, &[&str])] = &[
        (
            "CREATE TABLE scrip.entry (bucket smallint, pool bigint, PRIMARY KEY (bucket, pool), UNIQUE (bucket, pool))",
            &[],
        ),
        ("CREATE TABLE scrip.house (kind text, key text, PRIMARY KEY (kind, key))", &[]),
        ("CREATE TABLE scrip.migration (version int PRIMARY KEY)", &[]),
        ("CREATE UNIQUE INDEX i ON scrip.entry (bucket, key) WHERE key IS NOT NULL", &[]),
        ("CREATE UNIQUE INDEX i ON scrip.house (key)", &[]),
        ("CREATE INDEX i ON scrip.pool (next_due)", &[]),
        ("CREATE TABLE scrip.other (bucket smallint)", &["other: nobody placed it"]),
        ("CREATE TABLE scrip.entry (pool bigint)", &["entry: its first column is not `bucket smallint`"]),
        ("CREATE TABLE scrip.entry (bucket bigint)", &["entry: its first column is not `bucket smallint`"]),
        (
            "CREATE TABLE scrip.entry (bucket smallint, pool bigint, PRIMARY KEY (pool, bucket))",
            &["entry: a primary key does not begin with the bucket"],
        ),
        (
            "CREATE TABLE scrip.entry (bucket smallint, pool bigint, UNIQUE (pool))",
            &["entry: a unique constraint does not begin with the bucket"],
        ),
        (
            "CREATE TABLE scrip.entry (bucket smallint, pool bigint PRIMARY KEY)",
            &["entry: a key does not begin with the bucket: pool"],
        ),
        ("CREATE UNIQUE INDEX i ON scrip.entry (key)", &["entry: a unique index does not begin with the bucket"]),
        (
            "CREATE UNIQUE INDEX i ON scrip.entry ((bucket + 1))",
            &["entry: a unique index does not begin with the bucket"],
        ),
        (
            "ALTER TABLE scrip.pool ADD CONSTRAINT c UNIQUE (pool)",
            &["pool: a unique constraint does not begin with the bucket"],
        ),
        ("ALTER TABLE scrip.pool ADD COLUMN name text UNIQUE", &["pool: a key does not begin with the bucket: name"]),
        (
            "CREATE TRIGGER t BEFORE UPDATE ON scrip.entry FOR EACH ROW EXECUTE FUNCTION refuse()",
            &["entry: a trigger does not serve on a distributed table"],
        ),
        ("ALTER TABLE scrip.entry ENABLE ROW LEVEL SECURITY", &["entry: row-level security does not serve"]),
        ("CREATE POLICY p ON scrip.entry USING (true)", &["entry: row-level security does not serve"]),
    ];
    for (sql, expected) in rows {
        assert_eq!(faults(&crate::placement::example(), sql), *expected, "{sql}");
    }
}
