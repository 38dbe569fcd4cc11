//! The real binary against a real server on a free port, with a ledger of its own.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a failed step is a failed test")]

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) const KEY: &str = "sk_test_0123456789abcdef0123456789abcdef";

/// A folder of the test's own.
pub(crate) fn scratch() -> TempDir {
    tempfile::Builder::new().prefix("scrip-test-").tempdir().unwrap()
}

/// A file of the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// `scrip` with nothing of the caller's environment that it reads.
pub(crate) fn scrip() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scrip"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SCRIP_")) {
        command.env_remove(name);
    }
    command
}

/// A running server. Killed when it goes out of scope.
pub(crate) struct Served {
    pub(crate) url: String,
    child: Child,
}

impl Served {
    /// On the ledger in this folder, made at the first start.
    pub(crate) fn start(folder: &Path) -> Self {
        Self::start_by(scrip(), folder)
    }

    /// On whatever place.
    pub(crate) fn on(place: &str) -> Self {
        Self::start_at(scrip(), place.as_ref())
    }

    /// The same, started by another command that ends in `scrip`.
    pub(crate) fn start_by(command: Command, folder: &Path) -> Self {
        Self::start_at(command, folder.join("scrip.db").as_os_str())
    }

    /// On whatever place, with more flags and variables.
    pub(crate) fn with(place: &OsStr, more: &[&str], variables: &[(&str, &OsStr)]) -> Self {
        let mut command = scrip();
        command.envs(variables.iter().copied());
        Self::start_more(command, place, more)
    }

    fn start_at(command: Command, place: &OsStr) -> Self {
        Self::start_more(command, place, &[])
    }

    fn start_more(mut command: Command, place: &OsStr, more: &[&str]) -> Self {
        let child = command
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--metrics-listen", "none", "--log", "warn"])
            .args(["--requests-per-key", "1000000", "--operator-key", KEY])
            .arg("--store")
            .arg(place)
            .arg("--catalog")
            .arg(project("examples/catalog.toml"))
            .args(more)
            .stdout(Stdio::piped())
            .spawn();
        let mut child = child.unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("no server: {line:?}"));
        Self { url: said["url"].as_str().unwrap().to_owned(), child }
    }

    /// The command line asks this server. Answers its exit code, what it printed, and what it complained.
    pub(crate) fn ask(&self, args: &[&str]) -> Said {
        said(scrip().args(args).env("SCRIP_URL", &self.url).env("SCRIP_KEY", KEY))
    }

    /// Asks for JSON and reads it; the command must succeed.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let said = self.ask(&[args, &["--json"]].concat());
        assert_eq!(said.code, 0, "{args:?}: {} {}", said.out, said.err);
        serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{args:?}: {}", said.out))
    }

    /// A client of the server.
    pub(crate) fn client(&self, attempts: u32) -> scrip_client::Client {
        scrip_client::Client::builder(&self.url).token(KEY).attempts(attempts).build().unwrap()
    }

    pub(crate) fn pid(&self) -> rustix::process::Pid {
        rustix::process::Pid::from_child(&self.child)
    }

    /// SIGKILL, at once.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, and its exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        rustix::process::kill_process(self.pid(), rustix::process::Signal::TERM).unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a command said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn said(command: &mut Command) -> Said {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { code: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
}

/// The ledger in this folder adds up, while nobody serves it.
pub(crate) fn verified(folder: &Path) -> Value {
    adds_up(folder.join("scrip.db").as_os_str())
}

/// The ledger in this file or database adds up.
pub(crate) fn adds_up(place: &OsStr) -> Value {
    let said = said(scrip().args(["verify", "--json"]).arg(place));
    assert_eq!(said.code, 0, "{} {}", said.out, said.err);
    serde_json::from_str(&said.out).unwrap()
}
