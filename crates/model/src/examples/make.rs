//! Make: the short words in which the examples are written. Judges nothing.

use super::{Example, Fact, Line, Sight, utc};
use crate::answer::Code;
use crate::catalog::{Catalog, plan, sample};
use crate::command::{
    AccountKind, Amount, Command, CreateAccount, Key, Kind, Micros, Milli, NewGrant, PutMember, Space, Spend, Step, Use,
};

/// Whole credits.
pub(super) fn c(credits: Milli) -> Milli {
    credits * 1000
}

impl Example {
    /// An example under the sample catalog with a plan without credits (`none`), beginning on 1 January 2024.
    pub(super) fn new(rule: u8, name: &'static str) -> Self {
        let mut catalog = sample();
        catalog.plans.insert(0, plan("none", 0));
        Self { rule, name, catalog, lines: Vec::new(), clock: utc("2024-01-01T00:00:00") }
    }

    pub(super) fn catalog(mut self, change: impl FnOnce(&mut Catalog)) -> Self {
        change(&mut self.catalog);
        self
    }

    pub(super) fn at(mut self, text: &str) -> Self {
        self.clock = utc(text);
        self
    }

    pub(super) fn later(mut self, micros: Micros) -> Self {
        self.clock += micros;
        self
    }

    pub(super) fn ask(mut self, command: Command, facts: &[Fact]) -> Self {
        let step = Step { now: self.clock, key: None, command };
        self.lines.push(Line::Ask { step, facts: facts.to_vec() });
        self
    }

    pub(super) fn keyed(mut self, space: Space, key: &str, command: Command, facts: &[Fact]) -> Self {
        let key = Some(Key { space, text: key.to_owned() });
        self.lines.push(Line::Ask { step: Step { now: self.clock, key, command }, facts: facts.to_vec() });
        self
    }

    pub(super) fn done(self, command: Command) -> Self {
        self.ask(command, &[])
    }

    pub(super) fn refused(self, command: Command, code: Code) -> Self {
        self.ask(command, &[Fact::Refused(code)])
    }

    /// The paying account's balance, bound to no feature.
    pub(super) fn see(self, sights: &[Sight]) -> Self {
        self.see_of(None, None, sights)
    }

    pub(super) fn see_of(mut self, feature: Option<&str>, subaccount: Option<&str>, sights: &[Sight]) -> Self {
        let (feature, subaccount) = (feature.map(str::to_owned), subaccount.map(str::to_owned));
        self.lines.push(Line::See { now: self.clock, past: None, feature, subaccount, sights: sights.to_vec() });
        self
    }

    /// So much is available to the paying account.
    pub(super) fn has(self, available: Milli) -> Self {
        self.see(&[Sight::Available(available)])
    }

    pub(super) fn had(mut self, past: Micros, available: Milli) -> Self {
        let sights = vec![Sight::Available(available)];
        let (now, past) = (self.clock, Some(past));
        self.lines.push(Line::See { now, past, feature: None, subaccount: None, sights });
        self
    }

    pub(super) fn ends(mut self, grant: u64, at: &str) -> Self {
        self.lines.push(Line::Ends { grant, at: Some(utc(at)) });
        self
    }

    pub(super) fn never_ends(mut self, grant: u64) -> Self {
        self.lines.push(Line::Ends { grant, at: None });
        self
    }

    pub(super) fn grants(mut self, count: u64) -> Self {
        self.lines.push(Line::Grants(count));
        self
    }

    /// Makes a business account in UTC.
    pub(super) fn business(self, plan: &str) -> Self {
        let create = account(AccountKind::Business, plan);
        self.done(Command::CreateAccount(create))
    }

    /// Makes an agency on the plan without credits, with subaccounts north and south.
    pub(super) fn agency(self) -> Self {
        let add = |id: &str| Command::AddSubaccount { subaccount: id.to_owned() };
        self.done(Command::CreateAccount(account(AccountKind::Agency, "none"))).done(add("north")).done(add("south"))
    }
}

pub(super) fn account(kind: AccountKind, plan: &str) -> CreateAccount {
    CreateAccount {
        account: "acme".to_owned(),
        kind,
        plan: plan.to_owned(),
        trial: false,
        started_at: None,
        trial_ends_at: None,
        zone: "UTC".to_owned(),
    }
}

/// Promotional credits, effective now, without an end.
pub(super) fn promo(credits: Milli) -> NewGrant {
    NewGrant {
        subaccount: None,
        kind: Kind::Promotional,
        credits,
        priority: None,
        effective_at: None,
        expires_at: None,
        features: Vec::new(),
        subaccounts: Vec::new(),
    }
}

pub(super) fn give(credits: Milli) -> Command {
    Command::Grant(promo(credits))
}

pub(super) fn usage(feature: Option<&str>, amount: Amount) -> Use {
    Use { subaccount: None, member: None, feature: feature.map(str::to_owned), amount }
}

pub(super) fn stated(credits: Milli) -> Use {
    usage(None, Amount::Credits(credits))
}

pub(super) fn within(subaccount: &str, usage: Use) -> Use {
    Use { subaccount: Some(subaccount.to_owned()), ..usage }
}

pub(super) fn by(member: &str, usage: Use) -> Use {
    Use { member: Some(member.to_owned()), ..usage }
}

pub(super) fn spend(usage: Use) -> Command {
    Command::Spend(Spend { usage, quote: None, max_credits: None, allow_partial: false })
}

/// A spend that states its cost and names no feature.
pub(super) fn take(credits: Milli) -> Command {
    spend(stated(credits))
}

pub(super) fn partly(usage: Use) -> Command {
    Command::Spend(Spend { usage, quote: None, max_credits: None, allow_partial: true })
}

pub(super) fn at_most(usage: Use, max: Milli) -> Command {
    Command::Spend(Spend { usage, quote: None, max_credits: Some(max), allow_partial: false })
}

pub(super) fn at_quote(usage: Use, quote: u64) -> Command {
    Command::Spend(Spend { usage, quote: Some(quote), max_credits: None, allow_partial: false })
}

pub(super) fn reserve(usage: Use, expires_in: Option<Micros>) -> Command {
    Command::Reserve { usage, quote: None, expires_in }
}

pub(super) fn settle(reservation: u64, amount: Amount) -> Command {
    Command::Settle { reservation, amount, max_credits: None, late: false }
}

pub(super) fn settle_late(reservation: u64, amount: Amount) -> Command {
    Command::Settle { reservation, amount, max_credits: None, late: true }
}

pub(super) fn reverse(spend: u64, credits: Option<Milli>) -> Command {
    Command::Reverse { spend, credits }
}

pub(super) fn void_grant(grant: u64) -> Command {
    Command::VoidGrant { grant, credits: None }
}

pub(super) fn member(subaccount: Option<&str>, member: &str, role: &str, subaccounts: &[&str]) -> Command {
    Command::PutMember(PutMember {
        subaccount: subaccount.map(str::to_owned),
        member: member.to_owned(),
        role: role.to_owned(),
        subaccounts: subaccounts.iter().map(|id| (*id).to_owned()).collect(),
    })
}
