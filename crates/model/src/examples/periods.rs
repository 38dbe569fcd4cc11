//! Periods, rules 6 and 7.

use super::{Example, Fact, Sight, account, c, take, utc};
use crate::catalog::{Every, Rollover};
use crate::command::{AccountKind, Command, CreateAccount};

pub(super) fn examples() -> Vec<Example> {
    [ends(), renewal(), carried()].concat()
}

/// A business account on plan build in a zone; its three first periods end at these instants of UTC.
fn check(name: &'static str, zone: &str, anchor: &str, period_ends: [&str; 3]) -> Example {
    let create = CreateAccount { zone: zone.to_owned(), ..account(AccountKind::Business, "build") };
    let mut example = Example::new(6, name).at(anchor).done(Command::CreateAccount(create));
    for (label, end) in (1..).zip(period_ends) {
        // The microsecond before the end still belongs to the period, the end itself to the next.
        let last = utc(end) - 1 - example.clock;
        example = example.ends(label, end).later(last).done(take(c(1))).grants(label).has(c(2499)).later(1);
        example = example.has(c(2500)).done(take(0)).grants(label + 1);
    }
    example
}

fn ends() -> Vec<Example> {
    vec![
        check(
            "an anchor on the 31st is clamped and comes back",
            "UTC",
            "2024-01-31T00:00:00",
            ["2024-02-29T00:00:00", "2024-03-31T00:00:00", "2024-04-30T00:00:00"],
        ),
        check(
            "an anchor on the 30th, no leap year",
            "UTC",
            "2022-12-30T10:00:00",
            ["2023-01-30T10:00:00", "2023-02-28T10:00:00", "2023-03-30T10:00:00"],
        ),
        check(
            "an anchor on the 29th, no leap year",
            "UTC",
            "2023-01-29T00:00:00.000001",
            ["2023-02-28T00:00:00.000001", "2023-03-29T00:00:00.000001", "2023-04-29T00:00:00.000001"],
        ),
        check(
            "an anchor on the leap day",
            "UTC",
            "2024-02-29T00:00:00",
            ["2024-03-29T00:00:00", "2024-04-29T00:00:00", "2024-05-29T00:00:00"],
        ),
        // 02:30 on the wall; on 31 March 2024 it is skipped: the instant after the gap is 03:00 summer time.
        check(
            "a skipped wall time in Warsaw",
            "Europe/Warsaw",
            "2024-01-31T01:30:00",
            ["2024-02-29T01:30:00", "2024-03-31T01:00:00", "2024-04-30T00:30:00"],
        ),
        // 01:30 on the wall; on 3 November 2024 it happens twice: the first is still summer time, 05:30 UTC.
        check(
            "a doubled wall time in New York",
            "America/New_York",
            "2024-10-03T05:30:00",
            ["2024-11-03T05:30:00", "2024-12-03T06:30:00", "2025-01-03T06:30:00"],
        ),
        // 02:15 on the wall; on 6 October 2024 the clock goes from 02:00 (+10:30) to 02:30 (+11).
        check(
            "a half hour skipped on Lord Howe",
            "Australia/Lord_Howe",
            "2024-09-05T15:45:00",
            ["2024-10-05T15:30:00", "2024-11-05T15:15:00", "2024-12-05T15:15:00"],
        ),
        // 01:45 on the wall; on 7 April 2024 it happens twice: first at +11, so 14:45 UTC the day before.
        check(
            "a half hour doubled on Lord Howe",
            "Australia/Lord_Howe",
            "2024-03-06T14:45:00",
            ["2024-04-06T14:45:00", "2024-05-06T15:15:00", "2024-06-06T15:15:00"],
        ),
        check(
            "quarters of an hour in Kathmandu",
            "Asia/Kathmandu",
            "2024-05-30T18:15:00",
            ["2024-06-29T18:15:00", "2024-07-30T18:15:00", "2024-08-30T18:15:00"],
        ),
        Example::new(6, "a yearly period from the leap day")
            .catalog(|catalog| catalog.plans[1].every = Every::Months(12))
            .at("2024-02-29T00:00:00")
            .business("build")
            .ends(1, "2025-02-28T00:00:00")
            .at("2028-01-01T00:00:00")
            .done(take(0))
            .ends(4, "2028-02-29T00:00:00"),
        Example::new(6, "weeks are wall days: a week with a clock change has 167 hours")
            .catalog(|catalog| catalog.plans[1].every = Every::Days(7))
            .at("2024-03-27T11:00:00")
            .done(Command::CreateAccount(CreateAccount {
                zone: "Europe/Warsaw".to_owned(),
                ..account(AccountKind::Business, "build")
            }))
            .ends(1, "2024-04-03T10:00:00"),
        Example::new(6, "a new time zone leaves the booked end alone and makes no second grant")
            .at("2024-01-14T23:00:00")
            .done(Command::CreateAccount(CreateAccount {
                zone: "Europe/Warsaw".to_owned(),
                ..account(AccountKind::Business, "build")
            }))
            .done(Command::SetZone { zone: "America/New_York".to_owned() })
            .ends(1, "2024-02-14T23:00:00")
            .at("2024-02-14T22:59:59.999999")
            .done(take(c(100)))
            .has(c(2400))
            .later(1)
            .has(c(2500))
            .done(take(0))
            .grants(2),
    ]
}

