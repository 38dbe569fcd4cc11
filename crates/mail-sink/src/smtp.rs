//! How mail comes in: SMTP (RFC 5321) as far as a client that sends needs it, a line at a time, every line bounded.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::sink::{Refusal, Shared};

/// Connections at once.
const CONNECTIONS_MAX: usize = 100;
/// An invoice and its mail are some hundred kilobytes.
const MAIL_BYTES_MAX: usize = 25 << 20;
/// Of a command, and of a line of a mail; RFC 5321 asks for less.
const LINE_BYTES_MAX: u64 = 64 * 1024;
/// People that one mail is for.
const RECIPIENTS_MAX: usize = 100;
/// A client that says nothing for so long is gone; silence on command ends then too.
const IDLE: Duration = Duration::from_mins(2);

/// For as long as the sink runs.
pub(crate) async fn forever(listener: TcpListener, shared: Arc<Shared>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else { continue };
        if shared.is_down() {
            continue; // dropped, which closes it
        }
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            // An error is a connection that ended; whoever was there comes again.
            let _ = talk(stream, &shared).await;
            drop(place);
        });
    }
}

/// What a client has said so far of one mail.
#[derive(Default)]
struct Envelope {
    from: Option<String>,
    to: Vec<String>,
}

async fn talk(stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    say(&mut stream, "220 mail-sink takes everything and delivers nothing").await?;
    let mut envelope = Envelope::default();
    loop {
        let Some(line) = line(&mut stream).await? else { return Ok(()) };
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        let answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                "250-mail-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 26214400"
            }
            "HELO" => "250 mail-sink",
            // Whoever it is.
            "AUTH" if rest.contains(' ') => "235 2.7.0 welcome",
            "AUTH" => {
                say(&mut stream, "334 ").await?;
                line_is_there(&mut stream).await?;
                if rest.eq_ignore_ascii_case("login") {
                    say(&mut stream, "334 ").await?;
                    line_is_there(&mut stream).await?;
                }
                "235 2.7.0 welcome"
            }
            "MAIL" => {
                envelope = Envelope { from: Some(address(rest)), to: Vec::new() };
                "250 2.1.0 ok"
            }
            "RCPT" if envelope.from.is_none() => "503 5.5.1 MAIL comes first",
            "RCPT" if envelope.to.len() >= RECIPIENTS_MAX => "452 4.5.3 too many recipients",
            "RCPT" => {
                envelope.to.push(address(rest));
                "250 2.1.5 ok"
            }
            "DATA" if envelope.to.is_empty() => "503 5.5.1 RCPT comes first",
            "DATA" => {
                say(&mut stream, "354 end with a dot on a line of its own").await?;
                let Some(raw) = mail(&mut stream).await? else { return Ok(()) };
                let Envelope { from, to } = std::mem::take(&mut envelope);
                match shared.refusal() {
                    Some(Refusal::Later) => "451 4.7.1 come again later",
                    Some(Refusal::Never) => "550 5.1.1 nobody of that name",
                    Some(Refusal::Cut) => return Ok(()),
                    Some(Refusal::Silent) => {
                        let _ = timeout(IDLE, pending::<()>()).await;
                        return Ok(());
                    }
                    Some(Refusal::CutAfter) => {
                        shared.take(from.unwrap_or_default(), to, raw);
                        return Ok(());
                    }
                    None if raw.len() > MAIL_BYTES_MAX => "552 5.3.4 too large",
                    None => {
                        let number = shared.take(from.unwrap_or_default(), to, raw);
                        say(&mut stream, &format!("250 2.0.0 taken as {number}")).await?;
                        continue;
                    }
                }
            }
            "RSET" => {
                envelope = Envelope::default();
                "250 2.0.0 ok"
            }
            "NOOP" => "250 2.0.0 ok",
            "QUIT" => {
                say(&mut stream, "221 2.0.0 bye").await?;
                return Ok(());
            }
            _ => "502 5.5.1 no such command here",
        };
        say(&mut stream, answer).await?;
    }
}

async fn say(stream: &mut BufReader<TcpStream>, text: &str) -> io::Result<()> {
    stream.get_mut().write_all(format!("{text}\r\n").as_bytes()).await
}

/// A line with its end; none at the end of the connection.
async fn line(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = timeout(IDLE, stream.take(LINE_BYTES_MAX).read_until(b'\n', &mut line)).await;
    let bytes = read.map_err(|_| io::Error::other("nothing was said for too long"))??;
    Ok((bytes > 0).then_some(line))
}

async fn line_is_there(stream: &mut BufReader<TcpStream>) -> io::Result<()> {
    line(stream).await?.map(drop).ok_or_else(|| io::Error::other("ended in the middle"))
}

/// All lines to the dot, whose doubled dots are single again. More than the bound is read and not kept.
async fn mail(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Vec<u8>>> {
    let mut raw = Vec::new();
    loop {
        let Some(line) = line(stream).await? else { return Ok(None) };
        if line == b".\r\n" || line == b".\n" {
            return Ok(Some(raw));
        }
        if raw.len() <= MAIL_BYTES_MAX {
            raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
    }
}

/// `FROM:<a@b> SIZE=1` is a@b.
fn address(text: &str) -> String {
    let within = text.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    within.map_or_else(String::new, |(address, _)| address.to_owned())
}
