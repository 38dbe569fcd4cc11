//! The catalog, built in code: plans, features, roles, settings; and the sample's equivalent for this crate's tests.

use std::collections::{BTreeMap, BTreeSet};

use crate::command::{AccountKind, DAY, Micros, Milli};

/// One version of the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    /// Costs are rounded up to a multiple of this many milli-credits.
    pub step: Milli,
    /// Credits of a trial.
    pub trial_credits: Milli,
    /// Length of a trial in days of 24 hours.
    pub trial_days: i64,
    /// Whether an ended account may spend what it has left.
    pub ended_may_spend: bool,
    /// How long a quote binds when nothing is said.
    pub quote_default: Micros,
    /// The longest a quote may bind.
    pub quote_max: Micros,
    /// How long after a reservation's end a late settle is taken.
    pub late_within: Micros,
    /// Plans, a higher one later.
    pub plans: Vec<Plan>,
    /// Features.
    pub features: Vec<Feature>,
    /// Rights by sort of account and role.
    pub roles: BTreeMap<(RoleOf, String), BTreeSet<Right>>,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: String,
    /// The allowance; 0: a plan without credits.
    pub credits: Milli,
    /// Length of a period.
    pub every: Every,
    /// What is carried over into a period of this plan.
    pub rollover: Rollover,
    /// For how many periods carried credit lasts; none: no end.
    pub keep: Option<u32>,
    /// How a change up to this plan holds.
    pub upgrade: Upgrade,
    /// How a change down to this plan holds.
    pub downgrade: Downgrade,
    /// Priority of the plan's grants.
    pub priority: i64,
    /// A legacy plan's starter credits; none: no legacy plan.
    pub legacy: Option<Milli>,
}

/// Length of a period, in calendar units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Calendar months (a year is twelve).
    Months(u32),
    /// Calendar days (a week is seven).
    Days(u32),
}

/// What is carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rollover {
    /// Nothing.
    None,
    /// At most so much in all.
    Max(Milli),
    /// At most so many percent of the allowance.
    Percent(i64),
    /// All.
    All,
}

/// How an upgrade holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upgrade {
    /// At once; the running period is topped up to the new allowance.
    Difference,
    /// At once; the running grants end, the new allowance is granted in full.
    Replace,
    /// At the period's end.
    PeriodEnd,
}

/// How a downgrade holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downgrade {
    /// At the period's end.
    PeriodEnd,
    /// At once; takes nothing back.
    Now,
}

/// A feature. Paid where it has a price, gated where it has plans, free where it has neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its id.
    pub id: String,
    /// What it costs, if anything.
    pub price: Option<Price>,
    /// The plans that have it; empty: every plan.
    pub plans: Vec<String>,
}

/// A price in credits. All figures in milli-credits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// How the sum comes about.
    pub rule: PriceRule,
    /// The least a use costs.
    pub min: Option<Milli>,
    /// The most a use costs.
    pub max: Option<Milli>,
    /// Set aside when the caller names nothing.
    pub reserve: Option<Milli>,
    /// What a settle for more than was reserved does.
    pub over_settle: OverSettle,
}

/// How the sum of a price comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriceRule {
    /// So much each use.
    PerUse(Milli),
    /// So much each unit, by tiers.
    PerUnit {
        /// Graduated: each tier's units at its own rate. Otherwise all units at the rate of the tier reached.
        graduated: bool,
        /// In rising order, the last without an end.
        tiers: Vec<Tier>,
    },
    /// By dimensions and model.
    Metered(Vec<Rate>),
}

/// One tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The last unit of the tier; none: no end.
    pub up_to: Option<i64>,
    /// Each unit.
    pub per_unit: Milli,
}

/// A rate of a metered price: `credits` for every `per` units. Exact: `credits` counts millionths of a credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The dimension's name.
    pub dimension: String,
    /// A model's name, in which `*` stands for any text.
    pub model: String,
    /// Millionths of a credit.
    pub micro_credits: i128,
    /// For so many units.
    pub per: i64,
}

/// What a settle for more than was reserved does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverSettle {
    /// It is refused.
    Deny,
    /// Up to so many percent more are drawn like a spend.
    Percent(i64),
    /// Takes what may be taken.
    Available,
}

/// Whose roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleOf {
    /// Members of a business account.
    Business,
    /// Members of an agency.
    Agency,
    /// Members of a subaccount.
    Subaccount,
}

impl From<AccountKind> for RoleOf {
    fn from(kind: AccountKind) -> Self {
        match kind {
            AccountKind::Business => Self::Business,
            AccountKind::Agency => Self::Agency,
        }
    }
}

/// Rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the words of the catalog")]
pub enum Right {
    Use,
    Buy,
    Share,
    SeeBalance,
    SeeUsage,
    SeeInvoices,
    ManageMembers,
}

