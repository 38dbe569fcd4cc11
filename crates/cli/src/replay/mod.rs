//! `scrip replay`: a trace of real calls as metered use of a feature, through the API of any server.

pub(crate) mod run;
pub(crate) mod trace;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args as Flags;
use indicatif::{ProgressBar, ProgressStyle};
use scrip_client::Client;
use serde_json::json;

use crate::fault::Fault;
use crate::out::{Out, count, credits, table};
use crate::remote::Remote;
use run::{Replay, Seat, Tally};

#[derive(Debug, Flags)]
pub(crate) struct Args {
    /// The trace: CSV with the columns TIMESTAMP,ContextTokens,GeneratedTokens
    file: PathBuf,
    /// Who makes calls, in turn: `ACCOUNT/MEMBER` or `ACCOUNT/MEMBER/MODEL`; may be repeated
    #[arg(long = "by", required = true, value_name = "SEAT", value_parser = seat)]
    seats: Vec<Seat>,
    /// The metered feature that is used
    #[arg(long, default_value = "lunar")]
    feature: String,
    /// Only so many rows
    #[arg(long)]
    rows: Option<usize>,
    /// The most that a call may generate; its cost is set aside before the call
    #[arg(long, default_value_t = 1_000)]
    output_tokens_max: u64,
    /// So many calls at the end stay reserved, as if still running
    #[arg(long, default_value_t = 0)]
    running: usize,
    /// The replay's name: the same name again gets the same answers and moves nothing twice
    #[arg(long, default_value = "replay")]
    name: String,
    #[command(flatten)]
    remote: Remote,
}

fn seat(text: &str) -> Result<Seat, String> {
    let mut parts = text.splitn(3, '/').map(ToOwned::to_owned);
    let (Some(account), Some(member)) = (parts.next(), parts.next()) else {
        return Err("write it like acme/ann or acme/ann/large-1".to_owned());
    };
    Ok(Seat { pool: account.clone(), account, member, model: parts.next() })
}

pub(crate) fn run(args: Args, out: Out) -> Result<(), Fault> {
    let mut calls = trace::read(&args.file)?;
    calls.truncate(args.rows.unwrap_or(usize::MAX));
    let client = args.remote.client()?;
    let seats = with_pools(args.seats, &client)?;
    let Args { feature, output_tokens_max, running, name, .. } = args;
    let replay = Replay { name, feature, seats, calls, output_tokens_max, running, sharing: Vec::new() };
    let bar = progress(replay.calls.len(), out);
    let tallies = replay.run(&client, &bar)?;
    bar.finish_and_clear();
    let calls = count(&replay.calls.len());
    out.value(&in_json(&tallies), || format!("{}{calls} calls in {}\n", shown(&tallies), seconds(bar.elapsed())));
    Ok(())
}

/// Subaccounts draw on their agency's pool: the server knows whose they are.
fn with_pools(seats: Vec<Seat>, client: &Client) -> Result<Vec<Seat>, Fault> {
    seats
        .into_iter()
        .map(|seat| {
            let parent = client.account(&seat.account)?.into_value().parent;
            Ok(Seat { pool: parent.unwrap_or_else(|| seat.account.clone()), ..seat })
        })
        .collect()
}

/// A bar on the error stream, where people look; none for programs.
pub(crate) fn progress(calls: usize, out: Out) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(calls).unwrap_or(u64::MAX));
    if out.is_json() {
        bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    let look = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len} calls, {per_sec}, {eta} left");
    bar.with_style(look.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// `7.3 s`
pub(crate) fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

fn in_json(tallies: &BTreeMap<String, Tally>) -> serde_json::Value {
    let accounts: serde_json::Map<_, _> = tallies
        .iter()
        .map(|(account, tally)| {
            let Tally { calls, settled, running, spent, refused } = tally;
            let tally =
                json!({ "calls": calls, "settled": settled, "running": running, "spent": spent, "refused": refused });
            (account.clone(), tally)
        })
        .collect();
    json!({ "accounts": accounts })
}

fn shown(tallies: &BTreeMap<String, Tally>) -> String {
    table(
        &["account", ">calls", ">settled", ">running", ">credits", "refused"],
        tallies.iter().map(|(account, tally)| {
            vec![
                account.clone(),
                count(&tally.calls),
                count(&tally.settled),
                count(&tally.running),
                credits(tally.spent),
                refused(&tally.refused),
            ]
        }),
    )
}

/// `995 too few credits, 3 role not allowed`
pub(crate) fn refused(by_code: &BTreeMap<String, u64>) -> String {
    let each: Vec<String> = by_code.iter().map(|(code, times)| format!("{} {}", count(times), why(code))).collect();
    if each.is_empty() { "-".to_owned() } else { each.join(", ") }
}

/// The code in two or three words.
fn why(code: &str) -> String {
    match code {
        "insufficient_credits" => "too few credits".to_owned(),
        "role_not_allowed" => "role may not".to_owned(),
        "spend_limit_reached" => "over the limit".to_owned(),
        "sharing_disabled" => "not shared".to_owned(),
        other => other.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_as_typed() {
        for (text, expected) in [
            ("acme/ann", Some(("acme", "ann", None))),
            ("acme/ann/large-1", Some(("acme", "ann", Some("large-1")))),
            ("acme", None),
        ] {
            let read = seat(text).ok();
            let found = read.as_ref().map(|seat| (seat.account.as_str(), seat.member.as_str(), seat.model.as_deref()));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn refusals_in_words() {
        let by_code = BTreeMap::from([("insufficient_credits".to_owned(), 1_995), ("quote_used".to_owned(), 3)]);
        assert_eq!(refused(&by_code), "1,995 too few credits, 3 quote used");
        assert_eq!(refused(&BTreeMap::new()), "-");
        assert_eq!(seconds(Duration::from_millis(7_349)), "7.3 s");
    }
}
