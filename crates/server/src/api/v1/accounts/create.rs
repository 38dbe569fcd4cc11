//! `POST /v1/accounts`: create a paying account with its trial or first period, or a subaccount of an agency.

use scrip_core::command::{Command, Open};
use scrip_core::entry::AccountKind;
use scrip_core::id::{AccountId, PoolNo};
use scrip_core::order::Country;
use scrip_core::period::Zone;
use scrip_core::text::Text;
use scrip_store::{Ask, Doc};
use serde::Deserialize;
use utoipa::ToSchema;

use super::out::AccountOut;
use crate::app::profile::{AccountProfile, Billing};
use crate::auth::{Mode, Scope};
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::papers::words::is_country;
use crate::problem::{Code, Problem};
use crate::wire::Field;
use crate::wire::field::{AccountIdField, Given, PlanIdField, TextField, TimeField, ZoneField};
use crate::wire::parse::{Fault, FromJson, text};

/// An account to be created.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAccount {
    /// Its id, yours to choose.
    #[schema(required)]
    id: Option<AccountIdField>,
    /// What it is.
    #[schema(required, value_type = super::out::KindOut)]
    kind: Option<TextField>,
    /// A subaccount's agency.
    parent: Option<AccountIdField>,
    /// Its plan; a subaccount has none of its own.
    plan: Option<PlanIdField>,
    /// `trial`, or `active` at once; `active` without it.
    #[schema(value_type = Option<String>, pattern = "^(trial|active)$")]
    status: Option<TextField>,
    /// The anchor of its periods, now or in the past; in the past, the running period alone is granted.
    started_at: Option<TimeField>,
    /// The trial's end; without it as the catalog says.
    trial_ends_at: Option<TimeField>,
    /// Its time zone; UTC without it.
    time_zone: Option<ZoneField>,
    /// Its language, BCP 47.
    #[schema(value_type = Option<String>)]
    locale: Option<Field<Locale>>,
    /// Where its invoices go.
    #[schema(value_type = Option<Billing>)]
    billing: Option<Field<Billing>>,
    /// The test clock that it lives by; in test mode only.
    test_clock: Option<TextField>,
}

pub(crate) const OPERATION: Operation = Operation {
    verb: Verb::Post,
    path: "/v1/accounts",
    id: "createAccount",
    summary: "Create an account",
    who: Who::Server(Scope::Write),
    is_keyed: true,
    query: &[],
    body: Some(Shape::of::<NewAccount>()),
    answer: (201, Shape::of::<AccountOut>()),
    codes: &[Code::AccountExists, Code::TooMany],
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let mut body: NewAccount = call.body()?;
    let key = call.key()?;
    let id = body.id.take().required("id")?;
    let billing: Option<Billing> = body.billing.take().optional("billing")?;
    if billing.as_ref().is_some_and(|billing| billing.needs_operator(None)) && !call.is_operator() {
        return Err(super::patch::operators_only("billing.tax_id_verified"));
    }
    let profile = AccountProfile {
        locale: body.locale.take().optional("locale")?.map(|Locale(text)| text),
        billing: billing.map(|billing| billing.after(None)),
    };
    let docs: Vec<Doc> = if profile == AccountProfile::default() { Vec::new() } else { vec![profile.doc(&id)] };
    let (no, subaccount, command) = command(&call, id.clone(), body).await?;
    let clock = match &command {
        Command::Open(Open { test_clock: Some(clock), .. }) => call.app.test_clocks.now(clock).unwrap_or(call.clock),
        _ => call.app.time_of(no, call.clock)?,
    };
    let actor = call.caller()?.actor();
    let request = scrip_core::command::Request { pool: no, clock, actor, key: Some(key), command };
    let mut made = call.submit(request, docs).await?;
    if made.is_replayed() {
        // An account that was created before stands in the pool that it was given then.
        made.no = call.app.ledger.account(&id)?.ok_or_else(|| Problem::not_found("account"))?;
    }
    let account = AccountOut::of(&*made.pool(&call.app)?, subaccount.as_ref()).with(profile);
    Ok(Answer::created(&account).replayed(made.is_replayed()))
}

