//! Cost, quotes and bounds, rules 13 to 15. The arithmetic of prices has its own table beside the price.

use super::{Example, Fact, at_most, at_quote, by, c, give, member, partly, reserve, settle, spend, stated, usage};
use crate::answer::Code;
use crate::catalog::{Catalog, per_use, plan, sample};
use crate::command::{Amount, Command, DAY, SECOND, Spend, Use};

pub(super) fn examples() -> Vec<Example> {
    [prices(), quotes(), bounds()].concat()
}

fn cut() -> Use {
    usage(Some("background-removal"), Amount::Nothing)
}

fn pages(units: i64) -> Use {
    usage(Some("programmatic-landing-pages"), Amount::Quantity(units))
}

fn tokens(input: i64) -> Use {
    let dimensions = std::iter::once(("input_tokens".to_owned(), input)).collect();
    usage(Some("lunar"), Amount::Usage { model: None, dimensions })
}

fn quote(usage: Use) -> Command {
    Command::Quote { usage, expires_in: None }
}

/// The catalog of the examples with another price for background removal and a larger allowance of plan build.
fn dearer(credits: i128) -> Command {
    let mut catalog: Catalog = sample();
    catalog.plans.insert(0, plan("none", 0));
    catalog.plans[1].credits = c(3000);
    for feature in catalog.features.iter_mut().filter(|feature| feature.id == "background-removal") {
        feature.price = Some(per_use(credits));
    }
    Command::PublishCatalog(Box::new(catalog))
}

fn prices() -> Vec<Example> {
    vec![
        Example::new(13, "paid, gated and free features")
            .business("optimize")
            .ask(spend(cut()), &[Fact::Credits(c(10))])
            .ask(spend(pages(101)), &[Fact::Credits(c(2015))])
            .ask(spend(tokens(12_345)), &[Fact::Credits(c(13))])
            .ask(spend(tokens(1)), &[Fact::Credits(c(10))])
            .ask(spend(usage(Some("ml-translation"), Amount::Nothing)), &[Fact::Credits(0)])
            .ask(spend(usage(Some("forms"), Amount::Nothing)), &[Fact::Credits(0)])
            .refused(spend(usage(Some("typo"), Amount::Nothing)), Code::UnknownFeature),
        Example::new(13, "one function: quote, spend, reserve and settle say the same")
            .business("optimize")
            .ask(quote(tokens(20_001)), &[Fact::Credits(c(21))])
            .ask(spend(tokens(20_001)), &[Fact::Credits(c(21))])
            .ask(reserve(tokens(20_001), None), &[Fact::Credits(c(21))])
            .ask(settle(1, tokens(20_001).amount), &[Fact::Credits(c(21)), Fact::Released(0)]),
        Example::new(13, "a new version holds from its instant for costs, from the next period for allowances")
            .business("build")
            .ask(spend(cut()), &[Fact::Credits(c(10))])
            .done(dearer(c(12)))
            .ask(spend(cut()), &[Fact::Credits(c(12))])
            .has(c(2478))
            .at("2024-02-01T00:00:00")
            .has(c(3000)),
    ]
}

fn quotes() -> Vec<Example> {
    let bound =
        |usage: Use, quote| Command::Spend(Spend { usage, quote: Some(quote), max_credits: None, allow_partial: true });
    vec![
        Example::new(14, "a quote binds whatever the catalog does, once")
            .business("build")
            .ask(quote(cut()), &[Fact::Credits(c(10)), Fact::Available(c(2500))])
            .done(dearer(c(50)))
            .ask(at_quote(cut(), 1), &[Fact::Credits(c(10))])
            .refused(at_quote(cut(), 1), Code::QuoteUsed)
            .ask(spend(cut()), &[Fact::Credits(c(50))]),
        Example::new(14, "it binds for 15 minutes, the last microsecond included")
            .business("build")
            .done(quote(cut()))
            .done(quote(cut()))
            .later(900 * SECOND - 1)
            .done(at_quote(cut(), 1))
            .later(1)
            .refused(at_quote(cut(), 2), Code::QuoteExpired)
            .done(Command::Quote { usage: cut(), expires_in: Some(DAY) })
            .refused(Command::Quote { usage: cut(), expires_in: Some(DAY + 1) }, Code::InvalidField)
            .refused(Command::Quote { usage: cut(), expires_in: Some(0) }, Code::InvalidField),
        Example::new(14, "for this member, feature and exactly this quantity")
            .business("build")
            .done(member(None, "anna", "author", &[]))
            .done(quote(by("anna", pages(3))))
            .refused(at_quote(pages(3), 1), Code::QuoteMismatch)
            .refused(at_quote(by("anna", pages(2)), 1), Code::QuoteMismatch)
            .refused(at_quote(by("anna", cut()), 1), Code::QuoteMismatch)
            .refused(at_quote(cut(), 2), Code::NotFound)
            .refused(bound(by("anna", pages(3)), 1), Code::InvalidField)
            .ask(at_quote(by("anna", pages(3)), 1), &[Fact::Credits(c(60))]),
        Example::new(14, "a refused spend does not use it up, and it reserves nothing")
            .business("none")
            .done(give(c(10)))
            .done(quote(cut()))
            .done(spend(stated(c(5))))
            .refused(at_quote(cut(), 1), Code::InsufficientCredits)
            .done(give(c(5)))
            .ask(at_quote(cut(), 1), &[Fact::Available(0)]),
        Example::new(14, "a reservation may name it")
            .business("build")
            .done(quote(cut()))
            .done(dearer(c(50)))
            .ask(Command::Reserve { usage: cut(), quote: Some(1), expires_in: None }, &[Fact::Credits(c(10))])
            .refused(at_quote(cut(), 1), Code::QuoteUsed)
            .ask(settle(1, Amount::Nothing), &[Fact::Credits(c(10))]),
    ]
}

fn bounds() -> Vec<Example> {
    let bounded = |amount, max| Command::Settle { reservation: 1, amount, max_credits: Some(max), late: false };
    vec![
        Example::new(15, "more than max_credits is refused, nothing taken")
            .business("build")
            .refused(at_most(cut(), c(10) - 1), Code::MaxCreditsExceeded)
            .has(c(2500))
            .ask(at_most(cut(), c(10)), &[Fact::Credits(c(10))])
            .done(reserve(usage(Some("lunar"), Amount::Credits(c(100))), None))
            .refused(bounded(Amount::Credits(c(81)), c(80)), Code::MaxCreditsExceeded)
            .ask(bounded(Amount::Credits(c(80)), c(80)), &[Fact::Credits(c(80)), Fact::Available(c(2410))]),
        Example::new(15, "a partial spend within the bound")
            .business("none")
            .done(give(c(5)))
            .ask(partly(cut()), &[Fact::Credits(c(5))]),
    ]
}
