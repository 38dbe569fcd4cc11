//! What the host hands in: how its package registries are reached, read when the task runs and kept nowhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::chroot::write;
use crate::{Outcome, workspace};

pub(super) type Env = BTreeMap<String, String>;

/// The certificates that programs trust, on Debian.
const CERTIFICATES: &str = "etc/ssl/certs/ca-certificates.crt";

/// Variables by which registry clients and TLS libraries are told where to go and whom to trust.
const NAMES: &[&str] = &[
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "GIT_SSL_CAINFO",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
];
const PREFIXES: &[&str] = &[
    "PIP_",
    "npm_config_",
    "NPM_CONFIG_",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTRIES_",
    "CARGO_REGISTRY_",
    "CARGO_SOURCE_",
];
/// Folders of the host's own disk, which the chroot does not have.
const NOT: &[&str] = &["PIP_FIND_LINKS", "PIP_CACHE_DIR", "CARGO_REGISTRY_TOKEN"];

/// Files and folders that go to the same place, when they are there.
const SAME_PLACE: &[&str] = &[
    "etc/apt/sources.list",
    "etc/apt/sources.list.d",
    "etc/apt/auth.conf.d",
    "etc/apt/keyrings",
    "etc/apt/trusted.gpg.d",
    "etc/resolv.conf",
    "etc/hosts",
    "etc/pip.conf",
    "etc/npmrc",
    "usr/etc/npmrc",
    "usr/local/share/ca-certificates",
    CERTIFICATES,
];

/// The same for files of whoever runs this, below the home folder.
const OF_HOME: &[&str] = &[".config/pip/pip.conf", ".pip/pip.conf", ".npmrc", ".cargo/config.toml"];

pub(super) struct Host {
    /// The host's own release, which its apt sources name
    release: String,
    pub(super) suite: String,
    pub(super) mirror: String,
    pub(super) env: Env,
}

impl Host {
    pub(super) fn read(suite: Option<&str>) -> Outcome<Self> {
        let targets = workspace::text_of(Command::new("apt-get").args([
            "indextargets",
            "--format",
            "$(SITE) $(RELEASE)",
            "Created-By: Packages",
        ]))?;
        let (mirror, release) =
            main_archive(&targets).ok_or("apt has no sources here: run this on Debian or Ubuntu")?;
        Ok(Self {
            release: release.to_owned(),
            suite: suite.unwrap_or(release).to_owned(),
            mirror: mirror.to_owned(),
            env: handed(std::env::vars()),
        })
    }

    pub(super) fn hand_in(&self, root: &Path) -> Outcome<()> {
        let host = Path::new("/");
        // debootstrap wrote one of its own, which would name the archive twice.
        write(&root.join("etc/apt/sources.list"), "")?;
        for place in SAME_PLACE {
            copy(&host.join(place), &root.join(place))?;
        }
        if let Some(home) = std::env::home_dir() {
            for place in OF_HOME {
                copy(&home.join(place), &root.join("root").join(place))?;
            }
        }
        self.name_suite(&root.join("etc/apt"))?;
        write(&root.join("etc/apt/apt.conf.d/99handed-in"), &acquire_settings(&host.join("etc/apt/apt.conf.d")))
    }

    /// The host's sources name the host's release; a chroot of another one asks the same archive for its own.
    fn name_suite(&self, apt: &Path) -> Outcome<()> {
        let listed = fs::read_dir(apt.join("sources.list.d")).into_iter().flatten().flatten().map(|entry| entry.path());
        for file in listed.chain([apt.join("sources.list")]) {
            if let Ok(text) = fs::read_to_string(&file) {
                write(&file, &text.replace(&self.release, &self.suite))?;
            }
        }
        Ok(())
    }
}

/// The first source whose release is no `-updates`, `-security` or the like: mirror and release.
fn main_archive(targets: &str) -> Option<(&str, &str)> {
    targets.lines().filter_map(|line| line.split_once(' ')).find(|(_, release)| !release.contains('-'))
}

fn handed(vars: impl Iterator<Item = (String, String)>) -> Env {
    vars.filter(|(name, _)| {
        let name = name.as_str();
        (NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))) && !NOT.contains(&name)
    })
    .collect()
}

/// apt's settings about fetching; its other settings are the host's own matter.
fn acquire_settings(folder: &Path) -> String {
    let Ok(entries) = fs::read_dir(folder) else {
        return String::new();
    };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .flat_map(|text| {
            text.lines()
                .filter(|line| line.starts_with("Acquire::") && line.ends_with(';'))
                .map(|line| format!("{line}\n"))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Copies what a link points to, not the link; nothing to copy is fine.
fn copy(from: &Path, to: &Path) -> Outcome<()> {
    if !from.exists() {
        return Ok(());
    }
    let problem = |error| format!("{} to {}: {error}", from.display(), to.display());
    if from.is_dir() {
        fs::create_dir_all(to).map_err(problem)?;
        for entry in fs::read_dir(from).map_err(problem)? {
            let entry = entry.map_err(problem)?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(problem)?;
    }
    if to.is_symlink() {
        fs::remove_file(to).map_err(problem)?;
    }
    fs::copy(from, to).map(drop).map_err(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_archive_is_the_plain_release() {
        let rows = [
            ("http://a/debian trixie-updates\nhttp://a/debian trixie\n", Some(("http://a/debian", "trixie"))),
            ("http://a/debian-security trixie-security\n", None),
            ("", None),
        ];
        for (targets, expected) in rows {
            assert_eq!(main_archive(targets), expected, "{targets}");
        }
    }

    #[test]
    fn only_registry_settings_are_handed_in() {
        let rows = [
            ("PIP_INDEX_URL", true),
            ("PIP_FIND_LINKS", false),
            ("CARGO_HTTP_CAINFO", true),
            ("CARGO_TARGET_DIR", false),
            ("CARGO_REGISTRY_TOKEN", false),
            ("CARGO_PKG_NAME", false),
            ("SSL_CERT_FILE", true),
            ("PATH", false),
            ("HOME", false),
        ];
        for (name, expected) in rows {
            let env = handed([(name.to_owned(), "x".to_owned())].into_iter());
            assert_eq!(env.contains_key(name), expected, "{name}");
        }
    }
}
