//! A line of the ledger as the API shows it: what, who, which cost, which grants, and a sentence that says so.

use scrip_core::credits::Credits;
use scrip_core::entry::{
    AccountFact, By, ClawCause, Draw, Entry, Fact, Issued, Notice, OrderFact, Paid, Return, Usage,
};
use scrip_core::grant::Terms;
use scrip_core::id::{AccountId, EntryId, GrantId, MemberId, OrderId, PoolNo, QuoteId, ReservationId, Seq, SpendId};
use serde::Serialize;
use utoipa::ToSchema;

use super::text::text;
use crate::api::v1::spends::ReturnOut;
use crate::api::v1::spends::out::{DrawOut, draws};
use crate::wire::shown::{
    AccountIdOut, CreditsOut, EntryIdOut, FeatureIdOut, GrantIdOut, GrantKindOut, MemberIdOut, MoneyOut, Notes,
    OrderIdOut, QuoteIdOut, ReservationIdOut, Shown, SpendIdOut, TextOut, TimeOut, some,
};
use crate::wire::usage::{UsageOut, parts};
use crate::wire::words::entry_kind;

/// A line of the ledger.
#[derive(Serialize, ToSchema)]
#[schema(as = Entry)]
#[serde(deny_unknown_fields)]
pub(crate) struct EntryOut {
    /// Its id.
    pub(crate) id: EntryIdOut,
    /// Its place in the pool, from 1 without a gap.
    #[schema(minimum = 1)]
    pub(crate) sequence: u64,
    /// When it holds.
    pub(crate) at: TimeOut,
    /// What kind of line it is.
    #[schema(
        pattern = "^(grant|expire|void|roll|spend|reserve|settle|release|reverse|claw|reinstate|order|account|notice)$"
    )]
    pub(crate) kind: &'static str,
    /// Who caused it: `clock`, `product`, `member` or `operator`.
    #[schema(pattern = "^(clock|product|member|operator)$")]
    pub(crate) by: &'static str,
    /// The operator who caused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<String>,
    /// The account that it is about.
    pub(crate) account: AccountIdOut,
    /// The member who acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) member: Option<MemberIdOut>,
    /// The feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) feature: Option<FeatureIdOut>,
    /// How many uses or units.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    pub(crate) quantity: Option<u64>,
    /// What was used, of a metered feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) usage: Option<UsageOut>,
    /// How many credits it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) credits: Option<CreditsOut>,
    /// From which grants.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(crate) draws: Vec<DrawOut>,
    /// What went back to which grants.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(crate) returned: Vec<ReturnOut>,
    /// What that account could then spend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) available: Option<CreditsOut>,
    /// The grant that it made or is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) grant: Option<GrantIdOut>,
    /// The kind of the grant that it made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) grant_kind: Option<GrantKindOut>,
    /// What was paid for the grant that it made, without tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cost_basis: Option<MoneyOut>,
    /// The grant of the period before, from which the credits were carried over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rolled_from: Option<GrantIdOut>,
    /// The spend that it made or is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) spend: Option<SpendIdOut>,
    /// The reservation that it made or is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reservation: Option<ReservationIdOut>,
    /// The quote that it made or was bound to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) quote: Option<QuoteIdOut>,
    /// The order that it made or is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) order: Option<OrderIdOut>,
    /// How much money it is about, gross.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) amount: Option<MoneyOut>,
    /// Why credits of an order were taken back: `refund` or `dispute`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^(refund|dispute)$", value_type = Option<String>)]
    pub(crate) cause: Option<&'static str>,
    /// Why, in the words of whoever did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<TextOut>,
    /// The host's own notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub(crate) metadata: Option<Notes>,
    /// The catalog version that it was made by.
    #[schema(minimum = 1)]
    pub(crate) catalog_version: u32,
    /// A sentence that says what happened.
    pub(crate) text: String,
}

/// The use that a line is about, for filters and for who may see it.
pub(crate) fn usage(entry: &Entry) -> Option<&Usage> {
    match &entry.fact {
        Fact::Spend(spent) => Some(&spent.usage),
        Fact::Reserve(reserved) => Some(&reserved.usage),
        Fact::Settle(settled) => Some(&settled.usage),
        Fact::Reverse(reversed) => Some(&reversed.usage),
        Fact::Quote(quoted) => Some(&quoted.usage),
        _ => None,
    }
}

