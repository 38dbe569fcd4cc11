//! Test clocks: accounts that live in a time of their own; moved on by hand. In test mode only.

use scrip_core::command::{Actor, Command, Request};
use scrip_core::pool::Pool;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::TestClocks;
use crate::auth::{Mode, Scope};
use crate::edge::{Answer, Call, Endpoint, Operation, Shape, Verb, Who, endpoint};
use crate::problem::{Code, Problem};
use crate::random;
use crate::wire::field::{Given, TimeField};
use crate::wire::parse::Fault;
use crate::wire::shown::{Shown, TimeOut};

/// A test clock to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTestClock {
    /// The time that it begins at.
    #[schema(required)]
    now: Option<TimeField>,
}

/// A later time.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Advance {
    /// The time to which it is moved on.
    #[schema(required)]
    to: Option<TimeField>,
}

/// A test clock.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TestClock {
    /// Its id: name it when an account is created.
    id: String,
    /// Its time.
    now: TimeOut,
}

const OPERATOR: Who = Who::Server(Scope::Operator);

const CREATE: Operation = Operation {
    body: Some(Shape::of::<NewTestClock>()),
    ..Operation::of(
        (Verb::Post, "/v1/test-clocks"),
        "createTestClock",
        "Make a test clock; in test mode only",
        OPERATOR,
        (201, Shape::of::<TestClock>()),
    )
};

const ADVANCE: Operation = Operation {
    body: Some(Shape::of::<Advance>()),
    ..Operation::of(
        (Verb::Post, "/v1/test-clocks/{clock}/advance"),
        "advanceTestClock",
        "Move a test clock on; renewals and expiries happen in order",
        OPERATOR,
        (200, Shape::of::<TestClock>()),
    )
};

const ACCEPT: Operation = Operation {
    body: Some(Shape::of::<super::life::Nothing>()),
    ..Operation::of(
        (Verb::Post, "/v1/clock/accept"),
        "acceptClock",
        "Accept the machine's clock after a leap, and write again",
        OPERATOR,
        (200, Shape::of::<ClockOut>()),
    )
};

/// The server's clock.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ClockOut {
    /// Its time.
    now: TimeOut,
}

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&CREATE, create), endpoint(&ADVANCE, advance), endpoint(&ACCEPT, accept)]
}

fn in_test_mode(call: &Call) -> Result<(), Problem> {
    if call.app.keys.mode() == Mode::Test { Ok(()) } else { Err(Problem::not_found("test clock in live mode")) }
}

async fn create(call: Call) -> Result<Answer, Problem> {
    in_test_mode(&call)?;
    let body: NewTestClock = call.body()?;
    let now = body.now.required("now")?;
    let id = random::hex::<8>().map_err(|_| Problem::new(Code::Internal, "The system gives no randomness."))?;
    let id = format!("clk_{id}");
    call.app.ledger.put(TestClocks::moved(&call.app.ledger, &id, now)?).await?;
    call.app.test_clocks.set(&id, now);
    Ok(Answer::created(&TestClock { id, now: Shown(now) }))
}

/// Ticks in one batch.
const BATCH_MAX: usize = 256;

async fn advance(call: Call) -> Result<Answer, Problem> {
    in_test_mode(&call)?;
    let id = call.segment(2).into_owned();
    let body: Advance = call.body()?;
    let to = body.to.required("to")?;
    let now = call.app.test_clocks.now(&id).ok_or_else(|| Problem::not_found("test clock"))?;
    if to < now {
        return Err(Problem::fault("to", &Fault::new(format!("must not be before the clock's time, {now}"))));
    }
    call.app.refuse_after_leap()?;
    call.app.ledger.put(TestClocks::moved(&call.app.ledger, &id, to)?).await?;
    call.app.test_clocks.set(&id, to);
    let mut ticks = Vec::new();
    let last = call.app.ledger.last_pool()?;
    let tick = |pool| Request { pool, clock: to, actor: Actor::Product, key: None, command: Command::Tick };
    let lives_by_it = |pool: &Pool| pool.house.test_clock.as_deref() == Some(id.as_str());
    call.app
        .each_pool(1, last, |pool| {
            ticks.extend(lives_by_it(pool).then(|| tick(pool.no)));
            true
        })
        .await?;
    for batch in ticks.chunks(BATCH_MAX) {
        for answer in call.app.ledger.ask_all(batch.to_vec()).await? {
            answer?;
        }
    }
    Ok(Answer::ok(&TestClock { id, now: Shown(to) }))
}

async fn accept(call: Call) -> Result<Answer, Problem> {
    let super::life::Nothing {} = call.body()?;
    call.app.clock.accept();
    let now = call.app.clock.now();
    let audit = call.app.audit(call.caller()?, now, "clock_accepted", &now.to_string());
    call.app.ledger.put(vec![audit]).await?;
    Ok(Answer::ok(&ClockOut { now: Shown(now) }))
}
