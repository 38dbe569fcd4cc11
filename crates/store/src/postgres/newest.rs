//! The newest entries of all pools: the commits of every bucket backwards, merged by time.
//!
//! A commit's time is that of its entries. It may run back where a sweeper is late, and run ahead where a pool lives by a
//! test clock: then the commits before it say about when it was written.

use std::collections::HashMap;

use scrip_core::entry::Entry;
use scrip_core::id::PoolNo;

use super::failure::Failure;
use super::link::{Ask, Live, param};
use super::schema;
use super::wire::{Buckets, Section, corrupt, int, pool_no, sections};
use crate::canonical::read_entry;
use crate::store::Newest;

/// Commits of a bucket that are read at once.
const COMMITS_MAX: i64 = 64;

/// Where to go on in a bucket: with this commit, of which the first so many entries are left; none: all of them. Before
/// the first commit there is none.
#[derive(Clone, Copy)]
struct Place {
    commit: i64,
    left: Option<usize>,
}

/// Where to go on in each bucket.
struct Cursor(Vec<Place>);

impl Cursor {
    /// Reads what [`Cursor::write`] wrote; none where it is of something else.
    fn read(text: &str, buckets: Buckets) -> Option<Self> {
        if text.is_empty() {
            return Some(Self(buckets.all().map(|_| Place { commit: i64::MAX, left: None }).collect()));
        }
        let place = |part: &str| {
            let (commit, left) = part.split_once('.').map_or((part, None), |(commit, left)| (commit, Some(left)));
            let left = left.map_or(Some(None), |left| left.parse().ok().map(Some))?;
            Some(Place { commit: commit.parse().ok().filter(|commit| *commit >= 0)?, left })
        };
        let places: Vec<_> = text.split('-').map(place).collect::<Option<_>>()?;
        (places.len() == usize::from(buckets.count())).then_some(Self(places))
    }

    /// Empty where nothing is left anywhere.
    fn write(&self) -> String {
        if self.0.iter().all(|place| place.commit == 0) {
            return String::new();
        }
        let part = |place: &Place| match place.left {
            Some(left) => format!("{}.{left}", place.commit),
            None => place.commit.to_string(),
        };
        self.0.iter().map(part).collect::<Vec<_>>().join("-")
    }
}

/// A commit on its way out.
struct Commit {
    number: i64,
    /// About when it was written.
    at: i64,
    sections: Vec<Section>,
}

/// What was read of a bucket, the newest last.
struct Stack {
    commits: Vec<Commit>,
    has_more: bool,
}

/// An entry that is to be read: bucket, pool and seq.
type Picked = (i16, PoolNo, u64);

/// At most so many entries before the cursor; none where it cannot be read.
pub(super) async fn newest(live: &Live, buckets: Buckets, before: &str, limit: u32) -> Result<Option<Newest>, Failure> {
    let Some(mut cursor) = Cursor::read(before, buckets) else { return Ok(None) };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut picked = Vec::new();
    while picked.len() < limit && cursor.0.iter().any(|place| place.commit > 0) {
        let stacks = stacks(live, buckets, &cursor).await?;
        pick(stacks, &mut cursor, &mut picked, limit);
    }
    Ok(Some((read(live, &picked).await?, cursor.write())))
}

/// The next commits of each bucket.
async fn stacks(live: &Live, buckets: Buckets, cursor: &Cursor) -> Result<Vec<Stack>, Failure> {
    let buckets: Vec<_> = buckets.all().collect();
    let mut asks: Vec<Ask<'_>> = vec![(schema::NOW, vec![])];
    let places = buckets.iter().zip(&cursor.0);
    asks.extend(places.map(|(bucket, place)| {
        (schema::NEWEST_COMMITS, vec![param(bucket), param(&place.commit), param(&COMMITS_MAX)])
    }));
    let mut answers = live.send(&asks).await?.into_iter();
    let now: i64 = answers.next().unwrap_or_default().first().map_or(Ok(i64::MAX), |row| row.try_get(0))?;
    let mut stacks = Vec::with_capacity(buckets.len());
    for rows in answers {
        let mut commits = Vec::with_capacity(rows.len());
        let mut time = None;
        for row in rows.iter().rev() {
            let (number, at): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
            if at <= now {
                time = time.max(Some(at));
            }
            let sections = sections(row.try_get(2)?);
            commits.push(Commit { number, at: time.unwrap_or(at), sections });
        }
        let has_more = int(u64::try_from(commits.len()).unwrap_or(0)) == COMMITS_MAX;
        stacks.push(Stack { commits, has_more });
    }
    Ok(stacks)
}

