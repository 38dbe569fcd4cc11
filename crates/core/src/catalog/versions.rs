//! The published versions of a catalog, and which of them holds at an instant.

use std::sync::Arc;

use super::Catalog;
use crate::time::Timestamp;

/// The published versions, from 1, each holding from its instant.
#[derive(Clone, Debug)]
pub struct Catalogs {
    first: (Timestamp, Arc<Catalog>),
    later: Vec<(Timestamp, Arc<Catalog>)>,
}

impl Catalogs {
    /// A catalog with its first version, which holds for all time before the second.
    pub fn new(published_at: Timestamp, catalog: Arc<Catalog>) -> Self {
        Self { first: (published_at, catalog), later: Vec::new() }
    }

    /// Publishes a version; its instant is never before the one before it.
    pub fn publish(&mut self, at: Timestamp, catalog: Arc<Catalog>) {
        let last = self.later.last().map_or(self.first.0, |(at, _)| *at);
        self.later.push((at.max(last), catalog));
    }

    /// The version that holds now.
    pub fn current(&self) -> &Arc<Catalog> {
        self.later.last().map_or(&self.first.1, |(_, catalog)| catalog)
    }

    /// The version that held at an instant; the first one before its time.
    pub fn at(&self, t: Timestamp) -> &Arc<Catalog> {
        self.later.iter().rev().find(|(at, _)| *at <= t).map_or(&self.first.1, |(_, catalog)| catalog)
    }

    /// The versions that hold at an instant or later, the newest first.
    pub fn since(&self, t: Timestamp) -> impl Iterator<Item = &Arc<Catalog>> {
        let earlier = self.later.iter().rposition(|(at, _)| *at <= t);
        let first = if earlier.is_none() { Some(&self.first.1) } else { None };
        let later = self.later.iter().skip(earlier.unwrap_or(0)).map(|(_, catalog)| catalog);
        later.rev().chain(first)
    }

    /// The version of a number.
    pub fn version(&self, number: u32) -> Option<&Arc<Catalog>> {
        self.all().map(|(_, catalog)| catalog).find(|catalog| catalog.version() == number)
    }

    /// Every version with its instant, in order.
    pub fn all(&self) -> impl Iterator<Item = (Timestamp, &Arc<Catalog>)> {
        std::iter::once(&self.first).chain(&self.later).map(|(at, catalog)| (*at, catalog))
    }
}
