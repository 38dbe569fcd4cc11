//! Reservations: set aside, settle, void, extend, time out. Prices nothing itself.

use crate::answer::{Code, Done, Draw, Refusal};
use crate::catalog::{OverSettle, Price};
use crate::command::{Amount, DAY, HOUR, Micros, Milli, Use};
use crate::draw::Into;
use crate::price;
use crate::spend::{check_max, insufficient};
use crate::state::{Reservation, State, Status, next_label, place};

impl State {
    /// The command. Rule 16: draws along the burn order and sets aside; never overdraws (rule 4).
    pub(crate) fn reserve(
        &mut self,
        now: Micros,
        usage: &Use,
        quote: Option<u64>,
        expires_in: Option<Micros>,
    ) -> Result<Done, Refusal> {
        let lasts = expires_in.unwrap_or(HOUR);
        if lasts <= 0 || lasts > DAY {
            return Err(Refusal::about(Code::InvalidField, "expires_in"));
        }
        let cost = self.reserve_cost(usage, quote)?;
        self.admit(usage)?;
        self.check_sharing(now, usage, cost)?;
        self.check_quote(now, usage, quote)?;
        self.check_limits(now, usage, cost)?;
        let available = self.available_to(now, usage);
        if cost > available {
            return Err(insufficient(cost, available));
        }
        let draws = self.draw(now, usage, cost, Into::Reserved);
        // Reading (14, 17): the version of a reservation at a quote is the quote's, so that settling exactly what was
        // quoted costs exactly what was quoted.
        let version = quote.and_then(|label| self.quote_of(label)).map_or(self.versions.len() - 1, |q| q.version);
        self.use_quote(quote);
        let label = next_label(&self.reservations);
        let expires_at = now + lasts;
        let usage = usage.clone();
        let row = Reservation {
            usage,
            version,
            made_at: now,
            expires_at,
            credits: cost,
            draws: draws.clone(),
            status: Status::Open,
        };
        let available = self.available_to(now, &row.usage);
        self.reservations.push(row);
        Ok(Done {
            reservation: Some(label),
            credits: cost,
            draws,
            expires_at: Some(expires_at),
            available: Some(available),
            ..Done::default()
        })
    }

    /// A metered feature with nothing named sets its catalog figure aside.
    fn reserve_cost(&self, usage: &Use, quote: Option<u64>) -> Result<Milli, Refusal> {
        let catalog = self.catalog();
        let feature = usage.feature.as_deref().and_then(|id| catalog.feature(id));
        let figure = feature.and_then(|feature| feature.price.as_ref()).and_then(|price| price.reserve);
        match (figure, &usage.amount, quote) {
            (Some(figure), Amount::Nothing, None) => Ok(figure),
            _ => self.price(usage, quote),
        }
    }

