//! Running the simulation on the core with one mutant on, and what became of it.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::Duration;

use crate::Outcome;
use crate::stopwatch::Stopwatch;

/// The longest run: many times what the slowest mutant needs. One that takes longer never ends.
const RUN_MAX: Duration = Duration::from_mins(2);

/// How often a run is looked at.
const POLL: Duration = Duration::from_millis(20);

/// A difference is a sentence of this length at most; some show whole objects.
const SHOWN_CHARS_MAX: usize = 110;

/// How a run ended.
pub(super) enum Ended {
    /// No history failed.
    Passed,
    /// At this history, by this difference.
    Caught { place: String, difference: String },
    /// Something that is no answer.
    Broke(String),
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => f.write_str("SURVIVED"),
            Self::Caught { place, difference } => write!(f, "{place:<20} {difference}"),
            Self::Broke(how) => write!(f, "BROKE: {how}"),
        }
    }
}

/// The built simulation.
pub(super) struct Sim {
    program: PathBuf,
    said: PathBuf,
}

impl Sim {
    pub(super) fn build(copy: &Path) -> Outcome<Self> {
        let (target, said) = (copy.join("target"), copy.join("said"));
        let status = Command::new("cargo")
            .args(["build", "--quiet", "--package", "scrip-sim", "--target-dir"])
            .arg(&target)
            .env("RUSTFLAGS", "--cap-lints=allow") // switches are not written for people
            .current_dir(copy)
            .status()
            .map_err(|error| format!("cargo does not start: {error}"))?;
        if !status.success() {
            return Err("the core with its mutants does not compile: mend the row that the compiler shows".to_owned());
        }
        fs::create_dir_all(&said).map_err(|error| format!("{}: {error}", said.display()))?;
        Ok(Self { program: target.join("debug/scrip-sim"), said })
    }

    /// Up to so many histories after the corpus, ended by the first failure.
    pub(super) fn run(&self, mutant: Option<&str>, seeds: u64) -> Outcome<Ended> {
        let path = self.said.join(mutant.unwrap_or("unbroken"));
        let problem = |error: std::io::Error| format!("{}: {error}", path.display());
        let mut command = Command::new(&self.program);
        command.args(["--stop", "--twice=0", "--threads=1", &format!("--seeds={seeds}")]).env_remove("SCRIP_MUTANT");
        if let Some(name) = mutant {
            command.env("SCRIP_MUTANT", name);
        }
        let out = File::create(&path).map_err(problem)?;
        let err = out.try_clone().map_err(problem)?;
        let mut child = command.stdout(out).stderr(err).spawn().map_err(problem)?;
        let Some(status) = wait(&mut child)? else {
            return Ok(Ended::Broke(format!("it did not end within {} seconds", RUN_MAX.as_secs())));
        };
        Ok(judge(status.code(), &fs::read_to_string(&path).map_err(problem)?))
    }
}

fn wait(child: &mut Child) -> Outcome<Option<ExitStatus>> {
    let stopwatch = Stopwatch::start();
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return Ok(Some(status));
        }
        if stopwatch.elapsed() > RUN_MAX {
            child.kill().and_then(|()| child.wait()).map_err(|error| error.to_string())?;
            return Ok(None);
        }
        thread::sleep(POLL);
    }
}

/// Code 0 is a pass; code 1 comes with `seed 6 step 20`, what was asked, and the difference, a line each.
fn judge(code: Option<i32>, said: &str) -> Ended {
    let mut lines = said.lines().skip_while(|line| !line.starts_with("seed "));
    match (code, lines.next(), lines.nth(1)) {
        (Some(0), ..) => Ended::Passed,
        (Some(1), Some(place), Some(difference)) => Ended::Caught {
            place: place.split(" (").next().unwrap_or_default().to_owned(),
            difference: difference.trim().chars().take(SHOWN_CHARS_MAX).collect(),
        },
        (code, ..) => Ended::Broke(format!("exit code {code:?}: {}", said.lines().last().unwrap_or_default())),
    }
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn what_a_run_says() {
        let caught =
            "seed 6 step 20 (a time-out)\n  asked: Spend\n  draws: the core says 1\n1 passed, 1 failed, 0 skipped\n";
        for (code, said, expected) in [
            (Some(0), "300 passed, 0 failed, 0 skipped\n", "SURVIVED"),
            (Some(1), caught, "seed 6 step 20       draws: the core says 1"),
            (Some(1), "0 passed, 0 failed, 0 skipped\n", "BROKE: exit code Some(1): 0 passed"),
            (Some(2), "scrip-sim [--seeds=N]", "BROKE: exit code Some(2)"),
            (None, "", "BROKE: exit code None"),
        ] {
            let shown = judge(code, said).to_string();
            assert!(shown.starts_with(expected), "{shown}");
        }
    }
}
