/** Deeds on an account: granting and adjusting, voiding a grant, spend limits. */

import type { Balance, Grant, SpendLimit } from "../../api/client.js";
import type { components } from "../../api/schema.js";
import type { Deed, Effect, Values } from "../deed.js";
import { ask } from "../line.js";
import type { ConsoleText } from "../text/index.js";
import { grantName, minus, plus } from "../words.js";

type Schemas = components["schemas"];
const CREDITS_MAX = "1000000000000";

/** Credits given: an adjustment, or a gift with an end. */
export function give(text: ConsoleText, account: string, balance: Balance): Deed<Grant> {
  return {
    title: text.say("give.title", { account }),
    says: text.say("give.says"),
    fields: [
      { name: "credits", label: text.say("history.credits"), kind: "number", min: "0.001", max: CREDITS_MAX, step: "0.001" },
      { name: "kind", label: text.say("history.kind"), kind: "select", value: "adjustment", options: ["adjustment", "promotional"].map((kind) => [kind, text.word("grant", kind)] as const) },
      { name: "expires_in", label: text.say("grants.expires"), kind: "select", value: "", options: [["", text.say("grants.never")], ["P30D", text.say("give.days", { n: 30 })], ["P90D", text.say("give.days", { n: 90 })], ["P1Y", text.say("give.year")]] },
      { name: "reason", label: text.say("act.reason"), kind: "area", hint: text.say("give.reason"), lengthMax: 500 },
    ],
    button: text.say("give.button"),
    effect: (values) => {
      const credits = Number(values["credits"]);
      if (!(credits > 0)) return [];
      const paid = Math.min(balance.owed, credits);
      const effects: Effect[] = [{ what: text.say("usage.left", { account }), from: text.number(balance.available), to: text.number(plus(balance.available, credits, -paid)) }];
      if (paid > 0) effects.push({ what: text.say("effect.owed"), from: text.number(balance.owed), to: text.number(minus(balance.owed, paid)) });
      return effects;
    },
    ask: (values, key) =>
      ask("post", "/v1/accounts/{account}/grants", {
        path: { account },
        key,
        body: { kind: values["kind"] as Schemas["GrantKind"], credits: Number(values["credits"]), reason: values["reason"] ?? "", ...(values["expires_in"] ? { expires_in: values["expires_in"] } : {}) },
      }),
    told: (grant) => text.say("give.told", { credits: text.credits(grant.credits), account }),
  };
}

/** What is available of a grant, or a part of it, taken back. */
export function take(text: ConsoleText, account: string, grant: Grant, balance: Balance): Deed<Schemas["VoidedGrant"]> {
  const all = String(grant.available);
  const amount = (values: Values): number => Math.min(Number(values["credits"] ?? all), grant.available);
  const isScoped = (grant.scope?.features.length ?? 0) + (grant.scope?.subaccounts.length ?? 0) > 0;
  return {
    title: text.say("take.title", { grant: grantName(text, grant) }),
    says: text.say("take.says"),
    fields: [
      { name: "credits", label: text.say("history.credits"), kind: "number", min: "0.001", max: all, step: "0.001", value: all },
      { name: "reason", label: text.say("act.reason"), kind: "area", lengthMax: 500 },
    ],
    button: text.say("take.button"),
    isGrave: true,
    effect: (values) => {
      const credits = amount(values);
      if (!(credits > 0)) return [];
      return [
        { what: text.say("effect.grant"), from: text.number(grant.available), to: text.number(minus(grant.available, credits)) },
        ...(isScoped ? [] : [{ what: text.say("usage.left", { account }), from: text.number(balance.available), to: text.number(minus(balance.available, credits)) }]),
        ...(credits === grant.available ? [{ what: text.say("take.closed") }] : []),
      ];
    },
    ask: (values, key) => {
      const credits = amount(values);
      // The whole grant is voided without a figure: what a running use gives back later is voided with it.
      const body = { reason: values["reason"] ?? "", ...(credits === grant.available ? {} : { credits }) };
      return ask("post", "/v1/grants/{grant}/void", { path: { grant: grant.id }, key, body: body as Schemas["NewVoid"] });
    },
    told: ({ credits }) => text.say("take.told", { credits: text.credits(credits), account }),
  };
}

/** A spend limit set or changed. */
export function limit(text: ConsoleText, account: string, old?: SpendLimit): Deed<SpendLimit> {
  return {
    title: text.say(old === undefined ? "limit.title" : "limit.change", { account }),
    says: text.say("agency.limits.hint"),
    fields: [
      ...(old === undefined ? [{ name: "subject", label: text.say("agency.subject"), value: "member:*", hint: text.say("limit.subject") }] : []),
      { name: "credits", label: text.say("history.credits"), kind: "number", min: "0", max: CREDITS_MAX, step: "0.001", value: old === undefined ? "" : String(old.credits) },
      { name: "per", label: text.say("agency.per"), kind: "select", value: old?.per ?? "period", options: (["period", "month", "day"] as const).map((per) => [per, text.say(`agency.per.${per}`)] as const) },
    ],
    button: text.say("agency.set"),
    effect: (values) => {
      if (!values["credits"]) return [];
      const now = text.say("limit.figure", { credits: text.credits(Number(values["credits"])), per: text.word("agency.per", values["per"] ?? "period") });
      const before = old === undefined ? text.say("limit.none") : text.say("limit.figure", { credits: text.credits(old.credits), per: text.word("agency.per", old.per) });
      return [{ what: text.say("limit.of", { subject: old?.subject ?? values["subject"] ?? "" }), from: before, to: now }];
    },
    ask: (values) =>
      ask("put", "/v1/accounts/{account}/limits/{subject}", {
        path: { account, subject: old?.subject ?? values["subject"] ?? "" },
        body: { credits: Number(values["credits"]), per: values["per"] as Schemas["Per"] },
      }),
    told: ({ subject }) => text.say("limit.told", { subject }),
  };
}

export function unlimit(text: ConsoleText, account: string, old: SpendLimit): Deed<Schemas["RemovedLimit"]> {
  return {
    title: text.say("limit.remove", { subject: old.subject }),
    button: text.say("limit.remove.button"),
    isGrave: true,
    effect: () => [{ what: text.say("limit.of", { subject: old.subject }), from: text.say("limit.figure", { credits: text.credits(old.credits), per: text.word("agency.per", old.per) }), to: text.say("limit.none") }],
    ask: () => ask("delete", "/v1/accounts/{account}/limits/{subject}", { path: { account, subject: old.subject } }),
    told: ({ subject }) => text.say("limit.removed", { subject }),
  };
}

/** Looking at an account as one of its members sees it. */
export function support(text: ConsoleText, account: string, members: readonly Schemas["Member"][]): Deed<import("../staff.js").SupportSession> {
  return {
    title: text.say("support.title", { account }),
    says: text.say("support.says"),
    fields: [
      { name: "member", label: text.say("history.member"), kind: "select", value: members[0]?.id ?? "", options: members.map(({ id, name, role }) => [id, `${name ?? id} (${role})`] as const) },
      { name: "reason", label: text.say("act.reason"), kind: "area", hint: text.say("support.reason"), lengthMax: 500 },
    ],
    button: text.say("support.button"),
    effect: () => [{ what: text.say("support.readonly") }, { what: text.say("support.audited") }],
    ask: (values) => ask("post", "/v1/accounts/{account}/support-sessions", { path: { account }, body: { member: values["member"] ?? "", reason: values["reason"] ?? "" } }),
    told: ({ member }) => text.say("support.told", { member }),
  };
}
