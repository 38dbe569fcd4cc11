//! What the rows would change: what each account has now, and what of the file it was granted before.

use std::collections::BTreeMap;

use indicatif::ProgressBar;
use scrip_client::{Balance, BalanceAt, Client, Credits, Entry, EntryFilter, Error};
use scrip_core::time::Timestamp;

use super::rows::{Bad, Row};

/// Each account of the file.
pub(super) struct Plan {
    pub(super) accounts: BTreeMap<String, Standing>,
}

/// How an account stands.
#[derive(Default)]
pub(super) struct Standing {
    is_there: bool,
    as_of: Option<Timestamp>,
    /// Available now.
    pub(super) now: Credits,
    /// Owed now: new credits pay it first.
    pub(super) owed: Credits,
    /// What the file's rows grant, all together.
    pub(super) file: Credits,
    /// What of it was not granted yet.
    pub(super) new: Credits,
    /// By reason: what was granted before.
    before: BTreeMap<String, Before>,
}

/// A grant that a row has made.
struct Before {
    grant: String,
    credits: Credits,
    expires_at: Option<Timestamp>,
    /// Whether the server still lists the grant: only then is it known until when it is.
    is_listed: bool,
}

/// The reason that stands in the ledger: by it, a row's grant is found again.
pub(super) fn reason(row: &Row) -> String {
    format!("Opening balance ({})", row.key)
}

impl Plan {
    /// Asks the server for every account of the rows.
    pub(super) fn of(rows: &[Row], client: &Client, bar: &ProgressBar) -> Result<Self, Error> {
        let mut accounts = BTreeMap::<String, Standing>::new();
        for row in rows {
            let standing = match accounts.get_mut(&row.account) {
                Some(standing) => standing,
                None => accounts.entry(row.account.clone()).or_insert(Standing::of(&row.account, client)?),
            };
            standing.file += row.credits;
            if !standing.before.contains_key(&reason(row)) {
                standing.new += row.credits;
            }
            bar.inc(1);
        }
        Ok(Self { accounts })
    }

    /// The same after the grants.
    pub(super) fn again(self, client: &Client) -> Result<Self, Error> {
        let again = |(account, standing): (String, Standing)| {
            let now = Standing::of(&account, client)?;
            Ok((account, Standing { file: standing.file, ..now }))
        };
        Ok(Self { accounts: self.accounts.into_iter().map(again).collect::<Result<_, Error>>()? })
    }

    /// Rows that the server would refuse, or that say another thing than what was granted for them before.
    pub(super) fn bad(&self, rows: &[Row]) -> Vec<Bad> {
        rows.iter().filter_map(|row| Some(Bad::new(row.line, self.accounts.get(&row.account)?.refuses(row)?))).collect()
    }
}

impl Standing {
    fn of(account: &str, client: &Client) -> Result<Self, Error> {
        let balance: Balance = match client.balance(account, &BalanceAt::default()) {
            Ok(reply) => reply.into_value(),
            Err(error) if error.code() == Some("not_found") => return Ok(Self::default()),
            Err(error) => return Err(error),
        };
        let filter = EntryFilter { kind: Some("grant".to_owned()), ..EntryFilter::default() };
        let mut before = BTreeMap::new();
        for entry in client.entries(account, filter).limit(200).all() {
            before.extend(granted_before(&entry?));
        }
        if !before.is_empty() {
            // A line does not say until when its grant is; the grant does.
            for grant in client.grants(account).limit(200).all() {
                let grant = grant?;
                for before in before.values_mut().filter(|before| before.grant == grant.id) {
                    before.expires_at = grant.expires_at.as_ref().and_then(|at| at.parse().ok());
                    before.is_listed = true;
                }
            }
        }
        let as_of = balance.as_of.parse().ok();
        Ok(Self { is_there: true, as_of, now: balance.available, owed: balance.owed, before, ..Self::default() })
    }

    /// What is available when the new rows are granted.
    pub(super) fn after(&self) -> Credits {
        self.now + self.new - self.new.min(self.owed)
    }

    fn refuses(&self, row: &Row) -> Option<String> {
        if !self.is_there {
            return Some(format!("there is no account {}; make it first: `scrip account create`", row.account));
        }
        if let Some(before) = self.before.get(&reason(row)) {
            let is_same = before.credits == row.credits && (!before.is_listed || before.expires_at == row.expires_at);
            let until = before.expires_at.map_or_else(|| "for ever".to_owned(), |at| format!("until {at}"));
            return (!is_same).then(|| {
                format!(
                    "was granted before as {} credits {until} ({}), and a grant is not changed; put the row back as it was, and \
                     correct the account with `scrip grant create` or `scrip grant void`",
                    before.credits, before.grant
                )
            });
        }
        let is_past = self.as_of.zip(row.expires_at).is_some_and(|(now, end)| end <= now);
        is_past.then(|| "expires_at is past; write a later instant, or remove the row".to_owned())
    }
}

fn granted_before(entry: &Entry) -> Option<(String, Before)> {
    let text = |name: &str| entry.more.get(name).and_then(|value| value.as_str());
    let reason = text("reason").filter(|reason| reason.starts_with("Opening balance ("))?;
    let grant = text("grant")?.to_owned();
    Some((reason.to_owned(), Before { grant, credits: entry.credits?, expires_at: None, is_listed: false }))
}
