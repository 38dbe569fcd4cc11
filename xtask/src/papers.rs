//! `xtask papers`: a table of invoices, pro-formas and credit notes, judged by qpdf, Poppler, factur-x and Saxon; pictures of them.
//!
//! The table is `crates/server/src/papers/tests/samples.rs`; what is judged, and by whom, `scripts/check-papers.py`.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::{Outcome, workspace};

/// The pictures of the documentation, by the rows of the table.
const PICTURES: &[&str] = &["invoice-de", "reverse-en", "pro-forma-pl", "credit-part-en"];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Keeps the papers in this folder
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// Writes the pictures of docs/papers.md anew
    #[arg(long)]
    pictures: bool,
}

pub(crate) fn run(args: &Args) -> Outcome<ExitCode> {
    let temporary = tempfile::Builder::new().prefix("scrip-papers-").tempdir().map_err(|error| error.to_string())?;
    let folder = args.keep.as_deref().unwrap_or(temporary.path());
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    // The tests write them: no other code shall be able to make a paper of nothing.
    let folder = folder.canonicalize().map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut tests = Command::new("cargo");
    tests.args(["nextest", "run", "--workspace", "--lib", "--locked", "--status-level", "fail"]);
    tests.args(["-E", "package(scrip-server) & test(every_paper_is_the_same_bytes_again_and_has_its_einvoice)"]);
    if !done(tests.env("SCRIP_WRITE_PAPERS", &folder), "cargo nextest")? {
        return Ok(ExitCode::FAILURE);
    }
    if args.pictures {
        PICTURES.iter().try_for_each(|name| picture(&folder, name))?;
    }
    let python = workspace::root().join(".tools/python/bin/python");
    if !python.exists() {
        return Err("factur-x and SaxonC are missing: run scripts/install.sh test".to_owned());
    }
    let mut check = Command::new(python);
    let is_good = done(check.arg("scripts/check-papers.py").arg(&folder), "scripts/check-papers.py")?;
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The first page of a paper, small enough for a page of documentation.
fn picture(folder: &Path, name: &str) -> Outcome<()> {
    let into = workspace::root().join("docs/papers");
    std::fs::create_dir_all(&into).map_err(|error| format!("{}: {error}", into.display()))?;
    let mut draw = Command::new("pdftoppm");
    draw.args(["-png", "-singlefile", "-r", "72"]).arg(folder.join(format!("{name}.pdf"))).arg(into.join(name));
    if done(&mut draw, "pdftoppm")? { Ok(()) } else { Err(format!("pdftoppm: no picture of {name}")) }
}

fn done(command: &mut Command, name: &str) -> Outcome<bool> {
    let status =
        command.current_dir(workspace::root()).status().map_err(|error| format!("{name} does not start: {error}"))?;
    Ok(status.success())
}
