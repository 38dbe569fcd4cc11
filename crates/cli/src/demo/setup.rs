//! Makes the demo's accounts, members, grants and limits through the API, and what happened before the trace.

use scrip_client::{
    Billing, Client, Credits, Error, GrantScope, Money, NewAccount, NewGrant, NewMember, NewOperator, Use,
};

use super::scene::{ACCOUNTS, GRANTS, LIMIT, Sample, pool_of};

/// Makes everything. Keys are named after what they do, so a demo that was cut off goes on where it stopped.
pub(super) fn make(client: &Client) -> Result<(), Error> {
    for sample in ACCOUNTS {
        make_account(client, sample)?;
    }
    for (account, kind, credits, reason) in GRANTS {
        // A subaccount's grant is one of its agency's pool, for it alone.
        let is_sub = pool_of(account) != *account;
        let scope = is_sub.then(|| GrantScope { subaccounts: vec![(*account).to_owned()], ..GrantScope::default() });
        let grant = NewGrant {
            kind: (*kind).to_owned(),
            credits: Credits::from(*credits),
            scope,
            cost_basis: (*kind == "package").then(|| Money { amount: 1_900, currency: "USD".to_owned() }),
            reason: (*reason).to_owned(),
            ..NewGrant::default()
        };
        client.with_key(format!("demo:grant:{account}")).create_grant(pool_of(account), &grant)?;
    }
    let (account, member, credits) = LIMIT;
    client.set_limit(account, &format!("member:{member}"), Credits::from(credits), "period")?;
    for sample in ACCOUNTS {
        use_before(client, sample)?;
    }
    Ok(())
}

/// Who signs in to the demo's console.
pub(super) const OPERATOR: &str = "demo@scrip.example";

/// The demo's operator, who may do everything; gives the password, of which only a hash is kept.
pub(super) fn operator(client: &Client) -> Result<String, Error> {
    let password = NewOperator::fresh_password()?;
    let (name, email, role) = ("Demo".to_owned(), OPERATOR.to_owned(), "admin".to_owned());
    client.create_operator(&NewOperator { name, email, role, password: password.clone() })?;
    Ok(password)
}

pub(super) fn make_account(client: &Client, sample: &Sample) -> Result<(), Error> {
    let is_paying = sample.parent.is_none();
    let account = NewAccount {
        id: sample.id.to_owned(),
        kind: sample.kind.to_owned(),
        parent: sample.parent.map(ToOwned::to_owned),
        plan: sample.plan.map(ToOwned::to_owned),
        status: is_paying.then(|| if sample.is_trial { "trial" } else { "active" }.to_owned()),
        billing: is_paying.then(|| Billing {
            name: Some(sample.name.to_owned()),
            email: Some(format!("billing@{}.example", sample.id)),
            address: Some("1 Sample Street, 00-001 Warszawa".to_owned()),
            country: Some("PL".to_owned()),
            ..Billing::default()
        }),
        ..NewAccount::default()
    };
    client.with_key(format!("demo:account:{}", sample.id)).create_account(&account)?;
    for (id, role, name) in sample.members {
        let member = NewMember {
            role: (*role).to_owned(),
            name: Some((*name).to_owned()),
            email: Some(format!("{id}@{}.example", sample.id)),
            ..NewMember::default()
        };
        client.put_member(sample.id, id, &member)?;
    }
    Ok(())
}

/// Fixed costs: known before the use. The pages are quoted first, as a button would show them.
fn use_before(client: &Client, sample: &Sample) -> Result<(), Error> {
    let (images, pages) = sample.before;
    let Some((member, _, _)) = sample.members.first() else { return Ok(()) };
    for image in 0..images {
        let key = format!("demo:image:{}:{image}", sample.id);
        client.with_key(key).spend(sample.id, &Use::of("background-removal").by(member))?;
    }
    if pages > 0 {
        let wanted = Use::of("programmatic-landing-pages").by(member).quantity(pages);
        let quote = client.quote(sample.id, &wanted)?;
        client.with_key(format!("demo:pages:{}", sample.id)).spend(sample.id, &wanted.quote(&quote.id))?;
    }
    Ok(())
}
