/** Deeds on what an account stands on: its plan, activation, pause, its end, what it may owe. */

import { type Account, newKey } from "../../api/client.js";
import type { components } from "../../api/schema.js";
import type { Deed, Effect, Field } from "../deed.js";
import { ask } from "../line.js";
import type { ConsoleText } from "../text/index.js";

type Schemas = components["schemas"];
type Catalog = Schemas["Catalog"];

const CREDITS_MAX = "1000000000000";
const WHEN = ["", "now", "period_end"] as const;

function planField(text: ConsoleText, { plans }: Catalog, value: string): Field {
  return { name: "plan", label: text.say("account.plan"), kind: "select", value, options: plans.map(({ id, name }) => [id, name ?? id] as const) };
}

/** The figures of a preview: each balance now and afterwards, and when. */
function foreseen(text: ConsoleText, { before, after, account }: Schemas["PlanPreview"]): readonly Effect[] {
  const line = (what: string, from: number, to: number): Effect => ({ what, from: text.number(from), to: text.number(to) });
  const effects = [
    line(text.say("usage.monthly"), before.monthly.available, after.monthly.available),
    line(text.say("usage.extra"), before.extra.available, after.extra.available),
    line(text.say("overview.available"), before.available, after.available),
  ];
  const { scheduled } = account;
  return scheduled ? [...effects, { what: text.say("plan.later", { plan: scheduled.plan, date: text.moment(scheduled.at) }) }] : effects;
}

/** Another plan, previewed by the server for whatever is chosen. */
export function changePlan(text: ConsoleText, account: Account, catalog: Catalog): Deed<unknown> {
  const others = { ...catalog, plans: catalog.plans.filter(({ id, legacy }) => id !== account.plan && legacy !== true) };
  const body = (values: Readonly<Record<string, string>>): Schemas["PlanChange"] => ({
    plan: values["plan"] ?? "",
    ...(values["when"] ? { when: values["when"] } : {}),
    ...(values["credits"] ? { credits_per_period: Number(values["credits"]) } : {}),
  });
  return {
    title: text.say("plan.title", { account: account.id }),
    says: text.say("plan.says"),
    fields: [
      planField(text, others, others.plans.at(-1)?.id ?? ""),
      { name: "when", label: text.say("plan.when"), kind: "select", value: "", options: WHEN.map((when) => [when, text.say(when === "" ? "plan.when.catalog" : `plan.when.${when}`)] as const) },
      { name: "credits", label: text.say("plan.credits"), kind: "number", min: "0.001", max: CREDITS_MAX, step: "0.001", isOptional: true },
    ],
    button: text.say("plan.button"),
    effect: () => [],
    foresee: async (values, line) => foreseen(text, (await line.read(ask("post", "/v1/accounts/{account}/plan", { path: { account: account.id }, key: newKey(), body: { ...body(values), preview: true } }))) as Schemas["PlanPreview"]),
    ask: (values, key) => ask("post", "/v1/accounts/{account}/plan", { path: { account: account.id }, key, body: body(values) }),
    told: () => text.say("plan.told", { account: account.id }),
  };
}

export function dropScheduled(text: ConsoleText, account: Account): Deed<Account> {
  const { scheduled } = account;
  return {
    title: text.say("plan.drop", { account: account.id }),
    button: text.say("plan.drop.button"),
    effect: () => [{ what: text.say("plan.drop.effect", { plan: scheduled?.plan ?? "", kept: account.plan }) }],
    ask: () => ask("delete", "/v1/accounts/{account}/plan/scheduled", { path: { account: account.id } }),
    told: ({ plan }) => text.say("plan.dropped", { account: account.id, plan }),
  };
}

/** A trial begins to pay, an account that ended comes back. */
export function activate(text: ConsoleText, account: Account, catalog: Catalog): Deed<Account> {
  const paid = { ...catalog, plans: catalog.plans.filter(({ legacy }) => legacy !== true) };
  return {
    title: text.say("activate.title", { account: account.id }),
    says: text.say("activate.says"),
    fields: [planField(text, paid, account.plan)],
    button: text.say("activate.button"),
    effect: (values) => {
      const plan = paid.plans.find(({ id }) => id === values["plan"]);
      const isTrial = account.state === "trial";
      return [
        { what: text.say("account.state"), from: text.word("account.state", account.state), to: text.word("account.state", "active") },
        ...(plan?.credits == null ? [] : [{ what: text.say("activate.granted", { credits: text.credits(plan.credits) }) }]),
        ...(isTrial ? [{ what: text.say("activate.trial") }] : []),
      ];
    },
    ask: (values, key) => ask("post", "/v1/accounts/{account}/activate", { path: { account: account.id }, key, body: { plan: values["plan"] ?? account.plan } }),
    told: ({ plan }) => text.say("activate.told", { account: account.id, plan }),
  };
}

/** The bill is unpaid: no further period is granted until it is resumed. */
export function pause(text: ConsoleText, account: Account): Deed<Account> {
  return {
    title: text.say("pause.title", { account: account.id }),
    button: text.say("pause.button"),
    effect: () => [{ what: text.say("pause.effect") }, { what: text.say("pause.kept") }],
    ask: (_, key) => ask("post", "/v1/accounts/{account}/pause", { path: { account: account.id }, key, body: {} }),
    told: () => text.say("pause.told", { account: account.id }),
  };
}

export function resume(text: ConsoleText, account: Account): Deed<Account> {
  return {
    title: text.say("resume.title", { account: account.id }),
    button: text.say("resume.button"),
    effect: () => [{ what: text.say("resume.effect") }],
    ask: (_, key) => ask("post", "/v1/accounts/{account}/resume", { path: { account: account.id }, key, body: {} }),
    told: () => text.say("resume.told", { account: account.id }),
  };
}

export function cancel(text: ConsoleText, account: Account): Deed<Account> {
  const end = account.period?.end;
  return {
    title: text.say("cancel.title", { account: account.id }),
    button: text.say("cancel.button"),
    isGrave: true,
    effect: () => [{ what: end ? text.say("cancel.effect", { date: text.moment(end) }) : text.say("cancel.effect.now") }, { what: text.say("cancel.kept") }],
    ask: (_, key) => ask("post", "/v1/accounts/{account}/cancel", { path: { account: account.id }, key, body: {} }),
    told: () => text.say("cancel.told", { account: account.id }),
  };
}

/** How much the pool may owe. */
export function overdraft(text: ConsoleText, account: Account): Deed<Account> {
  return {
    title: text.say("overdraft.title", { account: account.id }),
    says: text.say("overdraft.says"),
    fields: [{ name: "credits", label: text.say("overview.overdraft"), kind: "number", min: "0", max: CREDITS_MAX, step: "0.001", value: String(account.overdraft_limit) }],
    button: text.say("overdraft.button"),
    effect: (values) => (values["credits"] ? [{ what: text.say("overview.overdraft"), from: text.number(account.overdraft_limit), to: text.number(Number(values["credits"])) }] : []),
    ask: (values) => ask("patch", "/v1/accounts/{account}", { path: { account: account.id }, body: { overdraft_limit: Number(values["credits"] ?? 0) } }),
    told: ({ overdraft_limit }) => text.say("overdraft.told", { account: account.id, credits: text.credits(overdraft_limit) }),
  };
}
