//! Uses: who uses what, where, and how much, drawn towards what is left. Asks the model, judges nothing.

use std::collections::BTreeMap;

use super::Writer;
use super::catalogs::span;
use super::random::Random;
use crate::catalog::{Feature, OverSettle, PriceRule};
use crate::command::{Amount, Command, DAY, HOUR, Micros, Milli, SECOND, Spend, Use};
use crate::state::{Reservation, Status, next_label};

impl Writer {
    /// A use by somebody somewhere, mostly one that may be.
    pub(super) fn usage(&mut self, now: Micros) -> Use {
        let subaccount = self.place();
        let member = self.user(subaccount.as_deref());
        let feature = match self.random.below(100) {
            0..2 => Some("nothing".to_owned()),
            2..10 => None,
            _ => {
                let catalog = self.state().catalog();
                let gated = self.random.percent(30);
                let may = |feature: &&Feature| gated || feature.plans.is_empty();
                let features: Vec<&Feature> = catalog.features.iter().filter(may).collect();
                self.random.pick(&features).map(|feature| feature.id.clone())
            }
        };
        let mut usage = Use { subaccount, member, feature, amount: Amount::Nothing };
        usage.amount = self.amount(now, &usage);
        usage
    }

    /// A subaccount, the paying account, or one that is not there.
    fn place(&mut self) -> Option<String> {
        if self.random.percent(1) {
            return Some("nowhere".to_owned());
        }
        if self.random.percent(50) { self.random.pick(&self.model.state().subaccounts).cloned() } else { None }
    }

    /// Nobody, or a member; on firm ground one whose membership clearly speaks of the place.
    fn user(&mut self, subaccount: Option<&str>) -> Option<String> {
        match self.random.below(100) {
            0..50 => return None,
            50 => return Some("nobody".to_owned()),
            _ => {}
        }
        let open = self.open();
        let fits = |(place, _): &(Option<String>, String), membership: &crate::state::Membership| {
            let own = place.as_deref() == subaccount && membership.subaccounts.is_empty();
            let main = place.is_none() && membership.role.starts_with("main_");
            let listed = subaccount.is_some_and(|id| membership.subaccounts.iter().any(|covered| covered == id));
            own || main || listed || (open && place.is_none())
        };
        let members = &self.model.state().members;
        let fitting: Vec<String> =
            members.iter().filter(|(key, membership)| fits(key, membership)).map(|((_, id), _)| id.clone()).collect();
        self.random.pick(&fitting).cloned()
    }

    /// How much, of the sort that the feature is priced by.
    fn amount(&mut self, now: Micros, usage: &Use) -> Amount {
        if usage.feature.is_none() || self.random.percent(25) {
            return Amount::Credits(self.figure(now, usage));
        }
        let catalog = self.state().catalog();
        let feature = usage.feature.as_deref().and_then(|id| catalog.feature(id));
        let rule = feature.and_then(|feature| feature.price.as_ref()).map(|price| price.rule.clone());
        match rule {
            Some(PriceRule::PerUnit { .. }) => Amount::Quantity(self.random.one(&[0, 1, 2, 3, 4, 5, 8, 9, 12, -1])),
            Some(PriceRule::Metered(_)) => metered(&mut self.random),
            Some(PriceRule::PerUse(_)) | None => Amount::Nothing,
        }
    }

    /// Stated credits: the last that there is, one more, one less, a few, none, or too many.
    fn figure(&mut self, now: Micros, usage: &Use) -> Milli {
        let available = self.state().available_to(now, usage);
        let (most, _) = self.state().most(now, now, usage);
        let few = self.random.credits(30_000);
        let part = self.random.credits(available);
        let choices = [available, available + 1, available - 1, most, most + 1, part, part / 2, few, few, few, 0, 1];
        match self.random.below(100) {
            0 => -1,
            1 => 1_000_000_000_000_001,
            _ => self.random.one(&choices).max(0),
        }
    }

