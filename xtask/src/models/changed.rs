//! Whether something that the models' tests rest on was changed since what was last landed. In doubt it was.
//!
//! CI's clone may be of what is submitted alone, without the branch that it shall land on, and it may be shallow. So what was
//! last landed is asked for in this order: where this branch left the default one of `origin`; of a merge its first parent;
//! of a straight line what stood there a week before, for nothing waits longer to be landed.

use std::fmt;
use std::path::Path;
use std::process::Command;

/// The sample's model crates and what installs and calls them.
const PLACES: &[&str] = &[
    "examples/landing-builder/background",
    "examples/landing-builder/scripts",
    "examples/landing-builder/src/tools",
    "examples/landing-builder/tests/models",
];
const DEFAULT_BRANCHES: &[&str] =
    &["refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master"];
const WEEK_SECONDS: i64 = 7 * 24 * 3_600;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// Since that commit nothing.
    Nothing(String),
    /// This file among others, since that commit.
    Something(String, String),
    Unknown,
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing(base) => write!(f, "nothing of theirs was changed since {base:.12}: not run"),
            Self::Something(file, base) => write!(f, "{file} was changed since {base:.12}: run"),
            Self::Unknown => f.write_str("what was last landed cannot be known here: run"),
        }
    }
}

pub(super) fn since_landed(folder: &Path) -> Since {
    let git = Git(folder);
    let Some(base) = landed(&git) else { return Since::Unknown };
    match git.says(&[&["diff", "--name-only", &base, "HEAD", "--"], PLACES].concat()) {
        None => Since::Unknown,
        Some(files) => match files.lines().next() {
            None => Since::Nothing(base),
            Some(file) => Since::Something(file.to_owned(), base),
        },
    }
}

fn landed(git: &Git) -> Option<String> {
    let head = git.says(&["rev-parse", "HEAD"])?;
    let left = DEFAULT_BRANCHES.iter().find_map(|branch| git.says(&["merge-base", branch, "HEAD"]));
    // Of what is landed already, or cloned from what is submitted, this says nothing.
    if let Some(left) = left.filter(|left| *left != head) {
        return Some(left);
    }
    if git.says(&["rev-parse", "--verify", "--quiet", "HEAD^2"]).is_some() {
        return git.says(&["rev-parse", "HEAD^1"]);
    }
    let written: i64 = git.says(&["show", "--no-patch", "--format=%ct", "HEAD"])?.parse().ok()?;
    let before = format!("--before={}", written.saturating_sub(WEEK_SECONDS));
    git.says(&["rev-list", "--max-count=1", "--first-parent", &before, "HEAD"]).filter(|base| !base.is_empty())
}

struct Git<'a>(&'a Path);

impl Git<'_> {
    /// What it says, without the last line's end; none where it fails.
    fn says(&self, args: &[&str]) -> Option<String> {
        let output = Command::new("git").args(args).current_dir(self.0).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
        output.status.success().then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = "examples/landing-builder/background/src/model.rs";
    const OTHER: &str = "README.md";
    const DAY: i64 = 24 * 3_600;

    struct Repo(tempfile::TempDir);

    impl Repo {
        fn git(&self, day: i64, args: &[&str]) {
            let date = format!("{} +0000", 1_800_000_000 + day * DAY);
            let done = Command::new("git")
                .args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"])
                .args(["-c", "protocol.file.allow=always"])
                .args(args)
                .current_dir(self.0.path())
                .envs([("GIT_AUTHOR_DATE", &date), ("GIT_COMMITTER_DATE", &date)])
                .output()
                .unwrap();
            assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
        }

        /// One commit a day that touches this file.
        fn commit(&self, day: i64, file: &str) {
            let path = self.0.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, format!("{day}")).unwrap();
            self.git(day, &["add", "."]);
            self.git(day, &["commit", "--quiet", "--message", file]);
        }

        /// A line of one commit an entry: the day and the file.
        fn of(line: &[(i64, &str)]) -> Self {
            let repo = Self(tempfile::tempdir().unwrap());
            repo.git(0, &["init", "--quiet"]);
            for (day, file) in line {
                repo.commit(*day, file);
            }
            repo
        }

        fn cloned(&self, more: &[&str]) -> Self {
            let repo = Self(tempfile::tempdir().unwrap());
            let from = format!("file://{}", self.0.path().display());
            repo.git(0, &[&["clone", "--quiet"], more, &[&from, "."]].concat());
            repo
        }
    }

    #[track_caller]
    fn check(repo: &Repo, expected: &str) {
        let said = since_landed(repo.0.path()).to_string();
        assert!(said.contains(expected), "{said} instead of {expected}");
    }

    const CHANGED: &str = "model.rs was changed since";
    const SAME: &str = "not run";
    const UNKNOWN: &str = "cannot be known";

    #[test]
    fn of_a_branch_since_it_left_the_default_one() {
        let rows: &[(&[&str], &str)] =
            &[(&[MODEL, OTHER], CHANGED), (&[OTHER, MODEL, OTHER, OTHER], CHANGED), (&[OTHER, OTHER], SAME)];
        for (files, expected) in rows {
            let clone = Repo::of(&[(0, MODEL)]).cloned(&[]);
            for (day, file) in files.iter().enumerate() {
                clone.commit(20 + i64::try_from(day).unwrap() * 10, file);
            }
            check(&clone, expected);
        }
    }

    #[test]
    fn of_a_merge_since_its_first_parent() {
        for (file, expected) in [(MODEL, CHANGED), (OTHER, SAME)] {
            let repo = Repo::of(&[(0, MODEL), (1, OTHER)]);
            repo.git(2, &["checkout", "--quiet", "-b", "work"]);
            repo.commit(3, file);
            repo.commit(4, "CHANGELOG.md");
            repo.git(5, &["checkout", "--quiet", "main"]);
            repo.git(5, &["merge", "--quiet", "--no-ff", "--message", "merged", "work"]);
            check(&repo, expected);
            check(&repo.cloned(&[]), expected);
        }
    }

    #[test]
    fn of_a_straight_line_since_a_week_before() {
        let rows: &[(&[(i64, &str)], &str)] = &[
            (&[(0, OTHER), (20, MODEL), (21, OTHER), (22, OTHER)], CHANGED),
            (&[(0, OTHER), (15, MODEL), (22, OTHER)], SAME),
            (&[(0, OTHER), (16, MODEL), (22, OTHER)], CHANGED),
            (&[(20, OTHER), (21, OTHER)], UNKNOWN),
            (&[(20, OTHER)], UNKNOWN),
        ];
        for (line, expected) in rows {
            let repo = Repo::of(line);
            check(&repo, expected);
            check(&repo.cloned(&[]), expected);
        }
    }

    #[test]
    fn in_doubt_it_was() {
        let repo = Repo::of(&[(0, OTHER), (30, OTHER), (31, OTHER)]);
        check(&repo, SAME);
        check(&repo.cloned(&["--depth=1"]), UNKNOWN);
        let merged = Repo::of(&[(30, MODEL)]);
        merged.git(30, &["checkout", "--quiet", "-b", "work"]);
        merged.commit(31, OTHER);
        merged.git(31, &["checkout", "--quiet", "main"]);
        merged.git(31, &["merge", "--quiet", "--no-ff", "--message", "merged", "work"]);
        check(&merged, SAME);
        check(&merged.cloned(&["--depth=1"]), UNKNOWN);
        check(&Repo(tempfile::tempdir().unwrap()), UNKNOWN);
    }
}
