//! `scrip demo` opens on this host: its accounts sign in, a real event arrives, and it ends with the demo.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::world::{Person, agent, answer, comes, order};

#[test]
fn the_demo_starts_the_host_prints_its_address_first_and_ends_it() {
    let scrip = Path::new(env!("CARGO_BIN_EXE_landing-builder")).with_file_name("scrip");
    assert!(scrip.is_file(), "{} is missing: cargo build --workspace", scrip.display());
    let mut demo = Command::new(scrip);
    let demo =
        demo.args(["demo", "--rows", "1", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut demo = demo.spawn().unwrap();
    // Kept to the end: a demo that nobody listens to would end.
    let mut lines = BufReader::new(demo.stdout.take().unwrap()).lines().map_while(Result::ok);
    let line = lines.find(|line| line.starts_with("Open http://")).unwrap();
    let url = line.strip_prefix("Open ").unwrap().split(": ").next().unwrap().to_owned();
    let people = answer(agent().get(format!("{url}/sign-in")).call()).body;
    for name in ["Nina Novak", "Bea Moreau", "Bianca Rossi", "Theo Marsh", "Lena Fischer", "Anna Weber"] {
        assert!(people.contains(name), "{name}: {people}");
    }
    let begin = people.split("In the middle of their month").next().unwrap();
    for words in ["Garden Works", "1,100 credits left", "Grace Moss", "Gwen Hale", "Gita Rao", "Tess Young"] {
        assert!(begin.contains(words), "{words}: {begin}");
    }
    let nina = Person::sign_in(&url, "nova-studio", "nina");
    let made = nina.send("/programmatic/run", &order("intention-1", "service,city,price\na,b,1\n"));
    assert_eq!(made.status, 200, "{made:?}");
    comes("an event", || nina.get("/events").body.contains("reservation.settled"));
    assert!(nina.get("/lunar").body.contains("Install (2 minutes)"), "the sample's scripts are found");
    demo.kill().unwrap();
    demo.wait().unwrap();
    comes("its end", || agent().get(format!("{url}/sign-in")).call().is_err());
}
