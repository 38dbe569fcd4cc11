//! Rules of a statement: one bucket as a constant, nothing locked or written over several, no form that a cluster refuses.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use sqlparser::ast::{
    Assignment, BinaryOperator, Delete, Expr, FromTable, Insert, JoinConstraint, JoinOperator, ObjectName, Query,
    Select, SelectItem, SetExpr, Statement, TableFactor, TableObject, TableWithJoins, Update, UpdateTableFromKind,
    Value, Visit, Visitor, visit_expressions,
};

use crate::placement::{BUCKET, Place, Placement, functions, last, parse};

/// What of this statement a distributed PostgreSQL would refuse, split, or do slowly. A listing may read many buckets.
pub(crate) fn faults(placement: &Placement, sql: &str, is_listing: bool) -> Vec<String> {
    let statements = parse(sql);
    let [statement] = &statements[..] else { return vec!["not one statement".to_owned()] };
    let mut walk = Walk { placement, is_listing, faults: Vec::new(), buckets: BTreeSet::new(), touched: Vec::new() };
    let _ = statement.visit(&mut walk);
    walk.forms(statement);
    walk.whole(statement);
    walk.faults
}

/// Goes through a statement and all queries inside it.
struct Walk<'a> {
    placement: &'a Placement,
    is_listing: bool,
    faults: Vec<String>,
    /// The constants that buckets are compared with or set to
    buckets: BTreeSet<String>,
    touched: Vec<Place>,
}

