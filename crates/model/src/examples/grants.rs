//! Grants and burn order, rules 1 to 5.

use super::{
    Example, Fact, Sight, Space, at_most, c, give, partly, promo, reserve, reverse, settle, spend, stated, take, usage,
    utc, void_grant, within,
};
use crate::answer::{Code, LimitedBy};
use crate::catalog::Rollover;
use crate::command::{Amount, Command, HOUR, Kind, NewGrant};

pub(super) fn examples() -> Vec<Example> {
    [expiry(), burn_order(), whole_or_part(), voiding(), conservation(), keys()].concat()
}

fn until(credits: i128, effective_at: &str, expires_at: &str) -> Command {
    let (effective_at, expires_at) = (Some(utc(effective_at)), Some(utc(expires_at)));
    Command::Grant(NewGrant { effective_at, expires_at, ..promo(credits) })
}

fn expiry() -> Vec<Example> {
    let ended = Code::InvalidField;
    vec![
        Example::new(1, "a grant is usable from effective_at to just before expires_at")
            .business("none")
            .done(until(c(100), "2024-01-01T01:00:00", "2024-01-01T02:00:00"))
            .has(0)
            .at("2024-01-01T00:59:59.999999")
            .has(0)
            .refused(take(1), Code::InsufficientCredits)
            .later(1)
            .has(c(100))
            .ask(take(c(10)), &[Fact::Draws(vec![(1, c(10))])])
            .at("2024-01-01T01:59:59.999999")
            .has(c(90))
            .ask(take(c(40)), &[Fact::Available(c(50))])
            .later(1)
            .has(0)
            .refused(take(1), Code::InsufficientCredits)
            .had(utc("2024-01-01T01:59:59.999998"), c(90))
            .had(utc("2024-01-01T01:59:59.999999"), c(50))
            .had(utc("2024-01-01T02:00:00"), 0),
        Example::new(1, "neighbours neither overlap nor leave a gap")
            .business("none")
            .done(until(c(100), "2024-01-01T00:00:00", "2024-01-02T00:00:00"))
            .done(until(c(50), "2024-01-02T00:00:00", "2024-01-03T00:00:00"))
            .at("2024-01-01T23:59:59.999999")
            .has(c(100))
            .later(1)
            .has(c(50)),
        Example::new(1, "a grant that ends before it starts, or has ended, is refused")
            .business("none")
            .at("2024-01-05T00:00:00")
            .refused(until(c(1), "2024-01-07T00:00:00", "2024-01-06T00:00:00"), ended)
            .refused(until(c(1), "2024-01-01T00:00:00", "2024-01-04T23:59:59"), ended)
            .done(until(c(1), "2024-01-01T00:00:00", "2024-01-05T00:00:00.000001"))
            .grants(1),
        Example::new(1, "a reservation that ends with the period is carried over, one that ends later is not")
            .catalog(|catalog| catalog.plans[1].rollover = Rollover::All)
            .business("build")
            .at("2024-01-31T23:00:00")
            .done(reserve(stated(c(100)), Some(HOUR)))
            .done(reserve(stated(c(30)), Some(HOUR + 1)))
            .at("2024-02-01T00:00:00")
            // 2,500 of February, and of January all but the 30 still reserved.
            .has(c(2500 + 2470))
            .later(1)
            .has(c(2500 + 2470)),
    ]
}

fn burn_order() -> Vec<Example> {
    let end = Some(utc("2024-01-11T00:00:00"));
    let cut = vec!["background-removal".to_owned()];
    let one = |grant: NewGrant| Command::Grant(grant);
    let all_of = |subaccount: Option<&str>, credits| {
        let usage = usage(Some("background-removal"), Amount::Credits(credits));
        spend(subaccount.map_or(usage.clone(), |id| within(id, usage)))
    };
    vec![
        Example::new(2, "priority, then end, then feature, then free before paid, then start, then id")
            .business("none")
            .done(one(promo(c(1))))
            .done(one(NewGrant { kind: Kind::Package, expires_at: end, ..promo(c(2)) }))
            .done(one(NewGrant { expires_at: end, ..promo(c(3)) }))
            .done(one(NewGrant { priority: Some(0), ..promo(c(4)) }))
            .done(one(NewGrant { expires_at: end, features: cut.clone(), kind: Kind::Package, ..promo(c(5)) }))
            .done(one(NewGrant { effective_at: Some(utc("2023-12-31T00:00:00")), ..promo(c(6)) }))
            .done(one(promo(c(7))))
            .see_of(Some("background-removal"), None, &[Sight::Available(c(28))])
            .has(c(23))
            .ask(
                all_of(None, c(28)),
                &[Fact::Draws(vec![(4, c(4)), (5, c(5)), (3, c(3)), (2, c(2)), (6, c(6)), (1, c(1)), (7, c(7))])],
            ),
        Example::new(2, "what is ring-fenced for the subaccount goes first, whatever its priority")
            .agency()
            .done(Command::SetSharing { enabled: true })
            .done(one(NewGrant { priority: Some(0), ..promo(c(10)) }))
            .done(one(NewGrant { priority: Some(1000), subaccounts: vec!["north".to_owned()], ..promo(c(20)) }))
            .ask(all_of(Some("south"), c(3)), &[Fact::Draws(vec![(1, c(3))]), Fact::Available(c(7))])
            .ask(all_of(Some("north"), c(25)), &[Fact::Draws(vec![(2, c(20)), (1, c(5))])])
            .refused(all_of(None, c(3)), Code::InsufficientCredits),
        Example::new(2, "a use that does not fit never draws on a scoped grant")
            .business("none")
            .done(one(NewGrant { features: cut, ..promo(c(100)) }))
            .ask(take(1), &[Fact::Refused(Code::InsufficientCredits), Fact::Short(1, 0, 1)])
            .refused(spend(usage(Some("forms"), Amount::Credits(1))), Code::InsufficientCredits)
            .ask(spend(usage(Some("background-removal"), Amount::Nothing)), &[Fact::Credits(c(10))]),
        Example::new(2, "monthly credits go before extra ones")
            .business("build")
            .done(one(NewGrant { kind: Kind::Package, ..promo(c(100)) }))
            .ask(take(c(2550)), &[Fact::Draws(vec![(1, c(2500)), (2, c(50))])]),
    ]
}

