//! Load: requests over raw connections that are kept, from one thread on one core, each answered before the next.
//!
//! Parses no more of an answer than its status and its length, so that the sender never is what is measured.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::Duration;

use rustix::buffer::spare_capacity;
use rustix::event::epoll;

use crate::bench::machine;
use crate::bench::measure::Tried;
use crate::bench::waits::{Pace, Waits};
use crate::stopwatch::Stopwatch;

/// Writes the next request of a kind.
type Next<'a> = Box<dyn FnMut(&mut Vec<u8>) + Send + 'a>;

/// Requests of one kind.
pub(crate) struct Kind<'a> {
    connections: usize,
    status: u16,
    next: Next<'a>,
}

impl<'a> Kind<'a> {
    /// On so many connections at once; every answer must have this status.
    pub(crate) fn new(connections: usize, status: u16, next: impl FnMut(&mut Vec<u8>) + Send + 'a) -> Self {
        Self { connections, status, next: Box::new(next) }
    }
}

/// For how long, and where.
pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    /// What is answered in this time is not counted.
    pub(crate) warm_up: Duration,
    pub(crate) time: Duration,
}

struct Connection {
    stream: TcpStream,
    kind: usize,
    sent: Stopwatch,
    out: Vec<u8>,
    came: Vec<u8>,
}

impl Load {
    /// What each kind came to.
    pub(crate) fn run(&self, kinds: Vec<Kind<'_>>) -> Tried<Vec<Pace>> {
        let (_, core) = machine::serving_and_sending(&machine::cores());
        let sent = thread::scope(|scope| {
            let sender = scope.spawn(|| {
                machine::pin(&[core]).map_err(|error| error.to_string())?;
                self.send(kinds).map_err(|error| error.to_string())
            });
            sender.join().unwrap_or_else(|_| Err("the sender broke down".to_owned()))
        });
        Ok(sent?)
    }

    /// What one answer took of a time that the whole load took; what came while warming up came at the same pace.
    pub(crate) fn each_ns(&self, pace: Pace, time: Duration) -> u64 {
        let all = u128::from(pace.per_second) * (self.warm_up + self.time).as_millis() / 1_000;
        u64::try_from(time.as_nanos() / all.max(1)).unwrap_or(u64::MAX)
    }

    fn send(&self, mut kinds: Vec<Kind<'_>>) -> Tried<Vec<Pace>> {
        let poll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
        let mut connections = self.connect(&kinds)?;
        for (place, connection) in (0..).zip(&mut connections) {
            epoll::add(&poll, &connection.stream, epoll::EventData::new_u64(place), epoll::EventFlags::IN)?;
            connection.ask(&mut kinds)?;
        }
        let mut waits = vec![Waits::default(); kinds.len()];
        let mut events = Vec::with_capacity(connections.len());
        let (all, mut counted) = (Stopwatch::start(), None);
        loop {
            epoll::wait(&poll, spare_capacity(&mut events), None)?;
            for event in events.drain(..) {
                let place = usize::try_from(event.data.u64())?;
                let Some(connection) = connections.get_mut(place) else { continue };
                if let Some(status) = connection.hear()? {
                    let wait = connection.sent.elapsed();
                    connection.check(&kinds, status)?;
                    if counted.is_some() {
                        waits.get_mut(connection.kind).map(|waits| waits.push(wait)).unwrap_or_default();
                    }
                    connection.ask(&mut kinds)?;
                }
            }
            if counted.is_none() && all.elapsed() >= self.warm_up {
                counted = Some(Stopwatch::start());
            }
            if let Some(time) = counted.as_ref().map(Stopwatch::elapsed).filter(|time| *time >= self.time) {
                return Ok(waits.into_iter().map(|waits| waits.pace_within(1, time)).collect());
            }
        }
    }

    fn connect(&self, kinds: &[Kind<'_>]) -> Tried<Vec<Connection>> {
        let each = kinds.iter().enumerate().flat_map(|(place, kind)| (0..kind.connections).map(move |_| place));
        let connect = |kind| {
            let stream = TcpStream::connect(self.address)?;
            stream.set_nodelay(true)?;
            stream.set_nonblocking(true)?;
            let (out, came) = (Vec::new(), Vec::with_capacity(64 << 10));
            Ok(Connection { stream, kind, sent: Stopwatch::start(), out, came })
        };
        each.map(connect).collect()
    }
}

impl Connection {
    fn ask(&mut self, kinds: &mut [Kind<'_>]) -> Tried<()> {
        self.out.clear();
        self.came.clear();
        if let Some(kind) = kinds.get_mut(self.kind) {
            (kind.next)(&mut self.out);
        }
        self.sent = Stopwatch::start();
        let mut rest = self.out.as_slice();
        while !rest.is_empty() {
            match self.stream.write(rest) {
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::WouldBlock => thread::yield_now(),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Reads what came; the status, when the answer is whole.
    fn hear(&mut self) -> Tried<Option<u16>> {
        let mut some = [0; 16 << 10];
        match self.stream.read(&mut some) {
            Ok(0) => return Err("the server closed a connection".into()),
            Ok(read) => self.came.extend_from_slice(some.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error.into()),
        }
        Ok(whole(&self.came))
    }

    fn check(&self, kinds: &[Kind<'_>], status: u16) -> Tried<()> {
        if kinds.get(self.kind).is_some_and(|kind| kind.status == status) {
            return Ok(());
        }
        let (asked, came) = (String::from_utf8_lossy(&self.out), String::from_utf8_lossy(&self.came));
        Err(format!("a measured request was not answered as it should be:\n{asked:.400}\n{came:.800}").into())
    }
}

/// The status of an answer that is there to its last byte.
fn whole(came: &[u8]) -> Option<u16> {
    const LENGTH: &[u8] = b"content-length:";
    let head = came.windows(4).position(|four| four == b"\r\n\r\n")?;
    let number = |bytes: &[u8]| std::str::from_utf8(bytes).ok()?.trim().parse::<usize>().ok();
    let lines = came.get(..head)?.split(|byte| *byte == b'\n');
    let length = lines.filter_map(|line| {
        let (name, value) = line.split_at_checked(LENGTH.len())?;
        if name.eq_ignore_ascii_case(LENGTH) { number(value) } else { None }
    });
    let body = length.max().unwrap_or(0);
    if came.len() < head + 4 + body {
        return None;
    }
    u16::try_from(number(came.get(9..12)?)?).ok()
}

/// The only kind's figures.
pub(crate) fn one(paces: Vec<Pace>) -> Tried<Pace> {
    paces.into_iter().next().ok_or_else(|| "nothing was measured".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_with_its_last_byte() {
        let answer = b"HTTP/1.1 201 Created\r\nContent-Type: a\r\nContent-Length: 3\r\n\r\nabc";
        for end in 0..answer.len() {
            assert_eq!(whole(&answer[..end]), None, "{end}");
        }
        assert_eq!(whole(answer), Some(201));
        assert_eq!(whole(b"HTTP/1.1 204 No Content\r\n\r\n"), Some(204));
    }
}
