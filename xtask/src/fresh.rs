//! `xtask fresh`: `make demo` and `make test` on a machine that has nothing: a bare Debian in a chroot, as root.
//!
//! The chroot is made by debootstrap with `--variant=minbase`: no compiler, no make, no git, no Rust. What the project
//! says that it installs by itself is therefore shown to be installed. Handed in from the host, read when this runs and
//! never written down in the project: apt's sources and `Acquire` settings, name resolution, the trusted certificates,
//! and the settings of pip, npm and cargo for their registries. The project comes as a clone of what is committed.
//!
//! Rust comes from Debian itself (`scripts/install.sh` says which packages). Where Debian's is too old and rustup cannot
//! reach its server, `--host-toolchain` lends the host's own toolchain, mounted read-only; such a run does not show
//! that Rust can be installed, and says so.
//!
//! Everything runs in mount and process namespaces of its own: mounts and stray servers end with the run.

mod chroot;
mod handed;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use chroot::Chroot;

use crate::stopwatch::{Pretty, Stopwatch};
use crate::{Outcome, workspace};

/// Where the clone stands inside.
const PROJECT: &str = "/srv/scrip";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The command lines to run in the clone, one after another; the demo would serve until it is stopped
    #[arg(value_name = "COMMAND", default_values = ["make demo ARGS=--exit", "make test"])]
    commands: Vec<String>,
    /// Makes the chroot in this new or empty folder instead of a temporary one
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Leaves the chroot there
    #[arg(long)]
    keep: bool,
    /// Goes on in the chroot that was kept in DIR, with what is committed now; leaves it there
    #[arg(long, requires = "dir", conflicts_with = "suite")]
    again: bool,
    /// Debian's release; the host's own unless said
    #[arg(long, value_name = "NAME")]
    suite: Option<String>,
    /// Lends the host's Rust toolchain, read-only, instead of installing one
    #[arg(long)]
    host_toolchain: bool,
}

pub(crate) fn run(args: &Args) -> Outcome<ExitCode> {
    if workspace::text_of(Command::new("id").arg("-u"))?.trim() != "0" {
        return Err("a chroot needs root: sudo make fresh".to_owned());
    }
    let dir =
        args.dir.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("scrip-fresh-{}", std::process::id())));
    let chroot = if args.again {
        Chroot::kept(&dir, PROJECT, args.host_toolchain)?
    } else {
        Chroot::new(&dir, args.host_toolchain)?
    };
    let done = fill_and_run(&chroot, args);
    if args.keep || args.again {
        println!("fresh: kept in {}", chroot.dir().display());
    } else {
        chroot.remove()?;
    }
    done
}

fn fill_and_run(chroot: &Chroot, args: &Args) -> Outcome<ExitCode> {
    let whole = Stopwatch::start();
    let host = handed::Host::read(args.suite.as_deref())?;
    if args.again {
        step("hand in the registry settings", || host.hand_in(chroot.dir()))?;
        step("take what is committed now", || chroot.update_project(PROJECT))?;
    } else {
        fill(chroot, &host)?;
    }
    if args.host_toolchain {
        println!("fresh: Rust is lent by the host; that it can be installed is not shown by this run");
    }
    let mut failed = Vec::new();
    for command in &args.commands {
        if let Err(problem) = step(command, || chroot.run(PROJECT, command, &host.env)) {
            println!("fresh: {problem}");
            failed.push(command.as_str());
        }
    }
    let took = Pretty(whole.elapsed());
    if failed.is_empty() {
        println!("fresh: ok in {took}");
        Ok(ExitCode::SUCCESS)
    } else {
        println!("fresh: FAILED in {took}: {}", failed.join(", "));
        Ok(ExitCode::FAILURE)
    }
}

fn fill(chroot: &Chroot, host: &handed::Host) -> Outcome<()> {
    step("debootstrap", || chroot.bootstrap(&host.suite, &host.mirror))?;
    step("hand in the registry settings", || host.hand_in(chroot.dir()))?;
    step("clone what is committed", || chroot.clone_project(PROJECT))?;
    step("install make, as a newcomer would", || {
        chroot.run(
            "/",
            "apt-get -qq update && apt-get -qq install -y --no-install-recommends make >/dev/null",
            &host.env,
        )
    })
}

fn step(name: &str, work: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
    println!("\nfresh: {name}");
    let stopwatch = Stopwatch::start();
    work()?;
    println!("fresh: {name}: ok in {}", Pretty(stopwatch.elapsed()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    #[test]
    fn which_commands_are_run() {
        let rows: &[(&[&str], &[&str])] = &[
            (&[], &["make demo ARGS=--exit", "make test"]),
            (&["make demo"], &["make demo"]),
            (&["--keep", "make check", "make sim"], &["make check", "make sim"]),
        ];
        for (words, expected) in rows {
            let line = Line::parse_from(["fresh"].iter().chain(*words));
            assert_eq!(line.args.commands, *expected, "{words:?}");
        }
    }
}
