//! `scrip catalog`: check, compare, publish and show catalog files. Checks and compares without a server.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args as Flags, Subcommand};
use scrip_client::Error;
use scrip_core::catalog::{Catalog, Change, Class, Terms, diff};
use scrip_server::catalog_file::{self, CatalogProblem, Format};
use serde_json::json;

use crate::fault::{self, Fault};
use crate::out::{Out, count, lines, table};
use crate::remote::Remote;

#[derive(Debug, Subcommand)]
pub(crate) enum Args {
    /// Check a file, whole: every problem with its line and what would be right
    Check(Check),
    /// Say in sentences what a file changes, for whom and from when
    Diff(Diff),
    /// Publish a file on the server
    Apply(Apply),
    /// Show the plans and features that hold on the server
    Show(Show),
}

#[derive(Debug, Flags)]
pub(crate) struct Check {
    /// The catalog file, .toml or .json
    file: PathBuf,
}

#[derive(Debug, Flags)]
pub(crate) struct Diff {
    /// The old file and the new one; or the new one alone, against the server
    #[arg(num_args = 1..=2, required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct Apply {
    /// The catalog file, .toml or .json
    file: PathBuf,
    /// Only say what it would change
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct Show {
    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn run(args: Args, out: Out) -> Result<(), Fault> {
    match args {
        Args::Check(Check { file }) => check(&file, out),
        Args::Diff(Diff { files, remote }) => compare(&files, &remote, out),
        Args::Apply(Apply { file, dry_run, remote }) => apply(&file, dry_run, &remote, out),
        Args::Show(Show { remote }) => {
            let reply = remote.client()?.catalog()?;
            let catalog = held(&remote.url, &reply.json)?;
            out.reply(&reply, |_| shown(&catalog));
            Ok(())
        }
    }
}

fn check(file: &Path, out: Out) -> Result<(), Fault> {
    let source = fs::read_to_string(file).map_err(fault::file("read", file))?;
    let checked = catalog_file::parse(&source, format_of(file), 1);
    if out.is_json() {
        let problems = checked.as_ref().err().map(Vec::as_slice).unwrap_or_default();
        let problems: Vec<_> = problems
            .iter()
            .map(|CatalogProblem { path, line, column, reason, remedy }| {
                json!({ "path": path, "line": line, "column": column, "reason": reason, "remedy": remedy })
            })
            .collect();
        out.line(&json!({ "ok": checked.is_ok(), "problems": problems }).to_string());
    }
    let catalog = checked.map_err(|problems| flawed(file, &problems))?;
    if !out.is_json() {
        out.line(&format!("{} is a catalog: {}.", file.display(), summed(&catalog)));
    }
    Ok(())
}

fn compare(files: &[PathBuf], remote: &Remote, out: Out) -> Result<(), Fault> {
    let (old, new) = match files {
        [old, new] => (read(old)?, read(new)?),
        [new] => (held(&remote.url, &remote.client()?.catalog()?.json)?, read(new)?),
        _ => return Err(Fault::Usage("name one file or two".to_owned())),
    };
    let changes = diff(&old, &new);
    let json = json!({ "changes": changes.iter().map(change_json).collect::<Vec<_>>() });
    out.value(&json, || sentences(changes.iter().map(|change| change.sentence.as_str())));
    Ok(())
}

fn change_json(change: &Change) -> serde_json::Value {
    json!({ "path": change.path, "sentence": change.sentence, "affects": change.affects.name() })
}

fn apply(file: &Path, dry_run: bool, remote: &Remote, out: Out) -> Result<(), Fault> {
    // Checked here first: a problem then names a line of this file.
    let catalog = read(file)?;
    let client = remote.client()?;
    // Published on top of what holds now; who published meanwhile is not overwritten.
    let seen = match client.catalog() {
        Ok(reply) => version_of(&reply.value),
        Err(Error::Problem(problem)) if problem.status == 404 => None,
        Err(error) => return Err(error.into()),
    };
    let reply = client.publish_catalog(&catalog_file::to_json(&catalog), seen, dry_run)?;
    out.reply(&reply, |published| {
        let changes = sentences(published.changes.iter().map(|change| change.sentence.as_str()));
        let version = published.version.map_or_else(String::new, |version| format!(" as version {version}"));
        if dry_run { format!("It would change:\n{changes}") } else { format!("Published{version}.\n{changes}") }
    });
    Ok(())
}

fn version_of(catalog: &serde_json::Value) -> Option<u32> {
    catalog.get("version")?.as_u64()?.try_into().ok()
}

fn sentences<'a>(changes: impl Iterator<Item = &'a str>) -> String {
    let lines = lines(changes.map(|sentence| format!("- {sentence}")));
    if lines.is_empty() { "Nothing changes.".to_owned() } else { lines }
}

fn read(file: &Path) -> Result<Catalog, Fault> {
    let source = fs::read_to_string(file).map_err(fault::file("read", file))?;
    catalog_file::parse(&source, format_of(file), 1).map_err(|problems| flawed(file, &problems))
}

/// The catalog that the server answered; its own fields around the file's are left out.
fn held(url: &str, json: &str) -> Result<Catalog, Fault> {
    let unreadable =
        |reason: String| Fault::Here(format!("{url} holds a catalog that this version cannot read: {reason}"));
    let answer: serde_json::Value = serde_json::from_str(json).map_err(|source| unreadable(source.to_string()))?;
    let mut catalog = answer.get("catalog").cloned().unwrap_or(answer);
    if let Some(fields) = catalog.as_object_mut() {
        for name in ["version", "published_at", "published_by"] {
            fields.remove(name);
        }
    }
    catalog_file::parse(&catalog.to_string(), Format::Json, 1)
        .map_err(|problems| unreadable(problems.first().map_or_else(String::new, ToString::to_string)))
}

fn format_of(file: &Path) -> Format {
    if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) { Format::Json } else { Format::Toml }
}

fn flawed(file: &Path, problems: &[CatalogProblem]) -> Fault {
    let told = lines(problems.iter().map(|problem| format!("  {problem}")));
    let many = if problems.len() == 1 { "1 problem".to_owned() } else { format!("{} problems", problems.len()) };
    Fault::Here(format!("{} is no catalog, {many}:\n{}", file.display(), told.trim_end()))
}

fn summed(catalog: &Catalog) -> String {
    let of = |class| catalog.features().iter().filter(|feature| feature.class() == class).count();
    format!(
        "{} plans, {} packages, {} features that cost credits, {} that need a plan, {} free",
        catalog.plans().len(),
        catalog.packages().len(),
        of(Class::Paid),
        of(Class::Gated),
        of(Class::Free)
    )
}

fn shown(catalog: &Catalog) -> String {
    let plans = table(
        &["plan", "name", ">credits", "renewed"],
        catalog.plans().iter().map(|plan| {
            let (credits, renewed) = match &plan.terms {
                Terms::Legacy { starter_credits } => (*starter_credits, "never".to_owned()),
                Terms::Renewing(renewing) => (renewing.credits, renewing.every.to_string()),
            };
            vec![plan.id.to_string(), plan.name.clone(), count(&credits), renewed]
        }),
    );
    let features = table(
        &["feature", "name", "needs"],
        catalog.features().iter().map(|feature| {
            let needs = match feature.class() {
                Class::Paid => "credits",
                Class::Gated => "a plan",
                Class::Free => "nothing",
            };
            vec![feature.id.to_string(), feature.name.clone(), needs.to_owned()]
        }),
    );
    format!("{plans}\n{features}")
}
