//! What leaves the house, by real processes: mails and webhooks over TLS to whom the authority vouches for and to nobody else;
//! and two processes on one database, the one that leads killed again and again, of whose mails and events none is lost.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failed step is a failed test")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use common::{KEY, Served, adds_up, project, said, scratch, scrip};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};
use scrip_pg_server::PgServer;
use serde_json::{Value, json};

/// Longer than anything here takes on a slow machine.
const WAIT_MAX: Duration = Duration::from_mins(2);

/// How often something is asked for until it is so, and the pause between: as long.
const TRIES_MAX: usize = 2_400;
const PAUSE: Duration = Duration::from_millis(50);

/// A script of `crates/server/oracle` in a process of its own, and the lines that it says.
struct Oracle {
    child: Child,
    said: Receiver<Value>,
    port: u64,
}

impl Oracle {
    fn start(script: &str, options: &[&str]) -> Self {
        let python = project(".tools/python/bin/python");
        assert!(python.exists(), "{} is missing: run scripts/install.sh test", python.display());
        let script = project("crates/server/oracle").join(script);
        let mut child = Command::new(python).arg(script).arg("0").args(options).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (tell, said) = channel();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if tell.send(serde_json::from_str::<Value>(&line).unwrap()).is_err() {
                    return;
                }
            }
        });
        let first = said.recv_timeout(WAIT_MAX).unwrap();
        Self { child, said, port: first["port"].as_u64().unwrap() }
    }

    fn next(&self) -> Value {
        self.said.recv_timeout(WAIT_MAX).unwrap()
    }

    fn smtp(scheme: &str, more: &str, options: &[&str]) -> (Self, String) {
        let server = Self::start("smtp_server.py", options);
        let url = format!("{scheme}://localhost:{}{more}", server.port);
        (server, url)
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An authority of the test's own, and a certificate of `localhost` that it signed.
struct Authority {
    file: PathBuf,
    /// `certificate,key`.
    pair: [String; 2],
}

impl Authority {
    fn new(folder: &Path, name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, format!("the authority {name}"));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let signed = CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
        let put = |what: &str, text: String| {
            let path = folder.join(format!("{name}.{what}"));
            fs::write(&path, text).unwrap();
            path
        };
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        let pair = [text(put("crt", signed.pem())), text(put("key", key.serialize_pem()))];
        Self { file: put("pem", issuer.pem()), pair }
    }
}

fn call(url: &str, method: &str, path: &str, key: &str, body: &Value) -> Result<Value, String> {
    let request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("{url}{path}"))
        .header("authorization", format!("Bearer {KEY}"))
        .header("idempotency-key", key)
        .header("content-type", "application/json");
    let agent = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(WAIT_MAX)).build();
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let mut answer = ureq::Agent::from(agent).run(request.body(body).unwrap()).map_err(|error| error.to_string())?;
    let text = answer.body_mut().read_to_string().map_err(|error| error.to_string())?;
    if answer.status().is_success() { Ok(serde_json::from_str(&text).unwrap_or_default()) } else { Err(text) }
}

impl Served {
    fn post(&self, path: &str, body: &Value) -> Value {
        let key = format!("{path}{body}").chars().filter(char::is_ascii_alphanumeric).take(200).collect::<String>();
        call(&self.url, "POST", path, &key, body).unwrap_or_else(|why| panic!("{path}: {why}"))
    }

    fn get(&self, path: &str) -> Value {
        call(&self.url, "GET", path, "none", &Value::Null).unwrap_or_else(|why| panic!("{path}: {why}"))
    }

    /// Asks until the answer is as it should be.
    fn await_get(&self, path: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..TRIES_MAX {
            let answer = self.get(path);
            if is_so(&answer) {
                return answer;
            }
            thread::sleep(PAUSE);
        }
        panic!("{path}: {}", self.get(path));
    }
}

/// An order by transfer: the pro-forma is mailed, the event is told.
fn order(account: &str) -> (String, Value) {
    let body = json!({"package": "extra-1000", "pay_with": "transfer", "total": {"amount": 2337, "currency": "USD"}});
    (format!("/v1/accounts/{account}/orders"), body)
}

