//! `xtask guides`: each guide in docs/guides, and the commands of other pages, followed to the letter on a real server.

use std::process::{Command, ExitCode, Stdio};

use crate::node::{self, Counted};
use crate::{Outcome, sdk, workspace};

const FOLDER: &str = "docs/guides";
const FILES: [&str; 2] = ["guides.test.mjs", "pages.test.mjs"];

pub(crate) fn run() -> Outcome<ExitCode> {
    let root = workspace::root();
    let folder = root.join(FOLDER);
    if !folder.join("express/node_modules/express").exists() {
        return Err(format!("{FOLDER}/express/node_modules is missing: run scripts/install.sh test"));
    }
    let has_rails = Command::new("puma").arg("--version").stdout(Stdio::null()).status();
    if !has_rails.is_ok_and(|status| status.success()) {
        return Err("puma is missing: run scripts/install.sh test".to_owned());
    }
    let mut counted = Counted::default();
    counted.check("the SDK that the Express guide installs is built", sdk::build()?);
    if counted.failed == 0 {
        counted.add(node::tests(&folder, &FILES.map(str::to_owned))?);
    }
    println!("{} passed, {} failed, {} skipped", counted.passed, counted.failed, counted.skipped);
    Ok(if counted.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
