//! Delivers webhooks: one POST a delivery over plain HTTP/1.1, one at a time for each endpoint, again where it failed.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep_until, timeout};

use crate::event;
use crate::post::Delivery;
use crate::shared::Shared;

/// An endpoint that has not answered by then did not take it.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// What is read of an answer: its first line is all that counts.
const ANSWER_BYTES_MAX: usize = 4_096;

/// For as long as the stand-in runs.
pub(crate) async fn forever(shared: Arc<Shared>) {
    loop {
        match shared.look(|state| state.post.next()) {
            Ok(delivery) => {
                let shared = Arc::clone(&shared);
                tokio::spawn(async move {
                    let status = timeout(ANSWER_WITHIN, attempt(&shared, &delivery)).await.ok().flatten();
                    shared.change(|state| state.post.ended(delivery, status));
                });
            }
            Err(Some(at)) => {
                tokio::select! {
                    () = sleep_until(at) => {}
                    () = shared.woken() => {}
                }
            }
            Err(None) => shared.woken().await,
        }
    }
}

/// The status that the endpoint answered.
async fn attempt(shared: &Shared, delivery: &Delivery) -> Option<u16> {
    let (host, path, body, signature) = shared.look(|state| {
        let (endpoint, host, path) = event::endpoint_of(state, &delivery.endpoint)?;
        let (body, signature) = event::signed(state, &endpoint, &delivery.event).ok()?;
        Some((host, path, body, signature))
    })?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)\r\n\
         Accept: */*; q=0.5, application/xml\r\nContent-Type: application/json; charset=utf-8\r\n\
         Stripe-Signature: {signature}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(&host).await.ok()?;
    stream.write_all(head.as_bytes()).await.ok()?;
    stream.write_all(body.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    let mut buffer = [0; 512];
    while !answer.contains(&b'\n') && answer.len() < ANSWER_BYTES_MAX {
        let bytes = stream.read(&mut buffer).await.ok()?;
        if bytes == 0 {
            break;
        }
        answer.extend_from_slice(&buffer[..bytes]);
    }
    // `HTTP/1.1 200 OK`
    String::from_utf8_lossy(&answer).split(' ').nth(1)?.trim().parse().ok()
}
