//! The workspace's own programs, built for the tasks that run them.

use std::path::PathBuf;
use std::process::Command;

use crate::{Outcome, workspace};

/// Builds these programs; the folder in which they lie then.
///
/// With the features that the whole workspace asks for, as the build before the tests has them: of one package alone
/// they are fewer, and every crate below it would be compiled once more for that.
pub(crate) fn built(programs: &[&str]) -> Outcome<PathBuf> {
    let mut build = Command::new("cargo");
    build.args(["build", "--quiet", "--locked", "--workspace"]).current_dir(workspace::root());
    for program in programs {
        build.args(["--bin", program]);
    }
    let status = build.status().map_err(|error| format!("cargo does not start: {error}"))?;
    if !status.success() {
        return Err(format!("{} does not build", programs.join(", ")));
    }
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    own.parent().map(PathBuf::from).ok_or_else(|| "xtask lies in no folder".to_owned())
}
