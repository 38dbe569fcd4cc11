//! Roles, sharing, limits and the order of refusals, rules 23 to 26.

use super::{
    Example, Fact, Sight, at_most, at_quote, by, c, give, member, partly, promo, reserve, reverse, settle, spend,
    stated, take, usage, utc, within,
};
use crate::answer::{Code, Level, LimitedBy};
use crate::command::{Amount, Command, HOUR, Milli, NewGrant, Per, Spend, Subject, Use};

pub(super) fn examples() -> Vec<Example> {
    [roles(), sharing(), limits(), windows(), precedence()].concat()
}

fn cut() -> Use {
    usage(Some("background-removal"), Amount::Nothing)
}

fn share(enabled: bool) -> Command {
    Command::SetSharing { enabled }
}

fn limit(subject: Subject, credits: Milli, per: Per) -> Command {
    Command::SetLimit { subject, credits, per }
}

fn reached(level: Level, limit: Milli, used: Milli) -> [Fact; 2] {
    [Fact::Refused(Code::SpendLimitReached), Fact::Limit(level, limit, used)]
}

fn roles() -> Vec<Example> {
    let mut business = Example::new(23, "who of a business may use").business("build");
    let rows = [
        ("owner", true),
        ("admin", true),
        ("author", true),
        ("designer", true),
        ("viewer", false),
        ("accountant", false),
    ];
    for (role, may) in rows {
        business = business.done(member(None, role, role, &[]));
        let use_it = spend(by(role, cut()));
        business = if may { business.done(use_it) } else { business.refused(use_it, Code::RoleNotAllowed) };
    }
    vec![
        business,
        Example::new(23, "rights are read at each use")
            .business("build")
            .done(member(None, "anna", "author", &[]))
            .done(spend(by("anna", cut())))
            .done(member(None, "anna", "viewer", &[]))
            .refused(spend(by("anna", cut())), Code::RoleNotAllowed)
            .refused(reserve(by("anna", cut()), None), Code::RoleNotAllowed)
            .done(spend(cut()))
            .done(Command::DeleteMember { subaccount: None, member: "anna".to_owned() })
            .refused(spend(by("anna", cut())), Code::NotFound),
        Example::new(23, "a role that the catalog does not have for that sort of account")
            .business("build")
            .refused(member(None, "anna", "main_owner", &[]), Code::InvalidField),
    ]
}

fn sharing() -> Vec<Example> {
    let ringed = |credits| Command::Grant(NewGrant { subaccount: Some("north".to_owned()), ..promo(credits) });
    let north = |credits| spend(within("north", stated(credits)));
    vec![
        Example::new(24, "a subaccount draws on its own grants always, on unscoped ones while sharing is on")
            .agency()
            .done(give(c(100)))
            .ask(ringed(c(20)), &[Fact::Available(c(20))])
            .has(c(100))
            .see_of(None, Some("north"), &[Sight::Available(c(20))])
            .see_of(None, Some("south"), &[Sight::Available(0)])
            .ask(north(c(5)), &[Fact::Draws(vec![(2, c(5))]), Fact::Available(c(15))])
            .refused(north(c(16)), Code::SharingDisabled)
            .refused(spend(within("south", stated(1))), Code::SharingDisabled)
            .ask(partly(within("north", stated(c(16)))), &[Fact::Credits(c(15))])
            .done(share(true))
            .see_of(None, Some("north"), &[Sight::Available(c(100))])
            .ask(north(c(40)), &[Fact::Draws(vec![(1, c(40))])])
            .ask(north(c(61)), &[Fact::Refused(Code::InsufficientCredits), Fact::Short(c(61), c(60), c(1))])
            .done(share(false))
            .refused(north(c(1)), Code::SharingDisabled)
            .ask(spend(within("north", stated(0))), &[Fact::Credits(0)]),
        Example::new(24, "Main Owner and Admin may use inside any subaccount, a manager inside his own")
            .agency()
            .done(give(c(1000)))
            .done(share(true))
            .done(member(None, "olga", "main_owner", &[]))
            .done(member(None, "adam", "main_admin", &[]))
            .done(member(None, "mark", "subaccount_manager", &["north"]))
            .done(member(Some("south"), "saul", "subaccount_owner", &[]))
            .done(limit(Subject::Subaccount("north".to_owned()), c(30), Per::Month))
            .done(spend(by("olga", within("north", cut()))))
            .done(spend(by("adam", within("south", cut()))))
            .done(spend(by("mark", within("north", cut()))))
            .done(spend(by("saul", within("south", cut()))))
            .refused(spend(by("saul", cut())), Code::NotFound)
            .refused(spend(by("saul", within("north", cut()))), Code::NotFound)
            // The use of the main owner in north counted for north.
            .done(spend(by("olga", within("north", cut()))))
            .ask(spend(by("mark", within("north", cut()))), &reached(Level::Subaccount, c(30), c(30))),
        Example::new(24, "with sharing off an open reservation settles for no more than was reserved")
            .agency()
            .done(give(c(500)))
            .done(share(true))
            .done(reserve(within("north", usage(Some("lunar"), Amount::Credits(c(100)))), None))
            .done(share(false))
            .ask(settle(1, Amount::Credits(c(150))), &[Fact::Credits(c(100)), Fact::Uncovered(c(50))])
            .has(c(400)),
        Example::new(24, "a subaccount's entitlements are its agency's")
            .agency()
            .refused(spend(within("north", usage(Some("ml-translation"), Amount::Nothing))), Code::PlanLacksFeature)
            .refused(spend(within("west", cut())), Code::NotFound),
    ]
}

