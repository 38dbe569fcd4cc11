//! What goes wrong: one sentence that says what to do next, and the exit code.

use std::process::ExitCode;

use scrip_client::{Error, Problem};

/// Why a command did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// The server said no, or could not be asked.
    #[error("{}", told(.0))]
    Asked(#[from] Error),
    /// Typed in a way that cannot be.
    #[error("{0}")]
    Usage(String),
    /// Anything of this machine: a file, a port, a database.
    #[error("{0}")]
    Here(String),
}

impl Fault {
    /// 1 an error, 2 typed wrongly, 3 refused by the ledger.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Asked(error) if error.is_refusal() => 3,
            Self::Asked(Error::Unwritable(_)) | Self::Usage(_) => 2,
            Self::Asked(_) | Self::Here(_) => 1,
        })
    }

    /// The problem as the server wrote it.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Asked(error) => error.problem(),
            _ => None,
        }
    }
}

/// A failed access to a file, with what was to be done.
pub(crate) fn file(what: &str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Fault {
    let what = format!("cannot {what} {}", path.display());
    move |source| Fault::Here(format!("{what}: {source}"))
}

fn told(error: &Error) -> String {
    match error {
        Error::Unreachable { url, source, .. } => {
            let server = url.split("/v1/").next().unwrap_or(url);
            format!(
                "no answer from {server}: {source}. Is `scrip serve` running there? Name another with --url or SCRIP_URL."
            )
        }
        Error::Problem(problem) => {
            let mut told = problem.to_string();
            for line in helps(problem) {
                told.push_str("\n  ");
                told.push_str(&line);
            }
            told
        }
        other => other.to_string(),
    }
}

/// What the person may do about it, a line each.
fn helps(problem: &Problem) -> Vec<String> {
    let mut lines = Vec::new();
    for way in &problem.ways {
        lines.push(format!(
            "{}: {} ({})",
            if way.kind == "plan" { "choose the plan" } else { "buy" },
            way.name,
            way.id
        ));
    }
    for who in &problem.who_can {
        let names: Vec<&str> = who.members.iter().map(|m| m.name.as_deref().unwrap_or(&m.id)).collect();
        let names = if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) };
        lines.push(format!("who can: {}{names}", who.role));
    }
    match problem.code.as_str() {
        "unauthenticated" => lines.push("name a key with --key or SCRIP_KEY; `scrip key create` makes one".to_owned()),
        "scope_missing" => lines.push("use a key with a wider scope: `scrip key create --scope operator`".to_owned()),
        "account_exists" => lines.push("`scrip account show` shows it".to_owned()),
        "not_found" => lines.push("`scrip account list` lists the accounts that there are".to_owned()),
        _ => {}
    }
    lines
}
