//! Words that must not stand in the project: the unfinished, a machine's own places, names that the glossary bars.

use super::File;

/// Each in two halves, so that this file does not hold what it looks for.
const UNFINISHED: &[[&str; 2]] = &[
    ["todo", "!("],
    ["unimplemented", "!("],
    ["FIX", "ME"],
    ["#[ign", "ore"],
    ["test.", "skip("],
    ["it.", "skip("],
    ["describe.", "skip("],
];

/// Folders at the root of somebody's machine, and where people live.
const FOLDERS: &[[&str; 2]] = &[["/wo", "rk/"], ["/ro", "ot/"], ["/fa", "rm/"], ["/ho", "me/"]];

/// Whoever builds chooses the registry; and what stands outside the project must not be pointed at.
const PLACES: &[[&str; 2]] = &[
    ["deb.", "debian.org"],
    ["index.", "crates.io"],
    ["static.", "crates.io"],
    ["pypi", ".org"],
    ["files.", "pythonhosted"],
    ["registry.", "npmjs"],
    ["static.rust-", "lang.org"],
    ["../sh", "ared"],
    ["Co-authored", "-by"],
];

/// The glossary's `not` column, as far as a word has no other honest use in code.
const BARRED: &[(&str, &str)] = &[
    ("wallet", "pool"),
    ("tenant", "account"),
    ("deduct", "spend"),
    ("deduction", "spend"),
    ("debit", "spend"),
    ("denial", "refusal"),
    ("rejection", "refusal"),
    ("lease", "reservation"),
    ("hold", "reservation"),
    ("holds", "reservations"),
    ("sku", "package"),
    ("topup", "grant"),
];

pub(super) fn unfinished(tree: &[File]) -> Vec<String> {
    lines(tree)
        .filter(|(file, _, _)| file.is("rs") || file.is("ts") || file.is("mjs"))
        .filter_map(|(file, number, line)| {
            let word = first_in(UNFINISHED, line)?;
            Some(format!("{}:{number}: {word}", file.path))
        })
        .collect()
}

pub(super) fn machines(tree: &[File]) -> Vec<String> {
    lines(tree)
        .filter_map(|(file, number, line)| {
            let found = first_in(PLACES, line).or_else(|| machine_folder(line))?;
            Some(format!("{}:{number}: {found}", file.path))
        })
        .collect()
}

pub(super) fn glossary(tree: &[File]) -> Vec<String> {
    lines(tree)
        .filter(|(file, _, _)| file.is("rs") && file.path.starts_with("crates/"))
        .filter_map(|(file, number, line)| {
            let name = public_name(line)?;
            let (barred, word) = BARRED.iter().find(|(barred, _)| words_of(name).any(|part| part == *barred))?;
            Some(format!("{}:{number}: {name}: the word is {word}, not {barred}", file.path))
        })
        .collect()
}

fn lines(tree: &[File]) -> impl Iterator<Item = (&File, usize, &str)> {
    tree.iter().flat_map(|file| (1..).zip(file.text.lines()).map(move |(number, line)| (file, number, line)))
}

fn first_in(words: &[[&str; 2]], line: &str) -> Option<String> {
    words.iter().map(|halves| halves.concat()).find(|word| line.contains(word.as_str()))
}

/// A folder counts where a path begins: `a/work/b` names nobody's machine.
fn machine_folder(line: &str) -> Option<String> {
    FOLDERS.iter().map(|halves| halves.concat()).find(|folder| {
        line.match_indices(folder.as_str()).any(|(at, _)| {
            line.get(..at)
                .and_then(|before| before.chars().next_back())
                .is_none_or(|before| !(before.is_alphanumeric() || "._-".contains(before)))
        })
    })
}

/// The name that a line makes public: of an item or of a field.
fn public_name(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("pub ")?;
    rest.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')).find(|word| {
        !word.is_empty()
            && !["fn", "struct", "enum", "trait", "type", "const", "static", "mod", "use", "async", "unsafe", "crate"]
                .contains(word)
    })
}

/// `max_credits`, `MaxCredits` and `MAX_CREDITS` are all made of max and credits.
fn words_of(name: &str) -> impl Iterator<Item = String> {
    let mut parted = String::new();
    let mut after_small = false;
    for letter in name.chars() {
        if letter.is_uppercase() && after_small {
            parted.push('_');
        }
        after_small = letter.is_lowercase() || letter.is_numeric();
        parted.extend(letter.to_lowercase());
    }
    parted.split('_').map(str::to_owned).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn what_is_unfinished_is_found() {
        for halves in UNFINISHED {
            check(unfinished, "a.rs", &format!("x\n{}", halves.concat()), &["a.rs:2: "]);
        }
        check(unfinished, "a.rs", "lines.iter().skip(1)", &[]);
        check(unfinished, "a.md", &UNFINISHED[0].concat(), &[]);
    }

    #[test]
    fn places_of_a_machine_are_found() {
        for halves in PLACES.iter().chain(FOLDERS) {
            check(machines, "a.md", &format!("see `{}x`", halves.concat()), &["a.md:1: "]);
        }
        let folder = FOLDERS[0].concat();
        check(machines, "a.md", &folder, &["a.md:1: "]);
        check(machines, "a.md", &format!("docs{folder}x ..{folder}x"), &[]);
    }

    #[test]
    fn barred_names_are_found() {
        let rows: &[(&str, &[&str])] = &[
            ("pub struct Wallet;", &["crates/a.rs:1: Wallet"]),
            ("    pub fn deduct_all(&self) {}", &["crates/a.rs:1: deduct_all"]),
            ("    pub lease_id: u64,", &["crates/a.rs:1: lease_id"]),
            ("pub const HOLD_MAX: u8 = 1;", &["crates/a.rs:1: HOLD_MAX"]),
            ("pub enum CreditHold {", &["crates/a.rs:1: CreditHold"]),
            ("pub async fn rejection() {}", &["crates/a.rs:1: rejection"]),
            ("pub fn threshold(&self) {}", &[]),
            ("pub fn release(&self) {}", &[]),
            ("pub struct Pool; // not a wallet", &[]),
            ("let hold = lock();", &[]),
        ];
        for (line, expected) in rows {
            check(glossary, "crates/a.rs", line, expected);
        }
        check(glossary, "xtask/a.rs", "pub struct Wallet;", &[]);
    }
}
