//! Orders: bought by card, by transfer, by themselves; declined, confirmed, forgotten; refunded and disputed, here and there.

use scrip_fake_stripe::{Paid, Refunds};
use serde_json::{Value, json};

use crate::Outcome;
use crate::book::Task;
use crate::calendar::DAY;
use crate::http::{credits, milli};
use crate::people::good_card;
use crate::year::Year;

/// Packages that auto top-up may order in a calendar month.
pub(crate) const TOP_UPS_A_MONTH: usize = 2;
/// In so many of a thousand steps an account buys: some four times a year.
const BUYS: u64 = 36;
/// Packages of the sample catalog: id, cents without tax.
const PACKAGES: &[(&str, i64)] = &[
    ("extra-1000", 1_900),
    ("extra-1000", 1_900),
    ("extra-1000", 1_900),
    ("extra-5000", 7_900),
    ("extra-20000", 24_900),
];
/// A card that every bank declines.
const DECLINED: &str = "4000000000000002";

/// What a buyer pays, gross: the sample's rates, by the buyer's country or the seller's, half a cent up; nothing on top for
/// a company of another country of the Union.
pub(crate) fn gross(net: i64, country: Option<&str>, has_tax_id: bool) -> i64 {
    let percent = match country {
        None | Some("PL") => 23,
        Some("DE") if !has_tax_id => 19,
        _ => 0,
    };
    net + (net * percent + 50) / 100
}

impl Year {
    /// Who buys today, saves a card, or arranges to top up.
    pub(crate) fn buys(&mut self) -> Outcome<()> {
        for place in 0..self.people.len() {
            if !self.is_awake(&self.people[place]) {
                continue;
            }
            let account = &mut self.people[place];
            let (buys, tops_up) = (account.dice.in_thousand(BUYS), account.tops_up);
            let (id, is_saved) = (account.id.clone(), self.book.saved.contains_key(&account.id));
            if tops_up && !is_saved && !self.is_gateway_down {
                self.saves(place)?;
            } else if buys {
                self.orders(place, &id, is_saved)?;
            }
        }
        Ok(())
    }

    /// Saves a card on the gateway's page without paying, and arranges to top up.
    fn saves(&mut self, place: usize) -> Outcome<()> {
        let account = &self.people[place];
        let (id, card) = (account.id.clone(), account.card);
        let total = gross(1_900, account.country, account.tax_id.is_some());
        let threshold = (account.allowance() / 5).max(400);
        let call = format!("POST /v1/accounts/{id}/payment-method/setup");
        let reply = self.house.api.ask(&call, "-", &json!({}))?;
        let Some(session) = reply.body["url"].as_str().and_then(|url| url.rsplit('/').next()) else {
            self.book.refused(reply.code().unwrap_or("no page"));
            return Ok(());
        };
        self.book.saved.insert(id.clone(), true);
        if matches!(self.house.stripe.pay(session, card), Paid::Asks(_)) {
            self.house.stripe.authenticate(session, true);
        }
        self.house.heard();
        let body = json!({ "threshold": threshold, "package": "extra-1000",
                           "monthly_max": { "amount": total * i64::try_from(TOP_UPS_A_MONTH)? + 10, "currency": "USD" } });
        let set = self.house.api.ask(&format!("PUT /v1/accounts/{id}/auto-top-up"), "-", &body)?;
        match set.code() {
            Some(code) => self.book.refused(code),
            None => self.book.did("top-ups arranged"),
        }
        Ok(())
    }

