//! Stripe as a gateway: `http` (one call), `shapes` (what it answers), `webhook` (what it tells). No rule of ours.
//!
//! A new card goes through Checkout, a saved one through a `PaymentIntent` that is confirmed at once. The version of the API
//! is pinned, so that an answer has the shape that was tested, whatever the account's own is.

mod http;
mod shapes;
mod webhook;

#[cfg(test)]
mod stand_ins;
#[cfg(test)]
mod tests;

use axum::http::HeaderMap;
use rustls::ClientConfig;
use scrip_core::id::{AccountId, OrderId};
use scrip_core::money::Money;
use scrip_core::time::Timestamp;

use super::gateway::{
    Asking, Back, Card, Gateway, NotTheirs, Page, PageState, Payment, PaymentState, Refund, Sale, Told,
};
use super::gateway::{GatewayError, RefundState};
use crate::config::StripeConfig;
use http::{Failed, Form, Http};
use shapes::{Customer, Intent, Method, Methods, RefundShape, Session, SetupIntent};
use webhook::Secrets;

/// The version of Stripe's API whose answers are read here.
pub(crate) const VERSION: &str = "2025-09-30.clover";

/// Payments of one customer that are looked through for an order: those of the last attempts.
const PAYMENTS_MAX: usize = 100;

/// Stripe, with the keys of one deployment.
pub(crate) struct Stripe {
    http: Http,
    secrets: Secrets,
    /// Marks what is ours in a Stripe account that several deployments use.
    mark: String,
}

impl Stripe {
    /// With these keys; `mark` is this deployment's.
    pub(crate) fn new(config: &StripeConfig, mark: &str, tls: ClientConfig) -> Result<Self, reqwest::Error> {
        let http = Http::new(&config.api_base, config.secret_key.reveal(), tls)?;
        let secrets = Secrets::new(config.webhook_secrets.iter().map(crate::config::SecretText::reveal));
        Ok(Self { http, secrets, mark: mark.to_owned() })
    }

    /// The key of a call: the business fact, and the mark, since an account's keys are one space.
    fn key(&self, fact: &str) -> String {
        format!("{fact}-{}", self.mark)
    }

    fn ours(&self, form: Form, prefix: &str) -> Form {
        form.with(&format!("{prefix}[deployment]"), &self.mark)
    }

    /// What stands in the metadata of everything that an order makes.
    fn of_order(&self, form: Form, prefix: &str, order: OrderId) -> Form {
        self.ours(form, prefix).with(&format!("{prefix}[order]"), &order.to_string())
    }
}

fn priced(form: Form, amount: &str, total: Money) -> Form {
    form.with(amount, &total.amount.to_string())
}

fn currency(total: Money) -> String {
    total.currency.to_string().to_ascii_lowercase()
}

/// A page that the buyer can be sent to.
fn page(session: Session) -> Result<Page, GatewayError> {
    let url = session.url.ok_or_else(|| GatewayError::Silent("a page without an address".to_owned()))?;
    Ok(Page { id: session.id, url })
}

impl Gateway for Stripe {
    fn customer<'a>(&'a self, account: &'a AccountId) -> Asking<'a, String> {
        Box::pin(async move {
            let form = self.ours(Form::default(), "metadata").with("metadata[account]", account.as_str());
            let key = self.key(&format!("customer-{account}"));
            let customer: Customer = self.http.post("/v1/customers", Some(&key), form).await?;
            Ok(customer.id)
        })
    }

