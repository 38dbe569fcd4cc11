//! The Credits page, made of Scrip's elements, and the session token that they ask this host for.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Html;
use minijinja::context;
use serde_json::{Value, json};

use super::Signed;
use crate::app::App;
use crate::fault::Fault;

pub(super) async fn show(State(app): State<Arc<App>>, Signed(viewer): Signed) -> Result<Html<String>, Fault> {
    let has = |wanted: &str| viewer.rights.iter().any(|right| right == wanted);
    let sees_orders = has("buy") || has("see_invoices");
    app.views.page(app.scrip.url(), &viewer, "credits.html", context! { sees_orders })
}

/// Of whoever is signed in here: no page can ask for another member's.
pub(super) async fn token(State(app): State<Arc<App>>, Signed(viewer): Signed) -> Result<Json<Value>, Fault> {
    let token = app.scrip.token(&viewer.account, &viewer.member).await?;
    Ok(Json(json!({ "token": token })))
}
