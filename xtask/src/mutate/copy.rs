//! The copy: core, model and simulation in a workspace of their own, with every mutant built into the core.

use std::fs;
use std::path::{Path, PathBuf};

use super::switch::{ASKED, with_switches};
use super::table::Mutant;
use crate::{Outcome, workspace};

/// What the simulation is built from.
const CRATES: [&str; 3] = ["crates/core", "crates/model", "crates/sim"];

/// Makes the copy under `target/`, where builds of earlier runs are kept, and says where.
pub(super) fn make(mutants: &[Mutant]) -> Outcome<PathBuf> {
    let (from, to) = (workspace::root(), workspace::root().join("target/mutate"));
    let mut kept = vec![to.join("Cargo.toml"), to.join("Cargo.lock"), to.join("crates/core/src/mutant.rs")];
    let manifest = read(&from.join("Cargo.toml"))?;
    write(&to.join("Cargo.toml"), &own_manifest(&manifest))?;
    write(&to.join("Cargo.lock"), &read(&from.join("Cargo.lock"))?)?;
    write(&to.join("crates/core/src/mutant.rs"), ASKED)?;
    let mut seen = Vec::new();
    for path in workspace::files()?.into_iter().filter(|path| is_copied(path)) {
        let text = read(&from.join(&path))?;
        let file = path.strip_prefix("crates/core/src/").unwrap_or_default();
        let own: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.file == file).collect();
        seen.extend(own.iter().map(|mutant| mutant.name));
        let switched = with_switches(&path, &text, &own)?;
        let text = if file == "lib.rs" { format!("{switched}\npub(crate) mod mutant;\n") } else { switched };
        write(&to.join(&path), &text)?;
        kept.push(to.join(&path));
    }
    if let Some(lost) = mutants.iter().find(|mutant| !seen.contains(&mutant.name)) {
        return Err(format!("mutant {}: there is no file crates/core/src/{}", lost.name, lost.file));
    }
    remove_others(&to.join("crates"), &kept)?;
    Ok(to)
}

fn is_copied(path: &str) -> bool {
    let rest = CRATES.iter().find_map(|of| path.strip_prefix(of)?.strip_prefix('/'));
    rest.is_some_and(|rest| !rest.starts_with("tests/") && !rest.starts_with("examples/"))
}

/// The workspace's manifest with the copied crates as its only members.
fn own_manifest(manifest: &str) -> String {
    let mut own = String::new();
    for line in manifest.lines() {
        match line.split_once(" = ").map(|(name, _)| name) {
            Some("members") => own.extend(["members = ", &format!("{CRATES:?}")]),
            Some("default-members") => {}
            _ => own.push_str(line),
        }
        own.push('\n');
    }
    own
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Leaves a file alone that is so already, so that only what changed is built again.
fn write(path: &Path, text: &str) -> Outcome<()> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// Files of an earlier copy that the project no longer has.
fn remove_others(folder: &Path, kept: &[PathBuf]) -> Outcome<()> {
    let problem = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if path.is_dir() {
            remove_others(&path, kept)?;
        } else if !kept.contains(&path) {
            fs::remove_file(&path).map_err(problem)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_simulation_is_built_from_is_copied() {
        for (path, expected) in [
            ("crates/core/src/burn.rs", true),
            ("crates/sim/corpus.txt", true),
            ("crates/core/tests/rules/main.rs", false),
            ("crates/store/src/lib.rs", false),
            ("crates/corelike/src/lib.rs", false),
        ] {
            assert_eq!(is_copied(path), expected, "{path}");
        }
    }

    #[test]
    fn the_copy_is_a_workspace_of_its_own() {
        let manifest = "[workspace]\nmembers = [\"xtask\"]\ndefault-members = [\"crates/cli\"]\n[profile.dev]\n";
        let own = "[workspace]\nmembers = [\"crates/core\", \"crates/model\", \"crates/sim\"]\n\n[profile.dev]\n";
        assert_eq!(own_manifest(manifest), own);
    }
}
