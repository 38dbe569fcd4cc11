//! `POST /v1/payments/stripe/webhook`: what the gateway tells. Answered with 200 once all that follows from it is durable.

use serde::Serialize;
use utoipa::ToSchema;

use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::payments::witness;
use crate::problem::{Code, Problem};

/// It was heard.
#[derive(Serialize, ToSchema)]
#[schema(as = Heard)]
#[serde(deny_unknown_fields)]
struct HeardOut {
    /// True.
    received: bool,
}

pub(crate) const OPERATION: Operation = Operation {
    codes: &[Code::InvalidSignature, Code::NotFound],
    ..Operation::of(
        (Verb::Post, "/v1/payments/stripe/webhook"),
        "stripeWebhook",
        "What Stripe tells; the signature of the raw body says that it is Stripe",
        Who::Anyone,
        (200, Shape::of::<HeardOut>()),
    )
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let app = &call.app;
    let Some(gateway) = app.payments.gateway.as_deref() else {
        return Err(Problem::new(Code::NotFound, "No payment gateway is set up here."));
    };
    let told = gateway.read(call.headers(), &call.body, app.clock.now()).map_err(|why| {
        tracing::warn!(%why, "webhook refused");
        let detail = "The Stripe-Signature is missing, older than five minutes, or of another secret or body.";
        Problem::new(Code::InvalidSignature, detail)
    })?;
    if let Some(told) = told {
        // An error is told to Stripe, which tells it again later; so does the reconciler ask.
        witness::told(app, gateway, told).await?;
    }
    Ok(Answer::ok(&HeardOut { received: true }))
}
