//! `scrip demo`: a server with sample accounts, a trace of real calls replayed through its API, and what came of it; beside
//! it the sample host, a stand-in for Stripe and a mail server, so that a newcomer buys without any account anywhere.

mod beside;
mod figures;
mod host;
mod newcomers;
mod scene;
mod setup;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args as Flags;
use scrip_client::Client;
use scrip_server::{Config, Limits, StorePlace};
use scrip_store::postgres::{MigrateOptions, migrate};
use serde_json::json;

use crate::fault::{self, Fault};
use crate::out::{Out, count};
use crate::replay::run::{Replay, Seat};
use crate::replay::{progress, seconds, trace};
use crate::serve::Background;
use beside::Beside;
use host::Found;

#[derive(Debug, Flags)]
pub(crate) struct Args {
    /// Only so many rows of the trace
    #[arg(long)]
    rows: Option<usize>,
    /// Stop at the end instead of serving on
    #[arg(long)]
    exit: bool,
    /// Where the ledger is kept: a folder that is new or empty. Without it a temporary one, gone at the end
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Keep the ledger in this database instead, which must be empty: `postgres://owner:password@host/scrip`
    #[arg(long, value_name = "URL", conflicts_with = "data")]
    store: Option<StorePlace>,
    /// Where the server listens
    #[arg(long, default_value = "127.0.0.1:8787", value_name = "ADDRESS")]
    listen: SocketAddr,
}

const CATALOG: &str = include_str!("../../../../examples/catalog.toml");
const TRACE: &str = include_str!("../../../../examples/data/azure-llm-inference-2023-conv.csv");

/// The demo replays as fast as it can; a deployment's bound would only make it wait.
const REQUESTS_PER_KEY: u64 = 1_000_000;
/// A newcomer opens many pages of the sample host in a row, in several windows.
const REQUESTS_PER_SESSION: u64 = 200;

pub(crate) fn run(args: &Args, out: Out) -> Result<(), Fault> {
    let folder = Folder::new(args.data.clone())?;
    let place = match &args.store {
        Some(place) => prepared(place)?,
        None => StorePlace::File(folder.path.join("scrip.db")),
    };
    let beside = Beside::start()?;
    let host = Found::beside_this_program();
    let server = start(&place, args.listen, &beside, host.as_ref())?;
    beside.tell(&server.url);
    let client = Client::new(&server.url, server.first_key()?)?;
    if !out.is_json() {
        out.line(&format!("scrip serves on {} with its ledger in {place}", server.url));
    }
    setup::make(&client)?;
    let password = setup::operator(&client)?;

    let replay = replay(args.rows)?;
    if !out.is_json() {
        let calls = count(&replay.calls.len());
        out.line(&format!("10 accounts are made. Replaying {calls} calls of a production AI service:"));
    }
    let bar = progress(replay.calls.len(), out);
    let tallies = replay.run(&client, &bar)?;
    bar.finish_and_clear();
    let took = bar.elapsed();

    let figures = figures::gather(&client, &tallies)?;
    let verified = client.verify()?;
    let json = json!({
        "accounts": figures::in_json(&figures),
        "verification": verified.json.parse::<serde_json::Value>().unwrap_or_default(),
        "calls": replay.calls.len(),
        "seconds": seconds(took),
        "url": server.url,
        "console_url": format!("{}/console", server.url),
        "operator": {"email": setup::OPERATOR, "password": password},
        "stripe_url": beside.stripe_url(),
        "mails_url": beside.mails_url(),
    });
    out.value(&json, || {
        let calls = count(&replay.calls.len());
        let checked = if verified.ok {
            format!(
                "Every line adds up: {} entries in {} pools, each chained to the one before.",
                count(&verified.entries.unwrap_or_default()),
                count(&verified.pools.unwrap_or_default()),
            )
        } else {
            format!("The ledger does NOT add up: {}", verified.json)
        };
        format!("{calls} calls in {}.\n\n{}\n{checked}\n", seconds(took), figures::shown(&figures))
    });
    if !verified.ok {
        return Err(Fault::Here("the ledger does not add up; this must never happen".to_owned()));
    }
    if !args.exit {
        let host = host.map(|found| found.start(&client, &folder.path)).transpose()?;
        if !out.is_json() {
            if let Some(host) = &host {
                out.line(&format!(
                    "Open {}: Landing Builder, a sample product. Sign in as anybody, use what costs credits, run short, buy.\n",
                    host.url
                ));
            }
            out.line(&format!(
                "The console is at {}/console: sign in as {} with {password}\n",
                server.url,
                setup::OPERATOR
            ));
            out.line(&tries(&server.url, server.first_key()?, &beside));
        }
        server.wait();
        drop(host);
    }
    server.stop()
}

/// A database with the ledger's tables and nothing in them.
fn prepared(place: &StorePlace) -> Result<StorePlace, Fault> {
    let StorePlace::Postgres(url) = place else {
        return Err(Fault::Usage(format!(
            "--store {place}: name a database, like postgres://owner:password@host/scrip"
        )));
    };
    let migrated = migrate(url.reveal(), &MigrateOptions::default()).map_err(|error| Fault::Here(error.chain()))?;
    if migrated.from != 0 {
        return Err(Fault::Usage(format!(
            "{place} holds a ledger already: a demo begins anew, name an empty database"
        )));
    }
    Ok(place.clone())
}

