//! The catalog: read, tried, published.

use serde::Deserialize;
use serde_json::Value;

use crate::send::path;
use crate::{Client, Error, List, Reply};

/// What a catalog would change, or has changed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Published {
    /// The version's number.
    pub version: Option<u32>,
    /// What changes, in sentences.
    pub changes: Vec<CatalogChange>,
}

/// One change.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Value")]
pub struct CatalogChange {
    /// In words.
    pub sentence: String,
}

impl From<Value> for CatalogChange {
    fn from(change: Value) -> Self {
        let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
        let sentence = text(&change)
            .or_else(|| ["sentence", "text", "detail", "change"].iter().find_map(|name| text(change.get(name)?)))
            .unwrap_or_else(|| change.to_string());
        Self { sentence }
    }
}

/// One published version.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CatalogVersion {
    /// Its number.
    pub version: u32,
    /// From when it holds.
    pub published_at: Option<String>,
}

impl Client {
    /// The catalog that holds now, as the server writes it.
    pub fn catalog(&self) -> Result<Reply<Value>, Error> {
        self.get("/v1/catalog".to_owned()).send()
    }

    /// Publishes a catalog (JSON), or with `dry_run` says what it would change. `version` is the one that it was made
    /// from: another one now is `catalog_conflict`.
    pub fn publish_catalog(
        &self,
        catalog: &str,
        version: Option<u32>,
        dry_run: bool,
    ) -> Result<Reply<Published>, Error> {
        let tag = version.map(|version| format!("\"{version}\""));
        self.put("/v1/catalog".to_owned(), &Value::Null)
            .text(catalog, "application/json")
            .query_some("dry_run", dry_run.then_some("true"))
            .if_match(tag.as_deref())
            .send()
    }

    /// All versions.
    pub fn catalog_versions(&self) -> List<'_, CatalogVersion> {
        List::new(self, "/v1/catalog/versions".to_owned(), Vec::new())
    }

    /// One version, as the server writes it.
    pub fn catalog_version(&self, version: u32) -> Result<Reply<Value>, Error> {
        self.get(path("/v1/catalog/versions/{}", &[&version.to_string()])).send()
    }
}
