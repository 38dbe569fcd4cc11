//! Test cards: Stripe's own numbers and tokens, and how a charge, a refund and a dispute of each goes.

/// One test card.
#[derive(Debug)]
pub struct Card {
    /// As it is typed, without blanks.
    pub number: &'static str,
    /// The payment method that stands for it in an API call.
    pub token: &'static str,
    /// `visa`, `mastercard` …
    pub brand: &'static str,
    /// What the card is for, in a few words.
    pub shows: &'static str,
    pub(crate) charge: OnCharge,
    pub(crate) attach: OnAttach,
    pub(crate) later: Later,
}

/// What the bank says to a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnCharge {
    Succeed,
    Decline(Decline),
    /// Its holder must be present and confirm; `unless_saved`: not where the card was saved with a confirmation
    Authenticate {
        unless_saved: bool,
        then: Option<Decline>,
    },
}

/// What the bank says to a card that is to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnAttach {
    Succeed,
    Decline,
}

/// What follows a successful charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Later {
    Nothing,
    Dispute,
    Inquiry,
    RefundFails,
    RefundIsPending,
}

/// Code, decline code, message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decline(pub(crate) &'static str, pub(crate) Option<&'static str>, pub(crate) &'static str);

const GENERIC: Decline = Decline("card_declined", Some("generic_decline"), "Your card was declined.");
const FUNDS: Decline = Decline("card_declined", Some("insufficient_funds"), "Your card has insufficient funds.");
const LOST: Decline = Decline("card_declined", Some("lost_card"), "Your card was declined.");
const EXPIRED: Decline = Decline("expired_card", None, "Your card has expired.");
const CVC: Decline = Decline("incorrect_cvc", None, "Your card's security code is incorrect.");
const PROCESSING: Decline =
    Decline("processing_error", None, "An error occurred while processing your card. Try again in a little bit.");

const fn card(number: &'static str, token: &'static str, shows: &'static str, charge: OnCharge) -> Card {
    Card { number, token, brand: "visa", shows, charge, attach: OnAttach::Succeed, later: Later::Nothing }
}

const fn declined(number: &'static str, token: &'static str, shows: &'static str, decline: Decline) -> Card {
    Card { attach: OnAttach::Decline, ..card(number, token, shows, OnCharge::Decline(decline)) }
}

const fn followed(number: &'static str, token: &'static str, shows: &'static str, later: Later) -> Card {
    Card { later, ..card(number, token, shows, OnCharge::Succeed) }
}

/// Every card that the stand-in knows.
#[rustfmt::skip]
pub const CARDS: &[Card] = &[
    card("4242424242424242", "pm_card_visa", "succeeds", OnCharge::Succeed),
    Card { brand: "mastercard", ..card("5555555555554444", "pm_card_mastercard", "succeeds", OnCharge::Succeed) },
    Card { brand: "amex", ..card("378282246310005", "pm_card_amex", "succeeds", OnCharge::Succeed) },
    declined("4000000000000002", "pm_card_visa_chargeDeclined", "is declined", GENERIC),
    declined("4000000000009995", "pm_card_visa_chargeDeclinedInsufficientFunds", "has insufficient funds", FUNDS),
    declined("4000000000009987", "pm_card_visa_chargeDeclinedLostCard", "is lost", LOST),
    declined("4000000000000069", "pm_card_chargeDeclinedExpiredCard", "has expired", EXPIRED),
    declined("4000000000000127", "pm_card_chargeDeclinedIncorrectCvc", "has another security code", CVC),
    declined("4000000000000119", "pm_card_chargeDeclinedProcessingError", "meets an error at the bank", PROCESSING),
    card("4000000000000341", "pm_card_chargeCustomerFail", "can be saved and is then declined", OnCharge::Decline(GENERIC)),
    card("4000002500003155", "pm_card_authenticationRequiredOnSetup", "must be confirmed once (3D Secure)", OnCharge::Authenticate { unless_saved: true, then: None }),
    card("4000002760003184", "pm_card_authenticationRequired", "must be confirmed each time (3D Secure)", OnCharge::Authenticate { unless_saved: false, then: None }),
    card("4000008260003178", "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds", "must be confirmed and has insufficient funds", OnCharge::Authenticate { unless_saved: false, then: Some(FUNDS) }),
    followed("4000000000000259", "pm_card_createDispute", "succeeds and is disputed", Later::Dispute),
    followed("4000000000001976", "pm_card_createDisputeInquiry", "succeeds and the bank inquires", Later::Inquiry),
    followed("4000000000005126", "pm_card_refundFail", "succeeds; its refund fails later", Later::RefundFails),
    followed("4000000000007726", "pm_card_pendingRefund", "succeeds; its refund waits first", Later::RefundIsPending),
];

impl Card {
    /// By what was typed, or by the token.
    pub(crate) fn find(text: &str) -> Option<&'static Self> {
        let digits: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
        // Two tokens of the first days, which libraries still send.
        let text = match text {
            "pm_card_chargeDeclined" => "pm_card_visa_chargeDeclined",
            "pm_card_chargeDeclinedInsufficientFunds" => "pm_card_visa_chargeDeclinedInsufficientFunds",
            other => other,
        };
        CARDS.iter().find(|card| card.number == digits || card.token == text)
    }

    pub(crate) fn last4(&self) -> &'static str {
        self.number.get(self.number.len() - 4..).unwrap_or_default()
    }
}
