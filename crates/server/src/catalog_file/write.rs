//! From the catalog to its JSON: the other way of `read`.

use std::collections::BTreeMap;
use std::fmt::Display;

use scrip_core::catalog::{
    Basis, Catalog, Change, Downgrade, Feature, ModelRate, OverSettle, Package, Plan, Price, Right, RoleScope,
    Rollover, RolloverCap, Settings, Terms, Tiering, Upgrade,
};
use scrip_core::credits::Credits;
use scrip_core::money::Money;
use scrip_core::period::Zone;
use serde_json::Number;

use super::CatalogProblem;
use super::wire::{
    AlertsWire, BankWire, ChangeWire, FeatureWire, ManualPaymentWire, MoneyWire, OverSettlePercentWire, OverSettleWire,
    PackageWire, PlanWire, PriceWire, ProblemWire, QuotesWire, RateWire, ReservationsWire, RolesWire, RolloverCapWire,
    RolloverWire, SellerWire, TaxWire, TierWire, TrialWire, Wire,
};

impl From<&Catalog> for Wire {
    fn from(catalog: &Catalog) -> Self {
        let settings = catalog.settings();
        let roles = |scope: RoleScope| {
            let rights = |rights: scrip_core::catalog::Rights| rights.iter().map(Right::name).collect();
            catalog.roles().of(scope).iter().map(|(id, given)| (id.to_string(), rights(*given))).collect()
        };
        Self {
            name: catalog.name().to_owned(),
            currency: catalog.currency().to_string(),
            step: number(catalog.step()),
            trial: catalog.trial().map(|trial| TrialWire { credits: number(trial.credits), days: trial.days }),
            plans: catalog.plans().iter().map(plan).collect(),
            packages: catalog.packages().iter().map(package).collect(),
            features: catalog.features().iter().map(feature).collect(),
            roles: RolesWire {
                business: roles(RoleScope::Business),
                agency: roles(RoleScope::Agency),
                subaccount: roles(RoleScope::Subaccount),
                owners: catalog.roles().owners.iter().map(ToString::to_string).collect(),
            },
            quotes: QuotesWire {
                expires_in: settings.quotes.expires_in.to_string(),
                expires_in_max: settings.quotes.expires_in_max.to_string(),
            },
            reservations: ReservationsWire { late_settle: settings.late_settle.to_string() },
            extra_usable_after_end: settings.usable_after_end,
            alerts: alerts(settings),
            manual_payment: manual_payment(settings),
            tax: tax(settings),
        }
    }
}

impl From<&Change> for ChangeWire {
    fn from(change: &Change) -> Self {
        Self { path: change.path.clone(), affects: change.affects.name(), sentence: change.sentence.clone() }
    }
}

impl From<&CatalogProblem> for ProblemWire {
    fn from(problem: &CatalogProblem) -> Self {
        let CatalogProblem { path, line, column, reason, remedy } = problem.clone();
        Self { path, line, column, reason, remedy }
    }
}

/// An exact decimal as a JSON number.
fn number(decimal: impl Display) -> Number {
    serde_json::from_str(&decimal.to_string()).unwrap_or_else(|_| Number::from(0))
}

fn optional(credits: Option<Credits>) -> Option<Number> {
    credits.map(number)
}

fn money(money: &Money) -> MoneyWire {
    MoneyWire { amount: money.amount, currency: money.currency.to_string() }
}

fn plan(plan: &Plan) -> PlanWire {
    let bare = PlanWire {
        id: plan.id.to_string(),
        name: plan.name.clone(),
        legacy: plan.is_legacy(),
        starter_credits: None,
        credits: None,
        every: None,
        price: plan.price.as_ref().map(money),
        rollover: None,
        upgrade: None,
        downgrade: None,
        priority: plan.priority,
    };
    match &plan.terms {
        Terms::Legacy { starter_credits } => PlanWire { starter_credits: Some(number(*starter_credits)), ..bare },
        Terms::Renewing(terms) => PlanWire {
            credits: Some(number(terms.credits)),
            every: Some(terms.every.to_string()),
            rollover: Some(rollover(terms.rollover)),
            upgrade: Some(match terms.upgrade {
                Upgrade::Difference => "difference",
                Upgrade::Replace => "replace",
                Upgrade::PeriodEnd => "period_end",
            }),
            downgrade: Some(match terms.downgrade {
                Downgrade::PeriodEnd => "period_end",
                Downgrade::Now => "now",
            }),
            ..bare
        },
    }
}

