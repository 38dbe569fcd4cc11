//! The host's own doors: sign-in, forms of others, bounds, texts that try to be markup, the policy of pages.

use ureq::http::HeaderMap;

use crate::world::{World, agent, answer};

#[test]
fn nobody_gets_in_without_a_cookie_of_ours() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let forged = ann.cookie.replace("|ann|", "|bob|");
    let cut = ann.cookie[..ann.cookie.len() - 1].to_owned();
    for cookie in ["", "landing_builder=", "landing_builder=acme|ann|99999999999|n|00", &forged, &cut] {
        for path in ["/", "/credits", "/programmatic", "/settings", "/plan", "/events"] {
            let call =
                agent().get(format!("{}{path}", world.url)).header("cookie", cookie).header("accept", "text/html");
            let said = answer(call.call());
            assert_eq!((said.status, said.location.as_str()), (303, "/sign-in"), "{cookie:?} {path}");
        }
        let call = agent().get(format!("{}/credits/token", world.url)).header("cookie", cookie);
        assert_eq!(answer(call.call()).status, 401, "{cookie:?}");
    }
    let stranger = agent().post(format!("{}/sign-in", world.url)).send_form([("account", "acme"), ("member", "eve")]);
    assert_eq!(answer(stranger).status, 401, "a member who is not there");
    assert!(!ann.form("/sign-out", &[]).location.is_empty());
}

#[test]
fn a_member_who_was_removed_is_out_at_once() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner"), ("abe", "author")]);
    let abe = world.sign_in("acme", "abe");
    assert_eq!(abe.get("/").status, 200);
    world.scrip.remove_member("acme", "abe", false).unwrap();
    assert_eq!(abe.get("/").location, "/sign-in");
}

#[test]
fn what_changes_something_carries_the_token_of_its_sign_in() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    let (ann, other) = (world.sign_in("acme", "ann"), world.sign_in("acme", "ann"));
    let paths =
        ["/pages", "/sign-out", "/plan", "/programmatic/rows", "/programmatic/run", "/pages/x", "/pages/x/remove"];
    for path in paths {
        for csrf in ["", "00", &other.csrf] {
            let call = agent().post(format!("{}{path}", world.url)).header("cookie", &ann.cookie);
            let said = answer(call.header("x-csrf", csrf).send_form([("csrf", csrf), ("headline", "Hello")]));
            assert_eq!(said.status, 403, "{path} {csrf:?}");
        }
    }
    let foreign = agent().post(format!("{}/pages", world.url)).header("cookie", &ann.cookie);
    let foreign =
        foreign.header("origin", "http://evil.example").send_form([("csrf", ann.csrf.as_str()), ("headline", "Hello")]);
    assert_eq!(answer(foreign).status, 403, "a form on somebody else's page");
    assert!(ann.get("/").body.contains("Nothing here yet"));
}

#[test]
fn what_people_write_is_text_wherever_it_is_shown() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    let made = ann.form("/pages", &[("headline", evil)]);
    assert_eq!(made.status, 303, "{made:?}");
    let saved = ann.form(
        &made.location,
        &[
            ("headline", evil),
            ("intro", evil),
            ("heading_0", evil),
            ("text_0", evil),
            ("button", evil),
            ("link", "https://a.example/"),
        ],
    );
    assert_eq!(saved.status, 303, "{saved:?}");
    ann.form(&format!("{}/publish", made.location), &[("published", "yes")]);
    let public = made.location.replace("/pages/", "/p/acme/");
    for path in ["/", &made.location, &public] {
        let shown = ann.get(path);
        assert_eq!(shown.status, 200, "{path}");
        assert!(shown.body.contains("&lt;script&gt;"), "{path} shows it");
        assert!(!shown.body.contains("<script>alert") && !shown.body.contains("<img src=x"), "{path}: {}", shown.body);
    }
    for link in ["javascript:alert(1)", "data:text/html,x"] {
        assert_eq!(ann.form(&made.location, &[("headline", "Hello"), ("link", link)]).status, 422, "{link}");
    }
}

#[test]
fn accounts_do_not_see_each_other() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    world.business("other", "build", &[("oli", "owner")]);
    let (ann, oli) = (world.sign_in("acme", "ann"), world.sign_in("other", "oli"));
    let page = ann.form("/pages", &[("headline", "Mine")]).location;
    assert_eq!(oli.get(&page).status, 404);
    assert_eq!(oli.form(&page, &[("headline", "Yours")]).status, 404);
    assert_eq!(oli.form(&format!("{page}/remove"), &[]).status, 404);
    assert_eq!(oli.get(&page.replace("/pages/", "/p/acme/")).status, 404, "a draft is for nobody");
    assert_eq!(ann.get(&page).status, 200);
}

#[test]
fn bodies_are_bounded() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let said = ann.send_bytes("/programmatic/rows", "text/csv", &vec![b'x'; (4 << 20) + 1]);
    assert_eq!((said.status, said.json()["code"].as_str()), (413, Some("too_large")), "{said:?}");
    let long = "x".repeat((1 << 20) + 1);
    assert_eq!(ann.form("/pages", &[("headline", &long)]).status, 413);
    assert_eq!(ann.form("/pages", &[("headline", &long[..5_000])]).status, 422);
}

#[test]
fn every_page_has_the_strict_policy() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    for path in ["/sign-in", "/", "/credits", "/nothing-here", "/assets/host.js"] {
        let call = agent().get(format!("{}{path}", world.url)).header("cookie", &ann.cookie).call().unwrap();
        let said =
            |headers: &HeaderMap, name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let policy = said(call.headers(), "content-security-policy");
        for part in
            ["default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'", world.scrip.url()]
        {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(said(call.headers(), "x-content-type-options"), "nosniff", "{path}");
    }
}
