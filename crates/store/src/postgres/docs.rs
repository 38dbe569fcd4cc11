//! Documents: where each kind stands, and how it is put, deleted, found and listed.
//!
//! What belongs to an account or to a request, and what there is much of, stands in a bucket. What every process keeps in
//! memory stands in the house, and each change of it moves the generation on; so do the numbers of papers, which do not.

use scrip_core::id::{AccountId, pool_of};
use tokio_postgres::Row;

use super::failure::Failure;
use super::link::{Live, Param, param};
use super::schema;
use super::shared::Shared;
use super::wire::Buckets;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::gather::pool_body;
use crate::outbox;

/// Greater than every key that begins so: the last character there is.
const LAST_CHARACTER: char = char::MAX;

/// Where documents of a kind stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    /// In the house, and every process keeps them in memory.
    Known,
    /// In the house, and nobody keeps them.
    House,
    /// In the bucket that their key says.
    Key,
    /// In the bucket of the account or request that they belong to.
    Bucket,
}

fn home(kind: DocKind) -> Home {
    match kind {
        DocKind::Catalog
        | DocKind::ApiKey
        | DocKind::Operator
        | DocKind::Session
        | DocKind::Setting
        | DocKind::Secret
        | DocKind::TestClock
        | DocKind::Webhook => Home::Known,
        DocKind::Series => Home::House,
        DocKind::Paper
        | DocKind::Outbox
        | DocKind::Mail
        | DocKind::MailDue
        | DocKind::Delivery
        | DocKind::DeliveryDue
        | DocKind::Payment => Home::Key,
        DocKind::Account | DocKind::Profile | DocKind::Audit => Home::Bucket,
    }
}

/// True for documents of the house.
pub(super) fn is_house(kind: DocKind) -> bool {
    matches!(home(kind), Home::Known | Home::House)
}

/// The bucket of a document whose key says it: that of the pool to which it leads, or else any, but always the same.
pub(super) fn bucket_of(kind: DocKind, key: &str, buckets: Buckets) -> Option<i16> {
    if home(kind) != Home::Key {
        return None;
    }
    let pool = if kind == DocKind::Outbox { outbox::place(key).map(|(pool, _)| pool) } else { pool_of(key) };
    Some(pool.map_or_else(|| buckets.of_text(key), |pool| buckets.of(pool)))
}

/// The account whose bucket a document stands in, where its key leads to one.
pub(super) fn account_of(kind: DocKind, key: &str) -> Option<AccountId> {
    let named = key.strip_prefix("account/").or_else(|| key.strip_prefix("member/")?.split('/').next())?;
    if kind == DocKind::Profile { named.parse().ok() } else { None }
}

/// A document as it is put or deleted.
pub(super) struct Change<'d> {
    bucket: i16,
    word: &'static str,
    home: Home,
    key: &'d str,
    body: Option<&'d [u8]>,
}

impl<'d> Change<'d> {
    pub(super) fn of(bucket: i16, doc: &'d Doc) -> Self {
        Self { bucket, word: doc.kind.word(), home: home(doc.kind), key: &doc.key, body: doc.body.as_deref() }
    }

    /// True where processes read anew what they keep in memory.
    pub(super) fn is_known(&self) -> bool {
        self.home == Home::Known
    }

    fn is_house(&self) -> bool {
        matches!(self.home, Home::Known | Home::House)
    }

    pub(super) fn sql(&self) -> &'static str {
        match (self.is_house(), self.body) {
            (true, Some(_)) => schema::PUT_HOUSE,
            (true, None) => schema::DELETE_HOUSE,
            (false, Some(_)) => schema::PUT_DOC,
            (false, None) => schema::DELETE_DOC,
        }
    }

    pub(super) fn params(&self) -> Vec<Param<'_>> {
        let mut params: Vec<Param<'_>> = Vec::with_capacity(4);
        if !self.is_house() {
            params.push(&self.bucket);
        }
        params.extend([param(&self.word), &self.key]);
        if let Some(body) = &self.body {
            params.push(body);
        }
        params
    }
}

/// Statements that leave in one piece.
const TOGETHER_MAX: usize = 256;

/// Documents alone, each with its bucket, in one transaction. Where they must be new and one is not, none is written and
/// the key is told.
pub(super) async fn write(live: &Live, docs: &[(i16, Doc)], must_be_new: bool) -> Result<(), Failure> {
    live.client.batch_execute(schema::BEGIN).await?;
    let written = write_all(live, docs, must_be_new).await;
    if written.is_ok() {
        live.client.batch_execute(schema::COMMIT).await?;
    } else if !matches!(written, Err(Failure::Lost(_))) {
        live.client.batch_execute(schema::ROLLBACK).await?;
    }
    written
}

