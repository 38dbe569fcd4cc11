//! A whole ledger goes from store to store with proof; whatever breaks on the way, it is run again and goes on.
#![expect(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;
mod faulty;
mod postgres;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use common::{catalogs, grant, open, order_of, pay, place, request, scratch, spend};
use scrip_core::command::Command;
use scrip_core::entry::AccountKind::{Agency, Business};
use scrip_core::entry::Tells;
use scrip_store::export::{Step, export, export_whole, verify_export};
use scrip_store::import::{ImportError, Proof, import, refuse_unfinished};
use scrip_store::sqlite::{LedgerFile, Options, SqliteStore};
use scrip_store::verify::{Heads, Source};
use scrip_store::{Doc, DocKind, Store, StoreError, Work};
use tempfile::TempDir;

use self::faulty::Faulty;

const OPTIONS: Options = Options { vfs: None, wal_bytes: Some(0), checkpoint_pages: None, pools_max: None };

/// A ledger with documents of every kind, its export, and room for more.
struct Moved {
    folder: TempDir,
    from: SqliteStore,
}

impl Moved {
    fn new() -> Self {
        let folder = scratch();
        let from = SqliteStore::open(&folder.path().join("from.db"), OPTIONS).unwrap();
        let opened: Vec<_> = (1..=9).map(|n| open(&format!("a{n}"), if n == 9 { Agency } else { Business })).collect();
        let docs =
            (0..opened.len()).map(|at| (at, doc(DocKind::Profile, &format!("account/a{}", at + 1), b"{}"))).collect();
        from.commit(&catalogs(), Work { requests: opened, docs, ..Work::default() }).unwrap();
        let sub = Command::AddSubaccount { account: "kid".parse().unwrap() };
        from.commit(&catalogs(), Work { requests: vec![request(9, "", sub)], ..Work::default() }).unwrap();
        for round in 0..8 {
            let each = |n: u64| {
                [grant(n, &format!("a{n}"), 20, &format!("g{round}")), spend(n, &format!("a{n}"), &format!("s{round}"))]
            };
            let requests = (1..=9).flat_map(each).collect();
            from.commit(&catalogs(), Work { requests, ..Work::default() }).unwrap();
        }
        // Orders, paid and not, with their papers' numbers; and all of it waits in the outbox.
        let orders = (1..=9).map(|n| place(n, &format!("a{n}"), "order")).collect();
        let placed = from.commit(&catalogs(), Work { requests: orders, tells: Tells::All, ..Work::default() }).unwrap();
        let paid = (1..=7).zip(&placed.answers).map(|(n, answer)| pay(n, order_of(answer))).collect();
        from.commit(&catalogs(), Work { requests: paid, tells: Tells::All, ..Work::default() }).unwrap();
        assert!(from.count_docs(DocKind::Outbox, 99).unwrap() > 20);
        let kinds = DocKind::ALL.into_iter().filter(|kind| ![DocKind::Account, DocKind::Series].contains(kind));
        let other_docs = kinds.flat_map(|kind| [doc(kind, "one", b"a text"), doc(kind, "two", &[0, 255, 3])]).collect();
        from.commit(&catalogs(), Work { other_docs, ..Work::default() }).unwrap();
        Self { folder, from }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn heads(&self, name: &str) -> Heads {
        LedgerFile::open(&self.at(name)).unwrap().verify(None).unwrap().heads
    }

    /// Exports a ledger file, served or not.
    fn export(&self, name: &str, folder: &str) {
        let mut source = LedgerFile::open(&self.at(name)).unwrap();
        let report = export_whole(&mut source, &self.at(folder), &mut |_, _, _| {}).unwrap();
        assert!(report.is_sound(), "{:?}", report.findings);
    }

    /// Imports through a store that somebody has a hand in.
    fn import_by(&self, folder: &str, name: &str, store: &dyn Store) -> Result<Proof, ImportError> {
        import(&self.at(folder), store, &|| read(&self.at(name)), &mut |_, _, _| {})
    }

    fn import(&self, folder: &str, name: &str) -> Result<Proof, ImportError> {
        let store = SqliteStore::open(&self.at(name), OPTIONS).unwrap();
        self.import_by(folder, name, &store)
    }
}

fn read(path: &Path) -> Result<Box<dyn Source>, StoreError> {
    Ok(Box::new(LedgerFile::open(path)?))
}

fn doc(kind: DocKind, key: &str, body: &[u8]) -> Doc {
    Doc { kind, key: key.to_owned(), body: Some(body.to_vec()) }
}

/// All documents but those that a store derives.
fn docs(store: &dyn Store) -> Vec<(DocKind, String, Vec<u8>)> {
    let of = |kind| store.docs(kind, "", "", 1_000).unwrap().into_iter().map(move |(key, body)| (kind, key, body));
    DocKind::ALL.into_iter().flat_map(of).filter(|(_, key, _)| key != "last_pool").collect()
}

#[test]
fn a_ledger_goes_there_and_back_with_proof() {
    let moved = Moved::new();
    moved.export("from.db", "out");
    let mode = |name: &str| fs::metadata(moved.at(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("out"), mode("out/docs.jsonl"), mode("out/ledger.jsonl")), (0o700, 0o600, 0o600));
    let proof = moved.import("out", "to.db").unwrap();
    assert!(proof.is_equal(), "{:?}", proof.differences());
    assert_eq!((proof.equal_pools(), proof.to.heads().pools.len()), (9, 9));
    assert_eq!(proof.from.totals(), proof.to.totals());
    assert!(
        proof.to.totals().parts().any(|(word, milli)| word == "spent" && milli == 72_000),
        "{:?}",
        proof.to.totals()
    );
    // It is the same ledger, and it serves.
    let to = SqliteStore::open(&moved.at("to.db"), OPTIONS).unwrap();
    assert_eq!(docs(&to), docs(&moved.from));
    assert_eq!(scrip_store::heads(&to).unwrap(), scrip_store::heads(&moved.from).unwrap());
    refuse_unfinished(&to).unwrap();
    let again = vec![spend(1, "a1", "s3"), spend(9, "a9", "new"), open("late", Business)];
    let answers = to.commit(&catalogs(), Work { requests: again, ..Work::default() }).unwrap().answers;
    assert_eq!(answers.iter().map(common::word).collect::<Vec<_>>(), ["replayed", "done", "done"]);
    assert_eq!(to.last_pool().unwrap(), 10);
    drop(to);
    moved.export("to.db", "back");
    assert!(moved.import("back", "third.db").unwrap().is_equal());
    assert_eq!(moved.heads("third.db").pools, moved.heads("to.db").pools);
}

/// An export of a small ledger by the program as it was before anything could be bought; its secrets served nobody.
fn before() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/before")
}

