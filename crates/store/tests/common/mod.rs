//! A small product for tests: one plan, one legacy plan, a feature at one credit; and requests to its pools.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;

use scrip_core::batch::Outcome;
use scrip_core::catalog::{
    Basis, Catalog, Catalogs, Downgrade, Draft, Feature, Package, Plan, Price, Renewing, Right, Rights, Rollover,
    Terms, Upgrade,
};
use scrip_core::command::{
    Actor, Asked, Command, Expires, MakeGrant, Open, OrderCommand, Payment, Place, Request, Spend,
};
use scrip_core::credits::{Amount, Credits};
use scrip_core::entry::{AccountKind, Entry, Fact, Key, OrderFact, PayWith, Space};
use scrip_core::grant::{GrantKind, Scope};
use scrip_core::id::{PoolNo, Seq};
use scrip_core::measure::Measure;
use scrip_core::money::{Currency, Money};
use scrip_core::order::Buyer;
use scrip_core::period::Every;
use scrip_core::time::Timestamp;
use scrip_store::Answer;
use tempfile::TempDir;

/// A folder in memory where there is one: flushes cost nothing there.
pub(crate) fn scratch() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Noon of a day in 2026; every request comes then unless it says otherwise.
pub(crate) const NOON: Timestamp = Timestamp::from_micros(1_767_268_800_000_000);

/// What a package costs; nobody sells it, so there is no tax.
const PRICE: Money = Money { amount: 1_900, currency: Currency::USD };

pub(crate) fn catalogs() -> Arc<Catalogs> {
    let mut draft = Draft::empty("test", "USD".parse().unwrap());
    draft.plans.push(Plan {
        id: "build".parse().unwrap(),
        name: "Build".to_owned(),
        price: None,
        priority: Plan::PRIORITY_DEFAULT,
        terms: Terms::Renewing(Renewing {
            credits: credits(100),
            every: Every::MONTH,
            rollover: Rollover::NONE,
            upgrade: Upgrade::Difference,
            downgrade: Downgrade::PeriodEnd,
        }),
    });
    draft.features.push(Feature {
        id: "image".parse().unwrap(),
        name: "Image".to_owned(),
        price: Some(Price::of(Basis::Fixed { per_use: "1".parse().unwrap() })),
        plans: None,
    });
    draft.packages.push(Package {
        id: "extra".parse().unwrap(),
        name: "Extra".to_owned(),
        credits: Amount::try_from(credits(10)).unwrap(),
        price: PRICE,
        expires_after: None,
    });
    let all: Rights = Right::ALL.into_iter().collect();
    for roles in [&mut draft.roles.business, &mut draft.roles.agency, &mut draft.roles.subaccount] {
        roles.push(("owner".parse().unwrap(), all));
    }
    Arc::new(Catalogs::new(Timestamp::EPOCH, Arc::new(Catalog::new(1, draft).unwrap())))
}

pub(crate) fn credits(whole: i64) -> Credits {
    Credits::from_whole(whole).unwrap()
}

pub(crate) fn pool(no: u64) -> PoolNo {
    PoolNo::new(no).unwrap()
}

pub(crate) fn seq(place: u64) -> Seq {
    Seq::new(place).unwrap()
}

pub(crate) fn key(text: &str) -> Key {
    Key { space: Space::Server, text: text.into(), fingerprint: [1; 16] }
}

pub(crate) fn request(no: u64, key_text: &str, command: Command) -> Request {
    let key = (!key_text.is_empty()).then(|| key(key_text));
    Request { pool: pool(no), clock: NOON, actor: Actor::Product, key, command }
}

pub(crate) fn open(account: &str, kind: AccountKind) -> Request {
    let open = Open {
        account: account.parse().unwrap(),
        kind,
        plan: "build".parse().unwrap(),
        is_trial: false,
        started_at: None,
        trial_ends_at: None,
        zone: "Europe/Warsaw".parse().unwrap(),
        test_clock: None,
    };
    request(0, account, Command::Open(open))
}

pub(crate) fn spend(no: u64, account: &str, key_text: &str) -> Request {
    let usage = Asked {
        account: account.parse().unwrap(),
        member: None,
        feature: Some("image".parse().unwrap()),
        measure: Measure::ONCE,
    };
    let spend = Spend { usage, quote: None, max_credits: None, allow_partial: false, metadata: None };
    request(no, key_text, Command::Spend(spend))
}

pub(crate) fn grant(no: u64, account: &str, whole: i64, key_text: &str) -> Request {
    let make = MakeGrant {
        account: account.parse().unwrap(),
        kind: GrantKind::Promotional,
        credits: Amount::try_from(credits(whole)).unwrap(),
        priority: 500,
        effective_at: None,
        expires: Expires::Never,
        scope: Scope::default(),
        cost_basis: None,
        reason: Some("a test".into()),
        package: None,
    };
    request(no, key_text, Command::Grant(make))
}

/// Orders a package, to be paid by card.
pub(crate) fn place(no: u64, account: &str, key_text: &str) -> Request {
    let place = Place {
        account: account.parse().unwrap(),
        member: None,
        for_subaccount: None,
        package: "extra".parse().unwrap(),
        quantity: 1,
        shown: PRICE,
        buyer: Buyer { country: None, has_tax_id: false },
        pay_with: PayWith::Card,
        snapshot: Some([7; 32]),
    };
    request(no, key_text, Command::Order(OrderCommand::Place(place)))
}

/// A witness of its payment.
pub(crate) fn pay(no: u64, order: Seq) -> Request {
    let payment = Payment { reference: format!("pi-{no}-{order}").as_str().into(), amount: PRICE, saved_card: None };
    let mut request = request(no, &format!("pay:{no}-{order}"), Command::Order(OrderCommand::Pay { order, payment }));
    request.key.as_mut().unwrap().space = Space::Gateway;
    request
}

/// The order of an answer that placed it.
pub(crate) fn order_of(answer: &Answer) -> Seq {
    match answer {
        Ok(Outcome::Done { entries, .. }) => entries.first().unwrap().seq,
        _ => Seq::ZERO,
    }
}

/// The year and the number that an entry gives a paper.
pub(crate) fn issued(entry: &Entry) -> Option<(u16, u64)> {
    match &entry.fact {
        Fact::Order(OrderFact::Issued(issued)) => Some((issued.year, issued.number)),
        _ => None,
    }
}

/// What an answer is, in a word.
pub(crate) fn word(answer: &Answer) -> &'static str {
    match answer {
        Ok(Outcome::Done { .. }) => "done",
        Ok(Outcome::Replayed(_)) => "replayed",
        Ok(Outcome::KeyReused) => "key_reused",
        Ok(Outcome::Refused(refusal)) => refusal.code(),
        Err(_) => "error",
    }
}
