//! The table of mutants: name, file, text, what stands there instead, and what that breaks. One file a part of the rules.

mod cost;
mod grants;
mod periods;
mod reservations;
mod who;

/// One way to break the core.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mutant {
    pub(super) name: &'static str,
    /// Under `crates/core/src/`.
    pub(super) file: &'static str,
    /// Stands exactly once in the file; what is between « and » is broken.
    pub(super) text: &'static str,
    /// What stands there instead: an expression of the same type, or statements.
    pub(super) new: &'static str,
    /// What is no longer so, in a sentence.
    pub(super) breaks: &'static str,
}

const fn row(
    name: &'static str,
    file: &'static str,
    text: &'static str,
    new: &'static str,
    breaks: &'static str,
) -> Mutant {
    Mutant { name, file, text, new, breaks }
}

pub(super) fn all() -> Vec<Mutant> {
    [grants::ROWS, reservations::ROWS, periods::ROWS, who::ROWS, cost::ROWS].concat()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::switch::with_switches;
    use super::{Mutant, all};
    use crate::workspace;

    #[test]
    fn at_least_forty_mutants_each_with_a_name_of_its_own() {
        let mutants = all();
        assert!(mutants.len() >= 40, "{}", mutants.len());
        let names: BTreeSet<&str> = mutants.iter().map(|mutant| mutant.name).collect();
        assert_eq!(names.len(), mutants.len());
        for mutant in &mutants {
            assert!(mutant.name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'), "{}", mutant.name);
            assert!(mutant.breaks.ends_with('.'), "{}: say it in a sentence", mutant.name);
        }
    }

    /// Whoever changes the core learns here, not minutes later, that a row must follow.
    #[test]
    fn every_text_stands_once_in_the_core() {
        let mutants = all();
        let files: BTreeSet<&str> = mutants.iter().map(|mutant| mutant.file).collect();
        let faults = files.into_iter().filter_map(|file| {
            let text = std::fs::read_to_string(workspace::root().join("crates/core/src").join(file)).unwrap();
            let own: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.file == file).collect();
            with_switches(file, &text, &own).err()
        });
        let faults: Vec<String> = faults.collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
