//! Documents as of one instant, with the tips of that instant.

use super::{Buckets, Doc, Failure, LedgerDatabase, Live, PAGE_MAX, ROWS_MAX, StoreError, Tips, Whole, schema, tips};
use crate::doc::DocKind;
use crate::postgres::docs::is_house;

impl Whole for LedgerDatabase {
    fn docs(&mut self, see: &mut dyn FnMut(Doc)) -> Result<(), StoreError> {
        let buckets = self.buckets;
        let (tips, docs) = self.link.lock().run_again(PAGE_MAX * 10, async |live: &Live| {
            live.client.batch_execute(schema::BEGIN_VIEW).await?;
            let read = both(live, buckets).await;
            live.client.batch_execute(schema::ROLLBACK).await?;
            read
        })?;
        self.tips = tips;
        docs.into_iter().for_each(see);
        Ok(())
    }
}

async fn both(live: &Live, buckets: Buckets) -> Result<(Tips, Vec<Doc>), Failure> {
    let tips = tips(live, buckets).await?;
    let mut docs = Vec::new();
    for kind in DocKind::ALL.into_iter().filter(|kind| *kind != DocKind::Account) {
        let all: Vec<_> = if is_house(kind) { vec![None] } else { buckets.all().map(Some).collect() };
        for bucket in all {
            let mut after = String::new();
            loop {
                let (word, from) = (kind.word(), after.as_str());
                let rows = match &bucket {
                    Some(bucket) => live.query(schema::DOCS_AFTER, &[bucket, &word, &from, &ROWS_MAX]).await?,
                    None => live.query(schema::HOUSES_AFTER, &[&word, &from, &ROWS_MAX]).await?,
                };
                let Some(last) = rows.last() else { break };
                let end: String = last.try_get(0)?;
                for row in &rows {
                    docs.push(Doc { kind, key: row.try_get(0)?, body: Some(row.try_get(1)?) });
                }
                after = end;
            }
        }
    }
    Ok((tips, docs))
}