impl Catalog {
    /// The plan of that id.
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// The feature of that id.
    pub fn feature(&self, id: &str) -> Option<&Feature> {
        self.features.iter().find(|feature| feature.id == id)
    }
}

/// The equivalent of the sample catalog.
pub fn sample() -> Catalog {
    Catalog {
        step: 1000,
        trial_credits: 1_000_000,
        trial_days: 14,
        ended_may_spend: true,
        quote_default: DAY / 96,
        quote_max: DAY,
        late_within: DAY,
        plans: vec![
            plan("build", 2_500_000),
            plan("optimize", 10_000_000),
            plan("scale", 20_000_000),
            plan("enterprise", 60_000_000),
            Plan { legacy: Some(3_000_000), ..plan("core-2021", 0) },
            Plan { legacy: Some(1_000_000), ..plan("core-2019", 0) },
        ],
        features: vec![
            Feature { id: "background-removal".into(), price: Some(per_use(10_000)), plans: Vec::new() },
            Feature { id: "programmatic-landing-pages".into(), price: Some(pages(true)), plans: Vec::new() },
            Feature { id: "lunar".into(), price: Some(lunar(OverSettle::Available)), plans: Vec::new() },
            Feature {
                id: "ml-translation".into(),
                price: None,
                plans: vec!["optimize".into(), "scale".into(), "enterprise".into()],
            },
            Feature { id: "forms".into(), price: None, plans: Vec::new() },
        ],
        roles: roles(),
    }
}

/// A monthly plan with the default settings.
pub fn plan(id: &str, credits: Milli) -> Plan {
    Plan {
        id: id.into(),
        credits,
        every: Every::Months(1),
        rollover: Rollover::None,
        keep: None,
        upgrade: Upgrade::Difference,
        downgrade: Downgrade::PeriodEnd,
        priority: 500,
        legacy: None,
    }
}

/// A fixed price.
pub fn per_use(credits: Milli) -> Price {
    Price { rule: PriceRule::PerUse(credits), min: None, max: None, reserve: None, over_settle: OverSettle::Deny }
}

/// The sample's price a page: 20 up to 100, 15 up to 1000, then 10.
pub fn pages(graduated: bool) -> Price {
    let tiers = vec![
        Tier { up_to: Some(100), per_unit: 20_000 },
        Tier { up_to: Some(1000), per_unit: 15_000 },
        Tier { up_to: None, per_unit: 10_000 },
    ];
    Price { rule: PriceRule::PerUnit { graduated, tiers }, ..per_use(0) }
}

/// The sample's metered price.
pub fn lunar(over_settle: OverSettle) -> Price {
    let rate = |dimension: &str, model: &str, credits: i128, per| Rate {
        dimension: dimension.into(),
        model: model.into(),
        micro_credits: credits * 1_000_000,
        per,
    };
    Price {
        rule: PriceRule::Metered(vec![
            rate("input_tokens", "*", 1, 1000),
            rate("output_tokens", "*", 4, 1000),
            rate("output_tokens", "large-*", 12, 1000),
            rate("images", "*", 25, 1),
        ]),
        min: Some(10_000),
        max: Some(2_000_000),
        reserve: Some(400_000),
        over_settle,
    }
}

/// The sample's roles.
pub fn roles() -> BTreeMap<(RoleOf, String), BTreeSet<Right>> {
    use Right::{Buy, ManageMembers, SeeBalance, SeeInvoices, SeeUsage, Share, Use};
    let all = [Use, Buy, SeeBalance, SeeUsage, SeeInvoices, ManageMembers];
    let main = [Use, Buy, Share, SeeBalance, SeeUsage, SeeInvoices, ManageMembers];
    let rows: [(RoleOf, &str, &[Right]); 11] = [
        (RoleOf::Business, "owner", &all),
        (RoleOf::Business, "admin", &all),
        (RoleOf::Business, "author", &[Use, SeeBalance]),
        (RoleOf::Business, "designer", &[Use, SeeBalance]),
        (RoleOf::Business, "viewer", &[SeeBalance]),
        (RoleOf::Business, "accountant", &[SeeBalance, SeeUsage, SeeInvoices]),
        (RoleOf::Agency, "main_owner", &main),
        (RoleOf::Agency, "main_admin", &main),
        (RoleOf::Agency, "subaccount_manager", &[Use, SeeBalance, SeeUsage]),
        (RoleOf::Subaccount, "subaccount_manager", &[Use, SeeBalance, SeeUsage]),
        (RoleOf::Subaccount, "subaccount_owner", &[Use, SeeBalance, SeeUsage]),
    ];
    rows.into_iter().map(|(of, role, rights)| ((of, role.to_owned()), rights.iter().copied().collect())).collect()
}
