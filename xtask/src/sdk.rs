//! `xtask sdk`: the TypeScript SDK's types made anew from openapi.json, compiled, packed, and run against a real server.

use std::path::Path;
use std::process::ExitCode;

use crate::node::{self, Counted};
use crate::{Outcome, workspace};

pub(crate) const FOLDER: &str = "sdk/typescript";

pub(crate) fn run() -> Outcome<ExitCode> {
    let folder = workspace::root().join(FOLDER);
    let mut counted = Counted::default();
    counted.check("it compiles with the types of openapi.json", build()?);
    if counted.failed == 0 {
        let is_typed = node::tool(&folder, "typescript", "bin/tsc", &["-p", "tests"])?;
        counted.check("TypeScript takes what is right and nothing that is wrong", is_typed);
        counted.add(node::tests(&folder, &test_files(&folder)?)?);
    }
    println!("{} passed, {} failed, {} skipped", counted.passed, counted.failed, counted.skipped);
    Ok(if counted.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Makes `dist/`, as `npm pack` finds it. The types are not committed: they are openapi.json in another language.
pub(crate) fn build() -> Outcome<bool> {
    let folder = workspace::root().join(FOLDER);
    let made = folder.join("dist");
    if made.exists() {
        std::fs::remove_dir_all(&made).map_err(|error| format!("{}: {error}", made.display()))?;
    }
    let types = ["../../openapi.json", "--alphabetize", "-o", "src/schema.ts"];
    Ok(node::tool(&folder, "openapi-typescript", "bin/cli.js", &types)?
        && node::tool(&folder, "typescript", "bin/tsc", &["-p", "."])?)
}

fn test_files(folder: &Path) -> Outcome<Vec<String>> {
    let listed = std::fs::read_dir(folder.join("tests")).map_err(|error| error.to_string())?;
    let mut files: Vec<String> = listed
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .map(|name| format!("tests/{name}"))
        .collect();
    files.sort();
    if files.is_empty() { Err(format!("{FOLDER}/tests holds no test")) } else { Ok(files) }
}
