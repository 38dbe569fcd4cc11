//! The pages of paid tools, and what their buttons send.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Html;
use minijinja::context;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Signed;
use crate::app::App;
use crate::fault::Fault;
use crate::tools::{Lunar, Sheet, Template, cut_out, make_pages};
use crate::views::view;

/// Pages that a picture may be put on from here.
const PAGES_SHOWN: usize = 50;

pub(super) async fn programmatic(State(app): State<Arc<App>>, Signed(viewer): Signed) -> Result<Html<String>, Fault> {
    app.views.page(app.scrip.url(), &viewer, "programmatic.html", context! {})
}

/// How many rows a sheet has, while it is being written: the button shows what they cost.
pub(super) async fn rows(_: Signed, body: Bytes) -> Result<Json<Value>, Fault> {
    let text = std::str::from_utf8(&body).map_err(|_| Fault::bad("This file is no text in UTF-8."))?;
    let sheet = Sheet::read(text)?;
    Ok(Json(json!({ "rows": sheet.count(), "columns": sheet.columns })))
}

#[derive(Deserialize)]
pub(super) struct Order {
    /// The browser's intention.
    id: String,
    /// What the button showed.
    quote: Option<String>,
    template: Template,
    csv: String,
}

pub(super) async fn run_programmatic(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    body: Bytes,
) -> Result<Json<Value>, Fault> {
    let order: Order = read(&body)?;
    Ok(Json(make_pages(&app, &viewer, &order.id, order.quote.as_deref(), order.template, &order.csv).await?))
}

pub(super) async fn background(State(app): State<Arc<App>>, Signed(viewer): Signed) -> Result<Html<String>, Fault> {
    let pages = app.files.read(&viewer.account, |site| {
        let pages = site.pages.iter().rev().take(PAGES_SHOWN);
        pages.map(|page| context! { id => page.id.as_str(), name => page.name.as_str() }).collect::<Vec<_>>()
    });
    let tool = app.tools.background.installer.known();
    app.views.page(app.scrip.url(), &viewer, "background.html", context! { pages, tool => view(tool) })
}

pub(super) async fn run_background(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    headers: HeaderMap,
    picture: Bytes,
) -> Result<Json<Value>, Fault> {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let id = header("x-intention").unwrap_or_default();
    Ok(Json(cut_out(&app, &viewer, id, header("x-quote"), picture).await?))
}

pub(super) async fn lunar(State(app): State<Arc<App>>, Signed(viewer): Signed) -> Result<Html<String>, Fault> {
    let status = app.tools.lunar.status();
    app.views.page(app.scrip.url(), &viewer, "lunar.html", context! { status => view(status) })
}

#[derive(Deserialize)]
pub(super) struct Wish {
    id: String,
    wish: String,
}

pub(super) async fn run_lunar(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    body: Bytes,
) -> Result<Json<Value>, Fault> {
    let wish: Wish = read(&body)?;
    Lunar::begin(&app, &viewer, &wish.id, &wish.wish).await?;
    Ok(Json(json!({})))
}

pub(super) async fn ask_lunar(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Path(id): Path<String>,
) -> Result<Json<Value>, Fault> {
    Ok(Json(Lunar::ask(&app, &viewer, &id)?))
}

pub(super) async fn stop_lunar(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Path(id): Path<String>,
) -> Result<Json<Value>, Fault> {
    Lunar::halt(&app, &viewer, &id)?;
    Ok(Json(json!({})))
}

/// What is known of a tool that may be installed.
pub(super) async fn installed(
    State(app): State<Arc<App>>,
    _: Signed,
    Path(name): Path<String>,
) -> Result<Json<Value>, Fault> {
    let installer = match name.as_str() {
        "background" => &app.tools.background.installer,
        "lunar" => &app.tools.lunar.installer,
        _ => return Err(Fault::NotFound),
    };
    serde_json::to_value(installer.known()).map(Json).map_err(|error| Fault::Broken(error.to_string()))
}

/// Begins to install a tool; whoever may use it may wait for it.
pub(super) async fn install(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Path(name): Path<String>,
) -> Result<Json<Value>, Fault> {
    super::edit::may_edit(&viewer)?;
    match name.as_str() {
        "background" => app.tools.background.installer.start()?,
        "lunar" => app.tools.lunar.installer.start()?,
        _ => return Err(Fault::NotFound),
    }
    installed(State(app), Signed(viewer), Path(name)).await
}

pub(super) fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Fault> {
    serde_json::from_slice(body).map_err(|error| Fault::bad(format!("This request cannot be read: {error}.")))
}
