//! Pages of lists: `?limit=` and `&after=`, and `next_cursor`. Knows no list.

use serde::Serialize;

use super::call::Query;
use super::operation::Parameter;
use crate::problem::Problem;
use crate::wire::parse::Fault;

/// How many, and after which.
pub(crate) const LIMIT: Parameter =
    Parameter { name: "limit", about: "How many, 1 to 200; 50 without it.", form: "limit" };
pub(crate) const AFTER: Parameter =
    Parameter { name: "after", about: "The cursor of the page before: its next_cursor.", form: "" };

/// What part of a list is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// At most so many.
    pub(crate) limit: usize,
    /// Only what comes after this cursor.
    pub(crate) after: Option<String>,
}

impl Page {
    /// Of a query.
    pub(crate) fn of(query: &Query<'_>) -> Result<Self, Problem> {
        let reason = "must be a whole number from 1 to 200";
        let limit: usize = query.value("limit", reason)?.unwrap_or(50);
        if !(1..=200).contains(&limit) {
            return Err(Problem::fault("limit", &Fault::new(reason)));
        }
        Ok(Self { limit, after: query.text("after").map(str::to_owned) })
    }

    /// The cursor as a number; a cursor is what a page gave, and nothing else.
    pub(crate) fn after_number(&self) -> Result<u64, Problem> {
        let parse = |text: &String| text.parse();
        let number = self.after.as_ref().map_or(Ok(0), parse);
        number.map_err(|_| Problem::fault("after", &Fault::new("must be the next_cursor of a page before")))
    }

    /// One page of things that come in the order of their cursors, each with its own; the rest is left.
    pub(crate) fn take<T>(&self, mut things: impl Iterator<Item = (String, T)>) -> Listed<T> {
        let (mut data, mut last) = (Vec::new(), None);
        for (cursor, thing) in things.by_ref().take(self.limit) {
            data.push(thing);
            last = Some(cursor);
        }
        let next_cursor = if things.next().is_some() { last } else { None };
        Listed { data, next_cursor }
    }
}

/// A page.
#[derive(Debug, Serialize)]
pub(crate) struct Listed<T> {
    /// The things.
    pub(crate) data: Vec<T>,
    /// Where the next page begins; none: this is the last.
    pub(crate) next_cursor: Option<String>,
}

/// Declares the page of a type for the OpenAPI document, which takes no type with arguments.
macro_rules! listed {
    ($(#[$doc:meta])* $name:ident of $item:ty) => {
        $(#[$doc])*
        #[derive(serde::Serialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            /// The page.
            data: Vec<$item>,
            /// Where the next page begins; none: this is the last.
            #[schema(required)]
            next_cursor: Option<String>,
        }

        impl From<$crate::edge::page::Listed<$item>> for $name {
            fn from(listed: $crate::edge::page::Listed<$item>) -> Self {
                Self { data: listed.data, next_cursor: listed.next_cursor }
            }
        }
    };
}
pub(crate) use listed;