fn whole_or_part() -> Vec<Example> {
    let pages = |units| usage(Some("programmatic-landing-pages"), Amount::Quantity(units));
    vec![
        Example::new(3, "whole or not at all, and nothing is taken by a refusal")
            .business("none")
            .done(give(c(100)))
            .ask(take(c(101)), &[Fact::Refused(Code::InsufficientCredits), Fact::Short(c(101), c(100), c(1))])
            .has(c(100))
            .ask(take(c(100)), &[Fact::Available(0)]),
        Example::new(3, "a partial spend takes the least, in whole units")
            .business("none")
            .done(give(c(70)))
            // 20 a page: 3 pages for 70 credits.
            .ask(
                partly(pages(5)),
                &[Fact::Credits(c(60)), Fact::LimitedBy(Some(LimitedBy::Available)), Fact::Available(c(10))],
            )
            .ask(partly(pages(1)), &[Fact::Credits(0), Fact::Draws(vec![]), Fact::Available(c(10))])
            .ask(partly(stated(c(25))), &[Fact::Credits(c(10)), Fact::LimitedBy(Some(LimitedBy::Available))])
            .ask(partly(stated(c(25))), &[Fact::Credits(0), Fact::LimitedBy(Some(LimitedBy::Available))]),
        Example::new(3, "a partial spend never overdraws")
            .business("none")
            .done(Command::SetOverdraftLimit { credits: c(100) })
            .done(give(c(5)))
            .ask(partly(stated(c(50))), &[Fact::Credits(c(5)), Fact::Owed(0)]),
        Example::new(3, "a spend of 0 succeeds; a grant of 0 and negative amounts are refused")
            .business("none")
            .ask(take(0), &[Fact::Credits(0), Fact::Draws(vec![])])
            .refused(give(0), Code::InvalidAmount)
            .refused(give(-1), Code::InvalidAmount)
            .refused(take(-1), Code::InvalidAmount)
            .refused(at_most(stated(1), -1), Code::InvalidAmount)
            .refused(spend(pages(-1)), Code::InvalidQuantity)
            .refused(give(1_000_000_000_000_001), Code::InvalidAmount)
            .grants(0),
    ]
}

fn voiding() -> Vec<Example> {
    vec![
        Example::new(3, "voiding takes what is available, not what is spent or reserved; twice is harmless")
            .business("none")
            .done(give(c(100)))
            .done(take(c(30)))
            .done(reserve(stated(c(20)), None))
            .ask(void_grant(1), &[Fact::Credits(c(50)), Fact::Available(0)])
            .ask(void_grant(1), &[Fact::Credits(0)])
            .see(&[Sight::Reserved(c(20)), Sight::Available(0)])
            // 15 of the 20 are used; the 5 that come back are voided at once.
            .ask(settle(1, Amount::Credits(c(15))), &[Fact::Released(c(5)), Fact::Available(0)])
            .done(reverse(1, Some(c(1))))
            .has(0),
        Example::new(3, "a used-up or ended grant is not open")
            .business("none")
            .done(give(c(10)))
            .done(take(c(10)))
            .refused(void_grant(1), Code::GrantNotOpen)
            .done(until(c(10), "2024-01-01T00:00:00", "2024-01-02T00:00:00"))
            .at("2024-01-02T00:00:00")
            .refused(void_grant(2), Code::GrantNotOpen)
            .refused(void_grant(3), Code::NotFound),
        Example::new(3, "a part may be voided, and the rest stays")
            .business("none")
            .done(give(c(10)))
            .ask(Command::VoidGrant { grant: 1, credits: Some(c(4)) }, &[Fact::Credits(c(4)), Fact::Available(c(6))]),
    ]
}