fn renewal() -> Vec<Example> {
    vec![
        Example::new(7, "after an outage every missed period is settled in order")
            .business("build")
            .done(take(c(1000)))
            .at("2024-04-15T00:00:00")
            .has(c(2500))
            .ask(take(c(1)), &[Fact::Draws(vec![(4, c(1))])])
            .grants(4)
            .ends(2, "2024-03-01T00:00:00")
            .ends(4, "2024-05-01T00:00:00")
            .had(utc("2024-01-31T23:59:59.999999"), c(1500))
            .had(utc("2024-02-01T00:00:00"), c(2500)),
        Example::new(7, "a period is granted once, however often its beginning is looked at")
            .business("build")
            .at("2024-02-01T00:00:00")
            .done(Command::Advance)
            .done(Command::Advance)
            .done(take(0))
            .grants(2),
        Example::new(7, "a start in the past grants the running period only")
            .at("2024-03-20T12:00:00")
            .done(Command::CreateAccount(CreateAccount {
                started_at: Some(utc("2023-12-31T06:00:00")),
                ..account(AccountKind::Business, "build")
            }))
            .grants(1)
            .has(c(2500))
            // From 29 February, 06:00, to the anchor's 31st.
            .ends(1, "2024-03-31T06:00:00"),
        Example::new(7, "a plan without credits grants nothing").business("none").has(0).grants(0),
    ]
}

fn carried() -> Vec<Example> {
    vec![
        Example::new(7, "without rollover the rest expires")
            .business("build")
            .at("2024-02-01T00:00:00")
            .see(&[Sight::Available(c(2500)), Sight::Parts(c(2500), 0)])
            .done(take(0))
            .grants(2),
        Example::new(7, "all carried credit is held to the cap, oldest trimmed first")
            .catalog(|catalog| catalog.plans[1].rollover = Rollover::Max(c(3000)))
            .business("build")
            .at("2024-02-01T00:00:00")
            .see(&[Sight::Available(c(5000)), Sight::Parts(c(5000), 0)])
            .at("2024-03-01T00:00:00")
            // January's 2,500 are trimmed to 500, February's 2,500 are carried whole.
            .has(c(5500))
            .ask(take(c(3100)), &[Fact::Draws(vec![(5, c(2500)), (2, c(500)), (4, c(100))])])
            .ends(5, "2024-04-01T00:00:00")
            .never_ends(2)
            .never_ends(4),
        Example::new(7, "carried credit lasts for the periods that the plan keeps it")
            .catalog(|catalog| {
                catalog.plans[1].rollover = Rollover::All;
                catalog.plans[1].keep = Some(1);
            })
            .business("build")
            .done(take(c(2000)))
            .at("2024-02-01T00:00:00")
            // The carried 500 began with January, so they go before February's own.
            .ask(take(c(100)), &[Fact::Draws(vec![(2, c(100))]), Fact::Available(c(2900))])
            .ends(2, "2024-03-01T00:00:00")
            .at("2024-03-01T00:00:00")
            .has(c(5000))
            .done(take(0))
            .grants(5)
            .ends(4, "2024-04-01T00:00:00"),
        Example::new(7, "the cap is that of the plan that begins")
            .catalog(|catalog| {
                for plan in &mut catalog.plans {
                    plan.rollover = Rollover::Max(c(4000));
                }
                catalog.plans[1].rollover = Rollover::Max(c(1000));
            })
            .business("optimize")
            .done(Command::ChangePlan {
                plan: "build".to_owned(),
                when: None,
                credits_per_period: None,
                preview: false,
            })
            .at("2024-02-01T00:00:00")
            .has(c(3500)),
    ]
}
