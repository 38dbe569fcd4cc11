//! Details of events: what the line of the ledger leaves to others, field by field. Made from the entry alone.

use scrip_core::entry::{
    AccountFact, Alert, CancelCause, Entry, Fact, Notice, OrderFact, Paper, PayWith, TopUpOffCause,
};
use scrip_core::id::{GrantId, InvoiceId, PoolNo, Seq};
use serde::Serialize;
use utoipa::ToSchema;

use super::event::Ground;
use crate::papers::paper::number;
use crate::wire::shown::{
    AccountIdOut, CreditsOut, GrantIdOut, InvoiceIdOut, PackageIdOut, PerOut, PlanIdOut, Shown, TimeOut, some,
};
use crate::wire::words::subject;

/// What an event's line leaves to others. Fields that a type does not have are not there.
#[derive(Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventDetails {
    /// Of balance.low: the percentage of the monthly credits that was reached; of balance.recovered: the highest that is
    /// passed all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    percent: Option<u32>,
    /// How many credits are used: of the monthly ones, or of a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    used: Option<CreditsOut>,
    /// How many monthly credits there were.
    #[serde(skip_serializing_if = "Option::is_none")]
    granted: Option<CreditsOut>,
    /// How many extra credits are left, of balance.low; how many are about to expire, of grant.expiring.
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<CreditsOut>,
    /// The line that extra credits fell below.
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<CreditsOut>,
    /// Of balance.recovered: `monthly_used`, `monthly_depleted` or `extra_low`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^(monthly_used|monthly_depleted|extra_low)$", value_type = Option<String>)]
    which: Option<&'static str>,
    /// Whose limit: `member:<id>`, `subaccount:<id>`, `account`.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    /// In what time it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    per: Option<PerOut>,
    /// The limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<CreditsOut>,
    /// When it begins again.
    #[serde(skip_serializing_if = "Option::is_none")]
    resets_at: Option<TimeOut>,
    /// The grant that is about to expire.
    #[serde(skip_serializing_if = "Option::is_none")]
    grant: Option<GrantIdOut>,
    /// When it expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<TimeOut>,
    /// The plan that holds now.
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<PlanIdOut>,
    /// When the period began.
    #[serde(skip_serializing_if = "Option::is_none")]
    starts_at: Option<TimeOut>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_at: Option<TimeOut>,
    /// The allowance that goes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    allowance: Option<CreditsOut>,
    /// The package that was ordered.
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<PackageIdOut>,
    /// How many of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    packages: Option<u32>,
    /// How it is paid: `saved`, `card` or `transfer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^(saved|card|transfer)$", value_type = Option<String>)]
    pay_with: Option<&'static str>,
    /// True for an order that automatic top-up placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    automatic: Option<bool>,
    /// The subaccount that the credits are for.
    #[serde(skip_serializing_if = "Option::is_none")]
    subaccount: Option<AccountIdOut>,
    /// Until when it is to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pay_by: Option<TimeOut>,
    /// The payment's, the refund's or the dispute's reference at the gateway or the bank.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    /// The number of the refund within its order.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    refund: Option<u32>,
    /// Of order.refunded: `succeeded`; or `failed`, when the bank sent the money back after that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^(succeeded|failed)$", value_type = Option<String>)]
    refund_status: Option<&'static str>,
    /// Of order.disputed: `open`, `won` or `lost`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^(open|won|lost)$", value_type = Option<String>)]
    dispute: Option<&'static str>,
    /// The invoice or the credit note.
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice: Option<InvoiceIdOut>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// `invoice` or `credit_note`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^(invoice|credit_note)$", value_type = Option<String>)]
    paper: Option<&'static str>,
    /// Why an order was canceled, or automatic top-up switched off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^(buyer|rejected|unpaid|declined|no_card|no_package)$", value_type = Option<String>)]
    cause: Option<&'static str>,
    /// Whether sharing is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    enabled: Option<bool>,
}

impl EventDetails {
    /// Of an entry.
    pub(super) fn of(ground: &Ground, entry: &Entry) -> Self {
        match &entry.fact {
            Fact::Notice(notice) => Self::of_notice(ground.no, notice),
            Fact::Account(fact) => Self::of_account(fact),
            Fact::Order(fact) => Self::of_order(ground, entry.seq, fact),
            _ => Self::default(),
        }
    }

