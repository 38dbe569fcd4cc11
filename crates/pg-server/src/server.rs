//! One server: start, stop, crash, start again, databases and URLs, and its end without a trace.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions, Permissions};
use std::hash::{BuildHasher, RandomState};
use std::io::{Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal};

use crate::certificates;
use crate::options::{Login, Options, Place};
use crate::programs::Programs;
use crate::template;
use crate::user::User;
use crate::watchdog::Watchdog;

/// Room that `/dev/shm` must have: containers give it 64 MB by default, too little for a server.
const MEMORY_ROOM_MIN_BYTES: u64 = 2 << 30;
/// How long a server may take to accept connections or to end; recovery after a crash is part of it.
const PATIENCE: Duration = Duration::from_mins(1);
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// Below the range from which the system takes ports of outgoing connections, so that a port stays free over a restart.
const PORTS: std::ops::Range<u16> = 20_000..32_000;
/// A port that somebody else took between looking and starting is another's; then the next is tried.
const STARTS_MAX: u32 = 5;

/// A real server of its own: its folder, its port, its processes. Dropping it removes all of them.
#[derive(Debug)]
pub struct PgServer {
    folder: PathBuf,
    port: u16,
    user: User,
    options: Options,
    databases: AtomicU32,
    running: Mutex<Option<Child>>,
    watchdog: Watchdog,
}

impl PgServer {
    /// Starts one in memory, without a password.
    pub fn start() -> Self {
        Self::start_with(Options::new())
    }

