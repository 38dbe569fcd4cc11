//! A disk that forgets: what was written since a file's last flush may be lost, kept or torn when the power goes; and
//! that fails on demand. Knows files by name and nothing of SQLite.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use parking_lot::Mutex;

/// One change of a file.
#[derive(Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Truncate { length: usize },
}

#[derive(Clone, Default)]
struct Medium {
    /// What certainly survives.
    durable: Vec<u8>,
    /// What was written since.
    pending: Vec<Change>,
}

/// What goes wrong with writes and flushes.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    #[default]
    None,
    /// Every write finds the disk full.
    Full,
    /// Every write fails.
    Write,
    /// Every flush fails, and the pages count as clean afterwards, as on Linux.
    Flush,
}

#[derive(Default)]
struct State {
    files: BTreeMap<String, Medium>,
    changes: usize,
    power_goes_at: Option<usize>,
    left_behind: Option<(BTreeMap<String, Medium>, usize)>,
    acknowledged: usize,
    flush_does_nothing: bool,
    fault: Fault,
}

/// The one disk of the process.
#[derive(Default)]
pub(crate) struct Disk(Mutex<State>);

pub(crate) static DISK: Disk = Disk(Mutex::new(State {
    files: BTreeMap::new(),
    changes: 0,
    power_goes_at: None,
    left_behind: None,
    acknowledged: 0,
    flush_does_nothing: false,
    fault: Fault::None,
}));

impl Disk {
    /// An empty disk whose power goes with the given change.
    pub(crate) fn reset(&self, power_goes_at: Option<usize>, flush_does_nothing: bool) {
        *self.0.lock() = State { power_goes_at, flush_does_nothing, ..State::default() };
    }

    pub(crate) fn set_fault(&self, fault: Fault) {
        self.0.lock().fault = fault;
    }

    pub(crate) fn fault(&self) -> Fault {
        self.0.lock().fault
    }

    /// Counts one more commit as promised to somebody.
    pub(crate) fn acknowledge(&self) {
        self.0.lock().acknowledged += 1;
    }

    pub(crate) fn open(&self, name: &str) {
        let durable = fs::read(name).unwrap_or_default();
        self.0.lock().files.entry(name.to_owned()).or_insert(Medium { durable, pending: Vec::new() });
    }

    pub(crate) fn delete(&self, name: &str) {
        self.0.lock().files.remove(name);
    }

    pub(crate) fn write(&self, name: &str, at: usize, bytes: &[u8]) {
        self.change(name, Change::Write { at, bytes: bytes.to_vec() });
    }

    pub(crate) fn truncate(&self, name: &str, length: usize) {
        self.change(name, Change::Truncate { length });
    }

    pub(crate) fn flush(&self, name: &str) {
        let mut state = self.0.lock();
        if state.flush_does_nothing {
            return;
        }
        if let Some(file) = state.files.get_mut(name) {
            for change in file.pending.split_off(0) {
                change.apply(&mut file.durable, usize::MAX);
            }
        }
    }

    fn change(&self, name: &str, change: Change) {
        let mut state = self.0.lock();
        state.changes += 1;
        state.files.entry(name.to_owned()).or_default().pending.push(change);
        if state.power_goes_at == Some(state.changes) {
            state.left_behind = Some((state.files.clone(), state.acknowledged));
        }
    }

    /// Writes what the power left into the folder; says how many commits had been acknowledged by then. If it never
    /// went, it goes now.
    pub(crate) fn left_behind(&self, seed: u64, folder: &Path) -> usize {
        let mut state = self.0.lock();
        let (files, acknowledged) = state.left_behind.take().unwrap_or((state.files.clone(), state.acknowledged));
        let mut random = Random(seed);
        for (name, medium) in files {
            let mut bytes = medium.durable;
            let keep_in_64 = random.below(65);
            for change in medium.pending {
                if random.below(64) < keep_in_64 {
                    let torn = random.below(4) == 0;
                    change.apply(&mut bytes, if torn { random.below(9) * 512 } else { usize::MAX });
                }
            }
            let name = Path::new(&name).file_name().unwrap();
            fs::write(folder.join(name), bytes).unwrap();
        }
        acknowledged
    }
}

impl Change {
    /// Applies the change, or as much of it as reached the disk.
    fn apply(self, file: &mut Vec<u8>, bytes_max: usize) {
        match self {
            Self::Truncate { length } => file.truncate(length),
            Self::Write { at, bytes } => {
                let end = at + bytes.len().min(bytes_max);
                if file.len() < end {
                    file.resize(end, 0);
                }
                file[at..end].copy_from_slice(&bytes[..end - at]);
            }
        }
    }
}

/// Numbers that look random and are the same for the same seed.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 16).unwrap() % bound
    }
}
