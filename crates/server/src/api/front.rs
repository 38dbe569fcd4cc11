//! The front: what stands before the router. A single spend, the call that is made most, goes past it.
//!
//! The router copies what it finds in a path, and boxes what it calls more than once; a spend has no use for either. What
//! is answered is the same: both ways lead to [`serve`].

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{Method, Request, Response};
use axum::{BoxError, Router};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;

use super::v1::spends;
use crate::app::App;
use crate::edge::serve;

/// The whole API, as a connection calls it.
#[derive(Clone)]
pub(crate) struct Front {
    app: Arc<App>,
    router: Router,
    peer: Option<Peer>,
}

/// Who is at the other end of the connection. Calls about signing in carry it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl Front {
    /// Before the router of this app.
    pub(crate) fn new(app: Arc<App>) -> Self {
        Self { router: super::router(Arc::clone(&app)), app, peer: None }
    }

    /// For one connection.
    pub(crate) fn to(&self, peer: IpAddr) -> Self {
        Self { peer: Some(Peer(peer)), ..self.clone() }
    }
}

impl<B> Service<Request<B>> for Front
where
    B: HttpBody<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn call(&self, request: Request<B>) -> Self::Future {
        let mut request = request.map(Body::new);
        if is_spend(&request) {
            let app = Arc::clone(&self.app);
            return Box::pin(async move { Ok(serve(app, &spends::CREATE, spends::create, request).await) });
        }
        if let Some(peer) = self.peer.filter(|_| request.uri().path().starts_with("/v1/operator-sessions")) {
            request.extensions_mut().insert(peer);
        }
        Box::pin(TowerToHyperService::new(self.router.clone()).call(request))
    }
}

/// True for what the router would lead to [`spends::CREATE`].
fn is_spend(request: &Request<Body>) -> bool {
    let path = request.uri().path();
    let account = path.strip_prefix("/v1/accounts/").and_then(|rest| rest.strip_suffix("/spends"));
    request.method() == Method::POST && account.is_some_and(|account| !account.is_empty() && !account.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_is_the_routers() {
        let check = |method: &str, path: &str, expected: bool| {
            let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
            assert_eq!(is_spend(&request), expected, "{method} {path}");
        };
        check(spends::CREATE.verb.name(), &spends::CREATE.path.replace("{account}", "acme"), true);
        check("POST", "/v1/accounts/%C3%A4/spends?a=b", true);
        check("GET", "/v1/accounts/acme/spends", false);
        for other in [
            "/v1/accounts//spends",
            "/v1/accounts/spends",
            "/v1/accounts/acme/spends/",
            "/v1/accounts/acme/more/spends",
            "/v1/spends/batch",
        ] {
            check("POST", other, false);
        }
    }
}