    /// The one that all tests of this process share; it ends with the process.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<PgServer> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    pub(crate) fn start_with(options: Options) -> Self {
        let user = User::choose();
        let folder = folder(options.place, user);
        // First of all: from here on everything is removed, whatever fails.
        let watchdog = Watchdog::over(&folder);
        let server =
            Self { folder, port: 0, user, options, databases: AtomicU32::new(0), running: Mutex::new(None), watchdog };
        match &server.options.base {
            None => template::data_folder(&server.data_folder(), user),
            Some(base) => template::copy(base, &server.data_folder(), user),
        }
        if server.options.recovers() {
            let signal = server.data_folder().join("recovery.signal");
            File::create(&signal).expect("the signal to recover");
            user.own(&signal);
        }
        if server.options.is_tls {
            certificates::write(&server.authority(), &server.data_folder(), user);
        }
        server.first_start()
    }

    fn first_start(mut self) -> Self {
        let conf = self.data_folder().join("postgresql.conf");
        let stock = fs::read_to_string(&conf).expect("postgresql.conf can be read");
        for _ in 0..STARTS_MAX {
            self.port = free_port();
            fs::write(&conf, stock.clone() + &self.options.conf(self.port)).expect("postgresql.conf can be written");
            if self.try_start().is_ok() {
                self.end_recovery();
                self.set_login();
                return self;
            }
        }
        panic!("PostgreSQL does not start:\n{}", self.log());
    }

    /// A server that recovers from an archive answers who reads before it takes writes.
    fn end_recovery(&self) {
        let is_over = || self.try_sql("postgres", "SELECT pg_is_in_recovery()").as_deref() == Ok("f");
        assert!(!self.options.recovers() || look(is_over), "PostgreSQL does not end its recovery:\n{}", self.log());
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its data: what a back-up saves.
    pub fn data_folder(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A folder beside the data that the server may write to, for instance an archive of its log; made when it is missing.
    pub fn folder_beside(&self, name: &str) -> PathBuf {
        let folder = self.folder.join(name);
        if fs::create_dir(&folder).is_ok() {
            self.user.own(&folder);
            fs::set_permissions(&folder, Permissions::from_mode(0o700)).expect("permissions are set");
        }
        folder
    }

    /// What the server has said so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// `postgres://postgres@127.0.0.1:20123/ledger`, with the password where there is one.
    pub fn url(&self, database: &str) -> String {
        let password = self.options.password().map(|password| format!(":{password}")).unwrap_or_default();
        format!("postgres://postgres{password}@127.0.0.1:{}/{database}", self.port)
    }

    /// The certificate of the authority that signed the server's, as a PEM file; there only with [`Options::tls`].
    pub fn authority(&self) -> PathBuf {
        self.folder.join("authority.crt")
    }

    /// Makes an empty database that no other test has, and says its URL.
    pub fn fresh_database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name}"));
        self.url(&name)
    }

    /// Runs statements by psql; answers the rows as lines, fields parted by `|`.
    #[track_caller]
    pub fn sql(&self, database: &str, statements: &str) -> String {
        self.try_sql(database, statements).unwrap_or_else(|error| panic!("{statements}: {error}"))
    }

    /// The same where a refusal is expected.
    ///
    /// # Errors
    /// PostgreSQL's own words.
    pub fn try_sql(&self, database: &str, statements: &str) -> Result<String, String> {
        let mut psql = self.program("psql");
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"])
            .args(["--command", statements])
            .arg(self.url(database));
        let output = psql.output().expect("psql starts");
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).trim_end().to_owned())
        }
    }

    /// One of PostgreSQL's programs (`pg_basebackup`, `pg_ctl`, ...), to run as the user that may touch the data.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(Programs::find().path(name));
        command
            .current_dir(&self.folder)
            .env("HOME", &self.folder)
            .env("LC_ALL", "C")
            .env("PGCONNECT_TIMEOUT", "10")
            .stdin(Stdio::null());
        self.user.run(&mut command);
        command
    }

    /// Ends it in order: sessions are cut, what they had open is rolled back, everything is written.
    pub fn stop(&self) {
        self.end(Signal::INT);
    }

    /// Ends it as a crash would: nothing is written any more, the next start recovers from the log.
    pub fn stop_immediate(&self) {
        self.end(Signal::QUIT);
    }

    /// Starts it after a stop, on the same port with the same data.
    #[track_caller]
    pub fn start_again(&self) {
        self.try_start().unwrap_or_else(|()| panic!("PostgreSQL does not start again:\n{}", self.log()));
    }

    /// Stops it in order and starts it again.
    #[track_caller]
    pub fn restart(&self) {
        self.stop();
        self.start_again();
    }

    /// Stops the clock of its first process, which then takes no connections; sessions go on. Undone by [`Self::thaw`].
    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// Undoes [`Self::freeze`].
    pub fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    /// Cuts all sessions but its own by `pg_terminate_backend`; answers how many.
    pub fn terminate_backends(&self) -> u32 {
        const CUT: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
            WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'";
        self.sql("postgres", CUT).parse().expect("a count")
    }

    /// Takes connections until there is none left. They do nothing, and end when they are dropped. Only without a password.
    pub fn take_all_connections(&self) -> Vec<TcpStream> {
        // Its length, version 3.0 of the protocol, and whom it is for.
        const HELLO: &[u8] = b"\0\0\0\x29\0\x03\0\0user\0postgres\0database\0postgres\0\0";
        let mut taken = Vec::new();
        loop {
            let mut connection = TcpStream::connect(("127.0.0.1", self.port)).expect("a server that listens");
            connection.write_all(HELLO).expect("a server that reads");
            // The first letter of its answer: R for welcome, E for a refusal.
            let mut letter = [0];
            connection.read_exact(&mut letter).expect("a server that answers");
            if letter != *b"R" {
                return taken;
            }
            taken.push(connection);
        }
    }

    /// Sets a line of postgresql.conf and has the server read it; some settings count only after a restart.
    pub fn set(&self, name: &str, value: &str) {
        let conf = self.data_folder().join("postgresql.conf");
        let mut text = fs::read_to_string(&conf).expect("postgresql.conf can be read");
        let _ = writeln!(text, "{name} = '{}'", value.replace('\'', "''"));
        fs::write(conf, text).expect("postgresql.conf can be written");
        self.signal(Signal::HUP);
    }

    fn running(&self) -> MutexGuard<'_, Option<Child>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn signal(&self, signal: Signal) {
        if let Some(child) = self.running().as_ref() {
            let _ = rustix::process::kill_process(Pid::from_child(child), signal);
        }
    }

    fn end(&self, signal: Signal) {
        let Some(mut child) = self.running().take() else { return };
        let _ = rustix::process::kill_process(Pid::from_child(&child), signal);
        let ended = look(|| matches!(child.try_wait(), Ok(Some(_)) | Err(_)));
        if !ended {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Returns when it accepts connections, or when it ended by itself.
    fn try_start(&self) -> Result<(), ()> {
        let mut running = self.running();
        assert!(running.is_none(), "the server is running already");
        let data = self.data_folder();
        let log = OpenOptions::new().create(true).append(true).open(self.folder.join("log")).expect("a log file");
        let mut command = Command::new(Programs::find().path("postgres"));
        command.arg("-D").arg(&data).current_dir(&self.folder).env("LC_ALL", "C").env("TZ", "UTC");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).process_group(0);
        self.user.run(&mut command);
        let mut child = command.spawn().expect("postgres starts");
        let mut ended = false;
        let ready = look(|| {
            ended = matches!(child.try_wait(), Ok(Some(_)) | Err(_));
            ended || is_ready(&data)
        });
        if ended || !ready {
            let _ = child.kill();
            let _ = child.wait();
            return Err(());
        }
        *running = Some(child);
        Ok(())
    }

    /// The superuser gets its password while everybody may still come in; then the door is shut.
    fn set_login(&self) {
        if let Some(password) = self.options.password() {
            let kind = if matches!(self.options.login, Login::Md5(_)) { "md5" } else { "scram-sha-256" };
            self.sql(
                "postgres",
                &format!("SET password_encryption = '{kind}'; ALTER ROLE postgres PASSWORD '{password}'"),
            );
        } else if !self.options.is_tls {
            return;
        }
        self.stop();
        fs::write(self.data_folder().join("pg_hba.conf"), self.options.hba()).expect("pg_hba.conf can be written");
        self.start_again();
    }
}