#[test]
fn an_export_of_the_program_before_is_taken_over() {
    let folder = scratch();
    let place = folder.path().join("to.db");
    let store = SqliteStore::open(&place, OPTIONS).unwrap();
    let proof = import(&before(), &store, &|| read(&place), &mut |_, _, _| {}).unwrap();
    assert!(proof.is_equal(), "{:?}", proof.differences());
    let kinds = [DocKind::ApiKey, DocKind::Audit, DocKind::Catalog, DocKind::Profile, DocKind::Secret];
    assert!(kinds.iter().all(|kind| store.docs(*kind, "", "", 9).unwrap().len() == 1));
    assert_eq!(store.account(&"kid".parse().unwrap()).unwrap(), Some(common::pool(2)));
    assert!(verify_export(&before(), None).unwrap().is_sound());
}

#[test]
fn what_is_there_is_compared_and_not_written_again() {
    let moved = Moved::new();
    moved.export("from.db", "out");
    assert!(moved.import("out", "to.db").unwrap().is_equal());
    let (before, bytes) = (moved.heads("to.db"), fs::read(moved.at("to.db")).unwrap());
    let proof = moved.import("out", "to.db").unwrap();
    assert!(proof.is_equal() && moved.heads("to.db") == before, "{:?}", proof.differences());
    assert_eq!(fs::read(moved.at("to.db")).unwrap().len(), bytes.len());
    // A later export of the same ledger adds what came since.
    moved
        .from
        .commit(
            &catalogs(),
            Work { requests: vec![spend(2, "a2", "later"), open("late", Business)], ..Work::default() },
        )
        .unwrap();
    moved.export("from.db", "out");
    assert!(moved.import("out", "to.db").unwrap().is_equal());
    assert_eq!(moved.heads("to.db").pools, moved.heads("from.db").pools);
}

