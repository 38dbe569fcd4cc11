//! An index over the log: sixteen bytes of key lead to a block. A tail in memory, then sorted runs, merged in tiers.
//!
//! Two of them are kept: idempotency keys (`hash of pool, space and key → block`) and places of entries
//! (`pool ‖ first seq of a section → block`). Both are derived: lost files are made again from the log.

mod bloom;
mod run;
mod tail;

use std::collections::VecDeque;
use std::fs;
use std::io::Error as IoError;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::RwLock;

use self::bloom::Bloom;
use self::run::{Run, RunWriter};
use self::tail::Tail;

/// The number of a block of the log.
pub(crate) type Place = u64;
/// A key and where it leads.
pub(crate) type Record = (u128, Place);

/// Records in the tail before it is sealed into a run: 4 MB of memory, and as much to read again at start-up.
pub(crate) const TAIL_RECORDS_MAX: usize = 131_072;
/// Runs of one tier before they are merged into one of the next: each record is written about once a tier.
const TIER_RUNS_MAX: usize = 4;

/// What a range look-up found: the records inside, and the last one at or before the lower end.
#[derive(Default)]
pub(crate) struct Found {
    floor: Option<Record>,
    within: Vec<Record>,
}

impl Found {
    fn floor(&mut self, record: Record) {
        self.floor = self.floor.max(Some(record));
    }

    fn within(&mut self, record: Record) {
        self.within.push(record);
    }

    fn sorted(&mut self, records: &[Record], low: u128, high: u128) {
        let start = records.partition_point(|record| record.0 <= low);
        let end = records.partition_point(|record| record.0 <= high);
        if let Some(record) = start.checked_sub(1).and_then(|at| records.get(at)) {
            self.floor(*record);
        }
        self.within.extend_from_slice(records.get(start..end).unwrap_or_default());
    }

    fn into_records(mut self) -> Vec<Record> {
        self.within.extend(self.floor);
        self.within.sort_unstable();
        self.within
    }
}

/// A run's file and what the list of runs says of it.
#[derive(Clone)]
pub(crate) struct RunFile {
    /// Its name inside the folder.
    pub name: String,
    /// How often its records were merged.
    pub tier: u8,
}

struct Sealed {
    file: RunFile,
    run: Run,
}

#[derive(Default)]
struct Layers {
    /// Sealed, and being written: oldest first.
    frozen: VecDeque<Arc<Tail>>,
    /// Oldest first.
    runs: Vec<Arc<Sealed>>,
}

/// One index.
pub(crate) struct Index {
    folder: PathBuf,
    /// Whether keys are asked for one by one, so that a filter helps.
    filtered: bool,
    tail: RwLock<Tail>,
    layers: RwLock<Layers>,
}

impl Index {
    /// Opens the runs that the list names.
    pub(crate) fn open(folder: &Path, filtered: bool, files: &[RunFile]) -> Result<Self, IoError> {
        let open =
            |file: &RunFile| Ok(Arc::new(Sealed { run: Run::open(&folder.join(&file.name))?, file: file.clone() }));
        let runs = files.iter().map(open).collect::<Result<_, IoError>>()?;
        let layers = Layers { runs, ..Layers::default() };
        Ok(Self {
            folder: folder.to_owned(),
            filtered,
            tail: RwLock::new(Tail::sized(if filtered { TAIL_RECORDS_MAX } else { 0 })),
            layers: RwLock::new(layers),
        })
    }

    /// Adds records; the newest of them are found at once.
    pub(crate) fn extend(&self, records: &[Record]) {
        let mut tail = self.tail.write();
        for record in records {
            tail.push(*record);
        }
    }

    /// Records that are not in a run yet, nor on their way.
    pub(crate) fn tail_len(&self) -> usize {
        self.tail.read().len()
    }

    /// Where each key leads. Keys that are new cost no read; look-ups of one call overlap in the processor.
    pub(crate) fn get_all(&self, keys: &[u128]) -> Result<Vec<Option<Place>>, IoError> {
        let tail = self.tail.read();
        let mut places: Vec<_> = keys.iter().map(|key| tail.get(*key)).collect();
        drop(tail);
        let layers = self.layers.read();
        for frozen in layers.frozen.iter().rev() {
            fill(keys, &mut places, |key| frozen.get(key));
        }
        for sealed in layers.runs.iter().rev() {
            for (key, place) in keys.iter().zip(&mut places) {
                if place.is_none() && sealed.run.may_have(*key) {
                    *place = sealed.run.get(*key)?;
                }
            }
        }
        Ok(places)
    }

    /// The records in `[low, high]`, and the last one before them, in order.
    pub(crate) fn range(&self, low: u128, high: u128) -> Result<Vec<Record>, IoError> {
        let mut found = Found::default();
        // The tail is read first: what is sealed between the two reads is then found twice, never missed.
        self.tail.read().range(low, high, &mut found);
        let layers = self.layers.read();
        layers.frozen.iter().for_each(|tail| tail.range(low, high, &mut found));
        for sealed in &layers.runs {
            sealed.run.range(low, high, &mut found)?;
        }
        let mut records = found.into_records();
        records.dedup();
        Ok(records)
    }

