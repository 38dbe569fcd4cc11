//! Letters of an entry: who is written to about it, and what. Rule 30 says whom; here stands nothing of how a mail looks.

use std::sync::Arc;

use scrip_core::catalog::{Bank, Catalog, Right};
use scrip_core::credits::Credits;
use scrip_core::entry::{CancelCause, Entry, Fact, Notice, OrderFact, Paper, PayWith, Placed, Subject, TopUpOffCause};
use scrip_core::id::{AccountId, EventId, InvoiceId, MemberId, OrderId};
use scrip_core::pool::{Pool, State};
use scrip_core::time::Timestamp;

use super::event::Ground;
use crate::mail::doc::{Mail, MailStatus, Reader};
use crate::mail::letter::{Letter, MailKind, Value};
use crate::papers::paper::number;

/// Members who are written to about one thing: more would be a mailing list.
const READERS_MAX: usize = 20;

/// A pool as it is when its entry is told.
pub(crate) struct Scene<'a> {
    /// The pool, with all that time has done by now.
    pub(crate) pool: &'a Arc<Pool>,
    /// The catalog that holds there.
    pub(crate) catalog: &'a Catalog,
    /// The pool's own time.
    pub(crate) now: Timestamp,
    /// The clock on the wall.
    pub(crate) clock: Timestamp,
}

/// A letter with its readers and the paper that goes with it.
struct Post {
    letter: Letter,
    readers: Vec<Reader>,
    paper: Option<String>,
}

/// The mails of an entry.
pub(crate) fn mails(scene: &Scene<'_>, ground: &Ground, entry: &Entry) -> Vec<Mail> {
    let Some(Post { letter, mut readers, paper }) = post(scene, ground, entry) else { return Vec::new() };
    readers.sort_unstable();
    readers.dedup();
    let event = EventId { pool: ground.no, seq: entry.seq };
    let mail = |(number, to)| {
        let mut mail = Mail {
            id: Mail::id_of(event, number),
            letter: letter.clone(),
            to,
            paper: paper.clone(),
            status: MailStatus::Waiting,
            attempts: 0,
            resends: 0,
            error: None,
            at: entry.at.micros(),
            created_at: scene.clock.micros(),
            due_at: None,
            sent_at: None,
        };
        mail.wait_for(scene.clock);
        mail
    };
    readers.into_iter().take(READERS_MAX).enumerate().map(mail).collect()
}

fn post(scene: &Scene<'_>, ground: &Ground, entry: &Entry) -> Option<Post> {
    match &entry.fact {
        Fact::Notice(notice) => of_notice(scene, entry, notice),
        Fact::Order(OrderFact::TopUpOff { cause }) => of_top_up(scene, *cause),
        Fact::Order(fact) => of_order(scene, ground, entry, fact, ground.placed.as_ref()?),
        _ => None,
    }
}

