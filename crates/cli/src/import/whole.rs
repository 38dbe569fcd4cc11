//! A whole ledger taken over from an export, and the proof that both sides are the same.

use std::path::Path;

use scrip_store::DocKind;
use scrip_store::import::{ImportError, Proof, Side, import};
use serde_json::{Value, json};

use crate::bars::steps;
use crate::fault::Fault;
use crate::out::{Out, count, credits, lines, table};
use crate::place::Place;

pub(super) fn run(folder: &Path, place: &Place, out: Out) -> Result<(), Fault> {
    let store = place.open().map_err(|error| place.failed(&error))?;
    let (bar, mut tell) = steps(out);
    let imported = import(folder, &*store, &|| place.read(), &mut tell);
    bar.finish_and_clear();
    let proof = imported.map_err(|error| match error {
        ImportError::Store(error) => place.failed(&error),
        refused => Fault::Here(format!("nothing was imported into {}: {refused}", place.name())),
    })?;
    out.value(&in_json(&proof), || said(folder, place, &proof));
    if proof.is_equal() {
        return Ok(());
    }
    Err(Fault::Here(format!("{} is not the same as {}; do not serve it", place.name(), folder.display())))
}

fn in_json(proof: &Proof) -> Value {
    let side = |side: &Side| {
        let totals: serde_json::Map<_, _> =
            side.totals().parts().map(|(word, milli)| (word.to_owned(), json!(thousandths(milli)))).collect();
        let docs: serde_json::Map<_, _> =
            side.docs().map(|(kind, count)| (kind.word().to_owned(), json!(count))).collect();
        json!({
            "pools": side.heads().pools.len(),
            "entries": side.entries(),
            "commits": side.commits(),
            "credits": totals,
            "documents": docs,
        })
    };
    json!({
        "ok": proof.is_equal(),
        "export": side(&proof.from),
        "store": side(&proof.to),
        "equal_pools": proof.equal_pools(),
        "differences": proof.differences(),
    })
}

fn said(folder: &Path, place: &Place, proof: &Proof) -> String {
    let (from, to) = (&proof.from, &proof.to);
    let row = |what: &str, from: String, to: String| {
        let mark = if from == to { "equal" } else { "NOT EQUAL" };
        vec![what.to_owned(), from, to, mark.to_owned()]
    };
    let pools = from.heads().pools.len();
    let mut rows = vec![
        row("entries", count(&from.entries()), count(&to.entries())),
        row("pools", count(&pools), count(&to.heads().pools.len())),
        row("pools with this head and these sums", count(&pools), count(&proof.equal_pools())),
    ];
    for ((word, from), (_, to)) in from.totals().parts().zip(to.totals().parts()) {
        rows.push(row(&format!("credits {}", word.replace('_', " ")), shown(from), shown(to)));
    }
    for kind in DocKind::ALL {
        let number = |side: &Side| side.docs().find(|(of, _)| *of == kind).map_or(0, |(_, count)| count);
        if number(from) + number(to) > 0 {
            let what = format!("documents: {}", kind.word().replace('_', " "));
            rows.push(row(&what, count(&number(from)), count(&number(to))));
        }
    }
    let table = table(&["", ">in the export", ">in the store", ""], rows);
    let end = if proof.is_equal() {
        format!("{} holds the ledger of {}, every entry and every document.", place.name(), folder.display())
    } else {
        format!("{} is NOT the same:", place.name())
    };
    table + &lines([end].into_iter().chain(proof.differences().into_iter().map(|found| format!("  {found}"))))
}

/// A sum over many pools may be more than one amount can be.
fn shown(milli: i128) -> String {
    let text = thousandths(milli);
    text.parse().map_or(text, credits)
}

/// Thousandths of a credit as a decimal text.
fn thousandths(milli: i128) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let (whole, part) = (milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000);
    let text = format!("{sign}{whole}.{part:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_as_decimals() {
        for (milli, text) in [(0, "0"), (1, "0.001"), (-1_500, "-1.5"), (100_000, "100"), (12_345_670, "12345.67")] {
            assert_eq!(thousandths(milli), text);
        }
    }
}
