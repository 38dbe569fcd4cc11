//! Checks: what a use would cost and whether it is allowed, now. Binds nothing, changes nothing, uses the one way to a cost.

use crate::catalog::{Catalogs, Class, Feature};
use crate::command::{Actor, Asked, Command, Request, Spend};
use crate::credits::Credits;
use crate::decide::{Court, NO_SERIES, No, decide};
use crate::id::{AccountId, MemberId};
use crate::measure::Measure;
use crate::pool::Pool;
use crate::price::Use;
use crate::refusal::Refusal;
use crate::time::Timestamp;

/// What a use would cost and whether it is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Why not; none: allowed.
    pub refusal: Option<Refusal>,
    /// The exact cost, where it is known before.
    pub cost: Option<Credits>,
    /// What a use of unknown cost usually takes.
    pub estimate: Option<Credits>,
    /// The most that a use can take.
    pub ceiling: Option<Credits>,
    /// What this account could spend now on this feature.
    pub available: Credits,
}

impl Check {
    /// What would be left.
    pub fn available_after(&self) -> Credits {
        self.available.less(self.cost.or(self.estimate).unwrap_or(Credits::ZERO))
    }
}

impl Pool {
    /// Checks a use at `now`; what is due by then must be applied. Unknown or bad things are refusals of the call itself.
    pub fn check(&self, catalogs: &Catalogs, asked: &Asked, now: Timestamp) -> Result<Check, Refusal> {
        let court = Court::asking(self, catalogs, now);
        let judged = court.known(asked)?;
        let price = judged.feature.and_then(|feature| feature.price.as_ref());
        // A metered use whose extent is unknown is judged by what would be set aside for it.
        let is_open = asked.measure == Measure::ONCE && price.is_some_and(is_metered);
        // A metered use whose extent is unknown is judged by what would be set aside for it.
        let (cost, measure) = if is_open {
            (None, Measure::Stated(court.set_aside(&judged).unwrap_or(Credits::ZERO)))
        } else {
            (Some(court.cost(&judged)?), asked.measure.clone())
        };
        let available = court.available(&judged.usage);
        let spend = Spend {
            usage: Asked { measure, ..asked.clone() },
            quote: None,
            max_credits: None,
            allow_partial: false,
            metadata: None,
        };
        let request =
            Request { pool: self.no, clock: now, actor: Actor::Product, key: None, command: Command::Spend(spend) };
        let refusal = match decide(Some(self), catalogs, &NO_SERIES, None, &request, now) {
            Ok(_) => None,
            Err(No::Refused(refusal)) => Some(refusal),
            Err(No::Corrupt(_)) => Some(Refusal::NotFound("account")),
        };
        Ok(Check {
            refusal,
            cost,
            estimate: price.filter(|_| is_open).and_then(|price| price.estimate),
            ceiling: price.filter(|_| is_open).and_then(|price| price.max),
            available,
        })
    }

    /// Checks one use of every feature of the catalog: one call for a page of buttons.
    pub fn features<'c>(
        &self,
        catalogs: &'c Catalogs,
        account: &AccountId,
        member: Option<&MemberId>,
        now: Timestamp,
    ) -> Result<Vec<(&'c Feature, Class, Check)>, Refusal> {
        let catalog = self.catalog(catalogs, now);
        let one = |feature: &'c Feature| {
            let asked = Asked {
                account: account.clone(),
                member: member.cloned(),
                feature: Some(feature.id.clone()),
                measure: Measure::Priced(Use::Once),
            };
            self.check(catalogs, &asked, now).map(|check| (feature, feature.class(), check))
        };
        catalog.features().iter().map(one).collect()
    }
}

fn is_metered(price: &crate::catalog::Price) -> bool {
    matches!(price.basis, crate::catalog::Basis::Metered { .. })
}
