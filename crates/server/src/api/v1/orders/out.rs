//! An order as the API shows it: what was bought, what it costs, where it stands, what went back.

use scrip_core::catalog::Bank;
use scrip_core::entry::{CancelCause, PayWith};
use scrip_core::id::{GrantId, InvoiceId, OrderId};
use scrip_core::money::Money;
use scrip_core::order::{Dispute, Order, Overpayment, Refund, State};
use scrip_core::pool::Pool;
use scrip_core::text::Text;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::payments::docs::{self, Course, SentBack};
use crate::problem::Problem;
use crate::wire::shown::{
    AccountIdOut, CreditsOut, DisputeStateOut, GrantIdOut, InvoiceIdOut, MemberIdOut, MoneyOut, OrderIdOut,
    OrderStatusOut, PackageIdOut, PayWithOut, RateOut, RefundStateOut, Shown, TimeOut, some,
};

/// An order.
#[derive(Serialize, ToSchema)]
#[schema(as = Order)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderOut {
    /// Its id.
    id: OrderIdOut,
    /// The account that pays.
    account: AccountIdOut,
    /// Who bought; none: the product, or auto top-up.
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<MemberIdOut>,
    /// The subaccount that the credits are for; none: the whole account.
    #[serde(skip_serializing_if = "Option::is_none")]
    r#for: Option<AccountIdOut>,
    /// The package.
    package: PackageIdOut,
    /// How many of it.
    quantity: u32,
    /// The credits of all of them.
    credits: CreditsOut,
    /// Where it stands.
    status: OrderStatusOut,
    /// The price without tax.
    net: MoneyOut,
    /// The tax.
    tax: MoneyOut,
    /// What is paid.
    total: MoneyOut,
    /// The tax in percent.
    tax_rate: RateOut,
    /// True when the buyer owes the tax.
    reverse_charge: bool,
    /// How it is paid.
    pay_with: PayWithOut,
    /// True for one that auto top-up placed.
    auto_top_up: bool,
    /// The gateway's page, while it is to be paid there.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// Why the last payment was declined, or why it was canceled.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Unpaid at this instant, it is canceled.
    pay_by: TimeOut,
    /// When the credits are promised, once a transfer was reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    credits_by: Option<TimeOut>,
    /// Where a transfer goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    transfer: Option<TransferOut>,
    /// The grant of its credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    grant: Option<GrantIdOut>,
    /// Its invoice.
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice: Option<InvoiceIdOut>,
    /// What went back or is to.
    refunds: Vec<RefundOut>,
    /// Credits whose money went back.
    refunded_credits: CreditsOut,
    /// Payments that do not pay for it, a second one or one of another amount: each goes back, whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overpaid: Vec<OverpaidOut>,
    /// The dispute of its payment, the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    dispute: Option<DisputeOut>,
    /// When it was placed.
    created_at: TimeOut,
    /// When it was paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    paid_at: Option<TimeOut>,
}

/// Where a transfer goes.
#[derive(Serialize, ToSchema)]
#[schema(as = Transfer)]
#[serde(deny_unknown_fields)]
struct TransferOut {
    /// The seller's bank account, where the catalog names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    bank: Option<BankOut>,
    /// What the buyer writes on it.
    reference: String,
}

/// A bank account.
#[derive(Serialize, ToSchema)]
#[schema(as = Bank)]
#[serde(deny_unknown_fields)]
pub(crate) struct BankOut {
    /// Whose it is.
    name: String,
    /// Its number.
    iban: String,
    /// The bank's code.
    bic: String,
}

impl From<&Bank> for BankOut {
    fn from(bank: &Bank) -> Self {
        Self { name: bank.name.clone(), iban: bank.iban.clone(), bic: bank.bic.clone() }
    }
}

/// A refund.
#[derive(Serialize, ToSchema)]
#[schema(as = Refund)]
#[serde(deny_unknown_fields)]
struct RefundOut {
    /// The order's id and the refund's number within it.
    id: String,
    /// How many credits it takes back.
    credits: CreditsOut,
    /// What goes back, gross.
    amount: MoneyOut,
    /// Where it stands.
    status: RefundStateOut,
}

/// A payment that does not pay for its order.
#[derive(Serialize, ToSchema)]
#[schema(as = Overpayment)]
#[serde(deny_unknown_fields)]
struct OverpaidOut {
    /// The gateway's or the bank's reference.
    reference: String,
    /// How much.
    amount: MoneyOut,
    /// `pending` until the gateway has taken it on, `succeeded` from then on; `by_hand`: the operator is to send it.
    #[schema(pattern = "^(pending|succeeded|by_hand)$", value_type = String)]
    status: &'static str,
}

