//! What is kept of payments beside the ledger: where each order's payment stands at the gateway, and what waits for whom.
//!
//! Every kind of key has one writer at a time, or says the same whoever writes it. What is lost here is asked for again:
//! no credit rests on it.

use scrip_core::id::{AccountId, OrderId};
use scrip_core::time::{Span, Timestamp};
use scrip_store::{Doc, DocKind, Ledger, StoreError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::gateway::{Card, Page};

/// Where an order's payment stands at the gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Course {
    /// Where the buyer comes back to from the gateway's page.
    pub(crate) return_url: Option<String>,
    /// The attempt that is under way, from 1; 0: none was begun.
    pub(crate) attempt: u32,
    /// The gateway's page, while it is open.
    pub(crate) page: Option<OpenPage>,
    /// Under which key the reconciler finds it next; what stands under another is an older one.
    pub(crate) waits: Option<String>,
}

/// A page on which the order can be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OpenPage {
    /// The gateway's id of it.
    pub(crate) id: String,
    /// Where the browser goes.
    pub(crate) url: String,
}

impl From<Page> for OpenPage {
    fn from(page: Page) -> Self {
        Self { id: page.id, url: page.url }
    }
}

/// The answer that a call had, for whoever sends it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Answered {
    /// Its status.
    pub(crate) status: u16,
    /// Its body.
    pub(crate) body: String,
}

/// What the reconciler is to see to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Errand {
    /// What.
    pub(crate) what: What,
    /// The order.
    pub(crate) order: String,
    /// How often it was seen to in vain.
    #[serde(default)]
    pub(crate) tries: u32,
}

/// What is to be seen to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    /// The order waits for its payment.
    Payment,
    /// The order's refund of this number waits.
    Refund(u32),
    /// This payment was one too many.
    Overpaid(String),
    /// The order will not be paid: its page is to be closed.
    Close,
    /// The order's refund of this number is done. The buyer's bank may still send the money back.
    Returned(u32),
}

/// The first look after what waits: by then every call that was under way has ended.
pub(crate) const FIRST_LOOK: Span = Span::SECOND.times(30);

/// How often it is looked after at the least.
const LOOK_EVERY_MAX: Span = Span::HOUR;

/// The pause after so many tries: 30 seconds, doubled each time, at most an hour.
pub(crate) fn pause(tries: u32) -> Span {
    let doubled = FIRST_LOOK.times(1_i64 << tries.min(7));
    doubled.min(LOOK_EVERY_MAX)
}

/// The pause before a refund that is done is looked at again, after so many looks: a day, doubled each time. None after the last look:
/// a bank that sends money back does so within a month.
pub(crate) fn pause_of_done(looks: u32) -> Option<Span> {
    (looks < LOOKS_OF_DONE).then(|| Span::DAY.times(1_i64 << looks))
}

/// Looks at a refund that is done: the last is 31 days after it.
const LOOKS_OF_DONE: u32 = 5;

impl Errand {
    /// A new one.
    pub(crate) fn new(what: What, order: OrderId) -> Self {
        Self { what, order: order.to_string(), tries: 0 }
    }

    /// The key under which it waits until then. Errands come in the order of their time.
    pub(crate) fn key(&self, at: Timestamp) -> String {
        let fact = match &self.what {
            What::Payment => "payment".to_owned(),
            What::Refund(number) => format!("refund-{number}"),
            What::Overpaid(payment) => {
                let word = payment.bytes().filter(u8::is_ascii_alphanumeric).take(64).map(char::from);
                format!("overpaid-{}", word.collect::<String>())
            }
            What::Close => "close".to_owned(),
            What::Returned(number) => format!("returned-{number}"),
        };
        format!("{WAITS}{:020}/{}/{fact}", at.micros().max(0), self.order)
    }

    /// The document that has it wait until then.
    pub(crate) fn doc(&self, at: Timestamp) -> Doc {
        put(self.key(at), self)
    }
}

/// What waits, in the order of time.
pub(crate) const WAITS: &str = "wait/";
/// Every order, the newest first.
pub(crate) const ORDERS: &str = "all/";
/// Orders that wait for a transfer.
pub(crate) const QUEUE: &str = "queue/";
/// Every dispute, the newest first.
pub(crate) const DISPUTES: &str = "dispute/";

