//! Members: people in an account, with a role. Names stand beside the ledger and can be forgotten; entries hold ids.

use scrip_core::catalog::Right;
use scrip_core::command::{Command, PutMember};
use scrip_core::id::{AccountId, MemberId, RoleId};
use scrip_core::pool::Member;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::profile::Profile;
use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Page, listed};
use crate::edge::{Answer, Call, Endpoint, Operation, Parameter, Place, Shape, Verb, Who, endpoint};
use crate::problem::{Code, Problem};
use crate::wire::field::{AccountIdField, Given, RoleIdField, TextField, all};
use crate::wire::parse::Fault;
use crate::wire::shown::{AccountIdOut, MemberIdOut, RoleIdOut, Shown};

/// A member to be put into an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMember {
    /// The role, of the catalog.
    #[schema(required)]
    role: Option<RoleIdField>,
    /// The name; may be forgotten later.
    name: Option<TextField>,
    /// The mail address; likewise.
    email: Option<TextField>,
    /// The language, BCP 47.
    locale: Option<TextField>,
    /// The subaccounts that an agency's member looks after.
    subaccounts: Option<Vec<AccountIdField>>,
}

/// A member of an account.
#[derive(Serialize, ToSchema)]
#[schema(as = Member)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberOut {
    /// Who.
    id: MemberIdOut,
    /// As what.
    role: RoleIdOut,
    /// The name, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// The language.
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<String>,
    /// The subaccounts that he looks after.
    subaccounts: Vec<AccountIdOut>,
}

listed!(
    /// A page of members.
    MembersOut of MemberOut
);

/// The member who left.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RemovedMember {
    /// Who.
    id: MemberIdOut,
    /// True.
    removed: bool,
    /// True when name, mail address and language were forgotten.
    erased: bool,
}

const ONE: &str = "/v1/accounts/{account}/members/{member}";

const PUT: Operation = Operation {
    body: Some(Shape::of::<NewMember>()),
    codes: &[Code::RoleNotAllowed, Code::TooMany],
    ..Operation::of(
        (Verb::Put, ONE),
        "putMember",
        "Put a member into an account, or change one",
        Who::ServerOrSession(Scope::Write),
        (200, Shape::of::<MemberOut>()),
    )
};

const GET: Operation = Operation {
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, ONE),
        "getMember",
        "A member of an account",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<MemberOut>()),
    )
};

const LIST: Operation = Operation {
    query: &[LIMIT, AFTER],
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/members"),
        "listMembers",
        "An account's members, by id",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<MembersOut>()),
    )
};

const DELETE: Operation = Operation {
    query: &[Parameter { name: "erase", about: "Forget name, mail address and language too.", form: "boolean" }],
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Delete, ONE),
        "deleteMember",
        "Take a member out of an account",
        Who::ServerOrSession(Scope::Write),
        (200, Shape::of::<RemovedMember>()),
    )
};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&PUT, put), endpoint(&GET, get), endpoint(&LIST, list), endpoint(&DELETE, delete)]
}

/// The account, seen by somebody who manages its members: a server, or a session of this very account to change it.
fn managed(call: &Call, is_change: bool) -> Result<Place, Problem> {
    let place = call.place()?;
    place.require(call, Right::ManageMembers)?;
    let is_home = call.caller()?.session().is_none_or(|session| session.account == place.account);
    if is_change && !is_home {
        let refusal = scrip_core::refusal::Refusal::RoleNotAllowed { right: Right::ManageMembers };
        return Err(place.refused(call, &refusal));
    }
    Ok(place)
}

fn member_id(call: &Call) -> Result<MemberId, Problem> {
    call.segment(4)
        .parse()
        .map_err(|error: scrip_core::id::IdError| Problem::fault("member", &Fault::new(error.to_string())))
}

