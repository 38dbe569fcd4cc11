//! The model's catalog as the core's.

use scrip_core::catalog::{
    Alerts, Basis, Catalog, Downgrade, Draft, Feature, ModelPattern, ModelRate, OverSettle, Plan, Price, Quotes,
    Renewing, Right, Rights, Rollover, RolloverCap, Settings, Terms, Tier, Tiering, Trial, Upgrade,
};
use scrip_core::credits::Credits;
use scrip_core::decimal::Rate;
use scrip_core::period::Every;
use scrip_core::time::Span;
use scrip_model::catalog as model;

/// The version of that number.
pub(crate) fn catalog(number: u32, from: &model::Catalog) -> Catalog {
    let mut draft = Draft::empty("simulated", "USD".parse().expect("a currency"));
    draft.step = credits(from.step);
    draft.trial =
        Some(Trial { credits: credits(from.trial_credits), days: u32::try_from(from.trial_days).expect("days") });
    draft.plans = from.plans.iter().map(plan).collect();
    draft.features = from.features.iter().map(feature).collect();
    for ((of, role), rights) in &from.roles {
        let list = match of {
            model::RoleOf::Business => &mut draft.roles.business,
            model::RoleOf::Agency => &mut draft.roles.agency,
            model::RoleOf::Subaccount => &mut draft.roles.subaccount,
        };
        let rights: Rights = rights.iter().map(|right| self::right(*right)).collect();
        list.push((role.parse().expect("a role"), rights));
    }
    draft.settings = Settings {
        quotes: Quotes { expires_in: span(from.quote_default), expires_in_max: span(from.quote_max) },
        late_settle: span(from.late_within),
        usable_after_end: from.ended_may_spend,
        alerts: Alerts { extra_below: Some(EXTRA_BELOW), ..Alerts::default() },
        ..Settings::default()
    };
    Catalog::new(number, draft).unwrap_or_else(|flaws| panic!("the model's catalog is refused: {flaws:?}"))
}

/// The figure below which extra credits are told; no catalog version changes a line, so that the model can say what was told.
pub(crate) const EXTRA_BELOW: Credits = Credits::from_milli(100_000);

pub(crate) fn credits(milli: i128) -> Credits {
    Credits::from_milli(i64::try_from(milli).expect("64 bits"))
}

pub(crate) fn span(micros: i64) -> Span {
    Span::from_micros(micros)
}

fn right(right: model::Right) -> Right {
    match right {
        model::Right::Use => Right::Use,
        model::Right::Buy => Right::Buy,
        model::Right::Share => Right::Share,
        model::Right::SeeBalance => Right::SeeBalance,
        model::Right::SeeUsage => Right::SeeUsage,
        model::Right::SeeInvoices => Right::SeeInvoices,
        model::Right::ManageMembers => Right::ManageMembers,
    }
}

fn plan(from: &model::Plan) -> Plan {
    let small = |number: u32| u16::try_from(number).expect("16 bits");
    let terms = match from.legacy {
        Some(starter) => Terms::Legacy { starter_credits: credits(starter) },
        None => Terms::Renewing(Renewing {
            credits: credits(from.credits),
            every: match from.every {
                model::Every::Months(months) => Every::Months(small(months)),
                model::Every::Days(days) => Every::Days(small(days)),
            },
            rollover: Rollover {
                cap: match from.rollover {
                    model::Rollover::None => RolloverCap::None,
                    model::Rollover::Max(max) => RolloverCap::Max(credits(max)),
                    model::Rollover::Percent(percent) => RolloverCap::Percent(u32::try_from(percent).expect("percent")),
                    model::Rollover::All => RolloverCap::All,
                },
                keep: if from.rollover == model::Rollover::None { None } else { from.keep },
            },
            upgrade: match from.upgrade {
                model::Upgrade::Difference => Upgrade::Difference,
                model::Upgrade::Replace => Upgrade::Replace,
                model::Upgrade::PeriodEnd => Upgrade::PeriodEnd,
            },
            downgrade: match from.downgrade {
                model::Downgrade::PeriodEnd => Downgrade::PeriodEnd,
                model::Downgrade::Now => Downgrade::Now,
            },
        }),
    };
    Plan {
        id: from.id.parse().expect("a plan"),
        name: from.id.clone(),
        price: None,
        priority: u16::try_from(from.priority).expect("a priority"),
        terms,
    }
}

fn feature(from: &model::Feature) -> Feature {
    let plans = from.plans.iter().map(|plan| plan.parse().expect("a plan")).collect();
    Feature {
        id: from.id.parse().expect("a feature"),
        name: from.id.clone(),
        price: from.price.as_ref().map(price),
        plans: if from.plans.is_empty() { None } else { Some(plans) },
    }
}

fn price(from: &model::Price) -> Price {
    let rate = |milli: i128| -> Rate { credits(milli).to_string().parse().expect("a rate") };
    let basis = match &from.rule {
        model::PriceRule::PerUse(milli) => Basis::Fixed { per_use: rate(*milli) },
        model::PriceRule::PerUnit { graduated, tiers } => Basis::PerUnit {
            unit: "unit".into(),
            tiering: if *graduated { Tiering::Graduated } else { Tiering::Volume },
            tiers: tiers
                .iter()
                .map(|tier| Tier {
                    up_to: tier.up_to.map(|up_to| u64::try_from(up_to).expect("units")),
                    per_unit: rate(tier.per_unit),
                })
                .collect(),
        },
        model::PriceRule::Metered(rates) => Basis::Metered { rates: rates.iter().map(model_rate).collect() },
    };
    Price {
        min: from.min.map(credits),
        max: from.max.map(credits),
        reserve: from.reserve.map(credits),
        over_settle: match from.over_settle {
            model::OverSettle::Deny => OverSettle::Deny,
            model::OverSettle::Percent(percent) => OverSettle::Percent(u32::try_from(percent).expect("percent")),
            model::OverSettle::Available => OverSettle::Available,
        },
        ..Price::of(basis)
    }
}

fn model_rate(from: &model::Rate) -> ModelRate {
    let (whole, rest) = (from.micro_credits / 1_000_000, from.micro_credits % 1_000_000);
    ModelRate {
        dimension: from.dimension.as_str().into(),
        model: ModelPattern::parse(&from.model).expect("a pattern"),
        credits: format!("{whole}.{rest:06}").parse().expect("a rate"),
        per: u32::try_from(from.per).expect("units"),
    }
}
