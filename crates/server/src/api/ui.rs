//! The pages' files: the module that a host's pages load, and the console's. From this binary, cached, the same for everybody.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use axum::routing::get;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::random;

/// A file of the pages.
pub(super) struct File {
    /// Where it is; the version is that of the API that it calls.
    pub(super) path: &'static str,
    kind: &'static str,
    text: &'static str,
    /// True for what other origins' pages load.
    is_for_hosts: bool,
    etag: LazyLock<String>,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The elements of a host's pages.
static MODULE: File = File {
    path: "/ui/v1/scrip.js",
    kind: SCRIPT,
    text: include_str!("../../../../ui/dist/scrip.js"),
    is_for_hosts: true,
    etag: LazyLock::new(|| etag(include_str!("../../../../ui/dist/scrip.js"))),
};

/// The console's own.
pub(super) static CONSOLE: [File; 2] = [
    File {
        path: "/ui/v1/console.js",
        kind: SCRIPT,
        text: include_str!("../../../../ui/dist/console.js"),
        is_for_hosts: false,
        etag: LazyLock::new(|| etag(include_str!("../../../../ui/dist/console.js"))),
    },
    File {
        path: "/ui/v1/console.css",
        kind: "text/css; charset=utf-8",
        text: include_str!("../../../../ui/dist/console.css"),
        is_for_hosts: false,
        etag: LazyLock::new(|| etag(include_str!("../../../../ui/dist/console.css"))),
    },
];

fn etag(text: &str) -> String {
    format!("\"{}\"", random::to_hex(&Sha256::digest(text.as_bytes())))
}

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route(MODULE.path, get(|headers: HeaderMap| async move { MODULE.answer(&headers) }))
}

impl File {
    /// The file, or that it is as it was.
    pub(super) fn answer(&self, headers: &HeaderMap) -> Response<Body> {
        let etag = self.etag.as_str();
        let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
        let mut response = Response::new(if is_known { Body::empty() } else { Body::from(self.text) });
        *response.status_mut() = if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
        let headers = response.headers_mut();
        let mut put = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
        put(header::CONTENT_TYPE, self.kind);
        let reach = HeaderName::from_static("cross-origin-resource-policy");
        if self.is_for_hosts {
            // Asked again each day at the latest; a page that names the integrity hash of one build keeps that build's bytes.
            put(header::CACHE_CONTROL, "public, max-age=3600, stale-while-revalidate=86400");
            put(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            put(reach, "cross-origin");
        } else {
            // Asked each time: a console and the server behind it are of one build.
            put(header::CACHE_CONTROL, "no-cache");
            put(reach, "same-origin");
        }
        put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        if let Ok(etag) = HeaderValue::from_str(etag) {
            headers.insert(header::ETAG, etag);
        }
        response
    }
}
