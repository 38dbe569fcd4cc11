//! A whole server, its jobs running: what is used up over HTTP arrives as a mail and as a webhook by itself.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::socket::Listening;
use super::super::{OPERATOR, run};
use super::mails::config_for;
use super::tools::{Hooks, SmtpServer};
use crate::config::Config;
use crate::tls;

#[test]
fn a_running_server_tells_by_itself_and_stops_when_asked() {
    run(async {
        let smtp = SmtpServer::start(0, &[]);
        let hooks = Hooks::start().await;
        let config = config_for(&format!("smtp://127.0.0.1:{}?tls=none", smtp.port));
        let server = Listening::with(Config { webhooks_allow_private: true, ..config }).await;
        let client =
            reqwest::Client::builder().tls_backend_preconfigured(tls::client().unwrap()).no_proxy().build().unwrap();
        let send = async |method: reqwest::Method, path: &str, body: Value| {
            let url = format!("http://{}{path}", server.address);
            let call = client.request(method, url).bearer_auth(OPERATOR).header("idempotency-key", path);
            let call = call.header("content-type", "application/json").body(body.to_string());
            let answer = call.send().await.unwrap();
            assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
        };
        let post = reqwest::Method::POST;
        send(post.clone(), "/v1/webhook-endpoints", json!({"url": hooks.url, "events": ["balance.low"]})).await;
        send(post.clone(), "/v1/accounts", json!({"id": "acme", "kind": "business", "plan": "build"})).await;
        let ann = json!({"role": "owner", "name": "Ann", "email": "ann@example.com"});
        send(reqwest::Method::PUT, "/v1/accounts/acme/members/ann", ann).await;
        send(post, "/v1/accounts/acme/spends", json!({"credits": 2_100})).await;
        let mail = smtp.mail();
        assert_eq!(mail["to"], json!(["ann@example.com"]));
        assert!(mail["data"].as_str().unwrap().contains("Subject: 80 % of this period's credits are used"), "{mail}");
        let got = loop {
            let got = hooks.take();
            if !got.is_empty() {
                break got;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let event = got[0].json();
        assert_eq!((&event["type"], &event["data"]["details"]["percent"]), (&json!("balance.low"), &json!(80)));
        server.end().await;
        assert!(smtp.is_silent() && hooks.take().is_empty(), "nothing twice");
    });
}
