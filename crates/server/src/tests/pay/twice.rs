//! Two servers on one database: whichever hears of a payment, or is asked by the same buyer, it counts once.

use std::sync::Arc;

use scrip_pg_server::PgServer;
use scrip_store::Store;
use scrip_store::postgres::{MigrateOptions, Options, PostgresStore, migrate};
use serde_json::json;

use super::{Shop, id, one};
use crate::tests::{OPERATOR, run};

async fn pair() -> Shop {
    let database = PgServer::shared().fresh_database();
    migrate(&database, &MigrateOptions { buckets: Some(3), ..MigrateOptions::default() }).unwrap();
    let connect = || -> Arc<dyn Store> { Arc::new(PostgresStore::connect(&database, Options::default()).unwrap()) };
    Shop::on(vec![connect(), connect()]).await
}

#[test]
fn whichever_process_hears_of_it_a_payment_counts_once() {
    run(async {
        let shop = pair().await;
        // Every event goes to both of them.
        let order = shop.ordered().await;
        shop.stripe.pay(&shop.session(&order), "4242424242424242");
        let (a, b) = (shop.reconcile(0), shop.reconcile(1));
        tokio::join!(a, b);
        shop.stripe.settle();
        shop.check_paid_once(&order, 1000).await;
        let delivered = shop.stripe.delivered();
        assert!(delivered.iter().filter(|one| one.status == Some(200)).count() >= 2, "{delivered:?}");
        // The same click at both, with the saved card.
        let (call, body) = ("POST /v1/accounts/acme/orders", one("saved"));
        let click = |site| shop.send(site, OPERATOR, call, "click", &body);
        let (a, b) = tokio::join!(click(0), click(1));
        assert_eq!((a.status, b.status), (201, 201), "{} {}", a.text, b.text);
        assert_eq!(id(&a.body), id(&b.body));
        shop.stripe.settle();
        assert_eq!(shop.paid_for(&a.body).len(), 1);
        shop.check_paid_once(&a.body, 2000).await;
        // A refund asked at both is one.
        let call = format!("POST /v1/orders/{}/refund", id(&a.body));
        let all = json!({});
        let ask = |site| shop.send(site, OPERATOR, &call, "back", &all);
        let (a, b) = tokio::join!(ask(0), ask(1));
        assert_eq!((a.status, b.status), (200, 200), "{} {}", a.text, b.text);
        shop.stripe.settle();
        assert_eq!((shop.stripe.objects("refund").len(), shop.extra().await), (1, json!(1000)));
        for site in shop.sites {
            site.end().await;
        }
    });
}
