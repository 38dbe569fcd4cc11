//! The CSV file: a row a grant, `account,kind,credits,expires_at`. Every row that cannot be granted is told, with its line.

use std::collections::HashMap;

use scrip_client::Credits;
use scrip_core::id::AccountId;
use scrip_core::time::Timestamp;

const COLUMNS: [&str; 4] = ["account", "kind", "credits", "expires_at"];
const KINDS: [&str; 3] = ["promotional", "adjustment", "package"];

/// One grant to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) account: String,
    pub(super) kind: String,
    pub(super) credits: Credits,
    pub(super) expires_at: Option<Timestamp>,
    /// The idempotency key: `<name>/<account>/<kind>/<which of its account and kind>`. What may be corrected in a row is
    /// not in it, so that a corrected row is refused, and never granted beside the one before.
    pub(super) key: String,
}

/// A row that cannot be granted, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bad {
    pub(super) line: u64,
    pub(super) why: String,
}

impl Bad {
    pub(super) fn new(line: u64, why: impl Into<String>) -> Self {
        Self { line, why: why.into() }
    }
}

/// The rows of a file's text, and those that are none.
pub(super) fn parse(text: &str, name: &str) -> (Vec<Row>, Vec<Bad>) {
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    let mut lines =
        text.trim_start_matches('\u{feff}').lines().map(str::trim).zip(1..).filter(|(line, _)| !line.is_empty());
    let head = lines.next().map_or("", |(line, _)| line);
    if !cells(head).is_some_and(|cells| cells.iter().map(String::as_str).eq(COLUMNS)) {
        bad.push(Bad::new(1, format!("the columns are {head:?}; write {}", COLUMNS.join(","))));
        return (rows, bad);
    }
    let mut earlier = HashMap::<(String, String), u64>::new();
    for (line, number) in lines {
        match row(line, number) {
            Ok(mut row) => {
                let nth = earlier.entry((row.account.clone(), row.kind.clone())).or_default();
                *nth += 1;
                row.key = format!("{name}/{}/{}/{nth}", row.account, row.kind);
                rows.push(row);
            }
            Err(why) => bad.push(Bad { line: number, why }),
        }
    }
    (rows, bad)
}

fn row(line: &str, number: u64) -> Result<Row, String> {
    let cells = cells(line).ok_or("a quote is not closed; write \"\" for a quote within quotes")?;
    let [account, kind, credits, expires_at] = cells.as_slice() else {
        return Err(format!(
            "has {} columns; write {}, the last empty for credits that stay",
            cells.len(),
            COLUMNS.join(",")
        ));
    };
    let account: AccountId = account.parse().map_err(|error| format!("the account {account:?} {error}"))?;
    if !KINDS.contains(&kind.as_str()) {
        return Err(format!(
            "the kind is {kind:?}; write promotional, adjustment or package: the others come with plans by themselves"
        ));
    }
    let credits: Credits = credits.parse().map_err(|_| {
        format!("{credits:?} is no amount; write a number with at most three decimals and no separators, such as 1250 or 0.125")
    })?;
    if credits <= Credits::ZERO {
        return Err("grants nothing; write more than 0, or remove the row".to_owned());
    }
    let instant = |text: &str| text.parse::<Timestamp>();
    let expires_at = Some(expires_at.as_str()).filter(|text| !text.is_empty()).map(instant).transpose();
    let expires_at = expires_at.map_err(|_| {
        "expires_at is no instant; write it like 2027-01-31T00:00:00Z, or nothing for credits that stay".to_owned()
    })?;
    Ok(Row { line: number, account: account.to_string(), kind: kind.clone(), credits, expires_at, key: String::new() })
}

/// The cells of a line; none if a quote is not closed.
fn cells(line: &str) -> Option<Vec<String>> {
    let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            other => cell.push(other),
        }
    }
    cells.push(cell.trim().to_owned());
    (!is_quoted).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file's rows as `line account kind milli expires key`, then its bad lines and what must stand in why.
    fn check(text: &str, rows: &[&str], bad: &[(u64, &str)]) {
        let (found, told) = parse(text, "opening");
        let shown = |row: &Row| {
            let expires = row.expires_at.map_or_else(|| "-".to_owned(), |at| at.to_string());
            format!("{} {} {} {} {expires} {}", row.line, row.account, row.kind, row.credits.milli(), row.key)
        };
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), rows, "{text}");
        assert_eq!(
            told.iter().map(|bad| bad.line).collect::<Vec<_>>(),
            bad.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
            "{text}: {told:?}"
        );
        for (told, (_, wanted)) in told.iter().zip(bad) {
            assert!(told.why.contains(wanted), "{text}: {told:?}");
        }
    }

    const HEAD: &str = "account,kind,credits,expires_at";

    #[test]
    fn files() {
        let with = |rows: &str| format!("{HEAD}\n{rows}");
        check(HEAD, &[], &[]);
        check("", &[], &[(1, "the columns are")]);
        check("account,credits\nacme,3", &[], &[(1, "write account,kind,credits,expires_at")]);
        check(
            "\u{feff}account,kind,credits,expires_at\r\nacme,promotional,12.5,2027-01-31T00:00:00Z\r\n\r\n\"acme\" , package, 3 ,\r\n",
            &[
                "2 acme promotional 12500 2027-01-31T00:00:00Z opening/acme/promotional/1",
                "4 acme package 3000 - opening/acme/package/1",
            ],
            &[],
        );
        check(
            &with("acme,package,1,\nacme,package,1,\nbeta,package,1,"),
            &[
                "2 acme package 1000 - opening/acme/package/1",
                "3 acme package 1000 - opening/acme/package/2",
                "4 beta package 1000 - opening/beta/package/1",
            ],
            &[],
        );
        check(
            &with(
                "acme,plan,1,\nacme,package,1\nacme,package,1,,\nacme,package,\"1,000\",\nacme,package,0,\nacme,package,-1,\nacme,package,0.0001,\n,package,1,\nacme,package,1,tomorrow\n\"acme,package,1,",
            ),
            &[],
            &[
                (2, "write promotional, adjustment or package"),
                (3, "has 3 columns"),
                (4, "has 5 columns"),
                (5, "no separators"),
                (6, "grants nothing"),
                (7, "grants nothing"),
                (8, "at most three decimals"),
                (9, "the account \"\""),
                (10, "write it like 2027-01-31T00:00:00Z"),
                (11, "a quote is not closed"),
            ],
        );
    }
}
