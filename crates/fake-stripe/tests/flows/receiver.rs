//! A shop's endpoint: takes webhooks on a port of its own, answers as it is told, keeps what came.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

/// What came: signature and body.
pub(crate) type Came = (String, String);

pub(crate) struct Receiver {
    pub(crate) url: String,
    came: Arc<Mutex<Vec<Came>>>,
    statuses: Arc<Mutex<Vec<u16>>>,
}

impl Receiver {
    /// Answers 200, after those statuses.
    pub(crate) fn start(first: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let came = Arc::new(Mutex::new(Vec::new()));
        let statuses = Arc::new(Mutex::new(first.to_vec()));
        let (keeps, answers) = (Arc::clone(&came), Arc::clone(&statuses));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                take(stream, &keeps, &answers);
            }
        });
        Self { url, came, statuses }
    }

    pub(crate) fn came(&self) -> Vec<Came> {
        self.came.lock().unwrap().clone()
    }

    /// The types of what came, in order.
    pub(crate) fn kinds(&self) -> Vec<String> {
        self.events().iter().map(|event| event["type"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn events(&self) -> Vec<Value> {
        self.came().iter().map(|(_, body)| serde_json::from_str(body).unwrap()).collect()
    }

    pub(crate) fn is_out_of_statuses(&self) -> bool {
        self.statuses.lock().unwrap().is_empty()
    }
}

fn take(mut stream: TcpStream, came: &Mutex<Vec<Came>>, statuses: &Mutex<Vec<u16>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut line, mut length, mut signature) = (String::new(), 0, String::new());
    while reader.read_line(&mut line).unwrap() > 2 {
        let (name, value) = line.trim().split_once(": ").unwrap_or((line.trim(), ""));
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "stripe-signature" => value.clone_into(&mut signature),
            _ => {}
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    came.lock().unwrap().push((signature, String::from_utf8(body).unwrap()));
    let mut statuses = statuses.lock().unwrap();
    let status = if statuses.is_empty() { 200 } else { statuses.remove(0) };
    write!(stream, "HTTP/1.1 {status} Said\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
}
