//! Runs a command with a real PostgreSQL of its own, made for it and gone with it: `with_postgres COMMAND … {} …`, where
//! `{}` becomes the address of an empty database.
#![expect(clippy::expect_used, reason = "it ends with a sentence that says what is missing")]

use std::env;
use std::process::{Command, ExitCode};

use scrip_pg_server::{Options, Place};

fn main() -> ExitCode {
    let server = Options::new().place(Place::Disk).start();
    let url = server.fresh_database();
    let words: Vec<String> = env::args().skip(1).map(|word| word.replace("{}", &url)).collect();
    let (program, rest) = words.split_first().expect("a command");
    // Ctrl-C reaches the command as it does this program; the server is stopped when the command has ended.
    let status = Command::new(program).args(rest).status().expect("the command starts");
    if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
