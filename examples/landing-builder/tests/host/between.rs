//! A wire between the host and Scrip that is cut at a chosen request: before it arrives, or before its answer does.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// What never comes through.
#[derive(Clone, Copy)]
pub(crate) enum Cut {
    /// Requests whose first bytes hold this.
    Request(&'static str),
    /// Answers to such requests.
    Answer(&'static str),
}

/// The wire; `cut` tells each time that something was swallowed.
pub(crate) struct Between {
    pub(crate) url: String,
    pub(crate) cut: Receiver<()>,
}

impl Between {
    pub(crate) fn new(to: &str, what: Cut) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let to = to.trim_start_matches("http://").to_owned();
        let (tell, cut) = channel();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (server, tell) = (TcpStream::connect(&to).unwrap(), tell.clone());
                thread::spawn(move || connected(client, server, what, &tell));
            }
        });
        Self { url, cut }
    }
}

fn connected(mut client: TcpStream, mut server: TcpStream, what: Cut, tell: &Sender<()>) {
    let is_mute = Arc::new(AtomicBool::new(false));
    let (mut from, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    let (mute, told) = (is_mute.clone(), tell.clone());
    thread::spawn(move || {
        copied(&mut from, &mut to, |_| {
            let is_cut = mute.load(Ordering::SeqCst);
            if is_cut {
                let _ = told.send(());
            }
            is_cut
        });
    });
    copied(&mut client, &mut server, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        match what {
            Cut::Request(part) if text.contains(part) => {
                let _ = tell.send(());
                true
            }
            Cut::Answer(part) if text.contains(part) => {
                is_mute.store(true, Ordering::SeqCst);
                false
            }
            _ => false,
        }
    });
}

/// Copies until one end closes or `is_cut` says so; then both ends are closed.
fn copied(from: &mut TcpStream, to: &mut TcpStream, is_cut: impl Fn(&[u8]) -> bool) {
    let mut bytes = [0; 16_384];
    while let Ok(count) = from.read(&mut bytes) {
        if count == 0 || is_cut(&bytes[..count]) || to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
