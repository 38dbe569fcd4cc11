//! Quotes: a cost that binds for one use, whatever the catalog does meanwhile. Reserves nothing.

use super::{Court, No};
use crate::change::Change;
use crate::command::Asked;
use crate::credits::Credits;
use crate::entry::{Fact, Quoted, Usage};
use crate::id::Seq;
use crate::measure::Measure;
use crate::refusal::Refusal;
use crate::time::Span;

/// How many quotes a pool holds that bind or bound lately: a page of buttons for many members, and a bound.
const QUOTES_MAX: usize = 10_000;

impl Court<'_> {
    pub(super) fn quote(&self, asked: &Asked, expires_in: Option<Span>) -> Result<Change, No> {
        let quotes = self.catalog.settings().quotes;
        let expires_in = expires_in.unwrap_or(quotes.expires_in);
        if expires_in == Span::ZERO || expires_in > quotes.expires_in_max {
            let reason =
                "must be more than nothing and no more than the catalog allows (24 hours at most): name a shorter one";
            return Err(Refusal::invalid("expires_in", "invalid_expires_in", reason).into());
        }
        if matches!(asked.measure, Measure::Stated(_)) {
            let reason = "a quote prices a quantity or a usage: leave the credits out";
            return Err(Refusal::invalid("credits", "invalid_credits", reason).into());
        }
        let judged = self.known(asked)?;
        let credits = self.cost(&judged)?;
        self.allowed(&judged)?;
        if self.pool.quotes.values().filter(|quote| quote.expires_at > self.now).count() >= QUOTES_MAX {
            return Err(Refusal::TooMany { what: "quotes", max: u64::try_from(QUOTES_MAX).unwrap_or(u64::MAX) }.into());
        }
        let available = self.available(&judged.usage);
        let by = self.by(judged.usage.member.as_ref());
        let expires_at = self.now.plus(expires_in);
        Ok(self.change(by, vec![Fact::Quote(Quoted { usage: judged.usage, credits, expires_at, available })]))
    }

    /// The cost that a quote names for exactly this use, used or over as it may be.
    pub(super) fn bound(&self, seq: Seq, usage: &Usage) -> Option<Credits> {
        self.pool.quotes.get(&seq).filter(|quote| quote.usage == *usage).map(|quote| quote.credits)
    }

    /// The cost that a quote binds for exactly this use.
    pub(super) fn quoted(&self, seq: Seq, usage: &Usage) -> Result<Credits, Refusal> {
        // One that is remembered no more was used or has expired long ago.
        let forgotten = if seq > self.pool.last { Refusal::NotFound("quote") } else { Refusal::QuoteExpired };
        let quote = self.pool.quotes.get(&seq).ok_or(forgotten)?;
        match quote {
            other if other.usage != *usage => Err(Refusal::QuoteMismatch),
            used if used.is_used => Err(Refusal::QuoteUsed),
            over if over.expires_at <= self.now => Err(Refusal::QuoteExpired),
            open => Ok(open.credits),
        }
    }
}
