//! Settings: the people of the account, and for an agency its Agency Options with "Share your credits".

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use minijinja::{Value, context};

use super::Signed;
use crate::app::App;
use crate::fault::Fault;

/// People of one account on one page; a sample has few.
const MEMBERS_MAX: usize = 200;

pub(super) async fn show(State(app): State<Arc<App>>, Signed(viewer): Signed) -> Result<Html<String>, Fault> {
    let account = viewer.account.clone();
    let members = app
        .scrip
        .ask(move |client| {
            let members = client.members(&account).limit(200).all().take(MEMBERS_MAX);
            members
                .map(|member| member.map(|one| context! { id => one.id, name => one.name, role => one.role }))
                .collect()
        })
        .await;
    let members: Vec<Value> = members?;
    app.views.page(app.scrip.url(), &viewer, "settings.html", context! { members })
}
