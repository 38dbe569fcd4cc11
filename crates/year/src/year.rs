//! The year itself: day after day the clock is moved on and everybody does what chance says, through outages and crashes.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Outcome;
use crate::book::Book;
use crate::calendar::{At, DAY, HOUR, day, month, shown};
use crate::dice::Dice;
use crate::house::{House, until};
use crate::life::Act;
use crate::people::{self, Account};
use crate::trouble::{Trouble, troubles};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Of all chance.
    pub(crate) seed: u64,
    /// How many accounts.
    pub(crate) accounts: usize,
    /// How many months.
    pub(crate) months: i64,
}

/// The accounts that sleep are woken about every so many days.
const SLEEP_DAYS: i64 = 70;

/// A year under way.
pub(crate) struct Year {
    /// What runs.
    pub(crate) house: House,
    /// Who lives in it.
    pub(crate) people: Vec<Account>,
    /// What was asked and answered.
    pub(crate) book: Book,
    /// Chance that is nobody's own.
    pub(crate) dice: Dice,
    /// The banks' own chance: how much they have to decide may depend on what the server does.
    pub(crate) bank: Dice,
    /// The time.
    pub(crate) now: At,
    /// True while the gateway is away.
    pub(crate) is_gateway_down: bool,
    /// True where the next batch of uses is cut off by SIGKILL.
    pub(crate) is_to_be_killed: bool,
    /// True for a year of as many accounts as meet every fate.
    pub(crate) is_whole: bool,
    clock: String,
    slow_clock: String,
    slow_now: At,
    keys: u64,
}

impl Year {
    /// Nobody lives yet.
    pub(crate) fn new(house: House, plan: &Plan) -> Outcome<Self> {
        let now = day(0);
        let clock = |house: &House| -> Outcome<String> {
            let made = house.api.done("POST /v1/test-clocks", "-", &json!({ "now": shown(now) }))?;
            Ok(made["id"].as_str().unwrap_or_default().to_owned())
        };
        let (clock, slow_clock) = (clock(&house)?, clock(&house)?);
        Ok(Self {
            people: people::all(plan.seed, plan.accounts, plan.months * 30),
            book: Book::default(),
            dice: Dice::of(plan.seed, "year"),
            bank: Dice::of(plan.seed, "bank"),
            is_gateway_down: false,
            is_to_be_killed: false,
            is_whole: plan.accounts >= 200 && plan.months >= 12,
            now,
            slow_now: now,
            keys: 0,
            house,
            clock,
            slow_clock,
        })
    }

    /// A key that nobody used.
    pub(crate) fn key(&mut self) -> String {
        self.keys += 1;
        format!("year-{}", self.keys)
    }

    /// Lives it, with a line for each month.
    pub(crate) fn live(&mut self, plan: &Plan) -> Outcome<()> {
        let last = plan.months * 61 / 2;
        let mut troubles = troubles(last);
        let mut today = 0;
        let mut name = month(self.now);
        self.join()?;
        while today < last {
            today += i64::try_from(self.dice.between(2, 4)).unwrap_or(2);
            let hour = i64::try_from(self.dice.below(24)).unwrap_or(0);
            while let Some((_, trouble)) = troubles.pop_if(|(from, _)| *from <= today) {
                today += self.meets(trouble)?;
            }
            self.step(day(today) + hour * HOUR)?;
            if month(self.now) != name {
                println!("{name}  {}", self.book.said(&self.house));
                name = month(self.now);
            }
        }
        self.end(plan)?;
        println!("{name}  {}", self.book.said(&self.house));
        Ok(())
    }

    /// One move of the clock, and all that is done at that instant.
    fn step(&mut self, to: At) -> Outcome<()> {
        self.advance(to)?;
        self.join()?;
        self.lives()?;
        self.uses()?;
        self.sets_aside()?;
        self.puts_back()?;
        self.gives()?;
        self.buys()?;
        self.sees_to_orders()?;
        self.settles()
    }

    /// Moves the clock on; that of the sleepers only now and then.
    pub(crate) fn advance(&mut self, to: At) -> Outcome<()> {
        self.now = to;
        self.move_clock(&self.clock.clone(), to)?;
        if to - self.slow_now > SLEEP_DAYS * DAY {
            self.wake(to)?;
        }
        Ok(())
    }

