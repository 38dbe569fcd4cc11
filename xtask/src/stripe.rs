//! `xtask stripe`: the stand-in for Stripe under Stripe's own SDK and command line, and beside other stand-ins.

use std::process::{Command, ExitCode};

use clap::ValueEnum;

use crate::{Outcome, programs, workspace};

const FOLDER: &str = "crates/fake-stripe/oracle";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// What is run
    what: What,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// Stripe's own Node SDK, its types, and its command line
    Sdk,
    /// Flows × stand-ins, each in a process of its own; real Stripe where `SCRIP_STRIPE_TEST_KEY` is set
    StandIns,
}

pub(crate) fn run(args: &Args) -> Outcome<ExitCode> {
    let root = workspace::root();
    if !root.join(FOLDER).join("node_modules/stripe").exists() {
        return Err(format!("{FOLDER}/node_modules is missing: run scripts/install.sh test"));
    }
    let script = match args.what {
        What::Sdk => "run.mjs",
        What::StandIns => "stand-ins.mjs",
    };
    let status = Command::new(workspace::node())
        .arg(root.join(FOLDER).join(script))
        .arg(programs::built(&["fake-stripe"])?.join("fake-stripe"))
        .current_dir(root)
        .status()
        .map_err(|error| format!("node does not start: {error}; run scripts/install.sh test"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