/// Takes entries from the newest commits, until there are enough or more must be read of some bucket.
fn pick(mut stacks: Vec<Stack>, cursor: &mut Cursor, picked: &mut Vec<Picked>, limit: usize) {
    for (stack, place) in stacks.iter().zip(&mut cursor.0) {
        // From here on the cursor names a commit: what is written later comes before it.
        let top = stack.commits.last().map_or(0, |commit| commit.number);
        if place.commit != top {
            *place = Place { commit: top, left: None };
        }
    }
    while picked.len() < limit {
        let is_dry = |stack: &Stack| stack.commits.is_empty() && stack.has_more;
        if stacks.iter().any(is_dry) {
            return;
        }
        let tops = stacks.iter().zip(0_i16..).filter_map(|(stack, bucket)| Some((stack.commits.last()?.at, bucket)));
        let Some((_, bucket)) = tops.max_by_key(|(at, bucket)| (*at, -bucket)) else { return };
        let at = usize::try_from(bucket).unwrap_or(0);
        let (Some(stack), Some(place)) = (stacks.get_mut(at), cursor.0.get_mut(at)) else { return };
        let Some(commit) = stack.commits.last() else { return };
        let all: usize = commit.sections.iter().map(|section| usize::try_from(section.count).unwrap_or(0)).sum();
        let left = place.left.unwrap_or(all).min(all);
        let taken = left.min(limit - picked.len());
        let entries = commit.sections.iter().flat_map(|section| {
            let seqs = section.first_seq..section.first_seq.saturating_add(section.count);
            seqs.map(|seq| (section.pool, seq))
        });
        let entries: Vec<_> = entries.take(left).collect();
        let entries = entries.into_iter().rev().take(taken);
        picked.extend(entries.filter_map(|(pool, seq)| Some((bucket, PoolNo::new(pool)?, seq))));
        if taken < left {
            place.left = Some(left - taken);
        } else {
            *place = Place { commit: commit.number - 1, left: None };
            stack.commits.pop();
        }
    }
}

/// The entries that were picked, in their order.
async fn read(live: &Live, picked: &[Picked]) -> Result<Vec<(PoolNo, Entry)>, Failure> {
    let mut by_bucket: HashMap<i16, (Vec<i64>, Vec<i64>)> = HashMap::new();
    for (bucket, no, seq) in picked {
        let (pools, seqs) = by_bucket.entry(*bucket).or_default();
        pools.push(int(no.get()));
        seqs.push(int(*seq));
    }
    let asks: Vec<Ask<'_>> = by_bucket
        .iter()
        .map(|(bucket, (pools, seqs))| (schema::NAMED, vec![param(bucket), param(pools), param(seqs)]))
        .collect();
    let mut found = HashMap::new();
    for row in live.send(&asks).await?.iter().flatten() {
        let (no, seq): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        let no = pool_no(no)?;
        let entry = read_entry(no, row.try_get(2)?)?;
        found.insert((no, seq), entry);
    }
    let mut entries = Vec::with_capacity(picked.len());
    for (_, no, seq) in picked {
        let entry = found.remove(&(*no, int(*seq)));
        let entry = entry.ok_or_else(|| corrupt(format!("pool {} lacks entry {seq}", no.get())))?;
        entries.push((*no, entry));
    }
    Ok(entries)
}
