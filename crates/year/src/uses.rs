//! Uses: spends by the batch, quotes, reservations that settle, are voided or time out, reversals, and gifts that expire.

use std::sync::mpsc;
use std::thread;

use serde_json::{Value, json};

use crate::Outcome;
use crate::book::Spent;
use crate::http::{Reply, credits, milli};
use crate::people::Account;
use crate::year::Year;

/// In so many of a thousand steps an account uses something; a month has about ten steps.
const USES: u64 = 500;
/// Reservations of a step, in a thousand accounts.
const SETS_ASIDE: u64 = 25;
/// Reversals of a step.
const PUTS_BACK: u64 = 4;
/// How far back a reversal reaches: some of it into periods that are over.
const RECENT: usize = 900;

impl Year {
    /// What everybody uses today, as one batch.
    pub(crate) fn uses(&mut self) -> Outcome<()> {
        let mut items = Vec::new();
        for place in 0..self.people.len() {
            if !self.is_awake(&self.people[place]) || !self.people[place].dice.in_thousand(USES) {
                continue;
            }
            let key = self.key();
            let (account, body) = a_use(&mut self.people[place]);
            items.push(json!({ "account": account, "idempotency_key": key }));
            if let (Some(Value::Object(item)), Value::Object(body)) = (items.last_mut(), body) {
                item.extend(body);
            }
        }
        let body = json!({ "items": items });
        let call = "POST /v1/spends/batch";
        if std::mem::take(&mut self.is_to_be_killed) {
            self.is_cut_off(call, &body)?;
        }
        let answer = self.house.api.done(call, "-", &body)?;
        for answer in answer["items"].as_array().ok_or("a batch without answers")? {
            self.heard(if answer["error"].is_object() { &answer["error"] } else { &answer["spend"] });
        }
        Ok(())
    }

    /// The server is killed while it works on a call; the host asks again later, with the same keys.
    fn is_cut_off(&mut self, call: &'static str, body: &Value) -> Outcome<()> {
        let (begins, begun) = mpsc::channel();
        let (api, body) = (self.house.api.clone(), body.clone());
        let asking = thread::spawn(move || {
            // Whoever waits for this has gone on already where it fails.
            let _ = begins.send(());
            api.once(call, "-", &body, "application/json").map(drop).map_err(|error| error.to_string())
        });
        begun.recv()?;
        self.house.kill_and_rise()?;
        // An answer or none: both are what a host may see.
        let answered = asking.join().map_err(|_| "the asking thread fell over")?;
        self.book.did(if answered.is_ok() { "batches answered before the kill" } else { "batches cut off" });
        Ok(())
    }

    /// Notes a spend, or why it was refused.
    fn heard(&mut self, answer: &Value) {
        match answer["id"].as_str() {
            Some(id) => {
                let milli = milli(&answer["credits"]);
                self.book.spends.insert(id.to_owned(), Spent { milli, left: milli });
                self.book.recent.push(id.to_owned());
            }
            None => self.book.refused(answer["code"].as_str().unwrap_or("no code")),
        }
    }

    fn asks(&mut self, call: &str, body: &Value) -> Outcome<Reply> {
        let key = self.key();
        let reply = self.house.api.ask(call, &key, body)?;
        if let Some(code) = reply.code() {
            self.book.refused(code);
        }
        Ok(reply)
    }

    /// Credits are set aside; then settled at less or more, voided, extended, or forgotten until they time out.
    pub(crate) fn sets_aside(&mut self) -> Outcome<()> {
        for place in 0..self.people.len() {
            if !self.is_awake(&self.people[place]) || !self.people[place].dice.in_thousand(SETS_ASIDE) {
                continue;
            }
            let id = self.people[place].id.clone();
            let fate = self.people[place].dice.below(6);
            let body = json!({ "member": "olga", "feature": "lunar", "credits": 40, "expires_in": "PT6H" });
            let reserved = self.asks(&format!("POST /v1/accounts/{id}/reservations"), &body)?;
            let Some(reservation) = reserved.body["id"].as_str().filter(|_| reserved.status < 300) else { continue };
            let end = |step: &str| format!("POST /v1/reservations/{reservation}/{step}");
            match fate {
                0 | 1 => self.settle(
                    &end("settle"),
                    &json!({ "usage": { "input_tokens": 1_500, "output_tokens": 2_000, "model": "small-1" } }),
                )?,
                2 => self.settle(&end("settle"), &json!({ "usage": { "images": 3, "model": "large-2" } }))?,
                3 => {
                    self.asks(&end("void"), &json!({}))?;
                    self.book.did("reservations voided");
                }
                _ => self.book.did("reservations that time out"),
            }
        }
        // A quote binds, and is used once.
        let place = usize::try_from(self.dice.below(u64::try_from(self.people.len())?))?;
        if self.is_awake(&self.people[place]) {
            let id = self.people[place].id.clone();
            let body = json!({ "member": "adam", "feature": "programmatic-landing-pages", "quantity": 3 });
            let quoted = self.asks(&format!("POST /v1/accounts/{id}/quotes"), &body)?;
            if let Some(quote) = quoted.body["id"].as_str().filter(|_| quoted.status < 300) {
                let mut body = body.clone();
                body["quote"] = json!(quote);
                let spent = self.asks(&format!("POST /v1/accounts/{id}/spends"), &body)?;
                if spent.status < 300 {
                    self.heard(&spent.body);
                }
            }
        }
        Ok(())
    }

