//! The simulation as a program of its own: `scrip-sim [--seeds N] [--from SEED]`. For `xtask mutate`, which breaks the core
//! and wants the least to build.

use std::process::ExitCode;

use scrip_model::history::Ground;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut seeds, mut from, mut trace) = (1_000_u64, 0_u64, 0_u64);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().and_then(|value| value.parse().ok());
        match (argument.as_str(), value) {
            ("--seeds", Some(value)) => seeds = value,
            ("--from", Some(value)) => from = value,
            ("--trace", Some(value)) => trace = value,
            _ => {
                eprintln!("scrip-sim [--seeds N] [--from SEED]");
                return ExitCode::from(2);
            }
        }
    }
    for seed in from..from + seeds {
        let ground = if seed % 2 == 0 { Ground::Firm } else { Ground::Open };
        if let Err(failure) = scrip_sim::run(seed, ground) {
            if trace > 0 {
                for (index, step) in
                    scrip_model::history::history(seed, ground).steps.iter().take(failure.step).enumerate()
                {
                    println!("{index} {} {:?} {:?}", step.now, step.key.as_ref().map(|key| &key.text), step.command);
                }
            }
            println!("seed {} step {}\n  {}\n  {}", failure.seed, failure.step, failure.asked, failure.difference);
            return ExitCode::FAILURE;
        }
    }
    println!("{seeds} histories from seed {from}: the core and the model agree");
    ExitCode::SUCCESS
}
