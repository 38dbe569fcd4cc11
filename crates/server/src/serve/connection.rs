//! One connection: bounds on the head and on the time it may take, and a graceful end.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::head_timer::HeadTimer;
use super::last_words::LastWords;

/// A head arrives within this time; an idle connection is closed after it. Tests do not wait as long.
const HEAD_WAIT: Duration = Duration::from_secs(if cfg!(test) { 2 } else { 30 });

/// The head of a request, and a buffer of a body's bytes.
const BUFFER_BYTES_MAX: usize = 64 << 10;

/// Serves one connection to its end.
pub(super) async fn serve<S>(stream: TcpStream, service: S, mut stop: watch::Receiver<bool>)
where
    S: Service<Request<Incoming>, Response = Response<Body>, Error = Infallible> + Unpin,
{
    let io = TokioIo::new(LastWords::new(stream));
    let mut connection = http1::Builder::new()
        .timer(HeadTimer::new(HEAD_WAIT))
        .header_read_timeout(HEAD_WAIT)
        .max_buf_size(BUFFER_BYTES_MAX)
        .half_close(true)
        .serve_connection(io, service);
    let mut is_stopping = false;
    let ended = loop {
        tokio::select! {
            biased;
            ended = &mut connection => break ended,
            changed = stop.changed(), if !is_stopping => {
                is_stopping = true;
                if changed.is_ok() {
                    std::pin::Pin::new(&mut connection).graceful_shutdown();
                }
            }
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended");
        let parts = connection.into_parts();
        // A head that began and did not end; a connection that was merely idle is closed without a word.
        if error.is_timeout() && !parts.read_buf.is_empty() {
            let said = parts.io.into_inner().say_too_slow(HEAD_WAIT.as_secs());
            _ = tokio::time::timeout(Duration::from_secs(1), said).await;
        }
    }
}