    fn settle(&mut self, call: &str, body: &Value) -> Outcome<()> {
        let settled = self.asks(call, body)?;
        if settled.status < 300 {
            self.heard(&settled.body["spend"]);
            self.book.did("reservations settled");
        }
        Ok(())
    }

    /// Spends are reversed, whole or in part; some long after their period.
    pub(crate) fn puts_back(&mut self) -> Outcome<()> {
        for _ in 0..PUTS_BACK {
            let from = self.book.recent.len().saturating_sub(RECENT);
            let recent = self.book.recent[from..].to_vec();
            if recent.is_empty() {
                return Ok(());
            }
            let id = self.dice.pick(&recent);
            let left = self.book.spends.get(&id).map_or(0, |spent| spent.left);
            let part = if self.dice.in_thousand(500) { left } else { left / 3 };
            if part <= 0 {
                continue;
            }
            let body = json!({ "credits": credits(part), "reason": "the result was of no use" });
            if self.asks(&format!("POST /v1/spends/{id}/reversals"), &body)?.status < 300
                && let Some(spent) = self.book.spends.get_mut(&id)
            {
                spent.left -= part;
                self.book.did("reversals");
            }
        }
        Ok(())
    }

    /// The operator gives: promotional credits that expire, adjustments; and takes a promotion back.
    pub(crate) fn gives(&mut self) -> Outcome<()> {
        let place = usize::try_from(self.dice.below(u64::try_from(self.people.len())?))?;
        if !self.is_awake(&self.people[place]) {
            return Ok(());
        }
        let (id, fate) = (self.people[place].id.clone(), self.dice.below(5));
        let body = match fate {
            0 => json!({ "kind": "adjustment", "credits": 12.5, "reason": "a mistake of ours" }),
            1 => json!({ "kind": "package", "credits": 1_000, "expires_in": "P50D", "reason": "sold by invoice",
                         "cost_basis": { "amount": 1_499, "currency": "USD" } }),
            _ => json!({ "kind": "promotional", "credits": 800, "expires_in": "P40D", "reason": "a campaign" }),
        };
        let given = self.asks(&format!("POST /v1/accounts/{id}/grants"), &body)?;
        self.book.did("grants by hand");
        if fate == 4 && given.status < 300 {
            let grant = given.body["id"].as_str().unwrap_or_default().to_owned();
            self.asks(&format!("POST /v1/grants/{grant}/void"), &json!({ "credits": 333.333 }))?;
            self.book.did("grants voided in part");
        }
        Ok(())
    }
}

/// What one account uses: in which account, and what.
fn a_use(account: &mut Account) -> (String, Value) {
    // Ten steps a month, half of them with a use.
    let wanted = (account.allowance() * account.appetite / 100 / 10 * 1_000 / USES).max(10);
    let wanted = account.dice.between(wanted / 2, wanted * 3 / 2);
    let users = account.users.clone();
    let (place, member) = account.dice.pick(&users);
    let mut body = match account.dice.below(10) {
        0..=3 => json!({ "feature": "programmatic-landing-pages", "quantity": (wanted / 20).max(1) }),
        4..=6 => {
            let tokens = wanted * 250 / 2;
            let model = if account.dice.in_thousand(300) { "large-2" } else { "small-1" };
            json!({ "feature": "lunar", "usage": { "input_tokens": tokens, "output_tokens": tokens / 2, "model": model } })
        }
        7 => json!({ "feature": "background-removal" }),
        8 => json!({ "feature": "background-removal", "credits": wanted, "allow_partial": true }),
        _ => json!({ "credits": wanted, "allow_partial": true }),
    };
    body["member"] = json!(member);
    (place, body)
}