#[test]
fn an_import_that_broke_goes_on_where_it_was() {
    let moved = Moved::new();
    moved.export("from.db", "out");
    let mut broken = 0;
    loop {
        let name = format!("to{broken}.db");
        let store = Faulty::failing_at(Box::new(SqliteStore::open(&moved.at(&name), OPTIONS).unwrap()), broken);
        match moved.import_by("out", &name, &store) {
            Ok(proof) => {
                assert!(proof.is_equal());
                break;
            }
            Err(error) => assert!(matches!(error, ImportError::Store(StoreError::Paused(_))), "{error}"),
        }
        // Until it has ended nobody takes it for the whole ledger; before it began there is nothing.
        assert_eq!(refuse_unfinished(&store).is_err(), broken > 0, "after {broken} writes");
        drop(store);
        let proof = moved.import("out", &name).unwrap();
        assert!(proof.is_equal(), "after {broken} writes: {:?}", proof.differences());
        refuse_unfinished(&SqliteStore::open(&moved.at(&name), OPTIONS).unwrap()).unwrap();
        broken += 1;
    }
    assert_eq!(broken, 4, "the mark, entries, documents, the mark");
}

#[test]
fn a_store_that_keeps_something_else_is_found() {
    let moved = Moved::new();
    moved.export("from.db", "out");
    let store = Faulty::losing_docs(Box::new(SqliteStore::open(&moved.at("to.db"), OPTIONS).unwrap()));
    let proof = moved.import_by("out", "to.db", &store).unwrap();
    assert_eq!(proof.differences(), ["the documents are not the same"]);
    assert!(refuse_unfinished(&store).is_err(), "it must not be served");
}

/// An import is refused with these words, and nothing is written.
fn check(what: &str, change: impl FnOnce(&Moved), wanted: &str) {
    let moved = Moved::new();
    moved.export("from.db", "out");
    assert!(moved.import("out", "to.db").unwrap().is_equal());
    change(&moved);
    let before = (moved.heads("to.db"), docs(&SqliteStore::open(&moved.at("to.db"), OPTIONS).unwrap()));
    let error = moved.import("out", "to.db").unwrap_err();
    assert!(error.to_string().contains(wanted), "{what}: {error}");
    let after = (moved.heads("to.db"), docs(&SqliteStore::open(&moved.at("to.db"), OPTIONS).unwrap()));
    assert!(before == after, "{what}: something was written");
}

