//! Background removal: a fixed price; credits are set aside, a program with a real model runs, and only then are they taken.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use axum::body::Bytes;
use scrip_client::Use;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::run::{self, Measure, Run, State};
use super::{Installer, Shared};
use crate::fault::Fault;
use crate::scrip::Viewer;
use crate::settings::Settings;

const FEATURE: &str = "background-removal";
/// A picture that a person chose; the program takes no larger one.
pub(crate) const PICTURE_BYTES_MAX: usize = 12 << 20;
/// What comes back has an alpha channel and is no JPEG.
const CUT_BYTES_MAX: u64 = 64 << 20;
/// A picture takes a second; this is a machine that hangs.
const RUNS_FOR_MAX: Duration = Duration::from_mins(2);
/// Runs at once: each takes a core and some hundred megabytes.
const RUNS_MAX: usize = 2;

/// The tool.
pub(crate) struct Background {
    pub(crate) installer: Installer,
    turns: Semaphore,
}

impl Background {
    pub(crate) fn new(settings: &Settings) -> Self {
        let folder = settings.installed.join("background");
        let installer = Installer::new("background", settings.tools.as_deref(), folder, "ready", 10);
        Self { installer, turns: Semaphore::new(RUNS_MAX) }
    }

    fn program(&self) -> Result<[PathBuf; 2], Fault> {
        let file = |name| self.installer.file(name);
        file("background").zip(file("u2netp.onnx")).map(|(program, model)| [program, model]).ok_or_else(|| {
            Fault::NotReady {
                code: "not_installed",
                detail: "Background removal is not installed yet. Nothing was taken.".to_owned(),
            }
        })
    }
}

/// The picture without its background, kept, and what it cost: what the button's quote said.
pub(crate) async fn cut_out(
    app: &Shared,
    viewer: &Viewer,
    id: &str,
    quote: Option<&str>,
    picture: Bytes,
) -> Result<Value, Fault> {
    run::checked_id(id)?;
    if picture.is_empty() {
        return Err(Fault::bad("Choose a picture first."));
    }
    if let Some(known) = app.files.read(&viewer.account, |site| site.run(id).cloned()) {
        return again(app, viewer, &known).await;
    }
    let tool = &app.tools.background;
    let program = tool.program()?;
    let Ok(_turn) = tool.turns.try_acquire() else {
        let detail = "Other pictures are being worked on. Try again in a moment.".to_owned();
        return Err(Fault::NotReady { code: "busy", detail });
    };
    let run = run::reserve(app, viewer, id, quote, Use::of(FEATURE)).await?;
    let cut = tokio::task::spawn_blocking(move || ran(program, &picture)).await;
    let kept = match cut {
        Ok(Ok(png)) => app.files.keep_picture(&png, "png"),
        Ok(Err(why)) => Err(Fault::NotReady { code: "picture_failed", detail: format!("{why} Nothing was taken.") }),
        Err(error) => Err(Fault::Broken(error.to_string())),
    };
    let run = match kept {
        Ok(name) => Run { state: State::Made(Measure::All), result: json!({ "picture": name }), ..run },
        Err(fault) => {
            run::void(app, &viewer.account, &run).await?;
            return Err(fault);
        }
    };
    app.files.change(&viewer.account, |site| {
        site.put_run(run.clone());
        Ok(())
    })?;
    again(app, viewer, &run).await
}

async fn again(app: &Shared, viewer: &Viewer, run: &Run) -> Result<Value, Fault> {
    let credits = match &run.state {
        State::Made(_) => run::settle(app, &viewer.account, run).await?,
        State::Ended => run.credits.unwrap_or_default(),
        State::Reserved => return Err(Fault::NotReady { code: "running", detail: "This is being made.".to_owned() }),
    };
    let Some(picture) = run.result.get("picture") else {
        return Err(Fault::NotReady { code: "picture_failed", detail: "This picture was not made.".to_owned() });
    };
    Ok(json!({ "picture": picture, "credits": credits }))
}

/// Runs the program: a picture in, a picture out, in bounded time. What it says when it fails is for people.
fn ran([program, model]: [PathBuf; 2], picture: &[u8]) -> Result<Vec<u8>, String> {
    const BROKEN: &str = "The picture could not be worked on.";
    let child =
        Command::new(program).arg(model).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.map_err(|_| BROKEN.to_owned())?;
    let (Some(mut stdin), Some(stdout), Some(stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(BROKEN.to_owned());
    };
    let (tell, told) = channel::<()>();
    thread::scope(|scope| {
        // A program that ends early closes its end: it says why on the error stream.
        scope.spawn(move || stdin.write_all(picture).is_ok());
        let said = scope.spawn(move || {
            let mut text = String::new();
            stderr.take(4_096).read_to_string(&mut text).map(|_| text).unwrap_or_default()
        });
        let watched = scope.spawn(move || {
            if told.recv_timeout(RUNS_FOR_MAX) == Err(RecvTimeoutError::Timeout) {
                let _ = child.kill();
            }
            child.wait().is_ok_and(|status| status.success())
        });
        let mut png = Vec::new();
        let is_read = stdout.take(CUT_BYTES_MAX).read_to_end(&mut png).is_ok();
        drop(tell);
        let said = said.join().unwrap_or_default();
        match (watched.join(), is_read, png.is_empty()) {
            (Ok(true), true, false) => Ok(png),
            _ if said.trim().is_empty() => Err(BROKEN.to_owned()),
            _ => Err(said.trim().to_owned()),
        }
    })
}
