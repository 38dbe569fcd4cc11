//! Uses: who uses what, whether they may, and what it costs. The rungs of the refusal order up to the entitlement.

use super::Court;
use crate::catalog::{Feature, Right};
use crate::command::Asked;
use crate::credits::Credits;
use crate::entry::Usage;
use crate::id::AccountId;
use crate::measure::Measure;
use crate::pool::State;
use crate::price::{self, PriceError, Use};
use crate::refusal::Refusal;
use crate::text::Text;

/// A use that is known and allowed, before its cost is covered.
pub(crate) struct Judged<'a> {
    /// Who uses what.
    pub(crate) usage: Usage,
    /// The feature, when one is named.
    pub(crate) feature: Option<&'a Feature>,
}

impl Judged<'_> {
    pub(crate) fn subaccount(&self) -> Option<&AccountId> {
        self.usage.subaccount.as_ref()
    }
}

impl<'a> Court<'a> {
    /// Unknown account, member or feature.
    pub(crate) fn known(&self, asked: &Asked) -> Result<Judged<'a>, Refusal> {
        let subaccount = self.pool.place_of(&asked.account).ok_or(Refusal::NotFound("account"))?;
        if let Some(member) = &asked.member {
            self.pool.rights(self.catalog, subaccount, member).ok_or(Refusal::NotFound("member"))?;
        }
        let feature = match &asked.feature {
            Some(id) => Some(self.catalog.feature(id.as_str()).ok_or(Refusal::UnknownFeature)?),
            None if matches!(asked.measure, Measure::Stated(_)) => None,
            None => {
                return Err(Refusal::invalid(
                    "feature",
                    "invalid_feature",
                    "name a feature of the catalog, or state the cost in credits",
                ));
            }
        };
        let usage = Usage {
            subaccount: subaccount.cloned(),
            member: asked.member.clone(),
            feature: asked.feature.clone(),
            measure: asked.measure.clone().normal(),
        };
        Ok(Judged { usage, feature })
    }

    /// Account ended, role, entitlement, in this order.
    pub(crate) fn allowed(&self, judged: &Judged) -> Result<(), Refusal> {
        let life = &self.pool.life;
        let is_gated = judged.feature.is_some_and(|feature| feature.plans.is_some());
        if !self.pool.may_spend(self.catalog) || (life.state == State::Ended && is_gated) {
            return Err(Refusal::AccountEnded);
        }
        if let Some(member) = &judged.usage.member {
            let rights = self.pool.rights(self.catalog, judged.subaccount(), member);
            if !rights.is_some_and(|rights| rights.has(Right::Use)) {
                return Err(Refusal::RoleNotAllowed { right: Right::Use });
            }
        }
        match judged.feature {
            Some(feature) if !feature.is_in(&life.choice.plan) => Err(Refusal::PlanLacksFeature {
                feature: feature.id.clone(),
                plans: feature.plans.clone().unwrap_or_default(),
            }),
            _ => Ok(()),
        }
    }

    /// What the use costs by the catalog that holds.
    pub(crate) fn cost(&self, judged: &Judged) -> Result<Credits, Refusal> {
        cost_of(self.catalog, judged.feature, &judged.usage.measure)
    }

    /// What the use may draw on now.
    pub(crate) fn available(&self, usage: &Usage) -> Credits {
        if !self.pool.may_spend(self.catalog) {
            return Credits::ZERO;
        }
        self.pool.available(usage.subaccount.as_ref(), usage.feature.as_ref(), self.now)
    }

    /// Refuses a subaccount's use beyond its own grants while nothing is shared with it.
    pub(crate) fn shared(&self, usage: &Usage, cost: Credits) -> Result<(), Refusal> {
        let is_cut_off = usage.subaccount.is_some() && !self.pool.house.is_sharing;
        if is_cut_off && cost > self.available(usage) { Err(Refusal::SharingDisabled) } else { Ok(()) }
    }
}

/// What a measure costs by a catalog version: the one way to a cost.
pub(crate) fn cost_of(
    catalog: &crate::catalog::Catalog,
    feature: Option<&Feature>,
    measure: &Measure,
) -> Result<Credits, Refusal> {
    match (measure, feature) {
        (Measure::Stated(credits), _) => Ok(*credits),
        (Measure::Priced(used), Some(feature)) => {
            price::cost(catalog, feature, used).map_err(|error| refused(&error, used))
        }
        (Measure::Priced(_), None) => Ok(Credits::ZERO),
    }
}

fn refused(error: &PriceError, used: &Use) -> Refusal {
    match error {
        PriceError::UsageNeeded => Refusal::invalid(
            "usage",
            "invalid_usage",
            "this feature is priced by usage: name what was used, in its dimensions",
        ),
        PriceError::QuantityNeeded => Refusal::invalid(
            "quantity",
            "invalid_quantity",
            "this feature is priced by use or by unit: name a quantity, not a usage",
        ),
        PriceError::UnknownDimension { dimension, .. } => Refusal::UnknownDimension(Text::from(dimension.as_str())),
        PriceError::Overflow => {
            let field = if matches!(used, Use::Usage(_)) { "usage" } else { "quantity" };
            Refusal::invalid(
                field,
                "invalid_amount",
                "it costs more than 1,000,000,000,000 credits: use less at a time",
            )
        }
    }
}