/// The subaccount that a line is about; none: the main account.
pub(crate) fn subaccount(entry: &Entry) -> Option<&AccountId> {
    match &entry.fact {
        Fact::Grant(granted) => granted.terms.scope.as_ref().and_then(|scope| scope.subaccounts.first()),
        Fact::Account(AccountFact::SubaccountAdded(account)) => Some(account),
        Fact::Account(AccountFact::MemberPut(put)) => put.subaccount.as_ref(),
        Fact::Account(AccountFact::MemberRemoved { subaccount, .. }) => subaccount.as_ref(),
        _ => usage(entry).and_then(|usage| usage.subaccount.as_ref()),
    }
}

/// The member that a line is about.
pub(crate) fn member(entry: &Entry) -> Option<&MemberId> {
    match (&entry.by, usage(entry)) {
        (_, Some(Usage { member: Some(member), .. })) | (By::Member(member), _) => Some(member),
        _ => None,
    }
}

/// Why credits of an order were taken back.
const fn cause(cause: &ClawCause) -> &'static str {
    match cause {
        ClawCause::Refund(_) => "refund",
        ClawCause::Dispute(_) => "dispute",
    }
}

impl EntryOut {
    /// A line of a pool of this account.
    pub(crate) fn of(no: PoolNo, account: &AccountId, entry: &Entry) -> Self {
        let used = usage(entry);
        let (quantity, used_up, _) = used.map_or((None, None, None), |usage| parts(&usage.measure));
        let plain = Self {
            id: Shown(EntryId { pool: no, seq: entry.seq }),
            sequence: entry.seq.get(),
            at: Shown(entry.at),
            kind: entry_kind(entry),
            by: match &entry.by {
                By::Clock => "clock",
                By::Product => "product",
                By::Member(_) => "member",
                By::Operator(_) => "operator",
            },
            operator: match &entry.by {
                By::Operator(id) => Some(id.to_string()),
                By::Clock | By::Product | By::Member(_) => None,
            },
            account: Shown(subaccount(entry).unwrap_or(account).clone()),
            member: some(member(entry)),
            feature: some(used.and_then(|usage| usage.feature.as_ref())),
            quantity,
            usage: used_up,
            credits: None,
            draws: Vec::new(),
            returned: Vec::new(),
            available: None,
            grant: None,
            grant_kind: None,
            cost_basis: None,
            rolled_from: None,
            spend: None,
            reservation: None,
            quote: None,
            order: None,
            amount: None,
            cause: None,
            reason: None,
            metadata: None,
            catalog_version: entry.catalog,
            text: text(entry),
        };
        plain.with(no, entry)
    }

