//! The network that fails on command: what passes, what is held back, what is lost, and who is told.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use scrip_pg_server::{PgServer, Proxy};

/// Long enough for anything on one machine that is going to come.
const SOON: Duration = Duration::from_millis(300);

#[derive(Debug, PartialEq, Eq)]
enum Heard {
    Echo,
    Nothing,
    End,
}

/// A client of a server that says every byte again.
struct Client(TcpStream);

impl Client {
    fn new(proxy: &Proxy) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", proxy.port())).unwrap();
        stream.set_read_timeout(Some(SOON)).unwrap();
        Self(stream)
    }

    fn says(&mut self, byte: u8) -> Heard {
        let _ = self.0.write_all(&[byte]);
        self.hears(byte)
    }

    fn hears(&mut self, byte: u8) -> Heard {
        let mut heard = [0];
        match self.0.read(&mut heard) {
            Ok(1) => {
                assert_eq!(heard, [byte]);
                Heard::Echo
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Heard::Nothing,
            Ok(_) | Err(_) => Heard::End,
        }
    }
}

fn echo() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || std::io::copy(&mut stream.try_clone().unwrap(), &mut &stream));
        }
    });
    port
}

#[test]
fn bytes_pass() {
    let proxy = Proxy::to(echo());
    let (mut one, mut other) = (Client::new(&proxy), Client::new(&proxy));
    assert_eq!((one.says(1), other.says(2), one.says(3)), (Heard::Echo, Heard::Echo, Heard::Echo));
}

#[test]
fn what_is_held_back_arrives_later_in_either_direction() {
    for stall in [Proxy::stall, Proxy::stall_to_server, Proxy::stall_to_client] {
        let proxy = Proxy::to(echo());
        let mut client = Client::new(&proxy);
        assert_eq!(client.says(1), Heard::Echo);
        stall(&proxy);
        assert_eq!(client.says(2), Heard::Nothing);
        let mut late = Client::new(&proxy);
        assert_eq!(late.says(3), Heard::Nothing);
        proxy.resume();
        assert_eq!((client.hears(2), late.hears(3)), (Heard::Echo, Heard::Echo));
    }
}

#[test]
fn a_cut_ends_all_and_takes_none_until_it_is_over() {
    let proxy = Proxy::to(echo());
    let mut client = Client::new(&proxy);
    assert_eq!(client.says(1), Heard::Echo);
    proxy.cut();
    assert_eq!(client.says(2), Heard::End);
    assert_eq!(Client::new(&proxy).says(3), Heard::End);
    proxy.resume();
    assert_eq!(Client::new(&proxy).says(4), Heard::Echo);
}

#[test]
fn a_cut_of_what_is_open_loses_what_was_held_back() {
    let proxy = Proxy::to(echo());
    let mut client = Client::new(&proxy);
    assert_eq!(client.says(1), Heard::Echo);
    proxy.stall();
    assert_eq!(client.says(2), Heard::Nothing);
    proxy.cut_open();
    assert_eq!(client.hears(2), Heard::End);
    proxy.resume();
    assert_eq!(Client::new(&proxy).says(3), Heard::Echo);
}

#[test]
fn answers_are_lost_after_the_server_did_what_it_was_asked() {
    let server = PgServer::shared();
    let proxy = Proxy::to(server.port());
    server.sql("postgres", "CREATE TABLE effect (a int)");
    let psql = |statement: &str| {
        let mut psql = server.program("psql");
        psql.args(["--command", statement]).arg(proxy.url(&server.url("postgres")));
        psql.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap()
    };
    assert!(psql("SELECT 1").wait().unwrap().success());
    let mut cut = psql("SELECT pg_sleep(0.3); INSERT INTO effect VALUES (1)");
    thread::sleep(Duration::from_millis(200));
    proxy.stall_to_client();
    let is_done = || server.sql("postgres", "SELECT count(*) FROM effect") == "1";
    assert!((0..200).any(|_| {
        thread::sleep(Duration::from_millis(20));
        is_done()
    }));
    assert!(cut.try_wait().unwrap().is_none(), "nobody told the client");
    proxy.cut();
    assert!(!cut.wait().unwrap().success());
}
