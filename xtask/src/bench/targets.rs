//! Targets: what is aimed at, as ratios inside one run, a row each: measured, floor, goal, verdict. And whether the run
//! counts at all: the ceilings of the machine must be at least half of those that the targets were set on.
#![expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "ratios of speeds; no credit is near"
)]

use std::time::Duration;

use serde::Serialize;

use super::ceiling::{Ceilings, at};
use super::embedded::Embedded;
use super::http::Http;
use super::postgres::Postgres;
use super::report::Report;
use super::waits::Pace;

/// How a target was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    MetGoal,
    MetFloor,
    Short,
    NotMeasured,
}

impl Verdict {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::MetGoal => "met goal",
            Self::MetFloor => "met floor",
            Self::Short => "short",
            Self::NotMeasured => "not measured",
        }
    }
}

/// One row.
#[derive(Debug, Serialize)]
pub(crate) struct Target {
    pub(crate) what: String,
    /// What was measured, for people.
    pub(crate) measured: String,
    /// What is held against the two.
    pub(crate) value: Option<f64>,
    pub(crate) floor: f64,
    pub(crate) goal: f64,
    pub(crate) verdict: Verdict,
}

/// More is better when the goal is above the floor, less where it is not.
fn verdict(value: f64, floor: f64, goal: f64) -> Verdict {
    let reaches = |bound: f64| if goal > floor { value >= bound } else { value <= bound };
    match (reaches(goal), reaches(floor)) {
        (true, true) => Verdict::MetGoal,
        (_, true) => Verdict::MetFloor,
        _ => Verdict::Short,
    }
}

fn row(what: impl Into<String>, value: Option<f64>, measured: String, floor: f64, goal: f64) -> Target {
    let verdict = value.map_or(Verdict::NotMeasured, |value| verdict(value, floor, goal));
    let measured = if value.is_some() { measured } else { String::new() };
    Target { what: what.into(), measured, value, floor, goal, verdict }
}

fn ratio(a: u64, b: u64) -> f64 {
    a as f64 / b.max(1) as f64
}

fn speed(paces: &[(u64, Pace)], batch: u64) -> u64 {
    at(paces, batch).unwrap_or_default().per_second
}

/// Every row that the targets have, measured or not.
pub(crate) fn rows(report: &Report) -> Vec<Target> {
    let Report { sizes, ceilings, embedded, http, postgres, .. } = report;
    let mut rows = Vec::new();
    rows.extend(by_batch(ceilings.as_ref(), embedded.as_ref()));
    let aged = embedded.as_ref().map(|e| (speed(&e.aged, 512), speed(&e.batches, 512)));
    let many = embedded.as_ref().map(|e| (speed(&e.many, 512), speed(&e.batches, 512)));
    for (what, pair, floor, goal) in [
        (format!("batches of 512 after {} entries / fresh", people(sizes.aged_entries)), aged, 0.8, 0.95),
        (format!("batches of 512 with {} pools / {}", people(sizes.many_pools), people(sizes.pools)), many, 0.6, 0.85),
    ] {
        let said = pair.map(|(late, fresh)| format!("{} / {}", people(late), people(fresh)));
        rows.push(row(what, pair.map(|(late, fresh)| ratio(late, fresh)), said.unwrap_or_default(), floor, goal));
    }
    rows.extend(over_http(ceilings.as_ref(), http.as_ref()));
    rows.extend(waits(ceilings.as_ref(), embedded.as_ref()));
    rows.extend(absolute(http.as_ref()));
    let report = report.usage.as_ref();
    let what = format!("usage over {} entries of one pool, s", people(sizes.usage_entries));
    let said = report.map_or_else(String::new, |usage| seconds(usage.report));
    rows.push(row(what, report.map(|usage| usage.report.as_secs_f64()), said, 1.0, 1.0));
    rows.extend(on_postgres(postgres.as_ref()));
    rows
}

