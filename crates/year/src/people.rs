//! People: two hundred accounts from a seed. Where they live, when their months end, what becomes of them, how they pay.

use crate::calendar::{DAY, HOUR, at, day};
use crate::dice::Dice;
use crate::life::{Act, Life, Start, allowance};

/// A paying account with all that is decided about it before the year begins.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// The host's id.
    pub(crate) id: String,
    /// `business` or `agency`.
    pub(crate) kind: &'static str,
    /// An agency's.
    pub(crate) subaccounts: Vec<String>,
    /// Members who use: an id, in which account.
    pub(crate) users: Vec<(String, String)>,
    /// Who buys.
    pub(crate) owner: String,
    /// The day on which it is created.
    pub(crate) joins: i64,
    /// Its beginning, its zone and every step of its life, by day.
    pub(crate) life: Life,
    /// The language of its mails.
    pub(crate) locale: &'static str,
    /// The country of its invoices.
    pub(crate) country: Option<&'static str>,
    /// A tax id of that country that an operator has verified.
    pub(crate) tax_id: Option<&'static str>,
    /// True where invoices have an address of their own.
    pub(crate) has_billing_email: bool,
    /// How much of its allowance it wants in a period, in percent.
    pub(crate) appetite: u64,
    /// The test card that it pays with.
    pub(crate) card: &'static str,
    /// True where it tops up by itself.
    pub(crate) tops_up: bool,
    /// A spend limit: whose, how many credits, in what time.
    pub(crate) limit: Option<(&'static str, i64, &'static str)>,
    /// True on the clock that is moved on only a few times a year.
    pub(crate) sleeps: bool,
    /// Its own chance.
    pub(crate) dice: Dice,
}

impl Account {
    /// What its first plan grants in a month, about.
    pub(crate) fn allowance(&self) -> u64 {
        match self.life.start {
            Start::Active { plan, .. } | Start::Trial { plan, .. } => u64::try_from(allowance(plan)).unwrap_or(0),
            Start::Legacy { .. } => 2_500,
        }
    }
}

/// Zones whose clocks change on different days, by an hour or half an hour, or never; on both sides of the date line.
const ZONES: &[&str] = &[
    "Europe/Warsaw",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "America/Los_Angeles",
    "UTC",
    "Pacific/Honolulu",
    "Europe/London",
    "Africa/Cairo",
];

/// Month ends, hours that a clock change skips or doubles, and an ordinary day, as older accounts were begun.
const ANCHORS: &[&str] = &[
    "2027-08-31T02:30:00Z",
    "2027-07-31T23:59:59Z",
    "2027-08-30T00:00:00Z",
    "2027-08-29T12:00:00Z",
    "2027-05-31T01:30:00Z",
    "2027-01-31T07:00:00Z",
    "2024-02-29T10:00:00Z",
    "2027-10-01T00:00:00Z",
    "2027-09-15T09:30:00Z",
    "2027-06-30T06:45:00Z",
];

const PLANS: &[&str] = &["build", "build", "build", "optimize", "optimize", "scale", "enterprise"];
const GOOD: &str = "4242424242424242";

/// Cards: most are good; some ask each time or once, fail when nobody is there, or are followed by trouble.
const CARDS: &[&str] = &[
    GOOD,
    GOOD,
    GOOD,
    "5555555555554444",
    "378282246310005",
    "4000002500003155",
    "4000002760003184",
    "4000000000000341",
    "4000000000007726",
];

/// All of them, for so many months.
pub(crate) fn all(seed: u64, count: usize, days: i64) -> Vec<Account> {
    (0..count).map(|number| account(seed, number, days)).collect()
}

fn account(seed: u64, number: usize, days: i64) -> Account {
    let mut dice = Dice::of(seed, &format!("account {number}"));
    let is_agency = number % 12 == 5;
    let id = format!("{}-{number:03}", if is_agency { "agency" } else { "shop" });
    let sleeps = number % 25 == 7;
    // One in four joins in the course of the year.
    let joins = if !sleeps && dice.in_thousand(250) { i64::try_from(dice.below(300)).unwrap_or(0) } else { 0 };
    let joins = joins.min(days / 2);
    let subaccounts = if is_agency { (1..=3).map(|sub| format!("{id}-client-{sub}")).collect() } else { Vec::new() };
    let life = life(&mut dice, number, joins, sleeps);
    let users = users(&id, &subaccounts);
    let countries =
        [(None, None), (Some("PL"), None), (Some("DE"), None), (Some("DE"), Some("DE136695976")), (Some("US"), None)];
    let (country, tax_id) = dice.pick(&countries);
    let limits = [
        None,
        None,
        None,
        None,
        Some(("member:*", 300, "day")),
        Some(("member:*", 900, "month")),
        Some(("account", 2_000, "period")),
    ];
    Account {
        kind: if is_agency { "agency" } else { "business" },
        owner: "olga".to_owned(),
        locale: dice.pick(&["en", "de", "pl"]),
        country,
        tax_id,
        has_billing_email: dice.in_thousand(600),
        appetite: dice.pick(&[0, 20, 50, 70, 85, 95, 110, 140]),
        // A card that fails where nobody is there, and one whose bank asks each time, top up in vain.
        card: match number % 25 {
            3 => "4000000000000341",
            13 => "4000002760003184",
            _ => dice.pick(CARDS),
        },
        tops_up: matches!(number % 25, 3 | 13) || dice.in_thousand(200),
        limit: dice.pick(&limits),
        id,
        subaccounts,
        users,
        joins,
        life,
        sleeps,
        dice,
    }
}

