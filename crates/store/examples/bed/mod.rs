//! A bed for measuring: a catalog of one plan and one feature, accounts with three grants, spends with random keys.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use scrip_core::catalog::{
    Basis, Catalog, Catalogs, Downgrade, Draft, Feature, Plan, Price, Renewing, Rollover, Terms, Upgrade,
};
use scrip_core::command::{Actor, Asked, Command, Expires, MakeGrant, Open, Request, Spend};
use scrip_core::credits::{Amount, Credits};
use scrip_core::entry::{AccountKind, Key, Space};
use scrip_core::grant::{GrantKind, Scope};
use scrip_core::id::PoolNo;
use scrip_core::measure::Measure;
use scrip_core::period::Every;
use scrip_core::time::{Span, Timestamp};
use scrip_store::{Store, Work};

const NOON: Timestamp = Timestamp::from_micros(1_767_268_800_000_000);

/// Opens so many pools, with two grants more each.
pub(crate) fn fill(store: &dyn Store, catalogs: &Catalogs, pools: u64) -> Result<(), Box<dyn Error>> {
    for from in (1..=pools).step_by(2_000) {
        let numbers = from..=pools.min(from + 1_999);
        let opened = numbers.clone().map(open).collect::<Result<_, _>>()?;
        store.commit(catalogs, Work { requests: opened, ..Work::default() })?;
        let granted = numbers.flat_map(|no| [grant(no, 30), grant(no, 60)]).collect::<Result<_, _>>()?;
        store.commit(catalogs, Work { requests: granted, ..Work::default() })?;
    }
    Ok(())
}

fn open(no: u64) -> Result<Request, Box<dyn Error>> {
    let open = Open {
        account: format!("account-{no}").parse()?,
        kind: AccountKind::Business,
        plan: "build".parse()?,
        is_trial: false,
        started_at: None,
        trial_ends_at: None,
        zone: "Europe/Warsaw".parse()?,
        test_clock: None,
    };
    request(0, None, Command::Open(open))
}

fn grant(no: u64, days: i64) -> Result<Request, Box<dyn Error>> {
    let make = MakeGrant {
        account: format!("account-{no}").parse()?,
        kind: GrantKind::Promotional,
        credits: Amount::try_from(Credits::from_milli(1_000_000_000))?,
        priority: 500,
        effective_at: None,
        expires: Expires::After(Span::DAY.times(days)),
        scope: Scope::default(),
        cost_basis: None,
        reason: None,
        package: None,
    };
    request(no, None, Command::Grant(make))
}

/// A spend of somebody's, by a key that nobody used.
pub(crate) fn spend(random: &mut Random, pools: u64) -> Result<Request, Box<dyn Error>> {
    let no = random.next() % pools + 1;
    let usage = Asked {
        account: format!("account-{no}").parse()?,
        member: None,
        feature: Some("image".parse()?),
        measure: Measure::ONCE,
    };
    let spend = Spend { usage, quote: None, max_credits: None, allow_partial: false, metadata: None };
    let text = format!("{:016x}", random.next());
    let key = Key { space: Space::Server, text: text.as_str().into(), fingerprint: [7; 16] };
    request(no, Some(key), Command::Spend(spend))
}

fn request(no: u64, key: Option<Key>, command: Command) -> Result<Request, Box<dyn Error>> {
    let pool = PoolNo::new(no).ok_or("a pool's number")?;
    Ok(Request { pool, clock: NOON, actor: Actor::Product, key, command })
}

/// The catalog.
pub(crate) fn catalogs() -> Result<Catalogs, Box<dyn Error>> {
    let mut draft = Draft::empty("speed", "USD".parse()?);
    let terms = Terms::Renewing(Renewing {
        credits: Credits::from_milli(2_500_000),
        every: Every::MONTH,
        rollover: Rollover::NONE,
        upgrade: Upgrade::Difference,
        downgrade: Downgrade::PeriodEnd,
    });
    let (id, priority) = ("build".parse()?, Plan::PRIORITY_DEFAULT);
    draft.plans.push(Plan { id, name: "Build".to_owned(), price: None, priority, terms });
    let price = Some(Price::of(Basis::Fixed { per_use: "3".parse()? }));
    draft.features.push(Feature { id: "image".parse()?, name: "Image".to_owned(), price, plans: None });
    let catalog = Catalog::new(1, draft).map_err(|flaws| format!("{flaws:?}"))?;
    Ok(Catalogs::new(Timestamp::EPOCH, Arc::new(catalog)))
}

/// Numbers that look random, quickly.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// The next.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// Of waits, in words.
pub(crate) fn percentiles(mut waits: Vec<Duration>) -> String {
    waits.sort_unstable();
    let at = |part: usize| waits.get(waits.len() * part / 1_000).copied().unwrap_or_default();
    let max = waits.last().copied().unwrap_or_default();
    format!("p50 {:?}  p99 {:?}  p99.9 {:?}  max {max:?}", at(500), at(990), at(999))
}