fn limits() -> Vec<Example> {
    let anna = |credits| spend(by("anna", stated(credits)));
    let bert = |credits| spend(by("bert", stated(credits)));
    vec![
        Example::new(25, "a named limit wins over the one for each; used is spent and reserved, less what is reversed")
            .business("build")
            .done(member(None, "anna", "author", &[]))
            .done(member(None, "bert", "author", &[]))
            .done(limit(Subject::EachMember, c(50), Per::Month))
            .done(limit(Subject::Member("anna".to_owned()), c(80), Per::Month))
            .done(anna(c(60)))
            .done(reserve(by("anna", stated(c(15))), None))
            .ask(anna(c(6)), &reached(Level::Member, c(80), c(75)))
            .done(anna(c(5)))
            .ask(bert(c(51)), &reached(Level::Member, c(50), 0))
            .done(bert(c(50)))
            .done(reverse(1, Some(c(10))))
            .done(anna(c(10)))
            .done(settle(1, Amount::Credits(c(5))))
            .done(anna(c(10)))
            .ask(anna(1), &reached(Level::Member, c(80), c(80)))
            .done(anna(0))
            .done(take(c(500)))
            .done(Command::DeleteLimit { subject: Subject::Member("anna".to_owned()) })
            .ask(anna(1), &reached(Level::Member, c(50), c(80))),
        Example::new(25, "all levels must pass, and a partial spend takes what each leaves")
            .agency()
            .done(give(c(1000)))
            .done(share(true))
            .done(limit(Subject::EachSubaccount, c(40), Per::Day))
            .done(limit(Subject::Account, c(60), Per::Day))
            .done(spend(within("north", stated(c(30)))))
            .ask(spend(within("north", stated(c(11)))), &reached(Level::Subaccount, c(40), c(30)))
            .ask(spend(within("south", stated(c(31)))), &reached(Level::Account, c(60), c(30)))
            .ask(
                partly(within("north", stated(c(100)))),
                &[Fact::Credits(c(10)), Fact::LimitedBy(Some(LimitedBy::Limit(Level::Subaccount)))],
            )
            .ask(
                partly(within("south", stated(c(100)))),
                &[Fact::Credits(c(20)), Fact::LimitedBy(Some(LimitedBy::Limit(Level::Account)))],
            )
            .ask(take(1), &reached(Level::Account, c(60), c(60))),
    ]
}

fn windows() -> Vec<Example> {
    let warsaw = || crate::command::CreateAccount {
        zone: "Europe/Warsaw".to_owned(),
        ..super::account(crate::command::AccountKind::Business, "build")
    };
    let resets = |at: &str| [Fact::Refused(Code::SpendLimitReached), Fact::ResetsAt(Some(utc(at)))];
    vec![
        Example::new(25, "a day of the account's zone, 23 hours long when the clocks go forward")
            .at("2024-03-30T22:59:59.999999")
            .done(Command::CreateAccount(warsaw()))
            .done(limit(Subject::Account, c(10), Per::Day))
            .done(take(c(10)))
            .ask(take(1), &resets("2024-03-30T23:00:00"))
            .later(1)
            .done(take(c(10)))
            .at("2024-03-31T21:59:59.999999")
            .ask(take(1), &resets("2024-03-31T22:00:00"))
            .later(1)
            .done(take(c(10))),
        Example::new(25, "a month of the account's zone")
            .at("2024-02-29T22:00:00")
            .done(Command::CreateAccount(warsaw()))
            .done(limit(Subject::Account, c(10), Per::Month))
            .done(take(c(10)))
            .ask(take(1), &resets("2024-02-29T23:00:00"))
            .at("2024-02-29T23:00:00")
            .done(take(c(10)))
            .ask(take(1), &resets("2024-03-31T22:00:00")),
        Example::new(25, "a period")
            .at("2024-01-15T00:00:00")
            .business("build")
            .done(limit(Subject::Account, c(10), Per::Period))
            .done(take(c(10)))
            .ask(take(1), &resets("2024-02-15T00:00:00"))
            .at("2024-02-15T00:00:00")
            .done(take(c(10))),
        Example::new(25, "a use counts in the window in which it began")
            .at("2024-01-10T23:30:00")
            .business("build")
            .done(limit(Subject::Account, c(100), Per::Day))
            .done(reserve(stated(c(90)), Some(HOUR)))
            .done(take(c(10)))
            .at("2024-01-11T00:00:00")
            .done(settle(1, Amount::Nothing))
            .done(take(c(100)))
            // What is reversed counts where its use began, which was yesterday.
            .done(reverse(1, None))
            .refused(take(1), Code::SpendLimitReached)
            .done(reverse(3, Some(c(1))))
            .done(take(c(1))),
    ]
}

