//! The version of a pool's shape: a hash over the sources of the core, for nobody must remember to raise a number.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let core = Path::new("../core/src");
    println!("cargo::rerun-if-changed={}", core.display());
    let mut files = BTreeSet::new();
    collect(core, &mut files)?;
    // FNV-1a: it only has to differ, nobody attacks it.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        for byte in fs::read(file)? {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=SCRIP_POOL_VERSION={hash}");
    Ok(())
}

fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.insert(path);
        }
    }
    Ok(())
}
