//! The client against a stand-in, step by step: our own, or the one that the environment names, and exactly what that one can.
//!
//! `xtask stripe stand-ins` starts the others, in network namespaces, and runs this test there.

use std::cell::Cell;

use scrip_core::id::{AccountId, OrderId};
use scrip_core::money::Money;
use scrip_fake_stripe::FakeStripe;
use serde::Deserialize;

use super::http::Form;
use super::shapes::Method;
use super::{Gateway, Stripe};
use crate::config::StripeConfig;
use crate::payments::gateway::{Back, PageState, Payment, PaymentState, RefundState, Sale};

/// Where a stand-in is and what it lacks, as JSON.
const PLACE: &str = "SCRIP_STAND_IN";

#[derive(Deserialize)]
struct Place {
    url: String,
    key: String,
    /// Test cards are made from their numbers; else they are tokens.
    #[serde(default)]
    has_numbers: bool,
    /// Steps that it cannot do.
    #[serde(default)]
    lacks: Vec<String>,
}

/// The client, and what the steps have done so far.
struct Walk {
    stripe: Stripe,
    place: Place,
    account: AccountId,
    /// From 1, so that orders are new.
    orders: Cell<u32>,
}

type Step<'a> = (&'static str, std::pin::Pin<Box<dyn Future<Output = Result<(), String>> + 'a>>);

/// A row a step, in any order: each makes what it needs.
fn steps(walk: &Walk) -> Vec<Step<'_>> {
    vec![
        ("a customer is made", Box::pin(walk.customer())),
        ("a customer is made once", Box::pin(walk.one_customer())),
        ("a page is opened and closed", Box::pin(walk.page())),
        ("a page saves a card", Box::pin(walk.set_up())),
        ("a saved card pays", Box::pin(walk.pays())),
        ("a payment says what was paid", Box::pin(walk.says())),
        ("an attempt pays once", Box::pin(walk.pays_once())),
        ("a decline is one", Box::pin(walk.declines())),
        ("a card may want its holder", Box::pin(walk.wants_action())),
        ("an order's payments are found", Box::pin(walk.finds())),
        ("money goes back in parts", Box::pin(walk.refunds())),
        ("a card is shown and removed", Box::pin(walk.removes())),
    ]
}

