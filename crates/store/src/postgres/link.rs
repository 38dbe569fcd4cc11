//! A connection and the thread that it is driven by: whoever calls. Statements are prepared once and leave together.
//!
//! No other thread takes part: a query costs no hop between threads, and while nobody asks nothing runs.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use parking_lot::Mutex;
use scrip_core::id::PoolNo;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::time::timeout;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Row, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::failure::{Deadline, Failure};
use super::fit::{self, History};
use super::keys::Search;
use super::retries::{Retries, Retry};
use super::schema;
use super::turns::Turn;
use super::url::{Address, Trust};
use crate::accounts::Accounts;
use crate::error::StoreError;
use crate::pools::{ByPool, Pools};

/// Between two tries to connect; doubled up to the second.
const RETRY_MIN: Duration = Duration::from_millis(10);
const RETRY_MAX: Duration = Duration::from_millis(500);

/// Where connections lead, and how.
pub(super) struct Home {
    pub(super) address: Address,
    pub(super) tls: MakeRustlsConnect,
    /// For connections that serve: each is checked, and takes the role that cannot change entries.
    pub(super) memory: Option<Arc<Memory>>,
    pub(super) retries: Retries,
}

/// What is in memory of a database, for as long as it goes on with the history that it was read from.
pub(super) struct Memory {
    pub(super) pools: Pools,
    pub(super) accounts: Accounts,
    history: Mutex<Option<History>>,
}

impl Memory {
    pub(super) fn new(pools_max: usize) -> Self {
        Self { pools: Pools::bounded(pools_max), accounts: Accounts::default(), history: Mutex::default() }
    }

    pub(super) fn clear(&self) {
        self.pools.clear();
        self.accounts.clear();
    }

    /// Another history than before: of what was read then, some may never have been.
    fn go_on_with(&self, history: History) {
        let mut known = self.history.lock();
        if known.as_ref().is_some_and(|known| *known != history) {
            self.clear();
        }
        *known = Some(history);
    }
}

/// A connection, made when it is first used and made anew when it is lost.
pub(super) struct Link {
    home: Arc<Home>,
    // Before its driver: it is dropped first.
    live: Option<Live>,
    driver: Driver,
}

/// What drives a connection; there until it is dropped, which may be where tasks of another runtime run.
struct Driver(Option<Runtime>);

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// A connection that stands.
pub(super) struct Live {
    pub(super) client: Client,
    prepared: RefCell<HashMap<&'static str, Statement>>,
    uses: Cell<u64>,
    pub(super) turn: Cell<Turn>,
    /// Whether keys are looked for before it is known that they must be.
    pub(super) search: Cell<Search>,
    /// Whether the last commit found pools that others had changed.
    pub(super) is_behind: Cell<bool>,
    /// Those pools, where they are few enough to be looked at with the next turn.
    pub(super) hot: RefCell<Vec<PoolNo>>,
    /// What came of that look: pools further than in memory, perhaps, and proven by nothing before their rows say the same.
    pub(super) ahead: RefCell<ByPool>,
}

/// A parameter of a statement.
pub(super) type Param<'a> = &'a (dyn ToSql + Sync);
/// One for a statement's list.
pub(super) fn param<T: ToSql + Sync>(value: &T) -> Param<'_> {
    value
}

/// A statement with its parameters.
pub(super) type Ask<'a> = (&'static str, Vec<Param<'a>>);

impl Link {
    pub(super) fn new(home: Arc<Home>) -> Result<Self, StoreError> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(StoreError::unavailable("begin to connect"))?;
        Ok(Self { home, live: None, driver: Driver(Some(runtime)) })
    }

    /// Counts what was in the way.
    pub(super) fn note(&self, retry: Retry) {
        self.home.retries.add(retry);
    }

    /// What the connection holds, if there is one.
    pub(super) fn turn(&self) -> Option<Turn> {
        self.live.as_ref().filter(|live| !live.client.is_closed()).map(|live| live.turn.get())
    }

    /// True where other processes change the pools that are committed to on this connection.
    pub(super) fn is_behind(&self) -> bool {
        self.live.as_ref().is_some_and(|live| live.is_behind.get())
    }

    /// Runs some work on the connection, within some time. After a failure that leaves the connection in doubt it is
    /// dropped; it is made anew when it is next used.
    pub(super) fn run<T: Send>(
        &mut self,
        most: Duration,
        work: impl AsyncFnOnce(&Live) -> Result<T, Failure> + Send,
    ) -> Result<T, Failure> {
        let Self { home, live, driver } = self;
        let Some(runtime) = &driver.0 else { return Err(too_long()) };
        let drive = || {
            let within = async {
                let one = match live.take().filter(|one| !one.client.is_closed()) {
                    Some(one) => one,
                    None => connect(home).await?,
                };
                one.plan_anew_at_times().await?;
                let done = work(&one).await;
                if !matches!(done, Err(Failure::Lost(_))) {
                    *live = Some(one);
                }
                done
            };
            runtime.block_on(async { timeout(most, within).await.unwrap_or_else(|_| Err(too_long())) })
        };
        // A thread that drives tasks of another runtime may not drive this one.
        let done = if Handle::try_current().is_err() {
            drive()
        } else {
            thread::scope(|scope| scope.spawn(drive).join().unwrap_or_else(|_| Err(too_long())))
        };
        done.inspect_err(|failure| home.retries.add_failure(failure))
    }

    /// The same for work that may be done again: until it succeeds, fails for good, or its time is over.
    pub(super) fn run_again<T: Send>(
        &mut self,
        most: Duration,
        work: impl AsyncFn(&Live) -> Result<T, Failure> + Sync,
    ) -> Result<T, StoreError> {
        let deadline = Deadline::after(most);
        let mut wait = RETRY_MIN;
        loop {
            let work = &work;
            match self.run(deadline.left(), async move |live| work(live).await) {
                Ok(done) => return Ok(done),
                Err(Failure::Again(_) | Failure::Lost(_)) if deadline.left() > wait => pause(&mut wait),
                Err(failure) => return Err(failure.into_error()),
            }
        }
    }
}

