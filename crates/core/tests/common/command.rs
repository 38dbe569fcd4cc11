//! Commands of a line: `spend pages x3 by ann in shop max 100` and all the others.

use scrip_core::command::{Actor, Asked, Command, Expires, MakeGrant, Open, PutMember, Reserve, Settle, Spend, When};
use scrip_core::entry::{AccountKind, Per, PlanChoice, Subject};
use scrip_core::grant::{GrantKind, Scope};
use scrip_core::id::{AccountId, Seq};
use scrip_core::measure::Measure;
use scrip_core::money::Money;
use scrip_core::period::Zone;
use scrip_core::price::{Measured, Usage, Use};
use scrip_core::text::Text;
use scrip_core::time::{Span, Timestamp};

use super::words::{Words, amount, credits, list, parse, span, time};
use super::world::World;

impl World {
    /// The command of a line; nothing when its verb is none.
    pub(crate) fn command(&self, words: &Words) -> Option<Command> {
        let account = || words.parsed("in").unwrap_or_else(|| self.account());
        let named = |at: usize| self.seq(words.at(at));
        let command = match words.verb() {
            "open" => self.open(words),
            "subaccount" => Command::AddSubaccount { account: parse(words.at(1)) },
            "member" => Command::PutMember(PutMember {
                account: account(),
                member: parse(words.at(1)),
                role: parse(words.at(2)),
                subaccounts: list(words.option("subs")),
            }),
            "remove" => Command::RemoveMember { account: account(), member: parse(words.at(1)) },
            "sharing" => Command::SetSharing { account: account(), is_on: words.at(1) == "yes" },
            "limit" => Command::SetLimit {
                subject: subject(words.at(1)),
                credits: credits(words.at(2)),
                per: words.option("per").map_or(Per::Period, per),
            },
            "unlimit" => Command::RemoveLimit { subject: subject(words.at(1)) },
            "overdraft" => Command::SetOverdraftLimit(credits(words.at(1))),
            "zone" => Command::SetZone(parse(words.at(1))),
            "change" => Command::ChangePlan {
                choice: PlanChoice { plan: parse(words.at(1)), agreed: words.option("agreed").map(credits) },
                when: words.option("when").map(|when| if when == "now" { When::Now } else { When::PeriodEnd }),
            },
            "drop" => Command::DropScheduled,
            "activate" => Command::Activate { plan: words.rest.get(1).map(|plan| parse(plan)) },
            "cancel" => Command::Cancel,
            "pause" => Command::Pause,
            "resume" => Command::Resume,
            "grant" => self.make_grant(words, account()),
            "void" => Command::VoidGrant { grant: named(1), credits: words.rest.get(2).map(|text| amount(text)) },
            "quote" => Command::Quote { usage: self.asked(words), expires_in: words.option("until").map(relative) },
            "spend" => Command::Spend(Spend {
                usage: self.asked(words),
                quote: words.option("quote").map(|name| self.seq(name)),
                max_credits: words.option("max").map(credits),
                allow_partial: words.has("partial"),
                metadata: None,
            }),
            "reserve" => Command::Reserve(Reserve {
                usage: self.asked(words),
                is_default: words.has("default"),
                quote: words.option("quote").map(|name| self.seq(name)),
                expires_in: words.option("until").map_or(Span::HOUR, relative),
                metadata: None,
            }),
            "settle" => Command::Settle(Settle {
                reservation: named(1),
                measure: if words.rest.len() > 2 { Some(measure(words, 2)) } else { None },
                max_credits: words.option("max").map(credits),
                late: words.has("late"),
            }),
            "release" => Command::VoidReservation { reservation: named(1) },
            "extend" => Command::Extend { reservation: named(1), expires_in: span(words.at(2)) },
            "reverse" => {
                Command::Reverse { spend: named(1), credits: words.rest.get(2).map(|text| amount(text)), reason: None }
            }
            "tick" => Command::Tick,
            _ => return self.order_command(words).map(Command::Order),
        };
        Some(command)
    }

    /// Who asks: the product, or `session ann` or `session ann@shop`.
    pub(crate) fn actor(&self, words: &Words) -> Actor {
        match words.option("session").map(|who| who.split_once('@').unwrap_or((who, ""))) {
            None => Actor::Product,
            Some((member, "")) => Actor::Session { account: self.account(), member: parse(member) },
            Some((member, account)) => Actor::Session { account: parse(account), member: parse(member) },
        }
    }