#[test]
fn another_ledger_or_a_broken_export_is_refused_before_anything_is_written() {
    let write = |moved: &Moved, work: Work| {
        let to = SqliteStore::open(&moved.at("to.db"), OPTIONS).unwrap();
        to.commit(&catalogs(), work).unwrap();
    };
    let requests = |moved: &Moved, requests| write(moved, Work { requests, ..Work::default() });
    let put = |moved: &Moved, doc| write(moved, Work { other_docs: vec![doc], ..Work::default() });
    let edit = |moved: &Moved, name: &str, from: &str, to: &str| {
        let text = fs::read_to_string(moved.at(name)).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        fs::write(moved.at(name), text.replacen(from, to, 1)).unwrap();
    };
    check("it has gone on", |m| requests(m, vec![spend(3, "a3", "on")]), "pool 3 has entry");
    check("a pool more", |m| requests(m, vec![open("late", Business)]), "pool 10 is not in the export");
    check(
        "a document more",
        |m| put(m, doc(DocKind::ApiKey, "three", b"x")),
        "the document api_key three is not in the export",
    );
    check("another document", |m| put(m, doc(DocKind::Catalog, "one", b"x")), "the document catalog one is another");
    let other = |moved: &Moved| {
        // As many entries under the same numbers, one of them another.
        moved.from.commit(&catalogs(), Work { requests: vec![spend(4, "a4", "x")], ..Work::default() }).unwrap();
        moved.export("from.db", "out");
        requests(moved, vec![spend(4, "a4", "y")]);
    };
    check("another entry", other, "pool 4 has other entries");
    let longer = |moved: &Moved| {
        moved
            .from
            .commit(&catalogs(), Work { requests: vec![spend(4, "a4", "x"), spend(4, "a4", "z")], ..Work::default() })
            .unwrap();
        moved.export("from.db", "out");
        requests(moved, vec![spend(4, "a4", "y")]);
    };
    check("another entry, and more in the export", longer, "a pool has other entries");
    check(
        "bytes edited",
        |m| edit(m, "out/ledger.jsonl", "66612074657374", "66616a6f6b6573"),
        "the export does not add up",
    );
    check("words edited", |m| edit(m, "out/ledger.jsonl", "a test", "a joke"), "its words are not");
    check("heads edited", |m| edit(m, "out/heads.json", "\"seq\":2", "\"seq\":3"), "is not what");
    check("a document edited", |m| edit(m, "out/docs.jsonl", "a text", "a tale"), "docs.jsonl");
    check("documents cut", |m| edit(m, "out/docs.jsonl", "{\"documents\"", "{\"docs\""), "is no document");
    check("not finished", |m| fs::remove_file(m.at("out/heads.json")).unwrap(), "read the export");
    let strangers = |moved: &Moved| {
        let file = LedgerFile::open(&moved.at("from.db")).unwrap();
        export(&file, &moved.at("out")).unwrap();
        assert!(!moved.at("out/docs.jsonl").exists(), "secrets of the export before were left");
        assert!(verify_export(&moved.at("out"), None).unwrap().is_sound());
    };
    check("entries only", strangers, "--entries-only");
}

#[test]
fn a_served_ledger_is_exported_as_of_one_instant_and_never_imported_into() {
    let moved = Moved::new();
    let mut file = LedgerFile::open(&moved.at("from.db")).unwrap();
    let mut written = 0_u64;
    let mut meanwhile = |_, _, _| {
        written += 1;
        if written <= 40 {
            let requests = vec![spend(1, "a1", &format!("late{written}")), open(&format!("late{written}"), Business)];
            let docs = vec![(1, doc(DocKind::Profile, &format!("account/late{written}"), b"{}"))];
            moved.from.commit(&catalogs(), Work { requests, docs, ..Work::default() }).unwrap();
        }
    };
    export_whole(&mut file, &moved.at("out"), &mut meanwhile).unwrap();
    assert!(written > 5);
    let proof = moved.import("out", "to.db").unwrap();
    assert!(proof.is_equal() && proof.to.heads().pools.len() == 9, "{:?}", proof.differences());
    assert!(matches!(SqliteStore::open(&moved.at("from.db"), OPTIONS), Err(StoreError::InUse { .. })));
}

#[test]
fn progress_is_told_walk_by_walk_to_the_end() {
    let moved = Moved::new();
    moved.export("from.db", "out");
    let store = SqliteStore::open(&moved.at("to.db"), OPTIONS).unwrap();
    let mut ends = Vec::new();
    let mut last = (Step::Checking, 0);
    let mut tell = |step, done, total: Option<u64>| {
        if step != last.0 || done < last.1 {
            ends.push(last);
        }
        assert!(total.is_none_or(|total| done <= total));
        last = (step, done);
    };
    let proof = import(&moved.at("out"), &store, &|| read(&moved.at("to.db")), &mut tell).unwrap();
    ends.push(last);
    let entries = proof.from.entries();
    assert!(ends.iter().all(|(_, done)| *done == entries), "{ends:?}");
    assert!(
        [Step::Checking, Step::Writing, Step::Proving].iter().all(|step| ends.iter().any(|(told, _)| told == step))
    );
}