/// Waits before the next try, longer each time.
pub(super) fn pause(wait: &mut Duration) {
    thread::sleep(*wait);
    *wait = (*wait * 2).min(RETRY_MAX);
}

/// The first wait of [`pause`].
pub(super) const fn first_pause() -> Duration {
    RETRY_MIN
}

fn too_long() -> Failure {
    let cause = io::Error::new(io::ErrorKind::TimedOut, "the database did not answer in time");
    Failure::Lost(Arc::new(cause))
}

async fn connect(home: &Home) -> Result<Live, Failure> {
    let config = &home.address.config;
    let client = if home.address.trust == Trust::Plain {
        let (client, connection) = config.connect(NoTls).await?;
        // It ends with the client, or when the peer goes away; whoever uses the client then learns why.
        tokio::spawn(connection);
        client
    } else {
        let (client, connection) = config.connect(home.tls.clone()).await?;
        tokio::spawn(connection);
        client
    };
    let live = Live {
        client,
        prepared: RefCell::default(),
        uses: Cell::default(),
        turn: Cell::default(),
        search: Cell::default(),
        is_behind: Cell::default(),
        hot: RefCell::default(),
        ahead: RefCell::default(),
    };
    if let Some(memory) = &home.memory {
        memory.go_on_with(fit::check(&live).await?);
    }
    Ok(live)
}

impl Live {
    /// Plans are made once and kept. While a ledger grows from nothing, the first ones grow old soon: they are dropped
    /// when the connection was used 16, 256, 4,096 ... times.
    async fn plan_anew_at_times(&self) -> Result<(), Failure> {
        let uses = self.uses.get() + 1;
        self.uses.set(uses);
        if uses > 1 && uses.is_power_of_two() && uses.trailing_zeros().is_multiple_of(4) {
            self.client.batch_execute(schema::PLAN_ANEW).await?;
        }
        Ok(())
    }

    /// Asks with one statement and waits.
    pub(super) async fn query(&self, sql: &'static str, params: &[Param<'_>]) -> Result<Vec<Row>, Failure> {
        let statement = self.prepare(sql).await?;
        Ok(self.client.query(&statement, params).await?)
    }

    /// The statement, prepared when it is first used on this connection.
    pub(super) async fn prepare(&self, sql: &'static str) -> Result<Statement, Failure> {
        let ready = self.prepared.borrow().get(sql).cloned();
        if let Some(statement) = ready {
            return Ok(statement);
        }
        let statement = self.client.prepare(sql).await?;
        self.prepared.borrow_mut().insert(sql, statement.clone());
        Ok(statement)
    }

    /// Sends statements in this order in one piece, and waits for all their answers. The first failure is told: it is
    /// the cause of those after it.
    pub(super) async fn send(&self, asks: &[Ask<'_>]) -> Result<Vec<Vec<Row>>, Failure> {
        let mut statements = Vec::with_capacity(asks.len());
        for (sql, _) in asks {
            statements.push(self.prepare(sql).await?);
        }
        let coming = asks.iter().zip(&statements);
        let coming = coming.map(|((_, params), statement)| Box::pin(self.client.query(statement, params)));
        Ok(together(coming.collect()).await?)
    }
}

type Answer = Result<Vec<Row>, tokio_postgres::Error>;

/// Drives all at once, in this order: so what they send leaves in one piece.
async fn together(
    mut coming: Vec<Pin<Box<impl Future<Output = Answer>>>>,
) -> Result<Vec<Vec<Row>>, tokio_postgres::Error> {
    let mut answers: Vec<Option<Answer>> = coming.iter().map(|_| None).collect();
    poll_fn(|context| {
        let mut is_done = true;
        for (one, answer) in coming.iter_mut().zip(&mut answers).filter(|(_, answer)| answer.is_none()) {
            match one.as_mut().poll(context) {
                Poll::Ready(ready) => *answer = Some(ready),
                Poll::Pending => is_done = false,
            }
        }
        if is_done { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    answers.into_iter().flatten().collect()
}

/// Drives two things at once; what the first sends leaves first.
pub(super) async fn both<A, B>(one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    poll_fn(|context| {
        if first.is_none()
            && let Poll::Ready(ready) = one.as_mut().poll(context)
        {
            first = Some(ready);
        }
        if second.is_none()
            && let Poll::Ready(ready) = other.as_mut().poll(context)
        {
            second = Some(ready);
        }
        match (first.take(), second.take()) {
            (Some(first), Some(second)) => Poll::Ready((first, second)),
            (one, other) => {
                (first, second) = (one, other);
                Poll::Pending
            }
        }
    })
    .await
}
