//! The API: every endpoint, its route, and what answers where there is none. One endpoint, or one small noun, a file.

pub(crate) mod v1;

pub(crate) mod front;

mod health;

mod docs;
mod openapi;

mod console;
mod ui;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, header};
use axum::routing::get;

pub(crate) use front::Front;
pub(crate) use openapi::json as openapi_json;

use crate::app::{App, cors};
use crate::edge::Endpoint;
use crate::problem::{Code, Problem};

/// Every endpoint, in the order of the document.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    let mut endpoints = v1::endpoints();
    endpoints.extend(health::endpoints());
    endpoints.extend(docs::endpoints());
    endpoints
}

/// The router of the API.
fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for Endpoint { operation, route } in endpoints() {
        // Methods of one path come together by themselves.
        router = router.route(operation.path, route);
    }
    router
        .merge(ui::routes())
        .merge(console::routes())
        .fallback(nowhere)
        .method_not_allowed_fallback(no_method)
        .with_state(app)
}

/// The router of the metrics' own address.
pub(crate) fn metrics_router(app: Arc<App>) -> Router {
    let text = |State(app): State<Arc<App>>| async move {
        let mut response = Response::new(Body::from(app.metrics.text(&app.ledger) + &app.told.text()));
        let kind = HeaderValue::from_static("text/plain; version=0.0.4");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    };
    Router::new().route("/metrics", get(text)).fallback(nowhere).with_state(app)
}

async fn nowhere(State(app): State<Arc<App>>, request: Request<Body>) -> Response<Body> {
    outside(&app, &request, Problem::new(Code::NotFound, "The API has no such address."))
}

async fn no_method(State(app): State<Arc<App>>, request: Request<Body>) -> Response<Body> {
    outside(
        &app,
        &request,
        Problem::new(Code::MethodNotAllowed, "This address has no such method; Allow lists its own."),
    )
}

fn outside(app: &App, request: &Request<Body>, problem: Problem) -> Response<Body> {
    let origin = app.allowed_origin(request.headers());
    if cors::is_preflight(request.method(), request.headers()) {
        return cors::preflight(origin);
    }
    let id = app.request_id();
    let mut response = problem.into_response(id.text());
    id.stamp(response.headers_mut());
    if let Some(origin) = origin {
        cors::allow(response.headers_mut(), origin);
    }
    response
}
