//! Usage over many entries of one pool: nearly a year of spends by twenty members, a report of it by day and member.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use scrip_core::command::{Command, PutMember};
use scrip_core::time::{Span, Timestamp};
use serde::Serialize;

use super::child::{Child, KEY};
use super::embedded::{self, Bed, account};
use super::measure::{Sizes, Tried, note};
use crate::stopwatch::{Stopwatch, unix_micros};

const MEMBERS: u64 = 20;
/// Between two spends, in seconds: ten million make 347 days.
const EVERY: i64 = 3;
/// Spends of a commit.
const TOGETHER: u64 = 4_096;
/// The report is asked for so often; the slowest counts.
const TIMES: usize = 3;

#[derive(Debug, Serialize)]
pub(crate) struct Usage {
    pub(crate) entries: u64,
    /// The slowest report, over HTTP.
    pub(crate) report: Duration,
    /// Entries summed up before, in the background.
    pub(crate) summed_per_second: u64,
}

pub(crate) fn measure(folder: &Path, sizes: &Sizes) -> Tried<Usage> {
    note("usage: one pool, many entries");
    let mut bed = Bed::make(folder, "usage", 1)?;
    let now = unix_micros();
    let members = (0..MEMBERS).map(|n| put(n, Timestamp::from_micros(now))).collect::<Tried<Vec<_>>>()?;
    bed.commit(members)?;
    bed.commit(vec![embedded::lasting(1)?])?;
    let mut written = 0;
    while written < sizes.usage_entries {
        let mut spends = bed.spends(TOGETHER, 1)?;
        for spend in &mut spends {
            spend.clock = Timestamp::from_micros(now).plus(Span::SECOND.times(EVERY * i64::try_from(written)?));
            if let Command::Spend(spend) = &mut spend.command {
                spend.usage.member = Some(member(written % MEMBERS).parse()?);
            }
            written += 1;
        }
        bed.commit(spends)?;
    }
    note("usage: summing up");
    let summing = Stopwatch::start();
    let pages = bed.ledger.sum_up(u64::MAX)?;
    let summed = u128::from(pages * scrip_store::usage::PAGE) * 1_000 / summing.elapsed().as_millis().max(1);
    let path = bed.close()?;
    let child = Child::serving(&path)?;
    let reports = (0..TIMES).map(|_| report(&child)).collect::<Tried<Vec<_>>>()?;
    drop(child);
    embedded::remove(&path)?;
    let report = reports.into_iter().max().unwrap_or_default();
    Ok(Usage { entries: written, report, summed_per_second: u64::try_from(summed)? })
}

fn member(n: u64) -> String {
    format!("member-{n}")
}

fn put(n: u64, at: Timestamp) -> Tried<scrip_core::command::Request> {
    let put = PutMember {
        account: account(1).parse()?,
        member: member(n).parse()?,
        role: "owner".parse()?,
        subaccounts: Vec::new(),
    };
    let mut request = embedded::lasting(1)?;
    (request.clock, request.command) = (at, Command::PutMember(put));
    Ok(request)
}

/// Asks for the report and reads it to its end.
fn report(child: &Child) -> Tried<Duration> {
    let path = format!("/v1/accounts/{}/usage?group_by=day,member", account(1));
    let head =
        format!("GET {path} HTTP/1.1\r\nhost: bench\r\nconnection: close\r\nauthorization: Bearer {KEY}\r\n\r\n");
    let took = Stopwatch::start();
    let mut stream = TcpStream::connect(child.address)?;
    stream.write_all(head.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if !answer.starts_with("HTTP/1.1 200") || !answer.contains("member-19") {
        return Err(format!("the report was not given: {answer:.400}").into());
    }
    Ok(took.elapsed())
}
