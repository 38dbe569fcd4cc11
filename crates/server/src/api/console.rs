//! `/console`: one page for operators, whatever stands behind it in the address. It holds nothing; all it shows it asks the API.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use axum::routing::get;

use super::ui;
use crate::app::App;

const PAGE: &str = concat!(
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Scrip console</title>\n",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n",
    "<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/ui/v1/console.css\">\n",
    "<script type=\"module\" src=\"/ui/v1/console.js\"></script>\n",
    "</head>\n<body>\n<scrip-console></scrip-console>\n<noscript>The console needs JavaScript.</noscript>\n</body>\n</html>\n",
);

/// Scripts, styles and calls of this server alone; nothing inline, nothing framed; texts become elements by one policy,
/// Lit's, which the console and the elements, once it loads them, each make.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
    trusted-types lit-html 'allow-duplicates'";

pub(super) fn routes() -> Router<Arc<App>> {
    let mut router = Router::new();
    for path in ["/console", "/console/", "/console/{*place}"] {
        router = router.route(path, get(|| async { page() }));
    }
    for file in &ui::CONSOLE {
        router = router.route(file.path, get(move |headers: HeaderMap| async move { file.answer(&headers) }));
    }
    router
}

fn page() -> Response<Body> {
    let mut response = Response::new(Body::from(PAGE));
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
