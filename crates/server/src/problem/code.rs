//! Codes: every problem that the API answers, with its status and its title. The one place where a status is picked.

use axum::http::StatusCode;
use scrip_core::refusal::Refusal;
use scrip_store::StoreError;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $status:ident, $title:literal;)+) => {
        /// A problem that the API answers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum Code {
            $($(#[$doc])* $variant,)+
        }

        impl Code {
            /// Every code.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word of the API; a chapter of docs/problems.md has its name.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// Its status.
            pub(crate) const fn status(self) -> StatusCode {
                match self {
                    $(Self::$variant => StatusCode::$status,)+
                }
            }

            /// A short sentence, the same each time.
            pub(crate) const fn title(self) -> &'static str {
                match self {
                    $(Self::$variant => $title,)+
                }
            }
        }
    };
}

codes! {
    IdempotencyKeyMissing, "idempotency_key_missing", BAD_REQUEST, "This call needs an idempotency key";
    InvalidIdempotencyKey, "invalid_idempotency_key", BAD_REQUEST, "The idempotency key is not usable";
    InvalidJson, "invalid_json", BAD_REQUEST, "The body is not JSON";
    InvalidRequest, "invalid_request", BAD_REQUEST, "The request cannot be read";
    InvalidSignature, "invalid_signature", BAD_REQUEST, "The webhook is not from the gateway";
    Unauthenticated, "unauthenticated", UNAUTHORIZED, "A valid key or session token is needed";
    SignInFailed, "sign_in_failed", UNAUTHORIZED, "The mail or the password is wrong";
    InsufficientCredits, "insufficient_credits", PAYMENT_REQUIRED, "There are too few credits";
    SpendLimitReached, "spend_limit_reached", PAYMENT_REQUIRED, "A spend limit is reached";
    RoleNotAllowed, "role_not_allowed", FORBIDDEN, "The member's role does not allow this";
    ScopeMissing, "scope_missing", FORBIDDEN, "The key or session may not make this call";
    NotFromConsole, "not_from_console", FORBIDDEN, "The call does not come from the console";
    SessionReadOnly, "session_read_only", FORBIDDEN, "A support session changes nothing";
    PaymentDeclined, "payment_declined", PAYMENT_REQUIRED, "The payment was declined";
    SubaccountCannotBuy, "subaccount_cannot_buy", FORBIDDEN, "A subaccount buys nothing";
    TrialCannotBuy, "trial_cannot_buy", FORBIDDEN, "Nothing is bought in a trial";
    AccountEnded, "account_ended", FORBIDDEN, "The account has ended";
    SharingDisabled, "sharing_disabled", FORBIDDEN, "The agency does not share its credits";
    PlanLacksFeature, "plan_lacks_feature", FORBIDDEN, "The plan does not include the feature";
    NotFound, "not_found", NOT_FOUND, "There is no such thing";
    MethodNotAllowed, "method_not_allowed", METHOD_NOT_ALLOWED, "This address has no such method";
    RequestTimeout, "request_timeout", REQUEST_TIMEOUT, "The request came too slowly";
    /// Its only source is a process that waits for another one's answer; the embedded store answers twins in turn.
    IdempotencyInFlight, "idempotency_in_flight", CONFLICT, "The same request is still running";
    AccountExists, "account_exists", CONFLICT, "The account exists already";
    OperatorExists, "operator_exists", CONFLICT, "An operator has this mail already";
    LastAdmin, "last_admin", CONFLICT, "The last admin stays";
    GrantNotOpen, "grant_not_open", CONFLICT, "The grant is used up or has ended";
    ReservationNotOpen, "reservation_not_open", CONFLICT, "The reservation was settled or voided";
    ReservationExpired, "reservation_expired", CONFLICT, "The reservation has expired";
    SettleExceedsReservation, "settle_exceeds_reservation", CONFLICT, "More was used than reserved";
    ReversalExceedsSpend, "reversal_exceeds_spend", CONFLICT, "More than is left of the spend";
    QuoteExpired, "quote_expired", CONFLICT, "The quote binds no more";
    QuoteMismatch, "quote_mismatch", CONFLICT, "The quote is for another use";
    QuoteUsed, "quote_used", CONFLICT, "The quote was used";
    OrderNotOpen, "order_not_open", CONFLICT, "The order does not stand where this is possible";
    OrderDisputed, "order_disputed", CONFLICT, "The order's payment is disputed";
    NothingToRefund, "nothing_to_refund", CONFLICT, "Nothing of the order is unspent";
    PriceChanged, "price_changed", CONFLICT, "It costs something else now";
    CatalogConflict, "catalog_conflict", CONFLICT, "The catalog has changed meanwhile";
    CatalogInUse, "catalog_in_use", CONFLICT, "The catalog drops what is in use";
    BodyTooLarge, "body_too_large", PAYLOAD_TOO_LARGE, "The body is too large";
    UriTooLong, "uri_too_long", URI_TOO_LONG, "The address is too long";
    UnsupportedMediaType, "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE, "The body must be JSON";
    InvalidParameters, "invalid_parameters", UNPROCESSABLE_ENTITY, "A field cannot be as it is";
    IdempotencyKeyReused, "idempotency_key_reused", UNPROCESSABLE_ENTITY, "The idempotency key stands on another request";
    UnknownFeature, "unknown_feature", UNPROCESSABLE_ENTITY, "The catalog has no such feature";
    UnknownDimension, "unknown_dimension", UNPROCESSABLE_ENTITY, "The feature's price has no such dimension";
    MaxCreditsExceeded, "max_credits_exceeded", UNPROCESSABLE_ENTITY, "It costs more than the caller accepts";
    TooMany, "too_many", UNPROCESSABLE_ENTITY, "The account holds as many as it may";
    RateLimited, "rate_limited", TOO_MANY_REQUESTS, "Too many requests in a second";
    TooManyTries, "too_many_tries", TOO_MANY_REQUESTS, "Too many sign-ins failed";
    HeadersTooLarge, "headers_too_large", REQUEST_HEADER_FIELDS_TOO_LARGE, "The request's head is too large";
    Internal, "internal", INTERNAL_SERVER_ERROR, "Something failed inside";
    Busy, "busy", SERVICE_UNAVAILABLE, "The ledger has more to do than it can take";
    Unavailable, "unavailable", SERVICE_UNAVAILABLE, "The ledger cannot be written now";
    Stopping, "stopping", SERVICE_UNAVAILABLE, "The server is stopping";
}

