//! Gathered: everything that is held against something at the end, read once, from the API, the gateway, the mail server, the
//! receiver and the program's own commands.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use scrip_fake_stripe::FakeStripe;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::Outcome;
use crate::calendar::At;
use crate::house::until;
use crate::life::{Start, plan_grants};
use crate::receiver::Came;
use crate::year::{Counts, Year};

/// A mail that arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arrived {
    /// Its Message-ID, without brackets.
    pub(crate) message_id: String,
    /// Who got it.
    pub(crate) to: Vec<String>,
    /// Subject and text.
    pub(crate) says: String,
    /// SHA-256 of what is attached.
    pub(crate) attached: Vec<String>,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered {
    /// Entries by paying account, as CSV.
    pub(crate) entries: BTreeMap<String, String>,
    /// Grants by paying account.
    pub(crate) grants: BTreeMap<String, Vec<Value>>,
    /// Every order.
    pub(crate) orders: Vec<Value>,
    /// Every invoice and credit note.
    pub(crate) papers: Vec<Value>,
    /// Every mail, as the outbox has it.
    pub(crate) mails: Vec<Value>,
    /// Every mail that arrived.
    pub(crate) arrived: Vec<Arrived>,
    /// Every event, the oldest first.
    pub(crate) events: Vec<Value>,
    /// Every webhook that came.
    pub(crate) came: Vec<Came>,
    /// The gateway's payments, refunds and disputes.
    pub(crate) payments: Vec<Value>,
    /// Refunds there.
    pub(crate) refunds: Vec<Value>,
    /// Disputes there.
    pub(crate) disputes: Vec<Value>,
    /// Reports by name, as the server gives them.
    pub(crate) reports: BTreeMap<String, String>,
    /// The same as the script makes them.
    pub(crate) second: BTreeMap<String, String>,
    /// What each verification said.
    pub(crate) verified: Vec<(String, Value)>,
    /// Plan grants that must be there, by account.
    pub(crate) expected: BTreeMap<String, Vec<(At, i64)>>,
    /// Their zones.
    pub(crate) zones: BTreeMap<String, &'static str>,
    /// Accounts that began with a grant of this kind.
    pub(crate) starters: BTreeMap<String, &'static str>,
    /// Spends that were acknowledged, in thousandths.
    pub(crate) acknowledged: BTreeMap<String, i64>,
    /// What the host used, less what it put back, in thousandths.
    pub(crate) used: i64,
    /// What was done, by name.
    pub(crate) done: Counts,
    /// What was refused, by code.
    pub(crate) refused: Counts,
    /// Calls that the gateway refused as wrong.
    pub(crate) odd: Vec<String>,
    /// What the server logged.
    pub(crate) log: Vec<String>,
    /// True for a year of as many accounts as meet every fate.
    pub(crate) is_whole_year: bool,
}

/// The reports: their names, and where they are.
const REPORTS: &[(&str, &str)] = &[
    ("breakage", "breakage"),
    ("deferred-revenue", "deferred-revenue"),
    ("usage-feature", "usage?group_by=feature"),
    ("usage-model", "usage?group_by=model"),
    ("usage-account", "usage?group_by=account"),
];

/// Reads everything, once nothing waits any more.
pub(crate) fn gather(year: &mut Year) -> Outcome<Gathered> {
    let api = year.house.api.clone();
    println!("waiting until everything is told");
    year.house.told()?;
    // What does not come in time is a failed check, not a broken run.
    let mails = until("all mails are sent", || Ok(api.all("/v1/mails?status=waiting")?.is_empty()));
    let mut events = api.all("/v1/events")?;
    events.reverse();
    let webhooks = until("every event was delivered", || Ok(all_came(&events, &year.house.receiver.came())));
    for error in [mails.err(), webhooks.err()].into_iter().flatten() {
        println!("{error}");
    }
    let mut gathered = Gathered {
        events,
        came: year.house.receiver.came(),
        orders: api.all("/v1/orders")?,
        mails: api.all("/v1/mails")?,
        arrived: arrived(year),
        acknowledged: year.book.spends.iter().map(|(id, spent)| (id.clone(), spent.milli)).collect(),
        used: year.book.spends.values().map(|spent| spent.left).sum(),
        done: year.book.done.clone(),
        refused: year.book.refused.clone(),
        is_whole_year: year.is_whole,
        ..Gathered::default()
    };
    for account in year.people.iter().filter(|account| year.book.lived.contains_key(&account.id)) {
        let (id, lived) = (&account.id, &year.book.lived[&account.id]);
        gathered.entries.insert(id.clone(), api.csv(&format!("/v1/accounts/{id}/entries"))?);
        gathered.grants.insert(id.clone(), api.all(&format!("/v1/accounts/{id}/grants"))?);
        gathered.papers.extend(api.all(&format!("/v1/accounts/{id}/invoices"))?);
        gathered.expected.insert(id.clone(), plan_grants(&account.life, lived, year.now));
        gathered.zones.insert(id.clone(), account.life.zone);
        match account.life.start {
            Start::Trial { .. } => drop(gathered.starters.insert(id.clone(), "trial")),
            Start::Legacy { .. } => drop(gathered.starters.insert(id.clone(), "legacy")),
            Start::Active { .. } => {}
        }
    }
    at_the_gateway(&year.house.stripe, &mut gathered);
    for (name, path) in REPORTS {
        gathered.reports.insert((*name).to_owned(), api.csv(&format!("/v1/reports/{path}"))?);
    }
    gathered.second = second(&gathered.entries, &year.house.folder().join("reports"))?;
    gathered.verified = verified(year)?;
    gathered.log = fs::read_to_string(year.house.log())?.lines().map(str::to_owned).collect();
    Ok(gathered)
}

