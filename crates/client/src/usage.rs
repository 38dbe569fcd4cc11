//! What a use would cost, before it: features, checks, quotes.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

use crate::error::{Way, WhoCan};
use crate::send::path;
use crate::{Client, Credits, Error, Reply};

/// A use of a feature: asked about, quoted, spent on, reserved for or settled.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Use {
    /// Who uses it; none: the product itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// What is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature: Option<String>,
    /// How many units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u64>,
    /// How much of each dimension, and of which model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage: Option<Map<String, Value>>,
    /// The cost itself, where the product states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits: Option<Credits>,
    /// The quote that binds the cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// More than this is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_credits: Option<Credits>,
    /// Take what there is, where it is less than the cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_partial: Option<bool>,
    /// For how long a quote binds or a reservation lasts, an ISO 8601 duration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<String>,
    /// Settle although the reservation's end has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late: Option<bool>,
    /// The host's own notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Value>,
}

impl Use {
    /// Of this feature, once.
    pub fn of(feature: &str) -> Self {
        Self { feature: Some(feature.to_owned()), ..Self::default() }
    }

    /// At a cost that the product states.
    pub fn costing(credits: impl Into<Credits>) -> Self {
        Self { credits: Some(credits.into()), ..Self::default() }
    }

    /// As measured: for settling.
    pub fn measured(dimensions: &[(&str, u64)]) -> Self {
        Self::default().usage(dimensions)
    }

    /// By this member.
    #[must_use]
    pub fn by(mut self, member: &str) -> Self {
        self.member = Some(member.to_owned());
        self
    }

    /// So many units.
    #[must_use]
    pub fn quantity(mut self, quantity: u64) -> Self {
        self.quantity = Some(quantity);
        self
    }

    /// So much of each dimension.
    #[must_use]
    pub fn usage(mut self, dimensions: &[(&str, u64)]) -> Self {
        let usage = self.usage.get_or_insert_default();
        for (dimension, count) in dimensions {
            usage.insert((*dimension).to_owned(), Value::Number(Number::from(*count)));
        }
        self
    }

    /// Of this model.
    #[must_use]
    pub fn model(mut self, model: &str) -> Self {
        self.usage.get_or_insert_default().insert("model".to_owned(), Value::String(model.to_owned()));
        self
    }

    /// At the cost that this quote binds.
    #[must_use]
    pub fn quote(mut self, quote: &str) -> Self {
        self.quote = Some(quote.to_owned());
        self
    }

    /// For no more than this.
    #[must_use]
    pub fn max_credits(mut self, credits: impl Into<Credits>) -> Self {
        self.max_credits = Some(credits.into());
        self
    }

    /// For whatever there is, where it is less than the cost.
    #[must_use]
    pub fn partial(mut self) -> Self {
        self.allow_partial = Some(true);
        self
    }

    /// Binding, or set aside, for so long.
    #[must_use]
    pub fn expires_in(mut self, duration: &str) -> Self {
        self.expires_in = Some(duration.to_owned());
        self
    }

    /// With the host's own notes.
    #[must_use]
    pub fn metadata(mut self, notes: Value) -> Self {
        self.metadata = Some(notes);
        self
    }
}

/// One feature, as a member sees it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Feature {
    /// Its id.
    pub feature: String,
    /// Its name.
    pub name: String,
    /// `paid`, `gated` or `free`.
    pub class: String,
    /// What one use costs.
    pub cost: Option<Credits>,
    /// What a use costs about.
    pub estimate: Option<Credits>,
    /// The most that a use costs.
    pub ceiling: Option<Credits>,
    /// Whether this member may use it now.
    pub allowed: bool,
    /// Why not: a code.
    pub reason: Option<String>,
    /// Who may instead.
    pub who_can: Vec<WhoCan>,
}

/// What a use would cost and whether it is allowed, now.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Check {
    /// Whether.
    pub allowed: bool,
    /// Why not: a code.
    pub reason: Option<String>,
    /// What it costs.
    pub cost: Option<Credits>,
    /// What it costs about.
    pub estimate: Option<Credits>,
    /// The most that it costs.
    pub ceiling: Option<Credits>,
    /// What there is for it.
    pub available: Credits,
    /// What would be left.
    pub available_after: Option<Credits>,
    /// Whose limit is in the way.
    pub level: Option<String>,
    /// What this member may do about it.
    pub ways: Vec<Way>,
}

/// A binding cost.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Quote {
    /// `quo_…`
    pub id: String,
    /// The cost.
    pub credits: Credits,
    /// How it comes about.
    pub breakdown: Vec<Line>,
    /// The catalog that it was priced by.
    pub catalog_version: Option<u32>,
    /// Until when it binds.
    pub expires_at: String,
    /// What would be left.
    pub available_after: Option<Credits>,
    /// Whether there is enough now.
    pub sufficient: bool,
}

/// A line of a breakdown, in the server's words.
pub type Line = Map<String, Value>;

impl Client {
    /// Every feature, as a member sees it: one call for a page of buttons.
    pub fn features(&self, account: &str, member: Option<&str>) -> Result<Reply<Features>, Error> {
        self.get(path("/v1/accounts/{}/features", &[account])).query_some("member", member).send()
    }

    /// What a use would cost and whether it is allowed, now. Changes nothing.
    pub fn check(&self, account: &str, usage: &Use) -> Result<Reply<Check>, Error> {
        self.ask(path("/v1/accounts/{}/checks", &[account]), usage).send()
    }

    /// Binds a cost.
    pub fn quote(&self, account: &str, usage: &Use) -> Result<Reply<Quote>, Error> {
        self.ask(path("/v1/accounts/{}/quotes", &[account]), usage).send()
    }
}

/// The list of features, whole or as a page.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Value")]
pub struct Features {
    /// One a feature, in the catalog's order.
    pub data: Vec<Feature>,
}

impl From<Value> for Features {
    fn from(answer: Value) -> Self {
        let list = match answer {
            Value::Object(mut fields) => fields.remove("data").unwrap_or_default(),
            list => list,
        };
        Self { data: serde_json::from_value(list).unwrap_or_default() }
    }
}