fn on_postgres(postgres: Option<&Postgres>) -> [Target; 6] {
    let pair = |what: &str, of: fn(&Postgres) -> (Pace, Pace), floor, goal| {
        let speeds = postgres.map(of).map(|(ours, other)| (ours.per_second, other.per_second));
        let said = speeds.map_or_else(String::new, |(ours, other)| format!("{} / {}", people(ours), people(other)));
        row(format!("PostgreSQL, {what}"), speeds.map(|(ours, other)| ratio(ours, other)), said, floor, goal)
    };
    [
        pair("64 callers / one transaction a spend: 10 k pools", |p| (p.callers.many, p.plain.many), 10.0, 15.0),
        pair("64 callers / one transaction a spend: hot pool", |p| (p.callers.hot, p.plain.hot), 100.0, 180.0),
        pair("64 callers / set-based transactions of 32: 10 k pools", |p| (p.callers.many, p.set.many), 0.5, 0.8),
        pair("64 callers / set-based transactions of 32: hot pool", |p| (p.callers.hot, p.set.hot), 0.5, 0.8),
        pair("two processes / one, 64 callers each: 10 k pools", |p| (p.processes.many, p.single.many), 1.0, 1.1),
        pair("two processes / one, 64 callers each: hot pool", |p| (p.processes.hot, p.single.hot), 1.0, 1.1),
    ]
}

fn by_batch(ceilings: Option<&Ceilings>, embedded: Option<&Embedded>) -> [Target; 2] {
    let of = |paces: &[(u64, Pace)]| speed(paces, 512);
    let pair = ceilings.zip(embedded).map(|(c, e)| (of(&e.batches), of(&c.appended)));
    let large = embedded.map(|e| speed(&e.batches, 4_096));
    [
        row(
            "embedded, batches of 512 / memory and one appended log",
            pair.map(|(ours, log)| ratio(ours, log)),
            pair.map_or_else(String::new, |(ours, log)| format!("{} / {}", people(ours), people(log))),
            0.25,
            0.45,
        ),
        row(
            "embedded, batches of 4,096, spends a second",
            large.map(|n| n as f64),
            large.map_or_else(String::new, people),
            150_000.0,
            280_000.0,
        ),
    ]
}

fn over_http(ceilings: Option<&Ceilings>, http: Option<&Http>) -> [Target; 2] {
    let ours = http.and_then(|h| h.singles.iter().find(|(connections, _)| *connections == 64)).map(|(_, pace)| *pace);
    let pair = ours.zip(ceilings.map(|c| c.empty));
    [
        row(
            "HTTP single spends, 64 connections / empty handler",
            pair.map(|(ours, empty)| ratio(ours.per_second, empty.per_second)),
            pair.map_or_else(String::new, |(o, e)| format!("{} / {}", people(o.per_second), people(e.per_second))),
            0.5,
            0.7,
        ),
        row(
            "their p99 / its p99",
            pair.map(|(ours, empty)| ratio(ours.p99_us, empty.p99_us)),
            pair.map_or_else(String::new, |(o, e)| format!("{} / {}", millis(o.p99_us), millis(e.p99_us))),
            3.0,
            2.0,
        ),
    ]
}

fn waits(ceilings: Option<&Ceilings>, embedded: Option<&Embedded>) -> [Target; 2] {
    let lone = ceilings.zip(embedded).map(|(c, e)| (e.lone.p50_us, c.overwriting.p50_us));
    // fdatasync p50 x 1.3 + 0.15 ms, as the part of it that is used up.
    let bound = |flush: u64| flush * 13 / 10 + 150;
    let calls = embedded.map(|e| e.callers.p99_us);
    [
        row(
            "a lone caller's p50 / (fdatasync p50 × 1.3 + 0.15 ms), with the hash chain",
            lone.map(|(wait, flush)| ratio(wait, bound(flush))),
            lone.map_or_else(String::new, |(wait, flush)| format!("{} / {}", millis(wait), millis(bound(flush)))),
            1.0,
            1.0,
        ),
        row(
            "p99 of a commit during checkpoints, 64 callers, ms",
            calls.map(|us| us as f64 / 1_000.0),
            calls.map_or_else(String::new, millis),
            10.0,
            5.0,
        ),
    ]
}

