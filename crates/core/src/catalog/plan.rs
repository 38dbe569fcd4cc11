//! Plans, the trial and packages: what gives credits, how many, and how long they last. Knows no account.

use crate::credits::{Amount, Credits};
use crate::id::{PackageId, PlanId};
use crate::money::Money;
use crate::period::Every;

/// A plan: what an account subscribes to at the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// Its name, for people.
    pub name: String,
    /// What the host asks for it; shown, never charged.
    pub price: Option<Money>,
    /// Priority of the grants that it makes, 0 (drawn first) to 1000.
    pub priority: u16,
    /// What it gives, and when.
    pub terms: Terms,
}

/// What a plan gives, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Terms {
    /// An allowance at each period's start.
    Renewing(Renewing),
    /// One grant at the start, without end: no renewal, no reset.
    Legacy {
        /// The starter grant; none is a legacy plan without credits.
        starter_credits: Credits,
    },
}

/// The terms of a plan that renews.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewing {
    /// The allowance, granted at each period's start; none is a plan without credits.
    pub credits: Credits,
    /// How long a period is.
    pub every: Every,
    /// What becomes of what is left at a period's end, when this plan begins the next.
    pub rollover: Rollover,
    /// How an account comes to this plan from a smaller allowance.
    pub upgrade: Upgrade,
    /// How an account comes to this plan from a larger allowance.
    pub downgrade: Downgrade,
}

/// How much of the plan's grants is carried into the next period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rollover {
    /// The most that is carried.
    pub cap: RolloverCap,
    /// For how many further periods a carried credit lasts; none is without end.
    pub keep: Option<u32>,
}

/// The most that is carried into a period, all carried credit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RolloverCap {
    /// Nothing.
    None,
    /// So many credits in all.
    Max(Credits),
    /// So many percent of the allowance of the plan that begins.
    Percent(u32),
    /// All that is left.
    All,
}

impl Rollover {
    /// Nothing is carried.
    pub const NONE: Self = Self { cap: RolloverCap::None, keep: None };

    /// The most credits that a period with this allowance may begin with from earlier ones; none is no limit.
    pub fn cap_for(self, allowance: Credits) -> Option<Credits> {
        match self.cap {
            RolloverCap::None => Some(Credits::ZERO),
            RolloverCap::Max(max) => Some(max),
            RolloverCap::Percent(percent) => Some(allowance.percent(percent)),
            RolloverCap::All => None,
        }
    }
}

/// How a larger allowance comes into force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upgrade {
    /// At once: the running period is topped up to the new allowance.
    Difference,
    /// At once: the plan's running grants end, the new allowance is granted in full.
    Replace,
    /// When the running period ends.
    PeriodEnd,
}

/// How a smaller allowance comes into force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downgrade {
    /// When the running period ends.
    PeriodEnd,
    /// At once: entitlements change, no credit is taken back.
    Now,
}

impl Plan {
    /// The default of `priority`, of a plan's as of any grant.
    pub const PRIORITY_DEFAULT: u16 = 500;
    /// The largest priority: drawn last.
    pub const PRIORITY_MAX: u16 = 1000;

    /// The terms of a plan that renews; nothing for a legacy plan.
    pub fn renewing(&self) -> Option<&Renewing> {
        match &self.terms {
            Terms::Renewing(renewing) => Some(renewing),
            Terms::Legacy { .. } => None,
        }
    }

    /// True for a plan that neither renews nor resets.
    pub fn is_legacy(&self) -> bool {
        self.renewing().is_none()
    }

    /// Credits per period; none for a legacy plan.
    pub fn allowance(&self) -> Credits {
        self.renewing().map_or(Credits::ZERO, |renewing| renewing.credits)
    }
}

/// What a trial gives, whatever the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The trial's credits, once per account.
    pub credits: Credits,
    /// How many days it lasts, where the host names no end.
    pub days: u32,
}

/// Extra credits for sale, as a one-time payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its id.
    pub id: PackageId,
    /// Its name, for people.
    pub name: String,
    /// The credits of one package.
    pub credits: Amount,
    /// The price of one package, net.
    pub price: Money,
    /// How long its credits last; none is for ever.
    pub expires_after: Option<Every>,
}
