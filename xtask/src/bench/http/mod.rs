//! The server over sockets, on one core, the load on the other: singles, batches, reads beside them, start and size.

pub(crate) mod load;

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

use serde::Serialize;

use super::child::{Child, KEY};
use super::embedded::{self, Bed, account};
use super::measure::{Sizes, Tried, note};
use super::random::Random;
use super::waits::Pace;
use load::{Kind, Load};

/// Connections of single spends.
const CONNECTIONS: [usize; 3] = [1, 64, 256];
/// Spends of one call of `spends/batch`, and connections that send them.
const BATCHES: [(u64, usize); 2] = [(64, 8), (512, 4)];
/// Connections that read beside the writing ones, of each kind.
const READERS: usize = 2;

/// What the server does.
#[derive(Debug, Serialize)]
pub(crate) struct Http {
    pub(crate) pools: u64,
    /// Single spends, by connections.
    pub(crate) singles: Vec<(usize, Pace)>,
    /// Time of the server's core for each of them, in nanoseconds: holds on a machine that does other things, too.
    pub(crate) core_ns: Vec<(usize, u64)>,
    /// Spends in calls of so many.
    pub(crate) batches: Vec<(u64, Pace)>,
    /// Beside 64 connections that write as fast as they can.
    pub(crate) balance: Option<Pace>,
    pub(crate) checks: Option<Pace>,
    pub(crate) start: Duration,
    pub(crate) many_pools: u64,
    pub(crate) start_many: Duration,
    pub(crate) memory_kb: u64,
    /// The stripped binary; none where it was not built.
    pub(crate) binary_bytes: Option<u64>,
}

pub(crate) fn measure(folder: &Path, sizes: &Sizes) -> Tried<Http> {
    note("the server: a bed of pools");
    let ledger = Bed::make(folder, "http", sizes.pools)?.close()?;
    let child = Child::serving(&ledger)?;
    let (start, memory_kb) = (child.started_in, child.memory_kb()?);
    let load = Load { address: child.address, warm_up: sizes.warm_up, time: sizes.http };
    // A key that came before would be answered again: every load has keys of its own.
    let mut random = Random::new(0x5EED);
    note("the server: single spends");
    let mut core_ns = Vec::new();
    let singles = CONNECTIONS.map(|connections| {
        let before = child.core_time()?;
        let pace = load::one(load.run(vec![spends(connections, sizes.pools, random.next())])?)?;
        core_ns.push((connections, load.each_ns(pace, child.core_time()?.saturating_sub(before))));
        Tried::Ok((connections, pace))
    });
    note("the server: batches");
    let batches = BATCHES.map(|(size, connections)| {
        let calls = load::one(load.run(vec![batches(connections, size, sizes.pools, random.next())])?)?;
        Tried::Ok((size, Pace { per_second: calls.per_second * size, ..calls }))
    });
    note("the server: balance and checks beside a full write load");
    let spends = spends(64, sizes.pools, random.next());
    let reads = load.run(vec![spends, balances(sizes.pools), checks(sizes.pools)]);
    let reads = reads.inspect_err(|error| note(&format!("reads are not measured: {error}"))).unwrap_or_default();
    let (balance, checks) = (reads.get(1).copied(), reads.get(2).copied());
    drop(child);
    embedded::remove(&ledger)?;
    note("the server: a start with many pools");
    let start_many = start_of(&Bed::make(folder, "start", sizes.many_pools)?.close()?)?;
    Ok(Http {
        pools: sizes.pools,
        singles: singles.into_iter().collect::<Tried<_>>()?,
        core_ns,
        batches: batches.into_iter().collect::<Tried<_>>()?,
        balance,
        checks,
        start,
        many_pools: sizes.many_pools,
        start_many,
        memory_kb,
        binary_bytes: binary().and_then(|path| Some(fs::metadata(path).ok()?.len())),
    })
}

fn start_of(ledger: &Path) -> Tried<Duration> {
    let started_in = Child::serving(ledger)?.started_in;
    embedded::remove(ledger)?;
    Ok(started_in)
}

/// The binary of the same build.
fn binary() -> Option<PathBuf> {
    Some(env::current_exe().ok()?.with_file_name("scrip")).filter(|path| path.is_file())
}

fn spends(connections: usize, pools: u64, seed: u64) -> Kind<'static> {
    let mut random = Random::new(seed);
    Kind::new(connections, 201, move |out| {
        let (no, key) = (random.up_to(pools), random.key());
        let key = String::from_utf8_lossy(&key);
        let path = format!("/v1/accounts/{}/spends", account(no));
        post(out, &path, Some(&key), r#"{"feature":"image","quantity":1}"#);
    })
}

fn batches(connections: usize, size: u64, pools: u64, seed: u64) -> Kind<'static> {
    let mut random = Random::new(seed);
    Kind::new(connections, 200, move |out| {
        let item = |_| {
            let (no, key) = (random.up_to(pools), random.key());
            let (account, key) = (account(no), String::from_utf8_lossy(&key).into_owned());
            format!(r#"{{"account":"{account}","idempotency_key":"{key}","feature":"image","quantity":1}}"#)
        };
        let items: Vec<_> = (0..size).map(item).collect();
        let body = format!(r#"{{"items":[{}]}}"#, items.join(","));
        post(out, "/v1/spends/batch", None, &body);
    })
}

fn balances(pools: u64) -> Kind<'static> {
    let mut random = Random::new(0xBA1A);
    Kind::new(READERS, 200, move |out| {
        let head = format!(
            "GET /v1/accounts/{}/balance?feature=image HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {KEY}\r\n\r\n",
            account(random.up_to(pools))
        );
        out.extend_from_slice(head.as_bytes());
    })
}

fn checks(pools: u64) -> Kind<'static> {
    let mut random = Random::new(0xC4EC);
    Kind::new(READERS, 200, move |out| {
        let path = format!("/v1/accounts/{}/checks", account(random.up_to(pools)));
        post(out, &path, None, r#"{"feature":"image","quantity":1}"#);
    })
}

fn post(out: &mut Vec<u8>, path: &str, key: Option<&str>, body: &str) {
    let key = key.map_or_else(String::new, |key| format!("idempotency-key: {key}\r\n"));
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {KEY}\r\n{key}content-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(body.as_bytes());
}
