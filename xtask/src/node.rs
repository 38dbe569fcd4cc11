//! What tasks in Node share: a package's own program, the server they run against, and the closing lines of node's tests.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Outcome, programs, workspace};

/// What a task counted: passed, failed, skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counted {
    /// One yes or no more, with its line.
    pub(crate) fn check(&mut self, what: &str, is_so: bool) {
        println!("{} {what}", if is_so { "ok    " } else { "FAILED" });
        if is_so { self.passed += 1 } else { self.failed += 1 }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Runs the program of an installed package in that folder; whether it was content.
pub(crate) fn tool(folder: &Path, package: &str, program: &str, args: &[&str]) -> Outcome<bool> {
    let script = folder.join("node_modules").join(package).join(program);
    if !script.exists() {
        return Err(format!("{} is missing: run scripts/install.sh test", script.display()));
    }
    let status = Command::new(workspace::node())
        .arg(script)
        .args(args)
        .current_dir(folder)
        .stdout(Stdio::inherit())
        .status()
        .map_err(|error| format!("node does not start: {error}; run scripts/install.sh test"))?;
    Ok(status.success())
}

/// Runs node's test runner on these files of that folder, with the server's program in `SCRIP_PROGRAM`.
pub(crate) fn tests(folder: &Path, files: &[String]) -> Outcome<Counted> {
    let done = Command::new(workspace::node())
        .args(["--test", "--test-reporter=tap", "--test-timeout=240000"])
        .args(files)
        .current_dir(folder)
        .env("SCRIP_PROGRAM", program()?)
        .stdout(Stdio::piped())
        .output()
        .map_err(|error| format!("node does not start: {error}"))?;
    let said = String::from_utf8_lossy(&done.stdout);
    let mut counted = closing_lines(&said);
    if !done.status.success() && counted.failed == 0 {
        counted.failed = 1;
    }
    if counted.failed > 0 {
        println!("{said}");
    }
    Ok(counted)
}

/// `# pass 3` and its sisters; a test that was cancelled has not passed.
fn closing_lines(said: &str) -> Counted {
    let count = |name: &str| said.lines().filter_map(|line| line.strip_prefix(name)?.trim().parse::<u64>().ok()).sum();
    let (failed, cancelled): (u64, u64) = (count("# fail "), count("# cancelled "));
    Counted { passed: count("# pass "), failed: failed + cancelled, skipped: count("# skipped ") }
}

/// The server that the tests start, with the stand-in for Stripe beside it; `SCRIP_PROGRAM` names one that is built.
pub(crate) fn program() -> Outcome<PathBuf> {
    if let Some(named) = std::env::var_os("SCRIP_PROGRAM") {
        return Ok(named.into());
    }
    Ok(programs::built(&["scrip", "fake-stripe"])?.join("scrip"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_node_are_counted() {
        let said = "ok 1 - a\n# tests 9\n# pass 5\n# fail 1\n# cancelled 2\n# skipped 1\n# todo 0\n";
        assert_eq!(closing_lines(said), Counted { passed: 5, failed: 3, skipped: 1 });
        assert_eq!(closing_lines("Segmentation fault"), Counted::default());
    }
}
