//! Changing the plan at the host: previewed by Scrip, told from the backend, only by whoever may buy.

use scrip_client::{Credits, NewAccount};

use crate::world::{World, named};

#[test]
fn an_upgrade_is_previewed_and_grants_at_once() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner"), ("abe", "author")]);
    let ann = world.sign_in("acme", "ann");
    let page = ann.get("/plan?to=scale").body;
    assert!(page.contains("Left now 2,500, afterwards 20,000"), "{page}");
    assert!(page.contains("Your plan"), "{page}");
    assert!(!page.contains("legacy"), "nobody is offered a legacy plan");
    assert_eq!(world.available("acme"), Credits::from(2_500), "looking changes nothing");
    assert_eq!(ann.form("/plan", &[("plan", "scale")]).location, "/credits");
    assert_eq!(world.available("acme"), Credits::from(20_000));
    let refused = world.sign_in("acme", "abe").form("/plan", &[("plan", "enterprise")]);
    assert_eq!(refused.status, 403);
    assert_eq!(ann.form("/plan", &[("plan", "nothing")]).status, 403, "{refused:?}");
    assert_eq!(world.available("acme"), Credits::from(20_000));
}

#[test]
fn a_trial_becomes_a_plan() {
    let world = World::new();
    let trial =
        NewAccount { plan: Some("optimize".to_owned()), status: Some("trial".to_owned()), ..named("acme", "business") };
    world.account(&trial, &[("ann", "owner")]);
    let ann = world.sign_in("acme", "ann");
    assert_eq!(world.available("acme"), Credits::from(1_000));
    assert!(ann.get("/plan").body.contains("You are on a trial"));
    ann.form("/plan", &[("plan", "optimize")]);
    assert_eq!(world.available("acme"), Credits::from(10_000));
}
