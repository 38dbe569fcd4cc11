//! Every command of the real binary against a real server: what people read, what programs read, the exit codes.

#![expect(clippy::indexing_slicing, reason = "a failed step is a failed test")]

mod common;

use std::io::Write;
use std::process::Stdio;

use common::{KEY, Served, project, said, scratch, scrip};
use serde_json::Value;

/// A server with an account `acme` on Build and its owner `ann`.
fn acme(folder: &std::path::Path) -> Served {
    let server = Served::start(folder);
    server.json(&["account", "create", "acme", "--plan", "build", "--name", "Acme Inc."]);
    server.json(&["member", "put", "acme", "ann", "--role", "owner", "--name", "Ann"]);
    server.json(&["member", "put", "acme", "vic", "--role", "viewer"]);
    server
}

/// Instants as `<at>`: they differ from run to run.
fn masked(text: &str) -> String {
    let mut masked = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let is_day = word.len() >= 10 && word.as_bytes()[4] == b'-' && word.as_bytes()[7] == b'-';
        let is_hour = word.len() >= 8 && word.as_bytes()[2] == b':' && word.as_bytes()[5] == b':';
        let end: String = word.chars().rev().take_while(|c| c.is_whitespace()).collect();
        match (is_day, is_hour) {
            (true, _) => masked.push_str("<day>"),
            (_, true) => masked.push_str("<time>"),
            _ => masked.push_str(word.trim_end()),
        }
        masked.push_str(&end);
    }
    masked
}

/// People read exactly this.
#[track_caller]
fn people(server: &Served, args: &[&str], expected: &str) {
    let said = server.ask(args);
    assert_eq!(said.code, 0, "{args:?}: {} {}", said.out, said.err);
    let is_rule = |line: &&str| !line.trim().is_empty() && line.trim().chars().all(|c| c == '─');
    let lines = |text: &str| text.lines().filter(|line| !is_rule(line)).map(str::trim).collect::<Vec<_>>().join("\n");
    assert_eq!(lines(&masked(&said.out)), lines(expected.trim()), "{args:?}");
}

#[test]
fn accounts_and_members() {
    let folder = scratch();
    let server = acme(folder.path());
    people(
        &server,
        &["account", "show", "acme"],
        "account     acme\nkind        business\nplan        build\nstate       active\ntime zone   UTC\nrenews      <day> <time>",
    );
    people(
        &server,
        &["member", "list", "acme"],
        "member   role     name   address
         ann      owner    Ann    -
         vic      viewer   -      -",
    );
    assert_eq!(server.json(&["account", "list", "--kind", "business"])["data"][0]["id"], "acme");
    assert_eq!(server.json(&["account", "list", "--kind", "agency"])["data"], Value::Array(Vec::new()));
    people(&server, &["member", "remove", "acme", "vic"], "vic is no longer in acme.");

    server.json(&["account", "create", "big", "--kind", "agency", "--plan", "scale"]);
    server.json(&["account", "create", "sub", "--kind", "subaccount", "--parent", "big"]);
    people(&server, &["account", "share", "big", "on"], "big shares its credits with its subaccounts.");
    assert_eq!(server.json(&["balance", "sub"])["available"], 20_000);
    people(
        &server,
        &["account", "share", "big", "off"],
        "big keeps its credits to itself; what is granted to a subaccount stays usable there.",
    );
    assert_eq!(server.json(&["balance", "sub"])["available"], 0);
    people(
        &server,
        &["account", "limit", "big", "subaccount:sub", "12.5", "--per", "day"],
        "subaccount:sub in big may spend 12.5 credits a day.",
    );
    people(
        &server,
        &["account", "limit", "big", "subaccount:sub", "--remove"],
        "subaccount:sub in big has no limit of its own.",
    );
}

#[test]
fn plans_and_their_life() {
    let folder = scratch();
    let server = acme(folder.path());
    let preview = server.ask(&["account", "plan", "acme", "optimize", "--preview"]);
    assert_eq!(preview.code, 0, "{}", preview.err);
    assert!(preview.out.starts_with("It would change so:"), "{}", preview.out);
    assert_eq!(server.json(&["account", "show", "acme"])["plan"], "build");
    server.json(&["account", "plan", "acme", "optimize"]);
    assert_eq!(server.json(&["account", "show", "acme"])["plan"], "optimize");
    assert_eq!(server.json(&["balance", "acme"])["available"], 10_000);
    assert_eq!(server.json(&["account", "pause", "acme"])["paused"], true);
    assert_eq!(server.json(&["account", "resume", "acme"])["paused"], false);
    assert_eq!(server.json(&["account", "cancel", "acme"])["state"], "canceling");
    server.json(&["account", "create", "new", "--plan", "scale", "--trial"]);
    assert_eq!(server.json(&["balance", "new"])["available"], 1_000);
    assert_eq!(server.json(&["account", "activate", "new"])["state"], "active");
    assert_eq!(server.json(&["balance", "new"])["available"], 20_000);
}

