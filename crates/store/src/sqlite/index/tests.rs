//! The index against a plain sorted map, through sealing, merging and reopening.

use std::collections::BTreeMap;

use super::*;
use crate::chain::Hash;

fn key(n: u64) -> u128 {
    Hash::of(&n.to_be_bytes()).prefix()
}

/// Seals and merges as the keeper does, with files in the order in which they were made.
fn seal(index: &Index, serial: &mut u32) -> Vec<RunFile> {
    *serial += 1;
    let name = format!("{serial}.run");
    index.freeze();
    index.write(&name).unwrap();
    index.adopt(&name).unwrap();
    while let Some(from) = index.due_merge() {
        *serial += 1;
        let (name, tier) = (format!("{serial}.run"), from[0].tier + 1);
        index.merge(&from, &name).unwrap();
        index.replace(&from, &name, tier).unwrap();
    }
    index.layers.read().runs.iter().map(|sealed| sealed.file.clone()).collect()
}

fn check(index: &Index, model: &BTreeMap<u128, Place>, keys: u64) {
    let asked: Vec<_> = (0..keys + 500).map(key).collect();
    let wanted: Vec<_> = asked.iter().map(|key| model.get(key).copied()).collect();
    assert_eq!(index.get_all(&asked).unwrap(), wanted);
    for pair in asked.chunks(97).map(|pair| (pair[0], pair[0].saturating_add(u128::MAX / 700))) {
        let floor = model.range(..=pair.0).next_back();
        let rest = model.range(pair.0..=pair.1).filter(|record| *record.0 > pair.0);
        let wanted: Vec<_> = floor.into_iter().chain(rest).map(|(key, place)| (*key, *place)).collect();
        assert_eq!(index.range(pair.0, pair.1).unwrap(), wanted);
    }
}

#[test]
fn finds_what_a_sorted_map_finds_whatever_was_sealed_and_merged() {
    let folder = tempfile::tempdir().unwrap();
    let mut index = Index::open(folder.path(), true, &[]).unwrap();
    let (mut model, mut files, mut serial, mut next) = (BTreeMap::new(), Vec::new(), 0, 0_u64);
    for size in [1_u64, 255, 256, 257, 2_047, 2_048, 3_000, 700, 4_100, 10, 2_500, 600, 33, 5_000, 64, 65, 129, 1] {
        let records: Vec<_> = (next..next + size).map(|n| (key(n), n)).collect();
        next += size;
        records.chunks(100).for_each(|records| index.extend(records));
        model.extend(records);
        check(&index, &model, next);
        if size != 700 {
            files = seal(&index, &mut serial);
            check(&index, &model, next);
        }
    }
    assert!(files.len() < 2 * TIER_RUNS_MAX, "{} runs are left", files.len());
    index = Index::open(folder.path(), true, &files).unwrap();
    check(&index, &model, next);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), files.len(), "files of merged runs are removed");
}

#[test]
fn a_flipped_byte_in_a_run_is_an_error_never_a_missing_key() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), true, &[]).unwrap();
    let records: Vec<_> = (0..3_000).map(|n| (key(n), n)).collect();
    index.extend(&records);
    let files = seal(&index, &mut 0);
    let path = folder.path().join(&files[0].name);
    let whole = fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 400) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&path, &bytes).unwrap();
        let found = Index::open(folder.path(), true, &files)
            .and_then(|index| index.get_all(&records.iter().map(|record| record.0).collect::<Vec<_>>()));
        assert!(found.is_err(), "byte {at} of {}", whole.len());
    }
}