    fn orders(&mut self, place: usize, id: &str, is_saved: bool) -> Outcome<()> {
        let account = &mut self.people[place];
        let (package, net) = account.dice.pick(PACKAGES);
        let quantity = if account.dice.in_thousand(150) { 2 } else { 1 };
        let how = account.dice.below(100);
        let pay_with = match how {
            _ if is_saved && how < 75 => "saved",
            0..=64 => "card",
            _ => "transfer",
        };
        let card = account.card;
        let total = gross(net * quantity, account.country, account.tax_id.is_some());
        let mut body = json!({ "package": package, "quantity": quantity, "member": account.owner, "pay_with": pay_with,
                               "total": { "amount": total, "currency": "USD" } });
        if !account.subaccounts.is_empty() && account.dice.in_thousand(400) {
            body["for"] = json!(account.dice.pick(&account.subaccounts.clone()));
        }
        let fate = account.dice.below(100);
        let key = self.key();
        let reply = self.house.api.ask(&format!("POST /v1/accounts/{id}/orders"), &key, &body)?;
        if let Some(code) = reply.code() {
            self.book.refused(code);
            return Ok(());
        }
        let order = reply.body["id"].as_str().unwrap_or_default().to_owned();
        self.book.orders.insert(order.clone(), id.to_owned());
        self.book.did(&format!("orders by {pay_with}"));
        let later = |days: i64| self.now + days * DAY;
        let tasks = match (pay_with, fate) {
            ("transfer", 0..=54) => vec![(later(2), Task::Report), (later(4), Task::Confirm { twice: fate < 6 })],
            ("transfer", 55..=69) => vec![(later(3), Task::Reject)],
            // Promised, and late; then confirmed.
            ("transfer", 70..=79) => vec![(later(1), Task::Report), (later(11), Task::Confirm { twice: false })],
            // Canceled for want of payment, and then it comes after all.
            ("transfer", 80..=85) => vec![(later(25), Task::Confirm { twice: false })],
            ("transfer", 86..=90) => vec![(later(2), Task::Cancel)],
            // Neither paid nor canceled; or the page is left open and forgotten.
            ("transfer", _) | ("card", 90..) => Vec::new(),
            ("card", 84..=89) => vec![(later(3), Task::Cancel)],
            ("card", _) => vec![(self.now, Task::Pay { card, fails_first: fate < 12 })],
            // A saved card whose holder must confirm leads to a page.
            _ => vec![(later(1), Task::Pay { card, fails_first: false })],
        };
        self.book.tasks.extend(tasks.into_iter().map(|(due, task)| (due, order.clone(), task)));
        let after = match how * 100 + fate {
            x if x % 23 == 0 => {
                self.book.tasks.push((later(12), order.clone(), Task::Refund(None)));
                Some((9, Task::Refund(None)))
            }
            x if x % 23 == 1 => Some((12, Task::Refund(Some(300)))),
            x if x % 23 == 2 => Some((15, Task::Foreign(Some(400)))),
            x if x % 23 == 3 => Some((20, Task::Foreign(None))),
            x if x % 23 == 4 => Some((17, Task::Dispute { half: x % 2 == 0, is_won: x % 3 == 0 })),
            x if x % 23 == 5 => Some((30, Task::Dispute { half: false, is_won: x % 2 == 0 })),
            x if x % 23 == 6 => Some((40, Task::Refund(Some(500)))),
            _ => None,
        };
        if let Some((days, task)) = after {
            self.book.tasks.push((later(days), order, task));
        }
        Ok(())
    }

    /// What is due about orders today.
    pub(crate) fn sees_to_orders(&mut self) -> Outcome<()> {
        // A refund that the gateway thinks over is decided a few days later, now and then against it.
        if self.dice.in_thousand(300) {
            self.ends_refunds();
        }
        let tasks = std::mem::take(&mut self.book.tasks);
        for (due, order, task) in tasks {
            if due > self.now
                || (self.is_gateway_down && !matches!(task, Task::Report | Task::Confirm { .. } | Task::Reject))
            {
                self.book.tasks.push((due, order, task));
            } else {
                self.sees_to(&order, task)?;
            }
        }
        Ok(())
    }

    fn asks_of(&mut self, order: &str, step: &str, body: &Value, did: &str) -> Outcome<()> {
        let key = self.key();
        let reply = self.house.api.ask(&format!("POST /v1/orders/{order}/{step}"), &key, body)?;
        match reply.code() {
            Some(code) => self.book.refused(code),
            None => self.book.did(did),
        }
        Ok(())
    }

    fn sees_to(&mut self, order: &str, task: Task) -> Outcome<()> {
        match task {
            Task::Pay { card, fails_first } => self.pays(order, card, fails_first)?,
            Task::Report => self.asks_of(order, "report-transfer", &json!({}), "transfers reported")?,
            Task::Confirm { twice } => {
                let reference = json!({ "reference": format!("TRF {order}") });
                for _ in 0..2 {
                    self.asks_of(order, "confirm-payment", &reference, "transfers confirmed")?;
                }
                if twice {
                    let other = json!({ "reference": format!("TRF {order} again") });
                    self.asks_of(order, "confirm-payment", &other, "transfers that came twice")?;
                }
            }
            Task::Reject => {
                self.asks_of(order, "reject", &json!({ "reason": "no such transfer" }), "transfers rejected")?;
            }
            Task::Cancel => self.asks_of(order, "cancel", &json!({}), "orders canceled")?,
            Task::Refund(part) => {
                let body = match part {
                    None => json!({}),
                    Some(part) => {
                        let order = self.house.api.get(&format!("/v1/orders/{order}"))?;
                        json!({ "credits": credits(milli(&order["credits"]) * part / 1_000) })
                    }
                };
                self.asks_of(order, "refund", &body, "refunds asked")?;
            }
            Task::Foreign(part) => {
                if let Some((payment, amount)) = self.charge_of(order)
                    && self.is_whole(&payment)
                {
                    self.house.stripe.refund(&payment, part.map(|part| amount * part / 1_000));
                    self.book.did("refunds at the gateway");
                }
            }
            Task::Dispute { half, is_won } => {
                if let Some((payment, amount)) = self.charge_of(order)
                    && self.is_whole(&payment)
                {
                    let dispute = self.house.stripe.dispute(&payment, half.then_some(amount / 2));
                    self.book.did("disputes");
                    self.book.tasks.push((self.now + 8 * DAY, order.to_owned(), Task::Close { dispute, is_won }));
                }
            }
            Task::Close { dispute, is_won } => {
                self.house.stripe.close_dispute(&dispute, is_won);
                self.book.did(if is_won { "disputes won" } else { "disputes lost" });
            }
        }
        Ok(())
    }