/// Every reason at once; each line takes the topmost away.
fn precedence() -> Vec<Example> {
    let gated = |feature: &str, amount| by("vera", within("north", usage(Some(feature), amount)));
    let full =
        |usage: Use| Command::Spend(Spend { usage, quote: Some(9), max_credits: Some(c(1)), allow_partial: false });
    let negative = Amount::Credits(-1);
    let ten = || Amount::Credits(c(10));
    let nobody = |usage: Use| Use { member: Some("nobody".to_owned()), ..usage };
    let nowhere = |usage: Use| Use { subaccount: Some("nowhere".to_owned()), ..usage };
    let ask = |feature| gated(feature, ten());
    let north = || within("north", stated(c(10)));
    vec![
        Example::new(26, "bad input, unknown, role, entitlement, sharing, quote, max_credits, limits, insufficient")
            .agency()
            .done(member(None, "vera", "subaccount_manager", &["south"]))
            .done(limit(Subject::EachMember, c(5), Per::Day))
            .done(limit(Subject::EachSubaccount, c(4), Per::Day))
            .done(limit(Subject::Account, c(3), Per::Day))
            .refused(full(nowhere(nobody(gated("typo", negative)))), Code::InvalidAmount)
            .refused(full(nowhere(nobody(ask("typo")))), Code::NotFound)
            .refused(full(nobody(ask("typo"))), Code::NotFound)
            .refused(full(ask("typo")), Code::UnknownFeature)
            .refused(full(ask("ml-translation")), Code::RoleNotAllowed)
            .done(member(None, "vera", "main_admin", &[]))
            .refused(full(ask("ml-translation")), Code::PlanLacksFeature)
            .refused(full(ask("forms")), Code::SharingDisabled)
            .done(share(true))
            .refused(full(ask("forms")), Code::NotFound)
            .refused(at_most(ask("forms"), c(9)), Code::MaxCreditsExceeded)
            .ask(at_most(ask("forms"), c(10)), &reached(Level::Member, c(5), 0))
            .done(Command::DeleteLimit { subject: Subject::EachMember })
            .ask(spend(ask("forms")), &reached(Level::Subaccount, c(4), 0))
            .done(Command::DeleteLimit { subject: Subject::EachSubaccount })
            .ask(spend(ask("forms")), &reached(Level::Account, c(3), 0))
            .done(Command::DeleteLimit { subject: Subject::Account })
            .refused(spend(ask("forms")), Code::InsufficientCredits)
            .done(give(c(10)))
            .done(spend(ask("forms"))),
        Example::new(26, "account ended comes after unknown and before role")
            .catalog(|catalog| catalog.ended_may_spend = false)
            .business("build")
            .done(member(None, "vera", "viewer", &[]))
            .done(Command::Cancel)
            .at("2024-02-01T00:00:00")
            .refused(spend(by("vera", usage(Some("typo"), ten()))), Code::UnknownFeature)
            .refused(spend(by("vera", usage(Some("ml-translation"), ten()))), Code::AccountEnded),
        Example::new(26, "a replay comes before everything")
            .agency()
            .done(share(true))
            .done(give(c(10)))
            .keyed(super::Space::Server, "k", spend(north()), &[Fact::Available(0)])
            .done(share(false))
            .keyed(super::Space::Server, "k", spend(north()), &[Fact::Credits(c(10)), Fact::Available(0)])
            .keyed(super::Space::Server, "k", spend(nowhere(stated(-1))), &[Fact::Refused(Code::IdempotencyKeyReused)]),
        Example::new(26, "a quote's fault comes before max_credits and limits")
            .business("build")
            .done(Command::Quote { usage: cut(), expires_in: None })
            .done(at_quote(cut(), 1))
            .done(limit(Subject::Account, c(1), Per::Day))
            .refused(
                Command::Spend(Spend { usage: cut(), quote: Some(1), max_credits: Some(1), allow_partial: false }),
                Code::QuoteUsed,
            ),
    ]
}
