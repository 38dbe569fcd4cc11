//! Lunar, the AI generator: a part is set aside, the endpoint writes, and what it really used is settled; no page, nothing taken.

mod endpoint;
mod job;
mod local;
mod verdict;
mod words;

use std::collections::VecDeque;
use std::sync::Arc;

use parking_lot::Mutex;
use scrip_client::Use;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::run::{self, Measure, Run, State};
use super::{Installer, Known, Shared};
use crate::fault::Fault;
use crate::landing::{Origin, Page};
use crate::random;
use crate::scrip::Viewer;
use crate::settings::Settings;
use endpoint::Endpoint;
use job::Job;
use verdict::{Heard, Tokens, Verdict};

const FEATURE: &str = "lunar";
/// Generations at once of all members: each keeps a connection and its text.
const JOBS_MAX: usize = 32;
/// The longest wish.
const WISH_MAX: usize = 2_000;

/// The tool: an endpoint by setting, else the local model once it is installed.
pub(crate) struct Lunar {
    set: Option<Endpoint>,
    pub(crate) installer: Installer,
    local: local::Local,
    jobs: Mutex<VecDeque<Arc<Job>>>,
}

/// What pages say about the endpoint.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Status {
    pub(crate) is_configured: bool,
    /// None where an endpoint is set.
    pub(crate) local: Option<Known>,
}

impl Lunar {
    pub(crate) fn new(settings: &Settings) -> Result<Self, String> {
        let folder = settings.installed.join("lunar");
        Ok(Self {
            set: settings.model.as_ref().map(Endpoint::new).transpose()?,
            installer: Installer::new("lunar", settings.tools.as_deref(), folder, "ready", 2),
            local: local::Local::default(),
            jobs: Mutex::default(),
        })
    }

    pub(crate) fn status(&self) -> Status {
        let local = self.set.is_none().then(|| self.installer.known());
        let is_ready = local.as_ref().is_none_or(|known| known.state == "ready");
        Status { is_configured: is_ready, local }
    }

    /// Whom to ask.
    async fn endpoint(&self) -> Result<Endpoint, Fault> {
        if let Some(endpoint) = &self.set {
            return Ok(endpoint.clone());
        }
        match self.installer.file("serve.py").zip(self.installer.file("env/bin/python")) {
            Some((script, python)) => self.local.endpoint(&python, &script).await,
            None => Err(Fault::NotReady {
                code: "not_configured",
                detail: "No language model is configured here. Nothing was taken.".to_owned(),
            }),
        }
    }

    fn job(&self, account: &str, id: &str) -> Option<Arc<Job>> {
        self.jobs.lock().iter().find(|job| job.id == id && job.account == account).cloned()
    }

    fn put(&self, job: Arc<Job>) -> Result<(), Fault> {
        let mut jobs = self.jobs.lock();
        if jobs.len() >= JOBS_MAX {
            let Some(ended) = jobs.iter().position(|job| job.is_over()) else {
                let detail = "Many pages are being written. Try again in a moment.".to_owned();
                return Err(Fault::NotReady { code: "busy", detail });
            };
            jobs.remove(ended);
        }
        jobs.push_back(job);
        Ok(())
    }

    pub(crate) fn stop(&self) {
        self.installer.stop();
        self.local.stop();
    }

    /// Begins a generation; what comes of it is asked for by its id.
    pub(crate) async fn begin(app: &Shared, viewer: &Viewer, id: &str, wish: &str) -> Result<(), Fault> {
        run::checked_id(id)?;
        let wish = wish.trim().to_owned();
        if wish.is_empty() || wish.chars().count() > WISH_MAX {
            return Err(Fault::bad(format!("Say in 1 to {WISH_MAX} characters what the page is about.")));
        }
        let lunar = &app.tools.lunar;
        if lunar.job(&viewer.account, id).is_some() || app.files.read(&viewer.account, |site| site.run(id).is_some()) {
            return Ok(());
        }
        let endpoint = lunar.endpoint().await?;
        let (stop, stopped) = watch::channel(false);
        let job = Arc::new(Job::new(id, &viewer.account, stop));
        lunar.put(job.clone())?;
        let run = match run::reserve(app, viewer, id, None, Use::of(FEATURE)).await {
            Ok(run) => run,
            Err(fault) => {
                job.end(Err(fault.said()));
                return Err(fault);
            }
        };
        // It goes on whatever becomes of the browser: it ends by itself, in bounded time, or by the member's stop.
        let (app, viewer) = (app.clone(), viewer.clone());
        tokio::spawn(async move {
            let heard = endpoint.write(&words::page(&wish), stopped, |text| job.hear(text)).await;
            let done = ended(&app, &viewer, &run, &endpoint.model, &wish, heard).await;
            job.end(done.map_err(|fault| fault.said()));
        });
        Ok(())
    }

