//! The binary `scrip`: the server, and every call of its API as a command for people and programs.
//!
//! Read on in this order: [`args`], what may be typed; [`out`], what is printed; [`fault`], what goes wrong and the
//! exit code of it; [`remote`], the server that is asked; then a command a file.

mod args;
mod bars;
mod fault;
mod out;
mod place;
mod remote;

mod account;
mod balance;
mod catalog;
mod entries;
mod grant;
mod key;
mod member;
mod operator;
mod order;
mod usage;

mod migrate;
mod serve;

mod export;
mod import;
mod verify;

mod demo;
mod replay;

use std::process::ExitCode;

use clap::Parser;

use args::Cli;
use out::Out;

/// A spend makes and drops some twenty small things: with glibc's own, a fifth of its time went there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let out = Out::new(cli.json);
    match args::run(cli.command, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            out.fault(&fault);
            fault.exit_code()
        }
    }
}
