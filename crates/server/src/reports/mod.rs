//! Reports: what was granted, spent, expired and taken back by month, and what of it is still owed to customers. Pure sums
//! over the flows of every pool's entries; whoever doubts a figure asks for its lines.

mod months;
mod read;

pub(crate) use months::{Books, Month, Months, Sum};
pub(crate) use read::{Asked, ReportError, STEPS_MAX, Traced, read, trace};