fn start(place: &StorePlace, listen: SocketAddr, beside: &Beside, host: Option<&Found>) -> Result<Background, Fault> {
    let config = beside.set_up(Config {
        listen,
        metrics_listen: None,
        store: place.clone(),
        catalog: Some((CATALOG.to_owned(), false)),
        limits: Limits {
            requests_per_key: REQUESTS_PER_KEY,
            requests_per_session: REQUESTS_PER_SESSION,
            ..Limits::default()
        },
        ..Config::default()
    })?;
    let config = host.map_or(config.clone(), |host| host.set_up(config));
    // Somebody's server may stand on the usual port: any other will do.
    Background::start(&config).or_else(|_| {
        let listen = SocketAddr::new(listen.ip(), 0);
        Background::start(&Config { listen, ..config })
    })
}

fn replay(rows: Option<usize>) -> Result<Replay, Fault> {
    let mut calls = trace::parse(TRACE).map_err(Fault::Here)?;
    calls.truncate(rows.unwrap_or(usize::MAX));
    let seat = |(account, member, model): &(&str, &str, &str)| Seat {
        account: (*account).to_owned(),
        pool: scene::pool_of(account).to_owned(),
        member: (*member).to_owned(),
        model: Some((*model).to_owned()),
    };
    let (from, agency) = scene::SHARING;
    Ok(Replay {
        name: "demo".to_owned(),
        feature: "lunar".to_owned(),
        seats: scene::SEATS.iter().map(seat).collect(),
        calls,
        output_tokens_max: scene::OUTPUT_TOKENS_MAX,
        running: scene::RUNNING,
        sharing: vec![(from, agency.to_owned())],
    })
}

/// What to type next.
fn tries(url: &str, key: &str, beside: &Beside) -> String {
    let (stripe, mails) = (beside.stripe_url(), beside.mails_url());
    let auth = "-H \"Authorization: Bearer $SCRIP_KEY\" -H 'Content-Type: application/json'";
    // 19.00 and 23 % of tax: what `GET …/offers` says.
    let order = |key: &str, pay_with: &str| {
        format!(
            "curl -s $SCRIP_URL/v1/accounts/nova-studio/orders {auth} -H 'Idempotency-Key: {key}' -d '{{\"package\": \"extra-1000\", \
             \"member\": \"nina\", \"total\": {{\"amount\": 2337, \"currency\": \"USD\"}}, \"pay_with\": \"{pay_with}\"}}'"
        )
    };
    let (card, transfer) = (order("buy-1", "card"), order("buy-2", "transfer"));
    format!(
        "The API is at {url}/v1, its description at {url}/docs. The operator's key of this demo:\n\n  export SCRIP_URL={url} SCRIP_KEY={key}\n\n\
        Try:\n\n  \
        curl -s $SCRIP_URL/v1/accounts/nova-studio/balance -H \"Authorization: Bearer $SCRIP_KEY\"\n  \
        curl -s $SCRIP_URL/v1/accounts/summit-gear/spends -H \"Authorization: Bearer $SCRIP_KEY\" -H 'Content-Type: application/json' \
        -H 'Idempotency-Key: try-1' -d '{{\"member\": \"sam\", \"feature\": \"background-removal\"}}'\n  \
        curl -s \"$SCRIP_URL/v1/accounts/summit-gear/entries?limit=3\" -H \"Authorization: Bearer $SCRIP_KEY\"\n\n\
        Or: scrip balance bright-agency, scrip entries orchard-homes --member omar, scrip spend tiny-trial background-removal.\n\n\
        Buy 1,000 credits with a test card: open the answer's \"url\" (a stand-in for Stripe at {stripe}) and pay.\n\n  \
        {card}\n\n\
        Or by bank transfer, which the operator confirms:\n\n  \
        ORDER=$({transfer} | grep -o 'ord_[0-9A-Za-z]*' | head -n 1)\n  \
        INVOICE=$(curl -s $SCRIP_URL/v1/orders/$ORDER/confirm-payment {auth} -H 'Idempotency-Key: confirm-1' -d '{{\"reference\": \"statement 1\"}}' \
        | grep -o 'inv_[0-9A-Za-z]*' | head -n 1)\n  \
        curl -s $SCRIP_URL/v1/invoices/$INVOICE/pdf -H \"Authorization: Bearer $SCRIP_KEY\" -o invoice.pdf\n\n\
        Both invoices come by mail too. Every mail that is sent is shown at {mails}\n\
        Serving until Ctrl-C."
    )
}

/// Where the demo's ledger is: the caller's folder, or one that goes with the demo.
struct Folder {
    path: PathBuf,
    _temporary: Option<tempfile::TempDir>,
}

impl Folder {
    fn new(chosen: Option<PathBuf>) -> Result<Self, Fault> {
        let Some(path) = chosen else {
            let temporary = tempfile::Builder::new().prefix("scrip-demo-").tempdir();
            let temporary =
                temporary.map_err(|source| Fault::Here(format!("no temporary folder can be made: {source}")))?;
            return Ok(Self { path: temporary.path().to_owned(), _temporary: Some(temporary) });
        };
        std::fs::create_dir_all(&path).map_err(fault::file("make", &path))?;
        if std::fs::read_dir(&path).map_err(fault::file("read", &path))?.next().is_some() {
            return Err(Fault::Usage(format!(
                "{} is not empty: a demo begins anew, name another folder",
                path.display()
            )));
        }
        Ok(Self { path, _temporary: None })
    }
}
