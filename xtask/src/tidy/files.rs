//! Rules about whole files: how long they are and how they begin.

use super::File;

/// Past this a file is worth a look; past the other it is more than one thing.
const LINES_WORTH_A_LOOK: usize = 400;
const LINES_MAX: usize = 500;

/// A first line shorter than this says nothing that the file's name does not.
const FIRST_LINE_WORDS_MIN: usize = 4;

fn sources(tree: &[File]) -> impl Iterator<Item = &File> {
    tree.iter().filter(|file| {
        (file.is("rs") || file.is("ts"))
            && !["dist/", "generated/", "vendor/"].iter().any(|folder| file.path.contains(folder))
    })
}

pub(super) fn lengths(tree: &[File]) -> Vec<String> {
    longer_than(tree, LINES_MAX)
}

/// Not yet a fault.
pub(super) fn long(tree: &[File]) -> Vec<String> {
    longer_than(tree, LINES_WORTH_A_LOOK)
}

fn longer_than(tree: &[File], lines_max: usize) -> Vec<String> {
    sources(tree)
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > lines_max)
        .map(|(file, lines)| format!("{}: {lines} lines; is it one thing?", file.path))
        .collect()
}

pub(super) fn first_lines(tree: &[File]) -> Vec<String> {
    sources(tree)
        .filter(|file| {
            let first = file.text.lines().next().unwrap_or_default();
            let said = if file.is("rs") {
                first.strip_prefix("//! ")
            } else {
                first.strip_prefix("/** ").or_else(|| first.strip_prefix("// "))
            };
            said.is_none_or(|said| said.split_whitespace().count() < FIRST_LINE_WORDS_MIN)
        })
        .map(|file| {
            format!("{}:1: begin with a line like `//! Burn order: which grants a spend draws from.`", file.path)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn long_files() {
        check(lengths, "a.rs", &"x\n".repeat(LINES_MAX), &[]);
        check(lengths, "a.rs", &"x\n".repeat(LINES_MAX + 1), &["a.rs: 501"]);
        check(lengths, "a.ts", &"x\n".repeat(LINES_MAX + 1), &["a.ts: 501"]);
        check(lengths, "a.md", &"x\n".repeat(LINES_MAX + 1), &[]);
        check(lengths, "ui/dist/a.ts", &"x\n".repeat(LINES_MAX + 1), &[]);
    }

    #[test]
    fn first_lines_of_modules() {
        let rows: &[(&str, &str, &[&str])] = &[
            ("a.rs", "//! Burn order: which grants a spend draws from.\n", &[]),
            ("a.rs", "//! xtask\nfn main() {}\n", &["a.rs:1"]),
            ("a.rs", "use std::fmt;\n//! Burn order: which grants are drawn.\n", &["a.rs:1"]),
            ("a.rs", "", &["a.rs:1"]),
            ("a.ts", "// The counter: credits left, beside a feature.\n", &[]),
            ("a.ts", "export {};\n", &["a.ts:1"]),
            ("a.md", "# A\n", &[]),
        ];
        for (path, text, expected) in rows {
            check(first_lines, path, text, expected);
        }
    }
}
