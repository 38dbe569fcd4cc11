//! What cargo knows of the workspace's own packages: their names and what they depend on.

use std::process::Command;

use serde::Deserialize;

use crate::{Outcome, workspace};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// cargo writes null for the ordinary kind
    #[serde(default, deserialize_with = "kind")]
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    #[default]
    Normal,
    Dev,
    Build,
}

fn kind<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Kind, D::Error> {
    Option::<Kind>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Asks cargo; needs no network, for nothing is resolved.
pub(crate) fn packages() -> Outcome<Vec<Package>> {
    let json =
        workspace::text_of(Command::new("cargo").args(["metadata", "--format-version=1", "--no-deps", "--offline"]))?;
    serde_json::from_str::<Metadata>(&json)
        .map(|metadata| metadata.packages)
        .map_err(|error| format!("cargo metadata said something unexpected: {error}"))
}
