//! `xtask contract`: the real server against its own OpenAPI document, by schemathesis: as the product, and as a member.
//!
//! No server error, no undocumented status, header or content type, every answer by its own closed schema.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;

use scrip_client::{Client, NewAccount, NewMember};

use crate::{Outcome, programs, workspace};

/// Generated for the run, known to this server alone.
const KEY: &str = "sk_test_0123456789abcdef0123456789abcdef";

const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,response_schema_conformance,unsupported_method";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Examples an operation
    #[arg(long, default_value_t = 200, value_name = "N")]
    examples: u32,
    /// The seed of the examples
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// As whom: server, session, or both without it
    #[arg(long = "as", value_name = "WHO")]
    who: Option<String>,
}

pub(crate) fn run(args: &Args) -> Outcome<ExitCode> {
    let schemathesis = tool()?;
    let scrip = programs::built(&["scrip"])?.join("scrip");
    let chosen = ["server", "session"].into_iter().filter(|who| args.who.as_deref().is_none_or(|only| only == *who));
    // Both at once: schemathesis keeps one core busy and the server next to none.
    let judged: Vec<Outcome<bool>> = thread::scope(|scope| {
        let running: Vec<_> = chosen.map(|who| scope.spawn(|| judge_as(who, &schemathesis, &scrip, args))).collect();
        running.into_iter().map(|run| run.join().unwrap_or_else(|_| Err("a run broke off".to_owned()))).collect()
    });
    let passed = judged.iter().filter(|judged| matches!(judged, Ok(true))).count();
    let failed = judged.len() - passed;
    for problem in judged.into_iter().filter_map(Result::err) {
        println!("{problem}");
    }
    println!("{passed} passed, {failed} failed, 0 skipped");
    Ok(if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One run, in a ledger of its own, so that what another does is not in its way.
fn judge_as(who: &str, schemathesis: &Path, scrip: &Path, args: &Args) -> Outcome<bool> {
    let folder = tempfile::Builder::new().prefix("scrip-contract-").tempdir().map_err(|error| error.to_string())?;
    let server = Served::start(scrip, folder.path())?;
    let session = server.furnish()?;
    let token = if who == "server" { KEY } else { &session };
    let what = format!("as {who}: {} examples an operation, seed {}", args.examples, args.seed);
    println!("{what}: begun");
    let (is_kept, said) = judge(schemathesis, &server.url, token, folder.path(), args)?;
    println!("{what}: {}\n{said}", if is_kept { "kept" } else { "BROKEN" });
    Ok(is_kept)
}

/// Whether the contract was kept, and all that was said of it.
fn judge(schemathesis: &Path, url: &str, token: &str, folder: &Path, args: &Args) -> Outcome<(bool, String)> {
    // Paths lead to what is there: an account that nobody made is 404 whatever else is sent.
    let known = "[parameters]\n\"path.account\" = \"acme\"\n\"path.member\" = \"olga\"\n";
    fs::write(folder.join("schemathesis.toml"), known).map_err(|error| error.to_string())?;
    let ended = Command::new(schemathesis)
        .args(["run", &format!("{url}/openapi.json"), "--workers", "2", "--no-color"])
        .args(["--phases", "coverage,fuzzing", "--checks", CHECKS])
        .args(["--max-examples", &args.examples.to_string(), "--seed", &args.seed.to_string()])
        .args(["--header", &format!("Authorization: Bearer {token}")])
        // A stream has no end; the log of schemathesis's own database stays out of the project.
        .args(["--exclude-path-regex", "stream$", "--request-timeout", "20", "--generation-database", "none"])
        .args(["--suppress-health-check", "all", "--warnings", "off", "--continue-on-failure"])
        .current_dir(folder)
        .output()
        .map_err(|error| format!("schemathesis does not start: {error}"))?;
    let said = String::from_utf8_lossy(&ended.stdout) + String::from_utf8_lossy(&ended.stderr);
    Ok((ended.status.success(), said.into_owned()))
}

fn tool() -> Outcome<PathBuf> {
    let own = workspace::root().join(".tools/bin/schemathesis");
    if own.exists() {
        return Ok(own);
    }
    let found = Command::new("schemathesis").arg("--version").output();
    match found {
        Ok(output) if output.status.success() => Ok(PathBuf::from("schemathesis")),
        _ => Err("schemathesis is missing: run scripts/install.sh test".to_owned()),
    }
}

/// The real server on a free port; killed when it goes out of scope.
struct Served {
    url: String,
    child: Child,
}

impl Served {
    fn start(scrip: &Path, folder: &Path) -> Outcome<Self> {
        let mut child = Command::new(scrip)
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--metrics-listen", "none", "--log", "error"])
            .args(["--requests-per-key", "1000000", "--requests-per-session", "1000000", "--operator-key", KEY])
            .arg("--store")
            .arg(folder.join("scrip.db"))
            .arg("--catalog")
            .arg(workspace::root().join("examples/catalog.toml"))
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("scrip does not start: {error}"))?;
        let out = child.stdout.take().ok_or("scrip prints nowhere")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).map_err(|error| error.to_string())?;
        let said: serde_json::Value = serde_json::from_str(&line).map_err(|_| format!("no server: {line}"))?;
        let url = said.get("url").and_then(serde_json::Value::as_str).ok_or_else(|| format!("no address: {line}"))?;
        Ok(Self { url: url.to_owned(), child })
    }

    /// An account with an Owner and credits; the Owner's session.
    fn furnish(&self) -> Outcome<String> {
        let shown = |error: scrip_client::Error| error.to_string();
        let client = Client::new(&self.url, KEY).map_err(shown)?;
        let account = NewAccount {
            id: "acme".to_owned(),
            kind: "business".to_owned(),
            plan: Some("scale".to_owned()),
            ..NewAccount::default()
        };
        client.create_account(&account).map_err(shown)?;
        let owner = NewMember { role: "owner".to_owned(), ..NewMember::default() };
        client.put_member("acme", "olga", &owner).map_err(shown)?;
        Ok(client.create_session("acme", "olga").map_err(shown)?.into_value().token)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
