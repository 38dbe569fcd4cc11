//! Tools that are installed on first use: a script of this sample runs, its lines are shown, what it made is found again.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;

use parking_lot::Mutex;
use serde::Serialize;

use crate::clock;
use crate::fault::Fault;

/// Of a script's lines, the last are shown.
const LINES_SHOWN: usize = 8;

/// A tool and its script.
#[derive(Clone)]
pub(crate) struct Installer {
    name: &'static str,
    /// None where nothing is installed from here.
    script: Option<PathBuf>,
    folder: PathBuf,
    /// Made last by the script: the tool is there.
    made: &'static str,
    /// What a person should expect, on two cores.
    minutes: u32,
    work: Arc<Mutex<Work>>,
}

#[derive(Default)]
struct Work {
    child: Option<Child>,
    lines: VecDeque<String>,
    began: u64,
    failed: bool,
}

/// What a page shows of a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Known {
    /// `ready`, `running`, `absent`, `failed`, or `never` where nothing is installed from here.
    pub(crate) state: &'static str,
    pub(crate) minutes: u32,
    pub(crate) seconds: u64,
    pub(crate) lines: Vec<String>,
}

impl Installer {
    pub(crate) fn new(
        name: &'static str,
        tools: Option<&Path>,
        folder: PathBuf,
        made: &'static str,
        minutes: u32,
    ) -> Self {
        let script = tools.map(|tools| tools.join("scripts").join(format!("install-{name}.sh")));
        Self { name, script, folder, made, minutes, work: Arc::default() }
    }

    /// A file of the tool, once it is installed.
    pub(crate) fn file(&self, name: &str) -> Option<PathBuf> {
        self.folder.join(self.made).exists().then(|| self.folder.join(name))
    }

    pub(crate) fn known(&self) -> Known {
        let work = self.work.lock();
        let state = match (self.folder.join(self.made).exists(), &work.child, &self.script) {
            (_, Some(_), _) => "running",
            (true, None, _) => "ready",
            (false, None, None) => "never",
            (false, None, Some(_)) if work.failed => "failed",
            (false, None, Some(_)) => "absent",
        };
        let seconds = if work.child.is_some() { clock::seconds().saturating_sub(work.began) } else { 0 };
        Known { state, minutes: self.minutes, seconds, lines: work.lines.iter().cloned().collect() }
    }

    /// Starts the script, unless it runs or has done its work.
    pub(crate) fn start(&self) -> Result<(), Fault> {
        let Some(script) = &self.script else {
            let detail = format!("{} cannot be installed from here.", self.name);
            return Err(Fault::NotReady { code: "not_installed", detail });
        };
        let mut work = self.work.lock();
        if work.child.is_some() || self.folder.join(self.made).exists() {
            return Ok(());
        }
        // With the lowest priority: whoever uses the host meanwhile comes first.
        let command = Command::new("bash")
            .args(["-c", "exec nice -n 19 bash \"$0\" \"$1\" 2>&1"])
            .args([script, &self.folder])
            .process_group(0) // so that what it started ends with it
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = command.map_err(|error| Fault::Broken(format!("{}: {error}", script.display())))?;
        let said = child.stdout.take();
        *work = Work { child: Some(child), began: clock::seconds(), ..Work::default() };
        let work = self.work.clone();
        thread::spawn(move || {
            for line in said.into_iter().flat_map(|said| BufReader::new(said).lines()).map_while(Result::ok) {
                let mut work = work.lock();
                work.lines.push_back(line.chars().take(200).collect());
                if work.lines.len() > LINES_SHOWN {
                    work.lines.pop_front();
                }
            }
            let mut work = work.lock();
            let done = work.child.take().map(|mut child| child.wait());
            work.failed = !matches!(done, Some(Ok(status)) if status.success());
        });
        Ok(())
    }

    /// Ends the script; another start begins where it stopped.
    pub(crate) fn stop(&self) {
        if let Some(child) = &self.work.lock().child {
            let group = child.id().to_string();
            let _ = Command::new("bash").args(["-c", "kill -KILL -- -$1", "bash", &group]).status();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn installed_by(script: &str) -> Known {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("scripts")).unwrap();
        fs::write(folder.path().join("scripts/install-thing.sh"), script).unwrap();
        let installer = Installer::new("thing", Some(folder.path()), folder.path().join("made"), "done", 5);
        assert_eq!(installer.known().state, "absent");
        assert_eq!(installer.file("program"), None);
        installer.start().unwrap();
        for _ in 0..600 {
            if installer.known().state != "running" {
                break;
            }
            thread::sleep(std::time::Duration::from_millis(20));
        }
        installer.known()
    }

    #[test]
    fn a_script_makes_the_tool_or_says_why_not() {
        let ready =
            installed_by("mkdir -p \"$1\"; for n in 1 2 3 4 5 6 7 8 9; do echo line $n; done; touch \"$1/done\"");
        assert_eq!(ready.state, "ready");
        assert_eq!(ready.lines.len(), LINES_SHOWN);
        assert_eq!(ready.lines.last().map(String::as_str), Some("line 9"));
        let failed = installed_by("echo no network >&2; exit 1");
        assert_eq!((failed.state, failed.lines), ("failed", vec!["no network".to_owned()]));
    }

    #[test]
    fn what_a_script_started_ends_with_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("scripts")).unwrap();
        let script = "sleep 600 & echo $!; wait";
        fs::write(folder.path().join("scripts/install-thing.sh"), script).unwrap();
        let installer = Installer::new("thing", Some(folder.path()), folder.path().join("made"), "done", 5);
        installer.start().unwrap();
        let comes = |is_there: &dyn Fn(Known) -> bool| {
            (0..600).any(|_| {
                thread::sleep(std::time::Duration::from_millis(20));
                is_there(installer.known())
            })
        };
        assert!(comes(&|known| !known.lines.is_empty()), "it says what it started");
        let started = PathBuf::from("/proc").join(&installer.known().lines[0]);
        assert!(started.exists());
        installer.stop();
        assert!(comes(&|known| known.state == "failed"));
        // What is killed stays in the list of processes until somebody asks how it ended.
        let lives = || fs::read_to_string(started.join("stat")).is_ok_and(|stat| !stat.contains(") Z "));
        assert!(comes(&|_| !lives()), "{} goes on", started.display());
    }

    #[test]
    fn without_its_scripts_nothing_is_installed() {
        let installer = Installer::new("thing", None, PathBuf::from("nowhere"), "done", 5);
        assert_eq!(installer.known().state, "never");
        assert!(installer.start().is_err());
    }
}
