//! The world of these tests: Scrip on the sample catalog, the host beside it, and people who have signed in.

use std::sync::OnceLock;

use landing_builder::{Host, Settings, Stop};
use scrip_client::{BalanceAt, Client, Credits, NewAccount, NewMember};
use scrip_server::{Config, Server};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use ureq::Agent;

pub(crate) const KEY: &str = "sk_test_0123456789abcdef0123456789abcdef";
pub(crate) const SECRET: &str = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
const CATALOG: &str = include_str!("../../../catalog.toml");

/// Both servers; they end with the tests' process.
pub(crate) struct World {
    pub(crate) scrip: Client,
    pub(crate) url: String,
    pub(crate) folder: TempDir,
    _stop: Stop,
}

/// One runtime for all servers of this process.
pub(crate) fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap())
}

/// Scrip alone.
pub(crate) fn scrip() -> Client {
    let config = Config {
        listen: ([127, 0, 0, 1], 0).into(),
        metrics_listen: None,
        catalog: Some((CATALOG.to_owned(), false)),
        operator_key: Some(KEY.to_owned()),
        webhooks_allow_private: true,
        ..Config::default()
    };
    let server = runtime().block_on(Server::start(&config)).unwrap();
    let url = format!("http://{}", server.address().unwrap());
    runtime().spawn(server.run(std::future::pending()));
    Client::new(&url, KEY).unwrap()
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(|settings| settings)
    }

    pub(crate) fn with(change: impl FnOnce(Settings) -> Settings) -> Self {
        let scrip = scrip();
        let folder = tempfile::Builder::new().prefix("landing-builder-").tempdir().unwrap();
        let settings = Settings {
            listen: ([127, 0, 0, 1], 0).into(),
            folder: folder.path().to_owned(),
            scrip_url: scrip.url().to_owned(),
            scrip_key: KEY.to_owned(),
            webhook_secret: Some(SECRET.to_owned()),
            model: None,
            tools: None,
            installed: folder.path().join("installed"),
            first: vec!["first".to_owned()],
            ends_with_parent: false,
        };
        let host = runtime().block_on(Host::start(change(settings))).unwrap();
        let url = host.url();
        let (stop, until) = Stop::new();
        runtime().spawn(host.run(until));
        Self { scrip, url, folder, _stop: stop }
    }

    /// A business account on a plan, with these members: id and role.
    pub(crate) fn business(&self, id: &str, plan: &str, members: &[(&str, &str)]) {
        self.account(&NewAccount { plan: Some(plan.to_owned()), ..named(id, "business") }, members);
    }

    pub(crate) fn account(&self, account: &NewAccount, members: &[(&str, &str)]) {
        self.scrip.create_account(account).unwrap();
        for (member, role) in members {
            let new = NewMember { role: (*role).to_owned(), name: Some(member.to_uppercase()), ..NewMember::default() };
            self.scrip.put_member(&account.id, member, &new).unwrap();
        }
    }

    pub(crate) fn available(&self, account: &str) -> Credits {
        self.scrip.balance(account, &BalanceAt::default()).unwrap().value.available
    }

    pub(crate) fn sign_in(&self, account: &str, member: &str) -> Person {
        Person::sign_in(&self.url, account, member)
    }
}

pub(crate) fn named(id: &str, kind: &str) -> NewAccount {
    NewAccount { id: id.to_owned(), kind: kind.to_owned(), ..NewAccount::default() }
}

/// Somebody's browser, as far as HTTP goes.
pub(crate) struct Person {
    agent: Agent,
    pub(crate) url: String,
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

/// A status and a body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) body: String,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }
}

pub(crate) fn agent() -> Agent {
    Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into()
}

pub(crate) fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let mut response = response.unwrap();
    let location = response.headers().get("location").map_or("", |value| value.to_str().unwrap()).to_owned();
    let status = response.status().as_u16();
    Answer { status, location, body: response.body_mut().read_to_string().unwrap() }
}

impl Person {
    #[track_caller]
    pub(crate) fn sign_in(url: &str, account: &str, member: &str) -> Self {
        let agent = agent();
        let form = [("account", account), ("member", member)];
        let entered = agent.post(format!("{url}/sign-in")).header("accept", "text/html").send_form(form).unwrap();
        assert_eq!(entered.status(), 303, "{account} {member}");
        let cookie = entered.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut person = Self { agent, url: url.to_owned(), cookie, csrf: String::new() };
        let page = person.get("/credits").body;
        let csrf = page.split("name=\"csrf\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        csrf.clone_into(&mut person.csrf);
        person
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        let call = self.agent.get(format!("{}{path}", self.url));
        answer(call.header("cookie", &self.cookie).header("accept", "text/html").call())
    }

    /// A form, as the page sends it.
    pub(crate) fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = [&[("csrf", self.csrf.as_str())], fields].concat();
        let call = self.agent.post(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        answer(call.header("accept", "text/html").header("origin", &self.url).send_form(fields))
    }

    /// What a script of the page sends.
    pub(crate) fn send(&self, path: &str, body: &Value) -> Answer {
        self.send_bytes(path, "application/json", body.to_string().as_bytes())
    }

    pub(crate) fn send_bytes(&self, path: &str, kind: &str, body: &[u8]) -> Answer {
        let call = self.agent.post(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        let call = call.header("x-csrf", &self.csrf).header("accept", "application/json").content_type(kind);
        answer(call.send(body))
    }

    /// The same with more headers.
    pub(crate) fn send_with(&self, path: &str, kind: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut call = self.agent.post(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        for (name, value) in headers {
            call = call.header(*name, *value);
        }
        answer(call.header("x-csrf", &self.csrf).header("accept", "application/json").content_type(kind).send(body))
    }
}

/// A template and a sheet, as the page sends them.
pub(crate) fn order(id: &str, csv: &str) -> Value {
    let template = json!({
        "headline": "{{ service }} in {{ city }}",
        "intro": "From {{ price }}.",
        "button": "Book",
        "link": "https://example.com/{{ city | lower }}",
    });
    json!({ "id": id, "template": template, "csv": csv })
}

/// The same with the quote of the button that was pressed.
pub(crate) fn quoted(id: &str, csv: &str, quote: &str) -> Value {
    let mut order = order(id, csv);
    order["quote"] = json!(quote);
    order
}

/// Waits for what another thread does, with a bound.
#[track_caller]
pub(crate) fn comes(what: &str, is_there: impl Fn() -> bool) {
    for _ in 0..600 {
        if is_there() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{what} does not come");
}
