//! A small year in which all holds, doctored in one place: the check that is for it fails, and no other one of its room does.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Check, ROWS};
use crate::calendar::at;
use crate::gather::{Arrived, Gathered, second};
use crate::receiver::Came;

const HEAD: &str = "sequence,at,kind,by,account,member,feature,credits,available,expired,voided,grant,spend,reservation,order,amount,currency,reason,text,grant_kind,cost_basis,cost_currency,cause,model,draws,returned\r\n";

/// A month of an account that buys once, spends twice, and has one spend put back after its period.
const LINES: &[&str] = &[
    "1,2027-10-31T10:00:00Z,account,product,acme,,,,,,,,,,,,,,business account created,,,,,,,",
    "2,2027-10-31T10:00:00Z,grant,product,acme,,,2500,2500,,,grt_1,,,,,,,granted,plan,,,,,,",
    "3,2027-11-02T10:00:00Z,order,product,acme,,,1000,,,,,,,ord_1,2337,USD,,ordered,,,,,,,",
    "4,2027-11-02T10:00:00Z,grant,product,acme,,,1000,3500,,,grt_2,,,,,,,granted,package,1900,USD,,,,",
    "5,2027-11-02T10:00:00Z,order,product,acme,,,,,,,grt_2,,,ord_1,2337,USD,,order paid,,,,,,,",
    "6,2027-11-03T10:00:00Z,spend,member,acme,olga,lunar,2750.5,749.5,,,,spd_1,,,,,,used,,,,,small-1,grt_1:2500 grt_2:250.5,",
    "7,2027-11-30T10:00:00Z,grant,clock,acme,,,2500,3249.5,,,grt_3,,,,,,,granted,plan,,,,,,",
    "8,2027-12-01T10:00:00Z,reverse,product,acme,olga,lunar,300,3300,249.5,0,,spd_1,,,,,of no use,put back,,,,,small-1,,grt_2:50.5 grt_1:249.5:expired",
    "9,2027-12-02T10:00:00Z,claw,product,acme,,,300,3000,,,grt_2,,,ord_1,,,,taken back,,,,refund,,,",
    "10,2027-12-30T10:00:00Z,notice,clock,acme,,,,,,,,,,,,,,all monthly credits used,,,,,,,",
];

fn entries(lines: &[&str]) -> BTreeMap<String, String> {
    BTreeMap::from([("acme".to_owned(), format!("{HEAD}{}\r\n", lines.join("\r\n")))])
}

fn grant(id: &str, kind: &str, credits: i64, rest: &[(&str, Value)]) -> Value {
    let mut grant = json!({ "id": id, "kind": kind, "credits": credits, "returned": 0, "available": 0, "reserved": 0,
                            "spent": 0, "expired": 0, "voided": 0, "rolled_over": 0 });
    for (field, value) in rest {
        grant[field] = value.clone();
    }
    grant
}

fn number(text: &str) -> Value {
    serde_json::from_str(text).expect("a number")
}

fn event(id: &str, sequence: u64, kind: &str, details: &Value) -> Value {
    json!({ "id": id, "pool": "acme", "sequence": sequence, "type": kind, "data": { "details": details } })
}

fn came(event: &Value) -> Came {
    Came {
        id: event["id"].as_str().unwrap_or_default().to_owned(),
        pool: "acme".to_owned(),
        sequence: event["sequence"].as_u64().unwrap_or_default(),
        body: event.to_string(),
        is_signed: true,
    }
}

fn mail(id: &str, kind: &str, paper: &str) -> Value {
    json!({ "id": id, "kind": kind, "paper": paper, "status": "sent", "to": "olga@acme.example", "event": "evt_1" })
}

fn arrived(id: &str, attached: &str) -> Arrived {
    Arrived {
        message_id: format!("{id}@example.com"),
        to: vec!["olga@acme.example".to_owned()],
        says: "here it is".to_owned(),
        attached: vec![attached.to_owned()],
    }
}

