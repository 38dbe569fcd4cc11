//! Burn order: which grants a use draws from, and how much from each. Knows no time zone and no table.

use crate::credits::Credits;
use crate::entry::{Draw, Return};
use crate::grant::{Grant, WayBack};
use crate::id::{AccountId, FeatureId, Seq};
use crate::order::Order;
use crate::pool::Pool;
use crate::time::Timestamp;

/// The place of a grant in the burn order, total: of two, the lesser goes first.
type Place = (bool, u16, Timestamp, bool, bool, Timestamp, Seq);

fn place(grant: &Grant, subaccount: Option<&AccountId>) -> Place {
    let terms = &grant.terms;
    (
        !grant.is_scoped_to(subaccount),
        terms.priority,
        terms.expires_at.unwrap_or(Timestamp::MAX),
        !grant.is_scoped_to_features(),
        terms.kind.is_paid(),
        terms.effective_at,
        grant.seq,
    )
}

impl Pool {
    /// Draws up to `wanted` at t for a use by this account of this feature: the draws in burn order, and their sum.
    pub(crate) fn burn(
        &self,
        subaccount: Option<&AccountId>,
        feature: Option<&FeatureId>,
        t: Timestamp,
        wanted: Credits,
    ) -> (Vec<Draw>, Credits) {
        let is_sharing = self.house.is_sharing;
        let mut fitting: Vec<(Place, &Grant)> = self
            .grants
            .iter()
            .filter(|g| g.available.is_positive() && g.is_usable_at(t) && g.fits(subaccount, feature, is_sharing))
            .map(|grant| (place(grant, subaccount), grant))
            .collect();
        fitting.sort_unstable_by_key(|(place, _)| *place);
        let mut left = wanted;
        let mut draws = Vec::new();
        for (_, grant) in fitting {
            if !left.is_positive() {
                break;
            }
            let credits = grant.available.min(left);
            left = left.less(credits);
            draws.push(Draw { grant: grant.seq, kind: grant.terms.kind, credits });
        }
        (draws, wanted.less(left))
    }

    /// Splits draws into those that stay, `kept` credits in burn order, and those that go back, last drawn first.
    pub(crate) fn split(&self, draws: &[Draw], kept: Credits, t: Timestamp) -> (Vec<Draw>, Vec<Return>) {
        let (mut stay, mut back) = (Vec::new(), Vec::new());
        let mut left = kept;
        for draw in draws {
            let credits = draw.credits.min(left);
            left = left.less(credits);
            if credits.is_positive() {
                stay.push(Draw { credits, ..*draw });
            }
            let rest = draw.credits.less(credits);
            if rest.is_positive() {
                back.push(Draw { credits: rest, ..*draw });
            }
        }
        back.reverse();
        (stay, self.ways_back(back, t))
    }

    /// Where draws' credits go when they come back at t. What a refund or a dispute of the grant's order claims is voided at
    /// once, and only the rest is usable again.
    pub(crate) fn ways_back(&self, draws: Vec<Draw>, t: Timestamp) -> Vec<Return> {
        let mut back: Vec<Return> = Vec::with_capacity(draws.len());
        for draw in draws {
            let of = |credits, way| Return { grant: draw.grant, kind: draw.kind, credits, way };
            let Some(grant) = self.grant(draw.grant) else {
                back.push(of(draw.credits, WayBack::Expired));
                continue;
            };
            let way = grant.way_back(t);
            if !grant.is_claimed || way != WayBack::Available {
                back.push(of(draw.credits, way));
                continue;
            }
            let is_same = |other: &&Return| other.grant == draw.grant && other.way == WayBack::Voided;
            let before =
                back.iter().filter(is_same).fold(Credits::ZERO, |sum, other| sum.saturating_add(other.credits));
            let voided = self.claims_on(draw.grant).less(before).min(draw.credits);
            let parts = [(voided, WayBack::Voided), (draw.credits.less(voided), way)];
            back.extend(parts.into_iter().filter(|(credits, _)| credits.is_positive()).map(|(c, way)| of(c, way)));
        }
        back
    }

    /// How much of what returns to a grant its order's refunds and disputes claim.
    fn claims_on(&self, grant: Seq) -> Credits {
        let closed = self.trade.iter().flat_map(|trade| trade.closed.values());
        let mut of_grant = closed.filter(|order| order.payment.as_ref().is_some_and(|paid| paid.grant == grant));
        of_grant.next().map_or(Credits::ZERO, Order::claims)
    }
}
