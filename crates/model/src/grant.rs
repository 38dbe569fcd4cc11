//! Grants: giving, voiding, ending, and paying debts. Knows no plan.

use crate::answer::{Code, Done, Draw, Refusal};
use crate::command::{Kind, Micros, Milli, NewGrant};
use crate::price::check_credits;
use crate::state::{Grant, State, next_label};

/// What a new grant is, apart from the credits.
pub(crate) struct Terms {
    pub(crate) kind: Kind,
    pub(crate) priority: i64,
    pub(crate) effective_at: Micros,
    pub(crate) expires_at: Option<Micros>,
    pub(crate) features: Vec<String>,
    pub(crate) subaccounts: Vec<String>,
    pub(crate) rolled_from: Option<u64>,
}

impl Terms {
    /// General credits of that kind.
    pub(crate) fn general(kind: Kind, effective_at: Micros, expires_at: Option<Micros>) -> Self {
        Self {
            kind,
            priority: 500,
            effective_at,
            expires_at,
            features: Vec::new(),
            subaccounts: Vec::new(),
            rolled_from: None,
        }
    }
}

impl State {
    /// The command: bad input, then unknown things.
    pub(crate) fn give(&mut self, now: Micros, new: &NewGrant) -> Result<Done, Refusal> {
        check_credits(new.credits)?;
        if new.credits == 0 {
            return Err(Refusal::new(Code::InvalidAmount));
        }
        if !matches!(new.kind, Kind::Promotional | Kind::Adjustment | Kind::Package) {
            // Reading (api.md): plan, trial and legacy grants are made by the account's life alone.
            return Err(Refusal::about(Code::InvalidField, "kind"));
        }
        let priority = new.priority.unwrap_or(500);
        if !(0..=1000).contains(&priority) {
            return Err(Refusal::about(Code::InvalidField, "priority"));
        }
        let effective_at = new.effective_at.unwrap_or(now);
        // Rule 1: a grant that ends before it starts, or has ended, is refused.
        // Reading (1): one that ends at the instant it starts is never usable, and refused too.
        if new.expires_at.is_some_and(|end| end <= effective_at || end <= now) {
            return Err(Refusal::about(Code::InvalidField, "expires_at"));
        }
        let mut subaccounts = new.subaccounts.clone();
        if let Some(own) = &new.subaccount {
            // Rule 24: a grant made to a subaccount is a grant of the agency's pool scoped to it.
            // Reading (24): it cannot be scoped to others at the same time.
            if subaccounts.iter().any(|id| id != own) {
                return Err(Refusal::about(Code::InvalidField, "scope"));
            }
            subaccounts = vec![own.clone()];
        }
        for id in &subaccounts {
            self.known_subaccount(Some(id))?;
        }
        for id in &new.features {
            if self.catalog().feature(id).is_none() {
                return Err(Refusal::about(Code::UnknownFeature, id));
            }
        }
        let terms = Terms {
            kind: new.kind,
            priority,
            effective_at,
            expires_at: new.expires_at,
            features: new.features.clone(),
            subaccounts,
            rolled_from: None,
        };
        let label = self.make_grant(now, new.credits, terms);
        let available = self.available_for(now, None, new.subaccount.as_deref());
        Ok(Done { grant: Some(label), credits: new.credits, available: Some(available), ..Done::default() })
    }

    /// Makes a grant; if it is effective already it pays what is owed.
    pub(crate) fn make_grant(&mut self, now: Micros, credits: Milli, terms: Terms) -> u64 {
        let label = next_label(&self.grants);
        let begun = terms.effective_at <= now;
        self.grants.push(Grant {
            label,
            kind: terms.kind,
            priority: terms.priority,
            effective_at: terms.effective_at,
            expires_at: terms.expires_at,
            features: terms.features,
            subaccounts: terms.subaccounts,
            rolled_from: terms.rolled_from,
            void: false,
            ended: false,
            begun,
            granted: credits,
            returned: 0,
            available: credits,
            reserved: 0,
            spent: 0,
            expired: 0,
            voided: 0,
            rolled_over: 0,
        });
        // Reading (4): carried credit became effective long ago, so it pays no debt.
        if begun && terms.rolled_from.is_none() {
            self.pay_debts(label);
        }
        label
    }

    /// Rule 4: a debt is paid by the next grant to become effective that fits the use that owes; oldest debt first.
    // Reading (4): "fits" is rule 2's word, the scope; a subaccount's debt is the pool's, so sharing is not asked.
    pub(crate) fn pay_debts(&mut self, label: u64) {
        for place in 0..self.spends.len() {
            let spend = &self.spends[place];
            let (feature, subaccount) = (spend.usage.feature.clone(), spend.usage.subaccount.clone());
            let owed = spend.owed;
            let grant = self.grant_mut(label);
            let paid = owed.min(grant.available);
            if paid == 0 || !grant.fits(feature.as_deref(), subaccount.as_deref()) {
                continue;
            }
            grant.available -= paid;
            grant.spent += paid;
            let spend = &mut self.spends[place];
            spend.owed -= paid;
            spend.draws.push(Draw { grant: label, credits: paid });
            spend.undone.push(0);
        }
    }

    /// The command. Rule 3: takes what is available; twice is harmless; a used-up or ended grant is not open.
    pub(crate) fn void_grant(&mut self, now: Micros, label: u64, credits: Option<Milli>) -> Result<Done, Refusal> {
        if let Some(credits) = credits {
            check_credits(credits)?;
            if credits == 0 {
                // Reading (3): a named amount is more than 0.
                return Err(Refusal::new(Code::InvalidAmount));
            }
        }
        let Some(grant) = self.grants.iter_mut().find(|grant| grant.label == label) else {
            return Err(Refusal::about(Code::NotFound, "grant"));
        };
        // Reading (3): a grant that was voided whole stays so; voiding it again does nothing, whatever else is true.
        if !grant.void && (grant.ended || grant.available + grant.reserved == 0) {
            return Err(Refusal::new(Code::GrantNotOpen));
        }
        // Reading (3): more than what is available takes what is available.
        let voided = credits.map_or(grant.available, |credits| credits.min(grant.available));
        grant.available -= voided;
        grant.voided += voided;
        // Reading (3): only a void without an amount makes it "a voided grant" to which nothing returns.
        grant.void |= credits.is_none();
        let available = self.available_for(now, None, None);
        Ok(Done { credits: voided, available: Some(available), ..Done::default() })
    }

    /// Puts credits back into a grant: available again, or expired or voided at once.
    pub(crate) fn give_back(&mut self, label: u64, credits: Milli) -> Where {
        let grant = self.grant_mut(label);
        // Reading (3, 21): of a grant both voided and ended the void speaks.
        if grant.void {
            grant.voided += credits;
            Where::Voided
        } else if grant.ended {
            grant.expired += credits;
            Where::Expired
        } else {
            grant.available += credits;
            Where::Available
        }
    }

    /// Ends a grant: what is available expires; what is reserved stays until its reservation ends.
    pub(crate) fn end_grant(&mut self, label: u64, now: Micros) {
        let grant = self.grant_mut(label);
        grant.expired += grant.available;
        grant.available = 0;
        grant.ended = true;
        grant.expires_at = Some(grant.expires_at.map_or(now, |end| end.min(now)));
    }
}

/// Where credits that came back ended up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    Available,
    Expired,
    Voided,
}
