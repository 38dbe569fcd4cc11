//! The catalog in JSON: the file's names, every setting spelled out, so that a version means the same for ever.

mod settings;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Number;
use utoipa::ToSchema;

pub use settings::{AlertsWire, BankWire, ManualPaymentWire, QuotesWire, ReservationsWire, SellerWire, TaxWire};

/// A catalog.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = Catalog)]
#[serde(deny_unknown_fields)]
pub struct Wire {
    /// What the catalog is called.
    pub name: String,
    /// The currency of its prices, ISO 4217.
    pub currency: String,
    /// Costs are rounded up to a multiple of this many credits.
    #[schema(value_type = f64)]
    pub step: Number,
    /// The trial; without it the product has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trial: Option<TrialWire>,
    /// Plans, in rising order.
    pub plans: Vec<PlanWire>,
    /// Packages of extra credits.
    pub packages: Vec<PackageWire>,
    /// Features.
    pub features: Vec<FeatureWire>,
    /// Roles and their rights, by kind of account.
    pub roles: RolesWire,
    /// Quotes.
    pub quotes: QuotesWire,
    /// Reservations.
    pub reservations: ReservationsWire,
    /// Whether extra credits stay usable when a trial or a subscription has ended.
    pub extra_usable_after_end: bool,
    /// When members are told about their credits.
    pub alerts: AlertsWire,
    /// Payment by bank transfer.
    pub manual_payment: ManualPaymentWire,
    /// Tax on packages.
    pub tax: TaxWire,
}

/// What a trial gives.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogTrial)]
#[serde(deny_unknown_fields)]
pub struct TrialWire {
    /// Credits, once per account.
    #[schema(value_type = f64)]
    pub credits: Number,
    /// How many days it lasts.
    pub days: u32,
}

/// A plan: one that renews has `credits` and what follows, a legacy one `legacy` and `starter_credits`.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogPlan)]
#[serde(deny_unknown_fields)]
pub struct PlanWire {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// True for a plan that neither renews nor resets.
    pub legacy: bool,
    /// Credits of a legacy plan, granted once.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starter_credits: Option<Number>,
    /// The allowance per period.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits: Option<Number>,
    /// The length of a period, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<String>,
    /// What the host asks for it; shown, never charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<MoneyWire>,
    /// What is carried into the next period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollover: Option<RolloverWire>,
    /// `difference`, `replace` or `period_end`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upgrade: Option<&'static str>,
    /// `period_end` or `now`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub downgrade: Option<&'static str>,
    /// Priority of its grants, 0 (drawn first) to 1000.
    pub priority: u16,
}

/// What is carried into the next period.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogRollover)]
#[serde(untagged)]
pub enum RolloverWire {
    /// `none` or `all`, without an end.
    Word(&'static str),
    /// A cap.
    Cap(RolloverCapWire),
}

/// A cap on what is carried: one of `max`, `percent` and `all`.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogRolloverCap)]
#[serde(deny_unknown_fields)]
pub struct RolloverCapWire {
    /// So many credits in all.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// So many percent of the allowance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<u32>,
    /// All of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<bool>,
    /// For so many periods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<u32>,
}

/// Money in minor units.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogMoney)]
#[serde(deny_unknown_fields)]
pub struct MoneyWire {
    /// Minor units (cents).
    pub amount: u64,
    /// ISO 4217.
    pub currency: String,
}

/// Extra credits for sale.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogPackage)]
#[serde(deny_unknown_fields)]
pub struct PackageWire {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The credits of one.
    #[schema(value_type = f64)]
    pub credits: Number,
    /// The price of one, net.
    pub price: MoneyWire,
    /// How long its credits last, ISO 8601; without it for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_after: Option<String>,
}

/// A feature: paid with a price, gated with plans alone, else free.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogFeature)]
#[serde(deny_unknown_fields)]
pub struct FeatureWire {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What a use costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<PriceWire>,
    /// The plans that include it; without it every plan does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plans: Option<Vec<String>>,
}

/// A price: `per_use`, or `unit` with `tiers`, or `rates`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogPrice)]
#[serde(deny_unknown_fields)]
pub struct PriceWire {
    /// Credits for one use.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_use: Option<Number>,
    /// What a unit is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// `graduated` or `volume`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tiering: Option<&'static str>,
    /// Rising; the last one is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tiers: Option<Vec<TierWire>>,
    /// Credits by dimension and model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rates: Option<Vec<RateWire>>,
    /// The least that a use costs.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// The most that a use costs.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// Shown before a use of unknown cost.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Number>,
    /// Set aside by a reservation that names no amount.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserve: Option<Number>,
    /// What a settle above the reservation does.
    pub over_settle: OverSettleWire,
}

/// A tier of a price by unit.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogTier)]
#[serde(deny_unknown_fields)]
pub struct TierWire {
    /// The last unit of this tier; without it the tier is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub up_to: Option<u64>,
    /// Credits for one unit.
    #[schema(value_type = f64)]
    pub per_unit: Number,
}

/// What a dimension costs with the models that match.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogRate)]
#[serde(deny_unknown_fields)]
pub struct RateWire {
    /// What is counted.
    pub dimension: String,
    /// A model, the beginning of some with a star, or a star for any.
    pub model: String,
    /// Credits for `per` of the dimension.
    #[schema(value_type = f64)]
    pub credits: Number,
    /// How many the credits buy.
    pub per: u32,
}

/// What a settle above the reservation does.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogOverSettle)]
#[serde(untagged)]
pub enum OverSettleWire {
    /// `deny` or `available`.
    Word(&'static str),
    /// Up to so many percent more.
    Percent(OverSettlePercentWire),
}

/// Up to so many percent more than was reserved.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogOverSettlePercent)]
#[serde(deny_unknown_fields)]
pub struct OverSettlePercentWire {
    /// Whole percent of what was reserved.
    pub percent: u32,
}

impl Default for OverSettleWire {
    fn default() -> Self {
        Self::Word("deny")
    }
}

/// Roles by kind of account: the rights of each.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogRoles)]
#[serde(deny_unknown_fields)]
pub struct RolesWire {
    /// Of business accounts.
    pub business: BTreeMap<String, Vec<&'static str>>,
    /// Of agencies' main accounts.
    pub agency: BTreeMap<String, Vec<&'static str>>,
    /// Of subaccounts.
    pub subaccount: BTreeMap<String, Vec<&'static str>>,
    /// Roles whose holders own an account; without them whoever manages members does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub owners: Vec<String>,
}

/// What a new version changes, for whom and from when.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogChange)]
#[serde(deny_unknown_fields)]
pub struct ChangeWire {
    /// Where, in the names of the file: `plans.build.credits`.
    pub path: String,
    /// `uses`, `next_periods`, `new_accounts`, `plan_changes`, `new_orders`, `members` or `display`.
    pub affects: &'static str,
    /// The change in a sentence.
    pub sentence: String,
}

/// One problem with a catalog file.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogProblem)]
#[serde(deny_unknown_fields)]
pub struct ProblemWire {
    /// Where, in the names of the file; empty for the file as a whole.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub reason: String,
    /// What would be right.
    pub remedy: String,
}