#[tokio::test]
async fn the_client_does_what_a_stand_in_can() {
    let own = FakeStripe::start();
    let place = std::env::var(PLACE).map_or_else(
        |_| Place { url: own.url().to_owned(), key: FakeStripe::API_KEY.to_owned(), has_numbers: false, lacks: vec![] },
        |text| serde_json::from_str(&text).unwrap(),
    );
    let config = StripeConfig {
        secret_key: place.key.clone().into(),
        webhook_secrets: vec!["whsec_unused".to_owned().into()],
        api_base: place.url.clone(),
    };
    // Real Stripe keeps keys for a day: what one run did must not be another's answer.
    let mark = crate::random::to_hex(&std::process::id().to_be_bytes());
    let stripe = Stripe::new(&config, &mark, crate::tls::client().unwrap()).unwrap();
    let walk = Walk { stripe, place, account: "nova-studio".parse().unwrap(), orders: Cell::new(0) };
    let mut wrong = Vec::new();
    for (name, step) in steps(&walk) {
        let done = step.await;
        let lacks = walk.place.lacks.iter().any(|lack| lack == name);
        println!("step\t{name}\t{}", done.as_ref().err().map_or("", String::as_str).replace(['\n', '\t'], " "));
        match done {
            Err(why) if !lacks => wrong.push(format!("{name}: {why}")),
            Ok(()) if lacks => wrong.push(format!("{name}: it can do this now")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn usd(amount: u64) -> Money {
    Money { amount, currency: "USD".parse().unwrap() }
}

fn shown<T, E: std::fmt::Debug>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| format!("{error:?}"))
}

/// An error that shows both where they differ.
fn same<T: PartialEq + std::fmt::Debug>(is: &T, expected: &T) -> Result<(), String> {
    if is == expected { Ok(()) } else { Err(format!("{is:?} where {expected:?} belongs")) }
}

impl Walk {
    fn sale(&self, customer: &str) -> Sale {
        self.orders.set(self.orders.get() + 1);
        let order: OrderId = format!("ord_00000001{:08x}", self.orders.get()).parse().unwrap();
        let title = "1,000 credits".to_owned();
        Sale { order, total: usd(1900), title, customer: customer.to_owned(), attempt: 1 }
    }

    /// What Checkout does elsewhere: a customer with a card that does this. Both ids.
    async fn saved(&self, card: &str) -> Result<(String, String), String> {
        let customer = shown(self.stripe.customer(&self.account).await)?;
        let (number, token) = match card {
            "pays" => ("4242424242424242", "pm_card_visa"),
            "declines" => ("4000000000000341", "pm_card_chargeCustomerFail"),
            _ => ("4000002760003184", "pm_card_authenticationRequired"),
        };
        let method = if self.place.has_numbers {
            let form = Form::default().with("type", "card").with("card[number]", number).with("card[exp_month]", "12");
            let form = form.with("card[exp_year]", "2034").with("card[cvc]", "123");
            shown(self.stripe.http.post::<Method>("/v1/payment_methods", None, form).await)?.id
        } else {
            token.to_owned()
        };
        let form = Form::default().with("customer", &customer);
        let attach = ["/v1/payment_methods/", &method, "/attach"];
        Ok((customer, shown(self.stripe.http.post_to::<Method>(&attach, None, form).await)?.id))
    }

    async fn paid(&self) -> Result<(Sale, Payment), String> {
        let (customer, card) = self.saved("pays").await?;
        let sale = self.sale(&customer);
        let payment = shown(self.stripe.charge(&sale, &card).await)?;
        same(&payment.state, &PaymentState::Paid)?;
        Ok((sale, payment))
    }

    async fn customer(&self) -> Result<(), String> {
        let customer = shown(self.stripe.customer(&self.account).await)?;
        same(&customer.starts_with("cus_"), &true)
    }

    async fn one_customer(&self) -> Result<(), String> {
        let first = shown(self.stripe.customer(&self.account).await)?;
        same(&shown(self.stripe.customer(&self.account).await)?, &first)
    }

    async fn page(&self) -> Result<(), String> {
        let customer = shown(self.stripe.customer(&self.account).await)?;
        let page = shown(self.stripe.checkout(&self.sale(&customer), "http://127.0.0.1:1/back").await)?;
        same(&page.url.starts_with("http"), &true)?;
        same(&shown(self.stripe.page(&page.id).await)?, &PageState::Open)?;
        shown(self.stripe.close_page(&page.id).await)?;
        same(&shown(self.stripe.page(&page.id).await)?, &PageState::Closed)
    }

    async fn set_up(&self) -> Result<(), String> {
        let customer = shown(self.stripe.customer(&self.account).await)?;
        let page = shown(self.stripe.set_up(&customer, &self.account, "http://127.0.0.1:1/back").await)?;
        same(&shown(self.stripe.page(&page.id).await)?, &PageState::Open)
    }

    async fn pays(&self) -> Result<(), String> {
        let (sale, payment) = self.paid().await?;
        let read = shown(self.stripe.payment(&payment.id).await)?;
        same(&(read.order, read.state), &(Some(sale.order), PaymentState::Paid))
    }

    async fn says(&self) -> Result<(), String> {
        let (sale, payment) = self.paid().await?;
        same(&shown(self.stripe.payment(&payment.id).await)?.amount, &sale.total)
    }

    async fn pays_once(&self) -> Result<(), String> {
        let (customer, card) = self.saved("pays").await?;
        let sale = self.sale(&customer);
        let first = shown(self.stripe.charge(&sale, &card).await)?;
        same(&shown(self.stripe.charge(&sale, &card).await)?.id, &first.id)
    }

    async fn declines(&self) -> Result<(), String> {
        let (customer, card) = self.saved("declines").await?;
        let payment = shown(self.stripe.charge(&self.sale(&customer), &card).await)?;
        same(&matches!(payment.state, PaymentState::Declined(_)), &true)
    }

    async fn wants_action(&self) -> Result<(), String> {
        let (customer, card) = self.saved("asks").await?;
        let payment = shown(self.stripe.charge(&self.sale(&customer), &card).await)?;
        same(&payment.state, &PaymentState::NeedsAction)?;
        shown(self.stripe.cancel_payment(&payment.id).await)?;
        same(&shown(self.stripe.payment(&payment.id).await)?.state, &PaymentState::Canceled)
    }

    async fn finds(&self) -> Result<(), String> {
        let (sale, payment) = self.paid().await?;
        let found = shown(self.stripe.payments(&sale.customer, sale.order).await)?;
        same(&found.into_iter().map(|payment| payment.id).collect(), &vec![payment.id])
    }

    async fn refunds(&self) -> Result<(), String> {
        let (sale, payment) = self.paid().await?;
        let back =
            |number| Back { payment: payment.id.clone(), amount: usd(900), order: sale.order, number: Some(number) };
        let refund = shown(self.stripe.refund(&back(1)).await)?;
        same(&(refund.state, refund.amount, refund.ours), &(RefundState::Done, usd(900), Some((sale.order, Some(1)))))?;
        same(&shown(self.stripe.refund_state(&refund.id).await)?.payment, &Some(payment.id.clone()))?;
        shown(self.stripe.refund(&back(2)).await).map(drop)
    }

    async fn removes(&self) -> Result<(), String> {
        let (_, card) = self.saved("pays").await?;
        let shows = shown(self.stripe.card(&card).await)?;
        same(&(shows.brand.as_str(), shows.last4.as_str()), &("visa", "4242"))?;
        shown(self.stripe.remove_card(&card).await)
    }
}