    /// The command.
    // Reading (26): for a settle: unknown, not open, over, bad input, settle_exceeds_reservation, sharing, max_credits,
    // limits, insufficient credits.
    pub(crate) fn settle(
        &mut self,
        now: Micros,
        label: u64,
        amount: &Amount,
        max: Option<Milli>,
        late: bool,
    ) -> Result<Done, Refusal> {
        price::check_amount(amount)?;
        if let Some(max) = max {
            price::check_credits(max)?;
        }
        let reservation = self.reservation(label)?.clone();
        match reservation.status {
            Status::Open => {}
            Status::Settled | Status::Voided => return Err(Refusal::new(Code::ReservationNotOpen)),
            // Reading (19): "within 24 h" of the end, that instant included.
            Status::Expired if late && now - reservation.expires_at <= self.catalog().late_within => {
                let cost = self.settle_cost(&reservation, amount)?;
                return self.settle_late(now, label, &reservation.usage, cost, max);
            }
            Status::Expired => return Err(Refusal::new(Code::ReservationExpired)),
        }
        let cost = self.settle_cost(&reservation, amount)?;
        let surplus = (cost - reservation.credits).max(0);
        let over = self.price_of(&reservation).map_or(OverSettle::Deny, |price| price.over_settle);
        let exceeds = match over {
            _ if surplus == 0 => false,
            OverSettle::Deny => true,
            // Reading (17): more than that percentage of what was reserved exceeds it.
            OverSettle::Percent(percent) => surplus * 100 > reservation.credits * i128::from(percent),
            OverSettle::Available => false,
        };
        if exceeds {
            return Err(Refusal::new(Code::SettleExceedsReservation));
        }
        // Rule 24: with sharing off a subaccount's reservation settles for no more than was reserved.
        let cut_off = reservation.usage.subaccount.is_some() && !self.sharing;
        let extra = if over == OverSettle::Available {
            check_max(cost, max)?;
            // Reading (17, 25): the surplus counts where its use began, so it is judged in the window of the reserve.
            if cut_off { 0 } else { surplus.min(self.most(now, reservation.made_at, &reservation.usage).0) }
        } else {
            if cut_off && surplus > 0 {
                return Err(Refusal::new(Code::SharingDisabled));
            }
            check_max(cost, max)?;
            self.check_limits(reservation.made_at, &reservation.usage, surplus)?;
            let available = self.available_to(now, &reservation.usage);
            if surplus > available {
                return Err(insufficient(surplus, available));
            }
            surplus
        };
        Ok(self.close_settled(now, label, &reservation, cost - surplus, extra, surplus - extra))
    }

    /// Consumes `kept` of what was set aside, draws `extra` more, and releases the rest.
    fn close_settled(
        &mut self,
        now: Micros,
        label: u64,
        reservation: &Reservation,
        kept: Milli,
        extra: Milli,
        uncovered: Milli,
    ) -> Done {
        let (mut left, mut draws) = (kept, Vec::new());
        for draw in &reservation.draws {
            let spent = left.min(draw.credits);
            left -= spent;
            let grant = self.grant_mut(draw.grant);
            grant.reserved -= draw.credits;
            grant.spent += spent;
            if spent > 0 {
                draws.push(Draw { grant: draw.grant, credits: spent });
            }
            // Rule 17: what is released goes to the grants drawn last first: the first ones pay the kept part.
            if spent < draw.credits {
                self.give_back(draw.grant, draw.credits - spent);
            }
        }
        self.set_status(label, Status::Settled);
        draws.extend(self.draw(now, &reservation.usage, extra, Into::Spent));
        let taken = kept + extra;
        // Rule 17: zero is like void. Reading (17): so it makes no spend.
        let done = if taken == 0 {
            Done::default()
        } else {
            self.record(&reservation.usage, reservation.made_at, taken, draws, 0)
        };
        Done {
            reservation: Some(label),
            released: reservation.credits - kept,
            uncovered: (uncovered > 0).then_some(uncovered),
            available: Some(self.available_to(now, &reservation.usage)),
            ..done
        }
    }

    /// Rule 19: after the end, with `late`, a spend of now on what is available now.
    // Reading (19): with all the rungs of a spend; "on what is available now": it never overdraws.
    fn settle_late(
        &mut self,
        now: Micros,
        label: u64,
        usage: &Use,
        cost: Milli,
        max: Option<Milli>,
    ) -> Result<Done, Refusal> {
        self.admit(usage)?;
        self.check_sharing(now, usage, cost)?;
        check_max(cost, max)?;
        self.check_limits(now, usage, cost)?;
        let available = self.available_to(now, usage);
        if cost > available {
            return Err(insufficient(cost, available));
        }
        let done = if cost == 0 { Done::default() } else { self.spend_whole(now, usage, cost, now)? };
        self.set_status(label, Status::Settled);
        Ok(Done { reservation: Some(label), available: Some(self.available_to(now, usage)), ..done })
    }