impl Scene<'_> {
    fn letter(&self, kind: MailKind) -> Letter {
        Letter::of(kind, &self.pool.account, self.pool.house.zone)
    }

    /// Members of the main account with a right.
    fn who_can(&self, right: Right) -> Vec<Reader> {
        let who = self.pool.who_can(self.catalog, None, right);
        who.map(|(id, _)| Reader::member(&self.pool.account, id)).collect()
    }

    /// The owners, as the catalog says whose role that is; where nobody is one, who manages members.
    fn owner_ids(&self) -> Vec<MemberId> {
        let scope = self.pool.role_scope(None);
        let main = self.pool.house.members.iter().filter(|((place, _), _)| place.is_none());
        let owners = main.filter(|(_, member)| self.catalog.roles().is_owner(scope, member.role.as_str()));
        let owners: Vec<_> = owners.map(|((_, id), _)| id.clone()).take(READERS_MAX).collect();
        if !owners.is_empty() {
            return owners;
        }
        let managers = self.pool.who_can(self.catalog, None, Right::ManageMembers);
        managers.map(|(id, _)| id.clone()).take(READERS_MAX).collect()
    }

    fn owners(&self) -> Vec<Reader> {
        self.owner_ids().iter().map(|id| Reader::member(&self.pool.account, id)).collect()
    }

    /// Who manages the limit of a subject: of the main account, and of the subaccount whose it is, or where the member is one.
    fn who_manages_limit(&self, subject: &Subject) -> Vec<Reader> {
        let is_near = |place: &AccountId| match subject {
            Subject::Subaccount(id) => id == place,
            Subject::Member(member) => self.pool.house.members.contains_key(&(Some(place.clone()), member.clone())),
            Subject::Account | Subject::EachMember | Subject::EachSubaccount => false,
        };
        let may = |place: &AccountId, id: &MemberId| {
            let rights = self.pool.rights(self.catalog, Some(place), id);
            rights.is_some_and(|rights| rights.has(Right::ManageMembers))
        };
        let places = self.pool.house.members.keys().filter_map(|(place, id)| Some((place.as_ref()?, id)));
        let near = places.filter(|(place, id)| is_near(place) && may(place, id));
        let near = near.map(|(place, id)| Reader::member(place, id));
        self.who_can(Right::ManageMembers).into_iter().chain(near).collect()
    }

    /// A member, in every account of the pool where he is one.
    fn everywhere(&self, member: &MemberId) -> Option<Reader> {
        let places = self.pool.house.members.keys().filter(|(_, id)| id == member);
        let account = |place: &Option<AccountId>| place.clone().unwrap_or_else(|| self.pool.account.clone());
        places.map(|(place, id)| Reader::member(&account(place), id)).next()
    }

    /// What the account could spend now.
    fn available(&self) -> Credits {
        self.pool.available(None, None, self.now)
    }

    /// When there are new credits: the end of a period that is followed by another.
    fn renews_at(&self) -> Option<Value> {
        let life = &self.pool.life;
        let period = life.period.as_ref().filter(|_| life.state == State::Active);
        period.map(|period| Value::date(period.end))
    }
}

/// Of what crossed a line. Nobody is written to about what is over by now: a period, a trial, a window, a grant.
fn of_notice(scene: &Scene<'_>, entry: &Entry, notice: &Notice) -> Option<Post> {
    let is_past_period = scene.pool.life.period.as_ref().is_some_and(|period| entry.at < period.start);
    let to = |letter, readers| Some(Post { letter, readers, paper: None });
    match notice {
        Notice::Recovered { .. } => None,
        Notice::MonthlyUsed { .. } | Notice::MonthlyDepleted { .. } if is_past_period => None,
        Notice::MonthlyUsed { percent, .. } => {
            let letter = scene.letter(MailKind::Low).with("percent", Value::Number(u64::from(*percent)));
            let letter = letter.with("available", scene.available());
            to(letter.with_some("renews_at", scene.renews_at()), scene.who_can(Right::Buy))
        }
        Notice::MonthlyDepleted { .. } => {
            let available = scene.available();
            let letter = scene.letter(MailKind::Depleted).with("available", available);
            let letter = letter.with("has_available", Value::Flag(available.is_positive()));
            to(letter.with_some("renews_at", scene.renews_at()), scene.who_can(Right::Buy))
        }
        Notice::ExtraLow { available, .. } => {
            let letter = scene.letter(MailKind::ExtraLow).with("extra", *available);
            to(letter.with("available", scene.available()), scene.who_can(Right::Buy))
        }
        Notice::LimitReached { resets_at, .. } if *resets_at <= scene.now => None,
        Notice::LimitReached { subject, limit, used, resets_at, .. } => {
            let letter = scene.letter(MailKind::LimitReached).with("whose", Value::level(subject));
            let letter = letter.with("limit", *limit).with("used", *used).with("resets_at", Value::time(*resets_at));
            // It is reached by a use that was refused too: then some of it may be left.
            let left = limit.less(*used);
            let letter = letter.with("left", left).with("has_left", Value::Flag(left.is_positive()));
            let mut readers = scene.who_manages_limit(subject);
            if let Subject::Member(member) = subject {
                readers.extend(scene.everywhere(member));
            }
            to(letter, readers)
        }
        Notice::Expiring { at, .. } if *at <= scene.now => None,
        Notice::Expiring { credits, at, .. } => {
            let letter = scene.letter(MailKind::Expiring).with("credits", *credits);
            let letter = letter.with("expires_on", Value::date(*at)).with("expires_at", Value::time(*at));
            to(letter, scene.who_can(Right::Buy))
        }
        Notice::TrialEnding { at } if *at <= scene.now || scene.pool.life.state != State::Trial => None,
        Notice::TrialEnding { at } => {
            let letter = scene.letter(MailKind::TrialEnding).with("available", scene.available());
            to(letter.with("ends_on", Value::date(*at)).with("ends_at", Value::time(*at)), scene.owners())
        }
    }
}

