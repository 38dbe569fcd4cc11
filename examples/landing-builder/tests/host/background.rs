//! Background removal with a stand-in for its program: taken when the picture is there, and not when it is not.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use scrip_client::{Credits, Use};

use crate::world::{Answer, Person, World};

/// Installs a program of the shell in the real one's place.
fn install(world: &World, script: &str) {
    let folder = world.folder.path().join("installed/background");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("background"), format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(folder.join("background"), fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(folder.join("u2netp.onnx"), "model").unwrap();
    fs::write(folder.join("ready"), "").unwrap();
}

fn cut(person: &Person, id: &str, picture: &[u8]) -> Answer {
    person.send_with("/background/run", "image/png", &[("x-intention", id)], picture)
}

#[test]
fn a_fixed_price_is_taken_when_the_picture_is_there_and_only_then() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner"), ("vic", "viewer")]);
    let ann = world.sign_in("acme", "ann");
    assert!(ann.get("/background").body.contains("not installed yet"));
    let said = cut(&ann, "intention-0", b"picture");
    assert_eq!((said.status, said.json()["code"].as_str()), (409, Some("not_installed")), "{said:?}");

    install(&world, "test -s \"$1\" && cat");
    assert!(!ann.get("/background").body.contains("not installed yet"));
    let made = cut(&ann, "intention-1", b"picture");
    assert_eq!((made.status, &made.json()["credits"]), (200, &serde_json::json!(10)), "{made:?}");
    let kept = ann.get(&format!("/pictures/{}", made.json()["picture"].as_str().unwrap()));
    assert_eq!(kept.body, "picture");
    assert_eq!(cut(&ann, "intention-1", b"picture").json(), made.json(), "sent twice, done once");
    assert_eq!(world.available("acme"), Credits::from(2_490));

    let quote = world.scrip.quote("acme", &Use::of("background-removal").by("ann")).unwrap().value.id;
    let headers = |id| [("x-intention", id), ("x-quote", quote.as_str())];
    let cut_for = |id| ann.send_with("/background/run", "image/png", &headers(id), b"picture");
    assert_eq!(cut_for("intention-1a").json()["credits"], 10);
    assert_eq!(cut_for("intention-1b").json()["code"], "quote_over", "a quote is good for one use");
    assert_eq!(world.available("acme"), Credits::from(2_480));

    let page = ann.form("/pages", &[("headline", "With a picture")]).location;
    assert_eq!(ann.send(&format!("{page}/picture"), &made.json()).status, 200);

    // What the program says, and what a person reads.
    let rows = [
        (
            "cat > /dev/null; echo 'This is no PNG and no JPEG.' >&2; exit 1",
            "This is no PNG and no JPEG. Nothing was taken.",
        ),
        ("exit 1", "could not be worked on. Nothing was taken."),
        ("cat > /dev/null", "could not be worked on. Nothing was taken."),
        ("cat; exit 1", "could not be worked on. Nothing was taken."),
        ("kill -9 $$", "could not be worked on. Nothing was taken."),
    ];
    for (place, (script, expected)) in rows.iter().enumerate() {
        install(&world, script);
        let said = cut(&ann, &format!("intention-2{place}"), &vec![b'x'; 200_000]);
        assert_eq!((said.status, said.json()["code"].as_str()), (409, Some("picture_failed")), "{script}: {said:?}");
        assert!(said.json()["detail"].as_str().unwrap().contains(expected), "{script}: {said:?}");
    }
    assert_eq!(cut(&ann, "intention-3", b"").status, 422);
    assert_eq!(cut(&ann, "intention-4", &vec![b'x'; (12 << 20) + 1]).status, 413);
    assert_eq!(cut(&world.sign_in("acme", "vic"), "intention-5", b"picture").json()["code"], "role_not_allowed");
    assert_eq!(world.available("acme"), Credits::from(2_480), "nothing more was taken");
    assert_eq!(world.scrip.reservations("acme").all().filter(|one| one.as_ref().unwrap().state == "open").count(), 0);
}
