//! What visitors see: a published page, its variants, and its button, whose clicks are counted where that is on.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use serde::Deserialize;

use crate::app::App;
use crate::fault::Fault;
use crate::random;
use crate::views::view;

/// Which variant a visitor saw first; they see no other.
const VARIANT: &str = "variant";

#[derive(Deserialize)]
pub(super) struct Of {
    #[serde(default)]
    v: String,
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path((account, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let (page, section) = app.files.read(&account, |site| {
        let page = site.page(&id)?.clone();
        let section = page.section.as_deref().and_then(|id| site.section(id)).cloned();
        Ok::<_, Fault>((page, section))
    })?;
    if !page.published {
        return Err(Fault::NotFound);
    }
    let is_b = page.variant.is_some() && seen(&headers, &id).map_or_else(by_lot, Ok)?;
    if page.variant.is_some() {
        app.files.change(&account, |site| {
            site.page_mut(&id)?.counts_mut(is_b).views += 1;
            Ok(())
        })?;
    }
    let headline = page.headline_of(is_b).to_owned();
    let variant = if is_b { "b" } else { "a" };
    let values =
        context! { page => view(&page), headline, section => view(section), account => account.as_str(), v => variant };
    let shown = app.views.plain("published.html", values)?;
    let cookie = format!("{VARIANT}={id}.{variant}; Path=/p/{account}/{id}; HttpOnly; SameSite=Lax; Max-Age=2592000");
    Ok(if page.variant.is_some() {
        ([(header::SET_COOKIE, cookie)], shown).into_response()
    } else {
        shown.into_response()
    })
}

pub(super) async fn follow(
    State(app): State<Arc<App>>,
    Path((account, id)): Path<(String, String)>,
    Query(of): Query<Of>,
) -> Result<Redirect, Fault> {
    let page = app.files.read(&account, |site| site.page(&id).cloned())?;
    if !page.published || page.link.is_empty() {
        return Err(Fault::NotFound);
    }
    if page.tracked || page.variant.is_some() {
        app.files.change(&account, |site| {
            let page = site.page_mut(&id)?;
            let is_b = of.v == "b" && page.variant.is_some();
            page.counts_mut(is_b).clicks += 1;
            Ok(())
        })?;
    }
    Ok(Redirect::to(&page.link))
}

fn seen(headers: &HeaderMap, id: &str) -> Option<bool> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let value = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == VARIANT).then(|| value.strip_prefix(id)?.strip_prefix('.'))?)?;
    Some(value == "b")
}

/// Half of the visitors.
fn by_lot() -> Result<bool, Fault> {
    let name = random::name().map_err(|error| Fault::Broken(error.to_string()))?;
    Ok(name.bytes().next().is_some_and(|digit| digit % 2 == 0))
}
