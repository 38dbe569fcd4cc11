//! The disk: 4 KiB written and flushed, over what is there and at the end of a file.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;

use crate::bench::measure::{Sizes, Tried};
use crate::bench::waits::{Pace, Waits};
use crate::stopwatch::Stopwatch;

const PAGE: [u8; 4_096] = [7; 4_096];
const PAGES: u64 = 2_048;

pub(super) fn overwriting(folder: &Path, sizes: &Sizes) -> Tried<Pace> {
    flushes(folder, sizes, PAGES)
}

pub(super) fn growing(folder: &Path, sizes: &Sizes) -> Tried<Pace> {
    flushes(folder, sizes, 0)
}

fn flushes(folder: &Path, sizes: &Sizes, filled: u64) -> Tried<Pace> {
    let path = folder.join("flushes");
    let file = File::create(&path)?;
    for page in 0..filled {
        file.write_all_at(&PAGE, page * 4_096)?;
    }
    file.sync_all()?;
    let (mut waits, all) = (Waits::default(), Stopwatch::start());
    for step in 0.. {
        let page = if filled == 0 { step } else { step % filled };
        let flush = Stopwatch::start();
        file.write_all_at(&PAGE, page * 4_096)?;
        file.sync_data()?;
        waits.push(flush.elapsed());
        if all.elapsed() >= sizes.ceiling {
            break;
        }
    }
    fs::remove_file(path)?;
    Ok(waits.pace(1))
}
