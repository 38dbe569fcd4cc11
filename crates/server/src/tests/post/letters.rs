//! Letters: who is written to about which entry, and what; nobody about what is over.

use scrip_core::credits::Credits;
use scrip_core::entry::{
    Alert, By, CancelCause, Entry, Fact, Issued, Notice, OrderFact, Paid, Paper, PayWith, Per, Placed, Subject,
    TopUpOffCause,
};
use scrip_core::id::{PoolNo, Seq};
use scrip_core::money::{Currency, Money};
use scrip_core::order::Total;
use scrip_core::time::{Span, Timestamp};
use serde_json::{Value, json};

use super::super::{START, Stand, run};
use crate::mail::doc::{Mail, Reader};
use crate::notify::event::{Ground, types_of};
use crate::notify::letters::{Scene, mails};

fn at(seconds: i64) -> Timestamp {
    START.parse::<Timestamp>().unwrap().plus(Span::SECOND.times(seconds))
}

fn credits(whole: i64) -> Credits {
    Credits::from_milli(whole * 1_000)
}

fn entry(fact: Fact) -> Entry {
    let seq = Seq::new(40).unwrap();
    Entry { seq, at: at(60), catalog: 1, by: By::Clock, key: None, follows: 0, fact }
}

fn placed(pay_with: PayWith, is_top_up: bool) -> Placed {
    Placed {
        member: "bea".parse().ok(),
        subaccount: None,
        package: "extra-1000".parse().unwrap(),
        quantity: 1,
        credits: credits(1_000),
        total: total(),
        expires_after: None,
        pay_with,
        pay_by: at(14 * 86_400),
        is_top_up,
        snapshot: None,
    }
}

fn total() -> Total {
    let (net, tax, gross) = (1_900, 437, 2_337);
    Total {
        net,
        tax,
        gross,
        currency: Currency::USD,
        rate: "23".parse().unwrap(),
        is_reverse_charge: false,
        country: None,
    }
}

/// Who is written to about a fact, as `kind: who, who +paper`.
fn check(stand: &Stand, fact: Fact, order: Option<Placed>, expected: &str) -> Vec<Mail> {
    let no = PoolNo::new(1).unwrap();
    let pool = stand.app.ledger.pool(no).unwrap().unwrap();
    let catalogs = stand.app.ledger.catalogs();
    let now = stand.app.clock.now();
    let entry = entry(fact);
    let ground = Ground { no, account: pool.account.clone(), placed: order, is_trial_end: false };
    let mails = mails(&Scene { pool: &pool, catalog: catalogs.current(), now, clock: now }, &ground, &entry);
    let who: Vec<String> = mails
        .iter()
        .map(|mail| match &mail.to {
            Reader::Billing { buyer, owners, .. } => {
                let last: Vec<&str> = buyer.iter().chain(owners).map(String::as_str).collect();
                format!("billing or {}", last.join(" or "))
            }
            Reader::Member { account, member } => format!("{account}/{member}"),
        })
        .collect();
    let shown = mails.first().map_or(String::new(), |mail| {
        let paper = mail.paper.as_ref().map_or(String::new(), |paper| format!(" +{}", &paper[..4]));
        format!("{}: {}{paper}", mail.letter.kind.name(), who.join(", "))
    });
    assert_eq!(shown, expected, "{entry:?}");
    for mail in &mails {
        assert!(Mail::event_of(&mail.id).is_some_and(|event| event.seq == entry.seq), "{}", mail.id);
    }
    mails
}

/// An agency with a subaccount, and one of each role.
async fn furnished() -> Stand {
    let stand = Stand::new().await;
    stand.done("POST /v1/accounts", json!({"id": "acme", "kind": "agency", "plan": "build"})).await;
    stand.done("POST /v1/accounts", json!({"id": "client", "kind": "subaccount", "parent": "acme"})).await;
    for (account, member, role) in [
        ("acme", "ann", "main_owner"),
        ("acme", "bea", "main_admin"),
        ("acme", "cid", "subaccount_manager"),
        ("client", "dee", "subaccount_owner"),
    ] {
        stand.done(&format!("PUT /v1/accounts/{account}/members/{member}"), json!({"role": role})).await;
    }
    stand
}

