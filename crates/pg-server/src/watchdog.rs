//! The watchdog: a small shell that ends the server and removes its folder when the test's process is gone, however it went.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Waits on a pipe whose other end only the test's process holds: its end, even by SIGKILL, ends the wait.
#[derive(Debug)]
pub(crate) struct Watchdog(Child);

/// $1 is the folder with the server's data in `data`. SIGQUIT is PostgreSQL's immediate shutdown; ten seconds for it.
const SCRIPT: &str = r#"
read -r _
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ]; then
  kill -QUIT "$pid" 2>/dev/null
  for _ in $(seq 500); do [ -e "$1/data/postmaster.pid" ] || break; kill -0 "$pid" 2>/dev/null || break; sleep 0.02; done
  kill -KILL "$pid" 2>/dev/null
fi
rm -rf "$1"
"#;

impl Watchdog {
    pub(crate) fn over(folder: &Path) -> Self {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", SCRIPT, "watchdog"]).arg(folder).current_dir("/");
        // A group of its own: what ends the test's group must not end what cleans up after it.
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        Self(command.spawn().expect("/bin/sh starts"))
    }

    /// Lets it do its work now and waits for it.
    pub(crate) fn release(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}
