//! Reversals: what goes back, and into which grants. Rule 21.

use super::{Example, Fact, c, give, promo, reverse, take, utc, void_grant};
use crate::answer::{Code, Returned};
use crate::command::{Command, NewGrant};

pub(super) fn examples() -> Vec<Example> {
    let back = |grant, credits| Returned { grant, credits, available: credits, expired: 0, voided: 0 };
    let gone = |grant, credits| Returned { grant, credits, available: 0, expired: credits, voided: 0 };
    let void = |grant, credits| Returned { grant, credits, available: 0, expired: 0, voided: credits };
    let soon = || NewGrant { expires_at: Some(utc("2024-01-02T00:00:00")), ..promo(c(10)) };
    vec![
        Example::new(21, "credits go back to the grants they came from, last drawn first, never more than the spend")
            .business("none")
            .done(Command::Grant(soon()))
            .done(give(c(100)))
            .ask(take(c(30)), &[Fact::Draws(vec![(1, c(10)), (2, c(20))])])
            .ask(reverse(1, Some(c(5))), &[Fact::Returned(vec![back(2, c(5))]), Fact::Available(c(85))])
            .ask(reverse(1, Some(c(18))), &[Fact::Returned(vec![back(2, c(15)), back(1, c(3))])])
            .ask(reverse(1, Some(c(8))), &[Fact::Refused(Code::ReversalExceedsSpend), Fact::Left(c(7))])
            .ask(reverse(1, None), &[Fact::Credits(c(7)), Fact::Returned(vec![back(1, c(7))]), Fact::Available(c(110))])
            .refused(reverse(1, Some(1)), Code::ReversalExceedsSpend)
            .refused(reverse(2, None), Code::NotFound)
            .grants(2),
        Example::new(21, "into an ended grant they expire at once, into a voided one they are voided")
            .business("none")
            .done(Command::Grant(soon()))
            .done(give(c(100)))
            .done(take(c(30)))
            .done(void_grant(2))
            .at("2024-01-02T00:00:00")
            .ask(reverse(1, None), &[Fact::Returned(vec![void(2, c(20)), gone(1, c(10))]), Fact::Available(0)]),
    ]
}
