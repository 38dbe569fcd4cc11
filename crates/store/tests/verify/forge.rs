//! A forger who knows the format: he writes the ledger anew, every hash right. Only heads kept elsewhere find him.

use std::collections::BTreeMap;

use scrip_store::Hash;
use scrip_store::sqlite::{Draft, LedgerFile, Log, Reading};
use scrip_store::verify::{Commit, Report, Source};

use super::{Ledger, OPTIONS, scratch, verify};

/// The ledger as the forger leaves it, verified by itself and against the heads of the true one.
fn forge(ledger: &Ledger, change: impl Fn(&mut Commit) -> bool) -> (Report, Report) {
    let folder = scratch();
    let path = folder.path().join("ledger.db");
    {
        let log = Log::open(&path, OPTIONS, Reading { key_of: |_, _| None, state_version: 1 }).unwrap();
        let mut heads = BTreeMap::<u64, (u64, Hash)>::new();
        let mut see = |mut commit: Commit| {
            if !change(&mut commit) {
                return;
            }
            let mut draft = Draft::default();
            draft.clear(commit.at);
            let mut last = None;
            for section in commit.sections {
                let (seq, head) = heads.entry(section.pool).or_insert((0, Hash::ZERO));
                if last != Some(section.pool) {
                    draft.pool(section.pool, *seq + 1, *head);
                    last = Some(section.pool);
                }
                for bytes in section.entries {
                    *seq += 1;
                    *head = head.then(&bytes);
                    draft.entry(None, |buffer| buffer.extend_from_slice(&bytes));
                }
            }
            if !draft.is_empty() {
                log.append(&mut draft).unwrap();
            }
        };
        LedgerFile::open(&ledger.path).unwrap().walk(&mut see, &mut |wrong| assert_eq!(wrong, "")).unwrap();
    }
    // The forger does not forget the accounts.
    let hand = rusqlite::Connection::open(&path).unwrap();
    hand.execute_batch(&format!(
        "ATTACH '{}' AS true_one; INSERT INTO doc SELECT * FROM true_one.doc;",
        ledger.path.display()
    ))
    .unwrap();
    drop(hand);
    Log::forget_cache(&path).unwrap();
    (verify(&path, None).unwrap(), verify(&path, Some(&ledger.heads)).unwrap())
}

fn check(what: &str, change: impl Fn(&mut Commit) -> bool, wanted: &str) {
    let (alone, against) = forge(&Ledger::new(), change);
    let others: Vec<_> = alone.findings.iter().filter(|finding| !finding.starts_with("account ")).collect();
    assert!(others.is_empty(), "{what} is no good forgery: {others:?}");
    assert!(against.findings.iter().any(|finding| finding.contains(wanted)), "{what}: {:?}", against.findings);
}

#[test]
fn what_a_forger_wrote_anew_is_found_by_the_heads() {
    let (alone, against) = forge(&Ledger::new(), |_| true);
    assert!(alone.is_sound() && against.is_sound(), "nothing changed: {:?} {:?}", alone.findings, against.findings);

    let joke = |commit: &mut Commit| {
        if commit.number == 3
            && let Some(bytes) = commit.sections.iter_mut().flat_map(|section| &mut section.entries).next()
            && let Some(at) = bytes.windows(6).position(|words| words == b"a test")
        {
            bytes.splice(at..at + 6, *b"a joke");
        }
        true
    };
    check("an entry edited and all later hashes recomputed", joke, "pool 1: its chain");
    check("the last commits deleted, the tip too", |commit| commit.number < 15, "of the heads is not the one");
    let without_pool = |commit: &mut Commit| {
        commit.sections.retain(|section| section.pool != 3);
        true
    };
    check("a whole pool deleted", without_pool, "pool 3 of the heads is missing");
}