/// Everything holds.
fn sound() -> Gathered {
    let events = vec![
        event("evt_1", 5, "order.paid", &json!({})),
        event("evt_2", 6, "balance.low", &json!({ "percent": 80 })),
        event("evt_3", 7, "balance.recovered", &json!({ "which": "monthly_used" })),
        event("evt_4", 10, "balance.depleted", &json!({})),
    ];
    let entries = entries(LINES);
    let folder = tempfile::tempdir().expect("a folder");
    let made = second(&entries, folder.path()).expect("python3 makes the reports");
    Gathered {
        grants: BTreeMap::from([(
            "acme".to_owned(),
            vec![
                grant(
                    "grt_1",
                    "plan",
                    2_500,
                    &[("spent", json!(2_500)), ("returned", number("249.5")), ("expired", number("249.5"))],
                ),
                grant(
                    "grt_2",
                    "package",
                    1_000,
                    &[
                        ("spent", number("250.5")),
                        ("returned", number("50.5")),
                        ("voided", json!(300)),
                        ("available", json!(500)),
                        ("cost_basis", json!({ "amount": 1_900, "currency": "USD" })),
                    ],
                ),
                grant("grt_3", "plan", 2_500, &[("available", json!(2_500))]),
            ],
        )]),
        orders: vec![
            json!({ "id": "ord_1", "pay_with": "card", "paid_at": "2027-11-02T10:00:00Z", "total": { "amount": 2_337 },
            "refunds": [{ "status": "succeeded", "amount": { "amount": 701 } }], "dispute": { "id": "dp_1", "status": "won" } }),
        ],
        papers: vec![
            json!({ "id": "inv_1", "number": "2027-00001", "kind": "invoice", "order": "ord_1", "total": { "amount": 2_337 }, "sha256": "aa" }),
            json!({ "id": "inv_2", "number": "2027-00002", "kind": "credit_note", "order": "ord_1", "total": { "amount": 701 }, "sha256": "bb" }),
        ],
        mails: vec![mail("mail_1", "invoice", "inv_1"), mail("mail_2", "credit_note", "inv_2")],
        // The first came twice: its taking was not heard of.
        arrived: vec![arrived("mail_1", "aa"), arrived("mail_1", "aa"), arrived("mail_2", "bb")],
        came: events.iter().map(came).collect(),
        events,
        payments: vec![json!({ "id": "pi_1", "amount": 2_337, "metadata": { "order": "ord_1" } })],
        refunds: vec![json!({ "id": "re_1", "status": "succeeded", "payment_intent": "pi_1", "amount": 701 })],
        disputes: vec![json!({ "id": "dp_1", "status": "won" })],
        reports: made.clone(),
        second: made,
        verified: ["served", "file", "export"]
            .map(|what| (what.to_owned(), json!({ "ok": true, "entries": 10 })))
            .to_vec(),
        expected: BTreeMap::from([(
            "acme".to_owned(),
            vec![(at("2027-10-31T10:00:00Z"), 2_500), (at("2027-11-30T10:00:00Z"), 2_500)],
        )]),
        acknowledged: BTreeMap::from([("spd_1".to_owned(), 2_750_500)]),
        used: 2_450_500,
        entries,
        ..Gathered::default()
    }
}

fn failed(gathered: &Gathered) -> Vec<&'static str> {
    let checks = ROWS.iter().map(|row| row(gathered));
    checks.filter(|check: &Check| !check.faults.is_empty()).map(|check| check.name).collect()
}

