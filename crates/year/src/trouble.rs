//! Trouble: outages and crashes of the server, the mail server and the gateway, by day of the year.

use scrip_fake_stripe::{Mishap, Trouble as AtGateway};
use scrip_mail_sink::Refusal;

use crate::Outcome;
use crate::calendar::{DAY, day};
use crate::year::Year;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// SIGKILL in the middle of a batch, and started again.
    Killed,
    /// The server is down for a week, and time goes on.
    WeekDown,
    /// The mail server takes nothing.
    MailDown,
    /// It does again.
    MailUp,
    /// It refuses some, and says nothing of some that it took.
    MailStumbles,
    /// The gateway answers nobody.
    GatewayDown,
    /// It does again; the server is started anew beside it.
    GatewayUp,
    /// Charges are made whose answers are lost, and webhooks come twice, late, in another order, under other ids.
    GatewayStumbles,
}

/// By day, the last first.
const TROUBLES: &[(i64, Trouble)] = &[
    (20, Trouble::GatewayStumbles),
    (40, Trouble::Killed),
    (60, Trouble::MailDown),
    (64, Trouble::MailUp),
    (80, Trouble::GatewayStumbles),
    (95, Trouble::GatewayDown),
    (99, Trouble::GatewayUp),
    (120, Trouble::Killed),
    (140, Trouble::GatewayStumbles),
    (152, Trouble::WeekDown),
    (180, Trouble::MailStumbles),
    (200, Trouble::GatewayStumbles),
    (220, Trouble::Killed),
    (250, Trouble::GatewayDown),
    (255, Trouble::GatewayUp),
    (260, Trouble::MailStumbles),
    (290, Trouble::Killed),
    (305, Trouble::MailDown),
    (310, Trouble::MailUp),
    (320, Trouble::GatewayStumbles),
    (340, Trouble::Killed),
];

/// Those before a day, the next one last.
pub(crate) fn troubles(last: i64) -> Vec<(i64, Trouble)> {
    TROUBLES.iter().rev().filter(|(from, _)| *from < last).copied().collect()
}

impl Trouble {
    /// In words.
    pub(crate) const fn said(self) -> &'static str {
        match self {
            Self::Killed => "the server is killed in the middle of a batch",
            Self::WeekDown => "the server is killed and stays down for a week",
            Self::MailDown => "the mail server is down",
            Self::MailUp => "the mail server is up again",
            Self::MailStumbles => "the mail server refuses some mails and cuts connections",
            Self::GatewayDown => "the gateway is down",
            Self::GatewayUp => "the gateway is up again",
            Self::GatewayStumbles => "the gateway loses answers, and repeats, delays and mixes up webhooks",
        }
    }

    /// Has it happen; answers how many days it took.
    pub(crate) fn happens(self, year: &mut Year) -> Outcome<i64> {
        match self {
            Self::Killed => year.is_to_be_killed = true,
            Self::MailDown => year.house.sink.go_down(),
            Self::MailUp => year.house.sink.come_up(),
            Self::MailStumbles => {
                year.house.sink.refuse(Refusal::Later, 2);
                year.house.sink.refuse(Refusal::CutAfter, 2);
                year.house.sink.refuse(Refusal::Cut, 2);
            }
            Self::GatewayDown => {
                year.is_gateway_down = true;
                year.house.stripe.go_down();
            }
            Self::GatewayUp => {
                year.is_gateway_down = false;
                year.house.stripe.no_trouble();
                // Whoever leads anew asks after everything that waits.
                year.house.kill_and_rise()?;
            }
            Self::GatewayStumbles => stumble(year),
            Self::WeekDown => return week_down(year),
        }
        Ok(0)
    }
}

fn stumble(year: &Year) {
    let stripe = &year.house.stripe;
    stripe.trouble("POST /v1/payment_intents", AtGateway::ErrorAfter(500), 1);
    stripe.trouble("POST /v1/payment_intents", AtGateway::CutAfter, 1);
    stripe.trouble("POST /v1/payment_intents", AtGateway::TooMany, 1);
    stripe.trouble("POST /v1/checkout/sessions", AtGateway::ErrorBefore(503), 1);
    stripe.trouble("POST /v1/refunds", AtGateway::CutAfter, 1);
    stripe.mishap("payment_intent.succeeded", Mishap::Twice, 2);
    stripe.mishap("payment_intent.succeeded", Mishap::OtherId, 2);
    stripe.mishap("payment_intent.succeeded", Mishap::Lose, 1);
    stripe.mishap("checkout.session.completed", Mishap::Late(std::time::Duration::from_millis(300)), 2);
    stripe.mishap("checkout.session.completed", Mishap::Lose, 1);
    stripe.mishap("refund.created", Mishap::Twice, 2);
    stripe.mishap("charge.dispute.created", Mishap::OtherId, 2);
    stripe.mishap("charge.dispute.closed", Mishap::Twice, 2);
}

/// People pay on the gateway's pages, money is sent back and disputed there, and nobody is told for a week.
fn week_down(year: &mut Year) -> Outcome<i64> {
    year.house.kill()?;
    year.house.stripe.pause_webhooks();
    year.pays_without_the_server();
    year.house.rise()?;
    year.house.stripe.release_webhooks(scrip_fake_stripe::Order::Last);
    let days = 7;
    let to = year.now + days * DAY;
    year.advance(to)?;
    Ok((to - day(0)) / DAY - (to - day(0) - days * DAY) / DAY)
}
