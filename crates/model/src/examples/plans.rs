//! Plans, trial, legacy, previews: rules 8 to 12.

use super::{Example, Fact, Sight, account, c, give, promo, reserve, settle, spend, stated, take, usage, utc};
use crate::answer::Code;
use crate::catalog::{Downgrade, Upgrade};
use crate::command::{AccountKind, Amount, Command, CreateAccount, DAY, Kind, NewGrant};

pub(super) fn examples() -> Vec<Example> {
    [trial(), ended(), paused(), upgrades(), scheduled(), legacy(), figures()].concat()
}

fn to(plan: &str) -> Command {
    Command::ChangePlan { plan: plan.to_owned(), when: None, credits_per_period: None, preview: false }
}

fn activate() -> Command {
    Command::Activate { plan: None }
}

/// An account in its trial until 15 January, on plan build.
fn in_trial(name: &'static str) -> Example {
    let ends = Some(utc("2024-01-15T00:00:00"));
    let create = CreateAccount { trial: true, trial_ends_at: ends, ..account(AccountKind::Business, "build") };
    Example::new(8, name).done(Command::CreateAccount(create))
}

fn translate() -> Command {
    spend(usage(Some("ml-translation"), Amount::Nothing))
}

fn trial() -> Vec<Example> {
    vec![
        in_trial("a trial has its credits whatever the plan, and a plan change in it grants nothing")
            .see(&[Sight::Available(c(1000)), Sight::Parts(c(1000), 0)])
            .refused(translate(), Code::PlanLacksFeature)
            .done(to("optimize"))
            .ask(translate(), &[Fact::Credits(0)])
            .has(c(1000))
            .grants(1)
            .ends(1, "2024-01-15T00:00:00"),
        in_trial("activation: the rest of the trial expires, the first period is granted, reservations stay open")
            .at("2024-01-10T00:00:00")
            .done(take(c(100)))
            .done(reserve(stated(c(50)), Some(DAY)))
            .ask(Command::Activate { plan: Some("optimize".to_owned()) }, &[Fact::Available(c(10_000))])
            .ends(1, "2024-01-10T00:00:00")
            .ends(2, "2024-02-10T00:00:00")
            .ask(settle(1, Amount::Credits(c(20))), &[Fact::Draws(vec![(1, c(20))]), Fact::Released(c(30))])
            .has(c(10_000)),
        in_trial("at its end the trial is over; extra credits stay usable")
            .done(give(c(5)))
            .done(to("optimize"))
            .at("2024-01-14T23:59:59.999999")
            .has(c(1005))
            .later(1)
            .see(&[Sight::Available(c(5)), Sight::Parts(0, c(5))])
            .refused(translate(), Code::AccountEnded)
            .refused(to("build"), Code::AccountEnded)
            .ask(take(c(5)), &[Fact::Draws(vec![(2, c(5))])])
            .at("2024-01-20T00:00:00")
            .ask(activate(), &[Fact::Available(c(10_000))])
            .ends(3, "2024-02-20T00:00:00")
            .done(translate()),
        in_trial("where an ended account may not spend it is refused")
            .catalog(|catalog| catalog.ended_may_spend = false)
            .done(give(c(5)))
            .at("2024-01-15T00:00:00")
            .refused(take(c(5)), Code::AccountEnded),
    ]
}

fn ended() -> Vec<Example> {
    vec![
        Example::new(8, "canceled: to the booked end, then no renewal; activation begins an epoch of its own")
            .business("build")
            .at("2024-01-20T00:00:00")
            .done(Command::Cancel)
            .at("2024-01-31T23:59:59.999999")
            .has(c(2500))
            .later(1)
            .has(0)
            .refused(Command::Cancel, Code::AccountEnded)
            .refused(Command::Pause, Code::AccountEnded)
            .refused(Command::Resume, Code::AccountEnded)
            .grants(1)
            .at("2024-02-10T00:00:00")
            .done(activate())
            .grants(2)
            .ends(2, "2024-03-10T00:00:00"),
    ]
}

fn paused() -> Vec<Example> {
    vec![
        Example::new(8, "paused: no period is granted; resume grants the running one in full, once")
            .business("build")
            .done(take(c(100)))
            .at("2024-01-10T00:00:00")
            .done(Command::Pause)
            .has(c(2400))
            .at("2024-02-05T00:00:00")
            .has(0)
            .ask(Command::Resume, &[Fact::Available(c(2500))])
            .ends(2, "2024-03-01T00:00:00")
            .done(take(c(10)))
            .done(Command::Pause)
            .done(Command::Resume)
            .has(c(2490))
            .grants(2)
            .at("2024-03-01T00:00:00")
            .has(c(2500)),
    ]
}

