//! Who may: members, roles, entitlements, sharing and spend limits. Moves no credits.

use crate::answer::{Code, Done, Level, LimitedBy, Refusal};
use crate::calendar;
use crate::catalog::{Right, RoleOf};
use crate::command::{AccountKind, Micros, Milli, Per, PutMember, Subject, Use};
use crate::state::{Membership, Phase, Scheduled, State, Status};

/// One spend limit as it stands for a use.
pub(crate) struct Cap {
    pub(crate) level: Level,
    pub(crate) subject: Subject,
    pub(crate) limit: Milli,
    pub(crate) used: Milli,
    pub(crate) resets_at: Option<Micros>,
}

impl State {
    pub(crate) fn known_subaccount(&self, subaccount: Option<&str>) -> Result<(), Refusal> {
        match subaccount {
            Some(id) if !self.subaccounts.iter().any(|known| known == id) => {
                Err(Refusal::about(Code::NotFound, "account"))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn is_ended(&self) -> bool {
        matches!(self.account.as_ref().map(|account| &account.phase), Some(Phase::Ended { .. }))
    }

    /// Unknown account, member, feature; account ended; role; entitlement: the rungs before the cost matters.
    pub(crate) fn admit(&self, usage: &Use) -> Result<(), Refusal> {
        self.known_subaccount(usage.subaccount.as_deref())?;
        let role = self.role_in(usage)?;
        let catalog = self.catalog();
        let feature = match usage.feature.as_deref() {
            Some(id) => Some(catalog.feature(id).ok_or_else(|| Refusal::about(Code::UnknownFeature, id))?),
            None => None,
        };
        // Rule 8: an ended account has no gated features. Reading (26): the end is the reason that is named.
        let gated = feature.is_some_and(|feature| !feature.plans.is_empty());
        if self.is_ended() && (gated || !catalog.ended_may_spend) {
            return Err(Refusal::new(Code::AccountEnded));
        }
        // Rule 23: rights are data, read at each use. No member: the product itself, no role is asked.
        if let Some((of, role, covers)) = role {
            let may = catalog.roles.get(&(of, role)).is_some_and(|rights| rights.contains(&Right::Use));
            if !may || !covers {
                return Err(Refusal::new(Code::RoleNotAllowed));
            }
        }
        if let Some(feature) = feature.filter(|feature| !feature.plans.is_empty()) {
            // Rule 24: a subaccount's entitlements are its agency's.
            if !feature.plans.contains(&self.account().plan) {
                return Err(Refusal { plans: feature.plans.clone(), ..Refusal::new(Code::PlanLacksFeature) });
            }
        }
        Ok(())
    }

    /// The role by which the member uses, and whether his membership covers the account of the use.
    // Reading (24): in a subaccount its own membership speaks first, then the agency's. An agency member with a list of
    // subaccounts reaches those; without a list, who has the right to share (Owner and Admin of the sample) reaches all.
    // A member of the agency who does not reach the subaccount is known there, but his role is not allowed.
    pub(crate) fn role_in(&self, usage: &Use) -> Result<Option<(RoleOf, String, bool)>, Refusal> {
        let Some(member) = &usage.member else { return Ok(None) };
        let own = self.members.get(&(usage.subaccount.clone(), member.clone()));
        if let Some(own) = own.filter(|_| usage.subaccount.is_some()) {
            return Ok(Some((RoleOf::Subaccount, own.role.clone(), true)));
        }
        let Some(main) = self.members.get(&(None, member.clone())) else {
            return Err(Refusal::about(Code::NotFound, "member"));
        };
        let covers = match &usage.subaccount {
            None => true,
            Some(_) if main.subaccounts.is_empty() => {
                let role = (RoleOf::from(self.account().kind), main.role.clone());
                self.catalog().roles.get(&role).is_some_and(|rights| rights.contains(&Right::Share))
            }
            Some(id) => main.subaccounts.contains(id),
        };
        Ok(Some((RoleOf::from(self.account().kind), main.role.clone(), covers)))
    }

    /// Rule 24, switched off: new uses beyond the subaccount's own grants are refused.
    pub(crate) fn check_sharing(&self, now: Micros, usage: &Use, cost: Milli) -> Result<(), Refusal> {
        if usage.subaccount.is_some() && !self.sharing && cost > self.available_to(now, usage) {
            return Err(Refusal::new(Code::SharingDisabled));
        }
        Ok(())
    }

    /// Rule 25: the limits that bind the use, of member, then subaccount, then account; a named one wins over `*`.
    pub(crate) fn caps(&self, at: Micros, usage: &Use) -> Vec<Cap> {
        let mut chosen = Vec::new();
        if let Some(member) = &usage.member {
            chosen.push((Level::Member, [Subject::Member(member.clone()), Subject::EachMember]));
        }
        if let Some(subaccount) = &usage.subaccount {
            chosen.push((Level::Subaccount, [Subject::Subaccount(subaccount.clone()), Subject::EachSubaccount]));
        }
        chosen.push((Level::Account, [Subject::Account, Subject::Account]));
        let mut caps = Vec::new();
        for (level, subjects) in chosen {
            let Some(subject) = subjects.into_iter().find(|subject| self.limits.contains_key(subject)) else {
                continue;
            };
            let (limit, per) = self.limits[&subject];
            let (from, to) = self.window(at, per);
            let used = self.used(level, usage, from, to);
            caps.push(Cap { level, subject, limit, used, resets_at: to });
        }
        caps
    }

    /// Refuses a use of `cost` that any level does not leave.
    // Reading (25, 3): a use of 0 adds nothing, so it passes even where a lowered limit is passed already.
    pub(crate) fn check_limits(&self, at: Micros, usage: &Use, cost: Milli) -> Result<(), Refusal> {
        for cap in self.caps(at, usage) {
            if cost > 0 && cap.used + cost > cap.limit {
                return Err(Refusal {
                    level: Some(cap.level),
                    limit: Some(cap.limit),
                    used: Some(cap.used),
                    resets_at: cap.resets_at,
                    what: Some(subject_text(&cap.subject)),
                    ..Refusal::new(Code::SpendLimitReached)
                });
            }
        }
        Ok(())
    }

    /// The least of what is available and what each limit leaves, and which of them it is.
    // Reading (3): of two that leave the same, the one earlier in the order of refusals is named.
    pub(crate) fn most(&self, now: Micros, limits_at: Micros, usage: &Use) -> (Milli, LimitedBy) {
        let mut least = None;
        for cap in self.caps(limits_at, usage) {
            let left = (cap.limit - cap.used).max(0);
            if least.is_none_or(|(so_far, _)| left < so_far) {
                least = Some((left, LimitedBy::Limit(cap.level)));
            }
        }
        let available = self.available_to(now, usage);
        match least {
            Some((left, by)) if left <= available => (left, by),
            _ => (available, LimitedBy::Available),
        }
    }

    /// Used = spent + reserved - reversed of the level's uses that began in the window.
    fn used(&self, level: Level, usage: &Use, from: Micros, to: Option<Micros>) -> Milli {
        let counts = |other: &Use, began_at: Micros| {
            let same = match level {
                Level::Member => other.member == usage.member,
                Level::Subaccount => other.subaccount == usage.subaccount,
                Level::Account => true,
            };
            same && from <= began_at && to.is_none_or(|end| began_at < end)
        };
        let spends = self.spends.iter().filter(|spend| counts(&spend.usage, spend.began_at));
        let spent: Milli = spends.map(|spend| spend.credits - spend.reversed).sum();
        let open = self.reservations.iter().filter(|reservation| reservation.status == Status::Open);
        let reserved: Milli = open
            .filter(|reservation| counts(&reservation.usage, reservation.made_at))
            .map(|reservation| reservation.credits)
            .sum();
        spent + reserved
    }

    /// The window of a limit around `at`, without an end where nothing resets it.
    // Reading (25): where no period runs, the window "period" is the trial; on a legacy plan, and after the end, it is the
    // calendar month.
    pub(crate) fn window(&self, at: Micros, per: Per) -> (Micros, Option<Micros>) {
        let account = self.account();
        match (per, &account.phase) {
            (Per::Day, _) => {
                let (from, to) = calendar::day(account.zone, at);
                (from, Some(to))
            }
            (Per::Month, _) | (Per::Period, Phase::Legacy | Phase::Ended { .. }) => {
                let (from, to) = calendar::month(account.zone, at);
                (from, Some(to))
            }
            (Per::Period, Phase::Trial { ends_at }) => (account.made_at, Some(*ends_at)),
            (Per::Period, Phase::Active(period)) => (period.start, Some(period.end)),
        }
    }

    pub(crate) fn add_subaccount(&mut self, subaccount: &str) -> Result<Done, Refusal> {
        if self.account().kind != AccountKind::Agency {
            return Err(Refusal::about(Code::InvalidField, "parent"));
        }
        if self.subaccounts.iter().any(|known| known == subaccount) {
            return Err(Refusal::about(Code::AccountExists, subaccount));
        }
        self.subaccounts.push(subaccount.to_owned());
        Ok(Done::default())
    }

    pub(crate) fn put_member(&mut self, put: &PutMember) -> Result<Done, Refusal> {
        let of = if put.subaccount.is_some() { RoleOf::Subaccount } else { RoleOf::from(self.account().kind) };
        if !self.catalog().roles.contains_key(&(of, put.role.clone())) {
            return Err(Refusal::about(Code::InvalidField, "role"));
        }
        if put.subaccount.is_some() && !put.subaccounts.is_empty() {
            return Err(Refusal::about(Code::InvalidField, "subaccounts"));
        }
        self.known_subaccount(put.subaccount.as_deref())?;
        for id in &put.subaccounts {
            self.known_subaccount(Some(id))?;
        }
        let membership = Membership { role: put.role.clone(), subaccounts: put.subaccounts.clone() };
        self.members.insert((put.subaccount.clone(), put.member.clone()), membership);
        Ok(Done::default())
    }

    pub(crate) fn delete_member(&mut self, subaccount: Option<&str>, member: &str) -> Result<Done, Refusal> {
        self.known_subaccount(subaccount)?;
        match self.members.remove(&(subaccount.map(str::to_owned), member.to_owned())) {
            Some(_) => Ok(Done::default()),
            None => Err(Refusal::about(Code::NotFound, "member")),
        }
    }

    pub(crate) fn set_sharing(&mut self, enabled: bool) -> Result<Done, Refusal> {
        if self.account().kind != AccountKind::Agency {
            return Err(Refusal::about(Code::InvalidField, "kind"));
        }
        self.sharing = enabled;
        Ok(Done::default())
    }

    // Reading (25): a limit may be set for a member who is not there yet, but not for an unknown subaccount.
    pub(crate) fn set_limit(&mut self, subject: &Subject, credits: Milli, per: Per) -> Result<Done, Refusal> {
        crate::price::check_credits(credits)?;
        if let Subject::Subaccount(id) = subject {
            self.known_subaccount(Some(id))?;
        }
        self.limits.insert(subject.clone(), (credits, per));
        Ok(Done::default())
    }

    pub(crate) fn delete_limit(&mut self, subject: &Subject) -> Result<Done, Refusal> {
        match self.limits.remove(subject) {
            Some(_) => Ok(Done::default()),
            None => Err(Refusal::about(Code::NotFound, "limit")),
        }
    }

    /// A new version that drops what is in use is refused.
    // Reading (catalog.md): in use are the account's plan and the scheduled one, the roles of its members, and the
    // features named by grants that have not ended, by open reservations and by quotes that may still be used.
    pub(crate) fn publish(&mut self, now: Micros, next: &crate::Catalog) -> Result<Done, Refusal> {
        let mut missing = Vec::new();
        if let Some(account) = &self.account {
            let mut plans = vec![&account.plan];
            if let Some(Scheduled::Plan(plan, _)) = &account.scheduled {
                plans.push(plan);
            }
            missing.extend(plans.into_iter().filter(|id| next.plan(id).is_none()).cloned());
            for ((subaccount, _), membership) in &self.members {
                let of = if subaccount.is_some() { RoleOf::Subaccount } else { RoleOf::from(account.kind) };
                if !next.roles.contains_key(&(of, membership.role.clone())) {
                    missing.push(membership.role.clone());
                }
            }
        }
        let scoped = self.grants.iter().filter(|grant| !grant.ended).flat_map(|grant| grant.features.iter());
        let open = self.reservations.iter().filter(|reservation| reservation.status == Status::Open);
        let quoted = self.quotes.iter().filter(|quote| !quote.used && now < quote.expires_at);
        let features = scoped
            .chain(open.filter_map(|reservation| reservation.usage.feature.as_ref()))
            .chain(quoted.filter_map(|quote| quote.usage.feature.as_ref()));
        missing.extend(features.filter(|id| next.feature(id).is_none()).cloned());
        if let Some(id) = missing.first() {
            return Err(Refusal::about(Code::CatalogInUse, id));
        }
        self.versions.push(std::sync::Arc::new(next.clone()));
        Ok(Done::default())
    }
}

/// A limit's subject as the API writes it.
fn subject_text(subject: &Subject) -> String {
    match subject {
        Subject::Member(id) => format!("member:{id}"),
        Subject::EachMember => "member:*".to_owned(),
        Subject::Subaccount(id) => format!("subaccount:{id}"),
        Subject::EachSubaccount => "subaccount:*".to_owned(),
        Subject::Account => "account".to_owned(),
    }
}
