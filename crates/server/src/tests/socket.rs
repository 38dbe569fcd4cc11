//! The API through a real socket: what no router sees. Heads that cannot be read, slow clients, a stop under way.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use super::{OPERATOR, config, run};
use crate::Server;

/// A server that listens, and what stops it.
pub(super) struct Listening {
    pub(super) address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<Result<(), crate::StopError>>,
}

impl Listening {
    pub(super) async fn new() -> Self {
        Self::with(config()).await
    }

    pub(super) async fn with(config: crate::Config) -> Self {
        let config = crate::Config { listen: SocketAddr::from(([127, 0, 0, 1], 0)), ..config };
        let server = Server::start(&config).await.unwrap();
        let address = server.address().unwrap();
        let (stop, stopped) = oneshot::channel();
        let ended = tokio::spawn(server.run(async move { _ = stopped.await }));
        Self { address, stop, ended }
    }

    /// Sends bytes as they are and reads what comes until the other side ends.
    pub(super) async fn say(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        // The server may end before it has read all.
        _ = stream.write_all(bytes).await;
        let mut answer = Vec::new();
        _ = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub(super) async fn end(self) {
        self.stop.send(()).unwrap();
        self.ended.await.unwrap().unwrap();
    }
}

#[track_caller]
fn check(answer: &str, status: u16, code: &str) {
    assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer:.300}");
    assert!(answer.contains("content-type: application/problem+json"), "{answer:.300}");
    assert!(answer.contains(&format!("\"code\":\"{code}\"")), "{answer:.300}");
}

#[test]
fn what_cannot_be_read_is_a_problem_too() {
    run(async {
        let server = Listening::new().await;
        let get = |rest: &str| format!("GET /v1/accounts HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{rest}\r\n");
        check(&server.say(b"\x16\x03\x01\x02\x00\r\n\r\n").await, 400, "invalid_request");
        check(&server.say(b"GET / HTTP/9.9\r\n\r\n").await, 400, "invalid_request");
        check(&server.say(get("bad header\r\n").as_bytes()).await, 400, "invalid_request");
        let many = "x: 1\r\n".repeat(10_000);
        check(&server.say(get(&many).as_bytes()).await, 431, "headers_too_large");
        let some = "x: 1\r\n".repeat(99);
        check(&server.say(get(&some).as_bytes()).await, 431, "headers_too_large");
        let long = format!("GET /{} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", "a".repeat(70_000));
        let answer = server.say(long.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 414 ") || answer.starts_with("HTTP/1.1 431 "), "{answer:.100}");
        assert!(answer.contains("application/problem+json"), "{answer:.300}");
        check(&server.say(get("").as_bytes()).await, 401, "unauthenticated");
        server.end().await;
    });
}

#[test]
fn a_body_that_never_comes_is_not_waited_for() {
    run(async {
        let server = Listening::new().await;
        let head = format!(
            "POST /v1/accounts HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: Bearer {OPERATOR}\r\n\
             content-type: application/json\r\nidempotency-key: k\r\ncontent-length: 100\r\n\r\n{{"
        );
        check(&server.say(head.as_bytes()).await, 408, "request_timeout");
        let large = head.replace("content-length: 100", "content-length: 100000");
        check(&server.say(large.as_bytes()).await, 413, "body_too_large");
        server.end().await;
    });
}

#[test]
fn a_head_that_never_ends_is_told_so_and_one_that_never_begins_is_closed() {
    run(async {
        let server = Listening::new().await;
        check(&server.say(b"GET /v1/accounts HTTP/1.1\r\nhost: a\r\n").await, 408, "request_timeout");
        assert_eq!(server.say(b"").await, "");
        server.end().await;
    });
}

#[test]
fn a_stop_answers_what_was_accepted() {
    run(async {
        let server = Listening::new().await;
        let body = r#"{"id": "acme", "kind": "business", "plan": "build"}"#;
        let (first, rest) = body.split_at(10);
        let head = format!(
            "POST /v1/accounts HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {OPERATOR}\r\n\
             content-type: application/json\r\nidempotency-key: k\r\ncontent-length: {}\r\n\r\n{first}",
            body.len()
        );
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        let rest = rest.to_owned();
        let client = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(200)).await;
            stream.write_all(rest.as_bytes()).await.unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.unwrap();
            answer
        });
        server.end().await;
        let answer = client.await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    });
}

/// A line that is silent for a quarter of a minute between comments must not hold a stop up for as long.
#[test]
fn a_stop_ends_the_streams() {
    run(async {
        let server = Listening::new().await;
        let body = r#"{"id": "acme", "kind": "business", "plan": "build"}"#;
        let head = format!("host: a\r\nauthorization: Bearer {OPERATOR}\r\n");
        let open = format!(
            "POST /v1/accounts HTTP/1.1\r\n{head}connection: close\r\ncontent-type: application/json\r\n\
             idempotency-key: k\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        assert!(server.say(open.as_bytes()).await.starts_with("HTTP/1.1 201 "));
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let watch = format!("GET /v1/accounts/acme/balance/stream HTTP/1.1\r\n{head}\r\n");
        stream.write_all(watch.as_bytes()).await.unwrap();
        let mut said = String::new();
        while !said.contains("event: balance") {
            let mut some = [0; 1024];
            let read = stream.read(&mut some).await.unwrap();
            assert!(read > 0, "{said}");
            said.push_str(std::str::from_utf8(&some[..read]).unwrap());
        }
        // Half of the silence that it would otherwise wait for.
        let ended = tokio::time::timeout(Duration::from_secs(7), server.end()).await;
        assert!(ended.is_ok(), "the stop waits for a stream");
        stream.read_to_string(&mut said).await.unwrap();
        assert!(said.ends_with("0\r\n\r\n"), "the body has its end: {said}");
    });
}
