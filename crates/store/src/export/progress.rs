//! How far a long work is: told commit by commit, a walk at a time.

use std::cell::RefCell;

use crate::error::StoreError;
use crate::verify::{Commit, Numbers, Source};

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Everything is computed again where it comes from.
    Checking,
    /// It is written.
    Writing,
    /// Everything is read back and computed again where it went.
    Proving,
}

/// Told the step, how many entries of the walk that runs are done, and of how many where that is known.
pub type Progress<'p> = dyn FnMut(Step, u64, Option<u64>) + 'p;

/// A source whose walks are told of.
pub(crate) struct Told<'s, 't, 'p> {
    source: &'s dyn Source,
    step: Step,
    tell: RefCell<&'t mut Progress<'p>>,
}

impl<'s, 't, 'p> Told<'s, 't, 'p> {
    pub(crate) fn new(source: &'s dyn Source, step: Step, tell: &'t mut Progress<'p>) -> Self {
        Self { source, step, tell: RefCell::new(tell) }
    }
}

impl Source for Told<'_, '_, '_> {
    fn walk(&self, see: &mut dyn FnMut(Commit), wrong: &mut dyn FnMut(String)) -> Result<(), StoreError> {
        let (mut done, total) = (0, self.source.entries());
        let mut tell = self.tell.borrow_mut();
        let mut told = |commit: Commit| {
            let count: usize = commit.sections.iter().map(|section| section.entries.len()).sum();
            done += u64::try_from(count).unwrap_or(0);
            see(commit);
            tell(self.step, done, total);
        };
        self.source.walk(&mut told, wrong)
    }

    fn numbers(&self) -> Option<&Numbers> {
        self.source.numbers()
    }

    fn entries(&self) -> Option<u64> {
        self.source.entries()
    }
}
