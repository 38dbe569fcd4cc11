//! One connection: bounds on the head and on the time it may take, and a graceful end.

use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::last_words::LastWords;

/// A head arrives within this time; an idle connection is closed after it.
const HEAD_WAIT: Duration = Duration::from_secs(30);

/// The head of a request, and a buffer of a body's bytes.
const BUFFER_BYTES_MAX: usize = 64 << 10;

/// Serves one connection to its end.
pub(super) async fn serve<S>(stream: TcpStream, service: S, mut stop: watch::Receiver<bool>)
where
    S: Service<Request<Incoming>, Response = Response<Body>, Error = Infallible>,
{
    let io = TokioIo::new(LastWords::new(stream));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WAIT)
        .max_buf_size(BUFFER_BYTES_MAX)
        .half_close(true)
        .serve_connection(io, service);
    let mut connection = pin!(connection);
    let mut is_stopping = false;
    let ended = loop {
        tokio::select! {
            ended = connection.as_mut() => break ended,
            changed = stop.changed(), if !is_stopping => {
                is_stopping = true;
                if changed.is_ok() {
                    connection.as_mut().graceful_shutdown();
                }
            }
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended");
    }
}