impl Visitor for Walk<'_> {
    type Break = ();

    fn pre_visit_relation(&mut self, name: &ObjectName) -> ControlFlow<()> {
        match self.placement.of(name) {
            Some(place) => self.touched.push(place),
            None if name.0.len() > 1 => self.faults.push(format!("{name}: nobody placed it")),
            None => {}
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        let unbound = self.unbound(&select.from.iter().collect::<Vec<_>>(), select.selection.as_ref());
        if !self.is_listing {
            self.faults.extend(unbound.iter().map(|name| format!("{name}: is read without its bucket")));
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        if !query.locks.is_empty()
            && let SetExpr::Select(select) = &*query.body
        {
            let unbound = self.unbound(&select.from.iter().collect::<Vec<_>>(), select.selection.as_ref());
            self.faults
                .extend(unbound.iter().map(|name| format!("{name}: FOR UPDATE over several buckets is refused")));
            let many = select.selection.iter().flat_map(conjuncts).any(|expr| matches!(expr, Expr::AnyOp { .. }));
            if many && query.order_by.is_none() {
                self.faults.push("rows are locked in no order".to_owned());
            }
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        match statement {
            Statement::Update(update) => self.update(update),
            Statement::Delete(delete) => self.delete(delete),
            Statement::Insert(insert) => self.insert(insert),
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

impl Walk<'_> {
    fn update(&mut self, update: &Update) {
        let mut tables = vec![&update.table];
        if let Some(UpdateTableFromKind::BeforeSet(from) | UpdateTableFromKind::AfterSet(from)) = &update.from {
            tables.extend(from);
        }
        let unbound = self.unbound(&tables, update.selection.as_ref());
        self.faults.extend(unbound.iter().map(|name| format!("{name}: is updated without its bucket")));
        self.subscripts(&update.assignments);
    }

    fn delete(&mut self, delete: &Delete) {
        let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &delete.from;
        let tables: Vec<_> = from.iter().chain(delete.using.iter().flatten()).collect();
        let unbound = self.unbound(&tables, delete.selection.as_ref());
        self.faults.extend(unbound.iter().map(|name| format!("{name}: is deleted from without its bucket")));
    }

    fn insert(&mut self, insert: &Insert) {
        let TableObject::TableName(table) = &insert.table else { return };
        if let Some(sqlparser::ast::OnInsert::OnConflict(conflict)) = &insert.on
            && let sqlparser::ast::OnConflictAction::DoUpdate(update) = &conflict.action
        {
            self.subscripts(&update.assignments);
        }
        if self.placement.of(table) != Some(Place::Spread) {
            return;
        }
        let at = insert.columns.iter().position(|column| last(column) == BUCKET);
        let values =
            at.zip(insert.source.as_deref()).map(|(at, source)| inserted(&source.body, at)).unwrap_or_default();
        if values.is_empty() {
            self.faults.push(format!("{}: is inserted into without a bucket", last(table)));
        }
        for (value, reads_table) in values {
            match (constant(value), reads_table.filter(|name| self.placement.of(name) == Some(Place::Spread))) {
                (Some(bucket), None) => drop(self.buckets.insert(bucket)),
                (None, Some(_)) if is_bucket(value).is_some() => {}
                (Some(_), Some(from)) => self.faults.push(format!(
                    "{}: rows read from {} take their bucket from there, or they go by the coordinator",
                    last(table),
                    last(from)
                )),
                (None, _) => self.faults.push(format!("{}: the bucket inserted is no constant", last(table))),
            }
        }
    }

    /// `SET x = (array)[i]` ends the coordinator's process.
    fn subscripts(&mut self, assignments: &[Assignment]) {
        for assignment in assignments {
            let found = visit_expressions(&assignment.value, |expr| match expr {
                Expr::CompoundFieldAccess { .. } => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            });
            if found.is_break() {
                self.faults.push(format!("{}: is set from an array by its index", assignment.target));
            }
        }
    }

    /// Forms that do not serve whatever they name.
    fn forms(&mut self, statement: &Statement) {
        if matches!(statement, Statement::Merge(_)) {
            self.faults.push("MERGE does not serve".to_owned());
        }
        let notifies = matches!(statement, Statement::NOTIFY { .. })
            || functions(statement).iter().any(|(name, _)| name == "pg_notify");
        if notifies && !self.touched.is_empty() {
            self.faults.push("notifies beside other work: news leaves the coordinator, after the commit".to_owned());
        }
    }

    /// What only the whole statement shows.
    fn whole(&mut self, statement: &Statement) {
        if self.buckets.len() > 1 {
            self.faults.push(format!("names several buckets: {:?}", self.buckets));
        }
        let is_spread = self.touched.contains(&Place::Spread);
        if is_spread && written(statement).is_some_and(|name| self.placement.of(name) == Some(Place::Copied)) {
            self.faults.push("writes to every machine beside reading one".to_owned());
        }
        if is_spread && self.touched.contains(&Place::Coordinator) {
            self.faults.push("joins a table of the coordinator with a spread one".to_owned());
        }
    }

    /// The spread tables among these whose bucket no condition fixes.
    fn unbound(&mut self, tables: &[&TableWithJoins], selection: Option<&Expr>) -> Vec<String> {
        let mut named = Vec::new();
        let mut conditions: Vec<&Expr> = selection.into_iter().flat_map(conjuncts).collect();
        for table in tables {
            let factors = std::iter::once(&table.relation).chain(table.joins.iter().map(|join| &join.relation));
            named.extend(factors.filter_map(|factor| self.spread_name(factor)));
            conditions.extend(table.joins.iter().filter_map(|join| on(&join.join_operator)).flat_map(conjuncts));
        }
        let mut bound = BTreeSet::new();
        // Twice: a bucket may equal another table's bucket that equals a constant.
        for _ in 0..2 {
            for (left, right) in conditions.iter().filter_map(|condition| equality(condition)) {
                for (one, other) in [(left, right), (right, left)] {
                    let Some(table) = is_bucket(one) else { continue };
                    if let Some(bucket) = constant(other) {
                        self.buckets.insert(bucket);
                        bound.insert(table);
                    } else if is_bucket(other).is_some_and(|other| bound.contains(&other)) {
                        bound.insert(table);
                    }
                }
            }
        }
        named.retain(|name| !bound.contains(name) && !(named_alone(&bound)));
        named
    }

    fn spread_name(&self, factor: &TableFactor) -> Option<String> {
        let TableFactor::Table { name, alias, args: None, .. } = factor else { return None };
        (self.placement.of(name) == Some(Place::Spread))
            .then(|| alias.as_ref().map_or_else(|| last(name), |alias| alias.name.value.clone()))
    }
}

/// An unqualified `bucket` is only possible where one table has such a column: it is that table's.
fn named_alone(bound: &BTreeSet<String>) -> bool {
    bound.contains("")
}

/// The parts of a condition that all must hold.
fn conjuncts(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => [conjuncts(left), conjuncts(right)].concat(),
        Expr::Nested(inner) => conjuncts(inner),
        _ => vec![expr],
    }
}

fn equality(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match expr {
        Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => Some((left, right)),
        _ => None,
    }
}

/// The table whose bucket it is; empty where it is not said.
fn is_bucket(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Identifier(name) if name.value == BUCKET => Some(String::new()),
        Expr::CompoundIdentifier(parts) => match &parts[..] {
            [.., table, column] if column.value == BUCKET => Some(table.value.clone()),
            _ => None,
        },
        Expr::Nested(inner) => is_bucket(inner),
        _ => None,
    }
}

/// A parameter or a number, whatever it is cast to.
fn constant(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Value(value) => match &value.value {
            Value::Placeholder(text) | Value::Number(text, _) => Some(text.clone()),
            _ => None,
        },
        Expr::Cast { expr, .. } | Expr::Nested(expr) => constant(expr),
        _ => None,
    }
}

fn on(operator: &JoinOperator) -> Option<&Expr> {
    match operator {
        JoinOperator::Join(JoinConstraint::On(expr))
        | JoinOperator::Inner(JoinConstraint::On(expr))
        | JoinOperator::Left(JoinConstraint::On(expr))
        | JoinOperator::LeftOuter(JoinConstraint::On(expr)) => Some(expr),
        _ => None,
    }
}

/// What stands in that column, with the table that it is read from where there is one.
fn inserted(source: &SetExpr, at: usize) -> Vec<(&Expr, Option<&ObjectName>)> {
    match source {
        SetExpr::Values(values) => {
            values.rows.iter().filter_map(|row| row.get(at)).map(|value| (value, None)).collect()
        }
        SetExpr::Select(select) => {
            let Some(SelectItem::UnnamedExpr(value) | SelectItem::ExprWithAlias { expr: value, .. }) =
                select.projection.get(at)
            else {
                return Vec::new();
            };
            let table = select.from.iter().find_map(|table| match &table.relation {
                TableFactor::Table { name, args: None, .. } => Some(name),
                _ => None,
            });
            vec![(value, table)]
        }
        _ => Vec::new(),
    }
}

/// The table that a statement writes to.
fn written(statement: &Statement) -> Option<&ObjectName> {
    let factor = match statement {
        Statement::Insert(insert) => match &insert.table {
            TableObject::TableName(name) => return Some(name),
            _ => return None,
        },
        Statement::Update(update) => &update.table.relation,
        Statement::Delete(delete) => match &delete.from {
            FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from) => &from.first()?.relation,
        },
        _ => return None,
    };
    match factor {
        TableFactor::Table { name, .. } => Some(name),
        _ => None,
    }
}