#[test]
fn a_notice_goes_to_whom_rule_30_names() {
    run(async {
        let stand = furnished().await;
        let notice = |notice| Fact::Notice(notice);
        let low = Notice::MonthlyUsed { percent: 80, used: credits(2_000), granted: credits(2_500) };
        let letters = check(&stand, notice(low.clone()), None, "low: acme/ann, acme/bea");
        assert!(letters[0].id != letters[1].id && letters[0].due_at.is_some());
        check(
            &stand,
            notice(Notice::MonthlyDepleted { granted: credits(2_500) }),
            None,
            "depleted: acme/ann, acme/bea",
        );
        let extra = Notice::ExtraLow { available: credits(4), below: credits(500) };
        check(&stand, notice(extra), None, "extra_low: acme/ann, acme/bea");
        let limit = |subject, resets_at| Notice::LimitReached {
            subject,
            per: Per::Day,
            limit: credits(5),
            used: credits(5),
            window_start: at(0),
            resets_at,
        };
        let of = |member: &str| Subject::Member(member.parse().unwrap());
        check(&stand, notice(limit(of("dee"), at(900))), None, "limit_reached: acme/ann, acme/bea, client/dee");
        check(&stand, notice(limit(of("bea"), at(900))), None, "limit_reached: acme/ann, acme/bea");
        check(&stand, notice(limit(Subject::Account, at(900))), None, "limit_reached: acme/ann, acme/bea");
        check(&stand, notice(limit(Subject::Account, at(0))), None, "");
        let expiring = |at| Notice::Expiring { grant: Seq::ZERO, credits: credits(5), at, before: Span::DAY };
        check(&stand, notice(expiring(at(900))), None, "expiring: acme/ann, acme/bea");
        check(&stand, notice(expiring(at(0))), None, "");
        check(&stand, notice(Notice::TrialEnding { at: at(900) }), None, "");
        check(&stand, notice(Notice::Recovered { which: Alert::ExtraLow, percent: 0 }), None, "");
        // A period later nobody is told of what was low in the one before.
        stand.app.clock.pass(Span::DAY.times(40));
        stand.done("POST /v1/accounts/acme/spends", json!({"credits": 1})).await;
        check(&stand, notice(low), None, "");
    });
}

/// A catalog may have subaccounts manage their own members and limits: then they hear of theirs, and of no other's.
#[test]
fn a_limit_is_told_to_all_who_manage_it() {
    run(async {
        let stand = Stand::new().await;
        let mut catalog = stand.done("GET /v1/catalog", Value::Null).await;
        let rights = json!(["use", "see_balance", "see_usage", "manage_members"]);
        catalog["roles"]["subaccount"]["subaccount_owner"] = rights;
        stand.done("PUT /v1/catalog", catalog).await;
        stand.done("POST /v1/accounts", json!({"id": "acme", "kind": "agency", "plan": "build"})).await;
        for (account, member, role) in [
            ("acme", "ann", "main_owner"),
            ("one", "dee", "subaccount_owner"),
            ("one", "dan", "subaccount_manager"),
            ("two", "eve", "subaccount_owner"),
        ] {
            if account != "acme" && member != "dan" {
                stand.done("POST /v1/accounts", json!({"id": account, "kind": "subaccount", "parent": "acme"})).await;
            }
            stand.done(&format!("PUT /v1/accounts/{account}/members/{member}"), json!({"role": role})).await;
        }
        let reached = |subject| {
            let (limit, used) = (credits(5), credits(5));
            Fact::Notice(Notice::LimitReached {
                subject,
                per: Per::Day,
                limit,
                used,
                window_start: at(0),
                resets_at: at(900),
            })
        };
        let member = |id: &str| Subject::Member(id.parse().unwrap());
        for (subject, expected) in [
            (member("dan"), "limit_reached: acme/ann, one/dan, one/dee"),
            (member("dee"), "limit_reached: acme/ann, one/dee"),
            (member("ann"), "limit_reached: acme/ann"),
            (Subject::Subaccount("two".parse().unwrap()), "limit_reached: acme/ann, two/eve"),
            (Subject::Account, "limit_reached: acme/ann"),
        ] {
            check(&stand, reached(subject), None, expected);
        }
    });
}

#[test]
fn the_end_of_a_trial_is_told_to_the_owner() {
    run(async {
        let stand = Stand::new().await;
        let body = json!({"id": "acme", "kind": "business", "plan": "build", "status": "trial"});
        stand.done("POST /v1/accounts", body).await;
        for (member, role) in [("ann", "owner"), ("bea", "admin")] {
            stand.done(&format!("PUT /v1/accounts/acme/members/{member}"), json!({"role": role})).await;
        }
        let ending = || Fact::Notice(Notice::TrialEnding { at: at(900) });
        check(&stand, ending(), None, "trial_ending: acme/ann");
        stand.done("POST /v1/accounts/acme/activate", json!({})).await;
        check(&stand, ending(), None, "");
        let gone = stand.call("DELETE /v1/accounts/acme/members/bea", Value::Null).await;
        assert!(gone.status < 300);
    });
}

