//! The report: everything that was measured, as tables for people, as JSON, and as the page docs/performance.md.

use std::fmt::Write;

use serde_json::{Value, json};

use super::ceiling::Ceilings;
use super::embedded::Embedded;
use super::http::Http;
use super::machine::Machine;
use super::measure::Sizes;
use super::postgres::Postgres;
use super::targets::{self, millis, people, seconds};
use super::usage::Usage;
use super::waits::Pace;

/// What one run found.
pub(crate) struct Report {
    pub(crate) machine: Machine,
    pub(crate) sizes: Sizes,
    pub(crate) ceilings: Option<Ceilings>,
    pub(crate) embedded: Option<Embedded>,
    pub(crate) http: Option<Http>,
    pub(crate) usage: Option<Usage>,
    pub(crate) postgres: Option<Postgres>,
}

type Row = Vec<String>;

impl Report {
    pub(crate) fn json(&self) -> Value {
        let Self { machine, sizes, ceilings, embedded, http, usage, postgres } = self;
        json!({
            "machine": machine, "sizes": sizes, "too_low": self.too_low(), "ceilings": ceilings,
            "embedded": embedded, "http": http, "usage": usage, "postgres": postgres, "targets": targets::rows(self),
        })
    }

    pub(crate) fn page(&self) -> String {
        format!(
            "# Performance\n\nWritten by `cargo xtask bench --write`. The ceilings are measured in the same run: a target is a \
             ratio to\nthem, so that it means the same on another machine.\n\n{}",
            self.text()
        )
    }

    pub(crate) fn text(&self) -> String {
        let Machine { cpu, cores, memory_gb, kernel, filesystem } = &self.machine;
        let mut text = format!("Machine: {cpu}, {cores} cores, {memory_gb} GB, {kernel}, {filesystem}\n");
        for low in self.too_low() {
            _ = writeln!(text, "\n**INVALID RUN**: a ceiling is below half of what the targets were set on: {low}");
        }
        for (title, head, rows) in [self.measured(), self.targets()] {
            _ = write!(text, "\n## {title}\n\n{}", table(&head, &rows));
        }
        text
    }

    fn too_low(&self) -> Vec<String> {
        self.ceilings.as_ref().map(targets::too_low).unwrap_or_default()
    }

    fn measured(&self) -> (&'static str, Row, Vec<Row>) {
        let mut rows = Vec::new();
        self.ceilings.iter().for_each(|ceilings| of_ceilings(ceilings, &mut rows));
        self.embedded.iter().for_each(|embedded| of_embedded(embedded, &mut rows));
        self.http.iter().for_each(|http| of_http(http, &mut rows));
        self.usage.iter().for_each(|usage| of_usage(usage, &mut rows));
        self.postgres.iter().for_each(|postgres| of_postgres(postgres, &mut rows));
        let head = ["what", "per second", "p50", "p99", "max"];
        ("Measured", head.map(str::to_owned).into(), rows)
    }

    fn targets(&self) -> (&'static str, Row, Vec<Row>) {
        let row = |target: targets::Target| {
            let number = |number: f64| if number >= 1_000.0 { format!("{number:.0}") } else { format!("{number:.2}") };
            let value = target.value.map_or_else(String::new, number);
            let (floor, goal) = (number(target.floor), number(target.goal));
            vec![target.what, target.measured, value, floor, goal, target.verdict.words().to_owned()]
        };
        let head = ["target", "measured", "value", "floor", "goal", "verdict"];
        ("Targets", head.map(str::to_owned).into(), targets::rows(self).into_iter().map(row).collect())
    }
}

fn of_ceilings(ceilings: &Ceilings, rows: &mut Vec<Row>) {
    rows.push(row("ceiling: fdatasync of 4 KiB, overwriting a file", &ceilings.overwriting));
    rows.push(row("ceiling: fdatasync of 4 KiB, growing a file", &ceilings.growing));
    for (batch, pace) in &ceilings.appended {
        rows.push(row(format!("ceiling: spends in memory, one appended log, {} a commit", people(*batch)), pace));
    }
    for (batch, pace) in &ceilings.rows {
        rows.push(row(format!("ceiling: SQLite, rows appended, keys in order, {} a commit", people(*batch)), pace));
    }
    rows.push(row("ceiling: empty HTTP handler, 64 connections", &ceilings.empty));
    rows.push(alone("ceiling: its core's time for a request", micros(ceilings.empty_core_ns)));
}

