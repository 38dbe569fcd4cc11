//! Spends: credits taken for a use, whole or, where the caller allows it, in part.

use super::{Court, Judged, No};
use crate::change::Change;
use crate::command::Spend;
use crate::credits::Credits;
use crate::entry::{Fact, LimitedBy, Spent};
use crate::measure::Measure;
use crate::price;
use crate::refusal::Refusal;

impl Court<'_> {
    pub(super) fn spend(&self, spend: &Spend) -> Result<Change, No> {
        if spend.quote.is_some() && spend.allow_partial {
            let reason = "a quote binds the whole use: leave out either the quote or allow_partial";
            return Err(Refusal::invalid("quote", "invalid_quote", reason).into());
        }
        let judged = self.known(&spend.usage)?;
        let quoted = spend.quote.map(|seq| self.quoted(seq, &judged.usage));
        let bound = spend.quote.and_then(|seq| self.bound(seq, &judged.usage));
        let cost = match bound {
            Some(credits) => credits,
            _ => self.cost(&judged)?,
        };
        self.allowed(&judged)?;
        if !spend.allow_partial {
            self.shared(&judged.usage, cost)?;
        }
        quoted.transpose()?;
        within_max(cost, spend.max_credits)?;
        let (credits, limited_by, units) = if spend.allow_partial {
            self.part(&judged, cost)?
        } else {
            self.within_limits(&judged.usage, cost, self.now)?;
            (cost, None, None)
        };
        let usage = judged.usage;
        let (draws, covered) = self.pool.burn(usage.subaccount.as_ref(), usage.feature.as_ref(), self.now, credits);
        let owed = credits.less(covered);
        let before = self.available(&usage);
        if owed.is_positive() && self.pool.owed().saturating_add(owed) > self.pool.house.overdraft_limit {
            return Err(Refusal::InsufficientCredits { required: cost, available: before }.into());
        }
        let by = self.by(usage.member.as_ref());
        let spent = Spent {
            usage,
            credits,
            draws,
            owed,
            cost,
            limited_by,
            units,
            quote: spend.quote,
            metadata: spend.metadata.clone(),
            available: before.less(covered),
        };
        Ok(self.change(by, vec![Fact::Spend(spent)]))
    }

    /// The least of the cost, what is available and what each limit leaves; whole units of a feature priced by unit.
    fn part(&self, judged: &Judged, cost: Credits) -> Result<(Credits, Option<LimitedBy>, Option<u64>), Refusal> {
        let available = self.available(&judged.usage);
        let limits = self.lefts(&judged.usage, self.now).into_iter().map(|left| (left.credits, left.limited_by()));
        let bounds = limits.chain([(available, LimitedBy::Available)]);
        let tightest = bounds.filter(|(credits, _)| *credits < cost).min_by_key(|(credits, _)| *credits);
        let Some((most, limited_by)) = tightest else { return Ok((cost, None, None)) };
        match (&judged.usage.measure, judged.feature) {
            (Measure::Priced(used), Some(feature)) => {
                let part = price::partial(self.catalog, feature, used, most).map_err(|_| Refusal::UnknownFeature)?;
                Ok((part.credits, Some(limited_by), part.units))
            }
            _ => Ok((most, Some(limited_by), None)),
        }
    }
}

pub(super) fn within_max(cost: Credits, max: Option<Credits>) -> Result<(), Refusal> {
    match max {
        Some(max) if cost > max => Err(Refusal::MaxCreditsExceeded { cost }),
        _ => Ok(()),
    }
}