    /// Rule 17: priced by the catalog version of the reservation; nothing named: all of it.
    fn settle_cost(&self, reservation: &Reservation, amount: &Amount) -> Result<Milli, Refusal> {
        if *amount == Amount::Nothing {
            return Ok(reservation.credits);
        }
        let used = Use { amount: amount.clone(), ..reservation.usage.clone() };
        let catalog = &self.versions[reservation.version];
        let cost = self.price_by(catalog, &used, None)?;
        // When less was used than reserved it never costs more than was reserved.
        if no_more_used(&reservation.usage.amount, amount) { Ok(cost.min(reservation.credits)) } else { Ok(cost) }
    }

    fn price_of(&self, reservation: &Reservation) -> Option<Price> {
        let catalog = &self.versions[reservation.version];
        reservation.usage.feature.as_deref().and_then(|id| catalog.feature(id)).and_then(|f| f.price.clone())
    }

    /// The command. Rule 18: all goes back.
    pub(crate) fn void_reservation(&mut self, now: Micros, label: u64) -> Result<Done, Refusal> {
        let reservation = self.open_reservation(label)?.clone();
        self.release(label, Status::Voided);
        Ok(Done {
            reservation: Some(label),
            released: reservation.credits,
            available: Some(self.available_to(now, &reservation.usage)),
            ..Done::default()
        })
    }

    /// The command. Rule 20: counts from now, at most 24 hours after the making.
    // Reading (20): later than that is refused, not shortened; an earlier end than the present one is taken.
    pub(crate) fn extend(&mut self, now: Micros, label: u64, expires_in: Micros) -> Result<Done, Refusal> {
        if expires_in <= 0 || expires_in > DAY {
            return Err(Refusal::about(Code::InvalidField, "expires_in"));
        }
        let reservation = self.open_reservation(label)?;
        let expires_at = now + expires_in;
        if expires_at > reservation.made_at + DAY {
            return Err(Refusal::about(Code::InvalidField, "expires_in"));
        }
        let usage = reservation.usage.clone();
        let at = place(label).expect("the reservation was just found");
        self.reservations[at].expires_at = expires_at;
        let available = Some(self.available_to(now, &usage));
        Ok(Done { reservation: Some(label), expires_at: Some(expires_at), available, ..Done::default() })
    }

    /// Ends an open reservation and gives everything back, the grants drawn last first.
    pub(crate) fn release(&mut self, label: u64, status: Status) {
        let reservation = self.reservation(label).expect("only open reservations are released").clone();
        for draw in reservation.draws.iter().rev() {
            self.grant_mut(draw.grant).reserved -= draw.credits;
            self.give_back(draw.grant, draw.credits);
        }
        self.set_status(label, status);
    }

    fn set_status(&mut self, label: u64, status: Status) {
        let at = place(label).expect("labels begin at 1");
        self.reservations[at].status = status;
    }

    fn reservation(&self, label: u64) -> Result<&Reservation, Refusal> {
        place(label)
            .and_then(|at| self.reservations.get(at))
            .ok_or_else(|| Refusal::about(Code::NotFound, "reservation"))
    }

    // Reading (18, 19): void and extend after the end say what a settle would: reservation_expired.
    fn open_reservation(&self, label: u64) -> Result<&Reservation, Refusal> {
        let reservation = self.reservation(label)?;
        match reservation.status {
            Status::Open => Ok(reservation),
            Status::Settled | Status::Voided => Err(Refusal::new(Code::ReservationNotOpen)),
            Status::Expired => Err(Refusal::new(Code::ReservationExpired)),
        }
    }
}

/// Whether what was used is no more than what was reserved, where both name the same sort of thing.
// Reading (17): quantities are compared; usage is less when the model is the same and no dimension is more. A stated
// cost or the catalog's figure says nothing about use.
fn no_more_used(reserved: &Amount, used: &Amount) -> bool {
    match (reserved, used) {
        (Amount::Quantity(reserved), Amount::Quantity(used)) => used <= reserved,
        (
            Amount::Usage { model: reserved_model, dimensions: reserved },
            Amount::Usage { model: used_model, dimensions: used },
        ) => {
            let within = |(name, units): (&String, &i64)| *units <= reserved.get(name).copied().unwrap_or(0);
            reserved_model == used_model && used.iter().all(within)
        }
        _ => false,
    }
}