#[test]
fn spends_reservations_and_what_is_left() {
    let folder = scratch();
    let server = acme(folder.path());
    let once = ["spend", "acme", "background-removal", "--member", "ann", "--idempotency-key", "image-1"];
    let taken = "10 credits taken, 2,490 credits left. spd_0000000100000006\n10 of plan grt_0000000100000003";
    people(&server, &once, taken);
    let again = format!("{taken}\n(The same key was used before: this is that answer once more; nothing moved again.)");
    people(&server, &once, &again);

    let reserved =
        server.json(&["reserve", "acme", "lunar", "--usage", "input_tokens=374", "--usage", "output_tokens=1000"]);
    assert_eq!((&reserved["credits"], &reserved["available"]), (&5.into(), &2_485.into()));
    let id = reserved["id"].as_str().unwrap_or_default();
    let settle = ["settle", id, "--usage", "input_tokens=374", "--usage", "output_tokens=44"];
    people(
        &server,
        &settle,
        "1 credit taken, 4 credits went back, 2,489 credits left.\n1 of plan grt_0000000100000003",
    );
    let refused = server.ask(&settle);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.contains("reservation_not_open"), "{}", refused.err);

    let void = server.json(&["reserve", "acme", "--credits", "100.5"]);
    let id = void["id"].as_str().unwrap_or_default();
    people(&server, &["settle", id, "--void"], &format!("{id} is voided: everything went back."));
    people(
        &server,
        &["balance", "acme"],
        "acme has 2,489 credits as of <day> <time>
         monthly          2,489, renewed <day> <time>
         extra                0
         2,489 credits end <day> <time>",
    );

    let lines = server.json(&["entries", "acme", "--kind", "spend"]);
    assert_eq!(lines["data"].as_array().map(Vec::len), Some(1), "{lines}");
    let people = server.ask(&["entries", "acme", "--member", "ann"]);
    assert!(people.code == 0 && people.out.contains("background-removal"), "{}", people.out);
    let csv = server.ask(&["entries", "acme", "--csv"]);
    assert!(csv.code == 0 && csv.out.lines().count() > 5 && csv.out.contains(','), "{}", csv.out);
}

#[test]
fn grants() {
    let folder = scratch();
    let server = acme(folder.path());
    people(
        &server,
        &["grant", "create", "acme", "150.25", "--reason", "sorry for the outage"],
        "150.25 credits granted to acme: grt_0000000100000006",
    );
    let list = server.ask(&["grant", "list", "acme"]);
    assert!(list.code == 0 && list.out.contains("promotional") && list.out.contains("150.25"), "{}", list.out);
    people(
        &server,
        &["grant", "void", "grt_0000000100000006", "--credits", "50.25"],
        "50.25 credits of grt_0000000100000006 are voided, 2,600 credits left.",
    );
    assert_eq!(server.json(&["balance", "acme"])["extra"]["available"], 100);
}

#[test]
fn orders() {
    let folder = scratch();
    let server = acme(folder.path());
    let client = scrip_client::Client::new(&server.url, KEY).unwrap();
    let total = || scrip_client::Money { amount: 2337, currency: "USD".to_owned() };
    let order = || {
        let order = scrip_client::NewOrder { package: "extra-1000".to_owned(), total: total(), ..Default::default() };
        client.create_order("acme", &order).unwrap().into_value().id
    };
    let (first, second) = (order(), order());
    let queue = server.ask(&["order", "list", "--status", "awaiting_payment"]);
    assert!(
        queue.out.contains(&first) && queue.out.contains(&second) && queue.out.contains("23.37 USD"),
        "{}",
        queue.out
    );
    let paid = format!("{first} is paid: 1,000 credits for acme.");
    for _ in 0..2 {
        people(&server, &["order", "confirm", &first, "--reference", "TRF 1"], &paid);
    }
    people(&server, &["order", "reject", &second, "--reason", "by mistake"], &format!("{second} is canceled."));
    let refunded = format!("11.68 USD of {first} go back for 500 credits: succeeded.");
    people(&server, &["order", "refund", &first, "--credits", "500"], &refunded);
    let papers: Vec<_> = client.invoices("acme").all().map(Result::unwrap).collect();
    assert_eq!(papers.iter().map(|paper| paper.kind.as_str()).collect::<std::collections::BTreeSet<_>>().len(), 2);
    for paper in &papers {
        assert_eq!((&client.invoice(&paper.id).unwrap().number, &paper.order), (&paper.number, &first));
        assert!(client.invoice_pdf(&paper.id).unwrap().starts_with(b"%PDF-"));
    }
    let list = server.ask(&["order", "list", "acme"]);
    assert!(list.out.contains("refunded") && list.out.contains("canceled"), "{}", list.out);
    assert_eq!(server.ask(&["order", "confirm", &second, "--reference", "TRF 2", "--json"]).code, 0, "paid after all");
    assert_eq!(server.json(&["balance", "acme"])["extra"]["available"], 1500);
}