    fn open(&self, words: &Words) -> Command {
        Command::Open(Open {
            account: parse(words.at(1)),
            kind: if words.has("agency") { AccountKind::Agency } else { AccountKind::Business },
            plan: words.parsed("on").unwrap_or_else(|| parse("empty")),
            is_trial: words.has("trial"),
            started_at: words.option("started").map(|text| self.instant(text)),
            trial_ends_at: words.option("trial_ends").map(|text| self.instant(text)),
            zone: words.parsed("zone").unwrap_or_else(Zone::utc),
            test_clock: words.has("test_clock").then(|| Text::from("clock")),
        })
    }

    fn make_grant(&self, words: &Words, account: AccountId) -> Command {
        let expires = match words.option("until") {
            None => Expires::Never,
            Some(text) if text.starts_with('+') => Expires::After(relative(text)),
            Some(text) => Expires::At(self.instant(text)),
        };
        let scope = Scope { features: list(words.option("for")), subaccounts: list(words.option("to")) };
        Command::Grant(MakeGrant {
            account,
            kind: kind(words.rest.get(2).map_or("promotional", String::as_str)),
            credits: amount(words.at(1)),
            priority: words.parsed("prio").unwrap_or(500),
            effective_at: words.option("from").map(|text| self.instant(text)),
            expires,
            scope,
            cost_basis: words.parsed("basis").map(|amount| Money { amount, currency: parse("USD") }),
            reason: None,
            package: None,
        })
    }

    /// Who asks to use what.
    pub(crate) fn asked(&self, words: &Words) -> Asked {
        let first = words.rest.get(1).map_or("", String::as_str);
        let is_feature = first.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_measure(first);
        let feature = if is_feature { Some(parse(first)) } else { words.parsed("of") };
        Asked {
            account: words.parsed("in").unwrap_or_else(|| self.account()),
            member: words.parsed("by"),
            feature,
            measure: measure(words, if is_feature { 2 } else { 1 }),
        }
    }

    /// An instant, or a span from now: `+P1D`.
    pub(crate) fn instant(&self, text: &str) -> Timestamp {
        match text.strip_prefix('+') {
            Some(later) => self.clock.plus(span(later)),
            None => time(text).unwrap_or_else(|| panic!("{text} is no time")),
        }
    }

    /// The entry of a name, or `#7`.
    pub(crate) fn seq(&self, name: &str) -> Seq {
        let number = name.strip_prefix('#').and_then(|number| Seq::new(parse(number)));
        number.or_else(|| self.names.get(name).copied()).unwrap_or_else(|| panic!("nothing is called {name}"))
    }
}

fn relative(text: &str) -> Span {
    span(text.strip_prefix('+').unwrap_or(text))
}

fn is_measure(word: &str) -> bool {
    word.contains('=') || word.strip_prefix('x').is_some_and(|units| units.parse::<u64>().is_ok())
}

/// `30` states the cost, `x3` is a quantity, `tok=100,image=2` a usage; nothing is once.
fn measure(words: &Words, from: usize) -> Measure {
    let Some(word) = words.rest.get(from) else { return Measure::ONCE };
    if let Some(units) = word.strip_prefix('x') {
        return Measure::Priced(Use::Quantity(parse(units)));
    }
    if !word.contains('=') {
        return Measure::Stated(credits(word));
    }
    let pairs = word.split(',').filter_map(|pair| pair.split_once('='));
    let dimensions = pairs.map(|(name, used)| Measured { dimension: name.into(), used: parse(used) }).collect();
    Measure::Priced(Use::Usage(Usage { model: words.option("model").map(Into::into), dimensions }))
}

/// `member:ann`, `member:*`, `subaccount:shop`, `subaccount:*`, `account`.
pub(crate) fn subject(text: &str) -> Subject {
    match text.split_once(':') {
        None => Subject::Account,
        Some(("member", "*")) => Subject::EachMember,
        Some(("member", id)) => Subject::Member(parse(id)),
        Some((_, "*")) => Subject::EachSubaccount,
        Some((_, id)) => Subject::Subaccount(parse(id)),
    }
}

fn per(text: &str) -> Per {
    match text {
        "period" => Per::Period,
        "day" => Per::Day,
        "month" => Per::Month,
        _ => panic!("no window {text}"),
    }
}

/// The word of a kind of grant.
pub(crate) fn kind(text: &str) -> GrantKind {
    GrantKind::ALL.into_iter().find(|kind| kind_word(*kind) == text).unwrap_or_else(|| panic!("no kind {text}"))
}

/// Its word.
pub(crate) fn kind_word(kind: GrantKind) -> &'static str {
    match kind {
        GrantKind::Plan => "plan",
        GrantKind::Trial => "trial",
        GrantKind::Legacy => "legacy",
        GrantKind::Package => "package",
        GrantKind::Promotional => "promotional",
        GrantKind::Adjustment => "adjustment",
    }
}
