//! Plans: the account's making, its periods' grants, plan changes, activation, cancel, pause. Lets no time pass.

use crate::answer::{Code, Done, Preview, Refusal};
use crate::calendar;
use crate::catalog::{Downgrade, Plan, Upgrade};
use crate::command::{CreateAccount, DAY, Kind, Micros, Milli, When};
use crate::grant::Terms;
use crate::state::{Account, Period, Phase, Scheduled, State};

impl State {
    /// The command.
    pub(crate) fn create(&mut self, now: Micros, new: &CreateAccount) -> Result<Done, Refusal> {
        let catalog = self.catalog();
        let zone = calendar::zone(&new.zone).ok_or_else(|| Refusal::about(Code::InvalidField, "time_zone"))?;
        let plan = catalog.plan(&new.plan).ok_or_else(|| Refusal::about(Code::InvalidField, "plan"))?;
        if new.started_at.is_some_and(|start| start > now) {
            // Reading (7): an anchor in the future is bad input.
            return Err(Refusal::about(Code::InvalidField, "started_at"));
        }
        if new.trial && plan.legacy.is_some() {
            // Reading (8, 10): a legacy plan has no trial.
            return Err(Refusal::about(Code::InvalidField, "status"));
        }
        // Reading (8): the days of a trial are 24 hours each.
        let trial_ends_at = new.trial_ends_at.unwrap_or(now + catalog.trial_days * DAY);
        if new.trial && trial_ends_at <= now {
            return Err(Refusal::about(Code::InvalidField, "trial_ends_at"));
        }
        if self.account.is_some() {
            return Err(Refusal::about(Code::AccountExists, &new.account));
        }
        self.account = Some(Account {
            kind: new.kind,
            made_at: now,
            zone,
            plan: new.plan.clone(),
            figure: None,
            held: 0,
            phase: Phase::Legacy,
            scheduled: None,
            paused: false,
            epochs: 0,
        });
        if new.trial {
            self.account_mut().phase = Phase::Trial { ends_at: trial_ends_at };
            if catalog.trial_credits > 0 {
                let terms = Terms::general(Kind::Trial, now, Some(trial_ends_at));
                self.make_grant(now, catalog.trial_credits, terms);
            }
        } else if let Some(starter) = plan.legacy {
            // Rule 10: one starter grant, no expiry, no renewal, no reset.
            if starter > 0 {
                self.make_grant(now, starter, Terms::general(Kind::Legacy, now, None));
            }
        } else {
            self.begin_epoch(now, new.started_at.unwrap_or(now));
        }
        Ok(Done { available: Some(self.available_for(now, None, None)), ..Done::default() })
    }

    /// Rule 7: an epoch begins with its own anchor; of a past anchor only the running period is granted.
    fn begin_epoch(&mut self, now: Micros, anchor_at: Micros) {
        let every = self.held_plan().every;
        let account = self.account_mut();
        let zone = account.zone;
        let anchor = calendar::wall(zone, anchor_at);
        let mut n = 0;
        while calendar::after(zone, anchor, every, n + 1) <= now {
            n += 1;
        }
        let start = if n == 0 { anchor_at } else { calendar::after(zone, anchor, every, n) };
        account.epochs += 1;
        account.scheduled = None;
        account.paused = false;
        self.begin_period(now, anchor, n, start);
    }

    /// Begins period `n`: books its end and grants the allowance, unless the account is paused.
    // Reading (6): the anchor's wall date and time is kept as it was in the zone of the epoch's beginning; a new zone
    // reads the same wall date and time on its own clock.
    pub(crate) fn begin_period(&mut self, now: Micros, anchor: chrono::NaiveDateTime, n: u32, start: Micros) {
        let plan = self.held_plan();
        let account = self.account_mut();
        let end = calendar::after(account.zone, anchor, plan.every, n + 1);
        account.held = account.figure.unwrap_or(plan.credits);
        let paused = account.paused;
        account.phase = Phase::Active(Period { anchor, n, start, end, granted: false, highest: 0, plans: Vec::new() });
        if !paused {
            self.grant_period(now);
        }
    }

    /// Grants the running period's allowance in full, once.
    // Reading (7, 8): effective from the period's start, also where the account was made or resumed in the middle of it.
    fn grant_period(&mut self, now: Micros) {
        let (held, plan) = (self.account().held, self.account().plan.clone());
        let period = self.period_mut();
        if period.granted {
            return;
        }
        period.granted = true;
        period.highest = period.highest.max(held);
        period.plans.push(plan);
        let (start, end) = (period.start, period.end);
        self.grant_allowance(now, held, start, end);
    }

