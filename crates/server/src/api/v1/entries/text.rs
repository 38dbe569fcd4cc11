//! What a line of the ledger says in a sentence.

use scrip_core::entry::{AccountFact, Alert, CancelCause, Entry, Fact, Notice, OrderFact, Paper};

use super::out::usage;
use crate::wire::words::{account_kind, subject, word};

/// What happened, in a sentence.
pub(super) fn text(entry: &Entry) -> String {
    let feature = || usage(entry).and_then(|usage| usage.feature.as_ref()).map_or("other", |feature| feature.as_str());
    match &entry.fact {
        Fact::Grant(granted) => {
            let kind = word(crate::wire::words::GRANT_KINDS, &granted.terms.kind);
            format!("{} credits granted, kind {kind}", granted.terms.credits)
        }
        Fact::Expire(taken) => format!("{} unused credits expired", taken.credits),
        Fact::Void(voided) => format!("{} credits voided", voided.credits),
        Fact::Roll(rolled) => format!("{} credits carried into the next period", rolled.terms.credits),
        Fact::Spend(spent) => format!("{} credits used for {}", spent.credits, feature()),
        Fact::Repay(repaid) => format!("{} owed credits paid", repaid.draw.credits),
        Fact::Reserve(reserved) => format!("{} credits set aside for {}", reserved.credits, feature()),
        Fact::Extend(extended) => format!("reservation extended to {}", extended.expires_at),
        Fact::Settle(settled) => format!("{} credits used for {}, reserved before", settled.credits, feature()),
        Fact::Release(_) => "reservation released".to_owned(),
        Fact::Reverse(reversed) => format!("{} credits of a spend put back", reversed.credits),
        Fact::Quote(quoted) => format!("{} credits quoted for {}", quoted.credits, feature()),
        Fact::Account(fact) => account_text(fact),
        Fact::Order(fact) => order_text(fact),
        Fact::Claw(clawed) => format!("{} credits of an order taken back", clawed.credits),
        Fact::Reinstate(back) => format!("{} credits of an order put back", back.credits),
        Fact::Notice(notice) => notice_text(notice),
    }
}

fn account_text(fact: &AccountFact) -> String {
    match fact {
        AccountFact::Opened(opened) => {
            format!("{} account created on the plan {}", account_kind(opened.kind), opened.choice.plan)
        }
        AccountFact::SubaccountAdded(account) => format!("subaccount {account} added"),
        AccountFact::MemberPut(put) => format!("member {} put as {}", put.member, put.role),
        AccountFact::MemberRemoved { member, .. } => format!("member {member} removed"),
        AccountFact::Sharing(true) => "sharing turned on".to_owned(),
        AccountFact::Sharing(false) => "sharing turned off".to_owned(),
        AccountFact::LimitSet { subject: whose, credits, .. } => {
            format!("spend limit of {} set to {credits}", subject(whose))
        }
        AccountFact::LimitRemoved(whose) => format!("spend limit of {} removed", subject(whose)),
        AccountFact::OverdraftLimit(limit) => format!("overdraft limit set to {limit}"),
        AccountFact::ZoneSet(zone) => format!("time zone set to {zone}"),
        AccountFact::PlanChanged(changed) => format!("plan changed to {}", changed.choice.plan),
        AccountFact::ChangeScheduled(choice) => {
            format!("change to the plan {} scheduled for the period's end", choice.plan)
        }
        AccountFact::ScheduleDropped => "scheduled change or cancel dropped".to_owned(),
        AccountFact::Canceling => "canceled, to end with the running period".to_owned(),
        AccountFact::Ended => "account ended".to_owned(),
        AccountFact::Activated(activated) => format!("activated on the plan {}", activated.choice.plan),
        AccountFact::Paused => "paused".to_owned(),
        AccountFact::Resumed => "resumed".to_owned(),
        AccountFact::PeriodBegan(period) => format!("period {} began, to {}", period.number, period.end),
        AccountFact::PeriodGranted(_) => "the running period was granted after all".to_owned(),
    }
}

fn order_text(fact: &OrderFact) -> String {
    match fact {
        OrderFact::Placed(placed) => format!("{} of the package {} ordered", placed.quantity, placed.package),
        OrderFact::Declined { .. } => "payment declined".to_owned(),
        OrderFact::Paid(_) => "order paid".to_owned(),
        OrderFact::Issued(issued) => match issued.paper {
            Paper::Invoice => format!("invoice {}-{} issued", issued.year, issued.number),
            Paper::Restored { .. } => {
                format!("invoice {}-{} issued: it takes back a credit note", issued.year, issued.number)
            }
            Paper::CreditNote { .. } => format!("credit note {}-{} issued", issued.year, issued.number),
        },
        OrderFact::Canceled { cause, .. } => match cause {
            CancelCause::Buyer => "order canceled".to_owned(),
            CancelCause::Rejected => "order rejected".to_owned(),
            CancelCause::Unpaid => "order canceled: it was not paid in time".to_owned(),
            CancelCause::Declined => "order canceled: its payment was declined".to_owned(),
        },
        OrderFact::Overdue { .. } => "order overdue".to_owned(),
        OrderFact::Overpaid { .. } => "a payment does not pay for the order, and goes back".to_owned(),
        OrderFact::TransferReported { credits_by, .. } => format!("transfer reported; credits by {credits_by}"),
        OrderFact::RefundBegun(begun) => format!("refund of {} credits begun", begun.credits),
        OrderFact::RefundEnded { is_done: true, .. } => "refund done".to_owned(),
        OrderFact::RefundEnded { is_done: false, .. } => "refund refused by the gateway".to_owned(),
        OrderFact::RefundFailed { .. } => "refund sent back by the bank".to_owned(),
        OrderFact::DisputeOpened(_) => "payment disputed".to_owned(),
        OrderFact::DisputeClosed { is_won: true, .. } => "dispute won".to_owned(),
        OrderFact::DisputeClosed { is_won: false, .. } => "dispute lost".to_owned(),
        OrderFact::CardSaved { .. } => "card saved".to_owned(),
        OrderFact::CardRemoved => "card removed".to_owned(),
        OrderFact::TopUpSet(top_up) => {
            format!("auto top-up with the package {} below {}", top_up.package, top_up.threshold)
        }
        OrderFact::TopUpOff { .. } => "auto top-up switched off".to_owned(),
    }
}

fn notice_text(notice: &Notice) -> String {
    match notice {
        Notice::MonthlyUsed { percent, .. } => format!("{percent} percent of the monthly credits used"),
        Notice::MonthlyDepleted { .. } => "all monthly credits used".to_owned(),
        Notice::ExtraLow { available, .. } => format!("{available} extra credits left"),
        Notice::Recovered { which: Alert::ExtraLow, .. } => "enough extra credits again".to_owned(),
        Notice::Recovered { percent: 0, .. } => "enough monthly credits again".to_owned(),
        Notice::Recovered { percent, .. } => format!("monthly credits again, of which {percent} percent are used"),
        Notice::LimitReached { subject: whose, limit, used, resets_at, .. } => {
            format!("spend limit of {} reached: {used} of {limit} used until {resets_at}", subject(whose))
        }
        Notice::Expiring { credits, at, .. } => format!("{credits} unused extra credits expire at {at}"),
        Notice::TrialEnding { at } => format!("the trial ends at {at}"),
    }
}
