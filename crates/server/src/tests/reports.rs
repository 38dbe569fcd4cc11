//! Reports: their figures against a second computation from the CSV of the entries, month by month, and against the balance.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{OPERATOR, Stand, WRITER, run};

/// A year's beginning, three accounts that buy, use, reverse and let expire, over four months.
async fn lived(stand: &Stand) {
    let clock = stand.done("POST /v1/test-clocks", json!({"now": "2026-01-31T10:00:00Z"})).await["id"].clone();
    for (account, plan) in [("ada", "build"), ("ben", "optimize"), ("cleo", "core-2023")] {
        let body = json!({"id": account, "kind": "business", "plan": plan, "test_clock": clock});
        stand.done("POST /v1/accounts", body).await;
    }
    let mut spends = Vec::new();
    for (month, day) in [("02", 3), ("03", 17), ("04", 2), ("05", 28)] {
        let to = format!("2026-{month}-{day:02}T12:00:00Z");
        stand.done(&format!("POST /v1/test-clocks/{}/advance", clock.as_str().unwrap()), json!({"to": to})).await;
        for (account, credits, paid) in [("ada", 1000, 1900), ("cleo", 7, 100)] {
            let grant = json!({
                "kind": "package", "credits": credits, "expires_in": "P40D", "reason": "bought",
                "cost_basis": {"amount": paid, "currency": "USD"}
            });
            stand.done(&format!("POST /v1/accounts/{account}/grants"), grant).await;
        }
        for (account, credits) in [("ada", 2700), ("ben", 333), ("cleo", 403)] {
            let body = json!({"credits": credits, "allow_partial": true});
            spends.push(stand.done(&format!("POST /v1/accounts/{account}/spends"), body).await["id"].clone());
        }
        let spend = spends[spends.len() / 2].as_str().unwrap();
        stand.done(&format!("POST /v1/spends/{spend}/reversals"), json!({"credits": 0.5, "reason": "failed"})).await;
    }
}

/// Rows of a CSV without quotes in the columns that are read here.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = csv.split("\r\n").filter(|line| !line.is_empty());
    let head: Vec<_> = lines.next().unwrap().split(',').map(str::to_owned).collect();
    lines.map(|line| head.iter().cloned().zip(line.split(',').map(str::to_owned)).collect()).collect()
}

/// Thousandths of a decimal.
fn milli(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    whole.parse::<i64>().unwrap() * 1_000 + format!("{part:0<3}").parse::<i64>().unwrap()
}

async fn csv(stand: &Stand, path: &str) -> Vec<BTreeMap<String, String>> {
    let request = axum::http::Request::get(path)
        .header("authorization", format!("Bearer {OPERATOR}"))
        .header("accept", "text/csv")
        .body(axum::body::Body::empty())
        .unwrap();
    let reply = stand.raw(request).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    rows(&reply.text)
}

#[test]
fn what_is_granted_used_and_expired_is_what_the_entries_say() {
    run(async {
        let stand = Stand::new().await;
        lived(&stand).await;
        let mut second: BTreeMap<(String, &str), i64> = BTreeMap::new();
        for account in ["ada", "ben", "cleo"] {
            for line in csv(&stand, &format!("/v1/accounts/{account}/entries")).await {
                // What came back to a grant that had ended is gone in the same line.
                if !matches!(line["expired"].as_str(), "" | "0") {
                    *second.entry((line["at"][..7].to_owned(), "expired")).or_default() += milli(&line["expired"]);
                }
                let column = match line["kind"].as_str() {
                    "grant" => "granted",
                    "spend" => "spent",
                    "reverse" => "reversed",
                    "expire" => "expired",
                    _ => continue,
                };
                *second.entry((line["at"][..7].to_owned(), column)).or_default() += milli(&line["credits"]);
            }
        }
        let mut first: BTreeMap<(String, &str), i64> = BTreeMap::new();
        for row in csv(&stand, "/v1/reports/breakage").await {
            for column in ["granted", "spent", "reversed", "expired"] {
                let credits = milli(&row[column]);
                if credits != 0 {
                    *first.entry((row["month"][..7].to_owned(), column)).or_default() += credits;
                }
            }
        }
        let in_lines: i64 = first.values().sum();
        assert!(first.len() > 12 && in_lines > 0, "{first:?}");
        assert_eq!(first, second);
        let report = stand.done("GET /v1/reports/breakage", Value::Null).await;
        let mut last: BTreeMap<String, i64> = BTreeMap::new();
        for row in report["data"].as_array().unwrap() {
            last.insert(row["kind"].as_str().unwrap().to_owned(), milli(&row["remaining"].to_string()));
        }
        let mut held = 0;
        for account in ["ada", "ben", "cleo"] {
            let balance = stand.done(&format!("GET /v1/accounts/{account}/balance"), Value::Null).await;
            held += milli(&balance["available"].to_string());
        }
        assert_eq!(last.values().sum::<i64>(), held, "what remains is what the balances show");
    });
}