    fn grant_allowance(&mut self, now: Micros, credits: Milli, effective_at: Micros, end: Micros) {
        let priority = self.held_plan().priority;
        if credits > 0 {
            let terms = Terms { priority, ..Terms::general(Kind::Plan, effective_at, Some(end)) };
            self.make_grant(now, credits, terms);
        }
    }

    /// The command. Bad input, then account ended.
    pub(crate) fn change_plan(
        &mut self,
        now: Micros,
        plan: &str,
        when: Option<When>,
        figure: Option<Milli>,
        preview: bool,
    ) -> Result<Done, Refusal> {
        if !preview {
            self.change(now, plan, when, figure)?;
            return Ok(Done { available: Some(self.available_for(now, None, None)), ..Done::default() });
        }
        // Rule 12: the exact balances before and after; changes nothing.
        // Reading (12): after is right after the change was accepted, so a scheduled one shows the same twice.
        let before = self.balance(now, None, None);
        let mut copy = self.clone();
        copy.change(now, plan, when, figure)?;
        let preview = Preview { before, after: copy.balance(now, None, None) };
        Ok(Done { available: Some(preview.before.available), preview: Some(preview), ..Done::default() })
    }

    fn change(&mut self, now: Micros, id: &str, when: Option<When>, figure: Option<Milli>) -> Result<(), Refusal> {
        if let Some(figure) = figure {
            crate::price::check_credits(figure)?;
        }
        let catalog = self.catalog();
        let plan = catalog.plan(id).ok_or_else(|| Refusal::about(Code::InvalidField, "plan"))?;
        if plan.legacy.is_some() {
            // Rule 10: plan to legacy is refused. Reading (10): so is another legacy plan, or a trial's change to one.
            return Err(Refusal::about(Code::InvalidField, "plan"));
        }
        let allowance = figure.unwrap_or(plan.credits);
        match &self.account().phase {
            // Reading (8): an ended account returns by activate alone.
            Phase::Ended { .. } => return Err(Refusal::new(Code::AccountEnded)),
            // Rule 8: in a trial it grants nothing. Reading (8): it holds at once, whatever `when` says.
            Phase::Trial { .. } => self.set_plan(id, figure),
            // Rule 10: at once, new epoch, what is left stays. Reading (10): whatever `when` says.
            Phase::Legacy => {
                self.set_plan(id, figure);
                self.begin_epoch(now, now);
            }
            Phase::Active(_) => self.change_running(now, plan, allowance, when, figure),
        }
        Ok(())
    }

    // Reading (9): the setting of the plan that is changed to decides. An equal allowance is no upgrade. A change to
    // the very plan and figure held only drops what is scheduled and revokes a cancel. A change that holds at once
    // drops what is scheduled, too. An upgrade of sort `period_end` that is asked for now tops up like `difference`.
    fn change_running(
        &mut self,
        now: Micros,
        plan: &Plan,
        allowance: Milli,
        when: Option<When>,
        figure: Option<Milli>,
    ) {
        let account = self.account_mut();
        if account.plan == plan.id && account.figure == figure {
            account.scheduled = None;
            return;
        }
        let up = allowance > account.held;
        let at_once = match (when, up) {
            (Some(when), _) => when == When::Now,
            (None, true) => plan.upgrade != Upgrade::PeriodEnd,
            (None, false) => plan.downgrade == Downgrade::Now,
        };
        if !at_once {
            account.scheduled = Some(Scheduled::Plan(plan.id.clone(), figure));
            return;
        }
        account.scheduled = None;
        self.set_plan(&plan.id, figure);
        self.account_mut().held = allowance;
        // Reading (8, 9): while paused and not granted, nothing is topped up; resume grants the new allowance in full.
        if up && self.period_mut().granted {
            self.raise(now, plan, allowance);
        }
    }

    /// An upgrade in a granted period.
    fn raise(&mut self, now: Micros, plan: &Plan, allowance: Milli) {
        let period = self.period_mut();
        let (highest, end) = (period.highest, period.end);
        period.highest = highest.max(allowance);
        let again = period.plans.contains(&plan.id);
        if !again {
            period.plans.push(plan.id.clone());
        }
        if plan.upgrade == Upgrade::Replace {
            // Each plan once a period. Reading (9): a second time nothing is granted and nothing ends.
            if again {
                return;
            }
            // Reading (9): "the plan's running grants" are the period's, not what was carried into it.
            let running =
                |grant: &&crate::state::Grant| grant.kind == Kind::Plan && grant.rolled_from.is_none() && !grant.ended;
            let labels: Vec<u64> = self.grants.iter().filter(running).map(|grant| grant.label).collect();
            for label in labels {
                self.end_grant(label, now);
            }
            self.grant_allowance(now, allowance, now, end);
        } else {
            // Topped up to the new allowance; never more in a period than the highest allowance held in it.
            self.grant_allowance(now, allowance - highest, now, end);
        }
    }

