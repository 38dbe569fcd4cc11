//! What is kept of payments beside the ledger: forgotten long after an order is settled, and not missed.

use scrip_core::time::Span;
use scrip_fake_stripe::Refunds;
use scrip_store::DocKind;
use serde_json::{Value, json};

use super::{Shop, id, one};
use crate::payments::prune::{Place, forgotten};
use crate::tests::{OPERATOR, run};

impl Shop {
    /// Prunes as if it were so long from now, all the way through; how many documents went.
    async fn prune(&self, after: Span) -> usize {
        let (app, mut place, mut count) = (self.app(), Place::default(), 0);
        // Each kind in pages, and each ends with an empty one.
        for _ in 0..9 {
            let gone = forgotten(app, &mut place, app.clock.now().plus(after)).unwrap();
            count += gone.len();
            app.ledger.put(gone).await.unwrap();
        }
        count
    }

    /// The orders that documents of a kind are about, as far as they are these.
    fn kept(&self, prefix: &str, orders: &[&Value]) -> Vec<bool> {
        let docs = self.app().ledger.docs(DocKind::Payment, prefix, "", 1_000).unwrap();
        let is_about = |order: &&Value| {
            let id = id(order);
            docs.iter().any(|(key, body)| key.contains(&id) || String::from_utf8_lossy(body).contains(&id))
        };
        orders.iter().map(is_about).collect()
    }
}

#[test]
fn what_was_kept_of_a_settled_order_is_forgotten_and_not_missed() {
    run(async {
        let shop = Shop::new().await;
        let paid = shop.with_saved_card("4242424242424242").await;
        let call = "POST /v1/accounts/acme/orders";
        let saved = shop.send(0, OPERATOR, call, "click", &one("saved")).await;
        shop.done(&format!("POST /v1/orders/{}/refund", id(&saved.body)), json!({"credits": 10})).await;
        let waiting = shop.done(call, one("saved")).await;
        shop.stripe.refunds(Refunds::Wait);
        shop.done(&format!("POST /v1/orders/{}/refund", id(&waiting)), json!({"credits": 10})).await;
        shop.stripe.refunds(Refunds::Succeed);
        let open = shop.ordered().await;
        let canceled = shop.ordered().await;
        shop.done(&format!("POST /v1/orders/{}/cancel", id(&canceled)), json!({})).await;
        shop.stripe.settle();
        let orders = [&paid, &saved.body, &waiting, &open, &canceled];
        assert_eq!(shop.prune(Span::ZERO).await, 0);
        assert_eq!(shop.prune(Span::DAY.times(399)).await, 0, "placed less than so long before");
        assert_eq!(shop.kept("order/", &orders), [true; 5]);
        let gone = shop.prune(Span::DAY.times(401)).await;
        assert_eq!(shop.kept("order/", &orders), [false, false, true, true, false]);
        assert_eq!(shop.kept("payment/", &orders), [false, false, true, false, false]);
        assert_eq!(shop.kept("refund/", &orders), [false, false, true, false, false]);
        assert_eq!((gone, shop.prune(Span::DAY.times(401)).await), (3 + 2 + 1, 0));
        // The same key has the same answer, the lists are whole, and what is told later is understood.
        let again = shop.send(0, OPERATOR, call, "click", &one("saved")).await;
        assert_eq!((again.text, again.is_replayed), (saved.text, true));
        assert_eq!(shop.get("/v1/orders").await["data"].as_array().unwrap().len(), 5);
        shop.stripe.refund(&shop.paid_for(&paid).remove(0), None);
        shop.stripe.settle();
        assert_eq!(shop.order(&id(&paid)).await["status"], "refunded");
    });
}
