//! Entries: the immutable lines of a pool's ledger, one fact each. Says what happened, never what to do.

mod life;
mod moves;
mod notice;
mod order;
mod told;

use minicbor::{Decode, Encode};

use crate::id::{MemberId, OperatorId, Seq};
use crate::text::Text;
use crate::time::Timestamp;

pub use life::{
    AccountFact, AccountKind, Activated, MemberPut, Opened, Per, PeriodBegan, PlanChanged, PlanChoice, Subject,
};
pub use moves::{
    Draw, Extended, Granted, LimitedBy, Quoted, ReleaseCause, Released, Repaid, Reserved, Return, Reversed, Rolled,
    Settled, Spent, Taken, Usage, Voided,
};
pub use notice::{Alert, Notice};
pub use order::{
    CancelCause, ClawCause, Clawed, DisputeOpened, Issued, OrderFact, Paid, Paper, PayWith, Placed, RefundBegun,
    Reinstated, TopUp, TopUpOffCause,
};
pub use told::Tells;

/// One line of the ledger. Its canonical bytes (CBOR arrays, RFC 8949) are what the hash chain covers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Entry {
    /// Its place in the pool, from 1 without a gap.
    #[n(0)]
    pub seq: Seq,
    /// The instant at which it holds; never before the entry before it.
    #[n(1)]
    pub at: Timestamp,
    /// The catalog version that it was made by.
    #[n(2)]
    pub catalog: u32,
    /// Who caused it.
    #[n(3)]
    pub by: By,
    /// The key of the request, on the first entry that the request made.
    #[n(4)]
    pub key: Option<Key>,
    /// How many entries after this one belong to the same change.
    #[n(5)]
    pub follows: u32,
    /// What happened.
    #[n(6)]
    pub fact: Fact,
}

/// Who caused an entry.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum By {
    /// Time itself: an expiry, a renewal, a time-out.
    #[n(0)]
    Clock,
    /// The product, by a server key, for nobody in particular.
    #[n(1)]
    Product,
    /// A member: by a session, or named by the product.
    #[n(2)]
    Member(#[n(0)] MemberId),
    /// One of the staff, at the console.
    #[n(3)]
    Operator(#[n(0)] OperatorId),
}

/// Two callers never meet in one key: a server's, a session's and what witnesses of a payment say are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Space {
    /// Sent with a server key.
    #[n(0)]
    Server,
    /// Sent with a session token.
    #[n(1)]
    Session,
    /// A business fact at the gateway or the bank, whoever witnessed it: `pay:…`, `refund:…`, `dispute:…`.
    #[n(2)]
    Gateway,
}

/// An idempotency key with the fingerprint of the request that it stood on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Key {
    /// Whose keys it is among.
    #[n(0)]
    pub space: Space,
    /// 1-255 visible ASCII characters.
    #[n(1)]
    pub text: Text,
    /// The first half of SHA-256 over operation, account and body.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub fingerprint: [u8; 16],
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Fact {
    /// A grant was made.
    #[n(0)]
    Grant(#[n(0)] Granted),
    /// What was left of a grant expired, or was trimmed at a rollover.
    #[n(1)]
    Expire(#[n(0)] Taken),
    /// What was available of a grant was voided.
    #[n(2)]
    Void(#[n(0)] Voided),
    /// Credits moved from an ended period's grant into a new one.
    #[n(3)]
    Roll(#[n(0)] Rolled),
    /// Credits were used.
    #[n(4)]
    Spend(#[n(0)] Spent),
    /// A grant paid what an earlier spend owed. A line of kind `spend` that belongs to that spend.
    #[n(5)]
    Repay(#[n(0)] Repaid),
    /// Credits were set aside.
    #[n(6)]
    Reserve(#[n(0)] Reserved),
    /// A reservation got another end. A line of kind `reserve`.
    #[n(7)]
    Extend(#[n(0)] Extended),
    /// A reservation became a spend.
    #[n(8)]
    Settle(#[n(0)] Settled),
    /// A reservation's credits went back.
    #[n(9)]
    Release(#[n(0)] Released),
    /// A spend's credits were put back.
    #[n(10)]
    Reverse(#[n(0)] Reversed),
    /// The account's life: state, plan, members, sharing, limits. Moves nothing.
    #[n(11)]
    Account(#[n(0)] AccountFact),
    /// A binding cost was given. A line of kind `notice`; moves nothing.
    #[n(12)]
    Quote(#[n(0)] Quoted),
    /// Buying: orders, payments, papers, refunds, disputes. Moves nothing by itself.
    #[n(13)]
    Order(#[n(0)] OrderFact),
    /// Credits of an order's grant were taken back.
    #[n(14)]
    Claw(#[n(0)] Clawed),
    /// Credits of an order's grant were put back that had been taken.
    #[n(15)]
    Reinstate(#[n(0)] Reinstated),
    /// Somebody must be told. Moves nothing.
    #[n(16)]
    Notice(#[n(0)] Notice),
}
