//! Switches: a source text with the mutants of its file built in, each turned on by name. Reads and writes no file.

use super::table::Mutant;
use crate::Outcome;

/// The module that every switch asks.
pub(super) const ASKED: &str = r#"//! Mutants: which one is on, by the environment.

use std::sync::OnceLock;

static ON: OnceLock<Option<String>> = OnceLock::new();

pub(crate) fn on(name: &str) -> bool {
    ON.get_or_init(|| std::env::var("SCRIP_MUTANT").ok()).as_deref() == Some(name)
}
"#;

/// A place in the text and the mutants that change it.
struct Cut<'m> {
    start: usize,
    end: usize,
    mutants: Vec<&'m Mutant>,
}

/// The text with a switch wherever a mutant changes it; all that is wrong with the mutants at once.
pub(super) fn with_switches(file: &str, text: &str, mutants: &[&Mutant]) -> Outcome<String> {
    let mut cuts: Vec<Cut<'_>> = Vec::new();
    let mut faults = Vec::new();
    for mutant in mutants {
        match place(text, mutant.text) {
            Ok((start, end)) => match cuts.iter_mut().find(|cut| cut.start < end && start < cut.end) {
                Some(cut) if (cut.start, cut.end) == (start, end) => cut.mutants.push(mutant),
                Some(cut) => faults.push(format!(
                    "mutant {}: its text in {file} overlaps that of {}: let both change exactly the same",
                    mutant.name,
                    cut.mutants.first().map_or("another", |other| other.name),
                )),
                None => cuts.push(Cut { start, end, mutants: vec![mutant] }),
            },
            Err(fault) => faults.push(format!("mutant {}: {fault} in {file}: keep the table true", mutant.name)),
        }
    }
    if !faults.is_empty() {
        return Err(faults.join("\nxtask: "));
    }
    cuts.sort_by_key(|cut| cut.start);
    let (mut switched, mut done) = (String::new(), 0);
    for cut in &cuts {
        let (before, old) = (text.get(done..cut.start), text.get(cut.start..cut.end));
        switched.push_str(before.unwrap_or_default());
        switched.push_str(&switch(old.unwrap_or_default(), &cut.mutants));
        done = cut.end;
    }
    switched.push_str(text.get(done..).unwrap_or_default());
    Ok(switched)
}

/// Where the part between `«` and `»` stands in the text, which must hold the whole pattern exactly once.
fn place(text: &str, pattern: &str) -> Outcome<(usize, usize)> {
    let (before, rest) = pattern.split_once('«').ok_or("its text marks no part with « and »")?;
    let (old, after) = rest.split_once('»').ok_or("its text marks no part with « and »")?;
    let whole = format!("{before}{old}{after}");
    let count = text.matches(&whole).count();
    let at = text.find(&whole).filter(|_| count == 1).ok_or(format!("`{whole}` stands {count} times, not once,"))?;
    let start = at + before.len();
    Ok((start, start + old.len()))
}

/// `(if on("a") { new } else if on("b") { newer } else { old })`; statements need no brackets.
fn switch(old: &str, mutants: &[&Mutant]) -> String {
    let is_statement = old.ends_with([';', '}']);
    let arms: String = mutants
        .iter()
        .flat_map(|mutant| ["if crate::mutant::on(\"", mutant.name, "\") { ", mutant.new, " } else "])
        .collect();
    let whole = format!("{arms}{{ {old} }}");
    if is_statement { whole } else { format!("({whole})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutant(name: &'static str, text: &'static str, new: &'static str) -> Mutant {
        Mutant { name, file: "a.rs", text, new, breaks: "it" }
    }

    #[track_caller]
    fn check(text: &str, mutants: &[Mutant], expected: Result<&str, &str>) {
        let mutants: Vec<&Mutant> = mutants.iter().collect();
        match (with_switches("a.rs", text, &mutants), expected) {
            (Ok(switched), Ok(expected)) => assert_eq!(switched, expected),
            (Err(fault), Err(part)) => assert!(fault.contains(part), "{fault} does not say {part}"),
            (other, expected) => panic!("{other:?} is not {expected:?}"),
        }
    }

    #[test]
    fn texts_with_switches() {
        check(
            "x <= y && x <= z",
            &[mutant("m", "«x <= y»", "x < y")],
            Ok("(if crate::mutant::on(\"m\") { x < y } else { x <= y }) && x <= z"),
        );
        check(
            "do_it(1);\nend",
            &[mutant("m", "«do_it(1);»", "")],
            Ok("if crate::mutant::on(\"m\") {  } else { do_it(1); }\nend"),
        );
        check(
            "a(b)",
            &[mutant("m", "a(«b»)", "c"), mutant("n", "«b»", "d")],
            Ok("a((if crate::mutant::on(\"m\") { c } else if crate::mutant::on(\"n\") { d } else { b }))"),
        );
    }

    #[test]
    fn a_table_that_is_no_longer_true_names_the_mutant() {
        check("b b", &[mutant("m", "«b»", "c")], Err("mutant m: `b` stands 2 times"));
        check("a", &[mutant("m", "«b»", "c")], Err("mutant m: `b` stands 0 times"));
        check("a", &[mutant("m", "a", "c")], Err("mutant m: its text marks no part"));
        check(
            "a(b)",
            &[mutant("m", "«a(b)»", "c"), mutant("n", "«b»", "d")],
            Err("mutant n: its text in a.rs overlaps"),
        );
        check("a", &[mutant("m", "«b»", "c"), mutant("n", "«d»", "e")], Err("mutant n"));
    }
}
