//! Each change as its sentence, its path and whom it affects; and what is dropped.

use super::*;
use crate::catalog::{
    Basis, Downgrade, Draft, Feature, ModelPattern, ModelRate, OverSettle, Package, Plan, Price, Renewing, Rollover,
    RolloverCap, Terms, Tier, Tiering, Trial, Upgrade,
};
use crate::decimal::Rate;
use crate::money::{Currency, Money};
use crate::period::Every;

fn whole(credits: i64) -> Credits {
    Credits::from_whole(credits).unwrap()
}

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

fn usd(amount: u64) -> Money {
    Money { amount, currency: Currency::USD }
}

fn fixed(per_use: &str) -> Price {
    Price::of(Basis::Fixed { per_use: rate(per_use) })
}

fn plan(id: &str, name: &str, credits: i64) -> Plan {
    let terms = Renewing {
        credits: whole(credits),
        every: Every::MONTH,
        rollover: Rollover::NONE,
        upgrade: Upgrade::Difference,
        downgrade: Downgrade::PeriodEnd,
    };
    Plan { id: id.parse().unwrap(), name: name.into(), price: None, priority: 500, terms: Terms::Renewing(terms) }
}

fn terms(draft: &mut Draft) -> &mut Renewing {
    match &mut draft.plans[0].terms {
        Terms::Renewing(terms) => terms,
        Terms::Legacy { .. } => panic!("the first plan renews"),
    }
}

/// Plans Build and Scale, a package, a paid and a gated feature, a role.
fn draft() -> Draft {
    let feature =
        |id: &str, name: &str, price, plans| Feature { id: id.parse().unwrap(), name: name.into(), price, plans };
    let package = Package {
        id: "extra".parse().unwrap(),
        name: "1,000 credits".into(),
        credits: whole(1_000).try_into().unwrap(),
        price: usd(1_900),
        expires_after: None,
    };
    let mut draft = Draft::empty("shop", Currency::USD);
    draft.trial = Some(Trial { credits: whole(1_000), days: 14 });
    draft.plans = vec![plan("build", "Build", 2_500), plan("scale", "Scale", 20_000)];
    draft.packages = vec![package];
    draft.features = vec![
        feature("removal", "Background removal", Some(fixed("10")), None),
        feature("ab", "A/B testing", None, Some(vec!["scale".parse().unwrap()])),
    ];
    draft.roles.business = vec![("author".parse().unwrap(), [Right::Use, Right::SeeBalance].into_iter().collect())];
    draft
}

/// The changes that an edit makes: `path | affects | sentence`.
fn check(edit: impl FnOnce(&mut Draft), expected: &[&str]) {
    let old = Catalog::new(1, draft()).unwrap();
    let mut edited = draft();
    edit(&mut edited);
    let new = Catalog::new(2, edited).unwrap();
    let shown: Vec<String> =
        diff(&old, &new).iter().map(|c| format!("{} | {} | {}", c.path, c.affects.name(), c.sentence)).collect();
    assert_eq!(shown, expected);
    assert_eq!(diff(&new, &new), []);
}

#[test]
fn the_same_catalog_changes_nothing() {
    check(|_| {}, &[]);
}

#[test]
fn the_head_and_the_trial() {
    check(|d| d.name = "store".into(), &["name | display | The catalog is called store instead of shop"]);
    check(
        |d| d.step = Credits::from_milli(1),
        &[
            "step | uses | Costs are rounded up to a multiple of 0.001 instead of 1 credits at once; quotes and open reservations keep theirs",
        ],
    );
    check(
        |d| d.trial = Some(Trial { credits: whole(2_000), days: 7 }),
        &[
            "trial.credits | new_accounts | A trial gives 2,000 instead of 1,000 credits; running trials keep theirs",
            "trial.days | new_accounts | A trial lasts 7 instead of 14 days; running trials keep their end",
        ],
    );
    check(
        |d| d.trial = None,
        &["trial | new_accounts | No further trials begin; running ones keep their credits and their end"],
    );
}

