//! Programmatic pages: what is made is paid for, what cannot be made costs nothing and is named.

use std::fmt::Write;

use scrip_client::{Credits, NewAccount, Use};
use serde_json::{Value, json};

use crate::world::{World, named, order, quoted};

const FEATURE: &str = "programmatic-landing-pages";

/// A thousand rows, of which lines 17, 500 and 998 are wrong, each in a way of its own.
fn thousand() -> String {
    let mut csv = "service,city,price\n".to_owned();
    for line in 2..=1_001 {
        match line {
            17 => csv.push_str("Garden care,City 17\n"),
            500 => csv.push_str("Garden care,,25\n"),
            998 => csv.push_str("Garden care,not a place,25\n"),
            _ => writeln!(csv, "Garden care,City{line},{}", 20 + line % 7).unwrap(),
        }
    }
    csv
}

#[test]
fn a_thousand_rows_with_three_bad_ones_are_settled_for_the_pages_made() {
    let world = World::new();
    world.business("acme", "scale", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let cost = |pages: u64| world.scrip.quote("acme", &Use::of(FEATURE).quantity(pages)).unwrap().value.credits;
    let counted = ann.send_bytes("/programmatic/rows", "text/csv", thousand().as_bytes()).json();
    assert_eq!(counted["rows"], 1_000, "what the button is asked with");

    let made = ann.send("/programmatic/run", &order("intention-1", &thousand()));
    assert_eq!(made.status, 200, "{made:?}");
    let made = made.json();
    assert_eq!((&made["made"], &made["bad"]), (&json!(997), &json!(3)), "{made}");
    let named: Vec<u64> = made["named"].as_array().unwrap().iter().map(|bad| bad["line"].as_u64().unwrap()).collect();
    assert_eq!(named, [17, 500, 998], "{made}");
    assert_eq!(made["credits"], json!(cost(997)));
    assert_eq!(world.available("acme"), Credits::from(20_000) - cost(997));
    assert!(cost(997) < cost(1_000));

    let again = ann.send("/programmatic/run", &order("intention-1", &thousand())).json();
    assert_eq!(again, made, "the same intention, sent twice, is done once");
    assert_eq!(world.available("acme"), Credits::from(20_000) - cost(997));
    assert!(ann.get("/").body.contains("997 pages"));
    assert!(ann.get("/").body.contains("Garden care in City1001"));
}

#[test]
fn a_sheet_of_which_no_row_can_be_made_costs_nothing() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    let made =
        world.sign_in("acme", "ann").send("/programmatic/run", &order("intention-1", "service,city,price\na,,1\n"));
    assert_eq!(made.json()["made"], 0, "{made:?}");
    assert_eq!(made.json()["credits"], 0);
    assert_eq!(world.available("acme"), Credits::from(2_500));
    let open = world.scrip.reservations("acme").all().filter(|one| one.as_ref().unwrap().state == "open").count();
    assert_eq!(open, 0, "what was set aside is there again");
}

#[test]
fn what_is_wrong_is_said_before_anything_is_set_aside() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let with = |field: &str, text: &str| {
        let mut order = order("intention-1", "service,city,price\na,b,1\n");
        order["template"][field] = json!(text);
        order
    };
    let rows: &[(Value, u16, &str)] = &[
        (order("intention-1", "service,city,price\n"), 422, "no row"),
        (order("intention-1", "service,town,price\na,b,1\n"), 422, "no column city"),
        (order("x", "service,city,price\na,b,1\n"), 422, "no id"),
        (order("../../../etc/passwd", "service,city,price\na,b,1\n"), 422, "no id"),
        (with("headline", ""), 422, "needs a headline"),
        (with("intro", "{{"), 422, "cannot be read"),
        (json!({}), 422, "id"),
    ];
    for (order, status, expected) in rows {
        let said = ann.send("/programmatic/run", order);
        assert_eq!(said.status, *status, "{said:?}");
        assert!(said.json()["detail"].as_str().unwrap().contains(expected), "{said:?}");
    }
    assert_eq!(world.scrip.reservations("acme").all().count(), 0);
}

