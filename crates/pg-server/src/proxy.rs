//! A network that fails on command: passes bytes on, holds them back in either direction, cuts.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Bytes that one direction of one connection holds back itself; what is more waits in the sender's own buffers.
const HELD_BYTES: usize = 16 * 1024;

/// Listens on 127.0.0.1 and passes on to a port there. Begins as a good network.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    holds_to_server: bool,
    holds_to_client: bool,
    link: Link,
    /// Both ends of each connection, so that they can be cut
    open: Vec<TcpStream>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Link {
    #[default]
    Up,
    Cut,
    /// The proxy was dropped
    Over,
}

#[derive(Clone, Copy)]
enum Direction {
    ToServer,
    ToClient,
}

impl Proxy {
    /// A good network to that port.
    pub fn to(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port to listen on");
        let own = listener.local_addr().expect("a bound port").port();
        let shared = Arc::new(Shared::default());
        let accepting = Arc::clone(&shared);
        thread::spawn(move || accept(&listener, port, &accepting));
        Self { port: own, shared }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A server's URL with this port in place of the server's.
    #[track_caller]
    pub fn url(&self, server: &str) -> String {
        let (before, rest) = server.rsplit_once("127.0.0.1:").expect("a URL of a server of this machine");
        let after = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        format!("{before}127.0.0.1:{}{after}", self.port)
    }

    /// Nothing passes, either way; connections stay open and new ones are taken, and nobody is told.
    pub fn stall(&self) {
        self.change(|state| (state.holds_to_server, state.holds_to_client) = (true, true));
    }

    /// What clients send is held back; answers on the way still arrive.
    pub fn stall_to_server(&self) {
        self.change(|state| state.holds_to_server = true);
    }

    /// Answers are held back: the server does what it is asked, and nobody hears of it.
    pub fn stall_to_client(&self) {
        self.change(|state| state.holds_to_client = true);
    }

    /// Closes every connection, and every new one at once, until [`Self::resume`].
    pub fn cut(&self) {
        self.change(|state| {
            state.link = Link::Cut;
            state.close_all();
        });
    }

    /// Closes every connection that is open now; what was held back is lost. New ones are treated as before.
    pub fn cut_open(&self) {
        self.change(State::close_all);
    }

    /// A good network again: what was held back goes on.
    pub fn resume(&self) {
        self.change(|state| (state.holds_to_server, state.holds_to_client, state.link) = (false, false, Link::Up));
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.shared.state());
        self.shared.changed.notify_all();
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.change(|state| {
            state.link = Link::Over;
            state.close_all();
        });
        let _ = TcpStream::connect(("127.0.0.1", self.port)); // wakes the thread that accepts
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits while that direction is held back.
    fn pass(&self, direction: Direction) {
        let held = |state: &mut State| match direction {
            Direction::ToServer => state.holds_to_server && state.link == Link::Up,
            Direction::ToClient => state.holds_to_client && state.link == Link::Up,
        };
        drop(self.changed.wait_while(self.state(), held).unwrap_or_else(PoisonError::into_inner));
    }
}

impl State {
    /// Takes an end into the list, unless the network is down; forgets those that closed by themselves.
    fn open(&mut self, end: &TcpStream) -> Option<()> {
        if self.link != Link::Up {
            return None;
        }
        self.open.retain(|end| end.peer_addr().is_ok());
        self.open.push(end.try_clone().ok()?);
        Some(())
    }

    fn close_all(&mut self) {
        for end in self.open.drain(..) {
            let _ = end.shutdown(Shutdown::Both);
        }
    }
}

fn accept(listener: &TcpListener, port: u16, shared: &Arc<Shared>) {
    for client in listener.incoming() {
        if shared.state().link == Link::Over {
            return;
        }
        if let Ok(client) = client {
            let shared = Arc::clone(shared);
            thread::spawn(move || join(client, port, &shared));
        }
    }
}

/// Joins a client with the server, as soon as its bytes may pass.
fn join(client: TcpStream, port: u16, shared: &Arc<Shared>) -> Option<()> {
    shared.state().open(&client)?;
    shared.pass(Direction::ToServer);
    let server = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port))).ok()?;
    shared.state().open(&server)?;
    client.set_nodelay(true).ok()?;
    server.set_nodelay(true).ok()?;
    let (from_client, from_server) = (client.try_clone().ok()?, server.try_clone().ok()?);
    let answers = Arc::clone(shared);
    thread::spawn(move || copy(from_server, client, Direction::ToClient, &answers));
    copy(from_client, server, Direction::ToServer, shared);
    Some(())
}

/// Passes on until either end closes, then closes both.
fn copy(mut from: TcpStream, mut to: TcpStream, direction: Direction, shared: &Shared) {
    let mut buffer = vec![0; HELD_BYTES];
    while let Ok(bytes) = from.read(&mut buffer)
        && bytes > 0
    {
        shared.pass(direction);
        if to.write_all(&buffer[..bytes]).is_err() {
            break;
        }
    }
    shared.pass(direction); // nobody hears of an end either while the network stalls
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