fn upgrades() -> Vec<Example> {
    let held_at_once = |catalog: &mut crate::Catalog| {
        for plan in &mut catalog.plans {
            plan.downgrade = Downgrade::Now;
        }
    };
    vec![
        Example::new(9, "difference: topped up to the new allowance")
            .business("build")
            .done(take(c(2500)))
            .at("2024-01-10T00:00:00")
            .ask(to("optimize"), &[Fact::Available(c(7500))])
            .ends(2, "2024-02-01T00:00:00")
            .at("2024-02-01T00:00:00")
            .has(c(10_000)),
        Example::new(9, "no sequence of changes gives a period more than the highest allowance held in it")
            .catalog(held_at_once)
            .business("build")
            .ask(to("optimize"), &[Fact::Available(c(10_000))])
            .ask(to("build"), &[Fact::Available(c(10_000))])
            .ask(to("optimize"), &[Fact::Available(c(10_000))])
            .grants(2)
            .ask(to("build"), &[Fact::Available(c(10_000))])
            .ask(to("scale"), &[Fact::Available(c(20_000))])
            .grants(3)
            .at("2024-02-01T00:00:00")
            .has(c(20_000)),
        Example::new(9, "a downgrade at once changes entitlements and takes nothing back")
            .catalog(held_at_once)
            .business("optimize")
            .done(translate())
            .ask(to("build"), &[Fact::Available(c(10_000))])
            .refused(translate(), Code::PlanLacksFeature)
            .at("2024-02-01T00:00:00")
            .has(c(2500)),
        Example::new(9, "replace: the running grants end, the new allowance is whole, each plan once a period")
            .catalog(|catalog| {
                held_at_once(catalog);
                for plan in &mut catalog.plans {
                    plan.upgrade = Upgrade::Replace;
                }
            })
            .business("build")
            .done(take(c(500)))
            .at("2024-01-10T00:00:00")
            .ask(to("optimize"), &[Fact::Available(c(10_000))])
            .ends(1, "2024-01-10T00:00:00")
            .ends(2, "2024-02-01T00:00:00")
            .done(take(c(9000)))
            .ask(to("build"), &[Fact::Available(c(1000))])
            .ask(to("optimize"), &[Fact::Available(c(1000))])
            .grants(2)
            .ask(to("scale"), &[Fact::Available(c(20_000))])
            .grants(3),
        Example::new(9, "period_end: an upgrade waits for the end")
            .catalog(|catalog| catalog.plans[2].upgrade = Upgrade::PeriodEnd)
            .business("build")
            .ask(to("optimize"), &[Fact::Available(c(2500))])
            .refused(translate(), Code::PlanLacksFeature)
            .at("2024-02-01T00:00:00")
            .has(c(10_000))
            .done(translate()),
    ]
}

fn scheduled() -> Vec<Example> {
    vec![
        Example::new(9, "a downgrade holds at the period's end")
            .business("optimize")
            .ask(to("build"), &[Fact::Available(c(10_000))])
            .at("2024-01-31T23:59:59.999999")
            .done(translate())
            .later(1)
            .has(c(2500))
            .refused(translate(), Code::PlanLacksFeature),
        Example::new(9, "at most one change is scheduled; a later one replaces it")
            .business("scale")
            .done(to("build"))
            .done(to("optimize"))
            .at("2024-02-01T00:00:00")
            .has(c(10_000)),
        Example::new(9, "the scheduled change can be dropped")
            .business("scale")
            .done(to("build"))
            .done(Command::DropScheduled)
            .at("2024-02-01T00:00:00")
            .has(c(20_000)),
        Example::new(9, "a cancel replaces a scheduled change")
            .business("scale")
            .done(to("build"))
            .done(Command::Cancel)
            .at("2024-02-01T00:00:00")
            .has(0),
        Example::new(9, "a change revokes a cancel")
            .business("scale")
            .done(Command::Cancel)
            .done(to("build"))
            .at("2024-02-01T00:00:00")
            .has(c(2500)),
        Example::new(9, "an upgrade at once revokes a cancel, too")
            .business("build")
            .done(Command::Cancel)
            .done(to("scale"))
            .at("2024-02-01T00:00:00")
            .has(c(20_000)),
    ]
}

fn legacy() -> Vec<Example> {
    vec![
        Example::new(10, "a legacy plan has one starter grant, without end, renewal or reset")
            .business("core-2021")
            .never_ends(1)
            .at("2026-01-01T00:00:00")
            .see(&[Sight::Available(c(3000)), Sight::Parts(0, c(3000))])
            .done(take(0))
            .grants(1),
        Example::new(10, "legacy to plan: at once, a new epoch, what is left stays as extra")
            .business("core-2021")
            .at("2024-01-15T00:00:00")
            .ask(to("build"), &[Fact::Available(c(5500))])
            .see(&[Sight::Parts(c(2500), c(3000))])
            .ends(2, "2024-02-15T00:00:00")
            .ask(take(c(2600)), &[Fact::Draws(vec![(2, c(2500)), (1, c(100))])])
            .at("2024-02-15T00:00:00")
            .see(&[Sight::Parts(c(2500), c(2900))]),
        Example::new(10, "plan to legacy is refused").business("build").refused(to("core-2021"), Code::InvalidField),
    ]
}

fn figures() -> Vec<Example> {
    let package = Command::Grant(NewGrant { kind: Kind::Package, ..promo(c(1000)) });
    let preview =
        |plan: &str| Command::ChangePlan { plan: plan.to_owned(), when: None, credits_per_period: None, preview: true };
    vec![
        Example::new(11, "extra credits survive renewal and plan change; monthly and extra make available")
            .business("build")
            .done(package)
            .done(give(c(20)))
            .see(&[Sight::Available(c(3520)), Sight::Parts(c(2500), c(1020))])
            .at("2024-02-01T00:00:00")
            .see(&[Sight::Available(c(3520)), Sight::Parts(c(2500), c(1020))])
            .done(to("optimize"))
            .see(&[Sight::Available(c(11_020)), Sight::Parts(c(10_000), c(1020))]),
        Example::new(12, "a preview says the balances before and after and changes nothing")
            .business("build")
            .done(take(c(100)))
            .ask(preview("optimize"), &[Fact::Preview(c(2400), c(9900))])
            .has(c(2400))
            .grants(1)
            .refused(preview("core-2021"), Code::InvalidField)
            .ask(to("optimize"), &[Fact::Available(c(9900))]),
    ]
}