fn absolute(http: Option<&Http>) -> Vec<Target> {
    let wait = |of: fn(&Http) -> Option<Pace>| http.and_then(of).map(|pace| pace.p99_us);
    let mut rows = Vec::new();
    for (what, us) in [("balance", wait(|h| h.balance)), ("checks", wait(|h| h.checks))] {
        let said = us.map_or_else(String::new, millis);
        rows.push(row(
            format!("{what}, p99 beside a full write load, ms"),
            us.map(|us| us as f64 / 1e3),
            said,
            3.0,
            1.0,
        ));
    }
    let start = http.map(|h| h.start_many.as_secs_f64());
    let pools = http.map_or(1_000_000, |h| h.many_pools);
    let said = http.map_or_else(String::new, |h| seconds(h.start_many));
    rows.push(row(format!("start-up with {} pools, s", people(pools)), start, said, 3.0, 1.0));
    let memory = http.map(|h| h.memory_kb as f64 / 1e3);
    rows.push(row("idle memory, MB", memory, memory.map_or_else(String::new, |mb| format!("{mb:.1} MB")), 60.0, 30.0));
    let binary = http.and_then(|h| h.binary_bytes).map(|bytes| bytes as f64 / 1e6);
    rows.push(row(
        "stripped binary, MB",
        binary,
        binary.map_or_else(String::new, |mb| format!("{mb:.1} MB")),
        40.0,
        25.0,
    ));
    rows
}

/// Ceilings below half of what the targets were set on; none: the run counts.
pub(crate) fn too_low(ceilings: &Ceilings) -> Vec<String> {
    let speeds = [
        ("the empty handler", ceilings.empty.per_second, 49_000),
        ("memory and one log at 64", speed(&ceilings.appended, 64), 120_000),
        ("memory and one log at 512", speed(&ceilings.appended, 512), 656_000),
        ("memory and one log at 4,096", speed(&ceilings.appended, 4_096), 1_440_000),
        ("SQLite rows at 64", speed(&ceilings.rows, 64), 117_000),
        ("SQLite rows at 512", speed(&ceilings.rows, 512), 300_000),
        ("SQLite rows at 4,096", speed(&ceilings.rows, 4_096), 389_000),
    ];
    let low = |(what, measured, reference): (&str, u64, u64)| {
        (measured * 2 < reference).then(|| format!("{what}: {} of {}", people(measured), people(reference)))
    };
    let mut found: Vec<_> = speeds.into_iter().filter_map(low).collect();
    let flushes = [
        ("fdatasync, overwriting", ceilings.overwriting.p50_us, 174),
        ("fdatasync, growing", ceilings.growing.p50_us, 365),
    ];
    let slow = flushes.into_iter().filter(|(_, measured, reference)| *measured > reference * 2);
    found.extend(slow.map(|(what, measured, reference)| format!("{what}: {measured} us, not {reference}")));
    found
}

/// `1,234,567`
pub(crate) fn people(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1.23 ms`
pub(crate) fn millis(us: u64) -> String {
    format!("{:.2} ms", us as f64 / 1_000.0)
}

/// `1.23 s`
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_knows_which_way_is_better() {
        for (value, floor, goal, expected) in [
            (0.5, 0.25, 0.45, Verdict::MetGoal),
            (0.45, 0.25, 0.45, Verdict::MetGoal),
            (0.3, 0.25, 0.45, Verdict::MetFloor),
            (0.2, 0.25, 0.45, Verdict::Short),
            (0.9, 3.0, 1.0, Verdict::MetGoal),
            (2.0, 3.0, 1.0, Verdict::MetFloor),
            (3.1, 3.0, 1.0, Verdict::Short),
            (0.9, 1.0, 1.0, Verdict::MetGoal),
            (1.1, 1.0, 1.0, Verdict::Short),
        ] {
            assert_eq!(verdict(value, floor, goal), expected, "{value} {floor} {goal}");
        }
    }

    #[test]
    fn numbers_for_people() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(people(number), text);
        }
    }
}