impl Drop for PgServer {
    fn drop(&mut self) {
        self.thaw();
        self.stop_immediate();
        self.watchdog.release();
    }
}

/// postmaster.pid's eighth line says `ready` as soon as connections are taken; `pg_ctl` looks there, too.
fn is_ready(data: &Path) -> bool {
    let text = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    text.lines().nth(7).is_some_and(|line| line.trim() == "ready")
}

/// Whether it became so in time.
fn look(mut is_so: impl FnMut() -> bool) -> bool {
    let looks = PATIENCE.as_millis() / LOOK_EVERY.as_millis();
    (0..looks).any(|_| {
        let so = is_so();
        if !so {
            thread::sleep(LOOK_EVERY);
        }
        so
    })
}

/// An empty folder that PostgreSQL's user may enter and write to.
fn folder(place: Place, user: User) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let room = rustix::fs::statvfs(memory).map_or(0, |room| room.f_bavail.saturating_mul(room.f_frsize));
    let parent = match place {
        Place::Memory if room >= MEMORY_ROOM_MIN_BYTES => memory.to_owned(),
        Place::Memory | Place::Disk => std::env::temp_dir(),
    };
    let folder = tempfile::Builder::new().prefix("scrip-pg-").tempdir_in(parent).expect("a temporary folder").keep();
    user.own(&folder);
    fs::set_permissions(&folder, Permissions::from_mode(0o711)).expect("permissions are set");
    File::create(folder.join("log")).expect("a log file");
    folder
}

fn free_port() -> u16 {
    let width = u64::from(PORTS.end - PORTS.start);
    let mut tries = (0..1_000_u32).map(|at| RandomState::new().hash_one(at) % width);
    tries
        .find_map(|offset| {
            let port = PORTS.start + u16::try_from(offset).ok()?;
            TcpListener::bind(("127.0.0.1", port)).is_ok().then_some(port)
        })
        .expect("a free port")
}
