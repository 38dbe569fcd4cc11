//! The sample host with its real models: a picture's background goes, a local language model writes a page, both are paid for.
//!
//! `make test-models` installs them first, by the same scripts that a person starts on the host's pages.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a failed step is a failed test")]
#![allow(dead_code, reason = "the world is shared with the tests that need no model")]

#[path = "../host/world.rs"]
mod world;

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use landing_builder::Settings;
use scrip_client::{Credits, Entry, EntryFilter, Use};
use serde_json::{Value, json};
use world::{Person, World};

const MUG: &[u8] = include_bytes!("../../background/tests/pictures/mug.jpg");

fn world() -> (World, Person) {
    let installed = PathBuf::from(std::env::var("LANDING_BUILDER_INSTALLED").unwrap());
    let world = World::with(|settings| Settings { installed, ..settings });
    world.business("acme", "optimize", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    (world, ann)
}

#[test]
fn a_background_is_removed_for_ten_credits() {
    let (world, ann) = world();
    let cut =
        |id: &str, picture: &[u8]| ann.send_with("/background/run", "image/jpeg", &[("x-intention", id)], picture);
    let made = cut("intention-1", MUG);
    assert_eq!((made.status, &made.json()["credits"]), (200, &json!(10)), "{made:?}");
    assert_eq!(world.available("acme"), Credits::from(9_990));
    let refused = cut("intention-2", b"a text");
    assert!(
        refused.json()["detail"].as_str().unwrap().contains("no PNG and no JPEG. Nothing was taken."),
        "{refused:?}"
    );
    assert_eq!(world.available("acme"), Credits::from(9_990));
}

/// A small model on two busy cores; the host itself gives up after five minutes.
#[track_caller]
fn ends(ann: &Person, id: &str, is_enough: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..4_000 {
        let now = ann.get(&format!("/lunar/run/{id}")).json();
        if now["state"] != "writing" || is_enough(&now) {
            return now;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{id} does not end")
}

fn begin(ann: &Person, id: &str) {
    let wish = "A shop in Krakow that repairs bicycles while you wait.";
    let begun = ann.send("/lunar/run", &json!({ "id": id, "wish": wish }));
    assert_eq!(begun.status, 200, "{begun:?}");
}

/// Until some words are there, but not all.
fn half(now: &Value) -> bool {
    now["text"].as_str().is_some_and(|text| text.len() > 40)
}

fn open_reservations(world: &World) -> usize {
    world.scrip.reservations("acme").all().filter(|one| one.as_ref().unwrap().state == "open").count()
}

/// What the ledger's line of the last settle says was used: tokens in all, and what they cost by the catalog.
fn settled(world: &World) -> (u64, Credits) {
    let filter = EntryFilter { kind: Some("settle".to_owned()), ..EntryFilter::default() };
    let lines: Vec<Entry> = world.scrip.entries("acme", filter).all().map(Result::unwrap).collect();
    let last = lines.iter().max_by_key(|line| line.sequence).unwrap();
    let used = |dimension: &str| last.more["usage"][dimension].as_u64().unwrap_or_else(|| panic!("{last:?}"));
    let (input, output) = (used("input_tokens"), used("output_tokens"));
    let used = Use::of("lunar").usage(&[("input_tokens", input), ("output_tokens", output)]).model("smollm2-135m");
    (input + output, world.scrip.quote("acme", &used).unwrap().value.credits)
}

/// Ends the local model's process, as a machine that runs out of memory would.
fn kill_the_model() {
    let own = std::process::id().to_string();
    let is_it = |pid: &str| {
        let read = |name: &str| std::fs::read_to_string(format!("/proc/{pid}/{name}")).unwrap_or_default();
        let parent = read("stat").rsplit(") ").next().and_then(|rest| rest.split(' ').nth(1).map(ToOwned::to_owned));
        read("cmdline").contains("serve.py") && parent.as_deref() == Some(&own)
    };
    let listed = std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    let found: Vec<String> = listed.filter(|pid| is_it(pid)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let done = Command::new("bash").args(["-c", "kill -KILL $1", "bash", &found[0]]).status().unwrap();
    assert!(done.success());
}

#[test]
fn a_local_model_writes_a_page_that_is_settled_on_its_tokens() {
    let (world, ann) = world();
    // A small model now and then writes words that are no page; nothing is taken for them, and a person asks again.
    let over = (1..=3)
        .map(|turn| format!("intention-{turn}"))
        .map(|id| {
            begin(&ann, &id);
            ends(&ann, &id, |_| false)
        })
        .find(|over| {
            let taken = Credits::from(10_000) - world.available("acme");
            assert!(over["state"] == "done" || taken == Credits::ZERO, "{taken} for {over}");
            over["state"] == "done"
        })
        .expect("a page");
    let page = ann.get(&format!("/pages/{}", over["done"]["page"].as_str().unwrap()));
    assert_eq!(page.status, 200);
    let tokens = over["done"]["tokens"].as_u64().unwrap();
    assert!((150..2_000).contains(&tokens), "{over}");
    let taken = Credits::from(10_000) - world.available("acme");
    assert!(taken > Credits::ZERO, "{over}");
    assert_eq!((settled(&world), &over["done"]["credits"]), ((tokens, taken), &json!(taken)), "{over}");
    println!("a page of {tokens} tokens for {taken} credits: {}", over["text"]);

    // The model's process is killed half-way: nothing is taken.
    begin(&ann, "intention-cut");
    assert_eq!(ends(&ann, "intention-cut", half)["state"], "writing");
    kill_the_model();
    let cut = ends(&ann, "intention-cut", |_| false);
    assert_eq!((&cut["state"], &cut["code"]), (&json!("failed"), &json!("no_page")), "{cut}");
    assert!(cut["detail"].as_str().unwrap().ends_with("Nothing was taken."), "{cut}");
    assert_eq!((world.available("acme"), open_reservations(&world)), (Credits::from(10_000) - taken, 0));

    // It is started anew for the next one, which a person stops half-way: what the model had counted until then.
    begin(&ann, "intention-stop");
    assert_eq!(ends(&ann, "intention-stop", half)["state"], "writing");
    ann.send("/lunar/run/intention-stop/stop", &json!({}));
    let stopped = ends(&ann, "intention-stop", |_| false);
    assert_eq!((&stopped["state"], &stopped["done"]["page"]), (&json!("done"), &Value::Null), "{stopped}");
    let until_then = stopped["done"]["tokens"].as_u64().unwrap();
    assert!(until_then < tokens, "{stopped}");
    let taken_too = Credits::from(10_000) - taken - world.available("acme");
    assert_eq!(settled(&world), (until_then, taken_too), "{stopped}");
    assert_eq!(open_reservations(&world), 0);
}
