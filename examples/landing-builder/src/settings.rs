//! Settings of the sample host: where it listens, where Scrip is and with which key, where a language model is.

use std::net::SocketAddr;
use std::path::PathBuf;

/// How the host runs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where pages and pictures are kept.
    pub folder: PathBuf,
    /// Where Scrip is.
    pub scrip_url: String,
    /// A server key of scope `write`.
    pub scrip_key: String,
    /// The secret of the webhook endpoint; without it webhooks are refused.
    pub webhook_secret: Option<String>,
    /// The OpenAI-compatible endpoint that Lunar, translation and Solis ask; none: they say "not configured".
    pub model: Option<ModelSettings>,
    /// This sample's own folder with its scripts, where tools may be installed on first use; none: nothing is installed.
    pub tools: Option<PathBuf>,
    /// Where installed tools are kept.
    pub installed: PathBuf,
    /// The accounts that a newcomer begins with: the sign-in page shows them first.
    pub first: Vec<String>,
    /// Stops when its standard input ends, so that it never outlives the program that started it.
    pub ends_with_parent: bool,
}

/// An OpenAI-compatible endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelSettings {
    /// Up to and with `/v1`.
    pub base_url: String,
    /// The model's name, which the catalog's rates know too.
    pub model: String,
    /// Its key, where it needs one.
    pub key: Option<String>,
}

impl Settings {
    /// From the environment, read by `get`.
    pub fn from_env(get: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let get = |name: &str| get(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let needed = |name: &str, what: &str| get(name).ok_or_else(|| format!("set {name}: {what}"));
        let listen = get("LANDING_BUILDER_LISTEN").unwrap_or_else(|| "127.0.0.1:8791".to_owned());
        let folder = PathBuf::from(get("LANDING_BUILDER_DATA").unwrap_or_else(|| "landing-builder-data".to_owned()));
        let installed = get("LANDING_BUILDER_INSTALLED").map_or_else(|| folder.join("installed"), PathBuf::from);
        Ok(Self {
            listen: listen.parse().map_err(|_| format!("LANDING_BUILDER_LISTEN={listen}: write 127.0.0.1:8791"))?,
            folder,
            scrip_url: needed("SCRIP_URL", "where Scrip is, such as http://127.0.0.1:8787")?,
            scrip_key: needed("SCRIP_KEY", "a server key of scope write")?,
            webhook_secret: get("SCRIP_WEBHOOK_SECRET"),
            model: model(&get)?,
            tools: get("LANDING_BUILDER_TOOLS").map(PathBuf::from),
            installed,
            first: get("LANDING_BUILDER_FIRST").iter().flat_map(|ids| ids.split(',')).map(ToOwned::to_owned).collect(),
            ends_with_parent: get("LANDING_BUILDER_ENDS_WITH_PARENT").is_some(),
        })
    }
}

fn model(get: &impl Fn(&str) -> Option<String>) -> Result<Option<ModelSettings>, String> {
    let Some(base_url) = get("LUNAR_BASE_URL") else { return Ok(None) };
    let is_address = base_url.starts_with("http://") || base_url.starts_with("https://");
    if !is_address {
        return Err(format!("LUNAR_BASE_URL={base_url}: write it like https://api.example.com/v1"));
    }
    let model = get("LUNAR_MODEL").ok_or("set LUNAR_MODEL: the model that LUNAR_BASE_URL is asked for")?;
    Ok(Some(ModelSettings { base_url: base_url.trim_end_matches('/').to_owned(), model, key: get("LUNAR_API_KEY") }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(vars: &[(&str, &str)]) -> Result<Settings, String> {
        Settings::from_env(|name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        let rows: &[(&[(&str, &str)], &str)] = &[
            (&[], "SCRIP_URL"),
            (&[("SCRIP_URL", "http://a")], "SCRIP_KEY"),
            (&[("SCRIP_URL", "http://a"), ("SCRIP_KEY", " ")], "SCRIP_KEY"),
            (&[("SCRIP_URL", "http://a"), ("SCRIP_KEY", "k"), ("LANDING_BUILDER_LISTEN", "here")], "LISTEN"),
            (&[("SCRIP_URL", "http://a"), ("SCRIP_KEY", "k"), ("LUNAR_BASE_URL", "api")], "LUNAR_BASE_URL"),
            (&[("SCRIP_URL", "http://a"), ("SCRIP_KEY", "k"), ("LUNAR_BASE_URL", "http://m/v1")], "LUNAR_MODEL"),
        ];
        for (vars, expected) in rows {
            let said = read(vars).unwrap_err();
            assert!(said.contains(expected), "{vars:?}: {said}");
        }
    }

    #[test]
    fn accounts_to_begin_with_are_parted_by_commas() {
        let base = [("SCRIP_URL", "http://a"), ("SCRIP_KEY", "k")];
        assert!(read(&base).unwrap().first.is_empty());
        let with = [&base[..], &[("LANDING_BUILDER_FIRST", "acme,other")]].concat();
        assert_eq!(read(&with).unwrap().first, ["acme", "other"]);
    }

    #[test]
    fn a_model_is_optional() {
        let base = [("SCRIP_URL", "http://a"), ("SCRIP_KEY", "k")];
        assert_eq!(read(&base).unwrap().model, None);
        let with = [&base[..], &[("LUNAR_BASE_URL", "http://m/v1/"), ("LUNAR_MODEL", "small-1")]].concat();
        let expected = ModelSettings { base_url: "http://m/v1".into(), model: "small-1".into(), key: None };
        assert_eq!(read(&with).unwrap().model, Some(expected));
    }
}
