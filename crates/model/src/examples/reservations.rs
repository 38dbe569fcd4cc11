//! Reservations, rules 16 to 20.

use super::{
    Example, Fact, Sight, c, give, lunar, promo, reserve, settle, settle_late, stated, take, usage, utc, within,
};
use crate::answer::Code;
use crate::catalog::OverSettle;
use crate::command::{Amount, Command, DAY, HOUR, Micros, Milli, NewGrant, Per, Subject, Use};

pub(super) fn examples() -> Vec<Example> {
    [aside(), settles(), surplus(), ends(), time_outs(), late(), extends()].concat()
}

/// Lunar for so many stated credits.
fn lunar_for(credits: Milli) -> Use {
    usage(Some("lunar"), Amount::Credits(credits))
}

fn pages(units: i64) -> Use {
    usage(Some("programmatic-landing-pages"), Amount::Quantity(units))
}

fn soon(credits: Milli) -> Command {
    Command::Grant(NewGrant { expires_at: Some(utc("2024-01-02T00:00:00")), ..promo(credits) })
}

fn void(reservation: u64) -> Command {
    Command::VoidReservation { reservation }
}

fn extend(reservation: u64, expires_in: Micros) -> Command {
    Command::Extend { reservation, expires_in }
}

fn bounded(amount: Milli, max: Milli) -> Command {
    Command::Settle { reservation: 1, amount: Amount::Credits(amount), max_credits: Some(max), late: false }
}

/// An empty pool under a catalog in which lunar settles over its reservation like that.
fn with_lunar(rule: u8, name: &'static str, over_settle: OverSettle) -> Example {
    let change = move |catalog: &mut crate::Catalog| {
        for feature in catalog.features.iter_mut().filter(|feature| feature.id == "lunar") {
            feature.price = Some(lunar(over_settle));
        }
    };
    Example::new(rule, name).catalog(change).business("none")
}

fn aside() -> Vec<Example> {
    vec![
        Example::new(16, "reserving draws along the burn order and sets aside")
            .business("none")
            .done(give(c(50)))
            .done(soon(c(30)))
            .ask(reserve(stated(c(40)), None), &[Fact::Draws(vec![(2, c(30)), (1, c(10))]), Fact::Available(c(40))])
            .see(&[Sight::Available(c(40)), Sight::Reserved(c(40))])
            .refused(take(c(41)), Code::InsufficientCredits)
            .refused(reserve(stated(c(41)), None), Code::InsufficientCredits)
            .ask(reserve(stated(0), None), &[Fact::Credits(0), Fact::Draws(vec![])])
            .refused(reserve(stated(c(1)), Some(DAY + 1)), Code::InvalidField)
            .refused(reserve(stated(c(1)), Some(0)), Code::InvalidField),
        Example::new(16, "nothing named: the catalog's figure")
            .business("build")
            .ask(reserve(usage(Some("lunar"), Amount::Nothing), None), &[Fact::Credits(c(400))]),
    ]
}

fn settles() -> Vec<Example> {
    vec![
        Example::new(17, "nothing named settles all of it")
            .business("none")
            .done(give(c(50)))
            .done(reserve(stated(c(40)), None))
            .ask(
                settle(1, Amount::Nothing),
                &[Fact::Credits(c(40)), Fact::Draws(vec![(1, c(40))]), Fact::Released(0), Fact::Available(c(10))],
            )
            .see(&[Sight::Reserved(0), Sight::Available(c(10))]),
        Example::new(17, "less: the rest goes back to the grants drawn last first")
            .business("none")
            .done(give(c(50)))
            .done(soon(c(30)))
            .done(reserve(stated(c(40)), None))
            .ask(
                settle(1, Amount::Credits(c(25))),
                &[Fact::Draws(vec![(2, c(25))]), Fact::Released(c(15)), Fact::Available(c(55))],
            ),
        Example::new(17, "zero is like void")
            .business("none")
            .done(give(c(50)))
            .done(reserve(stated(c(40)), None))
            .ask(settle(1, Amount::Credits(0)), &[Fact::Released(c(40)), Fact::Available(c(50))])
            .refused(settle(1, Amount::Nothing), Code::ReservationNotOpen),
        Example::new(17, "when less was used it never costs more than was reserved")
            // All pages at the rate of the tier reached: 100 cost 2,000, but 101 cost 1,515.
            .catalog(|catalog| catalog.features[1].price = Some(super::pages(false)))
            .business("build")
            .ask(reserve(pages(101), None), &[Fact::Credits(c(1515))])
            .ask(settle(1, Amount::Quantity(100)), &[Fact::Credits(c(1515)), Fact::Released(0)]),
        Example::new(17, "priced by the catalog version of the reservation")
            .business("build")
            .done(reserve(pages(10), None))
            .done({
                let mut catalog = super::sample();
                catalog.features[1].price = Some(super::per_use(c(1)));
                catalog.plans.insert(0, super::plan("none", 0));
                Command::PublishCatalog(Box::new(catalog))
            })
            .ask(settle(1, Amount::Quantity(4)), &[Fact::Credits(c(80)), Fact::Released(c(120))]),
    ]
}