#[test]
fn plans() {
    check(
        |d| terms(d).credits = whole(3_000),
        &[
            "plans.build.credits | next_periods | Plan Build grants 3,000 instead of 2,500 credits from each account's next period",
        ],
    );
    check(
        |d| terms(d).every = Every::Days(30),
        &[
            "plans.build.every | next_periods | A period of plan Build lasts P30D instead of P1M, from each account's next period",
        ],
    );
    check(
        |d| terms(d).rollover = Rollover { cap: RolloverCap::Max(whole(5_000)), keep: Some(2) },
        &[
            "plans.build.rollover | next_periods | Plan Build carries up to 5,000 credits (for 2 periods) instead of nothing into each next period",
        ],
    );
    check(
        |d| terms(d).upgrade = Upgrade::PeriodEnd,
        &[
            "plans.build.upgrade | plan_changes | From now on an upgrade to plan Build happens when the running period ends",
        ],
    );
    check(
        |d| terms(d).downgrade = Downgrade::Now,
        &[
            "plans.build.downgrade | plan_changes | From now on a downgrade to plan Build happens at once, taking no credit back",
        ],
    );
    check(
        |d| d.plans[0].price = Some(usd(2_900)),
        &[
            "plans.build.price | display | Plan Build shows 2900 USD in minor units instead of no price; nobody is charged by it",
        ],
    );
    check(
        |d| d.plans[0].priority = 400,
        &[
            "plans.build.priority | next_periods | Credits of plan Build granted from now on have priority 400 instead of 500 (lower is drawn first)",
        ],
    );
    check(
        |d| d.plans[0].terms = Terms::Legacy { starter_credits: whole(1) },
        &[
            "plans.build.legacy | next_periods | Plan Build becomes a legacy plan: its accounts keep what they have and get no further allowance",
        ],
    );
    check(
        |d| d.plans.swap(0, 1),
        &[
            "plans | plan_changes | The rising order of the plans is scale, build instead of build, scale: what is offered as a higher plan changes",
        ],
    );
    check(
        |d| d.plans[0] = plan("basic", "Basic", 100),
        &[
            "plans.build | plan_changes | Plan Build is gone; refused while an account is on it or changes to it",
            "plans.basic | plan_changes | Plan Basic is new and grants 100 credits every P1M",
        ],
    );
}

#[test]
fn packages() {
    check(
        |d| d.packages[0].price = usd(2_100),
        &[
            "packages.extra.price | new_orders | Package 1,000 credits costs 2100 USD in minor units instead of 1900 USD in minor units for new orders",
        ],
    );
    check(
        |d| d.packages[0].credits = whole(1_200).try_into().unwrap(),
        &[
            "packages.extra.credits | new_orders | Package 1,000 credits holds 1,200 instead of 1,000 credits for new orders",
        ],
    );
    check(
        |d| d.packages[0].expires_after = Some(Every::Months(12)),
        &[
            "packages.extra.expires_after | new_orders | Credits of package 1,000 credits expire P1Y after they are bought, for new orders",
        ],
    );
    check(
        |d| d.packages.clear(),
        &[
            "packages.extra | new_orders | Package 1,000 credits is no longer for sale; refused while an order waits for it",
        ],
    );
}

#[test]
fn features() {
    check(
        |d| d.features[0].price = Some(fixed("12")),
        &[
            "features.removal.price | uses | Background removal costs 12 instead of 10 credits at once; quotes and open reservations keep 10",
        ],
    );
    check(
        |d| d.features[0].price = None,
        &[
            "features.removal.price | uses | Background removal costs no credits at once; quotes and open reservations keep 10 credits per use",
        ],
    );
    check(
        |d| d.features[1].price = Some(fixed("5")),
        &["features.ab.price | uses | A/B testing costs 5 credits per use at once; it was without credits"],
    );
    let tier = |up_to, per_unit| Tier { up_to, per_unit: rate(per_unit) };
    let tiers = vec![tier(Some(100), "20"), tier(None, "15")];
    check(
        |d| {
            d.features[0].price =
                Some(Price::of(Basis::PerUnit { unit: "page".into(), tiering: Tiering::Volume, tiers }));
        },
        &[
            "features.removal.price | uses | Background removal costs per page 20 up to 100, then 15 credits (all units at the rate of the tier they reach) instead of 10 credits per use at once; quotes and open reservations keep theirs",
        ],
    );
    let model = |model: &str, credits| ModelRate {
        dimension: "tokens".into(),
        model: ModelPattern::parse(model).unwrap(),
        credits: rate(credits),
        per: 1_000,
    };
    let rates = vec![model("*", "1"), model("large-*", "4")];
    check(
        |d| d.features[0].price = Some(Price::of(Basis::Metered { rates })),
        &[
            "features.removal.price | uses | Background removal costs credits by usage (1 per 1000 tokens, 4 per 1000 tokens with large-*) instead of 10 credits per use at once; quotes and open reservations keep theirs",
        ],
    );
    check(
        |d| {
            let bounded = Price { max: Some(whole(50)), over_settle: OverSettle::Percent(10), ..fixed("10") };
            d.features[0].price = Some(bounded);
        },
        &[
            "features.removal.price.max | uses | Background removal costs at most 50 credits instead of no amount at once; open reservations keep theirs",
            "features.removal.price.over_settle | uses | A settle of Background removal above its reservation may draw up to 10 percent more, for reservations from now on",
        ],
    );
    check(
        |d| d.features[1].plans = Some(vec!["build".parse().unwrap(), "scale".parse().unwrap()]),
        &["features.ab.plans | uses | A/B testing is at once for plans Build, Scale alone"],
    );
    check(|d| d.features[1].plans = None, &["features.ab.plans | uses | A/B testing is at once for every plan"]);
    check(
        |d| d.features[1].id = "split".parse().unwrap(),
        &[
            "features.ab | uses | A/B testing is gone; refused while a grant, a quote or a reservation names it",
            "features.split | uses | A/B testing is new, costs no credits for plans Scale alone",
        ],
    );
}

