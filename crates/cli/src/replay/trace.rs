//! A trace of real usage: one call a row, `TIMESTAMP,ContextTokens,GeneratedTokens`.

use std::fs;
use std::path::Path;

use crate::fault::{self, Fault};

/// One call of an AI service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) input_tokens: u64,
    pub(crate) output_tokens: u64,
}

const COLUMNS: [&str; 3] = ["TIMESTAMP", "ContextTokens", "GeneratedTokens"];

/// The calls of a file, in its order.
pub(crate) fn read(file: &Path) -> Result<Vec<Call>, Fault> {
    let text = fs::read_to_string(file).map_err(fault::file("read", file))?;
    parse(&text).map_err(|problem| Fault::Here(format!("{}: {problem}", file.display())))
}

/// The calls of a trace's text.
pub(crate) fn parse(text: &str) -> Result<Vec<Call>, String> {
    let mut lines = text.lines().map(str::trim_end).zip(1..).filter(|(line, _)| !line.is_empty());
    let head = lines.next().map_or("", |(line, _)| line.trim_start_matches('\u{feff}'));
    if !head.split(',').map(str::trim).eq(COLUMNS) {
        return Err(format!("line 1: the columns are {head:?}, and must be {}", COLUMNS.join(",")));
    }
    lines.map(|(line, number)| call(line).ok_or_else(|| format!("line {number}: {line:?} is no call"))).collect()
}

fn call(line: &str) -> Option<Call> {
    let mut cells = line.split(',').map(str::trim);
    let _instant = cells.next()?;
    let call = Call { input_tokens: cells.next()?.parse().ok()?, output_tokens: cells.next()?.parse().ok()? };
    cells.next().is_none().then_some(call)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces() {
        type Row<'a> = (&'a str, Result<&'a [(u64, u64)], &'a str>);
        let rows: &[Row<'_>] = &[
            ("TIMESTAMP,ContextTokens,GeneratedTokens\r\n2023-11-16 18:15:46.6,374,44\r\n", Ok(&[(374, 44)])),
            ("TIMESTAMP,ContextTokens,GeneratedTokens\na,1,2\n\nb,3,4", Ok(&[(1, 2), (3, 4)])),
            ("TIMESTAMP,ContextTokens,GeneratedTokens", Ok(&[])),
            ("ContextTokens,GeneratedTokens\n1,2", Err("line 1: ")),
            ("", Err("line 1: ")),
            ("TIMESTAMP,ContextTokens,GeneratedTokens\na,1,2\nb,-3,4", Err("line 3: \"b,-3,4\"")),
            ("TIMESTAMP,ContextTokens,GeneratedTokens\na,1", Err("line 2: ")),
            ("TIMESTAMP,ContextTokens,GeneratedTokens\na,1,2,3", Err("line 2: ")),
        ];
        for (text, expected) in rows {
            match (parse(text), expected) {
                (Ok(calls), Ok(expected)) => {
                    let found: Vec<_> = calls.iter().map(|call| (call.input_tokens, call.output_tokens)).collect();
                    assert_eq!(found, *expected, "{text}");
                }
                (Err(problem), Err(begins)) => assert!(problem.starts_with(begins), "{text}: {problem}"),
                (found, _) => panic!("{text}: {found:?}"),
            }
        }
    }
}
