//! The machine: what the figures were measured on, and how this process binds itself to one of its cores.

use std::fs;
use std::path::Path;

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use serde::Serialize;

use super::measure::Tried;

/// What a reader must know of the machine.
#[derive(Debug, Serialize)]
pub(crate) struct Machine {
    pub(crate) cpu: String,
    pub(crate) cores: usize,
    pub(crate) memory_gb: u64,
    pub(crate) kernel: String,
    pub(crate) filesystem: String,
}

impl Machine {
    pub(crate) fn of(folder: &Path) -> Self {
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        let after = |text: &str, name: &str| {
            let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            line.split_once(':').map_or_else(String::new, |(_, value)| value.trim().to_owned())
        };
        let memory_kb: u64 =
            after(&read("/proc/meminfo"), "MemTotal").trim_end_matches(" kB").parse().unwrap_or_default();
        Self {
            cpu: after(&read("/proc/cpuinfo"), "model name"),
            cores: cores().len(),
            memory_gb: memory_kb / 1_000_000,
            kernel: format!("Linux {}", read("/proc/sys/kernel/osrelease").trim()),
            filesystem: filesystem(&read("/proc/self/mounts"), &fs::canonicalize(folder).unwrap_or_default()),
        }
    }
}

/// The kind of the file system that holds a folder: of the mounts above it, the one nearest to it.
fn filesystem(mounts: &str, folder: &Path) -> String {
    let mounts = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?, words.next()?))
    });
    let above = mounts.filter(|(place, _)| folder.starts_with(place));
    above.max_by_key(|(place, _)| place.len()).map_or_else(String::new, |(_, kind)| kind.to_owned())
}

/// The cores that this process may use.
pub(crate) fn cores() -> Vec<usize> {
    let may = sched_getaffinity(None).unwrap_or_else(|_| CpuSet::new());
    (0..CpuSet::MAX_CPU).filter(|core| may.is_set(*core)).collect()
}

/// Binds this thread, and those that it starts, to these cores.
pub(crate) fn pin(cores: &[usize]) -> Tried<()> {
    let mut set = CpuSet::new();
    for core in cores {
        set.set(*core);
    }
    Ok(sched_setaffinity(None, &set)?)
}

/// Which core serves and which one sends: the first and the last; the same one where there is only one.
pub(crate) fn serving_and_sending(cores: &[usize]) -> (usize, usize) {
    (cores.first().copied().unwrap_or_default(), cores.last().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_counts() {
        let mounts = "/dev/a / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/b /tmp/b xfs rw 0 0\n";
        for (folder, kind) in [("/srv", "ext4"), ("/tmp/x", "tmpfs"), ("/tmp/b/c", "xfs"), ("/tmpx", "ext4")] {
            assert_eq!(filesystem(mounts, Path::new(folder)), kind, "{folder}");
        }
    }
}
