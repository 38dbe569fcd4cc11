//! The bare machine itself: made, run in and removed, with no mount left behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::handed::Env;
use crate::{Outcome, workspace};

/// Where a lent toolchain stands inside.
const LENT: &str = "/opt/rust";

/// Mounts what a machine has, then enters. `$1` the chroot, `$2` the toolchain to lend or nothing, `$3` the folder,
/// `$4` the command. All of it is seen by this process and its children alone.
const ENTER: &str = r#"
set -e
mount -t proc proc "$1/proc"
mount -t sysfs -o ro sysfs "$1/sys"
mkdir -p "$1/dev/shm" "$1/dev/pts"
mount -t tmpfs tmpfs "$1/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts" || true
if [ -n "$2" ]; then
  mkdir -p "$1/opt/rust"
  mount --bind "$2" "$1/opt/rust"
  mount -o remount,ro,bind "$1/opt/rust"
fi
exec chroot "$1" /bin/sh -c 'cd "$1" && exec /bin/sh -c "$2"' sh "$3" "$4"
"#;

pub(crate) struct Chroot {
    dir: PathBuf,
    lends_toolchain: bool,
}

impl Chroot {
    /// In a folder that is new or empty, so that removing it later removes nothing of anybody's.
    pub(super) fn new(dir: &Path, lends_toolchain: bool) -> Outcome<Self> {
        let problem = |error| format!("{}: {error}", dir.display());
        fs::create_dir_all(dir).map_err(problem)?;
        // What is started later is started in other folders.
        let dir = fs::canonicalize(dir).map_err(problem)?;
        let mut entries = fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
        if entries.next().is_some() {
            return Err(format!("{} is not empty", dir.display()));
        }
        Ok(Self { dir, lends_toolchain })
    }

    /// One that an earlier run left there: it has the project.
    pub(super) fn kept(dir: &Path, project: &str, lends_toolchain: bool) -> Outcome<Self> {
        let dir = fs::canonicalize(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
        let chroot = Self { dir, lends_toolchain };
        let is_there = chroot.inside(project).join(".git").exists();
        is_there.then_some(chroot).ok_or_else(|| "no chroot was kept there: run once with --keep".to_owned())
    }

    /// A place of the chroot as the host sees it.
    fn inside(&self, place: &str) -> PathBuf {
        self.dir.join(place.trim_start_matches('/'))
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(super) fn bootstrap(&self, suite: &str, mirror: &str) -> Outcome<()> {
        quietly(
            Command::new("debootstrap")
                .args(["--variant=minbase", "--include=ca-certificates", suite])
                .arg(&self.dir)
                .arg(mirror),
        )?;
        // What is thrown away need not be flushed after each package.
        write(&self.inside("etc/dpkg/dpkg.cfg.d/unsafe-io"), "force-unsafe-io\n")?;
        // No service starts by being installed: what the tests need they start themselves.
        let policy = self.inside("usr/sbin/policy-rc.d");
        write(&policy, "#!/bin/sh\nexit 101\n")?;
        quietly(Command::new("chmod").arg("755").arg(policy))
    }

    pub(super) fn clone_project(&self, place: &str) -> Outcome<()> {
        say_what_is_not_committed()?;
        quietly(
            Command::new("git")
                .args(["clone", "--quiet", "--no-hardlinks"])
                .arg(workspace::root())
                .arg(self.inside(place)),
        )
    }

    /// What was built and installed in the clone stays.
    pub(super) fn update_project(&self, place: &str) -> Outcome<()> {
        say_what_is_not_committed()?;
        let git = |args: &[&str]| quietly(Command::new("git").arg("-C").arg(self.inside(place)).args(args));
        git(&["fetch", "--quiet", &workspace::root().to_string_lossy(), "HEAD"])?;
        git(&["reset", "--quiet", "--hard", "FETCH_HEAD"])
    }

    /// Runs a shell's command line inside, shown as it goes.
    pub(super) fn run(&self, folder: &str, command: &str, env: &Env) -> Outcome<()> {
        let (toolchain, path) = if self.lends_toolchain {
            let sysroot = workspace::text_of(Command::new("rustc").args(["--print", "sysroot"]))?;
            let real = fs::canonicalize(sysroot.trim()).map_err(|error| format!("the host's toolchain: {error}"))?;
            (real, format!("{LENT}/bin:"))
        } else {
            (PathBuf::new(), String::new())
        };
        let status = Command::new("unshare")
            .args(["--mount", "--pid", "--fork", "--kill-child"])
            .args(["--propagation", "private", "/bin/sh", "-c", ENTER, "enter"])
            .arg(&self.dir)
            .arg(toolchain)
            .args([folder, command])
            .env_clear()
            .envs(env)
            .env("PATH", format!("{path}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"))
            .env("HOME", "/root")
            .env("LANG", "C.UTF-8")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .status()
            .map_err(|error| format!("unshare does not start: {error}"))?;
        if status.success() { Ok(()) } else { Err(format!("`{command}` ended with {status}")) }
    }

    /// Refuses when something is still mounted in there, for removing goes through mounts.
    pub(super) fn remove(&self) -> Outcome<()> {
        let dir = &self.dir;
        let mounts = fs::read_to_string("/proc/mounts").map_err(|error| error.to_string())?;
        if let Some(mount) = mount_under(&mounts, dir) {
            return Err(format!("{mount} is still mounted; nothing was removed"));
        }
        quietly(Command::new("rm").args(["-rf", "--one-file-system", "--"]).arg(dir))
    }
}

fn say_what_is_not_committed() -> Outcome<()> {
    let dirty = workspace::text_of(Command::new("git").args(["status", "--porcelain"]))?;
    if !dirty.trim().is_empty() {
        println!("fresh: what is not committed is not in the clone");
    }
    Ok(())
}

/// The second word of a line is where it is mounted.
fn mount_under<'a>(mounts: &'a str, dir: &Path) -> Option<&'a str> {
    mounts.lines().filter_map(|line| line.split(' ').nth(1)).find(|place| Path::new(place).starts_with(dir))
}

fn quietly(command: &mut Command) -> Outcome<()> {
    workspace::text_of(command).map(drop)
}

pub(super) fn write(path: &Path, text: &str) -> Outcome<()> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mount_below_the_folder_is_found() {
        let rows = [
            ("proc /proc proc rw 0 0\n", None),
            ("proc /tmp/fresh/proc proc rw 0 0\n", Some("/tmp/fresh/proc")),
            ("proc /tmp/fresher/proc proc rw 0 0\n", None),
            ("tmpfs /tmp/fresh tmpfs rw 0 0\n", Some("/tmp/fresh")),
        ];
        for (mounts, expected) in rows {
            assert_eq!(mount_under(mounts, Path::new("/tmp/fresh")), expected, "{mounts}");
        }
    }
}
