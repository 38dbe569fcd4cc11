//! Settling: a reservation becomes a spend, priced by the catalog version of the reservation. Once.

use super::spend::within_max;
use super::uses::cost_of;
use super::{Court, No};
use crate::batch::Change;
use crate::catalog::OverSettle;
use crate::command::Settle;
use crate::credits::Credits;
use crate::entry::{Draw, Fact, Settled, Usage};
use crate::measure::Measure;
use crate::pool::{EndedReservation, Reservation};
use crate::refusal::Refusal;
use crate::time::Timestamp;

impl Court<'_> {
    pub(super) fn settle(&self, settle: &Settle) -> Result<Change, No> {
        let (open, is_late) = match self.open_reservation(settle.reservation) {
            Ok(open) => (open, false),
            Err(Refusal::ReservationExpired) if settle.late => (self.late(settle)?, true),
            Err(refusal) => return Err(refusal.into()),
        };
        let (cost, over) = self.settle_cost(open, settle.measure.as_ref())?;
        within_max(cost, settle.max_credits)?;
        let set_aside = if is_late { Credits::ZERO } else { open.credits };
        let reserved = open.credits;
        if cost > reserved {
            let most = match over {
                OverSettle::Deny => Some(reserved),
                OverSettle::Percent(percent) => Some(reserved.saturating_add(reserved.percent(percent))),
                OverSettle::Available => None,
            };
            if let Some(most) = most.filter(|most| cost > *most) {
                return Err(Refusal::SettleExceedsReservation { cost, reserved: most }.into());
            }
        }
        let began_at = if is_late { self.now } else { open.created_at };
        let wanted = cost.less(set_aside);
        let takes_what_it_may = cost > reserved && over == OverSettle::Available;
        let (surplus, taken) = self.surplus(open, wanted, began_at, takes_what_it_may, is_late)?;
        let (kept, returned) = if is_late {
            (Vec::new(), Vec::new())
        } else {
            self.pool.split(&open.draws, cost.min(set_aside), self.now)
        };
        let usage = Usage {
            measure: settle.measure.clone().unwrap_or_else(|| open.usage.measure.clone()),
            ..open.usage.clone()
        };
        let again = self.usable_again(&usage, &returned);
        let settled = Settled {
            reservation: settle.reservation,
            credits: cost.min(set_aside).saturating_add(taken),
            uncovered: wanted.less(taken),
            available: self.available(&usage).less(taken).saturating_add(again),
            usage,
            kept,
            surplus,
            returned,
            is_late,
            began_at,
        };
        let by = self.by(settled.usage.member.as_ref());
        Ok(self.change(by, vec![Fact::Settle(settled)]))
    }

    /// A reservation that timed out and may yet be settled late.
    fn late(&self, settle: &Settle) -> Result<&Reservation, Refusal> {
        match self.pool.ended.get(&settle.reservation) {
            Some(EndedReservation::TimedOut(ended))
                if self.now < ended.expires_at.plus(self.catalog.settings().late_settle) =>
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

    /// Draws what goes beyond the reservation, like a spend: sharing and limits judged, never an overdraft.
    fn surplus(
        &self,
        open: &Reservation,
        wanted: Credits,
        began_at: Timestamp,
        takes_what_it_may: bool,
        is_late: bool,
    ) -> Result<(Vec<Draw>, Credits), Refusal> {
        if wanted.is_zero() {
            return Ok((Vec::new(), Credits::ZERO));
        }
        let usage = &open.usage;
        let is_cut_off = usage.subaccount.is_some() && !self.pool.house.is_sharing;
        let available = self.available(usage);
        let most = if takes_what_it_may {
            let limits = self.lefts(usage, began_at).into_iter().map(|left| left.credits);
            let least = limits.fold(available.min(wanted), Credits::min);
            if is_cut_off && !is_late { Credits::ZERO } else { least }
        } else {
            if is_cut_off && (!is_late || wanted > available) {
                return Err(Refusal::SharingDisabled);
            }
            self.within_limits(usage, wanted, began_at)?;
            if wanted > available {
                return Err(Refusal::InsufficientCredits { required: wanted, available });
            }
            wanted
        };
        Ok(self.pool.burn(usage.subaccount.as_ref(), usage.feature.as_ref(), self.now, most))
    }
}