fn account(id: &str) -> Value {
    json!({"id": id, "kind": "business", "plan": "build", "billing": {"email": format!("{id}@example.com")}})
}

#[test]
fn mail_and_webhooks_go_over_tls_to_whom_the_authority_vouches_for() {
    let folder = scratch();
    let (ours, other) = (Authority::new(folder.path(), "ours"), Authority::new(folder.path(), "other"));
    let files = ours.pair.join(",");
    let hooks = Oracle::start("hooks_server.py", &[&ours.pair[0], &ours.pair[1]]);
    for (round, (scheme, option)) in [("smtps", "tls"), ("smtp", "starttls")].into_iter().enumerate() {
        let (smtp, url) = Oracle::smtp(scheme, "", &[&format!("{option}={files}")]);
        for authority in [&ours, &other] {
            let is_ours = authority.file == ours.file;
            let place = folder.path().join(format!("{round}-{is_ours}.db"));
            let more =
                ["--smtp-url", &url, "--mail-from", "Us <billing@us.example>", "--webhooks-allow-private", "true"];
            let server = Served::with(place.as_os_str(), &more, &[("SSL_CERT_FILE", authority.file.as_os_str())]);
            server.post("/v1/accounts", &account("acme"));
            let body =
                json!({"url": format!("https://localhost:{}/hooks", hooks.port), "events": ["order.awaiting_payment"]});
            let endpoint = server.post("/v1/webhook-endpoints", &body);
            let (path, body) = order("acme");
            let order = server.post(&path, &body);
            let deliveries = format!("/v1/webhook-endpoints/{}/deliveries", endpoint["id"].as_str().unwrap());
            if is_ours {
                let mail = smtp.next();
                assert_eq!((&mail["to"], &mail["tls"]), (&json!(["acme@example.com"]), &json!(true)));
                server.await_get("/v1/mails", |mails| mails["data"][0]["status"] == "sent");
                let got = hooks.next();
                assert_eq!((&got["path"], &got["event"]["type"]), (&json!("/hooks"), &json!("order.awaiting_payment")));
                let entry = got["event"]["data"]["entry"].to_string();
                assert!(entry.contains(order["id"].as_str().unwrap()), "{entry}");
            } else {
                // A certificate that is not trusted is no refusal of the mail: it waits, and says why.
                let has_tried = |list: &Value| list["data"][0]["attempts"].as_u64() > Some(0);
                let mails = server.await_get("/v1/mails", has_tried);
                let mail = &mails["data"][0];
                assert!(mail["status"] == "waiting" && is_about_certificates(&mail["error"]), "{scheme}: {mail}");
                let is_tried = |list: &Value| list["data"][0]["attempts"].as_array().is_some_and(|all| !all.is_empty());
                let told = server.await_get(&deliveries, is_tried);
                let told = &told["data"][0];
                assert!(told["status"] == "waiting" && is_about_certificates(&told["attempts"]), "{told}");
            }
            assert_eq!(server.stop(), Some(0));
        }
        assert!(
            smtp.said.try_recv().is_err() && hooks.said.try_recv().is_err(),
            "nothing to a stranger, nothing twice"
        );
    }
}

fn is_about_certificates(error: &Value) -> bool {
    let text = error.to_string().to_lowercase();
    text.contains("certificate") || text.contains("unknownissuer")
}

/// So often the process that leads is killed.
const KILLS: usize = 6;

