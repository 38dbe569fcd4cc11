//! Features that a plan has or lacks: what they do where it has them, and which plans are named where it does not (S17).

use serde_json::{Value, json};

use crate::world::{Person, World, agent, answer};

/// What each gated feature's button sends.
fn sent() -> [(&'static str, Value); 5] {
    [
        ("track", json!({ "on": true })),
        ("test", json!({ "on": true, "headline": "Another headline" })),
        ("translation", json!({ "language": "de" })),
        ("advice", json!({})),
        ("section", json!({ "section": "any" })),
    ]
}

fn page(person: &Person, headline: &str) -> String {
    let page = person.form("/pages", &[("headline", headline)]).location;
    let saved = person.form(&page, &[("headline", headline), ("button", "Go"), ("link", "https://example.com/")]);
    assert_eq!(saved.status, 303, "{saved:?}");
    person.form(&format!("{page}/publish"), &[("published", "yes")]);
    page
}

#[test]
fn a_plan_without_them_is_told_which_plans_have_them() {
    let world = World::new();
    world.business("small", "build", &[("ann", "owner")]);
    world.business("large", "optimize", &[("oli", "owner"), ("vic", "viewer")]);
    let (ann, oli, vic) = (world.sign_in("small", "ann"), world.sign_in("large", "oli"), world.sign_in("large", "vic"));
    let (mine, theirs) = (page(&ann, "Mine"), page(&oli, "Theirs"));
    for (what, body) in sent() {
        let said = ann.send(&format!("{mine}/{what}"), &body);
        assert_eq!((said.status, said.json()["code"].as_str()), (403, Some("plan_lacks_feature")), "{what}: {said:?}");
        assert!(said.json()["detail"].as_str().unwrap().contains("Optimize, Scale, Enterprise"), "{what}: {said:?}");
        let said = vic.send(&format!("{theirs}/{what}"), &body);
        assert_eq!((said.status, said.json()["code"].as_str()), (403, Some("role_not_allowed")), "{what}: {said:?}");
        // Where the plan has it, what is missing is something else, or nothing.
        let said = oli.send(&format!("{theirs}/{what}"), &body);
        let expected = match what {
            "translation" | "advice" => (409, "not_configured"),
            "section" => (404, "not_found"),
            _ => (200, ""),
        };
        assert_eq!((said.status, said.json()["code"].as_str().unwrap_or_default()), expected, "{what}: {said:?}");
    }
    let said = ann.send("/sections/new", &json!({ "text": "Open" }));
    assert_eq!(said.json()["code"], "plan_lacks_feature", "{said:?}");
}

#[test]
fn clicks_of_a_published_page_are_counted_while_that_is_on() {
    let world = World::new();
    world.business("acme", "optimize", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let page = page(&ann, "Count me");
    let public = page.replace("/pages/", "/p/acme/");
    let click = || answer(agent().get(format!("{}{public}/go", world.url)).call());
    assert_eq!(click().location, "https://example.com/");
    ann.send(&format!("{page}/track"), &json!({ "on": true }));
    for _ in 0..3 {
        click();
    }
    assert!(ann.get(&page).body.contains("3 clicks on the button"), "{}", ann.get(&page).body);
    ann.send(&format!("{page}/track"), &json!({ "on": false }));
    click();
    ann.send(&format!("{page}/track"), &json!({ "on": true }));
    assert!(ann.get(&page).body.contains("3 clicks on the button"));
}

#[test]
fn two_variants_are_shown_and_both_are_counted() {
    let world = World::new();
    world.business("acme", "optimize", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let page = page(&ann, "Headline A");
    ann.send(&format!("{page}/test"), &json!({ "on": true, "headline": "Headline B" }));
    let public = format!("{}{}", world.url, page.replace("/pages/", "/p/acme/"));
    let mut seen = [0_u32; 2];
    // Sixty visitors who all get the same variant would be one chance in 2^59.
    for _ in 0..60 {
        let mut shown = agent().get(&public).call().unwrap();
        let cookie = shown.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let body = shown.body_mut().read_to_string().unwrap();
        let is_b = body.contains("<h1>Headline B</h1>");
        assert!(is_b || body.contains("<h1>Headline A</h1>"), "{body}");
        seen[usize::from(is_b)] += 1;
        // Whoever comes back sees the same one.
        let again = answer(agent().get(&public).header("cookie", &cookie).call());
        assert_eq!(again.body.contains("<h1>Headline B</h1>"), is_b);
        let go = body.split("href=\"").find(|part| part.contains("/go?v=")).unwrap().split('"').next().unwrap();
        answer(agent().get(format!("{}{}", world.url, go.replace("&#x2f;", "/"))).call());
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
    let body = ann.get(&page).body;
    for (name, count) in [("A: Headline A", seen[0]), ("B: Headline B", seen[1])] {
        let row = body.split(name).nth(1).unwrap().split("</tr>").next().unwrap();
        assert!(
            row.contains(&format!(">{}<", 2 * count)) && row.contains(&format!(">{count}<")),
            "{name} {seen:?}: {row}"
        );
    }
    ann.send(&format!("{page}/test"), &json!({ "on": false }));
    assert!(answer(agent().get(&public).call()).body.contains("<h1>Headline A</h1>"));
}

#[test]
fn a_smart_section_edited_once_changes_two_pages() {
    let world = World::new();
    world.business("acme", "optimize", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let pages = [page(&ann, "One"), page(&ann, "Two")];
    ann.send("/sections/new", &json!({ "heading": "Hours", "text": "Eight to six." }));
    let list = ann.get("/sections").body;
    let id = list.split("/sections/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_ne!(id, "new", "{list}");
    for page in &pages {
        assert_eq!(ann.send(&format!("{page}/section"), &json!({ "section": id })).status, 200);
    }
    assert!(ann.get("/sections").body.contains("On 2 pages"));
    for text in ["Eight to six.", "Open all night."] {
        let said = ann.send(&format!("/sections/{id}"), &json!({ "heading": "Hours", "text": text }));
        assert_eq!(said.status, 200, "{said:?}");
        for page in &pages {
            let shown = ann.get(&page.replace("/pages/", "/p/acme/")).body;
            assert!(shown.contains(text), "{page}: {shown}");
        }
    }
}