fn surplus() -> Vec<Example> {
    vec![
        Example::new(17, "deny: more is refused and it stays open")
            .business("none")
            .done(give(c(100)))
            .done(reserve(stated(c(40)), None))
            .refused(settle(1, Amount::Credits(c(40) + 1)), Code::SettleExceedsReservation)
            .see(&[Sight::Reserved(c(40))])
            .ask(settle(1, Amount::Credits(c(40))), &[Fact::Available(c(60))]),
        with_lunar(17, "percent: the surplus is drawn like a spend, up to that much", OverSettle::Percent(10))
            .done(give(c(105)))
            .done(reserve(lunar_for(c(100)), None))
            .refused(settle(1, Amount::Credits(c(110) + 1)), Code::SettleExceedsReservation)
            .ask(
                settle(1, Amount::Credits(c(110))),
                &[Fact::Refused(Code::InsufficientCredits), Fact::Short(c(10), c(5), c(5))],
            )
            .see(&[Sight::Reserved(c(100))])
            .ask(settle(1, Amount::Credits(c(104))), &[Fact::Credits(c(104)), Fact::Available(c(1))]),
        with_lunar(17, "percent: limits and max_credits are judged, and nothing is owed", OverSettle::Percent(50))
            .done(give(c(120)))
            .done(Command::SetOverdraftLimit { credits: c(1000) })
            .done(Command::SetLimit { subject: Subject::Account, credits: c(110), per: Per::Day })
            .done(reserve(lunar_for(c(100)), None))
            .refused(bounded(c(105), c(104)), Code::MaxCreditsExceeded)
            .ask(
                settle(1, Amount::Credits(c(111))),
                &[Fact::Refused(Code::SpendLimitReached), Fact::Limit(crate::Level::Account, c(110), c(100))],
            )
            .done(Command::DeleteLimit { subject: Subject::Account })
            .refused(settle(1, Amount::Credits(c(121))), Code::InsufficientCredits)
            .ask(settle(1, Amount::Credits(c(120))), &[Fact::Available(0)]),
        with_lunar(17, "available: takes what may be taken and says what is uncovered", OverSettle::Available)
            .done(give(c(105)))
            .done(reserve(lunar_for(c(100)), None))
            .ask(
                settle(1, Amount::Credits(c(150))),
                &[Fact::Credits(c(105)), Fact::Uncovered(c(45)), Fact::Available(0), Fact::Released(0)],
            ),
        with_lunar(17, "available: a limit holds it down", OverSettle::Available)
            .done(give(c(500)))
            .done(Command::SetLimit { subject: Subject::Account, credits: c(110), per: Per::Month })
            .done(reserve(lunar_for(c(100)), None))
            .ask(settle(1, Amount::Credits(c(150))), &[Fact::Credits(c(110)), Fact::Uncovered(c(40))]),
    ]
}

