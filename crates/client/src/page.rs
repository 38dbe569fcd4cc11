//! Lists: a page at a time, or every item as an iterator.

use std::collections::VecDeque;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{Client, Error, Reply};

/// One page of a list.
#[derive(Clone, Debug, Deserialize)]
pub struct Page<T> {
    /// Its items.
    pub data: Vec<T>,
    /// Where the next page begins; none: this is the last one.
    pub next_cursor: Option<String>,
}

/// A list, not yet read.
#[derive(Debug)]
pub struct List<'a, T> {
    client: &'a Client,
    path: String,
    filter: Vec<(&'static str, String)>,
    limit: Option<u32>,
    after: Option<String>,
    items: PhantomData<fn() -> T>,
}

impl<'a, T: DeserializeOwned> List<'a, T> {
    pub(crate) fn new(client: &'a Client, path: String, filter: Vec<(&'static str, Option<String>)>) -> Self {
        let filter = filter.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        Self { client, path, filter, limit: None, after: None, items: PhantomData }
    }

    /// So many items a page, 1-200.
    #[must_use]
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// From where an earlier page's `next_cursor` points.
    #[must_use]
    pub fn after(mut self, cursor: &str) -> Self {
        self.after = Some(cursor.to_owned());
        self
    }

    /// One page.
    pub fn page(&self) -> Result<Reply<Page<T>>, Error> {
        let mut call = self.client.get(self.path.clone());
        for (name, value) in &self.filter {
            call = call.query(name, value);
        }
        if let Some(limit) = self.limit {
            call = call.query("limit", &limit.to_string());
        }
        call.query_some("after", self.after.as_deref()).send()
    }

    /// Every item, page after page. Ends with the first error.
    pub fn all(self) -> impl Iterator<Item = Result<T, Error>> {
        let mut list = Some(self);
        let mut waiting = VecDeque::new();
        std::iter::from_fn(move || {
            loop {
                if let Some(item) = waiting.pop_front() {
                    return Some(Ok(item));
                }
                let mut current = list.take()?;
                match current.page() {
                    Ok(reply) => {
                        let page = reply.into_value();
                        waiting.extend(page.data);
                        if let Some(cursor) = page.next_cursor {
                            current.after = Some(cursor);
                            list = Some(current);
                        }
                    }
                    Err(error) => return Some(Err(error)),
                }
            }
        })
    }
}
