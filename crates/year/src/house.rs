//! The house: the real `scrip serve` on a file, killed and started again; beside it the gateway, the mail server, the receiver.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use scrip_fake_stripe::{Endpoint, FakeStripe};
use scrip_mail_sink::{MailSink, Options};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::Outcome;
use crate::http::Api;
use crate::receiver::Receiver;

/// The operator's key of this house.
const KEY: &str = "sk_test_0123456789abcdef0123456789abcdef";
/// Mails that are kept: all of a year.
const MAILS_KEPT: usize = 100_000;
/// Whoever waits longer than this waits for something that will not come.
const WAIT_MAX: Duration = Duration::from_mins(4);
/// How often it looks.
const LOOK_EVERY: Duration = Duration::from_millis(40);

/// All that runs.
pub(crate) struct House {
    /// The gateway.
    pub(crate) stripe: FakeStripe,
    /// Where mails arrive.
    pub(crate) sink: MailSink,
    /// Where webhooks arrive.
    pub(crate) receiver: Receiver,
    /// The API of the server that runs.
    pub(crate) api: Api,
    program: PathBuf,
    folder: TempDir,
    endpoint: Endpoint,
    /// The API's address and that of the metrics, the same after each start.
    addresses: (String, String),
    server: Option<Child>,
}

impl House {
    /// Starts everything, on an empty ledger.
    pub(crate) fn start(program: &Path) -> Outcome<Self> {
        let folder = tempfile::Builder::new().prefix("scrip-year-").tempdir()?;
        let stripe = FakeStripe::start();
        let sink = MailSink::start_with(Options { kept: MAILS_KEPT, ..Options::default() })?;
        let endpoint = stripe.send_webhooks_to("http://127.0.0.1:9/v1/payments/stripe/webhook");
        let mut house = Self {
            stripe,
            sink,
            receiver: Receiver::start()?,
            api: Api::new("", KEY),
            program: program.to_owned(),
            folder,
            endpoint,
            addresses: ("127.0.0.1:0".to_owned(), "127.0.0.1:0".to_owned()),
            server: None,
        };
        house.rise()?;
        let hook = format!("http://{}/v1/payments/stripe/webhook", house.addresses.0);
        house.stripe.move_webhooks(&house.endpoint, &hook);
        let made = house.api.done("POST /v1/webhook-endpoints", "-", &json!({ "url": house.receiver.url }))?;
        house.receiver.knows(made["secret"].as_str().unwrap_or_default());
        Ok(house)
    }

    /// The ledger.
    pub(crate) fn ledger(&self) -> PathBuf {
        self.folder.path().join("scrip.db")
    }

    /// What it logged.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }

    /// A place for files of the run.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The server starts, on the addresses that it had.
    pub(crate) fn rise(&mut self) -> Outcome<()> {
        let catalog = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/catalog.toml");
        let log = fs::OpenOptions::new().create(true).append(true).open(self.log())?;
        let mut command = self.scrip();
        command.args(["serve", "--json", "--log", "warn", "--operator-key", KEY, "--requests-per-key", "1000000"]);
        command.args([
            "--listen",
            &self.addresses.0,
            "--metrics-listen",
            &self.addresses.1,
            "--webhooks-allow-private",
        ]);
        command.arg("--catalog").arg(catalog).arg("--store").arg(self.ledger());
        command.args(["--stripe-secret-key", FakeStripe::API_KEY, "--stripe-api-base", self.stripe.url()]);
        command.args(["--stripe-webhook-secrets", &self.endpoint.secret, "--public-url", "https://app.example.com"]);
        command.arg("--smtp-url").arg(format!("smtp://{}?tls=none", self.sink.smtp()));
        command.args(["--mail-from", "Example <billing@example.com>"]);
        let mut server = command.stdout(Stdio::piped()).stderr(log).spawn()?;
        let mut line = String::new();
        let said = server.stdout.take().ok_or("the server says nothing")?;
        BufReader::new(said).read_line(&mut line)?;
        self.server = Some(server);
        let said: Value = serde_json::from_str(&line).map_err(|_| format!("the server did not start: {line:?}"))?;
        let address = |url: &Value| url.as_str().unwrap_or_default().trim_start_matches("http://").to_owned();
        self.addresses = (address(&said["url"]), address(&said["metrics_url"]));
        self.api = Api::new(said["url"].as_str().unwrap_or_default(), KEY);
        Ok(())
    }

    /// SIGKILL, in the middle of whatever it does.
    pub(crate) fn kill(&mut self) -> Outcome<()> {
        if let Some(mut server) = self.server.take() {
            server.kill()?;
            server.wait()?;
        }
        Ok(())
    }

    /// SIGKILL, and the same ledger served again.
    pub(crate) fn kill_and_rise(&mut self) -> Outcome<()> {
        self.kill()?;
        self.rise()
    }

    /// A command of the program, with nothing of the caller's environment that it reads.
    pub(crate) fn scrip(&self) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SCRIP_")) {
            command.env_remove(name);
        }
        command
    }

    /// The figure of a metric.
    fn metric(&self, name: &str) -> Outcome<Option<u64>> {
        let text = self.api.text(&format!("http://{}/metrics", self.addresses.1))?;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(line.and_then(|figure| figure.parse().ok()))
    }

    /// Waits until everything that was written is handed on: to mails, deliveries and payment work.
    pub(crate) fn told(&self) -> Outcome<()> {
        until("the outbox is empty", || Ok(self.metric("scrip_outbox")? == Some(0)))
    }

    /// Waits until the gateway's webhooks have arrived.
    pub(crate) fn heard(&self) {
        self.stripe.hurry();
        self.stripe.settle();
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.kill();
    }
}

/// Looks again and again, for a bounded time.
#[expect(clippy::disallowed_methods, reason = "a stopwatch for a wait, nothing that the year rests on")]
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> Outcome<bool>) -> Outcome<()> {
    let began = Instant::now();
    while !is_so()? {
        if began.elapsed() > WAIT_MAX {
            return Err(format!("waited in vain until {what}").into());
        }
        thread::sleep(LOOK_EVERY);
    }
    Ok(())
}
