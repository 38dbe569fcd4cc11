//! Routes, and what holds for all of them: the policy of pages, who has signed in, bounds of bodies, faults as pages or JSON.

mod assets;
mod credits;
mod edit;
mod gated;
mod guard;
mod hooks;
mod pages;
mod plan;
mod published;
mod settings;
mod sign_in;
mod tools;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::app::App;
use crate::tools::PICTURE_BYTES_MAX;
pub(crate) use guard::{Filled, Signed};
pub(crate) use hooks::News;

/// Forms and templates. Pictures have a bound of their own.
const BODY_BYTES_MAX: usize = 1 << 20;
/// A CSV of some thousand rows.
const CSV_BYTES_MAX: usize = 4 << 20;

pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(pages::list))
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-out", post(sign_in::leave))
        .route("/pages", post(pages::create))
        .route("/pages/{id}", get(edit::show).post(edit::save))
        .route("/pages/{id}/publish", post(edit::publish))
        .route("/pages/{id}/remove", post(edit::remove))
        .route("/programmatic", get(tools::programmatic))
        .route("/programmatic/rows", post(tools::rows).layer(DefaultBodyLimit::max(CSV_BYTES_MAX)))
        .route("/programmatic/run", post(tools::run_programmatic).layer(DefaultBodyLimit::max(CSV_BYTES_MAX)))
        .route("/background", get(tools::background))
        .route("/background/run", post(tools::run_background).layer(DefaultBodyLimit::max(PICTURE_BYTES_MAX)))
        .route("/lunar", get(tools::lunar))
        .route("/lunar/run", post(tools::run_lunar))
        .route("/lunar/run/{id}", get(tools::ask_lunar))
        .route("/lunar/run/{id}/stop", post(tools::stop_lunar))
        .route("/install/{name}", get(tools::installed).post(tools::install))
        .route("/pages/{id}/track", post(gated::track))
        .route("/pages/{id}/test", post(gated::test))
        .route("/pages/{id}/section", post(gated::place))
        .route("/pages/{id}/translation", post(gated::translated))
        .route("/pages/{id}/advice", post(gated::advised))
        .route("/pages/{id}/picture", post(gated::picture))
        .route("/sections", get(gated::sections))
        .route("/sections/{id}", post(gated::write_section))
        .route("/settings", get(settings::show))
        .route("/credits", get(credits::show))
        .route("/credits/token", get(credits::token))
        .route("/plan", get(plan::show).post(plan::change))
        .route("/events", get(hooks::show))
        .route("/hooks/scrip", post(hooks::receive))
        .route("/p/{account}/{id}", get(published::show))
        .route("/p/{account}/{id}/go", get(published::follow))
        .route("/pictures/{name}", get(assets::picture))
        .route("/assets/{name}", get(assets::asset))
        .fallback(guard::nothing_here)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn_with_state(app.clone(), guard::every_answer))
        .with_state(app)
}
