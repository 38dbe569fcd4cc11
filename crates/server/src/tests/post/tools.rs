//! The other side of mails and webhooks: a real SMTP server, a receiver on a socket, and the official verifiers.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Where scripts/install.sh puts what it takes from `PyPI`.
fn python() -> Command {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../.tools/python/bin/python"));
    assert!(path.exists(), "{} is missing: run scripts/install.sh test", path.display());
    Command::new(path)
}

/// The machine's Node, or the one that scripts/install.sh installs where that is too old.
fn node() -> Command {
    let own = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../.tools/python/bin/node"));
    Command::new(if own.exists() { own } else { PathBuf::from("node") })
}

fn script(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/oracle")).join(name)
}

/// aiosmtpd in a process of its own.
pub(super) struct SmtpServer {
    child: Child,
    said: Receiver<Value>,
    pub(super) port: u16,
}

impl SmtpServer {
    /// On a port, or on a free one where it is 0; `auth` needs a login.
    pub(super) fn start(port: u16, options: &[&str]) -> Self {
        let mut child = python()
            .arg(script("smtp_server.py"))
            .arg(port.to_string())
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (tell, said) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if tell.send(serde_json::from_str::<Value>(&line).unwrap()).is_err() {
                    return;
                }
            }
        });
        let first = said.recv_timeout(Duration::from_mins(1)).unwrap();
        let port = u16::try_from(first["port"].as_u64().unwrap()).unwrap();
        Self { child, said, port }
    }

    /// The next mail that it took.
    pub(super) fn mail(&self) -> Value {
        self.said.recv_timeout(Duration::from_mins(1)).unwrap()
    }

    /// True when it took nothing more.
    pub(super) fn is_silent(&self) -> bool {
        self.said.try_recv().is_err()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// What a receiver got.
#[derive(Clone, Debug)]
pub(super) struct Got {
    pub(super) path: String,
    pub(super) headers: Value,
    pub(super) body: String,
}

impl Got {
    /// What the body says.
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// What the n-th request to a receiver is answered: a whole answer; an empty one is never given.
type Script = Arc<dyn Fn(usize) -> String + Send + Sync>;

/// A receiver of webhooks.
pub(super) struct Hooks {
    pub(super) url: String,
    got: Arc<Mutex<Vec<Got>>>,
    script: Arc<Mutex<Script>>,
}

pub(super) const TAKEN: &str = "HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n";

/// An answer with a status and a body.
pub(super) fn answer(status: u16, body: &str) -> String {
    format!("HTTP/1.1 {status} Whatever\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

impl Hooks {
    /// Takes everything until told otherwise.
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hooks", listener.local_addr().unwrap());
        let taken: Script = Arc::new(|_| TAKEN.to_owned());
        let hooks = Self { url, got: Arc::default(), script: Arc::new(Mutex::new(taken)) };
        let (got, script) = (Arc::clone(&hooks.got), Arc::clone(&hooks.script));
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, Arc::clone(&got), Arc::clone(&script)));
            }
        });
        hooks
    }

    /// Answers so from now on.
    pub(super) fn answers(&self, script: impl Fn(usize) -> String + Send + Sync + 'static) {
        *self.script.lock().unwrap() = Arc::new(script);
    }

    /// All that came so far, and forgets it.
    pub(super) fn take(&self) -> Vec<Got> {
        std::mem::take(&mut self.got.lock().unwrap())
    }
}

async fn serve(mut stream: tokio::net::TcpStream, got: Arc<Mutex<Vec<Got>>>, script: Arc<Mutex<Script>>) {
    let mut bytes = Vec::new();
    loop {
        let head = loop {
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
                return;
            }
        };
        let text = String::from_utf8(bytes[..head].to_vec()).unwrap();
        let mut lines = text.lines();
        let path = lines.next().unwrap().split(' ').nth(1).unwrap().to_owned();
        let headers: Value =
            lines.filter_map(|line| line.split_once(": ")).map(|(k, v)| (k.to_lowercase(), json!(v))).collect();
        let length: usize = headers["content-length"].as_str().unwrap_or("0").parse().unwrap();
        while bytes.len() < head + length {
            if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
                return;
            }
        }
        let body = String::from_utf8(bytes[head..head + length].to_vec()).unwrap();
        bytes.drain(..head + length);
        let count = {
            let mut got = got.lock().unwrap();
            got.push(Got { path, headers, body });
            got.len()
        };
        let answer = (script.lock().unwrap().clone())(count);
        if answer.is_empty() {
            std::future::pending::<()>().await;
        }
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// What the official libraries of Python and of Node say to what came, signed by this secret.
pub(super) fn verified(secret: &str, got: &[Got]) -> Vec<[String; 2]> {
    let lines: Vec<String> =
        got.iter().map(|got| json!({"secret": secret, "headers": got.headers, "body": got.body}).to_string()).collect();
    let ask = |mut command: Command| {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all((lines.join("\n") + "\n").as_bytes()).unwrap();
        let out = child.wait_with_output().unwrap();
        String::from_utf8(out.stdout).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (mut python, mut node) = (python(), node());
    python.arg(script("verify.py"));
    node.arg(script("verify.mjs"));
    ask(python).into_iter().zip(ask(node)).map(|(python, node)| [python, node]).collect()
}