/// Whose role it is to own an account is the catalog's to say, whatever the role is called.
#[test]
fn the_owner_is_whom_the_catalog_names() {
    let all = json!(["use", "buy", "share", "see_balance", "see_usage", "see_invoices", "manage_members"]);
    let check_owners = |owners: Value, expected: &'static str| {
        let rights = all.clone();
        run(async move {
            let stand = Stand::new().await;
            let mut catalog = stand.done("GET /v1/catalog", Value::Null).await;
            let kinds = catalog["roles"].as_object_mut().unwrap();
            kinds.remove("owners");
            if !owners.is_null() {
                kinds.insert("owners".to_owned(), owners);
            }
            kinds["business"] = json!({"inhaber": rights, "chef": rights, "kasse": ["buy"]});
            stand.done("PUT /v1/catalog", catalog.clone()).await;
            assert_eq!(stand.done("GET /v1/catalog", Value::Null).await["roles"], catalog["roles"]);
            let body = json!({"id": "acme", "kind": "business", "plan": "build", "status": "trial"});
            stand.done("POST /v1/accounts", body).await;
            for (member, role) in [("ann", "inhaber"), ("bea", "chef"), ("cid", "kasse")] {
                stand.done(&format!("PUT /v1/accounts/acme/members/{member}"), json!({"role": role})).await;
            }
            check(&stand, Fact::Notice(Notice::TrialEnding { at: at(900) }), None, expected);
        });
    };
    check_owners(json!(["inhaber"]), "trial_ending: acme/ann");
    check_owners(json!(["chef", "main_owner"]), "trial_ending: acme/bea");
    check_owners(json!(["main_owner"]), "trial_ending: acme/ann, acme/bea");
    check_owners(Value::Null, "trial_ending: acme/ann, acme/bea");
}

#[test]
fn papers_go_to_billing_and_the_rest_to_the_buyer() {
    run(async {
        let stand = furnished().await;
        let order = Seq::new(30).unwrap();
        let by = |pay_with| Some(placed(pay_with, false));
        let transfer = || by(PayWith::Transfer);
        let fact = Fact::Order;
        let placed_fact = fact(OrderFact::Placed(placed(PayWith::Transfer, false)));
        let letters = check(&stand, placed_fact, transfer(), "pro_forma: billing or bea or ann +ord_");
        assert_eq!(letters[0].letter.values["total"], crate::mail::letter::Value::Money(2_337, "USD".to_owned()));
        check(&stand, fact(OrderFact::Placed(placed(PayWith::Card, false))), by(PayWith::Card), "");
        let amount = Money { amount: 2_337, currency: Currency::USD };
        let paid = || fact(OrderFact::Paid(Paid { order, payment: "pi_1".into(), amount, grant: order }));
        check(&stand, paid(), transfer(), "payment_received: acme/bea");
        check(&stand, paid(), by(PayWith::Saved), "");
        let issued = |paper| fact(OrderFact::Issued(Issued { order, paper, year: 2026, number: 7, total: total() }));
        let letters = check(&stand, issued(Paper::Invoice), transfer(), "invoice: billing or bea or ann +inv_");
        assert_eq!(letters[0].letter.values["number"], crate::mail::letter::Value::text("2026-00007"));
        check(&stand, issued(Paper::CreditNote { refund: 1 }), transfer(), "credit_note: billing or bea or ann +inv_");
        check(&stand, issued(Paper::Restored { refund: 1 }), transfer(), "refund_failed: billing or bea or ann +inv_");
        // Bought by the product itself, or by auto top-up for nobody: a paper goes to somebody all the same.
        let nobody = || Some(Placed { member: None, ..placed(PayWith::Saved, true) });
        check(&stand, issued(Paper::Invoice), nobody(), "invoice: billing or ann +inv_");
        let canceled = |cause| fact(OrderFact::Canceled { order, cause, reason: None });
        check(&stand, canceled(CancelCause::Unpaid), transfer(), "order_unpaid: acme/bea");
        check(&stand, canceled(CancelCause::Rejected), transfer(), "order_rejected: acme/bea");
        check(&stand, canceled(CancelCause::Buyer), transfer(), "");
        let off = |cause| fact(OrderFact::TopUpOff { cause });
        check(&stand, off(TopUpOffCause::Declined), None, "top_up_failed: acme/ann, acme/bea");
        check(&stand, off(TopUpOffCause::Removed), None, "");
        // A paid top-up is two events, each with an id of its own.
        let ground = Ground {
            no: PoolNo::new(1).unwrap(),
            account: "acme".parse().unwrap(),
            placed: Some(placed(PayWith::Saved, true)),
            is_trial_end: false,
        };
        let told: Vec<_> =
            types_of(&entry(paid()), &ground).map(|(id, kind)| format!("{id} {}", kind.name())).collect();
        assert_eq!(told, ["evt_0000000100000018 order.paid", "evt_0000000100000018_2 auto_topup.succeeded"]);
        assert!(told.iter().all(|line| line.split(' ').next().unwrap().parse::<crate::notify::event::Which>().is_ok()));
    });
}