async fn write_all(live: &Live, docs: &[(i16, Doc)], must_be_new: bool) -> Result<(), Failure> {
    let mut is_moved = false;
    for docs in docs.chunks(TOGETHER_MAX) {
        let changes: Vec<_> = docs.iter().map(|(bucket, doc)| Change::of(*bucket, doc)).collect();
        let sql = |change: &Change<'_>| match (must_be_new && change.body.is_some(), change.is_house()) {
            (true, true) => schema::NEW_HOUSE,
            (true, false) => schema::NEW_DOC,
            (false, _) => change.sql(),
        };
        let asks: Vec<_> = changes.iter().map(|change| (sql(change), change.params())).collect();
        let answers = live.send(&asks).await?;
        for (change, rows) in changes.iter().zip(answers) {
            if must_be_new && change.body.is_some() && rows.is_empty() {
                return Err(StoreError::Taken(change.key.to_owned()).into());
            }
            is_moved |= change.is_known() && !rows.is_empty();
        }
    }
    if is_moved {
        live.query(schema::NEXT_GENERATION, &[]).await?;
    }
    Ok(())
}

/// A document of the house, or of one of these buckets.
pub(super) async fn find(live: &Live, buckets: &[i16], kind: DocKind, key: &str) -> Result<Option<Vec<u8>>, Failure> {
    let word = kind.word();
    if is_house(kind) {
        return body(&live.query(schema::HOUSE, &[&word, &key]).await?);
    }
    for bucket in buckets {
        if let Some(found) = body(&live.query(schema::DOC, &[bucket, &word, &key]).await?)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn body(rows: &[Row]) -> Result<Option<Vec<u8>>, Failure> {
    Ok(rows.first().map(|row| row.try_get(0)).transpose()?)
}

/// Documents by the beginning of their keys, in order.
pub(super) async fn list(
    live: &Live,
    buckets: Buckets,
    kind: DocKind,
    (prefix, after): (&str, &str),
    limit: u32,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let (word, most) = (kind.word(), i64::from(limit));
    let end = format!("{prefix}{LAST_CHARACTER}");
    let answers = if is_house(kind) {
        vec![live.query(schema::HOUSES, &[&word, &prefix, &after, &end, &most]).await?]
    } else {
        let buckets: Vec<_> = buckets.all().collect();
        let ask = |bucket| (schema::DOCS, vec![param(bucket), &word, &prefix, &after, &end, &most]);
        live.send(&buckets.iter().map(ask).collect::<Vec<_>>()).await?
    };
    let mut found = Vec::new();
    for row in answers.iter().flatten() {
        found.push((row.try_get::<_, String>(0)?, row.try_get::<_, Vec<u8>>(1)?));
    }
    found.sort_unstable();
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// How many documents of a kind there are, counted up to so many.
pub(super) async fn count(live: &Live, buckets: Buckets, kind: DocKind, most: u32) -> Result<u32, Failure> {
    let (word, limit) = (kind.word(), i64::from(most));
    let answers = if is_house(kind) {
        vec![live.query(schema::COUNT_HOUSES, &[&word, &limit]).await?]
    } else {
        let buckets: Vec<_> = buckets.all().collect();
        let ask = |bucket| (schema::COUNT_DOCS, vec![param(bucket), &word, &limit]);
        live.send(&buckets.iter().map(ask).collect::<Vec<_>>()).await?
    };
    let mut count = 0_i64;
    for row in answers.iter().flatten() {
        count = count.saturating_add(row.try_get(0)?);
    }
    Ok(u32::try_from(count.min(limit)).unwrap_or(0))
}

/// Accounts by the beginning of their ids, each with its pool's number, in order. Claims whose account was never made are
/// no accounts.
pub(super) async fn list_accounts(
    live: &Live,
    shared: &Shared,
    (prefix, after): (&str, &str),
    limit: u32,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let (end, most) = (format!("{prefix}{LAST_CHARACTER}"), i64::from(limit));
    let (mut found, mut after) = (Vec::new(), after.to_owned());
    let most_found = usize::try_from(limit).unwrap_or(usize::MAX);
    loop {
        let buckets: Vec<_> = shared.buckets.all().collect();
        let from = after.as_str();
        let ask = |bucket| (schema::ACCOUNTS, vec![param(bucket), &prefix, &from, &end, &most]);
        let answers = live.send(&buckets.iter().map(ask).collect::<Vec<_>>()).await?;
        let mut ids: Vec<AccountId> = Vec::new();
        for row in answers.iter().flatten() {
            ids.extend(row.try_get::<_, &str>(0)?.parse());
        }
        ids.sort_unstable();
        ids.truncate(most_found);
        let Some(last) = ids.last() else { return Ok(found) };
        after = last.to_string();
        shared.locate(live, &ids).await?;
        let stand =
            ids.iter().filter_map(|id| Some((id.to_string(), pool_body(shared.memory.accounts.get(id)?.get()))));
        found.extend(stand);
        found.truncate(most_found);
        if found.len() >= most_found || ids.len() < most_found {
            return Ok(found);
        }
    }
}
