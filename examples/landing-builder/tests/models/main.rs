//! The sample host with its real models: a picture's background goes, a local language model writes a page, both are paid for.
//!
//! `make test-models` installs them first, by the same scripts that a person starts on the host's pages.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a failed step is a failed test")]
#![allow(dead_code, reason = "the world is shared with the tests that need no model")]

#[path = "../host/world.rs"]
mod world;

use std::path::PathBuf;

use landing_builder::Settings;
use scrip_client::{Credits, Use};
use serde_json::{Value, json};
use world::{Person, World, comes};

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

#[test]
fn a_local_model_writes_a_page_that_is_settled_on_its_tokens() {
    let (world, ann) = world();
    let asked = |id: &str| ann.get(&format!("/lunar/run/{id}")).json();
    let begin = |id: &str| {
        ann.send("/lunar/run", &json!({ "id": id, "wish": "A shop in Krakow that repairs bicycles while you wait." }))
    };
    let begun = begin("intention-1");
    assert_eq!(begun.status, 200, "{begun:?}");
    comes("a page", || asked("intention-1")["state"] != "writing");
    let over = asked("intention-1");
    assert_eq!(over["state"], "done", "{over}");
    let page = ann.get(&format!("/pages/{}", over["done"]["page"].as_str().unwrap()));
    assert_eq!(page.status, 200);
    let tokens = over["done"]["tokens"].as_u64().unwrap();
    assert!((50..2_000).contains(&tokens), "{over}");
    let most = Use::of("lunar").usage(&[("output_tokens", tokens)]).model("smollm2-135m");
    let most = world.scrip.quote("acme", &most).unwrap().value.credits;
    let taken = Credits::from(10_000) - world.available("acme");
    assert!(taken > Credits::ZERO && taken <= most, "{taken} of at most {most}: {over}");
    assert_eq!(over["done"]["credits"], json!(taken));

    // Another one, stopped half-way: what the model had counted until then.
    begin("intention-2");
    comes("some text", || asked("intention-2")["text"].as_str().is_some_and(|text| text.len() > 40));
    ann.send("/lunar/run/intention-2/stop", &json!({}));
    comes("its end", || asked("intention-2")["state"] != "writing");
    let stopped = asked("intention-2");
    assert_eq!((&stopped["state"], &stopped["done"]["page"]), (&json!("done"), &Value::Null), "{stopped}");
    assert!(stopped["done"]["tokens"].as_u64().unwrap() < tokens, "{stopped}");
    assert_eq!(world.scrip.reservations("acme").all().filter(|one| one.as_ref().unwrap().state == "open").count(), 0);
}
