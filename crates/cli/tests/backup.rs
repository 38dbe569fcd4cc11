//! Back-ups made by the very commands of docs/operating.md while the ledger is written: each restores to its instant.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed step is a failed test")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use common::{Served, project, said, scratch, scrip, verified};
use scrip_client::{Client, Use};
use scrip_pg_server::Options;

const WRITERS: usize = 3;
/// Spends between two back-ups.
const SPENDS: usize = 60;

#[test]
fn a_served_file_is_copied_and_restores_to_the_copys_instant() {
    const COPY: &str = "sqlite3 scrip.db \"VACUUM INTO 'copy.db'\"";
    let folder = scratch();
    let server = Served::start(folder.path());
    let points = written(&server, 3, |number| {
        shell(folder.path(), COPY);
        let place = folder.path().join(format!("copy-{number}"));
        fs::create_dir(&place).unwrap();
        fs::rename(folder.path().join("copy.db"), place.join("scrip.db")).unwrap();
    });
    assert_eq!(server.stop(), Some(0));
    for (number, point) in points.iter().enumerate() {
        let place = folder.path().join(format!("copy-{number}"));
        verified(&place);
        point.is_what_stands_in(&Served::start(&place));
        verified(&place);
    }
}

#[test]
fn a_database_restores_to_any_instant_from_a_base_and_its_log() {
    const BASE: &str = "pg_basebackup --pgdata=base --wal-method=stream --checkpoint=fast";
    const SAVE: &str = "test ! -f /backup/wal/%f && cp %p /backup/wal/%f.new && sync /backup/wal/%f.new && \
                        mv /backup/wal/%f.new /backup/wal/%f";
    const LOAD: &str = "cp /backup/wal/%f %p";
    let server = Options::new().set("wal_level", "replica").set("archive_mode", "on").start();
    let archive = server.folder_beside("archive").display().to_string();
    let here = |command| told(command).replace("/backup/wal", &archive);
    server.set("archive_command", &here(SAVE));
    let url = server.fresh_database();
    let database = url.rsplit_once('/').unwrap().1;
    let migrated = said(scrip().args(["migrate", "--store", &url]));
    assert_eq!(migrated.code, 0, "{}", migrated.err);

    let served = Served::on(&url);
    let mut instants = Vec::new();
    let points = written(&served, 3, |number| {
        if number == 0 {
            let mut words = told(BASE).split(' ');
            let mut backup = server.program(words.next().unwrap());
            let output = backup.args(words).args(["--dbname", &server.url("postgres")]).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        instants.push(server.sql("postgres", "SELECT clock_timestamp()"));
    });
    served.kill();
    let last = server.sql("postgres", "SELECT pg_walfile_name(pg_switch_wal())");
    while server.sql("postgres", "SELECT last_archived_wal FROM pg_stat_archiver") < last {
        thread::sleep(Duration::from_millis(20));
    }
    let base = server.data_folder().parent().unwrap().join("base");
    server.stop_immediate();

    for (point, instant) in points.iter().zip(&instants) {
        let settings = [
            ("archive_mode", "off"),
            ("restore_command", &here(LOAD)),
            ("recovery_target_time", instant),
            ("recovery_target_action", "promote"),
        ];
        let restored =
            settings.iter().fold(Options::new().restore(&base), |options, (name, value)| options.set(name, value));
        let restored = restored.start();
        adds_up(&restored.url(database));
        point.is_what_stands_in(&Served::on(&restored.url(database)));
        adds_up(&restored.url(database));
    }
}

fn adds_up(place: &str) {
    let verified = said(scrip().args(["verify", "--json", place]));
    assert_eq!(verified.code, 0, "{} {}", verified.out, verified.err);
}

/// What was acknowledged before a back-up began, and what was asked for after it had ended.
struct Point {
    before: BTreeSet<String>,
    after: Vec<String>,
}

impl Point {
    /// What was acknowledged is replayed; what came later has not happened.
    fn is_what_stands_in(&self, restored: &Served) {
        let client = restored.client(1);
        for key in &self.before {
            assert!(spend(&client, key), "{key} was acknowledged before the back-up and is lost");
        }
        for key in &self.after {
            assert!(!spend(&client, key), "{key} was asked for after the back-up and is there");
        }
    }
}

/// Spends without a pause, takes so many back-ups meanwhile, and spends on after the last.
fn written(server: &Served, backups: usize, mut back_up: impl FnMut(usize)) -> Vec<Point> {
    server.json(&["account", "create", "acme", "--plan", "build"]);
    server.json(&["grant", "create", "acme", "1000000", "--reason", "test"]);
    let (acknowledged, asked) = (Mutex::new(BTreeSet::new()), Mutex::new(BTreeSet::new()));
    let is_over = AtomicBool::new(false);
    let write = |writer: usize| {
        let client = server.client(1);
        for number in 0.. {
            if is_over.load(Ordering::Relaxed) {
                break;
            }
            let key = format!("w{writer}-{number}");
            asked.lock().unwrap().insert(key.clone());
            assert!(!spend(&client, &key));
            acknowledged.lock().unwrap().insert(key);
        }
    };
    let wait_for_more = || {
        let enough = acknowledged.lock().unwrap().len() + SPENDS;
        while acknowledged.lock().unwrap().len() < enough {
            thread::sleep(Duration::from_millis(5));
        }
    };
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || write(writer));
        }
        let points: Vec<_> = (0..backups)
            .map(|number| {
                wait_for_more();
                let before = acknowledged.lock().unwrap().clone();
                back_up(number);
                (before, asked.lock().unwrap().clone())
            })
            .collect();
        wait_for_more();
        is_over.store(true, Ordering::Relaxed);
        let all = asked.lock().unwrap().clone();
        let later = |during: &BTreeSet<String>| all.difference(during).cloned().collect();
        points.into_iter().map(|(before, during)| Point { before, after: later(&during) }).collect()
    })
}

/// Spends one credit by this key; answers whether that had been done before.
fn spend(client: &Client, key: &str) -> bool {
    let reply = client.with_key(key).spend("acme", &Use::costing(1));
    reply.unwrap_or_else(|error| panic!("{key}: {error}")).replayed
}

/// A command that the page tells, as it stands there.
fn told(command: &str) -> &str {
    let page = fs::read_to_string(project("docs/operating.md")).unwrap();
    assert!(page.contains(command), "docs/operating.md does not say `{command}`");
    command
}

fn shell(folder: &Path, command: &str) {
    let output = Command::new("sh").args(["-c", told(command)]).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
}
