//! Who runs the server: PostgreSQL refuses root, so under root somebody without privileges.

use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// The user that PostgreSQL's programs run as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum User {
    /// Whoever runs the tests
    Same,
    /// Root runs the tests: the first of these that the machine knows
    Other { uid: u32, gid: u32 },
}

const CANDIDATES: &[&str] = &["postgres", "nobody"];

impl User {
    pub(crate) fn choose() -> Self {
        if !rustix::process::geteuid().is_root() {
            return Self::Same;
        }
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        CANDIDATES.iter().find_map(|name| Self::named(name, &passwd)).unwrap_or_else(|| {
            panic!("root may not run PostgreSQL, and this machine has no other user of the names {CANDIDATES:?}")
        })
    }

    /// `nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin`
    fn named(name: &str, passwd: &str) -> Option<Self> {
        let line = passwd.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        let mut ids = line.split(':').skip(1).map(str::parse);
        Some(Self::Other { uid: ids.next()?.ok()?, gid: ids.next()?.ok()? })
    }

    /// The command runs as this user.
    pub(crate) fn run(self, command: &mut Command) {
        if let Self::Other { uid, gid } = self {
            command.uid(uid).gid(gid); // as root this also drops all other groups
        }
    }

    /// The file or folder is this user's from now on.
    pub(crate) fn own(self, path: &Path) {
        if let Self::Other { uid, gid } = self {
            chown(path, Some(uid), Some(gid)).unwrap_or_else(|error| panic!("chown {}: {error}", path.display()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_found_by_name() {
        let passwd = "root:x:0:0:root:/:/bin/sh\nnobody2:x:7:7::/:\nnobody:x:65534:65533:nobody:/:/sbin/nologin\n";
        assert_eq!(User::named("nobody", passwd), Some(User::Other { uid: 65534, gid: 65533 }));
        assert_eq!(User::named("postgres", passwd), None);
        assert_eq!(User::named("nobody", "nobody:x\n"), None);
    }
}
