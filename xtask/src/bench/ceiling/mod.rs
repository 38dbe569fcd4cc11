//! Ceilings: what the machine can do at most of what Scrip does, measured with as little between as there can be.

mod appended;
mod disk;
mod empty;
mod rows;

use std::path::Path;

use serde::Serialize;

use super::measure::{Sizes, Tried};
use super::waits::Pace;

pub(crate) use empty::serve as serve_empty;

/// The batches that are measured.
pub(crate) const BATCHES: [u64; 3] = [64, 512, 4_096];

/// Everything that the machine can do.
#[derive(Debug, Serialize)]
pub(crate) struct Ceilings {
    /// Flushes of 4 KiB over what is there.
    pub(crate) overwriting: Pace,
    /// Flushes of 4 KiB at the end of a file.
    pub(crate) growing: Pace,
    /// Spends in memory, one file appended to, a flush each batch.
    pub(crate) appended: Vec<(u64, Pace)>,
    /// Rows appended to a table of SQLite, keys in order, a commit each batch.
    pub(crate) rows: Vec<(u64, Pace)>,
    /// A handler that parses and answers 90 bytes of JSON, 64 connections.
    pub(crate) empty: Pace,
    /// Time of its core for each request, in nanoseconds.
    pub(crate) empty_core_ns: u64,
}

pub(crate) fn measure(folder: &Path, sizes: &Sizes) -> Tried<Ceilings> {
    let (overwriting, growing) = (disk::overwriting(folder, sizes)?, disk::growing(folder, sizes)?);
    let appended = BATCHES.map(|batch| appended::measure(folder, sizes, batch).map(|pace| (batch, pace)));
    let rows = BATCHES.map(|batch| rows::measure(folder, sizes, batch).map(|pace| (batch, pace)));
    let (empty, empty_core_ns) = empty::measure(sizes)?;
    Ok(Ceilings {
        overwriting,
        growing,
        appended: appended.into_iter().collect::<Tried<_>>()?,
        rows: rows.into_iter().collect::<Tried<_>>()?,
        empty,
        empty_core_ns,
    })
}

/// The pace at a batch.
pub(crate) fn at(paces: &[(u64, Pace)], batch: u64) -> Option<Pace> {
    paces.iter().find(|(size, _)| *size == batch).map(|(_, pace)| *pace)
}