    fn checkout<'a>(&'a self, sale: &'a Sale, return_url: &'a str) -> Asking<'a, Page> {
        Box::pin(async move {
            let order = sale.order.to_string();
            let form = Form::default()
                .with("mode", "payment")
                .with("payment_method_types[0]", "card")
                .with("customer", &sale.customer)
                .with("client_reference_id", &order)
                .with("line_items[0][quantity]", "1")
                .with("line_items[0][price_data][currency]", &currency(sale.total))
                .with("line_items[0][price_data][product_data][name]", &sale.title)
                .with("payment_intent_data[setup_future_usage]", "off_session")
                .with("payment_intent_data[description]", &sale.title)
                .with("success_url", return_url)
                .with("cancel_url", return_url);
            let form = priced(form, "line_items[0][price_data][unit_amount]", sale.total);
            let form = self.of_order(form, "metadata", sale.order);
            let form = self.of_order(form, "payment_intent_data[metadata]", sale.order);
            let key = self.key(&format!("order-{order}-{}", sale.attempt));
            page(self.http.post("/v1/checkout/sessions", Some(&key), form).await?)
        })
    }

    fn page<'a>(&'a self, page: &'a str) -> Asking<'a, PageState> {
        Box::pin(async move {
            let session: Session = self.http.get(&["/v1/checkout/sessions/", page], "").await?;
            Ok(match session.status.as_deref() {
                Some("complete") => PageState::Done(session.payment_intent.0),
                Some("expired") => PageState::Closed,
                _ => PageState::Open,
            })
        })
    }

    fn close_page<'a>(&'a self, page: &'a str) -> Asking<'a, ()> {
        Box::pin(async move {
            let path = ["/v1/checkout/sessions/", page, "/expire"];
            match self.http.post_to::<Session>(&path, None, Form::default()).await {
                Ok(_) => Ok(()),
                // It was paid, or its time was over, while it was to be closed: ordinary.
                Err(failed @ Failed::Refused { .. }) => match self.page(page).await? {
                    PageState::Open => Err(failed.into()),
                    PageState::Done(_) | PageState::Closed => {
                        tracing::info!(page, "page was closed already");
                        Ok(())
                    }
                },
                Err(failed) => Err(failed.into()),
            }
        })
    }

    fn charge<'a>(&'a self, sale: &'a Sale, card: &'a str) -> Asking<'a, Payment> {
        Box::pin(async move {
            let form = Form::default()
                .with("currency", &currency(sale.total))
                .with("customer", &sale.customer)
                .with("payment_method", card)
                .with("payment_method_types[0]", "card")
                .with("description", &sale.title)
                .with("confirm", "true")
                .with("off_session", "true");
            let form = self.of_order(priced(form, "amount", sale.total), "metadata", sale.order);
            let key = self.key(&format!("order-{}-{}", sale.order, sale.attempt));
            match self.http.post("/v1/payment_intents", Some(&key), form).await {
                Ok(intent) => Intent::payment(intent, &self.mark),
                // A card's no comes as an error, with the payment that it was.
                Err(Failed::Card(error)) => {
                    let id = error.payment_intent.as_ref().map(|intent| intent.id.clone()).unwrap_or_default();
                    let state = error.state();
                    Ok(Payment { id, order: Some(sale.order), amount: sale.total, card: None, state })
                }
                Err(failed) => Err(failed.into()),
            }
        })
    }

    fn payment<'a>(&'a self, payment: &'a str) -> Asking<'a, Payment> {
        Box::pin(async move {
            let intent: Intent = self.http.get(&["/v1/payment_intents/", payment], "").await?;
            intent.payment(&self.mark)
        })
    }

    fn payments<'a>(&'a self, customer: &'a str, order: OrderId) -> Asking<'a, Vec<Payment>> {
        Box::pin(async move {
            let query = Form::default().with("customer", customer).with("limit", &PAYMENTS_MAX.to_string());
            let found: shapes::Intents = self.http.get(&["/v1/payment_intents"], &query.text()).await?;
            let all = found.data.into_iter().map(|intent| intent.payment(&self.mark));
            let ours = all.filter(|payment| payment.as_ref().map_or(true, |payment| payment.order == Some(order)));
            ours.collect()
        })
    }

    fn cancel_payment<'a>(&'a self, payment: &'a str) -> Asking<'a, ()> {
        Box::pin(async move {
            let path = ["/v1/payment_intents/", payment, "/cancel"];
            let _: Intent = self.http.post_to(&path, None, Form::default()).await?;
            Ok(())
        })
    }

    fn refund<'a>(&'a self, back: &'a Back) -> Asking<'a, Refund> {
        Box::pin(async move {
            let form = Form::default().with("payment_intent", &back.payment);
            let form = self.of_order(priced(form, "amount", back.amount), "metadata", back.order);
            let (form, fact) = match back.number {
                Some(number) => {
                    let form = form.with("metadata[refund]", &number.to_string());
                    (form, format!("refund-{}-{number}", back.order))
                }
                None => (form.with("metadata[refund]", "overpaid"), format!("overpaid-{}", back.payment)),
            };
            let refund: RefundShape = match self.http.post("/v1/refunds", Some(&self.key(&fact)), form).await {
                Err(Failed::Refused { code, .. }) if back.number.is_none() && code == "charge_already_refunded" => {
                    let ours = Some((back.order, None));
                    let payment = Some(back.payment.clone());
                    let (id, amount, state) = (String::new(), back.amount, RefundState::Done);
                    return Ok(Refund { id, payment, ours, amount, state });
                }
                answered => answered?,
            };
            refund.refund(&self.mark)
        })
    }

    fn refund_state<'a>(&'a self, refund: &'a str) -> Asking<'a, Refund> {
        Box::pin(async move {
            let refund: RefundShape = self.http.get(&["/v1/refunds/", refund], "").await?;
            refund.refund(&self.mark)
        })
    }

    fn set_up<'a>(&'a self, customer: &'a str, account: &'a AccountId, return_url: &'a str) -> Asking<'a, Page> {
        Box::pin(async move {
            let form = Form::default()
                .with("mode", "setup")
                .with("payment_method_types[0]", "card")
                .with("customer", customer)
                .with("success_url", return_url)
                .with("cancel_url", return_url)
                .with("metadata[account]", account.as_str());
            // A page that nobody uses does no harm, so a second one needs no key.
            page(self.http.post("/v1/checkout/sessions", None, self.ours(form, "metadata")).await?)
        })
    }

    fn card_of_set_up<'a>(&'a self, set_up: &'a str) -> Asking<'a, Option<Card>> {
        Box::pin(async move {
            let intent: SetupIntent = self.http.get(&["/v1/setup_intents/", set_up], "").await?;
            match intent.payment_method.0 {
                Some(method) if intent.status == "succeeded" => self.card(&method).await.map(Some),
                _ => Ok(None),
            }
        })
    }

    fn card<'a>(&'a self, card: &'a str) -> Asking<'a, Card> {
        Box::pin(async move {
            let method: Method = self.http.get(&["/v1/payment_methods/", card], "").await?;
            method.card()
        })
    }

    fn remove_card<'a>(&'a self, card: &'a str) -> Asking<'a, ()> {
        Box::pin(async move {
            let path = ["/v1/payment_methods/", card, "/detach"];
            let _: Methods = self.http.post_to(&path, None, Form::default()).await?;
            Ok(())
        })
    }

    fn read(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Option<Told>, NotTheirs> {
        self.secrets.check(headers, body, now)?;
        webhook::told(body, &self.mark)
    }
}

/// The state behind a card's no.
impl shapes::CardError {
    fn state(&self) -> PaymentState {
        let code = self.decline_code.as_ref().or(self.code.as_ref());
        match code.map(String::as_str) {
            Some("authentication_required") => PaymentState::NeedsAction,
            Some(code) => PaymentState::Declined(shapes::word(code)),
            None => PaymentState::Declined("card_declined".to_owned()),
        }
    }
}
