//! What a new version of the catalog drops that is in use, and where.

use std::collections::BTreeSet;

use scrip_core::catalog::{Catalog, RoleScope};
use scrip_core::entry::AccountKind;
use scrip_core::pool::Pool;

use crate::app::App;
use crate::problem::Problem;

/// Places that are named, of perhaps many.
const NAMED_MAX: usize = 20;

/// Where the version drops a plan, role or feature in use.
pub(super) async fn dropped(app: &App, next: &Catalog) -> Result<Vec<String>, Problem> {
    let mut uses = BTreeSet::new();
    app.each_pool(1, app.ledger.last_pool()?, |pool| {
        uses_in(pool, next, &mut uses);
        uses.len() < NAMED_MAX
    })
    .await?;
    Ok(uses.into_iter().take(NAMED_MAX).collect())
}

fn uses_in(pool: &Pool, next: &Catalog, uses: &mut BTreeSet<String>) {
    let account = &pool.account;
    for choice in std::iter::once(&pool.life.choice).chain(&pool.life.scheduled) {
        if next.plan(choice.plan.as_str()).is_none() {
            uses.insert(format!("the plan {} is held by the account {account}", choice.plan));
        }
    }
    for ((place, id), member) in &pool.house.members {
        let scope = match (place, pool.kind) {
            (Some(_), _) => RoleScope::Subaccount,
            (None, AccountKind::Business) => RoleScope::Business,
            (None, AccountKind::Agency) => RoleScope::Agency,
        };
        if next.rights(scope, member.role.as_str()).is_none() {
            let place = place.as_ref().unwrap_or(account);
            uses.insert(format!("the role {} is held by the member {id} of the account {place}", member.role));
        }
    }
    let reserved = pool.reservations.values().filter_map(|open| open.usage.feature.as_ref());
    let scoped = pool.grants.iter().filter_map(|grant| grant.terms.scope.as_ref()).flat_map(|scope| &scope.features);
    for feature in reserved.chain(scoped).filter(|feature| next.feature(feature.as_str()).is_none()) {
        uses.insert(format!("the feature {feature} is named by a grant or reservation of the account {account}"));
    }
}