#[test]
fn keys() {
    let folder = scratch();
    let server = acme(folder.path());
    let made = server.json(&["key", "create", "--scope", "read", "--name", "reports"]);
    let (secret, id) = (made["key"].as_str().unwrap_or_default(), made["id"].as_str().unwrap_or_default());
    let by_it = |args: &[&str]| said(scrip().args(args).args(["--url", &server.url, "--key", secret]));
    assert_eq!(by_it(&["balance", "acme"]).code, 0);
    // It may read, and nothing else: that is a matter of access, not of the ledger.
    let refused = by_it(&["spend", "acme", "background-removal"]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("scope_missing") && refused.err.contains("key create --scope"), "{}", refused.err);
    let list = server.ask(&["key", "list"]);
    assert!(list.out.contains("reports") && !list.out.contains(secret), "{}", list.out);
    people(&server, &["key", "revoke", id], &format!("{id} is revoked."));
    let refused = by_it(&["balance", "acme"]);
    assert!(refused.code == 1 && refused.err.contains("unauthenticated"), "{}", refused.err);
}

#[test]
fn operators() {
    let folder = scratch();
    let server = acme(folder.path());
    let add = |email: &str, line: &str| {
        let args = ["operator", "add", "--email", email, "--role", "admin", "--url", &server.url, "--key", KEY];
        let mut command = scrip();
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let sign_in = |email: &str, password: &str| {
        let call = ureq::post(format!("{}/v1/operator-sessions", server.url)).header("x-scrip-console", "1");
        let body = serde_json::json!({"email": email, "password": password}).to_string();
        let answer = call.config().http_status_as_error(false).build().content_type("application/json").send(body);
        answer.unwrap().status().as_u16()
    };
    let (code, told, _) = add("eva@example.com", "a tall green tree\n");
    assert!(code == Some(0) && told.contains("/console"), "{told}");
    assert_eq!((sign_in("eva@example.com", "a tall green tree"), sign_in("eva@example.com", "another")), (201, 401));
    let (code, _, fault) = add("max@example.com", "");
    assert!(code == Some(2) && fault.contains("--generate"), "{fault}");
    let (code, _, fault) = add("max@example.com", "short\n");
    assert!(code == Some(3) && fault.contains("12 characters"), "{fault}");
    let made = ["operator", "add", "--email", "max@example.com", "--role", "support", "--generate"];
    let made = server.ask(&made);
    let password = made.out.lines().find_map(|line| line.strip_prefix("Password, shown this once: ")).unwrap();
    assert_eq!(sign_in("max@example.com", password), 201);
    let list = server.json(&["operator", "list"]);
    let max = list["data"][1]["id"].as_str().unwrap().to_owned();
    assert!(!list.to_string().contains(password), "{list}");
    let shown = server.ask(&["operator", "list"]);
    assert!(shown.out.contains("max@example.com") && shown.out.contains("support"), "{}", shown.out);
    people(
        &server,
        &["operator", "change", &max, "--role", "finance", "--disable"],
        &format!("{max} is max, finance, kept out."),
    );
    assert_eq!(sign_in("max@example.com", password), 401);
    people(&server, &["operator", "change", &max, "--enable"], &format!("{max} is max, finance, in."));
    assert_eq!(server.ask(&["operator", "change", &max]).code, 2);
    people(&server, &["operator", "remove", &max], &format!("{max} is removed; his sessions are over."));
    let eva = list["data"][0]["id"].as_str().unwrap();
    let last = server.ask(&["operator", "remove", eva]);
    assert!(last.code != 0 && last.err.contains("last_admin"), "{}", last.err);
}

#[test]
fn refusals_say_what_helps_and_exit_with_three() {
    let folder = scratch();
    let server = acme(folder.path());
    let rows: &[(&[&str], i32, &[&str])] = &[
        (
            &["spend", "acme", "--credits", "3000", "--member", "ann"],
            3,
            &["402 insufficient_credits", "buy: 1,000 credits (extra-1000)"],
        ),
        (
            &["spend", "acme", "background-removal", "--member", "vic"],
            3,
            &["403 role_not_allowed", "who can: owner: Ann"],
        ),
        (&["spend", "acme", "background-removal", "--max-credits", "9"], 3, &["422 max_credits_exceeded"]),
        (&["spend", "acme", "teleport"], 3, &["422 unknown_feature"]),
        (&["spend", "nobody", "background-removal"], 3, &["404 not_found", "scrip account list"]),
        (&["account", "create", "acme", "--plan", "build"], 3, &["409 account_exists", "scrip account show"]),
        (&["account", "create", "new"], 2, &["--plan"]),
        (&["spend", "acme"], 2, &["<FEATURE>"]),
        (&["spend", "acme", "--credits", "1.2345"], 2, &["three decimals"]),
        (&["spend", "acme", "lunar", "--usage", "tokens"], 2, &["input_tokens=374"]),
        (&["balance", "acme", "--url", "here"], 2, &["http://127.0.0.1"]),
        (&["balance", "acme", "--url", "http://127.0.0.1:1"], 1, &["Is `scrip serve` running there?"]),
        (&["balance", "acme", "--key", "sk_test_wrong"], 1, &["401 unauthenticated", "SCRIP_KEY"]),
    ];
    for (args, code, expected) in rows {
        let said = server.ask(args);
        assert_eq!(said.code, *code, "{args:?}: {} {}", said.out, said.err);
        for words in *expected {
            assert!(said.err.contains(words), "{args:?}: no {words:?} in {}", said.err);
        }
        assert_eq!(said.out, "", "{args:?}");
    }
    // For programs the problem stands where the answer would.
    let problem = server.ask(&["spend", "acme", "--credits", "3000", "--json"]);
    let json: Value = serde_json::from_str(&problem.out).unwrap_or_default();
    assert_eq!((problem.code, &json["code"], &json["shortfall"]), (3, &"insufficient_credits".into(), &500.into()));
}

#[test]
fn catalogs_on_the_server() {
    let folder = scratch();
    let server = acme(folder.path());
    let sample = std::fs::read_to_string(project("examples/catalog.toml")).unwrap_or_default();
    let file = folder.path().join("new.toml");
    let path = file.to_string_lossy();
    std::fs::write(&file, sample.replace("per_use = 10", "per_use = 12")).unwrap_or_default();
    let change = "- Background removal costs 12 instead of 10 credits";
    let diff = server.ask(&["catalog", "diff", &path]);
    assert!(diff.code == 0 && diff.out.starts_with(change), "{} {}", diff.out, diff.err);
    let dry = server.ask(&["catalog", "apply", &path, "--dry-run"]);
    assert!(dry.code == 0 && dry.out.contains(change), "{} {}", dry.out, dry.err);
    assert_eq!(server.json(&["spend", "acme", "background-removal"])["credits"], 10);
    let applied = server.ask(&["catalog", "apply", &path]);
    assert!(applied.code == 0 && applied.out.starts_with("Published as version 2."), "{} {}", applied.out, applied.err);
    assert_eq!(server.json(&["spend", "acme", "background-removal"])["credits"], 12);
    let shown = server.ask(&["catalog", "show"]);
    assert!(
        shown.code == 0 && shown.out.contains("background-removal") && shown.out.contains("enterprise"),
        "{}",
        shown.err
    );
    // A plan that accounts are on cannot be dropped.
    std::fs::write(&file, sample.replace("id = \"build\"", "id = \"built\"")).unwrap_or_default();
    let refused = server.ask(&["catalog", "apply", &path]);
    assert!(refused.code == 3 && refused.err.contains("catalog_in_use"), "{} {}", refused.out, refused.err);
}

#[test]
fn a_replay_on_any_server_moves_nothing_twice() {
    let folder = scratch();
    let server = acme(folder.path());
    let trace = project("examples/data/azure-llm-inference-2023-conv.csv");
    let trace = trace.to_string_lossy();
    let args = ["replay", &trace, "--rows", "30", "--running", "2", "--by", "acme/ann", "--by", "acme/vic/large-1"];
    let first = server.json(&args);
    assert_eq!(first["accounts"]["acme"]["calls"], 30);
    assert_eq!(first["accounts"]["acme"]["refused"]["role_not_allowed"], 15);
    assert_eq!(first["accounts"]["acme"]["running"], 1);
    let left = server.json(&["balance", "acme"])["available"].clone();
    assert_eq!(server.json(&args), first);
    assert_eq!(server.json(&["balance", "acme"])["available"], left);
    let people = server.ask(&[&args[..], &["--name", "again"]].concat());
    assert!(
        people.code == 0 && people.out.contains("15 role may not") && people.out.contains("30 calls in"),
        "{}",
        people.out
    );
}
