//! Papers: the numbers of invoices and credit notes as entries gave them, each year's from 1 on without a gap.

use std::collections::BTreeMap;

use scrip_core::entry::{Entry, Fact, OrderFact};

use super::Report;

/// The last number of each year.
pub type Numbers = BTreeMap<u16, u64>;

/// Numbers that were given: runs of them, so that a gapless year is one run however many papers it has.
#[derive(Default)]
pub(super) struct Papers {
    years: BTreeMap<u16, BTreeMap<u64, u64>>,
    findings: Vec<String>,
}

impl Papers {
    pub(super) fn read(&mut self, pool: u64, entry: &Entry) {
        let Fact::Order(OrderFact::Issued(issued)) = &entry.fact else { return };
        if !self.give(issued.year, issued.number) {
            let seq = entry.seq;
            self.findings.push(format!(
                "pool {pool}, entry {seq}: number {} of {} stands on another paper too",
                issued.number, issued.year
            ));
        }
    }

    /// False where the number was given before.
    fn give(&mut self, year: u16, number: u64) -> bool {
        let runs = self.years.entry(year).or_default();
        let before = runs.range(..=number).next_back().map(|(first, last)| (*first, *last));
        if before.is_some_and(|(_, last)| last >= number) {
            return false;
        }
        let first = before.filter(|(_, last)| last.checked_add(1) == Some(number)).map_or(number, |(first, _)| first);
        let last = number.checked_add(1).and_then(|next| runs.remove(&next)).unwrap_or(number);
        runs.insert(first, last);
        true
    }

    /// Up to `said`, every number is there; where nothing else is said, up to the last that was given. In a walk along one
    /// chain there is no gap before any number: along several, a later one may have been written while their ends were
    /// noted.
    pub(super) fn finish(self, report: &mut Report, said: Option<&Numbers>) {
        self.findings.into_iter().for_each(|finding| report.find(finding));
        let is_one_chain = report.heads.chains.len() <= 1;
        for (year, runs) in &self.years {
            report.papers.extend(runs.values().next_back().map(|last| (*year, *last)));
        }
        let mut wanted = said.cloned().unwrap_or_default();
        for (year, last) in report.papers.iter().filter(|_| is_one_chain || said.is_none()) {
            let most = wanted.entry(*year).or_default();
            *most = (*most).max(*last);
        }
        for (year, last) in wanted {
            let mut next = 1;
            let ends = self.years.get(&year).into_iter().flatten().map(|(first, end)| (*first, *end));
            for (first, end) in ends.chain([(last.saturating_add(1), last)]) {
                let missing = first.min(last.saturating_add(1));
                match missing.saturating_sub(next) {
                    0 => {}
                    1 => report.find(format!("no paper has number {next} of {year}")),
                    _ => report.find(format!("no papers have the numbers {next} to {} of {year}", missing - 1)),
                }
                next = next.max(end.saturating_add(1));
            }
        }
    }
}

/// What the documents say now is no less than what entries gave.
pub(crate) fn check_next(report: &mut Report, now: &Numbers) {
    let behind = |(year, last): (&u16, &u64)| {
        let said = now.get(year).copied().unwrap_or(0);
        (said < *last).then(|| format!("the next paper of {year} would get number {}, which was given", said + 1))
    };
    let findings: Vec<_> = report.papers.iter().filter_map(behind).collect();
    for finding in findings {
        report.find(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbers, Papers, Report, check_next};

    /// The numbers as they come, what the documents said before the walk and say now, and what is found.
    #[track_caller]
    fn check(given: &[u64], chains: u16, said: Option<u64>, now: u64, wanted: &[&str]) {
        let mut papers = Papers::default();
        for number in given {
            if !papers.give(2026, *number) {
                papers.findings.push(format!("twice {number}"));
            }
        }
        let mut report = Report::default();
        report.heads.chains = (0..chains).map(|bucket| (bucket, (1, crate::Hash::ZERO))).collect();
        let said = said.map(|last| Numbers::from([(2026, last)]));
        papers.finish(&mut report, said.as_ref());
        check_next(&mut report, &Numbers::from([(2026, now)]));
        assert_eq!(report.findings, wanted, "{given:?}");
    }

    #[test]
    fn gaps_and_twins_are_found() {
        check(&[], 1, Some(0), 0, &[]);
        check(&[2, 1, 4, 3, 6, 5], 1, Some(6), 6, &[]);
        check(&[1, 3], 1, None, 3, &["no paper has number 2 of 2026"]);
        check(
            &[5, 6, 9],
            1,
            Some(9),
            9,
            &["no papers have the numbers 1 to 4 of 2026", "no papers have the numbers 7 to 8 of 2026"],
        );
        check(&[1, 2, 2, 1, 3], 1, Some(3), 3, &["twice 2", "twice 1"]);
        check(&[1, 2], 1, Some(4), 4, &["no papers have the numbers 3 to 4 of 2026"]);
        check(&[], 4, Some(1), 1, &["no paper has number 1 of 2026"]);
        // Written while the ends of several chains were noted: of 3 and 4, only one was seen.
        check(&[1, 2, 4], 4, Some(2), 4, &[]);
        check(&[1, 2, 4], 4, None, 4, &["no paper has number 3 of 2026"]);
        check(&[1, 2, 4], 1, Some(2), 4, &["no paper has number 3 of 2026"]);
        check(&[1, 2, 3], 1, Some(1), 1, &["the next paper of 2026 would get number 2, which was given"]);
        check(&[u64::MAX - 1, u64::MAX], 4, Some(0), u64::MAX, &[]);
    }
}