/// Where each order's payment stands.
pub(crate) const COURSES: &str = "order/";
/// What the gateway calls each refund.
pub(crate) const REFUNDS: &str = "refund/";
/// Which order each payment is for.
pub(crate) const PAYMENTS: &str = "payment/";

/// The order that a document of one of those kinds is about.
pub(crate) fn order_named_by(kind: &str, key: &str, body: &[u8]) -> Option<OrderId> {
    if kind == PAYMENTS {
        return read_bytes::<String>(key, body).ok()?.parse().ok();
    }
    key.strip_prefix(kind)?.split('/').next()?.parse().ok()
}

/// The newest sort first.
fn newest_first(at: Timestamp) -> String {
    format!("{:020}", i64::MAX - at.micros().max(0))
}

fn put(key: String, body: &impl Serialize) -> Doc {
    Doc { kind: DocKind::Payment, key, body: serde_json::to_vec(body).ok() }
}

/// Takes a document away.
pub(crate) fn gone(key: String) -> Doc {
    Doc { kind: DocKind::Payment, key, body: None }
}

fn read<T: DeserializeOwned>(ledger: &Ledger, key: &str) -> Result<Option<T>, StoreError> {
    let bytes = ledger.doc(DocKind::Payment, key)?;
    bytes.map(|bytes| read_bytes(key, &bytes)).transpose()
}

/// The body of a document.
pub(crate) fn read_bytes<T: DeserializeOwned>(key: &str, bytes: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|_| StoreError::Corrupt(format!("the payment document {key} cannot be read")))
}

/// A page of documents whose keys begin so.
pub(crate) fn some(
    ledger: &Ledger,
    prefix: &str,
    after: &str,
    limit: u32,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    ledger.docs(DocKind::Payment, prefix, after, limit)
}

impl Course {
    /// Of an order.
    pub(crate) fn of(ledger: &Ledger, order: OrderId) -> Result<Option<Self>, StoreError> {
        read(ledger, &format!("{COURSES}{order}"))
    }

    /// The document that keeps it.
    pub(crate) fn doc(&self, order: OrderId) -> Doc {
        put(format!("{COURSES}{order}"), self)
    }
}

/// The order in the list of all, and of a transfer in the operator's queue: the same whoever writes it.
pub(crate) fn listed(order: OrderId, placed_at: Timestamp, is_transfer: bool) -> Vec<Doc> {
    let id = order.to_string();
    let queue = is_transfer.then(|| put(format!("{QUEUE}{order}"), &id));
    [put(format!("{ORDERS}{}/{order}", newest_first(placed_at)), &id)].into_iter().chain(queue).collect()
}

/// Out of the operator's queue.
pub(crate) fn unqueued(order: OrderId) -> Doc {
    gone(format!("{QUEUE}{order}"))
}

/// A dispute in the list of all.
pub(crate) fn disputed(dispute: &str, order: OrderId, at: Timestamp) -> Doc {
    put(format!("{DISPUTES}{}/{dispute}", newest_first(at)), &order.to_string())
}

/// The answer that the call which placed the order had.
pub(crate) fn answered(ledger: &Ledger, order: OrderId) -> Result<Option<Answered>, StoreError> {
    read(ledger, &format!("answer/{order}"))
}

/// The document that keeps it.
pub(crate) fn answered_doc(order: OrderId, answer: &Answered) -> Doc {
    put(format!("answer/{order}"), answer)
}

/// The answer that the call which began a refund had.
pub(crate) fn refund_answered(ledger: &Ledger, order: OrderId, refund: u32) -> Result<Option<Answered>, StoreError> {
    read(ledger, &format!("answer/{order}/{refund}"))
}

/// The document that keeps it.
pub(crate) fn refund_answered_doc(order: OrderId, refund: u32, answer: &Answered) -> Doc {
    put(format!("answer/{order}/{refund}"), answer)
}

/// What the gateway calls an order's refund of this number.
pub(crate) fn refund(ledger: &Ledger, order: OrderId, number: u32) -> Result<Option<String>, StoreError> {
    read(ledger, &format!("{REFUNDS}{order}/{number}"))
}

