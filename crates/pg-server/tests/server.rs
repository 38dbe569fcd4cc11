//! Servers as tests use them: durable, restarted, crashed, behind passwords, and gone without a trace.

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use scrip_pg_server::{Login, Options, PgServer, Place};

#[test]
fn it_is_new_enough_durable_and_small() {
    let server = PgServer::shared();
    let rows: &[(&str, &str)] = &[
        ("current_setting('server_version_num')::int >= 150000", "t"),
        ("current_setting('fsync')", "on"),
        ("current_setting('synchronous_commit')", "on"),
        ("current_setting('full_page_writes')", "on"),
        ("current_setting('listen_addresses')", "127.0.0.1"),
        ("current_setting('server_encoding') || current_setting('lc_collate')", "UTF8C"),
    ];
    for (question, answer) in rows {
        assert_eq!(server.sql("postgres", &format!("SELECT {question}")), *answer, "{question}");
    }
}

#[test]
fn every_test_has_a_database_of_its_own() {
    let server = PgServer::shared();
    let (one, other) = (server.fresh_database(), server.fresh_database());
    assert_ne!(one, other);
    let name = one.rsplit_once('/').unwrap().1;
    assert_eq!(server.sql(name, "CREATE TABLE t (a int); INSERT INTO t VALUES (7); SELECT a FROM t"), "7");
    let refused = server.try_sql(other.rsplit_once('/').unwrap().1, "SELECT a FROM t").unwrap_err();
    assert!(refused.contains("does not exist"), "{refused}");
}

#[test]
fn what_was_committed_is_there_after_a_restart_and_after_a_crash() {
    let server = PgServer::start();
    server.sql("postgres", "CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
    server.restart();
    server.sql("postgres", "INSERT INTO t VALUES (2)");
    server.stop_immediate();
    assert!(TcpStream::connect(("127.0.0.1", server.port())).is_err());
    server.start_again();
    assert_eq!(server.sql("postgres", "SELECT sum(a) FROM t"), "3");
    assert!(server.log().contains("automatic recovery in progress"), "{}", server.log());
}

#[test]
fn sessions_are_cut() {
    let server = PgServer::start();
    let mut sleeper = server.program("psql");
    sleeper.args(["--command", "SELECT pg_sleep(600)"]).arg(server.url("postgres"));
    let mut sleeper = sleeper.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    eventually(|| {
        server.sql("postgres", "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%sleep(600)'") != "0"
    });
    assert_eq!(server.terminate_backends(), 1);
    assert!(!sleeper.wait().unwrap().success());
}

#[test]
fn a_frozen_server_answers_nobody_and_goes_on() {
    let server = PgServer::start();
    server.freeze();
    let mut late = server.program("psql");
    late.args(["--tuples-only", "--no-align", "--command", "SELECT 7"]).arg(server.url("postgres"));
    let mut late = late.stdout(Stdio::piped()).spawn().unwrap();
    thread::sleep(Duration::from_millis(200));
    assert!(late.try_wait().unwrap().is_none());
    server.thaw();
    assert_eq!(late.wait_with_output().unwrap().stdout, b"7\n");
}

#[test]
fn settings_are_the_tests_own() {
    let server = Options::new().place(Place::Disk).set("fsync", "off").set("max_connections", "9").start();
    assert!(server.data_folder().starts_with(std::env::temp_dir()));
    assert_eq!(server.sql("postgres", "SELECT current_setting('fsync') || current_setting('max_connections')"), "off9");
    server.set("work_mem", "1MB");
    eventually(|| server.sql("postgres", "SHOW work_mem") == "1MB");
}

#[test]
fn a_password_is_asked_for() {
    for (login, stored) in [(Login::Md5("hush".to_owned()), "md5"), (Login::Scram("hush".to_owned()), "SCRAM-SHA-256$")]
    {
        let server = Options::new().login(login).start();
        assert_eq!(
            server.sql("postgres", "SELECT left(rolpassword, 14) FROM pg_authid WHERE oid = 10").find(stored),
            Some(0)
        );
        let mut wrong = server.program("psql");
        let url = server.url("postgres").replace("hush", "wrong");
        let output = wrong.args(["--command", "SELECT 1"]).arg(url).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("password authentication failed"), "{said}");
    }
}

