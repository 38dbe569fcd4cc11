//! The list of an account's pages, and a new one.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::{Html, Redirect};
use minijinja::context;
use serde::Deserialize;

use super::{Filled, Signed};
use crate::app::App;
use crate::fault::Fault;
use crate::landing::Page;
use crate::random;
use crate::views::view;

/// Pages of one screen.
const SHOWN_MAX: usize = 50;

#[derive(Deserialize)]
pub(super) struct Place {
    #[serde(default)]
    from: usize,
}

pub(super) async fn list(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Query(place): Query<Place>,
) -> Result<Html<String>, Fault> {
    let (pages, count) = app.files.read(&viewer.account, |site| {
        let pages: Vec<Page> = site.pages.iter().rev().skip(place.from).take(SHOWN_MAX).cloned().collect();
        (pages, site.pages.len())
    });
    let next = place.from + pages.len();
    let values = context! { pages => view(pages), count, from => place.from, until => next, next => (next < count).then_some(next) };
    app.views.page(app.scrip.url(), &viewer, "pages.html", values)
}

pub(super) async fn create(State(app): State<Arc<App>>, form: Filled) -> Result<Redirect, Fault> {
    super::edit::may_edit(&form.viewer)?;
    let id = random::name().map_err(|error| Fault::Broken(error.to_string()))?;
    let headline = form.field("headline").to_owned();
    let page = Page { id: id.clone(), headline, button: "Get started".to_owned(), ..Page::default() }.checked()?;
    app.files.change(&form.viewer.account, |site| site.add(vec![page]))?;
    Ok(Redirect::to(&format!("/pages/{id}")))
}
