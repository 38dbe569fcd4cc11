//! The file as a draft: its head, trial, packages and roles; plans, features and settings have rooms of their own.

use std::fmt::Display;
use std::str::FromStr;

use scrip_core::catalog::{Draft, Package, Right, Rights, RoleScope, Roles, Trial};
use scrip_core::credits::{Amount, Credits};
use scrip_core::id::RoleId;
use scrip_core::money::{Currency, Money};

use super::reader::{Fields, Item, Reader, nearest};
use super::tree::Spot;
use super::{read_feature, read_plan, read_settings};

/// What stands in for a name that could not be read; the problem is noted, so no catalog comes of it.
pub(super) fn unread_name() -> String {
    "unread".to_owned()
}

/// The draft of a file, as far as it can be read.
pub(super) fn draft(r: &mut Reader, spot: &Spot<'_>) -> Draft {
    let mut draft = Draft::empty(&unread_name(), Currency::USD);
    let Some(mut f) = r.root(spot) else { return draft };
    if let Some(name) = required_text(r, &mut f, "name", "name = \"what this catalog is called\"") {
        draft.name = name;
    }
    let currency = r.required(&mut f, "currency", CURRENCY).and_then(|item| r.parsed::<Currency>(&item, CURRENCY));
    if let Some(item) = r.optional(&mut f, "step") {
        draft.step = r.number(&item, "credits, 0.001 or more: step = 1").unwrap_or(draft.step);
    }
    draft.trial = r.optional(&mut f, "trial").and_then(|item| trial(r, &item));
    draft.plans = list(r, &mut f, "plans", read_plan::plan);
    draft.packages = list(r, &mut f, "packages", package);
    draft.features = list(r, &mut f, "features", read_feature::feature);
    if let Some(item) = r.optional(&mut f, "roles") {
        draft.roles = roles(r, &item);
    }
    draft.settings = read_settings::settings(r, &mut f);
    r.finish(&f);
    // Without a currency, that of the first price: else every price would be called wrong.
    draft.currency = currency.or_else(|| draft.packages.first().map(|p| p.price.currency)).unwrap_or(draft.currency);
    draft
}

fn trial(r: &mut Reader, item: &Item<'_>) -> Option<Trial> {
    let mut f = r.table(item, "[trial] with credits and days")?;
    let credits = r.required(&mut f, "credits", "credits = 1000").and_then(|item| credits(r, &item));
    let days = r.optional(&mut f, "days").map_or(Some(TRIAL_DAYS), |item| r.whole(&item, "days = 14"));
    r.finish(&f);
    Some(Trial { credits: credits?, days: days? })
}

/// How a currency is written.
const CURRENCY: &str = "currency = \"USD\", or another ISO 4217 code";

/// The default of `trial.days`.
const TRIAL_DAYS: u32 = 14;

fn package(r: &mut Reader, item: &Item<'_>) -> Option<Package> {
    let mut f = r.table(item, "[[packages]] with id, name, credits and price")?;
    let id = id(r, &mut f, "id = \"extra-1000\"");
    let name = required_text(r, &mut f, "name", "name = \"1,000 credits\"");
    let amount = r.required(&mut f, "credits", "credits = 1000").and_then(|item| amount(r, &item));
    let price = r.required(&mut f, "price", MONEY).and_then(|item| money(r, &item));
    let expires_after = r
        .optional(&mut f, "expires_after")
        .and_then(|item| r.parsed(&item, "expires_after = \"P12M\", or no such key for never"));
    r.finish(&f);
    if price.is_none() {
        r.replaced(&format!("{}.price", item.path));
    }
    Some(Package {
        id: id?,
        name: name.unwrap_or_else(unread_name),
        credits: amount.or_else(|| Amount::try_from(Credits::ONE).ok())?,
        price: price.unwrap_or(Money { amount: 0, currency: Currency::USD }),
        expires_after,
    })
}

/// The roles of each kind of account.
fn roles(r: &mut Reader, item: &Item<'_>) -> Roles {
    let mut roles = Roles::default();
    let Some(mut f) = r.table(item, "[roles.business], [roles.agency], [roles.subaccount]") else { return roles };
    for scope in RoleScope::ALL {
        let Some(item) = r.optional(&mut f, scope.name()) else { continue };
        let Some(table) = r.table(&item, "one line for each role: owner = [\"use\", \"buy\"]") else { continue };
        let list: Vec<(RoleId, Rights)> = r
            .entries(&table)
            .into_iter()
            .filter_map(|(id, item)| Some((role_id(r, id, &item)?, rights(r, &item))))
            .collect();
        match scope {
            RoleScope::Business => roles.business = list,
            RoleScope::Agency => roles.agency = list,
            RoleScope::Subaccount => roles.subaccount = list,
        }
    }
    if let Some(item) = r.optional(&mut f, "owners") {
        const REMEDY: &str = "roles in quotes, such as owners = [\"owner\"]";
        let items = r.list(&item, REMEDY);
        roles.owners = items.iter().filter_map(|item| r.parsed(item, REMEDY)).collect();
    }
    r.finish(&f);
    roles
}