/// The document that keeps it.
pub(crate) fn refund_doc(order: OrderId, number: u32, refund: &str) -> Doc {
    put(format!("{REFUNDS}{order}/{number}"), &refund)
}

/// What became of a payment that did not pay for its order, as far as the gateway was asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SentBack {
    /// The gateway sends it.
    Done,
    /// It cannot: a person is to send it.
    ByHand,
}

/// What became of it; none: it is yet to be asked for.
pub(crate) fn sent_back(ledger: &Ledger, order: OrderId, payment: &str) -> Result<Option<SentBack>, StoreError> {
    read(ledger, &sent_back_key(order, payment))
}

/// The document that keeps it.
pub(crate) fn sent_back_doc(order: OrderId, payment: &str, became: SentBack) -> Doc {
    put(sent_back_key(order, payment), &became)
}

fn sent_back_key(order: OrderId, payment: &str) -> String {
    format!("over/{order}/{payment}")
}

/// The order that a payment is for.
pub(crate) fn order_of(ledger: &Ledger, payment: &str) -> Result<Option<OrderId>, StoreError> {
    let id: Option<String> = read(ledger, &format!("{PAYMENTS}{payment}"))?;
    Ok(id.and_then(|id| id.parse().ok()))
}

/// The document that keeps it.
pub(crate) fn order_of_doc(payment: &str, order: OrderId) -> Doc {
    put(format!("{PAYMENTS}{payment}"), &order.to_string())
}

/// What the gateway calls an account.
pub(crate) fn customer(ledger: &Ledger, account: &AccountId) -> Result<Option<String>, StoreError> {
    read(ledger, &format!("customer/{account}"))
}

/// The account that the gateway calls so.
pub(crate) fn account_of(ledger: &Ledger, customer: &str) -> Result<Option<AccountId>, StoreError> {
    let id: Option<String> = read(ledger, &format!("account/{customer}"))?;
    Ok(id.and_then(|id| id.parse().ok()))
}

/// The documents that keep both.
pub(crate) fn customer_docs(account: &AccountId, customer: &str) -> Vec<Doc> {
    vec![put(format!("customer/{account}"), &customer), put(format!("account/{customer}"), &account.as_str())]
}

/// The saved card, as it was shown last.
pub(crate) fn card(ledger: &Ledger, account: &AccountId) -> Result<Option<Card>, StoreError> {
    read(ledger, &format!("card/{account}"))
}

/// The document that keeps it, or forgets it.
pub(crate) fn card_doc(account: &AccountId, card: Option<&Card>) -> Doc {
    let key = format!("card/{account}");
    card.map_or_else(|| gone(key.clone()), |card| put(key.clone(), card))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_are_bounded() {
        let seconds: Vec<_> = (0..10).map(|tries| pause(tries).micros() / 1_000_000).collect();
        assert_eq!(seconds, [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
        assert_eq!(pause(u32::MAX), Span::HOUR);
    }

    #[test]
    fn a_refund_that_is_done_is_looked_at_for_a_month() {
        let days: Vec<_> = (0..).map_while(pause_of_done).map(|pause| pause.micros() / Span::DAY.micros()).collect();
        assert_eq!(days, [1, 2, 4, 8, 16]);
    }

    #[test]
    fn errands_come_in_the_order_of_their_time() {
        let order: OrderId = "ord_0000000100000002".parse().unwrap();
        let at = |seconds| Timestamp::EPOCH.plus(Span::SECOND.times(seconds));
        let keys = [
            Errand::new(What::Payment, order).key(at(5)),
            Errand::new(What::Refund(1), order).key(at(10)),
            Errand::new(What::Overpaid("pi_1/../x".to_owned()), order).key(at(100)),
        ];
        assert!(keys.is_sorted(), "{keys:?}");
        assert_eq!(keys[2], "wait/00000000000100000000/ord_0000000100000002/overpaid-pi1x");
    }

    #[test]
    fn the_newest_are_listed_first() {
        let keys = |at: &str| listed("ord_0000000100000002".parse().unwrap(), at.parse().unwrap(), true);
        let (older, newer) = (keys("2026-01-01T00:00:00Z"), keys("2026-01-02T00:00:00Z"));
        assert!(newer[0].key < older[0].key);
        assert_eq!(older[1], newer[1]);
    }
}
