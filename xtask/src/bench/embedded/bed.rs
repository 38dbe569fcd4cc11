//! The bed: a ledger in a file, filled with pools of three grants each, and the spends that are sent to it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use scrip_core::batch::Outcome;
use scrip_core::catalog::Catalogs;
use scrip_core::command::{Actor, Asked, Command, Expires, MakeGrant, Open, Request, Spend};
use scrip_core::credits::{Amount, Credits};
use scrip_core::entry::{AccountKind, Key, Space};
use scrip_core::grant::{GrantKind, Scope};
use scrip_core::id::PoolNo;
use scrip_core::measure::Measure;
use scrip_core::time::{Span, Timestamp};
use scrip_server::catalog_file::{self, Format};
use scrip_store::sqlite::{Options, SqliteStore};
use scrip_store::{Answer, Ledger, Work};

use crate::bench::measure::Tried;
use crate::bench::random::Random;
use crate::bench::waits::Waits;
use crate::stopwatch::{Stopwatch, unix_micros};

/// A plan of a hundred spends a month, and one feature at a fixed price.
pub(crate) const CATALOG: &str = r#"
name = "bench"
currency = "USD"

[[plans]]
id = "build"
name = "Build"
credits = 300

[[features]]
id = "image"
name = "Image"
price = { per_use = 3 }

[roles.business]
owner = ["use", "see_balance", "see_usage", "manage_members"]
"#;

/// The second grant: three hundred spends. The third outlasts every run.
const SECOND: i64 = 900_000;
const THIRD: i64 = 900_000_000_000_000;
/// Pools of one commit while they are made.
const TOGETHER: u64 = 2_000;

/// A ledger that is measured.
pub(crate) struct Bed {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) path: PathBuf,
    pub(crate) filled: Waits,
    /// Requests that were done.
    pub(super) done: u64,
    random: Random,
}

impl Bed {
    /// A new ledger with so many pools.
    pub(crate) fn make(folder: &Path, name: &str, pools: u64) -> Tried<Self> {
        let path = folder.join(name).join("ledger.db");
        _ = fs::remove_dir_all(folder.join(name));
        fs::create_dir_all(folder.join(name))?;
        Self::on(open(&path)?, &path, pools)
    }

    /// Fills a ledger that is empty.
    pub(crate) fn on(ledger: Arc<Ledger>, path: &Path, pools: u64) -> Tried<Self> {
        let random = Random::new(pools);
        let mut bed = Self { ledger, path: path.to_owned(), filled: Waits::default(), done: 0, random };
        for from in (1..=pools).step_by(usize::try_from(TOGETHER)?) {
            let numbers = from..=pools.min(from + TOGETHER - 1);
            let fill = Stopwatch::start();
            bed.commit(numbers.clone().map(opening).collect::<Tried<_>>()?)?;
            let grants = numbers.flat_map(|no| [grant(no, 40, SECOND), grant(no, 60, THIRD)]);
            bed.commit(grants.collect::<Tried<_>>()?)?;
            bed.filled.push(fill.elapsed());
        }
        // What the filling left to do in the background is none of what is measured.
        bed.ledger.store().settle()?;
        Ok(bed)
    }

    /// Spends of so many pools, the first ones.
    pub(crate) fn spends(&mut self, count: u64, pools: u64) -> Tried<Vec<Request>> {
        (0..count).map(|_| spend(&mut self.random, pools)).collect()
    }

    /// Has all of them done in one commit, or fails.
    pub(crate) fn commit(&mut self, requests: Vec<Request>) -> Tried<()> {
        self.done += u64::try_from(requests.len())?;
        let answers = self.ledger.submit(Work { requests, ..Work::default() })?.wait_here()?;
        answers.iter().try_for_each(done)
    }

    /// Closes the ledger and leaves its file.
    pub(crate) fn close(self) -> Tried<PathBuf> {
        self.ledger.stop()?;
        Ok(self.path)
    }

    /// Closes the ledger and removes it.
    pub(crate) fn remove(self) -> Tried<()> {
        let path = self.close()?;
        remove(&path)
    }
}

/// Removes a ledger that nobody has open.
pub(crate) fn remove(ledger: &Path) -> Tried<()> {
    Ok(fs::remove_dir_all(ledger.parent().ok_or("a ledger stands in a folder")?)?)
}

/// A measured request must be done: a refusal would be quick and mean nothing.
pub(super) fn done(answer: &Answer) -> Tried<()> {
    match answer {
        Ok(Outcome::Done { .. }) => Ok(()),
        other => Err(format!("a measured request was not done: {other:?}").into()),
    }
}

fn open(path: &Path) -> Tried<Arc<Ledger>> {
    Ok(Arc::new(Ledger::start(Arc::new(SqliteStore::open(path, Options::default())?), catalogs()?)?))
}

/// The catalog of the bed.
pub(crate) fn catalogs() -> Tried<Arc<Catalogs>> {
    let catalog = catalog_file::parse(CATALOG, Format::Toml, 1).map_err(|problems| format!("{problems:?}"))?;
    Ok(Arc::new(Catalogs::new(Timestamp::EPOCH, Arc::new(catalog))))
}

/// The id of the account of a pool.
pub(crate) fn account(no: u64) -> String {
    format!("account-{no:08}")
}

fn opening(no: u64) -> Tried<Request> {
    let open = Open {
        account: account(no).parse()?,
        kind: AccountKind::Business,
        plan: "build".parse()?,
        is_trial: false,
        started_at: None,
        trial_ends_at: None,
        zone: "Europe/Warsaw".parse()?,
        test_clock: None,
    };
    request(no, None, Command::Open(open))
}

/// A grant that outlasts every run and never ends.
pub(crate) fn lasting(no: u64) -> Tried<Request> {
    granting(no, Expires::Never, THIRD)
}

fn grant(no: u64, days: i64, milli: i64) -> Tried<Request> {
    granting(no, Expires::After(Span::DAY.times(days)), milli)
}

fn granting(no: u64, expires: Expires, milli: i64) -> Tried<Request> {
    let make = MakeGrant {
        account: account(no).parse()?,
        kind: GrantKind::Promotional,
        credits: Amount::try_from(Credits::from_milli(milli))?,
        priority: 500,
        effective_at: None,
        expires,
        scope: Scope::default(),
        cost_basis: None,
        reason: None,
        package: None,
    };
    request(no, None, Command::Grant(make))
}

/// One use by a random pool, under a random key.
pub(super) fn spend(random: &mut Random, pools: u64) -> Tried<Request> {
    let no = random.up_to(pools);
    let feature = Some("image".parse()?);
    let usage = Asked { account: account(no).parse()?, member: None, feature, measure: Measure::ONCE };
    let spend = Spend { usage, quote: None, max_credits: None, allow_partial: false, metadata: None };
    let (letters, fingerprint) = (random.key(), [7; 16]);
    let text = std::str::from_utf8(&letters)?.into();
    request(no, Some(Key { space: Space::Server, text, fingerprint }), Command::Spend(spend))
}

fn request(no: u64, key: Option<Key>, command: Command) -> Tried<Request> {
    let pool = PoolNo::new(no).ok_or("a pool's number")?;
    Ok(Request { pool, clock: Timestamp::from_micros(unix_micros()), actor: Actor::Product, key, command })
}
