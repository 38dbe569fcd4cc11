//! Around every request: who has signed in, whose form it is, the headers of a strict page, faults as what was asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use percent_encoding::percent_decode_str;
use serde_json::json;

use crate::app::App;
use crate::clock;
use crate::fault::{Fault, Said};
use crate::scrip::Viewer;
use crate::seal::SignIn;
use crate::views::view;

/// The sign-in's cookie.
pub(super) const COOKIE: &str = "landing_builder";
/// Where scripts put the CSRF token; forms have a field of that name.
const CSRF: &str = "x-csrf";

/// Whoever has signed in. Of a request that changes something, its CSRF token is right, too.
pub(crate) struct Signed(pub(crate) Viewer);

/// A form of the signed-in member, its token checked.
pub(crate) struct Filled {
    pub(crate) viewer: Viewer,
    fields: BTreeMap<String, String>,
}

impl Filled {
    /// A field's text; nothing where it is missing.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

impl FromRequestParts<Arc<App>> for Signed {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Fault> {
        let sign_in = signed_in(&parts.headers, app)?;
        let token = parts.headers.get(CSRF).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if parts.method != Method::GET && !app.seal.is_csrf(&sign_in, token) {
            return Err(Fault::Csrf);
        }
        Ok(Self(viewer(app, &sign_in).await?))
    }
}

impl FromRequest<Arc<App>> for Filled {
    type Rejection = Fault;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Fault> {
        let sign_in = signed_in(request.headers(), app)?;
        let fields = fields(request, app).await?;
        if !app.seal.is_csrf(&sign_in, fields.get("csrf").map_or("", String::as_str)) {
            return Err(Fault::Csrf);
        }
        Ok(Self { viewer: viewer(app, &sign_in).await?, fields })
    }
}

/// `a=b+c&d=%C3%A9`, as browsers send forms.
pub(super) async fn fields(request: Request, app: &Arc<App>) -> Result<BTreeMap<String, String>, Fault> {
    let body = Bytes::from_request(request, app).await;
    let body = body.map_err(|_| Fault::TooLarge("This form is too large.".to_owned()))?;
    let text = String::from_utf8(body.to_vec()).map_err(|_| Fault::bad("This form is no text."))?;
    let read = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    Ok(text.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, text)| (read(name), read(text))).collect())
}

fn signed_in(headers: &HeaderMap, app: &App) -> Result<SignIn, Fault> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == COOKIE)
        .find_map(|(_, value)| app.seal.read(value, clock::seconds()))
        .ok_or(Fault::SignedOut)
}

/// A member who was removed meanwhile has signed out.
async fn viewer(app: &App, sign_in: &SignIn) -> Result<Viewer, Fault> {
    let viewer = app.scrip.viewer(&sign_in.account, &sign_in.member).await;
    let viewer = viewer.map_err(|fault| match fault {
        Fault::Refused { code, .. } if code == "not_found" => Fault::SignedOut,
        other => other,
    })?;
    Ok(Viewer { csrf: app.seal.csrf(sign_in), ..viewer })
}

pub(super) async fn nothing_here() -> Fault {
    Fault::NotFound
}

/// The outermost layer.
pub(super) async fn every_answer(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let wants_page = accepts_pages(request.headers()) && request.uri().path() != "/hooks/scrip";
    let is_foreign = request.method() != Method::GET && !is_same_origin(request.headers());
    let mut response = if is_foreign { Fault::Csrf.into_response() } else { next.run(request).await };
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE && response.extensions().get::<Said>().is_none() {
        response = Fault::TooLarge("This is more than is taken here.".to_owned()).into_response();
    }
    if let Some(said) = response.extensions_mut().remove::<Said>() {
        response = shown(&app, &said, response.status(), wants_page);
    }
    for (name, value) in headers(app.scrip.url()) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().entry(name).or_insert(value);
        }
    }
    response
}

fn shown(app: &App, said: &Said, status: StatusCode, wants_page: bool) -> Response {
    if !wants_page {
        return (status, axum::Json(json!({ "code": said.code, "detail": said.detail }))).into_response();
    }
    if said.code == "signed_out" {
        return Redirect::to("/sign-in").into_response();
    }
    match app.views.plain("fault.html", context! { said => view(said) }) {
        Ok(page) => (status, page).into_response(),
        Err(_) => (status, said.detail.clone()).into_response(),
    }
}

fn accepts_pages(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

/// A browser that says where a request comes from must say here. Programs (webhooks) say nothing; they have no cookie.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// Nothing inline, nothing from elsewhere but Scrip's module and its API; strings never become scripts.
fn headers(scrip: &str) -> [(HeaderName, String); 4] {
    let policy = format!(
        "default-src 'none'; script-src 'self' {scrip}; style-src 'self'; connect-src 'self' {scrip}; img-src 'self' blob:; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html"
    );
    [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::REFERRER_POLICY, "same-origin".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ]
}
