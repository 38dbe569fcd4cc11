//! Lunar against a small stand-in for an OpenAI-compatible endpoint, over a real socket: whole, cut off, silent about usage, failing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use landing_builder::{ModelSettings, Settings};
use scrip_client::{Credits, Use};
use serde_json::{Value, json};

use crate::world::{Person, World, comes};

const PAGE: &str = r#"{"headline": "Bicycles, mended", "intro": "While you wait.", "parts": [{"heading": "Fast", "text": "An hour."}, {"heading": "Fair", "text": "A price."}], "button": "Come in"}"#;

/// What the stand-in answers.
#[derive(Clone, Copy)]
enum Says {
    /// A page in pieces, then its usage.
    Page { usage: Option<(u64, u64)> },
    /// Half of a page with a running count; then the line is cut.
    Half,
    /// Half of a page, with or without a running count; then nothing, until the host goes away.
    Waits { counts: bool },
    /// Words that are no page.
    Chat,
    /// A status.
    Status(u16),
    /// Advice in the shape that was asked for.
    Advice,
}

/// The stand-in; each question that it gets comes out of `asked`.
struct StandIn {
    url: String,
    asked: Receiver<Value>,
}

impl StandIn {
    fn new(says: Says) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        let (tell, asked) = channel();
        thread::spawn(move || {
            for socket in listener.incoming().map_while(Result::ok) {
                let tell = tell.clone();
                // A host that goes away in the middle is what some of these tests are about.
                thread::spawn(move || drop(answered(socket, says, &tell)));
            }
        });
        Self { url, asked }
    }
}

