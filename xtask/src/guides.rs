//! `xtask guides`: each guide in docs/guides followed to the letter, its blocks written, run and compared on a real server.

use std::process::{Command, ExitCode, Stdio};

use crate::node::{self, Counted};
use crate::{Outcome, sdk, workspace};

const FOLDER: &str = "docs/guides";

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
        counted.add(node::tests(&folder, &["guides.test.mjs".to_owned()])?);
    }
    println!("{} passed, {} failed, {} skipped", counted.passed, counted.failed, counted.skipped);
    Ok(if counted.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