    /// Shows every record of the runs.
    pub(crate) fn each(&self, mut see: impl FnMut(Record)) -> Result<(), IoError> {
        for sealed in &self.layers.read().runs {
            for page in sealed.run.pages() {
                page?.into_iter().for_each(&mut see);
            }
        }
        Ok(())
    }

    /// Takes the tail out of the way so that it can be written as a run.
    pub(crate) fn freeze(&self) {
        let mut tail = self.tail.write();
        let next = Tail::sized(if self.filtered { TAIL_RECORDS_MAX } else { 0 }).with_room(tail.len());
        let frozen = std::mem::replace(&mut *tail, next);
        self.layers.write().frozen.push_back(Arc::new(frozen));
    }

    /// Writes the oldest frozen tail as a run of this name, durable, but not yet used.
    pub(crate) fn write(&self, name: &str) -> Result<(), IoError> {
        let Some(tail) = self.layers.read().frozen.front().cloned() else { return Ok(()) };
        let (records, bloom) = tail.sorted();
        let mut writer = RunWriter::create(&self.folder.join(name))?;
        records.into_iter().try_for_each(|record| writer.push(record))?;
        writer.finish(&bloom)
    }

    /// Uses the run instead of the frozen tail that it was written from.
    pub(crate) fn adopt(&self, name: &str) -> Result<(), IoError> {
        let run = Run::open(&self.folder.join(name))?;
        let mut layers = self.layers.write();
        layers.frozen.pop_front();
        layers.runs.push(Arc::new(Sealed { file: RunFile { name: name.to_owned(), tier: 0 }, run }));
        Ok(())
    }

    /// The files to be merged next, if a tier is full: the newest that are of one tier.
    pub(crate) fn due_merge(&self) -> Option<Vec<RunFile>> {
        let layers = self.layers.read();
        let tier = layers.runs.last()?.file.tier;
        let due: Vec<_> =
            layers.runs.iter().rev().take_while(|s| s.file.tier == tier).map(|s| s.file.clone()).collect();
        (due.len() >= TIER_RUNS_MAX).then_some(due)
    }

    /// Writes one run out of these, durable, but not yet used.
    pub(crate) fn merge(&self, from: &[RunFile], name: &str) -> Result<(), IoError> {
        let is_source = |sealed: &&Arc<Sealed>| from.iter().any(|file| file.name == sealed.file.name);
        let sources: Vec<_> = self.layers.read().runs.iter().filter(is_source).cloned().collect();
        let mut bloom =
            Bloom::sized(if self.filtered { sources.iter().map(|sealed| sealed.run.len()).sum() } else { 0 });
        let mut writer = RunWriter::create(&self.folder.join(name))?;
        let mut heads = Vec::new();
        for sealed in &sources {
            let mut cursor = Cursor { pages: sealed.run.pages(), page: Vec::new().into_iter() };
            if let Some(record) = cursor.next()? {
                heads.push((record, cursor));
            }
        }
        while let Some(least) = (0..heads.len()).min_by_key(|&at| heads.get(at).map(|head| head.0)) {
            let Some((record, cursor)) = heads.get_mut(least) else { break };
            bloom.insert(record.0);
            writer.push(*record)?;
            match cursor.next()? {
                Some(next) => *record = next,
                None => drop(heads.swap_remove(least)),
            }
        }
        writer.finish(&bloom)
    }

    /// Uses the merged run instead of those it was made from, and removes their files.
    pub(crate) fn replace(&self, from: &[RunFile], name: &str, tier: u8) -> Result<(), IoError> {
        let run = Run::open(&self.folder.join(name))?;
        let mut layers = self.layers.write();
        layers.runs.retain(|sealed| !from.iter().any(|file| file.name == sealed.file.name));
        layers.runs.push(Arc::new(Sealed { file: RunFile { name: name.to_owned(), tier }, run }));
        drop(layers);
        from.iter().try_for_each(|file| fs::remove_file(self.folder.join(&file.name)))
    }
}

fn fill(keys: &[u128], places: &mut [Option<Place>], find: impl Fn(u128) -> Option<Place>) {
    for (key, place) in keys.iter().zip(places) {
        if place.is_none() {
            *place = find(*key);
        }
    }
}

struct Cursor<P> {
    pages: P,
    page: std::vec::IntoIter<Record>,
}

impl<P: Iterator<Item = Result<Vec<Record>, IoError>>> Cursor<P> {
    fn next(&mut self) -> Result<Option<Record>, IoError> {
        if let Some(record) = self.page.next() {
            return Ok(Some(record));
        }
        match self.pages.next() {
            None => Ok(None),
            Some(page) => {
                self.page = page?.into_iter();
                Ok(self.page.next())
            }
        }
    }
}

#[cfg(test)]
mod tests;
