//! PostgreSQL's own programs on this machine: the newest that is new enough, wherever its packager put it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The oldest PostgreSQL that Scrip supports.
const MAJOR_MIN: u32 = 15;

/// Where packagers put a major version each; a `*` stands for it.
const FOLDERS: &[&str] = &[
    "/usr/lib/postgresql/*/bin",          // Debian, Ubuntu
    "/usr/pgsql-*/bin",                   // the PostgreSQL project's own packages for Red Hat
    "/opt/homebrew/opt/postgresql@*/bin", // Homebrew
    "/usr/local/opt/postgresql@*/bin",
];

/// A folder with `postgres`, `initdb`, `psql` and the others in it, and their version.
#[derive(Debug)]
pub(crate) struct Programs {
    folder: PathBuf,
    pub(crate) version: String,
}

impl Programs {
    /// Looks once a process.
    pub(crate) fn find() -> &'static Self {
        static FOUND: OnceLock<Programs> = OnceLock::new();
        FOUND.get_or_init(|| {
            let mut folders: Vec<PathBuf> = FOLDERS.iter().flat_map(|pattern| matching(pattern)).collect();
            folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
            let found = folders.into_iter().filter_map(|folder| Self::at(&folder)).max_by_key(Self::major);
            let found = found.filter(|programs| programs.major() >= MAJOR_MIN);
            found.unwrap_or_else(|| {
                panic!("PostgreSQL {MAJOR_MIN} or later is missing: `scripts/install.sh test` installs it")
            })
        })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn at(folder: &Path) -> Option<Self> {
        // `initdb` may be a link in a folder of links; its neighbours stand where it really is.
        let folder = folder.join("initdb").canonicalize().ok()?.parent()?.to_owned();
        let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let version = text.split_whitespace().nth(2)?.to_owned();
        Some(Self { folder, version })
    }

    /// `15.18` and `17beta1` are 15 and 17.
    fn major(&self) -> u32 {
        let digits = self.version.split(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
        digits.parse().unwrap_or(0)
    }
}

/// The folders that a pattern with one `*` in one of its parts names.
fn matching(pattern: &str) -> Vec<PathBuf> {
    let parts: Vec<&str> = pattern.split('/').collect();
    let Some(at) = parts.iter().position(|part| part.contains('*')) else { return vec![PathBuf::from(pattern)] };
    let (before, after) = (parts[..at].join("/"), parts[at + 1..].join("/"));
    let (begins, ends) = parts[at].split_once('*').unwrap_or_default();
    let names = Path::new(&before).read_dir().into_iter().flatten().flatten().map(|entry| entry.file_name());
    names
        .filter(|name| name.to_str().is_some_and(|name| name.starts_with(begins) && name.ends_with(ends)))
        .map(|name| Path::new(&before).join(name).join(&after))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_and_the_newest_is_taken() {
        for (version, major) in [("15.18", 15), ("17beta1", 17), ("16", 16), ("", 0)] {
            let programs = Programs { folder: PathBuf::new(), version: version.to_owned() };
            assert_eq!(programs.major(), major, "{version}");
        }
        assert!(Programs::find().major() >= MAJOR_MIN);
        assert!(Programs::find().path("psql").exists());
    }

    #[test]
    fn a_pattern_names_folders() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["pg-15/bin", "pg-16/bin", "other/bin"] {
            std::fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        let mut found = matching(&format!("{}/pg-*/bin", folder.path().display()));
        found.sort();
        assert_eq!(found, [folder.path().join("pg-15/bin"), folder.path().join("pg-16/bin")]);
        assert_eq!(matching("/no/such/*/folder"), Vec::<PathBuf>::new());
    }
}
