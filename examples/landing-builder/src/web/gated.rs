//! Features without credits that a plan has or lacks: Scrip says which, before each use.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Html;
use minijinja::context;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Signed;
use super::edit::may_edit;
use super::tools::read;
use crate::app::App;
use crate::fault::Fault;
use crate::landing::{Counts, Section};
use crate::random;
use crate::tools::{advise, translate};
use crate::views::view;

/// Smart Sections of an account.
const SECTIONS_MAX: usize = 50;
const HEADING_MAX: usize = 200;
const TEXT_MAX: usize = 4_000;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    /// On, or off, which every plan may.
    on: bool,
    headline: String,
    section: String,
    language: String,
    picture: String,
    heading: String,
    text: String,
}

type Answer = Result<Json<Value>, Fault>;

/// `EventTracker`: counts the clicks of a published page's button.
pub(super) async fn track(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    may_edit(&viewer)?;
    let sent: Sent = read(&body)?;
    if sent.on {
        app.scrip.gate(&viewer, "event-tracker").await?;
    }
    app.files.change(&viewer.account, |site| {
        site.page_mut(&id)?.tracked = sent.on;
        Ok(())
    })?;
    Ok(Json(json!({})))
}

/// An A/B test: half of the visitors read another headline; both are counted.
pub(super) async fn test(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    may_edit(&viewer)?;
    let sent: Sent = read(&body)?;
    let headline = sent.headline.trim().to_owned();
    if sent.on {
        app.scrip.gate(&viewer, "ab-testing").await?;
        if headline.is_empty() || headline.chars().count() > HEADING_MAX {
            return Err(Fault::bad("Variant B needs a headline of its own."));
        }
    }
    app.files.change(&viewer.account, |site| {
        let page = site.page_mut(&id)?;
        page.variant = sent.on.then_some(headline);
        if sent.on {
            page.counts = [Counts::default(); 2];
        }
        Ok(())
    })?;
    Ok(Json(json!({})))
}

/// Puts a Smart Section at the end of a page, or takes it off.
pub(super) async fn place(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    may_edit(&viewer)?;
    let sent: Sent = read(&body)?;
    let section = Some(sent.section).filter(|section| !section.is_empty());
    if section.is_some() {
        app.scrip.gate(&viewer, "smart-sections").await?;
    }
    app.files.change(&viewer.account, |site| {
        if section.as_deref().is_some_and(|section| site.section(section).is_none()) {
            return Err(Fault::NotFound);
        }
        site.page_mut(&id)?.section = section;
        Ok(())
    })?;
    Ok(Json(json!({})))
}

pub(super) async fn sections(State(app): State<Arc<App>>, Signed(viewer): Signed) -> Result<Html<String>, Fault> {
    let sections = app.files.read(&viewer.account, |site| {
        let uses =
            |section: &Section| site.pages.iter().filter(|page| page.section.as_ref() == Some(&section.id)).count();
        site.sections.iter().map(|section| context! { uses => uses(section), ..view(section) }).collect::<Vec<_>>()
    });
    app.views.page(app.scrip.url(), &viewer, "sections.html", context! { sections })
}

/// Makes a Smart Section, or changes it on every page at once.
pub(super) async fn write_section(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    may_edit(&viewer)?;
    let sent: Sent = read(&body)?;
    app.scrip.gate(&viewer, "smart-sections").await?;
    let (heading, text) = (sent.heading.trim().to_owned(), sent.text.trim().to_owned());
    if text.is_empty() || text.chars().count() > TEXT_MAX || heading.chars().count() > HEADING_MAX {
        return Err(Fault::bad(format!("A section needs a text of 1 to {TEXT_MAX} characters.")));
    }
    let fresh = random::name().map_err(|error| Fault::Broken(error.to_string()))?;
    app.files.change(&viewer.account, |site| {
        if let Some(known) = site.sections.iter_mut().find(|section| section.id == id) {
            *known = Section { id, heading, text };
            return Ok(());
        }
        if id != "new" {
            return Err(Fault::NotFound);
        }
        if site.sections.len() >= SECTIONS_MAX {
            return Err(Fault::bad(format!("An account has at most {SECTIONS_MAX} Smart Sections.")));
        }
        site.sections.push(Section { id: fresh, heading, text });
        Ok(())
    })?;
    Ok(Json(json!({})))
}

/// A copy of the page in another language.
pub(super) async fn translated(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    may_edit(&viewer)?;
    let sent: Sent = read(&body)?;
    app.scrip.gate(&viewer, "ml-translation").await?;
    let page = app.files.read(&viewer.account, |site| site.page(&id).cloned())?;
    let made = translate(&app, &viewer, &page, &sent.language).await?;
    Ok(Json(json!({ "page": made })))
}

/// Solis' advice about the page.
pub(super) async fn advised(State(app): State<Arc<App>>, Signed(viewer): Signed, Path(id): Path<String>) -> Answer {
    may_edit(&viewer)?;
    app.scrip.gate(&viewer, "solis").await?;
    let page = app.files.read(&viewer.account, |site| site.page(&id).cloned())?;
    Ok(Json(json!({ "advice": advise(&app, &page).await? })))
}

/// Puts a picture of this host on a page.
pub(super) async fn picture(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    may_edit(&viewer)?;
    let sent: Sent = read(&body)?;
    app.files.picture(&sent.picture).ok_or(Fault::NotFound)?;
    app.files.change(&viewer.account, |site| {
        site.page_mut(&id)?.picture = Some(sent.picture);
        Ok(())
    })?;
    Ok(Json(json!({})))
}
