//! Entries as CSV (RFC 4180). A cell of text that a spreadsheet would take for a formula is guarded by an apostrophe.
//! The last columns say which way credits went, grant by grant: whoever reads them alone can make every report again.

use std::fmt::Write;

use scrip_core::credits::Credits;

use super::out::EntryOut;
use crate::api::v1::spends::ReturnOut;
use crate::api::v1::spends::out::DrawOut;
use crate::wire::shown::{CreditsOut, GrantIdOut};
use crate::wire::words::{GRANT_KINDS, word};

const HEAD: &str = "sequence,at,kind,by,account,member,feature,credits,available,expired,voided,grant,spend,reservation,order,amount,currency,reason,text,grant_kind,cost_basis,cost_currency,cause,model,draws,returned\r\n";

/// All lines, with a head.
pub(super) fn write(lines: &[EntryOut]) -> String {
    let mut out = String::from(HEAD);
    for line in lines {
        let text = |value: Option<String>| value.map_or(String::new(), |value| cell(&value));
        let shown = |credits: &Option<CreditsOut>| credits.map_or(String::new(), |c| c.0.to_string());
        let cells = [
            line.sequence.to_string(),
            line.at.0.to_string(),
            line.kind.to_owned(),
            line.by.to_owned(),
            cell(line.account.0.as_str()),
            text(line.member.as_ref().map(|member| member.0.to_string())),
            text(line.feature.as_ref().map(|feature| feature.0.to_string())),
            shown(&line.credits),
            shown(&line.available),
            gone(line, ReturnOut::expired),
            gone(line, ReturnOut::voided),
            text(line.grant.map(|id| id.0.to_string())),
            text(line.spend.map(|id| id.0.to_string())),
            text(line.reservation.map(|id| id.0.to_string())),
            text(line.order.map(|id| id.0.to_string())),
            line.amount.map_or(String::new(), |money| money.amount().to_string()),
            line.amount.map_or(String::new(), |money| money.currency().to_string()),
            text(line.reason.as_ref().map(|reason| reason.0.to_string())),
            cell(&line.text),
            line.grant_kind.map_or(String::new(), |kind| word(GRANT_KINDS, &kind.0).to_owned()),
            line.cost_basis.map_or(String::new(), |money| money.amount().to_string()),
            line.cost_basis.map_or(String::new(), |money| money.currency().to_string()),
            line.cause.unwrap_or_default().to_owned(),
            text(line.usage.as_ref().and_then(|usage| usage.0.model.as_ref()).map(ToString::to_string)),
            shares(line.draws.iter().map(DrawOut::share).chain(line.rolled_from.zip(line.credits))),
            returned(&line.returned),
        ];
        // Writing into a String does not fail.
        _ = write!(out, "{}\r\n", cells.join(","));
    }
    out
}

/// Credits that came back in this line and were gone at once; empty where nothing came back.
fn gone(line: &EntryOut, part: fn(&ReturnOut) -> Credits) -> String {
    let sum = || line.returned.iter().fold(Credits::ZERO, |sum, back| sum.saturating_add(part(back)));
    if line.returned.is_empty() { String::new() } else { sum().to_string() }
}

/// `grt_…:12.5 grt_…:3`.
fn shares(shares: impl Iterator<Item = (GrantIdOut, CreditsOut)>) -> String {
    let shown: Vec<String> = shares.map(|(grant, credits)| format!("{}:{}", grant.0, credits.0)).collect();
    shown.join(" ")
}

/// The same; what was gone at once is marked, `grt_…:3:expired`.
fn returned(returned: &[ReturnOut]) -> String {
    let shown: Vec<String> = returned.iter().map(ReturnOut::marked).collect();
    shown.join(" ")
}

/// A cell of text.
pub(crate) fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn formulas_are_texts() {
        for (text, expected) in [
            ("plain", "plain"),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@x", "'@x"),
            ("a,b", "\"a,b\""),
            ("=a\"b", "\"'=a\"\"b\""),
            ("a=b", "a=b"),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
