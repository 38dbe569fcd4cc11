//! The client against a scripted server: keys, attempts, problems, pages. What it sends is what is judged.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use scrip_client::{AccountFilter, BatchAnswer, BatchItem, Client, Credits, Error, NewApiKey, NewGrant, Use};

/// What the server does with one request.
enum Script {
    /// Answers with a status, further headers and a body.
    Say(&'static str, &'static str, &'static str),
    /// Closes the connection after reading the request.
    HangUp,
}

use Script::{HangUp, Say};

/// A request as it came: first line, headers in lower case, body.
struct Seen {
    line: String,
    headers: String,
    body: String,
}

impl Seen {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// Answers one request a connection, in this order, and hands over what came.
fn serve(script: Vec<Script>) -> (Client, JoinHandle<Vec<Seen>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = Client::builder(&url).token("sk_test_1").wait_max(Duration::from_millis(1)).build().unwrap();
    let server = thread::spawn(move || {
        script
            .into_iter()
            .map(|step| {
                let (mut stream, _) = listener.accept().unwrap();
                let seen = read(&mut stream);
                if let Say(status, headers, body) = step {
                    let length = body.len();
                    write!(
                        stream,
                        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
                    )
                    .unwrap();
                }
                seen
            })
            .collect()
    });
    (client, server)
}

fn read(stream: &mut TcpStream) -> Seen {
    let mut reader = BufReader::new(stream);
    let (mut line, mut headers) = (String::new(), String::new());
    reader.read_line(&mut line).unwrap();
    while !headers.ends_with("\r\n\r\n") {
        reader.read_line(&mut headers).unwrap();
    }
    let mut seen = Seen { line: line.trim().to_owned(), headers: headers.replace('\r', ""), body: String::new() };
    let length = seen.header("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    seen.body = String::from_utf8(body).unwrap();
    seen
}

const SPEND: &str =
    r#"{"id":"spd_1","credits":10,"draws":[{"grant":"grt_1","kind":"plan","credits":10}],"available":2489.5}"#;
const BUSY: Script =
    Say("503 Service Unavailable", "retry-after: 1\r\n", r#"{"status":503,"code":"unavailable","title":"Busy"}"#);

#[test]
fn a_spend_is_typed_and_exact() {
    let (client, server) = serve(vec![Say("201 Created", "idempotency-replayed: true\r\n", SPEND)]);
    let spend =
        client.spend("acme", &Use::of("lunar").by("ann").usage(&[("input_tokens", 374)]).model("large-1")).unwrap();
    assert_eq!((spend.credits, spend.available), (Credits::from(10), Credits::from_milli(2_489_500)));
    assert_eq!((spend.status, spend.replayed, spend.json.as_str()), (201, true, SPEND));
    let seen = server.join().unwrap();
    assert_eq!(seen[0].line, "POST /v1/accounts/acme/spends HTTP/1.1");
    assert_eq!(seen[0].header("authorization"), Some("Bearer sk_test_1"));
    assert_eq!(seen[0].header("content-type"), Some("application/json"));
    assert_eq!(seen[0].body, r#"{"member":"ann","feature":"lunar","usage":{"input_tokens":374,"model":"large-1"}}"#);
}

#[test]
fn what_got_no_answer_is_asked_again_with_the_same_key() {
    let (client, server) = serve(vec![HangUp, BUSY, Say("201 Created", "", SPEND)]);
    assert_eq!(client.spend("acme", &Use::costing(10)).unwrap().id, "spd_1");
    let seen = server.join().unwrap();
    let keys: Vec<_> = seen.iter().map(|seen| seen.header("idempotency-key").unwrap()).collect();
    assert!(keys[0].len() >= 32 && keys.iter().all(|key| key == &keys[0]), "{keys:?}");
    assert!(seen.iter().all(|again| again.body == seen[0].body));
}

#[test]
fn two_spends_have_two_keys_unless_one_is_named() {
    let (client, server) = serve((0..4).map(|_| Say("201 Created", "", SPEND)).collect());
    for _ in 0..2 {
        client.spend("acme", &Use::costing(1)).unwrap();
    }
    for _ in 0..2 {
        client.with_key("job-17").spend("acme", &Use::costing(1)).unwrap();
    }
    let seen = server.join().unwrap();
    let keys: Vec<_> = seen.iter().map(|seen| seen.header("idempotency-key").unwrap()).collect();
    assert_ne!(keys[0], keys[1]);
    assert_eq!(keys[2..], ["job-17", "job-17"]);
}

#[test]
fn what_makes_something_without_a_key_is_sent_once() {
    let (client, server) = serve(vec![HangUp]);
    let error = client.create_api_key(&NewApiKey { scope: "read".into(), name: None }).unwrap_err();
    assert!(matches!(error, Error::Unreachable { attempts: 1, .. }), "{error}");
    assert_eq!(server.join().unwrap().len(), 1);
}

#[test]
fn patience_ends() {
    let (client, server) = serve((0..5).map(|_| BUSY).collect());
    assert_eq!(client.balance("acme", &scrip_client::BalanceAt::default()).unwrap_err().code(), Some("unavailable"));
    assert_eq!(server.join().unwrap().len(), 5);
}

#[test]
fn a_refusal_says_what_helps_and_is_not_asked_again() {
    let body = r#"{"type":"x","status":402,"code":"insufficient_credits","title":"Too few credits","detail":"It costs 10; 2.5 are left.",
        "required":10,"available":2.5,"shortfall":7.5,"ways":[{"kind":"package","id":"extra-1000","name":"1,000 credits","price":{"amount":1900,"currency":"USD"}}],
        "who_can":[{"role":"owner","members":[{"id":"ann","name":"Ann"}]}]}"#;
    let (client, server) = serve(vec![Say("402 Payment Required", "content-type: application/problem+json\r\n", body)]);
    let error = client.spend("acme", &Use::costing(10)).unwrap_err();
    let problem = error.problem().unwrap();
    assert!(error.is_refusal());
    assert_eq!(error.to_string(), "It costs 10; 2.5 are left. (402 insufficient_credits)");
    assert_eq!(problem.shortfall, Some(Credits::from_milli(7_500)));
    assert_eq!((problem.ways[0].id.as_str(), problem.who_can[0].members[0].id.as_str()), ("extra-1000", "ann"));
    assert_eq!(problem.json, body);
    assert_eq!(server.join().unwrap().len(), 1);
}

#[test]
fn another_server_is_recognised() {
    for (status, body) in [("404 Not Found", "<html>"), ("200 OK", "<html>"), ("500 Internal Server Error", "{}")] {
        let (client, server) = serve(vec![Say(status, "", body)]);
        let error = client.account("acme").unwrap_err();
        assert!(matches!(error, Error::Unreadable { .. }), "{status} {body}: {error}");
        server.join().unwrap();
    }
}

#[test]
fn a_list_goes_from_page_to_page() {
    let (client, server) = serve(vec![
        Say("200 OK", "", r#"{"data":[{"id":"a","kind":"agency"},{"id":"b"}],"next_cursor":"b 2"}"#),
        Say("200 OK", "", r#"{"data":[{"id":"c"}],"next_cursor":null}"#),
    ]);
    let filter = AccountFilter { kind: Some("agency".into()), ..AccountFilter::default() };
    let ids: Vec<String> = client.accounts(filter).limit(2).all().map(|account| account.unwrap().id).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    let lines: Vec<String> = server.join().unwrap().into_iter().map(|seen| seen.line).collect();
    assert_eq!(
        lines,
        ["GET /v1/accounts?kind=agency&limit=2 HTTP/1.1", "GET /v1/accounts?kind=agency&limit=2&after=b%202 HTTP/1.1"]
    );
}

#[test]
fn a_list_ends_with_its_error() {
    let (client, server) = serve(vec![
        Say("200 OK", "", r#"{"data":[{"id":"a"}],"next_cursor":"a"}"#),
        Say("401 Unauthorized", "", r#"{"status":401,"code":"unauthenticated","title":"Who?"}"#),
    ]);
    let items: Vec<_> = client.accounts(AccountFilter::default()).all().collect();
    assert!(items.len() == 2 && items[0].is_ok() && items[1].is_err());
    server.join().unwrap();
}

#[test]
fn a_batch_answers_each_item() {
    let answer = r#"{"items":[{"status":201,"spend":{"id":"spd_1","credits":0.125,"draws":[],"available":5}},
        {"status":402,"problem":{"status":402,"code":"insufficient_credits","title":"Too few"}}]}"#;
    let (client, server) = serve(vec![HangUp, Say("200 OK", "", answer)]);
    let item = |key: &str| BatchItem {
        account: "acme".into(),
        idempotency_key: key.into(),
        usage: Use::costing(Credits::from_milli(125)),
    };
    let answers = client.spend_batch(&[item("1"), item("2")]).unwrap();
    assert!(matches!(&answers[0], BatchAnswer::Done(spend) if spend.credits.milli() == 125), "{answers:?}");
    assert!(
        matches!(&answers[1], BatchAnswer::Refused(problem) if problem.code == "insufficient_credits"),
        "{answers:?}"
    );
    assert_eq!(
        server.join().unwrap()[1].body,
        r#"{"items":[{"account":"acme","idempotency_key":"1","credits":0.125},{"account":"acme","idempotency_key":"2","credits":0.125}]}"#
    );
}

#[test]
fn a_stream_gives_balance_after_balance() {
    let body = ": hello\n\ndata: {\"available\":5}\n\nevent: balance\ndata: {\"available\":4.5}\n\n";
    let (client, server) = serve(vec![Say("200 OK", "content-type: text/event-stream\r\n", body)]);
    let seen: Vec<_> =
        client.balance_stream("acme").unwrap().map(|balance| balance.unwrap().available.milli()).collect();
    assert_eq!(seen, [5_000, 4_500]);
    server.join().unwrap();
}

#[test]
fn odd_fields_survive_beside_exact_ones() {
    let grant = r#"{"id":"grt_1","kind":"package","credits":999999999999.999,"available":0.001,"rolled_over":0.5,"scope":{"features":["lunar"]}}"#;
    let (client, server) = serve(vec![Say("201 Created", "", grant)]);
    let made = client
        .create_grant("acme", &NewGrant { kind: "package".into(), credits: Credits::from(5), ..NewGrant::default() })
        .unwrap();
    assert_eq!(made.credits, "999999999999.999".parse().unwrap());
    assert_eq!(made.available, Credits::from_milli(1));
    assert_eq!(made.more["rolled_over"].to_string(), "0.5");
    assert_eq!(server.join().unwrap()[0].body, r#"{"kind":"package","credits":5,"reason":""}"#);
}
