//! The catalog: plans, packages, features, prices, roles and settings, validated and immutable. Data; no rule acts here.
//!
//! A [`Draft`] is what a file says; [`Catalog::new`] checks it whole and answers every [`Flaw`] at once.

pub mod feature;
pub mod plan;
pub mod role;
pub mod settings;

mod check;
mod diff;
mod listed;
mod versions;

pub use check::Flaw;
pub use diff::{Affects, Change, Dropped, diff, dropped};
pub use feature::{Basis, Class, Feature, ModelPattern, ModelRate, OverSettle, Price, Tier, Tiering};
pub use plan::{Downgrade, Package, Plan, Renewing, Rollover, RolloverCap, Terms, Trial, Upgrade};
pub use role::{Right, Rights, RoleScope, Roles};
pub use settings::{Alerts, Bank, ManualPayment, Quotes, Seller, Settings, Tax};
pub use versions::Catalogs;

use listed::Listed;

use crate::credits::Credits;
use crate::money::Currency;

/// Everything that a catalog file says, before it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What the catalog is called.
    pub name: String,
    /// The currency of its prices.
    pub currency: Currency,
    /// Costs are rounded up to a multiple of this; 0.001 is the least.
    pub step: Credits,
    /// The trial; none is a product without trials.
    pub trial: Option<Trial>,
    /// Plans, in rising order.
    pub plans: Vec<Plan>,
    /// Packages.
    pub packages: Vec<Package>,
    /// Features.
    pub features: Vec<Feature>,
    /// Roles.
    pub roles: Roles,
    /// All else.
    pub settings: Settings,
}

impl Draft {
    /// A draft without plans, packages, features or roles; whole credits, default settings.
    pub fn empty(name: &str, currency: Currency) -> Self {
        Self {
            name: name.to_owned(),
            currency,
            step: Credits::ONE,
            trial: None,
            plans: Vec::new(),
            packages: Vec::new(),
            features: Vec::new(),
            roles: Roles::default(),
            settings: Settings::default(),
        }
    }

    /// Roles and tax rates stand in a map, whose order says nothing: they are kept by id.
    fn sort_maps(&mut self) {
        let Roles { business, agency, subaccount, owners } = &mut self.roles;
        owners.sort();
        for roles in [business, agency, subaccount] {
            roles.sort_by(|a, b| a.0.cmp(&b.0));
        }
        self.settings.tax.rates.sort();
    }
}

/// A catalog: one version, checked, never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    version: u32,
    draft: Draft,
    plans: Listed,
    packages: Listed,
    features: Listed,
}

impl Catalog {
    /// The draft as the version of that number, or everything that is wrong with it.
    pub fn new(version: u32, draft: Draft) -> Result<Self, Vec<Flaw>> {
        let flaws = check::flaws(&draft);
        if !flaws.is_empty() {
            return Err(flaws);
        }
        let mut draft = draft;
        draft.sort_maps();
        Ok(Self {
            version,
            plans: Listed::of(draft.plans.iter().map(|plan| plan.id.as_str())),
            packages: Listed::of(draft.packages.iter().map(|package| package.id.as_str())),
            features: Listed::of(draft.features.iter().map(|feature| feature.id.as_str())),
            draft,
        })
    }

    /// The same catalog as another version.
    #[must_use]
    pub fn at_version(self, version: u32) -> Self {
        Self { version, ..self }
    }

    /// The number of this version, from 1.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// What the catalog is called.
    pub fn name(&self) -> &str {
        &self.draft.name
    }

    /// The currency of its prices.
    pub fn currency(&self) -> Currency {
        self.draft.currency
    }

    /// Costs are rounded up to a multiple of this.
    pub fn step(&self) -> Credits {
        self.draft.step
    }

    /// The trial; none is a product without trials.
    pub fn trial(&self) -> Option<Trial> {
        self.draft.trial
    }

    /// All plans, in rising order.
    pub fn plans(&self) -> &[Plan] {
        &self.draft.plans
    }

    /// The plan of that id.
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.draft.plans.get(self.plan_rank(id)?)
    }

    /// A plan's place in the rising order: a higher plan has a higher one.
    pub fn plan_rank(&self, id: &str) -> Option<usize> {
        self.plans.find(id, |at| self.draft.plans.get(at).map(|plan| plan.id.as_str()))
    }

    /// All packages, in the file's order.
    pub fn packages(&self) -> &[Package] {
        &self.draft.packages
    }

    /// The package of that id.
    pub fn package(&self, id: &str) -> Option<&Package> {
        let at = self.packages.find(id, |at| self.draft.packages.get(at).map(|package| package.id.as_str()))?;
        self.draft.packages.get(at)
    }

    /// All features, in the file's order.
    pub fn features(&self) -> &[Feature] {
        &self.draft.features
    }

    /// The feature of that id.
    pub fn feature(&self, id: &str) -> Option<&Feature> {
        let at = self.features.find(id, |at| self.draft.features.get(at).map(|feature| feature.id.as_str()))?;
        self.draft.features.get(at)
    }

    /// All roles.
    pub fn roles(&self) -> &Roles {
        &self.draft.roles
    }

    /// The rights of a role in one kind of account; nothing when it has no such role.
    pub fn rights(&self, scope: RoleScope, role: &str) -> Option<Rights> {
        self.draft.roles.rights(scope, role)
    }

    /// All settings that belong to no plan or feature.
    pub fn settings(&self) -> &Settings {
        &self.draft.settings
    }

    /// What the file said, to make the next version from.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }
}
