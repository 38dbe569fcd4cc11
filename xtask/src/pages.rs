//! `xtask pages`: the sources of the elements and the console, their committed bundles, and all of them in a real browser on a real server.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use crate::{Outcome, programs, workspace};

const FOLDER: &str = "ui";
const TESTS: &str = "tests";

/// The module with all elements, compressed as a browser gets it.
const BROTLI_BYTES_MAX: usize = 40 << 10;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Keeps a picture of each state in this folder
    #[arg(long, value_name = "FOLDER")]
    pictures: Option<PathBuf>,
    /// Makes the pictures of docs/elements.md anew
    #[arg(long)]
    docs: bool,
    /// Writes the bundles anew instead of comparing them
    #[arg(long)]
    write: bool,
}

pub(crate) fn run(args: &Args) -> Outcome<ExitCode> {
    let folder = workspace::root().join(FOLDER);
    if !folder.join("node_modules/vite").exists() {
        return Err(format!("{FOLDER}/node_modules is missing: run scripts/install.sh test"));
    }
    let made = tempfile::Builder::new().prefix("scrip-pages-").tempdir().map_err(|error| error.to_string())?;
    // Not committed: they are openapi.json in another language.
    tool("openapi-typescript", "bin/cli.js", &["../openapi.json", "--alphabetize", "-o", "src/api/schema.d.ts"])?;
    let bundle = made.path().join("dist");
    let is_typed = tool("typescript", "bin/tsc", &["--noEmit"])?;
    tool("vite", "bin/vite.js", &["build", "--logLevel", "error", "--emptyOutDir", "--outDir", &text(&bundle)])?;
    tool("vite", "bin/vite.js", &["build", "--mode", "console", "--logLevel", "error", "--outDir", &text(&bundle)])?;
    let committed = folder.join("dist");
    if args.write {
        for name in names(&bundle)? {
            copy(&bundle.join(&name), &committed.join(&name))?;
        }
    }
    let checks = [
        ("TypeScript is content with the types of openapi.json", is_typed),
        ("the committed bundles are what the sources make", is_same(&bundle, &committed)?),
        ("the module is small", compressed(&bundle.join("scrip.js"))? <= BROTLI_BYTES_MAX),
    ];
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (what, is_so) in checks {
        println!("{} {what}", if is_so { "ok    " } else { "FAILED" });
        if is_so { passed += 1 } else { failed += 1 }
    }
    if failed > 0 {
        println!("`cargo xtask pages --write` makes the bundles anew.");
    }
    let (more, wrong, left) = browser(args)?;
    passed += more;
    failed += wrong;
    skipped += left;
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    Ok(if failed == 0 && more > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The tests in the browser, counted by node's closing lines.
fn browser(args: &Args) -> Outcome<(u64, u64, u64)> {
    // The stand-in for Stripe and the sample host are started from where the server lies.
    let program = programs::built(&["scrip", "fake-stripe", "landing-builder"])?.join("scrip");
    let mut tests = Command::new(workspace::node());
    tests.args(["--test", "--test-reporter=tap", "--test-timeout=600000", "--test-concurrency=1"]);
    let files = names(&workspace::root().join(FOLDER).join(TESTS))?;
    tests.args(files.iter().filter(|name| name.ends_with(".test.mjs")).map(|name| format!("{TESTS}/{name}")));
    tests.current_dir(workspace::root().join(FOLDER)).env("SCRIP_PROGRAM", program).stdout(Stdio::piped());
    if args.docs {
        tests.env("SCRIP_DOCS", "1");
    }
    if let Some(pictures) = &args.pictures {
        let pictures = std::path::absolute(pictures).map_err(|error| error.to_string())?;
        tests.env("SCRIP_PICTURES", pictures);
    }
    let done = tests.output().map_err(|error| format!("node does not start: {error}"))?;
    let said = String::from_utf8_lossy(&done.stdout);
    let count = |name: &str| said.lines().filter_map(|line| line.strip_prefix(name)?.trim().parse::<u64>().ok()).sum();
    let counts: (u64, u64, u64) = (count("# pass "), count("# fail ") + count("# cancelled "), count("# skipped "));
    if counts.1 > 0 || !done.status.success() {
        println!("{said}");
    }
    Ok(counts)
}

/// Runs a package's own program.
fn tool(package: &str, program: &str, args: &[&str]) -> Outcome<bool> {
    let folder = workspace::root().join(FOLDER);
    let status = Command::new(workspace::node())
        .arg(folder.join("node_modules").join(package).join(program))
        .args(args)
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()
        .map_err(|error| format!("node does not start: {error}; run scripts/install.sh test"))?;
    Ok(status.success())
}

fn compressed(module: &Path) -> Outcome<usize> {
    let script = "process.stdout.write(String(require('zlib').brotliCompressSync(require('fs').readFileSync(process.argv[1])).length))";
    let said = Command::new(workspace::node()).args(["-e", script]).arg(module).output();
    let said = said.map_err(|error| format!("node does not start: {error}"))?;
    String::from_utf8_lossy(&said.stdout).parse().map_err(|_| "node says no length".to_owned())
}

/// Two folders with the same files, byte for byte.
fn is_same(one: &Path, other: &Path) -> Outcome<bool> {
    let read = |path: &Path| std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let files = names(one)?;
    if files != names(other)? {
        return Ok(false);
    }
    for name in files {
        if read(&one.join(&name))? != read(&other.join(&name))? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn names(folder: &Path) -> Outcome<BTreeSet<String>> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    entries.map(|entry| Ok(entry.map_err(failed)?.file_name().to_string_lossy().into_owned())).collect()
}

fn copy(from: &Path, to: &Path) -> Outcome<()> {
    std::fs::copy(from, to).map(drop).map_err(|error| format!("{}: {error}", to.display()))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