#[test]
fn tls_is_demanded_and_its_certificate_is_good() {
    let server = Options::new().tls().login(Login::Scram("hush".to_owned())).start();
    let try_as = |mode: &str, authority: &Path| {
        let mut psql = server.program("psql");
        psql.env("PGSSLMODE", mode).env("PGSSLROOTCERT", authority).arg(server.url("postgres"));
        psql.args(["--tuples-only", "--no-align", "--command"]);
        let output = psql.arg("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    assert_eq!(try_as("verify-full", &server.authority()), "t\n");
    let said = try_as("disable", &server.authority());
    assert!(said.contains("no encryption"), "{said}");
    let other = Options::new().tls().start();
    let said = try_as("verify-full", &other.authority());
    assert!(said.contains("SSL error"), "{said}");
}

#[test]
fn a_base_and_an_archive_restore_to_an_instant() {
    let first = Options::new().set("archive_mode", "on").start();
    let archive = first.folder_beside("archive").display().to_string();
    first.set("archive_command", &format!("cp %p {archive}/%f"));
    first.sql("postgres", "CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
    let base = first.folder_beside("base");
    let mut backup = first.program("pg_basebackup");
    let url = first.url("postgres");
    backup.args(["--wal-method=stream", "--checkpoint=fast", "--dbname", &url, "--pgdata"]).arg(&base);
    assert!(backup.status().unwrap().success());
    first.sql("postgres", "INSERT INTO t VALUES (2)");
    let point = first.sql("postgres", "SELECT pg_sleep(0.01); SELECT clock_timestamp()");
    first.sql("postgres", "SELECT pg_sleep(0.01); INSERT INTO t VALUES (4)");
    let segment = first.sql("postgres", "SELECT pg_walfile_name(pg_switch_wal())");
    eventually(|| first.sql("postgres", "SELECT last_archived_wal FROM pg_stat_archiver") >= segment);
    let restored = |settings: &[(&str, &str)]| {
        let begin = Options::new().restore(&base).set("archive_mode", "off");
        settings.iter().fold(begin, |options, (name, value)| options.set(name, value)).start()
    };
    let sum = |server: &PgServer| server.sql("postgres", "SELECT sum(a) FROM t");
    let command = format!("cp {archive}/%f %p");
    let (restore, action) = (("restore_command", command.as_str()), ("recovery_target_action", "promote"));
    assert_eq!(sum(&restored(&[])), "1");
    assert_eq!(sum(&restored(&[restore, action, ("recovery_target_time", point.trim())])), "3");
    assert_eq!(sum(&restored(&[restore])), "7");
}

#[test]
fn a_dropped_server_leaves_nothing() {
    let server = PgServer::start();
    let (data, port) = (server.data_folder(), server.port());
    let beside = server.folder_beside("archive");
    assert!(data.exists() && beside.exists());
    drop(server);
    assert!(!data.parent().unwrap().exists());
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
}

/// Tells the child of the next test where to write what it started.
const NOTE: &str = "SCRIP_PG_SERVER_NOTE";

#[test]
fn a_process_that_dies_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let note = folder.path().join("note");
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "dies_when_told_to", "--nocapture"]).env(NOTE, &note);
    let status = child.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(!status.success(), "the child is killed");
    let said = fs::read_to_string(&note).unwrap();
    let (data, port) = said.split_once('\n').unwrap();
    let data = PathBuf::from(data);
    eventually(|| !data.parent().is_some_and(Path::exists));
    assert!(TcpStream::connect(("127.0.0.1", port.parse::<u16>().unwrap())).is_err());
}

/// The other half of the test above; by itself it has nothing to do.
#[test]
fn dies_when_told_to() {
    let Some(note) = std::env::var_os(NOTE) else { return };
    let server = PgServer::shared();
    fs::write(note, format!("{}\n{}", server.data_folder().display(), server.port())).unwrap();
    rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL).unwrap();
}

/// Waits up to twenty seconds.
#[track_caller]
fn eventually(mut is_so: impl FnMut() -> bool) {
    assert!((0..400).any(|_| {
        thread::sleep(Duration::from_millis(50));
        is_so()
    }));
}