    fn wake(&mut self, to: At) -> Outcome<()> {
        self.slow_now = to;
        self.move_clock(&self.slow_clock.clone(), to)
    }

    fn move_clock(&self, clock: &str, to: At) -> Outcome<()> {
        let body = json!({ "to": shown(to) });
        self.house.api.done(&format!("POST /v1/test-clocks/{clock}/advance"), "-", &body).map(drop)
    }

    /// True for who lives at this instant and may be asked: a sleeper only when it was woken just now.
    pub(crate) fn is_awake(&self, account: &Account) -> bool {
        self.book.lived.contains_key(&account.id) && (!account.sleeps || self.slow_now == self.now)
    }

    /// Who joins today.
    fn join(&mut self) -> Outcome<()> {
        for place in 0..self.people.len() {
            if day(self.people[place].joins) <= self.now && !self.book.lived.contains_key(&self.people[place].id) {
                self.create(place)?;
            }
        }
        Ok(())
    }

    fn create(&mut self, place: usize) -> Outcome<()> {
        // A clock is moved to days, an account begins at the instant at which it is made.
        let account = &mut self.people[place];
        let moved = self.now - account.life.created;
        account.life.begins(self.now);
        for (on, _) in &mut account.life.acts {
            *on += moved / DAY;
        }
        let account = account.clone();
        let clock = if account.sleeps { &self.slow_clock } else { &self.clock };
        let mut billing = json!({ "name": format!("{} & Co.", account.id), "address": "Main Street 1\n12345 Town" });
        if account.has_billing_email {
            billing["email"] = json!(format!("billing@{}.example", account.id));
        }
        if let Some(country) = account.country {
            billing["country"] = json!(country);
        }
        if let Some(tax_id) = account.tax_id {
            (billing["tax_id"], billing["tax_id_verified"]) = (json!(tax_id), json!(true));
        }
        let mut body = account.life.asked();
        (body["id"], body["kind"], body["time_zone"]) =
            (json!(account.id), json!(account.kind), json!(account.life.zone));
        (body["locale"], body["test_clock"], body["billing"]) = (json!(account.locale), json!(clock), billing);
        let key = self.key();
        let made = self.house.api.done("POST /v1/accounts", &key, &body)?;
        self.book.lived.insert(account.id.clone(), Vec::new());
        if made["id"] != account.id {
            return Err(format!("{} was made as {made}", account.id).into());
        }
        self.furnish(&account)
    }

    /// Subaccounts, members, sharing and limits.
    fn furnish(&mut self, account: &Account) -> Outcome<()> {
        let id = &account.id;
        for sub in &account.subaccounts {
            let body = json!({ "id": sub, "kind": "subaccount", "parent": id });
            let key = self.key();
            self.house.api.done("POST /v1/accounts", &key, &body)?;
            let member = json!({ "role": "subaccount_owner", "email": format!("sven@{sub}.example") });
            self.house.api.done(&format!("PUT /v1/accounts/{sub}/members/sven"), "-", &member)?;
        }
        let roles = if account.kind == "agency" {
            [("olga", "main_owner"), ("adam", "main_admin"), ("vera", "subaccount_manager")]
        } else {
            [("olga", "owner"), ("adam", "author"), ("vera", "viewer")]
        };
        for (member, role) in roles {
            let mut body = json!({ "role": role, "name": member, "email": format!("{member}@{id}.example") });
            if role == "subaccount_manager" {
                body["subaccounts"] = json!(account.subaccounts);
            }
            self.house.api.done(&format!("PUT /v1/accounts/{id}/members/{member}"), "-", &body)?;
        }
        if let Some((subject, credits, per)) = account.limit {
            let body = json!({ "credits": credits, "per": per });
            self.house.api.done(&format!("PUT /v1/accounts/{id}/limits/{subject}"), "-", &body)?;
        }
        Ok(())
    }