/// The pool (of a paying account none yet), the subaccount that is made, and the command.
async fn command(
    call: &Call,
    id: AccountId,
    body: NewAccount,
) -> Result<(PoolNo, Option<AccountId>, Command), Problem> {
    let kind = body.kind.required("kind")?;
    let kind = match &*kind {
        "business" => AccountKind::Business,
        "agency" => AccountKind::Agency,
        "subaccount" => {
            let parent = body.parent.required("parent")?;
            call.app.fresh(vec![Ask::Account(parent.clone())]).await?;
            return subaccount(call, id, &parent, body.plan.as_ref(), body.status.as_ref());
        }
        _ => return Err(Problem::fault("kind", &Fault::new("must be one of business, agency, subaccount"))),
    };
    if body.parent.is_some() {
        return Err(Problem::fault("parent", &Fault::new("goes with the kind subaccount alone")));
    }
    let test_clock = body.test_clock.optional("test_clock")?;
    known_clock(call, test_clock.as_ref())?;
    let is_trial = match body.status.optional("status")?.as_deref() {
        Some("trial") => true,
        Some("active") | None => false,
        Some(_) => return Err(Problem::fault("status", &Fault::new("must be trial or active"))),
    };
    let open = Open {
        account: id,
        kind,
        plan: body.plan.required("plan")?,
        is_trial,
        started_at: body.started_at.optional("started_at")?,
        trial_ends_at: body.trial_ends_at.optional("trial_ends_at")?,
        zone: body.time_zone.optional("time_zone")?.unwrap_or(Zone::utc()),
        test_clock,
    };
    // The ledger gives the pool its number.
    let no = PoolNo::new(0).ok_or_else(|| Problem::not_found("account"))?;
    Ok((no, None, Command::Open(open)))
}

fn subaccount(
    call: &Call,
    id: AccountId,
    parent: &AccountId,
    plan: Option<&PlanIdField>,
    status: Option<&TextField>,
) -> Result<(PoolNo, Option<AccountId>, Command), Problem> {
    for (field, is_there) in [("plan", plan.is_some()), ("status", status.is_some())] {
        if is_there {
            return Err(Problem::fault(field, &Fault::new("is the agency's: a subaccount has none of its own")));
        }
    }
    let fault = || Problem::fault("parent", &Fault::new("names no account"));
    let no = call.app.ledger.account(parent)?.ok_or_else(fault)?;
    let pool = call.app.ledger.pool(no)?.ok_or_else(fault)?;
    if pool.account != *parent {
        return Err(Problem::fault("parent", &Fault::new("is a subaccount itself: name its agency")));
    }
    Ok((no, Some(id.clone()), Command::AddSubaccount { account: id }))
}

fn known_clock(call: &Call, clock: Option<&Text>) -> Result<(), Problem> {
    let Some(clock) = clock else { return Ok(()) };
    if call.app.keys.mode() != Mode::Test {
        return Err(Problem::fault("test_clock", &Fault::new("exists in test mode only")));
    }
    let known = call.app.test_clocks.now(clock);
    known.map(drop).ok_or_else(|| Problem::fault("test_clock", &Fault::new("is no test clock: make one first")))
}

/// A language tag.
pub(super) struct Locale(pub(super) String);

impl FromJson for Locale {
    fn from_json(json: &str) -> Result<Self, Fault> {
        let text = text(json)?;
        let is_tag = (2..=35).contains(&text.len())
            && text
                .split('-')
                .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        if is_tag { Ok(Self(text.into_owned())) } else { Err(Fault::new("must be a language tag such as pl or en-GB")) }
    }
}

impl FromJson for Billing {
    fn from_json(json: &str) -> Result<Self, Fault> {
        let billing: Self = serde_json::from_str(json).map_err(|_| {
            Fault::new(
                "must be an object of texts: name, email, address, country, tax_id; tax_id_verified is true or false",
            )
        })?;
        let fits = |text: &Option<String>, max| text.as_ref().is_none_or(|text| (1..=max).contains(&text.len()));
        if !billing.country.as_deref().is_none_or(is_country) {
            return Err(Fault::new("must name the country by its two capital letters, ISO 3166"));
        }
        if let (Some(country), Some(tax_id)) = (&billing.country, &billing.tax_id)
            && !is_tax_id(country, tax_id)
        {
            return Err(Fault::new(
                "holds a tax_id that is none of its country: its letters, then as many figures as that state gives",
            ));
        }
        if !billing.email.as_ref().is_none_or(|text| text.contains('@')) {
            return Err(Fault::new("must hold a mail address with an @"));
        }
        let all_fit = fits(&billing.name, 200)
            && fits(&billing.email, 254)
            && fits(&billing.address, 500)
            && fits(&billing.tax_id, 50);
        if all_fit { Ok(billing) } else { Err(Fault::new("holds an empty text, or one that is too long")) }
    }
}

/// True for a tax id that its country could have given, with the country's letters or without. The forms of states outside the
/// European Union are not known here.
fn is_tax_id(country: &str, tax_id: &str) -> bool {
    let Ok(state) = country.parse::<Country>() else { return false };
    let letters = if country == "GR" { "EL" } else { country };
    !state.is_in_union() || state.has_form(tax_id) || state.has_form(&format!("{letters}{tax_id}"))
}
