//! Changing the plan: a matter of this host's own billing, so Scrip previews it here and is told of it from the backend.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::{Html, Redirect};
use minijinja::{Value as View, context};
use scrip_client::PlanChange;
use serde::Deserialize;
use serde_json::Value;

use super::{Filled, Signed};
use crate::app::App;
use crate::fault::Fault;
use crate::random;
use crate::scrip::Viewer;

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    to: String,
}

/// Plans are paid here, by whoever may buy; a trial's owner begins to pay.
fn may_change(viewer: &Viewer) -> bool {
    viewer.kind != "subaccount" && viewer.rights.iter().any(|right| right == "buy")
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Fault> {
    let catalog = app.scrip.catalog().await?;
    let mut plans = Vec::new();
    for plan in catalog.get("plans").and_then(Value::as_array).into_iter().flatten() {
        let text = |name: &str| plan.get(name).map(plain).unwrap_or_default();
        let is_legacy = plan.get("legacy").and_then(Value::as_bool).unwrap_or_default();
        if is_legacy {
            continue;
        }
        let id = text("id");
        let is_ours = viewer.plan.as_deref() == Some(&id) && viewer.state != "trial";
        let preview = if is_ours || !may_change(&viewer) { None } else { Some(preview(&app, &viewer, &id).await?) };
        let price = plan.get("price").map(money);
        let is_wanted = wanted.to == id;
        plans.push(
            context! { id, name => text("name"), allowance => text("credits"), price, is_ours, is_wanted, preview },
        );
    }
    let may_change = may_change(&viewer);
    app.views.page(app.scrip.url(), &viewer, "plan.html", context! { plans, may_change })
}

/// What the balance would be, in Scrip's own figures; or why the change is refused.
async fn preview(app: &App, viewer: &Viewer, plan: &str) -> Result<View, Fault> {
    if viewer.state == "trial" {
        return Ok(context! { is_start => true });
    }
    let change = PlanChange { plan: plan.to_owned(), preview: true, ..PlanChange::default() };
    let account = viewer.account.clone();
    match app.scrip.ask(move |client| client.change_plan(&account, &change)).await {
        Ok(reply) => {
            let at = |path: &str| reply.value.pointer(path).map(plain).unwrap_or_default();
            let is_later = reply.value.pointer("/account/scheduled").is_some_and(|scheduled| !scheduled.is_null());
            Ok(context! { before => at("/before/available"), after => at("/after/available"), is_later })
        }
        Err(Fault::Refused { detail, .. }) => Ok(context! { refused => detail }),
        Err(fault) => Err(fault),
    }
}

pub(super) async fn change(State(app): State<Arc<App>>, form: Filled) -> Result<Redirect, Fault> {
    if !may_change(&form.viewer) {
        let detail = "Only whoever may buy for this account changes its plan.".to_owned();
        return Err(Fault::Refused { code: "role_not_allowed".to_owned(), detail });
    }
    // Here a real host takes the money for the plan.
    let (account, plan) = (form.viewer.account.clone(), form.field("plan").to_owned());
    let is_trial = form.viewer.state == "trial";
    let key = random::name().map_err(|error| Fault::Broken(error.to_string()))?;
    app.scrip
        .ask(move |client| {
            let client = client.with_key(format!("plan:{key}"));
            if is_trial {
                return client.activate(&account, Some(&plan)).map(drop);
            }
            client.change_plan(&account, &PlanChange { plan, ..PlanChange::default() }).map(drop)
        })
        .await?;
    Ok(Redirect::to("/credits"))
}

/// A text or a number as text.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

/// `2900 USD` in minor units, as people read it.
fn money(price: &Value) -> String {
    let minor = price.get("amount").and_then(Value::as_u64).unwrap_or_default();
    let currency = price.get("currency").and_then(Value::as_str).unwrap_or_default();
    format!("{}.{:02} {currency}", minor / 100, minor % 100)
}
