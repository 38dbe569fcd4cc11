//! Programmatic pages: what is made is paid for, what cannot be made costs nothing and is named.

use std::fmt::Write;

use scrip_client::{Credits, Use};
use serde_json::{Value, json};

use crate::world::{World, order};

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
