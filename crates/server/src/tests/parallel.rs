//! Many clients at once through real sockets, and the balance told to whoever listens.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::socket::Listening;
use super::{OPERATOR, run};

/// A whole request, on a connection that ends with its answer.
fn request(call: &str, key: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{call} HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: Bearer {OPERATOR}\r\nidempotency-key: {key}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

impl Listening {
    async fn account(&self) {
        let body = r#"{"id": "acme", "kind": "business", "plan": "build"}"#;
        let answer = self.say(request("POST /v1/accounts", "open", body).as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    }

    async fn spend(&self, key: &str, credits: u32) -> String {
        let body = format!("{{\"credits\": {credits}}}");
        self.say(request("POST /v1/accounts/acme/spends", key, &body).as_bytes()).await
    }
}

#[test]
fn sixty_four_clients_take_exactly_what_there_is() {
    run(async {
        let server = Arc::new(Listening::new().await);
        server.account().await;
        server.spend("most", 2_470).await;
        let clients: Vec<_> = (0..64)
            .map(|client| {
                let server = Arc::clone(&server);
                tokio::spawn(async move { server.spend(&format!("client-{client}"), 1).await })
            })
            .collect();
        let (mut taken, mut refused) = (0, 0);
        for client in clients {
            let answer = client.await.unwrap();
            taken += usize::from(answer.starts_with("HTTP/1.1 201 "));
            refused += usize::from(answer.starts_with("HTTP/1.1 402 "));
        }
        assert_eq!((taken, refused), (30, 34));
    });
}

#[test]
fn a_listener_is_told_each_change() {
    run(async {
        let server = Listening::new().await;
        server.account().await;
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let ask = request("GET /v1/accounts/acme/balance/stream", "none", "");
        stream.write_all(ask.as_bytes()).await.unwrap();
        let mut told = String::new();
        let mut until = async |text: &str| {
            while !told.contains(text) {
                let mut bytes = [0; 4_096];
                let read = tokio::time::timeout(Duration::from_secs(10), stream.read(&mut bytes)).await;
                let count = read.unwrap_or_else(|_| panic!("{text} was not told: {told}")).unwrap();
                assert!(count > 0, "the stream ended: {told}");
                told.push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        };
        until("\"available\":2500").await;
        server.spend("one", 7).await;
        until("\"available\":2493").await;
        assert!(told.contains("content-type: text/event-stream"), "{told}");
        drop(stream);
        server.end().await;
    });
}

#[test]
fn a_page_of_an_allowed_origin_may_call() {
    run(async {
        let server = Listening::new().await;
        let ask = |origin: &str| {
            format!(
                "OPTIONS /v1/session HTTP/1.1\r\nhost: a\r\nconnection: close\r\norigin: {origin}\r\n\
                 access-control-request-method: GET\r\n\r\n"
            )
        };
        let allowed = server.say(ask("https://app.example.com").as_bytes()).await;
        assert!(allowed.contains("access-control-allow-origin: https://app.example.com"), "{allowed}");
        let other = server.say(ask("https://evil.example.com").as_bytes()).await;
        assert!(other.starts_with("HTTP/1.1 204 ") && !other.contains("access-control-allow-origin"), "{other}");
        server.end().await;
    });
}