#[test]
fn a_sound_year_passes_every_check() {
    let gathered = sound();
    let checks: Vec<Check> = ROWS.iter().map(|row| row(&gathered)).collect();
    let faults: Vec<_> = checks.iter().flat_map(|check| &check.faults).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The doctored year fails the check that it is meant for.
#[track_caller]
fn check(doctor: impl FnOnce(&mut Gathered), expected: &[&str]) {
    let mut gathered = sound();
    doctor(&mut gathered);
    let failed = failed(&gathered);
    for part in expected {
        assert!(failed.iter().any(|name| name.contains(part)), "{part}: {failed:?}");
    }
    assert_eq!(failed.len(), expected.len(), "{failed:?}");
}

#[test]
fn a_grant_too_many_a_grant_too_few() {
    let twice = |gathered: &mut Gathered| {
        let mut lines = LINES.to_vec();
        lines.insert(7, "7,2027-11-30T10:00:00Z,grant,clock,acme,,,2500,3249.5,,,grt_9,,,,,,,granted,plan,,,,,,");
        gathered.entries = entries(&lines);
    };
    check(twice, &["each period granted", "nobody was granted twice", "every grant adds up"]);
    check(
        |gathered| drop(gathered.expected.insert("acme".to_owned(), vec![(at("2027-10-31T10:00:00Z"), 2_500)])),
        &["each period granted"],
    );
    let late = |gathered: &mut Gathered| {
        let grants = gathered.expected.get_mut("acme").expect("it is there");
        grants[1].0 += 1;
    };
    check(late, &["each period granted"]);
    let paid_twice = |gathered: &mut Gathered| {
        let mut lines = LINES.to_vec();
        lines.insert(5, LINES[4]);
        gathered.entries = entries(&lines);
    };
    check(paid_twice, &["nobody was granted twice", "every paid order has exactly one grant"]);
}

#[test]
fn money_that_does_not_fit() {
    let charged_twice = |gathered: &mut Gathered| gathered.payments.push(gathered.payments[0].clone());
    check(charged_twice, &["every charge at the gateway", "charges less refunds"]);
    check(|gathered| gathered.refunds.clear(), &["charges less refunds"]);
    check(|gathered| gathered.disputes[0]["status"] = json!("lost"), &["every dispute ended"]);
    let topped_up = |gathered: &mut Gathered| {
        gathered.zones.insert("acme".to_owned(), "Pacific/Auckland");
        let order = gathered.orders[0].clone();
        // The last two are of August there, and of July in UTC.
        for (number, at) in ["2028-08-01T00:00:00Z", "2028-07-31T12:00:00Z", "2028-07-31T12:30:00Z"].iter().enumerate()
        {
            let mut order = order.clone();
            (order["id"], order["account"], order["created_at"]) =
                (json!(format!("ord_{number}")), json!("acme"), json!(at));
            (order["auto_top_up"], order["pay_with"]) = (json!(true), json!("saved"));
            gathered.orders.push(order);
        }
    };
    let mut gathered = sound();
    topped_up(&mut gathered);
    assert!(failed(&gathered).contains(&"auto top-up keeps to what was agreed for a month"));
    let unpaid = |gathered: &mut Gathered| gathered.orders[0]["paid_at"] = Value::Null;
    check(
        unpaid,
        &["every paid order has exactly", "every charge at", "charges less", "each paid order has one invoice"],
    );
}

#[test]
fn a_gap_or_a_twin_among_numbers() {
    check(|gathered| gathered.papers[1]["number"] = json!("2027-00003"), &["gapless"]);
    check(|gathered| gathered.papers[1]["number"] = json!("2027-00001"), &["gapless"]);
    check(|gathered| gathered.papers[1]["total"]["amount"] = json!(700), &["each paid order has one invoice"]);
}

#[test]
fn mails_that_are_lost_doubled_or_other() {
    check(|gathered| drop(gathered.arrived.pop()), &["every mail arrived"]);
    check(|gathered| gathered.arrived[1].says = "something else".to_owned(), &["one Message-ID"]);
    check(|gathered| gathered.arrived[1].message_id = "mail_9@example.com".to_owned(), &["one Message-ID"]);
    check(|gathered| gathered.arrived[2].attached = vec!["cc".to_owned()], &["papers in mails"]);
    let unwritten = |gathered: &mut Gathered| {
        gathered.mails.pop();
        gathered.arrived.pop();
    };
    check(unwritten, &["the mails that must be"]);
}

#[test]
fn webhooks_that_are_lost_unsigned_or_out_of_order() {
    check(|gathered| drop(gathered.came.pop()), &["every event came"]);
    check(|gathered| gathered.came[0].is_signed = false, &["every event came"]);
    check(|gathered| gathered.came.swap(0, 1), &["first attempts came"]);
    check(|gathered| gathered.came.push(gathered.came[0].clone()), &[]);
    let again = |gathered: &mut Gathered| {
        gathered.events[2] = event("evt_3", 7, "balance.low", &json!({ "percent": 80 }));
        gathered.came[2] = came(&gathered.events[2]);
    };
    check(again, &["no crossing was told twice"]);
}

#[test]
fn figures_that_differ() {
    let other = |gathered: &mut Gathered| {
        let report = gathered.reports.get_mut("usage-feature").expect("it is there");
        *report = report.replace("2750.5", "2750.4");
    };
    check(other, &["usage by feature"]);
    let unsaid = |gathered: &mut Gathered| {
        gathered.acknowledged.insert("spd_2".to_owned(), 1);
    };
    check(unsaid, &["every acknowledged spend"]);
    check(|gathered| gathered.acknowledged.clear(), &["every acknowledged spend"]);
    check(|gathered| gathered.used += 1, &["usage by account"]);
    check(|gathered| gathered.verified[1].1["ok"] = json!(false), &["verify passes"]);
    check(
        |gathered| gathered.grants.get_mut("acme").expect("it is there")[2]["available"] = json!(2_499),
        &["every grant adds up", "what remains"],
    );
    check(|gathered| gathered.log.push("{\"level\":\"ERROR\"}".to_owned()), &["logged no error"]);
    check(|gathered| gathered.is_whole_year = true, &["everything happened"]);
}

/// The script's own figures of the small year, computed by hand.
#[test]
fn the_script_reads_what_was_paid_and_what_it_is_worth() {
    let made = sound().second;
    // 250.5 of 1000 at 19.00: 4.75; 50.5 came back: 199.9 more are out of 800: 3.80; 300 were taken back: 9.50.
    assert_eq!(
        made["deferred-revenue"],
        "month,currency,opening,sold,earned,put_back,breakage,refunded,disputed,reinstated,voided,closing,remaining\r\n\
         2027-11-01T00:00:00Z,USD,0,1900,475,0,0,0,0,0,0,1425,749.5\r\n\
         2027-12-01T00:00:00Z,USD,1425,0,0,95,0,570,0,0,0,950,500\r\n"
    );
    assert_eq!(
        made["usage-model"],
        "month,group,credits,spends\r\n2027-11-01T00:00:00Z,small-1,2750.5,1\r\n2027-12-01T00:00:00Z,small-1,-300,0\r\n"
    );
}
