//! Signing in as any member of the sample accounts. A sample has no passwords; yours has.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Redirect, Response};
use minijinja::context;

use super::guard::{COOKIE, Filled, fields};
use crate::app::App;
use crate::fault::Fault;
use crate::seal::SignIn;
use crate::views::view;
use crate::{clock, random};

pub(super) async fn show(State(app): State<Arc<App>>) -> Result<Html<String>, Fault> {
    let all = app.scrip.people().await?;
    let (first, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|account| app.first.contains(&account.id));
    app.views.plain("sign-in.html", context! { first => view(first), others => view(others) })
}

pub(super) async fn enter(State(app): State<Arc<App>>, request: Request) -> Result<Response, Fault> {
    let fields = fields(request, &app).await?;
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let (account, member) = (field("account"), field("member"));
    // Whoever is not there cannot sign in; ids of Scrip hold nothing that a cookie could not.
    app.scrip.viewer(account, member).await.map_err(|fault| match fault {
        Fault::Refused { .. } => Fault::SignedOut,
        other => other,
    })?;
    let nonce = random::name().map_err(|error| Fault::Broken(error.to_string()))?;
    let cookie = app.seal.cookie(&SignIn::new(account, member, clock::seconds(), nonce));
    let cookie = format!("{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200");
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

pub(super) async fn leave(_: Filled) -> Response {
    let cookie = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    ([(header::SET_COOKIE, cookie)], Redirect::to("/sign-in")).into_response()
}