fn ends() -> Vec<Example> {
    vec![
        Example::new(18, "void once: all goes back")
            .business("none")
            .done(give(c(50)))
            .done(reserve(stated(c(40)), None))
            .ask(void(1), &[Fact::Released(c(40)), Fact::Available(c(50))])
            .refused(void(1), Code::ReservationNotOpen)
            .refused(settle(1, Amount::Nothing), Code::ReservationNotOpen)
            .refused(settle_late(1, Amount::Nothing), Code::ReservationNotOpen)
            .refused(extend(1, HOUR), Code::ReservationNotOpen)
            .refused(void(2), Code::NotFound),
        Example::new(18, "void after settle, settle twice")
            .business("none")
            .done(give(c(50)))
            .done(reserve(stated(c(40)), None))
            .keyed(super::Space::Server, "k", settle(1, Amount::Nothing), &[Fact::Available(c(10))])
            .refused(void(1), Code::ReservationNotOpen)
            .refused(settle(1, Amount::Nothing), Code::ReservationNotOpen)
            .keyed(super::Space::Server, "k", settle(1, Amount::Nothing), &[Fact::Available(c(10))])
            .has(c(10)),
    ]
}

fn time_outs() -> Vec<Example> {
    vec![
        Example::new(19, "at its end its credits are available at that instant")
            .business("none")
            .done(give(c(50)))
            .done(reserve(stated(c(40)), None))
            .later(HOUR - 1)
            .has(c(10))
            .later(1)
            .see(&[Sight::Available(c(50)), Sight::Reserved(0)])
            .refused(settle(1, Amount::Nothing), Code::ReservationExpired),
        Example::new(19, "a grant's end does not touch what is reserved; what is released later expires at once")
            .business("none")
            .done(soon(c(50)))
            .at("2024-01-01T23:30:00")
            .done(reserve(stated(c(40)), None))
            .at("2024-01-02T00:00:00")
            .see(&[Sight::Available(0), Sight::Reserved(c(40))])
            .ask(
                settle(1, Amount::Credits(c(25))),
                &[Fact::Draws(vec![(1, c(25))]), Fact::Released(c(15)), Fact::Available(0)],
            ),
        Example::new(19, "a time-out after the grant's end expires, too")
            .business("none")
            .done(soon(c(50)))
            .at("2024-01-01T23:30:00")
            .done(reserve(stated(c(40)), None))
            .at("2024-01-02T00:30:00")
            .see(&[Sight::Available(0), Sight::Reserved(0)]),
    ]
}

fn late() -> Vec<Example> {
    let settled = |amount| settle_late(1, Amount::Credits(amount));
    vec![
        Example::new(19, "late, it is a spend of now on what is available now")
            .business("none")
            .done(soon(c(50)))
            .done(reserve(stated(c(40)), None))
            .at("2024-01-02T00:00:00")
            .done(give(c(30)))
            .refused(settled(c(31)), Code::InsufficientCredits)
            .ask(settled(c(30)), &[Fact::Draws(vec![(2, c(30))]), Fact::Available(0)])
            .refused(settled(c(30)), Code::ReservationNotOpen),
        Example::new(19, "within 24 hours")
            .business("none")
            .done(give(c(50)))
            .done(reserve(stated(c(40)), None))
            .later(HOUR + DAY + 1)
            .refused(settled(c(1)), Code::ReservationExpired),
    ]
}

fn extends() -> Vec<Example> {
    vec![
        Example::new(20, "extend counts from now")
            .business("none")
            .done(give(c(50)))
            .done(reserve(stated(c(40)), None))
            .later(HOUR - 1)
            .done(extend(1, HOUR))
            .later(HOUR - 1)
            .has(c(10))
            .later(1)
            .has(c(50))
            .refused(extend(1, HOUR), Code::ReservationExpired),
        Example::new(20, "at most 24 hours after the making")
            .business("none")
            .done(give(c(50)))
            .done(reserve(stated(c(40)), Some(DAY)))
            .later(DAY - HOUR)
            .done(extend(1, HOUR))
            .later(HOUR - 1)
            .has(c(10))
            .later(1)
            .has(c(50)),
        Example::new(20, "open reservations survive sharing off and role changes")
            .agency()
            .done(give(c(50)))
            .done(super::member(None, "olga", "main_owner", &[]))
            .done(super::member(Some("north"), "nina", "subaccount_owner", &[]))
            .done(Command::SetSharing { enabled: true })
            .done(reserve(super::by("nina", within("north", stated(c(40)))), None))
            .done(Command::SetSharing { enabled: false })
            .done(Command::DeleteMember { subaccount: Some("north".to_owned()), member: "nina".to_owned() })
            .ask(settle(1, Amount::Nothing), &[Fact::Credits(c(40)), Fact::Available(0)])
            .has(c(10)),
    ]
}