#[test]
fn a_run_that_cannot_be_paid_makes_nothing() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let said = ann.send("/programmatic/run", &order("intention-1", &thousand()));
    assert_eq!((said.status, said.json()["code"].as_str()), (403, Some("insufficient_credits")), "{said:?}");
    assert!(ann.get("/").body.contains("Nothing here yet"));
    // After buying, the same intention goes on.
    let grant = scrip_client::NewGrant {
        kind: "promotional".to_owned(),
        credits: Credits::from(20_000),
        reason: "enough".to_owned(),
        ..scrip_client::NewGrant::default()
    };
    world.scrip.create_grant("acme", &grant).unwrap();
    let said = ann.send("/programmatic/run", &order("intention-1", &thousand()));
    assert_eq!(said.json()["made"], 997, "{said:?}");
}

const ONE: &str = "service,city,price\nGarden care,Rome,39\n";
const TWO: &str = "service,city,price\nGarden care,Rome,39\nGarden care,Oslo,59\n";

#[test]
fn the_quote_of_the_button_binds_whatever_the_price_list_does() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let shown = world.scrip.quote("acme", &Use::of(FEATURE).by("ann").quantity(2)).unwrap().value;
    let mut catalog = world.scrip.catalog().unwrap().value;
    let features = catalog["features"].as_array_mut().unwrap();
    let feature = features.iter_mut().find(|feature| feature["id"] == FEATURE).unwrap();
    feature["price"]["tiers"][0]["per_unit"] = json!(30);
    world.scrip.publish_catalog(&catalog.to_string(), None, false).unwrap();
    let made = ann.send("/programmatic/run", &quoted("intention-1", TWO, &shown.id)).json();
    assert_eq!((&made["made"], &made["credits"]), (&json!(2), &json!(40)), "{made}");
    let made = ann.send("/programmatic/run", &order("intention-2", TWO)).json();
    assert_eq!(made["credits"], 60, "what was not quoted costs what it costs now: {made}");
    assert_eq!(world.available("acme"), Credits::from(2_400));
}

#[test]
fn a_quote_that_does_not_bind_is_refused_and_nothing_is_taken() {
    let world = World::new();
    let clock = world.scrip.create_test_clock("2026-03-01T08:00:00Z").unwrap().value.id;
    let on_clock = |id: &str| NewAccount {
        plan: Some("build".to_owned()),
        test_clock: Some(clock.clone()),
        ..named(id, "business")
    };
    world.account(&on_clock("acme"), &[("ann", "owner"), ("bob", "admin")]);
    world.account(&on_clock("globex"), &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let quote = |account: &str, member: &str, pages: u64, expires_in: &str| {
        let asked = Use::of(FEATURE).by(member).quantity(pages).expires_in(expires_in);
        world.scrip.quote(account, &asked).unwrap().value.id
    };
    let used = quote("acme", "ann", 1, "PT1H");
    assert_eq!(ann.send("/programmatic/run", &quoted("intention-0", ONE, &used)).json()["credits"], 20);
    let rows = [
        ("used", used),
        ("of another account", quote("globex", "ann", 1, "PT1H")),
        ("of another member", quote("acme", "bob", 1, "PT1H")),
        ("of another quantity", quote("acme", "ann", 2, "PT1H")),
        ("of another feature", world.scrip.quote("acme", &Use::of("background-removal").by("ann")).unwrap().value.id),
        ("forged", "quo_0000000100009999".to_owned()),
        ("no quote at all", "20 credits".to_owned()),
        ("empty", String::new()),
        ("over", quote("acme", "ann", 1, "PT1M")),
    ];
    world.scrip.advance_test_clock(&clock, "2026-03-01T08:05:00Z").unwrap();
    for (place, (what, quote)) in rows.iter().enumerate() {
        let said = ann.send("/programmatic/run", &quoted(&format!("intention-1{place}"), ONE, quote));
        assert_eq!((said.status, said.json()["code"].as_str()), (403, Some("quote_over")), "{what}: {said:?}");
        assert!(said.json()["detail"].as_str().unwrap().contains("nothing was taken"), "{what}: {said:?}");
    }
    assert_eq!(world.available("acme"), Credits::from(2_480));
    let open = world.scrip.reservations("acme").all().filter(|one| one.as_ref().unwrap().state == "open").count();
    assert_eq!(open, 0, "nothing is set aside");
}
