//! Every role at the host: who uses, who is told that they may not, whose credits are taken (S10, S11, S12).

use scrip_client::{Credits, NewAccount};

use crate::world::{World, agent, answer, named, order};

const CSV: &str = "service,city,price\nGarden care,Rome,20\n";

#[test]
fn what_each_role_of_a_business_does() {
    let world = World::new();
    let roles = ["owner", "admin", "author", "designer", "viewer", "accountant"];
    let members: Vec<(&str, &str)> = roles.iter().map(|role| (*role, *role)).collect();
    world.business("acme", "build", &members);
    // Role, may use paid features and write pages, may change the plan, sees orders.
    let rows = [
        ("owner", true, true, true),
        ("admin", true, true, true),
        ("author", true, false, false),
        ("designer", true, false, false),
        ("viewer", false, false, false),
        ("accountant", false, false, true),
    ];
    for (role, uses, buys, sees_orders) in rows {
        let person = world.sign_in("acme", role);
        let before = world.available("acme");
        let made = person.send("/programmatic/run", &order(&format!("intention-{role}"), CSV));
        let cost = if uses { Credits::from(20) } else { Credits::ZERO };
        assert_eq!(made.status, if uses { 200 } else { 403 }, "{role}: {made:?}");
        assert!(uses || made.json()["code"] == "role_not_allowed", "{role}: {made:?}");
        assert_eq!(world.available("acme"), before - cost, "{role}");
        let written = person.form("/pages", &[("headline", "By hand")]);
        assert_eq!(written.status, if uses { 303 } else { 403 }, "{role}");
        assert_eq!(person.get("/plan").body.contains("Change to"), buys, "{role}");
        assert_eq!(person.get("/credits").body.contains("<scrip-orders>"), sees_orders, "{role}");
        for path in ["/", "/programmatic", "/credits", "/settings", "/events"] {
            assert_eq!(person.get(path).status, 200, "{role} {path}");
        }
    }
}

#[test]
fn an_agency_and_its_subaccounts() {
    let world = World::new();
    let agency = NewAccount { plan: Some("scale".to_owned()), ..named("agency", "agency") };
    world.account(&agency, &[("bea", "main_owner"), ("ben", "main_admin")]);
    let shop = NewAccount { parent: Some("agency".to_owned()), ..named("shop", "subaccount") };
    world.account(&shop, &[("mia", "subaccount_manager"), ("max", "subaccount_owner")]);
    let run = |account: &str, member: &str, id: &str| {
        let made = world.sign_in(account, member).send("/programmatic/run", &order(id, CSV));
        if made.status == 200 { "made".to_owned() } else { made.json()["code"].as_str().unwrap().to_owned() }
    };
    for member in ["bea", "ben"] {
        assert_eq!(run("agency", member, &format!("intention-{member}-1")), "made");
        let settings = world.sign_in("agency", member).get("/settings").body;
        assert!(settings.contains("<scrip-agency-settings>"), "{member}");
    }
    for member in ["mia", "max"] {
        let person = world.sign_in("shop", member);
        assert_eq!(run("shop", member, &format!("intention-{member}-1")), "sharing_disabled", "{member}");
        assert!(!person.get("/settings").body.contains("<scrip-agency-settings>"), "{member}");
        assert!(!person.get("/plan").body.contains("Change to"), "{member}");
        assert_eq!(person.form("/plan", &[("plan", "enterprise")]).status, 403, "{member}");
    }
    world.scrip.set_sharing("agency", true).unwrap();
    let before = world.available("agency");
    assert_eq!(run("shop", "mia", "intention-mia-2"), "made");
    assert_eq!(world.available("agency"), before - Credits::from(20), "the agency's credits");
    assert!(world.sign_in("shop", "mia").get("/").body.contains("One page"), "the subaccount's page");
    world.scrip.set_limit("agency", "subaccount:shop", Credits::from(30), "period").unwrap();
    assert_eq!(run("shop", "max", "intention-max-2"), "spend_limit_reached");
    world.scrip.set_sharing("agency", false).unwrap();
    assert_eq!(run("shop", "max", "intention-max-3"), "sharing_disabled");
}

#[test]
fn a_trial_and_a_legacy_account_use_what_they_have() {
    let world = World::new();
    let trial =
        NewAccount { plan: Some("scale".to_owned()), status: Some("trial".to_owned()), ..named("trial", "business") };
    world.account(&trial, &[("theo", "owner")]);
    world.business("legacy", "core-2021", &[("lena", "owner")]);
    for (account, member, had) in [("trial", "theo", 1_000), ("legacy", "lena", 3_000)] {
        let person = world.sign_in(account, member);
        assert_eq!(person.send("/programmatic/run", &order("intention-1", CSV)).status, 200, "{account}");
        assert_eq!(world.available(account), Credits::from(had - 20), "{account}");
        assert!(person.get("/credits/token").json()["token"].as_str().unwrap().len() > 20, "{account}");
    }
}

#[test]
fn the_sign_in_page_says_who_is_who_and_where_to_begin() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    let agency = NewAccount { plan: Some("scale".to_owned()), ..named("agency", "agency") };
    world.account(&agency, &[("bea", "main_owner")]);
    let shop = NewAccount { parent: Some("agency".to_owned()), ..named("cake-shop", "subaccount") };
    world.account(&shop, &[("mia", "subaccount_manager")]);
    let trial =
        NewAccount { plan: Some("scale".to_owned()), status: Some("trial".to_owned()), ..named("trial", "business") };
    world.account(&trial, &[]);
    world.business("old", "core-2021", &[]);
    world.business("first", "build", &[("fay", "viewer"), ("guy", "owner")]);
    let page = answer(agent().get(format!("{}/sign-in", world.url)).call()).body;
    let listed = ["Begin here", "\"guy\"", "\"fay\"", "In the middle of their month", "\"ann\"", "\"bea\""];
    let places = listed.map(|words| page.find(words));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {page}");
    for (about, left) in [
        ("On the plan Build", "2,500"),
        ("Agency on the plan Scale", "20,000"),
        ("Subaccount of Agency", "0"),
        ("On a trial of the plan Scale", "1,000"),
        ("On the plan Core (legacy)", "3,000"),
    ] {
        let said = format!("{about}<br>{left} credits left");
        assert!(page.contains(&said), "{said}: {page}");
    }
    assert!(page.contains("Cake Shop") && page.contains("subaccount manager"), "{page}");
    let said = world.sign_in("first", "fay").get("/plan").body;
    assert!(said.contains("changes its plan: GUY."), "whoever may is named: {said}");
}

#[test]
fn samples_to_try_the_tools_with_are_there() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    let sheet = ann.get("/assets/sample.csv").body;
    let rows = ann.send_bytes("/programmatic/rows", "text/csv", sheet.as_bytes()).json();
    assert_eq!(rows["rows"], 50, "{rows}");
    let made = ann.send("/programmatic/run", &order("intention-1", &sheet)).json();
    assert_eq!((&made["made"], &made["bad"]), (&serde_json::json!(50), &serde_json::json!(0)), "{made}");
    assert!(ann.get("/background").body.contains("Take a sample picture"));
}
