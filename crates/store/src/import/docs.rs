//! Documents: those that are there are compared, the others are carried over.

use std::collections::{HashMap, HashSet};

use super::ImportError;
use crate::chain::Hash;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::export::{DocSums, Folder, is_carried};
use crate::store::Store;

/// Documents read or written at a time.
const DOCS_TOGETHER: u32 = 1_000;
/// Differences named: with the first few it is clear that it is another ledger.
const DIFFERENCES_MAX: usize = 10;

/// Which documents of an export the store lacks.
pub(super) type Missing = HashSet<u128>;

/// Compares what the store has with the export, and says what it lacks.
pub(super) fn compare(folder: &Folder, store: &dyn Store) -> Result<Missing, ImportError> {
    let mut known = HashMap::new();
    folder.docs(&mut |doc| {
        known.insert(name(&doc), body(&doc));
        Ok(())
    })?;
    let mut differences = Vec::new();
    each(store, &mut |doc| {
        let word = match known.remove(&name(doc)) {
            Some(there) if there == body(doc) => return,
            Some(_) => "is another in the export",
            None => "is not in the export",
        };
        if differences.len() < DIFFERENCES_MAX {
            differences.push(format!("the document {} {} {word}", doc.kind.word(), doc.key));
        }
    })?;
    if differences.is_empty() { Ok(known.into_keys().collect()) } else { Err(ImportError::Another(differences)) }
}

/// Writes those that are missing, and says what the export has.
pub(super) fn carry(folder: &Folder, store: &dyn Store, missing: &Missing) -> Result<DocSums, StoreError> {
    let mut some = Vec::new();
    let sums = folder.docs(&mut |doc| {
        if missing.contains(&name(&doc)) {
            some.push(doc);
        }
        let is_full = some.len() >= usize::try_from(DOCS_TOGETHER).unwrap_or(1);
        if is_full { store.adopt(Vec::new(), std::mem::take(&mut some)) } else { Ok(()) }
    })?;
    if !some.is_empty() {
        store.adopt(Vec::new(), some)?;
    }
    Ok(sums)
}

/// What the store has.
pub(super) fn sums(store: &dyn Store) -> Result<DocSums, StoreError> {
    let mut sums = DocSums::default();
    each(store, &mut |doc| sums.add(doc))?;
    Ok(sums)
}

fn each(store: &dyn Store, see: &mut dyn FnMut(&Doc)) -> Result<(), StoreError> {
    for kind in DocKind::ALL.into_iter().filter(|kind| *kind != DocKind::Account) {
        let mut after = String::new();
        loop {
            let docs = store.docs(kind, "", &after, DOCS_TOGETHER)?;
            let Some((last, _)) = docs.last() else { break };
            after.clone_from(last);
            for (key, body) in docs {
                let doc = Doc { kind, key, body: Some(body) };
                if is_carried(&doc) {
                    see(&doc);
                }
            }
        }
    }
    Ok(())
}

fn name(doc: &Doc) -> u128 {
    Hash::of_parts(&[doc.kind.word().as_bytes(), &[0], doc.key.as_bytes()]).prefix()
}

fn body(doc: &Doc) -> u128 {
    Hash::of(doc.body.as_deref().unwrap_or_default()).prefix()
}