fn conservation() -> Vec<Example> {
    let cut = || NewGrant { features: vec!["background-removal".to_owned()], ..promo(c(100)) };
    vec![
        Example::new(4, "a pool owes only within its overdraft limit; the next grant that fits pays")
            .business("none")
            .done(give(c(10)))
            .refused(take(c(11)), Code::InsufficientCredits)
            .done(Command::SetOverdraftLimit { credits: c(50) })
            .ask(take(c(40)), &[Fact::Credits(c(40)), Fact::Draws(vec![(1, c(10))]), Fact::Owed(c(30))])
            .see(&[Sight::Available(0), Sight::Owed(c(30))])
            .refused(take(c(21)), Code::InsufficientCredits)
            .ask(take(c(20)), &[Fact::Owed(c(20))])
            // A grant that does not fit the use that owes pays nothing.
            .done(Command::Grant(cut()))
            .see(&[Sight::Available(0), Sight::Owed(c(50))])
            .ask(give(c(35)), &[Fact::Available(0)])
            .see(&[Sight::Owed(c(15))])
            .ask(give(c(35)), &[Fact::Available(c(20))])
            .see(&[Sight::Owed(0)]),
        Example::new(4, "a debt is paid when a grant becomes effective, not when it is made")
            .business("none")
            .done(Command::SetOverdraftLimit { credits: c(50) })
            .done(take(c(40)))
            .done(until(c(100), "2024-01-02T00:00:00", "2024-01-03T00:00:00"))
            .see(&[Sight::Owed(c(40))])
            .at("2024-01-02T00:00:00")
            .see(&[Sight::Owed(0), Sight::Available(c(60))]),
        Example::new(4, "a reversal forgives what is owed first, then finds the draw that paid")
            .business("none")
            .done(Command::SetOverdraftLimit { credits: c(50) })
            .done(give(c(10)))
            .done(take(c(40)))
            .ask(reverse(1, Some(c(12))), &[Fact::Forgiven(c(12)), Fact::Returned(vec![]), Fact::Available(0)])
            .see(&[Sight::Owed(c(18))])
            .done(give(c(20)))
            .see(&[Sight::Owed(0), Sight::Available(c(2))])
            // 18 come back to grant 2, which paid last, and 2 of the 10 to grant 1.
            .ask(reverse(1, Some(c(20))), &[Fact::Forgiven(0), Fact::Available(c(22))])
            .ask(reverse(1, Some(c(9))), &[Fact::Refused(Code::ReversalExceedsSpend), Fact::Left(c(8))]),
        Example::new(4, "a reservation never overdraws")
            .business("none")
            .done(Command::SetOverdraftLimit { credits: c(50) })
            .refused(reserve(stated(1), None), Code::InsufficientCredits),
    ]
}

fn keys() -> Vec<Example> {
    let reused = [Fact::Refused(Code::IdempotencyKeyReused)];
    vec![
        Example::new(5, "the same request gets the first answer again, another one is refused")
            .business("none")
            .done(give(c(100)))
            .keyed(Space::Server, "k", take(c(60)), &[Fact::Available(c(40))])
            .done(take(c(40)))
            .keyed(Space::Server, "k", take(c(60)), &[Fact::Draws(vec![(1, c(60))]), Fact::Available(c(40))])
            .has(0)
            .keyed(Space::Server, "k", take(c(61)), &reused)
            .keyed(Space::Server, "k", give(c(60)), &reused)
            .keyed(Space::Server, "k", take(-1), &reused),
        Example::new(5, "keys of a session are a space of their own")
            .business("none")
            .keyed(Space::Server, "k", give(c(1)), &[])
            .keyed(Space::Session, "k", give(c(2)), &[])
            .keyed(Space::Server, "k", give(c(1)), &[])
            .has(c(3)),
        Example::new(5, "a refusal leaves no key behind")
            .business("none")
            .keyed(Space::Server, "k", take(c(5)), &[Fact::Refused(Code::InsufficientCredits)])
            .done(give(c(7)))
            .keyed(Space::Server, "k", take(c(5)), &[Fact::Available(c(2))])
            .keyed(Space::Server, "j", take(-5), &[Fact::Refused(Code::InvalidAmount)])
            .keyed(Space::Server, "j", take(c(1)), &[Fact::Available(c(1))]),
        Example::new(5, "a pool's time never runs back")
            .business("none")
            .at("2024-01-02T00:00:00")
            .done(give(c(1)))
            .at("2024-01-01T00:00:00")
            // Judged at the pool's last entry, so an end on the evening before has passed.
            .refused(until(c(1), "2024-01-01T00:00:00", "2024-01-01T23:00:00"), Code::InvalidField)
            .ask(take(c(1)), &[Fact::Available(0)]),
    ]
}
