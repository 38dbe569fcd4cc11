//! The sink over real SMTP and HTTP: what is taken, how it is shown, what is refused, what cannot get out of a mail.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};

use scrip_mail_sink::{MailSink, Options, Refusal};
use ureq::Agent;

/// Sends a mail and says how the server took it; none where it hung up.
fn send(to: SocketAddr, mail: &str) -> Option<String> {
    let mut stream = TcpStream::connect(to).ok()?;
    let mut answers = BufReader::new(stream.try_clone().ok()?);
    let mut last = || {
        let mut line = String::new();
        while answers.read_line(&mut line).ok()? > 0 {
            if line.as_bytes().get(3) == Some(&b' ') {
                return Some(line.trim_end().to_owned());
            }
            line.clear();
        }
        None
    };
    last()?;
    for line in ["EHLO test", "MAIL FROM:<billing@shop.example> SIZE=100", "RCPT TO:<nina@nova.example>", "DATA"] {
        write!(stream, "{line}\r\n").ok()?;
        last()?;
    }
    write!(stream, "{}\r\n.\r\n", mail.replace('\n', "\r\n")).ok()?;
    last()
}

fn get(sink: &MailSink, path: &str) -> (u16, String, String) {
    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent.get(format!("{}{path}", sink.url())).call().unwrap();
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    (answer.status().as_u16(), policy, answer.body_mut().read_to_string().unwrap())
}

const MAIL: &str = "From: Shop <billing@shop.example>
To: nina@nova.example
Subject: =?utf-8?Q?Rechnung_=E2=84=96_7?= <b>
Message-ID: <evt_1.invoice@shop.example>
Date: Mon, 23 Nov 2026 04:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=outer

--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Danke f=C3=BCr 1.000 Credits
..and a dot
--inner
Content-Type: text/html; charset=utf-8

<p>Danke</p><script>alert(1)</script>
--inner--
--outer
Content-Type: application/pdf
Content-Disposition: attachment; filename=\"invoice-7.pdf\"
Content-Transfer-Encoding: base64

JVBERi0xLjc=
--outer
Content-Type: text/html
Content-Disposition: attachment; filename=\"page.html\"

<script>alert(2)</script>
--outer--";

#[test]
fn a_mail_is_taken_apart() {
    let sink = MailSink::start();
    assert_eq!(send(sink.smtp(), MAIL).unwrap(), "250 2.0.0 taken as 1");
    let mail = sink.wait_for(1).remove(0);
    assert_eq!(
        (mail.from.as_str(), mail.to.as_slice()),
        ("billing@shop.example", &["nina@nova.example".to_owned()][..])
    );
    assert_eq!(mail.subject, "Rechnung № 7 <b>");
    assert_eq!(mail.message_id, "evt_1.invoice@shop.example");
    assert_eq!(mail.text.unwrap().trim(), "Danke für 1.000 Credits\r\n.and a dot");
    assert!(mail.html.unwrap().contains("<p>Danke</p>"));
    let files: Vec<_> = mail.attachments.iter().map(|file| (file.name.as_str(), file.media_type.as_str())).collect();
    assert_eq!(files, [("invoice-7.pdf", "application/pdf"), ("page.html", "text/html")]);
    assert_eq!(mail.attachments[0].bytes, b"%PDF-1.7");
    assert_eq!(sink.mails()[0].header("From").unwrap(), "Shop <billing@shop.example>");
}

#[test]
fn a_mail_is_shown_and_cannot_get_out() {
    let sink = MailSink::start();
    assert!(get(&sink, "/").2.contains("No mail yet."));
    send(sink.smtp(), MAIL).unwrap();
    let (_, _, list) = get(&sink, "/");
    assert!(list.contains("<a href=\"/mails/1\">Rechnung № 7 &lt;b&gt;</a>"), "{list}");
    let (status, policy, page) = get(&sink, "/mails/1");
    assert_eq!(status, 200);
    for part in ["<iframe sandbox title", "Danke für 1.000 Credits", "evt_1.invoice@shop.example", "invoice-7.pdf"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("<script>") && policy.contains("default-src 'none'") && !policy.contains("script-src"));
    let (_, policy, html) = get(&sink, "/mails/1/html");
    assert!(html.contains("alert(1)") && policy.starts_with("sandbox; default-src 'none'"), "{policy}");
    assert_eq!(get(&sink, "/mails/1/attachments/0").2, "%PDF-1.7");
    let (_, policy, _) = get(&sink, "/mails/1/attachments/1");
    assert!(policy.starts_with("sandbox;"), "{policy}");
    for path in ["/mails/2", "/mails/1/attachments/9", "/mails/2/html"] {
        assert_eq!(get(&sink, path).0, 404, "{path}");
    }
}

#[test]
fn a_page_of_another_name_reads_nothing() {
    let sink = MailSink::start();
    send(sink.smtp(), MAIL).unwrap();
    for (host, expected) in [("evil.example", 404), ("127.0.0.1:1", 200), ("localhost", 200)] {
        let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
        let status = agent.get(format!("{}/mails/1", sink.url())).header("host", host).call().unwrap().status();
        assert_eq!(status.as_u16(), expected, "{host}");
    }
}

#[test]
fn mail_is_refused_on_command() {
    for (refusal, expected, taken) in [
        (Refusal::Later, Some("451"), 0),
        (Refusal::Never, Some("550"), 0),
        (Refusal::Cut, None, 0),
        (Refusal::CutAfter, None, 1),
    ] {
        let sink = MailSink::start();
        sink.refuse(refusal, 1);
        let said = send(sink.smtp(), MAIL);
        assert_eq!(said.as_deref().map(|said| &said[..3]), expected, "{refusal:?}");
        assert_eq!(sink.mails().len(), taken, "{refusal:?}");
        assert!(send(sink.smtp(), MAIL).unwrap().starts_with("250"), "{refusal:?}: the next is taken");
    }
    let sink = MailSink::start();
    sink.go_down();
    assert_eq!(send(sink.smtp(), MAIL), None);
    sink.come_up();
    assert!(send(sink.smtp(), MAIL).is_some());
}

#[test]
fn the_oldest_is_forgotten() {
    let sink = MailSink::start_with(Options { kept: 2, ..Options::default() }).unwrap();
    for number in 1..=3 {
        send(sink.smtp(), &format!("Subject: {number}\n\nx")).unwrap();
    }
    let subjects: Vec<String> = sink.wait_for(3).into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects, ["2", "3"]);
    assert_eq!(get(&sink, "/mails/1").0, 404);
}

#[test]
fn only_this_machine_is_served() {
    let everywhere = SocketAddr::from(([0, 0, 0, 0], 0));
    assert!(MailSink::start_with(Options { smtp: everywhere, ..Options::default() }).is_err());
    assert!(MailSink::start_with(Options { page: everywhere, ..Options::default() }).is_err());
}