fn all_came(events: &[Value], came: &[Came]) -> bool {
    let came: std::collections::BTreeSet<&str> = came.iter().map(|one| one.id.as_str()).collect();
    events.iter().all(|event| event["id"].as_str().is_some_and(|id| came.contains(id)))
}

fn arrived(year: &Year) -> Vec<Arrived> {
    let mails = year.house.sink.mails();
    let one = |mail: &scrip_mail_sink::Mail| Arrived {
        message_id: mail.message_id.clone(),
        to: mail.to.clone(),
        says: format!("{}\n{}", mail.subject, mail.text.as_deref().unwrap_or_default()),
        attached: mail.attachments.iter().map(|file| hex(&file.bytes)).collect(),
    };
    mails.iter().map(one).collect()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn at_the_gateway(stripe: &FakeStripe, gathered: &mut Gathered) {
    gathered.payments = stripe.objects("payment_intent");
    gathered.payments.retain(|payment| payment["status"] == "succeeded");
    gathered.refunds = stripe.objects("refund");
    gathered.disputes = stripe.objects("dispute");
    let is_odd = |status: &u16| matches!(status, 400..=499) && !matches!(status, 402 | 404 | 409 | 429);
    let odd = stripe.requests().into_iter().filter(|request| request.status.is_some_and(|status| is_odd(&status)));
    gathered.odd = odd.map(|request| format!("{} {} {}", request.method, request.path, request.params)).collect();
}

/// Has the script make the reports from the CSVs.
pub(crate) fn second(entries: &BTreeMap<String, String>, folder: &Path) -> Outcome<BTreeMap<String, String>> {
    let (source, target) = (folder.join("entries"), folder.join("made"));
    fs::create_dir_all(&source)?;
    fs::create_dir_all(&target)?;
    for (account, csv) in entries {
        fs::write(source.join(format!("{account}.csv")), csv)?;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("oracle/reports.py");
    let status = Command::new("python3").arg("-I").arg(script).arg(&source).arg(&target).status()?;
    if !status.success() {
        return Err("oracle/reports.py failed".into());
    }
    let read = |name: &str| fs::read_to_string(target.join(format!("{name}.csv")));
    Ok(REPORTS.iter().map(|(name, _)| Ok(((*name).to_owned(), read(name)?))).collect::<Result<_, std::io::Error>>()?)
}

/// What the server says of its ledger while it serves, the program of the file, and of an export alone.
fn verified(year: &Year) -> Outcome<Vec<(String, Value)>> {
    let by_api = year.house.api.done("POST /v1/verifications", "-", &json!({}))?;
    let export = year.house.folder().join("export");
    let run = |args: &[&std::ffi::OsStr]| -> Outcome<Value> {
        let out = year.house.scrip().args(args).arg("--json").output()?;
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        Ok(serde_json::from_str(&text)
            .unwrap_or_else(|_| json!({ "ok": false, "said": String::from_utf8_lossy(&out.stderr) })))
    };
    let ledger = year.house.ledger();
    let by_file = run(&["verify".as_ref(), ledger.as_os_str(), "--write-export".as_ref(), export.as_os_str()])?;
    let by_export = run(&["verify".as_ref(), "--export".as_ref(), export.as_os_str()])?;
    Ok(vec![
        ("the ledger as it is served".to_owned(), by_api),
        ("the file, by the program".to_owned(), by_file),
        ("an export alone".to_owned(), by_export),
    ])
}

impl Gathered {
    /// Written down for whoever wants to look.
    pub(crate) fn keep(&self, folder: &Path) -> Outcome<()> {
        let entries = folder.join("entries");
        fs::create_dir_all(&entries)?;
        for (account, csv) in &self.entries {
            fs::write(entries.join(format!("{account}.csv")), csv)?;
        }
        for (name, list) in
            [("orders", &self.orders), ("papers", &self.papers), ("mails", &self.mails), ("events", &self.events)]
        {
            fs::write(folder.join(format!("{name}.json")), serde_json::to_string_pretty(list)?)?;
        }
        for (name, csv) in &self.reports {
            fs::write(folder.join(format!("{name}.csv")), csv)?;
            fs::write(folder.join(format!("{name}.second.csv")), &self.second[name])?;
        }
        let gateway = json!({ "payments": self.payments, "refunds": self.refunds, "disputes": self.disputes });
        fs::write(folder.join("gateway.json"), serde_json::to_string_pretty(&gateway)?)?;
        Ok(())
    }
}
