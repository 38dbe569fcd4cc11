//! Reservations: credits set aside before a use, given back, or given another end. Their settling is in `settle`.

use super::{Court, Judged, No};
use crate::change::Change;
use crate::command::Reserve;
use crate::credits::Credits;
use crate::entry::{Extended, Fact, ReleaseCause, Released, Reserved, Return, Usage};
use crate::grant::WayBack;
use crate::id::Seq;
use crate::pool::{EndedReservation, Reservation};
use crate::refusal::Refusal;
use crate::time::Span;

/// The longest life of a reservation, from its creation.
const LIFE_MAX: Span = Span::DAY;

/// How many reservations a pool holds open at once.
const OPEN_MAX: usize = 10_000;

impl Court<'_> {
    pub(super) fn reserve(&self, reserve: &Reserve) -> Result<Change, No> {
        lasts(reserve.expires_in)?;
        let judged = self.known(&reserve.usage)?;
        let quoted = reserve.quote.map(|seq| self.quoted(seq, &judged.usage));
        let bound = reserve.quote.and_then(|seq| self.bound(seq, &judged.usage));
        let cost = match bound {
            Some(credits) => credits,
            _ if reserve.is_default => self.set_aside(&judged)?,
            _ => self.cost(&judged)?,
        };
        self.allowed(&judged)?;
        self.shared(&judged.usage, cost)?;
        quoted.transpose()?;
        self.within_limits(&judged.usage, cost, self.now)?;
        let usage = judged.usage;
        let (draws, covered) = self.pool.burn(usage.subaccount.as_ref(), usage.feature.as_ref(), self.now, cost);
        let available = self.available(&usage);
        if covered < cost {
            return Err(Refusal::InsufficientCredits { required: cost, available }.into());
        }
        if self.pool.reservations.len() >= OPEN_MAX {
            let max = u64::try_from(OPEN_MAX).unwrap_or(u64::MAX);
            return Err(Refusal::TooMany { what: "open reservations", max }.into());
        }
        let by = self.by(usage.member.as_ref());
        let reserved = Reserved {
            usage,
            credits: cost,
            draws,
            quote: reserve.quote,
            expires_at: self.now.plus(reserve.expires_in),
            metadata: reserve.metadata.clone(),
            available: available.less(cost),
        };
        Ok(self.change(by, vec![Fact::Reserve(reserved)]))
    }

    /// What is set aside when the caller names nothing: the feature's `reserve`, else its estimate, else its cost.
    pub(crate) fn set_aside(&self, judged: &Judged) -> Result<Credits, Refusal> {
        let price = judged.feature.and_then(|feature| feature.price.as_ref());
        match price.and_then(|price| price.reserve.or(price.estimate)) {
            Some(credits) => Ok(credits),
            None => self.cost(judged),
        }
    }

    pub(super) fn void_reservation(&self, seq: Seq) -> Result<Change, No> {
        let open = self.open_reservation(seq)?;
        let (_, returned) = self.pool.split(&open.draws, Credits::ZERO, self.now);
        let available = self.available(&open.usage).saturating_add(self.usable_again(&open.usage, &returned));
        let by = self.by(open.usage.member.as_ref());
        let released = Released { reservation: seq, cause: ReleaseCause::Voided, returned, available };
        Ok(self.change(by, vec![Fact::Release(released)]))
    }

    pub(super) fn extend(&self, seq: Seq, expires_in: Span) -> Result<Change, No> {
        lasts(expires_in)?;
        let open = self.open_reservation(seq)?;
        let expires_at = self.now.plus(expires_in);
        if expires_at > open.created_at.plus(LIFE_MAX) {
            let reason = "would end more than 24 hours after the reservation was made: settle it, or reserve anew";
            return Err(Refusal::invalid("expires_in", "invalid_expires_in", reason).into());
        }
        let by = self.by(open.usage.member.as_ref());
        Ok(self.change(by, vec![Fact::Extend(Extended { reservation: seq, expires_at })]))
    }

    /// The open reservation, or why there is none.
    pub(super) fn open_reservation(&self, seq: Seq) -> Result<&Reservation, Refusal> {
        if let Some(open) = self.pool.reservations.get(&seq) {
            return Ok(open);
        }
        let is_known = self.entry.is_some_and(|entry| matches!(entry.fact, Fact::Reserve(_)));
        Err(match self.pool.ended.get(&seq) {
            Some(EndedReservation::TimedOut(_)) => Refusal::ReservationExpired,
            Some(EndedReservation::Closed) => Refusal::ReservationNotOpen,
            None if is_known => Refusal::ReservationNotOpen,
            None => Refusal::NotFound("reservation"),
        })
    }

    /// Of what comes back, what this account could spend again on this feature.
    pub(super) fn usable_again(&self, usage: &Usage, returned: &[Return]) -> Credits {
        let (subaccount, feature) = (usage.subaccount.as_ref(), usage.feature.as_ref());
        if !self.pool.may_spend(self.catalog) {
            return Credits::ZERO;
        }
        let fits = |back: &&Return| {
            let grant = self.pool.grant(back.grant);
            back.way == WayBack::Available
                && grant.is_some_and(|grant| {
                    grant.is_usable_at(self.now) && grant.fits(subaccount, feature, self.pool.house.is_sharing)
                })
        };
        returned.iter().filter(fits).fold(Credits::ZERO, |sum, back| sum.saturating_add(back.credits))
    }
}

fn lasts(expires_in: Span) -> Result<(), Refusal> {
    if expires_in == Span::ZERO || expires_in > LIFE_MAX {
        let reason = "must be more than nothing and at most PT24H";
        return Err(Refusal::invalid("expires_in", "invalid_expires_in", reason));
    }
    Ok(())
}
