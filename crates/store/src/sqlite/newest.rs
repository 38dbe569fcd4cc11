//! The newest entries of all pools: the log read backwards, some blocks at a time.

use scrip_core::id::PoolNo;

use super::block::Block;
use super::log::Log;
use super::schema;
use super::writer::int;
use crate::canonical::read_entry;
use crate::error::StoreError;
use crate::store::Newest;

/// Blocks read at once: a quarter of a megabyte, of some hundred entries.
const BLOCKS_MAX: u64 = 64;

/// Where to go on: in this block, of which the first so many entries are left; none: all of them.
struct Cursor {
    block: u64,
    left: Option<usize>,
}

impl Cursor {
    fn read(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self { block: u64::MAX, left: None });
        }
        let (block, left) = text.split_once('.').map_or((text, None), |(block, left)| (block, Some(left)));
        let left = left.map(|left| left.parse().ok().filter(|left| *left > 0));
        let block = block.parse().ok().filter(|block| *block > 0)?;
        left.map_or(Some(Self { block, left: None }), |left| Some(Self { block, left: Some(left?) }))
    }
}

/// At most so many entries before the cursor; none where it cannot be read.
pub(super) fn newest(log: &Log, before: &str, limit: u32) -> Result<Option<Newest>, StoreError> {
    let Some(mut cursor) = Cursor::read(before) else { return Ok(None) };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    loop {
        let blocks = backwards(log, cursor.block)?;
        for (number, body) in &blocks {
            let entries = entries(*number, body)?;
            let left = cursor.left.take().unwrap_or(entries.len()).min(entries.len());
            let taken = left.min(limit - found.len());
            for (no, bytes) in entries.iter().take(left).rev().take(taken) {
                found.push((*no, read_entry(*no, bytes)?));
            }
            if taken < left {
                return Ok(Some((found, format!("{number}.{}", left - taken))));
            }
            cursor.block = number - 1;
        }
        if blocks.len() < usize::try_from(BLOCKS_MAX).unwrap_or(usize::MAX) || cursor.block == 0 {
            return Ok(Some((found, String::new())));
        }
        if found.len() >= limit {
            return Ok(Some((found, cursor.block.to_string())));
        }
    }
}

/// Blocks from this one down.
fn backwards(log: &Log, from: u64) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    log.read(|connection| {
        let mut statement = connection.prepare_cached(schema::BLOCKS_BEFORE)?;
        let rows = statement.query_map((int(from), int(BLOCKS_MAX)), |row| {
            Ok((u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0), row.get(1)?))
        })?;
        rows.collect()
    })
}

/// The entries of a block, in their order.
fn entries(number: u64, body: &[u8]) -> Result<Vec<(PoolNo, &[u8])>, StoreError> {
    let mut entries = Vec::new();
    for section in Block::parse(number, body)?.sections {
        let pool = PoolNo::new(section.pool);
        let pool = pool.ok_or_else(|| StoreError::Corrupt(format!("block {number} names no pool")))?;
        entries.extend(section.entries.into_iter().map(|bytes| (pool, bytes)));
    }
    Ok(entries)
}