    /// How far a generation has come, from this place of its text on.
    pub(crate) fn ask(app: &Shared, viewer: &Viewer, id: &str) -> Result<Value, Fault> {
        Ok(app.tools.lunar.job(&viewer.account, id).ok_or(Fault::NotFound)?.shown())
    }

    /// The member has seen enough.
    pub(crate) fn halt(app: &Shared, viewer: &Viewer, id: &str) -> Result<(), Fault> {
        app.tools.lunar.job(&viewer.account, id).ok_or(Fault::NotFound)?.stop();
        Ok(())
    }
}

/// What was heard becomes a page and a settle, a settle alone, or nothing at all.
async fn ended(
    app: &Shared,
    viewer: &Viewer,
    run: &Run,
    model: &str,
    wish: &str,
    heard: Heard,
) -> Result<Value, Fault> {
    let measured = |tokens: Tokens| {
        State::Made(Measure::Tokens { input: tokens.input, output: tokens.output, model: model.to_owned() })
    };
    let (page, tokens) = match verdict::of(&heard, wish) {
        Verdict::Page(page, tokens) => (Some(*page), tokens),
        Verdict::Stopped(tokens) => (None, tokens),
        Verdict::Nothing(why) => {
            run::void(app, &viewer.account, run).await?;
            return Err(Fault::NotReady { code: "no_page", detail: format!("{why} Nothing was taken.") });
        }
    };
    let made = kept(app, viewer, Run { state: measured(tokens), ..run.clone() }, page, Origin::Lunar);
    let (run, page) = match made {
        Ok(made) => made,
        Err(fault) => {
            run::void(app, &viewer.account, run).await?;
            return Err(fault);
        }
    };
    let credits = run::settle(app, &viewer.account, &run).await?;
    Ok(json!({ "page": page, "credits": credits, "tokens": tokens.input + tokens.output }))
}

/// The page and what it is worth, in one write.
fn kept(
    app: &Shared,
    viewer: &Viewer,
    run: Run,
    page: Option<Page>,
    origin: Origin,
) -> Result<(Run, Option<String>), Fault> {
    let id = random::name().map_err(|error| Fault::Broken(error.to_string()))?;
    let page = page.map(|page| Page { id: id.clone(), origin, ..page }.checked()).transpose()?;
    let named = page.is_some().then_some(id);
    app.files.change(&viewer.account, |site| {
        site.add(page.into_iter().collect())?;
        site.put_run(run.clone());
        Ok(())
    })?;
    Ok((run, named))
}

/// A page in another language: no credits, but a plan that has it.
pub(crate) async fn translate(app: &Shared, viewer: &Viewer, page: &Page, language: &str) -> Result<String, Fault> {
    let endpoint = app.tools.lunar.endpoint().await?;
    let name = words::language(language).ok_or_else(|| Fault::bad("Choose one of the languages of the list."))?;
    let text = endpoint.answer(&words::translation(page, name)).await.map_err(no_answer)?;
    let said = verdict::page_of(&text).ok_or_else(|| no_answer("The model did not answer with a page.".to_owned()))?;
    let id = random::name().map_err(|error| Fault::Broken(error.to_string()))?;
    let next = Page {
        id: id.clone(),
        name: format!("{} ({name})", page.name),
        language: language.to_owned(),
        origin: Origin::Translation,
        link: page.link.clone(),
        picture: page.picture.clone(),
        section: page.section.clone(),
        ..said
    };
    app.files.change(&viewer.account, |site| site.add(vec![next.checked()?]))?;
    Ok(id)
}

/// Solis: what would make a page better.
pub(crate) async fn advise(app: &Shared, page: &Page) -> Result<Vec<String>, Fault> {
    let endpoint = app.tools.lunar.endpoint().await?;
    let text = endpoint.answer(&words::advice(page)).await.map_err(no_answer)?;
    verdict::advice_of(&text).ok_or_else(|| no_answer("The model did not answer with advice.".to_owned()))
}

fn no_answer(detail: String) -> Fault {
    Fault::NotReady { code: "no_answer", detail }
}