fn of_embedded(embedded: &Embedded, rows: &mut Vec<Row>) {
    let Embedded { pools, aged_entries, many_pools, .. } = embedded;
    rows.push(row(format!("ledger: a lone caller, {} pools", people(*pools)), &embedded.lone));
    let mut by_batch = |paces: &[(u64, Pace)], where_: &str| {
        for (batch, pace) in paces {
            rows.push(row(format!("ledger: batches of {}, {where_}", people(*batch)), pace));
        }
    };
    by_batch(&embedded.batches, &format!("{} pools, fresh", people(*pools)));
    by_batch(&embedded.hot, "one hot pool");
    by_batch(&embedded.aged, &format!("{} pools, after {} entries", people(*pools), people(*aged_entries)));
    by_batch(&embedded.many, &format!("{} pools", people(*many_pools)));
    rows.push(row("ledger: 64 callers, one spend each", &embedded.callers));
    rows.push(row("ledger: pools made, three grants each, 2,000 a commit", &embedded.filling));
}

fn of_http(http: &Http, rows: &mut Vec<Row>) {
    for (connections, pace) in &http.singles {
        rows.push(row(format!("HTTP: single spends, {connections} connections, {} pools", people(http.pools)), pace));
    }
    for (connections, ns) in &http.core_ns {
        rows.push(alone(format!("HTTP: the core's time for a single spend, {connections} connections"), micros(*ns)));
    }
    for (size, pace) in &http.batches {
        rows.push(row(format!("HTTP: spends in calls of {size}"), pace));
    }
    for (what, pace) in [("balance", &http.balance), ("checks", &http.checks)] {
        rows.extend(pace.iter().map(|pace| row(format!("HTTP: {what}, beside 64 connections that write"), pace)));
    }
    rows.push(alone(format!("start-up, {} pools", people(http.pools)), seconds(http.start)));
    rows.push(alone(format!("start-up, {} pools", people(http.many_pools)), seconds(http.start_many)));
    rows.push(alone("idle memory", format!("{} KB", people(http.memory_kb))));
    let binary = http.binary_bytes.map_or_else(|| "not built".to_owned(), |bytes| format!("{} bytes", people(bytes)));
    rows.push(alone("stripped binary", binary));
}

fn of_usage(usage: &Usage, rows: &mut Vec<Row>) {
    let entries = people(usage.entries);
    rows.push(alone(format!("usage by day and member, {entries} entries of one pool"), seconds(usage.report)));
    rows.push(alone("usage: entries summed up behind the writer, a second", people(usage.summed_per_second)));
}

fn of_postgres(postgres: &Postgres, rows: &mut Vec<Row>) {
    let (version, pools) = (&postgres.version, people(postgres.pools));
    let buckets = format!("{} bucket{}", postgres.buckets, if postgres.buckets == 1 { "" } else { "s" });
    for (what, paces) in [
        (format!("ceiling: PostgreSQL {version}, one transaction a spend, 32 clients"), &postgres.plain),
        ("ceiling: PostgreSQL, one set-based transaction of 32 spends, 2 connections".to_owned(), &postgres.set),
        (format!("ledger on PostgreSQL: 64 callers, {buckets}"), &postgres.callers),
        (format!("ledger on PostgreSQL: batches of 512, {buckets}"), &postgres.batches),
        (format!("ledger on PostgreSQL: one process beside them, 64 callers, {buckets}"), &postgres.single),
        (format!("ledger on PostgreSQL: two processes, 64 callers each, {buckets}"), &postgres.processes),
    ] {
        rows.push(row(format!("{what}, {pools} pools"), &paces.many));
        rows.push(row(format!("{what}, one hot pool"), &paces.hot));
    }
}

fn row(what: impl Into<String>, pace: &Pace) -> Row {
    vec![what.into(), people(pace.per_second), millis(pace.p50_us), millis(pace.p99_us), millis(pace.max_us)]
}

/// A row of one figure.
fn alone(what: impl Into<String>, value: String) -> Row {
    vec![what.into(), value, String::new(), String::new(), String::new()]
}

fn micros(ns: u64) -> String {
    format!("{}.{:02} us", ns / 1_000, ns % 1_000 / 10)
}

/// A table that reads as well in a terminal as on a page.
fn table(head: &Row, rows: &[Row]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().chain([head]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<_> = (0..head.len()).map(width).collect();
    let line = |row: &Row| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let rule: Vec<_> = widths
        .iter()
        .enumerate()
        .map(|(column, width)| {
            let dashes = "-".repeat(width.saturating_sub(usize::from(column > 0)));
            if column == 0 { dashes } else { format!("{dashes}:") }
        })
        .collect();
    std::iter::once(line(head)).chain([line(&rule)]).chain(rows.iter().map(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let cells = |words: [&str; 2]| words.map(str::to_owned).to_vec();
        let text = table(&cells(["what", "n"]), &[cells(["a", "12"]), cells(["é", "3"])]);
        assert_eq!(text, "| what |  n |\n| ---- | -: |\n| a    | 12 |\n| é    |  3 |\n");
    }
}
