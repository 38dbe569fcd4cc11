//! The accounts that a newcomer to the sample host begins with. No call of the trace is theirs: each has what its first minutes need.

use scrip_client::{Client, Error, Use};

use super::scene::{Sample, business};
use super::setup::make_account;

/// One of every business role; and a trial of which nothing is used.
const NEWCOMERS: &[Sample] = &[
    Sample {
        members: &[
            ("grace", "owner", "Grace Moss"),
            ("greg", "admin", "Greg Adler"),
            ("gwen", "author", "Gwen Hale"),
            ("gil", "designer", "Gil Ferrer"),
            ("gita", "viewer", "Gita Rao"),
            ("glen", "accountant", "Glen Petty"),
        ],
        ..business("garden-works", "Garden Works", "build")
    },
    Sample {
        members: &[("tess", "owner", "Tess Young")],
        is_trial: true,
        ..business("new-leaf", "New Leaf", "optimize")
    },
];

/// Pages made before by the first: of 2,500 credits 1,100 are left, enough for a picture and fifty pages, and not for fifty more.
const PAGES_MADE: u64 = 70;

/// Makes them. Keys are named after what they do, as all of the demo's are.
pub(super) fn make(client: &Client) -> Result<(), Error> {
    for sample in NEWCOMERS {
        make_account(client, sample)?;
    }
    let Some(first) = NEWCOMERS.first() else { return Ok(()) };
    let Some((member, _, _)) = first.members.first() else { return Ok(()) };
    let made = Use::of("programmatic-landing-pages").by(member).quantity(PAGES_MADE);
    client.with_key(format!("demo:pages:{}", first.id)).spend(first.id, &made)?;
    Ok(())
}

/// Their ids, as the sample host's setting has them.
pub(super) fn ids() -> String {
    NEWCOMERS.iter().map(|sample| sample.id).collect::<Vec<_>>().join(",")
}
