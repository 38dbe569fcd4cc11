//! Spends: credits taken for a use, one or many a call, and put back.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::Problem;
use crate::send::path;
use crate::{Client, Credits, Error, Reply, Use};

/// Credits that were taken.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Spend {
    /// `spd_…`
    pub id: String,
    /// How many.
    pub credits: Credits,
    /// From which grants.
    pub draws: Vec<Draw>,
    /// What is left.
    pub available: Credits,
    /// What of it is owed.
    pub owed: Option<Credits>,
    /// What held a partial spend back.
    pub limited_by: Option<String>,
}

/// The share of one grant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Draw {
    /// `grt_…`
    pub grant: String,
    /// Its kind.
    pub kind: Option<String>,
    /// How many.
    pub credits: Credits,
}

/// One use of a batch.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BatchItem {
    /// The account.
    pub account: String,
    /// Its own key; every item has one.
    pub idempotency_key: String,
    /// The use.
    #[serde(flatten)]
    pub usage: Use,
}

#[derive(Serialize)]
struct Batch<'a> {
    items: &'a [BatchItem],
}

/// The answer to one item.
#[derive(Clone, Debug)]
pub enum BatchAnswer {
    /// Taken.
    Done(Box<Spend>),
    /// Refused.
    Refused(Box<Problem>),
}

/// Credits put back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reversal {
    /// `rev_…`
    pub id: String,
    /// The spend.
    pub spend: String,
    /// How many.
    pub credits: Credits,
    /// To which grants, and what became of them there.
    pub returned: Vec<Returned>,
    /// What is left.
    pub available: Credits,
}

/// The share that went back to one grant.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Returned {
    /// `grt_…`
    pub grant: String,
    /// How many went back.
    pub credits: Credits,
    /// How many of them can be spent again.
    pub available: Credits,
    /// How many expired at once.
    pub expired: Credits,
    /// How many were voided at once.
    pub voided: Credits,
}

impl Client {
    /// Takes credits for a use.
    pub fn spend(&self, account: &str, usage: &Use) -> Result<Reply<Spend>, Error> {
        self.act(path("/v1/accounts/{}/spends", &[account]), usage).send()
    }

    /// An earlier spend.
    pub fn get_spend(&self, spend: &str) -> Result<Reply<Spend>, Error> {
        self.get(path("/v1/spends/{}", &[spend])).send()
    }

    /// Puts credits of a spend back where they came from; none named: all that is left of it.
    pub fn reverse(&self, spend: &str, credits: Option<Credits>, reason: &str) -> Result<Reply<Reversal>, Error> {
        let mut body = serde_json::Map::new();
        if let Some(credits) = credits {
            body.insert("credits".to_owned(), serde_json::json!(credits));
        }
        body.insert("reason".to_owned(), Value::String(reason.to_owned()));
        self.act(path("/v1/spends/{}/reversals", &[spend]), &body).send()
    }

    /// Takes credits for many uses in one call, each answered on its own, in their order.
    pub fn spend_batch(&self, items: &[BatchItem]) -> Result<Reply<Vec<BatchAnswer>>, Error> {
        // Every item has a key of its own, so the whole may be sent again.
        let reply = self.ask("/v1/spends/batch".to_owned(), &Batch { items }).send::<Value>()?;
        let list = match &reply.value {
            Value::Object(fields) => fields.get("items").or_else(|| fields.get("data")).and_then(Value::as_array),
            list => list.as_array(),
        };
        let value = list.into_iter().flatten().map(answer_of).collect();
        Ok(Reply { value, json: reply.json, status: reply.status, replayed: reply.replayed })
    }
}

/// An item's answer is a spend, or a problem; bare, or beside its status.
fn answer_of(item: &Value) -> BatchAnswer {
    let field = |name| item.get(name).filter(|inner: &&Value| inner.is_object());
    if let Some(problem) = field("problem").or_else(|| field("error")).or_else(|| item.get("code").map(|_| item)) {
        return BatchAnswer::Refused(serde_json::from_value(problem.clone()).unwrap_or_default());
    }
    let spend = field("spend").or_else(|| field("body")).unwrap_or(item);
    BatchAnswer::Done(serde_json::from_value(spend.clone()).unwrap_or_default())
}
