//! Settling: a reservation becomes a spend, priced by the catalog version of the reservation. Once.

use super::spend::within_max;
use super::uses::cost_of;
use super::{Court, Judged, No};
use crate::catalog::OverSettle;
use crate::change::Change;
use crate::command::Settle;
use crate::credits::Credits;
use crate::entry::{Draw, Fact, Settled, Usage};
use crate::measure::Measure;
use crate::pool::{EndedReservation, Reservation};
use crate::refusal::Refusal;
use crate::time::Timestamp;

impl Court<'_> {
    pub(super) fn settle(&self, settle: &Settle) -> Result<Change, No> {
        let open = match self.open_reservation(settle.reservation) {
            Ok(open) => open,
            Err(Refusal::ReservationExpired) if settle.late => return self.settle_late(settle),
            Err(refusal) => return Err(refusal.into()),
        };
        let (cost, over) = self.settle_cost(open, settle.measure.as_ref())?;
        let most = match over {
            OverSettle::Deny => Some(open.credits),
            OverSettle::Percent(percent) => Some(open.credits.saturating_add(open.credits.percent(percent))),
            OverSettle::Available => None,
        };
        if let Some(most) = most.filter(|most| cost > *most) {
            return Err(Refusal::SettleExceedsReservation { cost, reserved: most }.into());
        }
        let wanted = cost.less(open.credits);
        let takes_what_it_may = over == OverSettle::Available;
        let is_cut_off = open.usage.subaccount.is_some() && !self.pool.house.is_sharing;
        if is_cut_off && wanted.is_positive() && !takes_what_it_may {
            return Err(Refusal::SharingDisabled.into());
        }
        within_max(cost, settle.max_credits)?;
        let (surplus, taken) = match (is_cut_off, takes_what_it_may) {
            (true, _) => (Vec::new(), Credits::ZERO),
            (false, true) => self.what_may_be(open, wanted),
            (false, false) => self.all(&open.usage, wanted, open.created_at)?,
        };
        let (kept, returned) = self.pool.split(&open.draws, cost.min(open.credits), self.now);
        let usage = used(open, settle.measure.as_ref());
        let again = self.usable_again(&usage, &returned);
        let settled = Settled {
            reservation: settle.reservation,
            credits: cost.min(open.credits).saturating_add(taken),
            uncovered: wanted.less(taken),
            available: self.available(&usage).less(taken).saturating_add(again),
            usage,
            kept,
            surplus,
            returned,
            is_late: false,
            began_at: open.created_at,
        };
        let by = self.by(settled.usage.member.as_ref());
        Ok(self.change(by, vec![Fact::Settle(settled)]))
    }

    /// After the end: a spend of now on what is available now, with all its rungs.
    fn settle_late(&self, settle: &Settle) -> Result<Change, No> {
        let ended = self.late(settle)?;
        let (cost, _) = self.settle_cost(ended, settle.measure.as_ref())?;
        let usage = used(ended, settle.measure.as_ref());
        let feature = usage.feature.as_ref().and_then(|id| self.catalog.feature(id.as_str()));
        let judged = Judged { usage, feature };
        self.allowed(&judged)?;
        self.shared(&judged.usage, cost)?;
        within_max(cost, settle.max_credits)?;
        let usage = judged.usage;
        let (surplus, taken) = self.all(&usage, cost, self.now)?;
        let by = self.by(usage.member.as_ref());
        let settled = Settled {
            reservation: settle.reservation,
            credits: taken,
            uncovered: Credits::ZERO,
            available: self.available(&usage).less(taken),
            usage,
            kept: Vec::new(),
            surplus,
            returned: Vec::new(),
            is_late: true,
            began_at: self.now,
        };
        Ok(self.change(by, vec![Fact::Settle(settled)]))
    }

    /// A reservation that timed out and may yet be settled late.
    fn late(&self, settle: &Settle) -> Result<&Reservation, Refusal> {
        match self.pool.ended.get(&settle.reservation) {
            Some(EndedReservation::TimedOut(ended))
                if self.now <= ended.expires_at.plus(self.catalog.settings().late_settle) =>
            {
                Ok(ended)
            }
            _ => Err(Refusal::ReservationExpired),
        }
    }

    /// What was really used costs, by the reservation's catalog version, and that version's rule for more than reserved.
    fn settle_cost(&self, open: &Reservation, measure: Option<&Measure>) -> Result<(Credits, OverSettle), Refusal> {
        let catalog = self.catalogs.version(open.catalog).map_or(self.catalog, |catalog| catalog);
        let feature = open.usage.feature.as_ref().and_then(|id| catalog.feature(id.as_str()));
        let over = feature.and_then(|f| f.price.as_ref()).map_or(OverSettle::Deny, |price| price.over_settle);
        let Some(measure) = measure else { return Ok((open.credits, over)) };
        if open.usage.feature.is_none() && !matches!(measure, Measure::Stated(_)) {
            let reason = "the reservation names no feature: state the credits that were used";
            return Err(Refusal::invalid("credits", "invalid_amount", reason));
        }
        let cost = cost_of(catalog, feature, measure)?;
        // Less than what was reserved for, or exactly what a quote bound, never costs more than was set aside.
        let is_within = measure.is_within(&open.usage.measure);
        Ok((if is_within { cost.min(open.credits) } else { cost }, over))
    }

    /// Draws all of it like a spend, limits judged in the window in which the use began; never an overdraft.
    fn all(&self, usage: &Usage, wanted: Credits, began_at: Timestamp) -> Result<(Vec<Draw>, Credits), Refusal> {
        self.within_limits(usage, wanted, began_at)?;
        let available = self.available(usage);
        if wanted > available {
            return Err(Refusal::InsufficientCredits { required: wanted, available });
        }
        Ok(self.pool.burn(usage.subaccount.as_ref(), usage.feature.as_ref(), self.now, wanted))
    }

    /// Draws as much of it as limits and grants allow.
    fn what_may_be(&self, open: &Reservation, wanted: Credits) -> (Vec<Draw>, Credits) {
        let usage = &open.usage;
        let limits = self.lefts(usage, open.created_at).into_iter().map(|left| left.credits);
        let most = limits.fold(self.available(usage).min(wanted), Credits::min);
        self.pool.burn(usage.subaccount.as_ref(), usage.feature.as_ref(), self.now, most)
    }
}

/// What was really used, by whom it was reserved for.
fn used(open: &Reservation, measure: Option<&Measure>) -> Usage {
    Usage { measure: measure.unwrap_or(&open.usage.measure).clone(), ..open.usage.clone() }
}
