//! The host's own style and script, samples to try its tools with, and kept pictures.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::fault::Fault;

pub(super) async fn asset(Path(name): Path<String>) -> Result<Response, Fault> {
    let (kind, bytes): (_, &'static [u8]) = match name.as_str() {
        "host.css" => ("text/css; charset=utf-8", include_bytes!("../../assets/host.css")),
        "page.css" => ("text/css; charset=utf-8", include_bytes!("../../assets/page.css")),
        "host.js" => ("text/javascript; charset=utf-8", include_bytes!("../../assets/host.js")),
        "tools.js" => ("text/javascript; charset=utf-8", include_bytes!("../../assets/tools.js")),
        "icon.svg" => ("image/svg+xml", include_bytes!("../../assets/icon.svg")),
        "sample.csv" => ("text/csv; charset=utf-8", include_bytes!("../../assets/sample.csv")),
        "sample.jpg" => ("image/jpeg", include_bytes!("../../background/tests/pictures/mug.jpg")),
        _ => return Err(Fault::NotFound),
    };
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

pub(super) async fn picture(State(app): State<Arc<App>>, Path(name): Path<String>) -> Result<Response, Fault> {
    let bytes = app.files.picture(&name).ok_or(Fault::NotFound)?;
    let kind = if bytes.starts_with(b"\xff\xd8") { "image/jpeg" } else { "image/png" };
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "private, max-age=86400")], bytes).into_response())
}
