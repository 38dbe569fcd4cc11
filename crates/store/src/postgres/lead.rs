//! Leading: one process of those on a database does what only one may. It holds a lock that ends with its connection, so
//! that whoever dies, stops, or is cut off leads no more.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use super::link::{Home, Link, Live};
use super::schema;
use crate::error::StoreError;

/// How long it may take to learn who leads.
const ASK_MAX: Duration = Duration::from_secs(5);

/// The connection that holds the lock, or asks for it; made when somebody asks.
pub(super) struct Lead {
    home: Arc<Home>,
    link: Mutex<Option<Link>>,
}

impl Lead {
    pub(super) fn new(home: Arc<Home>) -> Self {
        Self { home, link: Mutex::default() }
    }

    /// True where this process leads. A connection that was lost took the lock with it: the next one asks anew.
    pub(super) fn ask(&self) -> Result<bool, StoreError> {
        let mut held = self.link.lock();
        let link = match &mut *held {
            Some(link) => link,
            none => none.insert(Link::new(Arc::clone(&self.home))?),
        };
        link.run_again(ASK_MAX, async |live: &Live| {
            let rows = live.query(schema::LEAD, &[]).await?;
            Ok(rows.first().map_or(Ok(false), |row| row.try_get(0))?)
        })
    }

    /// Lets the connection go, and the lock with it.
    pub(super) fn step_down(&self) {
        *self.link.lock() = None;
    }
}
