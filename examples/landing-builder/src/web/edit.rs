//! The editor of one page: only as good as it must be.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use minijinja::context;

use super::{Filled, Signed};
use crate::app::App;
use crate::fault::Fault;
use crate::landing::Part;
use crate::scrip::Viewer;
use crate::views::view;

/// The parts of a page that the editor knows; Lunar writes no more.
const PARTS_MAX: usize = 4;

/// Whoever may use features may write pages; a viewer and an accountant look.
pub(super) fn may_edit(viewer: &Viewer) -> Result<(), Fault> {
    if viewer.rights.iter().any(|right| right == "use") {
        return Ok(());
    }
    let detail = "Your role reads pages and does not change them.".to_owned();
    Err(Fault::Refused { code: "role_not_allowed".to_owned(), detail })
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Signed(viewer): Signed,
    Path(id): Path<String>,
) -> Result<Html<String>, Fault> {
    let (page, sections) =
        app.files.read(&viewer.account, |site| Ok::<_, Fault>((site.page(&id)?.clone(), site.sections.clone())))?;
    let mut parts = page.parts.clone();
    // One more than there are, to be filled in.
    parts.resize(parts.len().max((parts.len() + 1).min(PARTS_MAX)), Part::default());
    let is_writer = may_edit(&viewer).is_ok();
    let values = context! { page => view(page), parts => view(parts), sections => view(sections), is_writer };
    app.views.page(app.scrip.url(), &viewer, "editor.html", values)
}

pub(super) async fn save(State(app): State<Arc<App>>, Path(id): Path<String>, form: Filled) -> Result<Redirect, Fault> {
    may_edit(&form.viewer)?;
    app.files.change(&form.viewer.account, |site| {
        let page = site.page_mut(&id)?;
        let text = |name: &str| form.field(name).to_owned();
        let mut next = page.clone();
        (next.name, next.headline, next.intro) = (text("name"), text("headline"), text("intro"));
        (next.button, next.link) = (text("button"), text("link"));
        let part = |place: usize| Part {
            heading: form.field(&format!("heading_{place}")).trim().to_owned(),
            text: form.field(&format!("text_{place}")).trim().to_owned(),
        };
        next.parts = (0..PARTS_MAX.max(page.parts.len()))
            .map(part)
            .filter(|part| !part.heading.is_empty() || !part.text.is_empty())
            .collect();
        *page = next.checked()?;
        Ok(())
    })?;
    Ok(Redirect::to(&format!("/pages/{id}")))
}

pub(super) async fn publish(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Redirect, Fault> {
    may_edit(&form.viewer)?;
    let is_wanted = form.field("published") == "yes";
    app.files.change(&form.viewer.account, |site| {
        site.page_mut(&id)?.published = is_wanted;
        Ok(())
    })?;
    Ok(Redirect::to(&format!("/pages/{id}")))
}

pub(super) async fn remove(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Redirect, Fault> {
    may_edit(&form.viewer)?;
    app.files.change(&form.viewer.account, |site| {
        site.page(&id)?;
        site.pages.retain(|page| page.id != id);
        Ok(())
    })?;
    Ok(Redirect::to("/"))
}
