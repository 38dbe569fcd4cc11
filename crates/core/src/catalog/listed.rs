//! A list's places sorted by id: found in a handful of comparisons, shown in the file's order.

/// The places of a list, in the order of its ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed(Vec<usize>);

impl Listed {
    /// The places of these ids.
    pub(super) fn of<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        let mut sorted: Vec<(&str, usize)> = ids.enumerate().map(|(at, id)| (id, at)).collect();
        sorted.sort_unstable();
        Self(sorted.into_iter().map(|(_, at)| at).collect())
    }

    /// The place of an id, if it is listed.
    pub(super) fn find<'a>(&self, id: &str, id_at: impl Fn(usize) -> Option<&'a str>) -> Option<usize> {
        let at = self.0.binary_search_by(|at| id_at(*at).unwrap_or_default().cmp(id)).ok()?;
        self.0.get(at).copied()
    }
}