#[test]
fn deferred_revenue_goes_from_month_to_month_and_each_figure_has_its_lines() {
    run(async {
        let stand = Stand::new().await;
        lived(&stand).await;
        let rows = csv(&stand, "/v1/reports/deferred-revenue").await;
        assert_eq!(rows.len(), 4, "{rows:?}");
        let lines = csv(&stand, "/v1/reports/deferred-revenue?lines=true").await;
        let mut closing = 0_i64;
        for row in &rows {
            let of = |column: &str| row[column].parse::<i64>().unwrap();
            assert_eq!(of("opening"), closing, "{row:?}");
            closing = of("closing");
            let moved = of("sold") + of("put_back") + of("reinstated") - of("earned") - of("breakage");
            assert_eq!(of("opening") + moved - of("refunded") - of("disputed") - of("voided"), closing, "{row:?}");
            let traced = |flow: &str| -> i64 {
                let here = lines.iter().filter(|line| line["flow"] == flow && line["at"][..7] == row["month"][..7]);
                here.map(|line| line["worth"].parse::<i64>().unwrap()).sum()
            };
            assert_eq!(traced("granted"), of("sold"));
            assert_eq!(traced("expired"), of("breakage"));
            assert_eq!(traced("spent") - traced("reversed"), of("earned") - of("put_back"));
        }
        assert!(lines.iter().all(|line| line["entry"].starts_with("ent_") && line["grant"].starts_with("grt_")));
        let all = stand.done("GET /v1/reports/deferred-revenue", Value::Null).await;
        let journal: Vec<_> =
            all["data"].as_array().unwrap().iter().flat_map(|m| m["journal"].as_array().unwrap()).collect();
        let balance: i64 = journal
            .iter()
            .map(|line| {
                let amount = line["amount"]["amount"].as_i64().unwrap();
                let side = |name: &str| i64::from(line[name] == "deferred_revenue") * amount;
                side("credit") - side("debit")
            })
            .sum();
        assert_eq!(balance, closing, "the journal's balance of deferred revenue");
        let from = stand.done("GET /v1/reports/deferred-revenue?from=2026-04-15T00:00:00Z", Value::Null).await;
        assert_eq!(from["data"].as_array().unwrap().len(), 2, "the month that holds `from`, whole, and the next");
    });
}

#[test]
fn usage_of_all_accounts_is_the_sum_of_theirs() {
    run(async {
        let stand = Stand::new().await;
        lived(&stand).await;
        let all = stand.done("GET /v1/reports/usage?group_by=account", Value::Null).await;
        for account in ["ada", "ben", "cleo"] {
            let own = stand.done(&format!("GET /v1/accounts/{account}/usage"), Value::Null).await;
            let sum = |rows: &Value, of: &dyn Fn(&Value) -> bool| -> i64 {
                rows["data"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|row| of(row))
                    .map(|row| milli(&row["credits"].to_string()))
                    .sum()
            };
            assert_eq!(sum(&all, &|row| row["group"] == account), sum(&own, &|_| true), "{account}");
        }
    });
}

#[test]
fn a_report_that_cannot_be_is_refused_with_its_remedy() {
    run(async {
        let stand = Stand::new().await;
        for (query, field) in [
            ("breakage?from=2026", "from"),
            ("breakage?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "to"),
            ("breakage?time_zone=Mars/One", "time_zone"),
            ("usage?group_by=member", "group_by"),
            ("usage?lines=true", "lines"),
            ("deferred-revenue?lines=yes", "lines"),
        ] {
            let reply = stand.call(&format!("GET /v1/reports/{query}"), Value::Null).await;
            assert_eq!(
                (reply.status, &reply.body["invalid_parameters"][0]["field"]),
                (422, &json!(field)),
                "{}",
                reply.text
            );
        }
        assert_eq!(stand.call("GET /v1/reports/breakage?account=nobody", Value::Null).await.status, 404);
        let reply = stand.send(WRITER, "GET /v1/reports/breakage", None, None).await;
        assert_eq!(reply.code(), "scope_missing");
    });
}
