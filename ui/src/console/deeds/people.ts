/** Deeds that bring somebody in or let them go: accounts made, members put into them and removed. */

import type { Account, Member } from "../../api/client.js";
import type { components } from "../../api/schema.js";
import { readable } from "../../text/index.js";
import type { Deed } from "../deed.js";
import { ask } from "../line.js";
import type { ConsoleText } from "../text/index.js";

type Schemas = components["schemas"];
type Catalog = Schemas["Catalog"];

const KINDS = ["business", "agency"] as const;
const ID_MAX = 64;
const NAME_MAX = 200;

/** What was filled in; the server never hears of what was left empty. */
function filled<T>(values: Readonly<Record<string, string>>, names: readonly string[]): T {
  return Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : []))) as T;
}

export function makeAccount(text: ConsoleText, { plans }: Catalog): Deed<Account> {
  return {
    title: text.say("account.make"),
    says: text.say("account.make.says"),
    fields: [
      { name: "id", label: text.say("account.id"), hint: text.say("account.make.id"), lengthMax: ID_MAX },
      { name: "kind", label: text.say("history.kind"), kind: "select", value: "business", options: KINDS.map((kind) => [kind, text.word("account.kind", kind)] as const) },
      { name: "plan", label: text.say("account.plan"), kind: "select", value: plans.find(({ legacy }) => legacy !== true)?.id ?? "", options: plans.map(({ id, name }) => [id, name ?? id] as const) },
      { name: "status", label: text.say("account.state"), kind: "select", value: "active", options: (["active", "trial"] as const).map((state) => [state, text.word("account.state", state)] as const) },
      { name: "name", label: text.say("account.make.name"), lengthMax: NAME_MAX, isOptional: true },
      { name: "email", label: text.say("account.make.email"), kind: "email", lengthMax: 254, isOptional: true },
    ],
    button: text.say("account.make.button"),
    effect: (values) => {
      const plan = plans.find(({ id }) => id === values["plan"]);
      if (values["status"] === "trial") return [{ what: text.say("account.make.trial") }];
      const credits = plan?.credits ?? plan?.starter_credits;
      return credits == null ? [] : [{ what: text.say("activate.granted", { credits: text.credits(credits) }) }];
    },
    ask: (values, key) => {
      const billing = filled<Schemas["Billing"]>(values, ["name", "email"]);
      const body = { id: values["id"] ?? "", kind: values["kind"] as Schemas["AccountKind"], plan: values["plan"] ?? "", status: values["status"] ?? "active", ...(Object.keys(billing).length === 0 ? {} : { billing }) };
      return ask("post", "/v1/accounts", { key, body });
    },
    told: ({ id }) => text.say("account.made", { account: id }),
  };
}

/** Somebody new in an account, or the same person with another role. */
export function putMember(text: ConsoleText, { id: account, kind }: Account, catalog: Catalog, old?: Member): Deed<Member> {
  const roles: Readonly<Record<string, readonly string[]>> = catalog.roles[kind];
  return {
    title: text.say(old === undefined ? "member.add" : "member.change", { account, member: old?.name ?? old?.id ?? "" }),
    fields: [
      ...(old === undefined ? [{ name: "id", label: text.say("account.id"), hint: text.say("member.id"), lengthMax: ID_MAX }] : []),
      { name: "role", label: text.say("account.role"), kind: "select", value: old?.role ?? Object.keys(roles)[0] ?? "", options: Object.keys(roles).map((role) => [role, readable(role)] as const) },
      { name: "name", label: text.say("account.name"), value: old?.name ?? "", lengthMax: NAME_MAX, isOptional: true },
      { name: "email", label: text.say("sign.email"), kind: "email", value: old?.email ?? "", lengthMax: 254, isOptional: true },
    ],
    button: text.say(old === undefined ? "member.add.button" : "member.change.button"),
    effect: (values) => {
      const rights = roles[values["role"] ?? ""] ?? [];
      return [{ what: text.say("member.rights", { rights: rights.length === 0 ? text.say("member.rights.none") : text.all(rights.map((right) => text.word("right", right))) }) }];
    },
    ask: (values) => {
      const kept = old === undefined ? {} : { ...(old.locale ? { locale: old.locale } : {}), ...(old.subaccounts.length > 0 ? { subaccounts: old.subaccounts } : {}) };
      const body = { ...kept, role: values["role"] ?? "", ...filled<Pick<Schemas["NewMember"], "name" | "email">>(values, ["name", "email"]) };
      return ask("put", "/v1/accounts/{account}/members/{member}", { path: { account, member: old?.id ?? values["id"] ?? "" }, body });
    },
    told: ({ id, name }) => text.say(old === undefined ? "member.added" : "member.changed", { member: name ?? id, account }),
  };
}

export function removeMember(text: ConsoleText, account: string, member: Member): Deed<Schemas["RemovedMember"]> {
  const name = member.name ?? member.id;
  return {
    title: text.say("member.remove", { member: name, account }),
    fields: [{ name: "erase", label: text.say("member.erase"), kind: "select", value: "", options: [["", text.say("member.erase.no")], ["true", text.say("member.erase.yes")]] }],
    button: text.say("member.remove.button"),
    isGrave: true,
    effect: (values) => [{ what: text.say("member.remove.effect") }, { what: text.say(values["erase"] ? "member.erase.effect" : "member.erase.not") }],
    ask: (values) => ask("delete", "/v1/accounts/{account}/members/{member}", { path: { account, member: member.id }, query: values["erase"] ? { erase: true } : {} }),
    told: () => text.say("member.removed", { member: name, account }),
  };
}
