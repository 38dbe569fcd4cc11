//! The pages of the log and the tip, byte by byte: what no cell uses must be zero, for the writer leaves it so.
//!
//! SQLite itself checks what it uses; this finds what stands where nothing was written. The format is SQLite's own,
//! documented as "Database File Format": a page has a header, pointers to cells, a gap, and the cells.

use std::fs::File;
use std::io::Error as IoError;
use std::os::unix::fs::FileExt;
use std::path::Path;

use rusqlite::Connection;

use super::schema;

const PAGE: usize = 4_096;
/// A page's first byte.
const INNER: u8 = 5;
const LEAF: u8 = 13;
/// A cell whose payload is longer keeps only a part of it on its leaf.
const LOCAL_MAX: usize = PAGE - 35;
const LOCAL_MIN: usize = (PAGE - 12) * 32 / 255 - 23;
/// A tree of the log is never deeper: 500 to the power of that, blocks.
const DEPTH_MAX: usize = 8;

/// Looks at every page of both tables. The file must be at rest: no write-ahead log.
pub(super) fn check(path: &Path, connection: &Connection, findings: &mut Vec<String>) -> Result<(), IoError> {
    let file = File::open(path)?;
    let roots = || {
        let mut statement = connection.prepare(schema::ROOTS)?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        rows.collect::<Result<Vec<_>, rusqlite::Error>>()
    };
    let roots = roots().map_err(IoError::other)?;
    if roots.len() != 2 {
        findings.push("file: a table of the ledger is missing".to_owned());
    }
    for (table, root) in roots {
        let root = usize::try_from(root).map_err(IoError::other)?;
        let mut pages = Pages { file: &file, table: &table, findings, has_splits: false };
        pages.has_splits = pages.is_deep(root)?;
        pages.tree(root, 0)?;
    }
    Ok(())
}

struct Pages<'a> {
    file: &'a File,
    table: &'a str,
    findings: &'a mut Vec<String>,
    /// The tree has more inner pages than its root.
    has_splits: bool,
}

impl Pages<'_> {
    /// Whether the root has inner pages below it.
    fn is_deep(&self, root: usize) -> Result<bool, IoError> {
        let root = self.read(root)?;
        let right = four(&root, 8).filter(|_| root.first() == Some(&INNER));
        Ok(right.map_or(Ok(Vec::new()), |child| self.read(child))?.first() == Some(&INNER))
    }

    fn tree(&mut self, number: usize, depth: usize) -> Result<(), IoError> {
        let page = self.read(number)?;
        let Some(children) = self.look(number, &page).filter(|_| depth < DEPTH_MAX) else {
            self.findings.push(format!("file: page {number} of {} is no page of a table", self.table));
            return Ok(());
        };
        for child in children {
            match child {
                Child::Page(child) => self.tree(child, depth + 1)?,
                Child::Overflow(first, bytes) => self.overflow(first, bytes)?,
            }
        }
        Ok(())
    }

    /// Marks what is used and demands zeros elsewhere; none if the page cannot be read as a table's page.
    fn look(&mut self, number: usize, page: &[u8]) -> Option<Vec<Child>> {
        let is_leaf = match *page.first()? {
            LEAF => true,
            INNER => false,
            _ => return None,
        };
        let header = if is_leaf { 8 } else { 12 };
        let cells = usize::from(two(page, 3)?);
        let mut used = vec![false; PAGE];
        used.get_mut(..header + cells * 2)?.fill(true);
        let mut children = Vec::new();
        for cell in 0..cells {
            let at = usize::from(two(page, header + cell * 2)?);
            let length =
                if is_leaf { leaf_cell(page, at, &mut children)? } else { interior_cell(page, at, &mut children)? };
            let place = used.get_mut(at..at + length)?;
            if place.contains(&true) {
                return None;
            }
            place.fill(true);
        }
        if !is_leaf {
            children.push(Child::Page(four(page, 8)?));
        }
        // Where inner pages have been split, SQLite left pointers and cells behind that no longer count.
        let is_clean = is_leaf || !self.has_splits;
        let stray = page.iter().zip(&used).position(|(byte, used)| !used && *byte != 0);
        if let Some(at) = stray.filter(|_| is_clean) {
            self.findings.push(format!(
                "file: page {number} of {} holds something at byte {at}, where nothing was written",
                self.table
            ));
        }
        Some(children)
    }

    fn overflow(&mut self, first: usize, mut bytes: usize) -> Result<(), IoError> {
        let mut number = first;
        while bytes > 0 && number > 0 {
            let page = self.read(number)?;
            let here = bytes.min(PAGE - 4);
            if page.get(4 + here..).is_some_and(|rest| rest.iter().any(|byte| *byte != 0)) {
                self.findings.push(format!("file: page {number} of {} goes on after its end", self.table));
            }
            bytes -= here;
            number = four(&page, 0).unwrap_or(0);
        }
        Ok(())
    }

    fn read(&self, number: usize) -> Result<Vec<u8>, IoError> {
        let at = number
            .checked_sub(1)
            .and_then(|before| before.checked_mul(PAGE))
            .ok_or_else(|| IoError::other("no page"))?;
        let mut page = vec![0; PAGE];
        self.file.read_exact_at(&mut page, u64::try_from(at).map_err(IoError::other)?)?;
        Ok(page)
    }
}

enum Child {
    Page(usize),
    Overflow(usize, usize),
}

/// The length of a leaf's cell: lengths, row number, payload or its beginning.
fn leaf_cell(page: &[u8], at: usize, children: &mut Vec<Child>) -> Option<usize> {
    let (payload, first) = varint(page, at)?;
    let (_, second) = varint(page, at + first)?;
    let payload = usize::try_from(payload).ok()?;
    let local = if payload <= LOCAL_MAX {
        payload
    } else {
        let surplus = LOCAL_MIN + (payload - LOCAL_MIN) % (PAGE - 4);
        if surplus <= LOCAL_MAX { surplus } else { LOCAL_MIN }
    };
    let end = first + second + local;
    if local == payload {
        return Some(end.max(4));
    }
    children.push(Child::Overflow(four(page, at + end)?, payload - local));
    Some(end + 4)
}

fn interior_cell(page: &[u8], at: usize, children: &mut Vec<Child>) -> Option<usize> {
    children.push(Child::Page(four(page, at)?));
    Some(4 + varint(page, at + 4)?.1)
}

/// A number of one to nine bytes, and how many they are.
fn varint(page: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut value = 0;
    for length in 1..=9 {
        let byte = u64::from(*page.get(at + length - 1)?);
        if length == 9 {
            return Some((value << 8 | byte, 9));
        }
        value = value << 7 | (byte & 0x7f);
        if byte < 0x80 {
            return Some((value, length));
        }
    }
    None
}

fn two(page: &[u8], at: usize) -> Option<u16> {
    page.get(at..)?.first_chunk().map(|bytes| u16::from_be_bytes(*bytes))
}

fn four(page: &[u8], at: usize) -> Option<usize> {
    page.get(at..)?.first_chunk().and_then(|bytes| usize::try_from(u32::from_be_bytes(*bytes)).ok())
}
