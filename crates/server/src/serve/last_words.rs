//! Last words: what hyper answers by itself to a head that it cannot read has no body. Here it gets one, as a problem.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};

use crate::problem::{Code, Problem};

/// A stream whose empty answers to unreadable heads become problems.
pub(super) struct LastWords<T> {
    stream: T,
    /// A problem that is being written instead, and how much of it is out.
    saying: Option<(Vec<u8>, usize)>,
}

impl<T> LastWords<T> {
    /// Around a stream.
    pub(super) fn new(stream: T) -> Self {
        Self { stream, saying: None }
    }
}

/// hyper's own answers: a status line, `content-length: 0`, a date; nothing that an endpoint answers looks like it.
fn said(bytes: &[u8]) -> Option<Problem> {
    let rest = bytes.strip_prefix(b"HTTP/1.1 4")?;
    let text = std::str::from_utf8(bytes).ok()?;
    let is_empty = text.contains("\r\ncontent-length: 0\r\n") && !text.contains("x-request-id");
    let problem = match rest.get(..2)? {
        b"31" => Problem::new(
            Code::HeadersTooLarge,
            "The request's head is larger than 64 KiB or has more than 100 headers.",
        ),
        b"14" => Problem::new(Code::UriTooLong, "The address is longer than the server reads."),
        _ => Problem::new(Code::InvalidRequest, "The request line or a header cannot be read."),
    };
    is_empty.then_some(problem)
}

/// A whole answer, written out.
fn written(problem: &Problem) -> Vec<u8> {
    let body = serde_json::to_vec(&problem.body(None)).unwrap_or_default();
    let status = axum::http::StatusCode::from_u16(problem.status()).unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/problem+json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.into_bytes(), body].concat()
}

impl<T: AsyncWrite + Unpin> LastWords<T> {
    /// Tells whoever did not send the whole head in time, and ends.
    pub(super) async fn say_too_slow(mut self, waited_s: u64) -> io::Result<()> {
        let detail = format!("The request's head did not arrive within {waited_s} seconds.");
        self.stream.write_all(&written(&Problem::new(Code::RequestTimeout, detail))).await?;
        self.stream.shutdown().await
    }

    /// Writes what is being said instead; ready when it is out.
    fn poll_said(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some((text, out)) = &mut self.saying {
            let rest = text.get(*out..).unwrap_or_default();
            if rest.is_empty() {
                self.saying = None;
                break;
            }
            match Pin::new(&mut self.stream).poll_write(cx, rest) {
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                Poll::Ready(Ok(count)) => *out += count,
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => return Poll::Pending,
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for LastWords<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.poll_said(cx) {
            Poll::Ready(Ok(())) => {}
            Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
            Poll::Pending => return Poll::Pending,
        }
        if let Some(problem) = said(bytes) {
            self.saying = Some((written(&problem), 0));
            return Poll::Ready(Ok(bytes.len()));
        }
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.poll_said(cx) {
            Poll::Ready(Ok(())) => Pin::new(&mut self.stream).poll_flush(cx),
            other => other,
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.poll_said(cx) {
            Poll::Ready(_) => Pin::new(&mut self.stream).poll_shutdown(cx),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_write_vectored(&self) -> bool {
        // An answer and its body go out in one call either way: hyper joins them when this says no.
        false
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for LastWords<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}