    /// Somebody pays on the page of an order, where it has one.
    fn pays(&mut self, order: &str, card: &str, fails_first: bool) -> Outcome<()> {
        let seen = self.house.api.get(&format!("/v1/orders/{order}"))?;
        if seen["status"] != "pending" {
            return Ok(());
        }
        let Some(session) = seen["url"].as_str().and_then(|url| url.rsplit('/').next()) else {
            // A page that could not be opened yet is looked for again tomorrow, until the order ends.
            let card = good_card();
            self.book.tasks.push((self.now + DAY, order.to_owned(), Task::Pay { card, fails_first: false }));
            return Ok(());
        };
        if self.pays_on(session, if fails_first { DECLINED } else { card }) {
            self.book.did("pages paid");
            let account = self.book.orders.get(order).cloned().unwrap_or_default();
            self.book.saved.insert(account, true);
        }
        Ok(())
    }

    /// True when it was paid in the end. Declined, another card is tried; asked by the bank, its holder agrees.
    fn pays_on(&self, session: &str, card: &str) -> bool {
        let stripe = &self.house.stripe;
        if stripe.object("checkout.session", session)["status"] != "open" {
            return false;
        }
        let mut paid = stripe.pay(session, card);
        if matches!(paid, Paid::Declined(_)) {
            paid = stripe.pay(session, good_card());
        }
        if matches!(paid, Paid::Asks(_)) {
            paid = stripe.authenticate(session, true);
        }
        matches!(paid, Paid::Done(_))
    }

    /// While the server is down: open pages are paid, money goes back, a bank disputes.
    pub(crate) fn pays_without_the_server(&mut self) {
        let open: Vec<String> = self
            .house
            .stripe
            .objects("checkout.session")
            .iter()
            .filter(|session| session["status"] == "open" && session["mode"] == "payment")
            .filter_map(|session| session["id"].as_str().map(str::to_owned))
            .collect();
        for session in open.iter().take(6) {
            if self.pays_on(session, good_card()) {
                self.book.did("pages paid while the server was down");
            }
        }
        let mut orders: Vec<String> = self.book.orders.keys().rev().cloned().collect();
        orders.retain(|order| self.charge_of(order).is_some_and(|(payment, _)| self.is_whole(&payment)));
        for (number, order) in orders.into_iter().take(4).enumerate() {
            let Some((payment, amount)) = self.charge_of(&order) else { continue };
            if number % 2 == 0 {
                self.house.stripe.refund(&payment, (number == 2).then_some(amount / 3));
                self.book.did("refunds at the gateway");
            } else {
                let dispute = self.house.stripe.dispute(&payment, None);
                self.house.stripe.close_dispute(&dispute, number == 1);
                self.book.did("disputes over before they were told");
            }
        }
    }

    /// At the end nothing is left undecided there.
    pub(crate) fn ends_at_the_gateway(&mut self) -> Outcome<()> {
        self.house.heard();
        self.ends_refunds();
        let tasks = std::mem::take(&mut self.book.tasks);
        for (_, order, task) in tasks {
            if matches!(task, Task::Close { .. }) {
                self.sees_to(&order, task)?;
            }
        }
        self.house.stripe.refunds(Refunds::Succeed);
        self.house.heard();
        Ok(())
    }

    fn ends_refunds(&mut self) {
        for refund in self.house.stripe.objects("refund") {
            if refund["status"] == "pending" {
                let id = refund["id"].as_str().unwrap_or_default();
                let is_done = self.bank.in_thousand(600);
                self.house.stripe.end_refund(id, is_done);
                self.book.did(if is_done { "refunds done late" } else { "refunds refused late" });
            }
        }
    }

    /// The payment that took money for an order, and how much.
    fn charge_of(&self, order: &str) -> Option<(String, i64)> {
        let intents = self.house.stripe.objects("payment_intent");
        let paid =
            intents.iter().find(|intent| intent["metadata"]["order"] == order && intent["status"] == "succeeded")?;
        Some((paid["id"].as_str()?.to_owned(), paid["amount"].as_i64()?))
    }

    /// True where nothing went back of a payment and nobody disputes it.
    fn is_whole(&self, payment: &str) -> bool {
        let charges = self.house.stripe.objects("charge");
        let mut its =
            charges.iter().filter(|charge| charge["payment_intent"] == payment && charge["status"] == "succeeded");
        its.any(|charge| charge["amount_refunded"] == 0 && charge["disputed"] == false)
    }
}
