//! Burn order: which grants a use draws from, and how much from each. Knows no time zone and no table.

use crate::credits::Credits;
use crate::entry::{Draw, Return};
use crate::grant::Grant;
use crate::id::{AccountId, FeatureId, Seq};
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
                back.push(self.way_back(Draw { credits: rest, ..*draw }, t));
            }
        }
        back.reverse();
        (stay, back)
    }

    /// Where a draw's credits go when they come back at t.
    pub(crate) fn way_back(&self, draw: Draw, t: Timestamp) -> Return {
        let way = self.grant(draw.grant).map_or(crate::grant::WayBack::Expired, |grant| grant.way_back(t));
        Return { grant: draw.grant, kind: draw.kind, credits: draw.credits, way }
    }
}