/// Who uses what: people of the account, and of an agency people of its subaccounts too. The viewer is refused each time.
fn users(id: &str, subaccounts: &[String]) -> Vec<(String, String)> {
    let mut users: Vec<(String, String)> = ["olga", "adam", "adam", "olga", "adam", "vera"]
        .iter()
        .map(|member| (id.to_owned(), (*member).to_owned()))
        .collect();
    users.extend(subaccounts.iter().map(|sub| (sub.clone(), "sven".to_owned())));
    users
}

/// The fates go round, so that each is lived by several accounts; chance says when and on which plan.
fn life(dice: &mut Dice, number: usize, joins: i64, sleeps: bool) -> Life {
    let created = day(joins);
    let zone = dice.pick(ZONES);
    let is_old = joins == 0 && dice.in_thousand(800);
    let started = if is_old { at(dice.pick(ANCHORS)) } else { created };
    let soon = |dice: &mut Dice, from: u64, to: u64| joins + i64::try_from(dice.between(from, to)).unwrap_or(0);
    let plan = dice.pick(PLANS);
    let higher = |plan: &str| match plan {
        "build" => "optimize",
        "optimize" => "scale",
        _ => "enterprise",
    };
    let active = |plan| Start::Active { plan, started };
    let trial = Start::Trial { plan, ends: created + 14 * DAY };
    let mut acts: Vec<(i64, Act)> = Vec::new();
    let start = match if sleeps { 0 } else { number % 16 } {
        1 => {
            acts.push((soon(dice, 2, 12), Act::Activate(plan)));
            trial
        }
        2 => trial,
        3 => {
            acts.push((soon(dice, 20, 60), Act::Activate(plan)));
            Start::Trial { plan, ends: created + 9 * DAY + 5 * HOUR }
        }
        4 => Start::Legacy { plan: dice.pick(&["core-2021", "core-2023"]) },
        5 => {
            acts.push((soon(dice, 30, 200), Act::Change { plan: higher(plan), at_end: false }));
            Start::Legacy { plan: "core-2021" }
        }
        6 => {
            let first = soon(dice, 10, 60);
            acts.push((first, Act::Change { plan: "optimize", at_end: false }));
            acts.push((first + 40, Act::Change { plan: "scale", at_end: false }));
            acts.push((first + 90, Act::Change { plan: "build", at_end: true }));
            active("build")
        }
        7 => {
            let first = soon(dice, 10, 120);
            acts.push((first, Act::Change { plan: "build", at_end: true }));
            acts.push((first + 4, Act::Drop));
            active("scale")
        }
        8 => {
            acts.push((soon(dice, 30, 250), Act::Cancel));
            active(plan)
        }
        9 => {
            let first = soon(dice, 20, 120);
            acts.push((first, Act::Cancel));
            acts.push((first + 50, Act::Activate("optimize")));
            active(plan)
        }
        10 => {
            let first = soon(dice, 20, 150);
            acts.push((first, Act::Cancel));
            acts.push((first + 5, Act::Drop));
            active(plan)
        }
        11 => {
            let first = soon(dice, 20, 150);
            acts.push((first, Act::Pause));
            acts.push((first + i64::try_from(dice.between(5, 75)).unwrap_or(5), Act::Resume));
            active(plan)
        }
        12 => {
            acts.push((soon(dice, 5, 100), Act::Agree(75_000)));
            active("enterprise")
        }
        _ => active(plan),
    };
    acts.sort_by_key(|(day, _)| *day);
    Life { zone, created, start, acts }
}

/// A card that pays.
pub(crate) const fn good_card() -> &'static str {
    GOOD
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Account, all};
    use crate::life::{Act, Start};

    #[test]
    fn the_sample_holds_everybody() {
        let people = all(1, 200, 366);
        let has = |is: &dyn Fn(&Account) -> bool| people.iter().filter(|account| is(account)).count();
        assert!(has(&|account| account.kind == "agency") > 10);
        assert!(has(&|account| account.joins > 0) > 20);
        assert!(has(&|account| matches!(account.life.start, Start::Trial { .. })) > 20);
        assert!(has(&|account| matches!(account.life.start, Start::Legacy { .. })) > 15);
        assert!(has(&|account| account.life.acts.iter().any(|(_, act)| *act == Act::Pause)) > 5);
        assert!(has(&|account| account.tops_up && account.sleeps) < 5 && has(&|account| account.tops_up) > 20);
        let plans: BTreeSet<_> = people
            .iter()
            .map(|account| match account.life.start {
                Start::Active { plan, .. } | Start::Trial { plan, .. } | Start::Legacy { plan } => plan,
            })
            .collect();
        assert_eq!(plans.len(), 6, "{plans:?}");
        assert_eq!(
            all(1, 20, 366).iter().map(|a| a.life.acts.clone()).collect::<Vec<_>>(),
            all(1, 20, 366).iter().map(|a| a.life.acts.clone()).collect::<Vec<_>>()
        );
    }
}
