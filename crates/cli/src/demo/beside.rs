//! What the demo serves beside itself: a stand-in for Stripe with a page for test cards, and a mail server that shows its mail.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use scrip_fake_stripe::{Endpoint, FakeStripe};
use scrip_mail_sink::MailSink;
use scrip_server::{Config, Payments, StripeConfig};

use crate::fault::Fault;

/// Where people expect them; another port will do when somebody has it already.
const STRIPE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8789);
const MAIL_PAGE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8790);

/// Both, for as long as the demo serves.
pub(super) struct Beside {
    stripe: FakeStripe,
    endpoint: Endpoint,
    mails: MailSink,
}

impl Beside {
    pub(super) fn start() -> Result<Self, Fault> {
        let stripe = scrip_fake_stripe::Options { listen: STRIPE, ..scrip_fake_stripe::Options::default() };
        let stripe =
            FakeStripe::start_with(stripe).or_else(|_| FakeStripe::start_with(scrip_fake_stripe::Options::default()));
        let stripe =
            stripe.map_err(|source| Fault::Here(format!("no stand-in for Stripe can be started: {source}")))?;
        let mails = scrip_mail_sink::Options { page: MAIL_PAGE, ..scrip_mail_sink::Options::default() };
        let mails = MailSink::start_with(mails).or_else(|_| MailSink::start_with(scrip_mail_sink::Options::default()));
        let mails = mails.map_err(|source| Fault::Here(format!("no mail server can be started: {source}")))?;
        // The secret is known before the server's port is: see `tell`.
        let endpoint = stripe.send_webhooks_to("http://127.0.0.1:9/");
        Ok(Self { stripe, endpoint, mails })
    }

    /// The server takes cards through the one and sends mail through the other. A buyer comes back to where his mail is.
    pub(super) fn set_up(&self, config: Config) -> Result<Config, Fault> {
        let stripe = StripeConfig {
            secret_key: FakeStripe::API_KEY.to_owned().into(),
            webhook_secrets: vec![self.endpoint.secret.clone().into()],
            api_base: self.stripe.url().to_owned(),
        };
        let smtp = format!("smtp://{}?tls=none", self.mails.smtp());
        Ok(Config {
            payments: Payments { stripe: Some(stripe), ..Payments::default() },
            smtp: Some(smtp.parse().map_err(|why| Fault::Here(format!("{smtp}: {why}")))?),
            mail_from: Some("Scrip Demo <billing@scrip.example>".to_owned()),
            public_url: Some(self.mails.url().to_owned()),
            ..config
        })
    }

    /// Webhooks go to the server from now on.
    pub(super) fn tell(&self, server: &str) {
        self.stripe.move_webhooks(&self.endpoint, &format!("{server}/v1/payments/stripe/webhook"));
    }

    /// Where the stand-in's pages are.
    pub(super) fn stripe_url(&self) -> &str {
        self.stripe.url()
    }

    /// Where the mail is shown.
    pub(super) fn mails_url(&self) -> &str {
        self.mails.url()
    }
}
