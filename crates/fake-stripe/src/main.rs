//! The stand-in as a program: `fake-stripe [ADDRESS]` prints its URL as a line of JSON and serves until it is ended.

use std::net::SocketAddr;
use std::process::ExitCode;

use scrip_fake_stripe::{FakeStripe, Options};

fn main() -> ExitCode {
    let wanted = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let Ok(listen) = wanted.parse::<SocketAddr>() else {
        eprintln!("fake-stripe: {wanted} is no address; write it like 127.0.0.1:12111");
        return ExitCode::FAILURE;
    };
    if !listen.ip().is_loopback() {
        eprintln!("fake-stripe: {wanted} is not of this machine alone; it serves on 127.0.0.1 or [::1]");
        return ExitCode::FAILURE;
    }
    match FakeStripe::start_with(Options { listen, ..Options::default() }) {
        Ok(stripe) => {
            println!("{{\"url\":\"{}\",\"key\":\"{}\"}}", stripe.url(), FakeStripe::API_KEY);
            loop {
                std::thread::park();
            }
        }
        Err(error) => {
            eprintln!("fake-stripe: cannot listen on {listen}: {error}");
            ExitCode::FAILURE
        }
    }
}