#[test]
fn of_two_processes_the_leader_killed_again_and_again_everything_is_told() {
    let url = PgServer::shared().fresh_database();
    let migrated = said(scrip().args(["migrate", "--store", &url, "--buckets", "3"]));
    assert_eq!(migrated.code, 0, "{}", migrated.err);
    let (smtp, smtp_url) = Oracle::smtp("smtp", "?tls=none", &[]);
    let hooks = Oracle::start("hooks_server.py", &[]);
    let more = ["--smtp-url", &smtp_url, "--mail-from", "Us <billing@us.example>", "--webhooks-allow-private", "true"];
    let start = || Served::with(OsStr::new(&url), &more, &[]);
    let mut leader = start();
    leader.post("/v1/webhook-endpoints", &json!({"url": format!("http://127.0.0.1:{}/hooks", hooks.port)}));
    for id in ["acme", "beta", "corp"] {
        leader.post("/v1/accounts", &account(id));
    }
    // Alone, it leads.
    let (mut got, mut mails): (Vec<Value>, Vec<Value>) = (vec![hooks.next()], Vec::new());
    for round in 0..KILLS {
        // The older of the two leads until it dies. The younger takes the calls.
        let next = start();
        for (n, id) in ["acme", "beta", "corp", "acme"].into_iter().enumerate() {
            let (path, body) = order(id);
            let key = format!("r{round}-{n}");
            let placed = call(&next.url, "POST", &path, &key, &body).unwrap_or_else(|why| panic!("{why}"));
            let confirm = format!("/v1/orders/{}/confirm-payment", placed["id"].as_str().unwrap());
            call(&next.url, "POST", &confirm, &format!("{key}-paid"), &json!({"reference": key})).unwrap();
        }
        // After some of it was told, at another step each time.
        for _ in 0..=round {
            got.push(hooks.next());
        }
        for _ in 0..round % 3 {
            mails.push(smtp.next());
        }
        leader.kill();
        leader = next;
    }
    // Everything is told in the end, by whoever is left.
    let is_told = |list: &Value| list["data"].as_array().unwrap().iter().all(|mail| mail["status"] == "sent");
    let sent = leader.await_get("/v1/mails?limit=200", |list| {
        // A pro-forma, a receipt and an invoice for each order.
        list["data"].as_array().unwrap().len() == KILLS * 4 * 3 && is_told(list)
    });
    mails.extend(smtp.said.try_iter());
    let events = all(&leader, "/v1/events");
    let told: BTreeSet<&str> = events.iter().map(|event| event["id"].as_str().unwrap()).collect();
    let heard =
        |got: &[Value]| -> BTreeSet<String> { got.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect() };
    while heard(&got).len() < told.len() {
        got.push(hooks.next());
    }
    assert_eq!(heard(&got).iter().map(String::as_str).collect::<BTreeSet<_>>(), told, "each event, and no other");
    let mut last: BTreeMap<String, u64> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for one in got.iter().filter(|one| seen.insert(one["id"].as_str().unwrap().to_owned())) {
        let (pool, sequence) = (one["event"]["pool"].as_str().unwrap(), one["event"]["sequence"].as_u64().unwrap());
        let before = last.insert(pool.to_owned(), sequence).unwrap_or(0);
        // Two events of one line have one place.
        assert!(before <= sequence, "{pool}: {sequence} was first heard of after {before}");
    }
    let id = |mail: &Value| {
        let head = mail["data"].as_str().unwrap().to_owned();
        let line = head.lines().find(|line| line.to_lowercase().starts_with("message-id:")).unwrap().to_owned();
        line.split_once(':').unwrap().1.trim().to_owned()
    };
    let arrived: BTreeSet<String> = mails.iter().map(id).collect();
    let expected: BTreeSet<String> = sent["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mail| format!("<{}@us.example>", mail["id"].as_str().unwrap()))
        .collect();
    assert_eq!(arrived, expected, "each mail, under the one Message-ID that it has");
    let doubled = mails.len() - arrived.len();
    assert!(doubled <= KILLS * 4, "a killed leader leaves as many twice as it had in hand: {doubled}");
    assert_eq!(leader.stop(), Some(0));
    adds_up(OsStr::new(&url));
}

/// Every page of a list.
fn all(server: &Served, path: &str) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let page = server.get(&format!("{path}?limit=200{after}"));
        all.extend(page["data"].as_array().unwrap().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(cursor) => after = format!("&after={cursor}"),
            None => return all,
        }
    }
}
