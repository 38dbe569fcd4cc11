//! The other process: a server that is measured runs in one of its own, on its own cores, and ends with its pipe.

use std::fmt::Display;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs, process};

use scrip_server::{Config, Limits, Server, StorePlace};
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use super::measure::Tried;
use super::{ceiling, embedded, machine, postgres};
use crate::stopwatch::Stopwatch;

/// The key that calls are made with.
pub(crate) const KEY: &str = "sk_test_bench00000000000000000000";

/// A server that runs.
pub(crate) struct Child {
    pub(crate) address: SocketAddr,
    /// From its start until it listened.
    pub(crate) started_in: Duration,
    process: process::Child,
}

impl Child {
    /// Starts one on the core that serves.
    pub(crate) fn start(what: &str) -> Tried<Self> {
        let (core, _) = machine::serving_and_sending(&machine::cores());
        let start = Stopwatch::start();
        let mut process = Command::new(env::current_exe()?)
            .args(["bench", "--child", &format!("{core}@{what}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(said) = process.stdout.take() {
            BufReader::new(said).read_line(&mut line)?;
        }
        let started_in = start.elapsed();
        if let Ok(address) = line.trim().parse() {
            return Ok(Self { address, started_in, process });
        }
        _ = process.kill();
        _ = process.wait();
        Err(format!("the server of the measurement does not start ({what})").into())
    }

    /// One of the ledger in a file.
    pub(crate) fn serving(ledger: &Path) -> Tried<Self> {
        Self::start(&format!("serve:{}", ledger.display()))
    }

    /// Time that it has had of its core.
    pub(crate) fn core_time(&self) -> Tried<Duration> {
        let mut ns = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.process.id()))? {
            let text = fs::read_to_string(thread?.path().join("schedstat"))?;
            ns += text.split(' ').next().unwrap_or_default().parse::<u64>()?;
        }
        Ok(Duration::from_nanos(ns))
    }

    /// Memory that it has of its own, in kilobytes.
    pub(crate) fn memory_kb(&self) -> Tried<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        _ = self.process.wait();
    }
}

/// Serves as the other process: `0@empty`, or `0@serve:ledger.db`.
pub(crate) fn run(what: &str) -> Tried<()> {
    if let Some(callers) = what.strip_prefix("callers@") {
        return postgres::run_callers(callers);
    }
    let (core, what) = what.split_once('@').ok_or("name a core")?;
    machine::pin(&[core.parse()?])?;
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let (ended, end) = oneshot::channel();
    std::thread::spawn(move || {
        _ = io::stdin().read_to_end(&mut Vec::new());
        _ = ended.send(());
    });
    if let Some(ledger) = what.strip_prefix("serve:") {
        return runtime.block_on(serve(Path::new(ledger), end));
    }
    runtime.spawn(async { drop(ceiling::serve_empty().await) });
    runtime.block_on(async { drop(end.await) });
    Ok(())
}

async fn serve(ledger: &Path, end: oneshot::Receiver<()>) -> Tried<()> {
    let most = 1 << 23;
    let config = Config {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        metrics_listen: None,
        store: StorePlace::File(ledger.to_owned()),
        catalog: Some((embedded::CATALOG.to_owned(), false)),
        operator_key: Some(KEY.to_owned()),
        limits: Limits { requests_per_key: most, requests_per_session: most, ..Limits::default() },
        ..Config::default()
    };
    let server = Server::start(&config).await?;
    say(server.address().ok_or("no address")?);
    Ok(server.run(async { drop(end.await) }).await?)
}

/// Tells the process that waits where to call.
pub(crate) fn say(address: impl Display) {
    println!("{address}");
    _ = io::stdout().flush();
}
