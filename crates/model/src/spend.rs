//! Spend: quotes and spends, judged in the order of rule 26. Knows no reservation's end.

use crate::answer::{Code, Done, Refusal};
use crate::catalog::{Catalog, PriceRule};
use crate::command::{Amount, Micros, Milli, Spend, Use};
use crate::draw::Into;
use crate::price;
use crate::state::{QuoteRow, SpendRow, State, next_label, place};

impl State {
    /// The command. Rule 14: a quote reserves nothing, so sharing, limits and balance are not judged.
    pub(crate) fn quote(&mut self, now: Micros, usage: &Use, expires_in: Option<Micros>) -> Result<Done, Refusal> {
        let catalog = self.catalog();
        let lasts = expires_in.unwrap_or(catalog.quote_default);
        if lasts <= 0 || lasts > catalog.quote_max {
            return Err(Refusal::about(Code::InvalidField, "expires_in"));
        }
        if matches!(usage.amount, Amount::Credits(_)) {
            // Reading (14): a quote prices a quantity or usage, never a stated cost.
            return Err(Refusal::about(Code::InvalidField, "credits"));
        }
        let cost = self.price(usage, None)?;
        self.admit(usage)?;
        let label = next_label(&self.quotes);
        let version = self.versions.len() - 1;
        let expires_at = now + lasts;
        self.quotes.push(QuoteRow { usage: usage.clone(), credits: cost, version, expires_at, used: false });
        let available = self.available_to(now, usage);
        Ok(Done {
            quote: Some(label),
            credits: cost,
            expires_at: Some(expires_at),
            sufficient: Some(cost <= available),
            available: Some(available),
            ..Done::default()
        })
    }

    /// The command.
    pub(crate) fn spend(&mut self, now: Micros, spend: &Spend) -> Result<Done, Refusal> {
        if spend.allow_partial && spend.quote.is_some() {
            return Err(Refusal::about(Code::InvalidField, "allow_partial"));
        }
        if let Some(max) = spend.max_credits {
            price::check_credits(max)?;
        }
        let cost = self.price(&spend.usage, spend.quote)?;
        self.admit(&spend.usage)?;
        if !spend.allow_partial {
            self.check_sharing(now, &spend.usage, cost)?;
        }
        self.check_quote(now, &spend.usage, spend.quote)?;
        // Reading (3, 15): the cost is held against max_credits, also where only a part would be taken.
        check_max(cost, spend.max_credits)?;
        let mut done = if spend.allow_partial {
            self.spend_part(now, &spend.usage, cost)
        } else {
            self.check_limits(now, &spend.usage, cost)?;
            self.spend_whole(now, &spend.usage, cost, now)?
        };
        self.use_quote(spend.quote);
        done.available = Some(self.available_to(now, &spend.usage));
        Ok(done)
    }

    /// Takes the whole cost or refuses; what the pool does not have it may owe, up to its overdraft limit.
    pub(crate) fn spend_whole(
        &mut self,
        now: Micros,
        usage: &Use,
        cost: Milli,
        began_at: Micros,
    ) -> Result<Done, Refusal> {
        let available = self.available_to(now, usage);
        let room = (self.overdraft_limit - self.owed()).max(0);
        if cost > available + room {
            return Err(insufficient(cost, available));
        }
        let draws = self.draw(now, usage, cost, Into::Spent);
        let paid: Milli = draws.iter().map(|draw| draw.credits).sum();
        Ok(self.record(usage, began_at, cost, draws, cost - paid))
    }

    /// Rule 3: takes the least of the cost, what is available and what each limit leaves; never overdraws.
    fn spend_part(&mut self, now: Micros, usage: &Use, cost: Milli) -> Done {
        let (most, bound) = self.most(now, now, usage);
        let taken = if cost <= most { cost } else { self.whole_units(usage, most) };
        let draws = self.draw(now, usage, taken, Into::Spent);
        let limited_by = (taken < cost).then_some(bound);
        Done { limited_by, ..self.record(usage, now, taken, draws, 0) }
    }

