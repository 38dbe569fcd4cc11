//! Inspecting a ledger in a database from outside, served or not: its commits, its rows, its accounts, its documents.
//!
//! There is no snapshot over all buckets of a distributed PostgreSQL. So each bucket's tip is noted when the ledger is
//! opened, and what comes after is left out. A row that others move on meanwhile is only held to what it was before.

mod walk;

mod rows;

mod docs;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use scrip_core::id::AccountId;

use super::failure::Failure;
use super::fit;
use super::link::{Home, Link, Live};
use super::load::version;
use super::retries::Retries;
use super::wire::{Buckets, hash, int};
use super::{schema, tls, url};
use crate::chain::Hash;
use crate::doc::Doc;
use crate::error::StoreError;
use crate::export::Whole;
use crate::gather::read_series;
use crate::verify::{Heads, Numbers, Report, Witness, check_next, verify_with};

/// How long one page may take.
const PAGE_MAX: Duration = Duration::from_mins(1);
/// Rows of one page.
const ROWS_MAX: i64 = 5_000;

/// A ledger in a database, opened to be read up to the commits that were its last then.
pub struct LedgerDatabase {
    link: Mutex<Link>,
    buckets: Buckets,
    /// By bucket: the last commit, and its hash.
    tips: Tips,
    /// The last numbers of papers, read before the tips.
    numbers: Numbers,
    entries: u64,
}

type Tips = BTreeMap<i16, (u64, Hash)>;

impl LedgerDatabase {
    /// Connects; servers may be writing it. Whoever logs in must be able to take the serving role, or to read its tables.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let address = url::parse(url)?;
        let home =
            Arc::new(Home { tls: tls::connector(&address)?, address, memory: None, retries: Retries::default() });
        let mut link = Link::new(home)?;
        let opened = link.run_again(PAGE_MAX, async |live: &Live| {
            fit::check_schema(live).await?;
            let rows = live.query(schema::LEDGER, &[]).await?;
            let buckets = Buckets::new(rows.first().map_or(Ok(1), |row| row.try_get(0))?);
            let mut entries = 0;
            for bucket in buckets.all() {
                let rows = live.query(schema::ENTRY_COUNT, &[&bucket]).await?;
                entries += number(rows.first().map_or(Ok(0), |row| row.try_get(0))?);
            }
            live.client.batch_execute(schema::BEGIN_VIEW).await?;
            let ends = ends(live, buckets).await;
            live.client.batch_execute(schema::ROLLBACK).await?;
            ends.map(|(numbers, tips)| (buckets, numbers, tips, entries))
        });
        let (buckets, numbers, tips, entries) = opened?;
        Ok(Self { link: Mutex::new(link), buckets, tips, numbers, entries })
    }

    /// Computes everything again, and compares all that is stored twice.
    pub fn verify(&self, against: Option<&Heads>) -> Result<Report, StoreError> {
        let states = self.states()?;
        let mut made = Made::default();
        let mut report = verify_with(self, against, &states, &mut made)?;
        check_next(&mut report, &self.read(async |live: &Live| numbers(live).await)?);
        self.check_tips(&mut report)?;
        self.check_pools(&mut report)?;
        self.check_strays(&mut report)?;
        self.check_accounts(&made.0, &mut report)?;
        Ok(report)
    }

    /// Each bucket's chain ends where its tip said, and nothing stands behind the tip.
    fn check_tips(&self, report: &mut Report) -> Result<(), StoreError> {
        for (bucket, (last, hash)) in &self.tips {
            let walked = u16::try_from(*bucket).ok().and_then(|bucket| report.heads.chains.get(&bucket).copied());
            if walked.unwrap_or((0, Hash::ZERO)) != (*last, *hash) {
                report.find(format!("bucket {bucket} does not have the last commit {last} that its tip names"));
            }
            let (end, now) = self.read(async |live: &Live| {
                let rows = live.query(schema::LAST_COMMIT, &[bucket]).await?;
                let end = rows.first().map_or(Ok(None), |row| row.try_get::<_, Option<i64>>(0))?;
                Ok((number(end.unwrap_or(0)), tip(live, *bucket).await?))
            })?;
            match now {
                None => report.find(format!("bucket {bucket} has no tip")),
                Some((now, _)) if now < end => {
                    report.find(format!("bucket {bucket} has a commit {end} behind its tip, which names {now}"));
                }
                Some((now, _)) if now < *last => {
                    report.find(format!("the tip of bucket {bucket} went back from commit {last} to {now}"));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn read<T: Send>(&self, work: impl AsyncFn(&Live) -> Result<T, Failure> + Sync) -> Result<T, StoreError> {
        self.link.lock().run_again(PAGE_MAX, work)
    }
}

/// Accounts that entries make, each with its pool.
#[derive(Default)]
struct Made(BTreeMap<AccountId, u64>);

impl Witness for Made {
    fn account(&mut self, account: &AccountId, pool: u64) {
        self.0.insert(account.clone(), pool);
    }
}

/// The last numbers of papers, and then the tips: of one instant, where there is one for all buckets.
async fn ends(live: &Live, buckets: Buckets) -> Result<(Numbers, Tips), Failure> {
    Ok((numbers(live).await?, tips(live, buckets).await?))
}

async fn numbers(live: &Live) -> Result<Numbers, Failure> {
    let mut docs = Vec::new();
    for row in live.query(schema::SERIES, &[]).await? {
        docs.push((row.try_get(0)?, row.try_get(1)?));
    }
    Ok(read_series(&docs)?.years().collect())
}

async fn tips(live: &Live, buckets: Buckets) -> Result<Tips, Failure> {
    let mut tips = Tips::new();
    for bucket in buckets.all() {
        tips.insert(bucket, tip(live, bucket).await?.unwrap_or((0, Hash::ZERO)));
    }
    Ok(tips)
}

async fn tip(live: &Live, bucket: i16) -> Result<Option<(u64, Hash)>, Failure> {
    let rows = live.query(schema::TIP, &[&bucket]).await?;
    rows.first().map(|row| Ok((number(row.try_get(0)?), hash(row.try_get(1)?)?))).transpose()
}

/// A number as it was read; below zero it is none of ours.
fn number(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
