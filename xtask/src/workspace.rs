//! The workspace on disk: its root, its files as git knows them, a command's output as text.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// The project's folder, whichever folder the command was typed in.
pub(crate) fn root() -> PathBuf {
    let manifest_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest_dir.parent().unwrap_or(manifest_dir).to_owned()
}

/// Every file that is or would be committed, relative to the root.
pub(crate) fn files() -> Outcome<Vec<String>> {
    let listed = text_of(Command::new("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]))?;
    Ok(listed.lines().filter(|file| root().join(file).is_file()).map(str::to_owned).collect())
}

/// What the command prints when run in the root; a failure carries what it said about it.
pub(crate) fn text_of(command: &mut Command) -> Outcome<String> {
    let output =
        command.current_dir(root()).output().map_err(|error| format!("{command:?} does not start: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }
}

/// Node: where the distribution's own is too old, install.sh puts one into .tools.
pub(crate) fn node() -> PathBuf {
    let own = root().join(".tools/python/bin/node");
    if own.exists() { own } else { PathBuf::from("node") }
}
