//! Orders in a script: `order thousand x2 pay transfer buyer DE+`, `paid o1 pi1`, `refund o1 300`, and how they are shown.

use scrip_core::command::{OrderCommand, Payment, Place, SetTopUp};
use scrip_core::entry::{Fact, Issued, OrderFact, Paper, PayWith};
use scrip_core::money::Money;
use scrip_core::order::{Buyer, DisputeState, Order, RefundState, Status, total};
use scrip_core::text::Text;

use super::expect::Answer;
use super::words::{Words, amount, parse};
use super::world::World;

impl World {
    pub(super) fn order_command(&self, words: &Words) -> Option<OrderCommand> {
        let order = || self.seq(words.at(1));
        let text = |at: usize| Text::from(words.at(at));
        let command = match words.verb() {
            "order" => OrderCommand::Place(self.place(words)),
            "decline" => OrderCommand::Decline { order: order(), reason: Text::from("insufficient_funds") },
            "paid" => OrderCommand::Pay {
                order: order(),
                payment: Payment {
                    reference: text(2),
                    amount: words.rest.get(3).map_or_else(|| self.gross(words), |amount| money(amount)),
                    saved_card: words.option("card").map(Text::from),
                },
            },
            "cancel-order" => OrderCommand::Cancel { order: order() },
            "reject" => OrderCommand::Reject { order: order(), reason: Some(Text::from("never came")) },
            "report" => OrderCommand::ReportTransfer { order: order() },
            "refund" => OrderCommand::Refund {
                order: order(),
                credits: words.rest.get(2).map(|credits| amount(credits)),
                reason: None,
            },
            "refunded" => OrderCommand::EndRefund {
                order: order(),
                refund: parse(words.at(2)),
                is_done: words.at(3) == "yes",
                reference: words.rest.get(4).map(|reference| Text::from(reference.as_str())),
            },
            "foreign" => OrderCommand::ForeignRefund {
                order: order(),
                reference: text(2),
                amount: money(words.at(3)),
                is_done: words.rest.get(4).is_some_and(|word| word == "done"),
            },
            "dispute" => OrderCommand::OpenDispute {
                order: order(),
                reference: text(2),
                amount: money(words.at(3)),
                is_inquiry: words.rest.get(4).is_some_and(|word| word == "inquiry"),
            },
            "won" | "lost" => OrderCommand::CloseDispute {
                order: order(),
                reference: text(2),
                amount: money(words.at(3)),
                is_won: words.verb() == "won",
            },
            "card" => OrderCommand::SaveCard { reference: text(1) },
            "uncard" => OrderCommand::RemoveCard,
            "top-up" => OrderCommand::SetTopUp(set_top_up(words)),
            "no-top-up" => OrderCommand::RemoveTopUp,
            _ => return None,
        };
        Some(command)
    }

    fn place(&self, words: &Words) -> Place {
        let buyer = buyer(words);
        let quantity = words.rest.get(2).map_or(1, |times| parse(times.trim_start_matches('x')));
        let (pool, now) = self.seen().expect("a pool");
        let catalog = pool.catalog(&self.catalogs, now);
        let price = catalog.package(words.at(1)).map(|package| package.price);
        let tax = &catalog.settings().tax;
        let total = price.and_then(|price| total::total(tax, price, quantity, buyer)).map(|total| total.gross());
        Place {
            account: words.parsed("in").unwrap_or_else(|| self.account()),
            member: words.parsed("by"),
            for_subaccount: words.parsed("to"),
            package: parse(words.at(1)),
            quantity,
            shown: words.option("shown").map(money).or(total).unwrap_or_else(|| money("0")),
            buyer,
            pay_with: match words.option("pay").unwrap_or("card") {
                "saved" => PayWith::Saved,
                "card" => PayWith::Card,
                "transfer" => PayWith::Transfer,
                other => panic!("no way to pay: {other}"),
            },
            snapshot: Some([7; 32]),
        }
    }

    fn gross(&self, words: &Words) -> Money {
        let order = self.pool.as_ref().and_then(|pool| pool.order(self.seq(words.at(1))));
        order.map_or(money("0"), |order| order.placed.total.gross())
    }

    /// How an order stands: `order? o1 -> status paid refunded 0`.
    pub(super) fn order(&self, words: &Words) -> Answer {
        let (pool, _) = self.seen().expect("a pool");
        let order = pool.order(self.seq(words.at(1))).unwrap_or_else(|| panic!("{} is no order", words.at(1)));
        Answer::done()
            .with("status", status(order))
            .with("refunded", order.refunded_credits())
            .with("back", order.standing().map(|refund| refund.total.gross).sum::<u64>())
            .with(
                "refunds",
                order.refunds.iter().map(|refund| refund_state(refund.state)).collect::<Vec<_>>().join(" "),
            )
            .with(
                "disputes",
                order.disputes.iter().map(|dispute| dispute_state(dispute.state)).collect::<Vec<_>>().join(" "),
            )
            .with("taken", order.disputes.iter().map(|dispute| dispute.taken.to_string()).collect::<Vec<_>>().join(" "))
            .with("overpaid", order.overpaid.len())
            .with("is_overdue", order.is_overdue)
            .maybe("decline_reason", order.declined.as_ref())
            .maybe("credits_by", order.credits_by)
            .with("pay_by", order.placed.pay_by)
    }

