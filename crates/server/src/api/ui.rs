//! The elements: the one module that a host's pages load, from this binary. Public, cached, the same for everybody.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use axum::routing::get;
use sha2::{Digest, Sha256};

use crate::app::App;

/// The path of the module; its version is that of the API that it calls.
pub(crate) const PATH: &str = "/ui/v1/scrip.js";

const MODULE: &str = include_str!("../../../../ui/dist/scrip.js");

static ETAG: LazyLock<String> = LazyLock::new(|| {
    let hash = Sha256::digest(MODULE.as_bytes());
    hash.iter().fold("\"".to_owned(), |text, byte| text + &format!("{byte:02x}")) + "\""
});

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route(PATH, get(|headers: HeaderMap| async move { module(&headers) }))
}

fn module(headers: &HeaderMap) -> Response<Body> {
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == ETAG.as_bytes());
    let mut response = Response::new(if is_known { Body::empty() } else { Body::from(MODULE) });
    *response.status_mut() = if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    put(header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    // Asked again each day at the latest; a page that names the integrity hash of one build keeps that build's bytes.
    put(header::CACHE_CONTROL, "public, max-age=3600, stale-while-revalidate=86400");
    put(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    put(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if let Ok(etag) = HeaderValue::from_str(&ETAG) {
        headers.insert(header::ETAG, etag);
    }
    response
}
