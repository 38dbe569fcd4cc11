//! One step as a process: shown while it runs, kept for counting, ended when it takes too long.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use super::stages::Stage;
use crate::Outcome;
use crate::stopwatch::Stopwatch;
use crate::workspace;

/// How often a running step is looked at; short beside the shortest step.
const POLL: Duration = Duration::from_millis(50);

/// How a step ended and everything that it said.
pub(super) struct Ended {
    pub(super) success: bool,
    pub(super) output: String,
}

/// The command that a stage's words are.
pub(super) fn command_of(stage: &Stage) -> Command {
    let mut words = stage.command.split_whitespace();
    let program = words.next().unwrap_or_default();
    let mut command = if program == "xtask" {
        // This very program, also when a stage has built another in its place.
        Command::new("/proc/self/exe")
    } else {
        Command::new(program)
    };
    command.args(words);
    command
}

pub(super) fn run(command: &mut Command, minutes_max: u64) -> Outcome<Ended> {
    let mut child = start(command)?;
    let heard = [
        child.stdout.take().map(|pipe| listen(pipe, Echo::Out)),
        child.stderr.take().map(|pipe| listen(pipe, Echo::Err)),
    ];
    let status = wait(&mut child, minutes_max);
    let output = heard.into_iter().flatten().filter_map(|listener| listener.join().ok()).collect();
    Ok(Ended { success: status?.success(), output })
}

fn start(command: &mut Command) -> Outcome<Child> {
    command
        .current_dir(workspace::root())
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TERM_PROGRESS_WHEN", "never")
        .env("NEXTEST_HIDE_PROGRESS_BAR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0) // so that what it started ends with it
        .spawn()
        .map_err(|error| format!("{} does not start: {error}", command.get_program().display()))
}

#[derive(Clone, Copy)]
enum Echo {
    Out,
    Err,
}

fn listen(pipe: impl Read + Send + 'static, echo: Echo) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut heard = String::new();
        let mut lines = BufReader::new(pipe);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|bytes| bytes > 0) {
            let text = String::from_utf8_lossy(&line);
            match echo {
                Echo::Out => print!("{text}"),
                Echo::Err => eprint!("{text}"),
            }
            heard.push_str(&text);
            line.clear();
        }
        if !heard.is_empty() && !heard.ends_with('\n') {
            heard.push('\n');
        }
        heard
    })
}

fn wait(child: &mut Child, minutes_max: u64) -> Outcome<ExitStatus> {
    let stopwatch = Stopwatch::start();
    let limit = Duration::from_secs(minutes_max * 60);
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            break Ok(status);
        }
        if stopwatch.elapsed() > limit {
            break Err(format!("ended after {minutes_max} minutes"));
        }
        thread::sleep(POLL);
    };
    // Also after a good end: what a step leaves running would hold its pipes open.
    // By the shell's own `kill`: a bare machine has no program of that name.
    let group = child.id().to_string();
    let _already_gone =
        Command::new("bash").args(["-c", "kill -KILL -- -$1", "bash", &group]).stderr(Stdio::null()).status();
    if status.is_err() {
        let _reaped = child.wait();
    }
    status
}

#[cfg(test)]
mod tests {
    use super::super::stages::Runner;
    use super::*;

    fn ran(command: &'static str, minutes_max: u64) -> Outcome<Ended> {
        run(&mut command_of(&Stage { name: "sample", runner: Runner::Check, minutes_max, command }), minutes_max)
    }

    #[test]
    fn success_is_the_exit_code() {
        assert!(ran("true", 1).unwrap().success);
        assert!(!ran("false", 1).unwrap().success);
    }

    #[test]
    fn output_is_kept_and_a_last_line_is_closed() {
        assert_eq!(ran("printf 3_passed", 1).unwrap().output, "3_passed\n");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let problem = ran("no-such-program --now", 1).err().unwrap();
        assert!(problem.contains("no-such-program"), "{problem}");
    }

    #[test]
    fn a_step_that_takes_too_long_is_ended() {
        let problem = ran("sleep 60", 0).err().unwrap();
        assert!(problem.contains("ended after 0 minutes"), "{problem}");
    }
}