fn answered(mut socket: TcpStream, says: Says, tell: &Sender<Value>) -> std::io::Result<()> {
    let mut reader = BufReader::new(socket.try_clone()?);
    let (mut length, mut line) = (0, String::new());
    while reader.read_line(&mut line)? > 2 {
        if let Some(count) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = count.trim().parse().unwrap();
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let _ = tell.send(serde_json::from_slice(&body).unwrap());
    if let Says::Status(status) = says {
        return write!(socket, "HTTP/1.1 {status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    }
    write!(socket, "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")?;
    let mut send = |value: &Value| {
        let line = if value.is_null() { "data: [DONE]\n\n".to_owned() } else { format!("data: {value}\n\n") };
        write!(socket, "{:x}\r\n{line}\r\n", line.len())
    };
    let piece = |text: &str| json!({ "choices": [{ "delta": { "content": text } }] });
    let pieces = |text: &str| {
        text.as_bytes().chunks(17).map(|bytes| piece(std::str::from_utf8(bytes).unwrap())).collect::<Vec<_>>()
    };
    let text = match says {
        Says::Chat => "I would love to help!",
        Says::Advice => r#"{"advice": ["Say the price.", "Make the button larger."]}"#,
        Says::Half | Says::Waits { .. } => &PAGE[..68],
        Says::Page { .. } | Says::Status(_) => PAGE,
    };
    for value in pieces(text) {
        send(&value)?;
    }
    let running = json!({ "choices": [], "timings": { "prompt_n": 100, "predicted_n": 1_000 } });
    match says {
        Says::Page { usage: Some((input, output)) } => {
            send(&json!({ "choices": [], "usage": { "prompt_tokens": input, "completion_tokens": output } }))?;
        }
        Says::Half | Says::Waits { counts: true } => send(&running)?,
        _ => {}
    }
    match says {
        Says::Half => return Ok(()),
        Says::Waits { .. } => return reader.read_exact(&mut [0]),
        _ => send(&Value::Null)?,
    }
    write!(socket, "0\r\n\r\n")
}

fn world(says: Says) -> (World, StandIn, Person) {
    let stand_in = StandIn::new(says);
    let model =
        ModelSettings { base_url: stand_in.url.clone(), model: "small-1".to_owned(), key: Some("k".to_owned()) };
    let world = World::with(|settings| Settings { model: Some(model), ..settings });
    world.business("acme", "optimize", &[("ann", "owner"), ("vic", "viewer")]);
    let ann = world.sign_in("acme", "ann");
    (world, stand_in, ann)
}

/// Asks for a page and waits until it is over.
fn written(ann: &Person) -> Value {
    let begun = ann.send("/lunar/run", &json!({ "id": "intention-1", "wish": "A shop for bicycles." }));
    assert_eq!(begun.status, 200, "{begun:?}");
    over(ann)
}

fn over(ann: &Person) -> Value {
    comes("an end", || ann.get("/lunar/run/intention-1").json()["state"] != "writing");
    ann.get("/lunar/run/intention-1").json()
}

fn nothing_is_set_aside(world: &World) {
    assert_eq!(world.scrip.reservations("acme").all().filter(|one| one.as_ref().unwrap().state == "open").count(), 0);
}

/// What it says, the state, what a person reads, and the tokens that are settled.
type Row = (Says, &'static str, &'static str, Option<(u64, u64)>);

#[test]
fn what_is_taken_for_what_came_of_it() {
    let cost = |world: &World, input, output| {
        let used = Use::of("lunar").usage(&[("input_tokens", input), ("output_tokens", output)]).model("small-1");
        world.scrip.quote("acme", &used).unwrap().value.credits
    };
    let rows: &[Row] = &[
        (Says::Page { usage: Some((400, 5_000)) }, "done", "", Some((400, 5_000))),
        (Says::Page { usage: None }, "done", "", Some((5, 49))),
        (Says::Half, "failed", "cut off", None),
        (Says::Chat, "failed", "did not write a page", None),
        (Says::Status(500), "failed", "error (500)", None),
        (Says::Status(401), "failed", "error (401)", None),
    ];
    for (says, state, expected, tokens) in rows {
        let (world, stand_in, ann) = world(*says);
        let over = written(&ann);
        assert_eq!(over["state"], *state, "{over}");
        let asked = stand_in.asked.recv().unwrap();
        assert_eq!((&asked["model"], &asked["response_format"]["type"]), (&json!("small-1"), &json!("json_schema")));
        assert_eq!(asked["stream_options"]["include_usage"], true);
        let taken = tokens.map_or(Credits::ZERO, |(input, output)| cost(&world, input, output));
        assert_eq!(world.available("acme"), Credits::from(10_000) - taken, "{over}");
        nothing_is_set_aside(&world);
        if *state == "done" {
            assert_eq!(over["done"]["credits"], json!(taken), "{over}");
            let page = ann.get(&format!("/pages/{}", over["done"]["page"].as_str().unwrap()));
            assert!(page.body.contains("Bicycles, mended") && page.body.contains("A price."), "{page:?}");
        } else {
            let detail = over["detail"].as_str().unwrap();
            assert!(detail.contains(expected) && detail.contains("Nothing was taken"), "{over}");
            assert!(ann.get("/").body.contains("Nothing here yet"));
        }
    }
}

#[test]
fn stopped_by_the_member_it_is_settled_on_the_tokens_reported_so_far() {
    for (counts, taken) in [(true, Credits::from(5)), (false, Credits::ZERO)] {
        let (world, _stand_in, ann) = world(Says::Waits { counts });
        ann.send("/lunar/run", &json!({ "id": "intention-1", "wish": "A shop for bicycles." }));
        comes("some text", || {
            ann.get("/lunar/run/intention-1").json()["text"].as_str().is_some_and(|text| text.len() == 68)
        });
        assert_eq!(world.available("acme"), Credits::from(9_980), "a part is set aside");
        assert_eq!(ann.send("/lunar/run/intention-1/stop", &json!({})).status, 200);
        let over = over(&ann);
        assert_eq!(world.available("acme"), Credits::from(10_000) - taken, "{over}");
        assert_eq!(over["done"]["page"], Value::Null, "{over}");
        nothing_is_set_aside(&world);
        assert!(ann.get("/").body.contains("Nothing here yet"));
    }
}

#[test]
fn what_cannot_begin_takes_nothing() {
    let (world, _stand_in, ann) = world(Says::Page { usage: Some((1, 1)) });
    let vic = world.sign_in("acme", "vic");
    let begin = |person: &Person, id: &str, wish: &str| {
        let said = person.send("/lunar/run", &json!({ "id": id, "wish": wish }));
        (said.status, said.json()["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(begin(&vic, "intention-2", "A shop."), (403, "role_not_allowed".to_owned()));
    assert_eq!(begin(&ann, "intention-3", " "), (422, "bad_input".to_owned()));
    assert_eq!(begin(&ann, "x", "A shop."), (422, "bad_input".to_owned()));
    assert_eq!(begin(&ann, "intention-4", &"x".repeat(2_001)), (422, "bad_input".to_owned()));
    assert_eq!(vic.get("/lunar/run/intention-2").json()["state"], "failed");
    assert_eq!(ann.get("/lunar/run/nothing").status, 404);
    let bare = World::new();
    bare.business("acme", "build", &[("ann", "owner")]);
    let ann = bare.sign_in("acme", "ann");
    assert!(ann.get("/lunar").body.contains("Lunar is not configured"));
    assert_eq!(begin(&ann, "intention-5", "A shop."), (409, "not_configured".to_owned()));
    assert_eq!(bare.available("acme"), Credits::from(2_500));
}

#[test]
fn a_page_is_written_once_however_often_it_is_asked_for() {
    let (world, stand_in, ann) = world(Says::Page { usage: Some((1_000, 1_000)) });
    for _ in 0..3 {
        written(&ann);
    }
    assert_eq!(world.available("acme"), Credits::from(9_995));
    assert_eq!(stand_in.asked.try_iter().count(), 1);
    assert!(ann.get("/").body.contains("One page"));
}

#[test]
fn translation_and_advice_ask_the_same_endpoint_and_cost_nothing() {
    let (world, stand_in, ann) = world(Says::Page { usage: Some((400, 5_000)) });
    let page = ann.form("/pages", &[("headline", "Mended bicycles")]).location;
    let made = ann.send(&format!("{page}/translation"), &json!({ "language": "de" })).json();
    let next = ann.get(&format!("/pages/{}", made["page"].as_str().unwrap())).body;
    assert!(next.contains("Bicycles, mended") && next.contains("(German)"), "{next}");
    let asked = stand_in.asked.recv().unwrap().to_string();
    assert!(asked.contains("German") && asked.contains("Mended bicycles"), "{asked}");
    assert_eq!(ann.send(&format!("{page}/translation"), &json!({ "language": "tlh" })).status, 422);
    assert_eq!(world.available("acme"), Credits::from(10_000));

    let (world, _stand_in, ann) = self::world(Says::Advice);
    let page = ann.form("/pages", &[("headline", "Mended bicycles")]).location;
    let advice = ann.send(&format!("{page}/advice"), &json!({})).json();
    assert_eq!(advice["advice"], json!(["Say the price.", "Make the button larger."]));
    assert_eq!(world.available("acme"), Credits::from(10_000));
}