    /// What the host says of accounts today.
    fn lives(&mut self) -> Outcome<()> {
        for place in 0..self.people.len() {
            let account = &self.people[place];
            if !self.is_awake(account) {
                continue;
            }
            let id = account.id.clone();
            let due: Vec<Act> =
                account.life.acts.iter().filter(|(on, _)| day(*on) <= self.now).map(|(_, act)| *act).collect();
            self.people[place].life.acts.retain(|(on, _)| day(*on) > self.now);
            for act in due {
                self.live_through(&id, act)?;
            }
            // An agency shares, and shares no longer, a few times a year.
            if self.people[place].kind == "agency" && self.people[place].dice.in_thousand(60) {
                let enabled = self.people[place].dice.in_thousand(700);
                let call = format!("PUT /v1/accounts/{id}/sharing");
                self.house.api.done(&call, "-", &json!({ "enabled": enabled }))?;
            }
        }
        Ok(())
    }

    fn live_through(&mut self, id: &str, act: Act) -> Outcome<()> {
        let (call, body) = match act {
            Act::Activate(plan) => (format!("POST /v1/accounts/{id}/activate"), json!({ "plan": plan })),
            Act::Change { plan, at_end } => {
                let when = if at_end { "period_end" } else { "now" };
                (format!("POST /v1/accounts/{id}/plan"), json!({ "plan": plan, "when": when }))
            }
            Act::Agree(credits) => {
                let body = json!({ "plan": "enterprise", "credits_per_period": credits, "when": "now" });
                (format!("POST /v1/accounts/{id}/plan"), body)
            }
            Act::Drop => (format!("DELETE /v1/accounts/{id}/plan/scheduled"), Value::Null),
            Act::Cancel => (format!("POST /v1/accounts/{id}/cancel"), json!({})),
            Act::Pause => (format!("POST /v1/accounts/{id}/pause"), json!({})),
            Act::Resume => (format!("POST /v1/accounts/{id}/resume"), json!({})),
        };
        let key = self.key();
        let reply = self.house.api.ask(&call, &key, &body)?;
        // The period ended meanwhile, and with it what waited for its end.
        if act == Act::Drop && reply.status == 404 {
            return Ok(());
        }
        if reply.status >= 300 {
            return Err(format!("{id}: {act:?}: {}", reply.text).into());
        }
        self.book.lived.entry(id.to_owned()).or_default().push((self.now, act));
        Ok(())
    }

    /// Waits until what was done today has had its effects elsewhere: webhooks, and what tops up by itself.
    fn settles(&mut self) -> Outcome<()> {
        self.house.heard();
        self.house.told()?;
        if self.is_gateway_down {
            return Ok(());
        }
        let api = self.house.api.clone();
        until("no top-up is under way", || {
            let pending = api.all("/v1/orders?status=pending")?;
            Ok(pending.iter().all(|order| order["auto_top_up"] != true))
        })
    }

    fn meets(&mut self, trouble: Trouble) -> Outcome<i64> {
        println!("{}  {}", shown(self.now).get(..10).unwrap_or_default(), trouble.said());
        trouble.happens(self)
    }

    /// The last day: everybody is woken, everything that waits is waited for.
    fn end(&mut self, plan: &Plan) -> Outcome<()> {
        self.house.stripe.no_trouble();
        self.house.stripe.release_webhooks(scrip_fake_stripe::Order::Last);
        self.house.sink.come_up();
        self.is_gateway_down = false;
        let last = day(plan.months * 61 / 2 + 6);
        self.advance(last)?;
        if self.slow_now != last {
            self.wake(last)?;
        }
        self.ends_at_the_gateway()?;
        // Whoever leads anew asks after everything that waits.
        self.house.kill_and_rise()?;
        self.settles()
    }
}

impl crate::life::Life {
    /// What `POST /v1/accounts` says of it.
    fn asked(&self) -> Value {
        use crate::life::Start;
        match &self.start {
            Start::Active { plan, started } => {
                json!({ "plan": plan, "status": "active", "started_at": shown(*started) })
            }
            Start::Trial { plan, ends } => json!({ "plan": plan, "status": "trial", "trial_ends_at": shown(*ends) }),
            Start::Legacy { plan } => json!({ "plan": plan }),
        }
    }

    /// It is created at this instant, a little after the day that was meant.
    fn begins(&mut self, now: At) {
        use crate::life::Start;
        let moved = now - self.created;
        match &mut self.start {
            Start::Active { started, .. } if *started == self.created => *started = now,
            Start::Trial { ends, .. } => *ends += moved,
            _ => {}
        }
        self.created = now;
    }
}

/// Counts of words.
pub(crate) type Counts = BTreeMap<String, u64>;
