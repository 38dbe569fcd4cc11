//! Trouble at the gateway: errors, silence and cuts before and after the charge was made. One charge, one grant, in the end.

use std::sync::Arc;

use scrip_fake_stripe::Trouble;
use scrip_store::memory::MemoryStore;
use serde_json::json;

use super::{Shop, Site, id, one};
use crate::tests::log::Log;
use crate::tests::run;

const CHARGE: &str = "POST /v1/payment_intents";

async fn check(trouble: Trouble, times: u32) {
    let shop = Shop::new().await;
    shop.with_saved_card("4242424242424242").await;
    shop.stripe.pause_webhooks();
    shop.stripe.trouble(CHARGE, trouble, times);
    let order = shop.done("POST /v1/accounts/acme/orders", one("saved")).await;
    assert_eq!(order["status"], "pending", "{trouble:?}: {order}");
    shop.stripe.lose_webhooks();
    shop.stripe.release();
    // Only the reconciler is left. An attempt that is known to have come to nothing is followed by another.
    for _ in 0..5 {
        shop.reconcile(0).await;
    }
    assert_eq!(shop.paid_for(&order).len(), 1, "{trouble:?}");
    shop.check_paid_once(&order, 2000).await;
}

#[test]
fn an_error_before_the_charge() {
    run(check(Trouble::ErrorBefore(500), 1));
}

#[test]
fn an_error_after_the_charge() {
    run(check(Trouble::ErrorAfter(500), 1));
}

#[test]
fn an_error_after_the_charge_that_is_all_the_key_ever_says() {
    run(check(Trouble::ErrorKept(500), 1));
}

#[test]
fn a_cut_before_the_charge() {
    run(check(Trouble::CutBefore, 1));
}

#[test]
fn a_cut_after_the_charge() {
    run(check(Trouble::CutAfter, 1));
}

#[test]
fn silence_after_the_charge() {
    run(check(Trouble::SilentAfter, 1));
}

#[test]
fn too_many_calls_for_the_gateway() {
    run(check(Trouble::TooMany, 2));
}

#[test]
fn a_gateway_that_is_down_for_a_while() {
    run(async {
        let shop = Shop::new().await;
        shop.with_saved_card("4242424242424242").await;
        shop.stripe.trouble("*", Trouble::CutBefore, 1_000);
        let saved = shop.done("POST /v1/accounts/acme/orders", one("saved")).await;
        let paged = shop.ordered().await;
        assert_eq!((&saved["status"], &paged["status"]), (&json!("pending"), &json!("pending")));
        assert!(paged["url"].is_null(), "{paged}");
        shop.reconcile(0).await;
        shop.stripe.no_trouble();
        shop.reconcile(0).await;
        shop.check_paid_once(&saved, 2000).await;
        let paged = shop.order(&id(&paged)).await;
        assert!(paged["url"].is_string(), "the page is there as soon as the gateway is: {paged}");
        shop.stripe.pay(&shop.session(&paged), "4242424242424242");
        shop.stripe.settle();
        shop.check_paid_once(&paged, 3000).await;
    });
}

/// The process falls over between the charge and the commit that tells of it; another one takes over.
#[test]
fn a_charge_that_nobody_heard_of_is_found_after_the_next_start() {
    run(async {
        let store = Arc::new(MemoryStore::default());
        let mut shop = Shop::on(vec![store.clone()]).await;
        shop.with_saved_card("4242424242424242").await;
        shop.stripe.pause_webhooks();
        shop.stripe.trouble(CHARGE, Trouble::CutAfter, 1);
        let order = shop.done("POST /v1/accounts/acme/orders", one("saved")).await;
        assert_eq!((&order["status"], shop.paid_for(&order).len()), (&json!("pending"), 1));
        let before = shop.sites.remove(0);
        before.end().await;
        // The next one asks after all that waits as soon as it has started, due or not.
        let mut next = Site::start(&shop.stripe, store).await;
        let watched = next.app.ledger.account(&"acme".parse().unwrap()).unwrap().unwrap();
        let mut news = next.app.ledger.watch(watched);
        let seq = order["id"].as_str().unwrap().parse::<scrip_core::id::OrderId>().unwrap().seq;
        let paid = async {
            loop {
                let pool = next.app.ledger.pool(watched).unwrap().unwrap();
                if pool.order(seq).unwrap().payment.is_some() {
                    return;
                }
                news.changed().await.unwrap();
            }
        };
        tokio::time::timeout(std::time::Duration::from_mins(1), paid).await.expect("the reconciler finds it");
        next.endpoint.secret.clear();
        shop.sites.push(next);
        shop.check_paid_once(&order, 2000).await;
    });
}

/// The buyer paid while the order was canceled: its page is closed already, which is nothing to wake anybody for.
#[test]
fn a_page_that_was_paid_while_it_was_to_be_closed_is_no_error() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.ordered().await;
        let page = shop.session(&order);
        shop.stripe.pay(&page, "4242424242424242");
        let gateway = shop.app().payments.gateway.clone().unwrap();
        let (log, _logged) = Log::start();
        gateway.close_page(&page).await.unwrap();
        gateway.close_page("cs_none").await.unwrap_err();
        let log = log.text();
        assert!(log.contains("closed already") && !log.contains("ERROR"), "{log}");
    });
}