fn role_id(r: &mut Reader, id: &str, item: &Item<'_>) -> Option<RoleId> {
    match id.parse() {
        Ok(id) => Some(id),
        Err(error) => {
            r.reject(item, format_args!("the role \"{}\" {error}", id.escape_debug()), "a name such as owner");
            None
        }
    }
}

fn rights(r: &mut Reader, item: &Item<'_>) -> Rights {
    const REMEDY: &str = "rights in quotes, such as [\"use\", \"buy\"]";
    let words = Right::ALL.map(Right::name);
    let mut rights = Rights::NONE;
    for item in r.list(item, REMEDY) {
        let Some(word) = r.text(&item, REMEDY) else { continue };
        match Right::from_name(word) {
            Some(right) if rights.has(right) => {
                r.reject(&item, format_args!("\"{word}\" stands here twice"), "each right once");
            }
            Some(right) => rights = rights.with(right),
            None => {
                let remedy = match nearest(word, &words) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => format!("some of {}", words.join(", ")),
                };
                r.reject(&item, format_args!("there is no right \"{}\"", word.escape_debug()), remedy);
            }
        }
    }
    rights
}

/// The items of a list of tables. Without all of them nothing can be said about their places in the list.
fn list<'t, T>(
    r: &mut Reader,
    f: &mut Fields<'t>,
    key: &'static str,
    read: impl Fn(&mut Reader, &Item<'t>) -> Option<T>,
) -> Vec<T> {
    let Some(item) = r.optional(f, key) else { return Vec::new() };
    let items = r.list(&item, &format!("[[{key}]] heads, one for each"));
    let read: Vec<T> = items.iter().filter_map(|item| read(r, item)).collect();
    if read.len() < items.len() {
        r.replaced(key);
    }
    read
}

/// An id that has to stand there; one that cannot be read is replaced by one of its own.
pub(super) fn id<T: FromStr<Err: Display>>(r: &mut Reader, f: &mut Fields<'_>, remedy: &str) -> Option<T> {
    let read = r.required(f, "id", remedy).and_then(|item| r.parsed(&item, remedy));
    read.or_else(|| format!("unread-{}", f.place().1).parse().ok())
}

/// A text that has to stand there.
pub(super) fn required_text(r: &mut Reader, f: &mut Fields<'_>, key: &'static str, remedy: &str) -> Option<String> {
    let item = r.required(f, key, remedy)?;
    r.text(&item, remedy).map(str::to_owned)
}

const CREDITS: &str = "credits, with at most three decimals and no quotes: 2500";

/// Credits, of either sign; what may be negative is for the check to say.
pub(super) fn credits(r: &mut Reader, item: &Item<'_>) -> Option<Credits> {
    r.number(item, CREDITS)
}

/// The value of a key in credits, where it stands there.
pub(super) fn optional_credits(r: &mut Reader, f: &mut Fields<'_>, key: &'static str) -> Option<Credits> {
    let item = r.optional(f, key)?;
    credits(r, &item)
}

fn amount(r: &mut Reader, item: &Item<'_>) -> Option<Amount> {
    let credits = credits(r, item)?;
    let amount = Amount::try_from(credits);
    if let Err(error) = amount {
        r.reject(item, format_args!("{credits} {error}"), "more than 0 credits");
    }
    amount.ok()
}

pub(super) const MONEY: &str = "price = { amount = 1900, currency = \"USD\" }, in minor units (cents)";

/// Money.
pub(super) fn money(r: &mut Reader, item: &Item<'_>) -> Option<Money> {
    let mut f = r.table(item, MONEY)?;
    let amount =
        r.required(&mut f, "amount", MONEY).and_then(|item| r.whole(&item, "minor units (cents): amount = 1900"));
    let currency =
        r.required(&mut f, "currency", MONEY).and_then(|item| r.parsed(&item, "an ISO 4217 code such as \"USD\""));
    r.finish(&f);
    Some(Money { amount: amount?, currency: currency? })
}
