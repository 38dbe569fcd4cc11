//! The empty handler: one axum route with no layers that parses 90 bytes of JSON and answers as many.

use axum::routing::post;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::bench::child::{self, Child};
use crate::bench::http::load::{self, Kind, Load};
use crate::bench::measure::{Sizes, Tried};
use crate::bench::waits::Pace;

const BODY: &str = r#"{"account":"account-00004711","feature":"image","quantity":1,"member":"mem-1","note":"once"}"#;

#[derive(Deserialize, Serialize)]
struct Small {
    account: String,
    feature: String,
    quantity: u64,
    member: String,
    note: String,
}

/// Its pace, and the time of its core for each request.
pub(super) fn measure(sizes: &Sizes) -> Tried<(Pace, u64)> {
    let child = Child::start("empty")?;
    let request = format!(
        "POST / HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{BODY}",
        BODY.len()
    );
    let kinds = [Kind::new(64, 200, |out: &mut Vec<u8>| out.extend_from_slice(request.as_bytes()))];
    let load = Load { address: child.address, warm_up: sizes.warm_up, time: sizes.http };
    let pace = load::one(load.run(kinds.into())?)?;
    Ok((pace, load.each_ns(pace, child.core_time()?)))
}

/// Serves until its end of the pipe is closed.
pub(crate) async fn serve() -> Tried<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    child::say(listener.local_addr()?);
    let router = Router::new().route("/", post(|Json(small): Json<Small>| async { Json(small) }));
    Ok(axum::serve(listener, router).await?)
}