/// A dispute of an order's payment.
#[derive(Serialize, ToSchema)]
#[schema(as = OrderDispute)]
#[serde(deny_unknown_fields)]
struct DisputeOut {
    /// The gateway's id of it.
    id: String,
    /// Where it stands.
    status: DisputeStateOut,
    /// How much of what was paid; none of one that was over before it was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<MoneyOut>,
    /// Credits that were taken back for it.
    credits: CreditsOut,
}

impl OrderOut {
    /// An order of a pool, with its page where it has one.
    pub(crate) fn of(app: &App, pool: &Pool, id: OrderId, order: &Order) -> Result<Self, Problem> {
        let placed = &order.placed;
        let money = |amount| MoneyOut::from(Money { amount, currency: placed.total.currency });
        let page = match order.state {
            State::Pending => Course::of(&app.ledger, id)?.and_then(|course| course.page),
            _ => None,
        };
        let catalogs = app.ledger.catalogs();
        let bank = catalogs.current().settings().manual_payment.bank.as_ref().map(BankOut::from);
        let is_transfer = placed.pay_with == PayWith::Transfer && order.state != State::Canceled;
        let payment = order.payment.as_ref();
        Ok(Self {
            id: Shown(id),
            account: Shown(pool.account.clone()),
            member: some(placed.member.as_ref()),
            r#for: some(placed.subaccount.as_ref()),
            package: Shown(placed.package.clone()),
            quantity: placed.quantity,
            credits: Shown(placed.credits),
            status: Shown(order.status()),
            net: money(placed.total.net),
            tax: money(placed.total.tax),
            total: money(placed.total.gross),
            tax_rate: Shown(placed.total.rate),
            reverse_charge: placed.total.is_reverse_charge,
            pay_with: Shown(placed.pay_with),
            auto_top_up: placed.is_top_up,
            url: page.map(|page| page.url),
            reason: reason(order),
            pay_by: Shown(placed.pay_by),
            credits_by: order.credits_by.map(Shown),
            transfer: is_transfer.then(|| TransferOut { bank, reference: id.to_string() }),
            grant: payment.map(|paid| Shown(GrantId { pool: pool.no, seq: paid.grant })),
            invoice: order.invoice.map(|seq| Shown(InvoiceId { pool: pool.no, seq })),
            refunds: order.refunds.iter().zip(1..).map(|(refund, number)| refunded(id, number, refund)).collect(),
            refunded_credits: Shown(order.refunded_credits()),
            overpaid: order.overpaid.iter().map(|over| overpaid(app, id, order, over)).collect::<Result<_, _>>()?,
            dispute: order.disputes.last().map(disputed),
            created_at: Shown(order.placed_at),
            paid_at: payment.map(|paid| Shown(paid.at)),
        })
    }
}

fn refunded(id: OrderId, number: u32, refund: &Refund) -> RefundOut {
    RefundOut {
        id: format!("{id}-{number}"),
        credits: Shown(refund.credits),
        amount: refund.total.gross().into(),
        status: Shown(refund.state),
    }
}

fn overpaid(app: &App, id: OrderId, order: &Order, over: &Overpayment) -> Result<OverpaidOut, Problem> {
    let is_transfer = order.placed.pay_with == PayWith::Transfer;
    let status = match docs::sent_back(&app.ledger, id, &over.reference)? {
        Some(SentBack::Done) => "succeeded",
        Some(SentBack::ByHand) => "by_hand",
        None if is_transfer || app.payments.gateway.is_none() => "by_hand",
        None => "pending",
    };
    Ok(OverpaidOut { reference: over.reference.to_string(), amount: over.amount.into(), status })
}

fn disputed(dispute: &Dispute) -> DisputeOut {
    DisputeOut {
        id: dispute.reference.to_string(),
        status: Shown(dispute.state),
        amount: dispute.amount.map(Into::into),
        credits: Shown(dispute.taken),
    }
}

/// Why an order waits, or waits no more.
fn reason(order: &Order) -> Option<String> {
    let canceled = order.canceled.filter(|_| order.state == State::Canceled).map(|cause| match cause {
        CancelCause::Buyer => "canceled_by_buyer".to_owned(),
        CancelCause::Rejected => "rejected".to_owned(),
        CancelCause::Unpaid => "unpaid".to_owned(),
        CancelCause::Declined => "declined".to_owned(),
    });
    let waits = matches!(order.state, State::Pending | State::AwaitingPayment);
    canceled.or_else(|| order.declined.as_ref().filter(|_| waits).map(Text::to_string))
}