    pub(super) fn quote(&mut self, now: Micros) -> Command {
        let mut usage = self.usage(now);
        if matches!(usage.amount, Amount::Credits(_)) && !self.open() {
            usage.feature = Some("cut".to_owned());
            usage.amount = Amount::Nothing;
        }
        let invalid = self.random.percent(5);
        let expires_in =
            if invalid { Some(DAY + 1) } else { self.random.one(&[None, None, Some(1), Some(HOUR), Some(DAY)]) };
        Command::Quote { usage, expires_in }
    }

    /// A spend, some at a quote, some in part, some with a bound.
    pub(super) fn spend(&mut self, now: Micros) -> Command {
        if self.random.percent(25)
            && let Some((quote, usage)) = self.some_quote(now)
        {
            let max_credits = self.random.one(&[None, None, None, Some(5000)]);
            return Command::Spend(Spend { usage, quote: Some(quote), max_credits, allow_partial: false });
        }
        let usage = self.usage(now);
        let allow_partial = self.random.percent(20);
        let bounded = self.random.percent(12) && (self.open() || !allow_partial);
        let cost = self.state().price(&usage, None).unwrap_or(0);
        let max_credits = bounded.then(|| self.random.one(&[cost, cost, cost - 1, cost + 1, 5000]).max(0));
        Command::Spend(Spend { usage, quote: None, max_credits, allow_partial })
    }

    /// A quote with its use, now and then with another use.
    fn some_quote(&mut self, now: Micros) -> Option<(u64, Use)> {
        if self.model.state().quotes.is_empty() {
            return None;
        }
        let last = self.model.state().quotes.len() - 1;
        let place = if self.random.percent(60) { last } else { self.random.below(last + 1) };
        // On firm ground a quote that cannot be used for one reason is not sent for another.
        let quotes = &self.model.state().quotes;
        let mut usage = quotes[place].usage.clone();
        let usable = !quotes[place].used && now < quotes[place].expires_at;
        if self.random.percent(12) && (usable || self.open()) {
            match &mut usage.amount {
                Amount::Quantity(units) => *units += 1,
                _ => usage.member = if usage.member.is_some() { None } else { Some("olga".to_owned()) },
            }
        }
        let label = u64::try_from(place).expect("a small number") + 1;
        if self.random.percent(2) {
            return Some((next_label(&self.model.state().quotes), usage));
        }
        Some((label, usage))
    }

    pub(super) fn reserve(&mut self, now: Micros) -> Command {
        let mut usage = self.usage(now);
        let mut quote = None;
        if self.random.percent(15) {
            if let Some((label, quoted)) = self.some_quote(now) {
                (quote, usage) = (Some(label), quoted);
            }
        } else if self.random.percent(40) {
            let feature = self.random.one(&["writer", "painter", "coder"]);
            usage.feature = Some(feature.to_owned());
            usage.amount = match self.random.below(3) {
                0 => Amount::Nothing,
                1 => metered(&mut self.random),
                _ => Amount::Credits(self.figure(now, &usage)),
            };
        }
        let expires_in = match self.random.below(10) {
            0 => Some(DAY + 1),
            1..4 => None,
            4 => Some(span(&mut self.random)),
            5 => Some(self.reach(now)),
            _ => Some(self.random.one(&[600 * SECOND, HOUR, 6 * HOUR, DAY])),
        };
        Command::Reserve { usage, quote, expires_in }
    }