impl Code {
    /// The code of a refusal.
    pub(crate) const fn of(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Invalid(_) => Self::InvalidParameters,
            Refusal::TooMany { .. } => Self::TooMany,
            Refusal::AccountExists => Self::AccountExists,
            Refusal::NotFound(_) => Self::NotFound,
            Refusal::UnknownFeature => Self::UnknownFeature,
            Refusal::UnknownDimension(_) => Self::UnknownDimension,
            Refusal::GrantNotOpen => Self::GrantNotOpen,
            Refusal::ReservationNotOpen => Self::ReservationNotOpen,
            Refusal::ReservationExpired => Self::ReservationExpired,
            Refusal::ReversalExceedsSpend { .. } => Self::ReversalExceedsSpend,
            Refusal::OrderNotOpen => Self::OrderNotOpen,
            Refusal::OrderDisputed => Self::OrderDisputed,
            Refusal::NothingToRefund => Self::NothingToRefund,
            Refusal::SubaccountCannotBuy => Self::SubaccountCannotBuy,
            Refusal::TrialCannotBuy => Self::TrialCannotBuy,
            Refusal::PriceChanged { .. } => Self::PriceChanged,
            Refusal::AccountEnded => Self::AccountEnded,
            Refusal::RoleNotAllowed { .. } => Self::RoleNotAllowed,
            Refusal::PlanLacksFeature { .. } => Self::PlanLacksFeature,
            Refusal::SharingDisabled => Self::SharingDisabled,
            Refusal::QuoteUsed => Self::QuoteUsed,
            Refusal::QuoteExpired => Self::QuoteExpired,
            Refusal::QuoteMismatch => Self::QuoteMismatch,
            Refusal::MaxCreditsExceeded { .. } => Self::MaxCreditsExceeded,
            Refusal::SettleExceedsReservation { .. } => Self::SettleExceedsReservation,
            Refusal::SpendLimitReached { .. } => Self::SpendLimitReached,
            Refusal::InsufficientCredits { .. } => Self::InsufficientCredits,
        }
    }

    /// The code of a failure of the store.
    pub(crate) const fn of_store(error: &StoreError) -> Self {
        match error {
            StoreError::Busy => Self::Busy,
            StoreError::Stopped => Self::Stopping,
            StoreError::InUse { .. }
            | StoreError::Unavailable { .. }
            | StoreError::Uncertain { .. }
            | StoreError::Paused(_)
            | StoreError::Stale
            | StoreError::Unfit(_) => Self::Unavailable,
            StoreError::Corrupt(_) | StoreError::Taken(_) => Self::Internal,
        }
    }
}