fn shown(
    call: &Call,
    account: &AccountId,
    id: &MemberId,
    role: &RoleId,
    subaccounts: &[AccountId],
) -> Result<MemberOut, Problem> {
    let profile = Profile::of_member(&call.app.ledger, account, id)?;
    Ok(MemberOut {
        id: Shown(id.clone()),
        role: Shown(role.clone()),
        name: profile.name,
        email: profile.email,
        locale: profile.locale,
        subaccounts: subaccounts.iter().cloned().map(Shown).collect(),
    })
}

async fn put(call: Call) -> Result<Answer, Problem> {
    let place = managed(&call, true)?;
    let id = member_id(&call)?;
    let body: NewMember = call.body()?;
    let text = |field: Option<TextField>, name| Ok::<_, Problem>(field.optional(name)?.map(|text| text.to_string()));
    let old = Profile::of_member(&call.app.ledger, &place.account, &id)?;
    let profile = Profile {
        name: text(body.name, "name")?.or(old.name),
        email: text(body.email, "email")?.or(old.email),
        locale: text(body.locale, "locale")?.or(old.locale),
    };
    let put = PutMember {
        account: place.account.clone(),
        member: id.clone(),
        role: body.role.required("role")?,
        subaccounts: all("subaccounts", body.subaccounts)?,
    };
    let (role, subaccounts) = (put.role.clone(), put.subaccounts.clone());
    let doc = profile.doc(&place.account, &id);
    call.ask_with(place.pool.no, None, Command::PutMember(put), vec![doc]).await?;
    Ok(Answer::ok(&shown(&call, &place.account, &id, &role, &subaccounts)?))
}

async fn get(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let id: MemberId = call.id(4, "member")?;
    let is_own = place.member.as_ref().is_some_and(|(own, _)| *own == id);
    if !is_own {
        place.require(&call, Right::ManageMembers)?;
    }
    let member = place.pool.member(place.subaccount.as_ref(), &id).ok_or_else(|| Problem::not_found("member"))?;
    Ok(Answer::ok(&shown(&call, &place.account, &id, &member.role, &member.subaccounts)?))
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let place = managed(&call, false)?;
    let page = Page::of(&call.query()?)?;
    let here = place.pool.house.members.iter().filter(|((of, _), _)| *of == place.subaccount);
    let rest = here.filter(|((_, id), _)| page.after.as_deref().is_none_or(|after| id.as_str() > after));
    let all: Vec<(String, (&MemberId, &Member))> =
        rest.take(page.limit + 1).map(|((_, id), member)| (id.to_string(), (id, member))).collect();
    let listed = page.take(all.into_iter());
    let data = listed.data.into_iter();
    let data = data.map(|(id, member)| shown(&call, &place.account, id, &member.role, &member.subaccounts));
    let data = data.collect::<Result<Vec<_>, _>>()?;
    Ok(Answer::ok(&MembersOut::from(crate::edge::page::Listed { data, next_cursor: listed.next_cursor })))
}

async fn delete(call: Call) -> Result<Answer, Problem> {
    let place = managed(&call, true)?;
    let id: MemberId = call.id(4, "member")?;
    let erased = call.query()?.flag("erase")?;
    let forget = Profile::default().doc(&place.account, &id);
    let is_there = place.pool.member(place.subaccount.as_ref(), &id).is_some();
    if is_there {
        let command = Command::RemoveMember { account: place.account.clone(), member: id.clone() };
        let docs = if erased { vec![forget] } else { Vec::new() };
        call.ask_with(place.pool.no, None, command, docs).await?;
    } else if erased && Profile::of_member(&call.app.ledger, &place.account, &id)? != Profile::default() {
        // Somebody who left earlier may still be forgotten.
        call.app.refuse_after_leap()?;
        call.app.ledger.put(vec![forget]).await?;
    } else {
        return Err(Problem::not_found("member"));
    }
    Ok(Answer::ok(&RemovedMember { id: Shown(id), removed: is_there, erased }))
}