    /// Settles an open reservation, or one that is open no more.
    pub(super) fn settle(&mut self, now: Micros) -> Option<Command> {
        let (label, row) = self.some_reservation()?;
        let named = matches!(row.usage.amount, Amount::Quantity(_) | Amount::Usage { .. });
        let amount = match self.random.below(if named { 12 } else { 8 }) {
            0..2 => Amount::Nothing,
            2..6 => Amount::Credits(self.settled_figure(now, &row)),
            _ => match (&row.usage.amount, self.amount(now, &row.usage)) {
                (Amount::Quantity(units), Amount::Quantity(other)) => {
                    Amount::Quantity(self.random.one(&[*units, *units - 1, *units + 1, other]).max(0))
                }
                (_, other) => other,
            },
        };
        let catalog = self.state().catalog();
        let feature = row.usage.feature.as_deref().and_then(|id| catalog.feature(id));
        let over = feature.and_then(|feature| feature.price.as_ref()).map(|price| price.over_settle);
        // On firm ground a bound is only sent where it is the only reason to refuse.
        let bounded = self.random.percent(15) && (self.open() || over == Some(OverSettle::Available));
        let max_credits = bounded.then(|| self.random.one(&[row.credits, row.credits - 1, row.credits + 5000]).max(0));
        let late = self.random.percent(if row.status == Status::Expired { 70 } else { 10 });
        Some(Command::Settle { reservation: label, amount, max_credits, late })
    }

    /// What was reserved, a part of it, or more.
    fn settled_figure(&mut self, now: Micros, row: &Reservation) -> Milli {
        let available = self.state().available_to(now, &row.usage);
        let reserved = row.credits;
        let part = self.random.credits(reserved);
        let tenth = reserved / 10;
        let figures = [
            reserved,
            reserved - 1,
            reserved + 1,
            reserved + tenth,
            reserved + tenth + 1,
            reserved / 2,
            part,
            part,
            reserved + available,
            reserved + available + 1,
            0,
        ];
        self.random.one(&figures).max(0)
    }

    pub(super) fn void_reservation(&mut self) -> Option<Command> {
        let (reservation, _) = self.some_reservation()?;
        Some(Command::VoidReservation { reservation })
    }

    pub(super) fn extend(&mut self, now: Micros) -> Option<Command> {
        let (reservation, row) = self.some_reservation()?;
        let room = row.made_at + DAY - now;
        let mut expires_in = self.random.one(&[1, SECOND, HOUR, 2 * HOUR, room, room - 1, room + 1]);
        if !self.open() {
            expires_in = expires_in.min(room);
        }
        (expires_in > 0 || self.open()).then_some(Command::Extend { reservation, expires_in })
    }

    /// An open reservation most times, any one otherwise.
    fn some_reservation(&mut self) -> Option<(u64, Reservation)> {
        let rows = &self.model.state().reservations;
        let labelled: Vec<(u64, Reservation)> = (1..).zip(rows.iter().cloned()).collect();
        let open: Vec<(u64, Reservation)> =
            labelled.iter().filter(|(_, row)| row.status == Status::Open).cloned().collect();
        let all = open.is_empty() || self.random.percent(20);
        self.random.pick(if all { &labelled } else { &open }).cloned()
    }

    /// All of a spend, a part, its last credit, or one too many.
    pub(super) fn reverse(&mut self) -> Option<Command> {
        let spends = self.model.state().spends.clone();
        let (label, row) = self.random.pick(&(1..).zip(spends).collect::<Vec<(u64, _)>>()).cloned()?;
        let left = row.credits - row.reversed;
        let part = 1 + self.random.credits(left);
        let figures = [None, Some(part), Some(part), Some(left), Some(left + 1), Some(left / 2), Some(1)];
        let credits = self.random.one(&figures).filter(|credits| *credits > 0);
        if left == 0 && credits.is_none() && !self.open() {
            return None;
        }
        Some(Command::Reverse { spend: label, credits })
    }
}

/// Dimensions and a model; now and then a dimension that has no rate.
fn metered(random: &mut Random) -> Amount {
    let mut dimensions = BTreeMap::new();
    for dimension in ["input", "output", "images"] {
        if random.percent(60) {
            dimensions.insert(dimension.to_owned(), random.one(&[0, 1, 2, 3, 7, 21, 1000, 4999]));
        }
    }
    if random.percent(3) {
        dimensions.insert("dreams".to_owned(), 1);
    }
    if random.percent(2) {
        dimensions.insert("input".to_owned(), -1);
    }
    let model = random.one(&[None, Some("small"), Some("large-"), Some("large-x"), Some("large-y")]);
    Amount::Usage { model: model.map(str::to_owned), dimensions }
}