    pub(crate) fn set_plan(&mut self, id: &str, figure: Option<Milli>) {
        let account = self.account_mut();
        id.clone_into(&mut account.plan);
        account.figure = figure;
    }

    /// The command.
    // Reading (9): "drops it" is whatever waits for the period's end, a cancel included.
    pub(crate) fn drop_scheduled(&mut self) -> Result<Done, Refusal> {
        let account = self.account_mut();
        match account.scheduled {
            Some(_) => {
                account.scheduled = None;
                Ok(Done::default())
            }
            None => Err(Refusal::about(Code::NotFound, "scheduled")),
        }
    }

    /// The command. Rule 8: of a trial or an ended account.
    // Reading (8): of an account that is in a period or on a legacy plan it is bad input (`status`).
    pub(crate) fn activate(&mut self, now: Micros, plan: Option<&str>) -> Result<Done, Refusal> {
        let catalog = self.catalog();
        let id = plan.map_or_else(|| self.account().plan.clone(), str::to_owned);
        if catalog.plan(&id).is_none_or(|plan| plan.legacy.is_some()) {
            return Err(Refusal::about(Code::InvalidField, "plan"));
        }
        match self.account().phase {
            Phase::Trial { .. } => {
                // What is available of the trial grant expires.
                let trial = |grant: &&crate::state::Grant| grant.kind == Kind::Trial && !grant.ended;
                let labels: Vec<u64> = self.grants.iter().filter(trial).map(|grant| grant.label).collect();
                for label in labels {
                    self.end_grant(label, now);
                }
            }
            Phase::Ended { .. } => {}
            Phase::Active(_) | Phase::Legacy => return Err(Refusal::about(Code::InvalidField, "status")),
        }
        // Reading (8, catalog.md): an agreed figure belongs to the plan it was agreed for.
        let figure = self.account().figure.filter(|_| self.account().plan == id);
        self.set_plan(&id, figure);
        self.begin_epoch(now, now);
        Ok(Done { available: Some(self.available_for(now, None, None)), ..Done::default() })
    }

    /// The command. Rule 9: to the booked end; replaces a scheduled change.
    // Reading (9): a trial ends at its booked end anyway; a legacy plan has no booked end and ends at once. A second
    // cancel changes nothing.
    pub(crate) fn cancel(&mut self, now: Micros) -> Result<Done, Refusal> {
        match self.account().phase {
            Phase::Active(_) | Phase::Trial { .. } => {}
            Phase::Ended { .. } => return Err(Refusal::new(Code::AccountEnded)),
            Phase::Legacy => {
                self.account_mut().phase = Phase::Ended { since: now };
                return Ok(Done::default());
            }
        }
        self.account_mut().scheduled = Some(Scheduled::Cancel);
        Ok(Done::default())
    }

    /// The command.
    // Reading (8): only what has periods can pause. A second pause and a second resume change nothing.
    pub(crate) fn pause(&mut self) -> Result<Done, Refusal> {
        self.in_a_period()?;
        self.account_mut().paused = true;
        Ok(Done::default())
    }

    /// The command. Rule 8: grants the running period in full, once.
    pub(crate) fn resume(&mut self, now: Micros) -> Result<Done, Refusal> {
        self.in_a_period()?;
        if self.account().paused {
            self.account_mut().paused = false;
            self.grant_period(now);
        }
        Ok(Done { available: Some(self.available_for(now, None, None)), ..Done::default() })
    }

    /// The command. Rule 6: moves later ends only.
    pub(crate) fn set_zone(&mut self, name: &str) -> Result<Done, Refusal> {
        let zone = calendar::zone(name).ok_or_else(|| Refusal::about(Code::InvalidField, "time_zone"))?;
        self.account_mut().zone = zone;
        Ok(Done::default())
    }

    fn in_a_period(&self) -> Result<(), Refusal> {
        match self.account().phase {
            Phase::Active(_) => Ok(()),
            Phase::Ended { .. } => Err(Refusal::new(Code::AccountEnded)),
            Phase::Trial { .. } | Phase::Legacy => Err(Refusal::about(Code::InvalidField, "status")),
        }
    }

    /// The plan held, as the catalog in force has it.
    pub(crate) fn held_plan(&self) -> Plan {
        self.catalog().plan(&self.account().plan).expect("a plan in use is never dropped").clone()
    }

    pub(crate) fn period_mut(&mut self) -> &mut Period {
        match &mut self.account_mut().phase {
            Phase::Active(period) => period,
            _ => panic!("asked only where a period runs"),
        }
    }
}