fn rollover(rollover: Rollover) -> RolloverWire {
    let bare = RolloverCapWire { max: None, percent: None, all: None, keep: rollover.keep };
    match rollover.cap {
        RolloverCap::None => RolloverWire::Word("none"),
        RolloverCap::All if rollover.keep.is_none() => RolloverWire::Word("all"),
        RolloverCap::All => RolloverWire::Cap(RolloverCapWire { all: Some(true), ..bare }),
        RolloverCap::Max(max) => RolloverWire::Cap(RolloverCapWire { max: Some(number(max)), ..bare }),
        RolloverCap::Percent(percent) => RolloverWire::Cap(RolloverCapWire { percent: Some(percent), ..bare }),
    }
}

fn package(package: &Package) -> PackageWire {
    PackageWire {
        id: package.id.to_string(),
        name: package.name.clone(),
        credits: number(package.credits.credits()),
        price: money(&package.price),
        expires_after: package.expires_after.map(|every| every.to_string()),
    }
}

fn feature(feature: &Feature) -> FeatureWire {
    FeatureWire {
        id: feature.id.to_string(),
        name: feature.name.clone(),
        price: feature.price.as_ref().map(price),
        plans: feature.plans.as_ref().map(|plans| plans.iter().map(ToString::to_string).collect()),
    }
}

fn price(price: &Price) -> PriceWire {
    let basis = match &price.basis {
        Basis::Fixed { per_use } => PriceWire { per_use: Some(number(*per_use)), ..PriceWire::default() },
        Basis::PerUnit { unit, tiering, tiers } => PriceWire {
            unit: Some(unit.to_string()),
            tiering: Some(match tiering {
                Tiering::Graduated => "graduated",
                Tiering::Volume => "volume",
            }),
            tiers: Some(tiers.iter().map(|t| TierWire { up_to: t.up_to, per_unit: number(t.per_unit) }).collect()),
            ..PriceWire::default()
        },
        Basis::Metered { rates } => PriceWire { rates: Some(rates.iter().map(rate).collect()), ..PriceWire::default() },
    };
    PriceWire {
        min: optional(price.min),
        max: optional(price.max),
        estimate: optional(price.estimate),
        reserve: optional(price.reserve),
        over_settle: match price.over_settle {
            OverSettle::Deny => OverSettleWire::Word("deny"),
            OverSettle::Available => OverSettleWire::Word("available"),
            OverSettle::Percent(percent) => OverSettleWire::Percent(OverSettlePercentWire { percent }),
        },
        ..basis
    }
}

fn rate(rate: &ModelRate) -> RateWire {
    RateWire {
        dimension: rate.dimension.to_string(),
        model: rate.model.to_string(),
        credits: number(rate.credits),
        per: rate.per,
    }
}

fn alerts(settings: &Settings) -> AlertsWire {
    AlertsWire {
        monthly_used_percent: settings.alerts.monthly_used_percent.clone(),
        extra_below: optional(settings.alerts.extra_below),
        expiring_before: settings.alerts.expiring_before.iter().map(ToString::to_string).collect(),
        trial_ending_before: settings.alerts.trial_ending_before.to_string(),
    }
}

fn manual_payment(settings: &Settings) -> ManualPaymentWire {
    let payment = &settings.manual_payment;
    ManualPaymentWire {
        business_days: payment.business_days,
        holidays: payment.holidays.iter().map(ToString::to_string).collect(),
        pay_by_days: payment.pay_by_days,
        bank: payment.bank.as_ref().map(|bank| BankWire {
            name: bank.name.clone(),
            iban: bank.iban.clone(),
            bic: bank.bic.clone(),
        }),
    }
}

fn tax(settings: &Settings) -> TaxWire {
    let rates: BTreeMap<String, Number> =
        settings.tax.rates.iter().map(|(country, percent)| (country.clone(), number(*percent))).collect();
    let seller = settings.tax.seller.as_ref().map(|seller| SellerWire {
        name: seller.name.clone(),
        country: seller.country.clone(),
        tax_id: seller.tax_id.clone(),
        address: seller.address.clone(),
        time_zone: (seller.zone != Zone::utc()).then(|| seller.zone.to_string()),
    });
    TaxWire { seller, rates }
}
