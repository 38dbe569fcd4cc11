//! The host's own style and script, and kept pictures.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::fault::Fault;

pub(super) async fn asset(Path(name): Path<String>) -> Result<Response, Fault> {
    let (kind, text) = match name.as_str() {
        "host.css" => ("text/css; charset=utf-8", include_str!("../../assets/host.css")),
        "page.css" => ("text/css; charset=utf-8", include_str!("../../assets/page.css")),
        "host.js" => ("text/javascript; charset=utf-8", include_str!("../../assets/host.js")),
        "tools.js" => ("text/javascript; charset=utf-8", include_str!("../../assets/tools.js")),
        "icon.svg" => ("image/svg+xml", include_str!("../../assets/icon.svg")),
        _ => return Err(Fault::NotFound),
    };
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

pub(super) async fn picture(State(app): State<Arc<App>>, Path(name): Path<String>) -> Result<Response, Fault> {
    let bytes = app.files.picture(&name).ok_or(Fault::NotFound)?;
    let kind = if bytes.starts_with(b"\xff\xd8") { "image/jpeg" } else { "image/png" };
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "private, max-age=86400")], bytes).into_response())
}
