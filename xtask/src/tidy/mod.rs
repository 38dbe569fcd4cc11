//! `xtask tidy`: the house rules that no compiler knows, one function a rule, each counted as one test.

mod crates;
mod files;
mod manifest;
mod words;

use std::process::ExitCode;

use crate::{Outcome, workspace};

/// One committed text file.
struct File {
    path: String,
    text: String,
}

impl File {
    fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, ending)| ending == extension)
    }
}

/// What a rule reads, and what breaks it: one line a fault, beginning with the place.
enum Reads {
    Files(fn(&[File]) -> Vec<String>),
    Cargo(fn() -> Outcome<Vec<String>>),
}

impl Reads {
    fn faults(&self, tree: &[File]) -> Outcome<Vec<String>> {
        match self {
            Self::Files(rule) => Ok(rule(tree)),
            Self::Cargo(rule) => rule(),
        }
    }
}

#[rustfmt::skip]
const RULES: &[(&str, Reads)] = &[
    ("a file is one thing, at most 500 lines",              Reads::Files(files::lengths)),
    ("a module's first line says what lives there",         Reads::Files(files::first_lines)),
    ("nothing is unfinished",                               Reads::Files(words::unfinished)),
    ("no path of a machine, no host of a registry",         Reads::Files(words::machines)),
    ("public names are words of the glossary",              Reads::Files(words::glossary)),
    ("every dependency has its reason and its one version", Reads::Files(manifest::dependencies)),
    ("crates depend down the line only",                    Reads::Cargo(crates::line)),
    ("the model depends on nothing of the core",            Reads::Cargo(crates::independent_model)),
    ("the core's dependencies can do no I/O",               Reads::Cargo(crates::pure_core)),
];

pub(crate) fn run() -> Outcome<ExitCode> {
    let tree = tree()?;
    let (mut passed, mut failed) = (0_u32, 0_u32);
    for (name, reads) in RULES {
        let faults = reads.faults(&tree)?;
        if faults.is_empty() {
            println!("ok      {name}");
            passed += 1;
        } else {
            println!("FAILED  {name}");
            for fault in faults {
                println!("        {fault}");
            }
            failed += 1;
        }
    }
    for file in files::long(&tree) {
        println!("note    {file}");
    }
    println!("{passed} passed, {failed} failed, 0 skipped");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Every text file of the project; lock files are written by tools and pictures are no text.
fn tree() -> Outcome<Vec<File>> {
    Ok(workspace::files()?
        .into_iter()
        .filter_map(|path| {
            let text = std::fs::read_to_string(workspace::root().join(&path)).ok()?;
            Some(File { path, text })
        })
        .filter(|file| !file.is("lock") && !file.path.ends_with("package-lock.json"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected` is what each fault must begin with.
    #[track_caller]
    pub(super) fn check(rule: fn(&[File]) -> Vec<String>, path: &str, text: &str, expected: &[&str]) {
        let file = File { path: path.to_owned(), text: text.to_owned() };
        let faults = rule(&[file]);
        assert_eq!(faults.len(), expected.len(), "{path}: {text}\nfound {faults:?}");
        for (fault, begins) in faults.iter().zip(expected) {
            assert!(fault.starts_with(begins), "{fault} does not begin with {begins}");
        }
    }

    #[test]
    fn the_crates_of_this_project_keep_their_line() {
        for (name, reads) in RULES.iter().filter(|(_, reads)| matches!(reads, Reads::Cargo(_))) {
            assert_eq!(reads.faults(&[]).unwrap(), Vec::<String>::new(), "{name}");
        }
    }

    #[test]
    fn the_tree_is_read_without_lock_files() {
        let tree = tree().unwrap();
        assert!(tree.iter().any(|file| file.path == "xtask/src/tidy/mod.rs"));
        assert!(tree.iter().all(|file| file.path != "Cargo.lock"));
    }
}