    fn with(self, no: PoolNo, entry: &Entry) -> Self {
        let grant = |seq: Seq| Some(Shown(GrantId { pool: no, seq }));
        let spend = |seq: Seq| Some(Shown(SpendId { pool: no, seq }));
        let reservation = |seq: Seq| Some(Shown(ReservationId { pool: no, seq }));
        let order = |seq: Seq| Some(Shown(OrderId { pool: no, seq }));
        let quote = |seq: Option<Seq>| seq.map(|seq| Shown(QuoteId { pool: no, seq }));
        let back = |returned: &[Return]| returned.iter().map(|back| ReturnOut::of(no, back)).collect();
        let amount = |credits: Credits| Some(Shown(credits));
        match &entry.fact {
            Fact::Grant(granted) => Self {
                reason: some(granted.reason.as_ref()),
                available: amount(granted.available),
                ..self.made(no, entry.seq, &granted.terms)
            },
            Fact::Expire(taken) => Self { credits: amount(taken.credits), grant: grant(taken.grant), ..self },
            Fact::Void(voided) => Self {
                credits: amount(voided.credits),
                grant: grant(voided.grant),
                available: amount(voided.available),
                ..self
            },
            Fact::Roll(rolled) => self.made(no, entry.seq, &rolled.terms),
            Fact::Spend(spent) => Self {
                credits: amount(spent.credits),
                draws: draws(no, &spent.draws),
                spend: spend(entry.seq),
                quote: quote(spent.quote),
                metadata: spent.metadata.clone().map(Notes),
                available: amount(spent.available),
                ..self
            },
            Fact::Repay(repaid) => Self {
                credits: amount(repaid.draw.credits),
                draws: draws(no, std::iter::once::<&Draw>(&repaid.draw)),
                spend: spend(repaid.spend),
                ..self
            },
            Fact::Reserve(reserved) => Self {
                credits: amount(reserved.credits),
                draws: draws(no, &reserved.draws),
                reservation: reservation(entry.seq),
                quote: quote(reserved.quote),
                metadata: reserved.metadata.clone().map(Notes),
                available: amount(reserved.available),
                ..self
            },
            Fact::Extend(extended) => Self { reservation: reservation(extended.reservation), ..self },
            Fact::Settle(settled) => Self {
                credits: amount(settled.credits),
                draws: draws(no, settled.kept.iter().chain(&settled.surplus)),
                returned: back(&settled.returned),
                spend: spend(entry.seq),
                reservation: reservation(settled.reservation),
                available: amount(settled.available),
                ..self
            },
            Fact::Release(released) => Self {
                credits: amount(released.returned.iter().fold(Credits::ZERO, |sum, r| sum.saturating_add(r.credits))),
                returned: back(&released.returned),
                reservation: reservation(released.reservation),
                available: amount(released.available),
                ..self
            },
            Fact::Reverse(reversed) => Self {
                credits: amount(reversed.credits),
                returned: back(&reversed.returned),
                spend: spend(reversed.spend),
                reason: some(reversed.reason.as_ref()),
                available: amount(reversed.available),
                ..self
            },
            Fact::Quote(quoted) => Self {
                credits: amount(quoted.credits),
                quote: quote(Some(entry.seq)),
                available: amount(quoted.available),
                ..self
            },
            Fact::Order(fact) => self.with_order(no, entry.seq, fact),
            Fact::Claw(clawed) => Self {
                credits: amount(clawed.credits),
                grant: grant(clawed.grant),
                order: order(clawed.order),
                available: amount(clawed.available),
                cause: Some(cause(&clawed.cause)),
                ..self
            },
            Fact::Reinstate(reinstated) => Self {
                credits: amount(reinstated.credits),
                grant: grant(reinstated.grant),
                order: order(reinstated.order),
                available: amount(reinstated.available),
                returned: back(&[reinstated.returned()]),
                ..self
            },
            Fact::Notice(Notice::Expiring { grant: of, credits, .. }) => {
                Self { credits: amount(*credits), grant: grant(*of), ..self }
            }
            Fact::Account(_) | Fact::Notice(_) => self,
        }
    }

    /// A grant that the line made.
    fn made(self, no: PoolNo, seq: Seq, terms: &Terms) -> Self {
        let id = |seq| Shown(GrantId { pool: no, seq });
        Self {
            credits: Some(Shown(terms.credits)),
            grant: Some(id(seq)),
            grant_kind: Some(Shown(terms.kind)),
            cost_basis: terms.cost_basis.map(Into::into),
            rolled_from: terms.rolled_from.map(id),
            ..self
        }
    }

    fn with_order(self, no: PoolNo, seq: Seq, fact: &OrderFact) -> Self {
        let is_placed = matches!(fact, OrderFact::Placed(_));
        let order = fact.order().or(is_placed.then_some(seq));
        let out = Self { order: order.map(|seq| Shown(OrderId { pool: no, seq })), ..self };
        match fact {
            OrderFact::Placed(placed) => {
                Self { credits: Some(Shown(placed.credits)), amount: Some(placed.total.gross().into()), ..out }
            }
            OrderFact::Paid(Paid { amount, grant, .. }) => {
                Self { amount: Some((*amount).into()), grant: Some(Shown(GrantId { pool: no, seq: *grant })), ..out }
            }
            OrderFact::Overpaid { amount, .. } => Self { amount: Some((*amount).into()), ..out },
            OrderFact::Issued(Issued { total, .. }) => Self { amount: Some(total.gross().into()), ..out },
            OrderFact::RefundBegun(begun) => Self {
                credits: Some(Shown(begun.credits)),
                amount: Some(begun.total.gross().into()),
                reason: some(begun.reason.as_ref()),
                ..out
            },
            OrderFact::DisputeOpened(opened) => {
                Self { credits: Some(Shown(opened.share)), amount: Some(opened.amount.into()), ..out }
            }
            OrderFact::Declined { reason, .. } => Self { reason: some(Some(reason)), ..out },
            OrderFact::Canceled { reason, .. } => Self { reason: some(reason.as_ref()), ..out },
            _ => out,
        }
    }
}
