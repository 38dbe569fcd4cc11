//! The corpus: histories that once failed, by seed, named after what broke.

use scrip_model::history::Ground;

/// A history to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its seed.
    pub seed: u64,
    /// Where it walks.
    pub ground: Ground,
    /// What broke; none: nothing did yet.
    pub name: Option<String>,
}

impl Case {
    /// The history of a seed that is nowhere listed: even ones walk on firm ground, odd ones on all of it.
    pub fn of(seed: u64) -> Self {
        Self { seed, ground: if seed.is_multiple_of(2) { Ground::Firm } else { Ground::Open }, name: None }
    }
}

/// The cases of `corpus.txt`, in order. Panics on a line that is none: it is our own.
pub fn corpus() -> Vec<Case> {
    read(include_str!("../corpus.txt"))
}

fn read(text: &str) -> Vec<Case> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| case(line).unwrap_or_else(|| panic!("no line of a corpus: {line}"))).collect()
}

/// `147 open what broke`
fn case(line: &str) -> Option<Case> {
    let (seed, rest) = line.split_once(' ')?;
    let (ground, name) = rest.trim_start().split_once(' ')?;
    let ground = match ground {
        "firm" => Ground::Firm,
        "open" => Ground::Open,
        _ => return None,
    };
    Some(Case { seed: seed.parse().ok()?, ground, name: Some(name.trim().to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::{Case, Ground, case, corpus};

    #[test]
    fn lines_of_a_corpus() {
        let named = |seed, ground, name: &str| Some(Case { seed, ground, name: Some(name.to_owned()) });
        let rows = [
            ("147   open  a trimmed grant", named(147, Ground::Open, "a trimmed grant")),
            ("6 firm x", named(6, Ground::Firm, "x")),
            ("6 soft x", None),
            ("6 firm", None),
            ("six firm x", None),
        ];
        for (line, expected) in rows {
            assert_eq!(case(line), expected, "{line}");
        }
    }

    #[test]
    fn every_case_is_named_and_stands_once() {
        let cases = corpus();
        assert!(!cases.is_empty());
        for (place, one) in cases.iter().enumerate() {
            assert!(one.name.as_ref().is_some_and(|name| !name.is_empty()), "{one:?}");
            assert!(cases[..place].iter().all(|other| (other.seed, other.ground) != (one.seed, one.ground)), "{one:?}");
        }
    }
}
