//! The demo's own lines, typed as they are printed: a card is paid with, a transfer is confirmed, the invoices are opened.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failed step is a failed test")]

mod common;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use common::scrip;
use serde_json::Value;
use tempfile::TempDir;
use ureq::Agent;

/// The running demo; ended when it goes out of scope.
struct Demo {
    child: Child,
    said: String,
    folder: TempDir,
}

impl Demo {
    fn start() -> Self {
        let child = scrip()
            .args(["demo", "--rows", "1", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut demo = Self { child, said: String::new(), folder: common::scratch() };
        for line in BufReader::new(demo.child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            demo.said.push_str(&line);
            demo.said.push('\n');
            if line.starts_with("Serving until") {
                return demo;
            }
        }
        panic!("it ended: {}", demo.said);
    }

    /// The lines that a newcomer would type, from the one that holds the first word to the one that holds the last.
    fn typed(&self, first: &str, last: &str) -> Vec<&str> {
        let lines: Vec<&str> = self.said.lines().filter(|line| line.starts_with("  ")).map(str::trim).collect();
        let from = lines.iter().position(|line| line.contains(first)).unwrap();
        let to = lines.iter().position(|line| line.contains(last)).unwrap();
        lines[from..=to].to_vec()
    }

    /// What the shell prints.
    fn shell(&self, lines: &[&str]) -> String {
        let script = [self.typed("export SCRIP_URL", "export SCRIP_URL"), lines.to_vec()].concat().join("\n");
        let done = Command::new("bash").args(["-c", &script]).current_dir(self.folder.path()).output().unwrap();
        String::from_utf8(done.stdout).unwrap()
    }
}

/// The page of all mails, once it shows so many with that in the subject.
fn mails(demo: &Demo, subject: &str, count: usize) -> String {
    let url = demo.said.split("is shown at ").nth(1).unwrap().lines().next().unwrap();
    for _ in 0..600 {
        let page = get(url);
        if page.matches(subject).count() >= count {
            return page;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("no {count} mails with {subject}: {}", get(url));
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn get(url: &str) -> String {
    ureq::get(url).call().unwrap().body_mut().read_to_string().unwrap()
}

#[test]
fn a_newcomer_buys_by_card_and_by_transfer_and_gets_the_invoices() {
    let demo = Demo::start();

    let ordered = demo.shell(&demo.typed("buy-1", "buy-1"));
    let order: Value = serde_json::from_str(&ordered).unwrap_or_else(|_| panic!("{ordered}"));
    assert_eq!(order["status"], "pending", "{order}");
    let page = order["url"].as_str().unwrap();
    assert!(get(page).contains("Pay 23.37 USD"));
    let card = "cardNumber=4242424242424242&cardExpiry=12%2F34&cardCvc=123&email=nina%40nova.example";
    let browser: Agent = Agent::config_builder().max_redirects(0).build().into();
    let paid = browser.post(page).content_type("application/x-www-form-urlencoded").send(card).unwrap();
    assert_eq!(paid.status(), 303, "back to the shop");
    let asks = format!(
        "curl -s $SCRIP_URL/v1/orders/{} -H \"Authorization: Bearer $SCRIP_KEY\"",
        order["id"].as_str().unwrap()
    );
    let is_paid = || demo.shell(&[&asks]).contains("\"status\":\"paid\"");
    let comes = (0..600).any(|_| {
        is_paid() || {
            thread::sleep(Duration::from_millis(100));
            false
        }
    });
    assert!(comes, "{}", demo.shell(&[&asks]));

    let printed = demo.shell(&demo.typed("buy-2", "invoice.pdf"));
    let pdf = std::fs::read(demo.folder.path().join("invoice.pdf")).unwrap_or_else(|_| panic!("{printed}"));
    assert!(pdf.starts_with(b"%PDF-"), "{printed} {}", String::from_utf8_lossy(&pdf));

    mails(&demo, "nvoice", 2);
}
