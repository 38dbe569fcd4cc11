//! One process of those on a database leads; another takes over when it stops, dies, or is cut off.

use std::thread::sleep;
use std::time::Duration;

use scrip_pg_server::{PgServer, Proxy};
use scrip_store::Store;
use scrip_store::postgres::PostgresStore;

use crate::{connect, database};

/// A minute of tries.
const TRIES_MAX: u32 = 6_000;

/// Who of them leads: never more than one says so.
fn leaders(stores: &[&PostgresStore]) -> Vec<bool> {
    stores.iter().map(|store| store.lead().unwrap()).collect()
}

/// The server may take a moment to learn that a connection is gone.
fn wait_for_the_lead(store: &PostgresStore) {
    let leads = || {
        sleep(Duration::from_millis(10));
        store.lead().unwrap()
    };
    assert!((0..TRIES_MAX).any(|_| leads()), "nobody takes over");
}

#[test]
fn one_leads_until_it_stops_or_is_gone() {
    let url = database(2);
    let (first, second, third) = (connect(&url), connect(&url), connect(&url));
    for _ in 0..3 {
        assert_eq!(leaders(&[&first, &second, &third]), [true, false, false]);
    }
    // Stopped, though it may still be asked.
    first.step_down();
    wait_for_the_lead(&second);
    assert_eq!(leaders(&[&first, &second, &third]), [false, true, false]);
    // Gone.
    drop(second);
    wait_for_the_lead(&third);
    assert_eq!(leaders(&[&first, &third]), [false, true]);
    // Each database has a leader of its own.
    assert_eq!(leaders(&[&connect(&database(1))]), [true]);
}

#[test]
fn who_is_cut_off_learns_that_it_leads_no_more() {
    let url = database(2);
    let proxy = Proxy::to(PgServer::shared().port());
    let (first, second) = (connect(&proxy.url(&url)), connect(&url));
    assert_eq!(leaders(&[&first, &second]), [true, false]);
    proxy.cut();
    wait_for_the_lead(&second);
    assert!(first.lead().is_err(), "nobody can be asked");
    proxy.resume();
    assert_eq!(leaders(&[&first, &second]), [false, true]);
    // And back: a lead is not kept by who had it once.
    second.step_down();
    wait_for_the_lead(&first);
    assert_eq!(leaders(&[&first, &second]), [true, false]);
}
