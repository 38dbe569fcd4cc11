//! `xtask models`: the sample host's real models installed as a person's first use installs them, then tried: masks, pages, a local language model.
//!
//! Apart from `xtask ci`: tract compiles for many minutes and only this sample needs it. `--if-changed` is CI's way.

mod changed;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::ci::{Runner, Step, run_all};
use crate::workspace;
use changed::Since;

const SAMPLE: &str = "examples/landing-builder";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where they are installed: beside the demo's program, so that the demo finds them
    #[arg(long, value_name = "DIR")]
    installed: PathBuf,
    /// Only when something of theirs was changed since what was last landed, or that cannot be known
    #[arg(long)]
    if_changed: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    if args.if_changed {
        let since = changed::since_landed(&workspace::root());
        println!("models: {since}");
        if matches!(since, Since::Nothing(_)) {
            return ExitCode::SUCCESS;
        }
    }
    run_all(steps(&args.installed))
}

/// The most minutes are for two cold cores that others use too.
fn steps(installed: &Path) -> [Step; 5] {
    let background = installed.join("background");
    let script = |name: &str| {
        let mut command = Command::new("bash");
        command.arg(format!("{SAMPLE}/scripts/{name}"));
        command
    };
    let of_host = |test: &[&str]| {
        let mut command = Command::new("cargo");
        // Of the whole workspace, as `xtask ci` builds it: of the package alone would be a build of its own.
        command.args(["test", "--workspace", "--locked", "--features", "landing-builder/models"]).args(test);
        command.env("LANDING_BUILDER_INSTALLED", installed);
        command
    };

    let mut program = script("install-background.sh");
    program.arg(&background).env("KEEP_BUILD", "yes");
    let mut model = script("install-lunar.sh");
    model.arg(installed.join("lunar"));
    let mut masks = Command::new("cargo");
    masks
        .args(["test", "--release", "--locked", "--manifest-path", &format!("{SAMPLE}/background/Cargo.toml")])
        .env("CARGO_TARGET_DIR", background.join("build"))
        .env("BACKGROUND_MODEL", background.join("u2netp.onnx"));
    let rows = "programmatic::a_thousand_rows_with_three_bad_ones_are_settled_for_the_pages_made";
    [
        step("program", Runner::Check, 45, program),
        step("model", Runner::Check, 15, model),
        step("masks", Runner::CargoTest, 30, masks),
        step("rows", Runner::CargoTest, 30, of_host(&["--test", "host", "--", "--exact", rows])),
        step("real models", Runner::CargoTest, 15, of_host(&["--test", "models"])),
    ]
}

fn step(name: &'static str, runner: Runner, minutes_max: u64, command: Command) -> Step {
    Step { name, runner, minutes_max, command }
}