    fn of_notice(no: PoolNo, notice: &Notice) -> Self {
        let all = Self::default();
        match notice {
            Notice::MonthlyUsed { percent, used, granted } => {
                Self { percent: Some(*percent), used: Some(Shown(*used)), granted: Some(Shown(*granted)), ..all }
            }
            Notice::MonthlyDepleted { granted } => Self { granted: Some(Shown(*granted)), ..all },
            Notice::ExtraLow { available, below } => {
                Self { extra: Some(Shown(*available)), below: Some(Shown(*below)), ..all }
            }
            Notice::Recovered { which, percent } => Self {
                percent: Some(*percent).filter(|percent| *percent > 0),
                which: Some(match which {
                    Alert::MonthlyUsed => "monthly_used",
                    Alert::MonthlyDepleted => "monthly_depleted",
                    Alert::ExtraLow => "extra_low",
                }),
                ..all
            },
            Notice::LimitReached { subject: whose, per, limit, used, resets_at, .. } => Self {
                level: Some(subject(whose)),
                per: Some(Shown(*per)),
                limit: Some(Shown(*limit)),
                used: Some(Shown(*used)),
                resets_at: Some(Shown(*resets_at)),
                ..all
            },
            Notice::Expiring { grant, credits, at, .. } => Self {
                grant: Some(Shown(GrantId { pool: no, seq: *grant })),
                extra: Some(Shown(*credits)),
                expires_at: Some(Shown(*at)),
                ..all
            },
            Notice::TrialEnding { at } => Self { ends_at: Some(Shown(*at)), ..all },
        }
    }

    fn of_account(fact: &AccountFact) -> Self {
        let all = Self::default();
        match fact {
            AccountFact::PeriodBegan(period) => Self {
                starts_at: Some(Shown(period.start)),
                ends_at: Some(Shown(period.end)),
                allowance: Some(Shown(period.allowance)),
                ..all
            },
            AccountFact::PlanChanged(changed) => Self { plan: Some(Shown(changed.choice.plan.clone())), ..all },
            AccountFact::Activated(activated) => Self { plan: Some(Shown(activated.choice.plan.clone())), ..all },
            AccountFact::Sharing(is_on) => Self { enabled: Some(*is_on), ..all },
            _ => all,
        }
    }

    fn of_order(ground: &Ground, seq: Seq, fact: &OrderFact) -> Self {
        let all = ground.placed.as_ref().map_or_else(Self::default, |placed| Self {
            package: Some(Shown(placed.package.clone())),
            packages: Some(placed.quantity),
            pay_with: Some(pay_with(placed.pay_with)),
            automatic: placed.is_top_up.then_some(true),
            subaccount: some(placed.subaccount.as_ref()),
            ..Self::default()
        });
        let text = |text: &scrip_core::text::Text| Some(text.to_string());
        match fact {
            OrderFact::Placed(placed) => Self { pay_by: Some(Shown(placed.pay_by)), ..all },
            OrderFact::Paid(paid) => Self { reference: text(&paid.payment), ..all },
            OrderFact::Overpaid { payment, .. } => Self { reference: text(payment), ..all },
            OrderFact::Issued(issued) => Self {
                invoice: Some(Shown(InvoiceId { pool: ground.no, seq })),
                number: Some(number(issued.year, issued.number)),
                paper: Some(match issued.paper {
                    Paper::Invoice | Paper::Restored { .. } => "invoice",
                    Paper::CreditNote { .. } => "credit_note",
                }),
                refund: match issued.paper {
                    Paper::Invoice => None,
                    Paper::CreditNote { refund } | Paper::Restored { refund } => Some(refund),
                },
                ..all
            },
            OrderFact::Canceled { cause, .. } => Self { cause: Some(cancel_cause(*cause)), ..all },
            OrderFact::RefundEnded { refund, reference, is_done, .. } => Self {
                refund: Some(*refund),
                refund_status: is_done.then_some("succeeded"),
                reference: reference.as_ref().and_then(text),
                ..all
            },
            OrderFact::RefundFailed { refund, .. } => {
                Self { refund: Some(*refund), refund_status: Some("failed"), ..all }
            }
            OrderFact::DisputeOpened(opened) => {
                Self { dispute: Some("open"), reference: text(&opened.reference), ..all }
            }
            OrderFact::DisputeClosed { reference, is_won, .. } => {
                Self { dispute: Some(if *is_won { "won" } else { "lost" }), reference: text(reference), ..all }
            }
            OrderFact::TopUpOff { cause } => Self { cause: top_up_cause(*cause), ..all },
            _ => all,
        }
    }
}

const fn pay_with(pay_with: PayWith) -> &'static str {
    match pay_with {
        PayWith::Saved => "saved",
        PayWith::Card => "card",
        PayWith::Transfer => "transfer",
    }
}

const fn cancel_cause(cause: CancelCause) -> &'static str {
    match cause {
        CancelCause::Buyer => "buyer",
        CancelCause::Rejected => "rejected",
        CancelCause::Unpaid => "unpaid",
        CancelCause::Declined => "declined",
    }
}

const fn top_up_cause(cause: TopUpOffCause) -> Option<&'static str> {
    match cause {
        TopUpOffCause::Removed => None,
        TopUpOffCause::Declined => Some("declined"),
        TopUpOffCause::NoCard => Some("no_card"),
        TopUpOffCause::NoPackage => Some("no_package"),
    }
}
