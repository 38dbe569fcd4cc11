//! Processes on one database, each with as many callers as one has alone: they start together, with all pools in memory, and
//! say what each came to.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use std::{env, iter};

use scrip_core::id::PoolNo;
use scrip_store::{Ask, Ledger};
use tokio::runtime::Builder;

use super::open;
use crate::bench::embedded::{self, CALLERS};
use crate::bench::measure::Tried;
use crate::bench::waits::Pace;

/// A process, and what it says.
struct Half {
    process: Child,
    said: BufReader<ChildStdout>,
}

impl Half {
    fn start(what: &str) -> Tried<Self> {
        let mut command = Command::new(env::current_exe()?);
        command.args(["bench", "--child", what]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let said = BufReader::new(process.stdout.take().ok_or("no pipe")?);
        Ok(Self { process, said })
    }

    fn line(&mut self) -> Tried<String> {
        let mut line = String::new();
        self.said.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    fn go(&mut self) -> Tried<()> {
        Ok(writeln!(self.process.stdin.as_mut().ok_or("no pipe")?)?)
    }
}

/// So many together: spends added, the slowest one's waits.
pub(super) fn measure(url: &str, processes: usize, pools: u64, time: Duration) -> Tried<Pace> {
    let what = format!("callers@{pools}@{}@{url}", time.as_millis());
    let mut halves = iter::repeat_with(|| Half::start(&what)).take(processes).collect::<Tried<Vec<_>>>()?;
    for half in &mut halves {
        if half.line()? != "ready" {
            return Err("a process of the measurement does not start".into());
        }
    }
    halves.iter_mut().try_for_each(Half::go)?;
    let mut both = Pace::default();
    for half in &mut halves {
        let pace: Pace = serde_json::from_str(&half.line()?)?;
        both = Pace {
            per_second: both.per_second + pace.per_second,
            p50_us: both.p50_us.max(pace.p50_us),
            p99_us: both.p99_us.max(pace.p99_us),
            max_us: both.max_us.max(pace.max_us),
        };
        half.process.wait()?;
    }
    Ok(both)
}

/// Is one of them: `POOLS@MILLISECONDS@URL`.
pub(crate) fn run(what: &str) -> Tried<()> {
    let mut parts = what.splitn(3, '@');
    let mut next = || parts.next().ok_or("pools, time and url");
    let (pools, time, url) = (next()?.parse()?, Duration::from_millis(next()?.parse()?), next()?);
    let ledger = open(url)?;
    warm(&ledger, pools)?;
    println!("ready");
    io::stdout().flush()?;
    io::stdin().read_line(&mut String::new())?;
    let pace = embedded::callers(&ledger, pools, CALLERS, time)?;
    println!("{}", serde_json::to_string(&pace)?);
    Ok(ledger.stop()?)
}

/// Pools that are brought into memory at once.
const TOGETHER: usize = 1_000;

/// Has all pools in memory, as a process has that has served for a while.
fn warm(ledger: &Ledger, pools: u64) -> Tried<()> {
    let all: Vec<_> = (1..=pools).filter_map(PoolNo::new).map(Ask::Pool).collect();
    let runtime = Builder::new_current_thread().build()?;
    for some in all.chunks(TOGETHER) {
        runtime.block_on(ledger.fresh(some.to_vec()))?;
    }
    Ok(())
}