fn of_top_up(scene: &Scene<'_>, cause: TopUpOffCause) -> Option<Post> {
    if cause == TopUpOffCause::Removed {
        return None;
    }
    let letter = scene.letter(MailKind::TopUpFailed).with("available", scene.available());
    Some(Post { letter, readers: scene.who_can(Right::Buy), paper: None })
}

fn of_order(scene: &Scene<'_>, ground: &Ground, entry: &Entry, fact: &OrderFact, placed: &Placed) -> Option<Post> {
    let account = &scene.pool.account;
    let seq = fact.order().unwrap_or(entry.seq);
    let id = OrderId { pool: ground.no, seq };
    let letter = |kind| {
        let letter = scene.letter(kind).with("order", Value::text(&id)).with("credits", placed.credits);
        letter.with("total", placed.total.gross())
    };
    let billing = || vec![Reader::billing(account, placed.member.as_ref(), &scene.owner_ids())];
    // Whoever bought; where the product itself did, whoever gets the invoices.
    let buyer = || match &placed.member {
        Some(member) => vec![Reader::member(account, member)],
        None => billing(),
    };
    let plain = |letter, readers| Some(Post { letter, readers, paper: None });
    match fact {
        OrderFact::Placed(placed) if placed.pay_with == PayWith::Transfer => {
            let by_hand = &scene.catalog.settings().manual_payment;
            let letter = letter(MailKind::ProForma).with("pay_by", Value::date(placed.pay_by));
            let letter = letter.with("business_days", Value::Number(u64::from(by_hand.business_days)));
            let bank = |of: fn(&Bank) -> &String| by_hand.bank.as_ref().map(|bank| Value::text(of(bank)));
            let letter = letter.with_some("bank_name", bank(|bank| &bank.name));
            let letter = letter.with_some("iban", bank(|bank| &bank.iban)).with_some("bic", bank(|bank| &bank.bic));
            Some(Post { letter, readers: billing(), paper: Some(id.to_string()) })
        }
        OrderFact::Paid(_) if placed.pay_with == PayWith::Transfer => plain(letter(MailKind::PaymentReceived), buyer()),
        OrderFact::Canceled { cause: CancelCause::Unpaid, .. } => {
            plain(letter(MailKind::OrderUnpaid).with("pay_by", Value::date(placed.pay_by)), buyer())
        }
        OrderFact::Canceled { cause: CancelCause::Rejected, reason, .. } => {
            let reason = reason.as_ref().map(Value::text);
            plain(letter(MailKind::OrderRejected).with_some("reason", reason), buyer())
        }
        OrderFact::Issued(issued) => {
            let letter = match issued.paper {
                Paper::Invoice => letter(MailKind::Invoice),
                Paper::CreditNote { refund } | Paper::Restored { refund } => {
                    let is_credit = matches!(issued.paper, Paper::CreditNote { .. });
                    let kind = if is_credit { MailKind::CreditNote } else { MailKind::RefundFailed };
                    let taken =
                        scene.pool.order(seq).and_then(|order| order.refund(refund)).map(|refund| refund.credits);
                    letter(kind).with("total", issued.total.gross()).with_some("credits", taken)
                }
            };
            let letter = letter.with("number", Value::text(&number(issued.year, issued.number)));
            let paper = InvoiceId { pool: ground.no, seq: entry.seq };
            let letter = letter.with("date", Value::date(entry.at));
            Some(Post { letter, readers: billing(), paper: Some(paper.to_string()) })
        }
        _ => None,
    }
}
