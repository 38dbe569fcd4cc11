//! The sample host beside the demo: a program of its own, started where it was built beside this one, and ended with it.

use std::io::{BufRead, BufReader};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use scrip_client::{Client, NewApiKey, NewWebhookEndpoint};
use scrip_server::Config;

use super::newcomers;
use crate::fault::Fault;

/// Where people expect it; another port will do when somebody has it already.
const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8791);
/// The sample's own folder, with the scripts that install its tools; there where the demo was built from the sources.
const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/landing-builder");
/// How long it may take to end before it is ended.
const ENDS_WITHIN: Duration = Duration::from_secs(3);

/// The program, and the address that it will have: Scrip must name it before either starts.
pub(super) struct Found {
    program: PathBuf,
    address: SocketAddr,
}

/// The running program.
pub(super) struct SampleHost {
    child: Child,
    pub(super) url: String,
}

impl Found {
    /// None where it was not built.
    pub(super) fn beside_this_program() -> Option<Self> {
        let program = std::env::current_exe().ok()?.with_file_name("landing-builder");
        let free = |address| TcpListener::bind(address).and_then(|listener| listener.local_addr()).ok();
        let address = free(USUAL).or_else(|| free(SocketAddr::new(USUAL.ip(), 0)))?;
        program.is_file().then_some(Self { program, address })
    }

    /// Its pages may call the API, webhooks reach it, and a buyer comes back to it.
    pub(super) fn set_up(&self, config: Config) -> Config {
        let origin = format!("http://{}", self.address);
        let allowed_origins = [config.allowed_origins.clone(), vec![origin.clone()]].concat();
        Config {
            allowed_origins,
            webhooks_allow_private: true,
            public_url: Some(format!("{origin}/credits")),
            ..config
        }
    }

    /// Starts it with a key and a webhook of its own. `folder` keeps its pages for as long as the demo's ledger.
    pub(super) fn start(self, client: &Client, folder: &Path) -> Result<SampleHost, Fault> {
        newcomers::make(client)?;
        let key = NewApiKey { scope: "write".to_owned(), name: Some("Landing Builder, the sample host".to_owned()) };
        let key = client.create_api_key(&key)?.value.key.unwrap_or_default();
        let hook = NewWebhookEndpoint {
            url: format!("http://{}/hooks/scrip", self.address),
            description: Some("Landing Builder, the sample host".to_owned()),
            ..NewWebhookEndpoint::default()
        };
        let secret = client.create_webhook_endpoint(&hook)?.value.secret.unwrap_or_default();
        let installed = std::env::var_os("LANDING_BUILDER_INSTALLED").map(PathBuf::from);
        let installed = installed.unwrap_or_else(|| self.program.with_file_name("landing-builder-installed"));
        let mut command = Command::new(&self.program);
        command
            .env("LANDING_BUILDER_LISTEN", self.address.to_string())
            .env("LANDING_BUILDER_DATA", folder.join("landing-builder"))
            // Installed once, and there for the next demo.
            .env("LANDING_BUILDER_INSTALLED", installed)
            .env("LANDING_BUILDER_FIRST", newcomers::ids())
            .env("LANDING_BUILDER_ENDS_WITH_PARENT", "yes")
            .env("SCRIP_URL", client.url())
            .env("SCRIP_KEY", key)
            .env("SCRIP_WEBHOOK_SECRET", secret)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        // Somebody's own setting is inherited.
        if std::env::var_os("LANDING_BUILDER_TOOLS").is_none() && Path::new(SOURCES).is_dir() {
            command.env("LANDING_BUILDER_TOOLS", SOURCES);
        }
        let broken = |why: String| Fault::Here(format!("the sample host does not start: {why}"));
        let mut child = command.spawn().map_err(|error| broken(error.to_string()))?;
        let mut line = String::new();
        let said = child.stdout.take().map(|said| BufReader::new(said).read_line(&mut line));
        let url = serde_json::from_str::<serde_json::Value>(&line).ok().and_then(|said| {
            let url = said.get("url")?.as_str()?;
            Some(url.to_owned())
        });
        let host = SampleHost { child, url: url.unwrap_or_default() };
        if host.url.is_empty() {
            return Err(broken(format!("it said {line:?} ({said:?})")));
        }
        Ok(host)
    }
}

impl Drop for SampleHost {
    fn drop(&mut self) {
        // Its end of the pipe closes, and it ends.
        drop(self.child.stdin.take());
        for _ in 0..30 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(ENDS_WITHIN / 30);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
