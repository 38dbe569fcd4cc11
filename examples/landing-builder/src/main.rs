//! The program `landing-builder`: settings from the environment, its address as one line of JSON, until it is stopped.

use std::io::Write;
use std::process::ExitCode;

use landing_builder::{Host, Settings, Stop};
use tokio::io::AsyncReadExt;
use tokio::signal::unix::{SignalKind, signal};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // The error stream is the only place left to say it.
            let _ = writeln!(std::io::stderr(), "landing-builder: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let settings = Settings::from_env(|name| std::env::var(name).ok())?;
    let ends_with_parent = settings.ends_with_parent;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|why| why.to_string())?;
    runtime.block_on(async {
        let host = Host::start(settings).await.map_err(|why| why.to_string())?;
        let said = serde_json::json!({ "url": host.url() });
        writeln!(std::io::stdout(), "{said}").map_err(|why| format!("nobody reads the address: {why}"))?;
        let (stop, until) = Stop::new();
        tokio::spawn(async move {
            asked_to_stop(ends_with_parent).await;
            stop.now();
        });
        host.run(until).await.map_err(|why| why.to_string())
    })
}

/// SIGINT, SIGTERM, or the end of the program that started this one: its end of the pipe closes.
async fn asked_to_stop(ends_with_parent: bool) {
    let (Ok(mut interrupted), Ok(mut terminated)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return;
    };
    let parent = async {
        if ends_with_parent {
            let (mut pipe, mut byte) = (pipe(), [0]);
            while pipe.read(&mut byte).await.is_ok_and(|read| read > 0) {}
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        _ = interrupted.recv() => {}
        _ = terminated.recv() => {}
        () = parent => {}
    }
}

/// The standard input, read on a thread of its own so that the runtime can end without it.
fn pipe() -> tokio::io::DuplexStream {
    let (ours, theirs) = tokio::io::duplex(1);
    std::thread::spawn(move || {
        let mut byte = [0];
        while std::io::Read::read(&mut std::io::stdin(), &mut byte).is_ok_and(|read| read > 0) {}
        drop(theirs);
    });
    ours
}