#[test]
fn roles() {
    check(
        |d| d.roles.business[0].1 = [Right::Use, Right::Buy].into_iter().collect(),
        &[
            "roles.business.author | members | Role author of business accounts may buy from now on",
            "roles.business.author | members | Role author of business accounts may no longer see_balance",
        ],
    );
    check(
        |d| d.roles.business[0].0 = "writer".parse().unwrap(),
        &[
            "roles.business.author | members | Role author of business accounts is gone; refused while a member holds it",
            "roles.business.writer | members | Role writer of business accounts is new and may use, see_balance",
        ],
    );
    check(
        |d| d.roles.owners = vec!["author".parse().unwrap()],
        &["roles.owners | display | An account's owner is author instead of whoever manages members"],
    );
}

#[test]
fn settings() {
    check(
        |d| d.settings.usable_after_end = false,
        &[
            "extra_usable_after_end | uses | Extra credits are no longer usable at once where a trial or a subscription has ended",
        ],
    );
    check(
        |d| d.settings.quotes.expires_in = crate::time::Span::HOUR,
        &["quotes.expires_in | uses | A quote binds for PT1H instead of PT15M where the caller names nothing"],
    );
    check(
        |d| d.settings.alerts.extra_below = Some(whole(500)),
        &["alerts.extra_below | display | Members are told about few extra credits below 500 credits instead of never"],
    );
    check(
        |d| d.settings.alerts.trial_ending_before = crate::time::Span::DAY,
        &["alerts.trial_ending_before | display | The Owner is warned P1D instead of P3D before a trial ends"],
    );
    check(
        |d| d.settings.tax.rates = vec![("PL".into(), rate("23"))],
        &["tax.rates.PL | new_orders | Buyers in PL pay 23 percent instead of no tax for new orders"],
    );
    check(
        |d| d.settings.manual_payment.business_days = 3,
        &[
            "manual_payment.business_days | new_orders | Credits paid by transfer are promised within 3 instead of 2 business days for new orders",
        ],
    );
}

#[test]
fn what_is_dropped_is_named_by_id() {
    let old = Catalog::new(1, draft()).unwrap();
    assert_eq!(dropped(&old, &old), Dropped::default());
    let new = Catalog::new(2, Draft::empty("shop", Currency::USD)).unwrap();
    assert_eq!(dropped(&new, &old), Dropped::default());
    let gone = dropped(&old, &new);
    assert_eq!(gone.plans, ["build".parse().unwrap(), "scale".parse().unwrap()]);
    assert_eq!(gone.packages, ["extra".parse().unwrap()]);
    assert_eq!(gone.features, ["removal".parse().unwrap(), "ab".parse().unwrap()]);
    assert_eq!(gone.roles, [(RoleScope::Business, "author".parse().unwrap())]);
}

#[test]
fn credits_are_grouped_as_people_write_them() {
    for (text, shown) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("1234567.5", "1,234,567.5"), ("100", "100")] {
        assert_eq!(grouped(text.parse().unwrap()), shown);
    }
}