    /// The most that at most `most` credits buy: for a per-unit feature, the cost of whole units.
    // Reading (3): of all smaller quantities, the largest whose cost fits; none: 0, whatever the least cost is.
    // A stated cost has no units.
    fn whole_units(&self, usage: &Use, most: Milli) -> Milli {
        let catalog = self.catalog();
        let feature = usage.feature.as_deref().and_then(|id| catalog.feature(id));
        let per_unit = feature
            .filter(|feature| matches!(&feature.price, Some(price) if matches!(price.rule, PriceRule::PerUnit { .. })));
        match (per_unit, &usage.amount) {
            (Some(feature), Amount::Quantity(units)) => (1..=*units)
                .rev()
                .find_map(|fewer| {
                    price::cost(&catalog, feature, &Amount::Quantity(fewer)).ok().filter(|cost| *cost <= most)
                })
                .unwrap_or(0),
            _ => most,
        }
    }

    /// Writes a spend down.
    pub(crate) fn record(
        &mut self,
        usage: &Use,
        began_at: Micros,
        credits: Milli,
        draws: Vec<crate::answer::Draw>,
        owed: Milli,
    ) -> Done {
        let label = next_label(&self.spends);
        let undone = vec![0; draws.len()];
        let usage = usage.clone();
        let done = Done { spend: Some(label), credits, draws: draws.clone(), owed, ..Done::default() };
        self.spends.push(SpendRow { usage, began_at, credits, draws, undone, owed, forgiven: 0, reversed: 0 });
        done
    }

    /// What the use costs: the quote's figure where a quote for exactly this use is named, else the catalog's.
    ///
    /// The refusals are those of bad input; what depends on a feature that is unknown is not judged here.
    pub(crate) fn price(&self, usage: &Use, quote: Option<u64>) -> Result<Milli, Refusal> {
        price::check_amount(&usage.amount)?;
        if usage.feature.is_some() {
            // Reading (26): what a price finds wrong needs the feature, so unknown accounts and members come before it.
            self.known_subaccount(usage.subaccount.as_deref())?;
            self.role_in(usage)?;
        }
        self.price_by(&self.catalog(), usage, quote)
    }

    pub(crate) fn price_by(&self, catalog: &Catalog, usage: &Use, quote: Option<u64>) -> Result<Milli, Refusal> {
        price::check_amount(&usage.amount)?;
        let Some(id) = &usage.feature else {
            return match usage.amount {
                Amount::Credits(credits) => Ok(credits),
                _ => Err(Refusal::about(Code::InvalidField, "feature")),
            };
        };
        if let Some(quote) = quote.and_then(|label| self.quote_of(label)).filter(|quote| quote.usage == *usage) {
            return Ok(quote.credits);
        }
        catalog.feature(id).map_or(Ok(0), |feature| price::cost(catalog, feature, &usage.amount))
    }

    pub(crate) fn quote_of(&self, label: u64) -> Option<&QuoteRow> {
        self.quotes.get(place(label)?)
    }

    /// Rule 14, the quote's rung.
    // Reading (26): an unknown quote, another use, a used one, an ended one: in this order.
    pub(crate) fn check_quote(&self, now: Micros, usage: &Use, quote: Option<u64>) -> Result<(), Refusal> {
        let Some(label) = quote else { return Ok(()) };
        let Some(quote) = self.quote_of(label) else {
            return Err(Refusal::about(Code::NotFound, "quote"));
        };
        if quote.usage != *usage {
            return Err(Refusal::new(Code::QuoteMismatch));
        }
        if quote.used {
            return Err(Refusal::new(Code::QuoteUsed));
        }
        if now >= quote.expires_at {
            return Err(Refusal::new(Code::QuoteExpired));
        }
        Ok(())
    }

    /// A quote is used once.
    pub(crate) fn use_quote(&mut self, quote: Option<u64>) {
        if let Some(quote) = quote.and_then(place).and_then(|place| self.quotes.get_mut(place)) {
            quote.used = true;
        }
    }
}

/// Rule 15.
pub(crate) fn check_max(cost: Milli, max: Option<Milli>) -> Result<(), Refusal> {
    if max.is_some_and(|max| cost > max) { Err(Refusal::new(Code::MaxCreditsExceeded)) } else { Ok(()) }
}

/// The last rung.
// Reading (4): the shortfall is against what is available; what the pool may owe is no credit it has.
pub(crate) fn insufficient(required: Milli, available: Milli) -> Refusal {
    Refusal {
        required: Some(required),
        available: Some(available),
        shortfall: Some(required - available),
        ..Refusal::new(Code::InsufficientCredits)
    }
}
