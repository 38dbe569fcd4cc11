//! Opening balances: grants from a CSV file, made over the API, each once whatever is typed again.
//!
//! First every row is read and every account asked for: one bad row, and nothing is granted. Then row after row; if one
//! fails after all, those granted so far are told.

mod plan;
mod rows;

use std::fs;
use std::path::Path;

use indicatif::ProgressBar;
use scrip_client::{Client, Credits, NewGrant};
use serde_json::{Value, json};

use self::plan::{Plan, Standing};
use self::rows::{Bad, Row, parse};
use super::Args;
use crate::bars::rows_bar;
use crate::fault::{self, Fault};
use crate::out::{Out, count, credits, lines, of_credits, table};

/// Names are short: an account's id and a kind stand beside them in the key.
const NAME_LEN_MAX: usize = 64;

/// A grant that was made, now or before.
struct Made<'r> {
    row: &'r Row,
    grant: String,
    is_new: bool,
}

pub(super) fn run(file: &Path, args: &Args, out: Out) -> Result<(), Fault> {
    let name = args.name.as_str();
    if name.is_empty() || name.len() > NAME_LEN_MAX || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Fault::Usage("--name has 1 to 64 visible ASCII characters".to_owned()));
    }
    let text = fs::read_to_string(file).map_err(fault::file("read", file))?;
    let (rows, mut bad) = parse(&text, name);
    let client = args.remote.client()?;
    let bar = rows_bar(rows.len(), out);
    let plan = Plan::of(&rows, &client, &bar)?;
    bar.finish_and_clear();
    bad.extend(plan.bad(&rows));
    bad.sort_by_key(|bad| bad.line);
    if !bad.is_empty() {
        return Err(refuse(file, &bad, out));
    }
    if args.dry_run {
        out.value(&json!({ "dry_run": true, "accounts": differences(&plan) }), || forecast(&plan));
        return Ok(());
    }
    let bar = rows_bar(rows.len(), out);
    let (made, failed) = grant_all(&rows, &client, &bar);
    bar.finish_and_clear();
    if let Some((row, error)) = failed {
        return Err(stopped(file, &rows, &made, row, error, out));
    }
    let after = plan.again(&client)?;
    let json = json!({ "dry_run": false, "rows": made.iter().map(in_json).collect::<Vec<_>>(), "accounts": differences(&after) });
    out.value(&json, || said(&made, &after));
    Ok(())
}

/// Grants row after row until one fails.
fn grant_all<'r>(
    rows: &'r [Row],
    client: &Client,
    bar: &ProgressBar,
) -> (Vec<Made<'r>>, Option<(&'r Row, scrip_client::Error)>) {
    let mut made = Vec::new();
    for row in rows {
        let grant = NewGrant {
            kind: row.kind.clone(),
            credits: row.credits,
            expires_at: row.expires_at.map(|at| at.to_string()),
            reason: plan::reason(row),
            ..NewGrant::default()
        };
        match client.with_key(row.key.as_str()).create_grant(&row.account, &grant) {
            Ok(reply) => made.push(Made { row, is_new: !reply.replayed, grant: reply.into_value().id }),
            Err(error) => return (made, Some((row, error))),
        }
        bar.inc(1);
    }
    (made, None)
}

/// Every bad row with its line and its remedy; nothing was granted.
fn refuse(file: &Path, bad: &[Bad], out: Out) -> Fault {
    if out.is_json() {
        let bad: Vec<_> = bad.iter().map(|bad| json!({ "line": bad.line, "why": bad.why })).collect();
        out.line(&json!({ "granted": 0, "bad_rows": bad }).to_string());
    }
    let told = bad.iter().map(|bad| format!("  line {}: {}", bad.line, bad.why));
    let first = format!("{}: nothing was granted, {} cannot be:", file.display(), counted(bad.len()));
    Fault::Here(lines([first].into_iter().chain(told)).trim_end().to_owned())
}

/// A row failed though all was looked up before: what was granted, and what is left.
fn stopped(file: &Path, rows: &[Row], made: &[Made<'_>], row: &Row, error: scrip_client::Error, out: Out) -> Fault {
    let left = rows.len() - made.len();
    let fault = Fault::from(error);
    if out.is_json() {
        let json = json!({
            "rows": made.iter().map(in_json).collect::<Vec<_>>(),
            "stopped": { "line": row.line, "why": fault.to_string() },
            "rows_left": left,
        });
        out.line(&json.to_string());
    } else {
        out.line(&granted(made));
    }
    Fault::Here(format!(
        "{}, line {}: {fault}\n  {} granted, {} left. Run it again: what was granted is not granted again.",
        file.display(),
        row.line,
        counted(made.len()),
        counted(left)
    ))
}

fn in_json(made: &Made<'_>) -> Value {
    let Made { row, grant, is_new } = made;
    json!({
        "line": row.line,
        "account": row.account,
        "kind": row.kind,
        "credits": row.credits,
        "expires_at": row.expires_at.map(|at| at.to_string()),
        "grant": grant,
        "is_new": is_new,
    })
}

fn differences(plan: &Plan) -> Vec<Value> {
    let one = |(account, standing): (&String, &Standing)| {
        let Standing { now, file, new, owed, .. } = standing;
        json!({ "account": account, "now": now, "owed": owed, "in_file": file, "new": new, "after": standing.after() })
    };
    plan.accounts.iter().map(one).collect()
}

fn forecast(plan: &Plan) -> String {
    let rows = plan.accounts.iter().map(|(account, standing)| {
        let Standing { now, file, new, .. } = standing;
        vec![
            account.clone(),
            credits(*now),
            credits(*file),
            credits(*file - *new),
            credits(*new),
            credits(standing.after()),
        ]
    });
    let new: Credits = plan.accounts.values().map(|standing| standing.new).sum();
    let table = table(&["account", ">now", ">in the file", ">of it granted before", ">to be granted", ">after"], rows);
    format!(
        "{table}{} to be granted to {} accounts. Nothing was granted yet.",
        of_credits(new),
        count(&plan.accounts.len())
    )
}

fn granted(made: &[Made<'_>]) -> String {
    table(
        &[">line", "account", "kind", ">credits", "until", "grant", ""],
        made.iter().map(|Made { row, grant, is_new }| {
            vec![
                row.line.to_string(),
                row.account.clone(),
                row.kind.clone(),
                credits(row.credits),
                row.expires_at.map_or_else(|| "for ever".to_owned(), |at| crate::out::instant(&at.to_string())),
                grant.clone(),
                if *is_new { "granted" } else { "granted before" }.to_owned(),
            ]
        }),
    )
}

fn said(made: &[Made<'_>], after: &Plan) -> String {
    let accounts = after.accounts.iter();
    let accounts =
        accounts.map(|(account, standing)| vec![account.clone(), credits(standing.file), credits(standing.now)]);
    let new = made.iter().filter(|made| made.is_new).count();
    let table = granted(made) + "\n" + &table(&["account", ">in the file", ">now"], accounts);
    format!("{table}{} granted, {} had been granted before.", counted(new), counted(made.len() - new))
}

/// `1 row`, `2 rows`.
fn counted(rows: usize) -> String {
    format!("{} {}", count(&rows), if rows == 1 { "row" } else { "rows" })
}