    /// Every number that was given: `2026-1:invoice:2337`.
    pub(super) fn papers(&self) -> Answer {
        let issued = self.entries.iter().filter_map(|entry| match &entry.fact {
            Fact::Order(OrderFact::Issued(issued)) => Some(paper(issued)),
            _ => None,
        });
        Answer::done().with("papers", issued.collect::<Vec<_>>().join(" "))
    }
}

/// `top-up 500 thousand max 5000 buyer DE+`.
fn set_top_up(words: &Words) -> SetTopUp {
    SetTopUp {
        member: words.parsed("by"),
        threshold: parse(words.at(1)),
        package: parse(words.at(2)),
        monthly_max: words.option("max").map_or_else(|| money("1000000"), money),
        buyer: buyer(words),
    }
}

fn buyer(words: &Words) -> Buyer {
    let buyer = words.option("buyer").unwrap_or_default();
    Buyer { country: buyer.trim_end_matches('+').parse().ok(), has_tax_id: buyer.ends_with('+') }
}

fn paper(issued: &Issued) -> String {
    let kind = match issued.paper {
        Paper::Invoice => "invoice".to_owned(),
        Paper::CreditNote { refund } => format!("note{refund}"),
        Paper::Restored { refund } => format!("restored{refund}"),
    };
    format!("{}-{}:{kind}:{}", issued.year, issued.number, issued.total.gross)
}

fn money(text: &str) -> Money {
    let (amount, currency) = text.split_once(':').unwrap_or((text, "USD"));
    Money { amount: parse(amount), currency: parse(currency) }
}

fn status(order: &Order) -> &'static str {
    match order.status() {
        Status::Pending => "pending",
        Status::AwaitingPayment => "awaiting_payment",
        Status::Paid => "paid",
        Status::Canceled => "canceled",
        Status::Refunded => "refunded",
        Status::Disputed => "disputed",
    }
}

fn refund_state(state: RefundState) -> &'static str {
    match state {
        RefundState::Pending => "pending",
        RefundState::Done => "done",
        RefundState::Refused => "refused",
        RefundState::Failed => "failed",
    }
}

fn dispute_state(state: DisputeState) -> &'static str {
    match state {
        DisputeState::Open => "open",
        DisputeState::Won => "won",
        DisputeState::Lost => "lost",
    }
}

/// What a fact answers.
pub(super) fn done(fact: &OrderFact) -> Answer {
    let done = Answer::done();
    match fact {
        OrderFact::Placed(placed) => done
            .with("credits", placed.credits)
            .with("net", placed.total.net)
            .with("tax", placed.total.tax)
            .with("gross", placed.total.gross),
        OrderFact::Paid(paid) => done.with("amount", paid.amount.amount),
        OrderFact::TransferReported { credits_by, .. } => done.with("credits_by", credits_by),
        OrderFact::RefundBegun(begun) => done
            .with("credits", begun.credits)
            .with("amount", begun.total.gross)
            .with("tax", begun.total.tax)
            .with("whole", begun.is_whole),
        OrderFact::DisputeOpened(opened) => done.with("claim", opened.share),
        _ => done,
    }
}

/// The word of a line.
pub(super) fn word(fact: &OrderFact) -> &'static str {
    match fact {
        OrderFact::Placed(_) => "placed",
        OrderFact::Declined { .. } => "declined",
        OrderFact::Paid(_) => "paid",
        OrderFact::Issued(_) => "issued",
        OrderFact::Canceled { .. } => "canceled",
        OrderFact::Overdue { .. } => "overdue",
        OrderFact::Overpaid { .. } => "overpaid",
        OrderFact::TransferReported { .. } => "reported",
        OrderFact::RefundBegun(_) => "refund-begun",
        OrderFact::RefundEnded { is_done: true, .. } => "refund-done",
        OrderFact::RefundEnded { is_done: false, .. } => "refund-refused",
        OrderFact::RefundFailed { .. } => "refund-failed",
        OrderFact::DisputeOpened(_) => "disputed",
        OrderFact::DisputeClosed { is_won: true, .. } => "won",
        OrderFact::DisputeClosed { is_won: false, .. } => "lost",
        OrderFact::CardSaved { .. } => "card",
        OrderFact::CardRemoved => "uncard",
        OrderFact::TopUpSet(_) => "top-up",
        OrderFact::TopUpOff { .. } => "top-up-off",
    }
}
